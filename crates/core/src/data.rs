//! The data inside the page: two blobs, written by the crate `which-end-content` and read by the page.
//!
//! A blob is [postcard](https://docs.rs/postcard): compact and not self-describing. That is safe here because a blob
//! and its reader always come from the same build.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::guide::Guide;
use crate::pay::claim::Claims;
use crate::pay::contradiction::Contradictions;
use crate::pay::model::PayModel;
use crate::pay::purchasing_power::PurchasingPower;
use crate::pay::rates::Rates;
use crate::quiz::explanation::Explanation;
use crate::quiz::simulation::Simulation;

/// Data for every view except the quiz.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// The pay model.
    pub pay: PayModel,
    /// Published figures.
    pub claims: Claims,
    /// Exchange rates.
    pub rates: Rates,
    /// Price levels of countries.
    pub purchasing_power: PurchasingPower,
    /// Where published figures disagree.
    pub contradictions: Contradictions,
    /// The guide.
    pub guide: Guide,
    /// `None` if this release has no simulation results.
    pub simulation: Option<Simulation>,
    /// Of every task and situation of the bank, in its order.
    pub explanations: Vec<Explanation>,
}

/// Error for a blob that this build did not write.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BlobError {
    /// The blob is cut off or was written for other types.
    #[error("the data inside this page cannot be read ({0}); load the page again")]
    Unreadable(String),
    /// The value was read, but bytes remain after it.
    #[error("the data inside this page has {0} bytes too many; load the page again")]
    TooLong(usize),
    /// The value cannot be serialized.
    #[error("the data cannot be written as a blob ({0})")]
    Unwritable(String),
}

/// Reads an [`ItemBank`](crate::quiz::item::ItemBank) or [`Facts`] that the same build wrote.
pub fn read_blob<T: DeserializeOwned>(blob: &[u8]) -> Result<T, BlobError> {
    let (value, rest) = postcard::take_from_bytes(blob)
        .map_err(|error| BlobError::Unreadable(error.to_string()))?;
    if rest.is_empty() {
        Ok(value)
    } else {
        Err(BlobError::TooLong(rest.len()))
    }
}

/// Serializes the value as a blob. The same value always gives the same bytes.
pub fn write_blob<T: Serialize>(value: &T) -> Result<Vec<u8>, BlobError> {
    postcard::to_allocvec(value).map_err(|error| BlobError::Unwritable(error.to_string()))
}
