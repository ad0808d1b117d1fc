//! The schema that helps editors of items accepts the same files as the build's parser.

use jsonschema::Validator;
use serde_json::{Value, json};
use which_end_content::items::{self, MOST_ITEMS};
use which_end_core::quiz::item::Facet;

const SCHEMA: &str = include_str!("../../../assets/data/items.schema.json");
const BANK: &str = include_str!("../../../assets/data/items.json");

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn validator() -> Validator {
    jsonschema::draft202012::new(&parsed(SCHEMA)).expect("a sound schema")
}

/// The position of the first item of a kind.
fn first(bank: &Value, kind: &str) -> usize {
    let items = bank["items"].as_array().expect("a list");
    let found = items.iter().position(|item| item["kind"][kind].is_object());
    found.unwrap_or_else(|| panic!("no {kind}"))
}

#[test]
fn the_bank_that_ships_fits_the_schema_it_names() {
    let bank = parsed(BANK);
    assert_eq!(bank["$schema"], "./items.schema.json");
    let problems: Vec<String> = validator()
        .iter_errors(&bank)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(problems.is_empty(), "{problems:#?}");
    jsonschema::meta::validate(&parsed(SCHEMA)).expect("the schema fits its own draft");
}

#[test]
fn what_the_reader_refuses_the_schema_refuses() {
    let validator = validator();
    let in_kind = |kind: &'static str, path: &'static str, to: Value| {
        (kind, format!("/kind/{kind}{path}"), to)
    };
    let cases = [
        ("likert", "/id".to_owned(), json!("Upper-Case")),
        ("likert", "/id".to_owned(), json!("x".repeat(41))),
        ("likert", "/version".to_owned(), json!(0)),
        ("likert", "/version".to_owned(), json!("1")),
        ("likert", "/stem".to_owned(), json!("  ")),
        ("likert", "/stem".to_owned(), json!("x".repeat(401))),
        ("likert", "/level".to_owned(), json!(6)),
        ("likert", "/why".to_owned(), json!("")),
        (
            "likert",
            "/calibration".to_owned(),
            json!({"discrimination": 0, "location": 0, "respondents": 9}),
        ),
        (
            "likert",
            "/calibration".to_owned(),
            json!({"discrimination": 1, "location": 0, "respondents": 0}),
        ),
        ("likert", "/kind".to_owned(), json!({"likret": {}})),
        ("likert", "/kind".to_owned(), json!("likert")),
        in_kind("likert", "/facet", json!("date")),
        in_kind("likert", "/scale", json!("love")),
        in_kind("likert", "/reversed", json!("no")),
        // The first one is about liking.
        in_kind("likert", "/reversed", json!(true)),
        in_kind("pair", "/backend/facet", json!("layout")),
        in_kind("pair", "/first", json!("left")),
        in_kind("pair", "/balance", json!(" ")),
        in_kind("situation", "/choices", json!([])),
        in_kind("situation", "/choices/0/credit", json!(3)),
        in_kind("situation", "/choices/0/because", json!("")),
        in_kind("task", "/explanation", json!("")),
        in_kind("task", "/choices", json!([{"text": "a"}, {"text": "b"}])),
        in_kind(
            "task",
            "/choices",
            json!([{"text": "a", "right": true}, {"text": "b", "right": true}]),
        ),
        in_kind("task", "/widget", json!({"dial": {}})),
        ("task", "/source".to_owned(), Value::Null),
        ("situation", "/source".to_owned(), Value::Null),
        (
            "task",
            "/source".to_owned(),
            json!({"title": "T", "url": "http://example.org"}),
        ),
    ];
    for (kind, path, to) in cases {
        let mut bank = parsed(BANK);
        let at = first(&bank, kind);
        let place = bank["items"][at].pointer_mut(&path);
        *place.unwrap_or_else(|| panic!("a {kind} has no {path}")) = to.clone();
        assert!(
            items::read(&bank.to_string()).is_err(),
            "the reader takes {path} = {to}"
        );
        assert!(!validator.is_valid(&bank), "the schema takes {path} = {to}");
    }
}

#[test]
fn what_is_missing_or_unknown_both_refuse() {
    let validator = validator();
    let refused = |bank: &Value, what: &str| {
        assert!(
            items::read(&bank.to_string()).is_err(),
            "the reader takes a bank {what}"
        );
        assert!(!validator.is_valid(bank), "the schema takes a bank {what}");
    };
    for field in ["id", "version", "stem", "level", "why", "kind"] {
        let mut bank = parsed(BANK);
        bank["items"][0]
            .as_object_mut()
            .expect("an entry")
            .remove(field);
        refused(&bank, &format!("whose item has no {field}"));
    }
    for kind in ["likert", "pair", "situation", "task"] {
        let bank = parsed(BANK);
        let at = first(&bank, kind);
        let mut wide = bank.clone();
        wide["items"][at]["kind"][kind]["surprise"] = json!(1);
        refused(&wide, &format!("with a surprise in a {kind}"));
        let fields = bank["items"][at]["kind"][kind]
            .as_object()
            .expect("an entry");
        for field in fields.keys().filter(|field| *field != "widget") {
            let mut bank = bank.clone();
            bank["items"][at]["kind"][kind]
                .as_object_mut()
                .expect("an entry")
                .remove(field);
            refused(&bank, &format!("whose {kind} has no {field}"));
        }
    }
    for field in ["version", "opening", "items"] {
        let mut bank = parsed(BANK);
        bank.as_object_mut().expect("an object").remove(field);
        refused(&bank, &format!("without {field}"));
    }
    let mut bank = parsed(BANK);
    bank["opening"] = json!(["b3-lost-order"]);
    refused(&bank, "that opens with one item");
}

/// Numbers and lists that both contain.
#[test]
fn limits_and_facets_are_the_same_in_both() {
    let schema = parsed(SCHEMA);
    assert_eq!(schema["properties"]["items"]["maxItems"], MOST_ITEMS);
    let names = |list: &str| {
        schema["$defs"][list]["enum"]
            .as_array()
            .expect("a list")
            .clone()
    };
    let facets: Vec<Value> = [names("backendFacet"), names("frontendFacet")].concat();
    let known: Vec<Value> = Facet::ALL.iter().map(|facet| json!(facet)).collect();
    assert_eq!(facets, known);
}

/// Editors show the schema's descriptions, so every field needs one.
#[test]
fn every_field_is_described() {
    fn undescribed(at: &str, schema: &Value, root: &Value, found: &mut Vec<String>) {
        if let Some(fields) = schema["properties"].as_object() {
            for (name, field) in fields {
                let target = field["$ref"].as_str().map_or(field, |to| {
                    &root["$defs"][to.rsplit('/').next().unwrap_or(to)]
                });
                // The two parts of the condition on tasks have no description of their own.
                if field["description"].is_null()
                    && target["description"].is_null()
                    && at != "if"
                    && at != "then"
                {
                    found.push(format!("{at}/{name}"));
                }
            }
        }
        for (name, part) in schema.as_object().into_iter().flatten() {
            if part.is_object() && name != "allOf" && name != "contains" {
                undescribed(name, part, root, found);
            }
            for part in part
                .as_array()
                .into_iter()
                .flatten()
                .filter(|_| name == "oneOf")
            {
                undescribed(name, part, root, found);
            }
        }
    }
    let schema = parsed(SCHEMA);
    let mut found = Vec::new();
    undescribed("", &schema, &schema, &mut found);
    assert!(found.is_empty(), "{found:?}");
}
