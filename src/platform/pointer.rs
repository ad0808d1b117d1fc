//! A pointer that drags something.

use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

/// Whether this is a drag: the first finger, or the mouse with its main button down, whatever else is held.
pub fn drags(event: &PointerEvent) -> bool {
    event.is_primary() && event.buttons() & 1 == 1
}

/// Keeps the moves of a pressed pointer coming to what was pressed, wherever the pointer goes.
pub fn hold(event: &PointerEvent) {
    let pressed = event.target().and_then(|target| target.dyn_into().ok());
    if let Some(pressed) = pressed {
        let pressed: Element = pressed;
        // Refused for a pointer that was lifted meanwhile: nothing is left to hold.
        let _ = pressed.set_pointer_capture(event.pointer_id());
    }
}
