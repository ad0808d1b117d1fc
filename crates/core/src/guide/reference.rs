//! Sources of the guide, with dates, so that old facts are shown as outdated.

use serde::{Deserialize, Deserializer, Serialize};

use crate::date::Date;

/// Permanent id of a source in the guide, for example `bls-projections`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SourceId(pub(crate) String);

impl SourceId {
    /// The id as it is written in the guide's file; usable as a fragment or an element id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A page, table or data set that the guide cites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// Permanent id, unique in the guide.
    pub id: SourceId,
    /// The publisher.
    pub who: String,
    /// The publisher's business, for example “runs a job board”.
    pub sells: String,
    /// Title of the page or data set.
    pub title: String,
    /// An https address: the page itself, or the publisher's site if the page's address is unknown.
    pub url: String,
    /// Date of publication or reference date (the first of the month if only the month is known). `None` if the
    /// publisher does not say; even then the file has to say so.
    #[serde(deserialize_with = "written_out")]
    pub as_of: Option<Date>,
    /// From this day on it is shown as outdated.
    pub review_by: Date,
    /// Licence or terms of use.
    pub licence: String,
    /// Attribution that the licence requires, in full.
    #[serde(default)]
    pub attribution: Option<String>,
}

impl Reference {
    /// Whether the review day has come.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.review_by <= today
    }
}

/// A number about jobs, with its source and date. Pay is in the pay model only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// What is counted, in a few words.
    pub label: String,
    /// The number with its unit as shown, for example `+7.5%`.
    pub value: String,
    /// What it covers and does not cover, in plain sentences.
    pub covers: String,
    /// The source.
    pub source: SourceId,
    /// Reference date; `None` if the publisher does not say; even then the file has to say so.
    #[serde(deserialize_with = "written_out")]
    pub as_of: Option<Date>,
    /// From this day on it is shown as outdated.
    pub review_by: Date,
}

impl Figure {
    /// Whether the review day has come.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.review_by <= today
    }
}

/// Reads a date that may be `null` but not absent: a date that was forgotten is an error.
fn written_out<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Date>, D::Error> {
    Option::deserialize(from)
}
