//! Names of JavaScript exceptions.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::DomException;

/// The name of a thrown value, for example `SecurityError`, cut to 60 characters.
pub(super) fn name(thrown: &JsValue) -> String {
    let name = if let Some(exception) = thrown.dyn_ref::<DomException>() {
        exception.name()
    } else if let Some(error) = thrown.dyn_ref::<js_sys::Error>() {
        String::from(error.name())
    } else {
        "unknown".to_owned()
    };
    name.chars().take(60).collect()
}
