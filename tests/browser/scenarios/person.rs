//! A person with clear preferences: answers the bank's questions from one side, so that the result is predictable.

use std::sync::OnceLock;

use serde_json::Value;
use which_end_browser_tests::failure::Failure;

/// The side that a person likes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Person {
    /// Likes back-end work, and is good at it.
    BackEnd,
    /// Likes front-end work, and is good at it.
    FrontEnd,
}

/// The facets of back-end work. All others are front-end work.
const BACK_END: [&str; 5] = ["data", "logic", "apis", "reliability", "server-speed"];

impl Person {
    /// Index of this person's answer to a question. `heading` is the page's heading.
    pub(crate) fn answer_to(self, heading: &str) -> Result<usize, Failure> {
        let item = item_of(heading)?;
        let kind = &item["kind"];
        let position = if let Some(likert) = kind.get("likert") {
            let agrees = self.likes(&likert["facet"]) != (likert["reversed"] == true);
            Some(if agrees { 4 } else { 1 })
        } else if let Some(pair) = kind.get("pair") {
            Some(if (pair["first"] == "backend") == (self == Self::BackEnd) {
                0
            } else {
                3
            })
        } else if let Some(situation) = kind.get("situation") {
            let credit = |choice: &Value| choice["credit"].as_i64().unwrap_or_default();
            self.best(&situation["facet"], &situation["choices"], credit)
        } else {
            let task = &kind["task"];
            self.best(&task["facet"], &task["choices"], |choice| {
                i64::from(choice["right"] == true)
            })
        };
        position.ok_or_else(|| Failure::new(format!("“{heading}” has no answers in the bank")))
    }

    fn likes(self, facet: &Value) -> bool {
        let back_end = BACK_END.iter().any(|part| facet == part);
        back_end == (self == Self::BackEnd)
    }

    /// The choice with the highest worth if the person likes the work, and the lowest if not.
    fn best(self, facet: &Value, choices: &Value, worth: impl Fn(&Value) -> i64) -> Option<usize> {
        let sign = if self.likes(facet) { -1 } else { 1 };
        let choices = choices.as_array()?.iter().enumerate();
        choices
            .min_by_key(|(_, choice)| sign * worth(choice))
            .map(|(position, _)| position)
    }
}

/// The item whose question the heading ends with.
fn item_of(heading: &str) -> Result<&'static Value, Failure> {
    let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let asks = |item: &&Value| {
        item["stem"]
            .as_str()
            .is_some_and(|stem| heading.ends_with(&tidy(stem)))
    };
    items()?.iter().find(asks).ok_or_else(|| {
        Failure::new(format!(
            "“{heading}” is not in the bank; was the site built from another?"
        ))
    })
}

/// The items of the bank's source file.
pub(crate) fn items() -> Result<&'static [Value], Failure> {
    static BANK: OnceLock<Option<Value>> = OnceLock::new();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/data/items.json");
    let bank = BANK.get_or_init(|| serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok());
    let items = bank.as_ref().and_then(|bank| bank["items"].as_array());
    items
        .map(Vec::as_slice)
        .ok_or_else(|| Failure::new(format!("{path} cannot be read")))
}
