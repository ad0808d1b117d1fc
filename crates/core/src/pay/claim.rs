//! Published figures: publisher, date, scope, and the publisher's business.

use serde::{Deserialize, Serialize};

use super::query::{CountryCode, PayQuery, Role, Tier, Workplace};
use crate::date::Date;

/// Where a published figure comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimKind {
    /// Counted by a government office.
    Official,
    /// From a survey that says whom it asked.
    Survey,
    /// From a firm that sells job ads or hiring.
    JobAds,
}

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
    /// The publisher's business, for example “job ads”.
    pub sells: String,
    /// Where its figures come from.
    pub kind: ClaimKind,
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
    /// Roles that it covers; empty for a neighboring job.
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
    /// Whether it may be shown with our estimate: an official or survey figure of the same country and the same kind of
    /// work. What it leaves open of level and workplace matches.
    pub fn is_benchmark_for(&self, query: &PayQuery) -> bool {
        self.kind != ClaimKind::JobAds
            && self.country.as_ref() == Some(&query.country)
            && self.roles.contains(&query.role)
            && self.tier.is_none_or(|tier| tier == query.years.tier())
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
