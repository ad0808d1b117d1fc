//! The career guide: plain content in a fixed shape, so that quiz and pay can point into it.
//!
//! | module | holds |
//! |---|---|
//! | [`content`] | the building blocks: points, rungs, skills, a day, sections, things to try, questions and answers |
//! | [`reference`](mod@reference) | sources with their dates, and the dated figures that rest on them |
//!
//! Texts are plain, without markup. An empty list of sources means that the words are the authors' own advice.

use serde::{Deserialize, Serialize};

pub mod content;
pub mod reference;

pub use content::{DayBlock, Faq, Listing, Point, Rung, Section, SkillGroup, Statement, Trial};
pub use reference::{Figure, Reference, SourceId};

use crate::date::Date;
use crate::quiz::item::Side;

/// One side's guide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SideGuide {
    /// The side.
    pub side: Side,
    /// What the side is, in two or three sentences.
    pub summary: Statement,
    /// The typical work.
    pub work: Vec<Point>,
    /// Four rungs, entry first.
    pub ladder: Vec<Rung>,
    /// Five groups, one for each facet, in the order of the facets.
    pub skills: Vec<SkillGroup>,
    /// A day, in three blocks.
    pub day: Vec<DayBlock>,
    /// What people like about it.
    pub likes: Vec<Statement>,
    /// What people dislike about it.
    pub dislikes: Vec<Statement>,
    /// Small tasks to try this week, to test the quiz's result.
    pub try_this: Vec<Trial>,
    /// Common mistakes of beginners.
    pub mistakes: Listing,
    /// Advice for the first days.
    pub advice: Listing,
    /// How to present work to employers.
    pub portfolio: Listing,
    /// Titles of job ads for this work or close to it.
    pub titles: Listing,
    /// Industries that hire for it.
    pub industries: Listing,
    /// Roles that people move on to.
    pub exits: Vec<Point>,
    /// Current and projected numbers of jobs, with dates.
    pub outlook: Vec<Figure>,
    /// More about the work: ways in, tools, projects, trends.
    pub sections: Vec<Section>,
    /// Questions and answers.
    pub faq: Vec<Faq>,
}

/// The whole guide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guide {
    /// Backend, then frontend.
    pub sides: [SideGuide; 2],
    /// How the two sides differ and what full-stack means.
    pub difference: Vec<Point>,
    /// More about both sides: places, work from home, AI.
    pub sections: Vec<Section>,
    /// Questions about both sides: degree, certificates, demand.
    pub faq: Vec<Faq>,
    /// Sources of the guide.
    pub sources: Vec<Reference>,
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

    /// The source with this id. It always exists in a guide that passed `check`.
    pub fn source(&self, id: &SourceId) -> Option<&Reference> {
        self.sources.iter().find(|source| &source.id == id)
    }

    /// The earliest review day of these sources; `None` if the list is empty.
    pub fn review_by(&self, sources: &[SourceId]) -> Option<Date> {
        sources
            .iter()
            .filter_map(|id| self.source(id))
            .map(|source| source.review_by)
            .min()
    }
}
