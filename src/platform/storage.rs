//! Text kept between visits in the browser's `localStorage`, or in memory where the browser refuses.
//!
//! gloo-storage throws through Rust when storage is blocked, which skips destructors. So it writes only, and only right
//! after the same storage has answered; reading, emptying and listing use calls that return their errors. Nothing of
//! the page's runs between such a check and gloo's call, so the answer still holds.

use std::sync::atomic::{AtomicBool, Ordering};

use gloo_storage::errors::StorageError;
use gloo_storage::{LocalStorage, Storage as _};
use js_sys::{Reflect, Symbol};
use serde_json::value::RawValue;
use wasm_bindgen::JsCast;
use web_sys::{Storage, StorageEvent};
use which_end_core::order::sorted;
use which_end_core::record::{self, MemoryStore, Slot, SlotStore, StoreError};

use super::mount_point::MountPoint;
use super::{Listener, fault};

/// What every key of ours begins with. A host's page may keep other things in the same storage.
const PREFIX: &str = "which-end:";

/// What the keys of this copy begin with. Several copies may stand on one origin, so the keys of a page of our own hold the
/// path of its folder, as in `which-end:/careers/:record-a`. In a host's document they do not, because all its pages share
/// what is kept.
fn prefix() -> String {
    let folder = super::window().and_then(|window| window.location().pathname().ok());
    match folder.as_deref().and_then(|path| path.rsplit_once('/')) {
        Some((folder, _)) if !MountPoint::is_hosts_document() => format!("{PREFIX}{folder}/:"),
        _ => PREFIX.to_owned(),
    }
}

/// Whether a key is of this copy, or of no folder.
fn is_ours(key: &str) -> bool {
    key.strip_prefix(PREFIX)
        .is_some_and(|rest| !rest.starts_with('/') || key.starts_with(&prefix()))
}

/// Whether the last attempt to save a record failed. Beside the state, because [`super::panic`] must not rely on it.
static LAST_SAVE_FAILED: AtomicBool = AtomicBool::new(false);

/// Why nothing is kept on this device.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unavailable {
    /// The browser throws when asked for its storage; with the name of what it throws.
    #[error("this browser blocks saving for this page ({0})")]
    Blocked(String),
    /// The browser has no storage at all.
    #[error("this browser has saving switched off")]
    Missing,
    /// The page around has put something of its own in its place, which may forget everything.
    #[error(
        "the site around this page has put something else in the place of this browser's storage"
    )]
    Replaced,
    /// What was written could not be read back.
    #[error("this browser does not keep what this page saves")]
    NotKept,
}

/// Where the record is kept. Made by [`open`].
#[derive(Clone, Debug, PartialEq)]
pub enum Store {
    /// The browser's storage: lasts until the visitor or the browser clears it.
    Local,
    /// Memory: lasts until the page is closed.
    Memory(MemoryStore),
}

/// Tries the browser's storage, and falls back to memory with the reason. A full storage counts as usable: what is in
/// it can be read, and each save says that there is no room.
pub fn open() -> (Store, Option<Unavailable>) {
    match probe() {
        Ok(()) => {
            take_over();
            (Store::Local, None)
        }
        Err(reason) => (Store::Memory(MemoryStore::default()), Some(reason)),
    }
}

/// Why nothing could be kept, as far as reading tells: nothing may be written before a yes.
pub fn refusal() -> Option<Unavailable> {
    match local() {
        Ok(storage) => storage
            .length()
            .err()
            .map(|thrown| Unavailable::Blocked(fault::name(&thrown))),
        Err(reason) => Some(reason),
    }
}

/// Memory, where nothing may be kept.
pub fn memory() -> Store {
    Store::Memory(MemoryStore::default())
}

/// Takes over what was saved before keys held the path. It stays where it was as well: a copy in a host's document may use it.
fn take_over() {
    let prefix = prefix();
    let old = |slot: Slot| format!("{PREFIX}{}", slot.name());
    let Ok(storage) = local() else { return };
    let has = |key: String| storage.get_item(&key).is_ok_and(|text| text.is_some());
    if prefix == PREFIX || Slot::ALL.into_iter().any(|slot| has(key(slot))) {
        return;
    }
    for slot in Slot::ALL {
        if let Ok(Some(text)) = storage.get_item(&old(slot)) {
            // Without room it stays where it was, and the next start tries again.
            let _ = storage.set_item(&key(slot), &text);
        }
    }
}

/// Whether the visitor has agreed in this browser that answers are kept where a host wants that to be asked.
pub fn has_consent() -> bool {
    local().is_ok_and(|storage| {
        storage
            .get_item(&consent())
            .is_ok_and(|text| text.as_deref() == Some("yes"))
    })
}

/// Notes that the visitor agrees.
pub fn note_consent() {
    if let Ok(storage) = local() {
        // Without room the visitor is asked again next time.
        let _ = storage.set_item(&consent(), "yes");
    }
}

fn consent() -> String {
    format!("{}consent", prefix())
}

/// Writes, reads and removes a key that no other tab uses.
fn probe() -> Result<(), Unavailable> {
    let storage = local()?;
    let key = format!("{}probe-{:016x}", prefix(), super::seed::seed());
    match storage.set_item(&key, "kept") {
        Ok(()) => {}
        Err(thrown) if is_full(&fault::name(&thrown)) => return Ok(()),
        Err(thrown) => return Err(Unavailable::Blocked(fault::name(&thrown))),
    }
    let kept = storage.get_item(&key);
    let removed = storage.remove_item(&key);
    match (kept, removed) {
        (Ok(Some(text)), Ok(())) if text == "kept" => Ok(()),
        (Err(thrown), _) | (_, Err(thrown)) => Err(Unavailable::Blocked(fault::name(&thrown))),
        _ => Err(Unavailable::NotKept),
    }
}

/// The browser's storage, asked for anew each time: permission can be taken away while the page is open.
fn local() -> Result<Storage, Unavailable> {
    match super::window().map(|window| window.local_storage()) {
        Some(Ok(Some(storage))) if is_the_browsers(&storage) => Ok(storage),
        Some(Ok(Some(_))) => Err(Unavailable::Replaced),
        Some(Err(thrown)) => Err(Unavailable::Blocked(fault::name(&thrown))),
        Some(Ok(None)) | None => Err(Unavailable::Missing),
    }
}

/// Whether it is the browser's own: what a host's script puts there answers as that does, and may be gone with the page. The
/// tag is asked for, because the host's page may call something else `Storage`.
fn is_the_browsers(storage: &Storage) -> bool {
    Reflect::get(storage, &Symbol::to_string_tag()).is_ok_and(|tag| tag == "Storage")
}

impl From<Unavailable> for StoreError {
    fn from(reason: Unavailable) -> Self {
        Self::Refused(match reason {
            Unavailable::Blocked(name) => name,
            Unavailable::Missing => "no storage".to_owned(),
            Unavailable::Replaced => "not the browser's own".to_owned(),
            Unavailable::NotKept => "not kept".to_owned(),
        })
    }
}

/// The names of a full storage: the standard's, and that of Firefox before it followed.
fn is_full(name: &str) -> bool {
    matches!(name, "QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED")
}

fn key(slot: Slot) -> String {
    format!("{}{}", prefix(), slot.name())
}

impl SlotStore for Store {
    fn read(&self, slot: Slot) -> Result<Option<String>, StoreError> {
        match self {
            Self::Local => read(slot),
            Self::Memory(memory) => memory.read(slot),
        }
    }

    fn write(&mut self, slot: Slot, text: &str) -> Result<(), StoreError> {
        match self {
            Self::Local => {
                let outcome = write(slot, text);
                if Slot::LIVE.contains(&slot) {
                    LAST_SAVE_FAILED.store(outcome.is_err(), Ordering::Relaxed);
                }
                outcome
            }
            Self::Memory(memory) => memory.write(slot, text),
        }
    }

    fn remove(&mut self, slot: Slot) -> Result<(), StoreError> {
        match self {
            Self::Local => local()?
                .remove_item(&key(slot))
                .map_err(|thrown| StoreError::Refused(fault::name(&thrown))),
            Self::Memory(memory) => memory.remove(slot),
        }
    }
}

fn read(slot: Slot) -> Result<Option<String>, StoreError> {
    let text = local()?
        .get_item(&key(slot))
        .map_err(|thrown| StoreError::Refused(fault::name(&thrown)))?;
    Ok(text.map(|text| match slot {
        Slot::A | Slot::B => text,
        // StoredItem as a JSON string, see `write`.
        Slot::AsideA | Slot::AsideB => serde_json::from_str(&text).unwrap_or(text),
    }))
}

fn write(slot: Slot, text: &str) -> Result<(), StoreError> {
    local()?;
    let outcome = match slot {
        // The envelope is JSON already and goes in as it stands.
        Slot::A | Slot::B => RawValue::from_string(text.to_owned())
            .map_err(StorageError::from)
            .and_then(|envelope| LocalStorage::set(key(slot), envelope)),
        // What was set aside may be anything; as a JSON string it comes back to the letter.
        Slot::AsideA | Slot::AsideB => LocalStorage::set(key(slot), text),
    };
    outcome.map_err(|error| match error {
        StorageError::JsError(thrown) if is_full(&thrown.name) => StoreError::Full,
        StorageError::JsError(thrown) => {
            StoreError::Refused(thrown.name.chars().take(60).collect())
        }
        StorageError::SerdeError(_) | StorageError::KeyNotFound(_) => {
            StoreError::Refused("not JSON".to_owned())
        }
    })
}

/// Calls `heard` when another tab saved or erased here; `RecordStore::adopt` then tells what it did.
pub fn on_other_tab(mut heard: impl FnMut() + 'static) -> Option<Listener> {
    Listener::on_window("storage", move |event| {
        let changed = event.dyn_ref::<StorageEvent>().map(StorageEvent::key);
        match changed {
            // No key: all of the storage was cleared.
            Some(None) => heard(),
            Some(Some(changed)) if Slot::LIVE.iter().any(|slot| key(*slot) == changed) => heard(),
            _ => {}
        }
    })
}

/// Calls `heard` when the page is shown, also by the way back: until then it may have slept, and heard of no other tab.
pub fn on_return(mut heard: impl FnMut() + 'static) -> Option<Listener> {
    Listener::on_window("pageshow", move |_| heard())
}

/// Calls `heard` when the page is hidden or left: it may never run again.
pub fn on_hide(heard: impl Fn() + Clone + 'static) -> [Option<Listener>; 2] {
    ["visibilitychange", "pagehide"].map(|event| {
        let heard = heard.clone();
        Listener::on_window(event, move |_| heard())
    })
}

/// Something of ours in the browser's storage, to show on the privacy page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredItem {
    /// Its key.
    pub key: String,
    /// Its text.
    pub text: String,
}

impl StoredItem {
    /// Its size with its key, bytes.
    pub fn bytes(&self) -> usize {
        self.key.len() + self.text.len()
    }
}

/// Everything of ours in the browser's storage, by key. Empty where there is no storage.
pub fn stored_items() -> Result<Vec<StoredItem>, StoreError> {
    let storage = match local() {
        Ok(storage) => storage,
        Err(Unavailable::Missing) => return Ok(Vec::new()),
        Err(reason) => return Err(reason.into()),
    };
    let refused = |thrown| StoreError::Refused(fault::name(&thrown));
    let mut kept = Vec::new();
    for index in 0..storage.length().map_err(refused)? {
        let Some(key) = storage
            .key(index)
            .map_err(refused)?
            .filter(|key| is_ours(key))
        else {
            continue;
        };
        if let Some(text) = storage.get_item(&key).map_err(refused)? {
            kept.push(StoredItem { key, text });
        }
    }
    Ok(sorted(kept, |a, b| a.key.cmp(&b.key)))
}

/// Erases everything of ours in the browser's storage, also what other versions of the page left, and nothing else.
/// Call `RecordStore::erase` first, which also empties memory. Returns how many keys went.
pub fn erase_all() -> Result<usize, StoreError> {
    let kept = stored_items()?;
    for StoredItem { key, .. } in &kept {
        local()?
            .remove_item(key)
            .map_err(|thrown| StoreError::Refused(fault::name(&thrown)))?;
    }
    Ok(kept.len())
}

/// Where a tab remembers how much it has saved: what a site erases or sets back between two loads is told then.
fn saved_mark() -> String {
    format!("{}saved", prefix())
}

/// Where `starts.js` counts the starts of the application in this tab that have not succeeded, this one among them.
const STARTS: &str = "which-end:starts";

/// From this many on, this one among them, what is saved may be why they broke.
const MANY_STARTS: u8 = 3;

/// Whether to start without what is saved: the visitor chose so, or the last starts broke.
pub fn starts_without_saved() -> bool {
    let starts = of_this_tab().and_then(|storage| storage.get_item(STARTS).ok()?);
    starts.is_some_and(|starts| starts.parse().is_ok_and(|starts: u8| starts >= MANY_STARTS))
}

fn of_this_tab() -> Option<Storage> {
    super::window()?.session_storage().ok()?
}

/// Notes the newest revision that is kept, for this tab alone; nothing before the first save. Where it cannot be noted, a
/// loss is not noticed.
pub fn remember_revision(rev: u64) {
    if rev == 0 {
        forget_revision();
    } else if let Some(storage) = of_this_tab() {
        let _ = storage.set_item(&saved_mark(), &rev.to_string());
    }
}

/// The revision that was noted; 0 where none was.
pub fn remembered_revision() -> u64 {
    let noted = of_this_tab().and_then(|storage| storage.get_item(&saved_mark()).ok()?);
    noted.and_then(|text| text.parse().ok()).unwrap_or(0)
}

/// Forgets what was noted.
pub fn forget_revision() {
    if let Some(storage) = of_this_tab() {
        let _ = storage.remove_item(&saved_mark());
    }
}

/// The stored record, read without the application's state: for the panel that is shown when we broke.
pub(super) struct Stored {
    /// The text as it stands.
    pub(super) text: String,
    /// Whether it holds everything: false where a save failed after it.
    pub(super) whole: bool,
}

/// What is stored; none where nothing is, or the browser refuses.
pub(super) fn stored() -> Option<Stored> {
    let texts: Vec<String> = Slot::LIVE
        .into_iter()
        .filter_map(|slot| read(slot).ok().flatten())
        .collect();
    let text = record::newest_text(&texts)?.to_owned();
    Some(Stored {
        text,
        whole: !LAST_SAVE_FAILED.load(Ordering::Relaxed),
    })
}
