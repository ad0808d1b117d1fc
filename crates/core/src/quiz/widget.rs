//! Interactive forms of tasks: what the visitor moves, opens, connects or types, and the choice that it results in.
//!
//! Every form results in one of the item's choices, by index, so the model does not depend on the form. The plain list
//! of choices stays as the alternative.

use serde::{Deserialize, Serialize};

/// An interactive form. Unless stated otherwise it has one part for each choice, in the same order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Widget {
    /// Cards in a row, one of which is misaligned; the card that the visitor moves is the answer.
    Align {
        /// Vertical offset of each card from the common line, CSS pixels, positive is down.
        offsets: Vec<i8>,
    },
    /// Text on backgrounds of different contrast, one at a time; the visible one is the answer.
    Contrast {
        /// The swatches in the order in which a slider steps through them.
        swatches: Vec<Swatch>,
    },
    /// Log entries that appear one by one, for example as a request proceeds; the selected stop is the answer.
    Trace {
        /// Label of the button for the next stop, for example “Follow the request to the next stop”.
        onward: String,
        /// The stops in order.
        hops: Vec<Hop>,
    },
    /// Steps to sort; the order is the answer.
    Order {
        /// The steps in their initial order.
        steps: Vec<String>,
        /// The choice that each order results in.
        ends: Orders,
    },
    /// Boxes to connect with arrows; the set of arrows is the answer.
    Wire {
        /// The meaning of an arrow, a text between the names of its ends, for example “point to”.
        arrow: String,
        /// Two or three boxes.
        boxes: Vec<String>,
        /// The choice that each set of arrows results in.
        ends: Wirings,
    },
    /// A tree of steps that open one by one; the selected step is the answer.
    Plan {
        /// The steps, each after its parent.
        steps: Vec<PlanStep>,
    },
    /// A picture of a form whose stops get numbers on click; the order is the answer.
    Focus {
        /// Column headings.
        columns: Vec<String>,
        /// The stops row by row, as in the picture.
        stops: Vec<Stop>,
        /// The choice that each order results in.
        ends: Orders,
    },
    /// A small page whose parts show how often they render while the visitor types; the selected part is the answer.
    Redraw {
        /// The parts from top to bottom.
        parts: Vec<Part>,
    },
}

/// A background for the widget's sample text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Swatch {
    /// Its name.
    pub name: String,
    /// `#rrggbb` of the text.
    pub text: String,
    /// `#rrggbb` of the background.
    pub ground: String,
}

/// One stop of a trace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hop {
    /// Its name, for example “Price list”.
    pub name: String,
    /// Its log entry.
    pub log: String,
}

/// One step of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanStep {
    /// Its description.
    pub name: String,
    /// Index of the parent step; `None` for the first.
    pub within: Option<u8>,
    /// Milliseconds, including its children.
    pub ms: u16,
    /// Number of rows that it returns.
    pub rows: u32,
}

impl PlanStep {
    /// Milliseconds of each step without its children. Negative if the children take longer than their parent.
    pub fn own_ms(steps: &[Self]) -> Vec<i32> {
        (0_u8..)
            .zip(steps)
            .map(|(at, step)| {
                let parts = steps.iter().filter(|part| part.within == Some(at));
                i32::from(step.ms) - parts.map(|part| i32::from(part.ms)).sum::<i32>()
            })
            .collect()
    }
}

/// One stop of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stop {
    /// Its label.
    pub name: String,
    /// Index of its column; `None` if it spans all of them.
    pub column: Option<u8>,
}

/// One part of a small page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its content.
    pub shows: Shows,
    /// Whether it renders again at each letter.
    pub draws: bool,
}

/// The content of a part of the small page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shows {
    /// The text that was typed.
    Typed,
    /// The number of letters typed.
    Letters,
    /// A constant text.
    Words(String),
}

/// The orders for each choice, as prefixes: `[0, 2]` stands for all orders that begin with the first and then the third
/// step. The one choice with an empty list gets all other orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Orders(pub Vec<Vec<Vec<u8>>>);

impl Orders {
    /// Index of the choice that an order results in.
    pub fn end(&self, order: &[u8]) -> u8 {
        named_or_other(&self.0, |begins| {
            begins.iter().any(|begin| order.starts_with(begin))
        })
    }

    /// An order of all `length` steps that results in a choice: the first complete one, or the first prefix followed by
    /// the other steps in their initial order. For the choice that gets all other orders, `None`.
    pub fn example(&self, choice: u8, length: u8) -> Option<Vec<u8>> {
        let begins = self.0.get(usize::from(choice))?;
        let full = |order: &&Vec<u8>| order.len() == usize::from(length);
        let mut order = begins.iter().find(full).or(begins.first())?.clone();
        for step in 0..length {
            if !order.contains(&step) {
                order.push(step);
            }
        }
        Some(order)
    }
}

/// An arrow from one box to another, by index.
pub type Arrow = [u8; 2];

/// The set of arrows for each choice. The one choice with an empty list gets all other sets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Wirings(pub Vec<Vec<Arrow>>);

impl Wirings {
    /// Index of the choice that a set of arrows results in, in any order; `None` if there are no arrows.
    pub fn end(&self, arrows: &[Arrow]) -> Option<u8> {
        (!arrows.is_empty()).then(|| {
            named_or_other(&self.0, |set| {
                !set.is_empty()
                    && set.len() == arrows.len()
                    && set.iter().all(|arrow| arrows.contains(arrow))
            })
        })
    }

    /// The arrows that result in a choice; empty for the choice that gets all other sets.
    pub fn example(&self, choice: u8) -> &[Arrow] {
        self.0
            .get(usize::from(choice))
            .map(Vec::as_slice)
            .unwrap_or_default()
    }
}

/// Index of the first choice that `fits`, or else of the choice with an empty list.
fn named_or_other<T>(choices: &[Vec<T>], fits: impl Fn(&Vec<T>) -> bool) -> u8 {
    let found = choices
        .iter()
        .position(fits)
        .or_else(|| choices.iter().position(Vec::is_empty));
    // There are at most six choices, one of which has an empty list.
    found.and_then(|at| u8::try_from(at).ok()).unwrap_or(0)
}
