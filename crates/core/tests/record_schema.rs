//! Records of every released schema still load, and limits apply to untrusted text.

use crate::record_support::sealed;
use serde_json::{Value, json};
use which_end_core::record::{LONGEST, ReadError, Record, SCHEMA, export, import};

/// One fixture for each schema, written by the version that had it. Never change them after release.
const FIXTURES: [&str; 2] = [
    include_str!("fixtures/record-schema-1.json"),
    include_str!("fixtures/record-schema-2.json"),
];

#[test]
fn there_is_a_fixture_for_every_schema() {
    assert_eq!(FIXTURES.len(), SCHEMA as usize);
    for (text, schema) in FIXTURES.iter().zip(1..) {
        let envelope: Value = serde_json::from_str(text).expect("a fixture is JSON");
        assert_eq!(envelope["schema"], schema);
    }
}

#[test]
fn records_of_every_schema_load_whole() {
    for text in FIXTURES {
        let record = import(text).expect("a released record loads");
        let session = record.session.as_ref().expect("the fixture holds a run");
        assert_eq!(session.answers().len(), 3);
        assert_eq!(session.answers()[0].item.as_str(), "b1-library-tables");
        assert_eq!(record.earlier.len(), 1);
        let pay = record.pay.as_ref().expect("the fixture holds a query");
        assert_eq!(pay.years.get(), 4);
        for name in ["C++", "TypeScript"] {
            assert!(
                pay.stack.iter().any(|known| known.as_str() == name),
                "{name}"
            );
        }
        assert_eq!(
            import(&export(&record)),
            Ok(record),
            "and goes out and in again"
        );
    }
}

#[test]
fn the_present_schema_still_writes_what_its_fixture_holds() {
    let text = FIXTURES[FIXTURES.len() - 1];
    let record = import(text).expect("a released record loads");
    let body = |text: &str| serde_json::from_str::<Value>(text).expect("JSON")["body"].clone();
    assert_eq!(
        body(&export(&record)),
        body(text),
        "a changed shape needs a new schema"
    );
}

/// Protects what people saved before the first change of schema: everything is converted, not only what other tests
/// name.
#[test]
fn nothing_of_schema_1_is_dropped() {
    let text = FIXTURES[0];
    let body = |text: &str| serde_json::from_str::<Value>(text).expect("JSON")["body"].clone();
    let mut expected = body(text);
    expected["pay_beside"] = Value::Null;
    let pay = expected["pay"].as_object_mut().expect("a query");
    let stack = pay.remove("languages").expect("its name in schema 1");
    pay.insert("stack".to_owned(), stack);
    for later in ["area", "size", "manages"] {
        pay.insert(later.to_owned(), Value::Null);
    }
    let record = import(text).expect("a released record loads");
    assert_eq!(body(&export(&record)), expected);
}

/// Protects records of builds between two schemas: a field added without a new schema may be missing.
#[test]
fn records_without_the_fields_that_came_later_load() {
    let mut older: Value = serde_json::from_str(FIXTURES[1]).expect("JSON");
    let record = import(FIXTURES[1]).expect("a released record loads");
    let body = older["body"].as_object_mut().expect("a body");
    body.remove("pay_beside");
    for field in ["area", "size", "manages"] {
        body["pay"].as_object_mut().expect("a query").remove(field);
        let found = import(&sealed(2, 5, &Value::Object(body.clone()))).expect("it loads");
        assert_eq!(
            (&found.session, &found.earlier),
            (&record.session, &record.earlier)
        );
        let (found, pay) = (
            found.pay.expect("a query"),
            record.pay.clone().expect("a query"),
        );
        assert_eq!((found.role, found.stack), (pay.role, pay.stack), "{field}");
    }
}

#[test]
fn a_newer_schema_is_told_apart_from_damage() {
    let newer = sealed(SCHEMA + 1, 5, &json!({"anything": []}));
    assert_eq!(import(&newer), Err(ReadError::Newer));
    assert_eq!(
        import(&newer.replace("\"schema\":3", "\"schema\":4")),
        Err(ReadError::Damaged)
    );
    assert_eq!(import(&sealed(0, 5, &json!({}))), Err(ReadError::NotOurs));
    // No page is that far behind: the number is forged, and it must not stop saving.
    for schema in [SCHEMA + 51, u32::MAX] {
        assert_eq!(
            import(&sealed(schema, 5, &json!({}))),
            Err(ReadError::NotOurs)
        );
    }
}

fn body() -> Value {
    serde_json::to_value(Record::default()).expect("a record is JSON")
}

fn with(path: &str, value: Value) -> Value {
    let mut body = body();
    body["session"] = json!({"seed": 1, "answers": [], "taken_back": [], "seen": [], "keep_going": false, "reopened": null});
    body["pay"] = json!({"role": "back-end", "years": 4, "country": "DE", "area": null, "stack": [], "workplace": null});
    *body.pointer_mut(path).expect("the path is there") = value;
    body
}

/// Valid envelopes around bodies that no real page writes.
#[test]
fn bodies_out_of_bounds_are_refused_whatever_their_checksum() {
    assert!(
        import(&sealed(1, 5, &with("/session/seed", json!(u64::MAX)))).is_ok(),
        "the frame of the cases is sound"
    );
    let answer = |item: &str| json!({"item": item, "version": 1, "response": "skipped"});
    let cases = [
        (
            "a thousand answers",
            with("/session/answers", json!(vec![answer("a"); 1000])),
        ),
        (
            "a long name",
            with("/session/answers", json!([answer(&"a".repeat(41))])),
        ),
        (
            "a control character",
            with("/session/seen", json!(["a\u{0}b"])),
        ),
        (
            "a thousand items seen",
            with("/session/seen", json!(vec!["a"; 1000])),
        ),
        (
            "a thousand earlier runs",
            with(
                "/earlier",
                json!(vec![
                    with("/session/seen", json!([]))["session"].clone();
                    1000
                ]),
            ),
        ),
        (
            "an unknown response",
            with(
                "/session/answers",
                json!([{"item": "a", "version": 1, "response": "maybe"}]),
            ),
        ),
        (
            "a choice that is no byte",
            with(
                "/session/answers",
                json!([{"item": "a", "version": 1, "response": {"choice": 256}}]),
            ),
        ),
        ("a negative seed", with("/session/seed", json!(-1))),
        ("years beyond a life", with("/pay/years", json!(51))),
        (
            "a country in small letters",
            with("/pay/country", json!("de")),
        ),
        (
            "a country of three letters",
            with("/pay/country", json!("DEU")),
        ),
        ("an area of four digits", with("/pay/area", json!(4186))),
        (
            "an area of another country",
            with("/pay/area", json!(41860)),
        ),
        (
            "a technology without a name",
            with("/pay/stack", json!([""])),
        ),
        (
            "a technology twice",
            with("/pay/stack", json!(["Rust", "Rust"])),
        ),
        (
            "two hundred technologies",
            with(
                "/pay/stack",
                (0..200).map(|n| json!(format!("l{n}"))).collect(),
            ),
        ),
        (
            "an unknown field",
            with("/preferences", json!({"theme": "auto", "font": "huge"})),
        ),
        (
            "an unknown theme",
            with("/preferences/theme", json!("pink")),
        ),
        ("nothing", Value::Null),
        ("a list", json!([])),
    ];
    for (case, body) in cases {
        assert_eq!(
            import(&sealed(1, 5, &body)),
            Err(ReadError::NotOurs),
            "{case}"
        );
    }
}

#[test]
fn a_text_over_the_longest_is_refused_unread() {
    let text = sealed(1, 5, &body()) + &" ".repeat(LONGEST);
    assert_eq!(import(&text), Err(ReadError::TooLarge));
}
