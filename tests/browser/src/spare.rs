//! Browsers that served one scenario and may serve the next. A start of Firefox takes seven seconds of a processor and one of
//! Chromium three, which for a hundred scenarios is as long as all else they do. `WebKit` starts quickly.
//!
//! What a scenario left cannot reach the next one: each has hosts at ports of its own, so other origins with other storage,
//! caches and workers; all tabs are closed, and with them what was set for them alone; the folder of downloads is emptied.

use std::sync::{Mutex, PoisonError};

use crate::driver::Driven;
use crate::engine::Engine;
use crate::failure::Failure;
use crate::page::Page;

/// Scenarios that one browser serves at most. What it keeps of ended hosts only grows.
const SERVES: usize = 25;

/// The browsers of one engine that wait for a scenario.
#[derive(Debug, Default)]
pub struct Spares(Mutex<Vec<Driven>>);

impl Spares {
    /// One that waits.
    pub(crate) fn take(&self) -> Option<Driven> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    /// Lets `driven` wait, if that is worth it and it can be cleared; else it ends.
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

    /// Ends all that wait.
    pub fn end(&self) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }
}

/// Closes every tab but a new one, and forgets what was downloaded and what the console was told.
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
