//! The notices above the view, with a button for each thing that the visitor can do about one.

use leptos::prelude::*;
use which_end_core::persistence::Message;
use which_end_core::record;

use crate::notices::{Notice, OutcomeConsent, use_notices};
use crate::persistence::use_persistence;
use crate::platform::{file, worker};

/// The list of notices above the view, a live region for screen readers.
#[component]
pub fn NoticeList() -> impl IntoView {
    let notices = use_notices();
    let list = move || {
        notices
            .list()
            .into_iter()
            .map(|notice| view! { <NoticeRow notice /> })
            .collect_view()
    };
    view! { <div role="status">{list}</div> }
}

/// What a button of a notice does.
#[derive(Clone)]
enum Action {
    GetUpdate,
    GrantConsent,
    ReplaceNewerVersion,
    ShareOutcome,
    /// Offers the text as a file with this name.
    Save(&'static str, String),
    Dismiss,
}

impl Action {
    /// The action of a notice besides dismissing, with its label. `None` if there is none.
    fn of(notice: &Notice) -> Option<(Self, &'static str)> {
        Some(match notice {
            Notice::UpdateWaiting => (Self::GetUpdate, "Get it now"),
            Notice::Saving(message) => return Self::of_saving(message),
            Notice::AskToShareOutcome(_) => (Self::ShareOutcome, "Tell it"),
            _ => return None,
        })
    }

    fn of_saving(message: &Message) -> Option<(Self, &'static str)> {
        Some(match message {
            Message::AskToSave => (Self::GrantConsent, "Keep them"),
            Message::Newer => (Self::ReplaceNewerVersion, "Go on with this version"),
            Message::ClearedElsewhere(record) => (
                Self::Save(file::RECORD_NAME, record::export(record)),
                "Save it to a file",
            ),
            Message::SetAside { texts, .. } => (
                Self::Save("which-end-set-aside.txt", texts.join("\n")),
                "Download what was set aside",
            ),
            _ => return None,
        })
    }
}

#[component]
fn NoticeRow(notice: Notice) -> impl IntoView {
    let notices = use_notices();
    let persistence = use_persistence();
    let OutcomeConsent(consent) = expect_context();
    let message = notice.message();
    let dismiss_label = match notice {
        Notice::Saving(Message::AskToSave) => "Not now",
        Notice::AskToShareOutcome(_) => "Don’t tell",
        _ => "Got it",
    };
    let actions = Action::of(&notice)
        .into_iter()
        .chain([(Action::Dismiss, dismiss_label)]);
    let notice = StoredValue::new(notice);
    let buttons: Vec<AnyView> = actions
        .map(|(action, label)| {
            let on_click = move |_| match &action {
                Action::GetUpdate => worker::activate(),
                Action::GrantConsent => persistence.grant_consent(),
                Action::ReplaceNewerVersion => persistence.replace_newer_version(),
                Action::ShareOutcome => {
                    consent.set(true);
                    notices.clear(|notice| matches!(notice, Notice::AskToShareOutcome(_)));
                }
                Action::Save(name, text) => notices.report(file::download(name, text)),
                Action::Dismiss => match notice.get_value() {
                    Notice::Saving(Message::AskToSave) => persistence.decline(),
                    other => notices.dismiss(&other),
                },
            };
            view! { <button type="button" class="quiet-button" on:click=on_click>{label}</button> }
                .into_any()
        })
        .collect();
    view! {
        <div class="notice">
            <p>{message}</p>
            {buttons}
        </div>
    }
}
