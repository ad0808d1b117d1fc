//! Browsers that served one scenario and may serve the next. Only Firefox: a start of it takes seven seconds of a processor,
//! which for a hundred scenarios is longer than all else they do.
//!
//! What a scenario left cannot reach the next one: each has hosts at ports of its own, so other origins with other storage,
//! caches and workers; all tabs are closed, and the folder of downloads is emptied.

use std::sync::{Mutex, PoisonError};

use crate::driver::Driven;
use crate::engine::Engine;
use crate::failure::Failure;

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
    pub(crate) async fn leave(&self, engine: Engine, mut driven: Driven) {
        driven.served += 1;
        if engine == Engine::Firefox && driven.served < SERVES && clear(&driven).await.is_ok() {
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

/// Closes every tab but a new one, and forgets what was downloaded.
async fn clear(driven: &Driven) -> Result<(), Failure> {
    let client = &driven.client;
    let old = client.windows().await?;
    let fresh = client.new_window(true).await?.handle;
    for window in old {
        client.switch_to_window(window).await?;
        client.close_window().await?;
    }
    client.switch_to_window(fresh).await?;
    let downloads = driven.downloads();
    std::fs::remove_dir_all(&downloads)?;
    std::fs::create_dir_all(&downloads)?;
    Ok(())
}
