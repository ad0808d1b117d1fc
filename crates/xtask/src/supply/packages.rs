//! The packages of others: where `Cargo.lock` says they are from, and which licences they state.

use std::process::Stdio;

use super::licence;
use super::policy::Policy;
use crate::trouble::Trouble;
use crate::workspace;

/// Packages of `Cargo.lock` that are from elsewhere than the registries allowed, or whose bytes nothing holds to.
pub(super) fn from_elsewhere(lock: &str, policy: &Policy) -> Vec<String> {
    let mut faults = Vec::new();
    for package in lock.split("[[package]]").skip(1) {
        let field = |name: &str| {
            package.lines().find_map(|line| {
                line.strip_prefix(name)?
                    .strip_prefix(" = \"")?
                    .strip_suffix('"')
            })
        };
        let name = field("name").unwrap_or("a package without a name");
        // Our own have no source.
        let Some(source) = field("source") else {
            continue;
        };
        let known = source
            .strip_prefix("registry+")
            .is_some_and(|address| policy.registries.iter().any(|allowed| allowed == address));
        if !known {
            faults.push(format!("{name} is from {source}"));
        } else if field("checksum").is_none_or(|checksum| checksum.len() != 64) {
            faults.push(format!("{name} has no checksum"));
        }
    }
    faults
}

/// Every package that any target or feature of ours needs, with its licence, in the words of `cargo tree`.
pub(super) fn listed() -> Result<String, Trouble> {
    let said = workspace::cargo()
        .current_dir(workspace::root())
        .args([
            "tree",
            "--workspace",
            "--all-features",
            "--locked",
            "--target",
            "all",
        ])
        .args([
            "--edges",
            "normal,build,dev",
            "--prefix",
            "none",
            "--no-dedupe",
        ])
        .args(["--format", "{p} @ {l}"])
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Trouble::new(format!("cargo could not be started: {error}.")))?;
    if !said.status.success() {
        return Err(Trouble::new(
            "cargo could not list the packages; the reason is above.",
        ));
    }
    Ok(String::from_utf8_lossy(&said.stdout).into_owned())
}

/// Packages whose licence is none that is allowed, out of what [`listed`] gives.
pub(super) fn of_other_licences(listed: &str, policy: &Policy) -> Vec<String> {
    let mut faults: Vec<String> = listed
        .lines()
        .filter_map(|line| line.split_once(" @"))
        .filter_map(|(package, stated)| {
            let name = package.split(' ').next().unwrap_or_default();
            // Cargo's mark for what it listed before.
            let stated = stated.trim().trim_end_matches("(*)").trim_end();
            let met = licence::is_met(stated, &|licence| policy.allows(name, licence));
            (!met).then(|| {
                let stated = if stated.is_empty() {
                    "no licence"
                } else {
                    stated
                };
                format!("{package} states {stated}")
            })
        })
        .collect();
    faults.sort_unstable();
    faults.dedup();
    faults
}

/// How many packages are listed.
pub(super) fn count(listed: &str) -> usize {
    let packages = listed.lines().filter_map(|line| line.split_once(" @"));
    let mut names: Vec<&str> = packages.map(|(package, _)| package).collect();
    names.sort_unstable();
    names.dedup();
    names.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy() -> Policy {
        Policy {
            licences: vec!["MIT".to_owned()],
            exceptions: vec![("driver".to_owned(), "MPL-2.0".to_owned())],
            registries: vec!["https://good.example/index".to_owned()],
        }
    }

    /// Protects the build from code that somebody could change under us.
    #[test]
    fn packages_from_elsewhere_are_found() {
        let sum = "a".repeat(64);
        let package = |name: &str, rest: &str| {
            format!("[[package]]\nname = \"{name}\"\nversion = \"1.0.0\"\n{rest}\n")
        };
        let good = "source = \"registry+https://good.example/index\"";
        let lock = [
            package("ours", ""),
            package("good", &format!("{good}\nchecksum = \"{sum}\"")),
            package("unsealed", good),
            package(
                "other",
                &format!("source = \"registry+https://evil.example/index\"\nchecksum = \"{sum}\""),
            ),
            package("git", "source = \"git+https://good.example/index?rev=1#2\""),
        ]
        .concat();
        let faults = from_elsewhere(&lock, &policy());
        assert_eq!(faults.len(), 3, "{faults:?}");
        for (fault, name) in faults.iter().zip(["unsealed", "other", "git"]) {
            assert!(fault.starts_with(name), "{fault}");
        }
    }

    #[test]
    fn licences_that_nobody_allowed_are_found() {
        let listed = "a v1.0.0 @ MIT\nb v1.0.0 (proc-macro) @ GPL-3.0-only\nb v1.0.0 (proc-macro) @ GPL-3.0-only\n\
                      driver v1.0.0 @ MPL-2.0\nc v1.0.0 @ MPL-2.0\nd v1.0.0 @ \nd v1.0.0 @\na v1.0.0 @ MIT (*)\n";
        let faults = of_other_licences(listed, &policy());
        let names: Vec<&str> = faults.iter().map(|fault| &fault[..1]).collect();
        assert_eq!(names, ["b", "c", "d"], "{faults:?}");
        assert_eq!(count(listed), 5);
    }
}
