//! Quiz sessions: the next item, undo, skipping, stopping, and continuing a stored session.

use std::collections::BTreeSet;

use crate::quiz_support::{Dice, bank, bank_file, honest, read, run};
use proptest::prelude::*;
use serde_json::{Value, json};
use which_end_core::quiz::conduct::{Caution, LEAST_FIT_CHECKED, SUSPECT_FIT, person_fit};
use which_end_core::quiz::item::{Body, Item, ItemBank};
use which_end_core::quiz::model::BankModel;
use which_end_core::quiz::posterior::Posterior;
use which_end_core::quiz::report::{Report, Verdict};
use which_end_core::quiz::session::{
    OPEN, OPEN_FROM, Response, SKIPS_IN_A_ROW, Session, SessionError, Step, StopReason, certainty,
};

fn asked<'bank>(session: &Session, bank: &'bank ItemBank) -> &'bank Item {
    match session.step(bank) {
        Step::Ask { item, .. } => item,
        Step::Done(reason) => panic!("the run is over: {reason:?}"),
    }
}

fn earlier(session: &Session, bank: &ItemBank) -> Option<Response> {
    match session.step(bank) {
        Step::Ask { earlier, .. } => earlier,
        Step::Done(reason) => panic!("the run is over: {reason:?}"),
    }
}

fn names(session: &Session) -> Vec<&str> {
    session
        .answers()
        .iter()
        .map(|answer| answer.item.as_str())
        .collect()
}

/// Neutral answers, with which a session never becomes sure.
fn give(session: &mut Session, bank: &ItemBank, count: usize) {
    for _ in 0..count {
        session
            .respond(bank, Response::Choice(1))
            .expect("an open question");
    }
}

fn stored(session: &Session) -> Value {
    serde_json::to_value(session).expect("a session can be written")
}

fn restored(value: Value) -> Session {
    serde_json::from_value(value).expect("a session can be read")
}

#[test]
fn a_first_run_opens_with_the_fixed_items_whatever_the_seed() {
    let bank = bank();
    for seed in [0, 1, u64::MAX] {
        let mut session = Session::new(seed);
        give(&mut session, &bank, 3);
        assert_eq!(names(&session), ["likert-0", "likert-5", "pair-1"]);
    }
}

#[test]
fn runs_with_other_seeds_ask_other_items() {
    let bank = bank();
    let fourth: BTreeSet<&str> = (0..12)
        .map(|seed| {
            let mut session = Session::new(seed);
            give(&mut session, &bank, 3);
            asked(&session, &bank).id.as_str()
        })
        .collect();
    assert!(fourth.len() > 1, "every seed asks {fourth:?}");
}

#[test]
fn a_response_the_item_does_not_have_is_refused_and_changes_nothing() {
    let bank = bank();
    let mut session = Session::new(1);
    let before = session.clone();
    assert_eq!(
        session.respond(&bank, Response::Choice(5)),
        Err(SessionError::NoSuchResponse)
    );
    assert_eq!(session, before);
}

#[test]
fn a_finished_run_takes_no_answer() {
    let bank = bank();
    let model = BankModel::new(&bank);
    let mut session = Session::new(1);
    run(&model, &mut session, |_| Response::Choice(1));
    assert_eq!(
        session.respond(&bank, Response::Choice(1)),
        Err(SessionError::NotAsking)
    );
}

#[test]
fn undo_opens_the_same_item_with_what_was_given() {
    let bank = bank();
    let mut session = Session::new(7);
    give(&mut session, &bank, 5);
    let fifth = session.answers()[4].item.clone();
    let fourth = session.answers()[3].item.clone();
    assert!(session.undo());
    assert_eq!(asked(&session, &bank).id, fifth);
    assert_eq!(earlier(&session, &bank), Some(Response::Choice(1)));
    assert!(session.undo());
    assert_eq!(asked(&session, &bank).id, fourth);
    // Given the same answer again, the session continues as before, and the later answer is still offered.
    session
        .respond(&bank, Response::Choice(1))
        .expect("an open question");
    assert_eq!(asked(&session, &bank).id, fifth);
    assert_eq!(earlier(&session, &bank), Some(Response::Choice(1)));
    session
        .respond(&bank, Response::Choice(0))
        .expect("an open question");
    assert_eq!(
        earlier(&session, &bank),
        None,
        "a new item was never answered"
    );
}

#[test]
fn undo_stops_at_the_start() {
    let bank = bank();
    let mut session = Session::new(7);
    assert!(!session.undo());
    give(&mut session, &bank, 1);
    assert!(session.undo() && !session.undo());
}

#[test]
fn undo_after_the_end_opens_the_last_item() {
    let bank = bank();
    let model = BankModel::new(&bank);
    let mut session = Session::new(2);
    run(&model, &mut session, |_| Response::Choice(1));
    let last = session
        .answers()
        .last()
        .expect("a run has answers")
        .item
        .clone();
    assert!(session.undo());
    assert_eq!(asked(&session, &bank).id, last);
}

/// Without this, undo after an update of the bank would show a question that the visitor never saw.
#[test]
fn undo_opens_the_last_item_even_after_the_bank_has_changed() {
    let old = bank();
    let mut session = Session::new(3);
    give(&mut session, &old, 9);
    let last = session.answers()[8].item.clone();
    let mut file = bank_file();
    for entry in file["items"].as_array_mut().expect("a list") {
        let name = entry["id"].as_str().expect("a name").to_owned();
        if session.answers()[3..6]
            .iter()
            .any(|answer| answer.item.as_str() == name)
        {
            entry["version"] = json!(2);
        }
    }
    let new = read(&file);
    assert_eq!(session.reconcile(&new), 3);
    assert!(session.undo());
    assert_eq!(asked(&session, &new).id, last);
}

#[test]
fn a_skipped_item_does_not_come_back_and_says_nothing() {
    let bank = bank();
    let model = BankModel::new(&bank);
    let mut session = Session::new(5);
    let reason = run(&model, &mut session, |_| Response::Skipped);
    assert_eq!(reason, StopReason::Skipped);
    assert_eq!(session.answers().len(), SKIPS_IN_A_ROW);
    assert_eq!(session.answered(), 0);
    // Whoever continues may skip on, up to half as many items again as the limit.
    session.keep_going();
    let reason = run(&model, &mut session, |_| Response::Skipped);
    assert_eq!(reason, StopReason::Limit);
    assert_eq!(session.answers().len(), 60, "40 and half as many again");
    let different: BTreeSet<&str> = names(&session).into_iter().collect();
    assert_eq!(different.len(), 60);
}

/// Protects people who have had enough: the session ends after a run of skips, and one answer in between lets it go on.
#[test]
fn a_long_run_of_skips_ends_the_session_and_an_answer_interrupts_it() {
    let bank = bank();
    let model = BankModel::new(&bank);
    let mut session = Session::new(6);
    let mut asked = 0;
    let reason = run(&model, &mut session, |_| {
        asked += 1;
        if asked == SKIPS_IN_A_ROW {
            Response::Choice(1)
        } else {
            Response::Skipped
        }
    });
    assert_eq!(
        (reason, asked),
        (StopReason::Skipped, 2 * SKIPS_IN_A_ROW),
        "the answer begins a new count"
    );
    assert!(session.undo(), "the last skip can be taken back");
    assert!(matches!(session.step_in(&model), Step::Ask { .. }));
}

#[test]
fn a_run_stops_at_24_and_goes_on_to_40_when_told() {
    let bank = bank();
    let model = BankModel::new(&bank);
    let mut dice = Dice(11);
    // A person near one border: some sessions end neither as sure nor as open.
    let (reason, mut session) = (0..40)
        .map(|seed| {
            let mut session = Session::new(seed);
            let reason = run(&model, &mut session, |item| {
                honest(item, 0.7, 0.0, &mut dice)
            });
            (reason, session)
        })
        .find(|(reason, _)| *reason == StopReason::Limit)
        .expect("one run in forty goes to the limit");
    assert_eq!((reason, session.answered()), (StopReason::Limit, 24));
    assert_eq!(session.progress(&bank).about_left, 0);
    session.keep_going();
    assert_eq!(session.progress(&bank).about_left, 16);
    let reason = run(&model, &mut session, |item| {
        honest(item, 0.0, 0.0, &mut dice)
    });
    assert_eq!((reason, session.answered()), (StopReason::Limit, 40));
}

/// Protects people without a clear tendency from questions that would not settle it, and their right to continue.
#[test]
fn a_run_that_nothing_would_settle_ends_after_twenty_and_may_go_on() {
    let bank = bank();
    let model = BankModel::new(&bank);
    let mut dice = Dice(11);
    let (reason, mut session) = (0..40)
        .map(|seed| {
            let mut session = Session::new(seed);
            let reason = run(&model, &mut session, |item| {
                honest(item, 0.0, 0.0, &mut dice)
            });
            (reason, session)
        })
        .find(|(reason, _)| *reason == StopReason::Open)
        .expect("one run in forty of somebody in the very middle stays open");
    assert_eq!(reason, StopReason::Open);
    assert!((OPEN_FROM..24).contains(&session.answered()));
    let posterior = Posterior::of(&model, &session.given(&model));
    assert!(certainty(&posterior) < OPEN);
    assert_eq!(session.progress(&bank).about_left, 0);
    session.keep_going();
    assert!(matches!(session.step_in(&model), Step::Ask { .. }));
}

/// The sample bank with two checks at its end.
fn bank_with_checks() -> ItemBank {
    let mut file = bank_file();
    let items = file["items"].as_array_mut().expect("a list");
    for (id, stem, choose) in [
        ("check-1", "Press the fourth.", 4),
        ("check-2", "The second one is wanted here.", 2),
    ] {
        let mut check = items[0].clone();
        check["id"] = id.into();
        check["stem"] = stem.into();
        check["kind"] = serde_json::json!({"check": {"scale": "liking", "choose": choose}});
        items.push(check);
    }
    read(&file)
}

fn is_check(item: &Item) -> bool {
    !item.body.measures()
}

/// Protects the detection of random clicks, and the time of honest people.
#[test]
fn most_random_clicks_meet_one_check_and_most_honest_answers_none() {
    let bank = bank_with_checks();
    let model = BankModel::new(&bank);
    let mut dice = Dice(5);
    let (mut random, mut honest_people) = (0, 0);
    for seed in 0..60 {
        let mut checks = 0;
        let mut session = Session::new(seed);
        run(&model, &mut session, |item| {
            checks += u32::from(is_check(item));
            Response::Choice(u8::try_from(dice.below(item.body.choices())).expect("few"))
        });
        assert!(checks <= 1, "a run has one check at most");
        random += checks;
        let report = Report::in_model(&model, &session);
        let fit = person_fit(&model, &session.given(&model));
        assert!(
            checks == 1 || report.caution.is_some() || fit.is_some_and(|fit| fit >= SUSPECT_FIT),
            "a run that looks random is neither checked nor withheld"
        );
        let decides = fit.is_some_and(|fit| (LEAST_FIT_CHECKED..SUSPECT_FIT).contains(&fit));
        assert!(checks == 0 || decides, "a check that changes nothing");
        let mut session = Session::new(seed);
        run(&model, &mut session, |item| {
            honest_people += u32::from(is_check(item));
            match &item.body {
                Body::Check { key, .. } => Response::Choice(*key),
                _ => honest(item, 1.0, -0.5, &mut dice),
            }
        });
    }
    // The others are so random that no check would change it.
    assert!(random > 25, "{random} of 60 random clickers met a check");
    assert!(
        honest_people < 12,
        "{honest_people} of 60 honest people met one"
    );
}

/// Protects sessions that are long because of skips: the check does not count toward the limit, is asked once and still
/// counts.
#[test]
fn a_run_full_of_skips_ends_with_its_check_answered() {
    let bank = bank_with_checks();
    let model = BankModel::new(&bank);
    let mut dice = Dice(77);
    let mut missed = 0;
    for seed in 0..60 {
        let mut session = Session::new(seed);
        session.keep_going();
        let mut steps = 0;
        while let Step::Ask { item, .. } = session.step_in(&model) {
            steps += 1;
            assert!(steps < 100, "seed {seed}: the run never ends");
            let response = if item.body.measures() && dice.share() < 0.45 {
                Response::Skipped
            } else {
                let choice = dice.below(item.body.choices());
                Response::Choice(u8::try_from(choice).expect("few"))
            };
            session.respond_in(&model, response).expect("an open item");
        }
        let held = session.answers().iter().find_map(|answer| {
            let item = bank.get(&answer.item)?;
            match item.body {
                Body::Check { key, .. } => Some(answer.response == Response::Choice(key)),
                _ => None,
            }
        });
        let report = Report::in_model(&model, &session);
        if held == Some(false) && report.answered >= 8 {
            missed += 1;
            assert_ne!(report.caution, None, "seed {seed}");
        }
        let mut again = session.clone();
        assert_eq!(again.reconcile(&bank), 0, "seed {seed}");
    }
    assert!(missed > 5, "only {missed} of 60 missed a check");
}

/// Protects the measurement from the check: it changes no estimate, and does not count as an answer.
#[test]
fn a_check_withholds_the_verdict_when_missed_and_moves_no_estimate() {
    let bank = bank_with_checks();
    let model = BankModel::new(&bank);
    let mut dice = Dice(9);
    let mut met = None;
    for seed in 0..40 {
        let mut session = Session::new(seed);
        run(&model, &mut session, |item| {
            Response::Choice(u8::try_from(dice.below(item.body.choices())).expect("few"))
        });
        let held = session
            .answers()
            .iter()
            .position(|answer| bank.get(&answer.item).is_some_and(is_check));
        if let Some(at) = held {
            met = Some((session, at));
            break;
        }
    }
    let (session, at) = met.expect("one of forty random clickers meets a check");
    let with = |choice: u8| -> Session {
        let mut value = serde_json::to_value(&session).expect("plain");
        value["answers"][at]["response"] = serde_json::json!({ "choice": choice });
        serde_json::from_value(value).expect("still a run")
    };
    let item = bank.get(&session.answers()[at].item).expect("there");
    let Body::Check { key, .. } = item.body else {
        panic!("a check")
    };
    let missed = Report::new(&bank, &with((key + 1) % 5));
    let passed = Report::new(&bank, &with(key));
    assert_eq!(missed.caution, Some(Caution::MissedCheck));
    assert_eq!(missed.verdict, Verdict::Withheld);
    assert_ne!(passed.caution, Some(Caution::MissedCheck));
    assert_eq!(
        missed.regions.map(f64::to_bits),
        passed.regions.map(f64::to_bits)
    );
    assert_eq!(missed.answered + 1, session.answered());
    assert!(missed.movers.iter().all(|mover| mover.item != item.id));
    // A retake that needs a check asks the other one.
    let again = session.retake(1);
    let mut again = again;
    let mut second = None;
    run(&model, &mut again, |item| {
        if is_check(item) {
            second = Some(item.id.clone());
        }
        Response::Choice(u8::try_from(dice.below(item.body.choices())).expect("few"))
    });
    assert_ne!(second.as_ref(), Some(&item.id));
}

#[test]
fn a_plain_case_stops_early_and_never_before_twelve() {
    let bank = bank();
    let model = BankModel::new(&bank);
    let mut lengths = Vec::new();
    for seed in 0..6 {
        let mut dice = Dice(seed);
        let mut session = Session::new(seed);
        let reason = run(&model, &mut session, |item| {
            honest(item, 1.8, -1.8, &mut dice)
        });
        assert!(session.answered() >= 12);
        if reason == StopReason::Sure {
            lengths.push(session.answered());
        }
    }
    assert!(
        lengths.len() >= 5 && lengths.iter().any(|length| *length <= 14),
        "{lengths:?}"
    );
}

#[test]
fn progress_counts_up_and_reaches_its_end() {
    let bank = bank();
    let mut dice = Dice(8);
    let mut session = Session::new(8);
    let mut given = 0;
    while let Step::Ask { item, .. } = session.step(&bank) {
        let progress = session.progress(&bank);
        assert_eq!(progress.given, given);
        assert!(
            (1..=24 - given).contains(&progress.about_left),
            "{progress:?}"
        );
        assert!(
            given + progress.about_left >= 12,
            "no run is shorter than 12: {progress:?}"
        );
        session
            .respond(&bank, honest(item, 1.0, -0.5, &mut dice))
            .expect("an open question");
        given += 1;
    }
    assert_eq!(session.progress(&bank).about_left, 0);
}

/// Simulated sessions take 21 items on average, and those still undecided at the twelfth do not end soon.
#[test]
fn about_left_follows_what_simulated_runs_take() {
    let bank = bank();
    let mut dice = Dice(8);
    let mut session = Session::new(8);
    assert!((20..=23).contains(&session.progress(&bank).about_left));
    for _ in 0..12 {
        if let Step::Ask { item, .. } = session.step(&bank) {
            session
                .respond(&bank, honest(item, 0.0, 0.0, &mut dice))
                .expect("an open question");
        }
    }
    assert!(
        session.progress(&bank).about_left >= 8,
        "{:?}",
        session.progress(&bank)
    );
}

#[test]
fn a_retake_avoids_what_was_seen_while_anything_unseen_is_left() {
    let bank = bank();
    let model = BankModel::new(&bank);
    let mut session = Session::new(1);
    let mut seen = BTreeSet::new();
    for retake in 2..6 {
        run(&model, &mut session, |_| Response::Choice(1));
        for (at, name) in names(&session).into_iter().enumerate() {
            let repeated = !seen.insert(name.to_owned());
            let unseen_left = seen.len() < bank.items.len();
            assert!(
                !repeated || !unseen_left,
                "item {at} of a retake, {name}, was seen though unseen ones were left"
            );
        }
        session = session.retake(retake);
        assert!(session.answers().is_empty());
    }
    assert_eq!(
        seen.len(),
        bank.items.len(),
        "four runs of 24 ask all 72 items"
    );
}

#[test]
fn an_item_taken_back_counts_as_seen() {
    let bank = bank();
    let mut session = Session::new(1);
    give(&mut session, &bank, 1);
    session.undo();
    let retake = session.retake(2);
    assert_ne!(asked(&retake, &bank).id.as_str(), "likert-0");
}

/// Protects people who continue a session from elsewhere: its items are not asked again.
#[test]
fn a_run_that_follows_another_avoids_what_both_asked() {
    let bank = bank();
    let mut own = Session::new(1);
    give(&mut own, &bank, 10);
    let mut other = Session::new(2);
    give(&mut other, &bank, 12);
    let answers = other.answers().to_vec();
    // The own session was restarted and not answered since.
    let mut next = other.after(&own.retake(3));
    assert_eq!(next.answers(), answers);
    let known = |id: &str| {
        let all = own.answers().iter().chain(&answers);
        all.into_iter().any(|answer| answer.item.as_str() == id)
    };
    next.keep_going();
    assert!(!known(asked(&next, &bank).id.as_str()));
    let mut again = next.retake(4);
    // A session that stays open ends after 20.
    for _ in 0..20 {
        assert!(!known(asked(&again, &bank).id.as_str()));
        give(&mut again, &bank, 1);
    }
    assert_eq!(own.clone().after(&own).after(&own), own.clone().after(&own));
}

#[test]
fn an_exhausted_bank_ends_the_run() {
    let mut bank = bank();
    bank.items.retain(|item| {
        let name = item.id.as_str();
        let number: usize = name
            .rsplit('-')
            .next()
            .and_then(|end| end.parse().ok())
            .expect("numbered");
        (name.starts_with("likert") && number < 10)
            || name.starts_with("situation")
            || name == "pair-1"
    });
    let model = BankModel::new(&bank);
    let mut session = Session::new(1);
    session.keep_going();
    let reason = run(&model, &mut session, |_| Response::Choice(1));
    assert_eq!(
        (reason, session.answered()),
        (StopReason::BankExhausted, 21)
    );
}

#[test]
fn a_stored_run_keeps_its_shape() {
    let bank = bank();
    let mut session = Session::new(9);
    give(&mut session, &bank, 2);
    session.undo();
    let answer = |item: &str| json!({"item": item, "version": 1, "response": {"choice": 1}});
    let shape = json!({"seed": 9, "answers": [answer("likert-0")], "taken_back": [answer("likert-5")], "seen": [],
        "keep_going": false, "reopened": "likert-5"});
    assert_eq!(stored(&session), shape);
    let mut other = shape;
    other["verdict"] = json!("backend");
    assert!(
        serde_json::from_value::<Session>(other).is_err(),
        "an unknown field is refused"
    );
}

#[test]
fn reconcile_sets_aside_answers_of_another_bank_and_counts_them() {
    let bank = bank();
    let mut session = Session::new(1);
    give(&mut session, &bank, 6);
    let mut value = stored(&session);
    value["answers"][1]["version"] = json!(9);
    value["answers"][2]["item"] = json!("long-gone");
    let mut session = restored(value);
    assert_eq!(session.reconcile(&bank), 2);
    assert_eq!(session.answers().len(), 4);
    assert_eq!(session.reconcile(&bank), 0, "what fits stays");
}

/// Protects people with two versions of the page on one origin: answers that one of them does not know are stored with
/// the rest, also after answers and undo, and count again where they are known.
#[test]
fn answers_that_a_bank_does_not_know_stay_with_the_run() {
    let bank = bank();
    let mut session = Session::new(1);
    give(&mut session, &bank, 6);
    let mut value = stored(&session);
    value["answers"][1]["item"] = json!("of-another-bank");
    value["answers"][3]["version"] = json!(9);
    let unknown = [value["answers"][1].clone(), value["answers"][3].clone()];
    let mut session = restored(value);
    assert_eq!(session.reconcile(&bank), 2);
    let holds = |session: &Session, count: usize| {
        let answers = stored(session)["answers"].clone();
        let answers = answers.as_array().expect("a list");
        assert!(unknown.iter().all(|answer| answers.contains(answer)));
        assert_eq!(answers.len(), count);
    };
    holds(&session, 6);
    give(&mut session, &bank, 1);
    holds(&session, 7);
    session.undo();
    session.undo();
    holds(&session, 5);
    // Loading repeatedly does not add any.
    for _ in 0..3 {
        session = restored(stored(&session));
        assert_eq!(session.reconcile(&bank), 2);
        assert_eq!(session.answered(), 3);
        holds(&session, 5);
    }
}

/// A record may come from anywhere: a link, a file, a broken disk.
#[test]
fn a_hostile_record_is_made_safe() {
    let bank = bank();
    let answer = |item: String, choice: u64| json!({"item": item, "version": 1, "response": {"choice": choice}});
    let mut answers: Vec<Value> = (0..5000)
        .map(|number| answer(format!("likert-{}", number % 40), 1))
        .collect();
    answers.extend((0..14).map(|number| answer(format!("pair-{number}"), 200)));
    answers.extend((0..18).map(|number| answer(format!("task-{number}"), 3)));
    answers.extend((0..10).map(|number| answer(format!("situation-{number}"), 2)));
    answers.extend((0..14).map(|number| answer(format!("pair-{number}"), 4)));
    answers.push(json!({"item": "\u{0}<script>", "version": 0, "response": "skipped"}));
    let total = answers.len();
    let seen: Vec<String> = (0..3000)
        .map(|number| format!("pair-{}", number % 20))
        .collect();
    let value = json!({"seed": u64::MAX, "answers": answers.clone(), "taken_back": answers, "seen": seen,
        "keep_going": true, "reopened": "nothing-of-the-kind"});
    let mut session = restored(value);
    // Nothing panics, even before `reconcile`.
    let _ = (
        session.step(&bank),
        session.progress(&bank),
        session.clone().retake(1).step(&bank),
    );
    let _ = which_end_core::quiz::report::Report::new(&bank, &session);
    assert_eq!(session.reconcile(&bank), total - 61);
    assert_eq!(
        session.answers().len(),
        61,
        "the longest run there is, with its check"
    );
    let different: BTreeSet<&str> = names(&session).into_iter().collect();
    assert_eq!(different.len(), 61);
    let value = stored(&session);
    assert!(
        value["taken_back"].as_array().expect("a list").len() <= 12,
        "only items not answered"
    );
    assert_eq!(value["seen"].as_array().expect("a list").len(), 14);
    assert_eq!(value["reopened"], Value::Null);
    assert_eq!(session.step(&bank), Step::Done(StopReason::Limit));
    assert!(
        serde_json::from_value::<Session>(json!({"seed": 1, "answers": [answer("x".into(), 256)],
        "taken_back": [], "seen": [], "keep_going": false, "reopened": null}))
        .is_err()
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(12) })]

    #[test]
    fn no_item_comes_twice_and_every_run_ends(seed: u64, people: u64, skips in 0_usize..4, going: bool) {
        let bank = bank();
        let model = BankModel::new(&bank);
        let mut dice = Dice(people);
        let mut session = Session::new(seed);
        if going {
            session.keep_going();
        }
        run(&model, &mut session, |item| {
            if dice.below(8) < skips { Response::Skipped }
            else { Response::Choice(u8::try_from(dice.below(item.body.choices())).expect("few choices")) }
        });
        let different: BTreeSet<&str> = names(&session).into_iter().collect();
        prop_assert_eq!(different.len(), session.answers().len());
        let (answers, items) = if going { (40, 60) } else { (24, 36) };
        prop_assert!(session.answered() <= answers);
        prop_assert!(session.answers().len() <= items);
    }

    #[test]
    fn undo_takes_respond_back(seed: u64, length in 0_usize..14, choice in 0_u8..3) {
        let bank = bank();
        let model = BankModel::new(&bank);
        let mut dice = Dice(seed);
        let mut session = Session::new(seed);
        for _ in 0..length {
            if let Step::Ask { item, .. } = session.step_in(&model) {
                session.respond_in(&model, honest(item, 0.0, 0.0, &mut dice)).expect("an open question");
            }
        }
        let before = session.clone();
        if let Step::Ask { item, earlier: None } = before.step_in(&model) {
            session.respond_in(&model, Response::Choice(choice)).expect("all items have three choices");
            prop_assert!(session.undo());
            prop_assert_eq!(session.answers(), before.answers());
            let same = Step::Ask { item, earlier: Some(Response::Choice(choice)) };
            prop_assert_eq!(session.step_in(&model), same);
        }
    }

    #[test]
    fn a_stored_run_goes_on_at_the_same_item(seed: u64, ops in proptest::collection::vec(0_u8..7, 0..30)) {
        let bank = bank();
        let model = BankModel::new(&bank);
        let mut session = Session::new(seed);
        for op in ops {
            match op {
                0 => { session.undo(); }
                1 => { let _ = session.respond_in(&model, Response::Skipped); }
                op => { let _ = session.respond_in(&model, Response::Choice(op - 2)); }
            }
        }
        let mut back = restored(stored(&session));
        prop_assert_eq!(back.reconcile(&bank), 0);
        prop_assert_eq!(&back, &session);
        prop_assert_eq!(back.step(&bank), session.step_in(&model));
    }
}
