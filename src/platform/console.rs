//! Sentences for the owner of a page, in the browser's console.

/// Writes a warning.
pub fn warn(sentence: &str) {
    web_sys::console::warn_1(&sentence.into());
}
