//! Merging two records of one visitor: another tab's with this tab's, and the stored one with answers given while
//! nothing was stored.

use serde_json::json;
use which_end_core::quiz::session::Session;
use which_end_core::record::{Record, Theme, joined, merged};

/// A session with this many answers.
fn run(answers: usize) -> Session {
    session(crate::record_support::run(7, answers))
}

/// A session with other answers.
fn other_run(answers: usize) -> Session {
    let mut run = crate::record_support::run(7, answers);
    for answer in run["answers"].as_array_mut().expect("a list") {
        answer["response"] = json!("skipped");
    }
    session(run)
}

fn session(run: serde_json::Value) -> Session {
    serde_json::from_value(run).expect("a run of the present shape")
}

fn holding(session: Session) -> Record {
    Record {
        session: Some(session),
        ..Record::default()
    }
}

#[test]
fn an_answer_taken_back_in_the_other_tab_makes_no_earlier_run() {
    let ours = holding(run(5));
    let merged = merged(holding(run(4)), &ours, &ours);
    assert_eq!(merged, holding(run(4)));
}

#[test]
fn a_new_run_in_the_other_tab_keeps_the_done_one_once() {
    let done = run(12);
    let ours = holding(done.clone());
    let theirs = Record {
        session: Some(done.retake(8)),
        earlier: vec![done],
        ..Record::default()
    };
    assert_eq!(merged(theirs.clone(), &ours, &ours), theirs);
}

#[test]
fn answers_that_were_not_saved_go_among_the_earlier_runs() {
    let merged = merged(holding(run(4)), &holding(run(6)), &holding(run(5)));
    assert_eq!(merged.session, Some(run(4)));
    assert_eq!(merged.earlier, [run(6)]);
}

#[test]
fn earlier_runs_that_were_not_saved_stay() {
    let ours = Record {
        session: Some(run(2)),
        earlier: vec![other_run(3)],
        ..Record::default()
    };
    let merged = merged(holding(run(4)), &ours, &Record::default());
    assert_eq!(merged.session, Some(run(4)));
    assert_eq!(merged.earlier, [other_run(3)]);
}

#[test]
fn a_yes_goes_on_with_the_run_on_show_unless_the_kept_one_is_another() {
    // Nothing stored, settings only, or fewer answers of the same session: the visitor's session stays.
    let mut settings = Record::default();
    settings.preferences.theme = Theme::Dark;
    for kept in [Record::default(), settings, holding(run(2))] {
        let joined = joined(kept, &holding(run(3)));
        assert_eq!(joined.session, Some(run(3)));
        assert_eq!(joined.earlier, []);
    }
    // More answers of the same session: continuing it loses nothing.
    assert_eq!(joined(holding(run(5)), &holding(run(3))), holding(run(5)));
    let other = joined(holding(run(5)), &holding(other_run(3)));
    assert_eq!(other.session, Some(run(5)));
    assert_eq!(other.earlier, [other_run(3)]);
}

#[test]
fn a_run_begun_anew_while_nothing_was_kept_goes_on() {
    for (kept, put_by) in [(5, 5), (5, 6)] {
        let ours = Record {
            session: Some(other_run(2)),
            earlier: vec![run(put_by)],
            ..Record::default()
        };
        let joined = joined(holding(run(kept)), &ours);
        assert_eq!(joined.session, Some(other_run(2)));
        assert_eq!(joined.earlier, [run(put_by)]);
    }
}

#[test]
fn what_was_set_here_and_not_saved_outlives_the_other_tabs_save() {
    let mut ours = Record::default();
    ours.preferences.theme = Theme::Dark;
    let merged = merged(holding(run(1)), &ours, &Record::default());
    assert_eq!(merged.preferences.theme, Theme::Dark);
    assert_eq!(merged.session, Some(run(1)));
}
