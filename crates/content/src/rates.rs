//! What the exchange rates must hold.

use std::collections::BTreeSet;

use which_end_core::date::Date;
use which_end_core::pay::rates::Rates;

use crate::pay::{address, dates};

/// One US dollar buys at most this much of any currency.
const MOST_PER_USD: f64 = 1_000_000.0;

/// Everything the rates must hold before a page may carry them; each problem is a sentence that names its entry.
pub fn check(rates: &Rates) -> Result<(), Vec<String>> {
    let mut problems = Vec::new();
    let source = &rates.source;
    for (what, text) in [
        ("title", &source.title),
        ("publisher", &source.publisher),
        ("licence", &source.licence),
    ] {
        if text.trim().is_empty() {
            problems.push(format!("source: the {what} is empty"));
        }
    }
    address("source", &source.url, &mut problems);
    let year = || {
        rates
            .as_of
            .parse()
            .ok()
            .and_then(|year| Date::new(year, 12, 31))
    };
    match rates.as_of.parse().ok().or_else(year) {
        Some(as_of) => dates("the rates", as_of, rates.review_by, &mut problems),
        None => problems.push(format!(
            "as_of: “{}” is neither a day, as in 2026-11-23, nor a year",
            rates.as_of
        )),
    }
    let mut codes = BTreeSet::new();
    for rate in &rates.rates {
        let name = format!("rate of {}", rate.currency.as_str());
        if !codes.insert(&rate.currency) {
            problems.push(format!("{name}: it is there twice"));
        }
        if rate.currency.is_usd() {
            problems.push(format!(
                "{name}: the others are said against it; leave it out"
            ));
        }
        if rate.name.trim().is_empty() {
            problems.push(format!("{name}: the name is empty"));
        }
        if !(rate.per_usd > 0.0 && rate.per_usd < MOST_PER_USD) {
            problems.push(format!(
                "{name}: {} for one US dollar cannot be",
                rate.per_usd
            ));
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems)
    }
}
