//! What countries are called, by the browser: the page carries the names of those alone that it has figures for.

use js_sys::Array;
use js_sys::Intl::{DisplayNames, DisplayNamesFallback, DisplayNamesOptions, DisplayNamesType};
use wasm_bindgen::JsValue;

/// The English name of the country with these two upper-case letters; none where the browser knows no such country.
///
/// Every browser that runs the page has the names, and two letters are all that they ask for.
pub fn name(code: &str) -> Option<String> {
    super::window()?;
    let options = DisplayNamesOptions::new();
    options.set_type(DisplayNamesType::Region);
    options.set_fallback(DisplayNamesFallback::None);
    let names = DisplayNames::new(&Array::of1(&JsValue::from_str("en")), &options);
    names.of(code).map(String::from)
}
