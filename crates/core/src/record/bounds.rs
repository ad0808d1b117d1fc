//! Limits of a record. Stored and imported text is untrusted.

use super::Record;
use crate::pay::query::{CountryCode, PayQuery, Technology};
use crate::quiz::session::Session;

/// Maximum number of previous sessions that are stored.
pub const MOST_EARLIER: usize = 10;
/// Maximum number of technologies in a pay query; the model has fewer.
const LONGEST_STACK: usize = 100;
/// Maximum length of any list. Answers, undone answers and seen items are each at most as long as the bank, which had
/// 74 items in 2026.
const LONGEST_LIST: usize = 300;
/// Maximum length of any text, characters: ids of items and names of technologies.
const LONGEST_TEXT: usize = 40;

/// Whether the text may be a name: short, without control characters.
fn text_fits(text: &str) -> bool {
    text.chars().count() <= LONGEST_TEXT && !text.chars().any(char::is_control)
}

impl Record {
    /// Checks the limits that serde does not check.
    pub(super) fn fits(&self) -> bool {
        self.earlier.len() <= LONGEST_LIST
            && self
                .earlier
                .iter()
                .chain(&self.session)
                .all(|session| session.is_within(LONGEST_LIST, text_fits))
            && self.pay.iter().chain(&self.pay_beside).all(query_fits)
    }

    /// The newest [`MOST_EARLIER`] previous sessions, which are stored.
    pub(super) fn stored_earlier(&self) -> &[Session] {
        &self.earlier[self.earlier.len().saturating_sub(MOST_EARLIER)..]
    }
}

fn query_fits(query: &PayQuery) -> bool {
    let stack = &query.stack;
    let base = PayQuery::default().country;
    CountryCode::new(query.country.as_str()).is_some()
        && (query.area.is_none() || query.country == base)
        && stack.len() <= LONGEST_STACK
        && stack.iter().all(|technology| {
            text_fits(technology.as_str()) && Technology::new(technology.as_str()).is_some()
        })
        && stack
            .iter()
            .enumerate()
            .all(|(at, technology)| !stack[..at].contains(technology))
}
