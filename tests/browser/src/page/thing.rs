//! A thing on a page as its reader perceives it: role, name, state.

use std::fmt;

use serde_json::Value;

use super::is_true;

/// A role of WAI-ARIA.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A button.
    Button,
    /// A link.
    Link,
    /// A radio button.
    Radio,
    /// A checkbox.
    Checkbox,
    /// A heading.
    Heading,
    /// A text field.
    Textbox,
    /// A number field.
    Spinbutton,
    /// A slider.
    Slider,
    /// A select list.
    Combobox,
    /// A table.
    Table,
    /// A dialog.
    Dialog,
    /// An announcement that interrupts.
    Alert,
    /// An announcement that waits.
    Status,
    /// A group of fields.
    Group,
    /// An image.
    Image,
}

impl Role {
    /// The name in WAI-ARIA.
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

/// How a name is matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named<'name> {
    /// The whole name.
    Exactly(&'name str),
    /// A part of it.
    With(&'name str),
    /// Any name.
    Anything,
}

impl<'name> From<&'name str> for Named<'name> {
    fn from(name: &'name str) -> Self {
        Self::Exactly(name)
    }
}

impl Named<'_> {
    /// Whether this name matches.
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

/// Something on the page as its reader perceives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    /// Its role in WAI-ARIA.
    pub role: String,
    /// Its accessible name.
    pub name: String,
    /// Selected, checked or pressed.
    pub chosen: bool,
    /// Disabled.
    pub disabled: bool,
    /// `aria-current`. Empty if there is none.
    pub current: String,
    /// Value of a field.
    pub value: String,
    /// Group name of a radio button.
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
