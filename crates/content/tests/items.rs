//! Each error in a bank file is found, and explained with the item's id for the person who edits the file.

use serde_json::{Value, json};
use which_end_content::items::{self, ItemError, read as read_text};
use which_end_content::sample::bank_file;
use which_end_core::quiz::item::{Body, ItemBank, ItemId};

/// The valid file with one change.
pub(crate) fn spoiled(change: impl FnOnce(&mut Value)) -> Vec<ItemError> {
    let mut file = bank_file();
    change(&mut file);
    read_text(&file.to_string()).err().unwrap_or_default()
}

pub(crate) fn entry<'file>(file: &'file mut Value, id: &str) -> &'file mut Value {
    let items = file["items"].as_array_mut().expect("a list");
    items
        .iter_mut()
        .find(|item| item["id"] == id)
        .expect("an item of that name")
}

#[track_caller]
fn assert_said(problems: &[ItemError], id: Option<&str>, words: &str) {
    assert!(
        problems
            .iter()
            .any(|problem| problem.id.as_deref() == id && problem.reason.contains(words)),
        "“{words}” was not said of {id:?}, but: {problems:#?}"
    );
}

#[test]
fn a_sound_file_gives_a_bank_with_the_stated_parameters() {
    let mut file = bank_file();
    entry(&mut file, "likert-1")["calibration"] =
        json!({"discrimination": 1.25, "location": -0.25, "respondents": 812});
    let bank = sound(&file);
    assert_eq!((bank.version, bank.items.len()), (1, 72));
    let parameters = |id: &str| {
        bank.get(&ItemId::parse(id).expect("a name"))
            .expect("there")
            .parameters
    };
    let calibrated = parameters("likert-1");
    assert_eq!(
        (
            calibrated.discrimination,
            calibrated.location,
            calibrated.respondents
        ),
        (1.25, -0.25, 812)
    );
    for (id, discrimination, location) in [
        ("likert-0", 1.4, -0.5),
        ("pair-0", 1.4, 0.0),
        ("situation-0", 1.05, -1.0),
        ("task-4", 1.19, 1.0),
    ] {
        let found = parameters(id);
        assert!(
            (found.discrimination - discrimination).abs() < 1e-6,
            "{id}: {found:?}"
        );
        assert!((found.location - location).abs() < 1e-6, "{id}: {found:?}");
        assert_eq!(found.respondents, 0);
    }
    let Body::Task { key, source, .. } = &bank
        .get(&ItemId::parse("task-0").expect("a name"))
        .expect("there")
        .body
    else {
        panic!("a task stays a task")
    };
    assert_eq!(
        (*key, source.url.as_str()),
        (1, "https://example.org/made-up")
    );
}

#[test]
fn a_file_that_is_no_bank_is_refused_with_its_place() {
    let said = |text: &str| read_text(text).expect_err("not a bank");
    assert_said(&said("{\"version\": 1,,}"), None, "at column 15");
    assert_said(
        &said("{\"version\": 1, \"opening\": [], \"items\": [], \"item\": []}"),
        None,
        "“item” is not a field here",
    );
    assert_said(&said(&" ".repeat(5_000_000)), None, "longer than");
    assert_said(
        &spoiled(|file| file["items"] = Value::Array(vec![json!({}); 2001])),
        None,
        "2001 items",
    );
}

#[test]
fn all_unreadable_items_are_named_at_once() {
    let problems = spoiled(|file| {
        entry(file, "likert-3")["kind"]["likert"]["facet"] = json!("colours");
        entry(file, "pair-3")["kind"]["pair"]["first"] = json!("left");
        entry(file, "task-3")["surprise"] = json!(1);
        file["items"][5]["id"] = json!(7);
    });
    assert_said(
        &problems,
        Some("likert-3"),
        "“colours” cannot stand here; it has to be “data”, “logic”, ",
    );
    assert_said(
        &problems,
        Some("pair-3"),
        "“left” cannot stand here; it has to be “backend” or “frontend”",
    );
    assert_said(&problems, Some("task-3"), "“surprise” is not a field here");
    assert_said(
        &problems,
        Some("number 6"),
        "here stands the number 7; it has to be a text in double quotes",
    );
}

#[test]
fn faults_of_single_entries_are_found() {
    type Change = fn(&mut Value);
    let cases: [(&str, &str, Change); 29] = [
        ("Likert", "an id is made of", |file| {
            entry(file, "likert-9")["id"] = json!("Likert");
        }),
        ("likert-9", "version must be 1", |file| {
            entry(file, "likert-9")["version"] = json!(0);
        }),
        ("likert-9", "its level is 6", |file| {
            entry(file, "likert-9")["level"] = json!(6);
        }),
        ("likert-9", "its level is 0", |file| {
            entry(file, "likert-9")["level"] = json!(0);
        }),
        ("likert-9", "“why” is empty", |file| {
            entry(file, "likert-9")["why"] = json!(" ");
        }),
        ("likert-9", "its stem is empty", |file| {
            entry(file, "likert-9")["stem"] = json!("  ");
        }),
        ("likert-9", "401 letters", |file| {
            entry(file, "likert-9")["stem"] = json!("x".repeat(401));
        }),
        ("likert-9", "cannot be shown", |file| {
            entry(file, "likert-9")["stem"] = json!("a\u{7}b");
        }),
        ("likert-9", "asks the same as “likert-1”", |file| {
            entry(file, "likert-9")["stem"] = json!(" LIKERT-1? ");
        }),
        ("likert-8", "2 items have this id", |file| {
            entry(file, "likert-9")["id"] = json!("likert-8");
        }),
        ("likert-9", "calibration needs", |file| {
            entry(file, "likert-9")["calibration"] =
                json!({"discrimination": 0, "location": 0, "respondents": 5});
        }),
        ("likert-9", "calibration needs", |file| {
            entry(file, "likert-9")["calibration"] =
                json!({"discrimination": 1, "location": 0, "respondents": 0});
        }),
        ("pair-2", "a facet of the other side", |file| {
            entry(file, "pair-2")["kind"]["pair"]["backend"]["facet"] = json!("layout");
        }),
        ("pair-2", "“balance” is empty", |file| {
            entry(file, "pair-2")["kind"]["pair"]["balance"] = json!("");
        }),
        ("pair-2", "two of its choices read", |file| {
            entry(file, "pair-2")["kind"]["pair"]["backend"]["text"] = json!("pair-2, the front");
        }),
        ("situation-2", "three or four choices", |file| {
            entry(file, "situation-2")["kind"]["situation"]["choices"]
                .as_array_mut()
                .expect("a list")
                .remove(0);
        }),
        ("situation-2", "is 3; a credit is", |file| {
            entry(file, "situation-2")["kind"]["situation"]["choices"][0]["credit"] = json!(3);
        }),
        ("situation-2", "no choice has credit 2", |file| {
            entry(file, "situation-2")["kind"]["situation"]["choices"][1]["credit"] = json!(1);
        }),
        ("situation-2", "no choice has credit 0", |file| {
            entry(file, "situation-2")["kind"]["situation"]["choices"][2]["credit"] = json!(1);
        }),
        ("situation-2", "“because” of a choice is empty", |file| {
            entry(file, "situation-2")["kind"]["situation"]["choices"][2]["because"] = json!("");
        }),
        ("task-2", "no choice is marked as right", |file| {
            entry(file, "task-2")["kind"]["task"]["choices"][1]["right"] = json!(false);
        }),
        ("task-2", "2 choices are marked as right", |file| {
            entry(file, "task-2")["kind"]["task"]["choices"][0]["right"] = json!(true);
        }),
        ("task-2", "two to six choices", |file| {
            entry(file, "task-2")["kind"]["task"]["choices"] =
                json!([{"text": "only", "right": true}]);
        }),
        ("task-2", "two of its choices read “wrong”", |file| {
            entry(file, "task-2")["kind"]["task"]["choices"][3]["text"] = json!("wrong");
        }),
        ("task-2", "“explanation” is empty", |file| {
            entry(file, "task-2")["kind"]["task"]["explanation"] = json!("");
        }),
        ("task-2", "needs a “source”", |file| {
            entry(file, "task-2")["source"] = json!(null);
        }),
        ("task-2", "not a full https address", |file| {
            entry(file, "task-2")["source"]["url"] = json!("http://example.org/");
        }),
        ("task-2", "not a full https address", |file| {
            entry(file, "task-2")["source"]["url"] = json!("https://x y.org");
        }),
        ("situation-2", "source has no title", |file| {
            entry(file, "situation-2")["source"] =
                json!({"title": "", "url": "https://example.org/"});
        }),
    ];
    for (id, words, change) in cases {
        assert_said(&spoiled(change), Some(id), words);
    }
}

#[test]
fn the_opening_names_three_sound_items() {
    let with = |opening: Value| spoiled(|file| file["opening"] = opening);
    assert_said(
        &with(json!(["likert-0", "likert-5"])),
        None,
        "three items; it names 2",
    );
    assert_said(
        &with(json!(["likert-0", "likert-5", "gone"])),
        Some("gone"),
        "no item that could be read",
    );
    assert_said(
        &with(json!(["likert-0", "likert-5", "likert-5"])),
        Some("likert-5"),
        "named twice",
    );
    assert_said(
        &with(json!(["likert-0", "likert-5", "pair-0"])),
        None,
        "different facets",
    );
    let widget = spoiled(|file| {
        entry(file, "task-1")["kind"]["task"]["widget"] =
            json!({"align": {"offsets": [0, 4, 0, 0]}});
        file["opening"] = json!(["likert-0", "likert-5", "task-1"]);
    });
    assert_said(&widget, Some("task-1"), "cannot have a widget");
}

#[test]
fn the_bank_as_a_whole_is_balanced() {
    let retain = |keep: &dyn Fn(&Value) -> bool| {
        spoiled(|file| file["items"].as_array_mut().expect("a list").retain(keep))
    };
    let about =
        |item: &Value, facet: &str| item["kind"].to_string().contains(&format!("\"{facet}\""));
    assert_said(
        &retain(&|item| !about(item, "users")),
        None,
        "“users” has 0 items",
    );
    assert_said(
        &retain(&|item| {
            !about(item, "users")
                || ["likert-8", "likert-18", "likert-28"]
                    .iter()
                    .any(|id| item["id"] == *id)
        }),
        None,
        "less than half of its fair share",
    );
    let crowded = spoiled(|file| {
        for number in 0..40 {
            let mut one = which_end_content::sample::task("x", "logic", 2);
            one["id"] = json!(format!("extra-{number}"));
            one["stem"] = json!(format!("extra {number}?"));
            file["items"].as_array_mut().expect("a list").push(one);
        }
    });
    assert_said(
        &crowded,
        None,
        "“logic” has 49 items, more than twice its fair share",
    );
    let keys = spoiled(|file| {
        for number in 0..30 {
            let likert = entry(file, &format!("likert-{number}"));
            if number % 10 < 5 {
                likert["kind"]["likert"]["reversed"] = json!(false);
            }
        }
    });
    assert_said(
        &keys,
        None,
        "0 of the 15 Likert items of the backend side are reversed",
    );
    assert_eq!(keys.len(), 1, "the frontend side is as it was: {keys:?}");
}

/// The shipped bank. The authors decide on its wording, but it must pass its own check.
#[test]
fn the_real_bank_is_sound() {
    let text = include_str!("../../../assets/data/items.json");
    let bank = read_text(text).unwrap_or_else(|problems| {
        panic!(
            "{}",
            problems
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("\n")
        )
    });
    let checks = bank.items.iter().filter(|item| !item.body.measures());
    assert!(
        checks.count() >= 2,
        "one check for a first session, another for a second one"
    );
    let all_have_two_choices = bank.items.iter().all(|item| item.body.choices() >= 2);
    assert!(
        all_have_two_choices,
        "an item with fewer than two choices cannot be answered"
    );
}

/// A bank that must be valid.
pub(crate) fn sound(file: &Value) -> ItemBank {
    items::read(&file.to_string()).unwrap_or_else(|errors| panic!("{errors:?}"))
}
