//! A browser event heard for as long as its listener lives.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

/// Hears an event until dropped.
#[must_use = "a dropped listener hears nothing"]
pub struct Listener {
    target: EventTarget,
    event: &'static str,
    heard: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Calls `heard` for each `event` on `target`.
    pub(super) fn new(
        target: EventTarget,
        event: &'static str,
        heard: impl FnMut(Event) + 'static,
    ) -> Option<Self> {
        let heard = Closure::new(heard);
        target
            .add_event_listener_with_callback(event, heard.as_ref().unchecked_ref())
            .ok()?;
        Some(Self {
            target,
            event,
            heard,
        })
    }

    /// Calls `heard` for each `event` on the window; none where there is no window.
    pub(super) fn on_window(
        event: &'static str,
        heard: impl FnMut(Event) + 'static,
    ) -> Option<Self> {
        Self::new(web_sys::window()?.into(), event, heard)
    }

    /// Hears for as long as the page lives.
    pub fn forever(self) {
        std::mem::forget(self);
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        // A target that is gone hears nothing either.
        let _ = self
            .target
            .remove_event_listener_with_callback(self.event, self.heard.as_ref().unchecked_ref());
    }
}
