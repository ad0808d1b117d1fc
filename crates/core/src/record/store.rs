//! The record store: opens, saves, adopts the record of another tab, clears.

use super::codec::{self, Read};
use super::envelope::{HIGHEST_REV, Layout};
use super::slot::{Slot, SlotStore, StoreError};
use super::{LONGEST, ReadError, Record};

/// An error to report after opening. The returned record is usable all the same.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// A slot could not be read.
    #[error("saved answers could not be looked up: {0}")]
    Unreachable(StoreError),
    /// A slot holds unreadable text. The other copy is used if there is one.
    #[error(
        "a saved copy could not be read ({why}); it was set aside, and you can download it. {}",
        if *.older { "The copy before it is used, so your last answer may be missing" } else { "There is no other copy" }
    )]
    Unreadable {
        /// The error.
        why: ReadError,
        /// The text, cut to [`LONGEST`] bytes, for a download.
        text: String,
        /// Whether the text is stored in the slot for unreadable texts. Otherwise it is only here.
        stored: bool,
        /// Whether another copy could be read and is used.
        older: bool,
    },
    /// One of the two slots is empty after more than one save, so something removed it. It may have been the newer
    /// copy.
    #[error("one of two saved copies is gone, so your last answer may be missing")]
    CopyGone,
    /// A newer version of the page saved here. Its record is not changed and nothing is saved, unless the visitor sets
    /// it aside.
    #[error(
        "a newer version of Which End saved answers here. Reload to get that version. Nothing new is saved until then"
    )]
    Newer,
}

/// Why a save failed. The previous save is untouched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SaveError {
    /// The browser refused.
    #[error("not saved: {0}")]
    Store(#[from] StoreError),
    /// The browser reported success but did not store the text.
    #[error("not saved: the browser did not keep it")]
    NotStored,
    /// Another tab has saved since. [`RecordStore::adopt`] takes its record.
    #[error("not saved: another tab has newer answers")]
    OtherTab,
    /// A newer version of the page saved here.
    #[error("not saved: a newer version of Which End keeps the answers now; reload to get it")]
    Newer,
    /// The text exceeds [`LONGEST`] or another limit of the reader.
    #[error("not saved: there is too much to save")]
    TooLarge,
}

/// The change that another tab made.
#[derive(Clone, Debug, PartialEq)]
pub enum Adopted {
    /// Nothing new.
    Nothing,
    /// It saved this record. The next save of this page has a higher revision.
    Record(Box<Record>),
    /// It cleared everything.
    Erased,
    /// It is a newer version of the page, and it saved. This page no longer saves.
    Newer,
}

/// The record store: owns the slots, the revision and this page's id as a writer.
#[derive(Debug)]
pub struct RecordStore<S> {
    store: S,
    writer: String,
    /// The newest save that this page knows.
    newest: Option<Known>,
    /// The highest revision seen so far. The next save exceeds it, even after clearing.
    rev: u64,
    /// Whether a newer schema was found.
    read_only: bool,
}

/// A save that this page knows: its own last one, or one that it adopted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Known {
    rev: u64,
    /// Breaks ties if two tabs reach the same revision. Both tabs decide alike.
    writer: String,
    slot: Slot,
}

/// Contents of the two live slots.
#[derive(Debug, Default)]
struct LiveSlots {
    best: Option<(Known, Record)>,
    /// Whether a slot holds a newer schema.
    newer: bool,
    unreadable: Vec<(Slot, ReadError, String)>,
    errors: Vec<StoreError>,
    empty: Vec<Slot>,
}

impl LiveSlots {
    fn of(store: &impl SlotStore) -> Self {
        let mut slots = Self::default();
        for slot in Slot::LIVE {
            let text = match store.read(slot) {
                Ok(Some(text)) => text,
                Ok(None) => {
                    slots.empty.push(slot);
                    continue;
                }
                Err(error) => {
                    slots.errors.push(error);
                    continue;
                }
            };
            match codec::read(&text) {
                Ok(Read {
                    rev,
                    writer,
                    record,
                }) => {
                    let known = Known { rev, writer, slot };
                    if slots.best.as_ref().is_none_or(|(best, _)| *best < known) {
                        slots.best = Some((known, record));
                    }
                }
                Err(ReadError::Newer) => slots.newer = true,
                Err(why) => slots.unreadable.push((slot, why, text)),
            }
        }
        slots
    }

    fn is_empty(&self) -> bool {
        self.best.is_none() && !self.newer && self.unreadable.is_empty() && self.errors.is_empty()
    }
}

impl<S: SlotStore> RecordStore<S> {
    /// Opens the store and reads the newest intact record, or creates an empty one.
    ///
    /// `seed` identifies this page as a writer and must differ between tabs.
    pub fn open(store: S, seed: u64) -> (Self, Record, Vec<OpenError>) {
        let mut opened = Self {
            store,
            writer: format!("{seed:016x}"),
            newest: None,
            rev: 0,
            read_only: false,
        };
        // Another tab may still know a save that was set aside here. Ours must count as newer, or it would be overwritten.
        let aside = opened.set_aside_texts();
        let revs = aside
            .iter()
            .filter_map(|text| Some(codec::read(text).ok()?.rev));
        opened.rev = revs.max().unwrap_or(0);
        let slots = LiveSlots::of(&opened.store);
        opened.read_only = slots.newer;
        let mut errors: Vec<OpenError> = slots
            .errors
            .into_iter()
            .map(OpenError::Unreachable)
            .collect();
        // A slot whose text was set aside stays empty until the next save, and that was reported before.
        if let (Some((best, _)), [slot]) = (&slots.best, slots.empty.as_slice())
            && best.rev > 1
            && matches!(opened.store.read(slot.aside()), Ok(None))
        {
            errors.push(OpenError::CopyGone);
        }
        let older = slots.best.is_some();
        for (slot, why, text) in slots.unreadable {
            let text = cut(text);
            let stored = opened.set_aside(slot, &text);
            errors.push(OpenError::Unreadable {
                why,
                text,
                stored,
                older,
            });
        }
        if slots.newer {
            errors.push(OpenError::Newer);
        }
        let record = slots.best.map_or_else(Record::default, |(known, record)| {
            opened.remember(known, record)
        });
        (opened, record, errors)
    }

    /// Saves. On error the previous save is untouched.
    pub fn save(&mut self, record: &Record) -> Result<(), SaveError> {
        let slots = self.slots()?;
        if let Some((best, _)) = &slots.best
            && self.is_newer(best)
        {
            return Err(SaveError::OtherTab);
        }
        self.write(record, &slots)
    }

    /// Checks for a change by another tab, after its event or a failed save, and adopts a newer record.
    pub fn adopt(&mut self) -> Adopted {
        let slots = LiveSlots::of(&self.store);
        if slots.newer {
            self.read_only = true;
            return Adopted::Newer;
        }
        if slots.is_empty() {
            return if self.newest.take().is_some() {
                Adopted::Erased
            } else {
                Adopted::Nothing
            };
        }
        match slots.best {
            Some((known, record)) if self.is_newer(&known) => {
                Adopted::Record(Box::new(self.remember(known, record)))
            }
            _ => Adopted::Nothing,
        }
    }

    /// Whether a save is newer than the newest that this page knows. At the highest revision, any other save counts as
    /// newer.
    fn is_newer(&self, save: &Known) -> bool {
        let is_after =
            |newest: &Known| newest < save || newest.rev == HIGHEST_REV && newest != save;
        self.newest.as_ref().is_none_or(is_after)
    }

    /// Like the free function [`set_all_aside`], for an open store, which can then save again.
    pub fn set_all_aside(&mut self) -> Result<Vec<String>, StoreError> {
        let texts = set_all_aside(&mut self.store)?;
        self.newest = None;
        self.read_only = false;
        Ok(texts)
    }

    /// Empties all four slots. Returns the first error after all were tried.
    pub fn erase(&mut self) -> Result<(), StoreError> {
        let outcomes = Slot::ALL.map(|slot| self.store.remove(slot));
        if outcomes.iter().all(Result::is_ok) {
            self.newest = None;
            self.read_only = false;
        }
        outcomes.into_iter().collect()
    }

    /// The unreadable texts that were set aside, for downloads.
    pub fn set_aside_texts(&self) -> Vec<String> {
        Slot::ASIDE
            .into_iter()
            .filter_map(|slot| self.store.read(slot).ok().flatten())
            .collect()
    }

    /// The revision of the newest save that this page knows; 0 if there is none.
    pub fn rev(&self) -> u64 {
        self.newest.as_ref().map_or(0, |known| known.rev)
    }

    /// The underlying slots.
    pub fn store(&self) -> &S {
        &self.store
    }

    /// Reads the slots before a save. An error if this page may not write.
    fn slots(&mut self) -> Result<LiveSlots, SaveError> {
        let slots = LiveSlots::of(&self.store);
        self.read_only |= slots.newer;
        if self.read_only {
            return Err(SaveError::Newer);
        }
        // An unreadable slot may be newer than ours, so it is not overwritten.
        match slots.errors.first() {
            Some(error) => Err(error.clone().into()),
            None => Ok(slots),
        }
    }

    /// Writes to the slot that does not hold the newest intact text, and verifies the write.
    fn write(&mut self, record: &Record, slots: &LiveSlots) -> Result<(), SaveError> {
        let restarts = self.rev >= HIGHEST_REV;
        let rev = if restarts { 1 } else { self.rev + 1 };
        let text = codec::write(record, rev, &self.writer, Layout::Line);
        // Never write what a reader would refuse.
        if text.len() > LONGEST || codec::read(&text).is_err() {
            return Err(SaveError::TooLarge);
        }
        let newest = slots.best.as_ref().map(|(known, _)| known.slot);
        let slot = newest
            .or(self.newest.as_ref().map(|known| known.slot))
            .map_or(Slot::A, Slot::other);
        if let Some((_, _, damaged)) = slots.unreadable.iter().find(|(at, _, _)| *at == slot) {
            self.set_aside(slot, &cut(damaged.clone()));
        }
        self.store.write(slot, &text)?;
        match self.store.read(slot)? {
            Some(stored) if stored == text => {
                // After the first save both slots are filled, so that an empty one indicates a loss. If both are equal,
                // the second counts as newest.
                let both_written = (rev > 1 && slots.is_empty() || restarts)
                    && self.store.write(slot.other(), &text).is_ok();
                // Otherwise the other slot, with its higher revision, would count as newest.
                if restarts && !both_written {
                    return Err(SaveError::NotStored);
                }
                let known = Known {
                    rev,
                    writer: self.writer.clone(),
                    slot: if both_written { Slot::B } else { slot },
                };
                self.remember(known, ());
                Ok(())
            }
            // Another tab wrote in between. An older text would mean that our write was lost.
            Some(other) if codec::read(&other).is_ok_and(|found| found.rev >= rev) => {
                Err(SaveError::OtherTab)
            }
            _ => Err(SaveError::NotStored),
        }
    }

    /// Remembers the newest save and returns `with`.
    fn remember<T>(&mut self, known: Known, with: T) -> T {
        self.rev = if self.rev >= HIGHEST_REV {
            known.rev
        } else {
            self.rev.max(known.rev)
        };
        self.newest = Some(known);
        with
    }

    /// Moves unreadable text out of a live slot. If it cannot be stored elsewhere, it stays until a save needs the
    /// slot, so that a failing browser does not also cost the next answers.
    fn set_aside(&mut self, slot: Slot, text: &str) -> bool {
        let stored = self.store.write(slot.aside(), text).is_ok()
            && self
                .store
                .read(slot.aside())
                .is_ok_and(|stored| stored.as_deref() == Some(text));
        // A text that remains in the slot is found and moved again on the next visit.
        stored && self.store.remove(slot).is_ok()
    }
}

/// Moves the texts of the live slots, unparsed, to the slots for unreadable texts. Returns the texts. If one cannot be
/// moved, it stays where it was and the rest is not moved. A text that the store takes back nowhere is returned all the
/// same, for a download.
pub fn set_all_aside(store: &mut impl SlotStore) -> Result<Vec<String>, StoreError> {
    let mut texts = Vec::new();
    for slot in Slot::LIVE {
        if let Some(text) = store.read(slot)? {
            // Removing the text first makes room for it in full storage.
            store.remove(slot)?;
            if let Err(error) = store.write(slot.aside(), &cut(text.clone()))
                && store.write(slot, &text).is_ok()
            {
                return Err(error);
            }
            // If it could not be put back either, it is only in what is returned.
            texts.push(text);
        }
    }
    Ok(texts)
}

/// Cuts a text to [`LONGEST`] bytes, between characters.
fn cut(mut text: String) -> String {
    text.truncate(text.floor_char_boundary(LONGEST));
    text
}
