//! Holding rows back: every 2025 row gets percentiles from a model that has not seen it.

use which_end_core::pay::estimate::estimate;
use which_end_core::pay::model::PayModel;
use which_end_core::pay::query::PayQuery;

use super::calibrate::Kept;
use super::design::MODEL_YEAR;
use super::quantile::NotSolved;
use super::score::{Baselines, Logs};
use super::survey::Row;

/// How many parts the rows are cut into.
pub(crate) const FOLDS: u64 = 5;

/// All rows of the model's year, each with what models that had not seen it say.
pub(crate) struct Kept2025 {
    /// In the order of the rows.
    pub(crate) rows: Vec<Kept>,
    /// Percentiles of the role, from the same training rows; as many as `rows`.
    pub(crate) by_role: Vec<Logs>,
    /// Percentiles of role and country.
    pub(crate) by_role_and_country: Vec<Logs>,
    /// Rows whose country has no estimate.
    pub(crate) without_estimate: usize,
}

/// The fold of a row: the `SplitMix64` hash of its place, so that it is the same on every run.
fn fold(index: usize) -> u64 {
    let mut bits = (index as u64).wrapping_add(0x9E37_79B9_7F4A_7C15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (bits ^ (bits >> 31)) % FOLDS
}

/// Trains on the other folds and all earlier surveys, predicts the fold kept back; for every fold.
pub(crate) fn hold_back(
    rows: &[Row],
    fit: impl Fn(&[Row]) -> Result<PayModel, NotSolved>,
) -> Result<Kept2025, NotSolved> {
    let mut kept = Kept2025 {
        rows: Vec::new(),
        by_role: Vec::new(),
        by_role_and_country: Vec::new(),
        without_estimate: 0,
    };
    for held in 0..FOLDS {
        let is_held = |index: usize, row: &Row| row.survey == MODEL_YEAR && fold(index) == held;
        let training: Vec<Row> = rows
            .iter()
            .enumerate()
            .filter(|(index, row)| !is_held(*index, row))
            .map(|(_, row)| row.clone())
            .collect();
        let model = fit(&training)?;
        let plain = Baselines::of(training.iter().filter(|row| row.survey == MODEL_YEAR));
        for (index, row) in rows
            .iter()
            .enumerate()
            .filter(|(index, row)| is_held(*index, row))
        {
            let query = &row.query;
            let silent = PayQuery {
                stack: Vec::new(),
                ..query.clone()
            };
            let (Ok(estimate), Ok(unsaid), Some(by_role), Some(by_both)) = (
                estimate(&model, query),
                estimate(&model, &silent),
                plain.by_role(query.role),
                plain.by_role_and_country(query.role, &query.country),
            ) else {
                kept.without_estimate += 1;
                continue;
            };
            kept.by_role.push(*by_role);
            kept.by_role_and_country.push(*by_both);
            kept.rows.push(Kept {
                fold: held,
                index,
                grounds: estimate.grounds,
                logs: estimate.percentiles.map(f64::ln),
                unsaid: unsaid.percentiles.map(f64::ln),
                log_pay: row.log_pay,
            });
        }
        println!("  part {} of {FOLDS} done", held + 1);
    }
    Ok(kept)
}
