//! Running one check and reading what it printed.

use std::process::Command;
use std::time::Duration;

use crate::error::Error;
use crate::process::{self, Ending};
use crate::tally::{self, Tally, TestTime};

/// The outcome of one suite.
#[derive(Default)]
pub(super) struct Verdict {
    pub(super) tally: Tally,
    /// Why it failed, where its own output does not say so.
    pub(super) sentence: Option<String>,
    /// The names of the tests that failed.
    pub(super) failed: Vec<String>,
    /// The names of those that failed once and passed when repeated.
    pub(super) repeated: Vec<String>,
    /// What the suite says about its own time.
    pub(super) notes: Vec<String>,
    pub(super) times: Vec<TestTime>,
}

impl Verdict {
    pub(super) fn passed() -> Self {
        Self {
            tally: Tally::PASSED,
            ..Self::default()
        }
    }

    pub(super) fn failed(sentence: impl Into<String>) -> Self {
        Self {
            tally: Tally::FAILED,
            sentence: Some(sentence.into()),
            ..Self::default()
        }
    }
}

impl From<Result<(), Error>> for Verdict {
    fn from(outcome: Result<(), Error>) -> Self {
        match outcome {
            Ok(()) => Self::passed(),
            Err(error) => Self::failed(error.to_string()),
        }
    }
}

/// A check that passes or fails as a whole.
pub(super) fn check(command: &Command, minutes: u64) -> Verdict {
    match ending(command, minutes, |_| {}) {
        Ok(()) => Verdict::passed(),
        Err(sentence) => Verdict::failed(sentence),
    }
}

/// Test programs, whose closing lines are counted.
pub(super) fn libtest(command: &Command, minutes: u64) -> Verdict {
    counted(command, minutes, Tally::read)
}

pub(super) fn counted(command: &Command, minutes: u64, read: fn(&str) -> Option<Tally>) -> Verdict {
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
}
