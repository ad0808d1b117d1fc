//! Living in a frame on somebody else's page: what the host may set, and what it is told.

use which_end_core::record::Theme;

use crate::platform::host::{self, ToHost};
use crate::platform::page;
use crate::state::use_choices;

/// Reads the host's wishes and tells it our height from now on. Does nothing on a page of our own.
pub fn open() {
    if !host::is_framed() {
        return;
    }
    page::mark_framed();
    if let Some(theme) = host::option("theme").as_deref().and_then(theme) {
        use_choices().set_host_theme(theme);
    }
    if let Some(watch) = host::on_height(|pixels| host::tell(ToHost::Height(pixels))) {
        watch.forever();
    }
}

fn theme(text: &str) -> Option<Theme> {
    match text {
        "auto" => Some(Theme::Auto),
        "light" => Some(Theme::Light),
        "dark" => Some(Theme::Dark),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_can_only_ask_for_themes_that_exist() {
        assert_eq!(theme("dark"), Some(Theme::Dark));
        for text in ["", "Dark", "dark;", "blue"] {
            assert_eq!(theme(text), None, "{text}");
        }
    }
}
