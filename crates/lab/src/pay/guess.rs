//! A first guess at a quantile regression, near enough to tell on which side of it most rows lie.
//!
//! The corner of the loss is rounded off (Fernandes, Guerre and Horta 2021; here by the logistic function): the loss of a
//! residual `r` becomes `τ r + h ln(1 + e^(−r/h))`, whose minimum Newton's method finds in a few steps. It begins with least
//! squares, then narrows `h`. What it finds is never the answer, only where to look for it.

use super::regression::Regression;

/// Widths `h` of the rounded corner, one after the other; in the unit of the responses, log pay.
const WIDTHS: [f64; 3] = [0.3, 0.1, 0.03];

/// Most steps at one width.
const STEPS: usize = 20;

/// Steps smaller than this in every coefficient end a width.
const SMALL: f64 = 2e-3;

/// No coefficient moves by more than this in one step.
const LARGE: f64 = 1.0;

/// The least curvature of a row: rows far from the corner have nearly none, and all together must have some.
const LEAST_CURVATURE: f64 = 1e-3;

/// Coefficients near those of the `tau`-quantile.
pub(super) fn guess(problem: &Regression, tau: f64) -> Vec<f64> {
    let mut coefficients = vec![0.0; problem.penalties.len()];
    // Least squares: one step from anywhere.
    step(problem, &mut coefficients, f64::INFINITY, |residual| {
        (-residual, 1.0)
    });
    for width in WIDTHS {
        for _ in 0..STEPS {
            let moved = step(problem, &mut coefficients, LARGE, |residual| {
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

/// One step of Newton's method. `bent` gives first and second derivative of the loss by the prediction at a residual.
/// Returns the largest move that it asked for.
fn step(
    problem: &Regression,
    coefficients: &mut [f64],
    most: f64,
    bent: impl Fn(f64) -> (f64, f64),
) -> f64 {
    let size = coefficients.len();
    let mut gradient: Vec<f64> = coefficients
        .iter()
        .zip(&problem.penalties)
        .map(|(value, penalty)| value * penalty)
        .collect();
    let mut curvature = vec![0.0; size * size];
    for (index, penalty) in problem.penalties.iter().enumerate() {
        // A column that no row fills stays where it is.
        curvature[index * size + index] = penalty + 1e-9;
    }
    for (index, row) in problem.rows.iter().enumerate() {
        let (first, second) = bent(problem.responses[index] - predicted(row, coefficients));
        let weight = problem.weights[index];
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

/// What a row is predicted.
pub(super) fn predicted(row: &[(u16, f64)], coefficients: &[f64]) -> f64 {
    row.iter()
        .map(|&(column, value)| coefficients[usize::from(column)] * value)
        .sum()
}

/// Solves `matrix · x = vector` in place by Cholesky's method; of the matrix, the lower triangle is read.
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
        let mut problem = Regression {
            penalties: vec![0.0, 0.0],
            ..Regression::default()
        };
        for index in 0..400_u32 {
            let second = index >= 200;
            problem.rows.push(if second {
                vec![(0, 1.0), (1, 1.0)]
            } else {
                vec![(0, 1.0)]
            });
            let step = f64::from(index % 200) / 200.0;
            problem
                .responses
                .push(11.0 + step + if second { 0.7 } else { 0.0 });
            problem.weights.push(1.0);
            problem.people.push(index);
        }
        for tau in [0.1, 0.5, 0.9] {
            let found = guess(&problem, tau);
            assert!((found[0] - 11.0 - tau).abs() < 0.05, "{tau}: {found:?}");
            assert!((found[1] - 0.7).abs() < 0.05, "{tau}: {found:?}");
        }
    }
}
