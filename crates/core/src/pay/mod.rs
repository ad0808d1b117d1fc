//! Pay as evidence: percentiles of total yearly pay, how they were made, and what others claim.
//!
//! Reading order: [`query`] (who is asked about), [`model`] (the fitted table), [`estimate`] (query → percentiles
//! and the working), [`movers`] (what would raise it), [`wages`] (government wages: areas, and for comparison), [`claim`]
//! (published figures, shown beside the estimate and never averaged into it).

#[cfg(feature = "compile")]
mod check;
pub mod claim;
pub mod estimate;
pub mod model;
pub mod movers;
pub mod query;
pub mod wages;
