//! Keeping: opens what was saved, saves each change, follows other tabs, erases. The one effect that saves lives here.

use leptos::prelude::*;
use which_end_core::embed::options::Storage;
use which_end_core::quiz::session::Session;
use which_end_core::record::{
    self, Adopted, MOST_EARLIER, OpenError, Record, RecordStore, SaveError, StoreError,
};

use crate::notices::{Notice, Notices, use_notices};
use crate::platform::page::after_paint;
use crate::platform::storage::{self, Store, StoredItem, Unavailable};
use crate::platform::{seed, worker};
use crate::state::State;

/// What is owned between saves.
struct Owned {
    store: RecordStore<Store>,
    /// What the store holds, so that nothing is written twice.
    saved: Record,
}

/// A handle on what is kept.
#[derive(Clone, Copy)]
pub struct Persistence {
    /// Whether the browser lets nothing be kept, whatever was asked for.
    unavailable: RwSignal<bool>,
    /// What the hosts of all copies on show allow.
    wish: StoredValue<Storage>,
    /// Whether the visitor said no. That holds for this visit, whatever a host allows later.
    declined: StoredValue<bool>,
    /// Whether this page has kept anything on the device: then it shows what it has saved, whatever became of that.
    has_stored: StoredValue<bool>,
    owned: StoredValue<Owned, LocalStorage>,
    /// Whether a change waits to be saved.
    pending: StoredValue<bool>,
    state: State,
    notices: Notices,
    /// Rises with every write, for those who show what is stored.
    writes: RwSignal<u32>,
    /// How often a record of another tab, frame or visit was taken over.
    adoptions: StoredValue<u32>,
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

/// Opens the store that the host allows, hands the state out as contexts, and saves from now on.
pub fn open(wish: Storage) {
    let notices = use_notices();
    let (mut store, unavailable) = store_for(wish);
    match (&store, &unavailable) {
        (_, Some(reason)) => notices.show(Notice::NotKept(reason.to_string())),
        (Store::Memory(_), None) => notices.show(why_in_memory(wish)),
        (Store::Local, None) => {}
    }
    if storage::starts_without_saved() {
        let outcome = record::set_all_aside(&mut store);
        // What cannot be set aside must not break this start as well.
        if outcome.is_err() {
            store = storage::memory();
        }
        let why = "the page could not start with your saved answers, so they were set aside";
        show_set_aside(notices, why, outcome);
        storage::forget_revision();
    }
    let keeps = store == Store::Local;
    let (store, record, errors) = RecordStore::open(store, seed::seed());
    let here_before = match store.store() {
        Store::Local => Some(store.rev()),
        // Nothing is kept of one who has said yes before.
        Store::Memory(_) if wish == Storage::Ask && unavailable.is_none() => Some(0),
        Store::Memory(_) => None,
    };
    if let Some(rev) = here_before {
        warn_about_loss(rev, &errors, notices);
    }
    for notice in notices_for(errors) {
        notices.show(notice);
    }
    let state = State::provide(Record::default(), seed::seed);
    let left_out = state.restore(record);
    if left_out > 0 {
        notices.show(Notice::LeftOut(left_out));
    }
    let persistence = Persistence {
        unavailable: RwSignal::new(unavailable.is_some()),
        wish: StoredValue::new(wish),
        declined: StoredValue::new(false),
        has_stored: StoredValue::new(keeps),
        owned: StoredValue::new_local(Owned {
            store,
            // What is stored may be another copy's of the page, with other questions. It stays as it is until the visitor
            // goes on here.
            saved: untrack(|| state.record()),
        }),
        pending: StoredValue::new(false),
        state,
        notices,
        writes: RwSignal::new(0),
        adoptions: StoredValue::new(0),
    };
    provide_context(persistence);
    Effect::new(move |_| {
        state.record();
        persistence.save_soon();
    });
    // These hear for as long as the page lives; without a window there is nothing to hear.
    if let Some(listener) = storage::on_other_tab(move || persistence.follow()) {
        listener.forever();
    }
    for listener in storage::on_hide(move || persistence.save_pending())
        .into_iter()
        .flatten()
    {
        listener.forever();
    }
    if let Some(listener) = storage::on_return(move || persistence.follow()) {
        listener.forever();
    }
    if let Some(listener) = worker::on_update_waiting(move || notices.show(Notice::UpdateWaiting)) {
        listener.forever();
    }
}

/// Tells where less is kept on the device than this tab has saved before it was loaded anew, and notes what is there now.
fn warn_about_loss(rev: u64, errors: &[OpenError], notices: Notices) {
    // Copies that cannot be read are told of by themselves.
    if errors.is_empty() && rev < storage::remembered_revision() {
        notices.show(Notice::SetBack);
    }
    storage::remember_revision(rev);
}

/// Notes for the next load in this tab how much is kept on the device.
fn remember_revision(store: &RecordStore<Store>) {
    if *store.store() == Store::Local {
        storage::remember_revision(store.rev());
    }
}

/// What to tell of errors; the same sentence once, with all the texts it is about.
fn notices_for(errors: Vec<OpenError>) -> Vec<Notice> {
    let mut all: Vec<Notice> = Vec::new();
    for next in errors.into_iter().map(notice) {
        match (all.last_mut(), next) {
            (
                Some(Notice::SetAside { sentence, text }),
                Notice::SetAside {
                    sentence: same,
                    text: more,
                },
            ) if *sentence == same => {
                text.push('\n');
                text.push_str(&more);
            }
            (_, next) => all.push(next),
        }
    }
    all
}

fn notice(error: OpenError) -> Notice {
    match error {
        OpenError::Unreadable { ref text, .. } => Notice::SetAside {
            sentence: error.to_string(),
            text: text.clone(),
        },
        OpenError::CopyGone => Notice::CopyGone(error.to_string()),
        OpenError::Unreachable(_) => Notice::NotSaved(error.to_string()),
        OpenError::Newer => Notice::Newer(error.to_string()),
    }
}

/// Offers what was set aside as a file; `why` as a sentence.
fn show_set_aside(notices: Notices, why: &str, outcome: Result<Vec<String>, StoreError>) {
    match outcome {
        Ok(texts) if texts.is_empty() => {}
        Ok(texts) => notices.show(Notice::SetAside {
            sentence: format!("{why}. You can download them"),
            text: texts.join("\n"),
        }),
        Err(fault) => notices.show(Notice::NotSaved(fault.to_string())),
    }
}

/// The store for what a host allows, and why nothing can be kept where it allows that in vain. Nothing is written before
/// the visitor's yes where that is to be asked for.
fn store_for(wish: Storage) -> (Store, Option<Unavailable>) {
    match wish {
        Storage::Local => storage::open(),
        Storage::Ask if storage::has_consent() => storage::open(),
        Storage::Ask => (storage::memory(), storage::refusal()),
        Storage::Off => (storage::memory(), None),
    }
}

/// What is told where answers are only in memory because the host wants that.
fn why_in_memory(wish: Storage) -> Notice {
    match wish {
        Storage::Ask => Notice::MayKeep,
        Storage::Local | Storage::Off => Notice::NotKept(NOT_HERE.to_owned()),
    }
}

/// Why nothing is kept where the host wants that.
const NOT_HERE: &str = "the page around this one asks for that";

/// Why nothing is kept where the visitor wants that.
const NOT_NOW: &str = "you chose that";

impl Persistence {
    /// Whether the browser lets nothing be kept, whatever was asked for.
    pub fn is_unavailable(self) -> bool {
        self.unavailable.get()
    }

    /// Keeps what the strictest host of the copies on show allows, from now on. What was kept before stays where it is.
    pub fn follow_hosts(self, wish: Storage) {
        let same = self.wish.get_value() == wish;
        self.wish.set_value(wish);
        if same || self.unavailable.get_untracked() || self.declined.get_value() {
            return;
        }
        self.notices.clear(|notice| match notice {
            Notice::MayKeep => true,
            Notice::NotKept(reason) => reason == NOT_HERE,
            _ => false,
        });
        match store_for(wish) {
            (_, Some(reason)) => self.cannot(&reason),
            (Store::Local, None) => self.allow(),
            (store @ Store::Memory(_), None) => {
                let (store, nothing, _) = RecordStore::open(store, seed::seed());
                self.owned.update_value(|owned| {
                    owned.store = store;
                    owned.saved = nothing;
                });
                self.notices.show(why_in_memory(wish));
            }
        }
    }

    /// Keeps nothing: the visitor said so.
    pub fn decline(self) {
        self.declined.set_value(true);
        self.notices.clear(|notice| *notice == Notice::MayKeep);
        self.notices.show(Notice::NotKept(NOT_NOW.to_owned()));
    }

    fn cannot(self, reason: &Unavailable) {
        self.unavailable.set(true);
        self.notices.show(Notice::NotKept(reason.to_string()));
    }

    /// Keeps everything on this device from now on, and does not ask again: the visitor said so.
    pub fn agree(self) {
        self.allow();
        if !self.unavailable.get_untracked() {
            storage::note_consent();
            self.writes.update(|count| *count += 1);
        }
    }

    /// Keeps everything on this device from now on: the visitor said so, or the host that did not want it is gone.
    fn allow(self) {
        self.notices.clear(|notice| *notice == Notice::MayKeep);
        let (store, unavailable) = storage::open();
        if let Some(reason) = unavailable {
            return self.cannot(&reason);
        }
        let (store, found, errors) = RecordStore::open(store, seed::seed());
        if !self.has_stored.get_value() {
            warn_about_loss(store.rev(), &errors, self.notices);
        }
        self.has_stored.set_value(true);
        for notice in notices_for(errors) {
            self.notices.show(notice);
        }
        let ours = self.state.record();
        let record = record::joined(found.clone(), &ours);
        let archive =
            |run: &Session| record.session.as_ref() != Some(run) && record.earlier.contains(run);
        if ours.session.as_ref().is_some_and(archive) {
            self.notices.show(Notice::WentOnWithKept);
        }
        self.warn_about_dropped(&record);
        self.owned.update_value(|owned| {
            owned.store = store;
            owned.saved = found;
        });
        // What comes up so was not answered now.
        self.adoptions.update_value(|count| *count += 1);
        let left_out = self.state.restore(record);
        if left_out > 0 {
            self.notices.show(Notice::LeftOut(left_out));
        }
        self.save(self.state.record());
    }

    /// Tells of earlier runs for which there is no room.
    fn warn_about_dropped(self, record: &Record) {
        let dropped = record.earlier.len().saturating_sub(MOST_EARLIER);
        if dropped > 0 {
            self.notices.show(Notice::OldestDropped(dropped));
        }
    }

    /// Everything of ours in the browser's storage.
    pub fn stored(self) -> Vec<StoredItem> {
        self.writes.track();
        // A storage that cannot be listed shows as empty; the notice above the view says why.
        storage::stored_items().unwrap_or_default()
    }

    /// Erases everything of ours on this device and begins anew.
    pub fn erase(self) -> Erasing {
        let outcome = self
            .owned
            .try_update_value(|owned| {
                owned.saved = Record::default();
                owned.store.erase()
            })
            .unwrap_or(Ok(()))
            .and_then(|()| storage::erase_all());
        storage::forget_revision();
        self.state.restore(Record::default());
        self.writes.update(|count| *count += 1);
        match outcome {
            Ok(_) => Erasing::Done,
            Err(fault) => Erasing::Refused(fault.to_string()),
        }
    }

    /// Texts that could not be read on this or an earlier visit and were set aside.
    pub fn set_aside(self) -> Vec<String> {
        self.writes.track();
        self.owned.with_value(|owned| owned.store.set_aside_texts())
    }

    /// Saves after the next paint, or before the page is hidden.
    fn save_soon(self) {
        if !self.pending.get_value() {
            self.pending.set_value(true);
            after_paint(move || self.save_pending());
        }
    }

    /// Saves pending changes.
    fn save_pending(self) {
        if self.pending.try_get_value() == Some(true) {
            self.pending.set_value(false);
            self.save(untrack(|| self.state.record()));
        }
    }

    fn save(self, record: Record) {
        let outcome = self.owned.try_update_value(|owned| {
            if owned.saved == record {
                return None;
            }
            let outcome = owned.store.save(&record);
            if outcome.is_ok() {
                remember_revision(&owned.store);
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
            Some(Err(SaveError::OtherTab)) => self.follow(),
            Some(Err(SaveError::Newer)) => {
                self.notices
                    .show(Notice::Newer(OpenError::Newer.to_string()));
            }
            Some(Err(error)) => self.notices.show(Notice::NotSaved(error.to_string())),
        }
    }

    /// Takes over what another tab saved or erased.
    fn follow(self) {
        let adopted = self.owned.try_update_value(|owned| owned.store.adopt());
        match adopted {
            None | Some(Adopted::Nothing) => {}
            Some(Adopted::Newer) => self
                .notices
                .show(Notice::Newer(OpenError::Newer.to_string())),
            Some(Adopted::Erased) => {
                let held = untrack(|| self.state.record());
                self.take(Record::default(), Record::default());
                if held != Record::default() {
                    self.notices
                        .show(Notice::ErasedElsewhere(record::export(&held)));
                }
            }
            Some(Adopted::Record(record)) => {
                let stored = (*record).clone();
                let saved = self.owned.with_value(|owned| owned.saved.clone());
                let both = record::merged(*record, &self.state.record(), &saved);
                let archive = both.earlier.len() > stored.earlier.len();
                if archive {
                    self.warn_about_dropped(&both);
                }
                self.take(stored, both);
                self.notices.show(Notice::FollowedOtherTab { archive });
            }
        }
    }

    /// Sets aside what a newer version saved, and saves what is here: the visitor chose so.
    pub fn go_on_with_this_version(self) {
        self.notices
            .clear(|notice| matches!(notice, Notice::Newer(_) | Notice::NotSaved(_)));
        let outcome = self.owned.try_update_value(|owned| {
            owned.saved = Record::default();
            owned.store.set_all_aside()
        });
        if let Some(outcome) = outcome {
            let why = "the answers of the newer version were set aside";
            show_set_aside(self.notices, why, outcome);
            self.save(untrack(|| self.state.record()));
        }
    }

    /// How often another tab's or frame's record was taken over: what came so was not done here.
    pub fn adoptions(self) -> u32 {
        self.adoptions.get_value()
    }

    fn take(self, stored: Record, record: Record) {
        self.adoptions.update_value(|count| *count += 1);
        self.owned.update_value(|owned| {
            remember_revision(&owned.store);
            owned.saved = stored;
        });
        let left_out = self.state.restore(record);
        if left_out > 0 {
            // The other tab may be a newer release that knows those questions: what it saved stays as it is until the
            // visitor goes on here.
            let shown = self.state.record();
            self.owned.update_value(|owned| owned.saved = shown);
            self.notices.show(Notice::LeftOut(left_out));
        }
        self.writes.update(|count| *count += 1);
    }
}

/// The handle on what is kept.
pub fn use_persistence() -> Persistence {
    expect_context()
}
