//! Pay as evidence: percentiles of total yearly pay, how they were made, and what others claim.
//!
//! Reading order: [`query`] (who is asked about), [`model`] (the fitted table), [`estimate`] (query → percentiles
//! and the working), [`distribution`] (the curve through them), [`movers`] (what would raise it), [`wages`] (government
//! wages: areas, and for comparison), [`claim`] (published figures, shown beside the estimate and never averaged into
//! it), [`contradiction`] (where those disagree, in words).
//! Then what is done with it: [`money`] and [`rates`] (showing it in another unit), [`offer`] (an offer
//! against it), [`link`] and [`sheet`] (handing it out).

pub mod claim;
pub mod contradiction;
mod country;
pub mod distribution;
pub mod estimate;
pub mod link;
pub mod model;
pub mod money;
pub mod movers;
pub mod offer;
pub mod query;
pub mod rates;
pub mod sheet;
pub mod wages;
