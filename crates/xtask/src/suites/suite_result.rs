//! Runs one check and parses its output.

use std::process::Command;
use std::time::Duration;

use crate::error::Error;
use crate::process::{self, Ending};
use crate::tally::{self, Tally, TestTime};

/// The result of one suite.
#[derive(Default)]
pub(super) struct SuiteResult {
    pub(super) tally: Tally,
    /// Why it failed, if its own output does not say so.
    pub(super) error: Option<String>,
    /// Names of the failed tests.
    pub(super) failed: Vec<String>,
    /// Names of the tests that failed once and passed when repeated.
    pub(super) repeated: Vec<String>,
    /// The suite's notes on its duration.
    pub(super) notes: Vec<String>,
    pub(super) times: Vec<TestTime>,
}

impl SuiteResult {
    pub(super) fn passed() -> Self {
        Self {
            tally: Tally::PASSED,
            ..Self::default()
        }
    }

    pub(super) fn failed(error: impl Into<String>) -> Self {
        Self {
            tally: Tally::FAILED,
            error: Some(error.into()),
            ..Self::default()
        }
    }
}

impl From<Result<(), Error>> for SuiteResult {
    fn from(outcome: Result<(), Error>) -> Self {
        match outcome {
            Ok(()) => Self::passed(),
            Err(error) => Self::failed(error.to_string()),
        }
    }
}

/// Runs a check that passes or fails as a whole.
pub(super) fn check(command: &Command, minutes: u64) -> SuiteResult {
    match ending(command, minutes, |_| {}) {
        Ok(()) => SuiteResult::passed(),
        Err(error) => SuiteResult::failed(error),
    }
}

/// Runs test programs and counts the results in their last lines.
pub(super) fn libtest(command: &Command, minutes: u64) -> SuiteResult {
    counted(command, minutes, Tally::read)
}

pub(super) fn counted(
    command: &Command,
    minutes: u64,
    read: fn(&str) -> Option<Tally>,
) -> SuiteResult {
    let mut result = SuiteResult::default();
    let ending = ending(command, minutes, |line| {
        if let Some(more) = read(line) {
            result.tally += more;
        }
        let name = |name: &str| name.to_owned();
        result.failed.extend(tally::failed_test(line).map(name));
        result.repeated.extend(tally::repeated(line).map(name));
        result.notes.extend(tally::note(line).map(name));
        result.times.extend(TestTime::read(line));
    });
    let (tally, error) = checked(result.tally, ending);
    SuiteResult {
        tally,
        error,
        ..result
    }
}

/// A test program that stops early, or has no test, counts as failed.
fn checked(mut tally: Tally, ending: Result<(), String>) -> (Tally, Option<String>) {
    match ending {
        Err(error) if tally.failed == 0 => {
            tally += Tally::FAILED;
            (tally, Some(error))
        }
        Ok(()) if tally.is_empty() => {
            tally += Tally::FAILED;
            (tally, Some("Not a single test ran.".to_owned()))
        }
        Ok(()) | Err(_) => (tally, None),
    }
}

pub(super) fn ending(
    command: &Command,
    minutes: u64,
    each_line: impl FnMut(&str),
) -> Result<(), String> {
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
        let result = libtest(&shell(&format!("{OK}; {OK}")), 1);
        assert_eq!(result.tally.passed, 4);
        assert_eq!(result.tally.failed, 0);
    }

    #[test]
    fn passing_tests_do_not_hide_a_program_that_broke() {
        let result = libtest(&shell(&format!("{OK}; exit 101")), 1);
        assert_eq!(result.tally.failed, 1);
        assert!(result.error.is_some());
    }

    #[test]
    fn failed_tests_are_not_counted_twice() {
        let failed = "echo 'test one ... FAILED'; \
                      echo 'test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured;'";
        let result = libtest(&shell(&format!("{failed}; exit 101")), 1);
        assert_eq!(result.tally.failed, 1);
        assert_eq!(result.failed, ["one"]);
    }

    #[test]
    fn a_scenario_that_passed_only_when_repeated_is_named() {
        let again = "echo 'repeated: firefox::links::far, after this:'";
        let result = libtest(&shell(&format!("{OK}; {again}")), 1);
        assert_eq!(result.tally.failed, 0);
        assert_eq!(result.repeated, ["firefox::links::far"]);
    }

    #[test]
    fn no_test_at_all_is_a_failure() {
        assert_eq!(libtest(&shell("exit 0"), 1).tally.failed, 1);
    }
}
