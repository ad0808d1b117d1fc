//! The fitted pay model: for each of five percentiles, a linear table over log yearly pay.

use serde::{Deserialize, Serialize};

use super::query::{CountryCode, Language};
use crate::date::Date;

/// The five percentiles of every estimate.
pub const PERCENTILES: [u8; 5] = [10, 25, 50, 75, 90];

/// One number for each of [`PERCENTILES`], in log USD.
pub type ByPercentile = [f32; 5];

/// Where rows came from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataSource {
    /// Title to show.
    pub title: String,
    /// Who made it.
    pub publisher: String,
    /// https address.
    pub url: String,
    /// Licence name.
    pub licence: String,
    /// The day the figures speak of.
    pub as_of: Date,
    /// From this day on the page marks the figures as old.
    pub review_by: Date,
    /// Rows used.
    pub rows: u32,
}

/// A country the model knows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountryTerm {
    /// ISO code.
    pub code: CountryCode,
    /// English name.
    pub name: String,
    /// Rows of the three roles behind it.
    pub rows: u32,
    /// Added to log pay.
    pub effect: ByPercentile,
}

/// A language the model knows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LanguageTerm {
    /// Name.
    pub name: Language,
    /// Rows behind it.
    pub rows: u32,
    /// Added to log pay by working with it.
    pub effect: ByPercentile,
}

/// The model. Written by `cargo xtask fit`, read by the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PayModel {
    /// The surveys the rows are from, newest first.
    pub sources: Vec<DataSource>,
    /// Countries, by name.
    pub countries: Vec<CountryTerm>,
    /// Languages, most rows first.
    pub languages: Vec<LanguageTerm>,
}
