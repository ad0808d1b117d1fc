//! The career guide: plain content in a fixed shape, so that quiz and pay can point into it.

use serde::{Deserialize, Serialize};

use crate::pay::query::Tier;
use crate::quiz::item::{Facet, Side, Source};

/// A short text with a heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// Heading, a few words.
    pub title: String,
    /// One to three plain sentences.
    pub text: String,
}

/// A rung of the ladder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rung {
    /// The tier whose pay stands beside it.
    pub tier: Tier,
    /// What such a person answers for.
    pub scope: String,
    /// Signs that you work on this rung, as checkable statements.
    pub signs: Vec<String>,
    /// What leads to the next rung; empty on the last.
    pub next: Vec<String>,
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
    /// What is done.
    pub text: String,
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Faq {
    /// The question.
    pub question: String,
    /// The answer, plain sentences.
    pub answer: String,
}

/// One side's guide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SideGuide {
    /// The side.
    pub side: Side,
    /// What it is, two or three sentences.
    pub summary: String,
    /// What one does.
    pub work: Vec<Point>,
    /// Four rungs, entry first.
    pub ladder: Vec<Rung>,
    /// Five groups, one a facet.
    pub skills: Vec<SkillGroup>,
    /// A day.
    pub day: Vec<DayBlock>,
    /// How well it goes from home, and what decides.
    pub remote: Vec<Point>,
    /// What is good about it.
    pub likes: Vec<String>,
    /// What is hard about it.
    pub dislikes: Vec<String>,
    /// Small things to try this week, to test the quiz's answer.
    pub try_this: Vec<Point>,
    /// Questions and answers.
    pub faq: Vec<Faq>,
}

/// The guide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guide {
    /// Backend, then frontend.
    pub sides: [SideGuide; 2],
    /// How the two differ, for both.
    pub difference: Vec<Point>,
    /// What the guide rests on.
    pub sources: Vec<Source>,
}

impl Guide {
    /// One side's guide.
    pub fn side(&self, side: Side) -> &SideGuide {
        let [backend, frontend] = &self.sides;
        match side {
            Side::Backend => backend,
            Side::Frontend => frontend,
        }
    }
}
