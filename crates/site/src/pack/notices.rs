//! `third-party.txt`: licences of the third-party packages in the module. Most require their notice in every copy.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use crate::error::SiteError;
use crate::files;

/// The package of the module, and its target.
const PAGE: &str = "which-end";
const TARGET: &str = "wasm32-unknown-unknown";

/// For packages without a licence file. A test verifies that all of them allow this licence.
const MIT: &str = "\
Copyright (c) AUTHORS

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
files (the \"Software\"), to deal in the Software without restriction, including without limitation the rights to use, copy,
modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software
is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED \"AS IS\", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES
OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE
LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR
IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.";

/// Cargo's metadata of all packages.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    authors: Vec<String>,
    /// `None` for packages of this workspace.
    source: Option<String>,
    manifest_path: std::path::PathBuf,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    kind: Vec<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<Kind>,
}

#[derive(Deserialize)]
struct Kind {
    /// `None` for normal dependencies.
    kind: Option<String>,
}

impl Package {
    fn only_builds(&self) -> bool {
        let mut kinds = self.targets.iter().flat_map(|target| &target.kind);
        kinds.any(|kind| kind == "proc-macro")
    }
}

impl Metadata {
    /// Third-party packages whose code is in the module.
    fn linked(&self) -> Vec<&Package> {
        let by_id: BTreeMap<&str, &Package> = self
            .packages
            .iter()
            .map(|package| (package.id.as_str(), package))
            .collect();
        let nodes: BTreeMap<&str, &Node> = self
            .resolve
            .nodes
            .iter()
            .map(|node| (node.id.as_str(), node))
            .collect();
        let root = self.packages.iter().find(|package| package.name == PAGE);
        let mut open: Vec<&str> = root.iter().map(|package| package.id.as_str()).collect();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        while let Some(id) = open.pop() {
            if by_id.get(id).is_none_or(|package| package.only_builds()) || !seen.insert(id) {
                continue;
            }
            let dependencies = nodes.get(id).into_iter().flat_map(|node| &node.deps);
            open.extend(dependencies.filter_map(|dependency| {
                let linked = dependency.dep_kinds.iter().any(|kind| kind.kind.is_none());
                linked.then_some(dependency.pkg.as_str())
            }));
        }
        let mut linked: Vec<&Package> = seen
            .into_iter()
            .filter_map(|id| by_id.get(id).copied())
            .filter(|package| package.source.is_some())
            .collect();
        linked.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
        linked
    }
}

/// The whole file. Runs cargo offline.
pub(super) fn text() -> Result<String, SiteError> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .args(["--filter-platform", TARGET])
        .output()
        .map_err(SiteError::file(Path::new("cargo")))?;
    if !output.status.success() {
        return Err(SiteError::Packages(
            String::from_utf8_lossy(&output.stderr).into_owned(),
        ));
    }
    let metadata: Metadata = serde_json::from_slice(&output.stdout)?;
    // Grouped by text, because many packages have the same.
    let mut by_text: BTreeMap<String, Vec<String>> = BTreeMap::new();
    // The splitting tool is no dependency, but it writes a script of its own into the glue.
    let authors = "Greg Johnston, Jeremy Maitin-Shepard, Martin Molzer";
    let splitter = "wasm_split_cli_support 0.2.4 (MIT OR Apache-2.0)".to_owned();
    by_text.insert(MIT.replace("AUTHORS", authors), vec![splitter]);
    for package in metadata.linked() {
        let licence = package.license.as_deref().unwrap_or("see below");
        let name = format!("{} {} ({licence})", package.name, package.version);
        let folder = package.manifest_path.parent().unwrap_or(Path::new(""));
        let mut text = notice(folder)?;
        if text.is_empty() {
            text = MIT.replace("AUTHORS", &package.authors.join(", "));
        }
        by_text.entry(text).or_default().push(name);
    }
    Ok(listing(&by_text))
}

fn listing(by_text: &BTreeMap<String, Vec<String>>) -> String {
    let mut groups: Vec<_> = by_text.iter().collect();
    groups.sort_by_key(|(_, names)| *names);
    let mut text = "Which End contains code of these packages.\n".to_owned();
    for (notice, names) in groups {
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "\n{}\n\n{}\n\n{notice}\n",
            "-".repeat(80),
            names.join("\n")
        );
    }
    text
}

/// The licence text of a package: MIT's if it can be chosen, since it is the shortest, and every further notice.
fn notice(folder: &Path) -> Result<String, SiteError> {
    let names_in = |folder: &Path| -> Result<Vec<String>, SiteError> {
        let entries = std::fs::read_dir(folder).map_err(SiteError::file(folder))?;
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        Ok(names.collect())
    };
    let mut names = names_in(folder)?;
    // Some packages have a folder with a file for each licence (https://reuse.software).
    let several = "LICENSES";
    if folder.join(several).is_dir() {
        names.retain(|name| name != several);
        let inside = names_in(&folder.join(several))?;
        names.extend(inside.iter().map(|name| format!("{several}/{name}")));
    }
    names.sort();
    let mut parts = Vec::new();
    for name in chosen(&names) {
        let text = files::read_text(&folder.join(name))?;
        parts.push(text.replace("\r\n", "\n").trim().to_owned());
    }
    Ok(parts.join("\n\n"))
}

fn chosen(names: &[String]) -> Vec<&str> {
    let begins = |name: &str, word: &str| name.to_ascii_uppercase().starts_with(word);
    let is_licence = |name: &&String| {
        ["LICENSE", "LICENCE", "COPYING", "UNLICENSE"]
            .iter()
            .any(|word| begins(name, word))
    };
    let licences: Vec<&str> = names
        .iter()
        .filter(is_licence)
        .map(String::as_str)
        .collect();
    let mit = licences
        .iter()
        .find(|name| name.to_ascii_uppercase().contains("MIT"));
    let mut chosen = mit.map_or_else(|| licences.clone(), |mit| vec![*mit]);
    chosen.extend(
        names
            .iter()
            .map(String::as_str)
            .filter(|name| begins(name, "NOTICE")),
    );
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects the rights of those whose code we ship: every package has its notice, the page's own framework among them.
    #[test]
    fn every_linked_package_is_named_with_its_licence() {
        let text = text().expect("cargo knows the packages");
        for package in [
            "leptos 0.",
            "serde_json 1.",
            "wasm-bindgen 0.",
            "gloo-storage 0.",
        ] {
            assert!(
                text.lines().any(|line| line.starts_with(package)),
                "{package}"
            );
        }
        assert!(text.contains("Permission is hereby granted"));
        // These only take part in the build, and no code of theirs is in the module.
        for package in ["serde_derive ", "wasm-bindgen-macro ", "which-end"] {
            assert!(
                !text.lines().any(|line| line.starts_with(package)),
                "{package}"
            );
        }
        let (_, mit) = MIT.split_once("AUTHORS").expect("it has both parts");
        for part in text
            .split(&"-".repeat(80))
            .filter(|part| part.contains(mit))
        {
            let names = part
                .lines()
                .take_while(|line| !line.starts_with("Copyright"));
            for name in names.filter(|line| !line.is_empty()) {
                assert!(name.contains("MIT"), "{name} has no file with its licence");
            }
        }
    }

    #[test]
    fn the_shortest_licence_and_every_notice_are_taken() {
        let names = |all: &[&str]| {
            all.iter()
                .map(|name| (*name).to_owned())
                .collect::<Vec<_>>()
        };
        let two = names(&["Cargo.toml", "LICENSE-APACHE", "LICENSE-MIT", "NOTICE"]);
        assert_eq!(chosen(&two), ["LICENSE-MIT", "NOTICE"]);
        let one = names(&["COPYING", "license.md"]);
        assert_eq!(chosen(&one), ["COPYING", "license.md"]);
        assert!(chosen(&names(&["src"])).is_empty());
    }
}
