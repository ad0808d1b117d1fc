//! Browsers that ran one scenario and may run the next. Starting Firefox takes seven seconds of processor time and
//! Chromium three, which for a hundred scenarios equals all their other work. `WebKit` starts quickly.
//!
//! One scenario cannot affect the next: each has hosts at its own ports, so other origins with separate storage, caches
//! and workers. All tabs are closed, and the download folder is emptied.

use std::sync::{Mutex, PoisonError};

use crate::driver::Driven;
use crate::engine::Engine;
use crate::failure::Failure;
use crate::page::Page;

/// Most scenarios per browser, because data of ended hosts accumulates.
const SERVES: usize = 25;

/// The idle browsers of one engine.
#[derive(Debug, Default)]
pub struct Spares(Mutex<Vec<Driven>>);

impl Spares {
    /// An idle browser, if there is one.
    pub(crate) fn take(&self) -> Option<Driven> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    /// Stores `driven` for the next scenario if that saves time and it can be cleared, or else ends it.
    pub(crate) async fn leave(&self, mut driven: Driven, page: &Page) {
        driven.served += 1;
        let worth_it = page.engine() != Engine::WebKit && driven.served < SERVES;
        if worth_it && clear(&driven, page).await.is_ok() {
            self.0
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(driven);
        }
    }

    /// Ends all idle browsers.
    pub fn end(&self) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }
}

/// Closes every tab but a new one, and clears downloads and console.
async fn clear(driven: &Driven, page: &Page) -> Result<(), Failure> {
    let client = page.client();
    let old = client.windows().await?;
    let fresh = client.new_window(true).await?.handle;
    for window in old {
        client.switch_to_window(window).await?;
        client.close_window().await?;
    }
    client.switch_to_window(fresh).await?;
    if page.engine() == Engine::Chromium {
        page.console().await?;
    }
    let downloads = driven.downloads();
    std::fs::remove_dir_all(&downloads)?;
    std::fs::create_dir_all(&downloads)?;
    Ok(())
}
