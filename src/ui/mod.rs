//! Parts that know neither the domain nor the state: they take text, numbers and callbacks.

pub mod button;
pub mod chart;
pub mod choice_group;
pub mod logo;
pub mod number;
pub mod table;
pub mod text;
