//! The compressed twins against their files.

use std::path::Path;

use super::Finding;
use crate::error::SiteError;
use crate::{compress, files};

pub(super) fn check(folder: &Path, names: &[String]) -> Result<Vec<Finding>, SiteError> {
    let mut faults = Vec::new();
    for name in names.iter().filter(|name| files::is_twin(name)) {
        let Some((original, kind)) = name.rsplit_once('.') else {
            continue;
        };
        if !names.iter().any(|other| other == original) {
            faults.push(format!("{name} has no file beside it"));
            continue;
        }
        let packed = files::read(&folder.join(name))?;
        let unpacked = if kind == "br" {
            compress::unbrotli(&packed)
        } else {
            compress::ungzip(&packed)
        };
        if unpacked.ok() != Some(files::read(&folder.join(original))?) {
            faults.push(format!("{name} does not unpack to {original}"));
        }
    }
    Ok(vec![Finding::new(
        "every compressed twin unpacks to its file",
        faults,
    )])
}
