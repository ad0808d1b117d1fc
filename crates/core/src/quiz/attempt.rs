//! Compares several sessions: the result of each, and whether two differ by more than their uncertainty.

use super::item::Side;
use super::model::BankModel;
use super::report::{self, Probabilities, TraitEstimate, Verdict};
use super::session::Session;

/// Critical value, in standard errors of a difference: without a true change, nine differences in ten are within it
/// (95th percentile of the normal distribution).
pub const LIKELY_CHANGE: f64 = 1.645;

/// A session, scored with the current bank.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Attempt {
    /// Number of answers that count.
    pub answered: usize,
    /// Answers to questions that the bank no longer has, or has in another version. They do not count.
    pub left_out: usize,
    /// The probabilities; those of the prior if no answer counts.
    pub probabilities: Probabilities,
    /// Backend trait.
    pub backend: TraitEstimate,
    /// Frontend trait.
    pub frontend: TraitEstimate,
    /// The verdict.
    pub verdict: Verdict,
    /// Whether an answer counts for each side, in the order of [`Side::ALL`].
    pub has_answers: [bool; 2],
}

impl Attempt {
    /// Scores a session without the expensive parts of a report.
    pub fn new(model: &BankModel<'_>, session: &Session) -> Self {
        let (posterior, verdict, answered) = report::outline(model, session);
        let known = session.given(model);
        let known = known.iter().filter(|answer| answer.category.is_some());
        let has_answer = |side: Side| {
            known.clone().any(|answer| {
                let mut facets = model.bank().items[answer.item].body.facets();
                facets.any(|facet| facet.side() == side)
            })
        };
        Self {
            has_answers: Side::ALL.map(has_answer),
            answered,
            left_out: session.answered().saturating_sub(known.count()),
            probabilities: Probabilities::of(&posterior),
            backend: posterior.estimate(Side::Backend),
            frontend: posterior.estimate(Side::Frontend),
            verdict,
        }
    }

    /// Whether the verdict names a result that can be compared.
    pub fn is_conclusive(&self) -> bool {
        self.verdict.names_region()
    }

    /// The change of a trait since `earlier`: none if either attempt has no answer for that side.
    pub fn change_since(&self, earlier: &Self, side: Side) -> Change {
        if !(self.has_answers[side as usize] && earlier.has_answers[side as usize]) {
            return Change::WithinUncertainty;
        }
        let of = |attempt: &Self| match side {
            Side::Backend => attempt.backend,
            Side::Frontend => attempt.frontend,
        };
        Change::between(of(earlier), of(self))
    }
}

/// The change of a trait between two attempts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Within the uncertainty of both attempts.
    WithinUncertainty,
    /// Higher by more than that.
    Up,
    /// Lower by more than that.
    Down,
}

impl Change {
    /// Reliable change (Jacobson and Truax 1991) at 90 %: the difference of the means against √(se₁² + se₂²).
    ///
    /// Both means are shrunk toward the prior, so differences are slightly smaller than the rule assumes, and fewer
    /// than one unchanged trait in ten is reported as changed.
    pub fn between(earlier: TraitEstimate, later: TraitEstimate) -> Self {
        let difference = later.mean - earlier.mean;
        let error = (earlier.standard_error * earlier.standard_error
            + later.standard_error * later.standard_error)
            .sqrt();
        if difference.abs() <= LIKELY_CHANGE * error {
            Self::WithinUncertainty
        } else if difference > 0.0 {
            Self::Up
        } else {
            Self::Down
        }
    }
}
