//! Checks a report against the bounds for the model.

use serde::Serialize;

use super::report::{Coverage, Kind, MIN_COUNTRY_ROWS, Report};

/// Minimum improvement of the loss over plain percentiles by role, then by role and country, in percent.
const BELOW: [f64; 2] = [40.0, 17.0];

/// The improvement of boosted trees with the same inputs: a goal beyond the bounds.
const AIM: [f64; 2] = [42.0, 19.5];

/// Share between percentiles 10 and 90 of all rows, percent.
const OVERALL: std::ops::RangeInclusive<f64> = 78.0..=82.0;

/// The same in every role, tier and country with enough rows.
const EVERYWHERE: std::ops::RangeInclusive<f64> = 74.0..=86.0;

/// A bound with the measured value.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BoundResult {
    /// The measure.
    what: String,
    /// The bound.
    bound: String,
    /// The measured value; if it misses the bound, the groups that do.
    found: String,
    /// Whether the bound is met.
    pub(crate) met: bool,
}

/// Prints a line for each bound, and the groups that miss it.
pub(crate) fn print(verdict: &[BoundResult]) {
    println!(
        "\n{:<52} {:>12} {:>18}",
        "against the bounds", "bound", "found"
    );
    for line in verdict {
        println!(
            "{:<52} {:>12} {:>18}   {}",
            line.what,
            line.bound,
            line.found,
            if line.met { "met" } else { "NOT MET" }
        );
    }
}

/// Checks every bound.
pub(crate) fn judge(report: &Report) -> Vec<BoundResult> {
    let mut lines = Vec::new();
    for ((plain, least), aim) in report.plain.iter().zip(BELOW).zip(AIM) {
        lines.push(BoundResult {
            what: format!("below plain percentiles by {} (aim {aim} %)", plain.by),
            bound: format!("{least:.0} % or more"),
            found: format!("{:.1} %", plain.model_below),
            met: plain.model_below >= least,
        });
    }
    for (kind, what) in [
        (Kind::All, "10-90 holds, all".to_owned()),
        (Kind::Role, "10-90 holds, each role".to_owned()),
        (Kind::Tier, "10-90 holds, each tier".to_owned()),
        (
            Kind::Country,
            format!("10-90 holds, each country of {MIN_COUNTRY_ROWS} rows or more"),
        ),
    ] {
        let bounds = if kind == Kind::All {
            OVERALL
        } else {
            EVERYWHERE
        };
        let of_kind: Vec<&Coverage> = report
            .coverage
            .iter()
            .filter(|row| row.kind == kind && row.rows >= MIN_COUNTRY_ROWS)
            .collect();
        lines.push(holds(what, &bounds, &of_kind));
    }
    let neighbors: Vec<&Coverage> = report
        .neighbors
        .iter()
        .filter(|row| row.rows >= MIN_COUNTRY_ROWS)
        .collect();
    if !neighbors.is_empty() {
        let what = "10-90 holds, each neighboring role".to_owned();
        lines.push(holds(what, &EVERYWHERE, &neighbors));
    }
    lines
}

fn holds(what: String, bounds: &std::ops::RangeInclusive<f64>, rows: &[&Coverage]) -> BoundResult {
    let share = |row: &&Coverage| row.between_10_and_90;
    let low = rows.iter().map(share).fold(100.0, f64::min);
    let high = rows.iter().map(share).fold(0.0, f64::max);
    let missing: Vec<String> = rows
        .iter()
        .filter(|row| !bounds.contains(&row.between_10_and_90))
        .map(|row| format!("{} {:.1} %", row.group, row.between_10_and_90))
        .collect();
    let found = match rows {
        [] => "no rows enough".to_owned(),
        [one] => format!("{:.1} %", one.between_10_and_90),
        _ if missing.is_empty() => format!("{low:.1} to {high:.1} %"),
        _ => missing.join(", "),
    };
    BoundResult {
        what,
        bound: format!("{:.0} to {:.0} %", bounds.start(), bounds.end()),
        found,
        met: missing.is_empty() && !rows.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::report::AgainstPlain;
    use super::*;

    fn report(below: [f64; 2], shares: &[(Kind, u32, f64)]) -> Report {
        let plain = |(by, model_below)| AgainstPlain {
            by,
            loss: 0.2,
            model_below,
        };
        let coverage = |&(kind, rows, share): &(Kind, u32, f64)| Coverage {
            kind,
            group: "group".to_owned(),
            rows,
            between_10_and_90: share,
            between_25_and_75: 50.0,
            under_10: 10.0,
            under_50: 50.0,
            over_90: 10.0,
        };
        Report {
            rows: 1000,
            rows_without_estimate: 0,
            loss: 0.1,
            plain: [("role", below[0]), ("role and country", below[1])]
                .map(plain)
                .into(),
            coverage: shares.iter().map(coverage).collect(),
            neighbors: Vec::new(),
            country_classes: Vec::new(),
        }
    }

    fn met(report: &Report) -> Vec<bool> {
        judge(report).iter().map(|line| line.met).collect()
    }

    const SOUND: [(Kind, u32, f64); 4] = [
        (Kind::All, 1000, 80.0),
        (Kind::Role, 500, 74.0),
        (Kind::Tier, 500, 86.0),
        (Kind::Country, 200, 79.0),
    ];

    /// Protects every bound from being called met when it is not.
    #[test]
    fn each_bound_is_judged_by_itself() {
        assert_eq!(met(&report([40.0, 17.0], &SOUND)), [true; 6]);
        assert_eq!(
            met(&report([39.9, 16.9], &SOUND)),
            [false, false, true, true, true, true]
        );
        for (at, wrong) in [77.9, 73.9, 86.1, 70.0].into_iter().enumerate() {
            let mut shares = SOUND;
            shares[at].2 = wrong;
            let mut wanted = [true; 6];
            wanted[at + 2] = false;
            assert_eq!(met(&report([40.0, 17.0], &shares)), wanted);
        }
        // Groups with few rows are not checked.
        let mut shares = SOUND.to_vec();
        shares.push((Kind::Country, 149, 60.0));
        assert_eq!(met(&report([40.0, 17.0], &shares)), [true; 6]);
        // Neighboring roles have a bound of their own, which does not apply if none is scored.
        for (share, wanted) in [(74.0, true), (73.9, false), (86.1, false)] {
            let mut with = report([40.0, 17.0], &SOUND);
            let all = with.coverage[0].clone();
            with.neighbors = [(200, share), (149, 60.0)]
                .map(|(rows, between_10_and_90)| Coverage {
                    kind: Kind::Neighbor,
                    rows,
                    between_10_and_90,
                    ..all.clone()
                })
                .into();
            let found = met(&with);
            assert_eq!(found[..6], [true; 6]);
            assert_eq!(found[6..], [wanted], "{share}");
        }
    }
}
