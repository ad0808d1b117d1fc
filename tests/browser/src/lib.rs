//! One suite for three engines: the built site in Chromium, Firefox and `WebKit`, used as a person uses it.
//!
//! - [`engine`]: the three engines, and how to request a session (scheme, window, missing feature).
//! - [`driver`], [`process`]: the programs that are started, and how they are ended reliably.
//! - [`undriven`]: `WebKit`'s browser without its driver, to test what it stores on disk.
//! - [`server`]: a static host in this process, with faults on demand and a log of all requests.
//! - [`page`]: a page as its reader uses it: find by role and name, click, type, use keys, read.
//! - [`mutations`]: the service worker with one rule broken, to test the suite itself.
//! - [`axe`]: the accessibility rules that can be checked automatically.
//! - [`stage`]: the fixtures of a scenario. The scenarios themselves are in `scenarios/`.
//! - [`chromium`]: features that only Chromium has.
//!
//! Environment variables, set by `cargo xtask test`:
//!
//! | variable | holds |
//! |---|---|
//! | `WHICH_END_DIST` | the folder of the built site; needed |
//! | `WHICH_END_AXE` | the path of axe-core's `axe.min.js`; needed by the accessibility scenarios |
//! | `WHICH_END_CHROMEDRIVER`, `WHICH_END_GECKODRIVER`, `WHICH_END_WEBKITDRIVER` | the drivers, where not on PATH |
//! | `WHICH_END_ENGINE` | `chromium`, `firefox` or `webkit`, to run only that one |
//! | `WHICH_END_REPEATS` | how many scenarios that failed may be repeated |
//! | `WHICH_END_TIMES` | set to anything: each scenario's time is printed |
//! | `WHICH_END_LOUD` | set to anything: what drivers and browsers complain about is shown |
//!
//! One scenario in one engine: `cargo xtask test --only browsers --engine firefox journey::first_visit`.

pub mod axe;
pub mod chromium;
pub mod driver;
pub mod engine;
pub mod failure;
pub mod memory;
pub mod mutations;
pub mod page;
pub mod process;
pub mod server;
pub mod spare;
pub mod stage;
pub mod undriven;
