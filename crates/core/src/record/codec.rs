//! Between a record and its text: schema, migration, bounds.

use super::envelope::{Layout, Sealed};
use super::{ReadError, Record, SCHEMA};

/// The writer of a text that was exported rather than stored.
const EXPORT: &str = "export";

/// A record read from sound text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Read {
    pub(super) rev: u64,
    pub(super) writer: String,
    pub(super) record: Record,
}

/// The record as a text to hand out as a file: the same envelope as in storage, laid out one field a line.
pub fn export(record: &Record) -> String {
    // Revision 1: a file stands outside the order of saves.
    write(record, 1, EXPORT, Layout::File)
}

/// Reads an exported or a stored text. The record still has to be reconciled with the bank of the day.
pub fn import(text: &str) -> Result<Record, ReadError> {
    read(text).map(|read| read.record)
}

/// Of stored texts, the sound one with the highest revision; where none is sound, the longest, for a person to look at.
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
    let kept = record.kept_earlier();
    let trimmed = (kept.len() < record.earlier.len()).then(|| Record {
        earlier: kept.to_vec(),
        ..record.clone()
    });
    // Plain structs of strings, numbers and lists: writing them as JSON has no way to fail, and the empty text that
    // stands for the impossible is refused by every reader.
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

/// So many schemas a page may be behind the one that wrote; a higher number is no page's.
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
    if record.kept_earlier().len() < record.earlier.len() {
        record.earlier = record.kept_earlier().to_vec();
    }
    Ok(Read {
        rev,
        writer,
        record,
    })
}

/// The record in a body of a schema up to [`SCHEMA`].
///
/// To change the shape of [`Record`] or of anything in it: raise [`SCHEMA`], keep the shape before as types of their
/// own, add the arm that reads those and turns them into the new ones without dropping anything, and add a fixture of
/// the new schema to `tests/fixtures`, keeping all older ones.
fn body_of(schema: u32, body: &str) -> Result<Record, ReadError> {
    match schema {
        // Straight into the types, which deny every field they do not know: a tree of JSON in between would cost the
        // page a second reader for each of them. Schema 1 named the stack of a pay query `languages` and knew neither
        // company size nor leading people nor a second query: the types take the old name and the gaps.
        1..=SCHEMA => serde_json::from_str(body).map_err(|_| ReadError::NotOurs),
        // There was no schema before 1, and newer ones were sorted out by the caller.
        _ => Err(ReadError::NotOurs),
    }
}
