//! A store that never fails.

use which_end_core::record::{Slot, SlotStore, StoreError};

/// Slots in memory.
#[derive(Clone, Debug, Default)]
pub(crate) struct MemoryStore {
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
