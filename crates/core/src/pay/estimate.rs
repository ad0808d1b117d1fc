//! From a query to five percentiles, with the working and the grounds.

use super::model::PayModel;
use super::query::PayQuery;

/// What a step of the working stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkingStep {
    /// The starting figure: a full-stack developer at entry, in the base country, nothing else stated.
    Base,
    /// Role.
    Role,
    /// Years of paid work.
    Experience,
    /// Languages together.
    Stack,
    /// Country.
    Place,
    /// In person, or remote or hybrid.
    Workplace,
}

/// A step of the waterfall at the median. The factors multiply out to the median.
#[derive(Clone, Debug, PartialEq)]
pub struct Working {
    /// What it stands for.
    pub step: WorkingStep,
    /// What the figure is multiplied by; USD for [`WorkingStep::Base`].
    pub factor: f64,
    /// The figure after this step, USD a year.
    pub running: f64,
}

/// How much evidence stands behind an estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grounds {
    /// 100 rows or more of this role, tier and country.
    Many,
    /// 30 to 99.
    Some,
    /// Under 30: leans on neighbouring roles, tiers and countries, and is widened.
    Few,
}

/// The estimate.
#[derive(Clone, Debug, PartialEq)]
pub struct PayEstimate {
    /// Total yearly pay before tax in USD at the percentiles 10, 25, 50, 75 and 90; never falls.
    pub percentiles: [f64; 5],
    /// The working at the median, first step first.
    pub working: Vec<Working>,
    /// Rows with the same role, tier and country.
    pub rows: u32,
    /// What that means.
    pub grounds: Grounds,
}

/// Why there is no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoEstimate {
    /// The country has too few rows to say anything.
    #[error("no data: too few people from this country answered the survey")]
    CountryUnknown,
}

/// Evaluates the model. Languages that the model does not know are left out of the stack and change nothing.
pub fn estimate(model: &PayModel, query: &PayQuery) -> Result<PayEstimate, NoEstimate> {
    let _ = (model, query);
    todo!()
}
