//! Which End: the browser half.
//!
//! | module | holds |
//! |---|---|
//! | [`app`] | the shell: menu, notices, the room on show |
//! | [`route`] | where the visitor is, as an enum over the fragment |
//! | [`state`] | what the page knows: the runs, the pay query, the preferences |
//! | [`keep`] | saving, restoring, other tabs, erasing |
//! | [`embed`] | living in a frame on somebody else's page |
//! | [`notices`] | what the visitor must be told |
//! | [`dataset`] | the data compiled into the page |
//! | [`rooms`] | start, quiz, result (one's own and a shared one), pay, guide, about, sources |
//! | [`ui`] | parts that know no domain |
//! | [`platform`] | the only code that names the browser |
//!
//! Dependencies point one way: core ← platform ← state ← rooms ← app. See `ARCHITECTURE.md`.

pub mod app;
pub mod dataset;
pub mod embed;
pub mod keep;
pub mod notices;
pub mod platform;
pub mod rooms;
pub mod route;
pub mod state;
pub mod ui;

use leptos::prelude::*;

/// Puts the application in the place of the readable page.
pub fn start() {
    platform::panic::show_when_broken();
    let Some(host) = platform::host::mount_element() else {
        return;
    };
    let readable = host.clone();
    let mounted = mount_to(host.clone(), move || {
        notices::Notices::provide();
        keep::open();
        state::use_runs().take_early(&platform::early::answers(&readable));
        let page = view! { <app::App /> };
        embed::open();
        page
    });
    // The page lives until it is closed; dropping the handle would take it down.
    mounted.forget();
    platform::readable::keep(&host);
    app::show_from_the_top();
    platform::host::tell(platform::host::ToHost::Ready);
}
