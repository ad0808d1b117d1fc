//! `test`: runs every check. The page is built in the background while the checks that do not need it run.

use std::process::{Command, ExitCode};
use std::thread::{self, ScopedJoinHandle};
use std::time::{Duration, Instant};

mod report;
mod suite_result;

use clap::ValueEnum;

use self::report::Report;
use self::suite_result::{SuiteResult, check, counted, ending, libtest};
use crate::arguments::{Destination, TestOptions};
use crate::delegate;
use crate::error::Error;
use crate::page;
use crate::setup::{self, Needs, Outcome, Tools};
use crate::suite_name::SuiteName;
use crate::tally::{self, Tally};
use crate::workspace;

/// Maximum number of scenarios that one run of the browser suite may repeat. One of 368 failed in the run that showed
/// the need (`WebKit` bypassed an installed worker), and in no repetition: one failure in a run is likely, four are
/// not.
const REPEATS: usize = 3;

/// Mutated texts per input: a thirtieth of `cargo xtask fuzz`, ten times the native tests.
const FUZZ_CASES: &str = "30000";

/// The release build that runs beside other suites. Its result and duration.
type PageBuild<'scope> = ScopedJoinHandle<'scope, (Result<(), Error>, Duration)>;

pub(crate) fn run(options: &TestOptions) -> Result<ExitCode, Error> {
    let start = Instant::now();
    let suites = chosen(options);
    let outcome = if suites.contains(&SuiteName::Browsers) {
        setup::try_install(Needs::PageAndBrowsers)?
    } else if suites.contains(&SuiteName::Page) {
        setup::try_install(Needs::Page)?
    } else {
        setup::none()
    };
    let set_up = start.elapsed();

    let mut report = Report::default();
    thread::scope(|scope| {
        let mut page_build = suites
            .contains(&SuiteName::Page)
            .then(|| scope.spawn(|| build_page(&outcome, !options.only.is_empty())));
        let mut page_failed = false;
        for name in &suites {
            println!("\n━━ {}", name.heading());
            let suite_start = Instant::now();
            let (result, time) = match page_build.take_if(|_| *name == SuiteName::Page) {
                Some(build) => finish_page(build),
                None if name.needs_dist() && page_failed => (
                    SuiteResult::failed("Not run, because the page could not be built."),
                    Duration::ZERO,
                ),
                None => {
                    let result = judge(*name, &outcome, options);
                    (result, suite_start.elapsed())
                }
            };
            page_failed |= *name == SuiteName::Page && result.tally.failed > 0;
            report.add(*name, result, time);
        }
    });
    report.print(start.elapsed(), set_up);
    Ok(if report.sum.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The suites to run. A check of the page adds the build, so that it never checks a page older than its sources.
fn chosen(options: &TestOptions) -> Vec<SuiteName> {
    let TestOptions { quick, only, .. } = options;
    let all = SuiteName::value_variants().iter().copied();
    all.filter(|name| match name {
        _ if only.is_empty() && !quick => true,
        SuiteName::Format | SuiteName::Lint | SuiteName::Native if *quick => true,
        SuiteName::Page => only
            .iter()
            .any(|name| *name == SuiteName::Page || name.needs_dist()),
        _ => only.contains(name),
    })
    .collect()
}

/// Builds `dist/`, with all output in a file. With `unless_fresh`, skips the build if `dist/` is newer than all its
/// inputs.
fn build_page(outcome: &Outcome, unless_fresh: bool) -> (Result<(), Error>, Duration) {
    let start = Instant::now();
    let built = match &outcome.missing.page {
        Some(error) => Err(error.clone()),
        None if unless_fresh && page::is_fresh() => Ok(()),
        None => page::dist_in_background(&outcome.tools),
    };
    (built, start.elapsed())
}

fn finish_page(build: PageBuild<'_>) -> (SuiteResult, Duration) {
    let (outcome, took) = build
        .join()
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    (SuiteResult::from(outcome), took)
}

fn judge(name: SuiteName, outcome: &Outcome, options: &TestOptions) -> SuiteResult {
    let Outcome { tools, missing } = outcome;
    match name {
        SuiteName::Format => check(cargo(tools).args(["fmt", "--all", "--check"]), 5),
        SuiteName::Lint => {
            let build = |targets: &[&str]| {
                let mut build = linting_cargo(tools);
                build.args(["build", "--workspace", "--locked", "--keep-going"]);
                build.args(targets);
                ending(&build, 25, |_| {})
            };
            // Everything that is tested by default, then the browser suite, which is not.
            match build(&["--all-targets"]).and_then(|()| build(&["--test", "engines"])) {
                Ok(()) => SuiteResult::passed(),
                Err(error) => SuiteResult::failed(error),
            }
        }
        SuiteName::Docs => {
            let mut docs = cargo(tools);
            docs.env(
                "RUSTDOCFLAGS",
                "-Dwarnings -Arustdoc::private_intra_doc_links",
            );
            docs.args([
                "doc",
                "--workspace",
                "--locked",
                "--no-deps",
                "--document-private-items",
            ]);
            match ending(&docs, 25, |_| {}) {
                Ok(()) => SuiteResult::passed(),
                Err(error) => SuiteResult::failed(error),
            }
        }
        SuiteName::Native => native(tools),
        SuiteName::Fuzz => {
            let mut fuzz = linting_cargo(tools);
            fuzz.args(["test", "--locked", "--package", "which-end-fuzz", "--lib"]);
            fuzz.env("PROPTEST_CASES", FUZZ_CASES);
            libtest(&fuzz, 10)
        }
        SuiteName::Page => SuiteResult::from(page::dist(tools, &Destination::default())),
        SuiteName::Site => site(tools, "check"),
        SuiteName::Budget => site(tools, "budget"),
        SuiteName::Browsers => match &missing.browsers {
            Some(error) => SuiteResult::failed(error.to_string()),
            None => libtest(&browsers(tools, options), 45),
        },
    }
}

fn cargo(tools: &Tools) -> Command {
    let mut cargo = workspace::cargo();
    cargo.current_dir(workspace::root());
    tools.configure(&mut cargo);
    cargo
}

/// Cargo with Clippy as the compiler of our own crates, so that one build lints them and produces the test programs.
/// `cargo clippy` would check all four hundred crates again, since cargo shares nothing between checking and building.
/// Clippy's driver omits some optimizations; the site itself is built without it.
fn linting_cargo(tools: &Tools) -> Command {
    let mut cargo = cargo(tools);
    cargo
        .env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver")
        .env("CLIPPY_ARGS", "-Dwarnings");
    cargo
}

/// Runs the test programs, then the examples in the docs.
///
/// libtest prints the time of each test only with an unstable option, which needs `RUSTC_BOOTSTRAP`. Cargo must not see
/// that variable (build scripts would run again), so it is set for the test programs only.
fn native(tools: &Tools) -> SuiteResult {
    let mut tests = linting_cargo(tools);
    tests.args(["test", "--workspace", "--locked", "--no-fail-fast"]);
    tests.args(["--lib", "--bins", "--tests", "--examples"]);
    if cfg!(unix) {
        let runner = "target.'cfg(unix)'.runner = ['env', 'RUSTC_BOOTSTRAP=1']";
        tests.args(["--config", runner, "--"]);
        tests.args(["-Zunstable-options", "--report-time"]);
    }
    let mut docs = linting_cargo(tools);
    docs.args(["test", "--workspace", "--locked", "--doc"]);
    let mut result = libtest(&tests, 25);
    // There may be no examples.
    if let Err(error) = ending(&docs, 10, |line| {
        result
            .failed
            .extend(tally::failed_test(line).map(str::to_owned));
    }) {
        result.tally += Tally::FAILED;
        result.error = result.error.or(Some(error));
    }
    result
}

/// Runs a command of `crates/site` on `dist/` that ends with a tally.
fn site(tools: &Tools, command: &str) -> SuiteResult {
    let mut site = delegate::site(command);
    tools.configure(&mut site);
    counted(&site, 5, tally::plain)
}

fn browsers(tools: &Tools, options: &TestOptions) -> Command {
    let mut suite = linting_cargo(tools);
    // Selects the whole workspace, like the native tests, because cargo enables features of shared crates by selection,
    // and other features would build them a second time.
    suite.args(["test", "--workspace", "--locked", "--test", "engines"]);
    suite
        .env("WHICH_END_DIST", workspace::dist())
        .env("WHICH_END_AXE", tools.axe());
    match options.engine {
        Some(engine) => suite.env("WHICH_END_ENGINE", engine.name()),
        None => suite.env_remove("WHICH_END_ENGINE"),
    };
    match &options.scenario {
        Some(name) => suite.args(["--", name]),
        None => suite.env("WHICH_END_REPEATS", REPEATS.to_string()),
    };
    suite
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_of_the_page_builds_it_first() {
        let only = |name| {
            chosen(&TestOptions {
                only: vec![name],
                ..TestOptions::default()
            })
        };
        assert_eq!(
            only(SuiteName::Browsers),
            [SuiteName::Page, SuiteName::Browsers]
        );
        assert_eq!(only(SuiteName::Native), [SuiteName::Native]);
        let quick = TestOptions {
            quick: true,
            ..TestOptions::default()
        };
        assert_eq!(
            chosen(&quick),
            [SuiteName::Format, SuiteName::Lint, SuiteName::Native]
        );
        assert_eq!(chosen(&TestOptions::default()), SuiteName::value_variants());
    }

    #[test]
    fn reports_name_a_check_as_the_command_line_does() {
        for name in SuiteName::value_variants() {
            assert_eq!(SuiteName::from_str(name.word(), false), Ok(*name));
        }
    }
}
