//! Scores in words and columns.

use std::collections::BTreeMap;

use serde::Serialize;
use which_end_core::pay::estimate::{PayEstimate, estimate};
use which_end_core::pay::model::{Calibration, MEDIAN, PayModel};
use which_end_core::pay::query::{PayQuery, Role, Tier};

use super::calibrate::calibrate;
use super::cross::{FOLDS, FrameworksKept, Kept2025};
use super::score::{Logs, Score};
use super::survey::Row;

/// Fewer rows than this, and a country is not scored by itself.
const MIN_COUNTRY_ROWS: u32 = 150;

/// How good a model is on rows it has not seen.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Report {
    /// Rows of the three main roles scored. All below is of them, but the last.
    pub(crate) rows: u32,
    /// Rows of the main roles that have no estimate, because their country has too few rows in the model.
    pub(crate) rows_without_estimate: usize,
    /// Mean pinball loss of the five percentiles in log pay.
    pub(crate) loss: f64,
    /// The same for plain percentiles by role.
    pub(crate) loss_by_role: f64,
    /// The same for plain percentiles by role and country.
    pub(crate) loss_by_role_and_country: f64,
    /// How far below the first plain loss, in percent.
    pub(crate) below_by_role: f64,
    /// How far below the second, in percent.
    pub(crate) below_by_role_and_country: f64,
    /// Coverage, all rows first.
    pub(crate) coverage: Vec<Coverage>,
    /// Coverage of the other roles, all of them first.
    pub(crate) neighbors: Vec<Coverage>,
    /// Coverage of all roles together, by how many rows their country has.
    pub(crate) country_classes: Vec<Coverage>,
}

/// Which share of pay lies within the ranges.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Coverage {
    /// Whose.
    pub(crate) group: String,
    /// Rows.
    pub(crate) rows: u32,
    /// Between percentiles 10 and 90, in percent; 80 is right.
    pub(crate) between_10_and_90: f64,
    /// Between percentiles 25 and 75, in percent; 50 is right.
    pub(crate) between_25_and_75: f64,
}

/// Countries by how many rows the model has of them.
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

/// Adds up rows for a [`Report`].
#[derive(Default)]
pub(crate) struct Scorer {
    all: Score,
    classes: [Score; 3],
    neighbors: Score,
    by_neighbor: BTreeMap<Role, Score>,
    by_role: Score,
    by_role_and_country: Score,
    groups: BTreeMap<(u8, String), Score>,
}

impl Scorer {
    /// Counts a row with the model's percentiles and those of the two baselines.
    pub(crate) fn add(
        &mut self,
        query: &PayQuery,
        country_rows: u32,
        log_pay: f64,
        logs: &Logs,
        by_role: &Logs,
        by_both: &Logs,
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
        self.by_role.add(by_role, log_pay);
        self.by_role_and_country.add(by_both, log_pay);
        let groups = [
            (query.role as u8, role_name(query.role).to_owned()),
            (
                10 + query.years.tier() as u8,
                tier_name(query.years.tier()).to_owned(),
            ),
            (20, format!("country {}", query.country.as_str())),
        ];
        for group in groups {
            self.groups.entry(group).or_default().add(logs, log_pay);
        }
    }

    /// The sums as a report.
    pub(crate) fn report(&self, rows_without_estimate: usize) -> Report {
        let below = |other: &Score| percent(1.0 - self.all.loss() / other.loss());
        let coverage = |group: &str, score: &Score| Coverage {
            group: group.to_owned(),
            rows: score.rows,
            between_10_and_90: percent(score.outer()),
            between_25_and_75: percent(score.inner()),
        };
        let mut rows = vec![coverage("all", &self.all)];
        rows.extend(
            self.groups
                .iter()
                .filter(|((kind, _), score)| *kind < 20 || score.rows >= MIN_COUNTRY_ROWS)
                .map(|((_, name), score)| coverage(name, score)),
        );
        Report {
            rows: self.all.rows,
            rows_without_estimate,
            loss: ten_thousandths(self.all.loss()),
            loss_by_role: ten_thousandths(self.by_role.loss()),
            loss_by_role_and_country: ten_thousandths(self.by_role_and_country.loss()),
            below_by_role: below(&self.by_role),
            below_by_role_and_country: below(&self.by_role_and_country),
            coverage: rows,
            country_classes: CountryClass::ALL
                .into_iter()
                .zip(&self.classes)
                .map(|(class, score)| coverage(class.name(), score))
                .collect(),
            neighbors: std::iter::once(coverage("neighbors", &self.neighbors))
                .chain(
                    self.by_neighbor
                        .iter()
                        .map(|(role, score)| coverage(role_name(*role), score)),
                )
                .collect(),
        }
    }
}

impl Report {
    /// Prints it.
    pub(crate) fn print(&self) {
        println!(
            "{} rows scored; {} rows have no estimate (country with too few rows)",
            self.rows, self.rows_without_estimate
        );
        println!("mean pinball loss of the five percentiles, log pay:");
        println!("  this model                      {:.4}", self.loss);
        println!(
            "  plain percentiles by role       {:.4}   the model is {:.1} % below",
            self.loss_by_role, self.below_by_role
        );
        println!(
            "  … by role and country           {:.4}   the model is {:.1} % below",
            self.loss_by_role_and_country, self.below_by_role_and_country
        );
        println!(
            "{:<19} {:>6} {:>14} {:>14}",
            "coverage", "rows", "10-90 (80)", "25-75 (50)"
        );
        let all = self.coverage.iter().chain(&self.neighbors);
        for row in all.chain(&self.country_classes) {
            println!(
                "{:<19} {:>6} {:>13.1}% {:>13.1}%",
                row.group, row.rows, row.between_10_and_90, row.between_25_and_75
            );
        }
    }
}

/// Scores the rows held back. The shifts for a fold are from the other folds only.
pub(crate) fn held_back(rows: &[Row], kept: &Kept2025) {
    let shifts: Vec<Calibration> = (0..FOLDS)
        .map(|fold| calibrate(kept.rows.iter().filter(move |row| row.fold != fold)))
        .collect();
    let mut raw = Score::default();
    let mut unsaid = Score::default();
    let mut scorer = Scorer::default();
    for ((row, by_role), by_both) in kept
        .rows
        .iter()
        .zip(&kept.by_role)
        .zip(&kept.by_role_and_country)
    {
        if rows[row.index].query.role.is_main() {
            raw.add(&row.logs, row.log_pay);
        }
        let fold = usize::try_from(row.fold).unwrap_or_default();
        let logs = shifts[fold].apply(row.grounds, row.country_rows, row.logs);
        if rows[row.index].query.role.is_main() {
            unsaid.add(
                &shifts[fold].apply(row.grounds, row.country_rows, row.unsaid),
                row.log_pay,
            );
        }
        let query = &rows[row.index].query;
        scorer.add(
            query,
            row.country_rows,
            row.log_pay,
            &logs,
            by_role,
            by_both,
        );
    }
    println!(
        "before calibration: loss {:.4}, 10-90 holds {:.1} %, 25-75 holds {:.1} %; after it:",
        raw.loss(),
        percent(raw.outer()),
        percent(raw.inner())
    );
    scorer.report(kept.without_estimate).print();
    println!(
        "the same people with all that may be left unsaid: loss {:.4}, 10-90 holds {:.1} %, 25-75 holds {:.1} %",
        unsaid.loss(),
        percent(unsaid.outer()),
        percent(unsaid.inner())
    );
}

/// What frameworks tell about people who were held back.
pub(crate) fn frameworks(kept: &FrameworksKept) {
    println!(
        "{} people of 2023 and 2024 in the base country who state frameworks, before calibration: loss {:.4}, 10-90 holds \
         {:.1} %, 25-75 holds {:.1} %; with their frameworks left unsaid: loss {:.4}, 10-90 holds {:.1} %, 25-75 holds {:.1} %",
        kept.stated.rows,
        kept.stated.loss(),
        percent(kept.stated.outer()),
        percent(kept.stated.inner()),
        kept.unsaid.loss(),
        percent(kept.unsaid.outer()),
        percent(kept.unsaid.inner()),
    );
}

/// Prints what the model says for the United States and of technologies, for a look by eye.
pub(crate) fn look(model: &PayModel) {
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

/// How much of the page the model takes.
pub(crate) fn size(model: &PayModel) -> Result<String, String> {
    let bytes = postcard::to_allocvec(model).map_err(|error| error.to_string())?;
    let mut packed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut bytes.as_slice(), &mut packed, &parameters)
        .map_err(|error| error.to_string())?;
    Ok(format!(
        "In the page the model takes {} bytes, {} packed with brotli 11 (at most 12,000).",
        bytes.len(),
        packed.len()
    ))
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
