//! Computes the shifts that give the percentiles the right coverage on held-out rows.

use which_end_core::pay::estimate::Grounds;
use which_end_core::pay::model::{
    ByPercentile, Calibration, MEDIAN, PERCENTILES, SMALL_COUNTRY_ROWS,
};
use which_end_core::pay::query::{Role, Tier};

use super::json::Logs;
use super::table::thousandths;

/// A held-out row with the percentiles of a model that was fitted without it.
#[derive(Clone, Debug)]
pub(crate) struct HeldOutRow {
    /// The fold that held it out.
    pub(crate) fold: u64,
    /// Index among all rows.
    pub(crate) index: usize,
    /// Its role and tier.
    pub(crate) group: (Role, Tier),
    /// Rows of its country in that model.
    pub(crate) country_rows: u32,
    /// The amount of evidence for its estimate.
    pub(crate) grounds: Grounds,
    /// The percentiles before any shift.
    pub(crate) logs: Logs,
    /// The percentiles for the same person without any optional field.
    pub(crate) without_optional: Logs,
    /// The actual log pay.
    pub(crate) log_pay: f64,
}

/// Minimum number of rows in a tier or role for a shift of its own.
const MIN_GROUP_ROWS: usize = 200;

/// The shifts that bring the right share of `held_out` below each percentile except the median: by grounds, with small
/// countries separate; then the remainder by tier; then by role.
pub(crate) fn calibrate<'a>(held_out: impl Iterator<Item = &'a HeldOutRow> + Clone) -> Calibration {
    let small = |row: &HeldOutRow| row.country_rows < SMALL_COUNTRY_ROWS;
    let mut found = Calibration {
        many: [0.0; 5],
        some: [0.0; 5],
        few: [0.0; 5],
        small_country: [0.0; 5],
        tiers: [[0.0; 5]; Tier::ALL.len()],
        roles: [[0.0; 5]; Role::ALL.len()],
    };
    let of = |so_far: &Calibration, least: usize, wanted: &dyn Fn(&HeldOutRow) -> bool| {
        shifts(held_out.clone().filter(|row| wanted(row)), so_far, least)
    };
    let by_grounds = |grounds: Grounds| of(&found, 1, &|row| !small(row) && row.grounds == grounds);
    let many = by_grounds(Grounds::Many);
    let some = no_narrower(by_grounds(Grounds::Some), many);
    let few = no_narrower(by_grounds(Grounds::Few), some);
    let small_country = no_narrower(of(&found, 1, &small), few);
    (found.many, found.some, found.few, found.small_country) = (many, some, few, small_country);
    found.tiers = Tier::ALL.map(|tier| of(&found, MIN_GROUP_ROWS, &|row| row.group.1 == tier));
    found.roles = Role::ALL.map(|role| of(&found, MIN_GROUP_ROWS, &|row| row.group.0 == role));
    found
}

/// The remaining shift of each percentile except the median for these rows; 0 if there are fewer than `least`.
fn shifts<'a>(
    rows: impl Iterator<Item = &'a HeldOutRow> + Clone,
    so_far: &Calibration,
    least: usize,
) -> ByPercentile {
    let mut shifts = [0.0; 5];
    for (index, percentile) in PERCENTILES
        .into_iter()
        .enumerate()
        .filter(|(index, _)| *index != MEDIAN)
    {
        let mut over: Vec<f64> = rows
            .clone()
            .map(|row| {
                let logs = so_far.apply(row.group, (row.grounds, row.country_rows), row.logs);
                row.log_pay - logs[index]
            })
            .collect();
        if over.len() < least {
            return [0.0; 5];
        }
        over.sort_by(f64::total_cmp);
        shifts[index] = thousandths(conformal(&over, f64::from(percentile) / 100.0));
    }
    shifts
}

/// The order statistic that a new value is below with the wanted probability or, under the middle, above: as in split
/// conformal prediction, it is counted among one more than the values. The outermost one if there are too few; 0 if
/// there are none.
fn conformal(sorted: &[f64], tau: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return 0.0;
    };
    let rank = tau * (sorted.len() + 1) as f64;
    let rank = if tau < 0.5 { rank.floor() } else { rank.ceil() };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the number of rows and one"
    )]
    let rank = rank as usize;
    sorted[rank.saturating_sub(1).min(last)]
}

/// Fewer rows must never give a narrower range: below the median the lower shift applies, above it the higher one.
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

    fn held_out(index: u32, group: (Role, Tier), grounds: Grounds, log_pay: f64) -> HeldOutRow {
        HeldOutRow {
            fold: 0,
            index: index as usize,
            group,
            country_rows: 200,
            grounds,
            logs: [10.0, 10.2, 10.5, 10.8, 11.0],
            without_optional: [0.0; 5],
            log_pay,
        }
    }

    /// Protects the arm of few rows: pay spread evenly over 9.5 to 11.5, held against a band that is too narrow.
    #[test]
    fn percentiles_are_moved_to_hold_their_share() {
        let group = (Role::BackEnd, Tier::Mid);
        let rows: Vec<HeldOutRow> = (0..999_u32)
            .map(|index| {
                let log_pay = 9.5 + f64::from(index + 1) / 500.0;
                held_out(index, group, Grounds::Few, log_pay)
            })
            .collect();
        let shifts = calibrate(rows.iter());
        for (found, wanted) in shifts.few.iter().zip([-0.3, -0.2, 0.0, 0.2, 0.3]) {
            assert!((f64::from(*found) - wanted).abs() < 0.004, "{shifts:?}");
        }
        assert!(
            shifts.many.iter().all(|shift| shift.abs() < 1e-9),
            "grounds without rows are left alone"
        );
    }

    /// Protects the parts by tier and role: one tier's pay is spread twice as wide as the other's.
    #[test]
    fn what_is_left_by_tier_and_by_role_is_moved_too() {
        let rows: Vec<HeldOutRow> = (0..1000_u32)
            .map(|index| {
                let wide = index % 2 == 0;
                let step = f64::from(index / 2) - 249.5;
                let group = if wide {
                    (Role::BackEnd, Tier::Entry)
                } else {
                    (Role::FrontEnd, Tier::Staff)
                };
                let log_pay = 10.5 + step / 500.0 * if wide { 2.0 } else { 1.0 };
                held_out(index, group, Grounds::Many, log_pay)
            })
            .collect();
        let shifts = calibrate(rows.iter());
        for wide in [true, false] {
            let inside = rows
                .iter()
                .filter(|row| (row.group.1 == Tier::Entry) == wide)
                .filter(|row| {
                    let logs = shifts.apply(row.group, (row.grounds, 200), row.logs);
                    (logs[0]..=logs[4]).contains(&row.log_pay)
                })
                .count();
            assert!((395..=405).contains(&inside), "{inside} of 500: {shifts:?}");
        }
    }

    /// By hand: of 9 values, the first lies at a tenth of ten; the ninth at nine tenths.
    #[test]
    fn an_order_statistic_is_counted_among_one_more_than_there_are() {
        let nine: Vec<f64> = (1..=9).map(f64::from).collect();
        assert!((conformal(&nine, 0.10) - 1.0).abs() < 1e-12);
        assert!((conformal(&nine, 0.25) - 2.0).abs() < 1e-12);
        assert!((conformal(&nine, 0.75) - 8.0).abs() < 1e-12);
        assert!((conformal(&nine, 0.90) - 9.0).abs() < 1e-12);
        assert!((conformal(&nine[..2], 0.90) - 2.0).abs() < 1e-12);
        assert!(conformal(&[], 0.5).abs() < 1e-12);
    }
}
