//! Counts test results: parses the last line of each test program, and prints the last line of everything.

use std::fmt;
use std::ops::AddAssign;
use std::time::Duration;

/// Number of tests that passed, failed and were skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    pub(crate) skipped: usize,
}

impl Tally {
    pub(crate) const PASSED: Self = Self {
        passed: 1,
        failed: 0,
        skipped: 0,
    };
    pub(crate) const FAILED: Self = Self {
        passed: 0,
        failed: 1,
        skipped: 0,
    };

    pub(crate) fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// Parses `test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s`.
    pub(crate) fn read(line: &str) -> Option<Self> {
        let counts = line.trim().strip_prefix("test result:")?;
        let (_, counts) = counts.split_once(". ")?;
        let count = |word: &str| {
            counts.split(';').find_map(|part| {
                let (number, what) = part.trim().split_once(' ')?;
                (what == word).then(|| number.parse().ok())?
            })
        };
        Some(Self {
            passed: count("passed")?,
            failed: count("failed")?,
            skipped: count("ignored")?,
        })
    }
}

/// The name in `test NAME ... FAILED`, which may be followed by a time.
pub(crate) fn failed_test(line: &str) -> Option<&str> {
    let (name, outcome) = line.trim().strip_prefix("test ")?.rsplit_once(" ... ")?;
    (outcome.split_whitespace().next() == Some("FAILED")).then(|| name.trim_end())
}

/// The name in `repeated: NAME, after this:`, which the browser suite prints for a scenario that failed once.
pub(crate) fn repeated(line: &str) -> Option<&str> {
    line.trim()
        .strip_prefix("repeated: ")?
        .strip_suffix(", after this:")
}

/// The text after `note: `, by which the browser suite reports its durations.
pub(crate) fn note(line: &str) -> Option<&str> {
    line.strip_prefix("note: ")
}

/// Duration of a test.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TestTime {
    pub(crate) name: String,
    pub(crate) took: Duration,
}

impl TestTime {
    /// Parses libtest's `test NAME ... ok <1.234s>`, and the browser suite's `time: NAME <1.234s>`.
    pub(crate) fn read(line: &str) -> Option<Self> {
        let (name, time) = line.trim().rsplit_once(" <")?;
        let seconds = time.strip_suffix("s>")?;
        let name = match name.strip_prefix("time: ") {
            Some(name) => name,
            None => name.strip_prefix("test ")?.rsplit_once(" ... ")?.0,
        };
        Some(Self {
            name: name.trim_end().to_owned(),
            took: Duration::try_from_secs_f64(seconds.parse().ok()?).ok()?,
        })
    }
}

/// Parses the last line of the site's check, which is also our own: `11 passed, 1 failed`.
pub(crate) fn plain(line: &str) -> Option<Tally> {
    let (passed, failed) = line.trim().split_once(", ")?;
    Some(Tally {
        passed: passed.strip_suffix(" passed")?.parse().ok()?,
        failed: failed.strip_suffix(" failed")?.parse().ok()?,
        skipped: 0,
    })
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(formatter, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_of_a_test_program_is_understood() {
        for (line, passed, failed, skipped) in [
            (
                "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
                12,
                0,
                1,
            ),
            (
                "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 4 filtered out; finished in 1.20s\r",
                3,
                2,
                0,
            ),
        ] {
            assert_eq!(
                Tally::read(line),
                Some(Tally {
                    passed,
                    failed,
                    skipped
                })
            );
        }
    }

    #[test]
    fn other_lines_count_nothing() {
        for line in [
            "",
            "test tests::test_result_is_ok ... ok",
            "running 3 tests",
            "test result: unknown",
            "a note on `test result: ok. 3 passed; 0 failed; 0 ignored`",
        ] {
            assert_eq!(Tally::read(line), None, "{line}");
        }
    }

    #[test]
    fn only_a_failed_test_is_named() {
        assert_eq!(
            failed_test("test quiz::it_ends   ... FAILED"),
            Some("quiz::it_ends")
        );
        assert_eq!(
            failed_test("test quiz::it_ends ... FAILED <0.010s>"),
            Some("quiz::it_ends")
        );
        for line in [
            "test quiz::it_ends ... ok",
            "test quiz::it_ends ... ok <0.010s>",
            "test result: FAILED. 0 passed; 1 failed; 0 ignored;",
        ] {
            assert_eq!(failed_test(line), None, "{line}");
        }
    }

    #[test]
    fn the_time_of_a_test_is_read() {
        let time = TestTime::read("test quiz::it_ends ... ok <1.250s>").expect("a time");
        assert_eq!(time.name, "quiz::it_ends");
        assert_eq!(time.took, Duration::from_millis(1250));
        let time = TestTime::read("time: firefox::links::far <12.500s>").expect("a time");
        assert_eq!(time.name, "firefox::links::far");
        for line in [
            "test quiz::it_ends ... ok",
            "test quiz::it_ends ... ok <soon>",
            "test result: ok. 3 passed; 0 failed;",
        ] {
            assert_eq!(TestTime::read(line), None, "{line}");
        }
    }

    #[test]
    fn the_plain_line_can_be_read_back() {
        let tally = Tally {
            passed: 11,
            failed: 1,
            skipped: 0,
        };
        assert_eq!(plain(&tally.to_string()), Some(tally));
        assert_eq!(plain("pass, or not, 1 failed"), None);
        assert_eq!(plain("eleven passed, 1 failed"), None);
    }

    #[test]
    fn the_closing_line_is_plain() {
        let mut sum = Tally::PASSED;
        sum += Tally::FAILED;
        assert_eq!(sum.to_string(), "1 passed, 1 failed");
        sum.skipped = 2;
        assert_eq!(sum.to_string(), "1 passed, 1 failed, 2 skipped");
    }
}
