//! A regression: design matrix, responses, weights and penalties.

/// A row of the design matrix: column and value, in ascending order of columns.
pub(crate) type SparseRow = Vec<(u16, f64)>;

/// A regression.
#[derive(Clone, Debug, Default)]
pub(crate) struct Regression {
    /// The design matrix.
    pub(crate) rows: Vec<SparseRow>,
    /// The responses.
    pub(crate) responses: Vec<f64>,
    /// Weight of each row.
    pub(crate) weights: Vec<f64>,
    /// The person of each row. Rows of one person are adjacent and are not independent.
    pub(crate) people: Vec<u32>,
    /// λ per column.
    pub(crate) penalties: Vec<f64>,
}
