//! The next steps from a result, and whether the session has more questions.

use leptos::prelude::*;
use which_end_core::quiz::item::Side;
use which_end_core::quiz::report::{Report, Verdict};

use super::attempts::drop_warning;
use super::more_questions::MoreQuestions;
use super::wording;
use crate::route::Route;
use crate::state::{use_pay, use_sessions};
use crate::ui::number::counted;
use crate::views::pieces::{boxed, link_button, paragraph};

/// A notice that the session is not finished, with a link back to the quiz. `None` otherwise.
pub(super) fn unfinished_notice(answered: usize, more_questions: MoreQuestions) -> Option<AnyView> {
    (more_questions == MoreQuestions::Asking).then(|| {
        let left = untrack(|| use_sessions().turn().progress.about_left);
        let text = format!(
            "Not finished yet. You have answered {} so far; the quiz would ask about {left} more.",
            counted(answered, "question", "questions")
        );
        let go_on = link_button("button", Route::Quiz.href(), "Go on with the quiz", None);
        boxed("notice no-print", vec![paragraph("", text), go_on])
    })
}

/// Buttons for the next steps. Rendered again for every report, so its conditions are not reactive.
pub(super) fn next_steps(report: &Report, more_questions: MoreQuestions) -> [AnyView; 2] {
    let sessions = use_sessions();
    let pay = use_pay();
    let quiz = Route::Quiz.href();
    let readable = report.verdict != Verdict::Withheld;
    let mut buttons = Vec::new();
    if let Some(role) = wording::likeliest_role(report) {
        let see_pay = Callback::new(move |()| pay.change(|query| query.role = role));
        buttons.push(link_button(
            "button",
            Route::Pay.href(),
            "See what this pays",
            Some(see_pay),
        ));
        let guide = Route::Guide(report.lead().0).href();
        buttons.push(link_button("quiet-button", guide, "Read the guide", None));
    } else {
        // Both sides alike, because naming the likelier one would amount to a verdict.
        let [back, front] = Side::ALL.map(|side| Route::Guide(side).href());
        for (to, label) in [
            (Route::Pay.href(), "See what both ends pay"),
            (back, "Read about the back end"),
            (front, "Read about the front end"),
        ] {
            buttons.push(link_button("quiet-button", to, label, None));
        }
    }
    let more = match more_questions {
        MoreQuestions::CanContinue => Some("Ask me more, to be surer"),
        MoreQuestions::UnlikelyToSettle => Some("Ask me more all the same"),
        MoreQuestions::Asking | MoreQuestions::Exhausted => None,
    };
    if let Some(label) = more.filter(|_| readable) {
        let go_on = Callback::new(move |()| sessions.keep_going());
        buttons.push(link_button("quiet-button", quiz, label, Some(go_on)));
    }
    if !readable {
        // One mistaken tap on a check can end a sincere session.
        let back = Callback::new(move |()| sessions.undo());
        buttons.push(link_button(
            "quiet-button",
            quiz,
            "Back to the last question",
            Some(back),
        ));
    }
    let again = Callback::new(move |()| sessions.retake());
    buttons.push(link_button(
        "quiet-button",
        quiz,
        "Begin again",
        Some(again),
    ));
    [
        boxed("button-row", buttons),
        drop_warning(
            sessions,
            "If you begin again, your oldest attempt will be dropped",
        ),
    ]
}
