//! The visitor's answers as an anonymous file, for research on the questions.

use leptos::prelude::*;
use which_end_core::quiz::responses;

use crate::dataset::bank;
use crate::notices::use_notices;
use crate::platform::file;
use crate::state::{State, use_state};
use crate::views::pieces::button;

/// Describes the file, with a button that saves it.
#[component]
pub(super) fn AnswersFile() -> impl IntoView {
    let state = use_state();
    let notices = use_notices();
    let save = Callback::new(move |()| {
        notices.report(file::download("which-end-answers.json", &text(state)));
    });
    view! {
        <p>
            {"Answers from real people would help to check the questions. You can save yours as a file: it holds the \
            questions you got and what you chose, in this run and earlier ones, with no name, no date and nothing else \
            about you. Nothing is sent. Whether you give the file to anyone is up to you."}
        </p>
        <div class="button-row">
            {button("quiet-button", "Save my answers as a file", save)}
        </div>
    }
}

fn text(state: State) -> String {
    let record = state.record();
    responses::write(bank(), record.earlier.iter().chain(&record.session))
}
