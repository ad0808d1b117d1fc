//! The data that the page carries: made from JSON by `compile`, read back from two blobs by the page.
//!
//! `build.rs`, the tools and the tests all go through `compile`, so no data reaches the page unchecked.
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

#[cfg(feature = "compile")]
mod agreement;
#[cfg(feature = "compile")]
mod compile;
#[cfg(feature = "compile")]
pub use compile::{Compiled, DataError, DataFile, SourceTexts, compile};

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

/// A blob that this build's `compile` did not write.
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

/// Reads an [`ItemBank`](crate::quiz::item::ItemBank) or [`Facts`] that `compile` wrote in the same build.
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
#[cfg(feature = "compile")]
pub fn write_blob<T: Serialize>(value: &T) -> Result<Vec<u8>, BlobError> {
    postcard::to_allocvec(value).map_err(|error| BlobError::Unwritable(error.to_string()))
}
