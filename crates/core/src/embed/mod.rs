//! Living on somebody else's page: what the host may ask for, read and bounded. Everything here comes from outside.
//!
//! | file | holds |
//! |---|---|
//! | `attributes` | the table of all attributes, from which scripts and tests take their lists |
//! | `options` | the attributes of the element, handed over as names and values |
//! | `look` | the host's colors, font and corners |
//! | `color` | a color, its contrast, and moving it until it can be read |
//! | `overlay` | the host's own pay bands, names of levels and jobs, one file |

pub mod attributes;
pub mod color;
mod error;
pub mod look;
pub mod options;
pub mod overlay;
