//! Computes and prints scores.

use std::collections::BTreeMap;

use serde::Serialize;
use which_end_core::pay::estimate::{PayEstimate, estimate};
use which_end_core::pay::model::{Calibration, MEDIAN, PayModel, Trial};
use which_end_core::pay::query::{CountryCode, PayQuery, Role, Tier};

use super::calibrate::calibrate;
use super::cross::{FOLDS, HeldOut, HeldOutFrameworks};
use super::json::Logs;
use super::score::{Plain, Score};
use super::survey::Row;
use super::table::thousandths;

/// Minimum number of rows for a country's own score.
pub(super) const MIN_COUNTRY_ROWS: u32 = 150;

/// Accuracy of a model on rows that it was not fitted to.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Report {
    /// Number of rows scored, of the three main roles. Everything below is about them, except the last two lists.
    pub(crate) rows: u32,
    /// Rows of the main roles without an estimate, because their country has too few rows in the model.
    pub(crate) rows_without_estimate: usize,
    /// Mean pinball loss of the five percentiles in log pay.
    pub(crate) loss: f64,
    /// Plain percentiles, by increasing detail.
    pub(crate) plain: Vec<AgainstPlain>,
    /// Coverage of the percentiles, all rows first.
    pub(crate) coverage: Vec<Coverage>,
    /// The same for the other roles, all of them first.
    pub(crate) neighbors: Vec<Coverage>,
    /// The same for all roles together, by the number of rows of the country.
    pub(crate) country_classes: Vec<Coverage>,
}

/// The model compared with plain percentiles.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AgainstPlain {
    /// The grouping of the plain percentiles.
    pub(crate) by: &'static str,
    /// Their mean pinball loss.
    pub(crate) loss: f64,
    /// How far the model's loss is below it, in percent.
    pub(crate) model_below: f64,
}

/// The kind of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    All,
    Role,
    Tier,
    Country,
    /// A country's people by tier.
    CountryTier,
    Neighbor,
    CountryClass,
}

/// Shares of pay in ranges of the percentiles, in percent.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Coverage {
    /// The kind of the group.
    pub(crate) kind: Kind,
    /// The group.
    pub(crate) group: String,
    /// Number of rows.
    pub(crate) rows: u32,
    /// Between percentiles 10 and 90; 80 is right.
    pub(crate) between_10_and_90: f64,
    /// Between percentiles 25 and 75; 50 is right.
    pub(crate) between_25_and_75: f64,
    /// Below percentile 10; 10 is right.
    pub(crate) under_10: f64,
    /// Below the median; 50 is right.
    pub(crate) under_50: f64,
    /// Above percentile 90; 10 is right.
    pub(crate) over_90: f64,
}

impl Coverage {
    fn of(kind: Kind, group: &str, score: &Score) -> Self {
        Self {
            kind,
            group: group.to_owned(),
            rows: score.rows,
            between_10_and_90: percent(score.outer()),
            between_25_and_75: percent(score.inner()),
            under_10: percent(score.under_lowest()),
            under_50: percent(score.under_middle()),
            over_90: percent(score.over_highest()),
        }
    }
}

/// Classes of countries, by the number of rows in the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CountryClass {
    Under30,
    Under100,
    Many,
}

impl CountryClass {
    const ALL: [Self; 3] = [Self::Under30, Self::Under100, Self::Many];

    fn of(rows: u32) -> Self {
        match rows {
            100.. => Self::Many,
            30.. => Self::Under100,
            _ => Self::Under30,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Under30 => "countries of 10-29",
            Self::Under100 => "countries of 30-99",
            Self::Many => "countries of 100+",
        }
    }
}

/// Sums rows for a [`Report`].
#[derive(Default)]
pub(crate) struct Scorer {
    all: Score,
    classes: [Score; 3],
    neighbors: Score,
    by_neighbor: BTreeMap<Role, Score>,
    plain: [Score; 3],
    roles: BTreeMap<Role, Score>,
    tiers: BTreeMap<Tier, Score>,
    countries: BTreeMap<CountryCode, (Score, BTreeMap<Tier, Score>)>,
}

impl Scorer {
    /// Adds a row with the percentiles of the model and of the baselines.
    pub(crate) fn add(
        &mut self,
        query: &PayQuery,
        country_rows: u32,
        log_pay: f64,
        logs: &Logs,
        plain: &Plain,
    ) {
        let class = CountryClass::of(country_rows);
        self.classes[class as usize].add(logs, log_pay);
        if !query.role.is_main() {
            self.neighbors.add(logs, log_pay);
            let own = self.by_neighbor.entry(query.role).or_default();
            own.add(logs, log_pay);
            return;
        }
        self.all.add(logs, log_pay);
        for (score, logs) in self
            .plain
            .iter_mut()
            .zip([&plain.role, &plain.country, &plain.years])
        {
            score.add(logs, log_pay);
        }
        let tier = query.years.tier();
        let country = self.countries.entry(query.country.clone()).or_default();
        for score in [
            self.roles.entry(query.role).or_default(),
            self.tiers.entry(tier).or_default(),
            &mut country.0,
            country.1.entry(tier).or_default(),
        ] {
            score.add(logs, log_pay);
        }
    }

    /// The sums as a report.
    pub(crate) fn report(&self, rows_without_estimate: usize) -> Report {
        let mut coverage = vec![Coverage::of(Kind::All, "all", &self.all)];
        for (role, score) in &self.roles {
            coverage.push(Coverage::of(Kind::Role, role_name(*role), score));
        }
        for (tier, score) in &self.tiers {
            coverage.push(Coverage::of(Kind::Tier, tier_name(*tier), score));
        }
        let large = || {
            self.countries
                .iter()
                .filter(|(_, (score, _))| score.rows >= MIN_COUNTRY_ROWS)
        };
        for (code, (score, _)) in large() {
            let name = format!("country {}", code.as_str());
            coverage.push(Coverage::of(Kind::Country, &name, score));
        }
        for (code, (_, tiers)) in large() {
            for (tier, score) in tiers {
                let name = format!("{} {}", code.as_str(), tier_name(*tier));
                coverage.push(Coverage::of(Kind::CountryTier, &name, score));
            }
        }
        let mut neighbors = vec![Coverage::of(Kind::Neighbor, "neighbors", &self.neighbors)];
        for (role, score) in &self.by_neighbor {
            neighbors.push(Coverage::of(Kind::Neighbor, role_name(*role), score));
        }
        let country_classes = CountryClass::ALL
            .into_iter()
            .zip(&self.classes)
            .map(|(class, score)| Coverage::of(Kind::CountryClass, class.name(), score))
            .collect();
        let plain = ["role", "role and country", "role, country and years"]
            .into_iter()
            .zip(&self.plain)
            .map(|(by, score)| AgainstPlain {
                by,
                loss: ten_thousandths(score.loss()),
                model_below: percent(1.0 - self.all.loss() / score.loss()),
            })
            .collect();
        Report {
            rows: self.all.rows,
            rows_without_estimate,
            loss: ten_thousandths(self.all.loss()),
            plain,
            coverage,
            neighbors,
            country_classes,
        }
    }
}

impl Report {
    /// Prints the report.
    pub(crate) fn print(&self) {
        println!(
            "{} rows scored; {} rows have no estimate (country with too few rows)",
            self.rows, self.rows_without_estimate
        );
        println!("mean pinball loss of the five percentiles, log pay:");
        println!("  {:<44} {:.4}", "this model", self.loss);
        for plain in &self.plain {
            println!(
                "  {:<44} {:.4}   the model is {:.1} % below",
                format!("plain percentiles by {}", plain.by),
                plain.loss,
                plain.model_below
            );
        }
        println!(
            "{:<19} {:>6} {:>10} {:>10} {:>9} {:>13} {:>9}",
            "share of pay, %",
            "rows",
            "10-90 (80)",
            "25-75 (50)",
            "<p10 (10)",
            "<median (50)",
            ">p90 (10)"
        );
        let all = self.coverage.iter().chain(&self.neighbors);
        for row in all.chain(&self.country_classes) {
            println!(
                "{:<19} {:>6} {:>10.1} {:>10.1} {:>9.1} {:>13.1} {:>9.1}",
                row.group,
                row.rows,
                row.between_10_and_90,
                row.between_25_and_75,
                row.under_10,
                row.under_50,
                row.over_90
            );
        }
    }

    /// The part that the page shows.
    pub(crate) fn for_the_page(&self) -> Trial {
        let judged = || {
            self.coverage
                .iter()
                .filter(|row| matches!(row.kind, Kind::Role | Kind::Tier | Kind::Country))
                .map(|row| row.between_10_and_90)
        };
        let all = self.coverage.first();
        let below = |at: usize| self.plain.get(at).map_or(0.0, |plain| plain.model_below);
        let share = |percent: f64| thousandths(percent / 100.0);
        Trial {
            rows: self.rows,
            within_outer: share(all.map_or(0.0, |all| all.between_10_and_90)),
            within_inner: share(all.map_or(0.0, |all| all.between_25_and_75)),
            least_outer: share(judged().fold(100.0, f64::min)),
            most_outer: share(judged().fold(0.0, f64::max)),
            below_by_role: share(below(0)),
            below_by_role_and_country: share(below(1)),
        }
    }
}

/// Scores held-out rows. The shifts for a fold come from the other folds only.
pub(crate) fn held_out_report(rows: &[Row], held_out: &HeldOut) -> Report {
    let shifts: Vec<Calibration> = (0..FOLDS)
        .map(|fold| calibrate(held_out.rows.iter().filter(move |row| row.fold != fold)))
        .collect();
    let mut raw = Score::default();
    let mut without_optional = Score::default();
    let mut scorer = Scorer::default();
    for (row, plain) in held_out.rows.iter().zip(&held_out.plain) {
        let query = &rows[row.index].query;
        let fold = usize::try_from(row.fold).unwrap_or_default();
        let shifted = |logs| shifts[fold].apply(row.group, (row.grounds, row.country_rows), logs);
        if query.role.is_main() {
            raw.add(&row.logs, row.log_pay);
            without_optional.add(&shifted(row.without_optional), row.log_pay);
        }
        let logs = shifted(row.logs);
        scorer.add(query, row.country_rows, row.log_pay, &logs, plain);
    }
    let report = scorer.report(held_out.without_estimate);
    println!(
        "before calibration: loss {:.4}, 10-90 holds {:.1} %, 25-75 holds {:.1} %; after it:",
        raw.loss(),
        percent(raw.outer()),
        percent(raw.inner())
    );
    report.print();
    println!(
        "the same people with all that may be left unsaid: loss {:.4}, 10-90 holds {:.1} %, 25-75 holds {:.1} %",
        without_optional.loss(),
        percent(without_optional.outer()),
        percent(without_optional.inner())
    );
    report
}

/// Prints the accuracy with and without frameworks, for held-out people.
pub(crate) fn frameworks(held_out: &HeldOutFrameworks) {
    println!(
        "{} people of earlier surveys in the base country who state frameworks, before calibration: loss {:.4}, 10-90 holds \
         {:.1} %, 25-75 holds {:.1} %; with their frameworks left unsaid: loss {:.4}, 10-90 holds {:.1} %, 25-75 holds {:.1} %",
        held_out.stated.rows,
        held_out.stated.loss(),
        percent(held_out.stated.outer()),
        percent(held_out.stated.inner()),
        held_out.without_optional.loss(),
        percent(held_out.without_optional.outer()),
        percent(held_out.without_optional.inner()),
    );
}

/// Prints the model's estimates for the United States and its technologies, for a visual check.
pub(crate) fn print_examples(model: &PayModel) {
    println!("\nThe model in the United States, nothing else stated (thousand USD):");
    for role in Role::ALL {
        for tier in Tier::ALL {
            let query = PayQuery {
                role,
                years: tier.typical_years(),
                ..PayQuery::default()
            };
            if let Ok(PayEstimate {
                percentiles, rows, ..
            }) = estimate(model, &query)
            {
                let shown: Vec<String> = percentiles
                    .iter()
                    .map(|pay| format!("{:>4.0}", pay / 1000.0))
                    .collect();
                println!(
                    "  {:<19} {:<7} {} ({rows} rows)",
                    role_name(role),
                    tier_name(tier),
                    shown.join(" ")
                );
            }
        }
    }
    println!("Languages and frameworks (effect at the median, 95 % half-width):");
    for term in &model.technologies {
        println!(
            "  {:<20} {:>+6.1} % ± {:>4.1} ({} rows)",
            term.name.as_str(),
            percent(f64::from(term.effect[MEDIAN]).exp_m1()),
            percent(f64::from(term.half_width)),
            term.rows
        );
    }
    for term in &model.role_technologies {
        println!(
            "  {:<20} {:>+6.1} % ± {:>4.1} more in {} ({} rows)",
            term.name.as_str(),
            percent(f64::from(term.effect[MEDIAN]).exp_m1()),
            percent(f64::from(term.half_width)),
            role_name(term.role),
            term.rows
        );
    }
}

pub(super) fn role_name(role: Role) -> &'static str {
    match role {
        Role::BackEnd => "back-end",
        Role::FrontEnd => "front-end",
        Role::FullStack => "full-stack",
        Role::Mobile => "mobile",
        Role::Desktop => "desktop",
        Role::Embedded => "embedded",
        Role::Devops => "devops",
        Role::DataEngineer => "data engineer",
        Role::DataScientist => "data scientist",
        Role::Architect => "architect",
        Role::EngineeringManager => "engineering manager",
    }
}

pub(super) fn tier_name(tier: Tier) -> &'static str {
    match tier {
        Tier::Entry => "0-2 y",
        Tier::Mid => "3-5 y",
        Tier::Senior => "6-9 y",
        Tier::Staff => "10+ y",
    }
}

fn percent(share: f64) -> f64 {
    (share * 1000.0).round() / 10.0
}

fn ten_thousandths(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

#[cfg(test)]
mod tests {
    use which_end_core::pay::estimate::Grounds;
    use which_end_core::pay::query::Years;

    use super::super::calibrate::HeldOutRow;
    use super::*;

    /// Protects every group of the report from the wrong people: main roles by role, tier and country, neighbors apart.
    #[test]
    fn a_row_counts_in_its_own_groups_and_in_no_other() {
        let logs = [10.0, 10.2, 10.5, 10.8, 11.0];
        let wide = [9.0, 9.5, 10.0, 10.5, 11.0];
        let plain = Plain {
            role: wide,
            country: logs,
            years: logs,
        };
        let mut scorer = Scorer::default();
        for at in 0..160_u8 {
            let query = PayQuery {
                role: if at < 150 {
                    Role::BackEnd
                } else {
                    Role::Mobile
                },
                years: Years::new(if at < 30 { 1 } else { 12 }).expect("a year"),
                ..PayQuery::default()
            };
            // One third below the lowest percentile, one third in the middle, one third above the highest.
            let log_pay = [9.9, 10.5, 11.1][usize::from(at % 3)];
            scorer.add(&query, 50, log_pay, &logs, &plain);
        }
        let report = scorer.report(7);
        let found: Vec<(Kind, &str, u32)> = report
            .coverage
            .iter()
            .map(|row| (row.kind, row.group.as_str(), row.rows))
            .collect();
        assert_eq!(
            found,
            [
                (Kind::All, "all", 150),
                (Kind::Role, "back-end", 150),
                (Kind::Tier, "0-2 y", 30),
                (Kind::Tier, "10+ y", 120),
                (Kind::Country, "country US", 150),
                (Kind::CountryTier, "US 0-2 y", 30),
                (Kind::CountryTier, "US 10+ y", 120),
            ]
        );
        let neighbors: Vec<u32> = report.neighbors.iter().map(|row| row.rows).collect();
        let classes: Vec<u32> = report.country_classes.iter().map(|row| row.rows).collect();
        assert_eq!((neighbors, classes), (vec![10, 10], vec![0, 160, 0]));
        let all = &report.coverage[0];
        let shares = [
            all.between_10_and_90,
            all.between_25_and_75,
            all.under_10,
            all.under_50,
            all.over_90,
        ];
        assert_eq!(shares.map(|share| format!("{share:.1}")), ["33.3"; 5]);
        assert_eq!(report.rows_without_estimate, 7);
        assert!(report.plain[0].model_below > 1.0, "{:?}", report.plain);
        assert!(report.plain[1].model_below.abs() < 1e-9);
    }

    /// Protects the scores from shifts that have seen the people they are judged by. One fold's pay lies far above: by the
    /// others' shifts all of it lies over the range, and with it in sight nobody of the others does. By their own shifts
    /// one in ten of each would.
    #[test]
    fn a_fold_is_judged_with_the_shifts_of_the_others() {
        let row = |at: u32| Row {
            survey: 2025,
            query: PayQuery::default(),
            frameworks: Vec::new(),
            log_pay: if at.is_multiple_of(5) { 15.0 } else { 9.2 } + f64::from(at) / 250.0,
        };
        let rows: Vec<Row> = (0..500).map(row).collect();
        let logs = [10.0, 10.1, 10.2, 10.3, 10.4];
        let held_out = rows.iter().enumerate().map(|(index, row)| HeldOutRow {
            fold: index as u64 % FOLDS,
            index,
            group: (row.query.role, row.query.years.tier()),
            country_rows: 1000,
            grounds: Grounds::Many,
            logs,
            without_optional: logs,
            log_pay: row.log_pay,
        });
        let plain = Plain {
            role: logs,
            country: logs,
            years: logs,
        };
        let held = HeldOut {
            rows: held_out.collect(),
            plain: vec![plain; rows.len()],
            without_estimate: 0,
        };
        let over = held_out_report(&rows, &held).coverage[0].over_90;
        assert!(
            (over - 20.0).abs() < 0.5,
            "{over} in 100 lie over the range"
        );
    }
}
