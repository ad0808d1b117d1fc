//! Shifts that make the percentiles hold on rows kept back.

use which_end_core::pay::estimate::Grounds;
use which_end_core::pay::model::{
    ByPercentile, Calibration, MEDIAN, PERCENTILES, SMALL_COUNTRY_ROWS,
};

use super::score::{Logs, sorted_quantile};
use super::table::thousandths;

/// A row with the percentiles that a model fitted without it gave.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    /// Which fold held it back.
    pub(crate) fold: u64,
    /// Place among all rows.
    pub(crate) index: usize,
    /// Rows of its country in that model.
    pub(crate) country_rows: u32,
    /// How much stands behind its estimate.
    pub(crate) grounds: Grounds,
    /// The percentiles, before any shift.
    pub(crate) logs: Logs,
    /// The percentiles for the same person with everything left unsaid that may be.
    pub(crate) unsaid: Logs,
    /// What was paid.
    pub(crate) log_pay: f64,
}

/// For each kind of grounds, for small countries by themselves, and for each percentile but the median, the shift under which the right share of `kept` lies
/// below.
pub(crate) fn calibrate<'a>(kept: impl Iterator<Item = &'a Kept> + Clone) -> Calibration {
    let of = |grounds: Option<Grounds>| {
        let mut shifts = [0.0; 5];
        for (index, percentile) in PERCENTILES
            .into_iter()
            .enumerate()
            .filter(|(index, _)| *index != MEDIAN)
        {
            let mut over: Vec<f64> = kept
                .clone()
                .filter(|row| {
                    let small = row.country_rows < SMALL_COUNTRY_ROWS;
                    grounds.map_or(small, |grounds| !small && row.grounds == grounds)
                })
                .map(|row| row.log_pay - row.logs[index])
                .collect();
            over.sort_by(f64::total_cmp);
            shifts[index] = thousandths(sorted_quantile(&over, f64::from(percentile) / 100.0));
        }
        shifts
    };
    let many = of(Some(Grounds::Many));
    let some = no_narrower(of(Some(Grounds::Some)), many);
    let few = no_narrower(of(Some(Grounds::Few)), some);
    let small_country = no_narrower(of(None), few);
    Calibration {
        many,
        some,
        few,
        small_country,
    }
}

/// Fewer rows must never look surer: below the median the lower shift counts, above it the higher one.
fn no_narrower(mut shifts: ByPercentile, than: ByPercentile) -> ByPercentile {
    for (index, (shift, other)) in shifts.iter_mut().zip(than).enumerate() {
        *shift = if index < MEDIAN {
            shift.min(other)
        } else {
            shift.max(other)
        };
    }
    shifts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_that_is_too_narrow_is_widened_to_hold_its_share() {
        let kept: Vec<Kept> = (0..1000_u32)
            .map(|index| Kept {
                fold: 0,
                index: 0,
                country_rows: 200,
                grounds: Grounds::Few,
                logs: [10.4, 10.45, 10.5, 10.55, 10.6],
                unsaid: [0.0; 5],
                log_pay: 10.0 + f64::from(index) / 1000.0,
            })
            .collect();
        let shifts = calibrate(kept.iter());
        for (found, wanted) in shifts.few.iter().zip([-0.3, -0.2, 0.0, 0.2, 0.3]) {
            assert!(
                (f64::from(*found) - wanted).abs() < 0.002,
                "{:?}",
                shifts.few
            );
        }
        assert!(
            shifts.many.iter().all(|shift| shift.abs() < 1e-9),
            "grounds without rows are left alone"
        );
    }
}
