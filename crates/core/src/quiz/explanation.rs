//! Why one answer to a task or a situation is better than the others. The result shows it; the quiz does not.

use serde::{Deserialize, Serialize};

use super::item::{ItemId, Source};

/// The explanation of one item. Separate from the [`Item`](super::item::Item), so that the quiz starts without it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// The item.
    pub item: ItemId,
    /// For a task one text; for a situation one for each choice, in their order.
    pub texts: Vec<String>,
    /// Where the fact is from.
    pub source: Source,
}

impl Explanation {
    /// The text for a choice: its own, or the task's only one. `None` if the situation has no such choice.
    pub fn of_choice(&self, choice: usize) -> Option<&str> {
        match self.texts.as_slice() {
            [only] => Some(only),
            several => several.get(choice).map(String::as_str),
        }
    }
}
