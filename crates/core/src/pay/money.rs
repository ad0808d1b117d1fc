//! In what pay is said: by the year, the month, the week, the day or the hour, and in which money.
//!
//! The model and every claim are in US dollars a year. Everything else is for showing only: no figure is ever worked out
//! from another money or another period.

use serde::{Deserialize, Serialize};

/// Months of a year.
pub const MONTHS_A_YEAR: f64 = 12.0;

/// Paid hours of a year: 40 hours in each of 52 weeks, as the US Bureau of Labor Statistics counts them to turn hourly
/// into yearly wages (“by multiplying the hourly mean wage by a ‘year-round, full-time’ hours figure of 2,080 hours”,
/// <https://www.bls.gov/oes/current/oes_nat.htm>), and as the US Department of Labor does for prevailing wages (OFLC).
pub const HOURS_A_YEAR: f64 = 2080.0;

/// Weeks of a year, all of them paid: 52, as in [`HOURS_A_YEAR`].
pub const WEEKS_A_YEAR: f64 = 52.0;

/// Paid days of a year: 5 in each of [`WEEKS_A_YEAR`].
pub const DAYS_A_YEAR: f64 = 260.0;

/// The stretch of time that pay is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Period {
    /// As the model has it.
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

    /// How many of them make a year.
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

/// A money by its ISO 4217 code, upper case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency(String);

impl Currency {
    /// Three upper-case letters, or none.
    pub fn new(code: &str) -> Option<Self> {
        (code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()))
            .then(|| Self(code.to_owned()))
    }

    /// US dollars, the money of the model.
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
