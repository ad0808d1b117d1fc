//! The report of all checks, with times.

use std::time::Duration;

use super::suite_result::SuiteResult;
use crate::setup::format_duration;
use crate::suite_name::SuiteName;
use crate::tally::{Tally, TestTime};

/// Number of slowest tests to list.
const SLOWEST: usize = 20;

/// The results of the suites so far.
#[derive(Default)]
pub(super) struct Report {
    pub(super) sum: Tally,
    lines: Vec<String>,
    pub(super) times: Vec<TestTime>,
}

impl Report {
    pub(super) fn add(&mut self, name: SuiteName, result: SuiteResult, time: Duration) {
        if let Some(error) = &result.error {
            println!("{error}");
        }
        let line = format!(
            "{:<10} {:<36} {}",
            name.word(),
            result.tally.to_string(),
            format_duration(time)
        );
        println!("── {line}");
        self.lines.push(line);
        let failed = result.failed.iter().map(|test| format!("  ✗ {test}"));
        self.lines.extend(failed);
        let repeated = result.repeated.iter();
        self.lines
            .extend(repeated.map(|test| format!("  repeated: {test}")));
        let notes = result.notes.iter().map(|note| format!("  {note}"));
        self.lines.extend(notes);
        self.times.extend(result.times);
        self.sum += result.tally;
    }

    pub(super) fn print(&mut self, all: Duration, set_up: Duration) {
        self.times.sort_by_key(|time| std::cmp::Reverse(time.took));
        if !self.times.is_empty() {
            println!("\n━━ The slowest tests");
        }
        for time in self.times.iter().take(SLOWEST) {
            println!("   {:>6.1} s  {}", time.took.as_secs_f64(), time.name);
        }
        println!(
            "\n━━ All checks, in {} ({} of it set-up; the page is built beside other suites)",
            format_duration(all),
            format_duration(set_up)
        );
        for line in &self.lines {
            println!("   {line}");
        }
        println!("\n{}", self.sum);
    }
}
