//! The commands of the project (`cargo xtask help`). This crate has no dependencies, so that `cargo xtask` starts in
//! seconds on a bare machine; what needs more (numerics, the site's finish, the browsers) lives in its own package and is
//! called here.

mod arguments;
mod hand_over;
mod page;
mod process;
mod reproduce;
mod serve;
mod setup;
mod suites;
mod supply;
mod tally;
mod trouble;
mod workspace;

use std::process::ExitCode;

use arguments::{Command, Destination, HELP};
use setup::Needs;
use trouble::Trouble;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match Command::read(&words).and_then(run) {
        Ok(code) => code,
        Err(trouble) => {
            eprintln!("\n{trouble}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode, Trouble> {
    match command {
        Command::Help => {
            print!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        Command::Setup { browsers } => {
            let needs = if browsers {
                Needs::PageAndBrowsers
            } else {
                Needs::Page
            };
            let tools = setup::everything(needs)?;
            println!("Ready. The tools are in {}.", tools.home().display());
            Ok(ExitCode::SUCCESS)
        }
        Command::Serve(wishes) => serve::run(&wishes),
        Command::Dist(to) => {
            page::dist(&setup::everything(Needs::Page)?, &to)?;
            println!(
                "The site is in {}: put it on any static host.",
                workspace::dist().display()
            );
            Ok(ExitCode::SUCCESS)
        }
        Command::Budget { rest } => {
            if !workspace::dist().is_dir() {
                println!("There is no dist/ yet, so it is built first.");
                page::dist(&setup::everything(Needs::Page)?, &Destination::default())?;
            }
            hand_over::budget(&rest)
        }
        Command::Lab { command, rest } => hand_over::lab(command, &rest),
        Command::BenchInBrowser { rest } => {
            let tools = setup::everything(Needs::PageAndBrowsers)?;
            if !workspace::dist().is_dir() {
                println!("There is no dist/ yet, so it is built first.");
                page::dist(&tools, &Destination::default())?;
            }
            hand_over::bench_in_browser(&tools, &rest)
        }
        Command::Fuzz { rest } => hand_over::fuzz(&rest),
        Command::Supply { advisories } => supply::run(advisories.as_deref()),
        Command::Reproduce => reproduce::run(),
        Command::Test(choice) => suites::run(&choice),
    }
}
