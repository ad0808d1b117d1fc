//! Answers given on the readable page before the application ran.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};

/// An answer found in the readable page's form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlyAnswer {
    /// The item's id, as the form holds it.
    pub item: String,
    /// The item's version, as the form holds it.
    pub version: u16,
    /// Position of the chosen radio.
    pub choice: u8,
}

/// The answers on the readable page, in its order. What was chosen but not given, as with arrow keys, is none of them.
pub fn answers(mount: &HtmlElement) -> Vec<EarlyAnswer> {
    let Ok(questions) = mount.query_selector_all("[data-static] fieldset[data-given]") else {
        return Vec::new();
    };
    (0..questions.length())
        .filter_map(|index| answer(&questions.get(index)?.dyn_into().ok()?))
        .collect()
}

fn answer(question: &Element) -> Option<EarlyAnswer> {
    let chosen: HtmlInputElement = question
        .query_selector("input:checked")
        .ok()??
        .dyn_into()
        .ok()?;
    Some(EarlyAnswer {
        item: question.get_attribute("data-item")?,
        version: question.get_attribute("data-item-version")?.parse().ok()?,
        choice: chosen.value().parse().ok()?,
    })
}
