//! The data set that the page carries.

use serde::{Deserialize, Serialize};

use crate::guide::Guide;
use crate::pay::claim::Claims;
use crate::pay::model::PayModel;
use crate::quiz::item::ItemBank;

/// All data of the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dataset {
    /// The quiz.
    pub bank: ItemBank,
    /// The pay model.
    pub pay: PayModel,
    /// Published figures.
    pub claims: Claims,
    /// The guide.
    pub guide: Guide,
}
