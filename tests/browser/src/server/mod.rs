//! A static host in the test process: the built site at two paths, faults on demand, and a log of all requests.

mod content;
mod http;
mod spoiled;

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::sleep;

use self::http::Answer;
pub use self::http::Asked;
pub use self::spoiled::Spoiled;
use crate::failure::Failure;

/// Path for reports of policy violations.
const REPORTS: &str = "/csp-reports";

/// Path of pages made for a scenario.
const HOSTS: &str = "/hosts/";

/// Interval between two checks whether a delayed response may be sent.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// Condition of the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// Responds normally.
    Well,
    /// Responds to everything with status 500.
    Failing,
    /// Waits this long before each response.
    Slow(Duration),
}

/// Path of the site on the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BasePath {
    /// At `/`.
    Root,
    /// At `/careers/app/`, like a company's site.
    SubPath,
}

impl BasePath {
    fn path(self) -> &'static str {
        match self {
            Self::Root => "/",
            Self::SubPath => "/careers/app/",
        }
    }
}

/// Which name of this machine is used. Two names are two origins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// `127.0.0.1`
    Number,
    /// `localhost`
    Name,
}

#[derive(Debug)]
struct Inner {
    health: Health,
    /// Whether pages get their policy as a header too, for reports.
    reporting: bool,
    /// Whether compressed copies of the files are sent.
    packed: bool,
    /// Path suffixes whose responses wait.
    held: Vec<String>,
    /// Path suffixes whose responses are damaged.
    spoiled: Vec<(String, Spoiled)>,
    replaced: BTreeMap<String, Vec<u8>>,
    headers: Vec<(String, String)>,
    hosts: BTreeMap<String, Answer>,
    log: Vec<(Instant, Asked)>,
}

impl Inner {
    /// Policy violations that browsers reported.
    fn reports(&self) -> impl Iterator<Item = &str> {
        let asked = self.log.iter().map(|(_, asked)| asked);
        asked
            .filter(|asked| asked.path() == REPORTS)
            .map(|report| report.body.as_str())
    }
}

#[derive(Debug)]
pub(crate) struct Shared {
    folder: PathBuf,
    inner: Mutex<Inner>,
}

impl Shared {
    /// The latest requests and all policy reports, for a failed scenario.
    pub(crate) fn evidence(&self) -> Vec<String> {
        let inner = self.inner();
        let asked = |(at, asked): &(Instant, Asked)| {
            let ago = at.elapsed().as_secs_f64();
            format!("{} {} ({ago:.1} s ago)", asked.method, asked.target)
        };
        let latest: Vec<String> = inner.log.iter().rev().take(40).rev().map(asked).collect();
        let mut lines = vec![format!("the host was asked for {}", latest.join(", "))];
        lines.extend(inner.reports().map(|report| format!("blocked: {report}")));
        lines
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The host. Dropping it stops it.
#[derive(Debug)]
pub struct Site {
    address: SocketAddr,
    shared: Arc<Shared>,
    running: Option<JoinHandle<()>>,
}

/// Ports used in this run. A browser runs several scenarios and stores data by origin, so a reused port would give a
/// site the data of an earlier scenario.
static USED_PORTS: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());

/// Listens on a port that no site of this run has used.
async fn bind_unused() -> Result<TcpListener, Failure> {
    loop {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let port = listener.local_addr()?.port();
        let mut used = USED_PORTS.lock().unwrap_or_else(PoisonError::into_inner);
        if used.insert(port) {
            return Ok(listener);
        }
    }
}

impl Site {
    /// Serves the built site in `folder` on a free port.
    ///
    /// Pages are sent with the policy of their `<meta>` as a header too, because only a header can name an address for
    /// reports.
    pub async fn start(folder: &Path) -> Result<Self, Failure> {
        let index = folder.join("index.html");
        if !index.is_file() {
            return Err(Failure::new(format!("{} is not there", index.display())));
        }
        let inner = Inner {
            health: Health::Well,
            packed: false,
            reporting: true,
            held: Vec::new(),
            spoiled: Vec::new(),
            replaced: BTreeMap::new(),
            headers: Vec::new(),
            hosts: BTreeMap::new(),
            log: Vec::new(),
        };
        let shared = Arc::new(Shared {
            folder: folder.to_owned(),
            inner: Mutex::new(inner),
        });
        let listener = bind_unused().await?;
        let address = listener.local_addr()?;
        let running = Some(tokio::spawn(accept(listener, Arc::clone(&shared))));
        Ok(Self {
            address,
            shared,
            running,
        })
    }

    /// State that outlives the host, for later inspection.
    pub(crate) fn shared(&self) -> Arc<Shared> {
        Arc::clone(&self.shared)
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The folder of the built site.
    pub fn folder(&self) -> &Path {
        &self.shared.folder
    }

    /// The only file of the site with this suffix, relative to its folder.
    pub fn file_ending_with(&self, end: &str) -> Result<String, Failure> {
        let names = std::fs::read_dir(self.folder())?
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok());
        let found: Vec<String> = names.filter(|name| name.ends_with(end)).collect();
        match found.as_slice() {
            [one] => Ok(one.clone()),
            _ => Err(Failure::new(format!(
                "the site has {} files that end in {end}",
                found.len()
            ))),
        }
    }

    /// The address of the site.
    pub fn url(&self, place: BasePath) -> String {
        self.url_of(Origin::Number, place.path())
    }

    /// The address of `path` at one of the two origins.
    pub fn url_of(&self, origin: Origin, path: &str) -> String {
        let host = match origin {
            Origin::Number => "127.0.0.1",
            Origin::Name => "localhost",
        };
        format!("http://{host}:{}{path}", self.address.port())
    }

    /// Stops the host: refuses new connections and closes open ones.
    pub async fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            running.abort();
            // It was cancelled, so its result does not matter.
            let _ = running.await;
        }
    }

    /// Starts the host again at the same address.
    pub async fn restart(&mut self) -> Result<(), Failure> {
        self.stop().await;
        let listener = TcpListener::bind(self.address).await?;
        self.running = Some(tokio::spawn(accept(listener, Arc::clone(&self.shared))));
        Ok(())
    }

    /// Sets the condition of the host.
    pub fn set_health(&self, health: Health) {
        self.shared.inner().health = health;
    }

    /// Delays every response for a path with this suffix until [`Self::let_go`].
    pub fn hold(&self, end: &str) {
        self.shared.inner().held.push(end.to_owned());
    }

    /// Sends all delayed responses and stops delaying.
    pub fn let_go(&self) {
        self.shared.inner().held.clear();
    }

    /// Damages every response for a path with this suffix until [`Self::mend`].
    pub fn spoil(&self, end: &str, how: Spoiled) {
        self.shared.inner().spoiled.push((end.to_owned(), how));
    }

    /// Removes all damage and replacements.
    pub fn mend(&self) {
        let mut inner = self.shared.inner();
        inner.spoiled.clear();
        inner.replaced.clear();
    }

    /// Sends pages without the policy header from now on, so violations are no longer reported.
    pub fn send_no_policy(&self) {
        self.shared.inner().reporting = false;
    }

    /// Sends `body` instead of the file at `path`, relative to the site's folder (`index.html`, `sw.js`).
    pub fn replace(&self, path: &str, body: impl Into<Vec<u8>>) {
        self.shared
            .inner()
            .replaced
            .insert(path.to_owned(), body.into());
    }

    /// Adds this header to every response from now on.
    pub fn add_header(&self, name: &str, value: &str) {
        self.shared
            .inner()
            .headers
            .push((name.to_owned(), value.to_owned()));
    }

    /// Makes a host's page with the site in a frame, and returns its address at `origin`.
    ///
    /// `sandbox` is the frame's attribute, if given. `width` is its width in CSS pixels.
    pub fn host_page(
        &self,
        origin: Origin,
        framed: &str,
        sandbox: Option<&str>,
        width: u32,
    ) -> String {
        let sandbox = sandbox
            .map(|flags| format!(" sandbox=\"{flags}\""))
            .unwrap_or_default();
        let page = format!(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>A host</title>\
             <link rel=\"icon\" href=\"data:,\"><style>body{{margin:0}}iframe{{border:0;display:block}}</style>\
             <iframe title=\"Which End\" width=\"{width}\" height=\"780\"{sandbox} src=\"{framed}\"></iframe></html>"
        );
        self.document(origin, &page)
    }

    /// Makes a host's page, and returns its address at `origin`.
    pub fn document(&self, origin: Origin, html: &str) -> String {
        self.document_with(origin, html, &[])
    }

    /// The same with these headers.
    pub fn document_with(&self, origin: Origin, html: &str, headers: &[(&str, &str)]) -> String {
        let mut answer = Answer::new("200 OK", "text/html; charset=utf-8", html);
        let headers = headers
            .iter()
            .map(|(name, value)| ((*name).into(), (*value).into()));
        answer.headers.extend(headers);
        let mut inner = self.shared.inner();
        let path = format!("{HOSTS}{}", inner.hosts.len());
        inner.hosts.insert(path.clone(), answer);
        drop(inner);
        self.url_of(origin, &path)
    }

    /// Sends the compressed copies of files from now on.
    pub fn send_packed(&self) {
        self.shared.inner().packed = true;
    }

    /// All requests so far in order, without policy reports.
    pub fn log(&self) -> Vec<Asked> {
        let inner = self.shared.inner();
        let asked = inner.log.iter().map(|(_, asked)| asked);
        asked
            .filter(|asked| asked.path() != REPORTS)
            .cloned()
            .collect()
    }

    /// Violations of the page's own policy that browsers reported.
    pub fn blocked(&self) -> Vec<String> {
        self.shared.inner().reports().map(str::to_owned).collect()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if let Some(running) = &self.running {
            running.abort();
        }
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    // Dropped with this task, which closes every open connection.
    let mut connections = JoinSet::new();
    loop {
        if let Ok((stream, _)) = listener.accept().await {
            connections.spawn(serve(stream, Arc::clone(&shared)));
        }
        while connections.try_join_next().is_some() {}
    }
}

async fn serve(mut stream: TcpStream, shared: Arc<Shared>) {
    let Some(asked) = http::read(&mut stream).await else {
        return;
    };
    let health = {
        let mut inner = shared.inner();
        inner.log.push((Instant::now(), asked.clone()));
        // A page made for a scenario is available even if the site is not.
        if asked.path().starts_with(HOSTS) {
            Health::Well
        } else {
            inner.health
        }
    };
    while shared
        .inner()
        .held
        .iter()
        .any(|end| asked.path().ends_with(end.as_str()))
    {
        sleep(LOOK_AGAIN).await;
    }
    if let Health::Slow(delay) = health {
        sleep(delay).await;
    }
    let mut answer = if health == Health::Failing {
        Answer::new(
            "500 Internal Server Error",
            "text/plain; charset=utf-8",
            "the server has a bad day",
        )
    } else {
        content::answer(&asked, &shared)
    };
    let how = shared
        .inner()
        .spoiled
        .iter()
        .find(|(end, _)| asked.path().ends_with(end.as_str()))
        .filter(|_| !asked.path().starts_with(HOSTS))
        .map(|(_, how)| *how);
    let Some(mut length) = how.map_or(Some(answer.body.len()), |how| how.spoil(&mut answer)) else {
        return;
    };
    if asked.method == "HEAD" {
        length = 0;
    }
    // An error means that the browser closed the connection.
    let _ = http::send(&mut stream, &answer, length).await;
}
