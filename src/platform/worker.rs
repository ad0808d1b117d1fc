//! Offline use. `assets/web/boot.js` registers the service worker and reports by events.

use web_sys::CustomEvent;

use super::Listener;

/// Calls `callback` when a new release is downloaded and waits for activation.
pub fn on_update_waiting(mut callback: impl FnMut() + 'static) -> Option<Listener> {
    Listener::on_window("which-end:update-waiting", move |_| callback())
}

/// Calls `callback` when the page can open offline.
pub fn on_offline_ready(mut callback: impl FnMut() + 'static) -> Option<Listener> {
    Listener::on_window("which-end:offline-ready", move |_| callback())
}

/// Calls `callback` when this browser or site does not support offline use.
pub fn on_offline_unavailable(mut callback: impl FnMut() + 'static) -> Option<Listener> {
    Listener::on_window("which-end:offline-unavailable", move |_| callback())
}

/// Activates the waiting release, and the page reloads. Only for a click, because the visitor decides.
pub fn activate() {
    if let (Some(window), Ok(event)) = (super::window(), CustomEvent::new("which-end:activate")) {
        // False and errors both mean that nobody listens, for example without a service worker.
        let _ = window.dispatch_event(&event);
    }
}
