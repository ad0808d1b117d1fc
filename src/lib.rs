//! Which End.
