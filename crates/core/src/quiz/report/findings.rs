//! The parts of a report.

use crate::order::order;
use crate::quiz::answer::Response;
use crate::quiz::item::{Facet, ItemId, Side};
use crate::quiz::posterior::Posterior;
use crate::quiz::region::Region;
use crate::quiz::session::SURE;

/// Maximum number of movers and flips in a report.
pub const MOST_LISTED: usize = 5;
/// Minimum difference between interest and know-how of a side that counts as a divergence, in prior standard
/// deviations.
pub const DIVERGENCE: f64 = 1.5;

/// The verdict of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// One region has a probability of .80 or more.
    Clear(Region),
    /// The two most likely regions, more likely first.
    Between(Region, Region),
    /// Fewer than [`FEWEST_FOR_VERDICT`](super::FEWEST_FOR_VERDICT) answers: a label would be little better than a guess.
    TooFewAnswers,
    /// The answers look careless ([`Report::caution`](super::Report::caution)), so no region is named. The visitor can start a new session.
    Withheld,
}

impl Verdict {
    /// Whether it names a region. If not, nothing derived from it may favour a side.
    pub fn names_region(self) -> bool {
        matches!(self, Self::Clear(_) | Self::Between(..))
    }

    /// The main claim: the region if it is clearly both sides or neither, else the lead.
    pub fn claim(self) -> Claim {
        match self {
            Self::Clear(region @ (Region::FullStack | Region::NeitherYet)) => Claim::Region(region),
            _ => Claim::Lead,
        }
    }
}

/// Answers about liking a facet. Tasks are excluded, because somebody who likes the work may fail a puzzle, and the
/// other way round. Pairs are excluded too, because somebody who likes both kinds of work must still choose one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FacetEvidence {
    /// The facet.
    pub facet: Facet,
    /// Number of its five-step answers and situations.
    pub answers: usize,
    /// Mean of these keyed answers, from 0 (disliked a lot) to 1 (liked a lot); `None` if no five-step answer asks about
    /// liking it.
    pub liking: Option<f64>,
    /// Pairs with this facet in which one of the two kinds of work was chosen.
    pub pairs: usize,
    /// How often the work of this facet was chosen.
    pub chosen: usize,
}

/// Number of right answers to the tasks of one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskTally {
    /// The side.
    pub side: Side,
    /// Number of right answers.
    pub right: usize,
    /// Number of answers.
    pub answered: usize,
}

/// The main claim of a report, which single answers may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// Which side leads.
    Lead,
    /// That this region is the most likely. Used if a clear verdict names both sides or neither, where the lead does
    /// not matter.
    Region(Region),
}

/// How sure a report is of its claim, in words that claim no more than the simulation shows (`METHOD.md`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// “Clear lean”: right at least [`Grade::CLEAR_RIGHT`] of the time.
    Clear,
    /// “Lean”: right at least [`Grade::LEAN_RIGHT`] of the time.
    Lean,
    /// “Could go either way”: not much better than a guess.
    EitherWay,
}

impl Grade {
    /// From the surest to the least sure.
    pub const ALL: [Self; 3] = [Self::Clear, Self::Lean, Self::EitherWay];
    /// Minimum probability of a claim that is called clear.
    pub const CLEAR_FROM: f64 = 0.90;
    /// Minimum probability of a claim that is called a lean.
    pub const LEAN_FROM: f64 = 0.70;
    /// Share of clear leans that are right, at least.
    pub const CLEAR_RIGHT: f64 = 0.90;
    /// Share of leans that are right, at least.
    pub const LEAN_RIGHT: f64 = 0.75;

    /// The grade of a claim with this probability.
    pub fn of(probability: f64) -> Self {
        if probability >= Self::CLEAR_FROM {
            Self::Clear
        } else if probability >= Self::LEAN_FROM {
            Self::Lean
        } else {
            Self::EitherWay
        }
    }
}

/// The probabilities that follow from all answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Probabilities {
    /// Probability of each region, in the order of [`Region::ALL`]; sums to 1.
    pub regions: [f64; 4],
    /// Probability that the backend trait is the higher one.
    pub backend_leads: f64,
}

impl Probabilities {
    /// The probabilities of a posterior.
    pub fn of(posterior: &Posterior) -> Self {
        Self {
            regions: posterior.regions(),
            backend_leads: posterior.backend_leads(),
        }
    }

    /// The side more likely to lead, and its probability, from .5 to 1. Backend if exactly tied.
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

    /// The most likely region if its probability is [`SURE`] or more, else the two most likely. Ties are in the order
    /// of [`Region::ALL`]. Does not consider whether the answers suffice or look careless.
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

    /// The main claim.
    pub fn claim(&self) -> Claim {
        self.verdict().claim()
    }

    /// How sure the main claim is.
    pub fn grade(&self) -> Grade {
        Grade::of(match self.claim() {
            Claim::Lead => self.lead().1,
            Claim::Region(region) => self.probability(region),
        })
    }

    /// Probability of the claim; for the lead, that backend leads.
    pub(super) fn chance(&self, claim: Claim) -> f64 {
        match claim {
            Claim::Lead => self.backend_leads,
            Claim::Region(region) => self.probability(region),
        }
    }

    /// Whether both name the same side, or the same most likely region.
    pub(super) fn agrees(&self, other: &Self, claim: Claim) -> bool {
        let likeliest = |probabilities: &Self| match probabilities.verdict() {
            Verdict::Clear(first) | Verdict::Between(first, _) => Some(first),
            Verdict::TooFewAnswers | Verdict::Withheld => None,
        };
        match claim {
            Claim::Lead => (self.backend_leads > 0.5) == (other.backend_leads > 0.5),
            Claim::Region(_) => likeliest(self) == likeliest(other),
        }
    }
}

/// The influence of an answer: how the result would differ without it, and with the most different other answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Mover {
    /// The item.
    pub item: ItemId,
    /// The response.
    pub response: Response,
    /// Probability of the [`Report::claim`](super::Report::claim) with the answer minus without it. For [`Claim::Lead`] it is the probability
    /// that backend leads, so a positive shift favours backend.
    pub shift: f64,
    /// The item's other response that would change that probability most; the nearest one if several are equal.
    pub instead: Response,
    /// The probabilities with that other response.
    pub then: Probabilities,
}

/// An answer that would have overturned the [`Report::claim`](super::Report::claim) if only it had been different.
#[derive(Clone, Debug, PartialEq)]
pub struct Flip {
    /// The item.
    pub item: ItemId,
    /// The response.
    pub given: Response,
    /// The nearest other response that overturns the claim.
    pub instead: Response,
    /// The probabilities with that other response.
    pub then: Probabilities,
}

/// A side whose answers about interest and about know-how disagree. The model assumes that both measure one trait, so
/// the report must mention it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Divergence {
    /// The side.
    pub side: Side,
    /// Posterior mean of Likert items and pairs alone, prior standard deviations.
    pub interest: f64,
    /// Posterior mean of situations and tasks alone, prior standard deviations.
    pub know_how: f64,
}
