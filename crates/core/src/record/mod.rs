//! What is kept between visits, and the codec that keeps it safe.
//!
//! One document, [`Record`], travels in an envelope `{schema, rev, writer, checksum, body}`. It is written to two
//! slots in turn; on reading, the highest `rev` whose checksum holds wins, so that a save that fails half way leaves
//! the save before it. Order is by `rev`, never by a clock. Text of a newer schema is left alone, text that cannot be
//! read is set aside, not lost. Export and import use the same text.
//!
//! | file | holds |
//! |---|---|
//! | `slot` | the places for text, [`SlotStore`], and one in memory |
//! | `envelope` | layout and checksum, fixed for good |
//! | `codec` | record to text and back: [`export`], [`import`], migration by schema |
//! | `bounds` | what a record may hold at most |
//! | `join` | two records made one: [`merged`], [`joined`] |
//! | `keeper` | [`RecordStore`]: opening, saving, other tabs, erasing |

mod bounds;
mod codec;
mod envelope;
mod join;
mod slot;
mod store;

pub use bounds::MOST_EARLIER;
pub use codec::{export, import, newest_text};
pub use join::{joined, merged};
pub use slot::{MemoryStore, Slot, SlotStore, StoreError};
pub use store::{Adopted, OpenError, RecordStore, SaveError, set_all_aside};

use serde::{Deserialize, Serialize};

use crate::pay::query::PayQuery;
use crate::quiz::session::Session;

/// The schema this build writes.
pub const SCHEMA: u32 = 2;

/// Longest text that is looked at, bytes; longer ones are refused unread.
pub const LONGEST: usize = 256 * 1024;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// As the device says.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Choices about the page itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preferences {
    /// Colours.
    pub theme: Theme,
}

/// Everything that is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The quiz run, once begun.
    pub session: Option<Session>,
    /// Finished earlier runs, oldest first. The newest [`MOST_EARLIER`] are kept.
    pub earlier: Vec<Session>,
    /// The last pay query, once touched.
    pub pay: Option<PayQuery>,
    /// The pay query kept to compare with, if any.
    #[serde(default)]
    pub pay_beside: Option<PayQuery>,
    /// Choices about the page.
    pub preferences: Preferences,
}

/// Why a text could not be read as a record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Over [`LONGEST`].
    #[error("this is too large to be a Which End file")]
    TooLarge,
    /// Not JSON, or JSON of another shape.
    #[error("this is not a Which End file")]
    NotOurs,
    /// Ours, but the checksum does not hold: changed or cut off.
    #[error("this Which End file is damaged: part of it is missing or was changed")]
    Damaged,
    /// Written by a later version of the page.
    #[error("this was saved by a newer version of Which End; reload the page to get that version")]
    Newer,
}
