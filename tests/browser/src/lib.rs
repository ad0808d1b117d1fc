//! One suite, three engines: the built site in Chromium, Firefox and `WebKit`, used as a person uses it.
//!
//! - [`engine`]: the three engines, and how a session is asked for (scheme, window, what the browser lacks).
//! - [`driver`], [`process`]: the programs that are started, and their sure end.
//! - [`undriven`]: `WebKit`'s browser without its driver, for what it keeps past its end.
//! - [`server`]: a static host in this process, with faults on demand and a log of every request.
//! - [`page`]: what a reader does: find by role and name, press, type, use keys, read.
//! - [`mutations`]: the service worker with one rule broken, to see that the suite bites.
//! - [`axe`]: the accessibility rules that a machine can check.
//! - [`stage`]: what a scenario is given. The scenarios themselves are in `scenarios/`.
//! - [`chromium`]: what only Chromium can be asked for.
//!
//! What the environment tells, set by `cargo xtask test`:
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
