//! Start: what this is, how long it takes, what it does not do, and the ways in.

use leptos::prelude::*;

use crate::route::Route;
use crate::state::use_runs;

/// The first room.
#[component]
pub fn Start() -> impl IntoView {
    let runs = use_runs();
    let way_in = move || {
        if runs.finished() {
            view! {
                <a class="button" href=Route::Result.href()>{"See your result"}</a>
            }
            .into_any()
        } else {
            let label = match runs.given() {
                0 => "Start the quiz".to_owned(),
                given => format!("Continue at question {}", given + 1),
            };
            view! { <a class="button" href=Route::Quiz.href()>{label}</a> }.into_any()
        }
    };
    view! {
        <div class="hero">
            <div>
                <h1 id="room-title" tabindex="-1">{"Which end is yours?"}</h1>
                <p>
                    {"Every app has two ends. The front end is what you see and touch. \
                    The back end is what keeps it running out of sight. Find out which you would enjoy more, \
                    and what that work pays."}
                </p>
                <div class="button-row">{way_in}</div>
                <p class="facts soft">
                    {"About 4 minutes. No account. Your answers stay on this device."}
                </p>
            </div>
            <Ends />
        </div>
        <ul class="doors">
            <li class="sheet">
                <h2><a href=Route::Quiz.href()>{"Take the quiz"}</a></h2>
                <p>{"12 to 24 short questions. You get chances, not a label, and we say which answers counted most."}</p>
            </li>
            <li class="sheet">
                <h2><a href=Route::Pay.href()>{"See pay"}</a></h2>
                <p>{"What developers told a large survey they earn, by role, years, languages and country. Every figure has a source and a date."}</p>
            </li>
            <li class="sheet">
                <h2><a href=Route::Guide(which_end_core::quiz::item::Side::Backend).href()>{"Read the guide"}</a></h2>
                <p>{"What a day looks like on each side, which skills come first, and how people move up."}</p>
            </li>
        </ul>
        <p class="soft">
            {"This is not a hiring test, and nobody can promise you a job from it. Use it to choose what to try next."}
        </p>
    }
}

/// The two ends and the road between them, as a picture.
#[component]
fn Ends() -> impl IntoView {
    let row = |y: u8| {
        view! {
            <rect x="30" y=y.to_string() width="92" height="26" rx="6" fill="var(--back-fill)" />
            <circle cx="46" cy=(y + 13).to_string() r="4" fill="var(--sheet)" />
        }
    };
    view! {
        <svg class="ends" viewBox="0 0 460 220" role="img" aria-label="A server on the left and a web page on the right, joined by a line: the two ends of an app.">
            <rect x="16" y={"40"} width="120" height="140" rx="16" fill="var(--back-tint)" />
            {row(58)}
            {row(96)}
            {row(134)}
            <path d={"M136 92 C 190 92 230 92 292 92"} fill="none" stroke="var(--back-fill)" stroke-width="3" stroke-dasharray="2 9" stroke-linecap="round" />
            <path d={"M136 128 C 190 128 230 128 292 128"} fill="none" stroke="var(--front-fill)" stroke-width="3" stroke-dasharray="2 9" stroke-linecap="round" />
            <rect x="292" y={"28"} width="152" height="164" rx="16" fill="var(--front-tint)" />
            <rect x="308" y={"44"} width="120" height="14" rx="7" fill="var(--front-fill)" />
            <rect x="308" y={"72"} width="52" height="52" rx="8" fill="var(--front-fill)" opacity="0.55" />
            <rect x="372" y={"72"} width="56" height="10" rx="5" fill="var(--front-fill)" opacity="0.8" />
            <rect x="372" y={"92"} width="44" height="10" rx="5" fill="var(--front-fill)" opacity="0.5" />
            <rect x="372" y={"112"} width="50" height="10" rx="5" fill="var(--front-fill)" opacity="0.5" />
            <rect x="308" y={"146"} width="76" height="28" rx="14" fill="var(--front-fill)" />
        </svg>
    }
}
