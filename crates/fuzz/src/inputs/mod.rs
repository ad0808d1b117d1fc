//! Every text that the page or its tools read from outside.
//!
//! To add an input, add a file here with its valid texts and its judge, and a row in the table below.

mod answers;
mod content;
mod host;
mod link;
mod offer;
mod overlay;
mod record;
mod result;
mod slots;

/// The result of parsing a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It was accepted, and the value keeps every promise.
    Accepted,
    /// It was refused with a message that a person can act on.
    Refused,
}

/// A verdict, or the broken promise.
pub type Judgement = Result<Verdict, String>;

/// A kind of untrusted text.
pub struct Input {
    /// Its name in the tests.
    pub name: &'static str,
    /// Valid texts, from which mutants are made. Every accepted form should be among them.
    pub seeds: fn() -> Vec<String>,
    /// Words of its format that random changes would not find.
    pub words: &'static [&'static str],
    /// Parses the text as the page does, and checks the promises.
    pub judge: fn(&str) -> Judgement,
}

/// Lists the inputs, and defines a test for each.
macro_rules! inputs {
    ($($name:ident: $seeds:path, $words:expr, $judge:path;)*) => {
        /// Every input. A text with a checksum is listed twice: unchanged, and with a recomputed checksum, so that the
        /// code after the checksum is tested too.
        pub const ALL: &[Input] = &[$(Input {
            name: stringify!($name),
            seeds: $seeds,
            words: $words,
            judge: $judge,
        }),*];

        #[cfg(test)]
        mod mutated {
            $(#[test]
            fn $name() {
                super::try_mutants(stringify!($name));
            })*
        }
    };
}

inputs! {
    shared_result: result::seeds, &[], result::judge;
    shared_result_sealed: result::unsealed, &[], result::judge_sealed;
    options_of_a_host: host::seeds, host::WORDS, host::judge;
    overlay_of_a_host: overlay::seeds, overlay::WORDS, overlay::judge;
    link_to_pay: link::seeds, link::WORDS, link::judge;
    typed_offer: offer::seeds, offer::WORDS, offer::judge;
    file_of_a_record: record::seeds, record::WORDS, record::judge;
    file_of_a_record_sealed: record::unsealed, record::WORDS, record::judge_sealed;
    stored_slots: slots::seeds, slots::WORDS, slots::judge;
    stored_slots_sealed: slots::unsealed, slots::WORDS, slots::judge_sealed;
    file_of_answers: answers::seeds, answers::WORDS, answers::judge;
    content_files: content::seeds, content::WORDS, content::judge;
}

#[cfg(test)]
fn try_mutants(name: &str) {
    use crate::check::{check, config};
    use crate::mutant::mutants;

    let input = ALL.iter().find(|input| input.name == name);
    let input = input.expect("the table has the name");
    let mutants = || mutants((input.seeds)(), input.words);
    let summary = check(config(), mutants, |mutant| (input.judge)(&mutant.0));
    // If all mutants get the same verdict, the test proves nothing.
    let one_sided = summary.accepted == 0 || summary.accepted == summary.tried;
    assert!(summary.tried < 1_000 || !one_sided, "{summary:?}");
}

/// Maximum length of a message to a visitor, characters. A longer one would quote unbounded input.
const LONGEST_MESSAGE: usize = 300;

/// A refusal with a readable message.
fn refused(error: &impl ToString) -> Judgement {
    let message = error.to_string();
    if message.trim().is_empty() {
        return Err("the refusal has no message".to_owned());
    }
    if message.chars().count() > LONGEST_MESSAGE {
        return Err(format!("the message is too long: {message}"));
    }
    Ok(Verdict::Refused)
}

/// An error with the promise if the condition is false.
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
        for input in ALL {
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
}
