//! What is on a page to its reader: a role, a name, a state.

use std::fmt;

use serde_json::Value;

use super::is_true;

/// What a thing is to its reader (a role of WAI-ARIA).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Something to press.
    Button,
    /// Something that leads elsewhere.
    Link,
    /// One of a group.
    Radio,
    /// On or off.
    Checkbox,
    /// A headline.
    Heading,
    /// A field for text.
    Textbox,
    /// A field for a number.
    Spinbutton,
    /// A scale to slide along.
    Slider,
    /// A list to choose from.
    Combobox,
    /// A table.
    Table,
    /// A window in the page.
    Dialog,
    /// News that interrupts.
    Alert,
    /// News that waits its turn.
    Status,
    /// Fields that belong together.
    Group,
    /// A picture.
    Image,
}

impl Role {
    /// The word of WAI-ARIA.
    pub fn word(self) -> &'static str {
        match self {
            Self::Button => "button",
            Self::Link => "link",
            Self::Radio => "radio",
            Self::Checkbox => "checkbox",
            Self::Heading => "heading",
            Self::Textbox => "textbox",
            Self::Spinbutton => "spinbutton",
            Self::Slider => "slider",
            Self::Combobox => "combobox",
            Self::Table => "table",
            Self::Dialog => "dialog",
            Self::Alert => "alert",
            Self::Status => "status",
            Self::Group => "group",
            Self::Image => "img",
        }
    }
}

/// How a name is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named<'name> {
    /// The whole name.
    Exactly(&'name str),
    /// A part of it.
    With(&'name str),
    /// Whatever it is called.
    Anything,
}

impl<'name> From<&'name str> for Named<'name> {
    fn from(name: &'name str) -> Self {
        Self::Exactly(name)
    }
}

impl Named<'_> {
    /// Whether a thing of this name is meant.
    pub fn fits(&self, name: &str) -> bool {
        match self {
            Self::Exactly(whole) => name == *whole,
            Self::With(part) => name.contains(part),
            Self::Anything => true,
        }
    }
}

impl fmt::Display for Named<'_> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(whole) => write!(to, "“{whole}”"),
            Self::With(part) => write!(to, "with “{part}” in its name"),
            Self::Anything => write!(to, "of any name"),
        }
    }
}

/// Something on the page, as its reader meets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    /// The word of WAI-ARIA for what it is.
    pub role: String,
    /// Its accessible name.
    pub name: String,
    /// Chosen, checked or pressed in.
    pub chosen: bool,
    /// Cannot be used now.
    pub disabled: bool,
    /// `aria-current`, empty where there is none.
    pub current: String,
    /// What a field holds.
    pub value: String,
    /// The group of a radio.
    pub group: String,
    pub(super) element: Value,
    pub(super) target: Value,
}

impl fmt::Display for Thing {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{} “{}”", self.role, self.name)
    }
}

impl Thing {
    pub(super) fn read(value: &Value) -> Option<Self> {
        let text = |key: &str| {
            value
                .get(key)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let yes = |key: &str| value.get(key).is_some_and(is_true);
        Some(Self {
            role: text("role"),
            name: text("name"),
            chosen: yes("chosen"),
            disabled: yes("disabled"),
            current: text("current"),
            value: text("value"),
            group: text("group"),
            element: value.get("element")?.clone(),
            target: value.get("target")?.clone(),
        })
    }
}
