//! The only code that names web-sys, js-sys or gloo.
//!
//! Everything here may be refused by a browser, a frame or a person, and every function says so in its type. Nothing
//! here panics: a throw that passes through Rust skips destructors and leaves the state borrowed for good.
//!
//! | module | does |
//! |---|---|
//! | [`storage`] | keeps text between visits, or in memory where the browser refuses |
//! | [`seed`], [`today`] | what the pure core may not know: a random number, the day |
//! | [`place`] | one copy of the page: its element, and where its elements and its address are |
//! | [`fragment`] | where the visitor is, in the address |
//! | [`page`] | title, focus, colors, print |
//! | [`region`] | what countries are called |
//! | [`pointer`] | keeps hold of what a pointer drags |
//! | [`file`], [`share`], [`picture`] | texts and pictures out to the visitor, and texts in from them |
//! | [`early`] | answers given on the static page before the application ran |
//! | [`worker`] | offline use: a new version waits, activate it |
//! | [`host`] | the page around us: what it asks for, is told and sends |
//! | [`console`] | sentences for the owner of that page |
//! | [`panic`] | what is shown when we broke |
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this is the one place that may call the browser"
)]

pub mod console;
pub mod early;
pub mod file;
pub mod fragment;
pub mod host;
pub mod mount_point;
pub mod page;
pub mod panic;
pub mod picture;
pub mod pointer;
pub mod region;
pub mod seed;
pub mod share;
pub mod storage;
pub mod today;
pub mod worker;

mod fault;
mod listener;

pub use listener::Listener;

/// The window. None natively, where components are rendered to text and every call of the browser would panic.
fn window() -> Option<web_sys::Window> {
    if cfg!(target_family = "wasm") {
        web_sys::window()
    } else {
        None
    }
}
