//! The career guide: plain content in a fixed shape, so that quiz and pay can point into it.
//!
//! | module | holds |
//! |---|---|
//! | [`content`] | the building blocks: points, rungs, skills, a day, things to try, questions and answers |
//! | [`reference`](mod@reference) | sources with their dates, and the dated figures that rest on them |
//!
//! Texts are plain, without markup. An empty list of sources means that the words are the authors' own advice.

use serde::{Deserialize, Serialize};

pub mod content;
pub mod reference;

pub use content::{DayBlock, Faq, Listing, Point, RemoteFit, Rung, SkillGroup, Statement, Trial};
pub use reference::{Figure, Reference, SourceId};

use crate::date::Date;
use crate::quiz::item::Side;

/// One side's guide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SideGuide {
    /// The side.
    pub side: Side,
    /// What it is, two or three sentences.
    pub summary: Statement,
    /// What one does.
    pub work: Vec<Point>,
    /// Four rungs, entry first.
    pub ladder: Vec<Rung>,
    /// Five groups, one a facet, in the facets' order.
    pub skills: Vec<SkillGroup>,
    /// A day, in three blocks.
    pub day: Vec<DayBlock>,
    /// How well it goes from home.
    pub remote: RemoteFit,
    /// What is good about it.
    pub likes: Vec<Statement>,
    /// What is hard about it.
    pub dislikes: Vec<Statement>,
    /// Small things to try this week, to test the quiz's answer.
    pub try_this: Vec<Trial>,
    /// What beginners get wrong.
    pub mistakes: Listing,
    /// What helps from the first day on.
    pub advice: Listing,
    /// How to show one's work to somebody who hires.
    pub portfolio: Listing,
    /// Titles on job adverts for this work or close to it.
    pub titles: Listing,
    /// Trades that hire for it.
    pub industries: Listing,
    /// Where people go from here.
    pub exits: Vec<Point>,
    /// How many jobs there are and will be: figures with their dates.
    pub outlook: Vec<Figure>,
    /// Questions and answers.
    pub faq: Vec<Faq>,
}

/// The guide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guide {
    /// Backend, then frontend.
    pub sides: [SideGuide; 2],
    /// How the two differ and what full-stack means, for both.
    pub difference: Vec<Point>,
    /// Questions and answers for both sides: degree, certificates, demand.
    pub faq: Vec<Faq>,
    /// What the guide rests on.
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

    /// The source of that name; always there in a guide that passed `check`.
    pub fn source(&self, id: &SourceId) -> Option<&Reference> {
        self.sources.iter().find(|source| &source.id == id)
    }

    /// The first day on which one of these sources is to be reviewed; none where there are none.
    pub fn review_by(&self, sources: &[SourceId]) -> Option<Date> {
        sources
            .iter()
            .filter_map(|id| self.source(id))
            .map(|source| source.review_by)
            .min()
    }
}
