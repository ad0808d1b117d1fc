//! Price levels of countries, for comparing pay in two of them.

use serde::{Deserialize, Serialize};

use super::query::CountryCode;
use super::rates::RateSource;
use crate::date::Date;

/// How high prices are in a country.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceLevel {
    /// The country.
    pub country: CountryCode,
    /// Prices at the exchange rate, as a multiple of those in the United States; positive and finite.
    pub level: f32,
}

/// All price levels. They cover the whole economy, not what one household buys.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PurchasingPower {
    /// Last day of their year.
    pub as_of: Date,
    /// The source.
    pub source: RateSource,
    /// From this day on they are shown as outdated.
    pub review_by: Date,
    /// The levels; at most one for each country.
    pub levels: Vec<PriceLevel>,
}

impl PurchasingPower {
    /// The pay in `to` that buys as much as `usd` in `from`, in US dollars at the exchange rate. `None` if one of the
    /// levels is unknown.
    pub fn equivalent(&self, usd: f64, from: &CountryCode, to: &CountryCode) -> Option<f64> {
        Some(usd * self.level(to)? / self.level(from)?)
    }

    fn level(&self, country: &CountryCode) -> Option<f64> {
        let found = self.levels.iter().find(|one| one.country == *country)?;
        Some(f64::from(found.level))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects people who compare two countries. By hand: at prices of 0.75 in Germany and 0.25 in India, one needs three
    /// times as much in Germany.
    #[test]
    fn pay_is_converted_by_the_ratio_of_prices() {
        let code = |text| CountryCode::new(text).expect("a code");
        let level = |text, level| PriceLevel {
            country: code(text),
            level,
        };
        let power = PurchasingPower {
            as_of: Date::new(2024, 12, 31).expect("a day"),
            source: RateSource {
                title: String::new(),
                publisher: String::new(),
                url: String::new(),
                licence: String::new(),
            },
            review_by: Date::new(2027, 7, 31).expect("a day"),
            levels: vec![level("US", 1.0), level("DE", 0.75), level("IN", 0.25)],
        };
        let equivalent = |usd, from, to| power.equivalent(usd, &code(from), &code(to));
        assert_eq!(equivalent(20_000.0, "IN", "DE"), Some(60_000.0));
        assert_eq!(equivalent(60_000.0, "DE", "US"), Some(80_000.0));
        assert_eq!(equivalent(60_000.0, "DE", "DE"), Some(60_000.0));
        assert_eq!(equivalent(60_000.0, "DE", "FR"), None);
    }
}
