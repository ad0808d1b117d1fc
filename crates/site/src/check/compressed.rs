//! Compares the compressed files with the originals.

use std::path::Path;

use super::CheckResult;
use crate::error::SiteError;
use crate::{compress, files};

pub(super) fn check(folder: &Path, names: &[String]) -> Result<Vec<CheckResult>, SiteError> {
    let mut errors = Vec::new();
    for name in names.iter().filter(|name| files::is_compressed(name)) {
        let Some((original, kind)) = name.rsplit_once('.') else {
            continue;
        };
        if !names.iter().any(|other| other == original) {
            errors.push(format!("{name} has no file beside it"));
            continue;
        }
        let packed = files::read(&folder.join(name))?;
        let unpacked = if kind == "br" {
            compress::unbrotli(&packed)
        } else {
            compress::ungzip(&packed)
        };
        if unpacked.ok() != Some(files::read(&folder.join(original))?) {
            errors.push(format!("{name} does not unpack to {original}"));
        }
    }
    Ok(vec![CheckResult::new(
        "every compressed twin unpacks to its file",
        errors,
    )])
}
