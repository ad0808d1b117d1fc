//! Holding rows back: every row of the model's year gets percentiles from a model that has not seen it.

use which_end_core::pay::estimate::estimate;
use which_end_core::pay::model::PayModel;
use which_end_core::pay::query::PayQuery;

use super::calibrate::Kept;
use super::files::MODEL_YEAR;
use super::quantile::NotSolved;
use super::score::{Baselines, Plain, Score};
use super::survey::Row;
use crate::simulate::dice::Dice;

/// How many parts the rows are cut into.
pub(crate) const FOLDS: u64 = 5;

/// All rows of the model's year, each with what models that had not seen it say.
#[derive(Default)]
pub(crate) struct HeldBack {
    /// Fold by fold, in the order of the rows.
    pub(crate) rows: Vec<Kept>,
    /// What plain percentiles of the same training rows say; as many as `rows`.
    pub(crate) plain: Vec<Plain>,
    /// Rows of the main roles whose country has no estimate.
    pub(crate) without_estimate: usize,
}

/// The fold of a row: the `SplitMix64` hash of its place, so that it is the same on every run.
fn fold(index: usize) -> u64 {
    Dice::from_state(index as u64).number() % FOLDS
}

/// Trains on the other folds and all earlier surveys, predicts the fold kept back; for every fold.
pub(crate) fn hold_back(
    rows: &[Row],
    fit: impl Fn(&[Row]) -> Result<PayModel, NotSolved>,
) -> Result<HeldBack, NotSolved> {
    let mut kept = HeldBack::default();
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
            let (Ok(estimate), Ok(unsaid), Some(plain)) = (
                estimate(&model, query),
                estimate(&model, &silent),
                plain.plain(query),
            ) else {
                kept.without_estimate += usize::from(query.role.is_main());
                continue;
            };
            kept.plain.push(plain);
            kept.rows.push(Kept {
                fold: held,
                index,
                group: (query.role, query.years.tier()),
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
/// a part for each country that the model does not carry. The survey's part by years is not taken back, as the model does not
/// carry it either: it is the same on both sides of the comparison.
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
            // Everybody's pay is their own, so that they can be known by it.
            log_pay: f64::from(at),
        };
        let rows: Vec<Row> = (0..300).map(row).collect();
        let trained: RefCell<Vec<Vec<f64>>> = RefCell::default();
        let held = hold_back(&rows, |training| {
            let pays = training.iter().map(|row| row.log_pay).collect();
            trained.borrow_mut().push(pays);
            Ok(model.clone())
        })
        .expect("nothing is solved here");
        assert_eq!(trained.borrow().len(), 5);
        let mut judged = Vec::new();
        for kept in &held.rows {
            let fold = usize::try_from(kept.fold).expect("a small number");
            let seen = &trained.borrow()[fold];
            assert!(!seen.contains(&kept.log_pay), "{} was seen", kept.index);
            assert_eq!(rows[kept.index].survey, MODEL_YEAR);
            judged.push(kept.index);
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
