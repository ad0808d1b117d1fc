//! The result view: the verdict, its certainty, and its evidence.

use leptos::prelude::*;
use which_end_core::quiz::attempt::Attempt;
use which_end_core::quiz::report::{Report, Verdict};
use which_end_core::quiz::share;

use crate::dataset::{bank, bank_model};
use crate::embed::use_embed;
use crate::notices::{OutcomeConsent, use_notices};
use crate::route::Route;
use crate::state::use_sessions;

mod answers_file;
mod attempts;
mod card;
mod explained;
mod export;
mod grounds;
mod more_questions;
mod next_steps;
mod parts;
mod picture;
mod shared;
mod trials;
mod wording;

pub(crate) use attempts::drop_warning;
pub use shared::SharedView;

use crate::views::host_card;
use crate::views::pieces::{boxed, button, paragraph, section};
use answers_file::AnswersFile;
use more_questions::MoreQuestions;

/// The report, or where to start if there is none.
#[component]
pub fn ResultView() -> impl IntoView {
    let sessions = use_sessions();
    let report = Memo::new(move |_| {
        sessions.with_existing(|session| Report::in_model(bank_model(), session))
    });
    move || match report.get() {
        Some(report) if report.answered > 0 => view! { <FullReport report /> }.into_any(),
        _ => view! { <NoResult /> }.into_any(),
    }
}

#[component]
fn NoResult() -> impl IntoView {
    let sessions = use_sessions();
    let skipped = sessions.given();
    let ended = skipped > 0 && sessions.finished();
    let (explanation, label) = if ended {
        (
            "You skipped every question, so there is no result. That is fine. You can begin again whenever you like.",
            "Begin again",
        )
    } else if skipped > 0 {
        (
            "You skipped every question so far. A result needs some answers: there are no wrong ones about what you like.",
            "Go on with the quiz",
        )
    } else {
        (
            "Answer some questions first. It takes 5 to 10 minutes.",
            "Start the quiz",
        )
    };
    let begin = move |_| {
        if ended {
            sessions.retake();
        }
    };
    view! {
        <h1 id="view-title" tabindex="-1">{"No result yet"}</h1>
        <p>{explanation}</p>
        <div class="button-row">
            <a class="button" href=Route::Quiz.href() on:click=begin>{label}</a>
        </div>
        <LastResult />
    }
}

/// Link to the previous result, if the current session was just begun and has no answers.
#[component]
pub(crate) fn LastResult() -> impl IntoView {
    let sessions = use_sessions();
    move || {
        sessions.can_return().then(|| {
            view! {
                <p>
                    {"Your last result is still here. "}
                    <a href=Route::Result.href() on:click=move |_| sessions.return_to_previous()>{"Go back to it"}</a>
                </p>
            }
        })
    }
}

/// The whole report.
#[component]
fn FullReport(report: Report) -> impl IntoView {
    let more_questions = more_questions::more_questions(use_sessions());
    let mut opening = vec![
        view! { <h1 id="view-title" tabindex="-1">{wording::headline(&report)}</h1> }.into_any(),
    ];
    opening.extend(next_steps::unfinished_notice(
        report.answered,
        more_questions,
    ));
    opening.push(paragraph("", wording::meaning(&report, more_questions)));
    if report.verdict.names_region() {
        opening.push(paragraph("soft", wording::sureness(&report)));
    }
    opening.extend(next_steps::next_steps(&report, more_questions));
    opening.push(view! { <OutcomeSharing /> }.into_any());
    let mut all = vec![boxed("verdict", opening)];
    if report.verdict != Verdict::TooFewAnswers {
        all.extend(detail(&report));
    }
    // Not while the quiz asks: whoever goes back could change the answer.
    if more_questions != MoreQuestions::Asking {
        let sessions = use_sessions();
        let explained = untrack(|| sessions.with_existing(explained::section_for));
        all.extend(explained.flatten());
    }
    all.push(host_card::card(wording::likeliest_role(&report), None));
    all.push(section(
        "trust",
        "section",
        "How far to trust this",
        vec![
            paragraph("", wording::trust(bank())),
            view! {
                <div class="no-print">
                    <p><a href=Route::About.href()>{"How the quiz works"}</a></p>
                    <AnswersFile />
                </div>
            }
            .into_any(),
        ],
    ));
    boxed("result", all)
}

/// Whether the host learns the result, with a button to change that. Only if the host asks for it, and not while the
/// notice about it is shown.
#[component]
fn OutcomeSharing() -> impl IntoView {
    let OutcomeConsent(consent) = expect_context();
    let notices = use_notices();
    let site = use_embed().outcome_recipient();
    let change = Callback::new(move |()| consent.update(|allowed| *allowed = !*allowed));
    move || {
        let site = site
            .as_deref()
            .filter(|_| !notices.is_asking_for_outcome())?;
        let (text, label) = if consent.get() {
            (
                format!("You let {site} know your result."),
                "Stop telling it",
            )
        } else {
            (
                format!("We do not tell {site} your result. It asks for it."),
                "Let it know my result",
            )
        };
        Some(boxed(
            "no-print",
            vec![paragraph("", text), button("quiet-button", label, change)],
        ))
    }
}

/// The report's sections below the verdict. Rendered again for every report, so its conditions are not reactive.
fn detail(report: &Report) -> Vec<AnyView> {
    let sessions = use_sessions();
    let (previous, now, code) = untrack(|| {
        let now = sessions.with_existing(|session| Attempt::new(bank_model(), session));
        let code = sessions.with_existing(|session| share::code(bank(), session));
        (attempts::previous(sessions), now, code.flatten())
    });
    // For unreadable answers, chances, movers and facets would amount to a verdict.
    let readable = report.verdict != Verdict::Withheld;
    let marks: Vec<(usize, Attempt)> = previous
        .iter()
        .filter(|(_, attempt)| attempt.is_conclusive())
        .copied()
        .collect();
    let puzzles = section(
        "puzzles",
        "section no-print",
        "The puzzles",
        parts::puzzles(report),
    );
    let plane = |title| section("plane", "section", title, picture::plane(report, &marks));
    let mut all = if readable {
        let chances = picture::chances(report);
        let chances = section("chances", "section", "Your chances", chances);
        let left_column = boxed("", vec![chances, puzzles]);
        vec![boxed("two-up", vec![left_column, plane("Where you stand")])]
    } else {
        vec![plane("Where you might stand"), puzzles]
    };
    if let Some(now) = now.filter(|_| !previous.is_empty()) {
        let compared = attempts::comparison(&previous, &now);
        all.push(section(
            "attempts",
            "section no-print",
            "Your earlier attempts",
            compared,
        ));
    }
    if readable {
        let influential = grounds::influential_answers(report);
        all.push(section(
            "moved",
            "section",
            "Answers that counted most",
            influential,
        ));
    }
    let sides = wording::sides_to_try(report.verdict);
    all.push(section(
        "try",
        "section",
        "What to try this week to check it",
        trials::trials(sides),
    ));
    if readable {
        let facets = parts::facets(report);
        all.push(section(
            "facets",
            "section no-print",
            "Part by part",
            facets,
        ));
    }
    if let Some(code) = code.filter(|_| readable) {
        let content = export::content(report, &code);
        all.push(section(
            "hand-out",
            "section",
            "Share it, save it, print it",
            content,
        ));
    }
    all
}
