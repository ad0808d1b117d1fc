//! Rejects words that associate a side of the work with a kind of person.
//!
//! People have been typecast as front-end developers by questions such as “artistic or logical”, and no data about
//! occupations supports “back end means logical”. A question names the work and lets the person decide. The list is
//! short on purpose: it catches slips and does not replace a review.

use super::error::ItemErrors;
use super::widget;
use which_end_core::quiz::item::{Body, Item};

/// Words and phrases in lower case, and what to write instead.
const UNFAIR: [(&[&str], &str); 4] = [
    (
        &[
            "girl",
            "girls",
            "boy",
            "boys",
            "guy",
            "guys",
            "man",
            "men",
            "woman",
            "women",
            "he",
            "she",
            "him",
            "her",
            "his",
            "hers",
            "ladies",
            "gentlemen",
            "salesman",
            "mankind",
        ],
        "it names a gender: write “person”, “people”, “they” or the job",
    ),
    (
        &[
            "kid",
            "kids",
            "elderly",
            "grandma",
            "grandpa",
            "grandmother",
            "grandfather",
            "granny",
            "mom",
            "dad",
            "old people",
            "old person",
            "old folks",
            "young people",
            "teenager",
            "teenagers",
            "millennial",
            "boomer",
        ],
        "it names an age: say what matters for the work, as in “somebody who sees this for the first time”",
    ),
    (
        &[
            "artistic",
            "artsy",
            "artist",
            "logical mind",
            "logical",
            "logical thinker",
            "math genius",
            "genius",
            "creative mind",
            "creative type",
            "creative person",
            "left-brain",
            "right-brain",
            "left-brained",
            "right-brained",
            "technical mind",
            "people person",
            "good at math",
            "bad at math",
            "visual thinker",
            "analytical mind",
        ],
        "it sorts people by a supposed gift: name the work in its place, as in “choose the sizes and gaps”",
    ),
    (
        &[
            "nerd",
            "nerds",
            "nerdy",
            "geek",
            "geeks",
            "geeky",
            "hacker",
            "ninja",
            "rockstar",
            "rock star",
            "wizard",
            "guru",
            "real programmer",
            "real developer",
            "pretty colors",
            "make it pretty",
        ],
        "it is a cliché about developers: name the work in its place",
    ),
];

pub(super) fn check(items: &[Item], errors: &mut ItemErrors) {
    for item in items {
        for text in texts(item) {
            let text = spaced(text);
            for (words, advice) in UNFAIR {
                if let Some(word) = words.iter().find(|word| text.contains(&spaced(word))) {
                    errors.item(item.id.as_str(), format!("it says “{word}”; {advice}"));
                }
            }
        }
    }
}

/// The words in lower case with one space on each side, so that a search finds whole words only.
fn spaced(text: &str) -> String {
    let words = text
        .split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .filter(|word| !word.is_empty());
    let mut spaced = String::from(" ");
    for word in words {
        spaced.push_str(&word.to_lowercase());
        spaced.push(' ');
    }
    spaced
}

/// All texts of an item that a visitor reads, including explanations and widgets.
fn texts(item: &Item) -> Vec<&str> {
    let mut texts = vec![item.stem.as_str()];
    match &item.body {
        Body::Likert { .. } | Body::Check { .. } => {}
        Body::Pair {
            backend, frontend, ..
        } => texts.extend([backend.text.as_str(), &frontend.text]),
        Body::Situation { choices, .. } => {
            texts.extend(
                choices
                    .iter()
                    .flat_map(|choice| [choice.text.as_str(), &choice.because]),
            );
        }
        Body::Task {
            choices,
            explanation,
            widget,
            ..
        } => {
            texts.extend(choices.iter().map(String::as_str));
            texts.push(explanation);
            texts.extend(widget.iter().flat_map(widget::texts));
        }
    }
    texts
}
