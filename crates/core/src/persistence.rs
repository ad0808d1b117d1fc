//! Persistence as a state machine: whether the record is saved, when it is written, and which messages the
//! visitor gets.
//!
//! [`Persistence::step`] is pure. The page executes the effects in order and reports their outcomes as further events.

use crate::embed::options::Storage;
use crate::record::{
    Adopted, MOST_EARLIER, OpenError, Record, SaveError, StoreError, joined, merged,
};

/// Whether the record is saved on this device, and if not, why.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Persistence {
    /// No instance has been mounted yet.
    #[default]
    Idle,
    /// Not saved, because a host forbids it.
    Forbidden,
    /// Not saved until the visitor agrees.
    Asking,
    /// Not saved for the rest of the visit, because the visitor declined.
    Declined,
    /// Not saved, because the browser refuses.
    Unavailable,
    /// Saved.
    Saving {
        /// The record in the store, so that an unchanged record is not written again.
        saved: Box<Record>,
    },
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// An instance was mounted, unmounted or changed.
    HostsChanged {
        /// The strictest setting of all mounted instances.
        setting: Storage,
        /// What the browser's storage says, or why it refuses.
        device: Result<Device, String>,
    },
    /// The visitor agreed to saving.
    Agreed(Device),
    /// The visitor declined saving.
    Declined,
    /// The store was opened.
    Opened {
        /// Its record, reconciled with the bank.
        stored: Box<Record>,
        /// How many of its answers belong to questions that the bank does not have.
        left_out: usize,
        /// Its revision; 0 if it is empty.
        rev: u64,
        /// See [`Device::last_rev`].
        last_rev: u64,
        /// What could not be read.
        errors: Vec<OpenError>,
    },
    /// The browser refused to open the store, with the reason.
    Refused(String),
    /// The record on the page changed.
    Changed,
    /// Saving this record ended, with the error if it failed.
    SaveEnded(Box<Record>, Result<(), SaveError>),
    /// Another tab may have saved or cleared, or the page was shown again.
    OtherTab,
    /// The store was compared with the last known save.
    Compared {
        /// What another tab did. Its record is reconciled with the bank.
        adopted: Adopted,
        /// How many answers of the adopted record belong to questions that the bank does not have.
        left_out: usize,
    },
    /// The visitor erased everything on this device.
    Cleared,
    /// The stored texts were set aside unparsed, or not.
    SetAside {
        /// Why.
        reason: SetAsideReason,
        /// The texts.
        texts: Result<Vec<String>, StoreError>,
    },
}

/// What the browser's storage says before the store is opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Device {
    /// Whether the visitor has agreed to saving, on this or an earlier visit.
    pub has_consent: bool,
    /// Whether a record is stored, readable or not.
    pub has_record: bool,
    /// Whether the page could not start with the stored record, so that it must be set aside before the store is opened.
    pub has_failed_starts: bool,
    /// The revision of this tab's last save, from an earlier load too; 0 if there is none.
    pub last_rev: u64,
}

/// Why stored texts were set aside unparsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetAsideReason {
    /// The page could not start with them.
    FailedStarts,
    /// They are of a newer version, and the visitor wants to go on with this one.
    NewerVersion,
}

impl SetAsideReason {
    fn message(self) -> &'static str {
        match self {
            Self::FailedStarts => {
                "the page could not start with your saved answers, so they were set aside. You can download them"
            }
            Self::NewerVersion => {
                "the answers of the newer version were set aside. You can download them"
            }
        }
    }
}

/// What the page must do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Set the stored texts aside unparsed, then report [`Event::SetAside`].
    SetAside(SetAsideReason),
    /// Open the browser's storage, then report [`Event::Opened`] or [`Event::Refused`].
    Open,
    /// Close it. Saved data stays.
    Close,
    /// Store the visitor's consent, unless opening the store failed.
    StoreConsent,
    /// Save this record, then report [`Event::SaveEnded`].
    Save(Box<Record>),
    /// Compare the store with the last known save, then report [`Event::Compared`].
    Compare,
    /// Remember the store's revision for the next load of this tab.
    RememberRev,
    /// Forget the remembered revision.
    ForgetRev,
    /// Replace the record on the page. As after any other change, [`Event::Changed`] follows.
    Show(Box<Record>),
    /// Tell the visitor.
    Tell(Message),
    /// Remove the messages of this topic.
    Retract(Topic),
}

/// A message to the visitor about saving.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// Nothing is saved on this device.
    NotPersisted(Reason),
    /// Asks for consent to save.
    AskToSave,
    /// A save failed, with the reason.
    NotSaved(String),
    /// A newer version of the page saved here, so this one does not.
    Newer,
    /// Part of the stored data is missing or could not be looked up.
    Incomplete(OpenError),
    /// Stored texts were set aside.
    SetAside {
        /// What happened, as a sentence without its period.
        message: String,
        /// The texts, for a download.
        texts: Vec<String>,
    },
    /// How many saved answers do not count, because their questions are not in this release.
    AnswersLeftOut(usize),
    /// The storage was cleared elsewhere. Holds the record that this page showed.
    ClearedElsewhere(Box<Record>),
    /// The device already held a session, which goes on. The visitor's session of this visit became a previous one.
    ResumedSaved,
    /// The stored record is older than this tab's last save.
    RolledBack,
    /// How many of the oldest previous sessions do not fit in the store.
    OldestDropped(usize),
    /// Another tab changed the record, and this page adopted it.
    FollowedOtherTab {
        /// Whether a session that only this page had became a previous one.
        archived: bool,
    },
}

/// Why nothing is saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A host forbids it.
    Host,
    /// The visitor declined.
    Visitor,
    /// The browser refuses, with the reason as a clause.
    Browser(String),
}

/// A group of messages that become untrue together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// The question for consent, and that a host forbids saving.
    Hosts,
    /// That a save failed.
    FailedSave,
    /// That a newer version saved here.
    NewerVersion,
}

impl Message {
    /// Whether the message belongs to `topic`.
    pub fn is_about(&self, topic: Topic) -> bool {
        match topic {
            Topic::Hosts => matches!(self, Self::AskToSave | Self::NotPersisted(Reason::Host)),
            Topic::FailedSave => matches!(self, Self::NotSaved(_)),
            Topic::NewerVersion => matches!(self, Self::Newer),
        }
    }
}

impl Persistence {
    /// The next state, and what the page must do. `shown` is the record on the page.
    #[must_use]
    pub fn step(self, event: Event, shown: &Record) -> (Self, Vec<Effect>) {
        match (self, event) {
            (state, Event::HostsChanged { setting, device }) => state.follow_hosts(setting, device),
            (Self::Asking, Event::Agreed(device)) => {
                let mut effects = open(device);
                effects.push(Effect::StoreConsent);
                (Self::Asking, effects)
            }
            (Self::Asking, Event::Declined) => {
                let effects = vec![
                    Effect::Retract(Topic::Hosts),
                    Effect::Tell(Message::NotPersisted(Reason::Visitor)),
                ];
                (Self::Declined, effects)
            }
            (
                _,
                Event::Opened {
                    stored,
                    left_out,
                    rev,
                    last_rev,
                    errors,
                },
            ) => {
                let mut effects = vec![Effect::RememberRev];
                // Unreadable copies have messages of their own.
                if errors.is_empty() && rev < last_rev {
                    effects.push(Effect::Tell(Message::RolledBack));
                }
                effects.extend(messages_of(errors).into_iter().map(Effect::Tell));
                let record = joined((*stored).clone(), shown);
                let is_archived = shown.session.as_ref().is_some_and(|session| {
                    record.session.as_ref() != Some(session) && record.earlier.contains(session)
                });
                if is_archived {
                    effects.push(Effect::Tell(Message::ResumedSaved));
                }
                replace_record(stored, record, left_out, effects)
            }
            (_, Event::Refused(reason)) => Self::give_up(reason),
            (Self::Saving { saved }, Event::Changed) if *saved != *shown => (
                Self::Saving { saved },
                vec![Effect::Save(Box::new(shown.clone()))],
            ),
            (Self::Saving { saved }, Event::SaveEnded(record, outcome)) => match outcome {
                Ok(()) => {
                    let effects = vec![Effect::RememberRev, Effect::Retract(Topic::FailedSave)];
                    (Self::Saving { saved: record }, effects)
                }
                Err(error) => {
                    let effect = match error {
                        SaveError::OtherTab => Effect::Compare,
                        SaveError::Newer => Effect::Tell(Message::Newer),
                        error => Effect::Tell(Message::NotSaved(error.to_string())),
                    };
                    (Self::Saving { saved }, vec![effect])
                }
            },
            (Self::Saving { saved }, Event::OtherTab) => {
                (Self::Saving { saved }, vec![Effect::Compare])
            }
            (Self::Saving { saved }, Event::Compared { adopted, left_out }) => {
                adopt(saved, adopted, left_out, shown)
            }
            (state, Event::Cleared) => {
                let next = match state {
                    Self::Saving { .. } => Self::Saving {
                        saved: Box::default(),
                    },
                    other => other,
                };
                (next, vec![Effect::ForgetRev, Effect::Show(Box::default())])
            }
            (state, Event::SetAside { reason, texts }) => {
                state.continue_after_set_aside(reason, texts, shown)
            }
            // The question for consent is gone, or nothing is saved, or there is nothing new to save.
            (
                state,
                Event::Agreed(_)
                | Event::Declined
                | Event::Changed
                | Event::SaveEnded(..)
                | Event::OtherTab
                | Event::Compared { .. },
            ) => (state, Vec::new()),
        }
    }

    fn follow_hosts(self, setting: Storage, device: Result<Device, String>) -> (Self, Vec<Effect>) {
        // The visitor's choice holds for the visit, and a browser that refuses is not asked again.
        if matches!(self, Self::Declined | Self::Unavailable) {
            return (self, Vec::new());
        }
        let device = match device {
            Err(reason) if setting != Storage::Off => return Self::give_up(reason),
            // If a host forbids saving, that is the reason, whatever the browser says.
            device => device.unwrap_or_default(),
        };
        let (next, message) = match setting {
            Storage::Off => (Self::Forbidden, Message::NotPersisted(Reason::Host)),
            Storage::Ask if !device.has_consent => (Self::Asking, Message::AskToSave),
            Storage::Local | Storage::Ask => {
                let effects = match self {
                    Self::Saving { .. } => Vec::new(),
                    _ => open(device),
                };
                return (self, effects);
            }
        };
        if self == next {
            return (self, Vec::new());
        }
        let mut effects = vec![Effect::Retract(Topic::Hosts), Effect::Tell(message)];
        match self {
            // The save that this tab remembers was cleared.
            Self::Idle if next == Self::Asking && device.last_rev > 0 && !device.has_record => {
                effects.extend([Effect::ForgetRev, Effect::Tell(Message::RolledBack)]);
            }
            // What other tabs do from here on is no loss to this one.
            Self::Saving { .. } => effects.extend([Effect::Close, Effect::ForgetRev]),
            _ => {}
        }
        (next, effects)
    }

    /// Saves nothing for the rest of the visit, because the browser refuses.
    fn give_up(reason: String) -> (Self, Vec<Effect>) {
        let effects = vec![
            Effect::Close,
            Effect::Retract(Topic::Hosts),
            Effect::Tell(Message::NotPersisted(Reason::Browser(reason))),
        ];
        (Self::Unavailable, effects)
    }

    fn continue_after_set_aside(
        self,
        reason: SetAsideReason,
        texts: Result<Vec<String>, StoreError>,
        shown: &Record,
    ) -> (Self, Vec<Effect>) {
        let texts = match texts {
            Ok(texts) => texts,
            Err(error) => {
                return match reason {
                    // A record that cannot even be moved away must not break this start too.
                    SetAsideReason::FailedStarts => Self::give_up(error.to_string()),
                    SetAsideReason::NewerVersion => (
                        self,
                        vec![Effect::Tell(Message::NotSaved(error.to_string()))],
                    ),
                };
            }
        };
        let mut effects = match reason {
            SetAsideReason::FailedStarts => vec![Effect::ForgetRev, Effect::Open],
            SetAsideReason::NewerVersion => vec![
                Effect::Retract(Topic::NewerVersion),
                Effect::Retract(Topic::FailedSave),
                Effect::Save(Box::new(shown.clone())),
            ],
        };
        if !texts.is_empty() {
            let message = reason.message().to_owned();
            effects.push(Effect::Tell(Message::SetAside { message, texts }));
        }
        (self, effects)
    }
}

/// Opens the store. What broke the last starts is set aside first, which leads to opening it too.
fn open(device: Device) -> Vec<Effect> {
    let first = if device.has_failed_starts {
        Effect::SetAside(SetAsideReason::FailedStarts)
    } else {
        Effect::Open
    };
    vec![Effect::Retract(Topic::Hosts), first]
}

/// What follows from the comparison with the store, while saving.
fn adopt(
    saved: Box<Record>,
    adopted: Adopted,
    left_out: usize,
    shown: &Record,
) -> (Persistence, Vec<Effect>) {
    match adopted {
        Adopted::Nothing => (Persistence::Saving { saved }, Vec::new()),
        Adopted::Newer => (
            Persistence::Saving { saved },
            vec![Effect::Tell(Message::Newer)],
        ),
        Adopted::Erased => {
            let mut effects = vec![Effect::RememberRev, Effect::Show(Box::default())];
            if *shown != Record::default() {
                let shown = Box::new(shown.clone());
                effects.push(Effect::Tell(Message::ClearedElsewhere(shown)));
            }
            let saved = Box::default();
            (Persistence::Saving { saved }, effects)
        }
        Adopted::Record(theirs) => {
            let record = merged((*theirs).clone(), shown, &saved);
            let archived = record.earlier.len() > theirs.earlier.len();
            let effects = vec![
                Effect::RememberRev,
                Effect::Tell(Message::FollowedOtherTab { archived }),
            ];
            replace_record(theirs, record, left_out, effects)
        }
    }
}

/// One message per distinct sentence: texts that were set aside for the same reason are joined.
fn messages_of(errors: Vec<OpenError>) -> Vec<Message> {
    let mut all: Vec<Message> = Vec::new();
    for error in errors {
        let sentence = error.to_string();
        match (all.last_mut(), error) {
            (Some(Message::SetAside { message, texts }), OpenError::Unreadable { text, .. })
                if *message == sentence =>
            {
                texts.push(text);
            }
            (_, OpenError::Unreadable { text, .. }) => all.push(Message::SetAside {
                message: sentence,
                texts: vec![text],
            }),
            (_, OpenError::Newer) => all.push(Message::Newer),
            (_, error) => all.push(Message::Incomplete(error)),
        }
    }
    all
}

/// The state and effects after the page takes over `record`, while the store holds `saved`.
fn replace_record(
    saved: Box<Record>,
    record: Record,
    left_out: usize,
    mut effects: Vec<Effect>,
) -> (Persistence, Vec<Effect>) {
    if left_out > 0 {
        effects.push(Effect::Tell(Message::AnswersLeftOut(left_out)));
    }
    let dropped = record.earlier.len().saturating_sub(MOST_EARLIER);
    if dropped > 0 {
        effects.push(Effect::Tell(Message::OldestDropped(dropped)));
    }
    effects.push(Effect::Show(Box::new(record)));
    (Persistence::Saving { saved }, effects)
}
