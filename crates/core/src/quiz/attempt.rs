//! Several attempts at the quiz side by side: what each says, and whether two differ by more than their uncertainty.

use super::item::Side;
use super::model::BankModel;
use super::report::{self, Standing, TraitEstimate, Verdict};
use super::session::Session;

/// Standard errors of a difference within which nine differences in ten lie where nothing has changed (95th percentile
/// of the normal distribution).
pub const LIKELY_CHANGE: f64 = 1.645;

/// One attempt, as the bank of the day reads it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Attempt {
    /// Answers that count.
    pub answered: usize,
    /// Answers to questions that the bank no longer has, or has in another version. They do not count.
    pub left_out: usize,
    /// The probabilities; what the prior alone gives where no answer counts.
    pub standing: Standing,
    /// Backend trait.
    pub backend: TraitEstimate,
    /// Frontend trait.
    pub frontend: TraitEstimate,
    /// What may be said.
    pub verdict: Verdict,
    /// Whether an answer counts on each side, in the order of [`Side::ALL`].
    pub heard: [bool; 2],
}

impl Attempt {
    /// Reads a run without the parts of a report that cost most.
    pub fn new(model: &BankModel<'_>, session: &Session) -> Self {
        let (posterior, verdict, answered) = report::outline(model, session);
        let known = session.given(model);
        let known = known.iter().filter(|answer| answer.category.is_some());
        let touches = |side: Side| {
            known.clone().any(|answer| {
                let mut facets = model.bank().items[answer.item].body.facets();
                facets.any(|facet| facet.side() == side)
            })
        };
        Self {
            heard: Side::ALL.map(touches),
            answered,
            left_out: session.answered().saturating_sub(known.count()),
            standing: Standing::of(&posterior),
            backend: posterior.estimate(Side::Backend),
            frontend: posterior.estimate(Side::Frontend),
            verdict,
        }
    }

    /// Whether the attempt says anything that another may be held against.
    pub fn tells(&self) -> bool {
        self.verdict.tells()
    }

    /// What became of one trait since `earlier`: nothing where either attempt has no answer on that side.
    pub fn change_since(&self, earlier: &Self, side: Side) -> Change {
        if !(self.heard[side as usize] && earlier.heard[side as usize]) {
            return Change::WithinUncertainty;
        }
        let of = |attempt: &Self| match side {
            Side::Backend => attempt.backend,
            Side::Frontend => attempt.frontend,
        };
        Change::between(of(earlier), of(self))
    }
}

/// What became of a trait from one attempt to a later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// No more than the uncertainty of both attempts explains.
    WithinUncertainty,
    /// Higher by more than that.
    Up,
    /// Lower by more than that.
    Down,
}

impl Change {
    /// Reliable change (Jacobson and Truax 1991) at 90 %: the difference of the means against √(se₁² + se₂²).
    ///
    /// Both means are drawn towards the prior, so differences come out a little smaller than the rule allows for, and
    /// fewer than one unchanged trait in ten is called changed.
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
