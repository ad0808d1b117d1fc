//! `test`: every check, in the order in which they are likely to find something soon.

use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use crate::arguments::TestChoice;
use crate::hand_over;
use crate::page;
use crate::process::{self, Ending};
use crate::setup::{self, Needs, Outcome, spoken};
use crate::supply;
use crate::tally::{self, Tally};
use crate::trouble::Trouble;
use crate::workspace;

/// The checks by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SuiteName {
    Format,
    Lint,
    LintPage,
    Native,
    Fuzz,
    Supply,
    Page,
    Site,
    Browsers,
}

/// Scenarios that a run of the browser suite may play a second time. One of 368 failed in the run that asked for this
/// (`WebKit` went past an installed worker to the host), and in no repeat: one in a run may happen, four may not.
const SECOND_TRIES: usize = 3;

impl SuiteName {
    const ALL: [Self; 9] = [
        Self::Format,
        Self::Lint,
        Self::LintPage,
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
            Self::LintPage => "lint-page",
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
            Self::Lint => "Lint: everything, as native code, without a warning",
            Self::LintPage => "Lint: the page as WebAssembly, without a warning",
            Self::Native => {
                "Native tests: measurement, pay, data rules, record, tools, examples in the docs"
            }
            Self::Fuzz => {
                "Fuzz: a million mutated texts for whatever is read from outside, and round trips"
            }
            Self::Supply => "Supply: licences and sources of other people's code",
            Self::Page => "Page: the release build",
            Self::Site => "Site: every file of dist/ as promised",
            Self::Browsers => "Browsers: Chromium, Firefox and WebKit",
        }
    }

    /// What the suite cannot do without.
    fn needs_page_tools(self) -> bool {
        matches!(
            self,
            Self::LintPage | Self::Page | Self::Site | Self::Browsers
        )
    }

    fn needs_dist(self) -> bool {
        matches!(self, Self::Site | Self::Browsers)
    }
}

/// What came of one suite.
struct Verdict {
    tally: Tally,
    /// Why it failed, where its own words do not say so.
    sentence: Option<String>,
    /// The names of the tests that failed.
    failed: Vec<String>,
    /// The names of those that were played a second time.
    second_tries: Vec<String>,
}

impl Verdict {
    fn passed() -> Self {
        Self {
            tally: Tally::PASSED,
            sentence: None,
            failed: Vec::new(),
            second_tries: Vec::new(),
        }
    }

    fn failed(sentence: impl Into<String>) -> Self {
        Self {
            tally: Tally::FAILED,
            sentence: Some(sentence.into()),
            failed: Vec::new(),
            second_tries: Vec::new(),
        }
    }
}

pub(crate) fn run(choice: &TestChoice) -> Result<ExitCode, Trouble> {
    let start = Instant::now();
    let suites = chosen(choice);
    let needs = if suites.contains(&SuiteName::Browsers) {
        Needs::PageAndBrowsers
    } else {
        Needs::Page
    };
    let outcome = setup::as_far_as_possible(needs)?;

    let mut sum = Tally::default();
    let mut lines = Vec::new();
    let mut page_failed = false;
    for name in suites {
        println!("\n━━ {}", name.heading());
        let suite_start = Instant::now();
        let verdict = if name.needs_dist() && page_failed {
            Verdict::failed("Not run, because the page could not be built.")
        } else {
            judge(name, &outcome)
        };
        page_failed |= name == SuiteName::Page && verdict.tally.failed > 0;
        if let Some(sentence) = &verdict.sentence {
            println!("{sentence}");
        }
        let line = format!(
            "{:<10} {:<36} {}",
            name.word(),
            verdict.tally.to_string(),
            spoken(suite_start.elapsed())
        );
        println!("── {line}");
        lines.push(line);
        lines.extend(verdict.failed.iter().map(|test| format!("  ✗ {test}")));
        let second_tries = verdict.second_tries.iter();
        lines.extend(second_tries.map(|test| format!("  played twice: {test}")));
        sum += verdict.tally;
    }

    println!("\n━━ All checks, in {}", spoken(start.elapsed()));
    for line in lines {
        println!("   {line}");
    }
    println!("\n{sum}");
    Ok(if sum.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Nothing is checked against a page built before the last change: who asks for such a check gets the build as well.
fn chosen(choice: &TestChoice) -> Vec<SuiteName> {
    SuiteName::ALL
        .into_iter()
        .filter(|name| match choice {
            TestChoice::Everything => true,
            TestChoice::WithoutBrowsers => *name != SuiteName::Browsers,
            TestChoice::Only(only) => {
                let builds = *name == SuiteName::Page;
                only.contains(name) || (builds && only.iter().any(|name| name.needs_dist()))
            }
        })
        .collect()
}

fn judge(name: SuiteName, outcome: &Outcome) -> Verdict {
    let Outcome { tools, missing } = outcome;
    if name.needs_page_tools()
        && let Some(trouble) = &missing.page
    {
        return Verdict::failed(trouble.to_string());
    }
    let mut cargo = workspace::cargo();
    cargo.current_dir(workspace::root());
    tools.equip(&mut cargo);
    match name {
        SuiteName::Format => {
            cargo.args(["fmt", "--all", "--check"]);
            check(&cargo, 5)
        }
        SuiteName::Lint => {
            cargo.args(["clippy", "--workspace", "--all-targets"]);
            cargo.args(["--locked", "--keep-going"]);
            cargo.args(["--", "-D", "warnings"]);
            check(&cargo, 20)
        }
        SuiteName::LintPage => {
            cargo.args([
                "clippy",
                "--package",
                "which-end",
                "--locked",
                "--keep-going",
            ]);
            cargo.args(["--target", "wasm32-unknown-unknown", "--", "-D", "warnings"]);
            check(&cargo, 20)
        }
        SuiteName::Native => {
            cargo.args(["test", "--workspace", "--locked", "--no-fail-fast"]);
            cargo.args(["--exclude", "which-end-browser-tests"]);
            libtest(&cargo, 25)
        }
        SuiteName::Fuzz => {
            let mut fuzz = hand_over::fuzzing();
            fuzz.arg("--locked");
            counted(&fuzz, 40, tally::plain)
        }
        SuiteName::Supply => match supply::check() {
            Ok(tally) => Verdict {
                tally,
                sentence: None,
                failed: Vec::new(),
                second_tries: Vec::new(),
            },
            Err(trouble) => Verdict::failed(trouble.to_string()),
        },
        SuiteName::Page => match page::dist(tools, None) {
            Ok(()) => Verdict::passed(),
            Err(trouble) => Verdict::failed(trouble.to_string()),
        },
        SuiteName::Site => {
            let mut site = hand_over::site("check");
            tools.equip(&mut site);
            counted(&site, 5, tally::plain)
        }
        SuiteName::Browsers => {
            if let Some(trouble) = &missing.browsers {
                return Verdict::failed(trouble.to_string());
            }
            cargo.args(["test", "--package", "which-end-browser-tests", "--locked"]);
            cargo
                .env("WHICH_END_DIST", workspace::dist())
                .env("WHICH_END_AXE", tools.axe())
                .env("WHICH_END_SECOND_TRIES", SECOND_TRIES.to_string());
            libtest(&cargo, 45)
        }
    }
}

/// A check that is right or wrong as a whole.
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
    let mut tally = Tally::default();
    let (mut failed, mut second_tries) = (Vec::new(), Vec::new());
    let ending = ending(command, minutes, |line| {
        if let Some(more) = read(line) {
            tally += more;
        }
        failed.extend(tally::failed_test(line).map(str::to_owned));
        second_tries.extend(tally::second_try(line).map(str::to_owned));
    });
    Verdict {
        failed,
        second_tries,
        ..verdict(tally, ending)
    }
}

/// A test program that stops half-way, or holds no test, must not look like one that passed.
fn verdict(mut tally: Tally, ending: Result<(), String>) -> Verdict {
    let sentence = match ending {
        Err(sentence) if tally.failed == 0 => {
            tally += Tally::FAILED;
            Some(sentence)
        }
        Ok(()) if tally.is_empty() => {
            tally += Tally::FAILED;
            Some("Not a single test ran.".to_owned())
        }
        Ok(()) | Err(_) => None,
    };
    Verdict {
        tally,
        sentence,
        failed: Vec::new(),
        second_tries: Vec::new(),
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
    fn what_did_not_pass_at_once_is_named() {
        let again = "echo 'second try: firefox::links::far, after this:'";
        let verdict = libtest(&shell(&format!("{OK}; {again}")), 1);
        assert_eq!(verdict.tally.failed, 0);
        assert_eq!(verdict.second_tries, ["firefox::links::far"]);
    }

    #[test]
    fn no_test_at_all_is_a_failure() {
        assert_eq!(libtest(&shell("exit 0"), 1).tally.failed, 1);
    }

    #[test]
    fn a_check_of_the_page_builds_it_first() {
        assert_eq!(
            chosen(&TestChoice::Only(vec![SuiteName::Browsers])),
            [SuiteName::Page, SuiteName::Browsers]
        );
        assert_eq!(
            chosen(&TestChoice::Only(vec![SuiteName::Native])),
            [SuiteName::Native]
        );
        assert!(!chosen(&TestChoice::WithoutBrowsers).contains(&SuiteName::Browsers));
        assert_eq!(chosen(&TestChoice::Everything), SuiteName::ALL);
    }

    #[test]
    fn each_name_is_found_by_its_own_word() {
        for name in SuiteName::ALL {
            assert_eq!(SuiteName::read(name.word()), Ok(name));
        }
    }
}
