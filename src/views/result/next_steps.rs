//! The ways on from a result, and what is ahead of its run.

use leptos::prelude::*;
use which_end_core::quiz::item::Side;
use which_end_core::quiz::report::{Report, Verdict};
use which_end_core::quiz::session::{Session, StopReason};

use super::attempts::oldest_goes;
use super::words;
use crate::route::Route;
use crate::state::{Sessions, use_pay, use_sessions};
use crate::ui::number::counted;
use crate::views::pieces::{boxed, paragraph, way};

/// What more questions there are, and what they could do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ahead {
    /// The run still asks.
    Asking,
    /// The run is over and may be told to go on.
    MayGoOn,
    /// The same, but it stopped because a few more would hardly settle it.
    HardlySettled,
    /// No more questions.
    Nothing,
}

impl Ahead {
    fn of(stopped: Option<StopReason>, kept_going: bool) -> Self {
        match stopped {
            None => Self::Asking,
            Some(StopReason::BankExhausted) => Self::Nothing,
            Some(_) if kept_going => Self::Nothing,
            Some(StopReason::Open) => Self::HardlySettled,
            Some(StopReason::Sure | StopReason::Limit) => Self::MayGoOn,
        }
    }
}

/// What is ahead of the present run.
pub(super) fn ahead(sessions: Sessions) -> Ahead {
    untrack(|| {
        let kept_going = sessions
            .with_existing(Session::keeps_going)
            .unwrap_or(false);
        Ahead::of(sessions.stopped_because(), kept_going)
    })
}

/// Where the run still asks: that this is not all yet, and the way back to its questions.
pub(super) fn unfinished(answered: usize, ahead: Ahead) -> Option<AnyView> {
    (ahead == Ahead::Asking).then(|| {
        let left = untrack(|| use_sessions().turn().progress.about_left);
        let said = format!(
            "Not finished yet. You have answered {} so far; the quiz would ask about {left} more.",
            counted(answered, "question", "questions")
        );
        let go_on = way("button", Route::Quiz.href(), "Go on with the quiz", None);
        boxed("notice no-print", vec![paragraph("", said), go_on])
    })
}

/// What to do with a result. Drawn anew with every result, so its conditions are plain values.
pub(super) fn next_steps(report: &Report, ahead: Ahead) -> [AnyView; 2] {
    let sessions = use_sessions();
    let pay = use_pay();
    let quiz = Route::Quiz.href();
    let readable = report.verdict != Verdict::Withheld;
    let mut ways = Vec::new();
    if let Some(role) = words::likeliest_role(report) {
        let see_pay = Callback::new(move |()| pay.change(|query| query.role = role));
        ways.push(way(
            "button",
            Route::Pay.href(),
            "See what this pays",
            Some(see_pay),
        ));
        let guide = Route::Guide(report.lead().0).href();
        ways.push(way("quiet-button", guide, "Read the guide", None));
    } else {
        // Both sides alike: the likelier one would be a verdict by the back door.
        let [back, front] = Side::ALL.map(|side| Route::Guide(side).href());
        for (to, label) in [
            (Route::Pay.href(), "See what both ends pay"),
            (back, "Read about the back end"),
            (front, "Read about the front end"),
        ] {
            ways.push(way("quiet-button", to, label, None));
        }
    }
    let more = match ahead {
        Ahead::MayGoOn => Some("Ask me more, to be surer"),
        Ahead::HardlySettled => Some("Ask me more all the same"),
        Ahead::Asking | Ahead::Nothing => None,
    };
    if let Some(label) = more.filter(|_| readable) {
        let go_on = Callback::new(move |()| sessions.keep_going());
        ways.push(way("quiet-button", quiz, label, Some(go_on)));
    }
    if !readable {
        // One wrong tap on a check can end a run that was meant.
        let back = Callback::new(move |()| sessions.undo());
        ways.push(way(
            "quiet-button",
            quiz,
            "Back to the last question",
            Some(back),
        ));
    }
    let again = Callback::new(move |()| sessions.retake());
    ways.push(way("quiet-button", quiz, "Begin again", Some(again)));
    [
        boxed("button-row", ways),
        oldest_goes(
            sessions,
            "If you begin again, your oldest attempt will be dropped",
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_may_go_on_once_and_while_there_are_questions() {
        for (stopped, kept_going, ahead) in [
            (None, false, Ahead::Asking),
            (None, true, Ahead::Asking),
            (Some(StopReason::Sure), false, Ahead::MayGoOn),
            (Some(StopReason::Limit), false, Ahead::MayGoOn),
            (Some(StopReason::Open), false, Ahead::HardlySettled),
            (Some(StopReason::Limit), true, Ahead::Nothing),
            (Some(StopReason::BankExhausted), false, Ahead::Nothing),
        ] {
            assert_eq!(Ahead::of(stopped, kept_going), ahead, "{stopped:?}");
        }
    }
}
