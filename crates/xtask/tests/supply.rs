//! Checks sources and licences of all dependencies by deny.toml, with the output of `cargo metadata`.
//!
//! cargo-deny checks the same and more (`cargo xtask supply`), but takes minutes to build. Checksums are cargo's own
//! check: with `--locked` it refuses a Cargo.lock that lacks one.

use std::path::Path;
use std::process::Command;

use serde_json::Value;
use spdx::{Expression, ParseMode};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

struct Policy(toml::Table);

impl Policy {
    fn ours() -> Self {
        let text = std::fs::read_to_string(Path::new(ROOT).join("deny.toml"));
        let text = text.expect("deny.toml is in the workspace");
        Self(text.parse().expect("deny.toml is TOML"))
    }

    /// The texts of a list.
    fn list(&self, section: &str, name: &str) -> Vec<&str> {
        texts(&self.0[section][name])
    }

    /// Additional licences allowed for this package.
    fn exceptions(&self, package: &str) -> Vec<&str> {
        let all = self.0["licenses"]["exceptions"].as_array();
        all.into_iter()
            .flatten()
            .filter(|exception| exception["crate"].as_str() == Some(package))
            .flat_map(|exception| texts(&exception["allow"]))
            .collect()
    }

    /// Whether the licence expression of a package can be satisfied with its allowed licences.
    fn allows(&self, package: &str, expression: &str) -> bool {
        let mut allowed = self.list("licenses", "allow");
        allowed.extend(self.exceptions(package));
        // Lax, because a few old packages write `MIT/Apache-2.0`.
        Expression::parse_mode(expression, ParseMode::LAX).is_ok_and(|expression| {
            expression.evaluate(|licence| allowed.contains(&licence.to_string().as_str()))
        })
    }

    fn has_registry(&self, source: &str) -> bool {
        source
            .strip_prefix("registry+")
            .is_some_and(|address| self.list("sources", "allow-registry").contains(&address))
    }
}

fn texts(list: &toml::Value) -> Vec<&str> {
    let list = list.as_array().expect("a list");
    list.iter().filter_map(toml::Value::as_str).collect()
}

/// Every package that any target or feature needs and that is not part of the workspace.
fn dependencies() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .current_dir(ROOT)
        .args(["metadata", "--locked", "--all-features"])
        .args(["--format-version", "1"])
        .output()
        .expect("cargo starts");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let mut metadata: Value = serde_json::from_slice(&output.stdout).expect("metadata is JSON");
    let Value::Array(mut packages) = metadata["packages"].take() else {
        panic!("metadata lists packages");
    };
    packages.retain(|package| !package["source"].is_null());
    packages
}

#[test]
fn dependencies_have_an_allowed_source_and_licence() {
    let policy = Policy::ours();
    let dependencies = dependencies();
    assert!(dependencies.len() > 100, "{}", dependencies.len());
    let mut errors = Vec::new();
    for package in &dependencies {
        let text = |field: &str| package[field].as_str().unwrap_or("none");
        let name = text("name");
        if !policy.has_registry(text("source")) {
            errors.push(format!("{name} is from {}", text("source")));
        }
        if !policy.allows(name, text("license")) {
            errors.push(format!("{name} has the licence {}", text("license")));
        }
    }
    assert!(errors.is_empty(), "\n{}", errors.join("\n"));
}

#[test]
fn other_sources_and_licences_are_refused() {
    let policy = Policy::ours();
    assert!(policy.has_registry("registry+https://github.com/rust-lang/crates.io-index"));
    assert!(!policy.has_registry("registry+https://github.com/rust-lang/crates.io-index-2"));
    assert!(!policy.has_registry("git+https://github.com/rust-lang/crates.io-index#1"));
    for (package, expression, allowed) in [
        ("serde", "MIT", true),
        ("serde", "Unlicense/MIT", true),
        ("serde", "(MIT OR GPL-3.0-only) AND Unicode-3.0", true),
        ("serde", "Apache-2.0 WITH LLVM-exception OR MIT", true),
        ("webdriver", "MPL-2.0", true),
        ("serde", "MPL-2.0", false),
        ("serde", "GPL-3.0-only", false),
        ("serde", "MIT AND GPL-3.0-only", false),
        ("serde", "GPL-2.0-only WITH Classpath-exception-2.0", false),
        ("serde", "none", false),
        ("serde", "", false),
    ] {
        assert_eq!(
            policy.allows(package, expression),
            allowed,
            "{package}: {expression}"
        );
    }
}
