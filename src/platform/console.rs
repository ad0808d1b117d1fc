//! Messages for the owner of the host's page, in the browser's console.

/// Logs a warning.
pub fn warn(message: &str) {
    web_sys::console::warn_1(&message.into());
}
