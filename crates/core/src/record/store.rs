//! The one who opens, saves, takes over and erases.

use super::codec::{self, Read};
use super::envelope::{HIGHEST_REV, Layout};
use super::slot::{Slot, SlotStore, StoreError};
use super::{LONGEST, ReadError, Record};

/// Something to tell the visitor after opening. The record that was found is usable all the same.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// A place could not be read at all.
    #[error("saved answers could not be looked up: {0}")]
    Unreachable(StoreError),
    /// Unreadable text was found. The copy before it is used, where there is one.
    #[error(
        "a saved copy could not be read ({why}); it was set aside, and you can download it. {}",
        if *.older { "The copy before it is used, so your last answer may be missing" } else { "There is no other copy" }
    )]
    Unreadable {
        /// What is wrong with it.
        why: ReadError,
        /// The text, cut to [`LONGEST`] bytes, to offer as a download.
        text: String,
        /// Whether the browser kept it in the place for such text; otherwise it is here only.
        kept: bool,
        /// Whether another copy could be read and is used.
        older: bool,
    },
    /// One of the two slots is empty, although more than one save was made: somebody emptied it. Which of the two copies
    /// it was cannot be told.
    #[error("one of two saved copies is gone, so your last answer may be missing")]
    CopyGone,
    /// A newer version of the page wrote here. It is left alone, and nothing is saved, unless the visitor sets it aside.
    #[error(
        "a newer version of Which End saved answers here. Reload to get that version. Nothing new is saved until then"
    )]
    Newer,
}

/// Why a save did not happen. What was saved before is untouched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SaveError {
    /// The browser refused.
    #[error("not saved: {0}")]
    Store(#[from] StoreError),
    /// The browser took it and did not keep it.
    #[error("not saved: the browser did not keep it")]
    NotKept,
    /// Another tab saved since. [`RecordStore::adopt`] takes its record, [`RecordStore::overrule`] keeps this one.
    #[error("not saved: another tab has newer answers")]
    OtherTab,
    /// A newer version of the page wrote here.
    #[error("not saved: a newer version of Which End keeps the answers now; reload to get it")]
    Newer,
    /// Over [`LONGEST`], or over another bound that a reader keeps to.
    #[error("not saved: there is too much to save")]
    TooLarge,
}

/// What another tab did.
#[derive(Clone, Debug, PartialEq)]
pub enum Adopted {
    /// Nothing that this page does not have.
    Nothing,
    /// It saved; this is its record, and this page's next save comes after it.
    Record(Box<Record>),
    /// It erased everything.
    Erased,
    /// It is a newer version of the page, and saved. This page no longer saves.
    Newer,
}

/// Owns the places, the revision and this page's name as a writer.
#[derive(Debug)]
pub struct RecordStore<S> {
    store: S,
    writer: String,
    /// The save this page knows as the newest.
    newest: Option<Known>,
    /// The highest revision ever seen; the next save goes above it, even after erasing.
    rev: u64,
    /// A newer schema was found.
    read_only: bool,
}

/// A save that this page knows: its own last one or the one it took over.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Known {
    rev: u64,
    /// Two tabs may reach the same revision; the name decides, the same way in both.
    writer: String,
    slot: Slot,
}

/// What the two live slots hold.
#[derive(Debug, Default)]
struct Survey {
    best: Option<(Known, Record)>,
    /// A newer schema is there.
    newer: bool,
    unreadable: Vec<(Slot, ReadError, String)>,
    errors: Vec<StoreError>,
    empty: Vec<Slot>,
}

impl Survey {
    fn of(store: &impl SlotStore) -> Self {
        let mut survey = Self::default();
        for slot in Slot::LIVE {
            let text = match store.read(slot) {
                Ok(Some(text)) => text,
                Ok(None) => {
                    survey.empty.push(slot);
                    continue;
                }
                Err(error) => {
                    survey.errors.push(error);
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
                    if survey.best.as_ref().is_none_or(|(best, _)| *best < known) {
                        survey.best = Some((known, record));
                    }
                }
                Err(ReadError::Newer) => survey.newer = true,
                Err(why) => survey.unreadable.push((slot, why, text)),
            }
        }
        survey
    }

    fn is_empty(&self) -> bool {
        self.best.is_none() && !self.newer && self.unreadable.is_empty() && self.errors.is_empty()
    }
}

impl<S: SlotStore> RecordStore<S> {
    /// Opens the store and reads the newest sound record, or a new one where there is none.
    ///
    /// `seed` names this page among those that write here and must differ from tab to tab.
    pub fn open(store: S, seed: u64) -> (Self, Record, Vec<OpenError>) {
        let mut keeper = Self {
            store,
            writer: format!("{seed:016x}"),
            newest: None,
            rev: 0,
            read_only: false,
        };
        let survey = Survey::of(&keeper.store);
        keeper.read_only = survey.newer;
        let mut errors: Vec<OpenError> = survey
            .errors
            .into_iter()
            .map(OpenError::Unreachable)
            .collect();
        // Where a copy was set aside, its slot is empty until the next save, and that has been told.
        if let (Some((best, _)), [slot]) = (&survey.best, survey.empty.as_slice())
            && best.rev > 1
            && matches!(keeper.store.read(slot.aside()), Ok(None))
        {
            errors.push(OpenError::CopyGone);
        }
        let older = survey.best.is_some();
        for (slot, why, text) in survey.unreadable {
            let text = cut(text);
            let kept = keeper.set_aside(slot, &text);
            errors.push(OpenError::Unreadable {
                why,
                text,
                kept,
                older,
            });
        }
        if survey.newer {
            errors.push(OpenError::Newer);
        }
        let record = survey.best.map_or_else(Record::default, |(known, record)| {
            keeper.know(known, record)
        });
        (keeper, record, errors)
    }

    /// Saves. On error, what was saved before is untouched.
    pub fn save(&mut self, record: &Record) -> Result<(), SaveError> {
        let survey = self.survey()?;
        if let Some((best, _)) = &survey.best
            && self.is_news(best)
        {
            return Err(SaveError::OtherTab);
        }
        self.put(record, &survey)
    }

    /// Saves over whatever another tab saved: the visitor chose this page's record.
    pub fn overrule(&mut self, record: &Record) -> Result<(), SaveError> {
        let survey = self.survey()?;
        if let Some((best, _)) = &survey.best {
            self.rev = self.rev.max(best.rev);
        }
        self.put(record, &survey)
    }

    /// Looks what another tab did, after it told or a save found out, and takes its newer record over.
    pub fn adopt(&mut self) -> Adopted {
        let survey = Survey::of(&self.store);
        if survey.newer {
            self.read_only = true;
            return Adopted::Newer;
        }
        if survey.is_empty() {
            return if self.newest.take().is_some() {
                Adopted::Erased
            } else {
                Adopted::Nothing
            };
        }
        match survey.best {
            Some((known, record)) if self.is_news(&known) => {
                Adopted::Record(Box::new(self.know(known, record)))
            }
            _ => Adopted::Nothing,
        }
    }

    /// Whether a save comes after the newest that this page knows; from the highest revision on, any other does.
    fn is_news(&self, save: &Known) -> bool {
        let after = |newest: &Known| newest < save || newest.rev == HIGHEST_REV && newest != save;
        self.newest.as_ref().is_none_or(after)
    }

    /// [`set_all_aside`] for a keeper that is open: it can save again.
    pub fn set_all_aside(&mut self) -> Result<Vec<String>, StoreError> {
        let texts = set_all_aside(&mut self.store)?;
        self.newest = None;
        self.read_only = false;
        Ok(texts)
    }

    /// Empties all four places. The first failure is reported after all were tried.
    pub fn erase(&mut self) -> Result<(), StoreError> {
        let outcomes = Slot::ALL.map(|slot| self.store.remove(slot));
        if outcomes.iter().all(Result::is_ok) {
            self.newest = None;
            self.read_only = false;
        }
        outcomes.into_iter().collect()
    }

    /// The texts that could not be read and were set aside, to offer as downloads.
    pub fn set_aside_texts(&self) -> Vec<String> {
        Slot::ASIDE
            .into_iter()
            .filter_map(|slot| self.store.read(slot).ok().flatten())
            .collect()
    }

    /// The revision of the newest save that this page knows to be kept; 0 where there is none.
    pub fn rev(&self) -> u64 {
        self.newest.as_ref().map_or(0, |known| known.rev)
    }

    /// Whether saving is off because a newer version of the page wrote here.
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// The places, to look at.
    pub fn store(&self) -> &S {
        &self.store
    }

    /// The slots as they are now, where this page may write.
    fn survey(&mut self) -> Result<Survey, SaveError> {
        let survey = Survey::of(&self.store);
        self.read_only |= survey.newer;
        if self.read_only {
            return Err(SaveError::Newer);
        }
        // What cannot be read may be newer than ours: it is not written over blindly.
        match survey.errors.first() {
            Some(error) => Err(error.clone().into()),
            None => Ok(survey),
        }
    }

    /// Writes to the slot that does not hold the newest sound text, and looks whether it was kept.
    fn put(&mut self, record: &Record, survey: &Survey) -> Result<(), SaveError> {
        let from_the_top = self.rev >= HIGHEST_REV;
        let rev = if from_the_top { 1 } else { self.rev + 1 };
        let text = codec::write(record, rev, &self.writer, Layout::Line);
        // Nothing is written that would be refused when it is read.
        if text.len() > LONGEST || codec::read(&text).is_err() {
            return Err(SaveError::TooLarge);
        }
        let newest = survey.best.as_ref().map(|(known, _)| known.slot);
        let slot = newest
            .or(self.newest.as_ref().map(|known| known.slot))
            .map_or(Slot::A, Slot::turn);
        if let Some((_, _, damaged)) = survey.unreadable.iter().find(|(at, _, _)| *at == slot) {
            self.set_aside(slot, &cut(damaged.clone()));
        }
        self.store.write(slot, &text)?;
        match self.store.read(slot)? {
            Some(kept) if kept == text => {
                // After the first save both slots hold something, so that an empty one tells of a loss. Of two that are the
                // same, the second counts.
                let twin = (rev > 1 && survey.is_empty() || from_the_top)
                    && self.store.write(slot.turn(), &text).is_ok();
                // The other slot would be taken for the newest.
                if from_the_top && !twin {
                    return Err(SaveError::NotKept);
                }
                let known = Known {
                    rev,
                    writer: self.writer.clone(),
                    slot: if twin { Slot::B } else { slot },
                };
                self.know(known, ());
                Ok(())
            }
            // Another tab wrote in between. An older text is the one that should have gone.
            Some(other) if codec::read(&other).is_ok_and(|found| found.rev >= rev) => {
                Err(SaveError::OtherTab)
            }
            _ => Err(SaveError::NotKept),
        }
    }

    /// Notes the newest save and passes on what came with it.
    fn know<T>(&mut self, known: Known, with: T) -> T {
        self.rev = if self.rev >= HIGHEST_REV {
            known.rev
        } else {
            self.rev.max(known.rev)
        };
        self.newest = Some(known);
        with
    }

    /// Moves unreadable text out of a live slot. Where it cannot be kept elsewhere it stays, until a save needs the
    /// slot: a failed browser should not also cost the next answers.
    fn set_aside(&mut self, slot: Slot, text: &str) -> bool {
        let kept = self.store.write(slot.aside(), text).is_ok()
            && self
                .store
                .read(slot.aside())
                .is_ok_and(|kept| kept.as_deref() == Some(text));
        // A text left in the slot is found unreadable again and moved again: no harm.
        kept && self.store.remove(slot).is_ok()
    }
}

/// Moves what stands in the live places to those for texts that cannot be read, unread: the visitor goes on without it. Returns
/// the texts. Where one cannot be kept there, it stays where it was, and nothing else is moved.
pub fn set_all_aside(store: &mut impl SlotStore) -> Result<Vec<String>, StoreError> {
    let mut texts = Vec::new();
    for slot in Slot::LIVE {
        if let Some(text) = store.read(slot)? {
            // A full storage has room for it once it is not in the other place.
            store.remove(slot)?;
            if let Err(error) = store.write(slot.aside(), &cut(text.clone())) {
                store.write(slot, &text)?;
                return Err(error);
            }
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
