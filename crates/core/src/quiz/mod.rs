//! The quiz as a measuring instrument: two traits, backend and frontend, and honest uncertainty about both.
//!
//! Reading order: [`item`] (what is asked) with [`widget`] (hands-on forms), [`model`] (what an answer says), [`posterior`] (what all answers say),
//! [`selection`] (what to ask next), [`session`] (one visitor's run), [`report`] (what the visitor is told), with
//! [`conduct`] (answers that look careless) and [`plane`] (the drawn uncertainty) behind it; [`attempt`] (several runs
//! side by side), [`share`] (a run as a short code for links) and [`responses`] (answers that a visitor hands out for a
//! calibration).
//! Method and sources: the crate's `METHOD.md`.

/// Version of what decides what is asked, how it counts and when a run stops. Raised with every change to that, so that
/// figures found with another one are told as such.
pub const RULES: u16 = 2;

pub mod answer;
pub mod attempt;
pub mod conduct;
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
