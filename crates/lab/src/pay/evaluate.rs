//! `evaluate`: scores the model that the page carries on rows it has not seen.

use std::path::PathBuf;
use std::process::ExitCode;

use which_end_core::pay::estimate::estimate;
use which_end_core::pay::model::PayModel;

use super::design::MODEL_YEAR;
use super::json::{self, Groups};
use super::options::Options;
use super::report::{Report, Scorer};
use super::score::Baselines;
use super::survey::{Survey, read};

const USAGE: &str = "evaluate --data FILE [--json] [--model FILE] [--baselines FILE]";

/// Runs the command.
pub(crate) fn run(arguments: &[String]) -> ExitCode {
    match evaluate(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn evaluate(arguments: &[String]) -> Result<(), String> {
    let options = Options::read(
        arguments,
        &["--data", "--model", "--baselines"],
        &["--json"],
    )?;
    let data = options
        .path("--data")
        .ok_or_else(|| format!("say which survey file to score: {USAGE}"))?;
    let model: PayModel = json::read(
        options
            .path("--model")
            .unwrap_or_else(|| PathBuf::from("assets/data/pay.json")),
    )?;
    let groups: Groups = json::read(
        options
            .path("--baselines")
            .unwrap_or_else(|| PathBuf::from("crates/lab/baselines.json")),
    )?;

    let survey = read(&data, MODEL_YEAR).map_err(|error| error.to_string())?;
    let report = score(&model, &Baselines::from_groups(groups), &survey);
    if options.has("--json") {
        println!(
            "{}",
            serde_json::to_string_pretty(&report).map_err(|error| error.to_string())?
        );
    } else {
        println!(
            "left out: {} rows with pay out of bounds, {} without country, {} without years; years of work worked out from \
             years of coding in {} rows",
            survey.pay_out_of_bounds,
            survey.without_country,
            survey.without_years,
            survey.years_worked_out
        );
        report.print();
    }
    Ok(())
}

fn score(model: &PayModel, baselines: &Baselines, survey: &Survey) -> Report {
    let mut scorer = Scorer::default();
    let mut without_estimate = 0;
    for row in &survey.rows {
        let query = &row.query;
        let (Ok(estimate), Some(by_role), Some(by_both)) = (
            estimate(model, query),
            baselines.by_role(query.role),
            baselines.by_role_and_country(query.role, &query.country),
        ) else {
            without_estimate += usize::from(query.role.is_main());
            continue;
        };
        scorer.add(
            query,
            model
                .country(&query.country)
                .map_or(0, |country| country.rows),
            row.log_pay,
            &estimate.percentiles.map(f64::ln),
            by_role,
            by_both,
        );
    }
    scorer.report(without_estimate)
}
