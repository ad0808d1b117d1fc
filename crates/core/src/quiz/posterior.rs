//! The posterior of all answers: probabilities over a 31 × 31 grid of both traits.

use super::item::Side;
use super::model::{Axis, BankModel, CONTRAST_POINTS, Given, POINTS, SPACING, trait_at};
use super::region::{Region, TraitEstimate};
use crate::portable::{exp, ln};

/// Prior correlation of both traits. It is assumed, because there are no respondents yet.
pub const PRIOR_CORRELATION: f64 = 0.30;

/// Sums of log likelihoods along the three axes: all information of a session, without the prior.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    backend: [f64; POINTS],
    frontend: [f64; POINTS],
    contrast: [f64; CONTRAST_POINTS],
}

impl Default for Evidence {
    fn default() -> Self {
        Self {
            backend: [0.0; POINTS],
            frontend: [0.0; POINTS],
            contrast: [0.0; CONTRAST_POINTS],
        }
    }
}

impl Evidence {
    /// The evidence of these answers; skipped items add nothing.
    pub fn of(model: &BankModel<'_>, given: &[Given]) -> Self {
        let mut evidence = Self::default();
        for answer in given {
            evidence.add(model, *answer);
        }
        evidence
    }

    /// The evidence of these answers at full weight, calibrated or not.
    pub(crate) fn untempered(model: &BankModel<'_>, given: &[Given]) -> Self {
        let mut evidence = Self::default();
        for answer in given {
            let weight = model.curves()[answer.item].weight();
            evidence.add_weighted(model, *answer, 1.0 / weight);
        }
        evidence
    }

    /// Adds one answer.
    pub fn add(&mut self, model: &BankModel<'_>, given: Given) {
        self.add_weighted(model, given, 1.0);
    }

    fn add_weighted(&mut self, model: &BankModel<'_>, given: Given, weight: f64) {
        let Some(category) = given.category else {
            return;
        };
        let curves = &model.curves()[given.item];
        let line: &mut [f64] = match curves.axis() {
            Axis::Backend => &mut self.backend,
            Axis::Frontend => &mut self.frontend,
            Axis::Contrast => &mut self.contrast,
        };
        for (sum, logarithm) in line.iter_mut().zip(curves.log_likelihood(category)) {
            *sum += weight * logarithm;
        }
    }

    /// Log marginal likelihood: the probability of these answers from a person of the prior.
    pub(crate) fn log_marginal(&self) -> f64 {
        let total = |evidence: &Self| {
            let (cells, scale) = weigh(evidence);
            ln(cells.iter().sum()) + scale
        };
        total(self) - total(&Self::default())
    }
}

/// Probability of each cell of the plane; sums to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Posterior {
    /// Row by row: all frontend points of the first backend point, then of the next.
    cells: Vec<f64>,
}

impl Posterior {
    /// Bayes' theorem on the grid, with prior N(0, 1) on both traits and correlation [`PRIOR_CORRELATION`].
    pub fn new(evidence: &Evidence) -> Self {
        let (mut cells, _) = weigh(evidence);
        let total: f64 = cells.iter().sum();
        for cell in &mut cells {
            *cell /= total;
        }
        Self { cells }
    }

    /// The posterior of these answers.
    pub fn of(model: &BankModel<'_>, given: &[Given]) -> Self {
        Self::new(&Evidence::of(model, given))
    }

    /// Cells row by row, backend first, each 0 to 1.
    pub fn cells(&self) -> &[f64] {
        &self.cells
    }

    /// Cells with their backend and frontend points.
    pub fn iter(&self) -> impl Iterator<Item = (usize, usize, f64)> + '_ {
        self.cells
            .iter()
            .enumerate()
            .map(|(at, cell)| (at / POINTS, at % POINTS, *cell))
    }

    /// Probability of each region in the order of [`Region::ALL`]. Cells on a border count half for either region.
    pub fn regions(&self) -> [f64; 4] {
        let mut regions = [0.0; 4];
        for (b, f, cell) in self.iter() {
            let (high_b, high_f) = (above(b, POINTS / 2), above(f, POINTS / 2));
            regions[Region::Backend as usize] += cell * high_b * (1.0 - high_f);
            regions[Region::Frontend as usize] += cell * (1.0 - high_b) * high_f;
            regions[Region::FullStack as usize] += cell * high_b * high_f;
            regions[Region::NeitherYet as usize] += cell * (1.0 - high_b) * (1.0 - high_f);
        }
        regions
    }

    /// Probability that the backend trait is the higher one; cells with equal traits count half.
    pub fn backend_leads(&self) -> f64 {
        self.iter().map(|(b, f, cell)| cell * above(b, f)).sum()
    }

    /// Marginal probability of each grid point of one trait.
    pub fn marginal(&self, side: Side) -> [f64; POINTS] {
        let mut marginal = [0.0; POINTS];
        for (b, f, cell) in self.iter() {
            marginal[if side == Side::Backend { b } else { f }] += cell;
        }
        marginal
    }

    /// Mean, standard error and 80 % interval of one trait.
    pub fn estimate(&self, side: Side) -> TraitEstimate {
        let marginal = self.marginal(side);
        let mean: f64 = marginal
            .iter()
            .enumerate()
            .map(|(i, p)| p * trait_at(i))
            .sum();
        let variance: f64 = marginal
            .iter()
            .enumerate()
            .map(|(i, p)| p * (trait_at(i) - mean) * (trait_at(i) - mean))
            .sum();
        TraitEstimate {
            mean,
            standard_error: variance.sqrt(),
            low: percentile(&marginal, 0.10),
            high: percentile(&marginal, 0.90),
        }
    }
}

/// Prior times likelihood of each cell, both up to a factor, and the logarithm of the likelihood's factor.
fn weigh(evidence: &Evidence) -> (Vec<f64>, f64) {
    let (backend, backend_scale) = likelihood(&evidence.backend);
    let (frontend, frontend_scale) = likelihood(&evidence.frontend);
    let (contrast, contrast_scale) = likelihood(&evidence.contrast);
    // The prior's exponent −(b² − 2ρbf + f²) / 2(1 − ρ²) also has one factor for each axis, since 2bf = b² + f² − (b −
    // f)².
    let shared = 2.0 * (1.0 - PRIOR_CORRELATION * PRIOR_CORRELATION);
    let prior =
        |point: usize| exp(-(1.0 - PRIOR_CORRELATION) * trait_at(point) * trait_at(point) / shared);
    let own: Vec<f64> = (0..POINTS).map(prior).collect();
    let joint: Vec<f64> = (0..CONTRAST_POINTS)
        .map(|d| (d as f64 - (POINTS - 1) as f64) * SPACING)
        .map(|difference| exp(-PRIOR_CORRELATION * difference * difference / shared))
        .collect();
    let mut cells = Vec::with_capacity(POINTS * POINTS);
    for b in 0..POINTS {
        let row = own[b] * backend[b];
        for f in 0..POINTS {
            let d = Axis::Contrast.entry(b, f);
            cells.push(row * own[f] * frontend[f] * joint[d] * contrast[d]);
        }
    }
    (cells, backend_scale + frontend_scale + contrast_scale)
}

/// Converts sums of logarithms into factors, scaled so that the largest is 1 and nothing underflows. Also returns the
/// logarithm of the scale.
fn likelihood<const N: usize>(logarithms: &[f64; N]) -> ([f64; N], f64) {
    let largest = logarithms
        .iter()
        .copied()
        .max_by(f64::total_cmp)
        .unwrap_or(0.0);
    (logarithms.map(|sum| exp(sum - largest)), largest)
}

/// Share of a cell above a border: 1, 0, or half if the cell is on it.
pub(crate) fn above(point: usize, border: usize) -> f64 {
    match point.cmp(&border) {
        std::cmp::Ordering::Less => 0.0,
        std::cmp::Ordering::Equal => 0.5,
        std::cmp::Ordering::Greater => 1.0,
    }
}

/// Trait value below which `share` of the probability lies, with each cell's probability spread evenly over its width.
fn percentile(marginal: &[f64; POINTS], share: f64) -> f64 {
    let mut below = 0.0;
    for (point, p) in marginal.iter().enumerate() {
        if below + p >= share && *p > 0.0 {
            return trait_at(point) + SPACING * ((share - below) / p - 0.5);
        }
        below += p;
    }
    trait_at(POINTS - 1)
}
