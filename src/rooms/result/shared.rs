//! A result that somebody shared, looked at without touching the visitor's own.

use leptos::prelude::*;
use which_end_core::quiz::report::{Report, Verdict};
use which_end_core::quiz::session::Session;
use which_end_core::quiz::share::{self, ShareError, Shared};

use super::picture::{Chances, PlanePicture};
use super::words::verdict;
use crate::dataset::{bank_model, dataset};
use crate::platform::{fragment, page};
use crate::route::Route;
use crate::state::{Runs, use_runs};

/// What the address holds.
fn held(fragment: &str) -> Result<Shared, ShareError> {
    let query = fragment.split_once('?').map_or("", |(_, query)| query);
    let code = query
        .split('&')
        .find_map(|part| part.strip_prefix("r="))
        .unwrap_or("");
    share::read(&dataset().bank, code)
}

/// The shared result, or why there is none.
#[component]
pub fn SharedRoom() -> impl IntoView {
    let address = RwSignal::new(fragment::read());
    // One shared link may follow another in the same room. A link out of it is the shell's affair.
    let heard = fragment::on_change(move |fragment| {
        if fragment.starts_with("/shared") {
            address.set(fragment);
        }
    });
    // Heard until the room is left.
    let _ = StoredValue::new_local(heard);
    move || match held(&address.get()) {
        Ok(shared) => view! { <Preview shared /> }.into_any(),
        Err(why) => view! { <Unreadable why /> }.into_any(),
    }
}

#[component]
fn Unreadable(why: ShareError) -> impl IntoView {
    view! {
        <h1 id="room-title" tabindex="-1">{"This link shows no result"}</h1>
        <p>{format!("Sorry: {why}. Nothing of yours was changed.")}</p>
        <div class="button-row">
            <a class="button" href=Route::Quiz.href()>{"Take the quiz yourself"}</a>
        </div>
    }
}

#[component]
fn Preview(shared: Shared) -> impl IntoView {
    let report = Report::in_model(bank_model(), &shared.session);
    let readable = !matches!(report.verdict, Verdict::TooFewAnswers | Verdict::Withheld);
    let all = shared.left_out + report.answered;
    let left_out = (shared.left_out > 0).then(|| {
        let why = if shared.newer {
            "come from a newer version of the questions; reload the page to get that version"
        } else {
            "belong to questions that have changed since"
        };
        view! {
            <p class="notice">
                {format!("{} of {all} answers {why}. This is what the others say, so it may differ from what was shared.", shared.left_out)}
            </p>
        }
    });
    let pictures = (report.verdict != Verdict::TooFewAnswers).then(|| {
        let chances = readable.then(|| {
            view! {
                <section aria-labelledby="chances">
                    <h3 id="chances">{"The chances"}</h3>
                    <Chances report=report.clone() />
                </section>
            }
        });
        view! {
            <div class="two-up">
                {chances}
                <section aria-labelledby="plane">
                    <h3 id="plane">{"Where they stand"}</h3>
                    <PlanePicture report=report.clone() earlier=Vec::new() />
                </section>
            </div>
        }
    });
    view! {
        <h1 id="room-title" tabindex="-1">{"A result somebody shared with you"}</h1>
        {left_out}
        <h2>{verdict(report.verdict)}</h2>
        <p class="soft">
            {format!("From {} answers. It tells what these answers lean to. It is not a hiring test.", report.answered)}
        </p>
        {pictures}
        <div class="button-row">
            <a class="button" href=Route::Quiz.href()>{"Take the quiz yourself"}</a>
        </div>
        <Adopt session=shared.session />
        <p class="soft">
            {"All of this is read from the link itself, on your device. Looking at it changes nothing of yours and sends nothing."}
        </p>
    }
}

/// What the visitor has, as far as it matters before another result is taken over.
enum Own {
    Nothing,
    /// The very result of the link.
    Same,
    /// A run with this many answers, finished or not.
    Run {
        answers: usize,
        finished: bool,
    },
}

fn own(runs: Runs, session: &Session) -> Own {
    let bank = &dataset().bank;
    let found = runs.with_existing(|own| {
        let same =
            share::code(bank, own).is_some_and(|code| share::code(bank, session) == Some(code));
        (own.answers().len(), same)
    });
    match found {
        None | Some((0, _)) => Own::Nothing,
        Some((_, true)) => Own::Same,
        Some((answers, false)) => Own::Run {
            answers,
            finished: runs.finished(),
        },
    }
}

/// Taking the result over as one's own: asks first where there is a run already, and keeps that among the earlier ones.
#[component]
fn Adopt(session: Session) -> impl IntoView {
    let runs = use_runs();
    let asking = RwSignal::new(false);
    let session = StoredValue::new(session);
    let take = move || {
        runs.take_shared(session.get_value());
        fragment::go(Route::Result.fragment());
    };
    let start = move |_| match untrack(|| session.with_value(|session| own(runs, session))) {
        Own::Run { .. } => {
            asking.set(true);
            page::focus_soon("adopt");
        }
        Own::Nothing | Own::Same => take(),
    };
    move || {
        if asking.get() {
            let warning = match untrack(|| session.with_value(|session| own(runs, session))) {
                Own::Run { answers, finished: false } => format!(
                    "You are in the middle of a run of your own, with {answers} answers. Keeping this result puts that run \
                    among your earlier attempts, where you can look at it but not go on with it."
                ),
                _ => "You have a result of your own. Keeping this one puts yours among your earlier attempts. Nothing is lost.".to_owned(),
            };
            view! {
                <div class="sheet">
                    <h2 id="adopt" tabindex="-1">{"Keep this as your result?"}</h2>
                    <p>{warning}</p>
                    <button type="button" class="button" on:click=move |_| take()>{"Yes, keep this one"}</button>
                    " "
                    <button type="button" class="quiet-button" on:click=move |_| {
                        asking.set(false);
                        page::focus_soon("room-title");
                    }>
                        {"Leave mine as it is"}
                    </button>
                </div>
            }
            .into_any()
        } else if let Own::Same = session.with_value(|session| own(runs, session)) {
            view! { <p>{"This is your own result. "}<a href=Route::Result.href()>{"See all of it"}</a></p> }.into_any()
        } else {
            view! {
                <p>{"Did you make this result on another device? You can carry on with it here."}</p>
                <div class="button-row">
                    <button type="button" class="quiet-button" on:click=start>{"Keep this as my result"}</button>
                </div>
            }
            .into_any()
        }
    }
}
