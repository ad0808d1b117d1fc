//! The result: what the run says, how sure it is, and on what grounds.

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
mod export;
mod grounds;
mod next_steps;
mod parts;
mod picture;
mod shared;
mod trials;
mod words;

pub(crate) use attempts::oldest_goes;
pub use shared::SharedView;

use crate::views::host_card;
use crate::views::pieces::{boxed, button, paragraph, section};
use answers_file::AnswersFile;

/// The report, or where to go for one.
#[component]
pub fn ResultView() -> impl IntoView {
    let sessions = use_sessions();
    let report = Memo::new(move |_| {
        sessions.with_existing(|session| Report::in_model(bank_model(), session))
    });
    move || match report.get() {
        Some(report) if report.answered > 0 => view! { <Told report /> }.into_any(),
        _ => view! { <NothingYet /> }.into_any(),
    }
}

#[component]
fn NothingYet() -> impl IntoView {
    let sessions = use_sessions();
    let skipped = sessions.given();
    let ended = skipped > 0 && sessions.finished();
    let (what, way_on) = if ended {
        (
            "You skipped every question, so there is nothing to tell from. Skipping is fine; begin again whenever you like.",
            "Begin again",
        )
    } else if skipped > 0 {
        (
            "You skipped every question so far. A result needs some answers: there are no wrong ones about what you like.",
            "Go on with the quiz",
        )
    } else {
        (
            "Answer some questions first. It takes about 4 minutes.",
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
        <p>{what}</p>
        <div class="button-row">
            <a class="button" href=Route::Quiz.href() on:click=begin>{way_on}</a>
        </div>
        <LastResult />
    }
}

/// The way back from a run that was begun again and has no answer yet.
#[component]
pub(crate) fn LastResult() -> impl IntoView {
    let sessions = use_sessions();
    move || {
        sessions.can_return().then(|| {
            view! {
                <p>
                    {"Your last result is still here. "}
                    <a href=Route::Result.href() on:click=move |_| sessions.return_to_last()>{"Go back to it"}</a>
                </p>
            }
        })
    }
}

/// The whole report.
#[component]
fn Told(report: Report) -> impl IntoView {
    let ahead = next_steps::ahead(use_sessions());
    let mut opening = vec![
        view! { <h1 id="view-title" tabindex="-1">{words::headline(&report)}</h1> }.into_any(),
    ];
    opening.extend(next_steps::unfinished(report.answered, ahead));
    opening.push(paragraph("", words::meaning(&report, ahead).to_owned()));
    if report.verdict.tells() {
        opening.push(paragraph("soft", words::sureness(&report)));
    }
    opening.extend(next_steps::next_steps(&report, ahead));
    opening.push(view! { <WhoLearns /> }.into_any());
    let mut all = vec![boxed("verdict", opening)];
    if report.verdict != Verdict::TooFewAnswers {
        all.extend(detail(&report));
    }
    all.push(host_card::card(words::likeliest_role(&report), None));
    all.push(section(
        "trust",
        "section",
        "How far to trust this",
        vec![
            paragraph("", words::trust(bank())),
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

/// Where the site around the page wants to learn the result: whether it does, and the way to change that. The notice says so
/// as long as it stands.
#[component]
fn WhoLearns() -> impl IntoView {
    let OutcomeConsent(consent) = expect_context();
    let notices = use_notices();
    let site = use_embed().asks_for_outcome();
    let change = Callback::new(move |()| consent.update(|allowed| *allowed = !*allowed));
    move || {
        let site = site.as_deref().filter(|_| !notices.asks_for_outcome())?;
        let (said, label) = if consent.get() {
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
            vec![paragraph("", said), button("quiet-button", label, change)],
        ))
    }
}

/// The figures and what they rest on. Drawn anew with every result, so its conditions are plain values.
fn detail(report: &Report) -> Vec<AnyView> {
    let sessions = use_sessions();
    let (earlier, now, code) = untrack(|| {
        let now = sessions.with_existing(|session| Attempt::new(bank_model(), session));
        let code = sessions.with_existing(|session| share::code(bank(), session));
        (attempts::earlier(sessions), now, code.flatten())
    });
    // Chances, movers and facets of answers that we cannot read would be a verdict by the back door.
    let readable = report.verdict != Verdict::Withheld;
    let marks: Vec<(usize, Attempt)> = earlier
        .iter()
        .filter(|(_, attempt)| attempt.tells())
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
        let beside = boxed("", vec![chances, puzzles]);
        vec![boxed("two-up", vec![beside, plane("Where you stand")])]
    } else {
        vec![plane("Where you might stand"), puzzles]
    };
    if let Some(now) = now.filter(|_| !earlier.is_empty()) {
        let compared = attempts::compared(&earlier, &now);
        all.push(section(
            "attempts",
            "section no-print",
            "Your earlier attempts",
            compared,
        ));
    }
    if readable {
        let moved = grounds::moved(report);
        all.push(section(
            "moved",
            "section",
            "Answers that counted most",
            moved,
        ));
    }
    let sides = words::sides_to_try(report.verdict);
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
        let ways = export::ways(report, &code);
        all.push(section(
            "hand-out",
            "section",
            "Share it, save it, print it",
            ways,
        ));
    }
    all
}
