//! The pay model: fitted from survey rows, scored on rows it has not seen.
//!
//! Reading order: `survey` and `answers` (rows), `design` and `mix` (columns), `quantile` (the solver), `widths` (how
//! sure), `table` (the model), `cross` and `calibrate` (rows kept back), `score` and `report` (how good), `government`
//! (wages by area and occupation), `changes` (against the model before), `fit`, `evaluate` and `check_pay` (commands).

mod answers;
mod calibrate;
mod changes;
pub(crate) mod check_pay;
mod countries;
mod cross;
mod design;
pub(crate) mod evaluate;
pub(crate) mod fit;
mod government;
mod json;
mod mix;
mod options;
mod quantile;
mod report;
mod score;
mod survey;
mod table;
mod widths;
