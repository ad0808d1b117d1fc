//! Browser APIs. No other module uses web-sys, js-sys or gloo.
//!
//! A browser, a host or a visitor may refuse anything here, so every function's type has that case. Nothing here
//! panics: an exception that passes through Rust skips destructors and leaves borrows active.
//!
//! | module | does |
//! |---|---|
//! | [`storage`] | saves text between visits |
//! | [`seed`], [`today`] | inputs that the pure core takes: a random number, the day |
//! | [`mount_point`] | the element of one instance, with its document tree and its address |
//! | [`fragment`] | the fragment that names the view |
//! | [`page`] | title, focus, colors, print |
//! | [`country`] | names of countries |
//! | [`pointer`](mod@pointer) | dragging |
//! | [`file`](mod@file), [`share`], [`picture`] | export of texts and pictures, import of texts |
//! | [`early`] | answers given on the static page before the takeover |
//! | [`worker`] | offline use and updates |
//! | [`host`] | the host's page: options and messages |
//! | [`console`] | messages for the owner of the host's page |
//! | [`panic`](mod@panic) | the panel that is shown after a panic |
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this is the one place that may call the browser"
)]

pub mod console;
pub mod country;
pub mod early;
pub mod file;
pub mod fragment;
pub mod host;
pub mod mount_point;
pub mod page;
pub mod panic;
pub mod picture;
pub mod pointer;
pub mod seed;
pub mod share;
pub mod storage;
pub mod today;
pub mod worker;

mod js_error;
mod listener;

pub use listener::Listener;

/// The window. `None` natively, where every browser call would panic.
fn window() -> Option<web_sys::Window> {
    if cfg!(target_family = "wasm") {
        web_sys::window()
    } else {
        None
    }
}
