//! Data saved between visits, and its storage.
//!
//! One document, [`Record`], is stored in an envelope `{schema, rev, writer, checksum, body}`. Saves alternate between
//! two slots, and a reader takes the highest `rev` with a valid checksum, so that an interrupted save leaves the previous
//! one. Order is by `rev`, never by a clock. Text of a newer schema is not changed; unreadable text is set aside, not
//! deleted. Export and import use the same text.
//!
//! | file | holds |
//! |---|---|
//! | `slot` | the slots and their storage [`SlotStore`] |
//! | `envelope` | layout and checksum, which never change |
//! | `codec` | record to text and back: [`export`], [`import`], migration by schema |
//! | `bounds` | limits of a record |
//! | `join` | merging two records: [`merged`], [`joined`] |
//! | `store` | [`RecordStore`]: opening, saving, other tabs, clearing |

mod bounds;
mod codec;
mod envelope;
mod join;
mod slot;
mod store;

pub use bounds::MOST_EARLIER;
pub use codec::{export, import, newest_text};
pub use join::{joined, merged};
pub use slot::{Slot, SlotStore, StoreError};
pub use store::{Adopted, OpenError, RecordStore, SaveError, set_all_aside};

use serde::{Deserialize, Serialize};

use crate::pay::query::PayQuery;
use crate::quiz::item::ItemBank;
use crate::quiz::session::Session;

/// The schema that this build writes.
pub const SCHEMA: u32 = 2;

/// Maximum length of a text, bytes. Longer ones are refused without parsing.
pub const LONGEST: usize = 256 * 1024;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// As the device is set.
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

/// Everything that is saved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The current quiz session, once begun.
    pub session: Option<Session>,
    /// Previous sessions, oldest first. The newest [`MOST_EARLIER`] are stored.
    pub earlier: Vec<Session>,
    /// The last pay query, once the visitor changed it.
    pub pay: Option<PayQuery>,
    /// The second pay query, for a comparison.
    #[serde(default)]
    pub pay_beside: Option<PayQuery>,
    /// Choices about the page.
    pub preferences: Preferences,
}

impl Record {
    /// Sets aside the current session's answers to questions that `bank` does not have, and returns how many no longer
    /// count. They stay stored with the session. See [`Session::reconcile`]. Drops a session in which nothing is left.
    pub fn reconcile(&mut self, bank: &ItemBank) -> usize {
        let left_out = self
            .session
            .as_mut()
            .map_or(0, |session| session.reconcile(bank));
        self.session.take_if(|session| session.is_blank());
        left_out
    }
}

/// Why a text could not be read as a record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Longer than [`LONGEST`].
    #[error("this is too large to be a Which End file")]
    TooLarge,
    /// Not JSON, or JSON of another shape.
    #[error("this is not a Which End file")]
    NotOurs,
    /// Our format with a wrong checksum: changed or cut off.
    #[error("this Which End file is damaged: part of it is missing or was changed")]
    Damaged,
    /// Written by a later version of the page.
    #[error("this was saved by a newer version of Which End; reload the page to get that version")]
    Newer,
}
