//! How far the simulated world deviates from the assumptions of the quiz.

use serde::Serialize;
use which_end_core::quiz::item::ItemBank;
use which_end_core::quiz::model::UNCALIBRATED_DISCRIMINATION;

/// Discrimination implied by published interest inventories: reliability .81 over ten items.
pub(super) const SOBER: f32 = 1.1;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Condition {
    /// Wrong parameters, facets that differ within a person, people who agree with everything.
    Messy,
    /// Exactly the assumptions of the quiz.
    Clean,
    /// Messy, with items of lower discrimination, which the quiz knows.
    Sober,
}

impl Condition {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Messy => "messy",
            Self::Clean => "clean",
            Self::Sober => "messy, a = 1.1",
        }
    }

    /// The deviation of this world; none for the clean one.
    pub(crate) fn noise(self) -> Noise {
        match self {
            Self::Messy | Self::Sober => Noise {
                log_discrimination: 0.25,
                location: 0.40,
                facet: 0.45,
                acquiescence: 0.35,
            },
            Self::Clean => Noise::default(),
        }
    }
}

/// Standard deviations of what the quiz does not know.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Noise {
    /// Of the logarithm of each item's discrimination around the assumed one.
    pub(crate) log_discrimination: f64,
    /// Of each item's location around the assumed one.
    pub(crate) location: f64,
    /// Of a person's facets around the person's trait.
    pub(crate) facet: f64,
    /// Of a person's tendency to agree with Likert items, whatever their content.
    pub(crate) acquiescence: f64,
}

/// The bank with every discrimination scaled to another central value.
pub(super) fn with_discrimination(bank: &ItemBank, central: f32) -> ItemBank {
    let mut bank = bank.clone();
    for item in &mut bank.items {
        item.parameters.discrimination *= central / UNCALIBRATED_DISCRIMINATION;
    }
    bank
}
