//! A run as a short code for links, and back.
//!
//! ```text
//! 1   AAB     x7Qd … x7Qd    CRCCRC
//! │   │       │              └ CRC-32 of everything before it, 6 characters
//! │   │       └ one answer in 4 characters: 20 bits of mark of the item, 4 bits of choice, in the order given
//! │   └ version of the bank, 3 characters
//! └ version of this format
//! ```
//!
//! 106 characters for 24 answers. All are of the URL-safe base64 alphabet (RFC 4648 §5), six bits each, high bits first.
//!
//! - *Marks, not positions.* A mark is a hash of the item's id and version. So a code outlives a new bank: answers to
//!   items that are gone or changed are left out and counted, and no answer can land on another item. Positions would
//!   take half the room, and say something else after the first new item.
//! - *One code for a run.* Nothing in it is free: unused bits are zero, no item comes twice, and of one bank there is one
//!   code for a run. So the code that reads back is the code that was given out.
//! - *Damage is found.* The CRC finds every change within 32 bits, so a changed character, or two neighbours swapped,
//!   never give another result; a character dropped or added moves the length off a multiple of four as well. It is no
//!   seal: who knows this file can make up a code, as who takes the quiz can make up answers.
//! - Skipped items say nothing and are not in it. Neither are the seed, what was taken back, or earlier runs.

use super::item::{Item, ItemBank};
use super::model;
use super::session::{Answer, MOST_GIVEN, Response, Session};
use crate::crc::crc32;

/// First character of a code in this format.
const FORMAT: u8 = b'1';
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// Characters of the bank's version.
const VERSION: u32 = 3;
/// Characters before the answers.
const HEAD: usize = 1 + VERSION as usize;
/// Characters of one answer.
const EACH: u32 = 4;
/// Characters of the checksum.
const CHECK: u32 = 6;
/// Most characters before the checksum.
const LONGEST_SAID: usize = HEAD + MOST_GIVEN * EACH as usize;
/// Bits of an answer that hold the choice.
const CHOICE_BITS: u32 = 4;
/// Bits of an answer that hold the item's mark.
const MARK_BITS: u32 = 20;

/// A run from a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The answers that this bank can read, as a run of their own.
    pub session: Session,
    /// Answers to items that this bank does not have, or has in another version.
    pub left_out: usize,
    /// Whether it was given out by a later bank than this one.
    pub newer: bool,
}

/// Why a code gives no run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShareError {
    /// There is no code.
    #[error("there is no result in this link")]
    Missing,
    /// Characters are missing, added or changed.
    #[error(
        "this link is damaged: part of it is missing or was changed. Ask for it again, and copy it whole"
    )]
    Damaged,
    /// Sound, but of a later format.
    #[error(
        "this link was made by a newer version of Which End. Reload the page to get that version"
    )]
    Newer,
    /// Sound, but no item of it is left.
    #[error(
        "the questions behind this result have all changed since, so it can no longer be shown"
    )]
    Outdated,
    /// The checksum holds, but no run can hold these answers: made up by hand.
    #[error("this link holds no result that the quiz can give")]
    Impossible,
}

/// The code of a run's answers; none where nothing was answered that the bank knows.
pub fn code(bank: &ItemBank, session: &Session) -> Option<String> {
    let mut known = session.clone();
    known.reconcile(bank);
    let marks = item_hashes(bank);
    let mut code = vec![FORMAT];
    push(&mut code, u32::from(bank.version), VERSION);
    for answer in known.answers() {
        let Response::Choice(choice) = answer.response else {
            continue;
        };
        let its_mark = item_hash(bank.get(&answer.item)?);
        // An item whose mark is another's as well could not be read back; the tests see to it that there is none.
        unique(&marks, its_mark)?;
        if u32::from(choice) >> CHOICE_BITS != 0 {
            return None;
        }
        push(&mut code, its_mark << CHOICE_BITS | u32::from(choice), EACH);
    }
    if code.len() == HEAD {
        return None;
    }
    let check = crc32(&[&code]);
    push(&mut code, check, CHECK);
    String::from_utf8(code).ok()
}

/// Reads the code in what stands after the `?` of a link, which may have lost or won signs on its way. Signs that no code
/// holds are passed over. A code may end in `-` or `_`, and programs put both behind links, so the longest reading is
/// tried first: the checksum tells which one it is.
pub fn find(bank: &ItemBank, query: &str) -> Result<Shared, ShareError> {
    let mut parts = query.split('&').filter_map(|part| part.split_once('='));
    let text = parts.find(|(name, _)| name.eq_ignore_ascii_case("r"));
    let signs = text.map_or("", |(_, text)| text).chars();
    let mut code: String = signs
        .filter(|sign| u8::try_from(*sign).is_ok_and(|sign| ALPHABET.contains(&sign)))
        .collect();
    loop {
        let found = read(bank, &code);
        if found != Err(ShareError::Damaged) || !code.ends_with(['-', '_']) {
            return found;
        }
        code.pop();
    }
}

/// Reads a code from anywhere. Every text gives a run or a reason.
pub fn read(bank: &ItemBank, code: &str) -> Result<Shared, ShareError> {
    if code.is_empty() {
        return Err(ShareError::Missing);
    }
    let code = code.as_bytes();
    // Later formats keep the checksum where it is, over everything before it, so that damage is told from novelty.
    let (said, check) = code
        .len()
        .checked_sub(CHECK as usize)
        .filter(|said| *said <= LONGEST_SAID)
        .and_then(|at| code.split_at_checked(at))
        .ok_or(ShareError::Damaged)?;
    let sound = code.iter().all(|character| ALPHABET.contains(character))
        && value(check) == Some(crc32(&[said]));
    if !sound {
        return Err(ShareError::Damaged);
    }
    if said.first() != Some(&FORMAT) {
        return Err(ShareError::Newer);
    }
    let answers = said.get(HEAD..).ok_or(ShareError::Impossible)?;
    let version = said.get(1..HEAD).and_then(value);
    let version = version
        .and_then(|version| u16::try_from(version).ok())
        .ok_or(ShareError::Impossible)?;
    if answers.is_empty() || !answers.len().is_multiple_of(EACH as usize) {
        return Err(ShareError::Impossible);
    }
    let of_bank = item_hashes(bank);
    let mut marks = Vec::new();
    let mut known = Vec::new();
    for answer in answers.chunks(EACH as usize) {
        let bits = value(answer).ok_or(ShareError::Impossible)?;
        let (its_mark, choice) = (bits >> CHOICE_BITS, bits & ((1 << CHOICE_BITS) - 1));
        if marks.contains(&its_mark) {
            return Err(ShareError::Impossible);
        }
        marks.push(its_mark);
        if let Some(at) = unique(&of_bank, its_mark) {
            known.push(given(&bank.items[at], choice).ok_or(ShareError::Impossible)?);
        }
    }
    let left_out = marks.len() - known.len();
    let measuring = |answer: &Answer| {
        bank.get(&answer.item)
            .is_some_and(|item| item.body.measures())
    };
    if !known.iter().any(measuring) {
        return Err(ShareError::Outdated);
    }
    Ok(Shared {
        session: Session::of_answers(u64::from(crc32(&[said])), known),
        left_out,
        newer: version > bank.version,
    })
}

fn given(item: &Item, choice: u32) -> Option<Answer> {
    let choice = u8::try_from(choice).ok()?;
    model::category(&item.body, choice)?;
    Some(Answer {
        item: item.id.clone(),
        version: item.version,
        response: Response::Choice(choice),
    })
}

/// The mark of each item, in the order of the bank.
fn item_hashes(bank: &ItemBank) -> Vec<u32> {
    bank.items.iter().map(item_hash).collect()
}

/// The position of the only item with that mark.
fn unique(marks: &[u32], wanted: u32) -> Option<usize> {
    let at = marks.iter().position(|mark| *mark == wanted)?;
    (!marks[at + 1..].contains(&wanted)).then_some(at)
}

/// What stands for an item in a code: 20 bits of a hash of its id and version.
///
/// Among 72 items two have the same mark once in 400 banks; raising the version of either mends it.
pub fn item_hash(item: &Item) -> u32 {
    crc32(&[item.id.as_str().as_bytes(), &item.version.to_be_bytes()]) & ((1 << MARK_BITS) - 1)
}

/// Writes `value` in this many characters.
fn push(code: &mut Vec<u8>, value: u32, characters: u32) {
    for at in (0..characters).rev() {
        let six = value.checked_shr(6 * at).unwrap_or(0) & 63;
        code.push(ALPHABET[six as usize]);
    }
}

/// The value of some characters; none where it is over 32 bits.
fn value(characters: &[u8]) -> Option<u32> {
    let value = characters.iter().try_fold(0_u64, |value, character| {
        let six = ALPHABET.iter().position(|letter| letter == character)?;
        Some(value << 6 | six as u64)
    })?;
    u32::try_from(value).ok()
}
