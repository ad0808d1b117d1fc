//! The files of `assets/data`, and errors that name them.

/// A file of `assets/data`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DataFile {
    /// The item bank.
    Items,
    /// The fitted pay model.
    Pay,
    /// Published figures.
    Claims,
    /// Exchange rates.
    Rates,
    /// Price levels of countries.
    PurchasingPower,
    /// Contradictions between published figures.
    Contradictions,
    /// The guide.
    Guide,
    /// Accuracy of the quiz in simulations, or `null` if this release has no figures.
    Simulation,
}

impl DataFile {
    /// All files.
    pub const ALL: [Self; 8] = [
        Self::Items,
        Self::Pay,
        Self::Claims,
        Self::Rates,
        Self::PurchasingPower,
        Self::Contradictions,
        Self::Guide,
        Self::Simulation,
    ];

    /// Its file name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Items => "items.json",
            Self::Pay => "pay.json",
            Self::Claims => "claims.json",
            Self::Rates => "rates.json",
            Self::PurchasingPower => "purchasing-power.json",
            Self::Contradictions => "contradictions.json",
            Self::Guide => "guide.json",
            Self::Simulation => "simulation.json",
        }
    }
}

/// An error in a data file, for example `items.json: item "be-014" has an empty stem`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {error}", name = .file.name())]
pub struct DataError {
    /// The file to edit.
    pub file: DataFile,
    /// The error, with the name of the entry.
    pub error: String,
}
