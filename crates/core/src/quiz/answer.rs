//! What a visitor answered.

use serde::{Deserialize, Serialize};

use super::item::ItemId;

/// What a visitor gave for an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Response {
    /// Position of the chosen step or choice, counted from 0 in the order of the item.
    Choice(u8),
    /// Passed over; says nothing about the person.
    Skipped,
}

/// An item together with what was given for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The item.
    pub item: ItemId,
    /// The item's version when it was answered.
    pub version: u16,
    /// What was given.
    pub response: Response,
}
