//! The pay model: fitted to survey rows, and scored on rows that it was not fitted to.
//!
//! Reading order: `files`, `survey` and `answers` (rows), `design` and `mix` (columns), `guess` and `quantile` (the
//! solver), `widths` (standard errors), `table` (the model), `cut` (excluded people), `cross` and `calibrate` (held-out
//! rows), `score`, `report` and `verdict` (accuracy), `size`, `government` (wages by area and occupation), `changes`
//! (comparison with the previous model), `fit`, `evaluate` and `check_pay` (commands).

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
