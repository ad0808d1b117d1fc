//! Slots for stored text. Any access to them may fail.

/// A slot for one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// Written in alternation with [`Slot::B`].
    A,
    /// Written in alternation with [`Slot::A`].
    B,
    /// The last unreadable text found in [`Slot::A`].
    AsideA,
    /// The last unreadable text found in [`Slot::B`].
    AsideB,
}

impl Slot {
    /// All slots.
    pub const ALL: [Self; 4] = [Self::A, Self::B, Self::AsideA, Self::AsideB];
    /// The two that hold current records.
    pub const LIVE: [Self; 2] = [Self::A, Self::B];
    /// The two that hold unreadable texts.
    pub const ASIDE: [Self; 2] = [Self::AsideA, Self::AsideB];

    /// Permanent name, part of the storage key.
    pub fn name(self) -> &'static str {
        match self {
            Self::A => "record-a",
            Self::B => "record-b",
            Self::AsideA => "set-aside-a",
            Self::AsideB => "set-aside-b",
        }
    }

    /// The slot for unreadable text from this one.
    pub(super) fn aside(self) -> Self {
        match self {
            Self::A | Self::AsideA => Self::AsideA,
            Self::B | Self::AsideB => Self::AsideB,
        }
    }

    /// The live slot that is written after this one.
    pub(super) fn other(self) -> Self {
        match self {
            Self::A | Self::AsideA => Self::B,
            Self::B | Self::AsideB => Self::A,
        }
    }
}

/// Why a slot could not be read, written or emptied.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The storage is full.
    #[error("the browser has no room left for this page")]
    Full,
    /// Storage is forbidden, gone or broken. Contains the browser's name of the error, for example `SecurityError`.
    #[error("the browser does not let this page keep anything ({0})")]
    Refused(String),
}

/// Storage for the slots. The page implements it with the browser's storage, tests with every possible failure.
pub trait SlotStore {
    /// The text in `slot`; `None` if it is empty.
    fn read(&self, slot: Slot) -> Result<Option<String>, StoreError>;
    /// Replaces the text in `slot`. On error the old text remains.
    fn write(&mut self, slot: Slot, text: &str) -> Result<(), StoreError>;
    /// Empties `slot`. Succeeds if it is empty already.
    fn remove(&mut self, slot: Slot) -> Result<(), StoreError>;
}
