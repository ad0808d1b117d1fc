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

#[cfg(feature = "compile")]
impl Simulation {
    /// Refuses figures that cannot be true. Each problem is a sentence for the person who wrote them.
    pub fn check(&self) -> Result<(), Vec<String>> {
        use super::session::{FEWEST, LIMIT};

        let mut problems = Vec::new();
        if self.review_by <= self.as_of {
            problems.push("review_by is a day after as_of".to_owned());
        }
        let shares = [self.lead_right, self.region_right, self.range_holds];
        if shares.iter().any(|share| !(0.0..=1.0).contains(share)) {
            problems.push("shares are written as 0.85, from 0 to 1".to_owned());
        }
        if !(FEWEST as f64..=LIMIT as f64).contains(&self.mean_length) || self.people == 0 {
            problems.push(format!(
                "a session has {FEWEST} to {LIMIT} answers, and somebody has to take it"
            ));
        }
        if problems.is_empty() {
            Ok(())
        } else {
            Err(problems)
        }
    }
}

#[cfg(all(test, feature = "compile"))]
mod tests {
    use super::*;

    const FOUND: &str = r#"{ "as_of": "2026-11-25", "review_by": "2027-11-30", "bank_version": 2, "rules": 2, "people": 20000,
        "mean_length": 19.6, "lead_right": 0.871, "region_right": 0.752, "range_holds": 0.804 }"#;

    fn read(text: &str) -> Result<(), Vec<String>> {
        serde_json::from_str::<Simulation>(text)
            .map_err(|error| vec![error.to_string()])?
            .check()
    }

    #[test]
    fn figures_that_cannot_be_true_are_refused() {
        assert_eq!(read(FOUND), Ok(()));
        for (from, to) in [
            ("0.871", "87.1"),
            ("19.6", "30"),
            ("20000", "0"),
            ("2026-11-25", "soon"),
            ("2027-11-30", "2026-11-25"),
            ("people", "persons"),
        ] {
            let problems = read(&FOUND.replacen(from, to, 1)).expect_err(to);
            assert_eq!(problems.len(), 1, "{to}: {problems:?}");
        }
    }
}
