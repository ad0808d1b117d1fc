//! Pictures of figures. Each is a picture only: the view beside it has the same figures as text or table.

pub mod axis;
pub mod bars;
pub mod density;
pub mod dots;
pub mod plane;
pub mod strip;
