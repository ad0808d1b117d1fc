//! The tools folder: outside the clone, so that nothing is fetched or built twice.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::version::{Version, Wanted};
use crate::workspace;

/// The folder and what is in it.
#[derive(Clone, Debug)]
pub(crate) struct Tools {
    home: PathBuf,
}

impl Tools {
    /// `$WHICH_END_TOOLS`, or `which-end/tools` in the person's cache folder, or in the target folder if they have none.
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

    /// Programs that cargo built.
    pub(crate) fn programs(&self) -> PathBuf {
        self.home.join("bin")
    }

    /// Packages from npm.
    pub(crate) fn node_modules(&self) -> PathBuf {
        self.home.join("node_modules")
    }

    /// The one folder in which the tools are compiled, so that they share what they have in common.
    pub(crate) fn workshop(&self) -> PathBuf {
        self.home.join("target")
    }

    pub(crate) fn log(&self, step: &str) -> PathBuf {
        self.home.join("log").join(format!("{step}.log"))
    }

    /// The rule checker of the browser tests.
    pub(crate) fn axe(&self) -> PathBuf {
        self.node_modules().join("axe-core").join("axe.min.js")
    }

    /// `PATH` with our own tools first.
    pub(crate) fn path(&self) -> OsString {
        let ours = [self.programs(), self.node_modules().join(".bin")];
        let theirs = env::var_os("PATH").unwrap_or_default();
        env::join_paths(ours.into_iter().chain(env::split_paths(&theirs))).unwrap_or(theirs)
    }

    /// Gives a command our tools, and keeps trunk from looking for others on the network.
    pub(crate) fn equip(&self, command: &mut Command) {
        command
            .env("PATH", self.path())
            .env("WHICH_END_TOOLS", &self.home)
            .env("TRUNK_OFFLINE", "true")
            .env("TRUNK_SKIP_VERSION_CHECK", "true")
            // An error of trunk is a sentence; the stack behind it tells nobody anything.
            .env("RUST_LIB_BACKTRACE", "0")
            // trunk stops at any value but `true` and `false`, while others set it to 1.
            .env_remove("NO_COLOR");
        if env::var_os("NO_COLOR").is_some() {
            command.env("TRUNK_COLOR", "never");
        }
    }

    /// Whether a command built by cargo is there in the version we want: ours if we have one, else one on `PATH`.
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

    /// The version of an npm package in our folder, from its own description.
    pub(crate) fn package_version(&self, package: &str) -> Option<Version> {
        let description = self.node_modules().join(package).join("package.json");
        let text = std::fs::read_to_string(description).ok()?;
        let (_, after) = text.split_once("\"version\":")?;
        let (_, version) = after.split_once('"')?;
        Version::read(version.split_once('"')?.0)
    }
}

/// What a program says to `--version`.
pub(crate) fn version_of(program: &Path) -> Option<Version> {
    let said = Command::new(program)
        .arg("--version")
        .env_remove("NO_COLOR")
        .stdin(Stdio::null())
        .output()
        .ok()?;
    said.status
        .success()
        .then(|| Version::in_words(&String::from_utf8_lossy(&said.stdout)))?
}
