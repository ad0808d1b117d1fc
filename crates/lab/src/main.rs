//! Native computations behind `cargo xtask`: each command is a module with its options and a `run`.

mod bench;
mod calibrate;
mod items;
mod pay;
mod simulate;

use std::process::ExitCode;

use clap::Parser;

#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask")]
enum Command {
    /// Report what is wrong with the questions, or summarize them
    Items(items::Options),
    /// Measure how long the choice of the next item takes
    Bench(bench::Options),
    /// Run the quiz against simulated people
    Simulate(simulate::Options),
    /// Fit the items to files of anonymous answers, or prove that the fit recovers known parameters
    Calibrate(calibrate::Options),
    /// Fit the pay model to survey tables
    Fit(pay::fit::Options),
    /// Score the pay model on rows it has not seen
    Evaluate(pay::evaluate::Options),
    /// Compare the pay model with government wages
    CheckPay(pay::check_pay::Options),
}

fn main() -> ExitCode {
    let succeeded = match Command::parse() {
        Command::Items(options) => items::run(&options).map(|()| true),
        Command::Bench(options) => bench::run(&options).map(|()| true),
        Command::Simulate(options) => simulate::run(&options).map(|()| true),
        Command::Calibrate(options) => calibrate::run(options).map(|()| true),
        Command::Fit(options) => pay::fit::run(&options).map(|()| true),
        Command::Evaluate(options) => pay::evaluate::run(&options),
        Command::CheckPay(options) => pay::check_pay::run(&options).map(|()| true),
    };
    match succeeded {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn command_line_is_consistent() {
        Command::command().debug_assert();
    }

    #[test]
    fn misspelt_and_half_options_are_refused() {
        for line in [
            "items --lst",
            "items --bank",
            "bench --jsn",
            "simulate --simulees 0",
            "simulate --seed -1",
            "fit",
            "evaluate --data",
            "check-pay --data x --json",
            "calibrate",
            "calibrate --bank x",
            "calibrate --prove --responses x",
            "calibrate --prove --out x",
            "calibrate --responses x --json",
            "calibrate --responses x --seed 1",
            "calibrate --responses",
            "calibrate --prove --seed -1",
            "calibrate --fast",
        ] {
            let words = ["lab"].into_iter().chain(line.split(' '));
            assert!(Command::try_parse_from(words).is_err(), "{line}");
        }
    }
}
