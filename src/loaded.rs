//! Whether the second module (`later.rs`) is here. Apart from it, so that the views may ask.

use std::cell::Cell;

thread_local! {
    // Natively there is one program.
    static LOADED: Cell<bool> = const { Cell::new(!cfg!(target_family = "wasm")) };
}

/// Whether calls into the second module finish at once.
pub fn is_loaded() -> bool {
    LOADED.get()
}

/// Notes that it is here.
pub fn note_loaded() {
    LOADED.set(true);
}
