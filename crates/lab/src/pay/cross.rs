//! Holding rows back: every 2025 row gets percentiles from a model that has not seen it.

use which_end_core::pay::estimate::estimate;
use which_end_core::pay::model::PayModel;
use which_end_core::pay::query::PayQuery;

use super::calibrate::Kept;
use super::design::MODEL_YEAR;
use super::quantile::NotSolved;
use super::score::{Baselines, Logs, Score};
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
    /// Rows of the main roles whose country has no estimate.
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
            let silent = row.unsaid().query;
            let (Ok(estimate), Ok(unsaid), Some(by_role), Some(by_both)) = (
                estimate(&model, query),
                estimate(&model, &silent),
                plain.by_role(query.role),
                plain.by_role_and_country(query.role, &query.country),
            ) else {
                kept.without_estimate += usize::from(query.role.is_main());
                continue;
            };
            kept.by_role.push(*by_role);
            kept.by_role_and_country.push(*by_both);
            kept.rows.push(Kept {
                fold: held,
                index,
                country_rows: model
                    .country(&query.country)
                    .map_or(0, |country| country.rows),
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

/// What frameworks add, on people of earlier surveys: the year of the model does not know them.
#[derive(Debug, Default)]
pub(crate) struct FrameworksKept {
    /// The people with all that they state.
    pub(crate) stated: Score,
    /// The same people with their frameworks left unsaid.
    pub(crate) unsaid: Score,
}

/// Trains without a fifth of the earlier surveys' rows of the base country, and scores those of them that state
/// frameworks. Their pay is compared with the estimate taken back to their own survey's year; elsewhere that would need
/// a part for each country that the model does not carry.
pub(crate) fn hold_back_frameworks(
    rows: &[Row],
    fit: impl Fn(&[Row]) -> Result<PayModel, NotSolved>,
) -> Result<FrameworksKept, NotSolved> {
    let base = PayQuery::default().country;
    let is_held = |index: usize, row: &Row| {
        row.survey != MODEL_YEAR && row.query.country == base && fold(index) == 0
    };
    let (held, training): (Vec<_>, Vec<_>) = rows
        .iter()
        .enumerate()
        .partition(|(index, row)| is_held(*index, row));
    let training: Vec<Row> = training.into_iter().map(|(_, row)| row.clone()).collect();
    let model = fit(&training)?;
    let mut kept = FrameworksKept::default();
    for (_, row) in held
        .into_iter()
        .filter(|(_, row)| !row.frameworks.is_empty())
    {
        let mut unsaid = row.query.clone();
        unsaid.stack.retain(|name| !row.frameworks.contains(name));
        let source = model
            .sources
            .iter()
            .find(|source| source.as_of.year() == row.survey);
        let (Some(source), Ok(stated), Ok(unsaid)) = (
            source,
            estimate(&model, &row.query),
            estimate(&model, &unsaid),
        ) else {
            continue;
        };
        let then = |percentiles: [f64; 5]| {
            let mut logs = percentiles.map(f64::ln);
            for (log, shift) in logs.iter_mut().zip(source.shift) {
                *log += f64::from(shift);
            }
            logs
        };
        kept.stated.add(&then(stated.percentiles), row.log_pay);
        kept.unsaid.add(&then(unsaid.percentiles), row.log_pay);
    }
    Ok(kept)
}
