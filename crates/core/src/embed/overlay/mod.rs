//! What an employer shows beside our figures: own pay bands, own names of levels, and jobs; one JSON file on its side.
//!
//! Nothing of it goes into an estimate, a percentile or the quiz. `assets/web/overlay.schema.json` says the same to
//! editors; a test of `crates/lab` holds the two together.

mod json;
mod reading;

use super::options::WebAddress;
use crate::date::Date;
use crate::pay::money::{Currency, Period};
use crate::pay::query::{Role, Tier};

pub use reading::read;

/// The version of the file that is read.
pub const SCHEMA: u32 = 1;

/// Longest file, bytes.
pub const LONGEST_FILE: usize = 64 * 1024;

/// Most bands, and most jobs.
pub const MOST_ENTRIES: usize = 60;

/// Most characters of a text.
pub const LONGEST_TEXT: usize = 120;

/// Most characters of the employer's name, which stands in a heading.
pub const LONGEST_NAME: usize = 40;

/// Most characters of the id of a job.
pub const LONGEST_ID: usize = 40;

/// Most that a band may name, in its own money and period.
pub const MOST_PAY: f64 = 1_000_000_000.0;

/// Most faults that are told of a file.
pub const MOST_FAULTS: usize = 10;

/// An employer's file. Texts are 1 to [`LONGEST_TEXT`] characters on one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlay {
    /// What the employer calls itself: 1 to [`LONGEST_NAME`] characters. Nobody has checked it.
    pub name: String,
    /// Title of the page that it is published on.
    pub source_title: String,
    /// Address of that page.
    pub source_url: WebAddress,
    /// The day that it speaks of.
    pub as_of: Date,
    /// From this day on it is marked as old; none where the employer does not say. Never before `as_of`.
    pub review_by: Option<Date>,
    /// Pay, in the order of the file; at most [`MOST_ENTRIES`].
    pub bands: Vec<Band>,
    /// The employer's name of each tier, in the order of [`Tier::ALL`]; none where it has none.
    pub rungs: [Option<String>; 4],
    /// Jobs, in the order of the file; at most [`MOST_ENTRIES`].
    pub jobs: Vec<Job>,
}

/// What an employer says that it pays.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// The work.
    pub role: Role,
    /// The tier, by years of paid work.
    pub tier: Tier,
    /// The employer's own title.
    pub title: String,
    /// The lower end: over 0, at most [`MOST_PAY`], in `currency` for one `per`.
    pub from: f64,
    /// The upper end, never under `from`.
    pub to: f64,
    /// The money.
    pub currency: Currency,
    /// The stretch of time.
    pub per: Period,
    /// Where; none where the employer does not say.
    pub place: Option<String>,
}

/// A job that is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// What the employer hears when its link is pressed: 1 to [`LONGEST_ID`] of a to z, 0 to 9 and `-`; never twice, and
    /// never `apply`, which is the link of the element.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where it is described.
    pub url: WebAddress,
    /// The work.
    pub role: Role,
    /// The tier; none where the employer does not say.
    pub tier: Option<Tier>,
    /// Where; none where the employer does not say.
    pub place: Option<String>,
}

/// Why a file is not used, as a sentence for its owner that names the place, as in `bands[2].from is above its to`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct OverlayError(pub(super) String);

impl Overlay {
    /// The employer's name of the tier.
    pub fn rung(&self, tier: Tier) -> Option<&str> {
        Tier::ALL
            .into_iter()
            .zip(&self.rungs)
            .find(|(of, _)| *of == tier)
            .and_then(|(_, name)| name.as_deref())
    }
}
