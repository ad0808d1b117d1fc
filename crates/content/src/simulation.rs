//! Checks the figures of the simulation.

use which_end_core::quiz::session::{FEWEST, LIMIT};
use which_end_core::quiz::simulation::Simulation;

/// Rejects impossible figures. Each error is a sentence for the person who edits them.
pub fn check(found: &Simulation) -> Result<(), Vec<String>> {
    let mut errors = Vec::new();
    if found.review_by <= found.as_of {
        errors.push("review_by is a day after as_of".to_owned());
    }
    let shares = [found.lead_right, found.region_right, found.range_holds];
    if shares.iter().any(|share| !(0.0..=1.0).contains(share)) {
        errors.push("shares are written as 0.85, from 0 to 1".to_owned());
    }
    if !(FEWEST as f64..=LIMIT as f64).contains(&found.mean_length) || found.people == 0 {
        errors.push(format!(
            "a session has {FEWEST} to {LIMIT} answers, and somebody has to take it"
        ));
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOUND: &str = r#"{ "as_of": "2026-11-25", "review_by": "2027-11-30", "bank_version": 2, "rules": 2, "people": 20000,
        "mean_length": 19.6, "lead_right": 0.871, "region_right": 0.752, "range_holds": 0.804 }"#;

    fn read(text: &str) -> Result<(), Vec<String>> {
        let found = serde_json::from_str(text).map_err(|error| vec![error.to_string()])?;
        check(&found)
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
            let errors = read(&FOUND.replacen(from, to, 1)).expect_err(to);
            assert_eq!(errors.len(), 1, "{to}: {errors:?}");
        }
    }
}
