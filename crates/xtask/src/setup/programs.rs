//! Programs that cargo builds from crates.io.
//!
//! They are built without optimization. That takes minutes instead of a quarter of an hour, and they are fast enough: a
//! release build of the page waits for the compiler, not for them.

use std::process::Command;

use super::step::{PROGRESS_INTERVAL, Step};
use super::version::{Version, Wanted};
use super::{Needs, SetupErrors, Tools, lock_file};
use crate::error::Error;
use crate::workspace;

/// Our own packages that wrap programs which write part of the site, so that a lock file pins their dependencies.
const WASM_BINDGEN: &str = "crates/xtask/tools/wasm-bindgen";
/// See [`WASM_BINDGEN`].
const WASM_SPLIT: &str = "crates/xtask/tools/wasm-split";

/// A program, its source and its purpose.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    name: &'static str,
    /// Its package at crates.io, or the folder of our wrapper.
    package: &'static str,
    wanted: Wanted,
    /// The version to install if no accepted version is present.
    version: Version,
    why: &'static str,
    time: &'static str,
    options: &'static [&'static str],
    needs: Needs,
}

fn trunk() -> Program {
    let version = Version::new(0, 21, 14);
    Program {
        name: "trunk",
        package: "trunk",
        wanted: Wanted::Exactly(version),
        version,
        why: "builds and serves the page",
        time: "2 to 3 minutes",
        // Without its network features, because it must never download anything.
        options: &["--locked", "--no-default-features"],
        needs: Needs::Page,
    }
}

fn wasm_bindgen(version: Version) -> Program {
    Program {
        name: "wasm-bindgen",
        package: WASM_BINDGEN,
        wanted: Wanted::Exactly(version),
        version,
        why: "joins WebAssembly and the browser; must be of the version in Cargo.lock",
        time: "about a minute",
        options: &["--locked"],
        needs: Needs::Page,
    }
}

fn wasm_split() -> Program {
    let version = Version::new(0, 2, 4);
    Program {
        name: "wasm-split-cli",
        package: WASM_SPLIT,
        wanted: Wanted::Exactly(version),
        version,
        why: "splits the program in two modules",
        time: "half a minute",
        options: &["--locked"],
        needs: Needs::Page,
    }
}

fn geckodriver() -> Program {
    Program {
        name: "geckodriver",
        package: "geckodriver",
        wanted: Wanted::AtLeast(Version::new(0, 36, 0)),
        version: Version::new(0, 37, 1),
        why: "drives Firefox in the tests; Debian has no package of it",
        time: "about a minute",
        options: &["--locked"],
        needs: Needs::PageAndBrowsers,
    }
}

/// Only `supply` needs it, so no other setup installs it.
fn cargo_deny() -> Program {
    let version = Version::new(0, 20, 2);
    Program {
        name: "cargo-deny",
        package: "cargo-deny",
        wanted: Wanted::AtLeast(version),
        version,
        why: "holds other people's code against deny.toml and the advisories",
        time: "2 to 3 minutes",
        options: &["--locked"],
        needs: Needs::Page,
    }
}

pub(crate) fn missing(tools: &Tools, needs: Needs) -> Result<Vec<Program>, Error> {
    let mut programs = vec![
        trunk(),
        wasm_bindgen(lock_file::wasm_bindgen()?),
        wasm_split(),
    ];
    if needs == Needs::PageAndBrowsers {
        programs.push(geckodriver());
    }
    programs.retain(|program| !tools.has_program(program.name, program.wanted));
    Ok(programs)
}

/// Builds the programs one after the other, because they share a target folder and the processors.
pub(crate) fn install(tools: &Tools, programs: &[Program]) -> SetupErrors {
    let mut errors = SetupErrors::default();
    for program in programs {
        let error = build(tools, program).err();
        errors = errors.and(match program.needs {
            Needs::Page => SetupErrors {
                page: error,
                browsers: None,
            },
            Needs::PageAndBrowsers => SetupErrors {
                page: None,
                browsers: error,
            },
        });
    }
    if errors.page.is_none() && errors.browsers.is_none() && !programs.is_empty() {
        clear(tools);
    }
    errors
}

/// Installs what `supply` needs beyond cargo, if it is missing.
pub(crate) fn install_supply_checker(tools: &Tools) -> Result<(), Error> {
    let program = cargo_deny();
    if tools.has_program(program.name, program.wanted) {
        return Ok(());
    }
    build(tools, &program)?;
    clear(tools);
    Ok(())
}

/// Nearly two gigabytes that nobody needs any more. If they cannot be removed, only space is lost.
fn clear(tools: &Tools) {
    std::fs::remove_dir_all(tools.build_folder()).ok();
}

fn build(tools: &Tools, program: &Program) -> Result<(), Error> {
    let what = format!("{} {}", program.name, program.version);
    let remedy = format!(
        "Look at the log, or put {} {} on PATH yourself.",
        program.name, program.version
    );
    Step {
        what: &what,
        why: program.why,
        time: program.time,
        remedy: &remedy,
        log: tools.log(program.name),
        supervised: true,
        progress_interval: Some(PROGRESS_INTERVAL),
    }
    .run(vec![cargo_install(tools, program)])
}

fn cargo_install(tools: &Tools, program: &Program) -> Command {
    let mut cargo = workspace::cargo();
    cargo.arg("install");
    if program.package.contains('/') {
        cargo
            .arg("--path")
            .arg(workspace::root().join(program.package));
    } else {
        let version = program.version.to_string();
        cargo.args([program.package, "--version", &version]);
    }
    cargo
        .args(["--debug", "--force", "--root"])
        .arg(tools.home())
        .args(program.options)
        // Outside the clone, whose cargo settings do not apply to the tools.
        .current_dir(tools.home())
        .env("CARGO_TARGET_DIR", tools.build_folder())
        // Nobody will debug them, and without debug information there is less to compile.
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_PROFILE_DEV_DEBUG_ASSERTIONS", "false")
        .env("CARGO_PROFILE_DEV_OVERFLOW_CHECKS", "false")
        .env("CARGO_INCREMENTAL", "0");
    cargo
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects the build: the package of ours must name the version that the page is built with.
    #[test]
    fn the_locked_package_is_of_the_version_in_cargo_lock() {
        let folder = workspace::root().join(WASM_BINDGEN);
        let version = lock_file::wasm_bindgen().expect("Cargo.lock names it");
        for (file, line) in [
            (
                "Cargo.toml",
                format!("wasm-bindgen-cli = {{ version = \"={version}\", "),
            ),
            (
                "Cargo.lock",
                format!("name = \"wasm-bindgen-cli\"\nversion = \"{version}\""),
            ),
        ] {
            let text = std::fs::read_to_string(folder.join(file)).expect("it is in the clone");
            assert!(text.contains(&line), "{file} does not say {line}");
        }
    }
}
