//! Measures how well a fit recovers known parameters, compared with the authors' values.

use serde::Serialize;
use which_end_core::quiz::item::{Body, ItemBank};

use super::accept::reason_to_reject;
use super::fit::{Fit, FittedItem};
use crate::simulate::person::Truth;

/// Groups of item kinds, which have very different amounts of information.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Kind {
    /// Likert items and pairs.
    FiveSteps,
    Situations,
    Tasks,
}

impl Kind {
    pub(super) const ALL: [Self; 3] = [Self::FiveSteps, Self::Situations, Self::Tasks];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::FiveSteps => "five steps",
            Self::Situations => "situations",
            Self::Tasks => "tasks",
        }
    }

    /// `None` for a check, which has no parameters to fit.
    fn of(body: &Body) -> Option<Self> {
        Some(match body {
            Body::Likert { .. } | Body::Pair { .. } => Self::FiveSteps,
            Body::Situation { .. } => Self::Situations,
            Body::Task { .. } => Self::Tasks,
            Body::Check { .. } => return None,
        })
    }
}

/// How close some values are to the true ones.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Accuracy {
    /// Correlation; `None` if either does not vary.
    pub(super) correlation: Option<f64>,
    /// Root mean squared error.
    pub(super) rmse: f64,
    pub(super) mean_error: f64,
}

/// The authors' values and the fit's, both compared with the true ones.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Compared {
    pub(super) start: Accuracy,
    pub(super) fit: Accuracy,
}

/// Results for all parameters of one kind of item.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Recovery {
    pub(super) items: usize,
    /// Mean number of answers to an item.
    pub(super) answers: f64,
    pub(super) log_discrimination: Compared,
    pub(super) location: Compared,
    pub(super) steps: Compared,
    /// Root mean square of errors divided by their standard errors, ln discrimination and location together; ideally 1.
    pub(super) error_ratio: f64,
    /// Number of items that pass the rule.
    pub(super) calibrated: usize,
    /// Root mean squared errors of those: ln discrimination, location.
    pub(super) calibrated_rmse: [f64; 2],
}

/// The true, the authors' and the fitted value.
type Triple = (f64, f64, f64);

impl Recovery {
    pub(super) fn of(bank: &ItemBank, truth: &[Truth], fit: &Fit, kind: Kind) -> Self {
        let chosen: Vec<(&Truth, &FittedItem)> = bank
            .items
            .iter()
            .zip(truth.iter().zip(&fit.items))
            .filter(|(item, _)| Kind::of(&item.body) == Some(kind))
            .map(|(_, both)| both)
            .collect();
        let discriminations = |(truth, item): &(&Truth, &FittedItem)| -> Triple {
            (truth.discrimination.ln(), item.form.start[0], item.at[0])
        };
        let locations = |(truth, item): &(&Truth, &FittedItem)| -> Triple {
            (truth.location, item.form.start[1], item.at[1])
        };
        let steps: Vec<Triple> = chosen
            .iter()
            .flat_map(|(truth, item)| {
                let start = item.form.steps(&item.form.start);
                let found = item.steps();
                // With two categories, the only step is the location.
                let more = found.len() > 1;
                let triples = truth.steps.into_iter().zip(start).zip(found);
                triples
                    .map(|((truth, start), found)| (truth, start, found))
                    .filter(move |_| more)
            })
            .collect();
        let ratios = chosen.iter().flat_map(|pair| {
            let [(a, _, found_a), (b, _, found_b)] = [discriminations(pair), locations(pair)];
            let errors = &pair.1.errors;
            [(found_a - a) / errors[0], (found_b - b) / errors[1]]
        });
        let passed: Vec<&(&Truth, &FittedItem)> = chosen
            .iter()
            .filter(|(_, item)| reason_to_reject(item).is_none())
            .collect();
        let off = |of: &dyn Fn(&(&Truth, &FittedItem)) -> Triple| {
            root_mean_square(passed.iter().map(|pair| {
                let (truth, _, found) = of(pair);
                found - truth
            }))
        };
        Self {
            items: chosen.len(),
            answers: chosen
                .iter()
                .map(|(_, item)| item.respondents() as f64)
                .sum::<f64>()
                / chosen.len() as f64,
            log_discrimination: compared(chosen.iter().map(discriminations).collect()),
            location: compared(chosen.iter().map(locations).collect()),
            steps: compared(steps),
            error_ratio: root_mean_square(ratios),
            calibrated: passed.len(),
            calibrated_rmse: [off(&discriminations), off(&locations)],
        }
    }

    /// The figures as cells of a table.
    pub(super) fn cells(&self) -> String {
        let r = |of: &Compared| {
            let one = |of: Accuracy| {
                of.correlation
                    .map_or_else(|| "–".to_owned(), |r| format!("{r:.2}"))
            };
            format!("{} → {}", one(of.start), one(of.fit))
        };
        let figure = |figure: f64| {
            if figure.is_nan() {
                "–".to_owned()
            } else {
                format!("{figure:.3}")
            }
        };
        let rmse = |of: &Compared| format!("{} → {}", figure(of.start.rmse), figure(of.fit.rmse));
        format!(
            "{:.0} | {} | {} | {} | {} | {} | {} | {} | {:.2} | {} of {} | {}, {}",
            self.answers,
            r(&self.log_discrimination),
            rmse(&self.log_discrimination),
            figure(self.log_discrimination.fit.mean_error),
            r(&self.location),
            rmse(&self.location),
            r(&self.steps),
            rmse(&self.steps),
            self.error_ratio,
            self.calibrated,
            self.items,
            figure(self.calibrated_rmse[0]),
            figure(self.calibrated_rmse[1]),
        )
    }
}

fn compared(triples: Vec<Triple>) -> Compared {
    Compared {
        start: accuracy(triples.iter().map(|(truth, start, _)| (*truth, *start))),
        fit: accuracy(triples.iter().map(|(truth, _, fit)| (*truth, *fit))),
    }
}

fn accuracy(pairs: impl Iterator<Item = (f64, f64)> + Clone) -> Accuracy {
    let number = pairs.clone().count() as f64;
    let mean = |of: &dyn Fn((f64, f64)) -> f64| pairs.clone().map(of).sum::<f64>() / number;
    let (x, y) = (mean(&|(x, _)| x), mean(&|(_, y)| y));
    let (xx, yy) = (
        mean(&|(own, _)| (own - x) * (own - x)),
        mean(&|(_, own)| (own - y) * (own - y)),
    );
    let xy = mean(&|(one, other)| (one - x) * (other - y));
    // Values that vary only by rounding have no correlation.
    let varies = xx > 1e-12 && yy > 1e-12;
    Accuracy {
        correlation: varies.then(|| xy / (xx * yy).sqrt()),
        rmse: root_mean_square(pairs.clone().map(|(x, y)| y - x)),
        mean_error: y - x,
    }
}

fn root_mean_square(errors: impl Iterator<Item = f64>) -> f64 {
    let (sum, number) = errors.fold((0.0, 0.0), |(sum, number), error| {
        (sum + error * error, number + 1.0)
    });
    (sum / number).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearness_matches_figures_worked_out_by_hand() {
        let pairs = [(1.0, 2.0), (2.0, 3.0), (3.0, 1.0)];
        let found = accuracy(pairs.into_iter());
        // Means 2 and 2; covariance −1/3, variances 2/3.
        assert!((found.correlation.expect("both vary") + 0.5).abs() < 1e-12);
        assert!((found.rmse - 2.0_f64.sqrt()).abs() < 1e-12);
        assert!(found.mean_error.abs() < 1e-12);
        assert_eq!(
            accuracy([(1.0, 0.0), (2.0, 0.0)].into_iter()).correlation,
            None
        );
    }
}
