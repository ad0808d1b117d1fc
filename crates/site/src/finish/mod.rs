//! From what trunk built to a page that reads without scripts and opens without a network.
//!
//! | module | does |
//! |---|---|
//! | [`data`] | reads and checks `assets/data` |
//! | [`fill`] | puts the parts below into their places in `index.html` |
//! | [`quiz`], [`pay`], [`guide`], [`method`], [`sources`] | the readable rooms |
//! | [`loader`] | tells the scripts for other people's pages which files belong to this release |
//! | [`lite`] | the page for browsers without WebAssembly |
//! | [`owners`] | the page for owners, and the script that checks their pages |
//! | [`oembed`] | what `WordPress` asks for, where the site's own address is known |
//! | [`precache`] | lists the files with their integrity and stamps the service worker |

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use which_end_core::date::Date;

use self::oembed::Address;
use crate::error::SiteError;
use crate::script::{replace_once, tidy};
use crate::{digest, files};

mod data;
mod disagreements;
mod fill;
mod guide;
mod lite;
mod loader;
mod method;
mod oembed;
mod old;
mod owners;
mod pay;
pub(crate) mod precache;
mod quiz;
mod sources;
mod wages;

/// Name of the start-up script as trunk copies it.
const BOOT: &str = "boot.js";

/// What a run needs to know.
#[derive(Clone, Debug)]
pub(crate) struct Setting {
    /// The folder with the built files.
    pub(crate) staging: PathBuf,
    /// The folder with the data files.
    pub(crate) data: PathBuf,
    /// Whether gaps in the data stop the build.
    pub(crate) release: bool,
    /// The day against which figures are marked as old.
    pub(crate) today: Date,
    /// Where the site will be, if that is known.
    address: Option<Address>,
}

/// The variable that tells where the site will be.
const ADDRESS: &str = "WHICH_END_ADDRESS";

impl Setting {
    /// As trunk tells its hooks; `folder` goes before trunk's. `SOURCE_DATE_EPOCH` goes before the clock.
    pub(crate) fn from_environment(folder: Option<PathBuf>) -> Result<Self, SiteError> {
        let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let staging = folder
            .or_else(|| variable("TRUNK_STAGING_DIR").map(PathBuf::from))
            .ok_or(SiteError::NoFolder)?;
        let source = variable("TRUNK_SOURCE_DIR").map_or_else(|| PathBuf::from("."), PathBuf::from);
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
            data: source.join("assets/data"),
            release: variable("TRUNK_PROFILE").is_none_or(|profile| profile == "release"),
            today: data::day(seconds).ok_or(SiteError::NoDay)?,
            address: match std::env::var(ADDRESS) {
                Ok(text) if !text.is_empty() => Some(Address::read(&text)?),
                _ => None,
            },
        })
    }
}

/// Does all of it.
pub(crate) fn run(setting: &Setting) -> Result<(), SiteError> {
    let page_path = setting.staging.join(files::PAGE);
    let page = files::read_text(&page_path)?;
    let page = match data::load(&setting.data, setting.today) {
        Ok(loaded) => fill::fill(&page, &fill::parts(&loaded, setting.today))?,
        Err(reason) if setting.release => return Err(SiteError::Data(reason)),
        Err(reason) => {
            eprintln!(
                "warning: the readable page has gaps, which a release build refuses:\n{reason}"
            );
            fill::fill(&page, &fill::gaps())?
        }
    };
    lite::write(setting, &page)?;
    let page = name_start_up(setting, &page)?;
    let named = loader::name(&setting.staging, &page)?;
    let page = oembed::write(&setting.staging, &page, setting.address.as_ref())?;
    files::write(&page_path, &page)?;
    owners::write(setting, &page, &named)?;
    precache::stamp(&setting.staging)
}

/// Gives the start-up script a name that changes with it, and its integrity.
fn name_start_up(setting: &Setting, page: &str) -> Result<String, SiteError> {
    let path = setting.staging.join(BOOT);
    let script = tidy(&files::read_text(&path)?);
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
