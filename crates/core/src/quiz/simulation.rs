//! Accuracy of the quiz in simulations: the source of all such figures on the page.

use serde::{Deserialize, Serialize};

use crate::date::Date;

/// Results of `cargo xtask simulate` in the messy condition, for strictly measured traits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Simulation {
    /// The day of the simulation.
    pub as_of: Date,
    /// From this day on it is shown as outdated.
    pub review_by: Date,
    /// Version of the bank in the simulation.
    pub bank_version: u16,
    /// Version of the quiz rules in the simulation ([`RULES`](super::RULES)).
    pub rules: u16,
    /// Number of simulated people, all seeds together.
    pub people: u32,
    /// Mean number of answers in a session.
    pub mean_length: f64,
    /// Share of people whose stronger side was named correctly.
    pub lead_right: f64,
    /// Share of people whose true region was the most likely one.
    pub region_right: f64,
    /// Share of 80 % intervals that included the true value.
    pub range_holds: f64,
}
