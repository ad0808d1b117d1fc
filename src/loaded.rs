//! Whether the second module is loaded. In its own file because views read it and `later.rs` imports the views.

use std::cell::Cell;

thread_local! {
    // Natively there is one program, so nothing remains to be loaded.
    static LOADED: Cell<bool> = const { Cell::new(!cfg!(target_family = "wasm")) };
}

/// Whether calls into the second module return at once.
pub fn is_loaded() -> bool {
    LOADED.get()
}

/// Records that the second module is loaded.
pub fn set_loaded() {
    LOADED.set(true);
}
