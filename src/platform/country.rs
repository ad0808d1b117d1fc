//! English names of countries, from the browser. The page itself contains only the names of countries with figures.

use js_sys::Array;
use js_sys::Intl::{DisplayNames, DisplayNamesFallback, DisplayNamesOptions, DisplayNamesType};
use wasm_bindgen::JsValue;

/// The English name of the country with this code of two upper-case letters. `None` if the browser does not know it.
///
/// Every browser that runs the page has these names, and a code of two letters cannot throw.
pub fn name(code: &str) -> Option<String> {
    super::window()?;
    let options = DisplayNamesOptions::new();
    options.set_type(DisplayNamesType::Region);
    options.set_fallback(DisplayNamesFallback::None);
    let names = DisplayNames::new(&Array::of1(&JsValue::from_str("en")), &options);
    names.of(code).map(String::from)
}
