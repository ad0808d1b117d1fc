//! Whether a session has more questions.

use leptos::prelude::*;
use which_end_core::quiz::session::{Session, StopReason};

use crate::state::Sessions;

/// Whether the session has more questions, and whether they would help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MoreQuestions {
    /// The session is not finished.
    Asking,
    /// The session is finished and can continue.
    CanContinue,
    /// The session can continue, but more questions would hardly settle the result.
    UnlikelyToSettle,
    /// No more questions.
    Exhausted,
}

impl MoreQuestions {
    fn of(stop_reason: Option<StopReason>, continued: bool) -> Self {
        match stop_reason {
            None => Self::Asking,
            Some(StopReason::BankExhausted) => Self::Exhausted,
            Some(_) if continued => Self::Exhausted,
            Some(StopReason::Open) => Self::UnlikelyToSettle,
            Some(StopReason::Sure | StopReason::Skipped | StopReason::Limit) => Self::CanContinue,
        }
    }
}

/// Whether the current session has more questions.
pub(super) fn more_questions(sessions: Sessions) -> MoreQuestions {
    untrack(|| {
        let continued = sessions
            .with_existing(Session::keeps_going)
            .unwrap_or(false);
        MoreQuestions::of(sessions.stop_reason(), continued)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_may_go_on_once_and_while_there_are_questions() {
        for (stop_reason, continued, more_questions) in [
            (None, false, MoreQuestions::Asking),
            (None, true, MoreQuestions::Asking),
            (Some(StopReason::Sure), false, MoreQuestions::CanContinue),
            (Some(StopReason::Limit), false, MoreQuestions::CanContinue),
            (
                Some(StopReason::Open),
                false,
                MoreQuestions::UnlikelyToSettle,
            ),
            (Some(StopReason::Limit), true, MoreQuestions::Exhausted),
            (
                Some(StopReason::BankExhausted),
                false,
                MoreQuestions::Exhausted,
            ),
        ] {
            assert_eq!(
                MoreQuestions::of(stop_reason, continued),
                more_questions,
                "{stop_reason:?}"
            );
        }
    }
}
