//! A pointer that drags something.

use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

/// Keeps the moves of a pressed pointer coming to what was pressed, wherever the pointer goes.
pub fn hold(event: &PointerEvent) {
    let pressed = event.target().and_then(|target| target.dyn_into().ok());
    if let Some(pressed) = pressed {
        let pressed: Element = pressed;
        // Refused for a pointer that was lifted meanwhile: nothing is left to hold.
        let _ = pressed.set_pointer_capture(event.pointer_id());
    }
}
