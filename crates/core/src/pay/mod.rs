//! Pay as evidence: percentiles of total yearly pay, how they were computed, and published claims.
//!
//! Reading order: [`query`] (the person and job), [`model`] (the fitted table), [`estimate`] (query → percentiles and
//! the working), [`distribution`] (the curve through them), [`movers`] (what would raise the estimate), [`wages`]
//! (government wages: areas, and for comparison), [`claim`] (published figures; the official ones are shown with the
//! estimate, none is averaged into it), [`contradiction`] (where those disagree, in words). Then the uses of an estimate:
//! [`money`] and [`rates`] (other units), [`purchasing_power`] (comparing two countries), [`offer`] (comparing an offer),
//! [`link`] and [`sheet`] (sharing and export).

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
pub mod purchasing_power;
pub mod query;
pub mod rates;
pub mod sheet;
pub mod wages;
