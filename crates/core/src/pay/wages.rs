//! Government wages: the only source for differences between areas, and a comparison with the survey.

use serde::{Deserialize, Serialize};

use super::query::AreaCode;
use crate::date::Date;

/// A government publication.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// Title to show.
    pub title: String,
    /// The publisher.
    pub publisher: String,
    /// https address.
    pub url: String,
    /// Licence or terms.
    pub licence: String,
    /// Reference date.
    pub as_of: Date,
    /// From this day on the page shows the figures as outdated.
    pub review_by: Date,
}

/// Wages in metropolitan areas relative to those of the country. No survey asks for the place within the country, so
/// this comes from legal minimum wages for visas by area.
///
/// The four wage levels of an area are derived from its employers' wages (OEWS): level I is the mean of the lower
/// third, level IV that of the upper two thirds, and II and III are evenly spaced between. So the area's mean wage is
/// (I + 2 × IV) / 3, and its factor is that mean divided by the country's mean wage in the same OEWS, which weights
/// every area by its number of employees. One factor applies to all percentiles, roles and years.
///
/// Two assumptions cannot be tested with the survey: people who state no area are distributed over the country like
/// software developers in OEWS; and the differences between areas for software developers (15-1252) also apply to the
/// other roles. An area with large companies pays more for that reason as well, so area and company size together may
/// count some of it twice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaTerms {
    /// Source of the wage levels.
    pub levels: Publication,
    /// Source of the country's mean.
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
    /// Its name, for example `San Jose-Sunnyvale-Santa Clara, CA`.
    pub name: String,
    /// Added to log pay at every percentile.
    pub effect: f32,
}

/// Another source's figures compared with the model's, for the base country. For display only; the model does not use
/// them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comparison {
    /// The source.
    pub source: Publication,
    /// What is compared, in plain words.
    pub about: String,
    /// The figures.
    pub figures: Vec<ComparedFigure>,
}

/// A figure of a [`Comparison`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComparedFigure {
    /// What it is, in a few words.
    pub name: String,
    /// The source's figure, USD per year.
    pub says_usd: u32,
    /// The model's figure, USD per year.
    pub ours_usd: u32,
}

impl ComparedFigure {
    /// How far the model's figure exceeds the source's, as a share of it; negative if it is lower.
    pub fn difference(&self) -> f64 {
        f64::from(self.ours_usd) / f64::from(self.says_usd) - 1.0
    }
}
