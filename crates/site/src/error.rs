//! Errors, as sentences for the person who builds the site.

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
        /// The error of the operating system.
        source: io::Error,
    },
    /// The built page lacks a part that this tool fills or reads.
    #[error("{file} has no {part}; was it changed without this tool?")]
    MissingPart {
        /// The file.
        file: &'static str,
        /// The missing part.
        part: String,
    },
    /// The application renders no first page.
    #[error("the application renders no first page; see src/prerender.rs")]
    NoStart,
    /// The report could not be serialized.
    #[error("the report cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// Neither trunk nor the caller named the folder of the built site.
    #[error("name the folder of the built site, or let trunk run this as its post_build hook")]
    NoFolder,
    /// The environment does not name the folder of tools, which contains the WebAssembly polyfill.
    #[error(
        "polywasm, the stand-in for WebAssembly in lite.html, is among the tools of this project; build with `cargo xtask dist`"
    )]
    NoStandIn,
    /// The polyfill is not the reviewed one.
    #[error(
        "{} is not the polywasm that was looked through for lite.html; remove that folder and run the command again",
        .0.display()
    )]
    OtherStandIn(PathBuf),
    /// The clock or `SOURCE_DATE_EPOCH` gives a day outside our calendar.
    #[error("the clock, or SOURCE_DATE_EPOCH, is set to a day far beyond any calendar")]
    NoDay,
    /// The site's address is invalid.
    #[error(
        "“{0}” cannot be the address of the site; it begins with https:// and ends with a slash, as in https://example.org/careers/"
    )]
    Address(String),
    /// A build tool failed or is missing.
    #[error("{program} failed (`cargo xtask dist` installs what the build needs):\n{reason}")]
    Tool {
        /// Its name.
        program: String,
        /// The error message.
        reason: String,
    },
    /// Cargo could not list the packages. Contains its message.
    #[error("cargo could not list the packages of the page:\n{0}")]
    Packages(String),
    /// A host is invalid.
    #[error(
        "“{0}” cannot be a host that shows the page; write origins, as in https://example.org,https://jobs.example.org"
    )]
    Host(String),
    /// Checks or limits failed and were printed.
    #[error("failed")]
    Failed,
}

impl SiteError {
    /// Adds `path` to an error of the operating system.
    pub(crate) fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { path, source }
    }
}
