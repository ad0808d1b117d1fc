//! Data that `build.rs` compiles into the page: the quiz, and the facts that only the second module reads.

use std::sync::LazyLock;

use serde::de::DeserializeOwned;
use which_end_core::data::{Facts, read_blob};
use which_end_core::quiz::item::ItemBank;
use which_end_core::quiz::model::BankModel;

static BANK: LazyLock<ItemBank> =
    LazyLock::new(|| read(include_bytes!(concat!(env!("OUT_DIR"), "/bank.bin"))));

// A separate static, so that the splitter can put it into the second module with the code that reads it.
static FACTS: LazyLock<Facts> =
    LazyLock::new(|| read(include_bytes!(concat!(env!("OUT_DIR"), "/facts.bin"))));

static BANK_MODEL: LazyLock<BankModel<'static>> = LazyLock::new(|| BankModel::new(&BANK));

#[expect(
    clippy::expect_used,
    reason = "the blobs were written by the same build; a test reads them natively"
)]
fn read<T: DeserializeOwned>(blob: &[u8]) -> T {
    read_blob(blob).expect("the data of this build reads back")
}

/// The question bank, decoded on first use.
pub fn bank() -> &'static ItemBank {
    &BANK
}

/// The response model of the bank, computed on first use.
pub fn bank_model() -> &'static BankModel<'static> {
    &BANK_MODEL
}

/// Pay model, published figures, guide and exchange rates, decoded on first use.
pub fn facts() -> &'static Facts {
    &FACTS
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_blobs_of_this_build_read_back() {
        assert!(!super::bank().items.is_empty());
        assert!(!super::facts().pay.sources.is_empty());
    }
}
