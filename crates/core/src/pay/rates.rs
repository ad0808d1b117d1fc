//! Exchange rates of one day, for displaying pay in other currencies.

use serde::{Deserialize, Serialize};

use super::money::{Currency, Period};
use crate::date::Date;

/// Source of the rates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateSource {
    /// Title to show.
    pub title: String,
    /// The publisher.
    pub publisher: String,
    /// https address.
    pub url: String,
    /// Licence or terms.
    pub licence: String,
}

/// The exchange rate of a currency.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// The currency.
    pub currency: Currency,
    /// Its English name, for example “Euro”.
    pub name: String,
    /// Amount of the currency per US dollar; positive and finite.
    pub per_usd: f64,
}

/// All exchange rates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rates {
    /// The day or year of the rates, for example `2026-11-20` or `2025`.
    pub as_of: String,
    /// The source.
    pub source: RateSource,
    /// From this day on they are shown as outdated.
    pub review_by: Date,
    /// The rates. If empty, pay is shown in US dollars only.
    pub rates: Vec<Rate>,
}

impl Rates {
    /// The amount of the currency per US dollar: 1 for US dollars, `None` if there is no rate.
    pub fn per_usd(&self, currency: &Currency) -> Option<f64> {
        if currency.is_usd() {
            return Some(1.0);
        }
        self.rates
            .iter()
            .find(|rate| rate.currency == *currency)
            .map(|rate| rate.per_usd)
    }
}

/// The unit in which pay is displayed. Its currency always has a rate.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    period: Period,
    currency: Currency,
    per_usd: f64,
}

impl Default for Unit {
    /// US dollars per year, the unit of the model.
    fn default() -> Self {
        Self {
            period: Period::Year,
            currency: Currency::usd(),
            per_usd: 1.0,
        }
    }
}

impl Unit {
    /// `None` if there is no rate for the currency.
    pub fn new(rates: &Rates, period: Period, currency: Currency) -> Option<Self> {
        let per_usd = rates.per_usd(&currency)?;
        Some(Self {
            period,
            currency,
            per_usd,
        })
    }

    /// The period.
    pub fn period(&self) -> Period {
        self.period
    }

    /// The currency.
    pub fn currency(&self) -> &Currency {
        &self.currency
    }

    /// Converts US dollars per year to this unit.
    pub fn of(&self, usd_a_year: f64) -> f64 {
        usd_a_year * self.per_usd / self.period.in_a_year()
    }

    /// Converts an amount in this unit to US dollars per year.
    pub fn to_usd_a_year(&self, amount: f64) -> f64 {
        amount * self.period.in_a_year() / self.per_usd
    }
}
