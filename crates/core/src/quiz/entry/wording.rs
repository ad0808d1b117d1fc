//! Whether every text is there, short enough to read at a glance, and said once only.

use std::collections::BTreeMap;

use super::super::item::{Body, Item};
use super::{Problems, count};

/// Letters of a stem or a choice, at most: what fits a small screen without scrolling.
const LONGEST_TEXT: usize = 400;
/// Letters of an explanation, at most.
const LONGEST_EXPLANATION: usize = 1000;

pub(super) fn check(items: &[Item], problems: &mut Problems) {
    for (id, times) in count(items.iter().map(|item| item.id.as_str())) {
        if times > 1 {
            problems.item(id, format!("{times} items have this id; ids must differ"));
        }
    }
    let mut first_with: BTreeMap<String, &str> = BTreeMap::new();
    for item in items {
        let name = item.id.as_str();
        texts(item, problems);
        match first_with.get(&question(item)) {
            Some(other) => problems.item(
                name,
                format!("it asks the same as “{other}”, word for word"),
            ),
            None => {
                first_with.insert(question(item), name);
            }
        }
    }
}

/// What the item asks, so that case, spaces and the order of a pair do not matter.
fn question(item: &Item) -> String {
    match &item.body {
        // Pairs share a stem such as “Which would you rather do?”.
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

fn texts(item: &Item, problems: &mut Problems) {
    let name = item.id.as_str();
    text(name, "stem", &item.stem, LONGEST_TEXT, problems);
    match &item.body {
        Body::Likert { .. } | Body::Check { .. } => {}
        Body::Pair {
            backend, frontend, ..
        } => options(name, &[&backend.text, &frontend.text], problems),
        Body::Situation { choices, .. } => {
            options(
                name,
                &choices
                    .iter()
                    .map(|choice| choice.text.as_str())
                    .collect::<Vec<_>>(),
                problems,
            );
            for choice in choices {
                text(
                    name,
                    "“because” of a choice",
                    &choice.because,
                    LONGEST_EXPLANATION,
                    problems,
                );
            }
        }
        Body::Task {
            choices,
            explanation,
            ..
        } => {
            options(
                name,
                &choices.iter().map(String::as_str).collect::<Vec<_>>(),
                problems,
            );
            text(
                name,
                "explanation",
                explanation,
                LONGEST_EXPLANATION,
                problems,
            );
        }
    }
}

fn options(name: &str, texts: &[&str], problems: &mut Problems) {
    for option in texts {
        text(name, "text of a choice", option, LONGEST_TEXT, problems);
    }
    for (option, times) in count(texts.iter().map(|option| plain_option(option))) {
        if times > 1 && !option.is_empty() {
            problems.item(name, format!("two of its choices read “{option}”"));
        }
    }
}

/// Case may be what a choice of code is about, so it stays.
fn plain_option(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn text(name: &str, what: &str, text: &str, longest: usize, problems: &mut Problems) {
    let letters = text.chars().count();
    if text.trim().is_empty() {
        problems.item(name, format!("its {what} is empty"));
    } else if letters > longest {
        problems.item(
            name,
            format!("its {what} has {letters} letters; {longest} are the most"),
        );
    } else if text.chars().any(|c| c.is_control() && c != '\n') {
        problems.item(
            name,
            format!("its {what} holds a character that cannot be shown"),
        );
    }
}
