//! Penalised linear quantile regression.
//!
//! Koenker and Bassett (1978): the τ-quantile of `y` given `x` is `x'β` with β the minimum of `Σ w ρ(y − x'β)`, where
//! `ρ(r) = τ r` above zero and `(τ − 1) r` below. A ridge `½ Σ λ β²` draws effects of few rows toward zero (of
//! countries: toward their region). As a quadratic program with one slack per row:
//!
//! ```text
//! min  ½ Σ λ β² + Σ w (u + (1 − τ)(x'β − y))     subject to  u ≥ 0,  u + x'β − y ≥ 0
//! ```
//!
//! solved by the interior point method of Clarabel (Goulart and Chen 2024).

use clarabel::algebra::CscMatrix;
use clarabel::solver::{DefaultSettings, DefaultSolver, IPSolver, NonnegativeConeT, SolverStatus};

/// A row of the design: column and value, columns rising.
pub(crate) type SparseRow = Vec<(u16, f64)>;

/// What is fitted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Problem {
    /// The design.
    pub(crate) rows: Vec<SparseRow>,
    /// What is explained.
    pub(crate) responses: Vec<f64>,
    /// What each row counts.
    pub(crate) weights: Vec<f64>,
    /// Whose row it is: rows of one person are next to each other and are no independent evidence.
    pub(crate) people: Vec<u32>,
    /// λ per column.
    pub(crate) penalties: Vec<f64>,
}

/// The solver did not reach an optimum.
#[derive(Debug, thiserror::Error)]
#[error("the solver stopped without an optimum at quantile {quantile}: {reason}")]
pub(crate) struct NotSolved {
    quantile: f64,
    reason: String,
}

impl Problem {
    /// The coefficients at quantile `tau`.
    pub(crate) fn solve(&self, tau: f64) -> Result<Vec<f64>, NotSolved> {
        let columns = self.penalties.len();
        let count = self.rows.len();
        let failed = |reason: String| NotSolved {
            quantile: tau,
            reason,
        };

        let mut linear = vec![0.0; columns + count];
        for (index, row) in self.rows.iter().enumerate() {
            for &(column, value) in row {
                linear[usize::from(column)] += self.weights[index] * (1.0 - tau) * value;
            }
            linear[columns + index] = self.weights[index];
        }
        let settings = DefaultSettings {
            verbose: false,
            max_threads: 1,
            tol_gap_abs: 1e-7,
            tol_gap_rel: 1e-7,
            tol_feas: 1e-7,
            ..DefaultSettings::default()
        };
        let mut solver = DefaultSolver::new(
            &self.quadratic(),
            &linear,
            &self.constraints(),
            &self.bounds(),
            &[NonnegativeConeT(2 * count)],
            settings,
        )
        .map_err(|error| failed(error.to_string()))?;
        solver.solve();
        match solver.solution.status {
            SolverStatus::Solved | SolverStatus::AlmostSolved => {
                Ok(solver.solution.x[..columns].to_vec())
            }
            status => Err(failed(format!("{status:?}"))),
        }
    }

    /// λ on the diagonal of the coefficients, nothing on the slacks.
    fn quadratic(&self) -> CscMatrix<f64> {
        let size = self.penalties.len() + self.rows.len();
        let mut starts = vec![0];
        let mut places = Vec::new();
        let mut values = Vec::new();
        for (column, &penalty) in self.penalties.iter().enumerate() {
            if penalty > 0.0 {
                places.push(column);
                values.push(penalty);
            }
            starts.push(places.len());
        }
        starts.resize(size + 1, places.len());
        CscMatrix::new(size, size, starts, places, values)
    }

    /// `-u ≤ 0` for each row, then `-u - x'β ≤ -y`.
    fn constraints(&self) -> CscMatrix<f64> {
        let columns = self.penalties.len();
        let count = self.rows.len();
        let mut by_column: Vec<Vec<(usize, f64)>> = vec![Vec::new(); columns];
        for (index, row) in self.rows.iter().enumerate() {
            for &(column, value) in row {
                by_column[usize::from(column)].push((count + index, -value));
            }
        }
        let mut starts = vec![0];
        let mut places = Vec::new();
        let mut values = Vec::new();
        for entries in by_column {
            for (place, value) in entries {
                places.push(place);
                values.push(value);
            }
            starts.push(places.len());
        }
        for index in 0..count {
            places.extend([index, count + index]);
            values.extend([-1.0, -1.0]);
            starts.push(places.len());
        }
        CscMatrix::new(2 * count, columns + count, starts, places, values)
    }

    fn bounds(&self) -> Vec<f64> {
        let mut bounds = vec![0.0; self.rows.len()];
        bounds.extend(self.responses.iter().map(|response| -response));
        bounds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A group of ten answers 1 to 10 and one of ten answers 101 to 110; the second column marks the second group.
    fn two_groups(penalty: f64) -> Problem {
        let mut problem = Problem {
            penalties: vec![0.0, penalty],
            ..Problem::default()
        };
        for index in 0..20_u32 {
            let second = index >= 10;
            let row = if second {
                vec![(0, 1.0), (1, 1.0)]
            } else {
                vec![(0, 1.0)]
            };
            problem.rows.push(row);
            problem
                .responses
                .push(f64::from(index % 10 + 1) + if second { 100.0 } else { 0.0 });
            problem.weights.push(1.0);
            problem.people.push(index);
        }
        problem
    }

    #[test]
    fn without_a_penalty_groups_get_their_own_quantiles() {
        for (tau, wanted) in [(0.15, 2.0), (0.55, 6.0), (0.85, 9.0)] {
            let found = two_groups(0.0).solve(tau).expect("a small problem");
            assert!((found[0] - wanted).abs() < 1e-3, "{tau}: {found:?}");
            assert!((found[1] - 100.0).abs() < 1e-3, "{tau}: {found:?}");
        }
    }

    #[test]
    fn a_penalty_draws_an_effect_toward_zero() {
        let free = two_groups(0.0).solve(0.5).expect("a small problem")[1];
        let held = two_groups(0.08).solve(0.5).expect("a small problem")[1];
        assert!(held < free - 10.0 && held > 0.0, "{held} against {free}");
    }
}
