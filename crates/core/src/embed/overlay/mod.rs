//! An employer's own pay bands, level names and jobs, shown beside our figures. They come from one JSON file on the
//! employer's site.
//!
//! Nothing of it enters an estimate, a percentile or the quiz. `assets/web/overlay.schema.json` describes the same
//! format for editors; a test of `crates/lab` compares both.

mod json;
mod reading;

use super::options::WebAddress;
use crate::date::Date;
use crate::pay::money::{Currency, Period};
use crate::pay::query::{Role, Tier};

pub use reading::read;

/// The version of the file format that is read.
pub const SCHEMA: u32 = 1;

/// Maximum length of a file, bytes.
pub const LONGEST_FILE: usize = 64 * 1024;

/// Maximum number of bands, and of jobs.
pub const MOST_ENTRIES: usize = 60;

/// Maximum length of a text, characters.
pub const LONGEST_TEXT: usize = 120;

/// Maximum length of the employer's name, characters. It is shown in a heading.
pub const LONGEST_NAME: usize = 40;

/// Maximum length of a job's id, characters.
pub const LONGEST_ID: usize = 40;

/// Maximum of a band, in its own currency and period.
pub const MOST_PAY: f64 = 1_000_000_000.0;

/// Maximum number of errors that are reported for a file.
pub const MOST_ERRORS: usize = 10;

/// An employer's file. Texts have 1 to [`LONGEST_TEXT`] characters on one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlay {
    /// The employer's name for itself: 1 to [`LONGEST_NAME`] characters. Nobody has verified it.
    pub name: String,
    /// Title of the page on which the figures are published.
    pub source_title: String,
    /// Address of that page.
    pub source_url: WebAddress,
    /// The day that the figures are valid for.
    pub as_of: Date,
    /// From this day on the figures are shown as outdated. `None` if the employer does not say. Never before `as_of`.
    pub review_by: Option<Date>,
    /// Pay bands, in the order of the file; at most [`MOST_ENTRIES`].
    pub bands: Vec<Band>,
    /// The employer's name of each tier, in the order of [`Tier::ALL`]; `None` if it has none.
    pub rungs: [Option<String>; 4],
    /// Jobs, in the order of the file; at most [`MOST_ENTRIES`].
    pub jobs: Vec<Job>,
}

/// A pay band as the employer states it.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// The work.
    pub role: Role,
    /// The tier, by years of paid work.
    pub tier: Tier,
    /// The employer's own title.
    pub title: String,
    /// The lower end: above 0, at most [`MOST_PAY`], in `currency` for one `per`.
    pub from: f64,
    /// The upper end, never below `from`.
    pub to: f64,
    /// The currency.
    pub currency: Currency,
    /// The period.
    pub per: Period,
    /// The place; `None` if the employer does not say.
    pub place: Option<String>,
}

/// An open job.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// Sent to the employer's page when the link is clicked: 1 to [`LONGEST_ID`] characters of a to z, 0 to 9 and `-`.
    /// It is unique and never `apply`, which means the link of the element.
    pub id: String,
    /// The title.
    pub title: String,
    /// Address of its description.
    pub url: WebAddress,
    /// The work.
    pub role: Role,
    /// The tier; `None` if the employer does not say.
    pub tier: Option<Tier>,
    /// The place; `None` if the employer does not say.
    pub place: Option<String>,
}

/// Why a file is not used, as a sentence for its owner that names the path, for example `bands[2].from is above its
/// to`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct OverlayError(pub(super) String);

impl Overlay {
    /// The employer's name for the tier.
    pub fn rung(&self, tier: Tier) -> Option<&str> {
        Tier::ALL
            .into_iter()
            .zip(&self.rungs)
            .find(|(of, _)| *of == tier)
            .and_then(|(_, name)| name.as_deref())
    }
}
