//! What the visitor is told, and on what grounds.

use super::conduct::Caution;
use super::item::{Facet, ItemBank, Side};
use super::model::BankModel;
use super::plane::Plane;
use super::posterior::Posterior;
use super::session::Session;

mod findings;
mod run;

use run::Run;

pub use super::region::{Region, TraitEstimate};
pub use findings::{
    Claim, DIVERGENCE, Divergence, FacetEvidence, Flip, MOST_LISTED, Mover, Standing, TaskTally,
    Verdict,
};

/// Answers before anything is said. With seven, half of what an estimate says is noise (reliability .52) and the
/// likeliest region is the wrong one for two people in five (simulated, see `METHOD.md`).
pub const FEWEST_FOR_VERDICT: usize = 8;

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
