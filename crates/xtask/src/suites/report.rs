//! What all checks found, and where the time went.

use std::time::Duration;

use super::verdict::Verdict;
use crate::setup::spoken;
use crate::suite_name::SuiteName;
use crate::tally::{Tally, TestTime};

/// How many of the slowest tests are listed.
const SLOWEST: usize = 20;

/// What the suites found so far.
#[derive(Default)]
pub(super) struct Report {
    pub(super) sum: Tally,
    lines: Vec<String>,
    pub(super) times: Vec<TestTime>,
}

impl Report {
    pub(super) fn add(&mut self, name: SuiteName, verdict: Verdict, time: Duration) {
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
            spoken(all),
            spoken(set_up)
        );
        for line in &self.lines {
            println!("   {line}");
        }
        println!("\n{}", self.sum);
    }
}
