//! Persistence: loads the saved record, saves each change, follows other tabs, clears. The only effect that saves lives
//! here.

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

/// The store and what was last written to it.
struct Owned {
    store: RecordStore<Store>,
    /// The record in the store, so that an unchanged record is not written again.
    saved: Record,
}

/// Handle to persistence, a context shared by all instances.
#[derive(Clone, Copy)]
pub struct Persistence {
    /// Whether the browser refuses storage, whatever the hosts allow.
    unavailable: RwSignal<bool>,
    /// The strictest storage setting of all mounted instances.
    setting: StoredValue<Storage>,
    /// Whether the visitor declined saving. This holds for the visit, even if a host allows saving later.
    declined: StoredValue<bool>,
    /// Whether this page has saved to the device. From then on a lower stored revision is no loss to report.
    has_stored: StoredValue<bool>,
    owned: StoredValue<Owned, LocalStorage>,
    /// Whether a change waits to be saved.
    pending: StoredValue<bool>,
    state: State,
    notices: Notices,
    /// Counts writes, so that lists of stored items update.
    writes: RwSignal<u32>,
    /// How often a record of another tab, frame or visit replaced the state.
    adoptions: StoredValue<u32>,
}

/// Result of clearing the device's storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClearOutcome {
    /// None of our data is left on this device.
    Done,
    /// The browser refused, with the reason as a sentence.
    Refused(String),
}

impl ClearOutcome {
    /// Message for the visitor.
    pub fn message(&self) -> String {
        match self {
            Self::Done => "Everything of this page is erased from this device.".to_owned(),
            Self::Refused(reason) => format!("Not everything could be erased: {reason}."),
        }
    }
}

/// Opens the store that the host allows, provides the state as contexts, and saves every change from then on.
pub fn open(setting: Storage) {
    let notices = use_notices();
    let (mut store, unavailable) = store_for(setting);
    match (&store, &unavailable) {
        (_, Some(reason)) => notices.show(Notice::NotPersisted(reason.to_string())),
        (Store::Memory(_), None) => notices.show(memory_notice(setting)),
        (Store::Local, None) => {}
    }
    if storage::starts_without_saved() {
        let outcome = record::set_all_aside(&mut store);
        // If even setting aside fails, start in memory, so that this start does not break too.
        if outcome.is_err() {
            store = storage::memory();
        }
        let why = "the page could not start with your saved answers, so they were set aside";
        show_set_aside(notices, why, outcome);
        storage::forget_revision();
    }
    let is_local = store == Store::Local;
    let (store, record, errors) = RecordStore::open(store, seed::seed());
    let stored_rev = match store.store() {
        Store::Local => Some(store.rev()),
        // `Ask` with empty storage counts as revision 0, so that a wiped store is noticed.
        Store::Memory(_) if setting == Storage::Ask && unavailable.is_none() => Some(0),
        Store::Memory(_) => None,
    };
    if let Some(rev) = stored_rev {
        warn_about_loss(rev, &errors, notices);
    }
    for notice in notices_for(errors) {
        notices.show(notice);
    }
    let state = State::provide(Record::default(), seed::seed);
    let left_out = state.restore(record);
    if left_out > 0 {
        notices.show(Notice::AnswersLeftOut(left_out));
    }
    let persistence = Persistence {
        unavailable: RwSignal::new(unavailable.is_some()),
        setting: StoredValue::new(setting),
        declined: StoredValue::new(false),
        has_stored: StoredValue::new(is_local),
        owned: StoredValue::new_local(Owned {
            store,
            // The stored record may belong to another release with other questions. It is not overwritten until the
            // visitor answers here.
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
    // These listeners live as long as the page. Natively there is no window, so there is nothing to listen to.
    if let Some(listener) = storage::on_other_tab(move || persistence.adopt_other_tab()) {
        listener.forget();
    }
    for listener in storage::on_hide(move || persistence.save_pending())
        .into_iter()
        .flatten()
    {
        listener.forget();
    }
    if let Some(listener) = storage::on_return(move || persistence.adopt_other_tab()) {
        listener.forget();
    }
    if let Some(listener) = worker::on_update_waiting(move || notices.show(Notice::UpdateWaiting)) {
        listener.forget();
    }
}

/// Warns if the stored revision is older than the last save of this tab, then remembers the stored revision in
/// `sessionStorage`.
fn warn_about_loss(rev: u64, errors: &[OpenError], notices: Notices) {
    // Unreadable copies have notices of their own.
    if errors.is_empty() && rev < storage::remembered_revision() {
        notices.show(Notice::RolledBack);
    }
    storage::remember_revision(rev);
}

/// Remembers the stored revision in `sessionStorage`, for the next load of this tab.
fn remember_revision(store: &RecordStore<Store>) {
    if *store.store() == Store::Local {
        storage::remember_revision(store.rev());
    }
}

/// One notice per distinct message. Texts that were set aside for the same reason are joined.
fn notices_for(errors: Vec<OpenError>) -> Vec<Notice> {
    let mut all: Vec<Notice> = Vec::new();
    for next in errors.into_iter().map(notice_for) {
        match (all.last_mut(), next) {
            (
                Some(Notice::SetAside { message, text }),
                Notice::SetAside {
                    message: same,
                    text: more,
                },
            ) if *message == same => {
                text.push('\n');
                text.push_str(&more);
            }
            (_, next) => all.push(next),
        }
    }
    all
}

fn notice_for(error: OpenError) -> Notice {
    match error {
        OpenError::Unreadable { ref text, .. } => Notice::SetAside {
            message: error.to_string(),
            text: text.clone(),
        },
        OpenError::CopyGone => Notice::CopyGone(error.to_string()),
        OpenError::Unreachable(_) => Notice::NotSaved(error.to_string()),
        OpenError::Newer => Notice::Newer(error.to_string()),
    }
}

/// Offers the texts that were set aside as a file. `why` is the reason, as a clause.
fn show_set_aside(notices: Notices, why: &str, outcome: Result<Vec<String>, StoreError>) {
    match outcome {
        Ok(texts) if texts.is_empty() => {}
        Ok(texts) => notices.show(Notice::SetAside {
            message: format!("{why}. You can download them"),
            text: texts.join("\n"),
        }),
        Err(error) => notices.show(Notice::NotSaved(error.to_string())),
    }
}

/// The store that the setting permits, and why the browser refuses storage if it does. With `Ask`, nothing is written
/// before the visitor agrees.
fn store_for(setting: Storage) -> (Store, Option<Unavailable>) {
    match setting {
        Storage::Local => storage::open(),
        Storage::Ask if storage::has_consent() => storage::open(),
        Storage::Ask => (storage::memory(), storage::unavailable_reason()),
        Storage::Off => (storage::memory(), None),
    }
}

/// The notice for a store that is in memory because of the host's setting.
fn memory_notice(setting: Storage) -> Notice {
    match setting {
        Storage::Ask => Notice::AskToSave,
        Storage::Local | Storage::Off => Notice::NotPersisted(HOST_FORBIDS.to_owned()),
    }
}

/// The reason in a notice if the host forbids saving.
const HOST_FORBIDS: &str = "the page around this one asks for that";

/// The reason in a notice if the visitor declined saving.
const VISITOR_DECLINED: &str = "you chose that";

impl Persistence {
    /// Whether the browser refuses storage, whatever the hosts allow.
    pub fn is_unavailable(self) -> bool {
        self.unavailable.get()
    }

    /// Applies the strictest storage setting of all mounted instances. Data saved before stays stored.
    pub fn follow_hosts(self, setting: Storage) {
        let same = self.setting.get_value() == setting;
        self.setting.set_value(setting);
        if same || self.unavailable.get_untracked() || self.declined.get_value() {
            return;
        }
        self.notices.clear(|notice| match notice {
            Notice::AskToSave => true,
            Notice::NotPersisted(reason) => reason == HOST_FORBIDS,
            _ => false,
        });
        match store_for(setting) {
            (_, Some(reason)) => self.mark_unavailable(&reason),
            (Store::Local, None) => self.start_saving(),
            (store @ Store::Memory(_), None) => {
                let (store, empty, _) = RecordStore::open(store, seed::seed());
                self.owned.update_value(|owned| {
                    owned.store = store;
                    owned.saved = empty;
                });
                self.notices.show(memory_notice(setting));
            }
        }
    }

    /// Saves nothing from now on, because the visitor declined.
    pub fn decline(self) {
        self.declined.set_value(true);
        self.notices.clear(|notice| *notice == Notice::AskToSave);
        self.notices
            .show(Notice::NotPersisted(VISITOR_DECLINED.to_owned()));
    }

    fn mark_unavailable(self, reason: &Unavailable) {
        self.unavailable.set(true);
        self.notices.show(Notice::NotPersisted(reason.to_string()));
    }

    /// Saves everything on this device from now on and stores the visitor's consent.
    pub fn grant_consent(self) {
        self.start_saving();
        if !self.unavailable.get_untracked() {
            storage::save_consent();
            self.writes.update(|count| *count += 1);
        }
    }

    /// Saves everything on this device from now on, because the visitor agreed or the host that forbade it was
    /// unmounted.
    fn start_saving(self) {
        self.notices.clear(|notice| *notice == Notice::AskToSave);
        let (store, unavailable) = storage::open();
        if let Some(reason) = unavailable {
            return self.mark_unavailable(&reason);
        }
        let (store, found, errors) = RecordStore::open(store, seed::seed());
        if !self.has_stored.get_value() {
            warn_about_loss(store.rev(), &errors, self.notices);
        }
        self.has_stored.set_value(true);
        for notice in notices_for(errors) {
            self.notices.show(notice);
        }
        let current = self.state.record();
        let record = record::joined(found.clone(), &current);
        let archived = |session: &Session| {
            record.session.as_ref() != Some(session) && record.earlier.contains(session)
        };
        if current.session.as_ref().is_some_and(archived) {
            self.notices.show(Notice::ResumedSaved);
        }
        self.warn_about_dropped(&record);
        self.owned.update_value(|owned| {
            owned.store = store;
            owned.saved = found;
        });
        // Counts as an adoption, so that loaded answers are not reported to hosts as new.
        self.adoptions.update_value(|count| *count += 1);
        let left_out = self.state.restore(record);
        if left_out > 0 {
            self.notices.show(Notice::AnswersLeftOut(left_out));
        }
        self.save(self.state.record());
    }

    /// Warns about previous sessions that exceed the limit.
    fn warn_about_dropped(self, record: &Record) {
        let dropped = record.earlier.len().saturating_sub(MOST_EARLIER);
        if dropped > 0 {
            self.notices.show(Notice::OldestDropped(dropped));
        }
    }

    /// All items of this page in the browser's storage.
    pub fn stored(self) -> Vec<StoredItem> {
        self.writes.track();
        // If storage cannot be listed, show nothing; a notice gives the reason.
        storage::stored_items().unwrap_or_default()
    }

    /// Removes all our data from this device and resets the state.
    pub fn clear_device(self) -> ClearOutcome {
        let outcome = self
            .owned
            .try_update_value(|owned| {
                owned.saved = Record::default();
                owned.store.erase()
            })
            .unwrap_or(Ok(()))
            .and_then(|()| storage::clear_all());
        storage::forget_revision();
        self.state.restore(Record::default());
        self.writes.update(|count| *count += 1);
        match outcome {
            Ok(_) => ClearOutcome::Done,
            Err(error) => ClearOutcome::Refused(error.to_string()),
        }
    }

    /// Texts that could not be read, on this or an earlier visit, and were set aside.
    pub fn set_aside(self) -> Vec<String> {
        self.writes.track();
        self.owned.with_value(|owned| owned.store.set_aside_texts())
    }

    /// Saves after the next paint, or earlier if the page is hidden.
    fn save_soon(self) {
        if !self.pending.get_value() {
            self.pending.set_value(true);
            after_paint(move || self.save_pending());
        }
    }

    /// Saves a pending change.
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
            Some(Err(SaveError::OtherTab)) => self.adopt_other_tab(),
            Some(Err(SaveError::Newer)) => {
                self.notices
                    .show(Notice::Newer(OpenError::Newer.to_string()));
            }
            Some(Err(error)) => self.notices.show(Notice::NotSaved(error.to_string())),
        }
    }

    /// Adopts what another tab saved or cleared.
    fn adopt_other_tab(self) {
        let adopted = self.owned.try_update_value(|owned| owned.store.adopt());
        match adopted {
            None | Some(Adopted::Nothing) => {}
            Some(Adopted::Newer) => self
                .notices
                .show(Notice::Newer(OpenError::Newer.to_string())),
            Some(Adopted::Erased) => {
                let shown = untrack(|| self.state.record());
                self.replace_state(Record::default(), Record::default());
                if shown != Record::default() {
                    self.notices
                        .show(Notice::ClearedElsewhere(record::export(&shown)));
                }
            }
            Some(Adopted::Record(record)) => {
                let stored = (*record).clone();
                let saved = self.owned.with_value(|owned| owned.saved.clone());
                let merged = record::merged(*record, &self.state.record(), &saved);
                let archived = merged.earlier.len() > stored.earlier.len();
                if archived {
                    self.warn_about_dropped(&merged);
                }
                self.replace_state(stored, merged);
                self.notices.show(Notice::FollowedOtherTab { archived });
            }
        }
    }

    /// Sets the newer release's record aside and saves this one. Only after the visitor asked for it.
    pub fn replace_newer_version(self) {
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

    /// How often another tab's or frame's record replaced the state. Such changes did not happen in this tab.
    pub fn adoptions(self) -> u32 {
        self.adoptions.get_value()
    }

    fn replace_state(self, stored: Record, record: Record) {
        self.adoptions.update_value(|count| *count += 1);
        self.owned.update_value(|owned| {
            remember_revision(&owned.store);
            owned.saved = stored;
        });
        let left_out = self.state.restore(record);
        if left_out > 0 {
            // The other tab may run a newer release that knows those questions. Its record is not overwritten until the
            // visitor answers here.
            let shown = self.state.record();
            self.owned.update_value(|owned| owned.saved = shown);
            self.notices.show(Notice::AnswersLeftOut(left_out));
        }
        self.writes.update(|count| *count += 1);
    }
}

/// The persistence context.
pub fn use_persistence() -> Persistence {
    expect_context()
}
