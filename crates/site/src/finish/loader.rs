//! Finishes the scripts for hosts' pages: inserts the names of this release's files, and renames the scripts by
//! content.

use std::path::Path;

use serde::Serialize;

use crate::error::SiteError;
use crate::html::tags;
use crate::script::{Kind, assemble, minify, replace_once};
use crate::{digest, files};

/// The placeholder line of `inline.js` for the files.
const NO_FILES: &str = "const FILES = { glue: '', wasm: '', integrity: '', styles: [] };";
/// The placeholder line of the loader for the name of `inline.js`.
const NO_NAME: &str = "const INLINE = 'inline.js';";

/// The files that an instance inside a host's document needs.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
struct Files {
    glue: String,
    wasm: String,
    integrity: String,
    styles: Vec<String>,
}

impl Files {
    /// Reads the names from the finished page.
    fn of(page: &str) -> Self {
        let mut found = Self { ..Self::default() };
        for tag in tags(page) {
            let get = |name: &str| tag.get(name).unwrap_or_default().to_owned();
            if tag.name == "script" && tag.get("data-js").is_some() {
                found.glue = get("data-js");
                found.wasm = get("data-wasm");
                found.integrity = get("data-integrity");
            } else if tag.name == "link" && tag.get("rel") == Some("stylesheet") {
                found.styles.push(get("href"));
            }
        }
        found
    }
}

/// Names of the scripts in this release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ScriptNames {
    /// The immutable copy of the loader.
    pub(super) pinned: String,
    /// Its integrity.
    pub(super) integrity: String,
    /// The script that mounts the page inside a host's document.
    pub(super) inline: String,
    /// The WebAssembly.
    pub(super) wasm: String,
}

/// Inserts the names into both scripts, and renames `inline.js` and a copy of the loader by content.
pub(super) fn name(folder: &Path, page: &str) -> Result<ScriptNames, SiteError> {
    let inline = folder.join(files::INLINE);
    let found = Files::of(page);
    let list = serde_json::to_string(&found)?;
    let script = replace_once(
        &assemble(&files::read_text(&inline)?),
        NO_FILES,
        &format!("const FILES = {list};"),
        files::INLINE,
    )?;
    let script = minify(&script, Kind::Module)?;
    let name = format!(
        "{}{}.js",
        files::INLINE_STEM,
        digest::short(script.as_bytes())
    );
    files::remove(&inline)?;
    files::write(&folder.join(&name), script)?;

    let path = folder.join(files::LOADER);
    let loader = replace_once(
        &assemble(&files::read_text(&path)?),
        NO_NAME,
        &format!("const INLINE = '{name}';"),
        files::LOADER,
    )?;
    let loader = minify(&loader, Kind::Classic)?;
    let pinned = format!("{}{}.js", files::PINNED, digest::short(loader.as_bytes()));
    files::write(&folder.join(&pinned), &loader)?;
    files::write(&path, &loader)?;
    Ok(ScriptNames {
        pinned,
        integrity: digest::integrity(loader.as_bytes()),
        inline: name,
        wasm: found.wasm,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_are_those_that_the_page_names() {
        let page = "<link rel=\"stylesheet\" href=\"./a.css\"><link rel=\"stylesheet\" href=\"./b.css\">\
            <script src=\"./boot.js\" data-js=\"./g.js\" data-integrity=\"sha384-x\" data-wasm=\"./w.wasm\"></script>";
        let expected = Files {
            glue: "./g.js".to_owned(),
            wasm: "./w.wasm".to_owned(),
            integrity: "sha384-x".to_owned(),
            styles: vec!["./a.css".to_owned(), "./b.css".to_owned()],
        };
        assert_eq!(Files::of(page), expected);
    }

    #[test]
    fn both_scripts_have_the_places_that_are_filled() {
        let inline = include_str!("../../../../assets/web/inline.js");
        let loader = include_str!("../../../../assets/web/which-end.js");
        assert_eq!(inline.matches(NO_FILES).count(), 1);
        assert_eq!(loader.matches(NO_NAME).count(), 1);
    }
}
