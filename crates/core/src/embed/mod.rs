//! The options of a host that embeds the page. All input here is untrusted and bounded.
//!
//! | file | holds |
//! |---|---|
//! | `attributes` | the table of all attributes, from which scripts and tests take their lists |
//! | `options` | the attributes of the element, as names and values |
//! | `look` | the host's colors, font and corners |
//! | `color` | a color, its contrast, and its adjustment for readability |
//! | `overlay` | the host's own pay bands, level names and jobs, from one file |

pub mod attributes;
pub mod color;
mod error;
pub mod look;
pub mod options;
pub mod overlay;
