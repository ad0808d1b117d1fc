//! The quiz as a measuring instrument: two traits, backend and frontend, with their uncertainty.
//!
//! Reading order: [`item`] (the questions) with [`widget`] (interactive forms), [`model`] (the likelihood of an
//! answer), [`posterior`] (the information of all answers), [`selection`] (the choice of the next item), [`session`]
//! (one run of the quiz), [`report`] (the result), with [`conduct`] (careless answers) and [`plane`] (the plotted
//! uncertainty); then [`attempt`] (comparing sessions), [`share`] (a session as a short code for links), [`explanation`]
//! (why an answer is best) and [`responses`] (exported answers for a calibration). Method and sources: the crate's `METHOD.md`.

/// Version of the rules that decide which items are asked, how they count and when a session ends. Increment it with
/// every change of them, so that the page can label figures found with other rules.
pub const RULES: u16 = 3;

pub mod answer;
pub mod attempt;
pub mod conduct;
pub mod explanation;
pub mod item;
pub mod model;
pub mod plane;
pub mod posterior;
pub mod region;
pub mod report;
pub mod responses;
pub mod selection;
pub mod session;
pub mod share;
pub mod simulation;
pub mod widget;
