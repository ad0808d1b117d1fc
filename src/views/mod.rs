//! The views, one module each.

pub mod about;
mod export;
pub mod guide;
mod host_card;
pub mod pay;
mod picture_card;
mod pieces;
pub mod quiz;
pub mod result;
pub mod sources;
pub mod start;
