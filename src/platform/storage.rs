//! Storage of text in the browser's `localStorage`.
//!
//! gloo-storage throws through Rust if storage is blocked, which skips destructors. So it is used only to write, and
//! only right after the same storage has answered. Reading, removing and listing use calls that return errors. No other
//! code of the page runs between the check and gloo's call.

use std::sync::atomic::{AtomicBool, Ordering};

use gloo_storage::errors::StorageError;
use gloo_storage::{LocalStorage, Storage as _};
use js_sys::{Reflect, Symbol};
use serde_json::value::RawValue;
use wasm_bindgen::JsCast;
use web_sys::{Storage, StorageEvent};
use which_end_core::order::sorted;
use which_end_core::record::{self, Slot, SlotStore, StoreError};

use super::mount_point::MountPoint;
use super::{Listener, js_error};

/// Prefix of all our keys. A host's page may store other items.
const PREFIX: &str = "which-end:";

/// Prefix of this page's keys. Several sites may share one origin, so in our own documents keys contain the folder's
/// path, for example `which-end:/careers/:record-a`. In a host's document they do not, because all its pages share one
/// record.
fn prefix() -> String {
    let folder = super::window().and_then(|window| window.location().pathname().ok());
    match folder.as_deref().and_then(|path| path.rsplit_once('/')) {
        Some((folder, _)) if !MountPoint::is_hosts_document() => format!("{PREFIX}{folder}/:"),
        _ => PREFIX.to_owned(),
    }
}

/// Whether a key belongs to this page, or to no folder.
fn is_ours(key: &str) -> bool {
    key.strip_prefix(PREFIX)
        .is_some_and(|rest| !rest.starts_with('/') || key.starts_with(&prefix()))
}

/// Whether the last save of a record failed. A static, because [`super::panic`] must not depend on the state.
static LAST_SAVE_FAILED: AtomicBool = AtomicBool::new(false);

/// Why nothing is saved on this device.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unavailable {
    /// The browser throws when asked for its storage, with the exception's name.
    #[error("this browser blocks saving for this page ({0})")]
    Blocked(String),
    /// The browser has no storage.
    #[error("this browser has saving switched off")]
    Missing,
    /// The host's page replaced `localStorage` with an object of its own, which may lose everything.
    #[error(
        "the site around this page has put something else in the place of this browser's storage"
    )]
    Replaced,
    /// A test value could not be read back.
    #[error("this browser does not keep what this page saves")]
    NotPersisted,
}

/// The browser's storage, until the visitor or the browser clears it. Made by [`open`].
#[derive(Clone, Copy, Debug)]
pub struct BrowserStore;

/// Opens the browser's storage. Full storage counts as available: it can be read, and each save reports that there is no
/// space.
pub fn open() -> Result<BrowserStore, Unavailable> {
    probe()?;
    migrate_unscoped();
    Ok(BrowserStore)
}

/// Why storage is unavailable, as far as reading shows. For use before consent, when nothing may be written.
pub fn unavailable_reason() -> Option<Unavailable> {
    match local_storage() {
        Ok(storage) => storage
            .length()
            .err()
            .map(|thrown| Unavailable::Blocked(js_error::name(&thrown))),
        Err(reason) => Some(reason),
    }
}

/// Copies items saved before keys contained a folder. The old items stay, because an instance in a host's document may
/// use them.
fn migrate_unscoped() {
    let prefix = prefix();
    let old = |slot: Slot| format!("{PREFIX}{}", slot.name());
    let Ok(storage) = local_storage() else { return };
    let has = |key: String| storage.get_item(&key).is_ok_and(|text| text.is_some());
    if prefix == PREFIX || Slot::ALL.into_iter().any(|slot| has(key(slot))) {
        return;
    }
    for slot in Slot::ALL {
        if let Ok(Some(text)) = storage.get_item(&old(slot)) {
            // If there is no space, the next start tries again.
            let _ = storage.set_item(&key(slot), &text);
        }
    }
}

/// Whether the visitor's consent to save is stored in this browser.
pub fn has_consent() -> bool {
    local_storage().is_ok_and(|storage| {
        storage
            .get_item(&consent_key())
            .is_ok_and(|text| text.as_deref() == Some("yes"))
    })
}

/// Whether a record is stored, readable or not.
pub fn has_record() -> bool {
    Slot::LIVE
        .into_iter()
        .any(|slot| read(slot).is_ok_and(|text| text.is_some()))
}

/// Stores the visitor's consent.
pub fn save_consent() {
    if let Ok(storage) = local_storage() {
        // If there is no space, the visitor is asked again next time.
        let _ = storage.set_item(&consent_key(), "yes");
    }
}

fn consent_key() -> String {
    format!("{}consent", prefix())
}

/// Writes, reads and removes a test item under a random key.
fn probe() -> Result<(), Unavailable> {
    let storage = local_storage()?;
    let key = format!("{}probe-{:016x}", prefix(), super::seed::seed());
    match storage.set_item(&key, "kept") {
        Ok(()) => {}
        Err(thrown) if is_full(&js_error::name(&thrown)) => return Ok(()),
        Err(thrown) => return Err(Unavailable::Blocked(js_error::name(&thrown))),
    }
    let items = storage.get_item(&key);
    let removed = storage.remove_item(&key);
    match (items, removed) {
        (Ok(Some(text)), Ok(())) if text == "kept" => Ok(()),
        (Err(thrown), _) | (_, Err(thrown)) => Err(Unavailable::Blocked(js_error::name(&thrown))),
        _ => Err(Unavailable::NotPersisted),
    }
}

/// The browser's storage. Looked up each time, because permission can be revoked while the page is open.
fn local_storage() -> Result<Storage, Unavailable> {
    match super::window().map(|window| window.local_storage()) {
        Some(Ok(Some(storage))) if is_native(&storage) => Ok(storage),
        Some(Ok(Some(_))) => Err(Unavailable::Replaced),
        Some(Err(thrown)) => Err(Unavailable::Blocked(js_error::name(&thrown))),
        Some(Ok(None)) | None => Err(Unavailable::Missing),
    }
}

/// Whether this is the browser's own storage. A host's script may replace it with an object that forgets everything.
/// Checks the tag, because the host's page may also redefine `Storage`.
fn is_native(storage: &Storage) -> bool {
    Reflect::get(storage, &Symbol::to_string_tag()).is_ok_and(|tag| tag == "Storage")
}

impl From<Unavailable> for StoreError {
    fn from(reason: Unavailable) -> Self {
        Self::Refused(match reason {
            Unavailable::Blocked(name) => name,
            Unavailable::Missing => "no storage".to_owned(),
            Unavailable::Replaced => "not the browser's own".to_owned(),
            Unavailable::NotPersisted => "not kept".to_owned(),
        })
    }
}

/// Exception names for full storage: the standard one and that of older Firefox.
fn is_full(name: &str) -> bool {
    matches!(name, "QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED")
}

fn key(slot: Slot) -> String {
    format!("{}{}", prefix(), slot.name())
}

impl SlotStore for BrowserStore {
    fn read(&self, slot: Slot) -> Result<Option<String>, StoreError> {
        read(slot)
    }

    fn write(&mut self, slot: Slot, text: &str) -> Result<(), StoreError> {
        let outcome = write(slot, text);
        if Slot::LIVE.contains(&slot) {
            LAST_SAVE_FAILED.store(outcome.is_err(), Ordering::Relaxed);
        }
        outcome
    }

    fn remove(&mut self, slot: Slot) -> Result<(), StoreError> {
        local_storage()?
            .remove_item(&key(slot))
            .map_err(|thrown| StoreError::Refused(js_error::name(&thrown)))
    }
}

fn read(slot: Slot) -> Result<Option<String>, StoreError> {
    let text = local_storage()?
        .get_item(&key(slot))
        .map_err(|thrown| StoreError::Refused(js_error::name(&thrown)))?;
    Ok(text.map(|text| match slot {
        Slot::A | Slot::B => text,
        // Stored as a JSON string, see `write`.
        Slot::AsideA | Slot::AsideB => serde_json::from_str(&text).unwrap_or(text),
    }))
}

fn write(slot: Slot, text: &str) -> Result<(), StoreError> {
    local_storage()?;
    let outcome = match slot {
        // The envelope is JSON already and is stored unchanged.
        Slot::A | Slot::B => RawValue::from_string(text.to_owned())
            .map_err(StorageError::from)
            .and_then(|envelope| LocalStorage::set(key(slot), envelope)),
        // A text that was set aside may be anything. As a JSON string it is restored exactly.
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

/// Calls `callback` when another tab saved or cleared. `RecordStore::adopt` then tells which.
pub fn on_other_tab(mut callback: impl FnMut() + 'static) -> Option<Listener> {
    Listener::on_window("storage", move |event| {
        let changed = event.dyn_ref::<StorageEvent>().map(StorageEvent::key);
        match changed {
            // No key means that all storage was cleared.
            Some(None) => callback(),
            Some(Some(changed)) if Slot::LIVE.iter().any(|slot| key(*slot) == changed) => {
                callback();
            }
            _ => {}
        }
    })
}

/// Calls `callback` when the page is shown, also from the back/forward cache, where it receives no storage events.
pub fn on_return(mut callback: impl FnMut() + 'static) -> Option<Listener> {
    Listener::on_window("pageshow", move |_| callback())
}

/// Calls `callback` when the page is hidden or left. It may never run again.
pub fn on_hide(callback: impl Fn() + Clone + 'static) -> [Option<Listener>; 2] {
    ["visibilitychange", "pagehide"].map(|event| {
        let callback = callback.clone();
        Listener::on_window(event, move |_| callback())
    })
}

/// One of our items in the browser's storage, for the list on the About page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredItem {
    pub key: String,
    pub text: String,
}

impl StoredItem {
    /// Size with its key, in bytes.
    pub fn bytes(&self) -> usize {
        self.key.len() + self.text.len()
    }
}

/// All our items in the browser's storage, sorted by key. Empty if there is no storage.
pub fn stored_items() -> Result<Vec<StoredItem>, StoreError> {
    let storage = match local_storage() {
        Ok(storage) => storage,
        Err(Unavailable::Missing) => return Ok(Vec::new()),
        Err(reason) => return Err(reason.into()),
    };
    let refused = |thrown| StoreError::Refused(js_error::name(&thrown));
    let mut items = Vec::new();
    for index in 0..storage.length().map_err(refused)? {
        let Some(key) = storage
            .key(index)
            .map_err(refused)?
            .filter(|key| is_ours(key))
        else {
            continue;
        };
        if let Some(text) = storage.get_item(&key).map_err(refused)? {
            items.push(StoredItem { key, text });
        }
    }
    Ok(sorted(items, |a, b| a.key.cmp(&b.key)))
}

/// Removes all our items from the browser's storage, including those of other releases, and nothing else. Call
/// `RecordStore::erase` first, so that an open store notices. Returns how many items were removed.
pub fn clear_all() -> Result<usize, StoreError> {
    let items = stored_items()?;
    for StoredItem { key, .. } in &items {
        local_storage()?
            .remove_item(key)
            .map_err(|thrown| StoreError::Refused(js_error::name(&thrown)))?;
    }
    Ok(items.len())
}

/// Key of this tab's last saved revision, by which a loss between two loads is noticed.
fn revision_key() -> String {
    format!("{}saved", prefix())
}

/// Key under which `starts.js` counts consecutive failed starts in this tab, including the current one.
const STARTS: &str = "which-end:starts";

/// From this count on, the saved record may be the cause of the failures.
const MAX_STARTS: u8 = 3;

/// Whether to start without the saved record, because the visitor chose so or the last starts failed.
pub fn starts_without_saved() -> bool {
    let starts = session_storage().and_then(|storage| storage.get_item(STARTS).ok()?);
    starts.is_some_and(|starts| starts.parse().is_ok_and(|starts: u8| starts >= MAX_STARTS))
}

fn session_storage() -> Option<Storage> {
    super::window()?.session_storage().ok()?
}

/// Remembers the newest saved revision for this tab. If that fails, a loss is not noticed. Revision 0 means that
/// nothing is saved yet.
pub fn remember_revision(rev: u64) {
    if rev == 0 {
        forget_revision();
    } else if let Some(storage) = session_storage() {
        let _ = storage.set_item(&revision_key(), &rev.to_string());
    }
}

/// The remembered revision. 0 if there is none.
pub fn remembered_revision() -> u64 {
    let remembered =
        session_storage().and_then(|storage| storage.get_item(&revision_key()).ok()?);
    remembered.and_then(|text| text.parse().ok()).unwrap_or(0)
}

/// Forgets the remembered revision.
pub fn forget_revision() {
    if let Some(storage) = session_storage() {
        let _ = storage.remove_item(&revision_key());
    }
}

/// The stored record as text, read without the application's state for the panic panel.
pub(super) struct Stored {
    /// The stored text.
    pub(super) text: String,
    /// Whether it is complete. False if a later save failed.
    pub(super) complete: bool,
}

/// The stored record. `None` if there is none or the browser refuses.
pub(super) fn stored() -> Option<Stored> {
    let texts: Vec<String> = Slot::LIVE
        .into_iter()
        .filter_map(|slot| read(slot).ok().flatten())
        .collect();
    let text = record::newest_text(&texts)?.to_owned();
    Some(Stored {
        text,
        complete: !LAST_SAVE_FAILED.load(Ordering::Relaxed),
    })
}
