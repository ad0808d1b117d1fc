//! `test`: every check. The page is built in the background while the checks that need no page run.

use std::process::{Command, ExitCode};
use std::thread::{self, ScopedJoinHandle};
use std::time::{Duration, Instant};

use crate::arguments::{Destination, Scenarios, TestChoice};
use crate::hand_over;
use crate::page;
use crate::process::{self, Ending};
use crate::setup::{self, Needs, Outcome, Tools, spoken};
use crate::supply;
use crate::tally::{self, Tally, TestTime};
use crate::trouble::Trouble;
use crate::workspace;

/// The checks by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SuiteName {
    Format,
    Lint,
    Native,
    Fuzz,
    Supply,
    Page,
    Site,
    Browsers,
}

/// Scenarios that a run of the browser suite may repeat. One of 368 failed in the run that asked for this (`WebKit`
/// bypassed an installed worker), and in no repeat: one in a run may happen, four may not.
const REPEATS: usize = 3;

/// Mutated texts for each input, and round trips: a thirtieth of what `cargo xtask fuzz` tries.
const FUZZ_CASES: &str = "30000";
const FUZZ_TRIPS: &str = "3000";

/// How many of the slowest tests are listed.
const SLOWEST: usize = 20;

impl SuiteName {
    const ALL: [Self; 8] = [
        Self::Format,
        Self::Lint,
        Self::Native,
        Self::Fuzz,
        Self::Supply,
        Self::Page,
        Self::Site,
        Self::Browsers,
    ];

    pub(crate) fn read(word: &str) -> Result<Self, Trouble> {
        Self::ALL
            .into_iter()
            .find(|name| name.word() == word)
            .ok_or_else(|| {
                let words = Self::ALL.map(Self::word).join(", ");
                Trouble::new(format!("`--only` needs one of these after it: {words}."))
            })
    }

    fn word(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Lint => "lint",
            Self::Native => "native",
            Self::Fuzz => "fuzz",
            Self::Supply => "supply",
            Self::Page => "page",
            Self::Site => "site",
            Self::Browsers => "browsers",
        }
    }

    fn heading(self) -> &'static str {
        match self {
            Self::Format => "Format: every file as rustfmt writes it",
            Self::Lint => "Lint: everything, without a warning",
            Self::Native => {
                "Native tests: measurement, pay, data rules, record, tools, examples in the docs"
            }
            Self::Fuzz => {
                "Fuzz: mutated texts for everything that is read from outside, and round trips"
            }
            Self::Supply => "Supply: licences and sources of other people's code",
            Self::Page => "Page: the release build",
            Self::Site => "Site: every file of dist/ as promised",
            Self::Browsers => "Browsers: Chromium, Firefox and WebKit",
        }
    }

    fn needs_dist(self) -> bool {
        matches!(self, Self::Site | Self::Browsers)
    }
}

/// The outcome of one suite.
#[derive(Default)]
struct Verdict {
    tally: Tally,
    /// Why it failed, where its own output does not say so.
    sentence: Option<String>,
    /// The names of the tests that failed.
    failed: Vec<String>,
    /// The names of those that failed once and passed when repeated.
    repeated: Vec<String>,
    /// What the suite says about its own time.
    notes: Vec<String>,
    times: Vec<TestTime>,
}

impl Verdict {
    fn passed() -> Self {
        Self {
            tally: Tally::PASSED,
            ..Self::default()
        }
    }

    fn failed(sentence: impl Into<String>) -> Self {
        Self {
            tally: Tally::FAILED,
            sentence: Some(sentence.into()),
            ..Self::default()
        }
    }
}

impl From<Result<(), Trouble>> for Verdict {
    fn from(outcome: Result<(), Trouble>) -> Self {
        match outcome {
            Ok(()) => Self::passed(),
            Err(trouble) => Self::failed(trouble.to_string()),
        }
    }
}

/// The release build, running beside other suites: how it ended, and how long it took.
type PageBuild<'scope> = ScopedJoinHandle<'scope, (Result<(), Trouble>, Duration)>;

pub(crate) fn run(choice: &TestChoice) -> Result<ExitCode, Trouble> {
    let start = Instant::now();
    let suites = chosen(choice);
    let scenarios = match choice {
        TestChoice::Only(_, scenarios) => scenarios.clone(),
        TestChoice::Everything | TestChoice::Quick => Scenarios::default(),
    };
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
            .then(|| scope.spawn(|| build_page(&outcome, *choice != TestChoice::Everything)));
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
                    let verdict = judge(*name, &outcome, &scenarios);
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

/// What the suites found so far.
#[derive(Default)]
struct Report {
    sum: Tally,
    lines: Vec<String>,
    times: Vec<TestTime>,
}

impl Report {
    fn add(&mut self, name: SuiteName, verdict: Verdict, time: Duration) {
        if let Some(sentence) = &verdict.sentence {
            println!("{sentence}");
        }
        let line = format!(
            "{:<10} {:<36} {}",
            name.word(),
            verdict.tally.to_string(),
            spoken(time)
        );
        println!("── {line}");
        self.lines.push(line);
        let failed = verdict.failed.iter().map(|test| format!("  ✗ {test}"));
        self.lines.extend(failed);
        let repeated = verdict.repeated.iter();
        self.lines
            .extend(repeated.map(|test| format!("  repeated: {test}")));
        let notes = verdict.notes.iter().map(|note| format!("  {note}"));
        self.lines.extend(notes);
        self.times.extend(verdict.times);
        self.sum += verdict.tally;
    }

    fn print(&mut self, all: Duration, set_up: Duration) {
        self.times.sort_by_key(|time| std::cmp::Reverse(time.took));
        if !self.times.is_empty() {
            println!("\n━━ The slowest tests");
        }
        for time in self.times.iter().take(SLOWEST) {
            println!("   {:>6.1} s  {}", time.took.as_secs_f64(), time.name);
        }
        println!(
            "\n━━ All checks, in {} ({} of it set-up; the page is built beside other suites)",
            spoken(all),
            spoken(set_up)
        );
        for line in &self.lines {
            println!("   {line}");
        }
        println!("\n{}", self.sum);
    }
}

/// The suites of a choice. Nothing is checked against a page older than its sources: asking for such a check adds the
/// build.
fn chosen(choice: &TestChoice) -> Vec<SuiteName> {
    SuiteName::ALL
        .into_iter()
        .filter(|name| match choice {
            TestChoice::Everything => true,
            TestChoice::Quick => matches!(
                name,
                SuiteName::Format | SuiteName::Lint | SuiteName::Native
            ),
            TestChoice::Only(only, _) => {
                let builds = *name == SuiteName::Page;
                only.contains(name) || (builds && only.iter().any(|name| name.needs_dist()))
            }
        })
        .collect()
}

/// Builds `dist/`, with all output in a file. `unless_fresh`: not where it is newer than everything it is built from.
fn build_page(outcome: &Outcome, unless_fresh: bool) -> (Result<(), Trouble>, Duration) {
    let start = Instant::now();
    let built = match &outcome.missing.page {
        Some(trouble) => Err(trouble.clone()),
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

fn judge(name: SuiteName, outcome: &Outcome, scenarios: &Scenarios) -> Verdict {
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
        SuiteName::Native => native(tools),
        SuiteName::Fuzz => {
            let mut fuzz = linting_cargo(tools);
            fuzz.args(["run", "--quiet", "--locked", "--package", "which-end-fuzz"]);
            fuzz.args(["--", "--cases", FUZZ_CASES, "--trips", FUZZ_TRIPS]);
            counted(&fuzz, 10, tally::plain)
        }
        SuiteName::Supply => match supply::check() {
            Ok(tally) => Verdict {
                tally,
                ..Verdict::default()
            },
            Err(trouble) => Verdict::failed(trouble.to_string()),
        },
        SuiteName::Page => Verdict::from(page::dist(tools, &Destination::default())),
        SuiteName::Site => {
            let mut site = hand_over::site("check");
            tools.equip(&mut site);
            counted(&site, 5, tally::plain)
        }
        SuiteName::Browsers => match &missing.browsers {
            Some(trouble) => Verdict::failed(trouble.to_string()),
            None => libtest(&browsers(tools, scenarios), 45),
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

fn browsers(tools: &Tools, scenarios: &Scenarios) -> Command {
    let mut suite = linting_cargo(tools);
    // All of the workspace, as for the native tests: cargo picks the features of shared crates by what is selected, and
    // with others it would build them a second time.
    suite.args(["test", "--workspace", "--locked", "--test", "engines"]);
    suite
        .env("WHICH_END_DIST", workspace::dist())
        .env("WHICH_END_AXE", tools.axe());
    match &scenarios.engine {
        Some(engine) => suite.env("WHICH_END_ENGINE", engine),
        None => suite.env_remove("WHICH_END_ENGINE"),
    };
    match &scenarios.name {
        Some(name) => suite.args(["--", name]),
        None => suite.env("WHICH_END_REPEATS", REPEATS.to_string()),
    };
    suite
}

/// A check that passes or fails as a whole.
fn check(command: &Command, minutes: u64) -> Verdict {
    match ending(command, minutes, |_| {}) {
        Ok(()) => Verdict::passed(),
        Err(sentence) => Verdict::failed(sentence),
    }
}

/// Test programs, whose closing lines are counted.
fn libtest(command: &Command, minutes: u64) -> Verdict {
    counted(command, minutes, Tally::read)
}

fn counted(command: &Command, minutes: u64, read: fn(&str) -> Option<Tally>) -> Verdict {
    let mut verdict = Verdict::default();
    let ending = ending(command, minutes, |line| {
        if let Some(more) = read(line) {
            verdict.tally += more;
        }
        let name = |name: &str| name.to_owned();
        verdict.failed.extend(tally::failed_test(line).map(name));
        verdict.repeated.extend(tally::repeated(line).map(name));
        verdict.notes.extend(tally::note(line).map(name));
        verdict.times.extend(TestTime::read(line));
    });
    let (tally, sentence) = sound(verdict.tally, ending);
    Verdict {
        tally,
        sentence,
        ..verdict
    }
}

/// A test program that stops half-way, or holds no test, must not look like one that passed.
fn sound(mut tally: Tally, ending: Result<(), String>) -> (Tally, Option<String>) {
    match ending {
        Err(sentence) if tally.failed == 0 => {
            tally += Tally::FAILED;
            (tally, Some(sentence))
        }
        Ok(()) if tally.is_empty() => {
            tally += Tally::FAILED;
            (tally, Some("Not a single test ran.".to_owned()))
        }
        Ok(()) | Err(_) => (tally, None),
    }
}

fn ending(command: &Command, minutes: u64, each_line: impl FnMut(&str)) -> Result<(), String> {
    match process::watch(command, Duration::from_mins(minutes), each_line) {
        Ok(Ending::Success) => Ok(()),
        Ok(Ending::Failure) => Err("It did not end well; the reason is above.".to_owned()),
        Ok(Ending::OutOfTime) => Err(format!("It was ended after {minutes} minutes.")),
        Err(error) => Err(format!("It could not be started: {error}.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    const OK: &str = "echo 'test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured;'";

    #[test]
    fn several_test_programs_are_added_up() {
        let verdict = libtest(&shell(&format!("{OK}; {OK}")), 1);
        assert_eq!(verdict.tally.passed, 4);
        assert_eq!(verdict.tally.failed, 0);
    }

    #[test]
    fn passing_tests_do_not_hide_a_program_that_broke() {
        let verdict = libtest(&shell(&format!("{OK}; exit 101")), 1);
        assert_eq!(verdict.tally.failed, 1);
        assert!(verdict.sentence.is_some());
    }

    #[test]
    fn failed_tests_are_not_counted_twice() {
        let failed = "echo 'test one ... FAILED'; \
                      echo 'test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured;'";
        let verdict = libtest(&shell(&format!("{failed}; exit 101")), 1);
        assert_eq!(verdict.tally.failed, 1);
        assert_eq!(verdict.failed, ["one"]);
    }

    #[test]
    fn a_scenario_that_passed_only_when_repeated_is_named() {
        let again = "echo 'repeated: firefox::links::far, after this:'";
        let verdict = libtest(&shell(&format!("{OK}; {again}")), 1);
        assert_eq!(verdict.tally.failed, 0);
        assert_eq!(verdict.repeated, ["firefox::links::far"]);
    }

    #[test]
    fn no_test_at_all_is_a_failure() {
        assert_eq!(libtest(&shell("exit 0"), 1).tally.failed, 1);
    }

    #[test]
    fn a_check_of_the_page_builds_it_first() {
        let only = |name| TestChoice::Only(vec![name], Scenarios::default());
        assert_eq!(
            chosen(&only(SuiteName::Browsers)),
            [SuiteName::Page, SuiteName::Browsers]
        );
        assert_eq!(chosen(&only(SuiteName::Native)), [SuiteName::Native]);
        assert!(!chosen(&TestChoice::Quick).contains(&SuiteName::Page));
        assert_eq!(chosen(&TestChoice::Everything), SuiteName::ALL);
    }

    #[test]
    fn each_name_is_found_by_its_own_word() {
        for name in SuiteName::ALL {
            assert_eq!(SuiteName::read(name.word()), Ok(name));
        }
    }
}
