//! Pay as evidence: percentiles of total yearly pay, how they were made, and what others claim.
//!
//! Reading order: [`query`] (who is asked about), [`model`] (the fitted table), [`estimate`] (query → percentiles
//! and the working), [`movers`] (what would raise it), [`claim`] (published figures, shown beside the estimate and
//! never averaged into it), [`contradiction`] (where those disagree, in words).
//! Then what is done with it: [`money`] and [`rates`] (showing it in another unit).

#[cfg(feature = "compile")]
mod check;
pub mod claim;
pub mod contradiction;
pub mod estimate;
pub mod model;
pub mod money;
pub mod movers;
pub mod query;
pub mod rates;
