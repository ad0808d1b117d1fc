//! A browser event heard for as long as its listener lives.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

/// Hears an event until dropped.
#[must_use = "a dropped listener hears nothing"]
pub struct Listener {
    target: EventTarget,
    event: &'static str,
    /// Whether it hears before what lies inside its target does.
    first: bool,
    heard: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Calls `heard` for each `event` on `target`.
    pub(super) fn new(
        target: EventTarget,
        event: &'static str,
        heard: impl FnMut(Event) + 'static,
    ) -> Option<Self> {
        Self::on(target, event, false, Closure::new(heard))
    }

    /// The same, before anything inside `target` hears of it.
    pub(super) fn before_others(
        target: EventTarget,
        event: &'static str,
        heard: impl FnMut(Event) + 'static,
    ) -> Option<Self> {
        Self::on(target, event, true, Closure::new(heard))
    }

    fn on(
        target: EventTarget,
        event: &'static str,
        first: bool,
        heard: Closure<dyn FnMut(Event)>,
    ) -> Option<Self> {
        target
            .add_event_listener_with_callback_and_bool(event, heard.as_ref().unchecked_ref(), first)
            .ok()?;
        Some(Self {
            target,
            event,
            first,
            heard,
        })
    }

    /// Calls `heard` for each `event` on the window; none where there is no window.
    pub(super) fn on_window(
        event: &'static str,
        heard: impl FnMut(Event) + 'static,
    ) -> Option<Self> {
        Self::new(super::window()?.into(), event, heard)
    }

    /// Hears for as long as the page lives.
    pub fn forever(self) {
        std::mem::forget(self);
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        // A target that is gone hears nothing either.
        let _ = self.target.remove_event_listener_with_callback_and_bool(
            self.event,
            self.heard.as_ref().unchecked_ref(),
            self.first,
        );
    }
}
