//! Choices about the page itself.

use leptos::prelude::*;
use which_end_core::record::{Preferences, Theme};

/// Choices about the page itself.
#[derive(Clone, Copy)]
pub struct Choices {
    kept: RwSignal<Preferences>,
}

impl Choices {
    /// As the device says.
    pub(super) fn new() -> Self {
        Self {
            kept: RwSignal::new(Preferences::default()),
        }
    }

    /// What is kept.
    pub(super) fn saved(self) -> Preferences {
        self.kept.get()
    }

    /// Replaces what is kept.
    pub(super) fn restore(self, preferences: Preferences) {
        self.kept.set(preferences);
    }

    /// Light, dark, or as the device says.
    pub fn theme(self) -> Theme {
        self.kept.with(|preferences| preferences.theme)
    }

    /// Sets the colours.
    pub fn set_theme(self, theme: Theme) {
        self.kept.update(|preferences| preferences.theme = theme);
    }
}

/// The preferences.
pub fn use_choices() -> Choices {
    expect_context()
}
