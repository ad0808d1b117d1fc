//! Native numerics behind `cargo xtask`: each command is a module with a `run`.

mod bench;
mod calibrate;
mod items;
mod pay;
mod simulate;

use std::process::ExitCode;

const COMMANDS: &str = "items, bench, simulate, calibrate, fit, evaluate or check-pay";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((command, rest)) = arguments.split_first() else {
        eprintln!("say which command: {COMMANDS}");
        return ExitCode::FAILURE;
    };
    match command.as_str() {
        "items" => items::run(rest),
        "bench" => bench::run(rest),
        "simulate" => simulate::run(rest),
        "calibrate" => calibrate::run(rest),
        "fit" => pay::fit::run(rest),
        "evaluate" => pay::evaluate::run(rest),
        "check-pay" => pay::check_pay::run(rest),
        _ => {
            eprintln!("unknown command “{command}”: {COMMANDS}");
            ExitCode::FAILURE
        }
    }
}
