//! Published figures: who said it, when, about what, and what they sell.

use serde::{Deserialize, Serialize};

use super::query::{CountryCode, PayQuery, Role, Tier, Workplace};
use crate::date::Date;

/// What a claimed figure is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Figure {
    /// A percentile, 1 to 99.
    Percentile(u8),
    /// An average.
    Average,
    /// The lower end of a stated range.
    RangeLow,
    /// The upper end of a stated range.
    RangeHigh,
    /// “Typical”, not defined further.
    Typical,
}

/// An amount with its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimedAmount {
    /// What it is.
    pub figure: Figure,
    /// USD a year.
    pub usd: u32,
}

/// One published claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Lasting name.
    pub id: String,
    /// Who says so.
    pub who: String,
    /// What the publisher sells or does, as in “job adverts”.
    pub sells: String,
    /// What the figure covers, in plain words.
    pub covers: String,
    /// Title of the page or table.
    pub title: String,
    /// Address, where there is one.
    pub url: Option<String>,
    /// When it was published or what day it speaks of; none where the publisher does not say.
    pub as_of: Option<Date>,
    /// From this day on it is marked as old.
    pub review_by: Date,
    /// Licence or terms of the figure.
    pub licence: String,
    /// Roles it speaks of.
    pub roles: Vec<Role>,
    /// The tier it speaks of; none for all levels together.
    pub tier: Option<Tier>,
    /// The country it speaks of; none for the whole world.
    pub country: Option<CountryCode>,
    /// The workplace it speaks of; none for any.
    pub workplace: Option<Workplace>,
    /// The id of the claim that this one says over again: the same evidence, never a second source.
    pub repeats: Option<String>,
    /// The figures.
    pub amounts: Vec<ClaimedAmount>,
}

impl Claim {
    /// Whether it speaks of what the query asks about. What either side leaves open matches.
    pub fn applies_to(&self, query: &PayQuery) -> bool {
        self.roles.contains(&query.role)
            && self.tier.is_none_or(|tier| tier == query.years.tier())
            && self
                .country
                .as_ref()
                .is_none_or(|country| *country == query.country)
            && self
                .workplace
                .is_none_or(|of| query.workplace.is_none_or(|asked| asked == of))
    }
}

/// All claims, as the page carries them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claims {
    /// In the order of the file.
    pub claims: Vec<Claim>,
}
