//! What is saved on this device, with export, import and clearing.

use leptos::ev::Event;
use leptos::prelude::*;
use which_end_core::persistence::Message;
use which_end_core::record;

use crate::dataset::bank;
use crate::notices::{Notice, Notices, use_notices};
use crate::persistence::use_persistence;
use crate::platform::file::{self, FileError};
use crate::state::{State, use_state};
use crate::ui::number::{counted, grouped};
use crate::views::pieces::button;

/// State of an import.
#[derive(Clone, Debug, PartialEq)]
enum Import {
    /// No file chosen.
    None,
    /// Parsed. Importing would replace the current state.
    Ready(Box<record::Record>),
    /// Refused, with the reason.
    Refused(String),
    /// Imported.
    Done,
}

/// The stored items, with buttons to export, import and clear.
#[component]
pub(super) fn Saved() -> impl IntoView {
    let persistence = use_persistence();
    let state = use_state();
    let notices = use_notices();
    let stored = move || {
        // Every change of the state is saved, so the list tracks the state.
        state.record();
        let items = persistence.stored();
        if items.is_empty() {
            return view! { <p>{"Nothing is saved on this device now."}</p> }.into_any();
        }
        let entries = items
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
        persistence
            .set_aside()
            .into_iter()
            .map(|text| {
                let download = Callback::new(move |()| {
                    notices.report(file::download("which-end-set-aside.txt", &text));
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
            <ImportFile />
            <ClearDevice />
        </div>
    }
}

/// Imports a file after a confirmation.
#[component]
fn ImportFile() -> impl IntoView {
    let state = use_state();
    let notices = use_notices();
    let import = RwSignal::new(Import::None);
    let on_pick = move |event: Event| {
        if let Some(chosen) = file::chosen(&event) {
            leptos::task::spawn_local(async move { import.set(parse(chosen.read().await)) });
        }
    };
    let import_record = move |mut found: record::Record| {
        let left_out = found.reconcile(bank());
        if left_out > 0 {
            notices.show(Notice::Saving(Message::AnswersLeftOut(left_out)));
        }
        state.restore(found);
        import.set(Import::Done);
    };
    let cancel = Callback::new(move |()| import.set(Import::None));
    view! {
        <label class="quiet-button file-button">
            <input type="file" accept=".json,application/json" on:change=on_pick />
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
                        {button("button", "Take it over", Callback::new(move |()| import_record((*found).clone())))}
                        {button("quiet-button", "Leave things as they are", cancel)}
                    }
                        .into_any()
                }
            }}
        </div>
    }
}

fn parse(text: Result<String, FileError>) -> Import {
    match text.map(|text| record::import(&text)) {
        Ok(Ok(found)) => Import::Ready(Box::new(found)),
        Ok(Err(why)) => Import::Refused(why.to_string()),
        Err(why) => Import::Refused(why.to_string()),
    }
}

fn save_file(state: State, notices: Notices) {
    notices.report(file::download(
        file::RECORD_NAME,
        &record::export(&state.record()),
    ));
}

/// Clears the device after a confirmation.
#[component]
fn ClearDevice() -> impl IntoView {
    let persistence = use_persistence();
    let asking = RwSignal::new(false);
    let outcome = RwSignal::new(String::new());
    let clear = Callback::new(move |()| {
        outcome.set(persistence.clear_device().message());
        asking.set(false);
    });
    let ask = move |is_asking| Callback::new(move |()| asking.set(is_asking));
    view! {
        {move || {
            if asking.get() {
                view! {
                    <p tabindex="-1">{"Erase all answers and settings on this device? This cannot be undone."}</p>
                    {button("quiet-button", "Yes, erase everything", clear)}
                    {button("button", "Keep them", ask(false))}
                }
                    .into_any()
            } else {
                button("quiet-button", "Erase everything", ask(true))
            }
        }}
        <p role="status">{outcome}</p>
    }
}
