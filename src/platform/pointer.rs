//! Dragging with a pointer.

use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

/// Whether this event is part of a drag: the primary pointer with the main button pressed.
pub fn is_drag(event: &PointerEvent) -> bool {
    event.is_primary() && event.buttons() & 1 == 1
}

/// Captures the pointer, so that the pressed element receives all its moves.
pub fn capture(event: &PointerEvent) {
    let pressed = event.target().and_then(|target| target.dyn_into().ok());
    if let Some(pressed) = pressed {
        let pressed: Element = pressed;
        // Fails if the pointer was lifted meanwhile. Then there is nothing to capture.
        let _ = pressed.set_pointer_capture(event.pointer_id());
    }
}
