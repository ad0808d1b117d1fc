//! One driver process and one browser session with an empty profile, which end together.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpStream;
use tokio::sync::OnceCell;
use tokio::time::{sleep, timeout};

use crate::engine::{Engine, Setup, downloads, on_path};
use crate::failure::Failure;
use crate::process::{Started, run_folder};

/// Longest wait for a driver or a browser to start. Two busy cores sometimes need it.
const COMING_UP: Duration = Duration::from_mins(1);

/// Attempts to start a browser before it counts as failed.
const ATTEMPTS: usize = 3;

/// Timeout of each attempt but the last.
const ATTEMPT: Duration = Duration::from_secs(25);

/// A browser with its driver and profile. Dropping it ends both and removes the profile.
#[derive(Debug)]
pub struct Driven {
    /// The session.
    pub client: Client,
    /// How many scenarios it has run.
    pub(crate) served: usize,
    // Fields are dropped in this order: processes first, then their files.
    _driver: Started,
    home: Arc<TempDir>,
}

/// Number and total duration of starts, by engine in the order of [`Engine::ALL`].
static STARTS: Mutex<[(usize, Duration); 3]> = Mutex::new([(0, Duration::ZERO); 3]);

/// Number and total duration of starts of `engine` in this process.
pub fn starts(engine: Engine) -> (usize, Duration) {
    STARTS.lock().unwrap_or_else(PoisonError::into_inner)[engine as usize]
}

impl Driven {
    /// Starts `engine`'s driver on a free port and a session in it.
    pub async fn start(engine: Engine, setup: &Setup) -> Result<Self, Failure> {
        Self::start_in(engine, setup, None).await
    }

    /// Closes the browser as a person does, and starts it again with its profile.
    pub async fn start_again(self, engine: Engine, setup: &Setup) -> Result<Self, Failure> {
        let home = Arc::clone(&self.home);
        self.client.clone().close().await?;
        drop(self);
        Self::start_in(engine, setup, Some(home)).await
    }

    async fn start_in(
        engine: Engine,
        setup: &Setup,
        home: Option<Arc<TempDir>>,
    ) -> Result<Self, Failure> {
        let since = Instant::now();
        let outcome = Self::attempts(engine, setup, home).await;
        let mut starts = STARTS.lock().unwrap_or_else(PoisonError::into_inner);
        let (count, took) = &mut starts[engine as usize];
        *count += 1;
        *took += since.elapsed();
        outcome
    }

    async fn attempts(
        engine: Engine,
        setup: &Setup,
        home: Option<Arc<TempDir>>,
    ) -> Result<Self, Failure> {
        // Browsers sometimes hang while they start, above all `WebKitGTK`. Nothing has been tested at that point.
        for _ in 1..ATTEMPTS {
            match timeout(ATTEMPT, Self::attempt(engine, setup, home.clone())).await {
                Ok(outcome) => return outcome,
                Err(_) => eprintln!("{} hung while starting; it is started again", engine.name()),
            }
        }
        timeout(COMING_UP, Self::attempt(engine, setup, home.clone()))
            .await
            .map_err(|_| {
                Failure::new(format!(
                    "{} did not open a session in {ATTEMPTS} attempts",
                    engine.name()
                ))
            })?
    }

    async fn attempt(
        engine: Engine,
        setup: &Setup,
        home: Option<Arc<TempDir>>,
    ) -> Result<Self, Failure> {
        let program = engine.driver()?;
        std::fs::create_dir_all(run_folder())?;
        let home = match home {
            Some(home) => home,
            None => Arc::new(tempfile::tempdir_in(run_folder())?),
        };
        std::fs::create_dir_all(home.path().join("tmp"))?;
        std::fs::create_dir_all(downloads(home.path()))?;
        // The downloads folder of GTK programs. Without this file they save nothing.
        std::fs::create_dir_all(home.path().join(".config"))?;
        std::fs::write(
            home.path().join(".config/user-dirs.dirs"),
            "XDG_DOWNLOAD_DIR=\"$HOME/Downloads\"\n",
        )?;
        let mut request = engine.request(setup, home.path())?;
        if engine == Engine::WebKit {
            request
                .environment
                .push(("DISPLAY".into(), display().await?));
        }
        let port = free_port()?;
        let arguments = engine.driver_arguments(port);
        let mut driver = Started::start(&program, &arguments, &request.environment, Stdio::null())?;
        wait_for_port(&mut driver, engine, port).await?;
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(request.capabilities);
        let client = builder
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .map_err(|error| {
                Failure::new(format!("{} did not open a session: {error}", engine.name()))
            })?;
        Ok(Self {
            client,
            served: 0,
            _driver: driver,
            home,
        })
    }

    /// The folder of downloads.
    pub fn downloads(&self) -> PathBuf {
        downloads(self.home.path())
    }

    /// The folder with everything that this browser writes.
    pub fn home(&self) -> &Path {
        self.home.path()
    }
}

/// A free port. The driver binds it a moment later.
fn free_port() -> Result<u16, Failure> {
    Ok(std::net::TcpListener::bind(("127.0.0.1", 0))?
        .local_addr()?
        .port())
}

async fn wait_for_port(driver: &mut Started, engine: Engine, port: u16) -> Result<(), Failure> {
    let since = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        if let Some(status) = driver.ended() {
            return Err(Failure::new(format!(
                "the driver of {} ended at once ({status})",
                engine.name()
            )));
        }
        if since.elapsed() > COMING_UP {
            return Err(Failure::new(format!(
                "the driver of {} never listened on its port",
                engine.name()
            )));
        }
        sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}

static DISPLAY: OnceCell<(String, Started)> = OnceCell::const_new();

/// The virtual screen that `WebKit` renders on, one for the whole run.
pub(crate) async fn display() -> Result<String, Failure> {
    let (display, _) = DISPLAY.get_or_try_init(start_display).await?;
    Ok(display.clone())
}

async fn start_display() -> Result<(String, Started), Failure> {
    let program = on_path(&"Xvfb".into())
        .ok_or_else(|| Failure::new("Xvfb is not on PATH, so webkit has no screen to draw on; the system package xvfb has it, and `cargo xtask test` installs it"))?;
    let arguments = [
        "-displayfd",
        "1",
        "-screen",
        "0",
        "1600x1200x24",
        "-nolisten",
        "tcp",
    ];
    let mut started = Started::start(program.as_os_str(), &arguments, &[], Stdio::piped())?;
    let output = started
        .output()
        .ok_or_else(|| Failure::new("Xvfb gave no output"))?;
    let mut line = String::new();
    let read = timeout(COMING_UP, BufReader::new(output).read_line(&mut line)).await;
    match read {
        Ok(Ok(_)) if !line.trim().is_empty() => Ok((format!(":{}", line.trim()), started)),
        _ => Err(Failure::new("Xvfb did not open a display")),
    }
}
