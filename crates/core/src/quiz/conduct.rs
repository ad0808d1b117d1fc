//! Answers that look careless: the same step all the way down, or no pattern a person could mean.

use super::item::Body;
use super::model::{self, BankModel, Given};
use super::posterior::Evidence;
use crate::portable::ln;

/// Share of five-step answers on one and the same step from which a run counts as straight-lined.
pub const SAME_STEP: f64 = 0.85;
/// Five-step answers before that share means anything.
pub const FEWEST_STEPS: usize = 6;
/// Answers before the fit of a person means anything.
pub const FEWEST_FOR_FIT: usize = 8;
/// Person fit below which a run is asked a check before it ends: random clicks are then the likelier story.
pub const SUSPECT_FIT: f64 = -0.5;
/// Person fit below which answers count as random clicks, unless a check was passed.
pub const LEAST_FIT: f64 = -1.8;
/// Person fit below which they do all the same: one random clicker in five hits the step that a check asks for.
pub const LEAST_FIT_CHECKED: f64 = -4.0;

/// Why a run's answers look careless.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Caution {
    /// Nearly all five-step answers are the same step.
    StraightLining {
        /// Share on that step, [`SAME_STEP`] to 1.
        share: f64,
    },
    /// The step that a check asked for was not the one that was chosen.
    MissedCheck,
    /// The answers contradict each other so much that random clicks explain them better than any person does.
    RandomClicking {
        /// Person fit, below [`LEAST_FIT`] (below [`LEAST_FIT_CHECKED`] where a check was passed): see [`person_fit`].
        fit: f64,
    },
}

/// Looks at answered items: what each counts as, and which step or choice was pressed.
pub(crate) fn caution(model: &BankModel<'_>, given: &[Given], choices: &[u8]) -> Option<Caution> {
    if let Some(share) = same_step(model, given, choices).filter(|share| *share >= SAME_STEP) {
        return Some(Caution::StraightLining { share });
    }
    let least = match passed_check(model, given) {
        Some(false) => return Some(Caution::MissedCheck),
        Some(true) => LEAST_FIT_CHECKED,
        None => LEAST_FIT,
    };
    let fit = person_fit(model, given).filter(|fit| *fit < least)?;
    Some(Caution::RandomClicking { fit })
}

/// Whether the answers so far would be told from random clicks by a check.
pub(crate) fn looks_random(model: &BankModel<'_>, given: &[Given]) -> bool {
    person_fit(model, given).is_some_and(|fit| fit < SUSPECT_FIT)
}

/// Whether the check was passed; none where none was answered.
fn passed_check(model: &BankModel<'_>, given: &[Given]) -> Option<bool> {
    let mut answers = given
        .iter()
        .filter(|answer| !model.bank().items[answer.item].body.measures());
    answers.find_map(|answer| answer.category.map(|category| category == 1))
}

/// Share of the commonest step among five-step answers, as pressed, not as keyed.
fn same_step(model: &BankModel<'_>, given: &[Given], choices: &[u8]) -> Option<f64> {
    let mut counts = [0_usize; super::item::STEPS];
    for (answer, choice) in given.iter().zip(choices) {
        let five_steps = matches!(
            model.bank().items[answer.item].body,
            Body::Likert { .. } | Body::Pair { .. }
        );
        if let Some(count) = counts.get_mut(usize::from(*choice)).filter(|_| five_steps) {
            *count += 1;
        }
    }
    let total: usize = counts.iter().sum();
    let commonest = counts.into_iter().max()?;
    (total >= FEWEST_STEPS).then(|| commonest as f64 / total as f64)
}

/// Natural logarithm of how many times likelier the answers are from somebody who means them than from random clicks;
/// none under [`FEWEST_FOR_FIT`] answers.
///
/// A likelihood ratio is the sharpest test there is between two such stories (Neyman and Pearson 1933). People are
/// drawn from the prior; clicks fall on every step and choice alike.
pub fn person_fit(model: &BankModel<'_>, given: &[Given]) -> Option<f64> {
    let measuring: Vec<Given> = given
        .iter()
        .copied()
        .filter(|answer| model.measures(answer))
        .collect();
    let mut by_chance = 0.0;
    for answer in &measuring {
        let body = &model.bank().items[answer.item].body;
        let same = (0..=u8::MAX)
            .take(body.choices())
            .filter(|choice| model::category(body, *choice) == answer.category);
        by_chance += ln(same.count() as f64 / body.choices() as f64);
    }
    let meant = Evidence::untempered(model, &measuring).log_marginal();
    (measuring.len() >= FEWEST_FOR_FIT).then_some(meant - by_chance)
}
