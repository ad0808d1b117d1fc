//! Notices: messages above the view, each shown once until it is dismissed.

use leptos::prelude::*;

use crate::platform::file::FileError;
use crate::ui::number::counted;
use crate::ui::text::sentence;

/// A message to the visitor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Nothing is saved on this device, with the reason.
    NotPersisted(String),
    /// Asks for consent to save, because the host requires it.
    AskToSave,
    /// Asks whether the site of this name may learn the result.
    AskToShareOutcome(String),
    /// A save failed, with the reason.
    NotSaved(String),
    /// A newer release saved here, so this one does not save, with the reason.
    Newer(String),
    /// One of the two saved copies is missing, with the consequence.
    CopyGone(String),
    /// Unreadable text was set aside and can be downloaded.
    SetAside {
        /// What happened.
        message: String,
        /// The text that was set aside.
        text: String,
    },
    /// How many saved answers do not count, because their questions are not in this release.
    AnswersLeftOut(usize),
    /// How many answers from the static page could not be applied.
    EarlyAnswersLeftOut(usize),
    /// Another tab or the host's page cleared the storage. Holds this page's record as an export file.
    ClearedElsewhere(String),
    /// Consent to save found a stored session. The visitor's session of this visit became a previous one.
    ResumedSaved,
    /// The stored record is older than the last save of this tab.
    RolledBack,
    /// How many of the oldest previous sessions were dropped, because other tabs or visits added some to a full list.
    OldestDropped(usize),
    /// The fragment of the address names no view.
    UnknownLink,
    /// The host's overlay is invalid, with its first error.
    InvalidOverlay(String),
    /// A newer release is ready.
    UpdateWaiting,
    /// Another tab changed the record, and this tab adopted it.
    FollowedOtherTab {
        /// Whether a session that only this tab had became a previous one.
        archived: bool,
    },
}

impl Notice {
    /// Its text.
    pub fn message(&self) -> String {
        match self {
            Self::NotPersisted(reason) => format!(
                "Your answers are not saved on this device: {reason}. They are gone when this page is closed or loaded anew. \
                You can save them to a file on the About page."
            ),
            Self::AskToSave => {
                "May this page keep your answers on this device, so that you can go on later? We send nothing. \
                Until you say yes, they are gone when this page is closed or loaded anew.".to_owned()
            }
            Self::AskToShareOutcome(site) => format!(
                "May we tell {site} your result, such as “back end”? We never tell it your answers."
            ),
            Self::NotSaved(reason) | Self::Newer(reason) | Self::CopyGone(reason) | Self::SetAside { message: reason, .. } => {
                sentence(reason)
            }
            Self::AnswersLeftOut(1) => {
                "One of your saved answers belongs to a question that this page does not have now. It does not count here, and \
                stays saved.".to_owned()
            }
            Self::AnswersLeftOut(count) => {
                format!(
                    "{count} of your saved answers belong to questions that this page does not have now. They do not count here, \
                    and stay saved."
                )
            }
            Self::EarlyAnswersLeftOut(count) => format!(
                "{} while this page was loading {} left out. The quiz takes the first questions in their order, and goes on where \
                your saved answers end.",
                counted(*count, "answer that you gave", "answers that you gave"),
                if *count == 1 { "was" } else { "were" },
            ),
            Self::ClearedElsewhere(_) => {
                "Your saved answers were erased, by you in another tab or by the site around this page. So this page starts anew. \
                It still holds what was erased until you press “Got it” or close it.".to_owned()
            }
            Self::ResumedSaved => {
                "This device already held answers of yours, and you go on with those. What you answered just now is kept among \
                your earlier attempts, below your result.".to_owned()
            }
            Self::RolledBack => {
                "Answers that you saved in this tab are gone. They were erased or set back: by you in another tab, by the site \
                around this page, or by this browser. This shows all that is left.".to_owned()
            }
            Self::OldestDropped(1) => {
                "Your list of earlier attempts was full, so the oldest one is no longer kept.".to_owned()
            }
            Self::OldestDropped(count) => {
                format!("Your list of earlier attempts was full, so the oldest {count} are no longer kept.")
            }
            Self::UnknownLink => {
                "That link does not lead anywhere here, so this is the start. Nothing you saved was changed.".to_owned()
            }
            Self::InvalidOverlay(error) => format!(
                "The page around this one wants to show its own pay bands, but its file has a fault: {error}. \
                All else here works without it."
            ),
            Self::UpdateWaiting => "A newer version of this page is ready. Your answers stay.".to_owned(),
            Self::FollowedOtherTab { archived: false } => {
                "You used Which End in another tab. This one now shows the same.".to_owned()
            }
            Self::FollowedOtherTab { archived: true } => {
                "You used Which End in another tab. This one now shows the same. What you answered here alone is kept among your \
                earlier attempts, below your result.".to_owned()
            }
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
            self.show(Notice::NotSaved(error.to_string()));
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
