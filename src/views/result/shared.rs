//! A shared result, shown without changing the visitor's own.

use leptos::prelude::*;
use which_end_core::quiz::report::{Report, Verdict};
use which_end_core::quiz::session::Session;
use which_end_core::quiz::share::{self, ShareError, Shared};

use super::attempts::drop_warning;
use super::picture;
use super::wording::{answers as counted, hedge, verdict};
use crate::dataset::{bank, bank_model};
use crate::embed::use_mount_point;
use crate::route::Route;
use crate::state::{Sessions, use_sessions};
use crate::views::pieces::{boxed, button, link_button, paragraph, section};

/// Reads the result in a fragment.
fn read_link(fragment: &str) -> Result<Shared, ShareError> {
    let query = fragment.split_once('?').map_or("", |(_, query)| query);
    share::find(bank(), query)
}

/// The shared result, or why it cannot be shown.
#[component]
pub fn SharedView() -> impl IntoView {
    let mount_point = use_mount_point();
    let address = RwSignal::new(mount_point.fragment());
    // One shared link may follow another in this view. The shell handles links to other views.
    let listener = mount_point.on_move(move |fragment| {
        if fragment.starts_with("/shared") {
            address.set(fragment);
        }
    });
    // Lives until the view is closed.
    let _ = StoredValue::new_local(listener);
    move || match read_link(&address.get()) {
        Ok(shared) => view! { <Preview shared /> }.into_any(),
        Err(why) => view! { <Unreadable why /> }.into_any(),
    }
}

#[component]
fn Unreadable(why: ShareError) -> impl IntoView {
    view! {
        <h1 id="view-title" tabindex="-1">{"This link shows no result"}</h1>
        <p>{format!("Sorry: {why}. Nothing of yours was changed.")}</p>
        {boxed("button-row", vec![link_button("button", Route::Quiz.href(), "Take the quiz yourself", None)])}
    }
}

#[component]
fn Preview(shared: Shared) -> impl IntoView {
    let report = Report::in_model(bank_model(), &shared.session);
    let mut all = vec![
        view! { <h1 id="view-title" tabindex="-1">{"A result somebody shared with you"}</h1> }
            .into_any(),
    ];
    if shared.left_out > 0 {
        let why = if shared.newer {
            "the link is from a newer version of the questions. Reload the page to get that version"
        } else {
            "those questions have changed since"
        };
        all.push(paragraph(
            "notice",
            format!(
                "{} of {} answers could not be used: {why}. This is what the others say, so it may differ from what was \
                shared.",
                shared.left_out,
                shared.left_out + report.answered
            ),
        ));
    }
    all.push(view! { <h2>{verdict(report.verdict, &report.probabilities())}</h2> }.into_any());
    all.push(paragraph(
        "soft",
        format!(
            "It tells what the answers lean to, {}. Anyone can make up such a link. It is not a hiring test.",
            hedge(bank(), report.answered)
        ),
    ));
    if report.verdict != Verdict::TooFewAnswers {
        let mut pictures = Vec::new();
        if report.verdict != Verdict::Withheld {
            pictures.push(section(
                "chances",
                "",
                "The chances",
                picture::chances(&report),
            ));
        }
        pictures.push(section(
            "plane",
            "",
            if report.verdict == Verdict::Withheld {
                "Where they might stand"
            } else {
                "Where they stand"
            },
            picture::plane(&report, &[]),
        ));
        all.push(boxed("two-up", pictures));
    }
    let quiz = link_button("button", Route::Quiz.href(), "Take the quiz yourself", None);
    all.push(boxed("button-row", vec![quiz]));
    all.push(view! { <Adopt session=shared.session /> }.into_any());
    all.push(paragraph(
        "soft",
        "All of this is read from the link itself, on your device. Looking at it changes nothing of yours and sends nothing."
            .to_owned(),
    ));
    all
}

/// The visitor's own session, as far as it matters for adopting another.
enum OwnSession {
    Nothing,
    /// The same answers as in the link.
    Same,
    /// A different session with this many answers.
    Other {
        answers: usize,
        finished: bool,
    },
}

fn own_session(sessions: Sessions, session: &Session) -> OwnSession {
    let bank = bank();
    let found = sessions.with_existing(|own_session| {
        let same = share::code(bank, own_session)
            .is_some_and(|code| share::code(bank, session) == Some(code));
        (own_session.answers().len(), same)
    });
    match found {
        None | Some((0, _)) => OwnSession::Nothing,
        Some((_, true)) => OwnSession::Same,
        Some((answers, false)) => OwnSession::Other {
            answers,
            finished: sessions.finished(),
        },
    }
}

/// Adopts the shared result as the visitor's own. Asks first if there is a session, which becomes a previous one.
#[component]
fn Adopt(session: Session) -> impl IntoView {
    let sessions = use_sessions();
    let mount_point = use_mount_point();
    let asking = RwSignal::new(false);
    let session = StoredValue::new(session);
    let adopt = move || {
        sessions.adopt_shared(session.get_value());
        mount_point.go(Route::Result.fragment());
    };
    let confirm = Callback::new(move |()| adopt());
    let start = Callback::new(move |()| {
        match untrack(|| session.with_value(|session| own_session(sessions, session))) {
            OwnSession::Other { .. } => asking.set(true),
            OwnSession::Nothing | OwnSession::Same => adopt(),
        }
    });
    let cancel = Callback::new(move |()| asking.set(false));
    move || {
        let own_session = session.with_value(|session| own_session(sessions, session));
        if asking.get() {
            let warning = match own_session {
                OwnSession::Other { answers, finished: false } => format!(
                    "You are in the middle of a run of your own, with {}. Keeping this result puts that run \
                    among your earlier attempts, where you can look at it but not go on with it.",
                    counted(answers)
                ),
                _ => "You have a result of your own. Keeping this one puts yours among your earlier attempts.".to_owned(),
            };
            let buttons = vec![
                button("button", "Yes, keep this one", confirm),
                button("quiet-button", "Leave mine as it is", cancel),
            ];
            return view! {
                <div class="sheet">
                    <h2 id="adopt" tabindex="-1">{"Keep this as your result?"}</h2>
                    {paragraph("", warning)}
                    {drop_warning(sessions, "Your oldest attempt will be dropped")}
                    {boxed("button-row", buttons)}
                </div>
            }
            .into_any();
        }
        if let OwnSession::Same = own_session {
            return view! { <p>{"This is your own result. "}<a href=Route::Result.href()>{"See all of it"}</a></p> }
                .into_any();
        }
        let text = "Did you make this result on another device? You can carry on with it here.";
        let start = button("quiet-button", "Keep this as my result", start);
        vec![
            paragraph("", text.to_owned()),
            boxed("button-row", vec![start]),
        ]
        .into_any()
    }
}
