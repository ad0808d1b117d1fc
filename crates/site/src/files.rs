//! The files of a built site, and how their names classify them.

use std::fs;
use std::path::{Path, PathBuf};

use which_end::route::Route;

use crate::error::SiteError;
use crate::html;

/// The page itself.
pub(crate) const PAGE: &str = "index.html";
/// The service worker.
pub(crate) const WORKER: &str = "sw.js";
/// The custom element for hosts' pages. Its address is permanent, so its name has no hash.
pub(crate) const LOADER: &str = "which-end.js";
/// Prefix of the loader's copy with a hash in its name, for owners who pin a release.
pub(crate) const PINNED: &str = "loader-";
/// The script that mounts the page inside a host's document, as trunk copies it.
pub(crate) const INLINE: &str = "inline.js";
/// Prefix of the final name of [`INLINE`].
pub(crate) const INLINE_STEM: &str = "inline-";
/// Prefix of the style sheet that the first question does not need.
pub(crate) const LATER_STYLE_STEM: &str = "later-";
/// The image in link previews.
pub(crate) const PICTURE: &str = "social.png";
/// The page for owners of host pages.
pub(crate) const OWNERS: &str = "owners.html";
/// Prefix of that page's own script and style.
pub(crate) const OWNERS_STEM: &str = "owners-";
/// The page for browsers without WebAssembly.
pub(crate) const LITE: &str = "lite.html";
/// Prefix of that page's start-up script.
pub(crate) const LITE_STEM: &str = "lite-";
/// Prefix of that page's program.
pub(crate) const WHOLE_STEM: &str = "whole";
/// Prefix of the WebAssembly polyfill.
pub(crate) const POLYFILL_STEM: &str = "polywasm-";
/// The script that tells owners about errors in their page. Its address is permanent too.
pub(crate) const CHECK: &str = "which-end-check.js";
/// The oEmbed file, which `WordPress` requests when somebody pastes the page's address.
pub(crate) const OEMBED: &str = "oembed.json";
/// SHA-256 of every other file, in the format of `sha256sum --check`.
pub(crate) const SUMS: &str = "SHA256SUMS";
/// The page that common hosts show for unknown addresses. The site has one because headers by path do not apply to the
/// host's own, so its policy is in the file.
pub(crate) const NOT_FOUND: &str = "404.html";
/// Licences of the packages in the module.
pub(crate) const NOTICES: &str = "third-party.txt";
/// The JSON schema of an owner's overlay file, for editors.
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

/// The extension, or an empty text.
pub(crate) fn extension(name: &str) -> &str {
    let file = name.rsplit('/').next().unwrap_or(name);
    match file.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => extension,
        _ => "",
    }
}

/// A compressed file that a host serves instead of the original.
pub(crate) fn is_compressed(name: &str) -> bool {
    matches!(extension(name), "br" | "gz")
}

/// A file for the host or its operator, which no page loads.
pub(crate) fn is_for_host(name: &str) -> bool {
    matches!(
        name,
        "_headers" | ".htaccess" | "nginx.conf" | SUMS | NOT_FOUND
    )
}

/// Whether compression is worth it: for text and WebAssembly, not for images.
pub(crate) fn is_compressible(name: &str) -> bool {
    matches!(
        extension(name),
        "html" | "css" | "js" | "json" | "svg" | "wasm" | "webmanifest"
    ) && !is_for_host(name)
}

/// Whether the name has a content hash, so that a cache may store the file forever.
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

/// A file that only owners or their tools load.
pub(crate) fn is_for_owners(name: &str) -> bool {
    matches!(name, OWNERS | CHECK | OEMBED | OVERLAY_SCHEMA | NOTICES)
        || name.starts_with(OWNERS_STEM)
}

/// A file that only browsers without WebAssembly load.
pub(crate) fn is_for_lite(name: &str) -> bool {
    name == LITE
        || [LITE_STEM, POLYFILL_STEM, WHOLE_STEM]
            .iter()
            .any(|stem| name.starts_with(stem))
}

/// A file that hosts' pages load for their visitors.
pub(crate) fn is_for_hosts(name: &str) -> bool {
    name == LOADER || name.starts_with(PINNED) || name.starts_with(INLINE_STEM)
}

/// The name of wasm-bindgen's script in a page.
pub(crate) fn glue(page: &str) -> Option<String> {
    let tags = html::tags(page);
    let address = tags.iter().find_map(|tag| tag.get("data-js"))?;
    Some(address.trim_start_matches("./").to_owned())
}

/// The second module.
pub(crate) fn is_later(name: &str) -> bool {
    name.ends_with("_later.wasm")
}

/// Whether the page needs the file without a network. It does not need: the worker itself, files for owners and their
/// pages, files for browsers without WebAssembly (which install no worker), images that only an installation needs,
/// other static pages (the first one replaces them), compressed files, and files for the host.
pub(crate) fn is_needed_offline(name: &str) -> bool {
    name != WORKER
        && !is_for_owners(name)
        && !is_for_hosts(name)
        && !is_for_lite(name)
        && !is_other_page(name)
        && extension(name) != "png"
        && !is_compressed(name)
        && !is_for_host(name)
}

/// A static page other than the first. The worker answers with the first page instead, whose application shows the same
/// view.
pub(crate) fn is_other_page(name: &str) -> bool {
    Route::PAGES
        .iter()
        .any(|route| route.href().strip_prefix("./") == Some(name))
        && !name.is_empty()
}

/// The files that the page loads at once, itself first: styles, scripts, and the files that those load.
pub(crate) fn start_up(page: &str) -> Vec<String> {
    let mut wanted = vec![PAGE.to_owned()];
    for tag in html::tags(page) {
        let addresses = match tag.name.as_str() {
            "script" => [tag.get("src"), tag.get("data-wasm")],
            "link" => match tag.get("rel") {
                // Loaded without anything waiting for it.
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
            // Trunk omits leading zeros of a hash.
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
