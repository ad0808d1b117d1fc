//! The parts of a report.

use crate::order::order;
use crate::quiz::answer::Response;
use crate::quiz::item::{Facet, ItemId, Side};
use crate::quiz::posterior::Posterior;
use crate::quiz::region::Region;
use crate::quiz::session::SURE;

/// Movers and flips in a report, at most.
pub const MOST_LISTED: usize = 5;
/// Interest and know-how of a side count as disagreeing from this distance on, in prior standard deviations.
pub const DIVERGENCE: f64 = 1.5;

/// What may be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// One region holds .80 or more.
    Clear(Region),
    /// The two likeliest regions, likelier first.
    Between(Region, Region),
    /// Fewer than [`FEWEST_FOR_VERDICT`] answers: a label would be little better than a guess.
    TooFewAnswers,
    /// The answers look careless ([`Report::caution`]), so no region is named; a new run is the way out.
    Withheld,
}

impl Verdict {
    /// Whether it names anything. Where it does not, nothing built on it may lean to a side.
    pub fn tells(self) -> bool {
        matches!(self, Self::Clear(_) | Self::Between(..))
    }
}

/// What was said about liking a facet. Tasks are no part of it: who likes a work may still fail a puzzle, and the other
/// way round. Nor are pairs, which set two works against each other: somebody fond of both has to leave one behind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FacetEvidence {
    /// The facet.
    pub facet: Facet,
    /// Five-step answers and situations of it.
    pub answers: usize,
    /// Mean of these answers by their keys, from 0 (not at all) to 1 (very much); none where no five-step answer asks
    /// about liking it.
    pub liking: Option<f64>,
    /// Pairs with this facet at one end in which an end was chosen.
    pub pairs: usize,
    /// How often that was this facet's end.
    pub chosen: usize,
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

/// What a report claims first, and so what one answer can move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// Which side leads.
    Lead,
    /// That this region is the likeliest. Where a clear verdict names both sides or neither, the lead is beside the
    /// point.
    Region(Region),
}

/// The probabilities that all answers together give.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// Probability of each region, in the order of [`Region::ALL`]; sums to 1.
    pub regions: [f64; 4],
    /// Probability that the backend trait is the higher one.
    pub backend_leads: f64,
}

impl Standing {
    /// What this posterior gives.
    pub fn of(posterior: &Posterior) -> Self {
        Self {
            regions: posterior.regions(),
            backend_leads: posterior.backend_leads(),
        }
    }

    /// The side more likely to lead, and how likely, from .5 to 1. Backend where it is an exact tie.
    pub fn lead(&self) -> (Side, f64) {
        if self.backend_leads >= 0.5 {
            (Side::Backend, self.backend_leads)
        } else {
            (Side::Frontend, 1.0 - self.backend_leads)
        }
    }

    /// Probability of one region.
    pub fn probability(&self, region: Region) -> f64 {
        self.regions[region as usize]
    }

    /// The likeliest region if it holds [`SURE`], else the two likeliest. Equal ones stand in the order of
    /// [`Region::ALL`]. Says nothing about whether the answers are enough or can be trusted.
    pub fn verdict(&self) -> Verdict {
        let regions = &self.regions;
        let ranked = order(regions.len(), &|a, b| regions[b].total_cmp(&regions[a]));
        let (first, second) = (Region::ALL[ranked[0]], Region::ALL[ranked[1]]);
        if regions[ranked[0]] >= SURE {
            Verdict::Clear(first)
        } else {
            Verdict::Between(first, second)
        }
    }

    /// Probability of what is claimed; for the lead, that backend leads.
    pub(super) fn chance(&self, claim: Claim) -> f64 {
        match claim {
            Claim::Lead => self.backend_leads,
            Claim::Region(region) => self.probability(region),
        }
    }

    /// Whether both name the same side, or the same region as the likeliest.
    pub(super) fn agrees(&self, other: &Self, claim: Claim) -> bool {
        let likeliest = |standing: &Self| match standing.verdict() {
            Verdict::Clear(first) | Verdict::Between(first, _) => Some(first),
            Verdict::TooFewAnswers | Verdict::Withheld => None,
        };
        match claim {
            Claim::Lead => (self.backend_leads > 0.5) == (other.backend_leads > 0.5),
            Claim::Region(_) => likeliest(self) == likeliest(other),
        }
    }
}

/// An answer, how the result would differ without it, and what the most telling other answer would have given.
#[derive(Clone, Debug, PartialEq)]
pub struct Mover {
    /// The item.
    pub item: ItemId,
    /// What was given.
    pub response: Response,
    /// Probability of the [`Report::claim`] with the answer minus without it. For [`Claim::Lead`] it is the probability
    /// that backend leads, so positive speaks for backend.
    pub shift: f64,
    /// Of the item's other answers, the one that would change that probability most; of equal ones, the nearest.
    pub instead: Response,
    /// What that other answer would have given.
    pub then: Standing,
}

/// An answer that alone would have overturned the [`Report::claim`], had it been another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Flip {
    /// The item.
    pub item: ItemId,
    /// What was given.
    pub given: Response,
    /// The nearest other response that overturns it.
    pub instead: Response,
    /// What that other response would have given.
    pub then: Standing,
}

/// One side where the answers about interest and the answers that test know-how tell different stories.
/// Both count towards one trait by assumption, so this has to be said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Divergence {
    /// The side.
    pub side: Side,
    /// Posterior mean of Likert items and pairs alone, prior standard deviations.
    pub interest: f64,
    /// Posterior mean of situations and tasks alone, prior standard deviations.
    pub know_how: f64,
}
