//! The browsers and their drivers, from the system's package manager.

use std::path::Path;
use std::process::{Command, Stdio};

use super::step::{SIGN_OF_LIFE, Step};
use super::{Needs, Shortfall, Tools};
use crate::error::Error;
use crate::workspace;

/// A Debian package, and a program by which one knows that it is there.
const PACKAGES: [(&str, &str); 6] = [
    ("chromium", "chromium"),
    ("chromium-driver", "chromedriver"),
    ("firefox-esr", "firefox-esr"),
    ("webkit2gtk-driver", "WebKitWebDriver"),
    ("xvfb", "Xvfb"),
    // xvfb-run does not work without it, and only recommends it.
    ("xauth", "xauth"),
];

/// The packages whose program is not there.
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

pub(crate) fn install(tools: &Tools, packages: &[&str]) -> Shortfall {
    Shortfall {
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
    let Some(powers) = Powers::of_this_user() else {
        return Err(Error::new(format!(
            "The browsers can only be installed with administrator rights. Run this, then this command again: \
             `sudo apt-get update && sudo {install}`."
        )));
    };
    let what = format!("browsers ({list})");
    let otherwise = format!("Run `{install}` yourself and see what it says, then run this again.");
    Step {
        what: &what,
        why: "the tests drive Chromium, Firefox and WebKit",
        time: "about a minute, by apt",
        otherwise: &otherwise,
        log: tools.log("apt"),
        // Cut short it would leave the package manager half-way.
        tethered: false,
        sign_of_life: Some(SIGN_OF_LIFE),
    }
    .run(vec![
        powers.apt_get(&["update"]),
        powers.apt_get(&[&["install", "--yes", "--no-install-recommends"], packages].concat()),
    ])
}

/// How we may call the package manager.
#[derive(Clone, Copy)]
enum Powers {
    Root,
    /// sudo, without being asked for a password.
    Sudo,
}

impl Powers {
    fn of_this_user() -> Option<Self> {
        let root = Command::new("id")
            .arg("-u")
            .output()
            .is_ok_and(|said| said.stdout.trim_ascii() == b"0");
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
