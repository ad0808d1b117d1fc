//! Checks the exchange rates.

use std::collections::BTreeSet;

use which_end_core::date::Date;
use which_end_core::pay::rates::{RateSource, Rates};

use crate::pay::{address, dates};

/// Maximum amount of a currency per US dollar.
const MOST_PER_USD: f64 = 1_000_000.0;

/// Checks a source of rates or prices.
pub(crate) fn source(source: &RateSource, errors: &mut Vec<String>) {
    for (what, text) in [
        ("title", &source.title),
        ("publisher", &source.publisher),
        ("licence", &source.licence),
    ] {
        if text.trim().is_empty() {
            errors.push(format!("source: the {what} is empty"));
        }
    }
    address("source", &source.url, errors);
}

/// Checks the rates; each error is a sentence that names its entry.
pub fn check(rates: &Rates) -> Result<(), Vec<String>> {
    let mut errors = Vec::new();
    source(&rates.source, &mut errors);
    let year = || {
        rates
            .as_of
            .parse()
            .ok()
            .and_then(|year| Date::new(year, 12, 31))
    };
    match rates.as_of.parse().ok().or_else(year) {
        Some(as_of) => dates("the rates", as_of, rates.review_by, &mut errors),
        None => errors.push(format!(
            "as_of: “{}” is neither a day, as in 2026-11-23, nor a year",
            rates.as_of
        )),
    }
    let mut codes = BTreeSet::new();
    for rate in &rates.rates {
        let name = format!("rate of {}", rate.currency.as_str());
        if !codes.insert(&rate.currency) {
            errors.push(format!("{name}: it is there twice"));
        }
        if rate.currency.is_usd() {
            errors.push(format!(
                "{name}: the others are said against it; leave it out"
            ));
        }
        if rate.name.trim().is_empty() {
            errors.push(format!("{name}: the name is empty"));
        }
        if !(rate.per_usd > 0.0 && rate.per_usd < MOST_PER_USD) {
            errors.push(format!(
                "{name}: {} for one US dollar cannot be",
                rate.per_usd
            ));
        }
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}
