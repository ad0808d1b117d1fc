//! Checks the price levels of countries.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use which_end_core::pay::purchasing_power::PurchasingPower;

use crate::pay::dates;
use crate::rates::source;

/// Price levels that occur, the United States being 1.
const LEVELS: RangeInclusive<f32> = 0.05..=3.0;

/// Checks the levels; each error is a sentence that names its entry.
pub fn check(power: &PurchasingPower) -> Result<(), Vec<String>> {
    let mut errors = Vec::new();
    source(&power.source, &mut errors);
    dates("the levels", power.as_of, power.review_by, &mut errors);
    let mut countries = BTreeSet::new();
    for one in &power.levels {
        let name = format!("level of {}", one.country.as_str());
        if !countries.insert(one.country.as_str()) {
            errors.push(format!("{name}: it is there twice"));
        }
        if !LEVELS.contains(&one.level) {
            errors.push(format!("{name}: {} cannot be", one.level));
        }
        if one.country.as_str() == "US" && (one.level - 1.0).abs() > f32::EPSILON {
            errors.push(format!(
                "{name}: the others are said against it, so it is 1"
            ));
        }
    }
    if !countries.contains("US") {
        errors.push("the United States are missing".to_owned());
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}
