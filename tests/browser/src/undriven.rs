//! `WebKit`'s browser without its driver. A driven one keeps everything in memory, so this tests what it stores on
//! disk. Its page cannot be read; only requests to its host show what happens.

use std::process::Stdio;
use std::sync::Arc;

use tempfile::TempDir;

use crate::driver::display;
use crate::engine::{homes, mini_browser};
use crate::failure::Failure;
use crate::process::{Started, run_folder};

/// A running browser. Dropping it ends it and removes its data.
#[derive(Debug)]
pub struct Undriven {
    program: Started,
    home: Arc<TempDir>,
}

impl Undriven {
    /// Starts the browser with an empty profile and a tab for each address.
    pub async fn webkit(addresses: &[String]) -> Result<Self, Failure> {
        std::fs::create_dir_all(run_folder())?;
        let home = Arc::new(tempfile::tempdir_in(run_folder())?);
        std::fs::create_dir_all(home.path().join("tmp"))?;
        Self::start(addresses, home).await
    }

    /// Closes the browser and starts it again with its data.
    pub async fn again(mut self, addresses: &[String]) -> Result<Self, Failure> {
        self.program.ask_to_end().await?;
        Self::start(addresses, self.home).await
    }

    async fn start(addresses: &[String], home: Arc<TempDir>) -> Result<Self, Failure> {
        let mut environment = homes(home.path());
        environment.push(("GDK_BACKEND".into(), "x11".into()));
        environment.push(("DISPLAY".into(), display().await?));
        let browser = mini_browser()?;
        let program = Started::start(browser.as_os_str(), addresses, &environment, Stdio::null())?;
        Ok(Self { program, home })
    }
}
