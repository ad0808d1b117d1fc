//! Answers of the visitor.

use serde::{Deserialize, Serialize};

use super::item::ItemId;

/// The response to an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Response {
    /// Index of the chosen step or choice, from 0 in the order of the item.
    Choice(u8),
    /// Skipped; carries no information about the person.
    Skipped,
}

/// An item with its response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The item.
    pub item: ItemId,
    /// The item's version when it was answered.
    pub version: u16,
    /// The response.
    pub response: Response,
}
