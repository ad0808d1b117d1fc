//! Other programs that take part in the build. `cargo xtask` installs them and adds them to `PATH`.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use crate::error::SiteError;

/// A program of an npm package, which is a shell script on Windows.
pub(crate) fn from_npm(name: &str) -> Command {
    if cfg!(windows) {
        Command::new(format!("{name}.cmd"))
    } else {
        Command::new(name)
    }
}

/// Runs a program and waits for it.
pub(crate) fn run(command: &mut Command) -> Result<(), SiteError> {
    let output = command
        .output()
        .map_err(|error| tool_error(command, &error.to_string()))?;
    succeeded(command, output).map(drop)
}

/// Pipes `text` through a program and returns its output.
pub(crate) fn filter(command: &mut Command, text: &str) -> Result<String, SiteError> {
    let pipes = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let run = pipes.spawn().and_then(|mut child| {
        // These programs read all input before they write, so a full pipe cannot block both.
        if let Some(mut input) = child.stdin.take() {
            // A program that stops early reports the reason itself.
            let _ = input.write_all(text.as_bytes());
        }
        child.wait_with_output()
    });
    let output = run.map_err(|error| tool_error(command, &error.to_string()))?;
    let printed = succeeded(command, output)?.stdout;
    String::from_utf8(printed).map_err(|error| tool_error(command, &error.to_string()))
}

fn succeeded(command: &Command, output: Output) -> Result<Output, SiteError> {
    if output.status.success() {
        Ok(output)
    } else {
        Err(tool_error(
            command,
            &String::from_utf8_lossy(&output.stderr),
        ))
    }
}

fn tool_error(command: &Command, reason: &str) -> SiteError {
    SiteError::Tool {
        program: command.get_program().to_string_lossy().into_owned(),
        reason: reason.to_owned(),
    }
}
