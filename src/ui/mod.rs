//! Parts that know neither the domain nor the state: they take text, numbers and callbacks.

pub mod chart;
pub mod choice_group;
pub mod mark;
pub mod number;
pub mod press;
pub mod table;
pub mod text;
