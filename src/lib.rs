//! Which End: the browser half.
//!
//! | module | holds |
//! |---|---|
//! | [`app`] | the shell: menu, notices, the view on show |
//! | [`route`] | where the visitor is, as an enum over the fragment |
//! | [`state`] | what the page knows: the runs, the pay query, the preferences |
//! | [`keep`] | saving, restoring, other tabs, erasing |
//! | [`embed`] | living on somebody else's page |
//! | [`notices`] | what the visitor must be told |
//! | [`later`] | the second module: every view but start and quiz |
//! | [`loaded`] | whether the second module is loaded |
//! | [`dataset`] | the data compiled into the page |
//! | `prerender` | renders the views to HTML, natively |
//! | [`views`] | start, quiz, result (one's own and a shared one), pay, guide, about, sources |
//! | [`ui`] | parts that know no domain |
//! | [`platform`] | the only code that names the browser |
//!
//! Dependencies point one way: core ← platform ← state ← views ← app. See `docs/architecture.md`.

pub mod app;
pub mod dataset;
pub mod embed;
pub mod later;
pub mod loaded;
pub mod mount;
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
