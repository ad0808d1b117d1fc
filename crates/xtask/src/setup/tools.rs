//! The tools folder, outside the clone, so that nothing is downloaded or built twice.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::version::{Version, Wanted};
use crate::workspace;

/// The tools folder.
#[derive(Clone, Debug)]
pub(crate) struct Tools {
    home: PathBuf,
}

impl Tools {
    /// `$WHICH_END_TOOLS`, or `which-end/tools` in the user's cache folder, or the target folder if there is none.
    pub(crate) fn find() -> Self {
        let named = env::var_os("WHICH_END_TOOLS")
            .filter(|path| !path.is_empty())
            .map(|path| workspace::root().join(path));
        let cached = || {
            let cache = env::var_os("XDG_CACHE_HOME")
                .or_else(|| env::var_os("LOCALAPPDATA"))
                .filter(|path| Path::new(path).is_absolute())
                .map(PathBuf::from)
                .or_else(|| env::home_dir().map(|home| home.join(".cache")))?;
            Some(cache.join("which-end").join("tools"))
        };
        let home = named
            .or_else(cached)
            .unwrap_or_else(|| workspace::root().join("target").join("tools"));
        Self { home }
    }

    pub(crate) fn home(&self) -> &Path {
        &self.home
    }

    /// Folder of programs built by cargo.
    pub(crate) fn programs(&self) -> PathBuf {
        self.home.join("bin")
    }

    /// Folder of packages from npm.
    pub(crate) fn node_modules(&self) -> PathBuf {
        self.home.join("node_modules")
    }

    /// The target folder of all tools, so that they share dependencies.
    pub(crate) fn build_folder(&self) -> PathBuf {
        self.home.join("target")
    }

    pub(crate) fn log(&self, step: &str) -> PathBuf {
        self.home.join("log").join(format!("{step}.log"))
    }

    /// The script of the accessibility checker.
    pub(crate) fn axe(&self) -> PathBuf {
        self.node_modules().join("axe-core").join("axe.min.js")
    }

    /// `PATH` with our own tools first.
    pub(crate) fn path(&self) -> OsString {
        let ours = [self.programs(), self.node_modules().join(".bin")];
        let theirs = env::var_os("PATH").unwrap_or_default();
        env::join_paths(ours.into_iter().chain(env::split_paths(&theirs))).unwrap_or(theirs)
    }

    /// Adds our tools to a command's environment, and prevents trunk from downloading others.
    pub(crate) fn configure(&self, command: &mut Command) {
        command
            .env("PATH", self.path())
            .env("WHICH_END_TOOLS", &self.home)
            .env("TRUNK_OFFLINE", "true")
            .env("TRUNK_SKIP_VERSION_CHECK", "true")
            // An error of trunk is one sentence, and its backtrace is of no use.
            .env("RUST_LIB_BACKTRACE", "0")
            // trunk fails at any value except `true` and `false`, but other programs set it to 1.
            .env_remove("NO_COLOR");
        if env::var_os("NO_COLOR").is_some() {
            command.env("TRUNK_COLOR", "never");
        }
    }

    /// Whether a program built by cargo is present in an accepted version: ours if there is one, else the one on
    /// `PATH`.
    pub(crate) fn has_program(&self, program: &str, wanted: Wanted) -> bool {
        let ours = self
            .programs()
            .join(format!("{program}{}", env::consts::EXE_SUFFIX));
        let file = if ours.exists() {
            Some(ours)
        } else {
            workspace::on_path(program)
        };
        file.and_then(|file| version_of(&file))
            .is_some_and(|version| wanted.allows(version))
    }

    /// The version of an npm package in our folder, from its `package.json`.
    pub(crate) fn package_version(&self, package: &str) -> Option<Version> {
        let description = self.node_modules().join(package).join("package.json");
        let text = std::fs::read_to_string(description).ok()?;
        let (_, after) = text.split_once("\"version\":")?;
        let (_, version) = after.split_once('"')?;
        Version::read(version.split_once('"')?.0)
    }
}

/// The version that a program reports for `--version`.
pub(crate) fn version_of(program: &Path) -> Option<Version> {
    let output = Command::new(program)
        .arg("--version")
        .env_remove("NO_COLOR")
        .stdin(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| Version::find_in(&String::from_utf8_lossy(&output.stdout)))?
}
