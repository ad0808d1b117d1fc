//! What the guide rests on, with dates: an old fact is marked as old, not shown as news.

use serde::{Deserialize, Serialize};

use crate::date::Date;

/// A source's lasting name inside the guide, as in `bls-projections`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SourceId(pub(crate) String);

impl SourceId {
    /// The name as it is written in the guide's file; good for a fragment or an element id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A page, table or data set that the guide takes facts from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// Lasting name, unique in the guide.
    pub id: SourceId,
    /// Who published it.
    pub who: String,
    /// What the publisher sells or does, as in “runs a job board”.
    pub sells: String,
    /// Title of the page or data set.
    pub title: String,
    /// An https address: the page itself, or the publisher's site where the page's own address is not known.
    pub url: String,
    /// When it was published or what day it speaks of (the first of the month where only the month is known);
    /// none where the publisher does not say.
    pub as_of: Option<Date>,
    /// From this day on it is marked as old.
    pub review_by: Date,
    /// Licence, or on what terms its facts are used.
    pub licence: String,
    /// Words that the licence asks to be shown, in full.
    #[serde(default)]
    pub attribution: Option<String>,
}

impl Reference {
    /// Whether the day of review has come.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.review_by <= today
    }
}

/// One number about jobs, with where and when it is from. Never pay: that is the pay model's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// What is counted, a few words.
    pub label: String,
    /// The number with its unit, as it is read, as in `+7.5%`.
    pub value: String,
    /// What it covers and what it does not, plain sentences.
    pub covers: String,
    /// Where it is from.
    pub source: SourceId,
    /// What day it speaks of; none where the publisher does not say.
    pub as_of: Option<Date>,
    /// From this day on it is marked as old.
    pub review_by: Date,
}

impl Figure {
    /// Whether the day of review has come.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.review_by <= today
    }
}
