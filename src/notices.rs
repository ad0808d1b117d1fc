//! Notices: messages above the view, each shown once until it is dismissed.

use leptos::prelude::*;
use which_end_core::persistence::{Message, Reason, Topic};
use which_end_core::record::OpenError;

use crate::platform::file::FileError;
use crate::ui::number::counted;
use crate::ui::text::sentence;

/// A message to the visitor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// About saving on this device.
    Saving(Message),
    /// Asks whether the site of this name may learn the result.
    AskToShareOutcome(String),
    /// A file could not be offered or read, with the reason.
    FileFailed(String),
    /// How many answers from the static page could not be applied.
    EarlyAnswersLeftOut(usize),
    /// The fragment of the address names no view.
    UnknownLink,
    /// The host's overlay is invalid, with its first error.
    InvalidOverlay(String),
    /// A newer release is ready.
    UpdateWaiting,
}

impl Notice {
    /// Its text.
    pub fn message(&self) -> String {
        match self {
            Self::Saving(message) => saving_text(message),
            Self::AskToShareOutcome(site) => format!(
                "May we tell {site} your result, such as “back end”? We never tell it your answers."
            ),
            Self::FileFailed(reason) => sentence(reason),
            Self::EarlyAnswersLeftOut(count) => format!(
                "{} while this page was loading {} left out. The quiz takes the first questions in their order, and goes on where \
                your saved answers end.",
                counted(*count, "answer that you gave", "answers that you gave"),
                if *count == 1 { "was" } else { "were" },
            ),
            Self::UnknownLink => {
                "That link does not lead anywhere here, so this is the start. Nothing you saved was changed.".to_owned()
            }
            Self::InvalidOverlay(error) => format!(
                "The page around this one wants to show its own pay bands, but its file has a fault: {error}. \
                All else here works without it."
            ),
            Self::UpdateWaiting => "A newer version of this page is ready. Your answers stay.".to_owned(),
        }
    }
}

/// The text of a message about saving.
fn saving_text(message: &Message) -> String {
    match message {
        Message::NotPersisted(reason) => {
            let reason = match reason {
                Reason::Host => "the page around this one asks for that",
                Reason::Visitor => "you chose that",
                Reason::Browser(reason) => reason,
            };
            format!(
                "Your answers are not saved on this device: {reason}. They are gone when this page is closed or reloaded. \
                You can save them to a file on the About page."
            )
        }
        Message::AskToSave => {
            "May this page keep your answers on this device, so that you can go on later? We send nothing. \
            Until you say yes, they are gone when this page is closed or reloaded."
                .to_owned()
        }
        Message::NotSaved(reason) => sentence(reason),
        Message::SetAside { message, .. } => sentence(message),
        Message::Incomplete(error) => sentence(&error.to_string()),
        Message::Newer => sentence(&OpenError::Newer.to_string()),
        Message::AnswersLeftOut(1) => {
            "One of your saved answers belongs to a question that this page does not have now. It does not count here, and \
            stays saved."
                .to_owned()
        }
        Message::AnswersLeftOut(count) => format!(
            "{count} of your saved answers belong to questions that this page does not have now. They do not count here, \
            and stay saved."
        ),
        Message::ClearedElsewhere(_) => {
            "Your saved answers were erased, by you in another tab or by the site around this page. So this page starts over. \
            It still holds what was erased until you press “Got it” or close it."
                .to_owned()
        }
        Message::ResumedSaved => {
            "This device already held answers of yours, and you go on with those. What you answered just now is kept among \
            your earlier attempts, below your result."
                .to_owned()
        }
        Message::RolledBack => {
            "Answers that you saved in this tab are gone. They were erased or set back: by you in another tab, by the site \
            around this page, or by this browser. This shows all that is left."
                .to_owned()
        }
        Message::OldestDropped(1) => {
            "Your list of earlier attempts was full, so the oldest one is no longer kept.".to_owned()
        }
        Message::OldestDropped(count) => format!(
            "Your list of earlier attempts was full, so the oldest {count} are no longer kept."
        ),
        Message::FollowedOtherTab { archived: false } => {
            "You used Which End in another tab. This one now shows the same.".to_owned()
        }
        Message::FollowedOtherTab { archived: true } => {
            "You used Which End in another tab. This one now shows the same. What you answered here alone is kept among your \
            earlier attempts, below your result."
                .to_owned()
        }
    }
}

/// Whether the visitor agreed that the host learns the result. Shared by all instances in a document and never saved;
/// the default is no.
#[derive(Clone, Copy)]
pub struct OutcomeConsent(pub RwSignal<bool>);

/// The list of visible notices.
#[derive(Clone, Copy)]
pub struct Notices(RwSignal<Vec<Notice>>);

impl Notices {
    /// Creates an empty list and provides it as a context.
    pub fn provide() -> Self {
        let notices = Self(RwSignal::new(Vec::new()));
        provide_context(notices);
        notices
    }

    /// Shows a notice unless it is shown already.
    pub fn show(self, notice: Notice) {
        self.0.maybe_update(|shown| {
            let new = !shown.contains(&notice);
            if new {
                shown.push(notice);
            }
            new
        });
    }

    /// Shows a notice if offering a file failed.
    pub fn report(self, offered: Result<(), FileError>) {
        if let Err(error) = offered {
            self.show(Notice::FileFailed(error.to_string()));
        }
    }

    /// Removes every notice that `matches`.
    pub fn clear(self, matches: fn(&Notice) -> bool) {
        self.0.maybe_update(|shown| {
            let before = shown.len();
            shown.retain(|notice| !matches(notice));
            shown.len() != before
        });
    }

    /// Removes the notices about saving that belong to `topic`.
    pub fn retract(self, topic: Topic) {
        self.0.maybe_update(|shown| {
            let before = shown.len();
            shown.retain(
                |notice| !matches!(notice, Notice::Saving(message) if message.is_about(topic)),
            );
            shown.len() != before
        });
    }

    /// Whether the notice that asks about the result is shown.
    pub fn is_asking_for_outcome(self) -> bool {
        self.0.with(|shown| {
            shown
                .iter()
                .any(|notice| matches!(notice, Notice::AskToShareOutcome(_)))
        })
    }

    /// The notices on show, in order.
    pub fn list(self) -> Vec<Notice> {
        self.0.get()
    }

    /// Removes one notice.
    pub fn dismiss(self, notice: &Notice) {
        self.0.update(|shown| shown.retain(|other| other != notice));
    }
}

/// The notices context.
pub fn use_notices() -> Notices {
    expect_context()
}
