//! Codes for shared results: each gives the same result or an error, and never another result.

use std::sync::LazyLock;

use crate::quiz_support::{Dice, bank, bank_file, honest, read, run};
use proptest::prelude::*;
use which_end_content::items;
use which_end_core::quiz::item::ItemBank;
use which_end_core::quiz::model::BankModel;
use which_end_core::quiz::report::Report;
use which_end_core::quiz::session::{Response, Session};
use which_end_core::quiz::share::{self, ShareError, Shared};

/// The maximum for a session with 40 answers: one skip for each two answers, and one check.
const MOST: usize = 40 + 40 / 2 + 1;

const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn somebody(bank: &ItemBank, seed: u64, keeps_going: bool) -> Session {
    let mut dice = Dice(seed);
    let (backend, frontend) = (dice.normal(), dice.normal());
    let mut session = Session::new(seed);
    if keeps_going {
        session.keep_going();
    }
    run(&BankModel::new(bank), &mut session, |item| {
        if dice.below(9) == 0 {
            Response::Skipped
        } else {
            honest(item, backend, frontend, &mut dice)
        }
    });
    session
}

fn code(bank: &ItemBank, session: &Session) -> String {
    share::code(bank, session).expect("there are answers")
}

/// Protects the purpose of sharing: whoever opens the link sees exactly the report that was shared, to the last bit.
#[test]
fn the_same_report_comes_back() {
    let bank = bank();
    for seed in 0..16 {
        let session = somebody(&bank, seed, seed % 4 == 0);
        let code = code(&bank, &session);
        let shared = share::read(&bank, &code).expect("a sound code");
        assert_eq!((shared.left_out, shared.newer), (0, false));
        let (theirs, ours) = (
            Report::new(&bank, &session),
            Report::new(&bank, &shared.session),
        );
        assert_eq!(ours, theirs);
        assert_eq!(ours.backend_leads.to_bits(), theirs.backend_leads.to_bits());
        assert_eq!(share::code(&bank, &shared.session), Some(code));
    }
}

#[test]
fn a_code_is_short_and_needs_no_escaping() {
    let bank = bank();
    for seed in 0..20 {
        let session = somebody(&bank, seed, false);
        let code = code(&bank, &session);
        assert!(
            session.answered() <= 24 && code.len() <= 106,
            "{}",
            code.len()
        );
        assert!(
            code.chars().all(|letter| ALPHABET.contains(letter)),
            "{code}"
        );
    }
    let longest = code(&bank, &somebody(&bank, 1, true));
    assert!(longest.len() <= 4 + 4 * 60 + 6);
}

/// Protects people who open a damaged link: they get a sentence, never somebody else's result. Every position is
/// replaced with every character of the alphabet and some others; characters are dropped, added and swapped.
#[test]
fn no_altered_code_gives_a_result() {
    let bank = bank();
    let code = code(&bank, &somebody(&bank, 7, true));
    let mut tried = 0;
    let mut refuse = |altered: String, what: &str| {
        if altered == code {
            return;
        }
        tried += 1;
        let read = share::read(&bank, &altered);
        assert_eq!(read, Err(ShareError::Damaged), "{what}: {altered}");
    };
    let letters: Vec<char> = ALPHABET
        .chars()
        .chain(['.', ' ', '=', '%', 'é', '\0'])
        .collect();
    for at in 0..=code.len() {
        let (before, after) = code.split_at(at);
        for letter in &letters {
            refuse(format!("{before}{letter}{after}"), "added");
            if let Some(rest) = after.get(1..) {
                refuse(format!("{before}{letter}{rest}"), "changed");
            }
        }
        if let Some(rest) = after.get(1..) {
            refuse(format!("{before}{rest}"), "dropped");
        }
        for other in at + 1..code.len() {
            let mut swapped: Vec<char> = code.chars().collect();
            swapped.swap(at, other);
            refuse(swapped.into_iter().collect(), "swapped");
        }
    }
    for end in 1..code.len() {
        refuse(code[..end].to_owned(), "cut off");
        refuse(code[end..].to_owned(), "its head cut off");
    }
    refuse(code.to_lowercase(), "in small letters");
    refuse(format!("{code}{code}"), "twice");
    assert!(tried > 15_000, "only {tried} were tried");
}

/// Protects the page from arbitrary text after its address.
#[test]
fn a_million_random_texts_give_reasons_and_never_panic() {
    let bank = bank();
    let letters: Vec<char> = ALPHABET.chars().collect();
    let mut dice = Dice(5);
    for number in 0..1_000_000_u32 {
        let text: String = (0..dice.below(40))
            .map(|_| letters[dice.below(64)])
            .collect();
        let text = if number % 2 == 0 {
            format!("1AAB{text}")
        } else {
            text
        };
        assert!(share::read(&bank, &text).is_err(), "{text}");
    }
    assert_eq!(share::read(&bank, ""), Err(ShareError::Missing));
    assert_eq!(
        share::read(&bank, &"A".repeat(1_000_000)),
        Err(ShareError::Damaged)
    );
    assert_eq!(
        share::read(&bank, "日本語日本語日本語"),
        Err(ShareError::Damaged)
    );
}

/// The test's bank and the codes of some sessions, created once.
static MADE: LazyLock<(ItemBank, Vec<String>)> = LazyLock::new(|| {
    let bank = bank();
    let codes = (0..10)
        .map(|seed| code(&bank, &somebody(&bank, seed, false)))
        .collect();
    (bank, codes)
});

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,200}") {
        prop_assert!(share::read(&MADE.0, &text).is_err());
    }

    /// Several characters changed at once, for example by a program that replaces or drops a kind of letter.
    #[test]
    fn nor_does_heavy_damage_give_a_result(
        which in 0_usize..10,
        places in prop::collection::vec((0_usize..100, 0_usize..64), 1..12),
    ) {
        let (bank, codes) = &*MADE;
        let mut damaged: Vec<char> = codes[which].chars().collect();
        for (place, letter) in places {
            let at = place % damaged.len();
            damaged[at] = ALPHABET.chars().nth(letter).expect("64 letters");
        }
        let damaged: String = damaged.into_iter().collect();
        prop_assume!(damaged != codes[which]);
        prop_assert_eq!(share::read(bank, &damaged), Err(ShareError::Damaged));
    }
}

/// A forged code with this payload and a valid checksum.
fn made_up(said: &str) -> String {
    let mut crc = !0_u32;
    for byte in said.bytes() {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 {
                crc >> 1 ^ 0xedb8_8320
            } else {
                crc >> 1
            };
        }
    }
    let crc = u64::from(!crc);
    let check = (0..6).rev().map(|at| {
        let six = usize::try_from(crc >> (6 * at) & 63).expect("six bits");
        ALPHABET.chars().nth(six).expect("64 letters")
    });
    said.chars().chain(check).collect()
}

#[test]
fn codes_that_are_made_up_are_refused_too() {
    let bank = bank();
    let code = code(&bank, &somebody(&bank, 7, false));
    let said = &code[..code.len() - 6];
    assert_eq!(
        made_up(said),
        code,
        "the test's own checksum is the right one"
    );
    let first = &said[4..8];
    // The lowest four of its six bits are the choice.
    let letter = ALPHABET.find(&said[7..8]).expect("of the alphabet") | 15;
    let no_such_choice = format!("{}{}", &said[..7], &ALPHABET[letter..=letter]);
    for (body, why) in [
        (format!("{said}{first}"), "an item twice"),
        (no_such_choice, "a choice that the item has not"),
        ("1AAB".to_owned(), "no answers"),
        (format!("{said}A"), "a quarter of an answer"),
        (format!("1___{}", &said[4..]), "a bank version that is none"),
        ("1".to_owned(), "no head"),
    ] {
        assert_eq!(
            share::read(&bank, &made_up(&body)),
            Err(ShareError::Impossible),
            "{why}"
        );
    }
    for (count, refused) in [
        (MOST, ShareError::Impossible),
        (MOST + 1, ShareError::Damaged),
    ] {
        let long = format!("1AAB{}", "AAAA".repeat(count));
        assert_eq!(share::read(&bank, &made_up(&long)), Err(refused), "{count}");
    }
    let later = format!("2{}", &said[1..]);
    assert_eq!(share::read(&bank, &made_up(&later)), Err(ShareError::Newer));
}

/// Protects links that are older or newer than the questions: changed items are left out and counted.
#[test]
fn other_banks_leave_out_what_they_do_not_know() {
    let old = bank();
    let session = somebody(&old, 7, false);
    let code = code(&old, &session);
    let answered: Vec<&str> = session
        .answers()
        .iter()
        .filter(|answer| answer.response != Response::Skipped)
        .map(|answer| answer.item.as_str())
        .collect();
    let changed = |names: &[&str], version: u16| {
        let mut file = bank_file();
        file["version"] = version.into();
        for item in file["items"].as_array_mut().expect("items") {
            if names.iter().any(|name| item["id"] == *name) {
                item["version"] = 2.into();
            }
        }
        read(&file)
    };
    let some = changed(&answered[..3], 2);
    let shared = share::read(&some, &code).expect("most is left");
    assert_eq!((shared.left_out, shared.newer), (3, false));
    assert_eq!(shared.session.answered(), answered.len() - 3);
    assert_eq!(
        Report::new(&some, &shared.session),
        Report::new(&some, &session)
    );
    assert_eq!(
        share::read(&changed(&answered, 2), &code),
        Err(ShareError::Outdated)
    );
    let newer = share::code(&some, &shared.session).expect("answers");
    let Shared {
        left_out, newer, ..
    } = share::read(&old, &newer).expect("all is left");
    assert_eq!((left_out, newer), (0, true));
}

#[test]
fn nothing_answered_has_no_code() {
    assert_eq!(share::code(&bank(), &Session::new(1)), None);
}

/// Protects every code of the shipped bank: two items with one hash could not be distinguished. If this fails,
/// increment the version of either.
#[test]
fn no_two_shipped_items_have_the_same_mark() {
    let shipped =
        items::read(include_str!("../../../assets/data/items.json")).expect("a sound bank");
    for bank in [shipped, bank()] {
        let mut marks: Vec<(u32, &str)> = bank
            .items
            .iter()
            .map(|item| (share::item_hash(item), item.id.as_str()))
            .collect();
        marks.sort_unstable();
        for pair in marks.windows(2) {
            assert_ne!(pair[0].0, pair[1].0, "{} and {}", pair[0].1, pair[1].1);
        }
    }
}
