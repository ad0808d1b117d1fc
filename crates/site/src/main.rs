//! Finishes the built site. Commands, each on the folder that trunk or an earlier command made:
//!
//! | command | does |
//! |---|---|
//! | `finish [DIR]` | fills the readable page from the data and stamps the service worker; run by trunk's hook |
//! | `pack DIR` | brotli and gzip twins, and header files for common hosts |
//! | `budget DIR [--json]` | bytes, requests and nodes against `budget.json`; `--lower` writes lower limits |
//! | `check DIR` | proves the precache list, the policy and the absence of network calls |
//! | `compare DIR DIR` | every file with its digest, and how two builds differ |
//! | `retire DIR` | replaces the service worker by the one that removes itself |

use std::path::{Path, PathBuf};
use std::process::ExitCode;

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

const USAGE: &str = "\
usage: which-end-site finish [DIR]
       which-end-site pack DIR
       which-end-site budget DIR [--json | --lower]
       which-end-site check DIR
       which-end-site compare DIR DIR
       which-end-site retire DIR";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["finish"] => {
            finish::Setting::from_environment(None).and_then(|setting| finish::run(&setting))
        }
        ["finish", folder] => finish::Setting::from_environment(Some(PathBuf::from(folder)))
            .and_then(|setting| finish::run(&setting)),
        ["pack", folder] => pack::run(Path::new(folder)),
        ["budget", folder] => budget::run(Path::new(folder), budget::Form::Table),
        ["budget", folder, "--json"] | ["budget", "--json", folder] => {
            budget::run(Path::new(folder), budget::Form::Json)
        }
        ["budget", folder, "--lower"] => budget::run(Path::new(folder), budget::Form::Lower),
        ["check", folder] => check::run(Path::new(folder)),
        ["compare", folder, other] => compare::run(Path::new(folder), Path::new(other)),
        ["retire", folder] => retire::run(Path::new(folder)),
        _ => Err(SiteError::Usage),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(SiteError::Failed) => ExitCode::FAILURE,
        Err(SiteError::Usage) => {
            eprintln!("{USAGE}");
            ExitCode::from(2)
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
