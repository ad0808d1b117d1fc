//! `fit`: fits the pay model to survey files.

use std::path::{Path, PathBuf};
use std::time::Instant;

use which_end_content::pay::check_model;
use which_end_core::pay::model::{DataSource, MEDIAN, PERCENTILES, PayModel};
use which_end_core::pay::query::{Role, Technology};
use which_end_core::pay::wages::AreaTerms;

use super::calibrate::calibrate;
use super::check_pay::comparisons;
use super::cross::{hold_out, hold_out_frameworks};
use super::cut::Cuts;
use super::design::{Column, Layout, Penalties};
use super::files::{FILES, MODEL_YEAR, SurveyFile, UNCUT_YEAR};
use super::government::Tables;
use super::quantile::NotSolved;
use super::score::Baselines;
use super::survey::{Row, read};
use super::table::Fitted;
use super::widths::Variance;
use super::{changes, check_pay, json, report, size, verdict};

/// Minimum distance of a role × technology effect from 0, in half-widths: about 3.5 standard errors, because some
/// eighty of them are tested.
const LEAST_HALF_WIDTHS: f64 = 1.8;

#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Folder of the survey files and government tables
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Where the model goes
    #[arg(long, value_name = "FILE", default_value = "assets/data/pay.json")]
    out: PathBuf,
    /// Where the plain medians go that `evaluate` compares with
    #[arg(long, value_name = "FILE", default_value = "crates/lab/baselines.json")]
    baselines: PathBuf,
}

/// Runs the command.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    let Options {
        data,
        out,
        baselines,
    } = options;
    let started = Instant::now();

    let mut rows = Vec::new();
    let mut cuts = Cuts::default();
    for file in FILES {
        let survey =
            read(&data.join(file.name), file.year, file.only).map_err(|error| error.to_string())?;
        println!("{}: {}", file.year, survey.summary());
        if file.year == UNCUT_YEAR {
            cuts = Cuts::of(&survey);
        }
        rows.extend(survey.rows);
    }

    println!(
        "\nHolding back a fifth of the {MODEL_YEAR} rows, five times, to see how good the model is…"
    );
    let tables = Tables::read(data)?;
    let areas = tables.areas()?;
    let uncalibrated = |part: &[Row]| uncalibrated(part, &areas);
    let held_out = hold_out(&rows, uncalibrated).map_err(|error| error.to_string())?;
    let trial = report::held_out_report(&rows, &held_out);
    verdict::print(&verdict::judge(&trial));
    report::frameworks(
        &hold_out_frameworks(&rows, uncalibrated).map_err(|error| error.to_string())?,
    );

    println!("\nFitting all rows…");
    let mut model = uncalibrated(&rows).map_err(|error| error.to_string())?;
    model.calibration = calibrate(held_out.rows.iter());
    model.trial = trial.for_the_page();
    cuts.apply_to(&mut model);
    report::print_examples(&model);
    model.checks = comparisons(&model, &tables)?;
    check_pay::print(&model.checks);
    if let Err(problems) = check_model(&model) {
        return Err(format!(
            "the fitted model does not pass its own check:\n{}",
            problems.join("\n")
        ));
    }
    changes::print(out, &model);
    println!("\n{}", size::size_sentence(&model)?);
    write(
        out,
        &json::model(&model).map_err(|error| error.to_string())?,
    )?;
    let plain = Baselines::of(rows.iter().filter(|row| row.survey == model.year));
    write(
        baselines,
        &json::baselines(&plain.groups()).map_err(|error| error.to_string())?,
    )?;
    println!(
        "\nWrote {} and {} in {:.0} s.",
        out.display(),
        baselines.display(),
        started.elapsed().as_secs_f64()
    );
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    std::fs::write(path, text)
        .map_err(|error| format!("{}: cannot be written ({error})", path.display()))
}

fn uncalibrated(rows: &[Row], areas: &AreaTerms) -> Result<PayModel, NotSolved> {
    let fitted = fit_rows(rows)?;
    let sources = FILES
        .iter()
        .map(|file| source(file, rows, &fitted))
        .collect();
    Ok(fitted.model(rows, sources, areas.clone()))
}

/// Fits the five percentiles. The role × technology effects are selected on the same rows, at the median.
fn fit_rows(rows: &[Row]) -> Result<Fitted, NotSolved> {
    let penalties = Penalties::default();
    let special = special(rows, &penalties)?;
    let layout = Layout::of(rows, Some(&special));
    let regression = layout.regression(rows, &penalties);
    let mut solved: Vec<Result<Vec<f64>, NotSolved>> = Vec::new();
    std::thread::scope(|scope| {
        let tasks: Vec<_> = PERCENTILES
            .map(|percentile| {
                scope.spawn({
                    let regression = &regression;
                    move || regression.solve(f64::from(percentile) / 100.0)
                })
            })
            .into();
        for task in tasks {
            solved.push(
                task.join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            );
        }
    });
    let mut coefficients: [Vec<f64>; 5] = Default::default();
    for (index, solution) in coefficients.iter_mut().zip(solved) {
        *index = solution?;
    }
    let variance = Variance::at_median(&regression, &coefficients[MEDIAN]);
    Ok(Fitted {
        layout,
        coefficients,
        variance,
    })
}

fn special(rows: &[Row], penalties: &Penalties) -> Result<Vec<(Role, Technology)>, NotSolved> {
    let layout = Layout::of(rows, None);
    let regression = layout.regression(rows, penalties);
    let coefficients = regression.solve(0.5)?;
    let variance = Variance::at_median(&regression, &coefficients);
    let holds_up = |column: &Column| {
        let Column::RoleTechnology(role, language) = column else {
            return None;
        };
        let index = layout.index(column)?;
        let width = variance.half_width(&[(index, 1.0)]);
        (coefficients[index].abs() > LEAST_HALF_WIDTHS * width).then(|| (*role, language.clone()))
    };
    Ok(layout.columns().filter_map(holds_up).collect())
}

fn source(file: &SurveyFile, rows: &[Row], fitted: &Fitted) -> DataSource {
    let year = file.year;
    DataSource {
        title: file.title(),
        publisher: "Stack Exchange Inc.".to_owned(),
        url: format!("https://survey.stackoverflow.co/{year}/"),
        licence: "ODbL 1.0 (contents DbCL 1.0)".to_owned(),
        as_of: file.as_of(),
        review_by: file.review_by(),
        rows: u32::try_from(rows.iter().filter(|row| row.survey == year).count())
            .unwrap_or(u32::MAX),
        shift: fitted.sum(&[(Column::Survey(year, true), 1.0)]),
        shift_elsewhere: fitted.sum(&[(Column::Survey(year, false), 1.0)]),
    }
}
