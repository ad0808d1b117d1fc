//! What the scripts around the page call: `assets/web/boot.js` in a document of our own, `assets/web/inline.js` on a
//! host's page.

use wasm_bindgen::prelude::wasm_bindgen;
use which_end::mount;
use which_end::platform::host::FromHost;
use which_end::platform::mount_point::{MountElement, MountPoint};

fn main() {}

/// Prepares what the application starts with, in steps after each of which a browser can draw and react: the questions.
#[wasm_bindgen]
pub fn prepare_questions() {
    mount::prepare_questions();
}

/// What is saved. For a document of our own alone.
#[wasm_bindgen]
pub fn prepare_state() {
    mount::prepare_state();
}

/// The question that is next. Whether it needs the second module.
#[wasm_bindgen]
pub fn prepare_next() -> bool {
    mount::prepare_next()
}

/// Puts the application in the place of the static page. `early` holds the answers given there: item, version and choice of
/// each, all separated by spaces.
#[wasm_bindgen]
pub fn open(early: &str) {
    mount::open(early);
}

/// Loads what the first question does not need. False where it cannot be loaded.
#[wasm_bindgen]
pub async fn load_later() -> bool {
    which_end::later::load().await.is_ok()
}

/// Puts a copy of the page in an element of a shadow tree. `query` is what the host asks for, `fragment` the view to begin
/// with, `home` the address of the page by itself. Returns the copy's number; none where the element is in no shadow tree.
#[wasm_bindgen]
pub fn put(element: MountElement, query: &str, fragment: String, home: String) -> Option<usize> {
    let mount_point = MountPoint::in_host(element, fragment, home)?;
    mount::put(mount_point, query, "");
    Some(mount_point.number())
}

/// Takes the copy of that number away.
#[wasm_bindgen]
pub fn take_away(number: usize) {
    mount::take_away(MountPoint::numbered(number));
}

/// Shows another view in the copy of that number.
#[wasm_bindgen]
pub fn go_to(number: usize, fragment: &str) {
    MountPoint::numbered(number).go(fragment);
}

/// Another look for the copy of that number.
#[wasm_bindgen]
pub fn set_options(number: usize, query: String) {
    mount::deliver(MountPoint::numbered(number), FromHost::Options(query));
}

/// The host's own bands and jobs for the copy of that number.
#[wasm_bindgen]
pub fn set_overlay(number: usize, text: String) {
    mount::deliver(MountPoint::numbered(number), FromHost::Overlay(text));
}
