//! `reproduce`: verifies that the same source gives the same site, byte by byte, in any folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::arguments::Destination;
use crate::delegate;
use crate::error::Error;
use crate::page;
use crate::process::{self, Ending};
use crate::setup::{self, Needs, Tools};
use crate::workspace;

/// Far more than a build from scratch takes.
const LIMIT: Duration = Duration::from_hours(2);

/// The variable that sets the build date of the page.
const DAY: &str = "SOURCE_DATE_EPOCH";

/// Builds here and, from a copy of the source, in an empty folder with another name and depth, and compares.
pub(crate) fn run() -> Result<ExitCode, Error> {
    let tools = setup::install(Needs::Page)?;
    // One date for both builds, because outdated figures depend on it and the builds may run over midnight.
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let day =
        std::env::var(DAY).unwrap_or_else(|_| now.map_or(0, |since| since.as_secs()).to_string());
    page::dist_with(&tools, &Destination::default(), &[(DAY, &day)])?;
    let folder = std::env::temp_dir().join(format!("which-end-{}", std::process::id()));
    let outcome = build_and_compare(
        &tools,
        &folder.join("of-another-name").join("and-depth"),
        &day,
    );
    // Gigabytes. If they cannot be removed, only space is lost.
    fs::remove_dir_all(&folder).ok();
    outcome
}

fn build_and_compare(tools: &Tools, copy: &Path, day: &str) -> Result<ExitCode, Error> {
    copy_source(copy)?;
    println!(
        "Building the same files in {}, from nothing (some minutes).",
        copy.display()
    );
    let mut build = workspace::cargo();
    build
        .current_dir(copy)
        .args(["xtask", "dist"])
        .env("CARGO_TARGET_DIR", copy.join("target"))
        .env(DAY, day);
    tools.configure(&mut build);
    match process::watch(&build, LIMIT, |_| {}) {
        Ok(Ending::Success) => {}
        Ok(_) => {
            return Err(Error::new(
                "The copy could not be built; the reason is above.",
            ));
        }
        Err(error) => {
            return Err(Error::new(format!("cargo could not be started: {error}.")));
        }
    }
    let mut compare = delegate::site("compare");
    compare.arg(copy.join("dist"));
    match process::watch(&compare, LIMIT, |_| {}) {
        Ok(Ending::Success) => Ok(ExitCode::SUCCESS),
        Ok(_) => Ok(ExitCode::FAILURE),
        Err(error) => Err(Error::new(format!("cargo could not be started: {error}."))),
    }
}

/// Copies every file that git knows or would add, so that build output and ignored files stay behind.
fn copy_source(to: &Path) -> Result<(), Error> {
    let output = Command::new("git")
        .current_dir(workspace::root())
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .stdin(Stdio::null())
        .output();
    let Some(output) = output.ok().filter(|output| output.status.success()) else {
        return Err(Error::new(
            "git could not list the files; `reproduce` needs a clone of the repository.",
        ));
    };
    let names = String::from_utf8_lossy(&output.stdout).into_owned();
    for name in names.split('\0').filter(|name| !name.is_empty()) {
        let (from, to): (PathBuf, PathBuf) = (workspace::root().join(name), to.join(name));
        let copied = to
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::copy(&from, &to));
        match copied {
            Ok(_) => {}
            // Deleted here, but not in git's index.
            Err(_) if !from.exists() => {}
            Err(error) => {
                return Err(Error::new(format!("{name} cannot be copied: {error}.")));
            }
        }
    }
    Ok(())
}
