//! What is saved on this device: to look at, take along, bring back, and erase.

use leptos::ev::Event;
use leptos::prelude::*;
use which_end_core::record;

use crate::notices::{Notice, Notices, use_notices};
use crate::persistence::use_persistence;
use crate::platform::file::{self, FileError};
use crate::state::{State, use_state};
use crate::ui::number::{counted, grouped};
use crate::views::pieces::button;

/// A file that was picked and understood, waiting for a yes.
#[derive(Clone, Debug, PartialEq)]
enum Import {
    /// No file picked.
    None,
    /// Understood: this would replace what is here.
    Ready(Box<record::Record>),
    /// Not understood, with the reason as a sentence.
    Refused(String),
    /// Taken over.
    Done,
}

/// The list, and what can be done with it.
#[component]
pub(super) fn Saved() -> impl IntoView {
    let keep = use_persistence();
    let state = use_state();
    let notices = use_notices();
    let stored = move || {
        // Every change of the state is saved, so the list follows it.
        state.record();
        let kept = keep.stored();
        if kept.is_empty() {
            return view! { <p>{"Nothing is saved on this device now."}</p> }.into_any();
        }
        let entries = kept
            .into_iter()
            .map(|entry| {
                let bytes = grouped(entry.bytes() as f64);
                view! { <li>{format!("{}: {bytes} bytes", entry.key)}</li> }
            })
            .collect_view();
        view! {
            <p>{"Everything this page has saved in this browser:"}</p>
            <ul>{entries}</ul>
            <p>{"This tab also remembers the number of the last save, until you close it."}</p>
        }
        .into_any()
    };
    let set_aside = move || {
        keep.set_aside()
            .into_iter()
            .map(|text| {
                let download = Callback::new(move |()| {
                    notices.report(file::offer("which-end-set-aside.txt", &text));
                });
                view! {
                    <p>
                        {"A saved copy was set aside. "}
                        {button("link-button", "Download it", download)}
                    </p>
                }
            })
            .collect_view()
    };
    view! {
        <p>
            {"Your answers, the question that is open, your pay question and your colors are saved in this browser. \
            Which End sends them nowhere. \
            Some browsers erase them after a week without a visit, so take a file with you \
            if they matter to you."}
        </p>
        <div class="of-this-visit">{stored}</div>
        {set_aside}
        <div class="button-row">
            {button("quiet-button", "Save to a file", Callback::new(move |()| save_file(state, notices)))}
            <Bring />
            <Erase />
        </div>
    }
}

/// Picking a file, looking at it, and taking it over after a yes.
#[component]
fn Bring() -> impl IntoView {
    let state = use_state();
    let notices = use_notices();
    let import = RwSignal::new(Import::None);
    let picked = move |event: Event| {
        if let Some(chosen) = file::chosen(&event) {
            leptos::task::spawn_local(async move { import.set(understood(chosen.read().await)) });
        }
    };
    let take = move |found: record::Record| {
        let left_out = state.restore(found);
        if left_out > 0 {
            notices.show(Notice::LeftOut(left_out));
        }
        import.set(Import::Done);
    };
    let leave = Callback::new(move |()| import.set(Import::None));
    view! {
        <label class="quiet-button file-button">
            <input type="file" accept=".json,application/json" on:change=picked />
            {"Bring back a file"}
        </label>
        <div role="status">
            {move || match import.get() {
                Import::None => ().into_any(),
                Import::Done => view! { <p>{"Done: the page now shows what the file holds."}</p> }.into_any(),
                Import::Refused(why) => {
                    view! { <p>{format!("That file was not used: {why}. Nothing here was changed.")}</p> }.into_any()
                }
                Import::Ready(found) => {
                    let answers = found.session.as_ref().map_or(0, |session| session.answers().len());
                    view! {
                        <p>
                            {format!("This file holds {}. Taking it over replaces what is here.", counted(answers, "answer", "answers"))}
                        </p>
                        {button("button", "Take it over", Callback::new(move |()| take((*found).clone())))}
                        {button("quiet-button", "Leave things as they are", leave)}
                    }
                        .into_any()
                }
            }}
        </div>
    }
}

fn understood(text: Result<String, FileError>) -> Import {
    match text.map(|text| record::import(&text)) {
        Ok(Ok(found)) => Import::Ready(Box::new(found)),
        Ok(Err(why)) => Import::Refused(why.to_string()),
        Err(why) => Import::Refused(why.to_string()),
    }
}

fn save_file(state: State, notices: Notices) {
    notices.report(file::offer(file::RECORD, &record::export(&state.record())));
}

/// Erasing, with one question before.
#[component]
fn Erase() -> impl IntoView {
    let keep = use_persistence();
    let asking = RwSignal::new(false);
    let outcome = RwSignal::new(String::new());
    let erase = Callback::new(move |()| {
        outcome.set(keep.erase().sentence());
        asking.set(false);
    });
    let asks = move |asked| Callback::new(move |()| asking.set(asked));
    view! {
        {move || {
            if asking.get() {
                view! {
                    <p tabindex="-1">{"Erase all answers and settings on this device? This cannot be undone."}</p>
                    {button("quiet-button", "Yes, erase everything", erase)}
                    {button("button", "Keep them", asks(false))}
                }
                    .into_any()
            } else {
                button("quiet-button", "Erase everything", asks(true))
            }
        }}
        <p role="status">{outcome}</p>
    }
}
