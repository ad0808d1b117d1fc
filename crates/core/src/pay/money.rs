//! Units of pay: per year, month, week, day or hour, in any currency.
//!
//! The model and all claims are in US dollars per year. Other units are for display only: no figure is computed from
//! another currency or period.

use serde::{Deserialize, Serialize};

/// Months per year.
pub const MONTHS_A_YEAR: f64 = 12.0;

/// Paid hours per year: 40 hours in each of 52 weeks. The US Bureau of Labor Statistics uses the same to convert hourly
/// wages (“by multiplying the hourly mean wage by a ‘year-round, full-time’ hours figure of 2,080 hours”,
/// <https://www.bls.gov/oes/current/oes_nat.htm>), and so does the US Department of Labor for prevailing wages (OFLC).
pub const HOURS_A_YEAR: f64 = 2080.0;

/// Paid weeks per year: all 52, as in [`HOURS_A_YEAR`].
pub const WEEKS_A_YEAR: f64 = 52.0;

/// Paid days per year: 5 in each of [`WEEKS_A_YEAR`].
pub const DAYS_A_YEAR: f64 = 260.0;

/// The period that an amount of pay is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Period {
    /// A year, the period of the model.
    #[default]
    Year,
    /// A twelfth of a year.
    Month,
    /// One of [`WEEKS_A_YEAR`].
    Week,
    /// One of [`DAYS_A_YEAR`].
    Day,
    /// One of [`HOURS_A_YEAR`].
    Hour,
}

impl Period {
    /// All periods, the longest first.
    pub const ALL: [Self; 5] = [Self::Year, Self::Month, Self::Week, Self::Day, Self::Hour];

    /// How many of these periods a year has.
    pub fn in_a_year(self) -> f64 {
        match self {
            Self::Year => 1.0,
            Self::Month => MONTHS_A_YEAR,
            Self::Week => WEEKS_A_YEAR,
            Self::Day => DAYS_A_YEAR,
            Self::Hour => HOURS_A_YEAR,
        }
    }
}

/// A currency by its ISO 4217 code, upper case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency(String);

impl Currency {
    /// `None` unless the code has three upper-case letters.
    pub fn new(code: &str) -> Option<Self> {
        (code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()))
            .then(|| Self(code.to_owned()))
    }

    /// US dollars, the currency of the model.
    pub fn usd() -> Self {
        Self("USD".to_owned())
    }

    /// Whether these are US dollars.
    pub fn is_usd(&self) -> bool {
        self.0 == "USD"
    }

    /// The three letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Currency {
    fn default() -> Self {
        Self::usd()
    }
}

impl TryFrom<String> for Currency {
    type Error = String;

    fn try_from(code: String) -> Result<Self, Self::Error> {
        Self::new(&code).ok_or_else(|| {
            let start: String = code.chars().take(12).collect();
            format!("“{start}” is not a currency: a code is three upper-case letters, as in EUR")
        })
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.0
    }
}
