//! Anonymous answers as a file that a visitor may hand out: what a calibration is fitted to.
//!
//! The file holds what was asked and what was given, run by run in the order of asking, and nothing else: no seed, no
//! date, no name, nothing that was derived about the person. Runs that look careless are in it unmarked: whether they
//! do is judged anew by who reads it ([`caution`]), with the rule and the bank of that day.

use serde::{Deserialize, Serialize};

use super::conduct::{self, Caution};
use super::item::{ItemBank, ItemId};
use super::model::{BankModel, Given};
use super::session::{Answer, Response, Session};

/// What the file calls itself.
pub const FORMAT: &str = "which-end-responses";
/// Version of the layout that this build writes.
pub const VERSION: u16 = 1;
/// Bytes of a file, at most; eleven runs of sixty answers are a fifth of it.
pub const LONGEST: usize = 256 * 1024;
/// Runs in a file, at most. The page keeps eleven.
pub const MOST_RUNS: usize = 20;
/// Answers in a run, at most; skips are counted. The quiz ends at sixty.
pub const MOST_ANSWERS: usize = 100;

/// The answers of one run, in the order they were given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// Items with their versions and responses; skips among them.
    pub answers: Vec<Answer>,
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Responses {
    /// Version of the bank that the page had. Answers carry the versions of their items.
    pub bank: u16,
    /// Runs of one device, oldest first.
    pub runs: Vec<Run>,
}

/// The file, written or read.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File<Text, Answers> {
    format: Text,
    version: u16,
    bank: u16,
    runs: Vec<Answers>,
}

/// A run on its way out.
#[derive(Serialize)]
struct RunOut<'session> {
    answers: &'session [Answer],
}

/// What every version of the file begins with.
#[derive(Deserialize)]
struct Heading {
    format: String,
    version: u16,
}

/// Why a text is not a file of answers.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ResponsesError {
    /// Over [`LONGEST`].
    #[error("it is longer than {LONGEST} bytes, so it is no file of answers")]
    TooLarge,
    /// Not JSON, or JSON of something else.
    #[error("it is not a file of Which End answers")]
    NotOurs,
    /// Of a later layout.
    #[error("it is of version {0}, and this program reads version {VERSION}: use a newer one")]
    Newer(u16),
    /// Ours by its heading, but not as the page writes it.
    #[error("it is damaged or was changed ({0})")]
    Damaged(String),
    /// More than [`MOST_RUNS`] or [`MOST_ANSWERS`].
    #[error(
        "it holds more than {MOST_RUNS} runs, or a run of more than {MOST_ANSWERS} answers; no page writes that"
    )]
    TooMany,
    /// A name of an item that no item can have.
    #[error("it names an item that no bank can hold")]
    NoSuchName,
}

/// The answers of these runs as the text of a file. Runs without an answer are left out.
pub fn write<'session>(
    bank: &ItemBank,
    runs: impl IntoIterator<Item = &'session Session>,
) -> String {
    let runs = runs
        .into_iter()
        .filter(|run| run.answered() > 0)
        .map(|run| RunOut {
            answers: run.answers(),
        })
        .collect();
    let file = File {
        format: FORMAT,
        version: VERSION,
        bank: bank.version,
        runs,
    };
    // Strings, numbers and lists: writing them as JSON has no way to fail, and every reader refuses the empty text.
    serde_json::to_string(&file).unwrap_or_default()
}

/// Reads a file from anybody. The answers still have to be held against a bank.
pub fn read(text: &str) -> Result<Responses, ResponsesError> {
    if text.len() > LONGEST {
        return Err(ResponsesError::TooLarge);
    }
    // Some editors put a byte order mark first.
    let text = text.trim_start_matches('\u{feff}');
    let heading: Heading = serde_json::from_str(text).map_err(|_| ResponsesError::NotOurs)?;
    if heading.format != FORMAT || heading.version == 0 {
        return Err(ResponsesError::NotOurs);
    }
    if heading.version > VERSION {
        return Err(ResponsesError::Newer(heading.version));
    }
    let File { bank, runs, .. } = serde_json::from_str::<File<String, Run>>(text)
        .map_err(|error| ResponsesError::Damaged(error.to_string()))?;
    if runs.len() > MOST_RUNS || runs.iter().any(|run| run.answers.len() > MOST_ANSWERS) {
        return Err(ResponsesError::TooMany);
    }
    let named = |answer: &Answer| ItemId::parse(answer.item.as_str()).is_some();
    if !runs.iter().all(|run| run.answers.iter().all(named)) {
        return Err(ResponsesError::NoSuchName);
    }
    Ok(Responses { bank, runs })
}

/// An answer to an item of this bank: position of the item, and the step or choice that was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pressed {
    /// Position of the item in the bank.
    pub item: usize,
    /// Step or choice, counted from 0 in the order of the item.
    pub choice: u8,
}

/// The answers that fit the bank, in order: the first to each item, of its present version. Skips are left out.
pub fn pressed(model: &BankModel<'_>, answers: &[Answer]) -> Vec<Pressed> {
    let mut held = vec![false; model.bank().items.len()];
    answers
        .iter()
        .filter_map(|answer| {
            let item = model.position(&answer.item)?;
            let Response::Choice(choice) = answer.response else {
                return None;
            };
            let fits = model.bank().items[item].version == answer.version
                && model.given(item, answer.response).is_some()
                && !std::mem::replace(&mut held[item], true);
            fits.then_some(Pressed { item, choice })
        })
        .collect()
}

/// Why these answers look careless, if they do: the rule by which a report withholds its verdict.
pub fn caution(model: &BankModel<'_>, pressed: &[Pressed]) -> Option<Caution> {
    let given: Vec<Given> = pressed
        .iter()
        .filter_map(|answer| model.given(answer.item, Response::Choice(answer.choice)))
        .collect();
    let choices: Vec<u8> = pressed.iter().map(|answer| answer.choice).collect();
    conduct::caution(model, &given, &choices)
}
