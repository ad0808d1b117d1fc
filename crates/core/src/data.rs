//! The data that the page carries: two blobs, written by the crate `which-end-content` and read by the page.
//!
//! The blob is [postcard](https://docs.rs/postcard): compact and not self-describing, which is safe here because a
//! blob and its reader always come from the same build.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::guide::Guide;
use crate::pay::claim::Claims;
use crate::pay::contradiction::Contradictions;
use crate::pay::model::PayModel;
use crate::pay::rates::Rates;
use crate::quiz::simulation::Simulation;

/// What every view but the quiz shows and calculates with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// The pay model.
    pub pay: PayModel,
    /// Published figures.
    pub claims: Claims,
    /// Exchange rates.
    pub rates: Rates,
    /// Where published figures disagree.
    pub contradictions: Contradictions,
    /// The guide.
    pub guide: Guide,
    /// None where no figures are written down for this release.
    pub simulation: Option<Simulation>,
}

/// A blob that this build did not write.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BlobError {
    /// Cut off, or written for other types.
    #[error("the data inside this page cannot be read ({0}); load the page again")]
    Unreadable(String),
    /// Read whole, with bytes left over.
    #[error("the data inside this page has {0} bytes too many; load the page again")]
    TooLong(usize),
    /// Not to be written at all.
    #[error("the data cannot be written as a blob ({0})")]
    Unwritable(String),
}

/// Reads an [`ItemBank`](crate::quiz::item::ItemBank) or [`Facts`]  that the same build wrote.
pub fn read_blob<T: DeserializeOwned>(blob: &[u8]) -> Result<T, BlobError> {
    let (value, rest) = postcard::take_from_bytes(blob)
        .map_err(|error| BlobError::Unreadable(error.to_string()))?;
    if rest.is_empty() {
        Ok(value)
    } else {
        Err(BlobError::TooLong(rest.len()))
    }
}

/// The value as a blob. The same value always gives the same bytes.
pub fn write_blob<T: Serialize>(value: &T) -> Result<Vec<u8>, BlobError> {
    postcard::to_allocvec(value).map_err(|error| BlobError::Unwritable(error.to_string()))
}
