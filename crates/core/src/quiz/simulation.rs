//! What the simulation found about the quiz: the only place for such figures on the page.

use serde::{Deserialize, Serialize};

use crate::date::Date;

/// What `cargo xtask simulate` found about the quiz in the messy condition, traits read strictly.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Simulation {
    /// The day of the simulation.
    pub as_of: Date,
    /// From this day on it is marked as old.
    pub review_by: Date,
    /// Version of the bank it was made with.
    pub bank_version: u16,
    /// Version of the rules of the quiz it was made with ([`RULES`](super::RULES)).
    pub rules: u16,
    /// Simulated people, all seeds together.
    pub people: u32,
    /// Mean number of answers in a quiz session.
    pub mean_length: f64,
    /// Share of people whose stronger side was named correctly.
    pub lead_right: f64,
    /// Share of people whose result out of four was the likeliest.
    pub region_right: f64,
    /// Share of 80 % ranges that held the true value.
    pub range_holds: f64,
}
