//! One long step: announces what it does, reports progress, and writes the programs' output to a log file.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::error::Error;
use crate::process::Supervised;

pub(crate) const PROGRESS_INTERVAL: Duration = Duration::from_secs(15);
const WORDS_ON_FAILURE: usize = 30;

/// A step of the setup.
pub(crate) struct Step<'a> {
    /// What it installs, for people: `trunk 0.21.14`.
    pub(crate) what: &'a str,
    /// Its purpose.
    pub(crate) why: &'a str,
    /// Its approximate duration.
    pub(crate) time: &'a str,
    /// What to do if it fails, as the end of a sentence.
    pub(crate) remedy: &'a str,
    /// The log file for the programs' output.
    pub(crate) log: PathBuf,
    /// Whether the programs may be killed with this process. A package manager may not.
    pub(crate) supervised: bool,
    /// The interval of progress messages; `None` while other programs print.
    pub(crate) progress_interval: Option<Duration>,
}

impl Step<'_> {
    /// Runs the commands in sequence.
    pub(crate) fn run(&self, commands: Vec<Command>) -> Result<(), Error> {
        println!("  {}: {} ({})", self.what, self.why, self.time);
        let start = Instant::now();
        if let Some(folder) = self.log.parent() {
            fs::create_dir_all(folder).map_err(|error| self.error(&error.to_string()))?;
        }
        let log = File::create(&self.log).map_err(|error| self.error(&error.to_string()))?;
        for command in commands {
            self.one(command, &log, start)?;
        }
        println!(
            "  {}: done in {}",
            self.what,
            format_duration(start.elapsed())
        );
        Ok(())
    }

    fn one(&self, mut command: Command, log: &File, start: Instant) -> Result<(), Error> {
        let mut next_progress = self.progress_interval.map(|every| start.elapsed() + every);
        let copy = || {
            log.try_clone()
                .map(Stdio::from)
                .map_err(|error| self.error(&error.to_string()))
        };
        let (output, errors) = (copy()?, copy()?);
        let mut running = if self.supervised {
            Supervised::start(&command, output, errors)
        } else {
            command
                .stdin(Stdio::null())
                .stdout(output)
                .stderr(errors)
                .spawn()
                .map(Supervised::unsupervised)
        }
        .map_err(|error| {
            self.error(&format!(
                "{} could not be started: {error}",
                command.get_program().to_string_lossy()
            ))
        })?;
        loop {
            let status = running
                .ended()
                .map_err(|error| self.error(&error.to_string()))?;
            match status {
                Some(status) if status.success() => return Ok(()),
                Some(status) => {
                    eprintln!("{}", indented(&tail(&self.log, WORDS_ON_FAILURE)));
                    return Err(self.error(&format!(
                        "{} ended with {status}; all it said is in {}",
                        command.get_program().to_string_lossy(),
                        self.log.display()
                    )));
                }
                None => thread::sleep(Duration::from_millis(50)),
            }
            if next_progress.is_some_and(|next| start.elapsed() > next) {
                next_progress = self.progress_interval.map(|every| start.elapsed() + every);
                let last = tail(&self.log, 1);
                println!(
                    "  … {}: {} so far ({})",
                    self.what,
                    format_duration(start.elapsed()),
                    last.trim()
                );
            }
        }
    }

    fn error(&self, reason: &str) -> Error {
        Error::new(format!(
            "{} could not be had ({reason}). {}",
            self.what, self.remedy
        ))
    }
}

/// Formats a duration: `48 s`, `2 min 05 s`.
pub(crate) fn format_duration(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0 => format!("{:.1} s", time.as_secs_f64()),
        1..60 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

/// The last lines of a file. Reads only its end.
fn tail(file: &Path, lines: usize) -> String {
    let mut end = Vec::new();
    if let Ok(mut file) = File::open(file) {
        let length = file.metadata().map_or(0, |data| data.len());
        if file
            .seek(SeekFrom::Start(length.saturating_sub(8192)))
            .is_ok()
        {
            // An unreadable log counts as empty; the step's own error is still shown.
            file.read_to_end(&mut end).ok();
        }
    }
    let text = String::from_utf8_lossy(&end);
    let all: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    all[all.len().saturating_sub(lines)..].join("\n")
}

fn indented(text: &str) -> String {
    text.lines().fold(String::new(), |mut all, line| {
        // Writing to a String cannot fail.
        writeln!(all, "    | {line}").ok();
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_said_the_way_people_say_them() {
        for (time, words) in [
            (Duration::from_millis(340), "0.3 s"),
            (Duration::from_secs(48), "48 s"),
            (Duration::from_secs(125), "2 min 05 s"),
        ] {
            assert_eq!(format_duration(time), words);
        }
    }

    #[test]
    fn a_failed_step_says_what_to_do_and_keeps_the_words() {
        let log = std::env::temp_dir().join(format!("which-end-step-{}.log", std::process::id()));
        let step = Step {
            what: "nothing",
            why: "a test",
            time: "no time",
            remedy: "Do this instead.",
            log: log.clone(),
            supervised: true,
            progress_interval: None,
        };
        let mut command = Command::new("sh");
        command.args(["-c", "echo its own words; exit 7"]);
        let error = step
            .run(vec![command])
            .expect_err("the command fails")
            .to_string();
        assert!(error.ends_with("Do this instead."), "{error}");
        assert_eq!(tail(&log, 1), "its own words");
        fs::remove_file(log).expect("the log was written");
    }
}
