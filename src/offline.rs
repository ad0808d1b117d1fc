//! Whether the page can be opened without a connection, as far as is known.

use leptos::prelude::*;

use crate::platform::worker;

/// What is known about opening this page without a connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Offline {
    /// Not told yet.
    #[default]
    NotYet,
    /// It can.
    Ready,
    /// It cannot, in this browser or on this visit.
    Unavailable,
}

impl Offline {
    /// For the visitor.
    pub fn sentence(self) -> &'static str {
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

/// What is known now, and when it changes.
pub fn use_offline() -> ReadSignal<Offline> {
    expect_context()
}

/// Follows what the service worker's script tells from now on, and hands it out as a context.
pub fn watch() {
    let (offline, set) = signal(Offline::default());
    provide_context(offline);
    // Heard for as long as the page lives; without a window there is nothing to hear.
    for listener in [
        worker::on_offline_ready(move || set.set(Offline::Ready)),
        worker::on_offline_unavailable(move || set.set(Offline::Unavailable)),
    ]
    .into_iter()
    .flatten()
    {
        listener.forever();
    }
}
