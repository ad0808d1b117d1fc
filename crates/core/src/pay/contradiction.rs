//! Contradictions between sources, and apparent independent sources that are one. They are described in words and never
//! averaged.

use serde::{Deserialize, Serialize};

use crate::guide::SourceId;

/// A sentence that is shown with one published figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimNote {
    /// The claim's id.
    pub claim: String,
    /// One short sentence.
    pub note: String,
}

/// The statement of one publisher.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourcedStatement {
    /// The publisher, named as in the claims or in the guide's sources.
    pub who: String,
    /// The statement, a plain sentence.
    pub what: String,
    /// Ids of the claims that make it.
    #[serde(default)]
    pub claims: Vec<String>,
    /// Sources of the guide that make it.
    #[serde(default)]
    pub sources: Vec<SourceId>,
}

/// Statements that contradict each other, or that look independent and have one source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contradiction {
    /// Permanent id.
    pub id: String,
    /// The subject, a few words.
    pub about: String,
    /// The statements, at least two.
    pub says: Vec<SourcedStatement>,
    /// Why they differ, in plain sentences; `None` if nobody knows.
    pub why: Option<String>,
    /// Sentences that the pay view shows with single claims.
    #[serde(default)]
    pub notes: Vec<ClaimNote>,
}

/// All contradictions, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contradictions {
    /// The list.
    pub contradictions: Vec<Contradiction>,
}

impl Contradictions {
    /// The note for the claim with this id.
    pub fn note(&self, claim: &str) -> Option<&str> {
        self.contradictions
            .iter()
            .flat_map(|contradiction| &contradiction.notes)
            .find(|note| note.claim == claim)
            .map(|note| note.note.as_str())
    }
}
