//! Calibrations in a bank file: fitted steps are used, impossible ones are refused with a sentence.

use crate::items::sound;
use serde_json::{Value, json};
use which_end_content::items;
use which_end_content::sample::bank_file;
use which_end_core::quiz::item::ItemId;
use which_end_core::quiz::model::steps;

fn entry_of<'file>(file: &'file mut Value, id: &str) -> &'file mut Value {
    let items = file["items"].as_array_mut().expect("a list");
    items
        .iter_mut()
        .find(|item| item["id"] == id)
        .expect("an item of that name")
}

fn calibration(steps: Value) -> Value {
    json!({"discrimination": 1, "location": 0, "steps": steps, "respondents": 500})
}

/// Protects a calibration's result: the item's model uses the fitted steps.
#[test]
fn fitted_steps_are_read_for_each_kind_that_has_some() {
    let mut file = bank_file();
    let four = json!([-1.25, -0.75, 0.5, 1.5]);
    entry_of(&mut file, "likert-1")["calibration"] = calibration(four.clone());
    entry_of(&mut file, "pair-1")["calibration"] = calibration(four);
    entry_of(&mut file, "situation-1")["calibration"] = calibration(json!([-0.25, 0.25]));
    entry_of(&mut file, "task-1")["calibration"] = calibration(Value::Null);
    // With two categories, the only step is the location: 0 may be written, and has no effect.
    let two = entry_of(&mut file, "situation-2");
    two["kind"]["situation"]["choices"][0]["credit"] = json!(2);
    two["calibration"] = calibration(json!([0]));
    let bank = sound(&file);
    for (id, expected) in [
        ("likert-1", [-1.25, -0.75, 0.5, 1.5].as_slice()),
        ("pair-1", &[-1.25, -0.75, 0.5, 1.5]),
        ("situation-1", &[-0.25, 0.25]),
        ("situation-2", &[0.0]),
        ("task-1", &[]),
        ("likert-2", &[-1.5, -0.5, 0.5, 1.5]),
        ("situation-3", &[-0.6, 0.6]),
    ] {
        let item = bank
            .get(&ItemId::parse(id).expect("a name"))
            .expect("there");
        assert_eq!(steps(item), expected, "{id}");
    }
}

/// Protects the quiz from parameters that no model can have.
#[test]
fn impossible_steps_are_refused() {
    for (id, said, steps) in [
        (
            "likert-9",
            "has 3 steps; this kind of item has 4",
            json!([-1, 0, 1]),
        ),
        (
            "situation-2",
            "has 4 steps; this kind of item has 2",
            json!([-2, -1, 1, 2]),
        ),
        ("task-2", "a task has none", json!([0])),
        ("likert-9", "must increase", json!([-1, 0.5, 0.5, 0])),
        (
            "likert-9",
            "must lie around its location",
            json!([-1, 0, 1, 2]),
        ),
        (
            "likert-9",
            "must lie around its location",
            json!([-9, 0, 1, 8]),
        ),
    ] {
        let mut file = bank_file();
        entry_of(&mut file, id)["calibration"] = calibration(steps);
        let problems = items::read(&file.to_string()).expect_err("an impossible calibration");
        assert!(
            problems
                .iter()
                .any(|problem| problem.id.as_deref() == Some(id) && problem.reason.contains(said)),
            "“{said}” was not said of {id}, but: {problems:?}"
        );
    }
}
