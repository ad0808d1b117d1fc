//! The command line of `cargo xtask`.

use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use crate::suite_name::SuiteName;

/// Which End: build, serve and check the page
#[derive(Debug, Parser)]
#[command(
    bin_name = "cargo xtask",
    after_help = "`cargo xtask COMMAND --help` lists the options of a command. Missing tools are installed once, \
                  into the folder $WHICH_END_TOOLS (~/.cache/which-end/tools)."
)]
pub(crate) struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, PartialEq, Eq, Subcommand)]
pub(crate) enum Command {
    /// Build the page, serve it on this machine and rebuild it when a file changes
    Serve(ServeOptions),
    /// Run every check, in three browsers; ends with “N passed, N failed”
    Test(TestOptions),
    /// Build the finished site in dist/, for any static host
    Dist(Destination),
    /// Compare bytes, requests and nodes of dist/ with crates/site/budget.json
    #[command(disable_help_flag = true)]
    Budget(ForwardedArguments),
    /// Report what is wrong with the questions, or count them
    #[command(disable_help_flag = true)]
    Items(ForwardedArguments),
    /// Measure how long the next question takes
    Bench {
        /// In Chromium, with the built page
        #[arg(long)]
        browser: bool,
        #[arg(long)]
        json: bool,
    },
    /// Run the quiz against simulated people
    #[command(disable_help_flag = true)]
    Simulate(ForwardedArguments),
    /// Fit the items to files of anonymous answers, or prove that the fit recovers known parameters
    #[command(disable_help_flag = true)]
    Calibrate(ForwardedArguments),
    /// Fit the pay model to survey tables
    #[command(disable_help_flag = true)]
    Fit(ForwardedArguments),
    /// Score the pay model on rows it has not seen
    #[command(disable_help_flag = true)]
    Evaluate(ForwardedArguments),
    /// Compare the pay model with government wages
    #[command(disable_help_flag = true)]
    CheckPay(ForwardedArguments),
    /// Mutate every text that is read from outside, and try round trips
    Fuzz(FuzzOptions),
    /// Check licences, sources and advisories of dependencies with cargo-deny
    Supply {
        /// Snapshot of the advisory database (a folder or .tar.gz), instead of the one on the network
        #[arg(long, value_name = "FILE")]
        advisories: Option<PathBuf>,
    },
    /// Build here and in another folder, and compare every byte
    Reproduce,
    /// Only download and build the tools
    Setup {
        /// Also the browsers that `test` uses
        #[arg(long)]
        browsers: bool,
    },
}

#[derive(Debug, PartialEq, Eq, Args)]
pub(crate) struct ServeOptions {
    /// First port to try
    #[arg(long, default_value_t = 8080, value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) port: u16,
    /// The page exactly as `dist` makes it (small, slower to build)
    #[arg(long)]
    pub(crate) release: bool,
}

/// Where the site will be published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub(crate) struct Destination {
    /// Address of the site, so that `WordPress` can show it from its address alone
    #[arg(long, value_name = "URL", value_parser = folder_address)]
    pub(crate) address: Option<String>,
    /// Origins that may show it in a frame, separated by commas; any without this
    #[arg(long, value_name = "LIST", value_parser = origins)]
    pub(crate) hosts: Option<String>,
}

/// Which checks to run; all of them by default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub(crate) struct TestOptions {
    /// Only format, lint and native tests
    #[arg(long, conflicts_with = "only")]
    pub(crate) quick: bool,
    /// Only this check; may be repeated
    #[arg(long, value_name = "CHECK")]
    pub(crate) only: Vec<SuiteName>,
    /// Only this browser engine, with `--only browsers`
    #[arg(long)]
    pub(crate) engine: Option<Engine>,
    /// Only scenarios whose name contains this, with `--only browsers`
    pub(crate) scenario: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Engine {
    Chromium,
    Firefox,
    Webkit,
}

impl Engine {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        }
    }
}

#[derive(Debug, PartialEq, Eq, Args)]
pub(crate) struct FuzzOptions {
    /// Mutants of each input; a tenth as many round trips
    #[arg(long, value_name = "N", default_value_t = 1_000_000, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) cases: u32,
    /// Another seed gives other cases
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Only the tests whose name contains this
    #[arg(long, value_name = "NAME")]
    pub(crate) only: Option<String>,
    /// This input alone, guided by coverage (libFuzzer; needs a C++ compiler), as in `typed_offer`
    #[arg(long, value_name = "NAME", conflicts_with_all = ["cases", "only"])]
    pub(crate) coverage: Option<String>,
    /// How long to go on with `--coverage`
    #[arg(long, default_value_t = 10, requires = "coverage")]
    pub(crate) minutes: u32,
}

/// Arguments for another program, which parses them itself; `--help` lists them.
#[derive(Debug, PartialEq, Eq, Args)]
pub(crate) struct ForwardedArguments {
    #[arg(
        trailing_var_arg = true,
        allow_hyphen_values = true,
        value_name = "OPTIONS"
    )]
    pub(crate) rest: Vec<String>,
}

impl CommandLine {
    /// Parses the arguments, the first of which is the program's name. Without any, shows the help.
    pub(crate) fn read(
        arguments: impl IntoIterator<Item = String>,
    ) -> clap::error::Result<Command> {
        let mut arguments: Vec<String> = arguments.into_iter().collect();
        if arguments.len() == 1 {
            arguments.push("--help".to_owned());
        }
        let Self { command } = Self::try_parse_from(arguments)?;
        if let Command::Test(options) = &command
            && (options.engine.is_some() || options.scenario.is_some())
            && options.only != [SuiteName::Browsers]
        {
            return Err(Self::command().error(
                ErrorKind::ArgumentConflict,
                "an engine or the name of a scenario can only be given with `--only browsers`",
            ));
        }
        Ok(command)
    }
}

fn is_web(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// Fails before anything is built. The site checks both values in detail.
fn folder_address(text: &str) -> Result<String, &'static str> {
    if is_web(text) && text.ends_with('/') {
        Ok(text.to_owned())
    } else {
        Err(
            "give the folder of the site as visitors see it, with the slash at its end: https://example.org/careers/",
        )
    }
}

fn origins(text: &str) -> Result<String, &'static str> {
    if text.split(',').all(is_web) {
        Ok(text.to_owned())
    } else {
        Err("give origins separated by commas: https://example.org,https://jobs.example.org")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> clap::error::Result<Command> {
        let words = line.split_whitespace().map(str::to_owned);
        CommandLine::read(["xtask".to_owned()].into_iter().chain(words))
    }

    fn refused(lines: &[&str]) {
        for line in lines {
            assert!(read(line).is_err_and(|error| error.use_stderr()), "{line}");
        }
    }

    #[test]
    fn definition_is_consistent() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn no_arguments_show_the_help_and_succeed() {
        for line in ["", "help", "--help", "-h"] {
            let error = read(line).expect_err("help is no command");
            assert_eq!(error.exit_code(), 0, "{line}");
            assert!(error.to_string().contains("check-pay"), "{error}");
        }
    }

    #[test]
    fn serve_takes_a_port_and_the_release_build() {
        let options = ServeOptions {
            port: 9000,
            release: true,
        };
        assert_eq!(
            read("serve --port 9000 --release").ok(),
            Some(Command::Serve(options))
        );
        refused(&["serve --port", "serve --port 0", "serve --port 70000"]);
    }

    #[test]
    fn dist_takes_complete_addresses_only() {
        let destination = Destination {
            address: Some("https://example.org/careers/".to_owned()),
            hosts: Some("https://a.example,https://b.example".to_owned()),
        };
        assert_eq!(
            read("dist --address https://example.org/careers/ --hosts https://a.example,https://b.example").ok(),
            Some(Command::Dist(destination))
        );
        refused(&[
            "dist --address",
            "dist --address example.org",
            "dist --address https://example.org",
            "dist --address https://example.org/ more",
            "dist https://example.org/",
            "dist --hosts",
            "dist --hosts example.org",
            "dist --hosts https://a.example,",
        ]);
    }

    #[test]
    fn one_scenario_in_one_engine_can_be_chosen() {
        let options = TestOptions {
            only: vec![SuiteName::Browsers],
            engine: Some(Engine::Firefox),
            scenario: Some("journey::first_visit".to_owned()),
            ..TestOptions::default()
        };
        assert_eq!(
            read("test --only browsers --engine firefox journey::first_visit").ok(),
            Some(Command::Test(options))
        );
    }

    /// Protects from a run that looks complete because a misspelt option was ignored.
    #[test]
    fn misspelt_options_never_run_fewer_checks() {
        refused(&[
            "test --qick",
            "test --quick --only native",
            "test --only",
            "test --only nativ",
            "test quick",
            "test --engine chromium",
            "test --only native first_visit",
            "test --only browsers --only native --engine chromium",
            "test --only browsers --engine chrome",
            "tset",
            "supply --advisories",
            "supply --advisory x",
            "reproduce twice",
            "bench --browser --bank x",
            "fuzz --cases many",
            "fuzz --seed -1",
        ]);
    }

    #[test]
    fn other_programs_get_their_arguments_untouched() {
        let rest = |words: &[&str]| ForwardedArguments {
            rest: words.iter().map(|word| (*word).to_owned()).collect(),
        };
        for (line, command) in [
            (
                "fit --data ../data",
                Command::Fit(rest(&["--data", "../data"])),
            ),
            ("calibrate --help", Command::Calibrate(rest(&["--help"]))),
            ("budget", Command::Budget(rest(&[]))),
            (
                "items -h x -- y",
                Command::Items(rest(&["-h", "x", "--", "y"])),
            ),
        ] {
            assert_eq!(read(line).ok(), Some(command), "{line}");
        }
    }
}
