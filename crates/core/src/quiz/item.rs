//! Items: what is asked, which facet it belongs to, and how its answers are keyed.

use serde::{Deserialize, Serialize};

use super::widget::Widget;

/// One end of the work. Each is a trait of its own: a person can be high on both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Servers, data, what the visitor of a site does not see.
    Backend,
    /// What the visitor of a site sees and touches.
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

/// A part of one side's work; five to each side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Facet {
    /// B1: tables, links between them, questions asked of data.
    Data,
    /// B2: rules, and two things happening at once.
    Logic,
    /// B3: how programs talk, and following a request through them.
    Apis,
    /// B4: staying up, losing nothing, letting nobody in who should be out.
    Reliability,
    /// B5: fast servers and queries.
    ServerSpeed,
    /// F1: layout and visual detail.
    Layout,
    /// F2: interaction and what the page remembers.
    Interaction,
    /// F3: pages that everybody can use.
    Access,
    /// F4: users and what they read.
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

    /// The side whose work this is a part of.
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

/// An item's lasting name, as in `b1-library-tables`: lower-case letters, digits and hyphens, at most 40.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ItemId(pub(crate) String);

impl ItemId {
    /// Longest name, in bytes.
    pub const LONGEST: usize = 40;

    /// A name of the right form: lower-case letters, digits and hyphens, a letter first, at most 40.
    pub fn parse(text: &str) -> Option<Self> {
        let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        (text.len() <= Self::LONGEST
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.chars().all(letters))
        .then(|| Self(text.to_owned()))
    }

    /// The name as it is written in the bank and in saved records.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What is asked, as the page carries it. Made by `compile` only, so the invariants named here hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Lasting name, unique in the bank.
    pub id: ItemId,
    /// Raised by one whenever wording or key change. A calibration leaves it: what was answered still holds.
    pub version: u16,
    /// The question or statement, plain text.
    pub stem: String,
    /// What is answered, and how the answers are keyed.
    pub body: Body,
    /// How strongly and where the answers tell people apart.
    pub parameters: Parameters,
}

/// The four kinds of item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Body {
    /// Interest on five steps.
    Likert {
        /// What part of the work it is about.
        facet: Facet,
        /// `Liking` asks how much one would like it; `Agreement` how much one agrees with a statement.
        scale: LikertScale,
        /// True where strong agreement speaks *against* the trait.
        reversed: bool,
    },
    /// Two attractive kinds of work, one from each side, on five steps from the first shown to the second.
    Pair {
        /// The backend end.
        backend: PairEnd,
        /// The frontend end.
        frontend: PairEnd,
        /// The end that stands first (left, or above).
        first: Side,
    },
    /// A situation with ways to act; each earns 0, 1 or 2.
    Situation {
        /// What part of the work it is about.
        facet: Facet,
        /// Three or four choices, at least one with each end of the credit scale.
        choices: Vec<SituationChoice>,
        /// Where a stated fact is from, if the item states one.
        source: Option<Source>,
    },
    /// A task with one right choice.
    Task {
        /// What part of the work it is about.
        facet: Facet,
        /// Two to six choices; one is right.
        choices: Vec<String>,
        /// Position of the right choice.
        key: u8,
        /// Said after the quiz: why that choice is right.
        explanation: String,
        /// Where the fact is from: a title and an address.
        source: Source,
        /// A hands-on way to give the same answer, where there is one. The choices remain as the parallel form.
        widget: Option<Widget>,
    },
    /// Asks for one given step, to learn whether the questions are read. Says nothing about the traits, so its
    /// parameters mean nothing either.
    Check {
        /// Wording of the five steps.
        scale: LikertScale,
        /// The step that its stem asks for.
        key: u8,
    },
}

/// Steps of a Likert item, a pair or a check.
pub const STEPS: usize = 5;

impl Body {
    /// How many steps or choices there are to choose from.
    pub fn choices(&self) -> usize {
        match self {
            Self::Likert { .. } | Self::Pair { .. } | Self::Check { .. } => STEPS,
            Self::Situation { choices, .. } => choices.len(),
            Self::Task { choices, .. } => choices.len(),
        }
    }

    /// The facets it touches: one, one from each side for a pair (backend first), none for a check.
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

    /// Whether its answer says something about the person's traits. A check's does not.
    pub fn measures(&self) -> bool {
        !matches!(self, Self::Check { .. })
    }

    /// Whether it is a task that is done by hand rather than picked from a list.
    pub fn is_hands_on(&self) -> bool {
        matches!(
            self,
            Self::Task {
                widget: Some(_),
                ..
            }
        )
    }

    /// The side it asks about; none for a pair, which asks about both, and for a check.
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
    /// Not at all, a little, partly, quite, very much.
    Liking,
    /// Strongly disagree … strongly agree.
    Agreement,
}

/// One end of a pair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PairEnd {
    /// What part of the work it is about.
    pub facet: Facet,
    /// The work, as in “Model the data of a booking site”.
    pub text: String,
}

/// A way to act in a situation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SituationChoice {
    /// The act.
    pub text: String,
    /// 0, 1 or 2.
    pub credit: u8,
    /// Said after the quiz: what speaks for or against it.
    pub because: String,
}

/// Where a fact is from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Title of the page or document.
    pub title: String,
    /// An https address.
    pub url: String,
}

/// Item parameters on the logistic scale, without 1.7.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parameters {
    /// Discrimination, above 0. Split over both traits for pairs.
    pub discrimination: f32,
    /// Location of the item on the trait, in prior standard deviations; steps lie around it. For pairs, how much more
    /// backend than frontend it takes to sit in the middle. For reversed items it is counted after keying.
    pub location: f32,
    /// Steps around the location, where a calibration found some.
    pub steps: Steps,
    /// People who answered it in a calibration; 0 means the parameters are the authors' judgement.
    pub respondents: u32,
}

/// Steps of a graded item around its location, in prior standard deviations, increasing, with mean 0. How many there
/// are fits the item's kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Steps {
    /// The model's own for that kind of item, and all that an item of two categories has.
    #[default]
    Assumed,
    /// Fitted, for a situation with three credits.
    Two([f32; 2]),
    /// Fitted, for a Likert item or pair.
    Four([f32; 4]),
}

impl Steps {
    /// The fitted steps; empty where the model's own are used.
    pub fn fitted(&self) -> &[f32] {
        match self {
            Self::Assumed => &[],
            Self::Two(steps) => steps,
            Self::Four(steps) => steps,
        }
    }
}

/// The bank: all items, and the fixed first ones.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ItemBank {
    /// Raised when any item changes.
    pub version: u16,
    /// All items. Positions are used inside one build only; records keep ids.
    pub items: Vec<Item>,
    /// The items that every first run opens with, so that the page can show them before the application runs.
    pub opening: [ItemId; 3],
}

impl ItemBank {
    /// The items that measure: all but the checks.
    pub fn measuring(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| item.body.measures())
    }

    /// The item of that name.
    pub fn get(&self, id: &ItemId) -> Option<&Item> {
        self.items.iter().find(|item| &item.id == id)
    }

    /// The position of the item of that name.
    pub fn position(&self, id: &ItemId) -> Option<usize> {
        self.items.iter().position(|item| item.id == *id)
    }
}
