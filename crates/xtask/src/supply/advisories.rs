//! A snapshot of the advisory database, for machines without network access to it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::error::Error;
use crate::workspace;

/// The default address of cargo-deny's database.
const DATABASE: &str = "https://github.com/RustSec/advisory-db";

/// A snapshot of the database.
pub(super) struct Snapshot {
    /// Folder that replaces [`DATABASE`].
    folder: PathBuf,
    /// Number of advisories.
    pub(super) count: usize,
    /// Date of the newest advisory, for example `2026-08-20`.
    pub(super) newest: String,
}

impl Snapshot {
    /// Unpacks a `.tar.gz` or copies a folder, and makes it a repository, which cargo-deny requires.
    pub(super) fn of(file: &Path) -> Result<Self, Error> {
        let folder = workspace::root().join("target").join("advisory-snapshot");
        let error = |error: io::Error| {
            Error::new(format!("{} cannot be written: {error}.", folder.display()))
        };
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(error)?;
        }
        fs::create_dir_all(&folder).map_err(error)?;
        let mut unpack = if file.is_dir() {
            let mut copy = Command::new("cp");
            copy.arg("-R").arg(file.join("crates")).arg(&folder);
            copy
        } else {
            let mut tar = Command::new("tar");
            tar.arg("-xzf").arg(file).arg("-C").arg(&folder);
            tar
        };
        run_quietly(&mut unpack)?;
        let mut snapshot = Self {
            count: 0,
            newest: String::new(),
            folder,
        };
        snapshot
            .scan(&snapshot.folder.join("crates"))
            .map_err(|error| {
                Error::new(format!(
                    "{} is no advisory database: it has no readable folder `crates` ({error}).",
                    file.display()
                ))
            })?;
        let git = |words: &[&str]| {
            let mut git = Command::new("git");
            git.current_dir(&snapshot.folder)
                .args([
                    "-c",
                    "user.name=Which End",
                    "-c",
                    "user.email=none@invalid",
                    "-c",
                    "commit.gpgsign=false",
                ])
                .args(words);
            run_quietly(&mut git)
        };
        git(&["init", "--quiet", "--initial-branch", "main", "."])?;
        git(&["add", "--all", "--force"])?;
        git(&["commit", "--quiet", "--no-verify", "--message", "Snapshot"])?;
        Ok(snapshot)
    }

    /// Counts advisories and finds the newest.
    fn scan(&mut self, folder: &Path) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                self.scan(&path)?;
            } else if path.extension().is_some_and(|end| end == "md") {
                self.count += 1;
                let text = fs::read_to_string(&path)?;
                let date = text
                    .lines()
                    .find_map(|line| line.strip_prefix("date = \"")?.strip_suffix('"'));
                // Dates in this format sort like their texts.
                if let Some(date) = date.filter(|date| **date > *self.newest) {
                    date.clone_into(&mut self.newest);
                }
            }
        }
        Ok(())
    }

    /// Makes git, for this command only, read the snapshot instead of the database.
    pub(super) fn use_in(&self, command: &mut Command) {
        command
            .env("GIT_CONFIG_COUNT", "1")
            .env(
                "GIT_CONFIG_KEY_0",
                format!("url.{}.insteadOf", self.folder.display()),
            )
            .env("GIT_CONFIG_VALUE_0", DATABASE);
    }
}

/// Runs a command and shows its output only if it fails.
pub(super) fn run_quietly(command: &mut Command) -> Result<(), Error> {
    let program = command.get_program().to_string_lossy().into_owned();
    match command.stdin(Stdio::null()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Error::new(format!(
            "{program} did not end well; the reason is above."
        ))),
        Err(error) => Err(Error::new(format!(
            "{program} could not be started: {error}."
        ))),
    }
}
