//! Finishes trunk's build: static pages that need no scripts, and offline use.
//!
//! | module | does |
//! |---|---|
//! | [`pages`] | the static pages, rendered by the application |
//! | [`linked_data`] | their metadata for other programs |
//! | [`inline`] | styles and start-up script within the first page |
//! | [`loader`] | the scripts for hosts' pages, with the file names of this release |
//! | [`lite`] | the page for browsers without WebAssembly |
//! | [`split`] | the program as two modules |
//! | [`shorten`] | the module without unused exports, and with short names for its imports |
//! | [`owners`] | the page for owners, and the script that checks their pages |
//! | [`oembed`] | oEmbed for `WordPress`, if the site's address is known |
//! | [`precache`] | lists the files with their integrity and stamps the service worker |

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use which_end::prerender;
use which_end::route::Route;
use which_end_core::date::Date;

use self::oembed::Address;
use crate::error::SiteError;
use crate::script::{Kind, assemble, minify, replace_once};
use crate::{digest, files, html};

pub(crate) mod inline;
mod linked_data;
mod lite;
mod loader;
mod oembed;
mod owners;
mod pages;
pub(crate) mod precache;
mod shorten;
mod split;

/// Name of the start-up script as trunk copies it.
const BOOT: &str = "boot.js";

/// The settings of a run.
#[derive(Clone, Debug)]
pub(crate) struct Setting {
    /// The folder with the built files.
    pub(crate) staging: PathBuf,
    /// Whether missing inputs are errors.
    pub(crate) release: bool,
    /// The day that decides which figures are outdated.
    pub(crate) today: Date,
    /// The site's address, if known.
    address: Option<Address>,
}

/// The environment variable with the site's address.
const ADDRESS: &str = "WHICH_END_ADDRESS";

impl Setting {
    /// Reads the variables that trunk sets for its hooks. `folder` overrides trunk's folder, and `SOURCE_DATE_EPOCH`
    /// overrides the clock.
    pub(crate) fn from_environment(folder: Option<PathBuf>) -> Result<Self, SiteError> {
        let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let staging = folder
            .or_else(|| variable("TRUNK_STAGING_DIR").map(PathBuf::from))
            .ok_or(SiteError::NoFolder)?;
        let seconds = std::env::var("SOURCE_DATE_EPOCH")
            .ok()
            .and_then(|text| text.parse().ok())
            .or_else(|| {
                SystemTime::now()
                    .duration_since(UNIX_EPOCH)
                    .ok()
                    .map(|since| since.as_secs())
            })
            .unwrap_or(0);
        Ok(Self {
            staging,
            release: variable("TRUNK_PROFILE").is_none_or(|profile| profile == "release"),
            today: Date::from_unix(seconds).ok_or(SiteError::NoDay)?,
            address: match std::env::var(ADDRESS) {
                Ok(text) if !text.is_empty() => Some(Address::read(&text)?),
                _ => None,
            },
        })
    }
}

/// Runs all steps.
pub(crate) fn run(setting: &Setting) -> Result<(), SiteError> {
    let folder = &setting.staging;
    let address = setting.address.as_ref();
    let template = files::read_text(&folder.join(files::PAGE))?;
    let pages = prerender::pages(setting.today);
    let start = pages
        .iter()
        .find(|page| page.route == Route::Start)
        .ok_or(SiteError::NoStart)?;

    let split = split::run(setting, &template)?;
    let lite = fetch_once(&split::replace(&template, &split.from_trunk, &split.whole)?)?;
    lite::write(setting, &pages::fill(&lite, start, None)?)?;

    let template = fetch_once(&split::replace(
        &template,
        &split.from_trunk,
        &split.visitors,
    )?)?;
    let template = name_start_up(setting, &template)?;
    let script_names = loader::name(folder, &template)?;
    for page in &pages {
        let mut filled = pages::fill(&template, page, address)?;
        if page.route == Route::Start {
            filled = inline::inline(folder, &filled)?;
        }
        files::write(&folder.join(pages::file(page.route)), &filled)?;
    }
    oembed::write(folder, address)?;
    owners::write(setting, &template, &script_names)?;
    precache::stamp(folder)
}

/// Removes trunk's preload link of the module and passes its integrity to the start-up script, which loads the module
/// at once. Safari does not use such a preload for a script's request and loads the file twice
/// (<https://github.com/trunk-rs/trunk/issues/229>).
fn fetch_once(page: &str) -> Result<String, SiteError> {
    let missing = || SiteError::MissingPart {
        file: files::PAGE,
        part: "link that loads the module ahead".to_owned(),
    };
    let (link, integrity) = page
        .match_indices("<link")
        .find_map(|(at, _)| {
            let link = &page[at..=at + page[at..].find('>')?];
            let tag = html::tags(link).pop()?;
            let is_ours = tag.get("rel") == Some("preload") && tag.get("as") == Some("fetch");
            Some((link, tag.get("integrity")?.to_owned())).filter(|_| is_ours)
        })
        .ok_or_else(missing)?;
    replace_once(
        &replace_once(page, link, "", files::PAGE)?,
        " data-wasm=",
        &format!(" data-integrity=\"{integrity}\" data-wasm="),
        files::PAGE,
    )
}

/// Renames the start-up script by content, and adds its integrity.
fn name_start_up(setting: &Setting, page: &str) -> Result<String, SiteError> {
    let path = setting.staging.join(BOOT);
    let script = minify(&assemble(&files::read_text(&path)?), Kind::Classic)?;
    let name = format!("boot-{}.js", digest::short(script.as_bytes()));
    files::write(&setting.staging.join(&name), &script)?;
    files::remove(&path)?;
    let page = replace_once(page, "./boot.js", &format!("./{name}"), files::PAGE)?;
    let integrity = digest::integrity(script.as_bytes());
    replace_once(
        &page,
        " data-js=",
        &format!(" integrity=\"{integrity}\" data-js="),
        files::PAGE,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects visitors with Safari from a second fetch of the largest file, and everybody from a module of no integrity.
    #[test]
    fn the_module_is_asked_for_by_the_script_alone() {
        let page = "<link href=./a.css rel=stylesheet integrity=sha384-a><link as=fetch crossorigin href=./w.wasm \
            integrity=sha384-w rel=preload type=application/wasm><script src=./boot.js data-js=./g.js data-wasm=./w.wasm>";
        let once = fetch_once(page).expect("it has the link");
        assert_eq!(
            once,
            "<link href=./a.css rel=stylesheet integrity=sha384-a>\
            <script src=./boot.js data-js=./g.js data-integrity=\"sha384-w\" data-wasm=./w.wasm>"
        );
        assert!(fetch_once(&once).is_err());
    }
}
