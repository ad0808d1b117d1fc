//! How good percentiles are: pinball loss and coverage.

use std::collections::BTreeMap;

use which_end_core::pay::model::PERCENTILES;
use which_end_core::pay::query::{CountryCode, Role};

use super::json::{Group, Groups};
use super::survey::Row;

/// Five percentiles in log USD.
pub(crate) type Logs = [f64; 5];

/// Mean pinball loss of five percentiles at once (Koenker and Bassett 1978), in log pay.
pub(crate) fn pinball(logs: &Logs, paid: f64) -> f64 {
    let at = |(log, percentile): (&f64, u8)| {
        let tau = f64::from(percentile) / 100.0;
        let rest = paid - log;
        f64::max(tau * rest, (tau - 1.0) * rest)
    };
    logs.iter().zip(PERCENTILES).map(at).sum::<f64>() / PERCENTILES.len() as f64
}

/// Running sums over rows.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Score {
    /// Rows.
    pub(crate) rows: u32,
    pinball: f64,
    outer: u32,
    inner: u32,
}

impl Score {
    /// Counts a row.
    pub(crate) fn add(&mut self, logs: &Logs, log_pay: f64) {
        self.rows += 1;
        self.pinball += pinball(logs, log_pay);
        self.outer += u32::from((logs[0]..=logs[4]).contains(&log_pay));
        self.inner += u32::from((logs[1]..=logs[3]).contains(&log_pay));
    }

    /// Mean loss in log pay.
    pub(crate) fn loss(&self) -> f64 {
        self.pinball / f64::from(self.rows.max(1))
    }

    /// Share of pay between percentiles 10 and 90.
    pub(crate) fn outer(&self) -> f64 {
        f64::from(self.outer) / f64::from(self.rows.max(1))
    }

    /// Share of pay between percentiles 25 and 75.
    pub(crate) fn inner(&self) -> f64 {
        f64::from(self.inner) / f64::from(self.rows.max(1))
    }
}

/// Percentiles of plain groups: what a model must beat.
#[derive(Clone, Debug)]
pub(crate) struct Baselines {
    by_role: BTreeMap<Role, Logs>,
    by_role_and_country: BTreeMap<(Role, CountryCode), Logs>,
}

/// Fewer rows than this, and a group has no percentiles of its own.
const MIN_GROUP_ROWS: usize = 10;

impl Baselines {
    /// The groups' percentiles in `rows`.
    pub(crate) fn of<'a>(rows: impl Iterator<Item = &'a Row>) -> Self {
        let mut by_role: BTreeMap<_, Vec<f64>> = BTreeMap::new();
        let mut by_role_and_country: BTreeMap<_, Vec<f64>> = BTreeMap::new();
        for row in rows {
            by_role.entry(row.query.role).or_default().push(row.log_pay);
            let group = (row.query.role, row.query.country.clone());
            by_role_and_country
                .entry(group)
                .or_default()
                .push(row.log_pay);
        }
        by_role_and_country.retain(|_, pays| pays.len() >= MIN_GROUP_ROWS);
        Self {
            by_role: by_role
                .into_iter()
                .map(|(group, pays)| (group, percentiles(pays)))
                .collect(),
            by_role_and_country: by_role_and_country
                .into_iter()
                .map(|(group, pays)| (group, percentiles(pays)))
                .collect(),
        }
    }

    /// From groups that were written to a file.
    pub(super) fn from_groups(groups: Groups) -> Self {
        let mut baselines = Self {
            by_role: BTreeMap::new(),
            by_role_and_country: BTreeMap::new(),
        };
        for Group {
            role,
            country,
            logs,
        } in groups.groups
        {
            match country {
                None => baselines.by_role.insert(role, logs),
                Some(country) => baselines.by_role_and_country.insert((role, country), logs),
            };
        }
        baselines
    }

    /// The groups, to be written to a file.
    pub(super) fn groups(&self) -> Vec<Group> {
        let round = |logs: &Logs| logs.map(|log| (log * 1000.0).round() / 1000.0);
        let roles = self.by_role.iter().map(|(role, logs)| Group {
            role: *role,
            country: None,
            logs: round(logs),
        });
        let both = self
            .by_role_and_country
            .iter()
            .map(|((role, country), logs)| Group {
                role: *role,
                country: Some(country.clone()),
                logs: round(logs),
            });
        roles.chain(both).collect()
    }

    /// Percentiles of the role.
    pub(crate) fn by_role(&self, role: Role) -> Option<&Logs> {
        self.by_role.get(&role)
    }

    /// Percentiles of role and country, of the role where those are too few.
    pub(crate) fn by_role_and_country(&self, role: Role, country: &CountryCode) -> Option<&Logs> {
        self.by_role_and_country
            .get(&(role, country.clone()))
            .or_else(|| self.by_role(role))
    }
}

fn percentiles(mut values: Vec<f64>) -> Logs {
    values.sort_by(f64::total_cmp);
    PERCENTILES.map(|percentile| sorted_quantile(&values, f64::from(percentile) / 100.0))
}

/// Straight line between the two nearest order statistics (Hyndman and Fan's type 7). 0 for no values.
pub(crate) fn sorted_quantile(sorted: &[f64], tau: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return 0.0;
    };
    let place = tau.clamp(0.0, 1.0) * last as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the last index"
    )]
    let below = place as usize;
    let above = (below + 1).min(last);
    sorted[below] + (place - below as f64) * (sorted[above] - sorted[below])
}

#[cfg(test)]
mod tests {
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
}
