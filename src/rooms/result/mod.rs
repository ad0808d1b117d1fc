//! The result: what the run says, how sure it is, and on what grounds.

use leptos::prelude::*;
use which_end_core::quiz::attempt::Attempt;
use which_end_core::quiz::report::{Report, Verdict};
use which_end_core::quiz::session::{Session, StopReason};
use which_end_core::quiz::share;

use crate::dataset::{bank_model, dataset};
use crate::route::Route;
use crate::state::{use_pay, use_runs};

mod answers_file;
mod attempts;
mod card;
mod grounds;
mod hand_out;
mod parts;
mod picture;
mod shared;
mod trials;
mod words;

pub use shared::SharedRoom;

use answers_file::AnswersFile;
use attempts::Attempts;
use grounds::{Flips, Moved};
use hand_out::HandOut;
use parts::{Divergences, FacetPicture, TaskTallies};
use picture::{Chances, PlanePicture};
use trials::Trials;

/// The report, or where to go for one.
#[component]
pub fn ResultRoom() -> impl IntoView {
    let runs = use_runs();
    let report =
        Memo::new(move |_| runs.with_existing(|session| Report::in_model(bank_model(), session)));
    move || match report.get() {
        Some(report) if report.answered > 0 => view! { <Told report /> }.into_any(),
        _ => view! { <NothingYet /> }.into_any(),
    }
}

#[component]
fn NothingYet() -> impl IntoView {
    view! {
        <h1 id="room-title" tabindex="-1">{"No result yet"}</h1>
        <p>{"Answer some questions first. It takes about 4 minutes."}</p>
        <div class="button-row">
            <a class="button" href=Route::Quiz.href()>{"Start the quiz"}</a>
        </div>
    }
}

/// The whole report.
#[component]
fn Told(report: Report) -> impl IntoView {
    let headline = words::headline(&report);
    let meaning = words::meaning(&report);
    let sureness = words::sureness(&report);
    let enough = report.verdict != Verdict::TooFewAnswers;
    let readable = report.verdict != Verdict::Withheld;
    view! {
        <div class="result">
            <div class="verdict">
                <h1 id="room-title" tabindex="-1">{headline}</h1>
                <p>{meaning}</p>
                {readable.then(|| view! { <p class="soft">{sureness}</p> })}
                <NextSteps report=report.clone() />
            </div>
            {enough.then(|| view! { <Detail report=report.clone() /> })}
            <section class="section" aria-labelledby="trust">
                <h2 id="trust">{"How far to trust this"}</h2>
                <p>
                    {"Nobody has checked these questions against real careers yet: the numbers behind them are the authors' \
                    judgment, with 0 people measured. It tells what your answers lean to today. It is not a hiring test, \
                    and it does not know what you could learn."}
                </p>
                <p class="no-print"><a href=Route::About.href()>{"How the quiz works"}</a></p>
                <AnswersFile />
            </section>
        </div>
    }
}

/// The figures and what they rest on. Drawn anew with every result, so its conditions are plain values.
#[component]
fn Detail(report: Report) -> impl IntoView {
    let runs = use_runs();
    let (earlier, now, code) = untrack(|| {
        let now = runs.with_existing(|session| Attempt::new(bank_model(), session));
        let code = runs.with_existing(|session| share::code(&dataset().bank, session));
        (attempts::earlier(runs), now, code.flatten())
    });
    // Chances and movers of answers that we cannot read would be a verdict by the back door.
    let readable = report.verdict != Verdict::Withheld;
    let chances = readable.then(|| {
        view! {
            <section aria-labelledby="chances">
                <h2 id="chances">{"Your chances"}</h2>
                <Chances report=report.clone() />
            </section>
        }
    });
    let moved = readable.then(|| {
        view! {
            <section class="section" aria-labelledby="moved">
                <h2 id="moved">{"Answers that counted most"}</h2>
                <Moved report=report.clone() />
                <Flips report=report.clone() />
            </section>
        }
    });
    let hand_out = code.filter(|_| readable).map(|code| {
        view! {
            <section class="section" aria-labelledby="hand-out">
                <h2 id="hand-out" class="no-print">{"Share it, save it, print it"}</h2>
                <HandOut report=report.clone() code />
            </section>
        }
    });
    let marks = earlier
        .iter()
        .filter(|(_, attempt)| attempt.tells())
        .copied()
        .collect::<Vec<_>>();
    let before = now.filter(|_| !earlier.is_empty()).map(|now| {
        view! {
            <section class="section no-print" aria-labelledby="attempts">
                <h2 id="attempts">{"Your earlier attempts"}</h2>
                <Attempts earlier now />
            </section>
        }
    });
    view! {
        <div class="two-up">
            {chances}
            <section aria-labelledby="plane">
                <h2 id="plane">{"Where you stand"}</h2>
                <PlanePicture report=report.clone() earlier=marks />
            </section>
        </div>
        {before}
        {moved}
        <section class="section" aria-labelledby="try">
            <h2 id="try">{"What to try this week to check it"}</h2>
            <Trials sides=words::sides_to_try(report.verdict) />
        </section>
        <div class="two-up no-print">
            <section aria-labelledby="facets">
                <h2 id="facets">{"Part by part"}</h2>
                <FacetPicture report=report.clone() />
            </section>
            <section aria-labelledby="puzzles">
                <h2 id="puzzles">{"The puzzles"}</h2>
                <TaskTallies report=report.clone() />
                <Divergences report />
            </section>
        </div>
        {hand_out}
    }
}

/// What to do with a result. Drawn anew with every result, so its conditions are plain values.
#[component]
fn NextSteps(report: Report) -> impl IntoView {
    let runs = use_runs();
    let pay = use_pay();
    let role = words::likeliest_role(&report);
    let guide = Route::Guide(report.lead().0).href();
    let readable = report.verdict != Verdict::Withheld;
    let stopped = untrack(|| runs.stopped_because());
    let kept_going = untrack(|| runs.with_existing(Session::keeps_going)).unwrap_or(false);
    let may_go_on = readable
        && !kept_going
        && stopped.is_some_and(|reason| reason != StopReason::BankExhausted);
    let quiz = Route::Quiz.href();
    view! {
        <div class="button-row">
            {stopped.is_none().then(|| view! { <a class="button" href=quiz>{"Go on with the quiz"}</a> })}
            <a
                class=if readable { "button" } else { "quiet-button" }
                href=Route::Pay.href()
                on:click=move |_| pay.set_role(role)
            >
                {"See what this pays"}
            </a>
            <a class="quiet-button" href=guide>{"Read the guide"}</a>
            {may_go_on
                .then(|| {
                    view! {
                        <a class="quiet-button" href=quiz on:click=move |_| runs.keep_going()>
                            {"Ask me more, to be surer"}
                        </a>
                    }
                })}
            <a class="quiet-button" href=quiz on:click=move |_| runs.retake()>{"Begin again"}</a>
        </div>
    }
}
