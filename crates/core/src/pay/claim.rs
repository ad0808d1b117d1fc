//! Published figures: publisher, date, scope, and the publisher's business.

use serde::{Deserialize, Serialize};

use super::query::{CountryCode, PayQuery, Role, Tier, Workplace};
use crate::date::Date;

/// The kind of a published figure.
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
    /// “Typical”, without a definition.
    Typical,
}

/// An amount with its kind.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimedAmount {
    /// The kind.
    pub figure: Figure,
    /// USD per year.
    pub usd: u32,
}

/// One published claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Permanent id.
    pub id: String,
    /// The publisher.
    pub who: String,
    /// The publisher's business, for example “job adverts”.
    pub sells: String,
    /// What the figure covers, in plain words.
    pub covers: String,
    /// Title of the page or table.
    pub title: String,
    /// Address, if there is one.
    pub url: Option<String>,
    /// Date of publication or reference date; `None` if the publisher does not say.
    pub as_of: Option<Date>,
    /// From this day on it is shown as outdated.
    pub review_by: Date,
    /// Licence or terms of the figure.
    pub licence: String,
    /// Roles that it covers.
    pub roles: Vec<Role>,
    /// The tier that it covers; `None` for all levels together.
    pub tier: Option<Tier>,
    /// The country that it covers; `None` for the whole world.
    pub country: Option<CountryCode>,
    /// The workplace that it covers; `None` for any.
    pub workplace: Option<Workplace>,
    /// Id of the claim that this one repeats. A repetition is the same evidence, not a second source.
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

/// All published claims.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claims {
    /// In the order of the file.
    pub claims: Vec<Claim>,
}
