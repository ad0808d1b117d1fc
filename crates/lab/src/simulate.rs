//! `simulate`: tests the quiz with simulated people whose traits are known.
//!
//! The session, the choice of items and the report are core's own. The people are not: they answer by separate formulas
//! (`person`), with parameters that the quiz does not know.

pub(crate) mod condition;
mod figures;
pub(crate) mod form;
mod guards;
mod nuisance;
pub(crate) mod person;
pub(crate) mod rng;
mod table;

use std::path::PathBuf;

use clap::builder::RangedU64ValueParser;
use which_end_content::items;
use which_end_core::quiz::item::ItemBank;

use condition::Condition;
use figures::{Figures, Outcome, Yardstick};
use form::Form;
use person::PARAMETER_SETS;
use table::{Line, Table};

#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Simulated people per line. 4000 give a Monte Carlo error of about .006 for shares near .80
    #[arg(long, value_name = "N", default_value_t = 4000, value_parser = RangedU64ValueParser::<usize>::new().range(1..=1_000_000))]
    simulees: usize,
    /// Question bank
    #[arg(long, value_name = "FILE", default_value = "assets/data/items.json")]
    bank: PathBuf,
    /// Print JSON instead of tables
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    let text = std::fs::read_to_string(&options.bank)
        .map_err(|error| format!("{}: cannot be read ({error})", options.bank.display()))?;
    let bank = items::read(&text).map_err(|problems| {
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        format!(
            "{} is not sound:\n{}",
            options.bank.display(),
            said.join("\n")
        )
    })?;
    let table = Table {
        seed: options.seed,
        simulees: options.simulees,
        lines: lines(&bank, options),
        guards: guards::measure(&bank, options.seed, options.simulees),
        nuisances: nuisance::measure(&text, &bank, options.seed, options.simulees / 2),
        speed: form::time_choice(&bank, options.seed),
    };
    if options.json {
        println!(
            "{}",
            serde_json::to_string_pretty(&table).map_err(|error| error.to_string())?
        );
    } else {
        table.print();
    }
    Ok(())
}

/// All forms in the messy condition, and only the quiz itself in the others.
fn lines(bank: &ItemBank, options: &Options) -> Vec<Line> {
    let sober = condition::with_discrimination(bank, condition::SOBER);
    let messy = Form::ALL
        .into_iter()
        .map(|form| (form, Condition::Messy, bank));
    let others = [
        (Form::Quiz, Condition::Clean, bank),
        (Form::Quiz, Condition::Sober, &sober),
        (Form::WinnerTakesAll, Condition::Sober, &sober),
    ];
    messy
        .chain(others)
        .flat_map(|(form, condition, bank)| {
            let outcomes = outcomes(bank, form, condition, options);
            let figures = |yardstick| Line {
                form,
                condition,
                yardstick,
                figures: Figures::of(&outcomes, yardstick),
            };
            let mut lines = vec![figures(Yardstick::Common)];
            if matches!(form, Form::Quiz | Form::WinnerTakesAll) && condition == Condition::Messy {
                lines.push(figures(Yardstick::FacetMean));
            }
            lines
        })
        .collect()
}

/// All simulees of one line, distributed over the cores. The result does not depend on the number of cores.
fn outcomes(bank: &ItemBank, form: Form, condition: Condition, options: &Options) -> Vec<Outcome> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let sets: Vec<usize> = (0..PARAMETER_SETS).collect();
    let per_set = options.simulees.div_ceil(PARAMETER_SETS);
    let mut done: Vec<(usize, Vec<Outcome>)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..cores)
            .map(|core| {
                let own: Vec<usize> = sets.iter().copied().skip(core).step_by(cores).collect();
                scope.spawn(move || {
                    own.into_iter()
                        .map(|set| {
                            (
                                set,
                                form.outcomes(bank, condition, options.seed, set, per_set),
                            )
                        })
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        let joined = workers.into_iter().map(|worker| {
            worker
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        joined.flatten().collect()
    });
    done.sort_by_key(|(set, _)| *set);
    done.into_iter()
        .flat_map(|(_, outcomes)| outcomes)
        .collect()
}
