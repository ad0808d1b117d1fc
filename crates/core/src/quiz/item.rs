//! Items: their text, their facets, and the keying of their answers.

use serde::{Deserialize, Serialize};

use super::widget::Widget;

/// One side of the work. Each is a separate trait: a person can be high on both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Servers and data: what the visitor of a site does not see.
    Backend,
    /// What the visitor of a site sees and uses.
    Frontend,
}

impl Side {
    /// Both sides, backend first.
    pub const ALL: [Self; 2] = [Self::Backend, Self::Frontend];

    /// The opposite side.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Backend => Self::Frontend,
            Self::Frontend => Self::Backend,
        }
    }
}

/// A part of one side's work; five for each side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Facet {
    /// B1: tables, relations between them, queries.
    Data,
    /// B2: rules and concurrency.
    Logic,
    /// B3: how programs communicate, and tracing a request through them.
    Apis,
    /// B4: availability, no loss of data, no unauthorized access.
    Reliability,
    /// B5: fast servers and queries.
    ServerSpeed,
    /// F1: layout and visual detail.
    Layout,
    /// F2: interaction and the state of a page.
    Interaction,
    /// F3: accessibility.
    Access,
    /// F4: users and texts.
    Users,
    /// F5: fast pages.
    BrowserSpeed,
}

impl Facet {
    /// All facets, the backend's five first.
    pub const ALL: [Self; 10] = [
        Self::Data,
        Self::Logic,
        Self::Apis,
        Self::Reliability,
        Self::ServerSpeed,
        Self::Layout,
        Self::Interaction,
        Self::Access,
        Self::Users,
        Self::BrowserSpeed,
    ];

    /// The side that it belongs to.
    pub fn side(self) -> Side {
        match self {
            Self::Data | Self::Logic | Self::Apis | Self::Reliability | Self::ServerSpeed => {
                Side::Backend
            }
            Self::Layout | Self::Interaction | Self::Access | Self::Users | Self::BrowserSpeed => {
                Side::Frontend
            }
        }
    }
}

/// An item's permanent id, for example `b1-library-tables`: lower-case letters, digits and hyphens, at most 40.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ItemId(pub(crate) String);

impl ItemId {
    /// Maximum length, in bytes.
    pub const LONGEST: usize = 40;

    /// `None` unless the text is a valid id: lower-case letters, digits and hyphens, a letter first, at most 40.
    pub fn parse(text: &str) -> Option<Self> {
        let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        (text.len() <= Self::LONGEST
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.chars().all(letters))
        .then(|| Self(text.to_owned()))
    }

    /// The id as written in the bank and in saved records.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An item, as the page contains it. Only `compile` creates it, so the invariants named here hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Permanent id, unique in the bank.
    pub id: ItemId,
    /// Incremented when wording or key change. A calibration does not change it, because earlier answers stay valid.
    pub version: u16,
    /// The question or statement, plain text.
    pub stem: String,
    /// The kind of item, and the keying of its answers.
    pub body: Body,
    /// The item parameters.
    pub parameters: Parameters,
}

/// The kinds of item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Body {
    /// Interest on five steps.
    Likert {
        /// The facet that it is about.
        facet: Facet,
        /// `Liking` asks whether one would like the work; `Agreement` how true a statement is.
        scale: LikertScale,
        /// Whether strong agreement speaks *against* the trait.
        reversed: bool,
    },
    /// Two attractive kinds of work, one of each side, on five steps from the first shown to the second.
    Pair {
        /// The backend work.
        backend: PairEnd,
        /// The frontend work.
        frontend: PairEnd,
        /// The side that is shown first (left, or above).
        first: Side,
    },
    /// A situation with choices of action; each has a credit of 0, 1 or 2.
    Situation {
        /// The facet that it is about.
        facet: Facet,
        /// Three or four choices, at least one with credit 0 and one with credit 2.
        choices: Vec<SituationChoice>,
        /// Source of a stated fact, if the item states one.
        source: Option<Source>,
    },
    /// A task with one right choice.
    Task {
        /// The facet that it is about.
        facet: Facet,
        /// Two to six choices, one of which is right.
        choices: Vec<String>,
        /// Index of the right choice.
        key: u8,
        /// Why that choice is right; shown after the quiz.
        explanation: String,
        /// Source of the fact: a title and an address.
        source: Source,
        /// An interactive form of the task, if there is one. The list of choices remains as an alternative.
        widget: Option<Widget>,
    },
    /// Asks for a specific step, to learn whether the visitor reads the questions. It does not measure the traits, so
    /// its parameters have no meaning.
    Check {
        /// Wording of the five steps.
        scale: LikertScale,
        /// The step that its stem asks for.
        key: u8,
    },
}

/// Number of steps of a Likert item, a pair or a check.
pub const STEPS: usize = 5;

impl Body {
    /// Number of steps or choices.
    pub fn choices(&self) -> usize {
        match self {
            Self::Likert { .. } | Self::Pair { .. } | Self::Check { .. } => STEPS,
            Self::Situation { choices, .. } => choices.len(),
            Self::Task { choices, .. } => choices.len(),
        }
    }

    /// Its facets: one; for a pair one of each side, backend first; none for a check.
    pub fn facets(&self) -> impl Iterator<Item = Facet> + use<> {
        let (one, other) = match self {
            Self::Likert { facet, .. }
            | Self::Situation { facet, .. }
            | Self::Task { facet, .. } => (Some(*facet), None),
            Self::Pair {
                backend, frontend, ..
            } => (Some(backend.facet), Some(frontend.facet)),
            Self::Check { .. } => (None, None),
        };
        one.into_iter().chain(other)
    }

    /// Whether it measures the traits. A check does not.
    pub fn measures(&self) -> bool {
        !matches!(self, Self::Check { .. })
    }

    /// Whether it is a task with a widget.
    pub fn is_hands_on(&self) -> bool {
        matches!(
            self,
            Self::Task {
                widget: Some(_),
                ..
            }
        )
    }

    /// The side that it asks about; `None` for a pair, which asks about both, and for a check.
    pub fn side(&self) -> Option<Side> {
        match self {
            Self::Likert { facet, .. }
            | Self::Situation { facet, .. }
            | Self::Task { facet, .. } => Some(facet.side()),
            Self::Pair { .. } | Self::Check { .. } => None,
        }
    }
}

/// Wording of the five steps of a Likert item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LikertScale {
    /// From disliking an activity a lot to liking it a lot, with a neutral middle. Its items are never reversed.
    Liking,
    /// How true a statement is of the visitor.
    Agreement,
}

/// One of the two kinds of work of a pair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PairEnd {
    /// The facet that it is about.
    pub facet: Facet,
    /// The work, for example “Model the data of a booking site”.
    pub text: String,
}

/// A choice of action in a situation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SituationChoice {
    /// The action.
    pub text: String,
    /// 0, 1 or 2.
    pub credit: u8,
    /// Why its credit is high or low; shown after the quiz.
    pub because: String,
}

/// Source of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Title of the page or document.
    pub title: String,
    /// An https address.
    pub url: String,
}

/// Item parameters on the logistic scale, without the factor 1.7.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parameters {
    /// Discrimination, above 0. For pairs, split over both traits.
    pub discrimination: f32,
    /// Location of the item on the trait, in prior standard deviations; the steps are relative to it. For pairs, the
    /// backend minus the frontend trait at which the middle is chosen. For reversed items, the value after keying.
    pub location: f32,
    /// Steps around the location, if a calibration fitted them.
    pub steps: Steps,
    /// Number of people in the calibration; 0 if the parameters are the authors' judgement.
    pub respondents: u32,
}

/// Steps of a graded item relative to its location, in prior standard deviations, ascending, with mean 0. Their number
/// depends on the kind of item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Steps {
    /// The steps that the model assumes for that kind of item. Items with two categories have no others.
    #[default]
    Assumed,
    /// Fitted steps of a situation with three credits.
    Two([f32; 2]),
    /// Fitted steps of a Likert item or a pair.
    Four([f32; 4]),
}

impl Steps {
    /// The fitted steps; empty if the assumed ones are used.
    pub fn fitted(&self) -> &[f32] {
        match self {
            Self::Assumed => &[],
            Self::Two(steps) => steps,
            Self::Four(steps) => steps,
        }
    }
}

/// The bank: all items, and the first three of a first session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ItemBank {
    /// Incremented when any item changes.
    pub version: u16,
    /// All items. Positions are valid within one build only; records store ids.
    pub items: Vec<Item>,
    /// The items that every first session begins with, so that the page can show them before the application starts.
    pub opening: [ItemId; 3],
}

impl ItemBank {
    /// The items that measure the traits: all except the checks.
    pub fn measuring(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| item.body.measures())
    }

    /// The item with that id.
    pub fn get(&self, id: &ItemId) -> Option<&Item> {
        self.items.iter().find(|item| &item.id == id)
    }

    /// The position of the item with that id.
    pub fn position(&self, id: &ItemId) -> Option<usize> {
        self.items.iter().position(|item| item.id == *id)
    }
}
