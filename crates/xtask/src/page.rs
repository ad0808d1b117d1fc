//! Builds the page with trunk.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use crate::arguments::Destination;
use crate::delegate;
use crate::error::Error;
use crate::process::{self, Ending};
use crate::setup::{Step, Tools};
use crate::workspace;

/// Far more than a release build takes: on two processors shared with nine other programs it took 18 minutes.
const LIMIT: Duration = Duration::from_hours(1);

/// The inputs of the page's build.
const SOURCES: [&str; 11] = [
    ".cargo",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "assets",
    "build.rs",
    "crates/content",
    "crates/core",
    "crates/site",
    "index.html",
    "src",
];

/// The variable that tells trunk's hook the site's address.
const ADDRESS: &str = "WHICH_END_ADDRESS";

/// The variable that tells `pack` who may show the site in a frame.
const HOSTS: &str = "WHICH_END_HOSTS";

/// Builds the finished site in `dist/`: trunk builds, its hook finishes the page, and `pack` adds files for hosts.
pub(crate) fn dist(tools: &Tools, to: &Destination) -> Result<(), Error> {
    dist_with(tools, to, &[])
}

/// Like [`dist`], with extra settings for all programs of the build.
pub(crate) fn dist_with(
    tools: &Tools,
    to: &Destination,
    settings: &[(&str, &str)],
) -> Result<(), Error> {
    println!("Building the page the way visitors get it (1 to 3 minutes the first time).");
    let mut build = release_build(tools, to);
    build.envs(settings.iter().copied());
    finish(&build, "The page could not be built")?;
    let mut pack = packing(tools, to);
    pack.envs(settings.iter().copied());
    finish(&pack, "The page was built, but could not be packed")
}

/// Like [`dist`], while other programs print: all output goes to a file, whose end is shown on failure.
pub(crate) fn dist_in_background(tools: &Tools) -> Result<(), Error> {
    Step {
        what: "The page",
        why: "the release build, beside the next checks",
        time: "2 to 4 minutes",
        remedy: "`cargo xtask dist` shows all of it.",
        log: workspace::root().join("target").join("page.log"),
        supervised: true,
        progress_interval: None,
    }
    .run(vec![
        release_build(tools, &Destination::default()),
        packing(tools, &Destination::default()),
    ])
}

/// Whether `dist/` is newer than all inputs of the build.
pub(crate) fn is_fresh() -> bool {
    // `pack` is the last step of the build and writes this kind of file last.
    let built = newest(&workspace::dist().join("index.html.br"));

    let sources = SOURCES
        .iter()
        .filter_map(|path| newest(&workspace::root().join(path)));
    match (built, sources.max()) {
        (Some(built), Some(changed)) => built > changed,
        _ => false,
    }
}

/// Time of the last change of the file, or of the newest file in the folder.
fn newest(path: &Path) -> Option<SystemTime> {
    if path.is_dir() {
        let entries = std::fs::read_dir(path).ok()?;
        entries
            .filter_map(|entry| newest(&entry.ok()?.path()))
            .max()
    } else {
        path.metadata().ok()?.modified().ok()
    }
}

fn release_build(tools: &Tools, to: &Destination) -> Command {
    let mut build = trunk(tools, "build");
    build.arg("--release").arg("--dist").arg(workspace::dist());
    // Variables of the caller's shell must not reach the page.
    build.env(ADDRESS, to.address.as_deref().unwrap_or_default());
    if let Some(flags) = without_machine_paths() {
        build.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
    }
    build
}

fn packing(tools: &Tools, to: &Destination) -> Command {
    let mut pack = delegate::site("pack");
    pack.env(HOSTS, to.hosts.as_deref().unwrap_or_default());
    tools.configure(&mut pack);
    pack
}

/// Flags that remove this machine's folders from the program: panic messages contain source paths, so the same source
/// would give another program on each machine. Cargo adds them to those of `.cargo/config.toml`, which use another key.
/// `None` if a folder's name contains a space, which separates flags.
fn without_machine_paths() -> Option<String> {
    let cargo_home = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")))?;
    let flags = [
        format!("--remap-path-prefix={}=cargo", cargo_home.to_str()?),
        format!("--remap-path-prefix={}=.", workspace::root().to_str()?),
    ];
    flags
        .iter()
        .all(|flag| !flag.contains(char::is_whitespace))
        .then(|| flags.join(" "))
}

/// `trunk COMMAND` at the root of the workspace, with our tools and without network.
pub(crate) fn trunk(tools: &Tools, command: &str) -> Command {
    // An absolute path, because the lookup of programs differs between systems.
    let ours = tools.programs().join("trunk");
    let mut trunk = Command::new(if ours.is_file() {
        ours.as_os_str()
    } else {
        "trunk".as_ref()
    });
    tools.configure(&mut trunk);
    trunk
        .arg(command)
        .current_dir(workspace::root())
        .stdin(Stdio::null());
    trunk
}

fn finish(command: &Command, failure: &str) -> Result<(), Error> {
    let program = command.get_program().to_string_lossy();
    match process::watch(command, LIMIT, |_| {}) {
        Ok(Ending::Success) => Ok(()),
        Ok(Ending::Failure) => Err(Error::new(format!("{failure}; the reason is above."))),
        Ok(Ending::OutOfTime) => Err(Error::new(format!(
            "{failure} within {} minutes.",
            LIMIT.as_secs() / 60
        ))),
        Err(error) => Err(Error::new(format!(
            "{failure}: {program} could not be started ({error})."
        ))),
    }
}
