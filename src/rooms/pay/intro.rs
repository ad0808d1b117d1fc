//! The first sentences, which stand in the readable page as well.

/// What the figures are; `year` is the one whose money they are in.
pub(crate) fn intro(year: u16) -> String {
    format!(
        "Total pay before tax in {year}, as developers told it themselves in a large survey. A range, because two people with the \
        same job can earn very different pay. We never ask what you earn."
    )
}
