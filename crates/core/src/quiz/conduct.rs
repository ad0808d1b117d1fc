//! Detects careless answers: the same step almost everywhere, or a random pattern.

use super::item::Body;
use super::model::{self, BankModel, Given};
use super::posterior::Evidence;
use crate::portable::ln;

/// Share of five-step answers on the same step from which a session counts as straight-lined.
pub const SAME_STEP: f64 = 0.85;
/// Minimum number of five-step answers for [`SAME_STEP`].
pub const FEWEST_STEPS: usize = 6;
/// Minimum number of answers for person fit.
pub const FEWEST_FOR_FIT: usize = 8;
/// Person fit below which a session may get a check before it ends, because random clicks are then more likely.
pub const SUSPECT_FIT: f64 = -0.5;
/// Person fit below which answers count as random clicks, unless a check was passed.
pub const LEAST_FIT: f64 = -1.8;
/// The same if a check was passed: one random clicker in five selects the requested step by chance.
pub const LEAST_FIT_CHECKED: f64 = -4.0;

/// Why a run's answers look careless.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Caution {
    /// Nearly all five-step answers are the same step.
    StraightLining {
        /// Share on that step, [`SAME_STEP`] to 1.
        share: f64,
    },
    /// The answer to a check is not the requested step.
    MissedCheck,
    /// The answers contradict each other so much that random clicks explain them better than the model.
    RandomClicking {
        /// Person fit, below [`LEAST_FIT`], or below [`LEAST_FIT_CHECKED`] if a check was passed; see [`person_fit`].
        fit: f64,
    },
}

/// Checks answered items: `given` has their categories, `choices` the selected steps or choices.
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

/// Whether a check decides if a result is named: the answers look random, but would be trusted once it is passed.
/// `given` are the answered items, `choices` the selected steps or choices.
pub(crate) fn is_check_decisive(model: &BankModel<'_>, given: &[Given], choices: &[u8]) -> bool {
    let straight = same_step(model, given, choices).is_some_and(|share| share >= SAME_STEP);
    let fits = |fit: f64| (LEAST_FIT_CHECKED..SUSPECT_FIT).contains(&fit);
    !straight && person_fit(model, given).is_some_and(fits)
}

/// Whether the check was passed; `None` if none was answered.
fn passed_check(model: &BankModel<'_>, given: &[Given]) -> Option<bool> {
    let mut answers = given
        .iter()
        .filter(|answer| !model.bank().items[answer.item].body.measures());
    answers.find_map(|answer| answer.category.map(|category| category == 1))
}

/// Share of the most frequent step among five-step answers, before keying.
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

/// Log likelihood ratio of the answers: a person of the model against random clicks. `None` below [`FEWEST_FOR_FIT`]
/// answers.
///
/// The likelihood ratio is the most powerful test between two hypotheses (Neyman and Pearson 1933). Persons are
/// distributed like the prior; random clicks are uniform over steps and choices.
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
