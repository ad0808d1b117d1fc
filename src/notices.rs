//! Things the visitor must know, each said once in a sentence above the view until dismissed.

use leptos::prelude::*;

use crate::persistence::use_persistence;
use crate::platform::file::{self, FileError};
use crate::platform::worker;
use crate::ui::number::counted;
use crate::ui::text::sentence;

/// One thing to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// This device keeps nothing; the reason as a sentence.
    NotKept(String),
    /// The host wants the visitor to be asked before anything is kept.
    MayKeep,
    /// The site of this name wants to learn the result.
    MayTellOutcome(String),
    /// A save did not happen; the reason as a sentence.
    NotSaved(String),
    /// A newer version of the page saved here, so this one does not; the reason as a sentence.
    Newer(String),
    /// A saved copy is gone; what that means as a sentence.
    CopyGone(String),
    /// Unreadable text was found and set aside; it can be had as a file.
    SetAside {
        /// What happened, as a sentence.
        sentence: String,
        /// The text.
        text: String,
    },
    /// Saved answers to questions that this page does not have do not count.
    LeftOut(usize),
    /// Answers given while the page was loading could not be taken over.
    EarlyLeftOut(usize),
    /// Everything was erased by another tab or by the page around; what this page held, as a file that it can bring back.
    ErasedElsewhere(String),
    /// A yes to keeping found another run than the one on show, which went among the earlier ones.
    WentOnWithKept,
    /// What is kept is older than what this tab has saved before it was loaded anew.
    SetBack,
    /// The list of earlier attempts was full when more came in from another tab or visit; how many of the oldest went.
    OldestDropped(usize),
    /// The link leads to no view.
    UnknownLink,
    /// The host's own bands and jobs cannot be read; the first fault of their file.
    HostFile(String),
    /// A newer version of the page is ready.
    UpdateWaiting,
    /// Another tab changed what is kept, and this one followed.
    FollowedOtherTab {
        /// Whether a run that only this tab held went among the earlier ones.
        archive: bool,
    },
}

impl Notice {
    fn sentence(&self) -> String {
        match self {
            Self::NotKept(reason) => format!(
                "Your answers are not saved on this device: {reason}. They are gone when this page is closed or loaded anew. \
                You can save them to a file on the About page."
            ),
            Self::MayKeep => {
                "May this page keep your answers on this device, so that you can go on later? We send nothing. \
                Until you say yes, they are gone when this page is closed or loaded anew.".to_owned()
            }
            Self::MayTellOutcome(site) => format!(
                "May we tell {site} your result, such as “back end”? We never tell it your answers."
            ),
            Self::NotSaved(reason) | Self::Newer(reason) | Self::CopyGone(reason) | Self::SetAside { sentence: reason, .. } => {
                sentence(reason)
            }
            Self::LeftOut(1) => {
                "One of your saved answers belongs to a question that this page does not have now. It does not count here, and \
                stays saved.".to_owned()
            }
            Self::LeftOut(count) => {
                format!(
                    "{count} of your saved answers belong to questions that this page does not have now. They do not count here, \
                    and stay saved."
                )
            }
            Self::EarlyLeftOut(count) => format!(
                "{} while this page was loading {} left out. The quiz takes the first questions in their order, and goes on where \
                your saved answers end.",
                counted(*count, "answer that you gave", "answers that you gave"),
                if *count == 1 { "was" } else { "were" },
            ),
            Self::ErasedElsewhere(_) => {
                "Your saved answers were erased, by you in another tab or by the site around this page. So this page starts anew. \
                It still holds what was erased until you press “Got it” or close it.".to_owned()
            }
            Self::WentOnWithKept => {
                "This device already held answers of yours, and you go on with those. What you answered just now is kept among \
                your earlier attempts, below your result.".to_owned()
            }
            Self::SetBack => {
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
            Self::HostFile(fault) => format!(
                "The page around this one wants to show its own pay bands, but its file has a fault: {fault}. \
                All else here works without it."
            ),
            Self::UpdateWaiting => "A newer version of this page is ready. Your answers stay.".to_owned(),
            Self::FollowedOtherTab { archive: false } => {
                "You used Which End in another tab. This one now shows the same.".to_owned()
            }
            Self::FollowedOtherTab { archive: true } => {
                "You used Which End in another tab. This one now shows the same. What you answered here alone is kept among your \
                earlier attempts, below your result.".to_owned()
            }
        }
    }
}

/// Whether the visitor has agreed that the site around the page learns the result. Shared by all copies in a document, and
/// forgotten with it: silence is a no.
#[derive(Clone, Copy)]
pub struct OutcomeConsent(pub RwSignal<bool>);

/// The notices on show.
#[derive(Clone, Copy)]
pub struct Notices(RwSignal<Vec<Notice>>);

impl Notices {
    /// None on show yet; hands itself out as a context.
    pub fn provide() -> Self {
        let notices = Self(RwSignal::new(Vec::new()));
        provide_context(notices);
        notices
    }

    /// Shows a notice, once.
    pub fn show(self, notice: Notice) {
        self.0.maybe_update(|shown| {
            let new = !shown.contains(&notice);
            if new {
                shown.push(notice);
            }
            new
        });
    }

    /// Shows why a file could not be offered, if it could not.
    pub fn report(self, offered: Result<(), FileError>) {
        if let Err(error) = offered {
            self.show(Notice::NotSaved(error.to_string()));
        }
    }

    /// Takes away every notice that `matches`.
    pub fn clear(self, matches: fn(&Notice) -> bool) {
        self.0.maybe_update(|shown| {
            let before = shown.len();
            shown.retain(|notice| !matches(notice));
            shown.len() != before
        });
    }

    /// Whether the visitor is being asked who may learn the result.
    pub fn asks_for_outcome(self) -> bool {
        self.0.with(|shown| {
            shown
                .iter()
                .any(|notice| matches!(notice, Notice::MayTellOutcome(_)))
        })
    }

    fn dismiss(self, notice: &Notice) {
        self.0.update(|shown| shown.retain(|other| other != notice));
    }
}

/// The notices.
pub fn use_notices() -> Notices {
    expect_context()
}

/// The place above the view where notices stand. A live region: what appears in it is read out.
#[component]
pub fn NoticeList() -> impl IntoView {
    let notices = use_notices();
    let list = move || {
        notices
            .0
            .get()
            .into_iter()
            .map(|notice| view! { <Row notice /> })
            .collect_view()
    };
    view! { <div role="status">{list}</div> }
}

/// What a button of a notice does.
#[derive(Clone)]
enum Act {
    GetUpdate,
    KeepAnswers,
    GoOnWithThisVersion,
    TellOutcome,
    /// Offers the text as a file of that name.
    Save(&'static str, String),
    Dismiss,
}

impl Act {
    /// What can be done about a notice, besides dismissing it, and how that is called.
    fn of(notice: &Notice) -> Option<(Self, &'static str)> {
        Some(match notice {
            Notice::UpdateWaiting => (Self::GetUpdate, "Get it now"),
            Notice::MayKeep => (Self::KeepAnswers, "Keep them"),
            Notice::Newer(_) => (Self::GoOnWithThisVersion, "Go on with this version"),
            Notice::MayTellOutcome(_) => (Self::TellOutcome, "Tell it"),
            Notice::ErasedElsewhere(text) => {
                (Self::Save(file::RECORD, text.clone()), "Save it to a file")
            }
            Notice::SetAside { text, .. } => (
                Self::Save("which-end-set-aside.txt", text.clone()),
                "Download what was set aside",
            ),
            _ => return None,
        })
    }
}

#[component]
fn Row(notice: Notice) -> impl IntoView {
    let notices = use_notices();
    let keep = use_persistence();
    let OutcomeConsent(consent) = expect_context();
    let sentence = notice.sentence();
    let refusal = match notice {
        Notice::MayKeep => "Not now",
        Notice::MayTellOutcome(_) => "Don’t tell",
        _ => "Got it",
    };
    let acts = Act::of(&notice)
        .into_iter()
        .chain([(Act::Dismiss, refusal)]);
    let notice = StoredValue::new(notice);
    let buttons: Vec<AnyView> = acts
        .map(|(act, label)| {
            let press = move |_| match &act {
                Act::GetUpdate => worker::activate(),
                Act::KeepAnswers => keep.agree(),
                Act::GoOnWithThisVersion => keep.go_on_with_this_version(),
                Act::TellOutcome => {
                    consent.set(true);
                    notices.clear(|notice| matches!(notice, Notice::MayTellOutcome(_)));
                }
                Act::Save(name, text) => notices.report(file::offer(name, text)),
                Act::Dismiss => match notice.get_value() {
                    Notice::MayKeep => keep.decline(),
                    other => notices.dismiss(&other),
                },
            };
            view! { <button type="button" class="quiet-button" on:click=press>{label}</button> }
                .into_any()
        })
        .collect();
    view! {
        <div class="notice">
            <p>{sentence}</p>
            {buttons}
        </div>
    }
}
