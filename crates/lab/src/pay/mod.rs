//! The pay model: fitted from survey rows, scored on rows it has not seen.
//!
//! Reading order: `files`, `survey` and `answers` (rows), `design` and `mix` (columns), `guess` and `quantile` (the solver), `widths` (how
//! sure), `table` (the model), `cut` (who is left out), `cross` and `calibrate` (rows kept back), `score`, `report` and `verdict` (how good), `size`, `government`
//! (wages by area and occupation), `changes` (against the model before), `fit`, `evaluate` and `check_pay` (commands).

mod answers;
mod calibrate;
mod changes;
pub(crate) mod check_pay;
mod countries;
mod cross;
mod cut;
mod design;
pub(crate) mod evaluate;
mod files;
pub(crate) mod fit;
mod government;
mod guess;
mod json;
mod mix;
mod quantile;
mod regression;
mod report;
mod score;
mod size;
mod survey;
mod table;
mod verdict;
mod widths;
