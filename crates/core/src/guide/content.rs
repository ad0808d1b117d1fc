//! The guide's building blocks.

use serde::{Deserialize, Serialize};

use super::reference::SourceId;
use crate::pay::query::Tier;
use crate::quiz::item::Facet;

/// One thing said, without a heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// One to three plain sentences.
    pub text: String,
    /// Where its facts are from.
    #[serde(default)]
    pub sources: Vec<SourceId>,
}

/// A short text with a heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// Heading, a few words.
    pub title: String,
    /// One to three plain sentences.
    pub text: String,
    /// Where its facts are from.
    #[serde(default)]
    pub sources: Vec<SourceId>,
}

/// A list of short entries that share their sources.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listing {
    /// The entries, a few words to one sentence each.
    pub entries: Vec<String>,
    /// Where they are from.
    #[serde(default)]
    pub sources: Vec<SourceId>,
}

/// A rung of the ladder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rung {
    /// The tier whose pay stands beside it.
    pub tier: Tier,
    /// Its name in plain words, as in “Junior: you own a task”.
    pub title: String,
    /// What such a person answers for.
    pub scope: String,
    /// Signs that you work on this rung, as checkable statements in the first person.
    pub signs: Vec<String>,
    /// What leads to the next rung; empty on the last.
    pub next: Vec<String>,
    /// Where its facts are from.
    #[serde(default)]
    pub sources: Vec<SourceId>,
}

/// A group of skills.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SkillGroup {
    /// The facet of the quiz that it belongs to.
    pub facet: Facet,
    /// Heading.
    pub title: String,
    /// Skills, first things first.
    pub skills: Vec<Point>,
}

/// Part of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayBlock {
    /// As in `9 to 12`.
    pub time: String,
    /// What it is about, a few words.
    pub title: String,
    /// What is done.
    pub text: String,
    /// Where its facts are from.
    #[serde(default)]
    pub sources: Vec<SourceId>,
}

/// How well the work goes from home.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RemoteFit {
    /// Why it can be done from home.
    pub reasons: Vec<Point>,
    /// What decides whether it is.
    pub decides: Vec<Point>,
    /// What one gains.
    pub benefits: Vec<Point>,
}

/// A small thing to try this week: a cheap test of the quiz's answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trial {
    /// Heading, a few words.
    pub title: String,
    /// How long it takes, minutes, 1 to 60.
    pub minutes: u8,
    /// What is needed, as in “paper and a pen”.
    pub needs: String,
    /// What to do, first things first.
    pub steps: Vec<String>,
    /// What to notice, and what it speaks for and against: begins with “If you”.
    pub tells: String,
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Faq {
    /// The question.
    pub question: String,
    /// The answer, plain sentences.
    pub answer: String,
    /// Where its facts are from.
    #[serde(default)]
    pub sources: Vec<SourceId>,
}
