//! The browser's storage when the page opens: the texts of two slots, with arbitrary damage.

use which_end_core::record::{
    OpenError, ReadError, Record, RecordStore, SaveError, Slot, SlotStore, import,
};

use crate::memory::MemoryStore;

use super::{Judgement, Verdict, hold};
use crate::seal;
use crate::values;

/// Separates the texts of the two slots.
const BETWEEN: char = '\u{1e}';
/// Higher revisions are refused, so nothing can be saved above it.
const HIGHEST_REV: u64 = 1_000_000_000_000;

pub(super) const WORDS: &[&str] = &[
    "\u{1e}",
    "\u{1e}2|8|00fe|",
    "|",
    "{\"schema\":2,",
    "\"schema\":3",
    "\"rev\":",
    "\"checksum\":",
    "\"body\":",
    "\"session\":null",
    "\"earlier\":[]",
    "\"pay\":null",
    "\"preferences\":{\"theme\":\"dark\"}",
    "\"skipped\"",
    "{\"choice\":0}",
    "null",
];

/// Pairs of `SCHEMA|REV|WRITER|BODY`.
pub(super) fn unsealed() -> Vec<String> {
    values::samples(&[values::small_record(), values::small_record()], 16)
        .iter()
        .enumerate()
        .map(|(number, pair)| {
            let [first, second] = pair
                .each_ref()
                .map(|record| serde_json::to_string(record).unwrap_or_default());
            let schema = if number % 8 == 7 { 3 } else { 2 };
            let (first_rev, second_rev) = (7 + number % 3, 7 + number % 2);
            format!("2|{first_rev}|00ff|{first}{BETWEEN}{schema}|{second_rev}|00fe|{second}")
        })
        .collect()
}

pub(super) fn seeds() -> Vec<String> {
    unsealed().iter().map(|pair| sealed(pair)).collect()
}

fn sealed(pair: &str) -> String {
    let texts: Vec<String> = pair.splitn(2, BETWEEN).map(seal::envelope).collect();
    texts.join(&BETWEEN.to_string())
}

pub(super) fn judge_sealed(pair: &str) -> Judgement {
    judge(&sealed(pair))
}

pub(super) fn judge(pair: &str) -> Judgement {
    let mut store = MemoryStore::default();
    let mut valid = Vec::new();
    let mut newer = Vec::new();
    let mut unreadable = Vec::new();
    for (slot, text) in Slot::LIVE.into_iter().zip(pair.splitn(2, BETWEEN)) {
        store.write(slot, text).map_err(|error| error.to_string())?;
        match import(text) {
            Ok(record) => valid.push(record),
            Err(ReadError::Newer) => newer.push((slot, text)),
            Err(_) => unreadable.push(text),
        }
    }
    let verdict = if valid.is_empty() {
        Verdict::Refused
    } else {
        Verdict::Accepted
    };
    let (mut record_store, found, errors) = RecordStore::open(store, 1);
    let known = valid.contains(&found) || valid.is_empty() && found == Record::default();
    hold(known, "what is found is one of the sound records")?;
    let set_aside = record_store.set_aside_texts();
    for text in unreadable {
        hold(
            set_aside
                .iter()
                .any(|aside| text.starts_with(aside.as_str())),
            "what cannot be read is set aside",
        )?;
        let is_reported = |error: &OpenError| matches!(error, OpenError::Unreadable { text: is_reported, .. } if text.starts_with(is_reported.as_str()));
        hold(errors.iter().any(is_reported), "and the visitor is told")?;
    }
    // Saving and reopening takes four times as long as everything before it, and depends less on the text.
    if newer.is_empty() && !pair.len().is_multiple_of(4) {
        return Ok(verdict);
    }
    let saved = record_store.save(&found);
    if !newer.is_empty() {
        hold(
            saved == Err(SaveError::Newer),
            "nothing is saved over a newer version",
        )?;
        for (slot, text) in newer {
            let there = record_store.store().read(slot).ok().flatten();
            hold(
                there.as_deref() == Some(text),
                "text of a newer version is left alone",
            )?;
        }
        return Ok(Verdict::Refused);
    }
    if saved == Err(SaveError::TooLarge) && at_the_top(pair) {
        return Ok(Verdict::Refused);
    }
    hold(saved.is_ok(), "saving goes on")?;
    let store = record_store.store().clone();
    let (_, again, errors) = RecordStore::open(store, 2);
    hold(
        again == found && errors.is_empty(),
        "what was saved is found",
    )?;
    Ok(verdict)
}

/// Whether a slot holds the maximum revision, so that no higher one can be written. No page writes it, but a person
/// may.
fn at_the_top(pair: &str) -> bool {
    pair.split(BETWEEN).any(|text| {
        serde_json::from_str::<serde_json::Value>(text).is_ok_and(|envelope| {
            envelope["rev"]
                .as_u64()
                .is_some_and(|rev| rev == HIGHEST_REV)
        })
    })
}
