//! Components without domain knowledge or state: they take text, numbers and callbacks.

pub mod button;
pub mod chart;
pub mod choice_group;
pub mod logo;
pub mod number;
pub mod table;
pub mod text;
