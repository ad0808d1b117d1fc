//! What government wages say beside the survey: by area, where they are the only ones to say, and for comparison.

use serde::{Deserialize, Serialize};

use super::query::AreaCode;
use crate::date::Date;

/// A publication of an authority.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// Title to show.
    pub title: String,
    /// Who made it.
    pub publisher: String,
    /// https address.
    pub url: String,
    /// Licence or terms.
    pub licence: String,
    /// The day the figures speak of.
    pub as_of: Date,
    /// From this day on the page marks the figures as old.
    pub review_by: Date,
}

/// What wages in a metropolitan area are beside those of the country: no survey asks where in the country people are, so
/// this is from legal minimum wages for visas by area, and not from the survey.
///
/// The four wage levels of an area are made from its employers' wages (OEWS): level I is the mean of the lower third,
/// level IV that of the upper two thirds, II and III lie evenly between. So the area's mean wage is (I + 2 × IV) / 3, and
/// its factor is that over the country's mean wage in the same OEWS, which weighs every area by the people employed
/// there. One factor serves all percentiles, roles and years.
///
/// Assumed, because the survey cannot tell: people who state no area are spread over the country as software developers
/// in OEWS are; and what differs between areas for software developers (15-1252) differs alike for the other roles. An
/// area with large companies pays more for that reason as well, so area and company size together may count some of it
/// twice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaTerms {
    /// Where the levels are from.
    pub levels: Publication,
    /// Where the country's mean is from.
    pub mean: Publication,
    /// The country's mean yearly wage, USD.
    pub mean_usd: u32,
    /// The areas, by name.
    pub areas: Vec<AreaTerm>,
}

/// An area.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaTerm {
    /// CBSA code.
    pub code: AreaCode,
    /// Its name, as in `San Jose-Sunnyvale-Santa Clara, CA`.
    pub name: String,
    /// Added to log pay at every percentile.
    pub effect: f32,
}

/// What somebody else's figures say beside the model's, for the base country. Shown, never used for the model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comparison {
    /// Whose figures they are.
    pub source: Publication,
    /// What is compared with what, in plain words.
    pub about: String,
    /// The figures.
    pub figures: Vec<ComparedFigure>,
}

/// A figure of a [`Comparison`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComparedFigure {
    /// Which one, in a few words.
    pub name: String,
    /// What the source says, USD a year.
    pub says_usd: u32,
    /// What the model says, USD a year.
    pub ours_usd: u32,
}

impl ComparedFigure {
    /// How far the model's figure lies above the source's, as a share of it; negative below.
    pub fn difference(&self) -> f64 {
        f64::from(self.ours_usd) / f64::from(self.says_usd) - 1.0
    }
}
