//! Checks that every text exists, is short enough and does not repeat another.

use std::collections::{BTreeMap, BTreeSet};

use super::error::{ItemErrors, count};
use super::widget;
use which_end_core::quiz::item::{Body, Item};

/// Maximum length of a stem or a choice, characters: fits a small screen without scrolling.
const LONGEST_TEXT: usize = 400;
/// Maximum length of a text of a widget, characters: four lines of a card 320 pixels wide.
const LONGEST_PART: usize = 100;
/// Maximum length of an explanation, characters.
const LONGEST_EXPLANATION: usize = 1000;
/// Maximum share of words that two items may have in common, in percent (Jaccard 1901: words in both over words in
/// either). A question of ten content words with one replaced shares 82; the closest pair of the first bank, two sizes
/// of the same puzzle, shares 64.
const MOST_IN_COMMON: usize = 65;
/// Minimum number of content words for a comparison: two texts easily share three words by chance.
const FEWEST_TELLING: usize = 4;
/// Stop words, which do not identify a question.
const COMMON: [&str; 57] = [
    "a", "all", "an", "and", "are", "as", "at", "be", "been", "by", "can", "did", "do", "does",
    "each", "for", "from", "had", "has", "have", "how", "i", "if", "in", "is", "it", "its", "me",
    "my", "of", "on", "one", "or", "part", "rather", "so", "that", "the", "their", "them", "they",
    "this", "to", "was", "were", "what", "when", "which", "who", "will", "with", "would", "you",
    "your", "first", "should", "there",
];

pub(super) fn check(items: &[Item], errors: &mut ItemErrors) {
    for (id, times) in count(items.iter().map(|item| item.id.as_str())) {
        if times > 1 {
            errors.item(
                id,
                format!("{times} items have this id; give the new one another"),
            );
        }
    }
    let mut first_with: BTreeMap<String, &str> = BTreeMap::new();
    for item in items {
        let name = item.id.as_str();
        texts(item, errors);
        match first_with.get(&question(item)) {
            Some(other) => errors.item(
                name,
                format!("it asks the same as “{other}”, word for word: ask something else, or delete one of them"),
            ),
            None => {
                first_with.insert(question(item), name);
            }
        }
    }
    alike(items, errors);
}

/// Reports items that ask nearly the same as an earlier one in other words or in another order.
fn alike(items: &[Item], errors: &mut ItemErrors) {
    // Words become numbers, so that comparing two thousand items is fast.
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let telling: Vec<Vec<usize>> = items
        .iter()
        .map(|item| {
            let mut words: Vec<usize> = telling_words(item)
                .into_iter()
                .map(|word| {
                    let next = numbers.len();
                    *numbers.entry(word).or_insert(next)
                })
                .collect();
            words.sort_unstable();
            words
        })
        .collect();
    for (at, words) in telling.iter().enumerate() {
        let near = telling[..at].iter().position(|earlier| {
            let fewer = words.len().min(earlier.len());
            let more = words.len().max(earlier.len());
            fewer >= FEWEST_TELLING
                && 100 * fewer > MOST_IN_COMMON * more
                && share_in_common(words, earlier) > MOST_IN_COMMON
        });
        // Exact duplicates were reported already.
        if let Some(near) = near.filter(|near| question(&items[*near]) != question(&items[at])) {
            errors.item(
                items[at].id.as_str(),
                format!(
                    "it asks nearly the same as “{}”: {} % of their words are the same, {MOST_IN_COMMON} are the most; ask something else, or delete one of them",
                    items[near].id.as_str(),
                    share_in_common(&telling[near], words)
                ),
            );
        }
    }
}

/// In percent, of two sorted lists.
fn share_in_common(a: &[usize], b: &[usize]) -> usize {
    let both = a
        .iter()
        .filter(|word| b.binary_search(word).is_ok())
        .count();
    100 * both / (a.len() + b.len() - both).max(1)
}

/// The content words of an item's question, without stop words and without the plural's s.
fn telling_words(item: &Item) -> BTreeSet<String> {
    question(item)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !COMMON.contains(word))
        .map(|word| word.strip_suffix('s').unwrap_or(word).to_owned())
        .collect()
}

/// The question in normalized form: case, spaces and the order of a pair do not matter.
fn question(item: &Item) -> String {
    match &item.body {
        // Many pairs share a stem such as “Which would you rather do?”.
        Body::Pair {
            backend, frontend, ..
        } => plain(&format!("{} {} {}", item.stem, backend.text, frontend.text)),
        _ => plain(&item.stem),
    }
}

fn plain(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

/// Words that negate a statement. Whoever disagrees with one that holds such a word needs a double negation.
const NEGATIONS: [&str; 9] = [
    "not", "no", "never", "none", "nobody", "nothing", "cannot", "without", "neither",
];

/// Refuses statements and activities that are negated, or that leave the work to somebody else: readers answer the verb
/// that they saw.
fn negation(name: &str, of: &str, errors: &mut ItemErrors) {
    let of = of.to_lowercase().replace('’', "'");
    let negated = of
        .split(|c: char| !(c.is_alphanumeric() || c == '\''))
        .find(|word| NEGATIONS.contains(word) || word.ends_with("n't"));
    let left_to_others = [
        "leave it to",
        "leave to others",
        "somebody else",
        "to others",
    ]
    .into_iter()
    .find(|phrase| of.contains(phrase));
    if let Some(word) = negated.or(left_to_others) {
        errors.item(
            name,
            format!(
                "it says “{word}”, so that disliking it would be a double negation: say what is done, or write an \
                opposite without a negation"
            ),
        );
    }
}

fn texts(item: &Item, errors: &mut ItemErrors) {
    let name = item.id.as_str();
    text(name, "stem", &item.stem, LONGEST_TEXT, errors);
    match &item.body {
        Body::Check { .. } => {}
        Body::Likert { .. } => negation(name, &item.stem, errors),
        Body::Pair {
            backend, frontend, ..
        } => {
            options(name, &[&backend.text, &frontend.text], errors);
            negation(name, &backend.text, errors);
            negation(name, &frontend.text, errors);
        }
        Body::Situation { choices, .. } => {
            options(
                name,
                &choices
                    .iter()
                    .map(|choice| choice.text.as_str())
                    .collect::<Vec<_>>(),
                errors,
            );
            for choice in choices {
                text(
                    name,
                    "“because” of a choice",
                    &choice.because,
                    LONGEST_EXPLANATION,
                    errors,
                );
            }
        }
        Body::Task {
            choices,
            explanation,
            widget,
            ..
        } => {
            options(
                name,
                &choices.iter().map(String::as_str).collect::<Vec<_>>(),
                errors,
            );
            text(
                name,
                "explanation",
                explanation,
                LONGEST_EXPLANATION,
                errors,
            );
            for part in widget.iter().flat_map(widget::texts) {
                text(name, "text in the widget", part, LONGEST_PART, errors);
            }
        }
    }
}

fn options(name: &str, texts: &[&str], errors: &mut ItemErrors) {
    for option in texts {
        text(name, "text of a choice", option, LONGEST_TEXT, errors);
    }
    for (option, times) in count(texts.iter().map(|option| plain_option(option))) {
        if times > 1 && !option.is_empty() {
            errors.item(
                name,
                format!("two of its choices read “{option}”: make them differ"),
            );
        }
    }
}

/// Keeps the case, because a choice between pieces of code may depend on it.
fn plain_option(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn text(name: &str, what: &str, text: &str, longest: usize, errors: &mut ItemErrors) {
    let letters = text.chars().count();
    if text.trim().is_empty() {
        errors.item(name, format!("its {what} is empty: write one"));
    } else if letters > longest {
        errors.item(
            name,
            format!("its {what} has {letters} letters; {longest} are the most, so cut it"),
        );
    } else if text.chars().any(|c| c.is_control() && c != '\n') {
        errors.item(
            name,
            format!("its {what} holds a character that cannot be shown, such as a tab: type the text anew"),
        );
    }
}
