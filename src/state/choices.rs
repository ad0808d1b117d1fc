//! The visitor's preferences for the page itself.

use leptos::prelude::*;
use which_end_core::record::{Preferences, Theme};

/// The visitor's preferences for the page itself.
#[derive(Clone, Copy)]
pub struct Choices {
    preferences: RwSignal<Preferences>,
}

impl Choices {
    /// The defaults: follow the device.
    pub(super) fn new() -> Self {
        Self {
            preferences: RwSignal::new(Preferences::default()),
        }
    }

    /// The preferences, to be saved.
    pub(super) fn saved(self) -> Preferences {
        self.preferences.get()
    }

    /// Replaces the preferences.
    pub(super) fn restore(self, preferences: Preferences) {
        self.preferences.set(preferences);
    }

    /// Light, dark, or as the device is set.
    pub fn theme(self) -> Theme {
        self.preferences.with(|preferences| preferences.theme)
    }

    /// Sets the theme.
    pub fn set_theme(self, theme: Theme) {
        self.preferences
            .update(|preferences| preferences.theme = theme);
    }
}

/// The preferences context.
pub fn use_choices() -> Choices {
    expect_context()
}
