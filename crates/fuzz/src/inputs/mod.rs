//! Everything that the page or its tools read from outside, one line each in [`ALL`].
//!
//! To add an input: a file beside these with its sound texts and its judge, and a line in the table.

mod answers;
mod content;
mod host;
mod link;
mod offer;
mod overlay;
mod record;
mod result;
mod slots;

use crate::dice::Dice;
use crate::mutate::mutate;

/// What a reader made of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It was read, and what was read keeps every promise.
    Accepted,
    /// It was refused in words that a person can act on.
    Refused,
}

/// A verdict, or the promise that was broken.
pub(crate) type Judgement = Result<Verdict, String>;

/// A kind of text from outside.
pub(crate) struct Input {
    /// As it is called in the report and by `--only`.
    pub(crate) name: &'static str,
    /// Sound texts, of which mutants are made: every form that is accepted should be there once.
    pub(crate) seeds: fn() -> Vec<String>,
    /// Words of its language that chance alone would not find.
    pub(crate) words: &'static [&'static str],
    /// Reads the text as the page does, and holds what came of it against what was promised.
    pub(crate) judge: fn(&str) -> Judgement,
}

/// Every input. A text with a checksum is there twice: as found, and sealed anew, so that what is behind the checksum is
/// reached too.
pub(crate) const ALL: [Input; 12] = [
    Input {
        name: "shared result",
        seeds: result::seeds,
        words: &[],
        judge: result::judge,
    },
    Input {
        name: "shared result, sealed",
        seeds: result::unsealed,
        words: &[],
        judge: result::judge_sealed,
    },
    Input {
        name: "options of a host",
        seeds: host::seeds,
        words: host::WORDS,
        judge: host::judge,
    },
    Input {
        name: "overlay of a host",
        seeds: overlay::seeds,
        words: overlay::WORDS,
        judge: overlay::judge,
    },
    Input {
        name: "link to pay",
        seeds: link::seeds,
        words: link::WORDS,
        judge: link::judge,
    },
    Input {
        name: "typed offer",
        seeds: offer::seeds,
        words: offer::WORDS,
        judge: offer::judge,
    },
    Input {
        name: "file of a record",
        seeds: record::seeds,
        words: record::WORDS,
        judge: record::judge,
    },
    Input {
        name: "file of a record, sealed",
        seeds: record::unsealed,
        words: record::WORDS,
        judge: record::judge_sealed,
    },
    Input {
        name: "stored slots",
        seeds: slots::seeds,
        words: slots::WORDS,
        judge: slots::judge,
    },
    Input {
        name: "stored slots, sealed",
        seeds: slots::unsealed,
        words: slots::WORDS,
        judge: slots::judge_sealed,
    },
    Input {
        name: "file of answers",
        seeds: answers::seeds,
        words: answers::WORDS,
        judge: answers::judge,
    },
    Input {
        name: "content files",
        seeds: content::seeds,
        words: content::WORDS,
        judge: content::judge,
    },
];

impl Input {
    /// The cases of this input: makes a mutant, puts it into the text, and judges it.
    pub(crate) fn cases(&self) -> impl Fn(&mut Dice, &mut String) -> Judgement + use<> {
        let (seeds, words, judge) = ((self.seeds)(), self.words, self.judge);
        move |dice, text| {
            mutate(&seeds, words, dice, text);
            judge(text)
        }
    }
}

/// Longest sentence to a visitor, characters. Longer ones would quote what was read without end.
const LONGEST_SENTENCE: usize = 300;

/// A refusal, where its words are some that a person can read.
fn refused(error: &impl ToString) -> Judgement {
    let sentence = error.to_string();
    if sentence.trim().is_empty() {
        return Err("the refusal says nothing".to_owned());
    }
    if sentence.chars().count() > LONGEST_SENTENCE {
        return Err(format!("the refusal is too long: {sentence}"));
    }
    Ok(Verdict::Refused)
}

/// Breaks off with the sentence where the condition does not hold.
fn hold(condition: bool, promise: &str) -> Result<(), String> {
    if condition {
        Ok(())
    } else {
        Err(format!("broken promise: {promise}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects from cases that prove nothing: mutants of texts that were never sound would all stop at the same door.
    #[test]
    fn sound_texts_are_accepted() {
        for input in &ALL {
            let verdicts: Vec<Judgement> = (input.seeds)()
                .iter()
                .map(|seed| (input.judge)(seed))
                .collect();
            let accepted = verdicts
                .iter()
                .filter(|verdict| **verdict == Ok(Verdict::Accepted));
            assert!(accepted.count() > 0, "{}: {verdicts:?}", input.name);
            assert!(
                verdicts.iter().all(Result::is_ok),
                "{}: {verdicts:?}",
                input.name
            );
        }
    }

    #[test]
    fn names_are_told_apart() {
        let mut names: Vec<&str> = ALL.iter().map(|input| input.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ALL.len());
    }
}
