//! What a record may hold at most. Stored and imported text is anybody's, so nothing in it is taken on trust.

use super::Record;
use crate::pay::query::{CountryCode, PayQuery, Technology};
use crate::quiz::session::Session;

/// Most earlier runs that are kept.
pub const MOST_EARLIER: usize = 10;
/// Most technologies in a pay query; the model knows fewer.
const LONGEST_STACK: usize = 100;
/// Most entries of any list: answers, answers taken back and items seen are each at most as long as the bank, which had 74 items in 2026.
const LONGEST_LIST: usize = 300;
/// Longest text anywhere, characters: names of items and technologies.
const LONGEST_TEXT: usize = 40;

/// Names only: short, and no control or line-end characters.
fn text_fits(text: &str) -> bool {
    text.chars().count() <= LONGEST_TEXT && !text.chars().any(char::is_control)
}

impl Record {
    /// Whether the record keeps to what its types promise but serde does not check.
    pub(super) fn fits(&self) -> bool {
        self.earlier.len() <= LONGEST_LIST
            && self
                .earlier
                .iter()
                .chain(&self.session)
                .all(|run| run.is_within(LONGEST_LIST, text_fits))
            && self.pay.iter().chain(&self.pay_beside).all(query_fits)
    }

    /// The earlier runs that are kept: the newest [`MOST_EARLIER`].
    pub(super) fn kept_earlier(&self) -> &[Session] {
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
