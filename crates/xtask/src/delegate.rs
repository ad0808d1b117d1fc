//! Commands that other packages of the workspace implement.

use std::ffi::OsString;
use std::process::{Command, ExitCode};

use crate::arguments::FuzzOptions;
use crate::error::Error;
use crate::setup::Tools;
use crate::workspace;

/// The lab runs in the caller's working directory, so that `--data DIR` is relative to it.
pub(crate) fn lab(command: &str, rest: &[String]) -> Result<ExitCode, Error> {
    let mut cargo = workspace::cargo();
    cargo
        .arg("run")
        .arg("--manifest-path")
        .arg(workspace::root().join("Cargo.toml"))
        .args(["--package", "which-end-lab"]);
    match command {
        // Reading one file is fast in any build, so this uses the build of the tests, and hides cargo's output.
        "items" => cargo.arg("--quiet"),
        _ => cargo.args(["--profile", "tools"]),
    };
    cargo.arg("--").arg(command).args(rest);
    exec(cargo)
}

/// Times clicks in Chromium, on the built page.
pub(crate) fn bench_in_browser(tools: &Tools, rest: &[String]) -> Result<ExitCode, Error> {
    let mut cargo = workspace::cargo();
    cargo
        .current_dir(workspace::root())
        .args(["run", "--quiet", "--package", "which-end-browser-tests"])
        .args(["--bin", "press", "--", "--dist", "dist"])
        .args(rest);
    tools.configure(&mut cargo);
    exec(cargo)
}

pub(crate) fn budget(rest: &[String]) -> Result<ExitCode, Error> {
    let mut cargo = site("budget");
    cargo.args(rest);
    exec(cargo)
}

/// The tests of `which-end-fuzz` with many cases, in an optimized build with overflow checks, which the page's own
/// build omits.
pub(crate) fn fuzz(options: &FuzzOptions) -> Result<ExitCode, Error> {
    if let Some(input) = &options.coverage {
        return fuzz_with_coverage(input, options);
    }
    if let Some(name) = &options.only {
        // libtest passes if no test has the name.
        let list = fuzz_tests(options).arg("--list").output();
        let list =
            list.map_err(|error| Error::new(format!("cargo could not be started: {error}.")))?;
        if list.status.success() && !String::from_utf8_lossy(&list.stdout).contains(": test") {
            return Err(Error::new(format!(
                "No fuzz test has “{name}” in its name. `cargo test -p which-end-fuzz -- --list` lists them."
            )));
        }
    }
    let mut cargo = fuzz_tests(options);
    cargo
        .arg("--show-output")
        .env("PROPTEST_CASES", options.cases.to_string())
        .env("PROPTEST_RNG_SEED", options.seed.to_string());
    exec(cargo)
}

fn fuzz_tests(options: &FuzzOptions) -> Command {
    let mut cargo = workspace::cargo();
    cargo
        .current_dir(workspace::root())
        .args(["test", "--profile", "fuzz", "--package", "which-end-fuzz"])
        .args(["--lib", "--"])
        .args(&options.only);
    cargo
}

/// The instrumentation of cargo-fuzz, without the sanitizers that need a nightly compiler.
const COVERAGE: &str = "-Cpasses=sancov-module -Ccodegen-units=1 -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// Runs one input under libFuzzer. Texts that reach new code are stored in `target/coverage/corpus`, and the next run
/// starts from them.
fn fuzz_with_coverage(input: &str, options: &FuzzOptions) -> Result<ExitCode, Error> {
    let folder = workspace::root().join("target").join("coverage");
    let corpus = folder.join("corpus").join(input);
    let mut dictionary = OsString::from("-dict=");
    dictionary.push(corpus.with_extension("dict"));
    let mut failures = OsString::from("-artifact_prefix=");
    failures.push(folder.join(""));
    let mut cargo = workspace::cargo();
    cargo
        .current_dir(workspace::root())
        .args(["run", "--profile", "fuzz", "--package", "which-end-fuzz"])
        .args(["--features", "coverage", "--bin", "coverage"])
        // With an explicit target, build scripts are not instrumented.
        .args(["--target", "host-tuple", "--target-dir"])
        .arg(&folder)
        .arg("--")
        .arg(&corpus)
        .args([dictionary, failures])
        .args(["-timeout=5", "-max_len=100000"])
        .arg(format!("-seed={}", options.seed))
        .arg(format!("-max_total_time={}", options.minutes * 60))
        .env("RUSTFLAGS", COVERAGE)
        .env("WHICH_END_INPUT", input)
        .env("WHICH_END_CORPUS", &corpus);
    exec(cargo)
}

/// Builds the command `which-end-site COMMAND dist`.
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

/// On Unix the command replaces this process, so no child can outlive it.
#[cfg(unix)]
fn exec(mut command: Command) -> Result<ExitCode, Error> {
    use std::os::unix::process::CommandExt;
    let error = command.exec();
    Err(Error::new(format!("cargo could not be started: {error}.")))
}

#[cfg(not(unix))]
fn exec(mut command: Command) -> Result<ExitCode, Error> {
    let status = command
        .status()
        .map_err(|error| Error::new(format!("cargo could not be started: {error}.")))?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
