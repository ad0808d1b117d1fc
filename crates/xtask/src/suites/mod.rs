//! `test`: every check. The page is built in the background while the checks that need no page run.

use std::process::{Command, ExitCode};
use std::thread::{self, ScopedJoinHandle};
use std::time::{Duration, Instant};

mod report;
mod verdict;

use clap::ValueEnum;

use self::report::Report;
use self::verdict::{Verdict, check, counted, ending, libtest};
use crate::arguments::{Destination, TestOptions};
use crate::delegate;
use crate::error::Error;
use crate::page;
use crate::setup::{self, Needs, Outcome, Tools};
use crate::suite_name::SuiteName;
use crate::tally::{self, Tally};
use crate::workspace;

/// Scenarios that a run of the browser suite may repeat. One of 368 failed in the run that asked for this (`WebKit`
/// bypassed an installed worker), and in no repeat: one in a run may happen, four may not.
const REPEATS: usize = 3;

/// Mutated texts for each input: a thirtieth of what `cargo xtask fuzz` tries, ten times what the native tests do.
const FUZZ_CASES: &str = "30000";

/// The release build, running beside other suites: how it ended, and how long it took.
type PageBuild<'scope> = ScopedJoinHandle<'scope, (Result<(), Error>, Duration)>;

pub(crate) fn run(options: &TestOptions) -> Result<ExitCode, Error> {
    let start = Instant::now();
    let suites = chosen(options);
    let outcome = if suites.contains(&SuiteName::Browsers) {
        setup::as_far_as_possible(Needs::PageAndBrowsers)?
    } else if suites.contains(&SuiteName::Page) {
        setup::as_far_as_possible(Needs::Page)?
    } else {
        setup::nothing()
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
            let (verdict, time) = match page_build.take_if(|_| *name == SuiteName::Page) {
                Some(build) => finish_page(build),
                None if name.needs_dist() && page_failed => (
                    Verdict::failed("Not run, because the page could not be built."),
                    Duration::ZERO,
                ),
                None => {
                    let verdict = judge(*name, &outcome, options);
                    (verdict, suite_start.elapsed())
                }
            };
            page_failed |= *name == SuiteName::Page && verdict.tally.failed > 0;
            report.add(*name, verdict, time);
        }
    });
    report.print(start.elapsed(), set_up);
    Ok(if report.sum.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The suites to run. Nothing is checked against a page older than its sources: asking for such a check adds the build.
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

/// Builds `dist/`, with all output in a file. `unless_fresh`: not where it is newer than everything it is built from.
fn build_page(outcome: &Outcome, unless_fresh: bool) -> (Result<(), Error>, Duration) {
    let start = Instant::now();
    let built = match &outcome.missing.page {
        Some(error) => Err(error.clone()),
        None if unless_fresh && page::is_fresh() => Ok(()),
        None => page::dist_in_background(&outcome.tools),
    };
    (built, start.elapsed())
}

fn finish_page(build: PageBuild<'_>) -> (Verdict, Duration) {
    let (outcome, took) = build
        .join()
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    (Verdict::from(outcome), took)
}

fn judge(name: SuiteName, outcome: &Outcome, options: &TestOptions) -> Verdict {
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
            // Whatever is tested by default, then the browser suite, which is not.
            match build(&["--all-targets"]).and_then(|()| build(&["--test", "engines"])) {
                Ok(()) => Verdict::passed(),
                Err(sentence) => Verdict::failed(sentence),
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
                Ok(()) => Verdict::passed(),
                Err(sentence) => Verdict::failed(sentence),
            }
        }
        SuiteName::Native => native(tools),
        SuiteName::Fuzz => {
            let mut fuzz = linting_cargo(tools);
            fuzz.args(["test", "--locked", "--package", "which-end-fuzz", "--lib"]);
            fuzz.env("PROPTEST_CASES", FUZZ_CASES);
            libtest(&fuzz, 10)
        }
        SuiteName::Page => Verdict::from(page::dist(tools, &Destination::default())),
        SuiteName::Site => site(tools, "check"),
        SuiteName::Budget => site(tools, "budget"),
        SuiteName::Browsers => match &missing.browsers {
            Some(error) => Verdict::failed(error.to_string()),
            None => libtest(&browsers(tools, options), 45),
        },
    }
}

fn cargo(tools: &Tools) -> Command {
    let mut cargo = workspace::cargo();
    cargo.current_dir(workspace::root());
    tools.equip(&mut cargo);
    cargo
}

/// Cargo with Clippy as the compiler of our own crates, so that one build lints them and gives the programs that the tests
/// run. `cargo clippy` would check all four hundred crates once more, since cargo shares nothing between checking and
/// building. Clippy's driver leaves out some optimizations; what visitors get is built without it.
fn linting_cargo(tools: &Tools) -> Command {
    let mut cargo = cargo(tools);
    cargo
        .env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver")
        .env("CLIPPY_ARGS", "-Dwarnings");
    cargo
}

/// The test programs, then the examples in the docs.
///
/// libtest prints the time of each test only with an unstable option, which it takes where `RUSTC_BOOTSTRAP` is set. Cargo
/// must not see that variable (build scripts would run again), so it is set for the test programs alone.
fn native(tools: &Tools) -> Verdict {
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
    let mut verdict = libtest(&tests, 25);
    // There need not be any.
    if let Err(sentence) = ending(&docs, 10, |line| {
        verdict
            .failed
            .extend(tally::failed_test(line).map(str::to_owned));
    }) {
        verdict.tally += Tally::FAILED;
        verdict.sentence = verdict.sentence.or(Some(sentence));
    }
    verdict
}

/// A command of `crates/site` about `dist/` that ends with a tally.
fn site(tools: &Tools, command: &str) -> Verdict {
    let mut site = delegate::site(command);
    tools.equip(&mut site);
    counted(&site, 5, tally::plain)
}

fn browsers(tools: &Tools, options: &TestOptions) -> Command {
    let mut suite = linting_cargo(tools);
    // All of the workspace, as for the native tests: cargo picks the features of shared crates by what is selected, and
    // with others it would build them a second time.
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
