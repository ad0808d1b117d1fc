//! Anonymous answers as a file that a visitor may share, for fitting a calibration.
//!
//! The file has the items asked and the responses, session by session in the order of asking, and nothing else: no
//! seed, no date, no name, nothing derived about the person. Sessions that look careless are included without a flag.
//! Whoever reads the file applies [`caution`] with the current rule and bank.

use serde::{Deserialize, Serialize};

use super::conduct::{self, Caution};
use super::item::{ItemBank, ItemId};
use super::model::{BankModel, Given};
use super::session::{Answer, Response, Session};

/// The format name in the file.
pub const FORMAT: &str = "which-end-responses";
/// Version of the layout that this build writes.
pub const VERSION: u16 = 1;
/// Maximum length of a file, bytes; eleven sessions of sixty answers take a fifth of it.
pub const LONGEST: usize = 256 * 1024;
/// Maximum number of sessions in a file. The page stores eleven.
pub const MOST_SESSIONS: usize = 20;
/// Maximum number of answers in a session, including skips. The quiz ends at sixty.
pub const MOST_ANSWERS: usize = 100;

/// The answers of one session, in the order given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionAnswers {
    /// Items with their versions and responses, including skips.
    pub answers: Vec<Answer>,
}

/// The content of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Responses {
    /// Version of the page's bank. Each answer also has the version of its item.
    pub bank: u16,
    /// Sessions of one device, oldest first.
    pub runs: Vec<SessionAnswers>,
}

/// The file, for writing and reading.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File<Text, Answers> {
    format: Text,
    version: u16,
    bank: u16,
    runs: Vec<Answers>,
}

/// A session, for writing.
#[derive(Serialize)]
struct SessionAnswersRef<'session> {
    answers: &'session [Answer],
}

/// The fields that every version of the file begins with.
#[derive(Deserialize)]
struct Heading {
    format: String,
    version: u16,
}

/// Why a text is not a file of answers.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ResponsesError {
    /// Longer than [`LONGEST`].
    #[error("it is longer than {LONGEST} bytes, so it is no file of answers")]
    TooLarge,
    /// Not JSON, or JSON of another kind.
    #[error("it is not a file of Which End answers")]
    NotOurs,
    /// A newer layout.
    #[error("it is of version {0}, and this program reads version {VERSION}: use a newer one")]
    Newer(u16),
    /// The heading is ours, but the rest is not in the page's format.
    #[error("it is damaged or was changed ({0})")]
    Damaged(String),
    /// More than [`MOST_SESSIONS`] or [`MOST_ANSWERS`].
    #[error(
        "it holds more than {MOST_SESSIONS} runs, or a run of more than {MOST_ANSWERS} answers; no page writes that"
    )]
    TooMany,
    /// An invalid item id.
    #[error("it names an item that no bank can hold")]
    NoSuchName,
}

/// The answers of these sessions as the text of a file. Sessions without an answer are left out.
pub fn write<'session>(
    bank: &ItemBank,
    runs: impl IntoIterator<Item = &'session Session>,
) -> String {
    let runs = runs
        .into_iter()
        .filter(|run| run.answered() > 0)
        .map(|run| SessionAnswersRef {
            answers: run.answers(),
        })
        .collect();
    let file = File {
        format: FORMAT,
        version: VERSION,
        bank: bank.version,
        runs,
    };
    // Serializing strings, numbers and lists cannot fail, and every reader refuses the empty text.
    serde_json::to_string(&file).unwrap_or_default()
}

/// Parses an untrusted file. The caller must still match the answers with a bank.
pub fn read(text: &str) -> Result<Responses, ResponsesError> {
    if text.len() > LONGEST {
        return Err(ResponsesError::TooLarge);
    }
    // Some editors write a byte order mark.
    let text = text.trim_start_matches('\u{feff}');
    let heading: Heading = serde_json::from_str(text).map_err(|_| ResponsesError::NotOurs)?;
    if heading.format != FORMAT || heading.version == 0 {
        return Err(ResponsesError::NotOurs);
    }
    if heading.version > VERSION {
        return Err(ResponsesError::Newer(heading.version));
    }
    let File { bank, runs, .. } = serde_json::from_str::<File<String, SessionAnswers>>(text)
        .map_err(|error| ResponsesError::Damaged(error.to_string()))?;
    if runs.len() > MOST_SESSIONS || runs.iter().any(|run| run.answers.len() > MOST_ANSWERS) {
        return Err(ResponsesError::TooMany);
    }
    let named = |answer: &Answer| ItemId::parse(answer.item.as_str()).is_some();
    if !runs.iter().all(|run| run.answers.iter().all(named)) {
        return Err(ResponsesError::NoSuchName);
    }
    Ok(Responses { bank, runs })
}

/// An answer to an item of this bank: position of the item, and the selected step or choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pressed {
    /// Position of the item in the bank.
    pub item: usize,
    /// Index of the step or choice, in the order of the item.
    pub choice: u8,
}

/// The answers that fit the bank, in order: the first for each item, with its current version. Skips are left out.
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
