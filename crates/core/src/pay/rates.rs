//! Exchange rates of one day, for showing pay in another money.

use serde::{Deserialize, Serialize};

use super::money::{Currency, Period};
use crate::date::Date;

/// Where the rates are from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateSource {
    /// Title to show.
    pub title: String,
    /// Who publishes them.
    pub publisher: String,
    /// https address.
    pub url: String,
    /// Licence or terms.
    pub licence: String,
}

/// What one US dollar is worth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// The money.
    pub currency: Currency,
    /// Its English name, as in “Euro”.
    pub name: String,
    /// How much of it one US dollar buys; positive and finite.
    pub per_usd: f64,
}

/// All rates, as the page carries them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rates {
    /// The day or the year that the rates are of, as in `2026-11-20` or `2025`.
    pub as_of: String,
    /// Where they are from.
    pub source: RateSource,
    /// From this day on they are marked as old.
    pub review_by: Date,
    /// The rates. Without any, pay is shown in US dollars alone.
    pub rates: Vec<Rate>,
}

impl Rates {
    /// What one US dollar is worth in that money; 1 for US dollars, none where no rate is known.
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

/// In what pay is shown: always one that the rates know.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    period: Period,
    currency: Currency,
    per_usd: f64,
}

impl Default for Unit {
    /// US dollars a year, as the model has it.
    fn default() -> Self {
        Self {
            period: Period::Year,
            currency: Currency::usd(),
            per_usd: 1.0,
        }
    }
}

impl Unit {
    /// None where no rate of that money is known.
    pub fn new(rates: &Rates, period: Period, currency: Currency) -> Option<Self> {
        let per_usd = rates.per_usd(&currency)?;
        Some(Self {
            period,
            currency,
            per_usd,
        })
    }

    /// The stretch of time.
    pub fn period(&self) -> Period {
        self.period
    }

    /// The money.
    pub fn currency(&self) -> &Currency {
        &self.currency
    }

    /// US dollars a year said in this unit.
    pub fn of(&self, usd_a_year: f64) -> f64 {
        usd_a_year * self.per_usd / self.period.in_a_year()
    }

    /// An amount of this unit in US dollars a year.
    pub fn to_usd_a_year(&self, amount: f64) -> f64 {
        amount * self.period.in_a_year() / self.per_usd
    }
}
