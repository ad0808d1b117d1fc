//! The attributes of `<which-end>`, declared once.
//!
//! The build writes the lists of the loader, the check script and the owners' page from this table (`crates/site`). Tests hold
//! the parser of [`Options`](super::options::Options), the form of the owners' page and `docs/embed.md` against it.

use Values::{Choice, Text};

/// What an attribute takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// One of these words.
    Choice(&'static [&'static str]),
    /// Any text; what is wrong with it is said where it is read.
    Text,
}

/// One attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub values: Values,
    /// Whether a later change takes effect.
    pub followed: bool,
    /// Whether the loader passes its text on to the page without reading it.
    pub passed_on: bool,
    /// Whether a plain frame, without the loader, takes it from the address of the page.
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

/// All of them.
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
    // A change of it starts the element again.
    attribute("src", Text).followed(),
];

/// What the attribute `view` takes; `guide` is the back end's.
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
