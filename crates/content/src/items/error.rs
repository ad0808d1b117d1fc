//! Errors in an item bank, with their position.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

/// An error in an entry, as a sentence for the person who edits the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemError {
    /// The id of the entry in the file; `None` for an error of the whole file.
    pub id: Option<String>,
    /// The line of the file, counted from 1: the line of the error if known, or else where the entry begins. `None` for
    /// an error of the whole file.
    pub line: Option<usize>,
    /// What is wrong, and what would be right.
    pub reason: String,
}

impl std::fmt::Display for ItemError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&self.id, self.line) {
            (Some(id), Some(line)) => write!(out, "item “{id}” (line {line}): {}", self.reason),
            (Some(id), None) => write!(out, "item “{id}”: {}", self.reason),
            (None, Some(line)) => write!(out, "line {line}: {}", self.reason),
            (None, None) => write!(out, "{}", self.reason),
        }
    }
}

/// The errors found so far.
#[derive(Default)]
pub(super) struct ItemErrors(pub(super) Vec<ItemError>);

impl ItemErrors {
    pub(super) fn file(&mut self, reason: impl Into<String>) {
        self.0.push(ItemError {
            id: None,
            line: None,
            reason: reason.into(),
        });
    }

    pub(super) fn item(&mut self, id: &str, reason: impl Into<String>) {
        self.0.push(ItemError {
            id: Some(id.to_owned()),
            line: None,
            reason: reason.into(),
        });
    }

    /// Sets the line of each error without one to the line where its item begins.
    pub(super) fn add_lines(&mut self, text: &str, entries: &[&RawValue]) {
        if self.0.iter().all(|error| error.line.is_some()) {
            return;
        }
        let mut lines = BTreeMap::new();
        for entry in entries {
            if let Ok(EntryId { id }) = serde_json::from_str(entry.get()) {
                // Of two entries with the same id, the later one wins, because it is usually the new one.
                lines.insert(id, line_of(text, entry.get()));
            }
        }
        for error in &mut self.0 {
            if error.line.is_none() {
                error.line = error.id.as_ref().and_then(|id| lines.get(id)).copied();
            }
        }
    }
}

/// An entry, parsed for its id only.
#[derive(Deserialize)]
pub(super) struct EntryId {
    pub(super) id: String,
}

/// The line of `text`, counted from 1, on which `part` begins. `part` is a slice of `text`.
pub(super) fn line_of(text: &str, part: &str) -> usize {
    let offset = part.as_ptr().addr().saturating_sub(text.as_ptr().addr());
    1 + text[..offset.min(text.len())].matches('\n').count()
}

/// Counts how often each key occurs.
pub(super) fn count<K: Ord>(keys: impl IntoIterator<Item = K>) -> BTreeMap<K, usize> {
    let mut counts = BTreeMap::new();
    for key in keys {
        *counts.entry(key).or_insert(0) += 1;
    }
    counts
}
