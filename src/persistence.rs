//! Runs the state machine of `which_end_core::persistence` in the browser: executes its effects, and reports changes of
//! the state, of other tabs and of the hosts to it.

use leptos::prelude::*;
use which_end_core::embed::options::Storage;
use which_end_core::persistence::{
    Device, Effect as Action, Event, Persistence as Machine, SetAsideReason,
};
use which_end_core::record::{self, Adopted, RecordStore};

use crate::dataset::bank;
use crate::notices::{Notice, Notices, use_notices};
use crate::platform::page::after_paint;
use crate::platform::storage::{self, BrowserStore, StoredItem};
use crate::platform::{seed, worker};
use crate::state::State;

/// Handle to persistence, a context shared by all instances.
#[derive(Clone, Copy)]
pub struct Persistence {
    machine: RwSignal<Machine>,
    /// Whether the browser refuses storage.
    unavailable: Memo<bool>,
    /// The open store. `None` unless the machine is saving.
    store: StoredValue<Option<RecordStore<BrowserStore>>, LocalStorage>,
    /// The last setting of the hosts.
    setting: StoredValue<Option<Storage>>,
    /// Whether the page could not start with the stored record. Ends when it is set aside.
    has_failed_starts: StoredValue<bool>,
    /// Whether a change waits to be reported to the machine.
    pending: StoredValue<bool>,
    /// How often a stored record, also one of another tab, replaced the state.
    adoptions: StoredValue<u32>,
    state: State,
    notices: Notices,
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

/// Opens the store if the host allows it, provides the state as contexts, and saves every change from then on.
pub fn open(setting: Storage) {
    let machine = RwSignal::new(Machine::default());
    let persistence = Persistence {
        machine,
        unavailable: Memo::new(move |_| machine.with(|machine| *machine == Machine::Unavailable)),
        store: StoredValue::new_local(None),
        setting: StoredValue::new(None),
        has_failed_starts: StoredValue::new(storage::starts_without_saved()),
        pending: StoredValue::new(false),
        adoptions: StoredValue::new(0),
        state: State::provide(seed::seed),
        notices: use_notices(),
    };
    provide_context(persistence);
    persistence.follow_hosts(setting);
    Effect::new(move |_| {
        persistence.state.record();
        persistence.save_soon();
    });
    // These listeners live as long as the page. Natively there is no window, so there is nothing to listen to.
    if let Some(listener) = storage::on_other_tab(move || persistence.report(Event::OtherTab)) {
        listener.forget();
    }
    for listener in storage::on_hide(move || persistence.save_pending())
        .into_iter()
        .flatten()
    {
        listener.forget();
    }
    if let Some(listener) = storage::on_return(move || persistence.report(Event::OtherTab)) {
        listener.forget();
    }
    if let Some(listener) =
        worker::on_update_waiting(move || persistence.notices.show(Notice::UpdateWaiting))
    {
        listener.forget();
    }
}

impl Persistence {
    /// Whether the browser refuses storage, whatever the hosts allow.
    pub fn is_unavailable(self) -> bool {
        self.unavailable.get()
    }

    /// Applies the strictest storage setting of all mounted instances. Data saved before stays stored.
    pub fn follow_hosts(self, setting: Storage) {
        if self.setting.get_value() == Some(setting) {
            return;
        }
        self.setting.set_value(Some(setting));
        let device = match storage::unavailable_reason() {
            Some(reason) => Err(reason.to_string()),
            None => Ok(self.device()),
        };
        self.report(Event::HostsChanged { setting, device });
    }

    /// Saves nothing from now on, because the visitor declined.
    pub fn decline(self) {
        self.report(Event::Declined);
    }

    /// Saves everything on this device from now on and stores the visitor's consent.
    pub fn grant_consent(self) {
        self.report(Event::Agreed(self.device()));
    }

    /// All items of this page in the browser's storage.
    pub fn stored(self) -> Vec<StoredItem> {
        self.machine.track();
        // If storage cannot be listed, show nothing; a notice gives the reason.
        storage::stored_items().unwrap_or_default()
    }

    /// Removes all our data from this device and resets the state.
    pub fn clear_device(self) -> ClearOutcome {
        let erased = self
            .with_store(RecordStore::erase)
            .unwrap_or(Ok(()))
            .and_then(|()| storage::clear_all());
        self.report(Event::Cleared);
        match erased {
            Ok(_) => ClearOutcome::Done,
            Err(error) => ClearOutcome::Refused(error.to_string()),
        }
    }

    /// Texts that could not be read, on this or an earlier visit, and were set aside.
    pub fn set_aside(self) -> Vec<String> {
        self.machine.track();
        self.with_store(|store| store.set_aside_texts())
            .unwrap_or_default()
    }

    /// Sets the newer release's record aside and saves this one. Only after the visitor asked for it.
    pub fn replace_newer_version(self) {
        self.set_all_aside(SetAsideReason::NewerVersion);
    }

    /// How often a stored record replaced the state. Such changes did not happen in this tab.
    pub fn adoptions(self) -> u32 {
        self.adoptions.get_value()
    }

    fn device(self) -> Device {
        Device {
            has_consent: storage::has_consent(),
            has_record: storage::has_record(),
            has_failed_starts: self.has_failed_starts.get_value(),
            last_rev: storage::remembered_revision(),
        }
    }

    fn set_all_aside(self, reason: SetAsideReason) {
        let texts = self
            .with_store(RecordStore::set_all_aside)
            .unwrap_or_else(|| record::set_all_aside(&mut BrowserStore));
        if texts.is_ok() {
            self.has_failed_starts.set_value(false);
        }
        self.report(Event::SetAside { reason, texts });
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
            self.report(Event::Changed);
        }
    }

    /// Steps the machine and executes its effects, whose outcomes are further events.
    fn report(self, event: Event) {
        let shown = untrack(|| self.state.record());
        let mut effects = Vec::new();
        self.machine.try_update(|machine| {
            (*machine, effects) = std::mem::take(machine).step(event, &shown);
        });
        for effect in effects {
            self.execute(effect);
        }
    }

    fn execute(self, effect: Action) {
        match effect {
            Action::Open => {
                let opened = self.open_store();
                self.report(opened);
            }
            Action::Close => self.store.set_value(None),
            Action::SetAside(reason) => self.set_all_aside(reason),
            Action::StoreConsent => {
                if self.store.with_value(Option::is_some) {
                    storage::save_consent();
                }
            }
            Action::Save(record) => {
                if let Some(outcome) = self.with_store(|store| store.save(&record)) {
                    self.report(Event::SaveEnded(record, outcome));
                }
            }
            Action::Compare => {
                if let Some(mut adopted) = self.with_store(RecordStore::adopt) {
                    let left_out = match &mut adopted {
                        Adopted::Record(record) => record.reconcile(bank()),
                        Adopted::Nothing | Adopted::Erased | Adopted::Newer => 0,
                    };
                    self.report(Event::Compared { adopted, left_out });
                }
            }
            Action::RememberRev => {
                if let Some(rev) = self.with_store(|store| store.rev()) {
                    storage::remember_revision(rev);
                }
            }
            Action::ForgetRev => storage::forget_revision(),
            Action::Show(record) => {
                self.adoptions.update_value(|count| *count += 1);
                self.state.restore(*record);
            }
            Action::Tell(message) => self.notices.show(Notice::Saving(message)),
            Action::Retract(topic) => self.notices.retract(topic),
        }
    }

    fn open_store(self) -> Event {
        let store = match storage::open() {
            Ok(store) => store,
            Err(reason) => return Event::Refused(reason.to_string()),
        };
        let (store, mut stored, errors) = RecordStore::open(store, seed::seed());
        let rev = store.rev();
        self.store.set_value(Some(store));
        let left_out = stored.reconcile(bank());
        Event::Opened {
            stored: Box::new(stored),
            left_out,
            rev,
            last_rev: storage::remembered_revision(),
            errors,
        }
    }

    /// Calls `run` with the store if it is open and this handle still lives.
    fn with_store<T>(self, run: impl FnOnce(&mut RecordStore<BrowserStore>) -> T) -> Option<T> {
        self.store
            .try_update_value(|store| store.as_mut().map(run))
            .flatten()
    }
}

/// The persistence context.
pub fn use_persistence() -> Persistence {
    expect_context()
}
