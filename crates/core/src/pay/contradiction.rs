//! Where the sources disagree, or seem to be several and are one. It is told in plain words and never averaged away.

use serde::{Deserialize, Serialize};

use crate::guide::SourceId;

/// A sentence that stands beside one published figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimNote {
    /// The claim's id.
    pub claim: String,
    /// One short sentence.
    pub note: String,
}

/// What one publisher says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Saying {
    /// Who says so, as the claims or the guide's sources name it.
    pub who: String,
    /// What is said, a plain sentence.
    pub what: String,
    /// Ids of the claims that say so.
    #[serde(default)]
    pub claims: Vec<String>,
    /// Sources of the guide that say so.
    #[serde(default)]
    pub sources: Vec<SourceId>,
}

/// Sayings that do not fit together, or that are one and look like two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contradiction {
    /// Lasting name.
    pub id: String,
    /// What it is about, a few words.
    pub about: String,
    /// Who says what: two sayings at least.
    pub says: Vec<Saying>,
    /// Why they differ, plain sentences; none where nobody knows.
    pub why: Option<String>,
    /// What stands beside single claims in the pay view.
    #[serde(default)]
    pub notes: Vec<ClaimNote>,
}

/// All of them, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contradictions {
    /// The list.
    pub contradictions: Vec<Contradiction>,
}

impl Contradictions {
    /// The note to the claim with this id.
    pub fn note(&self, claim: &str) -> Option<&str> {
        self.contradictions
            .iter()
            .flat_map(|contradiction| &contradiction.notes)
            .find(|note| note.claim == claim)
            .map(|note| note.note.as_str())
    }
}
