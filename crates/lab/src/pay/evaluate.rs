//! `evaluate`: scores the page's model on rows that it was not fitted to.

use std::path::PathBuf;

use serde::Serialize;
use which_end_core::pay::estimate::estimate;
use which_end_core::pay::model::PayModel;

use super::json::{self, Groups};
use super::report::{Report, Scorer};
use super::score::Baselines;
use super::survey::{Survey, read};
use super::verdict::{self, BoundResult};

#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Survey file to score
    #[arg(long, value_name = "FILE")]
    data: PathBuf,
    #[arg(long, value_name = "FILE", default_value = "assets/data/pay.json")]
    model: PathBuf,
    /// Plain medians to compare with
    #[arg(long, value_name = "FILE", default_value = "crates/lab/baselines.json")]
    baselines: PathBuf,
    /// Print JSON instead of tables
    #[arg(long)]
    json: bool,
}

/// Runs the command. Returns whether every bound is met.
pub(crate) fn run(options: &Options) -> Result<bool, String> {
    let model: PayModel = json::read(&options.model)?;
    let groups: Groups = json::read(&options.baselines)?;

    let survey = read(&options.data, model.year, None).map_err(|error| error.to_string())?;
    let report = score(&model, &Baselines::from_groups(groups), &survey);
    let verdict = verdict::judge(&report);
    let met = verdict.iter().all(|line| line.met);
    if options.json {
        let scored = Scored {
            report: &report,
            verdict: &verdict,
            met,
        };
        println!(
            "{}",
            serde_json::to_string_pretty(&scored).map_err(|error| error.to_string())?
        );
    } else {
        println!("{}", survey.summary());
        report.print();
        verdict::print(&verdict);
    }
    Ok(met)
}

/// The output of `--json`.
#[derive(Serialize)]
struct Scored<'report> {
    #[serde(flatten)]
    report: &'report Report,
    /// Every bound.
    verdict: &'report [BoundResult],
    /// Whether all of them are met.
    met: bool,
}

fn score(model: &PayModel, baselines: &Baselines, survey: &Survey) -> Report {
    let mut scorer = Scorer::default();
    let mut without_estimate = 0;
    for row in &survey.rows {
        let query = &row.query;
        let (Ok(estimate), Some(plain)) = (estimate(model, query), baselines.plain(query)) else {
            without_estimate += usize::from(query.role.is_main());
            continue;
        };
        let country_rows = model
            .country(&query.country)
            .map_or(0, |country| country.rows);
        let logs = estimate.percentiles.map(f64::ln);
        scorer.add(query, country_rows, row.log_pay, &logs, &plain);
    }
    scorer.report(without_estimate)
}

#[cfg(test)]
mod tests {
    use which_end_core::pay::query::{CountryCode, PayQuery};

    use super::super::survey::Row;
    use super::*;

    /// Protects what `evaluate` says: people paid exactly the model's own median lie in its middle half and at its median,
    /// and those of a country without an estimate are counted apart.
    #[test]
    fn people_are_scored_by_their_own_estimate() {
        let text = include_str!("../../../../assets/data/pay.json");
        let model: PayModel = serde_json::from_str(text).expect("the committed model is readable");
        let query = |country: &str| PayQuery {
            country: CountryCode::new(country).expect("a code"),
            ..PayQuery::default()
        };
        let row = |country: &str, log_pay: f64| Row {
            survey: model.year,
            query: query(country),
            frameworks: Vec::new(),
            log_pay,
        };
        let middle = |country: &str| {
            estimate(&model, &query(country))
                .expect("known")
                .percentiles[2]
                .ln()
        };
        let rows = vec![
            row("US", middle("US") - 1e-6),
            row("IN", middle("IN") - 1e-6),
            row("DE", middle("DE") + 3.0),
            row("ZZ", 11.0),
        ];
        let baselines = Baselines::of(rows.iter());
        let survey = Survey {
            rows,
            ..Survey::default()
        };
        let report = score(&model, &baselines, &survey);
        assert_eq!((report.rows, report.rows_without_estimate), (3, 1));
        let all = &report.coverage[0];
        let found = [
            all.between_10_and_90,
            all.between_25_and_75,
            all.under_50,
            all.over_90,
        ];
        assert_eq!(
            found.map(|share| format!("{share:.1}")),
            ["66.7", "66.7", "66.7", "33.3"]
        );
    }
}
