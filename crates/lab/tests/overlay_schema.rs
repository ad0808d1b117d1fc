//! The schema that helps employers accepts the same files as the page's parser.

use jsonschema::Validator;
use serde_json::{Value, json};
use which_end_core::embed::overlay::{
    LONGEST_ID, LONGEST_NAME, LONGEST_TEXT, MOST_ENTRIES, MOST_PAY, SCHEMA as VERSION, read,
};
use which_end_core::pay::query::{Role, Tier};

const SCHEMA: &str = include_str!("../../../assets/web/overlay.schema.json");

fn schema() -> Value {
    serde_json::from_str(SCHEMA).expect("JSON")
}

fn validator() -> Validator {
    jsonschema::draft202012::new(&schema()).expect("a sound schema")
}

/// A file with every field.
fn whole() -> Value {
    json!({
        "$schema": "https://example.org/overlay.schema.json",
        "schema": 1,
        "name": "Acme",
        "source": {"title": "Pay at Acme", "url": "https://acme.example/pay?of=all#top"},
        "as_of": "2026-10-01",
        "review_by": "2027-10-01",
        "bands": [{"role": "back-end", "tier": "mid", "title": "Engineer II", "from": 70_000, "to": 90_000.5,
            "currency": "EUR", "per": "year", "place": "Köln"}],
        "rungs": {"entry": "Engineer I", "mid": "Engineer II", "senior": "Senior", "staff": "Principal"},
        "jobs": [{"id": "be-1", "title": "Developer", "url": "https://acme.example", "role": "devops", "tier": "staff",
            "place": "Berlin"}],
    })
}

/// Checks a file with the schema and the parser, which must agree.
fn both(validator: &Validator, file: &Value, sound: bool, what: &str) {
    assert_eq!(
        read(&file.to_string()).is_ok(),
        sound,
        "the reader on {what}"
    );
    assert_eq!(validator.is_valid(file), sound, "the schema on {what}");
}

/// Sets each value at its path in a whole file, and checks both.
fn in_each(cases: Vec<(&str, Value, bool)>) {
    let validator = validator();
    for (path, value, sound) in cases {
        let mut file = whole();
        let what = format!("{path} = {value}");
        *file
            .pointer_mut(path)
            .unwrap_or_else(|| panic!("no {path}")) = value;
        both(&validator, &file, sound, &what);
    }
}

#[test]
fn what_the_reader_takes_or_refuses_the_schema_does_too() {
    jsonschema::meta::validate(&schema()).expect("the schema fits its own draft");
    let validator = validator();
    both(&validator, &whole(), true, "a whole file");
    let text = [
        "/source/title",
        "/bands/0/title",
        "/bands/0/place",
        "/rungs/staff",
        "/jobs/0/title",
        "/jobs/0/place",
    ];
    let mut cases: Vec<(&str, Value, bool)> = Vec::new();
    for path in text {
        for (value, sound) in [
            (json!(""), false),
            (json!("  "), false),
            (json!(5), false),
            (Value::Null, false),
            (json!("a\nb"), false),
            (json!("a\u{202e}b"), false),
            (json!("a\u{e0041}"), false),
            (json!("\u{3164}"), false),
            (json!("Z\u{301}\u{302}"), true),
            (json!("Z\u{301}\u{302}\u{303}"), false),
            (json!("é".repeat(120)), true),
            (json!("é".repeat(121)), false),
        ] {
            cases.push((path, value, sound));
        }
    }
    for (name, sound) in [
        (json!(""), false),
        (json!("é".repeat(LONGEST_NAME)), true),
        (json!("é".repeat(LONGEST_NAME + 1)), false),
    ] {
        cases.push(("/name", name, sound));
    }
    in_each(cases);
}

#[test]
fn addresses_days_and_amounts_are_taken_or_refused_alike() {
    let mut cases: Vec<(&str, Value, bool)> = Vec::new();
    for path in ["/source/url", "/jobs/0/url"] {
        for (address, sound) in [
            ("https://a.example:8443/x?y=1#z", true),
            ("/jobs/1", false),
            ("jobs", false),
            ("//a.example/", false),
            ("javascript:alert(1)", false),
            ("https://", false),
            ("https:///x", false),
            ("https://user@a.example/", false),
            ("https://a.example/@x", true),
            ("https://a.example/a b", false),
            ("http://a.example/", false),
            ("https://аррӏе.com/", false),
            ("https://xn--80ak6aa92e.com/", true),
            ("https://a.example/ü", false),
            ("https://a.example/~x/[1]?a=(b)!", true),
            ("https://a.example/\"", false),
        ] {
            cases.push((path, json!(address), sound));
        }
    }
    for path in ["/as_of", "/review_by"] {
        for (day, sound) in [
            ("2026-10-1", false),
            ("10/01/2026", false),
            ("2026-13-01", false),
            ("2026-10-01", true),
        ] {
            cases.push((path, json!(day), sound));
        }
    }
    for path in ["/bands/0/from", "/bands/0/to"] {
        for (pay, sound) in [
            (json!(80_000), true),
            (json!(0), false),
            (json!(-1), false),
            (json!(1e9 + 1.0), false),
            (json!("80000"), false),
        ] {
            cases.push((path, pay, sound));
        }
    }
    in_each(cases);
}

#[test]
fn words_names_and_numbers_of_entries_are_taken_or_refused_alike() {
    let band = whole()["bands"][0].clone();
    let cases = vec![
        ("/schema", json!(2), false),
        ("/schema", json!("1"), false),
        ("/bands/0/currency", json!("eur"), false),
        ("/bands/0/currency", json!("EURO"), false),
        ("/bands/0/per", json!("decade"), false),
        ("/bands/0/role", json!("backend"), false),
        ("/bands/0/tier", json!("junior"), false),
        ("/jobs/0/tier", Value::Null, false),
        ("/jobs/0/id", json!("apply"), false),
        ("/jobs/0/id", json!("apply-2"), true),
        ("/jobs/0/id", json!("Be 1"), false),
        ("/jobs/0/id", json!("x".repeat(LONGEST_ID)), true),
        ("/jobs/0/id", json!("x".repeat(LONGEST_ID + 1)), false),
        ("/bands", json!({}), false),
        ("/rungs", json!([]), false),
        ("/rungs", json!({}), true),
        ("/jobs", json!([]), true),
        ("/bands", json!(vec![band.clone(); MOST_ENTRIES]), true),
        ("/bands", json!(vec![band; MOST_ENTRIES + 1]), false),
    ];
    in_each(cases);
}

/// The required and optional fields are the same, and no others are allowed.
#[test]
fn both_know_the_same_fields() {
    let validator = validator();
    for path in ["", "/source", "/bands/0", "/rungs", "/jobs/0"] {
        let fields = whole()
            .pointer(path)
            .and_then(Value::as_object)
            .cloned()
            .expect("an object");
        for field in fields.keys() {
            let mut file = whole();
            file.pointer_mut(path)
                .and_then(Value::as_object_mut)
                .expect("an object")
                .remove(field);
            let sound = read(&file.to_string()).is_ok();
            both(&validator, &file, sound, &format!("{path} without {field}"));
        }
        let mut file = whole();
        file.pointer_mut(path).expect("an object")["surprise"] = json!("x");
        both(&validator, &file, false, &format!("{path} with a surprise"));
    }
}

/// Words and numbers that both contain.
#[test]
fn words_and_limits_are_the_same_in_both() {
    let schema = schema();
    let defs = &schema["$defs"];
    assert_eq!(defs["role"]["enum"], json!(Role::ALL));
    assert_eq!(defs["tier"]["enum"], json!(Tier::ALL));
    assert_eq!(schema["properties"]["schema"]["const"], VERSION);
    assert_eq!(defs["text"]["maxLength"], LONGEST_TEXT);
    assert_eq!(
        defs["pay"]["maximum"].as_f64().map(f64::to_bits),
        Some(MOST_PAY.to_bits())
    );
    for list in ["bands", "jobs"] {
        assert_eq!(schema["properties"][list]["maxItems"], MOST_ENTRIES);
    }
    let validator = validator();
    for per in defs["band"]["properties"]["per"]["enum"]
        .as_array()
        .expect("a list")
    {
        let mut file = whole();
        file["bands"][0]["per"] = per.clone();
        both(&validator, &file, true, &per.to_string());
    }
}

/// Editors show the schema's descriptions, so every field needs one.
#[test]
fn every_field_is_described() {
    let schema = schema();
    let defs = schema["$defs"].as_object().expect("definitions");
    let objects = [
        &schema,
        &schema["properties"]["source"],
        &schema["properties"]["rungs"],
        &defs["band"],
        &defs["job"],
    ];
    for (name, field) in objects
        .iter()
        .filter_map(|object| object["properties"].as_object())
        .flatten()
    {
        let target = field["$ref"]
            .as_str()
            .and_then(|to| defs.get(to.rsplit('/').next()?));
        let described = |part: &Value| part["description"].is_string();
        assert!(described(field) || target.is_some_and(described), "{name}");
    }
}
