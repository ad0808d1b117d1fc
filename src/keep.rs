//! Keeping: opens what was saved, saves each change, follows other tabs, erases. The one effect that saves lives here.

use leptos::prelude::*;
use which_end_core::quiz::session::Session;
use which_end_core::record::{Adopted, Keeper, Record, SaveTrouble, Trouble};

use crate::notices::{Notice, Notices, use_notices};
use crate::platform::storage::{self, Kept, Store};
use crate::platform::{seed, worker};
use crate::state::State;

/// What is owned between saves.
struct Owned {
    keeper: Keeper<Store>,
    /// What the store holds, so that nothing is written twice.
    saved: Record,
}

/// A handle on what is kept.
#[derive(Clone, Copy)]
pub struct Keep {
    owned: StoredValue<Owned, LocalStorage>,
    state: State,
    notices: Notices,
    /// Rises with every write, for those who show what is stored.
    writes: RwSignal<u32>,
}

/// What became of erasing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Erasing {
    /// Nothing of ours is left on this device.
    Done,
    /// The browser refused; the reason as a sentence.
    Refused(String),
}

impl Erasing {
    /// For the visitor.
    pub fn sentence(&self) -> String {
        match self {
            Self::Done => "Everything of this page is erased from this device.".to_owned(),
            Self::Refused(reason) => format!("Not everything could be erased: {reason}."),
        }
    }
}

/// Opens the store, hands the state out as contexts, and saves from now on.
pub fn open() {
    let notices = use_notices();
    let (store, unavailable) = storage::open();
    if let Some(reason) = unavailable {
        notices.show(Notice::NotKept(reason.to_string()));
    }
    let (keeper, record, troubles) = Keeper::open(store, seed::seed());
    for trouble in troubles {
        notices.show(notice(trouble));
    }
    let state = State::provide(Record::default(), seed::seed);
    let left_out = state.restore(record.clone());
    if left_out > 0 {
        notices.show(Notice::LeftOut(left_out));
    }
    let keep = Keep {
        owned: StoredValue::new_local(Owned {
            keeper,
            saved: record,
        }),
        state,
        notices,
        writes: RwSignal::new(0),
    };
    provide_context(keep);
    Effect::new(move |_| keep.save(state.record()));
    // Both hear for as long as the page lives; without a window there is nothing to hear.
    if let Some(listener) = storage::on_other_tab(move || keep.follow()) {
        listener.forever();
    }
    if let Some(listener) = worker::on_update_waiting(move || notices.show(Notice::UpdateWaiting)) {
        listener.forever();
    }
}

fn notice(trouble: Trouble) -> Notice {
    match trouble {
        Trouble::Unreadable { ref text, .. } => Notice::SetAside {
            sentence: trouble.to_string(),
            text: text.clone(),
        },
        Trouble::Unreachable(_) | Trouble::Newer => Notice::NotSaved(trouble.to_string()),
    }
}

impl Keep {
    /// Everything of ours in the browser's storage.
    pub fn stored(self) -> Vec<Kept> {
        self.writes.track();
        // A storage that cannot be listed shows as empty; the notice above the room says why.
        storage::kept().unwrap_or_default()
    }

    /// Erases everything of ours on this device and begins anew.
    pub fn erase(self) -> Erasing {
        let outcome = self
            .owned
            .try_update_value(|owned| {
                owned.saved = Record::default();
                owned.keeper.erase()
            })
            .unwrap_or(Ok(()))
            .and_then(|()| storage::erase_all());
        self.state.restore(Record::default());
        self.writes.update(|count| *count += 1);
        match outcome {
            Ok(_) => Erasing::Done,
            Err(fault) => Erasing::Refused(fault.to_string()),
        }
    }

    fn save(self, record: Record) {
        let outcome = self.owned.try_update_value(|owned| {
            if owned.saved == record {
                return None;
            }
            let outcome = owned.keeper.save(&record);
            if outcome.is_ok() {
                owned.saved = record;
            }
            Some(outcome)
        });
        match outcome.flatten() {
            None => {}
            Some(Ok(())) => {
                self.notices
                    .clear(|notice| matches!(notice, Notice::NotSaved(_)));
                self.writes.update(|count| *count += 1);
            }
            Some(Err(SaveTrouble::OtherTab)) => self.follow(),
            Some(Err(trouble)) => self.notices.show(Notice::NotSaved(trouble.to_string())),
        }
    }

    /// Takes over what another tab saved. A run of this tab that the other does not hold goes among the earlier ones.
    fn follow(self) {
        let adopted = self.owned.try_update_value(|owned| owned.keeper.adopt());
        match adopted {
            None | Some(Adopted::Nothing) => {}
            Some(Adopted::Newer) => self
                .notices
                .show(Notice::NotSaved(Trouble::Newer.to_string())),
            Some(Adopted::Erased) => self.take(Record::default(), Record::default()),
            Some(Adopted::Record(record)) => {
                let stored = (*record).clone();
                let mut record = *record;
                if let Some(ours) = self.state.record().session
                    && !record
                        .session
                        .as_ref()
                        .is_some_and(|theirs| holds(theirs, &ours))
                {
                    record.earlier.push(ours);
                }
                self.take(stored, record);
            }
        }
    }

    fn take(self, stored: Record, record: Record) {
        self.owned.update_value(|owned| owned.saved = stored);
        self.state.restore(record);
        self.notices.show(Notice::FollowedOtherTab);
        self.writes.update(|count| *count += 1);
    }
}

/// Whether `run` holds every answer of `other`, so that nothing is lost by going on with it.
fn holds(run: &Session, other: &Session) -> bool {
    run.answers().starts_with(other.answers())
}

/// The handle on what is kept.
pub fn use_keep() -> Keep {
    expect_context()
}
