//! The files of a built site, and what their names say about them.

use std::fs;
use std::path::{Path, PathBuf};

use which_end::route::Route;

use crate::error::SiteError;
use crate::html;

/// The page itself.
pub(crate) const PAGE: &str = "index.html";
/// The service worker.
pub(crate) const WORKER: &str = "sw.js";
/// The element for other people's pages. Its address is lasting, so its name carries no hash.
pub(crate) const LOADER: &str = "which-end.js";
/// What the copy of the loader begins with whose name carries a hash, for owners who pin a release.
pub(crate) const PINNED: &str = "loader-";
/// What takes the page into other people's documents: as trunk copies it, and what its name begins with afterwards.
pub(crate) const INLINE: &str = "inline.js";
/// See [`INLINE`].
pub(crate) const INLINE_STEM: &str = "inline-";
/// What the name of the style sheet begins with that the first question does not need.
pub(crate) const LATER_STYLE_STEM: &str = "later-";
/// The picture in link previews.
pub(crate) const PICTURE: &str = "social.png";
/// The page for owners of other pages.
pub(crate) const OWNERS: &str = "owners.html";
/// What the names of that page's own script and style begin with.
pub(crate) const OWNERS_STEM: &str = "owners-";
/// The page for browsers without WebAssembly.
pub(crate) const LITE: &str = "lite.html";
/// What the name of its start-up script begins with.
pub(crate) const LITE_STEM: &str = "lite-";
/// What the names of its program begin with.
pub(crate) const WHOLE_STEM: &str = "whole";
/// What the name of the stand-in for WebAssembly begins with.
pub(crate) const STAND_IN_STEM: &str = "polywasm-";
/// The script that tells owners what is wrong with their page. Its address is lasting too.
pub(crate) const CHECK: &str = "which-end-check.js";
/// What `WordPress` asks for when somebody pastes the address of the page.
pub(crate) const OEMBED: &str = "oembed.json";
/// SHA-256 of every other file, as `sha256sum --check` reads it.
pub(crate) const SUMS: &str = "SHA256SUMS";
/// What common hosts show at addresses that lead nowhere. It is here for its policy, since headers by path do not reach it.
pub(crate) const NOT_FOUND: &str = "404.html";
/// The licences of the packages in the module.
pub(crate) const NOTICES: &str = "third-party.txt";
/// Describes the file of an owner's own bands and jobs to editors.
const OVERLAY_SCHEMA: &str = "overlay.schema.json";

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

/// A file for the host or its operator, which no page asks for.
pub(crate) fn is_for_host(name: &str) -> bool {
    matches!(
        name,
        "_headers" | ".htaccess" | "nginx.conf" | SUMS | NOT_FOUND
    )
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
    let stem = ["_bg", "_later"]
        .iter()
        .find_map(|end| stem.strip_suffix(end))
        .unwrap_or(stem);
    stem.rsplit_once('-').is_some_and(|(_, hash)| {
        (8..=16).contains(&hash.len()) && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

/// A file that only owners of other pages ask for, or the tools they use.
pub(crate) fn is_for_owners(name: &str) -> bool {
    matches!(name, OWNERS | CHECK | OEMBED | OVERLAY_SCHEMA | NOTICES)
        || name.starts_with(OWNERS_STEM)
}

/// A file that only browsers without WebAssembly ask for.
pub(crate) fn is_for_lite(name: &str) -> bool {
    name == LITE
        || [LITE_STEM, STAND_IN_STEM, WHOLE_STEM]
            .iter()
            .any(|stem| name.starts_with(stem))
}

/// A file that other people's pages ask for, on behalf of their visitors.
pub(crate) fn is_for_hosts(name: &str) -> bool {
    name == LOADER || name.starts_with(PINNED) || name.starts_with(INLINE_STEM)
}

/// The script between the modules and the browser, as a page names it.
pub(crate) fn glue(page: &str) -> Option<String> {
    let tags = html::tags(page);
    let address = tags.iter().find_map(|tag| tag.get("data-js"))?;
    Some(address.trim_start_matches("./").to_owned())
}

/// The second module.
pub(crate) fn is_later(name: &str) -> bool {
    name.ends_with("_later.wasm")
}

/// Whether the page needs the file without a network. Not needed are the worker itself, what is there for owners and their
/// pages, what is there for browsers without WebAssembly (they install no worker, and everybody else would fetch it for
/// nothing), pictures that only an installation asks for, pages for which the first one stands, twins, and what only the host reads.
pub(crate) fn is_needed_offline(name: &str) -> bool {
    name != WORKER
        && !is_for_owners(name)
        && !is_for_hosts(name)
        && !is_for_lite(name)
        && !is_other_page(name)
        && extension(name) != "png"
        && !is_twin(name)
        && !is_for_host(name)
}

/// A static page besides the first. The worker answers for it with the first, whose application shows the same view.
pub(crate) fn is_other_page(name: &str) -> bool {
    Route::PAGES
        .iter()
        .any(|route| route.href().strip_prefix("./") == Some(name))
        && !name.is_empty()
}

/// The files that the page itself asks for at once, itself first: styles, scripts, and what these ask for.
pub(crate) fn start_up(page: &str) -> Vec<String> {
    let mut wanted = vec![PAGE.to_owned()];
    for tag in html::tags(page) {
        let addresses = match tag.name.as_str() {
            "script" => [tag.get("src"), tag.get("data-wasm")],
            "link" => match tag.get("rel") {
                // Fetched without anything waiting for it.
                _ if tag.get("data-later").is_some() => [None; 2],
                Some("stylesheet" | "preload" | "modulepreload") => [tag.get("href"), None],
                _ => [None; 2],
            },
            _ => [None; 2],
        };
        for address in addresses.into_iter().flatten() {
            let name = address.strip_prefix("./").unwrap_or(address).to_owned();
            if !wanted.contains(&name) {
                wanted.push(name);
            }
        }
    }
    wanted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_content_hash_are_kept_for_ever() {
        for name in [
            "which-end-cdd08d98a3cf1f1e.js",
            "which-end-cdd08d98a3cf1f1e_bg.wasm",
            // A hash that begins with a zero is written without it.
            "which-end-fb39d59956f397f_bg.wasm",
            "which-end-cdd08d98a3cf1f1e_later.wasm",
            "base-0123456789abcdef.css",
            "loader-0123456789abcdef.js",
            "inline-0123456789abcdef.js",
            "owners-0123456789abcdef.js",
            "owners-0123456789abcdef.css",
            "lite-0123456789abcdef.js",
            "polywasm-0123456789abcdef.js",
        ] {
            assert!(is_hashed(name), "{name}");
        }
        for name in [
            "index.html",
            "sw.js",
            "which-end.js",
            "which-end-check.js",
            "owners.html",
            "lite.html",
            "oembed.json",
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
            "loader-0123456789abcdef.js",
            "inline-0123456789abcdef.js",
            "owners.html",
            "owners-0123456789abcdef.js",
            "owners-0123456789abcdef.css",
            "which-end-check.js",
            "oembed.json",
            "overlay.schema.json",
            "lite.html",
            "lite-0123456789abcdef.js",
            "polywasm-0123456789abcdef.js",
            "whole-0123456789abcdef.js",
            "whole-0123456789abcdef.wasm",
            "icon-512.png",
            "pay.html",
            "back-end.html",
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
