//! Answers that look careless: the same step all the way down, or no pattern a person could mean.

use super::item::{Body, Side};
use super::model::{BankModel, Given, POINTS, SPACING};
use super::portable::ln;
use super::posterior::Posterior;

/// Share of five-step answers on one and the same step from which a run counts as straight-lined.
pub const SAME_STEP: f64 = 0.85;
/// Five-step answers before that share means anything.
pub const FEWEST_STEPS: usize = 6;
/// Answers before the fit of a person means anything.
pub const FEWEST_FOR_FIT: usize = 8;
/// Person fit below which answers look like random clicks: about one honest run in twenty falls below it
/// (simulated, see `METHOD.md`).
pub const LEAST_FIT: f64 = -1.2;

/// Why a run's answers look careless.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Caution {
    /// Nearly all five-step answers are the same step.
    StraightLining {
        /// Share on that step, [`SAME_STEP`] to 1.
        share: f64,
    },
    /// The answers contradict each other more than nearly any honest run does.
    RandomClicking {
        /// Standardized log-likelihood `l_z` (Drasgow, Levine and Williams 1985); honest runs lie around 0.
        fit: f64,
    },
}

/// Looks at answered items: what each counts as, and which step or choice was pressed.
pub(crate) fn caution(
    model: &BankModel<'_>,
    given: &[Given],
    choices: &[u8],
    posterior: &Posterior,
) -> Option<Caution> {
    if let Some(share) = same_step(model, given, choices).filter(|share| *share >= SAME_STEP) {
        return Some(Caution::StraightLining { share });
    }
    let fit = person_fit(model, given, posterior).filter(|fit| *fit < LEAST_FIT)?;
    Some(Caution::RandomClicking { fit })
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

/// How likely the answers are at the person's own estimate, against how likely answers there usually are.
pub fn person_fit(model: &BankModel<'_>, given: &[Given], posterior: &Posterior) -> Option<f64> {
    let backend = nearest_point(posterior.estimate(Side::Backend).mean);
    let frontend = nearest_point(posterior.estimate(Side::Frontend).mean);
    let (mut seen, mut expected, mut variance, mut answers) = (0.0, 0.0, 0.0, 0);
    for answer in given {
        let Some(category) = answer.category else {
            continue;
        };
        let curves = &model.curves()[answer.item];
        let entry = curves.axis().entry(backend, frontend);
        let (mut mean, mut square) = (0.0, 0.0);
        for k in 0..curves.categories() {
            let p = curves.probability(k)[entry];
            let logarithm = ln(p);
            mean += p * logarithm;
            square += p * logarithm * logarithm;
            if k == category {
                seen += logarithm;
            }
        }
        expected += mean;
        variance += square - mean * mean;
        answers += 1;
    }
    (answers >= FEWEST_FOR_FIT && variance > 0.0).then(|| (seen - expected) / variance.sqrt())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held within the grid"
)]
fn nearest_point(value: f64) -> usize {
    let point = (value / SPACING + (POINTS / 2) as f64).round();
    point.clamp(0.0, (POINTS - 1) as f64) as usize
}
