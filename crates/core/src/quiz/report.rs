//! The result of a session, and the reasons for it.

use super::conduct::Caution;
use super::item::{Facet, ItemBank, Side};
use super::model::BankModel;
use super::plane::Plane;
use super::posterior::Posterior;
use super::session::Session;

mod findings;
mod scored_session;

use scored_session::ScoredSession;

pub use super::region::{Region, TraitEstimate};
pub use findings::{
    Claim, DIVERGENCE, Divergence, FacetEvidence, Flip, Grade, MOST_LISTED, Mover, Probabilities,
    TaskTally, Verdict,
};

/// Minimum number of answers for a verdict. With seven, half of the variance of an estimate is noise (reliability .52)
/// and the most likely region is wrong for two people in five (simulated, see `METHOD.md`).
pub const FEWEST_FOR_VERDICT: usize = 8;

/// The report on a session.
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
    /// The verdict.
    pub verdict: Verdict,
    /// Ten facets in the order of [`Facet::ALL`].
    pub facets: Vec<FacetEvidence>,
    /// Backend, then frontend.
    pub tasks: [TaskTally; 2],
    /// The answers that changed the claim most, strongest first, at most five.
    pub movers: Vec<Mover>,
    /// Answers that, if changed alone, would overturn the claim; smallest change first, at most five. If empty, no
    /// single answer decides it.
    pub flips: Vec<Flip>,
    /// Sides with both kinds of evidence, liking and answered puzzles, if interest and know-how disagree.
    pub divergences: Vec<Divergence>,
    /// Why the answers look careless, if they do.
    pub caution: Option<Caution>,
    /// The joint uncertainty of both traits, for plotting.
    pub plane: Plane,
    /// Number of answers that measure: neither skips nor checks.
    pub answered: usize,
}

impl Report {
    /// Scores a session of any length; short ones get [`Verdict::TooFewAnswers`].
    pub fn new(bank: &ItemBank, session: &Session) -> Self {
        Self::in_model(&BankModel::new(bank), session)
    }

    /// [`Report::new`] for callers that already have the model of the bank.
    pub fn in_model(model: &BankModel<'_>, session: &Session) -> Self {
        let scored = ScoredSession::new(model, session);
        let posterior = Posterior::of(model, scored.given());
        let probabilities = Probabilities::of(&posterior);
        let caution = scored.caution();
        let answered = scored.given().len();
        let verdict = verdict(&probabilities, answered, caution);
        let claim = verdict.claim();
        let facets: Vec<FacetEvidence> = Facet::ALL
            .iter()
            .map(|facet| scored.facet(*facet))
            .collect();
        let tasks = Side::ALL.map(|side| scored.tasks(side));
        // A divergence is reported only if there are answers about liking, and puzzle answers that agree with it.
        let is_supported = |divergence: &Divergence| {
            let TaskTally {
                right, answered, ..
            } = tasks[divergence.side as usize];
            let puzzles = if divergence.interest > divergence.know_how {
                right < answered
            } else {
                right > 0
            };
            puzzles && has_answers_about_liking(&facets, divergence.side)
        };
        let divergences = Side::ALL
            .into_iter()
            .filter_map(|side| scored.divergence(side))
            .filter(is_supported)
            .collect();
        Self {
            regions: probabilities.regions,
            backend_leads: probabilities.backend_leads,
            backend: posterior.estimate(Side::Backend),
            frontend: posterior.estimate(Side::Frontend),
            verdict,
            facets,
            tasks,
            movers: scored.movers(&probabilities, claim),
            flips: scored.flips(&probabilities, claim),
            divergences,
            caution,
            plane: Plane::new(&posterior),
            answered,
        }
    }

    /// The main claim of the report.
    pub fn claim(&self) -> Claim {
        self.verdict.claim()
    }

    /// The probabilities alone.
    pub fn probabilities(&self) -> Probabilities {
        Probabilities {
            regions: self.regions,
            backend_leads: self.backend_leads,
        }
    }

    /// The side more likely to lead, and its probability, from .5 to 1. Backend if exactly tied.
    pub fn lead(&self) -> (Side, f64) {
        self.probabilities().lead()
    }

    /// Probability of one region.
    pub fn probability(&self, region: Region) -> f64 {
        self.probabilities().probability(region)
    }

    /// Whether any answer is about liking the work of this side. Statements about liking need one.
    pub fn has_answers_about_liking(&self, side: Side) -> bool {
        has_answers_about_liking(&self.facets, side)
    }
}

fn has_answers_about_liking(facets: &[FacetEvidence], side: Side) -> bool {
    let mut facets = facets.iter().filter(|part| part.facet.side() == side);
    facets.any(|part| part.liking.is_some() || part.pairs > 0)
}

/// Posterior, verdict and number of answers that count, without the rest of a report.
pub(super) fn outline(model: &BankModel<'_>, session: &Session) -> (Posterior, Verdict, usize) {
    let scored = ScoredSession::new(model, session);
    let posterior = Posterior::of(model, scored.given());
    let caution = scored.caution();
    let answered = scored.given().len();
    let verdict = verdict(&Probabilities::of(&posterior), answered, caution);
    (posterior, verdict, answered)
}

/// The verdict for this number of answers.
fn verdict(probabilities: &Probabilities, answered: usize, caution: Option<Caution>) -> Verdict {
    if answered < FEWEST_FOR_VERDICT {
        Verdict::TooFewAnswers
    } else if caution.is_some() {
        Verdict::Withheld
    } else {
        probabilities.verdict()
    }
}
