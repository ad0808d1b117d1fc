//! Commands that another package of the workspace answers.

use std::process::{Command, ExitCode};

use crate::arguments::FuzzOptions;
use crate::error::Error;
use crate::setup::Tools;
use crate::workspace;

/// The lab keeps the person's own folder as its working folder, so that `--data DIR` means what they see.
pub(crate) fn lab(command: &str, rest: &[String]) -> Result<ExitCode, Error> {
    let mut cargo = workspace::cargo();
    cargo
        .arg("run")
        .arg("--manifest-path")
        .arg(workspace::root().join("Cargo.toml"))
        .args(["--package", "which-end-lab"]);
    match command {
        // Reading a file takes no time: the build that the tests use as well does, and what cargo says is left out.
        "items" => cargo.arg("--quiet"),
        _ => cargo.args(["--profile", "tools"]),
    };
    cargo.arg("--").arg(command).args(rest);
    replace_us(cargo)
}

/// Times presses in Chromium, on the built page.
pub(crate) fn bench_in_browser(tools: &Tools, rest: &[String]) -> Result<ExitCode, Error> {
    let mut cargo = workspace::cargo();
    cargo
        .current_dir(workspace::root())
        .args(["run", "--quiet", "--package", "which-end-browser-tests"])
        .args(["--bin", "press", "--", "--dist", "dist"])
        .args(rest);
    tools.equip(&mut cargo);
    replace_us(cargo)
}

pub(crate) fn budget(rest: &[String]) -> Result<ExitCode, Error> {
    let mut cargo = site("budget");
    cargo.args(rest);
    replace_us(cargo)
}

/// The tests of `which-end-fuzz` with many cases, in a build with speed and with the checks of arithmetic that the page's
/// own build leaves out.
pub(crate) fn fuzz(options: &FuzzOptions) -> Result<ExitCode, Error> {
    let mut cargo = workspace::cargo();
    cargo
        .current_dir(workspace::root())
        .args(["test", "--profile", "fuzz", "--package", "which-end-fuzz"])
        .args(["--lib", "--"])
        .args(&options.only)
        .arg("--show-output")
        .env("PROPTEST_CASES", options.cases.to_string())
        .env("PROPTEST_RNG_SEED", options.seed.to_string());
    replace_us(cargo)
}

/// `which-end-site COMMAND dist`.
pub(crate) fn site(command: &str) -> Command {
    let mut cargo = workspace::cargo();
    cargo.current_dir(workspace::root()).args([
        "run",
        "--quiet",
        "--package",
        "which-end-site",
        "--",
        command,
        "dist",
    ]);
    cargo
}

/// On Unix the command takes our place, so there is no child to outlive us.
#[cfg(unix)]
fn replace_us(mut command: Command) -> Result<ExitCode, Error> {
    use std::os::unix::process::CommandExt;
    let error = command.exec();
    Err(Error::new(format!("cargo could not be started: {error}.")))
}

#[cfg(not(unix))]
fn replace_us(mut command: Command) -> Result<ExitCode, Error> {
    let status = command
        .status()
        .map_err(|error| Error::new(format!("cargo could not be started: {error}.")))?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
