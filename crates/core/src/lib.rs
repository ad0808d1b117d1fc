//! The domain logic of Which End, without a browser.
//!
//! | module | holds |
//! |---|---|
//! | [`quiz`] | items, the response models, the posterior, choosing the next item, the report |
//! | [`pay`] | the pay model, a query, the estimate with its working, and the published claims |
//! | [`guide`] | the career guide: sides, ladder, skills, a day, remote fit, questions and answers |
//! | [`embed`] | the options of a host that embeds the page |
//! | [`record`] | what is saved between visits: one document, its envelope, two slots, export and import |
//! | [`persistence`] | whether and when the record is saved, as a state machine |
//! | [`fragment`] | the part of an address after its `#`, cleaned of the changes that mail and chat programs make |
//! | [`order`] | sorting, compiled once for all types |
//! | [`data`] | the data compiled into the page, and its format |
//!
//! Nothing here knows a browser, a clock, a random source, a locale or a file: callers pass a seed and a date.
#![warn(missing_docs)]

mod crc;
pub mod data;
pub mod date;
pub mod embed;
pub mod fragment;
pub mod guide;
pub mod order;
pub mod pay;
mod percent;
pub mod persistence;
mod plain;
mod portable;
pub mod quiz;
pub mod record;
