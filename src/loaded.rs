//! Whether the second module is loaded. A file of its own because views read it, and `later.rs` imports the views.

use std::cell::Cell;

thread_local! {
    // Natively there is one program.
    static LOADED: Cell<bool> = const { Cell::new(!cfg!(target_family = "wasm")) };
}

/// Whether calls into the second module finish at once.
pub fn is_loaded() -> bool {
    LOADED.get()
}

/// Sets what [`is_loaded`] returns.
pub fn set_loaded() {
    LOADED.set(true);
}
