//! Accuracy of percentiles: pinball loss and coverage.

use std::collections::BTreeMap;

use which_end_core::pay::model::{MEDIAN, PERCENTILES};
use which_end_core::pay::query::{CountryCode, PayQuery, Role, Tier};

use super::json::{Group, Groups, Logs};
use super::survey::Row;

/// Mean pinball loss of five percentiles at once (Koenker and Bassett 1978), in log pay.
pub(crate) fn pinball(logs: &Logs, paid: f64) -> f64 {
    let at = |(log, percentile): (&f64, u8)| {
        let tau = f64::from(percentile) / 100.0;
        let rest = paid - log;
        f64::max(tau * rest, (tau - 1.0) * rest)
    };
    logs.iter().zip(PERCENTILES).map(at).sum::<f64>() / PERCENTILES.len() as f64
}

/// Sums over rows.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Score {
    /// Number of rows.
    pub(crate) rows: u32,
    pinball: f64,
    inner: u32,
    under_lowest: u32,
    under_middle: u32,
    over_highest: u32,
}

impl Score {
    /// Adds a row.
    pub(crate) fn add(&mut self, logs: &Logs, log_pay: f64) {
        self.rows += 1;
        self.pinball += pinball(logs, log_pay);
        self.inner += u32::from((logs[1]..=logs[3]).contains(&log_pay));
        self.under_lowest += u32::from(log_pay < logs[0]);
        self.under_middle += u32::from(log_pay < logs[MEDIAN]);
        self.over_highest += u32::from(log_pay > logs[4]);
    }

    /// Mean loss in log pay.
    pub(crate) fn loss(&self) -> f64 {
        self.pinball / f64::from(self.rows.max(1))
    }

    /// Share of pay between percentiles 10 and 90.
    pub(crate) fn outer(&self) -> f64 {
        self.share(self.rows - self.under_lowest - self.over_highest)
    }

    /// Share of pay between percentiles 25 and 75.
    pub(crate) fn inner(&self) -> f64 {
        self.share(self.inner)
    }

    /// Share of pay below percentile 10.
    pub(crate) fn under_lowest(&self) -> f64 {
        self.share(self.under_lowest)
    }

    /// Share of pay below percentile 50.
    pub(crate) fn under_middle(&self) -> f64 {
        self.share(self.under_middle)
    }

    /// Share of pay above percentile 90.
    pub(crate) fn over_highest(&self) -> f64 {
        self.share(self.over_highest)
    }

    fn share(&self, rows: u32) -> f64 {
        f64::from(rows) / f64::from(self.rows.max(1))
    }
}

/// A plain group: the people of a role, of a role in a country, or of both with a tier.
type PlainGroup = (Role, Option<(CountryCode, Option<Tier>)>);

/// Percentiles of plain groups, which a model must beat.
#[derive(Clone, Debug, Default)]
pub(crate) struct Baselines {
    groups: BTreeMap<PlainGroup, Logs>,
}

/// The predictions of the three plain baselines for a person.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plain {
    /// Percentiles of the role.
    pub(crate) role: Logs,
    /// Percentiles of role and country; of the role if those have too few people.
    pub(crate) country: Logs,
    /// Percentiles of role, country and tier; of fewer of these if they have too few people.
    pub(crate) years: Logs,
}

/// Minimum number of rows for a group's own percentiles.
const MIN_GROUP_ROWS: usize = 10;

impl Baselines {
    /// The groups' percentiles in `rows`.
    pub(crate) fn of<'a>(rows: impl Iterator<Item = &'a Row>) -> Self {
        let mut pays: BTreeMap<PlainGroup, Vec<f64>> = BTreeMap::new();
        for row in rows {
            let query = &row.query;
            let country = || query.country.clone();
            for group in [
                None,
                Some((country(), None)),
                Some((country(), Some(query.years.tier()))),
            ] {
                pays.entry((query.role, group))
                    .or_default()
                    .push(row.log_pay);
            }
        }
        let groups = pays
            .into_iter()
            .filter(|((_, group), pays)| group.is_none() || pays.len() >= MIN_GROUP_ROWS)
            .map(|(group, pays)| (group, percentiles(pays)))
            .collect();
        Self { groups }
    }

    /// From the groups of a file.
    pub(super) fn from_groups(groups: Groups) -> Self {
        let groups = groups
            .groups
            .into_iter()
            .map(|group| {
                let inside = group.country.map(|country| (country, group.tier));
                ((group.role, inside), group.logs)
            })
            .collect();
        Self { groups }
    }

    /// The groups, for a file.
    pub(super) fn groups(&self) -> Vec<Group> {
        self.groups
            .iter()
            .map(|((role, inside), logs)| Group {
                role: *role,
                country: inside.as_ref().map(|(country, _)| country.clone()),
                tier: inside.as_ref().and_then(|(_, tier)| *tier),
                logs: logs.map(|log| (log * 1000.0).round() / 1000.0),
            })
            .collect()
    }

    /// The predictions for a person; `None` for an unknown role.
    pub(crate) fn plain(&self, query: &PayQuery) -> Option<Plain> {
        let of = |inside| self.groups.get(&(query.role, inside)).copied();
        let country = || query.country.clone();
        let by_role = of(None)?;
        let by_country = of(Some((country(), None))).unwrap_or(by_role);
        let by_years = of(Some((country(), Some(query.years.tier())))).unwrap_or(by_country);
        Some(Plain {
            role: by_role,
            country: by_country,
            years: by_years,
        })
    }
}

fn percentiles(mut values: Vec<f64>) -> Logs {
    values.sort_by(f64::total_cmp);
    PERCENTILES.map(|percentile| sorted_quantile(&values, f64::from(percentile) / 100.0))
}

/// Linear interpolation between the two nearest order statistics (Hyndman and Fan's type 7). 0 if there are no values.
pub(crate) fn sorted_quantile(sorted: &[f64], tau: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return 0.0;
    };
    let position = tau.clamp(0.0, 1.0) * last as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the last index"
    )]
    let below = position as usize;
    let above = (below + 1).min(last);
    sorted[below] + (position - below as f64) * (sorted[above] - sorted[below])
}

#[cfg(test)]
mod tests {
    use which_end_core::pay::query::Years;

    use super::*;

    // By hand: at 11, the five percentiles 9, 10, 11, 12, 13 cost .1·2, .25·1, 0, .25·1, .1·2.
    #[test]
    fn pinball_loss_is_the_textbooks() {
        let found = pinball(&[9.0, 10.0, 11.0, 12.0, 13.0], 11.0);
        assert!((found - 0.9 / 5.0).abs() < 1e-12, "{found}");
    }

    #[test]
    fn quantiles_lie_on_the_line_between_neighbours() {
        assert!((sorted_quantile(&[1.0, 2.0, 4.0], 0.75) - 3.0).abs() < 1e-12);
        assert!((sorted_quantile(&[1.0, 2.0, 4.0], 0.0) - 1.0).abs() < 1e-12);
        assert!((sorted_quantile(&[1.0, 2.0, 4.0], 1.0) - 4.0).abs() < 1e-12);
        assert!(sorted_quantile(&[], 0.5).abs() < 1e-12);
    }

    /// By hand: five people against the percentiles 1, 2, 3, 4, 5.
    #[test]
    fn a_score_counts_where_pay_lies() {
        let mut score = Score::default();
        for pay in [0.5, 2.0, 3.5, 4.5, 9.0] {
            score.add(&[1.0, 2.0, 3.0, 4.0, 5.0], pay);
        }
        let found = [
            score.outer(),
            score.inner(),
            score.under_lowest(),
            score.under_middle(),
            score.over_highest(),
        ];
        for (found, wanted) in found.into_iter().zip([0.6, 0.4, 0.2, 0.4, 0.2]) {
            assert!((found - wanted).abs() < 1e-12, "{found} is not {wanted}");
        }
        // (0.5: .9·.5 + .75·1.5 + .5·2.5 + .25·3.5 + .1·4.5) / 5, and so on.
        let losses = [4.15, 1.4, 1.15, 2.15, 12.9];
        let wanted = losses.iter().sum::<f64>() / 25.0;
        assert!((score.loss() - wanted).abs() < 1e-12, "{}", score.loss());
        assert!(Score::default().loss().abs() < 1e-12);
    }

    /// Protects the baselines: the nearest group with ten people speaks, and a file gives them back.
    #[test]
    fn a_plain_group_without_ten_people_gives_way_to_the_wider_one() {
        let row = |role, country: &str, years, log_pay| Row {
            survey: 2025,
            query: PayQuery {
                role,
                years: Years::new(years).expect("a year"),
                country: CountryCode::new(country).expect("a code"),
                ..PayQuery::default()
            },
            frameworks: Vec::new(),
            log_pay,
        };
        let mut rows = Vec::new();
        for at in 0..10_u8 {
            rows.push(row(Role::BackEnd, "DE", 1, f64::from(at)));
            rows.push(row(Role::BackEnd, "US", 1, 20.0));
        }
        rows.push(row(Role::BackEnd, "DE", 20, 100.0));
        let made = Baselines::of(rows.iter());
        let groups = made.groups();
        for known in [made, Baselines::from_groups(Groups { groups })] {
            let middle = |country, years| {
                let plain = known.plain(&row(Role::BackEnd, country, years, 0.0).query);
                let plain = plain.expect("a known role");
                [plain.role, plain.country, plain.years].map(|logs| logs[MEDIAN])
            };
            for (found, wanted) in [
                (middle("DE", 1), [20.0, 5.0, 4.5]),
                (middle("DE", 20), [20.0, 5.0, 5.0]),
                (middle("FR", 1), [20.0, 20.0, 20.0]),
            ] {
                let same = found.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-9);
                assert!(same, "{found:?} is not {wanted:?}");
            }
            assert!(
                known
                    .plain(&row(Role::Mobile, "DE", 1, 0.0).query)
                    .is_none()
            );
        }
    }
}
