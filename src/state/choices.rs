//! Choices about the page itself.

use leptos::prelude::*;
use which_end_core::record::{Preferences, Theme};

/// Choices about the page itself.
#[derive(Clone, Copy)]
pub struct Choices {
    kept: RwSignal<Preferences>,
    /// What the page around us asked for; never kept.
    host_theme: RwSignal<Theme>,
}

impl Choices {
    /// As the device says.
    pub(super) fn new() -> Self {
        Self {
            kept: RwSignal::new(Preferences::default()),
            host_theme: RwSignal::new(Theme::Auto),
        }
    }

    /// What is kept.
    pub(super) fn kept(self) -> Preferences {
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

    /// The colors to show: the visitor's choice, or else the host's.
    pub fn shown_theme(self) -> Theme {
        match self.theme() {
            Theme::Auto => self.host_theme.get(),
            chosen => chosen,
        }
    }

    /// Sets the colors that the page around us asks for.
    pub fn set_host_theme(self, theme: Theme) {
        self.host_theme.set(theme);
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
