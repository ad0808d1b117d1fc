//! The commands of the README. The parser of the command line is the only dependency, so that `cargo xtask` starts fast
//! on a bare machine. Commands that need more (numerics, finishing the site, browsers) are in packages of their own and
//! are called here.

mod arguments;
mod delegate;
mod error;
mod page;
mod process;
mod reproduce;
mod serve;
mod setup;
mod suite_name;
mod suites;
mod supply;
mod tally;
mod workspace;

use std::process::ExitCode;

use arguments::{Command, CommandLine, Destination};
use error::Error;
use setup::Needs;

fn main() -> ExitCode {
    let command = CommandLine::read(std::env::args()).unwrap_or_else(|error| error.exit());
    match run(command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\n{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode, Error> {
    match command {
        Command::Setup { browsers } => {
            let needs = if browsers {
                Needs::PageAndBrowsers
            } else {
                Needs::Page
            };
            let tools = setup::install(needs)?;
            println!("Ready. The tools are in {}.", tools.home().display());
            Ok(ExitCode::SUCCESS)
        }
        Command::Serve(options) => serve::run(&options),
        Command::Dist(to) => {
            page::dist(&setup::install(Needs::Page)?, &to)?;
            println!(
                "The site is in {}: put it on any static host.",
                workspace::dist().display()
            );
            Ok(ExitCode::SUCCESS)
        }
        Command::Budget(options) => {
            if !workspace::dist().is_dir() {
                println!("There is no dist/ yet, so it is built first.");
                page::dist(&setup::install(Needs::Page)?, &Destination::default())?;
            }
            delegate::budget(&options.rest)
        }
        Command::Items(options) => delegate::lab("items", &options.rest),
        Command::Simulate(options) => delegate::lab("simulate", &options.rest),
        Command::Calibrate(options) => delegate::lab("calibrate", &options.rest),
        Command::Fit(options) => delegate::lab("fit", &options.rest),
        Command::Evaluate(options) => delegate::lab("evaluate", &options.rest),
        Command::CheckPay(options) => delegate::lab("check-pay", &options.rest),
        Command::Bench { browser, json } => {
            let options: &[String] = if json { &["--json".to_owned()] } else { &[] };
            if !browser {
                return delegate::lab("bench", options);
            }
            let tools = setup::install(Needs::PageAndBrowsers)?;
            if !workspace::dist().is_dir() {
                println!("There is no dist/ yet, so it is built first.");
                page::dist(&tools, &Destination::default())?;
            }
            delegate::bench_in_browser(&tools, options)
        }
        Command::Fuzz(options) => delegate::fuzz(&options),
        Command::Supply { advisories } => supply::run(advisories.as_deref()),
        Command::Reproduce => reproduce::run(),
        Command::Test(options) => suites::run(&options),
    }
}
