//! The command line, read into one value.

use std::path::PathBuf;

use crate::suites::SuiteName;
use crate::trouble::Trouble;

pub(crate) const HELP: &str = "\
Which End: cargo xtask COMMAND

  serve       build the page, serve it on this machine, print its address; builds again when a file changes
                --port N     first port to try (8080)
                --release    the page exactly as `dist` makes it (small, slower to build)
  test        every check, in three browsers; ends with “N passed, N failed”
                --quick      only format, lint and native tests: the loop while working
                --only NAME  one check (may be repeated): format, lint, native, fuzz, supply, page, site, browsers
                --only browsers [--engine chromium|firefox|webkit] [NAME]  the scenarios whose name holds NAME
  dist        the finished site in dist/, for any static host
                --address URL  where it will be (https://…/), so that WordPress shows it from its address alone
                --hosts LIST   the origins that may show it in a frame, separated by commas; any without this
  budget      bytes, requests and nodes of dist/ against crates/site/budget.json; --lower writes lower limits
  items       what is wrong with the questions, or how many there are of what   (--list)
  bench       how long the next question takes           (--json, --browser)
  simulate    the quiz against simulated people          (--seed N, --simulees N, --json)
  calibrate   items from files of anonymous answers, into a new bank
                --responses DIR, --bank FILE, --out FILE; or --prove (--seed N, --json): does the fit find what is known?
  fit         the pay model from survey tables           (--data DIR)
  evaluate    the pay model on rows it has not seen      (--data FILE, --json)
  check-pay   the pay model beside government wages      (--data DIR)
  fuzz        mutated texts for whatever is read from outside, and round trips
                --cases N (1000000), --trips N (100000), --seed N, --only NAME, --case N
  supply      licences, sources and advisories of other people's code, by cargo-deny and deny.toml
                --advisories FILE   a snapshot of the advisory database instead of the one on the network
  reproduce   build here and in another folder, and compare every byte
  setup       only fetch and build the tools
                --browsers   also the browsers that `test` uses
  help        this text

What is missing is set up first, once, in the folder $WHICH_END_TOOLS (~/.cache/which-end/tools).
";

/// Where the site goes, as far as that was said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Destination {
    /// Where it will be.
    pub(crate) address: Option<String>,
    /// The origins that may show it in a frame.
    pub(crate) hosts: Option<String>,
}

/// What a person asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Help,
    Setup {
        browsers: bool,
    },
    Serve(ServeWishes),
    Dist(Destination),
    Budget {
        rest: Vec<String>,
    },
    Lab {
        command: LabCommand,
        rest: Vec<String>,
    },
    /// How long a press takes in a browser, with the built page.
    BenchInBrowser {
        rest: Vec<String>,
    },
    Fuzz {
        rest: Vec<String>,
    },
    Supply {
        /// A `.tar.gz` or a folder, as the person gave it.
        advisories: Option<PathBuf>,
    },
    Reproduce,
    Test(TestChoice),
}

/// How to serve.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ServeWishes {
    /// The first port to try.
    pub(crate) port: u16,
    pub(crate) release: bool,
}

/// Which checks to run.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum TestChoice {
    Everything,
    /// What takes no release build and no browser.
    Quick,
    Only(Vec<SuiteName>, Scenarios),
}

/// Which scenarios of the browser suite to run; all of them by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Scenarios {
    /// One engine instead of all three.
    pub(crate) engine: Option<String>,
    /// A part of the scenario's name.
    pub(crate) name: Option<String>,
}

/// The commands about questions and figures, which the lab answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LabCommand {
    Items,
    Bench,
    Simulate,
    Calibrate,
    Fit,
    Evaluate,
    CheckPay,
}

impl LabCommand {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Items => "items",
            Self::Bench => "bench",
            Self::Simulate => "simulate",
            Self::Calibrate => "calibrate",
            Self::Fit => "fit",
            Self::Evaluate => "evaluate",
            Self::CheckPay => "check-pay",
        }
    }
}

impl Command {
    pub(crate) fn read(words: &[String]) -> Result<Self, Trouble> {
        let Some((first, rest)) = words.split_first() else {
            return Ok(Self::Help);
        };
        let lab = |command| {
            Ok(Self::Lab {
                command,
                rest: rest.to_vec(),
            })
        };
        match first.as_str() {
            "help" | "--help" | "-h" => Ok(Self::Help),
            "setup" => match flags(rest, "setup")?.as_slice() {
                [] => Ok(Self::Setup { browsers: false }),
                ["--browsers"] => Ok(Self::Setup { browsers: true }),
                [other, ..] => Err(unknown("setup", other)),
            },
            "serve" => serve(rest),
            "test" => test(rest),
            "dist" => dist(rest),
            "budget" => Ok(Self::Budget {
                rest: rest.to_vec(),
            }),
            "fuzz" => Ok(Self::Fuzz {
                rest: rest.to_vec(),
            }),
            "supply" => supply(rest),
            "reproduce" => match rest.first() {
                None => Ok(Self::Reproduce),
                Some(other) => Err(unknown("reproduce", other)),
            },
            "items" => lab(LabCommand::Items),
            "bench" => bench(rest),
            "simulate" => lab(LabCommand::Simulate),
            "calibrate" => lab(LabCommand::Calibrate),
            "fit" => lab(LabCommand::Fit),
            "evaluate" => lab(LabCommand::Evaluate),
            "check-pay" => lab(LabCommand::CheckPay),
            other => Err(Trouble::new(format!(
                "There is no command “{other}”. `cargo xtask help` lists them."
            ))),
        }
    }
}

/// Native timing needs no page; the browser's needs the built one.
fn bench(words: &[String]) -> Result<Command, Trouble> {
    let rest: Vec<String> = words
        .iter()
        .filter(|word| *word != "--browser")
        .cloned()
        .collect();
    if rest.len() == words.len() {
        return Ok(Command::Lab {
            command: LabCommand::Bench,
            rest,
        });
    }
    match rest.iter().find(|word| *word != "--json") {
        None => Ok(Command::BenchInBrowser { rest }),
        Some(other) => Err(unknown("bench --browser", other)),
    }
}

fn supply(words: &[String]) -> Result<Command, Trouble> {
    match words {
        [] => Ok(Command::Supply { advisories: None }),
        [flag, file] if flag == "--advisories" => Ok(Command::Supply {
            advisories: Some(PathBuf::from(file)),
        }),
        [flag] if flag == "--advisories" => Err(Trouble::new(
            "`--advisories` needs a file or folder after it.",
        )),
        [other, ..] => Err(unknown("supply", other)),
    }
}

fn unknown(command: &str, word: &str) -> Trouble {
    Trouble::new(format!(
        "`cargo xtask {command}` does not know “{word}”. `cargo xtask help` lists what it knows."
    ))
}

fn flags<'a>(words: &'a [String], command: &str) -> Result<Vec<&'a str>, Trouble> {
    words
        .iter()
        .map(|word| {
            if word.starts_with("--") {
                Ok(word.as_str())
            } else {
                Err(unknown(command, word))
            }
        })
        .collect()
}

/// The site's own check of both is finer; this one fails before anything is built.
fn dist(words: &[String]) -> Result<Command, Trouble> {
    let mut to = Destination::default();
    let mut words = words.iter();
    while let Some(option) = words.next() {
        let is_web = |text: &str| text.starts_with("https://") || text.starts_with("http://");
        match option.as_str() {
            "--address" => {
                let address = words.next().map_or("", String::as_str);
                if !is_web(address) || !address.ends_with('/') {
                    return Err(Trouble::new(format!(
                        "`--address` needs the folder of the site as visitors see it, as in https://example.org/careers/ \
                        with the slash at its end, not “{address}”."
                    )));
                }
                to.address = Some(address.to_owned());
            }
            "--hosts" => {
                let hosts = words.next().map_or("", String::as_str);
                if !hosts.split(',').all(is_web) {
                    return Err(Trouble::new(format!(
                        "`--hosts` needs origins separated by commas, as in https://example.org,https://jobs.example.org, \
                        not “{hosts}”."
                    )));
                }
                to.hosts = Some(hosts.to_owned());
            }
            other => return Err(unknown("dist", other)),
        }
    }
    Ok(Command::Dist(to))
}

fn serve(words: &[String]) -> Result<Command, Trouble> {
    let mut wishes = ServeWishes {
        port: 8080,
        release: false,
    };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--release" => wishes.release = true,
            "--port" => {
                wishes.port = words
                    .next()
                    .and_then(|port| port.parse().ok())
                    .filter(|port| *port > 0)
                    .ok_or_else(|| {
                        Trouble::new("`--port` needs a number from 1 to 65535 after it.")
                    })?;
            }
            other => return Err(unknown("serve", other)),
        }
    }
    Ok(Command::Serve(wishes))
}

fn test(words: &[String]) -> Result<Command, Trouble> {
    let mut quick = false;
    let mut only = Vec::new();
    let mut scenarios = Scenarios::default();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--quick" => quick = true,
            "--only" => {
                let name = words.next().map(String::as_str).unwrap_or_default();
                only.push(SuiteName::read(name)?);
            }
            "--engine" => {
                let engine = words
                    .next()
                    .filter(|engine| ["chromium", "firefox", "webkit"].contains(&engine.as_str()));
                scenarios.engine = Some(engine.cloned().ok_or_else(|| {
                    Trouble::new(
                        "`--engine` needs one of these after it: chromium, firefox, webkit.",
                    )
                })?);
            }
            name if !name.starts_with('-') && scenarios.name.is_none() => {
                scenarios.name = Some(name.to_owned());
            }
            other => return Err(unknown("test", other)),
        }
    }
    if scenarios != Scenarios::default() && only != [SuiteName::Browsers] {
        return Err(Trouble::new(
            "An engine or the name of a scenario can only be given with `--only browsers`.",
        ));
    }
    Ok(Command::Test(match (quick, only.is_empty()) {
        (_, false) => TestChoice::Only(only, scenarios),
        (true, true) => TestChoice::Quick,
        (false, true) => TestChoice::Everything,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Command, Trouble> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Command::read(&words)
    }

    #[test]
    fn no_words_ask_for_help() {
        assert_eq!(read(""), Ok(Command::Help));
        assert_eq!(read("--help"), Ok(Command::Help));
    }

    #[test]
    fn serve_takes_a_port_and_the_release_build() {
        assert_eq!(
            read("serve --port 9000 --release"),
            Ok(Command::Serve(ServeWishes {
                port: 9000,
                release: true
            }))
        );
    }

    #[test]
    fn dist_takes_an_address_and_hosts_or_none_and_nothing_by_halves() {
        assert_eq!(read("dist"), Ok(Command::Dist(Destination::default())));
        assert_eq!(
            read("dist --address https://example.org/careers/"),
            Ok(Command::Dist(Destination {
                address: Some("https://example.org/careers/".to_owned()),
                hosts: None,
            }))
        );
        assert_eq!(
            read("dist --hosts https://a.example,https://b.example"),
            Ok(Command::Dist(Destination {
                address: None,
                hosts: Some("https://a.example,https://b.example".to_owned()),
            }))
        );
        for line in [
            "dist --address",
            "dist --address example.org",
            "dist --address https://example.org",
            "dist --address https://example.org/ more",
            "dist https://example.org/",
            "dist --hosts",
            "dist --hosts example.org",
            "dist --hosts https://a.example,",
        ] {
            assert!(read(line).is_err(), "{line}");
        }
    }

    #[test]
    fn a_bad_port_is_refused_rather_than_replaced() {
        for line in ["serve --port", "serve --port 0", "serve --port 70000"] {
            assert!(read(line).is_err(), "{line}");
        }
    }

    #[test]
    fn test_means_everything_by_default() {
        assert_eq!(read("test"), Ok(Command::Test(TestChoice::Everything)));
        assert_eq!(read("test --quick"), Ok(Command::Test(TestChoice::Quick)));
        assert_eq!(
            read("test --only native --only site"),
            Ok(Command::Test(TestChoice::Only(
                vec![SuiteName::Native, SuiteName::Site],
                Scenarios::default()
            )))
        );
    }

    #[test]
    fn one_scenario_in_one_engine_can_be_chosen() {
        let scenarios = Scenarios {
            engine: Some("firefox".to_owned()),
            name: Some("journey::first_visit".to_owned()),
        };
        assert_eq!(
            read("test --only browsers --engine firefox journey::first_visit"),
            Ok(Command::Test(TestChoice::Only(
                vec![SuiteName::Browsers],
                scenarios
            )))
        );
    }

    #[test]
    fn a_misspelt_word_never_runs_fewer_checks() {
        for line in [
            "test --qick",
            "test --only",
            "test --only nativ",
            "test quick",
            "test --engine chromium",
            "test --only native first_visit",
            "test --only browsers --engine chrome",
            "tset",
        ] {
            assert!(read(line).is_err(), "{line}");
        }
    }

    #[test]
    fn supply_takes_a_snapshot_or_nothing() {
        let file = PathBuf::from("../shared/data/advisory-db.tar.gz");
        assert_eq!(read("supply"), Ok(Command::Supply { advisories: None }));
        assert_eq!(
            read("supply --advisories ../shared/data/advisory-db.tar.gz"),
            Ok(Command::Supply {
                advisories: Some(file)
            })
        );
        for line in [
            "supply --advisories",
            "supply --advisory x",
            "reproduce twice",
        ] {
            assert!(read(line).is_err(), "{line}");
        }
    }

    #[test]
    fn bench_is_native_unless_a_browser_is_asked_for() {
        let rest = vec!["--json".to_owned()];
        assert_eq!(
            read("bench --json"),
            Ok(Command::Lab {
                command: LabCommand::Bench,
                rest: rest.clone()
            })
        );
        assert_eq!(
            read("bench --json --browser"),
            Ok(Command::BenchInBrowser { rest })
        );
        assert!(read("bench --browser --bank x").is_err());
    }

    #[test]
    fn the_lab_gets_its_words_untouched() {
        assert_eq!(
            read("fit --data ../shared/data"),
            Ok(Command::Lab {
                command: LabCommand::Fit,
                rest: vec!["--data".to_owned(), "../shared/data".to_owned()]
            })
        );
        assert_eq!(
            read("calibrate --prove"),
            Ok(Command::Lab {
                command: LabCommand::Calibrate,
                rest: vec!["--prove".to_owned()]
            })
        );
    }
}
