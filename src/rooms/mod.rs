//! The rooms: one module each, holding what the visitor sees and does there.

pub mod about;
pub mod guide;
pub mod pay;
pub mod quiz;
pub mod result;
pub mod sources;
pub mod start;
