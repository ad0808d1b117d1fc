//! Encodes a session as a short code for links, and decodes it.
//!
//! ```text
//! 1   AAB     x7Qd … x7Qd    CRCCRC
//! │   │       │              └ CRC-32 of everything before it, 6 characters
//! │   │       └ one answer in 4 characters: 20 bits for the item's hash, 4 bits for the choice, in the order given
//! │   └ version of the bank, 3 characters
//! └ version of this format
//! ```
//!
//! 106 characters for 24 answers. They are of the URL-safe base64 alphabet (RFC 4648 §5), six bits each, high bits first.
//!
//! - *Hashes, not positions.* An item is identified by a hash of its id and version, so that a code stays valid with a new
//!   bank: answers to removed or changed items are left out and counted, and no answer is assigned to another item.
//!   Positions would take half the space, but would change with the first new item.
//! - *One code per session.* Unused bits are zero and no item occurs twice, so with one bank a session has exactly one
//!   code, and a code that was read is written again unchanged.
//! - *Damage is detected.* The CRC detects every change within 32 bits, so a changed character, or two neighbours swapped,
//!   never give another result; a missing or extra character also makes the length wrong. The CRC does not prevent
//!   forgery: whoever knows this file can write a code, just as anybody can give false answers.
//! - The code does not contain skipped items, the seed, undone answers or previous sessions.

use super::item::{Item, ItemBank};
use super::model;
use super::session::{Answer, MOST_GIVEN, Response, Session};
use crate::crc::crc32;

/// First character of a code in this format.
const FORMAT: u8 = b'1';
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// Number of characters of the bank's version.
const VERSION: u32 = 3;
/// Number of characters before the answers.
const HEAD: usize = 1 + VERSION as usize;
/// Number of characters of one answer.
const ANSWER: u32 = 4;
/// Number of characters of the checksum.
const CHECK: u32 = 6;
/// Maximum number of characters before the checksum.
const LONGEST_PAYLOAD: usize = HEAD + MOST_GIVEN * ANSWER as usize;
/// Bits of an answer for the choice.
const CHOICE_BITS: u32 = 4;
/// Bits of an answer for the item hash.
const HASH_BITS: u32 = 20;

/// A session from a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The answers that this bank knows, as a session.
    pub session: Session,
    /// Answers to items that this bank does not have, or has in another version.
    pub left_out: usize,
    /// Whether it was made with a newer bank than this one.
    pub newer: bool,
}

/// Why a code gives no session.
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
    /// Intact, but in a newer format.
    #[error(
        "this link was made by a newer version of Which End. Reload the page to get that version"
    )]
    Newer,
    /// Intact, but none of its items exist any more.
    #[error(
        "the questions behind this result have all changed since, so it can no longer be shown"
    )]
    Outdated,
    /// The checksum is right, but no session can have these answers: the code was forged.
    #[error("this link holds no result that the quiz can give")]
    Impossible,
}

/// The code of a session's answers; `None` if the bank knows none of them.
pub fn code(bank: &ItemBank, session: &Session) -> Option<String> {
    let mut known = session.clone();
    known.reconcile(bank);
    let hashes = item_hashes(bank);
    let mut code = vec![FORMAT];
    push(&mut code, u32::from(bank.version), VERSION);
    for answer in known.answers() {
        let Response::Choice(choice) = answer.response else {
            continue;
        };
        let hash = item_hash(bank.get(&answer.item)?);
        // An item whose hash equals another's could not be read back. Tests ensure that there is none.
        unique(&hashes, hash)?;
        if u32::from(choice) >> CHOICE_BITS != 0 {
            return None;
        }
        push(&mut code, hash << CHOICE_BITS | u32::from(choice), ANSWER);
    }
    if code.len() == HEAD {
        return None;
    }
    let check = crc32(&[&code]);
    push(&mut code, check, CHECK);
    String::from_utf8(code).ok()
}

/// Reads the code from the part of a link after the `?`, which may have lost or gained characters. Characters outside
/// the alphabet are skipped. A code may end in `-` or `_`, and programs append both to links, so the longest candidate
/// is tried first; the checksum decides.
pub fn find(bank: &ItemBank, query: &str) -> Result<Shared, ShareError> {
    let mut parts = query.split('&').filter_map(|part| part.split_once('='));
    let text = parts.find(|(name, _)| name.eq_ignore_ascii_case("r"));
    let characters = text.map_or("", |(_, text)| text).chars();
    let mut code: String = characters
        .filter(|character| {
            u8::try_from(*character).is_ok_and(|character| ALPHABET.contains(&character))
        })
        .collect();
    loop {
        let found = read(bank, &code);
        if found != Err(ShareError::Damaged) || !code.ends_with(['-', '_']) {
            return found;
        }
        code.pop();
    }
}

/// Reads an untrusted code. Every text gives a session or an error.
pub fn read(bank: &ItemBank, code: &str) -> Result<Shared, ShareError> {
    if code.is_empty() {
        return Err(ShareError::Missing);
    }
    let code = code.as_bytes();
    // Newer formats keep the checksum in the same place, so that damage can be distinguished from a newer format.
    let (payload, check) = code
        .len()
        .checked_sub(CHECK as usize)
        .filter(|payload| *payload <= LONGEST_PAYLOAD)
        .and_then(|at| code.split_at_checked(at))
        .ok_or(ShareError::Damaged)?;
    let sound = code.iter().all(|character| ALPHABET.contains(character))
        && value(check) == Some(crc32(&[payload]));
    if !sound {
        return Err(ShareError::Damaged);
    }
    if payload.first() != Some(&FORMAT) {
        return Err(ShareError::Newer);
    }
    let answers = payload.get(HEAD..).ok_or(ShareError::Impossible)?;
    let version = payload.get(1..HEAD).and_then(value);
    let version = version
        .and_then(|version| u16::try_from(version).ok())
        .ok_or(ShareError::Impossible)?;
    if answers.is_empty() || !answers.len().is_multiple_of(ANSWER as usize) {
        return Err(ShareError::Impossible);
    }
    let of_bank = item_hashes(bank);
    let mut hashes = Vec::new();
    let mut known = Vec::new();
    for answer in answers.chunks(ANSWER as usize) {
        let bits = value(answer).ok_or(ShareError::Impossible)?;
        let (hash, choice) = (bits >> CHOICE_BITS, bits & ((1 << CHOICE_BITS) - 1));
        if hashes.contains(&hash) {
            return Err(ShareError::Impossible);
        }
        hashes.push(hash);
        if let Some(at) = unique(&of_bank, hash) {
            known.push(given(&bank.items[at], choice).ok_or(ShareError::Impossible)?);
        }
    }
    let left_out = hashes.len() - known.len();
    let measuring = |answer: &Answer| {
        bank.get(&answer.item)
            .is_some_and(|item| item.body.measures())
    };
    if !known.iter().any(measuring) {
        return Err(ShareError::Outdated);
    }
    Ok(Shared {
        session: Session::of_answers(u64::from(crc32(&[payload])), known),
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

/// The hash of each item, in the order of the bank.
fn item_hashes(bank: &ItemBank) -> Vec<u32> {
    bank.items.iter().map(item_hash).collect()
}

/// The position of the only item with that hash.
fn unique(hashes: &[u32], wanted: u32) -> Option<usize> {
    let at = hashes.iter().position(|hash| *hash == wanted)?;
    (!hashes[at + 1..].contains(&wanted)).then_some(at)
}

/// Identifies an item in a code: 20 bits of a hash of its id and version.
///
/// In one of 400 banks of 72 items, two items have the same hash; incrementing the version of either resolves it.
pub fn item_hash(item: &Item) -> u32 {
    crc32(&[item.id.as_str().as_bytes(), &item.version.to_be_bytes()]) & ((1 << HASH_BITS) - 1)
}

/// Appends `value` as this number of characters.
fn push(code: &mut Vec<u8>, value: u32, characters: u32) {
    for at in (0..characters).rev() {
        let six = value.checked_shr(6 * at).unwrap_or(0) & 63;
        code.push(ALPHABET[six as usize]);
    }
}

/// The value of some characters; `None` if it exceeds 32 bits.
fn value(characters: &[u8]) -> Option<u32> {
    let value = characters.iter().try_fold(0_u64, |value, character| {
        let six = ALPHABET.iter().position(|letter| letter == character)?;
        Some(value << 6 | six as u64)
    })?;
    u32::try_from(value).ok()
}
