//! Where records are kept, as seen from here: four named places for text, any of which may fail.

/// A named place for one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// Takes turns with [`Slot::B`].
    A,
    /// Takes turns with [`Slot::A`].
    B,
    /// The last unreadable text found in [`Slot::A`].
    AsideA,
    /// The last unreadable text found in [`Slot::B`].
    AsideB,
}

impl Slot {
    /// All places.
    pub const ALL: [Self; 4] = [Self::A, Self::B, Self::AsideA, Self::AsideB];
    /// The two that hold records.
    pub const LIVE: [Self; 2] = [Self::A, Self::B];
    /// The two that hold what could not be read.
    pub const ASIDE: [Self; 2] = [Self::AsideA, Self::AsideB];

    /// Its lasting name, part of the storage key.
    pub fn name(self) -> &'static str {
        match self {
            Self::A => "record-a",
            Self::B => "record-b",
            Self::AsideA => "set-aside-a",
            Self::AsideB => "set-aside-b",
        }
    }

    /// The place for unreadable text from this one.
    pub(super) fn aside(self) -> Self {
        match self {
            Self::A | Self::AsideA => Self::AsideA,
            Self::B | Self::AsideB => Self::AsideB,
        }
    }

    /// The live slot that is written next after this one.
    pub(super) fn turn(self) -> Self {
        match self {
            Self::A | Self::AsideA => Self::B,
            Self::B | Self::AsideB => Self::A,
        }
    }
}

/// Why a place could not be read, written or emptied.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// No room left.
    #[error("the browser has no room left for this page")]
    Full,
    /// Not allowed, gone, or broken; with the browser's own name for it, as in `SecurityError`.
    #[error("the browser does not let this page keep anything ({0})")]
    Refused(String),
}

/// Places for text. The page implements it over the browser's storage, tests over every way that can fail.
pub trait SlotStore {
    /// The text in `slot`; none where it is empty.
    fn read(&self, slot: Slot) -> Result<Option<String>, StoreError>;
    /// Replaces the text in `slot`. On failure the old text remains.
    fn write(&mut self, slot: Slot, text: &str) -> Result<(), StoreError>;
    /// Empties `slot`; fine where it is empty already.
    fn remove(&mut self, slot: Slot) -> Result<(), StoreError>;
}

/// Places in memory: what the page falls back on when the browser keeps nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemoryStore {
    /// In the order of [`Slot::ALL`].
    texts: [Option<String>; 4],
}

impl SlotStore for MemoryStore {
    fn read(&self, slot: Slot) -> Result<Option<String>, StoreError> {
        Ok(self.texts[slot as usize].clone())
    }

    fn write(&mut self, slot: Slot, text: &str) -> Result<(), StoreError> {
        self.texts[slot as usize] = Some(text.to_owned());
        Ok(())
    }

    fn remove(&mut self, slot: Slot) -> Result<(), StoreError> {
        self.texts[slot as usize] = None;
        Ok(())
    }
}
