//! The kill switch for the service worker.

use std::path::Path;

use crate::error::SiteError;
use crate::{files, pack};

const RETIRED: &str = include_str!("../../../assets/web/sw-retired.js");

/// Replaces the worker with one that removes the caches and itself. Publish the result at the same address.
pub(crate) fn run(folder: &Path) -> Result<(), SiteError> {
    files::write(&folder.join(files::WORKER), RETIRED)?;
    pack::write_compressed(folder, files::WORKER)?;
    println!(
        "{} now removes itself from visitors' devices",
        files::WORKER
    );
    Ok(())
}
