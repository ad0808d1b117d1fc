//! From a sound text to one that is not quite.
//!
//! Of our own rather than cargo-fuzz, which needs a nightly compiler, while CI and everybody who clones this has the one
//! of `rust-toolchain.toml`. What its coverage guidance would find, the words of an input and resealed checksums have to.

use crate::dice::Dice;

/// Longest text before the rare blow-up, bytes: what is found in longer ones is found in these, at a hundredth of the time.
const LONGEST: usize = 100_000;
/// Bytes of a blown-up text: over every bound of a reader.
const BLOWN_UP: usize = 300_000;
/// Most brackets in a row: far over what a reader's stack would bear, were it not bounded.
const DEEPEST: usize = 20_000;

/// Numbers at the ends of their types, and some that are none.
const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "-1",
    "1",
    "9",
    "50",
    "51",
    "127",
    "128",
    "255",
    "256",
    "32768",
    "65535",
    "65536",
    "99999",
    "100000",
    "2147483648",
    "4294967295",
    "4294967296",
    "1000000000000",
    "9007199254740993",
    "9223372036854775807",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "99999999999999999999999999999999999999999",
    "0.1",
    ".5",
    "1.",
    "1e0",
    "1e-400",
    "1e308",
    "-1e308",
    "1e309",
    "1e999999999",
    "4.9e-324",
    "NaN",
    "Infinity",
    "0x10",
    "007",
    "1_000",
    "1,000",
];

/// Letters that are more, fewer or others than they look.
const LETTERS: &[&str] = &[
    "\0",
    "\u{1}",
    "\t",
    "\n",
    "\r\n",
    "\u{1b}",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{200b}",
    "\u{2028}",
    "\u{202e}",
    "\u{3000}",
    "\u{feff}",
    "\u{fffd}",
    "\u{ffff}",
    "\u{10ffff}",
    "é",
    "e\u{301}",
    "ß",
    "İ",
    "ﬀ",
    "ı",
    "Ω",
    "日本",
    "ع",
    "٣",
    "１",
    "½",
    "’",
    "“",
    "💥",
    "👩‍💻",
    "🇩🇪",
];

/// What means something in JSON, in addresses or in HTML.
const MARKS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "\\",
    "{}",
    "[]",
    "\"\"",
    "null",
    "true",
    "false",
    "[[",
    "{\"a\":",
    "\\u0000",
    "\\ud800",
    "\\ud83d\\ude00",
    "\\n",
    "//",
    "/*",
    "%",
    "%00",
    "%2",
    "%2F",
    "%25",
    "%C3%28",
    "%F0%9F",
    "%zz",
    "&",
    "&&",
    "=",
    "?",
    "#",
    "/",
    "../",
    ";",
    "+",
    "-",
    ".",
    "'",
    "<",
    "<script>",
    "javascript:",
    "https://",
    "data:,",
    "__proto__",
    "constructor",
];

/// Writes a mutant of one of `seeds` into `text`. `words` are those of the input's own language.
pub(crate) fn mutate(seeds: &[String], words: &[&str], dice: &mut Dice, text: &mut String) {
    let mut bytes = dice.pick(seeds).as_bytes().to_vec();
    // Mostly one change, so that much stays sound; sometimes many.
    let mut changes = 1;
    while changes < 12 && dice.once_in(2) {
        changes += 1;
    }
    for _ in 0..changes {
        change(&mut bytes, seeds, words, dice);
    }
    if dice.once_in(50_000) {
        blow_up(&mut bytes, dice);
    } else {
        bytes.truncate(LONGEST);
    }
    text.clear();
    text.push_str(&String::from_utf8_lossy(&bytes));
}

fn change(bytes: &mut Vec<u8>, seeds: &[String], words: &[&str], dice: &mut Dice) {
    match dice.below(100) {
        0..6 => {
            let at = dice.below(bytes.len());
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << dice.below(8);
            }
        }
        6..12 => {
            let (at, byte) = (dice.below(bytes.len()), dice.byte());
            if let Some(place) = bytes.get_mut(at) {
                *place = byte;
            }
        }
        12..16 | 96 => group(bytes, dice),
        16..20 => bytes.truncate(dice.below(bytes.len() + 1)),
        20..28 => {
            let range = some_range(bytes, dice);
            bytes.drain(range);
        }
        28..36 => {
            // Once more, or often.
            let copy = bytes[some_range(bytes, dice)].to_vec();
            let times = if dice.once_in(10) { 64 } else { 1 };
            insert(
                bytes,
                &copy.repeat(times.min(LONGEST / copy.len().max(1))),
                dice,
            );
        }
        36..44 => {
            let copy = bytes[some_range(bytes, dice)].to_vec();
            let place = some_range(bytes, dice);
            bytes.splice(place, copy);
        }
        44..50 => splice(bytes, seeds, dice),
        50..60 => {
            // In place of a number or a word, so that its surroundings stay sound.
            let place = token(bytes, dice);
            bytes.splice(place, dice.pick(NUMBERS).bytes());
        }
        60..65 => insert(bytes, dice.pick(LETTERS).as_bytes(), dice),
        65..68 => {
            let place = token(bytes, dice);
            bytes.splice(place, dice.pick(LETTERS).bytes());
        }
        68..76 => insert(bytes, dice.pick(MARKS).as_bytes(), dice),
        76..79 => {
            let place = token(bytes, dice);
            bytes.splice(place, dice.pick(MARKS).bytes());
        }
        79..86 if !words.is_empty() => insert(bytes, dice.pick(words).as_bytes(), dice),
        79..93 if !words.is_empty() => {
            let place = token(bytes, dice);
            bytes.splice(place, dice.pick(words).bytes());
        }
        93..96 => {
            // A word of the text itself, in another's place: a sound value where it has no business.
            let copy = bytes[token(bytes, dice)].to_vec();
            let place = token(bytes, dice);
            bytes.splice(place, copy);
        }
        97 if dice.once_in(20) => {
            let deep = dice
                .pick(&["[", "{\"a\":", "[{\"a\":", "("])
                .repeat(dice.below(DEEPEST));
            insert(bytes, deep.as_bytes(), dice);
        }
        _ => {
            let range = token(bytes, dice);
            if dice.once_in(2) {
                bytes[range].make_ascii_uppercase();
            } else {
                bytes[range].make_ascii_lowercase();
            }
        }
    }
}

fn insert(bytes: &mut Vec<u8>, more: &[u8], dice: &mut Dice) {
    // Half of the time where a word begins.
    let at = if dice.once_in(2) {
        token(bytes, dice).start
    } else {
        dice.below(bytes.len() + 1)
    };
    bytes.splice(at..at, more.iter().copied());
}

/// The head of this text and the tail of another.
fn splice(bytes: &mut Vec<u8>, seeds: &[String], dice: &mut Dice) {
    let other = dice.pick(seeds).as_bytes();
    bytes.truncate(dice.below(bytes.len() + 1));
    bytes.extend_from_slice(&other[dice.below(other.len() + 1)..]);
}

/// An entry of a list or a value of a field, with all that is in it: there once more, or often, or gone.
fn group(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let from = dice.below(bytes.len() + 1);
    let opens = |byte: &u8| matches!(byte, b'{' | b'[');
    let Some(start) = bytes[from..].iter().position(opens).map(|at| from + at) else {
        return;
    };
    let mut depth = 0_usize;
    let end = bytes[start..].iter().position(|byte| {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    let Some(end) = end.map(|length| start + length + 1) else {
        return;
    };
    match dice.below(4) {
        0 => {
            // With the comma after it, if there is one.
            let comma = usize::from(bytes.get(end) == Some(&b','));
            bytes.drain(start..end + comma);
        }
        often => {
            let mut more = bytes[start..end].to_vec();
            more.push(b',');
            let times = if often == 1 { 1 + dice.below(120) } else { 1 };
            let more = more.repeat(times.min(LONGEST / more.len() + 1));
            bytes.splice(start..start, more);
        }
    }
}

/// A stretch, mostly a short one.
fn some_range(bytes: &[u8], dice: &mut Dice) -> std::ops::Range<usize> {
    let start = dice.below(bytes.len() + 1);
    let most = if dice.once_in(4) { bytes.len() } else { 16 };
    let end = (start + dice.below(most + 1)).min(bytes.len());
    start..end
}

/// A word or a number: what stands between two marks.
fn token(bytes: &[u8], dice: &mut Dice) -> std::ops::Range<usize> {
    let inside =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | 0x80..);
    let mut start = dice.below(bytes.len() + 1);
    while start < bytes.len() && !inside(&bytes[start]) {
        start += 1;
    }
    let end = bytes[start..]
        .iter()
        .position(|byte| !inside(byte))
        .map_or(bytes.len(), |length| start + length);
    while start > 0 && inside(&bytes[start - 1]) {
        start -= 1;
    }
    start..end
}

/// Over every bound: some stretch of the text again and again.
fn blow_up(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let mut stretch = bytes[some_range(bytes, dice)].to_vec();
    if stretch.is_empty() {
        stretch.push(dice.byte());
    }
    let times = BLOWN_UP / stretch.len() + 1;
    insert(bytes, &stretch.repeat(times), dice);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seeds() -> Vec<String> {
        [
            "role=back-end&years=4&country=US&stack=Go,TypeScript&workplace=in-person",
            r#"{"a":[1,2,{"b":"é","c":[true,null]}],"d":{"e":-1.5e3,"f":"text of some length"}}"#,
        ]
        .map(str::to_owned)
        .to_vec()
    }

    fn mutants(count: u64) -> Vec<String> {
        (0..count)
            .map(|case| {
                let mut text = String::new();
                let mut dice = Dice::of_case(1, "test", case);
                mutate(&seeds(), &["years="], &mut dice, &mut text);
                text
            })
            .collect()
    }

    /// Protects every report of a failure: the case it names is the case that failed.
    #[test]
    fn a_case_is_the_same_every_time() {
        assert_eq!(mutants(500), mutants(500));
    }

    /// Protects from a million cases that are a handful over and over.
    #[test]
    fn mutants_differ_and_reach_far() {
        let mut all = mutants(20_000);
        assert!(all.iter().any(|text| text.len() > 10_000), "none is deep");
        assert!(
            all.iter().any(|text| text.contains('💥')),
            "none is strange"
        );
        assert!(
            all.iter().any(|text| text.contains("years=")),
            "none has the input's words"
        );
        all.sort_unstable();
        all.dedup();
        assert!(all.len() > 15_000, "only {} differ", all.len());
    }

    /// Protects the run from its own mutator, where nothing is left to change.
    #[test]
    fn an_empty_text_can_be_changed_too() {
        let mut text = String::new();
        for case in 0..2_000 {
            mutate(
                &[String::new()],
                &[],
                &mut Dice::of_case(1, "test", case),
                &mut text,
            );
        }
    }

    #[test]
    fn now_and_then_a_text_is_over_every_bound() {
        let mut bytes = Vec::new();
        blow_up(&mut bytes, &mut Dice::of_case(1, "test", 0));
        assert!(bytes.len() >= BLOWN_UP);
    }
}
