//! The start view: introduction and links to the other views.

use leptos::prelude::*;

use crate::route::Route;
use crate::state::{Sessions, use_sessions};

/// The start view.
#[component]
pub fn Start() -> impl IntoView {
    let sessions = use_sessions();
    let entry = Memo::new(move |_| entry(sessions));
    view! {
        <div class="hero">
            <div>
                <h1 id="view-title" tabindex="-1">{"Which end is yours?"}</h1>
                <p>
                    {"Every app has two ends. The front end is what you see and touch. The back end is what keeps it running \
                    out of sight. Find out which you would enjoy more, and what that work pays."}
                </p>
                <div class="button-row">
                    <a class="button entry" href=move || entry.get().1.href()>{move || entry.get().0}</a>
                </div>
                <p class="facts soft">{"5 to 10 minutes. No account. We send nothing."}</p>
            </div>
            <Ends />
        </div>
        <ul class="doors">
            {link_card(Route::Quiz, "Take the quiz", "12 to 24 short questions. See which side you lean to, how sure we are, and \
                which answers counted most.")}
            {link_card(Route::Pay, "See pay", "What developers say they earn, by role, years, languages and country. Every \
                figure has a source and a date.")}
            {link_card(Route::MENU[2], "Read the guide", "What a day looks like on each side, which skills come first, and how \
                people move up.")}
        </ul>
        <p class="soft">
            {"This is not a hiring test, and nobody can promise you a job from it. Use it to choose what to try next."}
        </p>
    }
}

fn link_card(route: Route, title: &'static str, text: &'static str) -> AnyView {
    view! {
        <li class="sheet">
            <h2><a href=route.href()>{title}</a></h2>
            <p>{text}</p>
        </li>
    }
    .into_any()
}

/// Text and target of the main button, depending on the session's progress.
fn entry(sessions: Sessions) -> (String, Route) {
    if sessions.finished() {
        return ("See your result".to_owned(), Route::Result);
    }
    let text = match sessions.given() {
        0 => "Start the quiz".to_owned(),
        given => format!("Continue at question {}", given + 1),
    };
    (text, Route::Quiz)
}

/// Illustration: a server and a web page, joined by two lines.
#[component]
fn Ends() -> impl IntoView {
    let slot = |top: u32| {
        view! {
            <rect x="30" y=top width="92" height="26" rx="6" fill="var(--back-fill)"></rect>
            <circle cx="46" cy=top + 13 r="4" fill="var(--sheet)"></circle>
        }
        .into_any()
    };
    let line = |path: &'static str, color: &'static str| {
        view! {
            <path d=path fill="none" stroke=color stroke-width="3" stroke-dasharray="2 9" stroke-linecap="round"></path>
        }
        .into_any()
    };
    let block =
        |[x, y, width, height, radius]: [u32; 5], fill: &'static str, opacity: &'static str| {
            view! {
                <rect x=x y=y width=width height=height rx=radius fill=fill opacity=opacity></rect>
            }
            .into_any()
        };
    let front = |rect, opacity| block(rect, "var(--front-fill)", opacity);
    view! {
        <svg
            class="ends"
            viewBox="0 0 460 220"
            role="img"
            aria-label="A server on the left and a web page on the right, joined by a line: the two ends of an app."
        >
            {block([16, 40, 120, 140, 16], "var(--back-tint)", "1")}
            {[58, 96, 134].map(slot)}
            {line("M136 92 C 190 92 230 92 292 92", "var(--back-fill)")}
            {line("M136 128 C 190 128 230 128 292 128", "var(--front-fill)")}
            {block([292, 28, 152, 164, 16], "var(--front-tint)", "1")}
            {[
                front([308, 44, 120, 14, 7], "1"),
                front([308, 72, 52, 52, 8], "0.55"),
                front([372, 72, 56, 10, 5], "0.8"),
                front([372, 92, 44, 10, 5], "0.5"),
                front([372, 112, 50, 10, 5], "0.5"),
                front([308, 146, 76, 28, 14], "1"),
            ]}
        </svg>
    }
}
