//! Which End: the part that runs in the browser.
//!
//! | module | holds |
//! |---|---|
//! | [`app`] | the shell: menu, notices, the view on show |
//! | [`route`] | the view that is shown, as an enum over the fragment |
//! | [`state`] | the quiz sessions, the pay query, the preferences |
//! | [`persistence`] | saves, loads, follows other tabs, clears |
//! | [`embed`] | one instance on a host's page: options, look, messages |
//! | [`notices`] | messages to the visitor above the view |
//! | [`offline`] | whether the page opens without a connection |
//! | [`mount`] | mounts and unmounts instances of the application |
//! | [`later`] | the second module: every view but start and quiz |
//! | [`loaded`] | whether the second module is loaded |
//! | [`dataset`] | the data compiled into the page |
//! | `prerender` | renders the static pages, natively |
//! | [`views`] | start, quiz, result (the visitor's own and a shared one), pay, guide, about, sources |
//! | [`ui`] | components without domain knowledge |
//! | [`platform`] | all calls to browser APIs |
//!
//! Dependencies point one way: core ← platform ← state ← views ← app. See `docs/architecture.md`.

pub mod app;
pub mod dataset;
pub mod embed;
pub mod later;
pub mod loaded;
pub mod mount;
mod notice_list;
pub mod notices;
pub mod offline;
pub mod persistence;
pub mod platform;
#[cfg(not(target_family = "wasm"))]
pub mod prerender;
pub mod route;
pub mod state;
pub mod ui;
pub mod views;
