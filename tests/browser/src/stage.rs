//! What a scenario is given: an engine to open pages in, and hosts for the built site. All of it ends with the scenario.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::driver::Driven;
use crate::engine::{Engine, Setup};
use crate::failure::Failure;
use crate::page::Page;
use crate::server::{Shared, Site};

/// The stage of one scenario in one engine.
#[derive(Debug)]
pub struct Stage {
    engine: Engine,
    opened: Mutex<Vec<(Driven, Page)>>,
    hosts: Mutex<Vec<Arc<Shared>>>,
}

impl Stage {
    /// An empty stage.
    pub fn new(engine: Engine) -> Self {
        Self {
            engine,
            opened: Mutex::new(Vec::new()),
            hosts: Mutex::new(Vec::new()),
        }
    }

    /// The engine that plays.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// A browser that has never been used.
    pub async fn page(&self, setup: &Setup) -> Result<Page, Failure> {
        let driven = Driven::start(self.engine, setup).await?;
        let page = Page::of(&driven, self.engine, setup).await?;
        self.opened
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push((driven, page.clone()));
        Ok(page)
    }

    /// The browser opened last, ended and started again with all that it kept. Needs [`Setup::again`].
    pub async fn again(&self, setup: &Setup) -> Result<Page, Failure> {
        let last = self
            .opened
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let (driven, _) = last.ok_or_else(|| Failure::new("no browser was opened"))?;
        let driven = driven.start_again(self.engine, setup).await?;
        let page = Page::of(&driven, self.engine, setup).await?;
        self.opened
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push((driven, page.clone()));
        Ok(page)
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

    /// Where axe-core lies.
    pub fn axe(&self) -> Result<PathBuf, Failure> {
        named_by("WHICH_END_AXE", "axe-core's axe.min.js")
    }

    /// What the open pages show, for a scenario that failed; pictures go into `folder`.
    pub async fn evidence(&self, name: &str, folder: &Path) -> String {
        let pages: Vec<Page> = {
            let opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
            opened.iter().map(|(_, page)| page.clone()).collect()
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
