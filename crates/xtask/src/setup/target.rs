//! Parts of the toolchain that rustup adds: the WebAssembly target, and for the tests rustfmt and clippy.

use std::path::Path;
use std::process::{Command, Stdio};

use super::step::{PROGRESS_INTERVAL, Step};
use super::{Needs, SetupErrors, Tools};
use crate::workspace;

const TARGET: &str = "wasm32-unknown-unknown";

/// A part of the toolchain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Target,
    Component(&'static str),
}

pub(crate) fn missing(needs: Needs) -> Vec<Part> {
    let mut parts = Vec::new();
    if !target_is_there() {
        parts.push(Part::Target);
    }
    if needs == Needs::PageAndBrowsers {
        for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
            let answers = workspace::cargo()
                .args([subcommand, "--version"])
                .stdin(Stdio::null())
                .output()
                .is_ok_and(|output| output.status.success());
            if !answers {
                parts.push(Part::Component(component));
            }
        }
    }
    parts
}

/// Looks for the target's library itself, so that a compiler from another source than rustup works too.
fn target_is_there() -> bool {
    Command::new("rustc")
        .args(["--print", "sysroot"])
        .current_dir(workspace::root())
        .output()
        .is_ok_and(|output| {
            let sysroot = String::from_utf8_lossy(&output.stdout);
            Path::new(sysroot.trim())
                .join("lib/rustlib")
                .join(TARGET)
                .join("lib")
                .is_dir()
        })
}

pub(crate) fn add(tools: &Tools, parts: &[Part]) -> SetupErrors {
    let mut errors = SetupErrors::default();
    for part in parts {
        match part {
            Part::Target => errors.page = add_target(tools),
            // If it is missing, the check that uses it fails, and cargo names the missing component.
            Part::Component(name) => add_component(tools, name),
        }
    }
    errors
}

fn add_target(tools: &Tools) -> Option<crate::error::Error> {
    Step {
        what: "the WebAssembly target",
        why: "the compiler's half of a page in Rust",
        time: "some seconds",
        remedy: "Run `rustup target add wasm32-unknown-unknown` in this folder and see what it says; \
                    a compiler from a Linux distribution has the target in a package of its own.",
        log: tools.log("target"),
        supervised: false,
        progress_interval: Some(PROGRESS_INTERVAL),
    }
    .run(vec![rustup(&["target", "add", TARGET])])
    .err()
}

fn add_component(tools: &Tools, name: &str) {
    let step = Step {
        what: name,
        why: "one of the checks",
        time: "some seconds",
        remedy: "Its check will fail.",
        log: tools.log(name),
        supervised: false,
        progress_interval: Some(PROGRESS_INTERVAL),
    };
    if let Err(error) = step.run(vec![rustup(&["component", "add", name])]) {
        eprintln!("  {error}");
    }
}

fn rustup(words: &[&str]) -> Command {
    let mut rustup = Command::new("rustup");
    rustup.args(words).current_dir(workspace::root());
    rustup
}
