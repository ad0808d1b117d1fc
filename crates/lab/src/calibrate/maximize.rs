//! The M step: the coordinates of one item that maximize its expected log posterior.

use super::curve::{Coordinates, Form, MOST};

/// Maximum number of steps in one M step. EM only needs an increase in each M step, not the maximum.
const MOST_STEPS: usize = 8;
/// Maximum number of times that a step is halved.
const MOST_HALVINGS: usize = 20;
/// Maximum step in any coordinate.
const LONGEST_STEP: f64 = 0.5;
/// Minimum step.
const SHORTEST_STEP: f64 = 1e-6;

/// The objective of the M step.
pub(super) fn objective(form: &Form, at: &Coordinates, counts: &[f64]) -> f64 {
    let points = form.axis.points();
    let mut objective = form.log_prior(at);
    for entry in 0..points {
        let answers = form.answers(at, form.axis.value(entry));
        for k in 0..form.categories {
            objective += counts[k * points + entry] * answers.probability[k].ln();
        }
    }
    objective
}

/// Gradient of the objective, and its expected curvature (Fisher information), including the prior.
pub(super) fn gradient_and_information(
    form: &Form,
    at: &Coordinates,
    counts: &[f64],
) -> (Coordinates, [[f64; MOST]; MOST]) {
    let points = form.axis.points();
    let mut slope = [0.0; MOST];
    let mut information = [[0.0; MOST]; MOST];
    for i in 0..form.free {
        slope[i] = form.prior_slope(at, i);
        information[i][i] = Form::prior_precision(i);
    }
    for entry in 0..points {
        let people: f64 = (0..form.categories)
            .map(|k| counts[k * points + entry])
            .sum();
        if people <= 0.0 {
            continue;
        }
        let answers = form.answers(at, form.axis.value(entry));
        for k in 0..form.categories {
            let (p, own) = (answers.probability[k], &answers.slope[k]);
            for i in 0..form.free {
                slope[i] += counts[k * points + entry] * own[i] / p;
                for j in 0..form.free {
                    information[i][j] += people * own[i] * own[j] / p;
                }
            }
        }
    }
    (slope, information)
}

/// Maximizes from `at` by Fisher scoring. The result is never worse than the start.
pub(super) fn maximize(form: &Form, at: &Coordinates, counts: &[f64]) -> Coordinates {
    let mut at = *at;
    let mut here = objective(form, &at, counts);
    for _ in 0..MOST_STEPS {
        let (slope, information) = gradient_and_information(form, &at, counts);
        let Some(inverse) = inverse(&information, form.free) else {
            break;
        };
        let mut step = [0.0; MOST];
        for i in 0..form.free {
            step[i] = (0..form.free).map(|j| inverse[i][j] * slope[j]).sum();
        }
        let longest = step
            .iter()
            .fold(0.0_f64, |longest, part| longest.max(part.abs()));
        if longest < SHORTEST_STEP {
            break;
        }
        let mut share = (LONGEST_STEP / longest).min(1.0);
        let higher = (0..MOST_HALVINGS).find_map(|_| {
            let mut next = at;
            for (place, part) in next.iter_mut().zip(step) {
                *place += share * part;
            }
            share /= 2.0;
            let there = objective(form, &next, counts);
            (there > here).then_some((next, there))
        });
        let Some((next, there)) = higher else {
            break;
        };
        (at, here) = (next, there);
    }
    at
}

/// Inverse of the leading `size` rows and columns of a positive definite matrix, by Cholesky's method; `None` if it is
/// not positive definite.
pub(super) fn inverse(matrix: &[[f64; MOST]; MOST], size: usize) -> Option<[[f64; MOST]; MOST]> {
    let mut lower = [[0.0; MOST]; MOST];
    for i in 0..size {
        for j in 0..=i {
            let known: f64 = (0..j).map(|k| lower[i][k] * lower[j][k]).sum();
            let rest = matrix[i][j] - known;
            lower[i][j] = if i == j {
                if rest.is_nan() || rest <= 0.0 {
                    return None;
                }
                rest.sqrt()
            } else {
                rest / lower[j][j]
            };
        }
    }
    // The inverse is symmetric like the matrix, so each solved column is also a row.
    let mut inverse = [[0.0; MOST]; MOST];
    for (column, row) in inverse.iter_mut().enumerate().take(size) {
        let mut solved = [0.0; MOST];
        for i in 0..size {
            let known: f64 = (0..i).map(|k| lower[i][k] * solved[k]).sum();
            solved[i] = (f64::from(u8::from(i == column)) - known) / lower[i][i];
        }
        for i in (0..size).rev() {
            let known: f64 = (i + 1..size).map(|k| lower[k][i] * row[k]).sum();
            row[i] = (solved[i] - known) / lower[i][i];
        }
    }
    Some(inverse)
}

#[cfg(test)]
mod tests {
    use which_end_content::items;

    use super::*;
    use crate::calibrate::BANK;

    const STEP: f64 = 1e-5;

    #[test]
    fn the_inverse_undoes_the_matrix() {
        let mut matrix = [[0.0; MOST]; MOST];
        matrix[0][..3].copy_from_slice(&[4.0, 1.0, 0.5]);
        matrix[1][..3].copy_from_slice(&[1.0, 3.0, -0.2]);
        matrix[2][..3].copy_from_slice(&[0.5, -0.2, 2.0]);
        let inverse = inverse(&matrix, 3).expect("positive definite");
        for (i, row) in matrix[..3].iter().enumerate() {
            for (j, column) in inverse[..3].iter().enumerate() {
                let product: f64 = row.iter().zip(column).map(|(a, b)| a * b).sum();
                let expected = f64::from(u8::from(i == j));
                assert!((product - expected).abs() < 1e-12, "{i} {j}: {product}");
            }
        }
        assert!(super::inverse(&[[0.0; MOST]; MOST], 2).is_none());
    }

    /// Protects the M step: the slope it climbs by is the height's own.
    #[test]
    fn the_slope_is_that_of_the_height() {
        let bank = items::read(BANK).expect("the bank is sound");
        for item in bank.items.iter().step_by(7) {
            let form = Form::new(item);
            let counts: Vec<f64> = (0..form.categories * form.axis.points())
                .map(|at| (at * 7 % 11) as f64)
                .collect();
            let mut at = form.start;
            at[0] += 0.2;
            at[1] -= 0.3;
            let (slope, _) = gradient_and_information(&form, &at, &counts);
            for (i, slope) in slope[..form.free].iter().enumerate() {
                let moved = |by: f64| {
                    let mut at = at;
                    at[i] += by;
                    objective(&form, &at, &counts)
                };
                let found = (moved(STEP) - moved(-STEP)) / (2.0 * STEP);
                assert!(
                    (found - slope).abs() < 1e-4 * (1.0 + slope.abs()),
                    "{}, coordinate {i}: {found} and {slope}",
                    item.id.as_str()
                );
            }
            let top = maximize(&form, &at, &counts);
            assert!(objective(&form, &top, &counts) > objective(&form, &at, &counts));
        }
    }
}
