//! Everything the other commands need on a machine that has only rustup's cargo, a C compiler, npm and a package
//! manager. Each tool is looked for first, so on the second run this costs some milliseconds.

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
pub(crate) use step::{Step, spoken};
pub(crate) use tools::Tools;

/// How far to set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Needs {
    /// What builds and serves the page.
    Page,
    /// That, and what tests it in three browsers.
    PageAndBrowsers,
}

/// The tools, and what is missing nevertheless.
pub(crate) struct Outcome {
    pub(crate) tools: Tools,
    pub(crate) missing: Shortfall,
}

/// What could not be had, by what it is needed for.
#[derive(Debug, Default)]
pub(crate) struct Shortfall {
    /// Why the page cannot be built.
    pub(crate) page: Option<Error>,
    /// Why the browsers cannot be driven.
    pub(crate) browsers: Option<Error>,
}

impl Shortfall {
    /// The first reason counts: what comes after it may only be its consequence.
    fn and(self, other: Self) -> Self {
        Self {
            page: self.page.or(other.page),
            browsers: self.browsers.or(other.browsers),
        }
    }
}

/// Sets up, or says what cannot be had.
pub(crate) fn everything(needs: Needs) -> Result<Tools, Error> {
    let Outcome { tools, missing } = as_far_as_possible(needs)?;
    match missing.page.or(missing.browsers) {
        Some(error) => Err(error),
        None => Ok(tools),
    }
}

/// Sets up what can be had, and says of the page and of the browsers what stands in their way.
pub(crate) fn as_far_as_possible(needs: Needs) -> Result<Outcome, Error> {
    let tools = Tools::find();
    let start = Instant::now();
    let _only_us = lock(&tools)?;

    let target = target::missing(needs);
    let programs = programs::missing(&tools, needs)?;
    let packages = npm::missing(&tools, needs);
    let browsers = browsers::missing(needs);
    if target.is_empty() && programs.is_empty() && packages.is_empty() && browsers.is_empty() {
        let missing = Shortfall::default();
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
            .fold(target.and(cargo), Shortfall::and)
    });
    println!("Set-up took {}.\n", spoken(start.elapsed()));
    Ok(Outcome { tools, missing })
}

/// For checks that need nothing but cargo.
pub(crate) fn nothing() -> Outcome {
    Outcome {
        tools: Tools::find(),
        missing: Shortfall::default(),
    }
}

/// The tools, with the checker of other people's code among them.
pub(crate) fn supply_checker() -> Result<Tools, Error> {
    let tools = Tools::find();
    let _only_us = lock(&tools)?;
    programs::install_supply_checker(&tools)?;
    Ok(tools)
}

/// Two set-ups at once would build everything twice; the second waits, then finds it done.
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
