//! Offline use, seen from the application. `assets/web/boot.js` registers the service worker and tells by events.

use web_sys::CustomEvent;

use super::Listener;

/// Calls `heard` when a new version of the page has been fetched whole and waits to be let in.
pub fn on_update_waiting(mut heard: impl FnMut() + 'static) -> Option<Listener> {
    Listener::on_window("which-end:update-waiting", move |_| heard())
}

/// Calls `heard` when the page can be opened without a connection.
pub fn on_offline_ready(mut heard: impl FnMut() + 'static) -> Option<Listener> {
    Listener::on_window("which-end:offline-ready", move |_| heard())
}

/// Calls `heard` when this browser or site does not let the page work without a connection.
pub fn on_offline_unavailable(mut heard: impl FnMut() + 'static) -> Option<Listener> {
    Listener::on_window("which-end:offline-unavailable", move |_| heard())
}

/// Lets the waiting version in; the page reloads. For a press of the visitor's only: nobody else may decide that.
pub fn activate() {
    if let (Some(window), Ok(event)) = (super::window(), CustomEvent::new("which-end:activate")) {
        // False and errors both mean that nobody listens, as when no worker was registered.
        let _ = window.dispatch_event(&event);
    }
}
