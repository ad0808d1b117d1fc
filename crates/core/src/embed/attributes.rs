//! The attributes of `<which-end>`, declared once.
//!
//! The build generates the lists in the loader, the check script and the owners' page from this table (`crates/site`).
//! Tests compare the parser of [`Options`](super::options::Options), the form of the owners' page and `docs/embed.md`
//! with it.

use Values::{Choice, Text};

/// The values that an attribute accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// One of these words.
    Choice(&'static [&'static str]),
    /// Any text. The parser of the attribute reports errors.
    Text,
}

/// One attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Its name.
    pub name: &'static str,
    /// The values that it accepts.
    pub values: Values,
    /// Whether a change after mounting takes effect.
    pub followed: bool,
    /// Whether the loader hands the value to the page as it is, in the frame's address or inline. The loader reads the
    /// others itself.
    pub passed_on: bool,
    /// Whether a plain frame, without the loader, reads it from the page's address.
    pub in_address: bool,
}

const fn attribute(name: &'static str, values: Values) -> Attribute {
    Attribute {
        name,
        values,
        followed: false,
        passed_on: false,
        in_address: false,
    }
}

impl Attribute {
    const fn followed(self) -> Self {
        Self {
            followed: true,
            ..self
        }
    }

    const fn passed_on(self) -> Self {
        Self {
            passed_on: true,
            ..self
        }
    }

    const fn in_address(self) -> Self {
        Self {
            in_address: true,
            ..self
        }
    }
}

/// All attributes.
pub const ATTRIBUTES: [Attribute; 14] = [
    attribute("view", Choice(VIEWS)).followed(),
    attribute("mode", Choice(&["frame", "inline"])),
    attribute("theme", Choice(&["auto", "light", "dark"]))
        .followed()
        .in_address(),
    attribute("accent", Text).followed().in_address(),
    attribute("storage", Choice(&["local", "ask", "off"]))
        .followed()
        .passed_on()
        .in_address(),
    attribute(
        "preset-role",
        Choice(&["back-end", "front-end", "full-stack"]),
    )
    .passed_on()
    .in_address(),
    attribute("preset-tier", Choice(&["entry", "mid", "senior", "staff"]))
        .passed_on()
        .in_address(),
    attribute("apply-link", Text).in_address(),
    attribute("overlay", Text),
    attribute("outcome", Choice(&["", "true", "false"])).passed_on(),
    attribute("locale", Text).passed_on(),
    attribute("label", Text).followed(),
    attribute("height", Text).followed(),
    // A change of it restarts the element.
    attribute("src", Text).followed(),
];

/// Values of the attribute `view`; `guide` is the guide of the back end.
pub const VIEWS: &[&str] = &[
    "start",
    "quiz",
    "result",
    "pay",
    "guide",
    "guide/back-end",
    "guide/front-end",
    "about",
    "sources",
];
