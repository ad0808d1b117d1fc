//! Installs the browsers and their drivers with the system's package manager.

use std::path::Path;
use std::process::{Command, Stdio};

use super::step::{PROGRESS_INTERVAL, Step};
use super::{Needs, SetupErrors, Tools};
use crate::error::Error;
use crate::workspace;

/// Debian packages, each with a program that shows whether it is installed.
const PACKAGES: [(&str, &str); 6] = [
    ("chromium", "chromium"),
    ("chromium-driver", "chromedriver"),
    ("firefox-esr", "firefox-esr"),
    ("webkit2gtk-driver", "WebKitWebDriver"),
    ("xvfb", "Xvfb"),
    // xvfb-run needs it, but only recommends it.
    ("xauth", "xauth"),
];

/// The packages whose program is missing.
pub(crate) fn missing(needs: Needs) -> Vec<&'static str> {
    if needs != Needs::PageAndBrowsers {
        return Vec::new();
    }
    PACKAGES
        .iter()
        .filter(|(_, program)| workspace::on_path(program).is_none())
        .map(|(package, _)| *package)
        .collect()
}

pub(crate) fn install(tools: &Tools, packages: &[&str]) -> SetupErrors {
    SetupErrors {
        page: None,
        browsers: by_apt(tools, packages).err(),
    }
}

fn by_apt(tools: &Tools, packages: &[&str]) -> Result<(), Error> {
    if packages.is_empty() {
        return Ok(());
    }
    let list = packages.join(" ");
    if workspace::on_path("apt-get").is_none() {
        return Err(Error::new(format!(
            "The browser tests need programs that only Debian's package manager installs by itself. \
             Install what your system calls these, then run this again: {list}."
        )));
    }
    let install = format!("apt-get install --no-install-recommends {list}");
    let Some(privileges) = Privileges::of_this_user() else {
        return Err(Error::new(format!(
            "The browsers can only be installed with administrator rights. Run this, then this command again: \
             `sudo apt-get update && sudo {install}`."
        )));
    };
    let what = format!("browsers ({list})");
    let remedy = format!("Run `{install}` yourself and see what it says, then run this again.");
    Step {
        what: &what,
        why: "the tests drive Chromium, Firefox and WebKit",
        time: "about a minute, by apt",
        remedy: &remedy,
        log: tools.log("apt"),
        // Killing the package manager would leave it in a broken state.
        supervised: false,
        progress_interval: Some(PROGRESS_INTERVAL),
    }
    .run(vec![
        privileges.apt_get(&["update"]),
        privileges.apt_get(&[&["install", "--yes", "--no-install-recommends"], packages].concat()),
    ])
}

/// How this process may run the package manager.
#[derive(Clone, Copy)]
enum Privileges {
    Root,
    /// With sudo, which does not ask for a password.
    Sudo,
}

impl Privileges {
    fn of_this_user() -> Option<Self> {
        let root = Command::new("id")
            .arg("-u")
            .output()
            .is_ok_and(|output| output.stdout.trim_ascii() == b"0");
        if root {
            return Some(Self::Root);
        }
        let sudo = Path::new("sudo");
        Command::new(sudo)
            .args(["-n", "true"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
            .then_some(Self::Sudo)
    }

    fn apt_get(self, words: &[&str]) -> Command {
        let mut command = match self {
            Self::Root => Command::new("env"),
            Self::Sudo => {
                let mut sudo = Command::new("sudo");
                sudo.args(["-n", "env"]);
                sudo
            }
        };
        command
            .args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet"])
            .args(["-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3"])
            .args(words);
        command
    }
}
