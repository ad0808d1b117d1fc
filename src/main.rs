//! Functions exported to JavaScript: `assets/web/boot.js` calls them in our own documents, `assets/web/inline.js` on a
//! host's page.

use wasm_bindgen::prelude::wasm_bindgen;
use which_end::mount;
use which_end::platform::host::FromHost;
use which_end::platform::mount_point::{MountElement, MountPoint};

fn main() {}

/// Decodes the questions. First of three preparation steps; the browser can paint and handle input between them.
#[wasm_bindgen]
pub fn prepare_questions() {
    mount::prepare_questions();
}

/// Loads the saved state. Only for our own documents.
#[wasm_bindgen]
pub fn prepare_state() {
    mount::prepare_state();
}

/// Chooses the next question. Returns whether it needs the second module.
#[wasm_bindgen]
pub fn prepare_next() -> bool {
    mount::prepare_next()
}

/// Replaces the static page with the application. `early` holds the answers given on the static page: item, version and
/// choice of each, separated by spaces.
#[wasm_bindgen]
pub fn open(early: &str) {
    mount::open(early);
}

/// Loads the second module. Returns false if it cannot be loaded.
#[wasm_bindgen]
pub async fn load_later() -> bool {
    which_end::later::load().await.is_ok()
}

/// Mounts an instance in an element of a shadow tree. `query` holds the host's options, `fragment` the first view,
/// `home` the address of the standalone page. Returns the instance's number, or `None` if the element is in no shadow
/// tree.
#[wasm_bindgen]
pub fn put(element: MountElement, query: &str, fragment: String, home: String) -> Option<usize> {
    let mount_point = MountPoint::in_host(element, fragment, home)?;
    mount::mount_instance(mount_point, query, "");
    Some(mount_point.number())
}

/// Unmounts the instance with this number.
#[wasm_bindgen]
pub fn take_away(number: usize) {
    mount::unmount(MountPoint::numbered(number));
}

/// Shows another view in the instance with this number.
#[wasm_bindgen]
pub fn go_to(number: usize, fragment: &str) {
    MountPoint::numbered(number).go(fragment);
}

/// Sets the look and storage options of the instance with this number.
#[wasm_bindgen]
pub fn set_options(number: usize, query: String) {
    mount::deliver(MountPoint::numbered(number), FromHost::Options(query));
}

/// Sets the host's pay bands and jobs for the instance with this number.
#[wasm_bindgen]
pub fn set_overlay(number: usize, text: String) {
    mount::deliver(MountPoint::numbered(number), FromHost::Overlay(text));
}
