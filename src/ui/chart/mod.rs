//! Charts. Each is decorative: the view has the same figures as text or a table.

pub mod axis;
pub mod bars;
pub mod dots;
pub mod plane;
pub mod range;
pub mod strip;
