//! What the visitor is told, and on what grounds.

use super::conduct::Caution;
use super::item::{Facet, ItemBank, ItemId, Side};
use super::model::BankModel;
use super::plane::Plane;
use super::posterior::Posterior;
use super::session::{Response, SURE, Session};
use crate::order::order;

mod run;

use run::Run;

/// Answers before anything is said. With seven, half of what an estimate says is noise (reliability .52) and the
/// likeliest region is the wrong one for two people in five (simulated, see `METHOD.md`).
pub const FEWEST_FOR_VERDICT: usize = 8;
/// Movers and flips in a report, at most.
pub const MOST_LISTED: usize = 5;
/// Interest and know-how of a side count as disagreeing from this distance on, in prior standard deviations.
pub const DIVERGENCE: f64 = 1.5;

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
    pub const ALL: [Self; 4] = [
        Self::Backend,
        Self::Frontend,
        Self::FullStack,
        Self::NeitherYet,
    ];
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
    fn chance(&self, claim: Claim) -> f64 {
        match claim {
            Claim::Lead => self.backend_leads,
            Claim::Region(region) => self.probability(region),
        }
    }

    /// Whether both name the same side, or the same region as the likeliest.
    fn agrees(&self, other: &Self, claim: Claim) -> bool {
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
    /// The answers that moved the claim most, strongest first, at most five.
    pub movers: Vec<Mover>,
    /// Answers whose change alone would overturn the claim, smallest change first, at most five. Empty: no single
    /// answer decides it.
    pub flips: Vec<Flip>,
    /// Sides where interest and know-how disagree, both of them said: liking, and puzzles that were answered.
    pub divergences: Vec<Divergence>,
    /// Why the answers look careless, if they do.
    pub caution: Option<Caution>,
    /// The uncertainty of both traits together, ready to be drawn.
    pub plane: Plane,
    /// Answers that measure: neither skips nor checks.
    pub answered: usize,
}

impl Report {
    /// Scores a run. Works at any length; short runs get [`Verdict::TooFewAnswers`].
    pub fn new(bank: &ItemBank, session: &Session) -> Self {
        Self::in_model(&BankModel::new(bank), session)
    }

    /// [`Report::new`] for callers that hold the model of the bank already.
    pub fn in_model(model: &BankModel<'_>, session: &Session) -> Self {
        let run = Run::new(model, session);
        let posterior = Posterior::of(model, run.given());
        let standing = Standing::of(&posterior);
        let caution = run.caution();
        let answered = run.given().len();
        let verdict = verdict(&standing, answered, caution);
        let claim = claim(verdict);
        let facets: Vec<FacetEvidence> = Facet::ALL.iter().map(|facet| run.facet(*facet)).collect();
        let tasks = Side::ALL.map(|side| run.tasks(side));
        // A sentence about liking and puzzles needs both, and puzzles that were answered as it says.
        let rests = |told: &Divergence| {
            let TaskTally {
                right, answered, ..
            } = tasks[told.side as usize];
            let puzzles = if told.interest > told.know_how {
                right < answered
            } else {
                right > 0
            };
            puzzles && speaks_of_liking(&facets, told.side)
        };
        let divergences = Side::ALL
            .into_iter()
            .filter_map(|side| run.divergence(side))
            .filter(rests)
            .collect();
        Self {
            regions: standing.regions,
            backend_leads: standing.backend_leads,
            backend: posterior.estimate(Side::Backend),
            frontend: posterior.estimate(Side::Frontend),
            verdict,
            facets,
            tasks,
            movers: run.movers(&standing, claim),
            flips: run.flips(&standing, claim),
            divergences,
            caution,
            plane: Plane::new(&posterior),
            answered,
        }
    }

    /// What the report claims first.
    pub fn claim(&self) -> Claim {
        claim(self.verdict)
    }

    /// The probabilities alone.
    pub fn standing(&self) -> Standing {
        Standing {
            regions: self.regions,
            backend_leads: self.backend_leads,
        }
    }

    /// The side more likely to lead, and how likely, from .5 to 1. Backend where it is an exact tie.
    pub fn lead(&self) -> (Side, f64) {
        self.standing().lead()
    }

    /// Probability of one region.
    pub fn probability(&self, region: Region) -> f64 {
        self.standing().probability(region)
    }

    /// Whether anything was said about liking the work of this side: what is told of liking rests on it.
    pub fn speaks_of_liking(&self, side: Side) -> bool {
        speaks_of_liking(&self.facets, side)
    }
}

fn speaks_of_liking(facets: &[FacetEvidence], side: Side) -> bool {
    let mut facets = facets.iter().filter(|part| part.facet.side() == side);
    facets.any(|part| part.liking.is_some() || part.pairs > 0)
}

fn claim(verdict: Verdict) -> Claim {
    match verdict {
        Verdict::Clear(region @ (Region::FullStack | Region::NeitherYet)) => Claim::Region(region),
        _ => Claim::Lead,
    }
}

/// What all answers say, what may be said of it, and how many answers count: for those who need no more of a report.
pub(super) fn outline(model: &BankModel<'_>, session: &Session) -> (Posterior, Verdict, usize) {
    let run = Run::new(model, session);
    let posterior = Posterior::of(model, run.given());
    let caution = run.caution();
    let answered = run.given().len();
    let verdict = verdict(&Standing::of(&posterior), answered, caution);
    (posterior, verdict, answered)
}

/// What may be said on this many answers, careless or not.
fn verdict(standing: &Standing, answered: usize, caution: Option<Caution>) -> Verdict {
    if answered < FEWEST_FOR_VERDICT {
        Verdict::TooFewAnswers
    } else if caution.is_some() {
        Verdict::Withheld
    } else {
        standing.verdict()
    }
}
