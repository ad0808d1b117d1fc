//! Event listeners that are removed when dropped.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

/// An event listener, removed when dropped.
#[must_use = "a dropped listener hears nothing"]
pub struct Listener {
    target: EventTarget,
    event: &'static str,
    /// Whether it listens in the capture phase.
    capture: bool,
    callback: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Calls `callback` for each `event` on `target`.
    pub(super) fn new(
        target: EventTarget,
        event: &'static str,
        callback: impl FnMut(Event) + 'static,
    ) -> Option<Self> {
        Self::attach(target, event, false, Closure::new(callback))
    }

    /// The same in the capture phase, before elements inside `target`.
    pub(super) fn capturing(
        target: EventTarget,
        event: &'static str,
        callback: impl FnMut(Event) + 'static,
    ) -> Option<Self> {
        Self::attach(target, event, true, Closure::new(callback))
    }

    fn attach(
        target: EventTarget,
        event: &'static str,
        capture: bool,
        callback: Closure<dyn FnMut(Event)>,
    ) -> Option<Self> {
        target
            .add_event_listener_with_callback_and_bool(
                event,
                callback.as_ref().unchecked_ref(),
                capture,
            )
            .ok()?;
        Some(Self {
            target,
            event,
            capture,
            callback,
        })
    }

    /// Calls `callback` for each `event` on the window. `None` if there is no window.
    pub(super) fn on_window(
        event: &'static str,
        callback: impl FnMut(Event) + 'static,
    ) -> Option<Self> {
        Self::new(super::window()?.into(), event, callback)
    }

    /// Listens for as long as the page lives.
    pub fn forget(self) {
        std::mem::forget(self);
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        // Fails only if the target is gone.
        let _ = self.target.remove_event_listener_with_callback_and_bool(
            self.event,
            self.callback.as_ref().unchecked_ref(),
            self.capture,
        );
    }
}
