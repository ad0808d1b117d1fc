//! The E step: the posterior of people's traits, given their answers and the current parameters (Bock and Aitkin 1981),
//! on core's own grid and prior.
//!
//! Item selection depends only on observed responses, so it needs no model of its own: missingness is ignorable
//! (Mislevy and Wu 1996; Eggen and Verhelst 2011).

use which_end_core::quiz::model::{Axis, CONTRAST_POINTS, POINTS};
use which_end_core::quiz::posterior::{Evidence, Posterior};

use super::curve::{Coordinates, Form, MOST};

/// The answers of one person: position of each item and category of the answer.
pub(super) type Respondent = Box<[(u16, u8)]>;

/// People are summed in this many groups, whatever the number of cores, so that the sums are identical on every
/// machine.
const GROUPS: usize = 8;

/// The result of the E step.
#[derive(Clone, Debug)]
pub(super) struct Expected {
    /// By item: expected number of people at each entry of its axis who gave each category, category by category.
    pub(super) counts: Vec<Vec<f64>>,
    /// Log likelihood of all answers.
    pub(super) log_likelihood: f64,
}

/// One person's posterior along each axis.
struct TraitPosterior {
    backend: [f64; POINTS],
    frontend: [f64; POINTS],
    contrast: [f64; CONTRAST_POINTS],
    log_likelihood: f64,
}

impl TraitPosterior {
    fn along(&self, axis: Axis) -> &[f64] {
        match axis {
            Axis::Backend => &self.backend,
            Axis::Frontend => &self.frontend,
            Axis::Contrast => &self.contrast,
        }
    }
}

/// Tables for the current parameters: logarithms of all probabilities, and the prior over the plane.
struct Tables<'a> {
    forms: &'a [Form],
    /// By item and category, one number for each entry of the axis.
    logarithms: Vec<Vec<Vec<f64>>>,
    prior: Vec<f64>,
}

impl<'a> Tables<'a> {
    fn new(forms: &'a [Form], at: &[Coordinates]) -> Self {
        let rows = |(form, at): (&Form, &Coordinates)| {
            let mut rows = vec![Vec::with_capacity(form.axis.points()); form.categories];
            for entry in 0..form.axis.points() {
                let answers = form.answers(at, form.axis.value(entry));
                for (row, probability) in rows.iter_mut().zip(answers.probability) {
                    row.push(probability.ln());
                }
            }
            rows
        };
        Self {
            forms,
            logarithms: forms.iter().zip(at).map(rows).collect(),
            prior: Posterior::new(&Evidence::default()).cells().to_vec(),
        }
    }

    fn posterior(&self, respondent: &Respondent) -> TraitPosterior {
        let mut posterior = TraitPosterior {
            backend: [0.0; POINTS],
            frontend: [0.0; POINTS],
            contrast: [0.0; CONTRAST_POINTS],
            log_likelihood: 0.0,
        };
        for (item, category) in respondent {
            let item = usize::from(*item);
            let line: &mut [f64] = match self.forms[item].axis {
                Axis::Backend => &mut posterior.backend,
                Axis::Frontend => &mut posterior.frontend,
                Axis::Contrast => &mut posterior.contrast,
            };
            for (sum, logarithm) in line
                .iter_mut()
                .zip(&self.logarithms[item][usize::from(*category)])
            {
                *sum += logarithm;
            }
        }
        let scale = factors(&mut posterior.backend)
            + factors(&mut posterior.frontend)
            + factors(&mut posterior.contrast);
        let likelihood = (posterior.backend, posterior.frontend, posterior.contrast);
        posterior.backend = [0.0; POINTS];
        posterior.frontend = [0.0; POINTS];
        posterior.contrast = [0.0; CONTRAST_POINTS];
        let mut total = 0.0;
        for b in 0..POINTS {
            let mut row = 0.0;
            for f in 0..POINTS {
                let d = Axis::Contrast.entry(b, f);
                let cell = self.prior[b * POINTS + f]
                    * likelihood.0[b]
                    * likelihood.1[f]
                    * likelihood.2[d];
                row += cell;
                posterior.frontend[f] += cell;
                posterior.contrast[d] += cell;
            }
            posterior.backend[b] = row;
            total += row;
        }
        let lines = posterior
            .backend
            .iter_mut()
            .chain(&mut posterior.frontend)
            .chain(&mut posterior.contrast);
        for share in lines {
            *share /= total;
        }
        posterior.log_likelihood = total.ln() + scale;
        posterior
    }
}

/// Converts sums of logarithms into factors with maximum 1. Returns the logarithm of the scale.
fn factors(line: &mut [f64]) -> f64 {
    let largest = line.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    for value in line {
        *value = (*value - largest).exp();
    }
    largest
}

/// Expected counts of all items, and the likelihood.
pub(super) fn expect(forms: &[Form], at: &[Coordinates], people: &[Respondent]) -> Expected {
    let tables = Tables::new(forms, at);
    let nothing = || Expected {
        counts: forms
            .iter()
            .map(|form| vec![0.0; form.categories * form.axis.points()])
            .collect(),
        log_likelihood: 0.0,
    };
    in_groups(people, |group| {
        let mut expected = nothing();
        for respondent in group {
            let posterior = tables.posterior(respondent);
            expected.log_likelihood += posterior.log_likelihood;
            for (item, category) in respondent {
                let (item, category) = (usize::from(*item), usize::from(*category));
                let shares = posterior.along(forms[item].axis);
                let counts = &mut expected.counts[item][category * shares.len()..];
                for (count, share) in counts.iter_mut().zip(shares) {
                    *count += share;
                }
            }
        }
        expected
    })
    .into_iter()
    .fold(nothing(), |mut sum, part| {
        sum.log_likelihood += part.log_likelihood;
        for (sums, parts) in sum.counts.iter_mut().zip(part.counts) {
            for (sum, part) in sums.iter_mut().zip(parts) {
                *sum += part;
            }
        }
        sum
    })
}

/// Observed information of each item's coordinates, without the prior: the sum over people of the outer product of
/// their scores (Meilijson 1989). The score of an answer is averaged over the person's posterior, so that uncertainty
/// about the traits reduces the information.
pub(super) fn information(
    forms: &[Form],
    at: &[Coordinates],
    people: &[Respondent],
) -> Vec<[[f64; MOST]; MOST]> {
    let tables = Tables::new(forms, at);
    let slopes: Vec<Vec<Vec<Coordinates>>> = forms
        .iter()
        .zip(at)
        .map(|(form, at)| log_slopes(form, at))
        .collect();
    in_groups(people, |group| {
        let mut sums = vec![[[0.0; MOST]; MOST]; forms.len()];
        for respondent in group {
            let posterior = tables.posterior(respondent);
            for (item, category) in respondent {
                let item = usize::from(*item);
                let mut score = [0.0; MOST];
                let shares = posterior.along(forms[item].axis);
                for (slope, share) in slopes[item][usize::from(*category)].iter().zip(shares) {
                    for (sum, slope) in score.iter_mut().zip(slope) {
                        *sum += share * slope;
                    }
                }
                for (row, one) in sums[item].iter_mut().zip(score) {
                    for (cell, other) in row.iter_mut().zip(score) {
                        *cell += one * other;
                    }
                }
            }
        }
        sums
    })
    .into_iter()
    .fold(vec![[[0.0; MOST]; MOST]; forms.len()], |mut sums, part| {
        for (sum, part) in sums
            .iter_mut()
            .flatten()
            .flatten()
            .zip(part.iter().flatten().flatten())
        {
            *sum += part;
        }
        sums
    })
}

/// Derivatives of the log probability of each category, entry by entry.
fn log_slopes(form: &Form, at: &Coordinates) -> Vec<Vec<Coordinates>> {
    let mut rows = vec![Vec::with_capacity(form.axis.points()); form.categories];
    for entry in 0..form.axis.points() {
        let answers = form.answers(at, form.axis.value(entry));
        for (k, row) in rows.iter_mut().enumerate() {
            row.push(answers.slope[k].map(|slope| slope / answers.probability[k]));
        }
    }
    rows
}

/// Processes fixed groups of people on all cores. Results are in the order of the groups.
fn in_groups<T: Send>(people: &[Respondent], work: impl Fn(&[Respondent]) -> T + Sync) -> Vec<T> {
    let size = people.len().div_ceil(GROUPS).max(1);
    let groups: Vec<&[Respondent]> = people.chunks(size).collect();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut parts: Vec<(usize, T)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..cores.min(groups.len()))
            .map(|core| {
                let (groups, work) = (&groups, &work);
                scope.spawn(move || {
                    (core..groups.len())
                        .step_by(cores)
                        .map(|at| (at, work(groups[at])))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| {
                worker
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            })
            .collect()
    });
    parts.sort_by_key(|(at, _)| *at);
    parts.into_iter().map(|(_, part)| part).collect()
}
