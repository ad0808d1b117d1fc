//! The data that ships, parsed once.

use std::sync::LazyLock;

use serde::de::DeserializeOwned;
use which_end_content::items;
use which_end_core::guide::Guide;
use which_end_core::pay::claim::Claims;
use which_end_core::pay::model::PayModel;
use which_end_core::pay::rates::Rates;
use which_end_core::quiz::item::ItemBank;

/// `items.json`.
pub(crate) const ITEMS: &str = include_str!("../../../assets/data/items.json");
/// `pay.json`.
pub(crate) const PAY: &str = include_str!("../../../assets/data/pay.json");
/// `claims.json`.
pub(crate) const CLAIMS: &str = include_str!("../../../assets/data/claims.json");
/// `rates.json`.
pub(crate) const RATES: &str = include_str!("../../../assets/data/rates.json");
/// `contradictions.json`.
pub(crate) const CONTRADICTIONS: &str = include_str!("../../../assets/data/contradictions.json");
/// `guide.json`.
pub(crate) const GUIDE: &str = include_str!("../../../assets/data/guide.json");

/// The questions.
pub(crate) static BANK: LazyLock<ItemBank> =
    LazyLock::new(|| items::read(ITEMS).expect("the shipped questions are sound"));
/// The pay model.
pub(crate) static MODEL: LazyLock<PayModel> = LazyLock::new(|| read(PAY));
/// Published claims.
pub(crate) static PUBLISHED: LazyLock<Claims> = LazyLock::new(|| read(CLAIMS));
/// Exchange rates.
pub(crate) static EXCHANGE: LazyLock<Rates> = LazyLock::new(|| read(RATES));
/// The guide.
pub(crate) static CAREERS: LazyLock<Guide> = LazyLock::new(|| read(GUIDE));

fn read<T: DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).expect("shipped data is readable")
}
