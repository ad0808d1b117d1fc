//! An employer's overlay file: accepted as a whole, or refused with sentences that name the path.

use proptest::prelude::*;
use which_end_core::embed::options::WebAddress;
use which_end_core::embed::overlay::{LONGEST_FILE, MOST_ERRORS, Overlay, read};
use which_end_core::pay::money::Period;
use which_end_core::pay::query::{Role, Tier};

const WHOLE: &str = r#"{
    "$schema": "https://example.org/overlay.schema.json",
    "schema": 1,
    "name": "Acme",
    "source": {"title": "Pay at Acme", "url": "https://acme.example/pay"},
    "as_of": "2026-10-01",
    "review_by": "2027-10-01",
    "bands": [
        {"role": "back-end", "tier": "mid", "title": "Engineer II", "from": 70000, "to": 90000, "currency": "EUR", "per": "year", "place": "Berlin"},
        {"role": "front-end", "tier": "entry", "title": "Engineer I", "from": 25.5, "to": 25.5, "currency": "USD", "per": "hour"}
    ],
    "rungs": {"entry": "Engineer I", "staff": "Principal"},
    "jobs": [
        {"id": "be-1", "title": "Back-end developer", "url": "https://acme.example/jobs/1", "role": "back-end", "tier": "mid", "place": "Berlin"},
        {"id": "em", "title": "Lead", "url": "https://acme.example/jobs/2", "role": "engineering-manager"}
    ]
}"#;

const LEAST: &str = r#"{"schema": 1, "name": "Acme", "source": {"title": "Pay", "url": "https://acme.example/"}, "as_of": "2026-10-01"}"#;

/// The error sentences for a text; empty if it is accepted.
fn faults(text: &str) -> Vec<String> {
    match read(text) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.iter().map(ToString::to_string).collect(),
    }
}

/// The error sentences for the whole file with one piece replaced.
fn with(piece: &str, by: &str) -> Vec<String> {
    assert!(WHOLE.contains(piece), "{piece}");
    faults(&WHOLE.replacen(piece, by, 1))
}

/// Protects employers that use every field.
#[test]
fn every_field_is_read() {
    let overlay = read(WHOLE).expect("a sound file");
    assert_eq!(overlay.name, "Acme");
    assert_eq!(overlay.source_title, "Pay at Acme");
    assert_eq!(overlay.source_url.as_str(), "https://acme.example/pay");
    assert_eq!(overlay.as_of.to_string(), "2026-10-01");
    assert_eq!(
        overlay.review_by.map(|day| day.to_string()).as_deref(),
        Some("2027-10-01")
    );
    let [mid, entry] = overlay.bands.as_slice() else {
        panic!("{:?}", overlay.bands)
    };
    assert_eq!((mid.role, mid.tier), (Role::BackEnd, Tier::Mid));
    assert_eq!(
        (mid.title.as_str(), mid.place.as_deref()),
        ("Engineer II", Some("Berlin"))
    );
    assert_eq!(
        (mid.from.to_bits(), mid.to.to_bits()),
        (70_000_f64.to_bits(), 90_000_f64.to_bits())
    );
    assert_eq!((mid.currency.as_str(), mid.per), ("EUR", Period::Year));
    assert_eq!(
        (entry.from.to_bits(), entry.per),
        (25.5_f64.to_bits(), Period::Hour)
    );
    assert_eq!(overlay.rung(Tier::Entry), Some("Engineer I"));
    assert_eq!(overlay.rung(Tier::Mid), None);
    assert_eq!(overlay.rung(Tier::Staff), Some("Principal"));
    let [job, lead] = overlay.jobs.as_slice() else {
        panic!("{:?}", overlay.jobs)
    };
    assert_eq!((job.id.as_str(), job.tier), ("be-1", Some(Tier::Mid)));
    assert_eq!(
        job.url,
        WebAddress::new("https://acme.example/jobs/1").expect("one")
    );
    assert_eq!(
        (lead.role, lead.tier, lead.place.as_ref()),
        (Role::EngineeringManager, None, None)
    );
}

/// Protects employers that give only the required fields.
#[test]
fn what_may_be_missing_may_be_missing() {
    let overlay = read(LEAST).expect("a sound file");
    assert!(overlay.bands.is_empty() && overlay.jobs.is_empty());
    assert_eq!(overlay.rungs, [None, None, None, None]);
    assert!(
        read(&format!("\u{feff}{LEAST}")).is_ok(),
        "a byte order mark"
    );
}

/// A text of the whole file, its replacement, and the expected error.
const FAULTS: [(&str, &str, &str); 26] = [
    (
        "\"from\": 70000",
        "\"from\": 95000",
        "bands[0].from is above its to",
    ),
    (
        "\"from\": 70000",
        "\"from\": \"70,000\"",
        "bands[0].from must be a number, without quotes and commas",
    ),
    (
        "\"from\": 70000",
        "\"from\": -1",
        "bands[0].from must be above 0 and at most 1,000,000,000",
    ),
    (
        "\"from\": 70000",
        "\"from\": 0",
        "bands[0].from must be above 0 and at most 1,000,000,000",
    ),
    (
        "\"to\": 90000, ",
        "\"to\": 1000000001, ",
        "bands[0].to must be above 0 and at most 1,000,000,000",
    ),
    ("\"to\": 90000, ", "", "bands[0].to is missing"),
    (
        "\"EUR\"",
        "\"eur\"",
        "bands[0].currency must be three upper-case letters, as in EUR",
    ),
    (
        "\"per\": \"hour\"",
        "\"per\": \"fortnight\"",
        "bands[1].per must be year, month, week, day or hour",
    ),
    (
        "\"tier\": \"mid\"",
        "\"tier\": \"junior\"",
        "bands[0].tier must be a tier: entry, mid, senior or staff",
    ),
    (
        "\"tier\": \"mid\"",
        "\"tier\": null",
        "bands[0].tier must be a tier: entry, mid, senior or staff",
    ),
    (
        "\"schema\": 1",
        "\"schema\": 2",
        "schema must be 1: this page reads no other",
    ),
    (
        "\"schema\": 1",
        "\"schema\": \"1\"",
        "schema must be 1: this page reads no other",
    ),
    (
        "\"name\": \"Acme\"",
        "\"name\": \" \"",
        "name must not be empty",
    ),
    (
        "\"name\": \"Acme\"",
        "\"name\": 5",
        "name must be a text, in quotes",
    ),
    (
        "\"Acme\"",
        "\"Ac\\u202eme\"",
        "name holds a character that cannot be seen, such as a line break",
    ),
    (
        "\"2026-10-01\"",
        "\"2026-13-01\"",
        "as_of must be a day, as in 2026-11-23",
    ),
    (
        "\"2027-10-01\"",
        "\"2025-10-01\"",
        "review_by is before as_of",
    ),
    (
        "\"https://acme.example/pay\"",
        "\"javascript:alert(1)\"",
        "source.url must be a whole address that begins with https:// and has a host in a to z, 0 to 9, - and .",
    ),
    (
        "\"https://acme.example/jobs/1\"",
        "\"/jobs/1\"",
        "jobs[0].url must be a whole address that begins with https:// and has a host in a to z, 0 to 9, - and .",
    ),
    (
        "\"id\": \"em\"",
        "\"id\": \"be-1\"",
        "jobs has the id be-1 twice",
    ),
    (
        "\"id\": \"em\"",
        "\"id\": \"apply\"",
        "jobs[1].id must be 1 to 40 of a to z, 0 to 9 and -, and not “apply”",
    ),
    (
        "\"staff\":",
        "\"boss\":",
        "rungs.boss is not known here; known are entry, mid, senior, staff",
    ),
    (
        "\"title\": \"Lead\",",
        "\"title\": \"Lead\", \"title\": \"Lead\",",
        "jobs[1].title is there twice",
    ),
    (
        "\"title\": \"Pay at Acme\", ",
        "",
        "source.title is missing",
    ),
    (
        "{\"title\": \"Pay at Acme\", \"url\": \"https://acme.example/pay\"}",
        "\"Pay\"",
        "source must be an object: names with values, in { }",
    ),
    (
        "{\"entry\": \"Engineer I\", \"staff\": \"Principal\"}",
        "[]",
        "rungs must be an object: names with values, in { }",
    ),
];

/// Protects owners: each error names its path and what would be right.
#[test]
fn a_fault_names_its_place() {
    for (piece, by, sentence) in FAULTS {
        assert_eq!(with(piece, by), [sentence]);
    }
    for (text, sentence) in [
        ("\u{3164}", "cannot be seen"),
        ("a\u{61c}b", "cannot be seen"),
        ("a\u{ad}b", "cannot be seen"),
        ("a\u{e0041}", "cannot be seen"),
        ("a\u{fe0f}", "cannot be seen"),
        ("\u{2800}", "cannot be seen"),
        ("Z\u{301}\u{302}\u{303}", "more than two marks"),
    ] {
        let faults = with("\"Principal\"", &format!("\"{text}\""));
        assert!(
            faults.len() == 1 && faults[0].contains(sentence),
            "{text:?}: {faults:?}"
        );
    }
    // Vietnamese and Thai have letters with two marks.
    assert!(
        with(
            "\"Principal\"",
            "\"tie\u{302}\u{301}ng, \u{e17}\u{e35}\u{e48}\""
        )
        .is_empty()
    );
    for address in [
        "https://аррӏе.com/",
        "http://acme.example/pay",
        "https://acme.example/\u{202e}yap",
        "https://user@acme.example/",
    ] {
        let faults = with("\"https://acme.example/pay\"", &format!("\"{address}\""));
        assert_eq!(faults.len(), 1, "{address}: {faults:?}");
    }
    let long = format!("\"{}\"", "é".repeat(41));
    assert_eq!(
        with("\"name\": \"Acme\"", &format!("\"name\": {long}")),
        ["name is longer than 40 characters"]
    );
    let long = format!("\"{}\"", "é".repeat(121));
    assert_eq!(
        with("\"Principal\"", &long),
        ["rungs.staff is longer than 120 characters"]
    );
    assert_eq!(
        faults("[]"),
        ["the file must be an object: names with values, in { }"]
    );
    assert_eq!(
        faults("{"),
        ["it is not JSON: EOF while parsing an object at line 1 column 1"]
    );
    let role = with("\"role\": \"back-end\"", "\"role\": \"backend\"");
    assert!(
        role.len() == 1 && role[0].starts_with("bands[0].role must be a role: back-end, "),
        "{role:?}"
    );
}

/// Protects owners from fixing one error at a time, and visitors from a long list of them.
#[test]
fn several_faults_are_told_at_once_and_not_too_many() {
    let several = WHOLE
        .replace("\"Acme\"", "1")
        .replace("\"from\": 25.5", "\"from\": 99")
        .replace("\"per\": \"year\"", "\"per\": 1");
    assert_eq!(
        faults(&several),
        [
            "name must be a text, in quotes",
            "bands[0].per must be year, month, week, day or hour",
            "bands[1].from is above its to",
        ]
    );
    let many = format!("{{\"bands\": [{}]}}", ["{}"; 60].join(","));
    assert_eq!(faults(&many).len(), MOST_ERRORS);
}

/// Protects the page from very large files.
#[test]
fn what_is_too_much_is_refused() {
    let band = r#"{"role": "back-end", "tier": "mid", "title": "E", "from": 1, "to": 2, "currency": "EUR", "per": "year"}"#;
    let of = |count: usize| {
        let bands = vec![band; count].join(",");
        LEAST.replacen('{', &format!("{{\"bands\": [{bands}],"), 1)
    };
    assert_eq!(read(&of(60)).expect("a sound file").bands.len(), 60);
    assert_eq!(faults(&of(61)), ["bands has more than 60 entries"]);
    let wide = |spaces: usize| format!("{LEAST}{}", " ".repeat(spaces));
    assert!(read(&wide(LONGEST_FILE - LEAST.len())).is_ok());
    assert_eq!(
        faults(&wide(LONGEST_FILE - LEAST.len() + 1)),
        ["it is longer than 64 KB"]
    );
    let deep = "[".repeat(LONGEST_FILE);
    assert!(faults(&deep)[0].starts_with("it is not JSON: recursion limit"));
    assert!(
        faults(&WHOLE.replacen("70000", "1e999", 1))[0]
            .starts_with("it is not JSON: number out of range")
    );
}

/// The promises of an overlay to the code that shows it.
fn sound(overlay: &Overlay) -> bool {
    let texts = overlay
        .bands
        .iter()
        .flat_map(|band| [Some(&band.title), band.place.as_ref()])
        .chain(
            overlay
                .jobs
                .iter()
                .flat_map(|job| [Some(&job.title), job.place.as_ref()]),
        )
        .chain(overlay.rungs.iter().map(Option::as_ref))
        .chain([Some(&overlay.name), Some(&overlay.source_title)]);
    let plain = |text: &String| {
        (1..=120).contains(&text.chars().count()) && !text.contains(char::is_control)
    };
    let pays = |from: f64, to: f64| from > 0.0 && from <= to && to <= 1e9;
    texts.flatten().all(plain)
        && overlay.bands.len() <= 60
        && overlay.jobs.len() <= 60
        && overlay.bands.iter().all(|band| pays(band.from, band.to))
        && overlay
            .jobs
            .iter()
            .all(|job| job.id != "apply" && (1..=40).contains(&job.id.len()))
        && overlay.review_by.is_none_or(|day| day >= overlay.as_of)
}

/// An accepted file keeps its promises, and any other is refused with one to ten plain sentences.
fn judge(text: &str) -> Result<(), TestCaseError> {
    match read(text) {
        Ok(overlay) => prop_assert!(sound(&overlay), "{overlay:?}"),
        Err(faults) => {
            prop_assert!((1..=MOST_ERRORS).contains(&faults.len()));
            for fault in faults.iter().map(ToString::to_string) {
                let fits = fault.chars().count() <= 300 && !fault.contains(char::is_control);
                prop_assert!(fits, "{fault}");
            }
        }
    }
    Ok(())
}

/// Any value, with the names of the file among its texts.
fn value() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        any::<f64>().prop_map(|number| format!("{number:e}")),
        any::<i64>().prop_map(|number| number.to_string()),
        ".{0,130}".prop_map(|text| format!("{text:?}")),
        prop::sample::select(vec![
            "\"back-end\"",
            "\"mid\"",
            "\"EUR\"",
            "\"year\"",
            "\"https://a.example\"",
            "\"2026-10-01\"",
            "1"
        ])
        .prop_map(str::to_owned),
    ];
    leaf.prop_recursive(4, 40, 8, |inner| {
        let name = prop::sample::select(vec![
            "schema",
            "name",
            "source",
            "title",
            "url",
            "as_of",
            "bands",
            "rungs",
            "jobs",
            "role",
            "tier",
            "from",
            "to",
            "currency",
            "per",
            "place",
            "id",
            "review_by",
            "\\n",
            "x",
        ]);
        let fields = prop::collection::vec((name, inner.clone()), 0..8).prop_map(|fields| {
            let fields: Vec<String> = fields
                .iter()
                .map(|(name, value)| format!("\"{name}\": {value}"))
                .collect();
            format!("{{{}}}", fields.join(","))
        });
        let list =
            prop::collection::vec(inner, 0..8).prop_map(|list| format!("[{}]", list.join(",")));
        prop_oneof![fields, list]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused_in_sentences(text in ".{0,400}") {
        judge(&text)?;
    }

    #[test]
    fn any_json_is_read_or_refused_in_sentences(text in value()) {
        judge(&text)?;
    }

    /// A valid file with any one value replaced.
    #[test]
    fn any_value_in_its_place_is_read_or_refused(by in value(), at in 0_usize..40) {
        let values: Vec<(usize, &str)> = WHOLE
            .match_indices(": ")
            .map(|(index, colon)| {
                let rest = &WHOLE[index + colon.len()..];
                let end = rest.find([',', '}', '\n']).unwrap_or(rest.len());
                (index + colon.len(), &rest[..end])
            })
            .collect();
        let (start, piece) = values[at % values.len()];
        judge(&format!("{}{by}{}", &WHOLE[..start], &WHOLE[start + piece.len()..]))?;
    }
}
