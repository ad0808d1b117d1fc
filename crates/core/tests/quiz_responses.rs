//! Files of anonymous answers: their content, what they must not contain, and untrusted input.

use crate::quiz_support::{Dice, bank, honest, run};
use serde_json::{Value, json};
use which_end_core::quiz::conduct::Caution;
use which_end_core::quiz::item::ItemBank;
use which_end_core::quiz::model::BankModel;
use which_end_core::quiz::report::Report;
use which_end_core::quiz::responses::{
    LONGEST, Responses, ResponsesError, caution, pressed, read, write,
};
use which_end_core::quiz::session::{Response, Session};

/// A whole session, with the third item skipped.
fn taken(bank: &ItemBank, seed: u64) -> Session {
    let model = BankModel::new(bank);
    let mut session = Session::new(seed);
    let mut dice = Dice(seed);
    let mut asked = 0;
    run(&model, &mut session, |item| {
        asked += 1;
        if asked == 3 {
            Response::Skipped
        } else {
            honest(item, 0.8, -0.4, &mut dice)
        }
    });
    session
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn a_file_holds_the_answers_of_each_run_in_order_with_skips() {
    let bank = bank();
    let sessions = [taken(&bank, 1), taken(&bank, 2)];
    let Responses {
        bank: version,
        runs,
    } = read(&write(&bank, &sessions)).expect("what is written can be read");
    assert_eq!(version, bank.version);
    assert_eq!(runs.len(), 2);
    for (run, session) in runs.iter().zip(&sessions) {
        assert_eq!(run.answers, session.answers());
        assert_eq!(run.answers[2].response, Response::Skipped);
    }
}

/// Protects the promise on the page: the file contains only questions and answers.
#[test]
fn a_file_holds_nothing_else() {
    let bank = bank();
    let session = taken(&bank, 0xfeed_beef_0123);
    let file = value(&write(&bank, [&session, &Session::new(5)]));
    let keys = |value: &Value| -> Vec<String> {
        value
            .as_object()
            .expect("an object")
            .keys()
            .cloned()
            .collect()
    };
    assert_eq!(keys(&file), ["bank", "format", "runs", "version"]);
    let runs = file["runs"].as_array().expect("a list");
    assert_eq!(runs.len(), 1, "a run without answers says nothing");
    assert_eq!(keys(&runs[0]), ["answers"]);
    for answer in runs[0]["answers"].as_array().expect("a list") {
        assert_eq!(keys(answer), ["item", "response", "version"]);
    }
}

#[test]
fn what_is_no_file_of_answers_is_refused_with_its_reason() {
    let bank = bank();
    let good = write(&bank, [&taken(&bank, 3)]);
    let changed = |change: fn(&mut Value)| {
        let mut file = value(&good);
        change(&mut file);
        read(&file.to_string()).expect_err("spoiled")
    };
    assert_eq!(read(""), Err(ResponsesError::NotOurs));
    assert_eq!(read("[1, 2]"), Err(ResponsesError::NotOurs));
    assert_eq!(read(&good[..good.len() / 2]), Err(ResponsesError::NotOurs));
    assert_eq!(
        read(&" ".repeat(LONGEST + 1)),
        Err(ResponsesError::TooLarge)
    );
    assert_eq!(
        changed(|file| file["format"] = json!("else")),
        ResponsesError::NotOurs
    );
    assert_eq!(
        changed(|file| file["version"] = json!(2)),
        ResponsesError::Newer(2)
    );
    assert_eq!(
        changed(|file| file["runs"] = json!(vec![json!({"answers": []}); 21])),
        ResponsesError::TooMany
    );
    assert_eq!(
        changed(|file| {
            let answer = file["runs"][0]["answers"][0].clone();
            file["runs"][0]["answers"] = json!(vec![answer; 101]);
        }),
        ResponsesError::TooMany
    );
    assert_eq!(
        changed(|file| file["runs"][0]["answers"][0]["item"] = json!("../../etc")),
        ResponsesError::NoSuchName
    );
    for damage in [
        changed(|file| file["runs"][0]["name"] = json!("Ada")),
        changed(|file| file["runs"][0]["answers"][0]["response"] = json!("liked")),
        changed(|file| file["bank"] = json!(-1)),
    ] {
        assert!(matches!(damage, ResponsesError::Damaged(_)), "{damage:?}");
    }
    assert!(read(&format!("\u{feff}{good}")).is_ok());
}

/// Protects a fit from answers to other versions of its questions.
#[test]
fn only_first_answers_to_items_as_they_are_now_count() {
    let bank = bank();
    let model = BankModel::new(&bank);
    let mut answers = taken(&bank, 4).answers().to_vec();
    let all = pressed(&model, &answers).len();
    assert_eq!(all, answers.len() - 1, "the skipped one says nothing");
    answers[0].version += 1;
    answers[1].response = Response::Choice(9);
    let again = answers[4].clone();
    answers.push(again);
    assert_eq!(pressed(&model, &answers).len(), all - 2);
}

/// Protects consistency: a reader of the file finds the same careless sessions as the page's own report.
#[test]
fn carelessness_is_judged_as_in_the_report() {
    let bank = bank();
    let model = BankModel::new(&bank);
    let mut flagged = 0;
    for seed in 0..12 {
        let mut session = Session::new(seed);
        let mut dice = Dice(seed);
        run(&model, &mut session, |item| {
            let choices = item.body.choices();
            let choice = if seed % 2 == 0 {
                1
            } else {
                dice.below(choices)
            };
            Response::Choice(u8::try_from(choice).expect("few choices"))
        });
        let found = caution(&model, &pressed(&model, session.answers()));
        assert_eq!(found, Report::in_model(&model, &session).caution);
        flagged += usize::from(found.is_some());
        assert!(seed % 2 == 1 || matches!(found, Some(Caution::StraightLining { .. })));
    }
    assert!(flagged > 6, "{flagged}");
}
