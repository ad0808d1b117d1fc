//! Licences, sources and advisories of dependencies, checked by cargo-deny.
//!
//! The native tests check licences and sources as well (`tests/supply.rs`). Advisories need the current database and
//! cargo-deny, which takes minutes to build, so only the hosted workflow and `cargo xtask supply` check them.

mod advisories;

use std::path::Path;
use std::process::ExitCode;

use crate::error::Error;
use crate::setup;
use crate::workspace;
use advisories::{Snapshot, run_quietly};

/// `supply`: everything that cargo-deny checks by `deny.toml`, with the advisories of a snapshot if one is given.
pub(crate) fn run(snapshot: Option<&Path>) -> Result<ExitCode, Error> {
    let tools = setup::supply_checker()?;
    let snapshot = snapshot.map(Snapshot::of).transpose()?;
    // A copy of another database could not be updated to this one.
    let copies = workspace::root().join("target").join("advisory-dbs");
    if snapshot.is_some() && copies.exists() {
        std::fs::remove_dir_all(&copies).map_err(|error| {
            Error::new(format!("{} cannot be removed: {error}.", copies.display()))
        })?;
    }
    let deny = |words: &[&str]| {
        let mut deny = workspace::cargo();
        deny.current_dir(workspace::root()).arg("deny").args(words);
        tools.configure(&mut deny);
        if let Some(snapshot) = &snapshot {
            snapshot.use_in(&mut deny);
        }
        run_quietly(&mut deny)
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
