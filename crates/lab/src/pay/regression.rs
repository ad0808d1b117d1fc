//! A regression: the design, what it explains, and its penalties.

/// A row of the design: column and value, columns rising.
pub(crate) type SparseRow = Vec<(u16, f64)>;

/// What is fitted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Regression {
    /// The design.
    pub(crate) rows: Vec<SparseRow>,
    /// What is explained.
    pub(crate) responses: Vec<f64>,
    /// What each row counts.
    pub(crate) weights: Vec<f64>,
    /// Whose row it is: rows of one person are next to each other and are no independent evidence.
    pub(crate) people: Vec<u32>,
    /// λ per column.
    pub(crate) penalties: Vec<f64>,
}
