//! Standard errors of the effects at the median.
//!
//! The variance of quantile regression with heteroscedastic rows (Powell 1991; Koenker 2005, §3.4): with `f` the
//! density of a row's residual at zero, `V = H⁻¹ J H⁻¹`, `H = Σ w f x x' + Λ` and `J = Σ s s'` over people, `s` the sum
//! of `w (τ − 1[r < 0]) x` over a person's rows (Parente and Santos Silva 2016). The density is a box kernel with the
//! bandwidth of Hall and Sheather (1988).

use std::collections::BTreeMap;

use super::regression::Regression;
use super::score::sorted_quantile;

/// 97.5 % point of the standard normal distribution.
const Z: f64 = 1.959_964;

/// Half the height of a standard normal curve's box: `Φ⁻¹(0.5 + h) ≈ h √(2π)` near the middle.
const NEAR_MEDIAN: f64 = 2.506_628;

/// The variance of coefficients.
#[derive(Clone, Debug)]
pub(crate) struct Variance {
    size: usize,
    values: Vec<f64>,
}

impl Variance {
    /// The variance of the median's coefficients.
    pub(crate) fn at_median(regression: &Regression, coefficients: &[f64]) -> Self {
        let size = coefficients.len();
        let residuals: Vec<f64> = regression
            .rows
            .iter()
            .zip(&regression.responses)
            .map(|(row, response)| {
                response
                    - row
                        .iter()
                        .map(|&(column, value)| coefficients[usize::from(column)] * value)
                        .sum::<f64>()
            })
            .collect();
        let bandwidth = bandwidth(&residuals);

        let mut bread = vec![0.0; size * size];
        let mut meat = vec![0.0; size * size];
        let mut score: BTreeMap<u16, f64> = BTreeMap::new();
        for (index, (row, residual)) in regression.rows.iter().zip(&residuals).enumerate() {
            let weight = regression.weights[index];
            let density = if residual.abs() < bandwidth {
                0.5 / bandwidth
            } else {
                0.0
            };
            add_square(&mut bread, size, row.iter().copied(), weight * density);
            for &(column, value) in row {
                *score.entry(column).or_default() +=
                    weight * (0.5 - f64::from(u8::from(*residual < 0.0))) * value;
            }
            if regression.people.get(index) != regression.people.get(index + 1) {
                add_square(
                    &mut meat,
                    size,
                    score.iter().map(|(&column, &value)| (column, value)),
                    1.0,
                );
                score.clear();
            }
        }
        for (index, penalty) in regression.penalties.iter().enumerate() {
            bread[index * size + index] += penalty;
        }
        let inverse = inverse(bread, size);
        Self {
            size,
            values: product(&product(&inverse, &meat, size), &inverse, size),
        }
    }

    /// 95 % half-width of a sum of coefficients, each with its factor.
    pub(crate) fn half_width(&self, parts: &[(usize, f64)]) -> f64 {
        let variance: f64 = parts
            .iter()
            .flat_map(|&(a, x)| parts.iter().map(move |&(b, y)| (a, b, x * y)))
            .map(|(a, b, factor)| self.values[a * self.size + b] * factor)
            .sum();
        Z * variance.max(0.0).sqrt()
    }
}

/// Adds `factor · x x'`.
fn add_square(
    matrix: &mut [f64],
    size: usize,
    entries: impl Iterator<Item = (u16, f64)> + Clone,
    factor: f64,
) {
    if factor == 0.0 {
        return;
    }
    for (a, x) in entries.clone() {
        for (b, y) in entries.clone() {
            matrix[usize::from(a) * size + usize::from(b)] += factor * x * y;
        }
    }
}

fn bandwidth(residuals: &[f64]) -> f64 {
    let mut sorted = residuals.to_vec();
    sorted.sort_by(f64::total_cmp);
    let spread = (sorted_quantile(&sorted, 0.75) - sorted_quantile(&sorted, 0.25)) / 1.349;
    // Hall and Sheather at the median: n^(-1/3) z^(2/3) (1.5 φ(0)² / (2·0² + 1))^(1/3).
    let share = (1.5 / std::f64::consts::TAU * Z * Z / sorted.len().max(1) as f64).cbrt();
    (spread * NEAR_MEDIAN * share).max(1e-6)
}

fn product(a: &[f64], b: &[f64], size: usize) -> Vec<f64> {
    let mut out = vec![0.0; size * size];
    for i in 0..size {
        for k in 0..size {
            let factor = a[i * size + k];
            for j in 0..size {
                out[i * size + j] += factor * b[k * size + j];
            }
        }
    }
    out
}

/// Gauss–Jordan with the largest pivot. A column without entries gets an inverse of zero.
fn inverse(mut matrix: Vec<f64>, size: usize) -> Vec<f64> {
    let mut out = vec![0.0; size * size];
    for index in 0..size {
        out[index * size + index] = 1.0;
    }
    for column in 0..size {
        let best = (column..size)
            .max_by(|&a, &b| {
                matrix[a * size + column]
                    .abs()
                    .total_cmp(&matrix[b * size + column].abs())
            })
            .unwrap_or(column);
        let pivot = matrix[best * size + column];
        if pivot.abs() < 1e-12 {
            out[column * size..(column + 1) * size].fill(0.0);
            continue;
        }
        for j in 0..size {
            matrix.swap(best * size + j, column * size + j);
            out.swap(best * size + j, column * size + j);
            matrix[column * size + j] /= pivot;
            out[column * size + j] /= pivot;
        }
        for row in (0..size).filter(|&row| row != column) {
            let factor = matrix[row * size + column];
            if factor != 0.0 {
                for j in 0..size {
                    matrix[row * size + j] -= factor * matrix[column * size + j];
                    out[row * size + j] -= factor * out[column * size + j];
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inverse_undoes_its_matrix() {
        let matrix = vec![2.0, 1.0, 0.0, 1.0, 3.0, 1.0, 0.0, 1.0, 1.0];
        let one = product(&matrix, &inverse(matrix.clone(), 3), 3);
        for (index, value) in one.iter().enumerate() {
            assert!((value - f64::from(u8::from(index % 4 == 0))).abs() < 1e-12);
        }
    }

    // The median of n values spread evenly over an interval of length 1 has variance 1/(4n): the textbook case.
    #[test]
    fn the_half_width_of_a_plain_median_is_the_textbooks() {
        let count = 10_000_u32;
        let even = |index: u32| (f64::from(index) + 0.5) / f64::from(count) - 0.5;
        let regression = Regression {
            rows: (0..count).map(|_| vec![(0, 1.0)]).collect(),
            responses: (0..count).map(even).collect(),
            weights: vec![1.0; count as usize],
            people: (0..count).collect(),
            penalties: vec![0.0],
        };
        let wanted = Z * 0.5 / f64::from(count).sqrt();
        let found = Variance::at_median(&regression, &[0.0]).half_width(&[(0, 1.0)]);
        assert!(
            (found / wanted - 1.0).abs() < 0.01,
            "{found} against {wanted}"
        );
    }
}
