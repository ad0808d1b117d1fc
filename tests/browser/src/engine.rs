//! The three engines: their programs, and how to request a session.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use crate::failure::Failure;

/// A browser engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, through chromedriver.
    Chromium,
    /// Firefox, through geckodriver.
    Firefox,
    /// `WebKitGTK`'s `MiniBrowser`, through `WebKitWebDriver`.
    WebKit,
}

/// Color scheme of the device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scheme {
    /// Light.
    #[default]
    Light,
    /// Dark.
    Dark,
}

impl Scheme {
    /// The value in CSS.
    pub fn word(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// A feature that browsers may lack or refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// JavaScript is off.
    Scripts,
    /// JavaScript runs, WebAssembly is off.
    WebAssembly,
    /// Cookies and site data are refused: reading `localStorage` throws.
    SiteData,
    /// `localStorage` is null, as in Android's web view by default.
    DomStorage,
}

/// Settings of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// Color scheme of the device.
    pub scheme: Scheme,
    /// The missing feature.
    pub lack: Option<Lack>,
    /// Window width and height in CSS pixels.
    pub window: (u32, u32),
    /// Whether the browser will be restarted with its profile; see [`Engine::can_start_again`].
    pub again: bool,
    /// Whether the driver waits for documents to load. To Chromium's driver, a page that writes to the tab's history
    /// seems to load forever.
    pub waits: bool,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            scheme: Scheme::Light,
            lack: None,
            window: (1280, 900),
            again: false,
            waits: true,
        }
    }
}

impl Setup {
    /// A browser without this feature.
    pub fn lacking(lack: Lack) -> Self {
        Self {
            lack: Some(lack),
            ..Self::default()
        }
    }

    /// A browser on a device with this color scheme.
    pub fn in_scheme(scheme: Scheme) -> Self {
        Self {
            scheme,
            ..Self::default()
        }
    }
}

/// A capability map, and the environment that its driver needs.
pub(crate) struct Request {
    pub(crate) capabilities: Map<String, Value>,
    pub(crate) environment: Vec<(String, String)>,
}

impl Setup {
    /// Whether the session differs from the default only in its window size, which can be changed later.
    pub(crate) fn is_plain(&self) -> bool {
        let window = self.window;
        *self
            == Self {
                window,
                ..Self::default()
            }
    }
}

impl Engine {
    /// All three, in the order of the run.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// The prefix of each trial's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// Whether this engine can be started without the feature.
    pub fn can_lack(self, lack: Lack) -> bool {
        match lack {
            Lack::Scripts | Lack::SiteData => self != Self::WebKit,
            Lack::WebAssembly => true,
            Lack::DomStorage => self == Self::Firefox,
        }
    }

    /// Whether a driven browser of this engine stores anything on disk. `MiniBrowser` keeps everything in memory while
    /// it is driven.
    pub fn can_start_again(self) -> bool {
        self != Self::WebKit
    }

    /// The driver program: from the environment, or else on PATH.
    pub(crate) fn driver(self) -> Result<OsString, Failure> {
        let (variable, program, package) = match self {
            Self::Chromium => (
                "WHICH_END_CHROMEDRIVER",
                "chromedriver",
                "the system package chromium-driver",
            ),
            Self::Firefox => (
                "WHICH_END_GECKODRIVER",
                "geckodriver",
                "`cargo install geckodriver --locked`",
            ),
            Self::WebKit => (
                "WHICH_END_WEBKITDRIVER",
                "WebKitWebDriver",
                "the system package webkit2gtk-driver",
            ),
        };
        if let Some(named) = env::var_os(variable).filter(|named| !named.is_empty()) {
            let found = Path::new(&named).is_file() || on_path(&named).is_some();
            return if found {
                Ok(named)
            } else {
                Err(Failure::new(format!(
                    "{variable} names {}, which is not a file",
                    named.to_string_lossy()
                )))
            };
        }
        on_path(&program.into()).map(PathBuf::into_os_string).ok_or_else(|| {
            Failure::new(format!(
                "{program} is not on PATH, so {} cannot be driven; {package} has it, and `cargo xtask test` installs it",
                self.name()
            ))
        })
    }

    /// Arguments for listening on `port` of this machine only.
    pub(crate) fn driver_arguments(self, port: u16) -> Vec<String> {
        match self {
            Self::Chromium | Self::WebKit => vec![format!("--port={port}")],
            Self::Firefox => {
                let mut arguments: Vec<String> = ["--host", "127.0.0.1", "--log", "fatal"]
                    .map(String::from)
                    .into();
                arguments.extend(["--port".into(), port.to_string()]);
                arguments
            }
        }
    }

    /// The request for a session with `setup`. The browser writes everything under `home`.
    pub(crate) fn request(self, setup: &Setup, home: &Path) -> Result<Request, Failure> {
        match self {
            Self::Chromium => Ok(chromium(setup, home)),
            Self::Firefox => firefox(setup, home),
            Self::WebKit => webkit(setup, home),
        }
    }
}

/// The folder of downloads.
pub(crate) fn downloads(home: &Path) -> PathBuf {
    home.join("Downloads")
}

fn chromium(setup: &Setup, home: &Path) -> Request {
    let mut arguments: Vec<String> = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--lang=en-US",
    ]
    .map(String::from)
    .into();
    arguments.push(format!(
        "--user-data-dir={}",
        home.join("profile").display()
    ));
    arguments.push(format!(
        "--window-size={},{}",
        setup.window.0, setup.window.1
    ));
    let mut settings = json!({
        "download.default_directory": downloads(home),
        "download.prompt_for_download": false,
    });
    match setup.lack {
        Some(Lack::Scripts) => {
            settings["profile.default_content_setting_values.javascript"] = json!(2);
        }
        Some(Lack::SiteData) => {
            settings["profile.default_content_setting_values.cookies"] = json!(2);
        }
        Some(Lack::WebAssembly) => arguments.push("--js-flags=--jitless".into()),
        Some(Lack::DomStorage) | None => {}
    }
    Request {
        capabilities: object(json!({
            "browserName": "chrome",
            "pageLoadStrategy": if setup.waits { "normal" } else { "none" },
            "goog:chromeOptions": { "args": arguments, "prefs": settings },
            "goog:loggingPrefs": { "browser": "ALL" },
        })),
        environment: homes(home),
    }
}

fn firefox(setup: &Setup, home: &Path) -> Result<Request, Failure> {
    let program = ["firefox-esr", "firefox"]
        .iter()
        .find_map(|name| on_path(&name.into()))
        .ok_or_else(|| {
            Failure::new(
                "neither firefox-esr nor firefox is on PATH; `cargo xtask test` installs it",
            )
        })?;
    let mut settings = json!({
        "layout.css.prefers-color-scheme.content-override": match setup.scheme { Scheme::Dark => 0, Scheme::Light => 1 },
        "browser.download.folderList": 2,
        "browser.download.dir": downloads(home),
        "browser.download.useDownloadDir": true,
        "browser.download.always_ask_before_handling_new_types": false,
        "intl.accept_languages": "en-US",
        // Only the fast compiler, because the optimizing one pays off only in longer visits than a scenario's.
        "javascript.options.wasm_optimizingjit": false,
        // Set in both cases, because a restarted browser keeps the previous value in its profile.
        "javascript.options.wasm": setup.lack != Some(Lack::WebAssembly),
    });
    match setup.lack {
        Some(Lack::Scripts) => settings["javascript.enabled"] = json!(false),
        Some(Lack::SiteData) => settings["network.cookie.cookieBehavior"] = json!(2),
        Some(Lack::DomStorage) => settings["dom.storage.enabled"] = json!(false),
        Some(Lack::WebAssembly) | None => {}
    }
    let mut arguments = vec!["-headless".to_owned()];
    if setup.again {
        // Without this, geckodriver creates a profile of its own and removes it at the end.
        let profile = home.join("profile");
        std::fs::create_dir_all(&profile)?;
        arguments.extend(["-profile".to_owned(), profile.display().to_string()]);
    }
    Ok(Request {
        capabilities: object(json!({
            "browserName": "firefox",
            "moz:firefoxOptions": { "binary": program, "args": arguments, "prefs": settings },
        })),
        environment: homes(home),
    })
}

fn webkit(setup: &Setup, home: &Path) -> Result<Request, Failure> {
    let mut environment = homes(home);
    environment.push(("GDK_BACKEND".into(), "x11".into()));
    let theme = match setup.scheme {
        Scheme::Light => "Adwaita",
        Scheme::Dark => "Adwaita:dark",
    };
    environment.push(("GTK_THEME".into(), theme.into()));
    // Without the slowest compiler, as in Firefox.
    environment.push(("JSC_useOMGJIT".into(), "false".into()));
    if setup.lack == Some(Lack::WebAssembly) {
        environment.push(("JSC_useWasm".into(), "false".into()));
    }
    Ok(Request {
        capabilities: object(json!({
            "browserName": "MiniBrowser",
            "webkitgtk:browserOptions": { "binary": mini_browser()?, "args": ["--automation"] },
        })),
        environment,
    })
}

/// `MiniBrowser` is in the library folder of `WebKitGTK`, whose name contains architecture and version.
pub(crate) fn mini_browser() -> Result<PathBuf, Failure> {
    let missing =
        || Failure::new("WebKitGTK's MiniBrowser is not installed; `cargo xtask test` installs it");
    let mut found = Vec::new();
    for root in ["/usr/lib", "/usr/libexec", "/usr/lib64"] {
        let Ok(entries) = std::fs::read_dir(root) else {
            continue;
        };
        let folders = entries.flatten().map(|entry| entry.path());
        for folder in folders.flat_map(|folder| {
            [
                folder.clone(),
                folder.join("webkit2gtk-4.1"),
                folder.join("webkitgtk-6.0"),
                folder.join("webkit2gtk-4.0"),
            ]
        }) {
            let program = folder.join("MiniBrowser");
            if program.is_file() {
                found.push(program);
            }
        }
    }
    found.sort();
    found.into_iter().next_back().ok_or_else(missing)
}

/// Environment that places all of a browser's data under `home`, so that a session starts empty and leaves nothing.
pub(crate) fn homes(home: &Path) -> Vec<(String, String)> {
    let under = |name: &str| home.join(name).display().to_string();
    [
        ("HOME", home.display().to_string()),
        ("XDG_CACHE_HOME", under(".cache")),
        ("XDG_CONFIG_HOME", under(".config")),
        ("XDG_DATA_HOME", under(".local/share")),
        ("TMPDIR", under("tmp")),
        ("MOZ_HEADLESS_WIDTH", "1600".to_owned()),
        ("MOZ_HEADLESS_HEIGHT", "1200".to_owned()),
        ("LANG", "C.UTF-8".to_owned()),
        ("LANGUAGE", "en_US".to_owned()),
    ]
    .map(|(key, value)| (key.to_owned(), value))
    .into()
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// The file that a shell would run as `program`.
pub(crate) fn on_path(program: &OsString) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}
