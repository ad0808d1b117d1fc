//! Hands-on forms of tasks: what the visitor moves, opens, draws or types, and the choice that it ends in.
//!
//! Every form ends in one of the item's choices, by position, so the model need not know which form was used. The plain
//! list of choices stays as the parallel form.

use serde::{Deserialize, Serialize};

/// A hands-on form. Unless said otherwise it has one part for each choice, in the same order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Widget {
    /// Cards in a row, one of which is off; the card that the visitor moves is the answer.
    Align {
        /// Vertical offset of each card from the common line, CSS pixels, positive is down.
        offsets: Vec<i8>,
    },
    /// Text on grounds of different contrast, one at a time; the one on show is the answer.
    Contrast {
        /// The swatches in the order in which a slider steps through them.
        swatches: Vec<Swatch>,
    },
    /// Notes that come up one by one, as a request (or whatever it is) goes on; the marked stop is the answer.
    Trace {
        /// What a press on the button for the next stop does, as in “Follow the request to the next stop”.
        onward: String,
        /// The stops in order.
        hops: Vec<Hop>,
    },
    /// Steps to be put in order; the order is the answer.
    Order {
        /// The steps as they lie at first.
        steps: Vec<String>,
        /// Which order ends in which choice.
        ends: Orders,
    },
    /// Boxes to be joined by arrows; the set of arrows is the answer.
    Wire {
        /// What an arrow says, put between the names of its ends, as in “point to”.
        arrow: String,
        /// Two or three boxes.
        boxes: Vec<String>,
        /// Which set of arrows ends in which choice.
        ends: Wirings,
    },
    /// A tree of steps whose parts are opened one by one; the marked step is the answer.
    Plan {
        /// The steps, each after the one that it is a part of.
        steps: Vec<PlanStep>,
    },
    /// A picture of a form whose stops are numbered by pressing them; the order is the answer.
    Focus {
        /// Headings of the columns.
        columns: Vec<String>,
        /// The stops row by row, as the picture shows them.
        stops: Vec<Stop>,
        /// Which order ends in which choice.
        ends: Orders,
    },
    /// A small page whose parts show how often they are drawn while the visitor types; the marked part is the answer.
    Redraw {
        /// The parts from top to bottom.
        parts: Vec<Part>,
    },
}

/// A ground for the widget's white or black sample text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Swatch {
    /// What it is called.
    pub name: String,
    /// `#rrggbb` of the text.
    pub text: String,
    /// `#rrggbb` of the ground.
    pub ground: String,
}

/// One stop on the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hop {
    /// Who or what it is, as in “Price list”.
    pub name: String,
    /// What its note says.
    pub log: String,
}

/// One step of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanStep {
    /// What it does.
    pub name: String,
    /// Position of the step that it is a part of; none for the first.
    pub within: Option<u8>,
    /// Milliseconds that it takes together with its parts.
    pub ms: u16,
    /// Rows that it hands on.
    pub rows: u32,
}

impl PlanStep {
    /// Milliseconds of each step without its parts. Negative where the parts are said to take longer than the whole.
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
    /// What stands on it.
    pub name: String,
    /// Position of its column; none where it spans all of them.
    pub column: Option<u8>,
}

/// One part of a small page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// What it is called.
    pub name: String,
    /// What stands in it.
    pub shows: Shows,
    /// Whether it is drawn anew at each letter.
    pub draws: bool,
}

/// What stands in a part of the small page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shows {
    /// The text that was typed.
    Typed,
    /// How many letters were typed.
    Letters,
    /// Always the same.
    Words(String),
}

/// For each choice the orders that end in it, written as beginnings: `[0, 2]` stands for all orders that begin with the
/// first and then the third step. The one choice without any takes all other orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Orders(pub Vec<Vec<Vec<u8>>>);

impl Orders {
    /// Position of the choice that an order ends in.
    pub fn end(&self, order: &[u8]) -> u8 {
        named_or_other(&self.0, |begins| {
            begins.iter().any(|begin| order.starts_with(begin))
        })
    }

    /// An order of all `length` steps that ends in a choice: the first that is written in full, or the first beginning
    /// with the other steps after it as they lie. None for the choice that takes all other orders.
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

/// An arrow from one box to another, by position.
pub type Arrow = [u8; 2];

/// For each choice the set of arrows that ends in it. The one choice without any takes all other sets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Wirings(pub Vec<Vec<Arrow>>);

impl Wirings {
    /// Position of the choice that a set of arrows ends in, in whatever order they were drawn; none for no arrows.
    pub fn end(&self, arrows: &[Arrow]) -> Option<u8> {
        (!arrows.is_empty()).then(|| {
            named_or_other(&self.0, |set| {
                !set.is_empty()
                    && set.len() == arrows.len()
                    && set.iter().all(|arrow| arrows.contains(arrow))
            })
        })
    }

    /// The arrows that end in a choice; none for the choice that takes all other sets.
    pub fn example(&self, choice: u8) -> &[Arrow] {
        self.0
            .get(usize::from(choice))
            .map(Vec::as_slice)
            .unwrap_or_default()
    }
}

/// Position of the first choice that `fits`, or else of the choice that names nothing.
fn named_or_other<T>(choices: &[Vec<T>], fits: impl Fn(&Vec<T>) -> bool) -> u8 {
    let found = choices
        .iter()
        .position(fits)
        .or_else(|| choices.iter().position(Vec::is_empty));
    // There are at most six choices, one of which names nothing.
    found.and_then(|at| u8::try_from(at).ok()).unwrap_or(0)
}
