//! A record file that a visitor imports.

use which_end_core::record::{LONGEST, MOST_EARLIER, export, import};

use super::{Judgement, Verdict, hold, refused};
use crate::seal;
use crate::values;

pub(super) const WORDS: &[&str] = &[
    "\"schema\":",
    "\"rev\":",
    "\"writer\":",
    "\"checksum\":",
    "\"body\":",
    "\"session\":",
    "\"seed\":",
    "\"answers\":",
    "\"item\":",
    "\"version\":",
    "\"response\":",
    "{\"choice\":0}",
    "\"skipped\"",
    "\"taken_back\":",
    "\"seen\":",
    "\"keep_going\":",
    "\"reopened\":",
    "\"earlier\":",
    "\"pay\":",
    "\"pay_beside\":",
    "\"role\":",
    "\"years\":",
    "\"country\":",
    "\"area\":",
    "\"stack\":",
    "\"languages\":",
    "\"workplace\":",
    "\"preferences\":",
    "\"theme\":",
    "\"dark\"",
    "|",
];

/// Records of every schema that was ever released, and some of the current one.
const RELEASED: [&str; 2] = [
    include_str!("../../../core/tests/fixtures/record-schema-1.json"),
    include_str!("../../../core/tests/fixtures/record-schema-2.json"),
];

pub(super) fn seeds() -> Vec<String> {
    let records = values::samples(&values::record(), 12);
    // The maximum number of previous sessions; one more is too many.
    let full = values::samples(&values::full_record(), 1);
    RELEASED
        .into_iter()
        .map(str::to_owned)
        .chain(records.iter().chain(&full).map(export))
        .collect()
}

/// `SCHEMA|REV|WRITER|BODY`, the input of [`seal::envelope`].
pub(super) fn unsealed() -> Vec<String> {
    seeds()
        .iter()
        .enumerate()
        .filter_map(|(rev, text)| {
            let (head, body) = text.split_once("\"body\": ")?;
            let schema = if head.contains("\"schema\": 1") { 1 } else { 2 };
            Some(format!(
                "{schema}|{rev}|00ff|{}",
                body.trim().strip_suffix('}')?.trim()
            ))
        })
        .collect()
}

pub(super) fn judge_sealed(content: &str) -> Judgement {
    judge(&seal::envelope(content))
}

pub(super) fn judge(text: &str) -> Judgement {
    let record = match import(text) {
        Ok(record) => record,
        Err(error) => return refused(&error),
    };
    hold(
        text.len() <= LONGEST,
        "nothing over the longest text is read",
    )?;
    hold(
        record.earlier.len() <= MOST_EARLIER,
        "few earlier runs are kept",
    )?;
    let out = export(&record);
    hold(
        import(&out).as_ref() == Ok(&record),
        "it goes out and in again as it was",
    )?;
    Ok(Verdict::Accepted)
}
