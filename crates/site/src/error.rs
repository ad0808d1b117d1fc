//! What can go wrong, as sentences for the person who builds the site.

use std::io;
use std::path::{Path, PathBuf};

/// Why a command stopped.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SiteError {
    /// A file could not be read or written.
    #[error("{}: {source}", .path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The built page lacks a part that we fill or read.
    #[error("{file} has no {part}; was it changed without this tool?")]
    MissingPart {
        /// The file.
        file: &'static str,
        /// What we looked for.
        part: String,
    },
    /// The application renders no page for its start.
    #[error("the application renders no first page; see src/prerender.rs")]
    NoStart,
    /// The report could not be put into JSON.
    #[error("the report cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// Trunk did not say where the built files lie, and no folder was named.
    #[error("name the folder of the built site, or let trunk run this as its post_build hook")]
    NoFolder,
    /// Nobody said where the tools lie, among them the stand-in for WebAssembly.
    #[error(
        "polywasm, the stand-in for WebAssembly in lite.html, is among the tools of this project; build with `cargo xtask dist`"
    )]
    NoStandIn,
    /// The stand-in is not the one that was looked through.
    #[error(
        "{} is not the polywasm that was looked through for lite.html; remove that folder and run the command again",
        .0.display()
    )]
    OtherStandIn(PathBuf),
    /// The clock, or `SOURCE_DATE_EPOCH`, names a day that no calendar of ours holds.
    #[error("the clock, or SOURCE_DATE_EPOCH, is set to a day far beyond any calendar")]
    NoDay,
    /// The address of the site cannot be one.
    #[error(
        "“{0}” cannot be the address of the site; it begins with https:// and ends with a slash, as in https://example.org/careers/"
    )]
    Address(String),
    /// A tool that takes part in the build failed, or is not there.
    #[error("{program} failed (`cargo xtask dist` installs what the build needs):\n{reason}")]
    Tool {
        /// Its name.
        program: String,
        /// What it or the system says.
        reason: String,
    },
    /// Cargo could not list the packages; what it said.
    #[error("cargo could not list the packages of the page:\n{0}")]
    Packages(String),
    /// What was given as a host cannot be one.
    #[error(
        "“{0}” cannot be a host that shows the page; write origins, as in https://example.org,https://jobs.example.org"
    )]
    Host(String),
    /// Checks or budgets failed and have been printed.
    #[error("failed")]
    Failed,
}

impl SiteError {
    /// Wraps what the system said about `path`.
    pub(crate) fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { path, source }
    }
}
