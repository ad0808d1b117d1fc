//! Marginal maximum likelihood by EM (Bock and Aitkin 1981), with weak priors around the authors' values.

use which_end_core::quiz::item::ItemBank;

use super::curve::{Coordinates, Form, MOST};
use super::expect::{Expected, Respondent, expect, information};
use super::maximize::{inverse, maximize};

/// The fit has converged when no coordinate changes by more than this in an iteration.
const CONVERGED: f64 = 5e-4;
/// Maximum number of iterations.
const MOST_ITERATIONS: usize = 500;

/// Progress after an iteration.
#[derive(Clone, Copy, Debug)]
pub(super) struct Progress {
    /// Number of the iteration, from 1.
    pub(super) iteration: usize,
    /// Log posterior before the iteration's M step. It never decreases.
    pub(super) log_posterior: f64,
    /// Largest change of a coordinate in the M step.
    pub(super) largest_change: f64,
}

/// The result of a fit.
pub(super) struct Fit {
    /// By position in the bank.
    pub(super) items: Vec<FittedItem>,
    pub(super) iterations: usize,
    /// Whether it converged within the maximum number of iterations.
    pub(super) settled: bool,
}

/// The fitted parameters of an item.
pub(super) struct FittedItem {
    pub(super) form: Form,
    pub(super) at: Coordinates,
    /// Standard errors of the coordinates.
    pub(super) errors: Coordinates,
    /// Number of people in each category.
    pub(super) taken: Vec<usize>,
}

impl FittedItem {
    pub(super) fn respondents(&self) -> usize {
        self.taken.iter().sum()
    }

    pub(super) fn discrimination(&self) -> f64 {
        self.at[0].exp()
    }

    pub(super) fn location(&self) -> f64 {
        self.at[1]
    }

    pub(super) fn steps(&self) -> Vec<f64> {
        self.form.steps(&self.at)
    }
}

/// Fits all items of the bank to these people's answers.
pub(super) fn fit(
    bank: &ItemBank,
    people: &[Respondent],
    mut on_progress: impl FnMut(Progress),
) -> Fit {
    let forms: Vec<Form> = bank.items.iter().map(Form::new).collect();
    let mut at: Vec<Coordinates> = forms.iter().map(|form| form.start).collect();
    let (mut iterations, mut settled) = (0, false);
    while iterations < MOST_ITERATIONS && !settled {
        iterations += 1;
        let Expected {
            counts,
            log_likelihood,
        } = expect(&forms, &at, people);
        let log_prior: f64 = forms
            .iter()
            .zip(&at)
            .map(|(form, at)| form.log_prior(at))
            .sum();
        let mut largest_change = 0.0_f64;
        for ((form, at), counts) in forms.iter().zip(&mut at).zip(&counts) {
            let next = maximize(form, at, counts);
            for (new, old) in next.iter().zip(at.iter()) {
                largest_change = largest_change.max((new - old).abs());
            }
            *at = next;
        }
        settled = largest_change < CONVERGED;
        on_progress(Progress {
            iteration: iterations,
            log_posterior: log_likelihood + log_prior,
            largest_change,
        });
    }
    let informations = information(&forms, &at, people);
    let taken = taken(&forms, people);
    let items = forms
        .into_iter()
        .zip(at)
        .zip(informations)
        .zip(taken)
        .map(|(((form, at), information), taken)| FittedItem {
            errors: errors(&form, information),
            form,
            at,
            taken,
        })
        .collect();
    Fit {
        items,
        iterations,
        settled,
    }
}

fn taken(forms: &[Form], people: &[Respondent]) -> Vec<Vec<usize>> {
    let mut taken: Vec<Vec<usize>> = forms.iter().map(|form| vec![0; form.categories]).collect();
    for (item, category) in people.iter().flatten() {
        taken[usize::from(*item)][usize::from(*category)] += 1;
    }
    taken
}

/// Standard errors from the observed information and the prior; infinite if the matrix is singular.
fn errors(form: &Form, mut information: [[f64; MOST]; MOST]) -> Coordinates {
    for (i, row) in information.iter_mut().enumerate() {
        row[i] += Form::prior_precision(i);
    }
    let inverse = inverse(&information, form.free);
    let mut errors = [0.0; MOST];
    for (i, error) in errors[..form.free].iter_mut().enumerate() {
        *error = inverse.map_or(f64::INFINITY, |inverse| inverse[i][i].sqrt());
    }
    errors
}
