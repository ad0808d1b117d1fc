//! Whether the page opens without a connection.

use leptos::prelude::*;

use crate::platform::worker;

/// Offline availability, as far as the service worker has reported it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Offline {
    /// Not reported yet.
    #[default]
    NotYet,
    /// The page opens offline.
    Ready,
    /// The page does not open offline, in this browser or on this visit.
    Unavailable,
}

impl Offline {
    /// Message for the visitor.
    pub fn message(self) -> &'static str {
        match self {
            Self::NotYet => {
                "This page is being kept in this browser, so that it opens without a connection later."
            }
            Self::Ready => "This page is kept in this browser and opens without a connection.",
            Self::Unavailable => {
                "This page could not be kept in this browser, so it needs a connection to open. All else works. \
                A private window, a browser's settings or too little room may be why."
            }
        }
    }
}

/// The offline availability context.
pub fn use_offline() -> ReadSignal<Offline> {
    expect_context()
}

/// Follows the reports of the service worker's script and provides the status as a context.
pub fn watch() {
    let (offline, set) = signal(Offline::default());
    provide_context(offline);
    // The listeners live as long as the page. Natively there is no window to listen to.
    for listener in [
        worker::on_offline_ready(move || set.set(Offline::Ready)),
        worker::on_offline_unavailable(move || set.set(Offline::Unavailable)),
    ]
    .into_iter()
    .flatten()
    {
        listener.forget();
    }
}
