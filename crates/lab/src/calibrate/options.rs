//! What the command line asks for.

use std::path::{Path, PathBuf};

const USAGE: &str = "calibrate --responses DIR [--bank FILE] [--out FILE], or calibrate --prove [--seed N] [--bank FILE] [--json]";

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Options {
    pub(super) bank: PathBuf,
    pub(super) task: Task,
}

/// Fit a bank, or show how well a fit finds what is known.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Task {
    Fit { responses: PathBuf, out: PathBuf },
    Prove { seed: u64, json: bool },
}

impl Options {
    pub(super) fn read(arguments: &[String]) -> Result<Self, String> {
        let mut bank = PathBuf::from("assets/data/items.json");
        let (mut responses, mut out, mut seed) = (None, None, None);
        let (mut prove, mut json) = (false, false);
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let mut value = || {
                rest.next()
                    .ok_or_else(|| format!("“{argument}” needs a value: {USAGE}"))
            };
            match argument.as_str() {
                "--responses" => responses = Some(PathBuf::from(value()?)),
                "--bank" => bank = PathBuf::from(value()?),
                "--out" => out = Some(PathBuf::from(value()?)),
                "--seed" => {
                    let text = value()?;
                    let number = text.parse().map_err(|_| {
                        format!("“--seed {text}”: that is not a whole number that fits")
                    })?;
                    seed = Some(number);
                }
                "--prove" => prove = true,
                "--json" => json = true,
                _ => return Err(format!("“{argument}” is not an option: {USAGE}")),
            }
        }
        let task = match responses {
            Some(responses) if !prove && !json && seed.is_none() => Task::Fit {
                out: out.unwrap_or_else(|| beside(&bank)),
                responses,
            },
            None if prove && out.is_none() => Task::Prove {
                seed: seed.unwrap_or(1),
                json,
            },
            _ => return Err(format!("say one of the two: {USAGE}")),
        };
        Ok(Self { bank, task })
    }
}

/// Where the new bank goes unless told otherwise: `items.json` becomes `items.calibrated.json`.
fn beside(bank: &Path) -> PathBuf {
    bank.with_extension("calibrated.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Options, String> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Options::read(&words)
    }

    /// Protects the bank: it is written over only where its own name is given.
    #[test]
    fn the_new_bank_stands_beside_the_old_one() {
        let options = read("--responses given --bank data/items.json").expect("sound");
        assert_eq!(
            options.task,
            Task::Fit {
                responses: PathBuf::from("given"),
                out: PathBuf::from("data/items.calibrated.json")
            }
        );
    }

    #[test]
    fn halves_of_both_tasks_are_refused() {
        for line in [
            "",
            "--bank x",
            "--prove --responses x",
            "--prove --out x",
            "--responses x --json",
            "--responses x --seed 1",
            "--responses",
            "--prove --seed -1",
            "--fast",
        ] {
            assert!(read(line).is_err(), "{line}");
        }
        assert!(read("--prove --seed 4 --json").is_ok());
    }
}
