//! Programs that cargo builds from crates.io.
//!
//! They are built without optimization: that takes minutes instead of a quarter of an hour, and they are quick enough
//! for a page of this size (a release build of the page waits for the compiler, not for them).

use std::process::Command;

use super::step::{SIGN_OF_LIFE, Step};
use super::version::{Version, Wanted};
use super::{Needs, Shortfall, Tools, lock_file};
use crate::error::Error;
use crate::workspace;

/// Packages of ours around programs that write part of what we ship, for the sake of their lock files.
const WASM_BINDGEN: &str = "crates/xtask/tools/wasm-bindgen";
/// See [`WASM_BINDGEN`].
const WASM_SPLIT: &str = "crates/xtask/tools/wasm-split";

/// A program, where it comes from, and what it is for.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    name: &'static str,
    /// Its package at crates.io, or the folder of ours.
    package: &'static str,
    wanted: Wanted,
    /// What we install if no version that will do is there.
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
        // Its network half is left out: we never let it download anything.
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

/// Only `supply` needs it, so it is part of no other set-up.
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

/// Builds one after the other: they share a target folder, and the processors.
pub(crate) fn install(tools: &Tools, programs: &[Program]) -> Shortfall {
    let mut shortfall = Shortfall::default();
    for program in programs {
        let error = build(tools, program).err();
        shortfall = shortfall.and(match program.needs {
            Needs::Page => Shortfall {
                page: error,
                browsers: None,
            },
            Needs::PageAndBrowsers => Shortfall {
                page: None,
                browsers: error,
            },
        });
    }
    if shortfall.page.is_none() && shortfall.browsers.is_none() && !programs.is_empty() {
        clear(tools);
    }
    shortfall
}

/// What `supply` needs beyond cargo, where it is not there yet.
pub(crate) fn install_supply_checker(tools: &Tools) -> Result<(), Error> {
    let program = cargo_deny();
    if tools.has_program(program.name, program.wanted) {
        return Ok(());
    }
    build(tools, &program)?;
    clear(tools);
    Ok(())
}

/// Nearly two gigabytes that nobody needs any more. If they cannot be removed, nothing is lost but room.
fn clear(tools: &Tools) {
    std::fs::remove_dir_all(tools.workshop()).ok();
}

fn build(tools: &Tools, program: &Program) -> Result<(), Error> {
    let what = format!("{} {}", program.name, program.version);
    let otherwise = format!(
        "Look at the log, or put {} {} on PATH yourself.",
        program.name, program.version
    );
    Step {
        what: &what,
        why: program.why,
        time: program.time,
        otherwise: &otherwise,
        log: tools.log(program.name),
        tethered: true,
        sign_of_life: Some(SIGN_OF_LIFE),
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
        // Outside the clone, whose settings are not meant for the tools.
        .current_dir(tools.home())
        .env("CARGO_TARGET_DIR", tools.workshop())
        // Nobody will debug them: without what debugging needs there is less to compile.
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
