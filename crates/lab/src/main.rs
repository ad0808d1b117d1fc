//! Native numerics behind `cargo xtask`: each command is a module with a `run`.

mod calibrate;
mod pay;
mod simulate;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((command, rest)) = arguments.split_first() else {
        eprintln!("say which command: simulate, calibrate, fit or evaluate");
        return ExitCode::FAILURE;
    };
    match command.as_str() {
        "simulate" => simulate::run(rest),
        "calibrate" => calibrate::run(rest),
        "fit" => pay::fit::run(rest),
        "evaluate" => pay::evaluate::run(rest),
        _ => {
            eprintln!("unknown command “{command}”: simulate, calibrate, fit or evaluate");
            ExitCode::FAILURE
        }
    }
}
