//! Untrusted files of anonymous answers, read for a calibration.

use std::sync::LazyLock;

use proptest::collection::vec;
use which_end_core::quiz::model::BankModel;
use which_end_core::quiz::responses::{self, ResponsesError};

use super::{Judgement, Verdict, hold, refused};
use crate::shipped::BANK;
use crate::values;

pub(super) const WORDS: &[&str] = &[
    "\"format\":",
    "\"which-end-responses\"",
    "\"version\":",
    "\"bank\":",
    "\"runs\":",
    "\"answers\":",
    "\"item\":",
    "\"response\":",
    "{\"choice\":0}",
    "\"skipped\"",
];

static MODEL: LazyLock<BankModel<'static>> = LazyLock::new(|| BankModel::new(&BANK));

pub(super) fn seeds() -> Vec<String> {
    values::samples(&vec(values::session(), 1..=2), 12)
        .iter()
        .map(|sessions| responses::write(&BANK, sessions))
        .collect()
}

pub(super) fn judge(text: &str) -> Judgement {
    let read = match responses::read(text) {
        Ok(read) => read,
        // A message for the command line; it quotes the JSON parser.
        Err(ResponsesError::Damaged(why)) if !why.is_empty() => return Ok(Verdict::Refused),
        Err(error) => return refused(&error),
    };
    hold(
        read.runs.len() <= responses::MOST_SESSIONS
            && read
                .runs
                .iter()
                .all(|run| run.answers.len() <= responses::MOST_ANSWERS),
        "no file holds more than a page can write",
    )?;
    for run in &read.runs {
        let pressed = responses::pressed(&MODEL, &run.answers);
        hold(
            pressed.iter().all(|answer| {
                BANK.items
                    .get(answer.item)
                    .is_some_and(|item| usize::from(answer.choice) < item.body.choices())
            }),
            "only choices that the item has are counted",
        )?;
        // Must not panic; any result is right.
        let _ = responses::caution(&MODEL, &pressed);
    }
    Ok(Verdict::Accepted)
}
