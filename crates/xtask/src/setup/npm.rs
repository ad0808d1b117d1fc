//! Packages from npm: wasm-opt and similar tools without a crate that builds fast, the minifier of scripts, the
//! WebAssembly polyfill, and the accessibility checker.

use std::process::Command;

use super::step::{PROGRESS_INTERVAL, Step};
use super::tools::version_of;
use super::version::{Version, Wanted};
use super::{Needs, SetupErrors, Tools};
use crate::error::Error;
use crate::workspace;

/// Its wasm-opt reports `version_132`; `Trunk.toml` names the same version.
const BINARYEN: Version = Version::new(132, 0, 0);
/// Part of `lite.html`. The site's finish accepts only the file with the reviewed digest.
const POLYWASM: Version = Version::new(0, 2, 0);
const TERSER: Version = Version::new(5, 51, 4);
const AXE_CORE: Version = Version::new(4, 14, 1);

/// Folder of `package.json` and its lock file.
const LOCKED: &str = "crates/xtask/tools/npm";
const PACKAGE_FILES: [&str; 2] = ["package.json", "package-lock.json"];

/// A package and its purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Package {
    name: &'static str,
    version: Version,
    why: &'static str,
    /// Whether the page cannot be built without it.
    for_page: bool,
}

pub(crate) fn missing(tools: &Tools, needs: Needs) -> Vec<Package> {
    let mut packages = Vec::new();
    if tools.package_version("binaryen") != Some(BINARYEN) && !wasm_opt_on_path() {
        packages.push(Package {
            name: "binaryen",
            version: BINARYEN,
            why: "wasm-opt, which makes the page smaller",
            for_page: true,
        });
    }
    if tools.package_version("polywasm") != Some(POLYWASM) {
        packages.push(Package {
            name: "polywasm",
            version: POLYWASM,
            why: "runs the page where WebAssembly is off",
            for_page: true,
        });
    }
    if tools.package_version("terser") != Some(TERSER) {
        packages.push(Package {
            name: "terser",
            version: TERSER,
            why: "makes the scripts short",
            for_page: true,
        });
    }
    if needs == Needs::PageAndBrowsers && tools.package_version("axe-core") != Some(AXE_CORE) {
        packages.push(Package {
            name: "axe-core",
            version: AXE_CORE,
            why: "finds what shuts people out",
            for_page: false,
        });
    }
    packages
}

fn wasm_opt_on_path() -> bool {
    workspace::on_path("wasm-opt")
        .and_then(|file| version_of(&file))
        .is_some_and(|version| Wanted::Exactly(BINARYEN).allows(version))
}

/// Installs all packages by the lock file of the clone, which has a digest for each.
pub(crate) fn install(tools: &Tools, packages: &[Package]) -> SetupErrors {
    if packages.is_empty() {
        return SetupErrors::default();
    }
    let names: Vec<String> = packages
        .iter()
        .map(|package| format!("{} {}", package.name, package.version))
        .collect();
    let why: Vec<&str> = packages.iter().map(|package| package.why).collect();
    let copied = PACKAGE_FILES.into_iter().try_for_each(|file| {
        let from = workspace::root().join(LOCKED).join(file);
        std::fs::copy(from, tools.home().join(file)).map(drop)
    });
    let error = match copied {
        Ok(()) => Step {
            what: &names.join(", "),
            why: &why.join("; "),
            time: "some seconds, by npm",
            remedy: "Install Node.js with npm (on Debian: `apt-get install npm`) and see that it reaches \
                        its registry, then run this again.",
            log: tools.log("npm"),
            supervised: true,
            progress_interval: Some(PROGRESS_INTERVAL),
        }
        .run(vec![npm_install(tools)])
        .err(),
        Err(error) => Some(Error::new(format!("npm’s lock file cannot be copied: {error}."))),
    };
    if packages.iter().any(|package| package.for_page) {
        SetupErrors {
            page: error,
            browsers: None,
        }
    } else {
        SetupErrors {
            page: None,
            browsers: error,
        }
    }
}

fn npm_install(tools: &Tools) -> Command {
    let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.args(["ci", "--no-fund", "--no-audit", "--ignore-scripts"])
        .current_dir(tools.home());
    npm
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setup::lock_file;

    /// Protects what we ship: what is installed is what the lock file holds to a digest.
    #[test]
    fn every_package_is_in_the_lock_file_with_a_digest() {
        let path = workspace::root().join(LOCKED).join("package-lock.json");
        let lock = std::fs::read_to_string(path).expect("it is in the clone");
        for (name, version) in [
            ("binaryen", BINARYEN),
            ("polywasm", POLYWASM),
            ("terser", TERSER),
            ("axe-core", AXE_CORE),
        ] {
            let entry = format!(
                "\"node_modules/{name}\": {{\n      \"version\": \"{version}\",\n      \"integrity\": \"sha512-"
            );
            assert!(lock.contains(&entry), "{name} {version}");
        }
    }

    #[test]
    fn trunk_is_told_to_use_the_very_tools_that_are_installed() {
        let settings = std::fs::read_to_string(workspace::root().join("Trunk.toml"))
            .expect("trunk's settings are in the workspace");
        let binaryen = BINARYEN.to_string();
        let (major, _) = binaryen.split_once('.').expect("a version has dots");
        let wasm_bindgen = lock_file::wasm_bindgen().expect("Cargo.lock names it");
        for line in [
            format!("wasm_opt = \"version_{major}\""),
            format!("wasm_bindgen = \"{wasm_bindgen}\""),
        ] {
            assert!(settings.lines().any(|found| found == line), "{line}");
        }
    }
}
