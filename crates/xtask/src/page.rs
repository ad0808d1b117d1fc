//! Building the page with trunk.

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

/// What the page is built from.
const SOURCES: [&str; 10] = [
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

/// Tells the hook where the site will be.
const ADDRESS: &str = "WHICH_END_ADDRESS";

/// Tells the packing who may show the site in a frame.
const HOSTS: &str = "WHICH_END_HOSTS";

/// The finished site in `dist/`: trunk builds, its hook finishes the page, `pack` adds what hosts want.
pub(crate) fn dist(tools: &Tools, to: &Destination) -> Result<(), Error> {
    dist_with(tools, to, &[])
}

/// The same, with settings for all programs that take part.
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

/// The finished site, built while other programs print: all output goes to a file, whose end is shown on failure.
pub(crate) fn dist_in_background(tools: &Tools) -> Result<(), Error> {
    Step {
        what: "The page",
        why: "the release build, beside the next checks",
        time: "2 to 4 minutes",
        otherwise: "`cargo xtask dist` shows all of it.",
        log: workspace::root().join("target").join("page.log"),
        tethered: true,
        sign_of_life: None,
    }
    .run(vec![
        release_build(tools, &Destination::default()),
        packing(tools, &Destination::default()),
    ])
}

/// Whether `dist/` is newer than everything that it is built from.
pub(crate) fn is_fresh() -> bool {
    // Packing is the last step of the build, and this its last kind of file.
    let built = newest(&workspace::dist().join("index.html.br"));

    let sources = SOURCES
        .iter()
        .filter_map(|path| newest(&workspace::root().join(path)));
    match (built, sources.max()) {
        (Some(built), Some(changed)) => built > changed,
        _ => false,
    }
}

/// When the file, or the newest file in the folder, was changed.
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
    // What a shell happens to hold must not end up in the page.
    build.env(ADDRESS, to.address.as_deref().unwrap_or_default());
    if let Some(flags) = without_machine_paths() {
        build.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
    }
    build
}

fn packing(tools: &Tools, to: &Destination) -> Command {
    let mut pack = delegate::site("pack");
    pack.env(HOSTS, to.hosts.as_deref().unwrap_or_default());
    tools.equip(&mut pack);
    pack
}

/// Flags that keep the folders of this machine out of the program: the places of possible faults name their source
/// files, so the same source would give another program on each machine. Cargo joins them with those of
/// `.cargo/config.toml`, which stand under another key. None where a folder's name holds a space, which separates flags.
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

/// `trunk COMMAND` at the root of the workspace, with our tools and without the network.
pub(crate) fn trunk(tools: &Tools, command: &str) -> Command {
    // An absolute path: which trunk is started must not depend on how this system looks up programs.
    let ours = tools.programs().join("trunk");
    let mut trunk = Command::new(if ours.is_file() {
        ours.as_os_str()
    } else {
        "trunk".as_ref()
    });
    tools.equip(&mut trunk);
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
