//! `reproduce`: the same source gives the same site, byte by byte, wherever it lies.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

use crate::page;
use crate::process::{self, Ending};
use crate::setup::{self, Needs};
use crate::trouble::Trouble;
use crate::workspace;

/// Files by their names, as slashes part them.
type Site = BTreeMap<String, Vec<u8>>;

/// Far more than a build from nothing takes on a slow machine.
const LIMIT: Duration = Duration::from_mins(60);

/// Builds here and, from the same files, in a folder of another name and depth, with nothing that was built before.
pub(crate) fn run() -> Result<ExitCode, Trouble> {
    let tools = setup::everything(Needs::Page)?;
    page::dist(&tools)?;
    let here = read(&workspace::dist())?;
    let elsewhere = std::env::temp_dir().join(format!("which-end-{}", std::process::id()));
    let outcome = built_in(&elsewhere.join("somewhere/quite/else"), &tools);
    // Gigabytes; if they cannot be removed, nothing is lost but room.
    fs::remove_dir_all(&elsewhere).ok();
    let there = outcome?;

    let differing = differing(&here, &there);
    for (name, bytes) in &here {
        println!("{:>9} bytes  {name}", bytes.len());
    }
    println!("{}", digests()?);
    if differing.is_empty() {
        println!("{} files, built twice in two folders: all bytes are the same.", here.len());
        return Ok(ExitCode::SUCCESS);
    }
    for line in &differing {
        println!("FAILED {line}");
    }
    println!("{} of {} files differ.", differing.len(), here.len());
    Ok(ExitCode::FAILURE)
}
