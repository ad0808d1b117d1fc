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
    /// Where published figures disagree.
    Contradictions,
    /// The guide.
    Guide,
    /// What the simulation found about the quiz, or `null` where no figures are written down for this release.
    Simulation,
}

impl DataFile {
    /// All files.
    pub const ALL: [Self; 7] = [
        Self::Items,
        Self::Pay,
        Self::Claims,
        Self::Rates,
        Self::Contradictions,
        Self::Guide,
        Self::Simulation,
    ];

    /// Its name in `assets/data`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Items => "items.json",
            Self::Pay => "pay.json",
            Self::Claims => "claims.json",
            Self::Rates => "rates.json",
            Self::Contradictions => "contradictions.json",
            Self::Guide => "guide.json",
            Self::Simulation => "simulation.json",
        }
    }
}

/// One thing wrong with a data file, as in `items.json: item "be-014" has an empty stem`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {problem}", name = .file.name())]
pub struct DataError {
    /// The file to edit.
    pub file: DataFile,
    /// What is wrong, naming the entry.
    pub problem: String,
}
