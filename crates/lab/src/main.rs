//! Native numerics behind `cargo xtask`: each command is a module with a `run`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((command, _rest)) = arguments.split_first() else {
        eprintln!("say which command: simulate, fit or evaluate");
        return ExitCode::FAILURE;
    };
    eprintln!("unknown command “{command}”: simulate, fit or evaluate");
    ExitCode::FAILURE
}
