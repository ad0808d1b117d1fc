//! Cross-validation: every row of the model's year gets percentiles from a model fitted without it.

use which_end_core::pay::estimate::estimate;
use which_end_core::pay::model::PayModel;
use which_end_core::pay::query::PayQuery;

use super::calibrate::HeldOutRow;
use super::files::MODEL_YEAR;
use super::quantile::NotSolved;
use super::score::{Baselines, Plain, Score};
use super::survey::Row;
use crate::simulate::rng::Rng;

/// Number of folds.
pub(crate) const FOLDS: u64 = 5;

/// All rows of the model's year, with the predictions of models fitted without them.
#[derive(Default)]
pub(crate) struct HeldOut {
    /// Fold by fold, in the order of the rows.
    pub(crate) rows: Vec<HeldOutRow>,
    /// Plain percentiles of the same training rows, one for each of `rows`.
    pub(crate) plain: Vec<Plain>,
    /// Number of rows of the main roles whose country has no estimate.
    pub(crate) without_estimate: usize,
}

/// The fold of a row: the `SplitMix64` hash of its index, so that it is always the same.
fn fold(index: usize) -> u64 {
    Rng::from_state(index as u64).number() % FOLDS
}

/// For every fold, fits the other folds and all earlier surveys, and predicts the held-out fold.
pub(crate) fn hold_out(
    rows: &[Row],
    fit: impl Fn(&[Row]) -> Result<PayModel, NotSolved>,
) -> Result<HeldOut, NotSolved> {
    let mut held_out = HeldOut::default();
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
            let silent = row.without_optional().query;
            let (Ok(estimate), Ok(without_optional), Some(plain)) = (
                estimate(&model, query),
                estimate(&model, &silent),
                plain.plain(query),
            ) else {
                held_out.without_estimate += usize::from(query.role.is_main());
                continue;
            };
            held_out.plain.push(plain);
            held_out.rows.push(HeldOutRow {
                fold: held,
                index,
                group: (query.role, query.years.tier()),
                country_rows: model
                    .country(&query.country)
                    .map_or(0, |country| country.rows),
                grounds: estimate.grounds,
                logs: estimate.percentiles.map(f64::ln),
                without_optional: without_optional.percentiles.map(f64::ln),
                log_pay: row.log_pay,
            });
        }
        println!("  part {} of {FOLDS} done", held + 1);
    }
    Ok(held_out)
}

/// The effect of frameworks for held-out people of earlier surveys, because the model's year does not have them.
#[derive(Debug, Default)]
pub(crate) struct HeldOutFrameworks {
    /// The people with everything that they state.
    pub(crate) stated: Score,
    /// The same people without their frameworks.
    pub(crate) without_optional: Score,
}

/// Fits without a fifth of the earlier surveys' rows of the base country, and scores those of them that state
/// frameworks. Their pay is compared with the estimate converted back to their own survey's year; other countries would
/// need a part for each country, which the model does not contain. The survey's part by years is not converted, because
/// the model does not contain it either; it is the same on both sides of the comparison.
pub(crate) fn hold_out_frameworks(
    rows: &[Row],
    fit: impl Fn(&[Row]) -> Result<PayModel, NotSolved>,
) -> Result<HeldOutFrameworks, NotSolved> {
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
    let mut held_out = HeldOutFrameworks::default();
    for (_, row) in held
        .into_iter()
        .filter(|(_, row)| !row.frameworks.is_empty())
    {
        let mut without_optional = row.query.clone();
        without_optional
            .stack
            .retain(|name| !row.frameworks.contains(name));
        let source = model
            .sources
            .iter()
            .find(|source| source.as_of.year() == row.survey);
        let (Some(source), Ok(stated), Ok(without_optional)) = (
            source,
            estimate(&model, &row.query),
            estimate(&model, &without_optional),
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
        held_out.stated.add(&then(stated.percentiles), row.log_pay);
        held_out
            .without_optional
            .add(&then(without_optional.percentiles), row.log_pay);
    }
    Ok(held_out)
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    /// Protects what every score and every range rests on: nobody is judged by a model that has seen them.
    #[test]
    fn nobody_is_judged_by_a_model_that_has_seen_them() {
        let model: PayModel =
            serde_json::from_str(include_str!("../../../../assets/data/pay.json"))
                .expect("the committed pay model is readable");
        let row = |at: u32| Row {
            survey: MODEL_YEAR - u16::from(at.is_multiple_of(3)),
            query: PayQuery::default(),
            frameworks: Vec::new(),
            // Every row has a different pay, which identifies it.
            log_pay: f64::from(at),
        };
        let rows: Vec<Row> = (0..300).map(row).collect();
        let trained: RefCell<Vec<Vec<f64>>> = RefCell::default();
        let held = hold_out(&rows, |training| {
            let pays = training.iter().map(|row| row.log_pay).collect();
            trained.borrow_mut().push(pays);
            Ok(model.clone())
        })
        .expect("nothing is solved here");
        assert_eq!(trained.borrow().len(), 5);
        let mut judged = Vec::new();
        for held_out in &held.rows {
            let fold = usize::try_from(held_out.fold).expect("a small number");
            let seen = &trained.borrow()[fold];
            assert!(
                !seen.contains(&held_out.log_pay),
                "{} was seen",
                held_out.index
            );
            assert_eq!(rows[held_out.index].survey, MODEL_YEAR);
            judged.push(held_out.index);
        }
        judged.sort_unstable();
        let of_the_year: Vec<usize> = (0..300).filter(|at| at % 3 != 0).collect();
        assert_eq!(judged, of_the_year, "everybody of the year is judged once");
        for seen in trained.borrow().iter() {
            let earlier = seen.iter().filter(|pay| **pay % 3.0 == 0.0).count();
            assert_eq!(earlier, 100, "earlier surveys are trained on whole");
            assert!(seen.len() > 200, "four fifths are trained on");
        }
    }
}
