//! The rule that decides whether an item gets its calibration.

use super::fit::FittedItem;

/// Minimum number of answers to an item.
const FEWEST_ANSWERS: usize = 200;
/// Minimum number of people in each category of an item. With fewer, the prior determines its steps.
const FEWEST_IN_CATEGORY: usize = 10;
/// Maximum standard errors of ln discrimination and of the location: half the errors that the quiz assumes for the
/// authors' values (.25 and .40, `METHOD.md`), so that three quarters of their variance is removed.
const LARGEST_ERRORS: [f64; 2] = [0.125, 0.20];
/// The range that a bank file allows.
const DISCRIMINATIONS: std::ops::RangeInclusive<f64> = 0.05..=4.0;
const LOCATIONS: std::ops::RangeInclusive<f64> = -4.0..=4.0;
const FARTHEST_STEP: f64 = 6.0;
/// Minimum distance of steps. Closer ones would be equal in a file with three decimals.
const CLOSEST_STEPS: f64 = 0.01;

/// Why an item is not calibrated; `None` if its fit may be used.
pub(super) fn reason_to_reject(item: &FittedItem) -> Option<String> {
    let respondents = item.respondents();
    if respondents < FEWEST_ANSWERS {
        return Some(format!(
            "{respondents} answers; {FEWEST_ANSWERS} are needed"
        ));
    }
    let fewest = item.taken.iter().copied().min().unwrap_or(0);
    if fewest < FEWEST_IN_CATEGORY {
        return Some(format!(
            "one of its answers was given by {fewest} people; {FEWEST_IN_CATEGORY} are needed for each"
        ));
    }
    for (place, name) in ["the logarithm of its discrimination", "its location"]
        .into_iter()
        .enumerate()
    {
        let (error, most) = (item.errors[place], LARGEST_ERRORS[place]);
        if error > most {
            return Some(format!(
                "the standard error of {name} is {error:.3}; at most {most:.3} is needed"
            ));
        }
    }
    let steps = item.steps();
    let sound = DISCRIMINATIONS.contains(&item.discrimination())
        && LOCATIONS.contains(&item.location())
        && steps.iter().all(|step| step.abs() <= FARTHEST_STEP)
        && steps
            .windows(2)
            .all(|pair| pair[1] - pair[0] >= CLOSEST_STEPS);
    (!sound).then(|| {
        format!(
            "its fit is beyond what a bank takes (discrimination {:.2}, location {:.2}): look at its wording and key",
            item.discrimination(),
            item.location()
        )
    })
}
