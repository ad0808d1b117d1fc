//! Converts between a record and its text: schema, migration, limits.

use super::envelope::{Layout, Sealed};
use super::{ReadError, Record, SCHEMA};

/// The writer of an exported text, as opposed to a stored one.
const EXPORT: &str = "export";

/// A record from an intact text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Read {
    pub(super) rev: u64,
    pub(super) writer: String,
    pub(super) record: Record,
}

/// The record as text for a file: the same envelope as in storage, with one field per line.
pub fn export(record: &Record) -> String {
    // The revision does not matter in a file, so it is always 1.
    write(record, 1, EXPORT, Layout::File)
}

/// Parses an exported or stored text. The caller must still reconcile the record with the current bank.
pub fn import(text: &str) -> Result<Record, ReadError> {
    read(text).map(|read| read.record)
}

/// The intact stored text with the highest revision. If none is intact, the longest, so that a person can inspect it.
pub fn newest_text(texts: &[String]) -> Option<&str> {
    texts
        .iter()
        .max_by_key(|text| {
            (
                Sealed::read(text)
                    .ok()
                    .map(|sealed| (sealed.rev, sealed.writer)),
                text.len(),
            )
        })
        .map(String::as_str)
}

pub(super) fn write(record: &Record, rev: u64, writer: &str, layout: Layout) -> String {
    let stored = record.stored_earlier();
    let trimmed = (stored.len() < record.earlier.len()).then(|| Record {
        earlier: stored.to_vec(),
        ..record.clone()
    });
    // Serializing plain structs of strings, numbers and lists cannot fail. Every reader refuses the empty text that
    // would stand for a failure.
    let body = serde_json::to_string(trimmed.as_ref().unwrap_or(record)).unwrap_or_default();
    Sealed {
        schema: SCHEMA,
        rev,
        writer: writer.to_owned(),
        body,
    }
    .write(layout)
    .unwrap_or_default()
}

/// A text counts as newer if its schema is at most this much higher than ours. A higher number is not ours at all.
const MOST_AHEAD: u32 = 50;

pub(super) fn read(text: &str) -> Result<Read, ReadError> {
    let Sealed {
        schema,
        rev,
        writer,
        body,
    } = Sealed::read(text)?;
    if schema > SCHEMA + MOST_AHEAD {
        return Err(ReadError::NotOurs);
    }
    if schema > SCHEMA {
        return Err(ReadError::Newer);
    }
    let mut record = body_of(schema, &body)?;
    if !record.fits() {
        return Err(ReadError::NotOurs);
    }
    if record.stored_earlier().len() < record.earlier.len() {
        record.earlier = record.stored_earlier().to_vec();
    }
    Ok(Read {
        rev,
        writer,
        record,
    })
}

/// Parses a body of any schema up to [`SCHEMA`].
///
/// To change [`Record`] or a type in it: raise [`SCHEMA`], keep the previous types, add a match arm that parses them
/// and converts them without loss, and add a fixture of the new schema to `tests/fixtures`. Keep all older fixtures.
fn body_of(schema: u32, body: &str) -> Result<Record, ReadError> {
    match schema {
        // Parses directly into the types, which deny unknown fields, because a generic JSON tree would add a second
        // reader to the page. Schema 1 called the stack of a pay query `languages` and had no company size, no
        // management and no second query. The types accept the old name and default the missing fields.
        1..=SCHEMA => serde_json::from_str(body).map_err(|_| ReadError::NotOurs),
        // There is no schema below 1, and the caller has handled newer ones.
        _ => Err(ReadError::NotOurs),
    }
}
