//! What the visitor is told, and on what grounds.

use super::item::{Facet, ItemBank, ItemId, Side};
use super::session::{Response, Session};

/// The four regions of the backend × frontend plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Region {
    /// High on backend only.
    Backend,
    /// High on frontend only.
    Frontend,
    /// High on both.
    FullStack,
    /// High on neither, yet.
    NeitherYet,
}

impl Region {
    /// In the order of the report.
    pub const ALL: [Self; 4] = [Self::Backend, Self::Frontend, Self::FullStack, Self::NeitherYet];
}

/// What is known of one trait.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TraitEstimate {
    /// Posterior mean, in prior standard deviations; 0 is indifference to typical tasks of that side.
    pub mean: f64,
    /// Posterior standard deviation, which is the standard error of the mean.
    pub standard_error: f64,
    /// 10th posterior percentile.
    pub low: f64,
    /// 90th posterior percentile.
    pub high: f64,
}

/// What may be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// One region holds .80 or more.
    Clear(Region),
    /// The two likeliest regions, likelier first.
    Between(Region, Region),
    /// Fewer answers than a run needs before anything is said.
    TooFewAnswers,
}

/// How much the answers to a facet's items speak for it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FacetEvidence {
    /// The facet.
    pub facet: Facet,
    /// Answers that touch it.
    pub answers: usize,
    /// Mean keyed answer from 0 (all against) to 1 (all for); none without answers.
    pub lean: Option<f64>,
}

/// Right answers to right/wrong tasks of one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskTally {
    /// The side.
    pub side: Side,
    /// Answered rightly.
    pub right: usize,
    /// Answered at all.
    pub answered: usize,
}

/// An answer and how the result would differ without it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mover {
    /// The item.
    pub item: ItemId,
    /// What was given.
    pub response: Response,
    /// Probability that backend leads, with the answer minus without it; positive speaks for backend.
    pub lead_shift: f64,
}

/// The report on a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Probability of each region, in the order of [`Region::ALL`]; sums to 1.
    pub regions: [f64; 4],
    /// Probability that the backend trait is the higher one.
    pub backend_leads: f64,
    /// Backend trait.
    pub backend: TraitEstimate,
    /// Frontend trait.
    pub frontend: TraitEstimate,
    /// What may be said.
    pub verdict: Verdict,
    /// Ten facets in the order of [`Facet::ALL`].
    pub facets: Vec<FacetEvidence>,
    /// Backend, then frontend.
    pub tasks: [TaskTally; 2],
    /// The answers that moved the lead most, strongest first, at most five.
    pub movers: Vec<Mover>,
    /// Answers given, skips not counted.
    pub answered: usize,
}

impl Report {
    /// Scores a run. Works at any length; short runs get [`Verdict::TooFewAnswers`].
    pub fn new(bank: &ItemBank, session: &Session) -> Self {
        let _ = (bank, session);
        todo!()
    }
}
