//! The building blocks of the guide.

use serde::{Deserialize, Serialize};

use super::reference::SourceId;
use crate::pay::query::Tier;
use crate::quiz::item::Facet;

/// A statement without a heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// One to three plain sentences.
    pub text: String,
    /// Sources of its facts.
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
    /// Sources of its facts.
    #[serde(default)]
    pub sources: Vec<SourceId>,
}

/// A list of short entries that share their sources.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listing {
    /// The entries, a few words to one sentence each.
    pub entries: Vec<String>,
    /// Sources of its facts.
    #[serde(default)]
    pub sources: Vec<SourceId>,
}

/// A rung of the career ladder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rung {
    /// The tier whose pay is shown with it.
    pub tier: Tier,
    /// Its name, for example “Junior: you own a task”.
    pub title: String,
    /// What a person on this rung is responsible for.
    pub scope: String,
    /// Signs that you work on this rung: checkable statements in the first person.
    pub signs: Vec<String>,
    /// What leads to the next rung; empty for the last.
    pub next: Vec<String>,
    /// Sources of its facts.
    #[serde(default)]
    pub sources: Vec<SourceId>,
}

/// A group of skills.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SkillGroup {
    /// The quiz facet that it belongs to.
    pub facet: Facet,
    /// Heading.
    pub title: String,
    /// Skills, in the order in which to learn them.
    pub skills: Vec<Point>,
}

/// Part of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayBlock {
    /// The hours, for example `9 to 12`.
    pub time: String,
    /// The subject, a few words.
    pub title: String,
    /// The work done in this time.
    pub text: String,
    /// Sources of its facts.
    #[serde(default)]
    pub sources: Vec<SourceId>,
}

/// A part for readers who want to know more. It is closed at first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Heading.
    pub title: String,
    /// Whether each point shows who says it, what they sell, and when they said it.
    #[serde(default)]
    pub attributed: bool,
    /// The points. Each has a source.
    pub points: Vec<Point>,
}

/// A small task to try this week: a cheap test of the quiz's result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trial {
    /// Heading, a few words.
    pub title: String,
    /// Duration in minutes, 1 to 60.
    pub minutes: u8,
    /// What is needed, for example “paper and a pen”.
    pub needs: String,
    /// A page to open for it.
    #[serde(default)]
    pub open: Option<String>,
    /// The steps, in order.
    pub steps: Vec<String>,
    /// What to notice, and which side it supports. Begins with “If you”.
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
    /// Sources of its facts.
    #[serde(default)]
    pub sources: Vec<SourceId>,
}
