//! The content that people edit in `assets/data`: read, checked and compiled into the blobs that the page carries.
//!
//! | module | holds |
//! |---|---|
//! | [`compile`](mod@compile) | from the texts of all files to the two blobs |
//! | [`items`] | the item bank as people write it, and the rules that every item has to meet |
//! | [`pay`] | what a pay model and a list of published figures must hold |
//! | [`sample`] | a made-up bank for tests |
//! | [`rates`], [`contradictions`], [`guide`], [`simulation`] | the same for the other files |
//!
//! `build.rs`, the tools and the tests all go through [`compile()`], so no data reaches the page unchecked. Every error is a
//! sentence that names its entry, and all errors of a file are reported at once.
#![warn(missing_docs)]

mod agreement;
pub mod compile;
pub mod contradictions;
mod file;
pub mod guide;
pub mod items;
pub mod pay;
pub mod rates;
pub mod sample;
pub mod simulation;

pub use compile::{Compiled, SourceTexts, compile};
pub use file::{DataError, DataFile};
