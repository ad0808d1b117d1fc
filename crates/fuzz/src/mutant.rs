//! Mutates valid texts.

use std::fmt;
use std::ops::Range;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Maximum length of a text, bytes: more than any parser allows.
const LONGEST: usize = 400_000;
/// Number of bytes of a text that a report shows.
const SHOWN: usize = 2_000;

/// Numbers at the limits of their types, and some invalid ones.
const NUMBERS: &str = "0 -0 -1 1 9 50 51 127 128 255 256 32768 65535 65536 99999 100000 2147483648 4294967295 \
    4294967296 1000000000000 9007199254740993 9223372036854775807 -9223372036854775809 18446744073709551615 \
    18446744073709551616 99999999999999999999999999999999999999999 0.1 .5 1. 1e0 1e-400 1e308 -1e308 1e309 1e999999999 \
    4.9e-324 NaN Infinity 0x10 007 1_000 1,000";

/// Tokens with a meaning in JSON, addresses or HTML.
const MARKS: &str = r#"{ } [ ] : , " \ {} [] "" null true false [[ {"a": [{"a": ( \u0000 \ud800 \ud83d\ude00 \n // /* % %00
    %2 %2F %25 %C3%28 %F0%9F %zz & && = ? # / ../ ; + - . ' < <script> javascript: https:// data:, __proto__ constructor"#;

/// Characters that are invisible, composed or similar to others.
const CHARACTERS: &str = "\0 \u{1} \t \n \r\n \u{1b} \u{7f} \u{85} \u{a0} \u{200b} \u{2028} \u{202e} \u{3000} \u{feff} \
    \u{fffd} \u{ffff} \u{10ffff} é e\u{301} ß İ ﬀ ı Ω 日本 ع ٣ １ ½ ’ “ 💥 👩‍💻 🇩🇪";

/// A mutated text.
pub(crate) struct Mutant(pub(crate) String);

impl fmt::Debug for Mutant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = &self.0[..self.0.floor_char_boundary(SHOWN)];
        write!(formatter, "{shown:?} ({} bytes)", self.0.len())
    }
}

/// The extent of a part of a text, from a position on.
#[derive(Clone, Copy, Debug)]
enum Span {
    Nothing,
    /// This many bytes.
    Bytes(usize),
    /// A word or a number.
    Token,
    /// An entry of a list or the value of a field, with its content and the comma after it.
    Group,
    Rest,
}

/// The replacement of a part.
#[derive(Clone, Debug)]
enum Piece {
    Text(&'static str),
    Bytes(Vec<u8>),
    /// A part of a valid text.
    Copy(Index, Index, Span),
    /// The same part, duplicated.
    Again,
    UpperCase,
    LowerCase,
}

#[derive(Clone, Debug)]
struct Edit {
    at: Index,
    span: Span,
    piece: Piece,
    times: usize,
}

/// Mutants of the valid texts; `words` are those of the input's own format.
pub(crate) fn mutants(
    seeds: Vec<String>,
    words: &'static [&'static str],
) -> impl Strategy<Value = Mutant> {
    let edit = edit(words);
    let edits = prop_oneof![
        // Mostly one change, so that much stays valid.
        4 => vec(edit.clone(), 1),
        3 => vec(edit.clone(), 2..4),
        1 => vec(edit, 4..12),
    ];
    (any::<Index>(), edits).prop_map(move |(seed, edits)| {
        let mut bytes = seed.get(&seeds).as_bytes().to_vec();
        for edit in &edits {
            edit.apply(&mut bytes, &seeds);
        }
        Mutant(String::from_utf8_lossy(&bytes).into_owned())
    })
}

fn edit(words: &'static [&'static str]) -> BoxedStrategy<Edit> {
    let marks: Vec<_> = MARKS.split_whitespace().collect();
    let numbers: Vec<_> = NUMBERS.split_whitespace().collect();
    let characters: Vec<_> = CHARACTERS.split(' ').collect();
    let words = if words.is_empty() {
        marks.clone()
    } else {
        words.to_vec()
    };
    let span = prop_oneof![
        3 => Just(Span::Token),
        2 => Just(Span::Nothing),
        2 => (1..16_usize).prop_map(Span::Bytes),
        1 => (16..2_000_usize).prop_map(Span::Bytes),
        1 => Just(Span::Group),
        1 => Just(Span::Rest),
    ];
    let piece = prop_oneof![
        4 => select(words).prop_map(Piece::Text),
        2 => select(numbers).prop_map(Piece::Text),
        2 => select(marks).prop_map(Piece::Text),
        2 => select(characters).prop_map(Piece::Text),
        2 => vec(any::<u8>(), 0..3).prop_map(Piece::Bytes),
        2 => any::<char>().prop_map(|char| Piece::Bytes(char.to_string().into_bytes())),
        4 => (any::<Index>(), any::<Index>(), span.clone()).prop_map(|(seed, at, span)| Piece::Copy(seed, at, span)),
        2 => Just(Piece::Again),
        1 => Just(Piece::UpperCase),
        1 => Just(Piece::LowerCase),
    ];
    let times = prop_oneof![
        1000 => Just(1_usize),
        300 => Just(0),
        50 => 2..128_usize,
        // Deeper and longer than any parser may allow.
        1 => 128..200_000_usize,
    ];
    (any::<Index>(), span, piece, times)
        .prop_map(|(at, span, piece, times)| Edit {
            at,
            span,
            piece,
            times,
        })
        .boxed()
}

impl Edit {
    fn apply(&self, bytes: &mut Vec<u8>, seeds: &[String]) {
        let range = self.span.of(bytes, self.at);
        let part = &bytes[range.clone()];
        let piece = match &self.piece {
            Piece::Text(text) => text.as_bytes().to_vec(),
            Piece::Bytes(bytes) => bytes.clone(),
            Piece::Copy(seed, at, span) => {
                let other = seed.get(seeds).as_bytes();
                other[span.of(other, *at)].to_vec()
            }
            Piece::Again => [part, part].concat(),
            Piece::UpperCase => part.to_ascii_uppercase(),
            Piece::LowerCase => part.to_ascii_lowercase(),
        };
        let room = LONGEST.saturating_sub(bytes.len()) / piece.len().max(1);
        bytes.splice(range, piece.repeat(self.times.min(room)));
    }
}

impl Span {
    fn of(self, bytes: &[u8], at: Index) -> Range<usize> {
        let at = at.index(bytes.len() + 1);
        let end = |length: usize| (at + length).min(bytes.len());
        match self {
            Self::Nothing => at..at,
            Self::Bytes(length) => at..end(length),
            Self::Token => token(bytes, at),
            Self::Group => group(bytes, at),
            Self::Rest => at..bytes.len(),
        }
    }
}

/// The word at or after a position.
fn token(bytes: &[u8], at: usize) -> Range<usize> {
    let inside =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | 0x80..);
    let length = |part: &[u8]| {
        part.iter()
            .position(|byte| !inside(byte))
            .unwrap_or(part.len())
    };
    let start = at + bytes[at..].iter().position(inside).unwrap_or(0);
    let before = bytes[..start].iter().rev().position(|byte| !inside(byte));
    start - before.unwrap_or(start)..start + length(&bytes[start..])
}

/// The next pair of brackets with its content; empty if there is none.
fn group(bytes: &[u8], at: usize) -> Range<usize> {
    let mut depth = 0_usize;
    let mut start = None;
    for (place, byte) in bytes.iter().enumerate().skip(at) {
        match byte {
            b'{' | b'[' => {
                start.get_or_insert(place);
                depth += 1;
            }
            b'}' | b']' if depth > 0 => depth -= 1,
            _ => {}
        }
        if depth == 0
            && let Some(start) = start
        {
            let comma = usize::from(bytes.get(place + 1) == Some(&b','));
            return start..place + 1 + comma;
        }
    }
    at..at
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    fn some(seeds: &[&str], count: usize) -> Vec<String> {
        let seeds = seeds.iter().map(|seed| (*seed).to_owned()).collect();
        let mutants = mutants(seeds, &["years="]);
        let mut runner = TestRunner::deterministic();
        (0..count)
            .map(|_| mutants.new_tree(&mut runner).expect("a mutant").current().0)
            .collect()
    }

    /// Protects from many cases that are a handful over and over.
    #[test]
    fn mutants_differ_and_reach_far() {
        let seeds = [
            "role=back-end&years=4&country=US&stack=Go,TypeScript&workplace=in-person",
            r#"{"a":[1,2,{"b":"é","c":[true,null]}],"d":{"e":-1.5e3,"f":"text of some length"}}"#,
        ];
        let mut all = some(&seeds, 20_000);
        let holds = |found: &dyn Fn(&String) -> bool| all.iter().any(found);
        assert!(
            holds(&|text| text.len() > 300_000),
            "none is over every bound"
        );
        assert!(holds(&|text| text.contains("[[[[[[[[")), "none is deep");
        assert!(holds(&|text| text.contains('💥')), "none is strange");
        assert!(
            holds(&|text| text.contains("years=years=")),
            "none has the input's words"
        );
        all.sort_unstable();
        all.dedup();
        assert!(all.len() > 13_000, "only {} differ", all.len());
    }

    #[test]
    fn an_empty_text_can_be_changed_too() {
        assert!(some(&[""], 2_000).iter().any(|text| !text.is_empty()));
    }
}
