//! Finishes the built site. Each command works on the folder of trunk or of an earlier command.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

mod budget;
mod check;
mod compare;
mod compress;
mod digest;
mod error;
mod files;
mod finish;
mod html;
mod pack;
mod retire;
mod script;
mod tool;

use error::SiteError;

#[derive(Debug, Parser)]
#[command(name = "which-end-site")]
enum Command {
    /// Fill the static page from the data and stamp the service worker; run by trunk's hook
    Finish {
        /// The built page; trunk names it to its hooks
        folder: Option<PathBuf>,
    },
    /// Write brotli and gzip twins, and header files for common hosts
    Pack { folder: PathBuf },
    /// Compare bytes, requests and nodes with budget.json
    Budget {
        folder: PathBuf,
        /// Print JSON instead of a table
        #[arg(long)]
        json: bool,
        /// Write lower limits where the measures allow it
        #[arg(long, conflicts_with = "json")]
        lower: bool,
    },
    /// Prove the precache list, the policy and the absence of network calls
    Check { folder: PathBuf },
    /// List every file with its digest, and how two builds differ
    Compare { folder: PathBuf, other: PathBuf },
    /// Replace the service worker by one that removes itself
    Retire { folder: PathBuf },
}

fn main() -> ExitCode {
    let done = match Command::parse() {
        Command::Finish { folder } => {
            finish::Setting::from_environment(folder).and_then(|setting| finish::run(&setting))
        }
        Command::Pack { folder } => pack::run(&folder),
        Command::Budget {
            folder,
            json,
            lower,
        } => {
            let form = match (json, lower) {
                (true, _) => budget::Output::Json,
                (_, true) => budget::Output::Lower,
                _ => budget::Output::Table,
            };
            budget::run(&folder, form)
        }
        Command::Check { folder } => check::run(&folder),
        Command::Compare { folder, other } => compare::run(&folder, &other),
        Command::Retire { folder } => retire::run(&folder),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(SiteError::Failed) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn command_line_is_consistent() {
        Command::command().debug_assert();
    }
}
