//! What the command line asks for.

use std::path::PathBuf;

const USAGE: &str = "simulate [--seed N] [--simulees N] [--bank FILE] [--json]";
/// Simulees per line unless told otherwise: a Monte Carlo error of about .006 for shares near .80.
const SIMULEES: usize = 4000;
const MOST_SIMULEES: usize = 1_000_000;

/// What to simulate.
pub(super) struct Options {
    pub(super) seed: u64,
    pub(super) simulees: usize,
    pub(super) bank: PathBuf,
    pub(super) json: bool,
}

impl Options {
    pub(super) fn read(arguments: &[String]) -> Result<Self, String> {
        let mut options = Self {
            seed: 1,
            simulees: SIMULEES,
            bank: PathBuf::from("assets/data/items.json"),
            json: false,
        };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let mut value = || {
                rest.next()
                    .ok_or_else(|| format!("“{argument}” needs a value: {USAGE}"))
            };
            match argument.as_str() {
                "--seed" => options.seed = number(argument, value()?)?,
                "--simulees" => options.simulees = number(argument, value()?)?,
                "--bank" => options.bank = PathBuf::from(value()?),
                "--json" => options.json = true,
                _ => return Err(format!("“{argument}” is not an option: {USAGE}")),
            }
        }
        if !(1..=MOST_SIMULEES).contains(&options.simulees) {
            return Err(format!("--simulees takes 1 to {MOST_SIMULEES}"));
        }
        Ok(options)
    }
}

fn number<T: std::str::FromStr>(option: &str, text: &str) -> Result<T, String> {
    text.parse()
        .map_err(|_| format!("“{option} {text}”: that is not a whole number that fits"))
}
