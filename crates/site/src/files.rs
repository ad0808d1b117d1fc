//! The files of a built site, and what their names say about them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::SiteError;

/// The page itself.
pub(crate) const PAGE: &str = "index.html";
/// The service worker.
pub(crate) const WORKER: &str = "sw.js";
/// The element for other people's pages. Its address is lasting, so its name carries no hash.
pub(crate) const LOADER: &str = "which-end.js";
/// What the copy of the loader begins with whose name carries a hash, for owners who pin a release.
pub(crate) const PINNED: &str = "loader-";
/// What employers' editors read about the file with their own bands and jobs. Its address is lasting.
pub(crate) const OVERLAY_SCHEMA: &str = "overlay.schema.json";
/// What takes the page into other people's documents: as trunk copies it, and what its name begins with afterwards.
pub(crate) const INLINE: &str = "inline.js";
/// See [`INLINE`].
pub(crate) const INLINE_STEM: &str = "inline-";

/// Reads a text file.
pub(crate) fn read_text(path: &Path) -> Result<String, SiteError> {
    fs::read_to_string(path).map_err(SiteError::file(path))
}

/// Reads a file.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, SiteError> {
    fs::read(path).map_err(SiteError::file(path))
}

/// Writes a file.
pub(crate) fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Result<(), SiteError> {
    fs::write(path, bytes).map_err(SiteError::file(path))
}

/// Removes a file.
pub(crate) fn remove(path: &Path) -> Result<(), SiteError> {
    fs::remove_file(path).map_err(SiteError::file(path))
}

/// Every file below `root`, as sorted paths with `/` relative to it.
pub(crate) fn list(root: &Path) -> Result<Vec<String>, SiteError> {
    let mut found = Vec::new();
    let mut folders: Vec<(PathBuf, String)> = vec![(root.to_owned(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(SiteError::file(&folder))? {
            let entry = entry.map_err(SiteError::file(&folder))?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry
                .file_type()
                .map_err(SiteError::file(&folder))?
                .is_dir()
            {
                folders.push((entry.path(), format!("{name}/")));
            } else {
                found.push(name);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The extension, or nothing.
pub(crate) fn extension(name: &str) -> &str {
    let file = name.rsplit('/').next().unwrap_or(name);
    match file.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => extension,
        _ => "",
    }
}

/// A compressed copy that a host serves in place of the file.
pub(crate) fn is_twin(name: &str) -> bool {
    matches!(extension(name), "br" | "gz")
}

/// A file that only the host reads.
pub(crate) fn is_for_host(name: &str) -> bool {
    matches!(name, "_headers" | ".htaccess" | "nginx.conf")
}

/// Whether compression is worth it: text and WebAssembly, not pictures.
pub(crate) fn is_compressible(name: &str) -> bool {
    matches!(
        extension(name),
        "html" | "css" | "js" | "json" | "svg" | "wasm" | "webmanifest"
    ) && !is_for_host(name)
}

/// Whether the name changes with the content, so that a copy may be kept for ever.
pub(crate) fn is_hashed(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    stem.rsplit_once('-').is_some_and(|(_, hash)| {
        hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

/// Whether the page needs the file without a network. Not needed are the worker itself, the loader and what takes the
/// page into other people's documents (their pages ask for it), the schema for employers, pictures that only an installation asks for, twins, and what only the host reads.
pub(crate) fn is_needed_offline(name: &str) -> bool {
    name != WORKER
        && name != LOADER
        && name != OVERLAY_SCHEMA
        && !name.starts_with(PINNED)
        && !name.starts_with(INLINE_STEM)
        && extension(name) != "png"
        && !is_twin(name)
        && !is_for_host(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_content_hash_are_kept_for_ever() {
        for name in [
            "which-end-cdd08d98a3cf1f1e.js",
            "which-end-cdd08d98a3cf1f1e_bg.wasm",
            "base-0123456789abcdef.css",
        ] {
            assert!(is_hashed(name), "{name}");
        }
        for name in [
            "index.html",
            "sw.js",
            "which-end.js",
            "icon-192.png",
            "apple-touch-icon.png",
            "manifest.webmanifest",
        ] {
            assert!(!is_hashed(name), "{name}");
        }
    }

    #[test]
    fn the_worker_never_caches_itself_or_what_others_ask_for() {
        for name in [
            "sw.js",
            "which-end.js",
            "overlay.schema.json",
            "loader-0123456789abcdef.js",
            "inline-0123456789abcdef.js",
            "icon-512.png",
            "index.html.br",
            "a.wasm.gz",
            "_headers",
            ".htaccess",
        ] {
            assert!(!is_needed_offline(name), "{name}");
        }
        for name in [
            "index.html",
            "which-end-cdd08d98a3cf1f1e.js",
            "favicon.svg",
            "manifest.webmanifest",
        ] {
            assert!(is_needed_offline(name), "{name}");
        }
    }

    #[test]
    fn pictures_and_host_files_get_no_twins() {
        assert!(is_compressible("a.wasm") && is_compressible("favicon.svg"));
        assert!(
            !is_compressible("icon-192.png")
                && !is_compressible("_headers")
                && !is_compressible("nginx.conf")
        );
    }

    #[test]
    fn a_dot_file_has_no_extension() {
        assert_eq!(extension(".htaccess"), "");
        assert_eq!(extension("a/b.min.js"), "js");
    }
}
