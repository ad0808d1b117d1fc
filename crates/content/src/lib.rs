//! Parses and checks the content in `assets/data`, and compiles it into the blobs of the page.
//!
//! | module | holds |
//! |---|---|
//! | [`compile`](mod@compile) | from the texts of all files to the two blobs |
//! | [`items`] | the item bank file, and the rules for items |
//! | [`pay`] | the checks of the pay model and of the published figures |
//! | [`sample`] | a generated bank for tests |
//! | [`rates`], [`purchasing_power`], [`contradictions`], [`guide`], [`simulation`] | the checks of the other files |
//!
//! `build.rs`, the tools and the tests all use [`compile()`], so no unchecked data reaches the page. Every error is a
//! sentence that names its entry, and all errors of a file are reported at once.
#![warn(missing_docs)]

mod agreement;
pub mod compile;
pub mod contradictions;
mod file;
pub mod guide;
pub mod items;
pub mod pay;
pub mod purchasing_power;
pub mod rates;
pub mod sample;
pub mod simulation;

pub use compile::{Compiled, SourceTexts, compile};
pub use file::{DataError, DataFile};
