//! The fixtures of a scenario: an engine to open pages in, and hosts for the built site. They end with the scenario,
//! except browsers that are slow to start, which are reused.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::driver::Driven;
use crate::engine::{Engine, Setup};
use crate::failure::Failure;
use crate::page::Page;
use crate::server::{Shared, Site};
use crate::spare::Spares;

#[derive(Debug)]
struct Opened {
    driven: Driven,
    page: Page,
    /// Whether it may run another scenario.
    plain: bool,
}

/// The fixtures of one scenario in one engine.
#[derive(Debug)]
pub struct Stage {
    engine: Engine,
    spares: Arc<Spares>,
    opened: Mutex<Vec<Opened>>,
    hosts: Mutex<Vec<Arc<Shared>>>,
}

impl Stage {
    /// An empty stage. `spares` has browsers of earlier scenarios.
    pub fn new(engine: Engine, spares: Arc<Spares>) -> Self {
        Self {
            engine,
            spares,
            opened: Mutex::new(Vec::new()),
            hosts: Mutex::new(Vec::new()),
        }
    }

    /// The engine of this scenario.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// A browser without data of this stage's hosts.
    pub async fn page(&self, setup: &Setup) -> Result<Page, Failure> {
        let plain = setup.is_plain();
        let spare = if plain { self.spares.take() } else { None };
        let driven = match spare {
            Some(driven) => driven,
            None => Driven::start(self.engine, setup).await?,
        };
        self.opened(driven, setup, plain).await
    }

    /// Restarts the browser opened last with its profile. Needs [`Setup::again`].
    pub async fn again(&self, setup: &Setup) -> Result<Page, Failure> {
        let last = self
            .opened
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let last = last.ok_or_else(|| Failure::new("no browser was opened"))?;
        let driven = last.driven.start_again(self.engine, setup).await?;
        self.opened(driven, setup, false).await
    }

    async fn opened(&self, driven: Driven, setup: &Setup, plain: bool) -> Result<Page, Failure> {
        let page = Page::of(&driven, self.engine, setup).await?;
        self.opened
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(Opened {
                driven,
                page: page.clone(),
                plain,
            });
        Ok(page)
    }

    /// Ends the stage of a scenario that passed, and keeps browsers that are slow to start.
    pub async fn end(self) {
        let opened = self
            .opened
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        for browser in opened.into_iter().filter(|browser| browser.plain) {
            self.spares.leave(browser.driven, &browser.page).await;
        }
    }

    /// A host with the built site.
    pub async fn site(&self) -> Result<Site, Failure> {
        let site =
            Site::start(&named_by("WHICH_END_DIST", "the folder of the built site")?).await?;
        self.hosts
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(site.shared());
        Ok(site)
    }

    /// The path of axe-core.
    pub fn axe(&self) -> Result<PathBuf, Failure> {
        named_by("WHICH_END_AXE", "axe-core's axe.min.js")
    }

    /// What the open pages show, for a failed scenario. Writes screenshots to `folder`.
    pub async fn evidence(&self, name: &str, folder: &Path) -> String {
        let pages: Vec<Page> = {
            let opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
            opened.iter().map(|browser| browser.page.clone()).collect()
        };
        let mut lines = Vec::new();
        for host in self
            .hosts
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
        {
            lines.extend(host.evidence());
        }
        for (count, page) in pages.iter().enumerate() {
            lines.push(page.glimpse().await);
            if self.engine == Engine::Chromium {
                lines.extend(page.console().await.unwrap_or_default());
            }
            let file = folder.join(format!("{}-{count}.png", name.replace("::", "-")));
            let kept = match page.picture().await {
                Ok(picture) => std::fs::create_dir_all(folder)
                    .and_then(|()| std::fs::write(&file, picture))
                    .is_ok(),
                Err(_) => false,
            };
            if kept {
                lines.push(format!("A picture is in {}", file.display()));
            }
        }
        lines.join("\n")
    }
}

fn named_by(variable: &str, what: &str) -> Result<PathBuf, Failure> {
    let missing = || {
        Failure::new(format!(
            "{variable} does not name {what}; `cargo xtask test` builds the site and sets it"
        ))
    };
    let path = env::var_os(variable)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
        .ok_or_else(missing)?;
    if path.exists() {
        Ok(path)
    } else {
        Err(Failure::new(format!(
            "{variable} names {}, which is not there",
            path.display()
        )))
    }
}
