//! Penalised linear quantile regression.
//!
//! Koenker and Bassett (1978): the τ-quantile of `y` given `x` is `x'β` with β the minimum of `Σ w ρ(y − x'β)`, where
//! `ρ(r) = τ r` above zero and `(τ − 1) r` below. A ridge `½ Σ λ β²` shrinks effects with few rows toward zero (of
//! countries: toward their region). As a quadratic program with one slack per row:
//!
//! ```text
//! min  ½ Σ λ β² + Σ w (u + (1 − τ)(x'β − y))     subject to  u ≥ 0,  u + x'β − y ≥ 0
//! ```
//!
//! solved by the interior point method of Clarabel (Goulart and Chen 2024).
//!
//! Most rows are far from the quantile, and only their side of it matters. So an approximation ([`super::guess`]) fixes
//! their sides, which makes their loss linear, and the rest is solved (Portnoy and Koenker 1997). The solution is then
//! verified: if each of those rows is on its assumed side, it is the optimum of the whole regression, because the loss is
//! never below the linear one. Otherwise the rows on the wrong side are opened, and the regression is solved again.

use clarabel::algebra::CscMatrix;
use clarabel::solver::{DefaultSettings, DefaultSolver, IPSolver, NonnegativeConeT, SolverStatus};

use super::guess::{guess, predicted};
use super::regression::Regression;

/// The solver did not reach an optimum.
#[derive(Debug, thiserror::Error)]
#[error("the solver stopped without an optimum at quantile {quantile}: {reason}")]
pub(crate) struct NotSolved {
    quantile: f64,
    reason: String,
}

impl Regression {
    /// The coefficients at quantile `tau`.
    pub(crate) fn solve(&self, tau: f64) -> Result<Vec<f64>, NotSolved> {
        let start = guess(self, tau);
        let mut sides: Vec<Side> = self
            .rows
            .iter()
            .zip(&self.responses)
            .map(|(row, response)| Side::of(response - predicted(row, &start), NEAR))
            .collect();
        for _ in 0..ROUNDS {
            let found = self.solve_among(tau, &sides)?;
            let mut wrong = 0;
            for ((row, response), side) in self.rows.iter().zip(&self.responses).zip(&mut sides) {
                let now = Side::of(response - predicted(row, &found), 0.0);
                if *side != Side::Open && *side != now {
                    *side = Side::Open;
                    wrong += 1;
                }
            }
            if wrong == 0 {
                return Ok(found);
            }
        }
        self.solve_among(tau, &vec![Side::Open; self.rows.len()])
    }

    /// The coefficients, if the rows with a fixed side lie on that side.
    fn solve_among(&self, tau: f64, sides: &[Side]) -> Result<Vec<f64>, NotSolved> {
        let columns = self.penalties.len();
        let open: Vec<usize> = (0..sides.len())
            .filter(|&index| sides[index] == Side::Open)
            .collect();
        let failed = |reason: String| NotSolved {
            quantile: tau,
            reason,
        };

        let mut linear = vec![0.0; columns];
        for ((row, weight), side) in self.rows.iter().zip(&self.weights).zip(sides) {
            let slope = match side {
                // Apart from its slack, an open row costs (1 − τ) times its prediction.
                Side::Open | Side::Below => 1.0 - tau,
                Side::Above => -tau,
            };
            for &(column, value) in row {
                linear[usize::from(column)] += weight * slope * value;
            }
        }
        linear.extend(open.iter().map(|&index| self.weights[index]));
        let settings = DefaultSettings {
            verbose: false,
            max_threads: 1,
            tol_gap_abs: 1e-7,
            tol_gap_rel: 1e-7,
            tol_feas: 1e-7,
            ..DefaultSettings::default()
        };
        let mut solver = DefaultSolver::new(
            &self.quadratic(open.len()),
            &linear,
            &self.constraints(&open),
            &self.bounds(&open),
            &[NonnegativeConeT(2 * open.len())],
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

    /// λ on the diagonal of the coefficients, 0 for the slacks.
    fn quadratic(&self, slacks: usize) -> CscMatrix<f64> {
        let size = self.penalties.len() + slacks;
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

    /// `-u ≤ 0` for each open row, then `-u - x'β ≤ -y`.
    fn constraints(&self, open: &[usize]) -> CscMatrix<f64> {
        let columns = self.penalties.len();
        let count = open.len();
        let mut by_column: Vec<Vec<(usize, f64)>> = vec![Vec::new(); columns];
        for (index, &row) in open.iter().enumerate() {
            for &(column, value) in &self.rows[row] {
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

    fn bounds(&self, open: &[usize]) -> Vec<f64> {
        let mut bounds = vec![0.0; open.len()];
        bounds.extend(open.iter().map(|&row| -self.responses[row]));
        bounds
    }
}

/// Rows closer to the guess than this, in log pay, stay open.
const NEAR: f64 = 0.1;

/// Maximum number of rounds with fixed sides, after which all rows are open.
const ROUNDS: usize = 8;

/// The side of the quantile that a row is assumed to be on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Above,
    Below,
    /// Not assumed.
    Open,
}

impl Side {
    fn of(residual: f64, near: f64) -> Self {
        if residual > near {
            Self::Above
        } else if residual < -near {
            Self::Below
        } else {
            Self::Open
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A group of ten answers 1 to 10 and one of ten answers 101 to 110; the second column marks the second group.
    fn two_groups(penalty: f64) -> Regression {
        let mut regression = Regression {
            penalties: vec![0.0, penalty],
            ..Regression::default()
        };
        for index in 0..20_u32 {
            let second = index >= 10;
            let row = if second {
                vec![(0, 1.0), (1, 1.0)]
            } else {
                vec![(0, 1.0)]
            };
            regression.rows.push(row);
            regression
                .responses
                .push(f64::from(index % 10 + 1) + if second { 100.0 } else { 0.0 });
            regression.weights.push(1.0);
            regression.people.push(index);
        }
        regression
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

    /// Protects the short cut: with rows taken by their side, the answer is that of all rows, whatever the penalty.
    #[test]
    fn rows_taken_by_their_side_change_no_answer() {
        let mut regression = Regression {
            penalties: vec![0.0, 0.4, 0.4],
            ..Regression::default()
        };
        let mut state = 7_u64;
        let mut even = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 40) as f64 / f64::from(1_u32 << 24)
        };
        for index in 0..600_u32 {
            let group = (index % 3) as u16;
            let row = match group {
                0 => vec![(0, 1.0)],
                group => vec![(0, 1.0), (group, 1.0)],
            };
            regression.rows.push(row);
            let spread = even() + even() + even() - 1.5;
            regression
                .responses
                .push(10.5 + 0.3 * f64::from(group) + spread);
            regression.weights.push(0.5 + even());
            regression.people.push(index);
        }
        for tau in [0.1, 0.5, 0.9] {
            let short = regression.solve(tau).expect("a small problem");
            let open = vec![Side::Open; regression.rows.len()];
            let whole = regression.solve_among(tau, &open).expect("a small problem");
            for (a, b) in short.iter().zip(&whole) {
                assert!((a - b).abs() < 1e-4, "{tau}: {short:?} and {whole:?}");
            }
        }
    }
}
