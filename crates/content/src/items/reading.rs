//! Readability of a question: the Flesch–Kincaid grade, in years of schooling in the United States.
//!
//! Kincaid, Fishburne, Rogers and Chissom 1975, *Derivation of new readability formulas for Navy enlisted personnel*
//! (Research Branch Report 8-75): .39 · words per sentence + 11.8 · syllables per word − 15.59.
//!
//! The formula was derived from passages of some hundred words, but a question has ten to seventy:
//! - A short choice is a label. If it counted as a sentence, every item would get a low grade. So a choice counts as a
//!   sentence only from [`SENTENCE`] words on; of a shorter one, only the syllables count.
//! - Below [`FEWEST`] words there is no grade, because two long words would decide it.
//! - In a text of 17 words, one syllable changes the grade by .7. So the limit only finds items that are clearly too
//!   hard, and the grade does not rank items.

use super::error::ItemErrors;
use super::widget;
use which_end_core::quiz::item::{Body, Item};

/// Maximum grade of an item, rounded to a tenth: what twelve-year-olds can read.
pub const HARDEST: f64 = 7.0;
/// Minimum number of words for a grade.
pub const FEWEST: usize = 10;
/// Minimum number of words for a choice to count as a sentence.
pub const SENTENCE: usize = 6;

/// The counts that the formula uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// Sentences.
    pub sentences: usize,
    /// Number of words in these sentences.
    pub in_sentences: usize,
    /// Number of all words, including those of short choices.
    pub words: usize,
    /// Number of syllables of all words.
    pub syllables: usize,
}

impl Passage {
    /// The texts that a visitor reads before answering: the stem, and the choices or ends.
    pub fn of(item: &Item) -> Self {
        let mut passage = Self::default();
        passage.read(&item.stem, 1);
        match &item.body {
            Body::Likert { .. } | Body::Check { .. } => {}
            Body::Pair {
                backend, frontend, ..
            } => {
                passage.read(&backend.text, SENTENCE);
                passage.read(&frontend.text, SENTENCE);
            }
            Body::Situation { choices, .. } => {
                for choice in choices {
                    passage.read(&choice.text, SENTENCE);
                }
            }
            Body::Task { choices, .. } => {
                for choice in choices {
                    passage.read(choice, SENTENCE);
                }
            }
        }
        passage
    }

    /// The texts that a visitor reads with the widget: the stem, and the widget's texts instead of the choices. `None`
    /// if there is no widget.
    pub fn by_hand(item: &Item) -> Option<Self> {
        let Body::Task {
            widget: Some(widget),
            ..
        } = &item.body
        else {
            return None;
        };
        let mut passage = Self::default();
        passage.read(&item.stem, 1);
        for text in widget::texts(widget) {
            passage.read(text, SENTENCE);
        }
        Some(passage)
    }

    /// Adds a text. A part of it counts as a sentence if it has at least `sentence` words.
    fn read(&mut self, text: &str, sentence: usize) {
        for sentence_text in sentences(text) {
            let words = words(sentence_text).count();
            self.words += words;
            self.syllables += self::words(sentence_text).map(syllables).sum::<usize>();
            if words >= sentence {
                self.sentences += 1;
                self.in_sentences += words;
            }
        }
    }

    /// The Flesch–Kincaid grade; `None` if the text is too short.
    pub fn grade(self) -> Option<f64> {
        (self.words >= FEWEST && self.sentences > 0).then(|| {
            0.39 * self.in_sentences as f64 / self.sentences as f64
                + 11.8 * self.syllables as f64 / self.words as f64
                - 15.59
        })
    }
}

/// Sentences end with `.`, `?`, `!`, `:` or `;` before a space, a closing quote or the end, so that “4.5” and “10:02”
/// do not end one.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.char_indices().find_map(|(at, c)| {
            let after = at + c.len_utf8();
            let next = rest[after..].chars().next();
            let closes = next.is_none_or(|next| next.is_whitespace() || "”’\")".contains(next));
            (".?!:;".contains(c) && closes).then_some(after)
        });
        let (sentence, left) = rest.split_at(end.unwrap_or(rest.len()));
        rest = left;
        Some(sentence)
    })
    .filter(|sentence| words(sentence).next().is_some())
}

/// Words: parts between spaces with at least one letter or digit.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
}

/// Syllables of an English word: its groups of vowels (a, e, i, o, u, y), without silent ones: a final *e* (except
/// *-le* after a consonant, as in “table”), *-es* (except after c, g, s, x, z, ch, sh and in *-les*, as in “pages”) and
/// *-ed* (except after d and t, as in “wanted”). At least one. A number counts as one, since digits are read at a
/// glance.
fn syllables(word: &str) -> usize {
    let letters: Vec<char> = word
        .to_lowercase()
        .chars()
        .filter(char::is_ascii_alphabetic)
        .collect();
    let vowel = |c: char| "aeiouy".contains(c);
    let mut groups = 0;
    let mut after_vowel = false;
    for letter in &letters {
        groups += usize::from(vowel(*letter) && !after_vowel);
        after_vowel = vowel(*letter);
    }
    let consonant = |c: char| !vowel(c);
    let silent = match letters.as_slice() {
        [.., before, 'l', 'e'] | [.., before, 'l', 'e', 's'] => vowel(*before),
        [.., before, 'e'] => consonant(*before),
        [.., 'c' | 's', 'h', 'e', 's'] => false,
        [.., before, 'e', 's'] => consonant(*before) && !"cgsxz".contains(*before),
        [.., before, 'e', 'd'] => consonant(*before) && !"dt".contains(*before),
        _ => false,
    };
    groups.saturating_sub(usize::from(silent)).max(1)
}

pub(super) fn check(items: &[Item], errors: &mut ItemErrors) {
    for item in items {
        let forms = [
            ("it", Some(Passage::of(item))),
            ("done by hand, it", Passage::by_hand(item)),
        ];
        for (form, passage) in forms {
            let Some(grade) = passage.and_then(Passage::grade) else {
                continue;
            };
            if (grade * 10.0).round() > HARDEST * 10.0 {
                errors.item(
                    item.id.as_str(),
                    format!(
                        "{form} reads at grade {grade:.1}; {HARDEST:.0} is the most, so that people of twelve can read it: \
                        use shorter words or cut a long sentence in two"
                    ),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passage(text: &str) -> Passage {
        let mut passage = Passage::default();
        passage.read(text, 1);
        passage
    }

    #[test]
    fn syllables_are_those_one_hears() {
        for (word, heard) in [
            ("the", 1),
            ("page", 1),
            ("pages", 2),
            ("table", 2),
            ("tables", 2),
            ("rules", 1),
            ("rule", 1),
            ("wanted", 2),
            ("jumped", 1),
            ("added", 2),
            ("sees", 1),
            ("boxes", 2),
            ("ashes", 2),
            ("names", 1),
            ("computer", 3),
            ("library’s", 3),
            ("query", 2),
            ("free", 1),
            ("money", 2),
            ("year", 1),
            ("visitors", 3),
            ("1,980", 1),
            ("“Send”", 1),
            ("hidden", 2),
            ("database", 3),
        ] {
            assert_eq!(syllables(word), heard, "{word}");
        }
    }

    #[test]
    fn sentences_end_where_a_reader_stops() {
        let count = |text: &str| sentences(text).count();
        assert_eq!(count("It waits. Why?"), 2);
        assert_eq!(count("White on red: 5.44 to 1"), 2);
        assert_eq!(count("At 10:02 it passed 4.5 to 1"), 1);
        assert_eq!(count("He said “no.” Then he left"), 2);
        assert_eq!(count(" … "), 0);
    }

    /// Counted by hand: “The cat sat on the mat.” has 6 words of 6 syllables; .39 · 6 + 11.8 · 1 − 15.59 = −1.45.
    #[test]
    fn the_formula_is_the_published_one() {
        let two = passage("The cat sat on the mat. The cat sat on the mat.");
        let counts = Passage {
            sentences: 2,
            in_sentences: 12,
            words: 12,
            syllables: 12,
        };
        assert_eq!(two, counts);
        assert!((two.grade().expect("long enough") - -1.45).abs() < 1e-9);
        // A-ny com-pu-ter sci-ence stu-dent in a u-ni-ver-si-ty un-der-stands re-la-tion-al da-ta-ba-ses. The counter
        // finds one syllable less in “science”, because it sees one group of vowels where a reader says two.
        let hard = passage(
            "Any computer science student in a university understands relational databases.",
        );
        assert_eq!((hard.sentences, hard.words, hard.syllables), (1, 10, 26));
        assert!((hard.grade().expect("long enough") - (3.9 + 30.68 - 15.59)).abs() < 1e-9);
    }

    #[test]
    fn short_choices_are_labels_and_short_texts_have_no_grade() {
        let mut with_labels =
            passage("Which of these four cards stands out of line with all others?");
        let before = with_labels;
        with_labels.read("Card A", SENTENCE);
        assert_eq!(with_labels.sentences, before.sentences);
        assert_eq!(with_labels.words, before.words + 2);
        assert_eq!(
            passage("Extraordinarily uncharacteristic terminology.").grade(),
            None
        );
    }
}
