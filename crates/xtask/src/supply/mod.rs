//! The code of others: which licences, from where, and what is known against it.
//!
//! Licences and sources are checked in every run of the tests, from what cargo itself says. Advisories need a database of
//! the day, which no clone holds, and cargo-deny, which takes two minutes to build: they are asked for by
//! `cargo xtask supply`, over the network or from a snapshot.

mod advisories;
mod licence;
mod packages;
mod policy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::setup;
use crate::tally::Tally;
use crate::trouble::Trouble;
use crate::workspace;
use advisories::{Snapshot, done};
use policy::Policy;

/// `supply`: everything that cargo-deny checks by `deny.toml`, with the advisories of a snapshot where one is given.
pub(crate) fn run(snapshot: Option<&Path>) -> Result<ExitCode, Trouble> {
    let tools = setup::supply_checker()?;
    let snapshot = snapshot.map(Snapshot::of).transpose()?;
    // A copy of another database could not be brought up to this one.
    let copies = workspace::root().join("target").join("advisory-dbs");
    if snapshot.is_some() && copies.exists() {
        std::fs::remove_dir_all(&copies).map_err(|error| {
            Trouble::new(format!("{} cannot be removed: {error}.", copies.display()))
        })?;
    }
    let deny = |words: &[&str]| {
        let mut deny = workspace::cargo();
        deny.current_dir(workspace::root()).arg("deny").args(words);
        tools.equip(&mut deny);
        if let Some(snapshot) = &snapshot {
            snapshot.stand_in(&mut deny);
        }
        done(&mut deny)
    };
    let Some(snapshot) = &snapshot else {
        deny(&["--workspace", "check"])?;
        return Ok(ExitCode::SUCCESS);
    };
    println!(
        "The snapshot holds {} advisories, the newest of {}. What was found later is not in it.",
        snapshot.count, snapshot.newest
    );
    deny(&["fetch", "db"])?;
    deny(&["--offline", "--workspace", "check"])?;
    Ok(ExitCode::SUCCESS)
}

/// The part of the tests: sources and licences.
pub(crate) fn check() -> Result<Tally, Trouble> {
    let policy = Policy::ours()?;
    let path: PathBuf = workspace::root().join("Cargo.lock");
    let lock = std::fs::read_to_string(&path)
        .map_err(|error| Trouble::new(format!("{} cannot be read: {error}.", path.display())))?;
    let listed = packages::listed()?;
    let mut tally = Tally::default();
    for (proves, faults) in [
        (
            "every package is from a registry that deny.toml allows, and held to a checksum",
            packages::from_elsewhere(&lock, &policy),
        ),
        (
            "every package has a licence that deny.toml allows",
            packages::of_other_licences(&listed, &policy),
        ),
    ] {
        tally += if faults.is_empty() {
            Tally::PASSED
        } else {
            Tally::FAILED
        };
        println!(
            "{} {proves}",
            if faults.is_empty() {
                "ok    "
            } else {
                "FAILED"
            }
        );
        for fault in faults {
            println!("    {fault}");
        }
    }
    println!("{} packages looked at.", packages::count(&listed));
    Ok(tally)
}
