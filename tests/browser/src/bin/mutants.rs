//! Mutation tests of the service worker: breaks one rule of the built worker at a time and runs the scenario that must
//! fail. Prints a table, and fails if a scenario passes.
//!
//! `WHICH_END_DIST=dist cargo run -p which-end-browser-tests --bin mutants -- [ENGINE]`. Takes minutes, so no run of the
//! suite does it.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use clap::Parser;
use which_end_browser_tests::failure::Failure;
use which_end_browser_tests::mutations::MUTATIONS;

#[derive(Debug, clap::Parser)]
struct Options {
    #[arg(default_value = "chromium", value_parser = ["chromium", "firefox", "webkit"])]
    engine: String,
}

fn main() -> ExitCode {
    match run(&Options::parse().engine) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(missed) => {
            eprintln!("{missed} broken workers went unnoticed");
            ExitCode::FAILURE
        }
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

/// Returns how many broken workers went unnoticed.
fn run(engine: &str) -> Result<usize, Failure> {
    let dist = env::var_os("WHICH_END_DIST")
        .map(PathBuf::from)
        .ok_or_else(|| Failure::new("WHICH_END_DIST does not name the folder of the built site"))?;
    let worker = std::fs::read_to_string(dist.join("sw.js"))?;
    let mut sound = BTreeMap::new();
    for mutation in MUTATIONS {
        if !sound.contains_key(mutation.scenario) {
            let (passes, _) = play(engine, mutation.scenario, &dist)?;
            sound.insert(mutation.scenario, passes);
            if !passes {
                return Err(Failure::new(format!(
                    "{} fails with the worker as it is",
                    mutation.scenario
                )));
            }
        }
    }
    println!("| the worker … | found | by | s |\n|---|---|---|---|");
    let mut missed = 0;
    for mutation in MUTATIONS {
        let folder = tempfile::tempdir()?;
        for entry in std::fs::read_dir(&dist)?.flatten() {
            if entry.file_name() != "sw.js" {
                let there = folder.path().join(entry.file_name());
                std::os::unix::fs::symlink(entry.path().canonicalize()?, there)?;
            }
        }
        std::fs::write(folder.path().join("sw.js"), mutation.apply(&worker)?)?;
        let (passes, seconds) = play(engine, mutation.scenario, folder.path())?;
        missed += usize::from(passes);
        let found = if passes { "NO" } else { "yes" };
        println!(
            "| {} | {found} | `{}` | {seconds:.0} |",
            mutation.name, mutation.scenario
        );
    }
    Ok(missed)
}

/// Runs a scenario with the site in `dist`. Returns whether it passes, and its duration in seconds.
fn play(engine: &str, scenario: &str, dist: &Path) -> Result<(bool, f64), Failure> {
    let name = format!("{engine}::{scenario}");
    let since = Instant::now();
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["test", "--quiet", "--package", "which-end-browser-tests"])
        .args(["--test", "engines", "--", "--exact", &name])
        .env("WHICH_END_DIST", dist.canonicalize()?)
        .stdin(Stdio::null())
        .output()?;
    let displayed = String::from_utf8_lossy(&output.stdout);
    // Any other output is an error: the scenario does not exist, or the suite does not compile.
    let passes = if displayed.contains("1 passed; 0 failed") {
        true
    } else if displayed.contains("0 passed; 1 failed") {
        false
    } else {
        let errors = String::from_utf8_lossy(&output.stderr);
        return Err(Failure::new(format!(
            "{name} was not played: {displayed}{errors}"
        )));
    };
    Ok((passes, since.elapsed().as_secs_f64()))
}
