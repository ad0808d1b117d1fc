//! An approximate quantile regression, close enough to determine the side of most rows.
//!
//! The loss is smoothed (Fernandes, Guerre and Horta 2021; here with the logistic function): the loss of a residual `r`
//! becomes `τ r + h ln(1 + e^(−r/h))`, which Newton's method minimizes in a few steps. It starts from least squares,
//! then reduces `h`. The result is only a starting point for the exact solution.

use super::regression::Regression;

/// Smoothing widths `h`, in sequence; in the unit of the responses, log pay.
const WIDTHS: [f64; 3] = [0.3, 0.1, 0.03];

/// Maximum number of steps at one width.
const STEPS: usize = 20;

/// A width is finished when every coefficient changes by less than this.
const SMALL: f64 = 2e-3;

/// Maximum change of a coefficient in one step.
const LARGE: f64 = 1.0;

/// Minimum curvature of a row. Rows far from the quantile have nearly none, but the sum must have some.
const LEAST_CURVATURE: f64 = 1e-3;

/// Coefficients close to those of the `tau`-quantile.
pub(super) fn guess(regression: &Regression, tau: f64) -> Vec<f64> {
    let mut coefficients = vec![0.0; regression.penalties.len()];
    // Least squares takes one step from any start.
    step(regression, &mut coefficients, f64::INFINITY, |residual| {
        (-residual, 1.0)
    });
    for width in WIDTHS {
        for _ in 0..STEPS {
            let moved = step(regression, &mut coefficients, LARGE, |residual| {
                let below = 1.0 / (1.0 + (residual / width).exp());
                let curvature = below * (1.0 - below) / width;
                (below - tau, curvature.max(LEAST_CURVATURE))
            });
            if moved < SMALL {
                break;
            }
        }
    }
    coefficients
}

/// One step of Newton's method. `derivatives` returns the first and second derivative of the loss with respect to the
/// prediction, at a residual. Returns the largest change before clamping.
fn step(
    regression: &Regression,
    coefficients: &mut [f64],
    most: f64,
    derivatives: impl Fn(f64) -> (f64, f64),
) -> f64 {
    let size = coefficients.len();
    let mut gradient: Vec<f64> = coefficients
        .iter()
        .zip(&regression.penalties)
        .map(|(value, penalty)| value * penalty)
        .collect();
    let mut curvature = vec![0.0; size * size];
    for (index, penalty) in regression.penalties.iter().enumerate() {
        // A coefficient whose column has no entries stays unchanged.
        curvature[index * size + index] = penalty + 1e-9;
    }
    for (index, row) in regression.rows.iter().enumerate() {
        let (first, second) =
            derivatives(regression.responses[index] - predicted(row, coefficients));
        let weight = regression.weights[index];
        for &(a, x) in row {
            gradient[usize::from(a)] += weight * first * x;
            for &(b, y) in row.iter().take_while(|(b, _)| *b <= a) {
                curvature[usize::from(a) * size + usize::from(b)] += weight * second * x * y;
            }
        }
    }
    solve(&mut curvature, &mut gradient);
    let largest = gradient
        .iter()
        .fold(0.0, |most: f64, move_| most.max(move_.abs()));
    let share = (most / largest).min(1.0);
    for (value, move_) in coefficients.iter_mut().zip(&gradient) {
        *value -= share * move_;
    }
    largest
}

/// The prediction for a row.
pub(super) fn predicted(row: &[(u16, f64)], coefficients: &[f64]) -> f64 {
    row.iter()
        .map(|&(column, value)| coefficients[usize::from(column)] * value)
        .sum()
}

/// Solves `matrix · x = vector` in place by Cholesky's method, using the lower triangle of the matrix.
fn solve(matrix: &mut [f64], vector: &mut [f64]) {
    let size = vector.len();
    for row in 0..size {
        for column in 0..=row {
            let (above, below) = matrix.split_at_mut(row * size);
            let of_row = &mut below[..size];
            let so_far: f64 = if column == row {
                of_row[..column].iter().map(|a| a * a).sum()
            } else {
                let other = &above[column * size..column * size + column];
                of_row[..column].iter().zip(other).map(|(a, b)| a * b).sum()
            };
            let rest = of_row[column] - so_far;
            of_row[column] = if column == row {
                rest.max(1e-12).sqrt()
            } else {
                rest / above[column * size + column]
            };
        }
    }
    for row in 0..size {
        let of_row = &matrix[row * size..(row + 1) * size];
        let dot: f64 = of_row[..row].iter().zip(&*vector).map(|(a, b)| a * b).sum();
        vector[row] = (vector[row] - dot) / of_row[row];
    }
    for row in (0..size).rev() {
        vector[row] /= matrix[row * size + row];
        let value = vector[row];
        for column in 0..row {
            vector[column] -= matrix[row * size + column] * value;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guess_lies_near_the_quantile_of_each_group() {
        let mut regression = Regression {
            penalties: vec![0.0, 0.0],
            ..Regression::default()
        };
        for index in 0..400_u32 {
            let second = index >= 200;
            regression.rows.push(if second {
                vec![(0, 1.0), (1, 1.0)]
            } else {
                vec![(0, 1.0)]
            });
            let step = f64::from(index % 200) / 200.0;
            regression
                .responses
                .push(11.0 + step + if second { 0.7 } else { 0.0 });
            regression.weights.push(1.0);
            regression.people.push(index);
        }
        for tau in [0.1, 0.5, 0.9] {
            let found = guess(&regression, tau);
            assert!((found[0] - 11.0 - tau).abs() < 0.05, "{tau}: {found:?}");
            assert!((found[1] - 0.7).abs() < 0.05, "{tau}: {found:?}");
        }
    }
}
