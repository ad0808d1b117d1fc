//! One item's answer probabilities as functions of its free coordinates, with their derivatives.
//!
//! Coordinates are ln discrimination, location, and the logarithm of each gap between neighboring steps, so that for
//! any values the discrimination is positive and the steps increase. The steps have mean 0, so that the location is
//! identified.

use which_end_core::quiz::item::{Body, Item};
use which_end_core::quiz::model::{Axis, guessing, steps};

/// Maximum number of categories and of coordinates: a five-step item has five of both.
pub(super) const MOST: usize = 5;
/// Minimum probability of an answer, as in core.
const LEAST_PROBABILITY: f64 = 1e-9;

/// Standard deviations of the prior around the authors' values: of ln discrimination, location and ln gap. The prior is
/// weak: for the first two, twice the error that `METHOD.md` assumes for those values.
const PRIOR: [f64; MOST] = [0.5, 0.8, 0.5, 0.5, 0.5];

/// Values of the coordinates. Those that an item does not have stay 0.
pub(super) type Coordinates = [f64; MOST];

/// The fixed part of an item, which a fit does not change.
#[derive(Clone, Debug)]
pub(super) struct Form {
    pub(super) axis: Axis,
    pub(super) categories: usize,
    /// Number of coordinates in use.
    pub(super) free: usize,
    /// Probability of solving a task by guessing, fixed at one over the number of choices. A fit can hardly distinguish
    /// guessing by people with low traits from a low location, and tasks are written for this probability.
    guessing: Option<f64>,
    /// Centre of the prior, and start of the fit.
    pub(super) start: Coordinates,
}

/// Probability of each category at one value of the axis, and its derivative for each coordinate.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    pub(super) probability: [f64; MOST],
    pub(super) slope: [[f64; MOST]; MOST],
}

impl Form {
    pub(super) fn new(item: &Item) -> Self {
        let steps = steps(item);
        let mut start = [0.0; MOST];
        start[0] = f64::from(item.parameters.discrimination).ln();
        start[1] = f64::from(item.parameters.location);
        for (place, pair) in start[2..].iter_mut().zip(steps.windows(2)) {
            *place = (pair[1] - pair[0]).ln();
        }
        let task = match &item.body {
            Body::Task { choices, .. } => Some(guessing(choices.len())),
            _ => None,
        };
        Self {
            axis: item.body.side().map_or(Axis::Contrast, Axis::from),
            categories: if task.is_some() { 2 } else { steps.len() + 1 },
            free: 2 + steps.len().saturating_sub(1),
            guessing: task,
            start,
        }
    }

    /// Steps relative to the location; a task has none.
    pub(super) fn steps(&self, at: &Coordinates) -> Vec<f64> {
        if self.guessing.is_some() {
            return Vec::new();
        }
        let mut steps = vec![0.0; self.categories - 1];
        for k in 1..steps.len() {
            steps[k] = steps[k - 1] + at[1 + k].exp();
        }
        let mean = steps.iter().sum::<f64>() / steps.len() as f64;
        steps.iter().map(|step| step - mean).collect()
    }

    /// Probabilities of the answers at a value of the axis.
    pub(super) fn answers(&self, at: &Coordinates, x: f64) -> Answers {
        let a = at[0].exp();
        let mut answers = Answers::default();
        if let Some(guessing) = self.guessing {
            let share = logistic(a * (x - at[1]));
            let steep = (1.0 - guessing) * share * (1.0 - share);
            let slope = [steep * a * (x - at[1]), -steep * a];
            answers.probability[1] = guessing + (1.0 - guessing) * share;
            answers.probability[0] = 1.0 - answers.probability[1];
            for (i, slope) in slope.into_iter().enumerate() {
                answers.slope[1][i] = slope;
                answers.slope[0][i] = -slope;
            }
        } else {
            answers.probability[0] = 1.0;
            for (k, step) in self.steps(at).into_iter().enumerate() {
                let distance = x - at[1] - step;
                let reached = logistic(a * distance);
                let steep = a * reached * (1.0 - reached);
                answers.probability[k] -= reached;
                answers.probability[k + 1] = reached;
                for (i, coordinate) in at.iter().enumerate().take(self.free) {
                    let slope = steep
                        * match i {
                            0 => distance,
                            1 => -1.0,
                            _ => -self.step_slope(k, i - 2) * coordinate.exp(),
                        };
                    answers.slope[k][i] -= slope;
                    answers.slope[k + 1][i] = slope;
                }
            }
        }
        for probability in &mut answers.probability[..self.categories] {
            *probability = probability.clamp(LEAST_PROBABILITY, 1.0);
        }
        answers
    }

    /// Derivative of step `k` with respect to gap `j`: steps above the gap move up, and all move down so that their
    /// mean stays 0.
    fn step_slope(&self, k: usize, j: usize) -> f64 {
        let steps = self.categories - 1;
        f64::from(u8::from(k > j)) - (steps - 1 - j) as f64 / steps as f64
    }

    /// Logarithm of the prior density, up to a constant.
    pub(super) fn log_prior(&self, at: &Coordinates) -> f64 {
        (0..self.free)
            .map(|i| {
                let off = (at[i] - self.start[i]) / PRIOR[i];
                -0.5 * off * off
            })
            .sum()
    }

    /// Derivative of [`Form::log_prior`] with respect to a coordinate.
    pub(super) fn prior_slope(&self, at: &Coordinates, i: usize) -> f64 {
        -(at[i] - self.start[i]) * Self::prior_precision(i)
    }

    /// Prior precision of a coordinate: one over its variance.
    pub(super) fn prior_precision(i: usize) -> f64 {
        1.0 / (PRIOR[i] * PRIOR[i])
    }
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

#[cfg(test)]
mod tests {
    use which_end_content::items;
    use which_end_core::quiz::model::Curves;

    use super::*;
    use crate::calibrate::BANK;

    const STEP: f64 = 1e-5;

    /// Protects the fit from fitting another model than the quiz uses.
    #[test]
    fn curves_are_core_s_own() {
        let bank = items::read(BANK).expect("the bank is sound");
        for item in bank.measuring() {
            let (form, curves) = (Form::new(item), Curves::new(item));
            assert_eq!(form.axis, curves.axis());
            assert_eq!(form.categories, curves.categories());
            for entry in 0..form.axis.points() {
                let answers = form.answers(&form.start, form.axis.value(entry));
                for k in 0..form.categories {
                    let (own, core) = (answers.probability[k], curves.probability(k)[entry]);
                    assert!((own - core).abs() < 1e-7, "{}", item.id.as_str());
                }
            }
        }
    }

    /// Protects the slopes that the fit climbs by: each is what a small step finds.
    #[test]
    fn slopes_are_those_that_small_steps_find() {
        let bank = items::read(BANK).expect("the bank is sound");
        for item in &bank.items {
            let form = Form::new(item);
            let mut at = form.start;
            for (i, coordinate) in at[..form.free].iter_mut().enumerate() {
                *coordinate += 0.1 * (i as f64 - 1.5);
            }
            for x in [-2.3, -0.4, 0.0, 1.1, 2.9] {
                let answers = form.answers(&at, x);
                for i in 0..form.free {
                    let moved = |by: f64| {
                        let mut at = at;
                        at[i] += by;
                        form.answers(&at, x).probability
                    };
                    let (above, below) = (moved(STEP), moved(-STEP));
                    for k in 0..form.categories {
                        let found = (above[k] - below[k]) / (2.0 * STEP);
                        assert!(
                            (found - answers.slope[k][i]).abs() < 1e-8,
                            "{} category {k}, coordinate {i}: {found} and {}",
                            item.id.as_str(),
                            answers.slope[k][i]
                        );
                    }
                }
            }
        }
    }
}
