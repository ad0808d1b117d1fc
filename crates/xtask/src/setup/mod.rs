//! Installs everything that the other commands need on a machine that has only rustup's cargo, a C compiler, npm and a
//! package manager. Installed tools are detected first, so a second run takes only milliseconds.

mod browsers;
mod lock_file;
mod npm;
mod programs;
mod step;
mod target;
mod tools;
mod version;

use std::fs::{self, File, TryLockError};
use std::panic::resume_unwind;
use std::thread;
use std::time::Instant;

use crate::error::Error;
pub(crate) use step::{Step, format_duration};
pub(crate) use tools::Tools;

/// What to set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Needs {
    /// For building and serving the page.
    Page,
    /// The same, and for testing it in three browsers.
    PageAndBrowsers,
}

/// The tools, and what could not be installed.
pub(crate) struct Outcome {
    pub(crate) tools: Tools,
    pub(crate) missing: SetupErrors,
}

/// Errors of the setup, by what they prevent.
#[derive(Debug, Default)]
pub(crate) struct SetupErrors {
    /// Why the page cannot be built.
    pub(crate) page: Option<Error>,
    /// Why the browsers cannot be driven.
    pub(crate) browsers: Option<Error>,
}

impl SetupErrors {
    /// Keeps the first error of each kind, because later ones may only be its consequences.
    fn and(self, other: Self) -> Self {
        Self {
            page: self.page.or(other.page),
            browsers: self.browsers.or(other.browsers),
        }
    }
}

/// Sets up everything. An error if anything cannot be installed.
pub(crate) fn install(needs: Needs) -> Result<Tools, Error> {
    let Outcome { tools, missing } = try_install(needs)?;
    match missing.page.or(missing.browsers) {
        Some(error) => Err(error),
        None => Ok(tools),
    }
}

/// Sets up as much as possible, and returns the errors for the page and for the browsers.
pub(crate) fn try_install(needs: Needs) -> Result<Outcome, Error> {
    let tools = Tools::find();
    let start = Instant::now();
    let _only_us = lock(&tools)?;

    let target = target::missing(needs);
    let programs = programs::missing(&tools, needs)?;
    let packages = npm::missing(&tools, needs);
    let browsers = browsers::missing(needs);
    if target.is_empty() && programs.is_empty() && packages.is_empty() && browsers.is_empty() {
        let missing = SetupErrors::default();
        return Ok(Outcome { tools, missing });
    }

    println!(
        "Setting up what is missing. This happens once; the tools go to {}.",
        tools.home().display()
    );
    // These do not compete: one compiles, the other two mostly download.
    let missing = thread::scope(|scope| {
        let npm = scope.spawn(|| npm::install(&tools, &packages));
        let debian = scope.spawn(|| browsers::install(&tools, &browsers));
        let target = target::add(&tools, &target);
        let cargo = programs::install(&tools, &programs);
        [npm, debian]
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)))
            .fold(target.and(cargo), SetupErrors::and)
    });
    println!("Set-up took {}.\n", format_duration(start.elapsed()));
    Ok(Outcome { tools, missing })
}

/// For checks that need only cargo.
pub(crate) fn none() -> Outcome {
    Outcome {
        tools: Tools::find(),
        missing: SetupErrors::default(),
    }
}

/// The tools, including cargo-deny.
pub(crate) fn supply_checker() -> Result<Tools, Error> {
    let tools = Tools::find();
    let _only_us = lock(&tools)?;
    programs::install_supply_checker(&tools)?;
    Ok(tools)
}

/// Two setups at once would build everything twice. The second waits, and then finds it done.
fn lock(tools: &Tools) -> Result<File, Error> {
    let refused = |error: std::io::Error| {
        Error::new(format!(
            "The tools folder {} cannot be written ({error}). Name another one in WHICH_END_TOOLS.",
            tools.home().display()
        ))
    };
    fs::create_dir_all(tools.home()).map_err(refused)?;
    let file = File::create(tools.home().join("lock")).map_err(refused)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            println!("Another set-up is at work in this folder; waiting for it.");
            file.lock().map_err(refused)?;
        }
        Err(TryLockError::Error(error)) => return Err(refused(error)),
    }
    Ok(file)
}
