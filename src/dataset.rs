//! The data set that `build.rs` compiled into the page.

use std::sync::LazyLock;

use which_end_core::data::Dataset;
use which_end_core::quiz::model::BankModel;

static BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/dataset.bin"));

static DATASET: LazyLock<Dataset> = LazyLock::new(|| {
    #[expect(
        clippy::expect_used,
        reason = "the blob was written by the same build; a test reads it natively"
    )]
    Dataset::from_blob(BLOB).expect("the data set of this build reads back")
});

static BANK_MODEL: LazyLock<BankModel<'static>> = LazyLock::new(|| BankModel::new(&DATASET.bank));

/// The response model of the bank, worked out on first use.
pub fn bank_model() -> &'static BankModel<'static> {
    &BANK_MODEL
}

/// The data set, decoded on first use.
pub fn dataset() -> &'static Dataset {
    &DATASET
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_blob_of_this_build_reads_back() {
        assert!(!super::dataset().bank.items.is_empty());
    }
}
