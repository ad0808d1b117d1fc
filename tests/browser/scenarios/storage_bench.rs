//! A browser whose storage can be broken by `storage_bench.js`, which runs before the application.

use serde_json::{Value, json};
use which_end_browser_tests::engine::Setup;
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Page, Role};
use which_end_browser_tests::server::{BasePath, Site};
use which_end_browser_tests::stage::Stage;

use crate::person::Person;
use crate::steps::{BROKEN, give_answers};

/// Answers saved before each fault.
pub(crate) const SAVED: usize = 4;

/// The start button if all are there.
pub(crate) const CONTINUE: &str = "Continue at question 5";

/// The start button if the previous copy is used.
pub(crate) const CONTINUE_BEFORE: &str = "Continue at question 4";

pub(crate) type Entries = Vec<(String, String)>;

/// A browser with breakable storage, and its content after [`SAVED`] answers.
pub(crate) struct Bench {
    pub(crate) site: Site,
    pub(crate) page: Page,
    pub(crate) saved: Entries,
}

impl Bench {
    pub(crate) async fn new(stage: &Stage) -> Result<Self, Failure> {
        let site = stage.site().await?;
        let index = std::fs::read_to_string(site.folder().join("index.html"))?;
        let with_fault = index.replacen("<title>", "<script src=./fault.js></script><title>", 1);
        check(with_fault != index, || "the page has no title".into())?;
        site.replace("index.html", with_fault);
        // A service worker would serve the page without the script.
        site.replace("sw.js", "// answers nothing");
        let page = stage.page(&Setup::default()).await?;
        let mut bench = Self {
            site,
            page,
            saved: Vec::new(),
        };
        bench.load("#/quiz", "none").await?;
        give_answers(&bench.page, Person::BackEnd, SAVED).await?;
        bench.saved = bench.stored().await?;
        check(bench.saved.len() == 2, || {
            format!("saved is {:?}", bench.saved)
        })?;
        Ok(bench)
    }

    /// Loads a view with this fault.
    pub(crate) async fn load(&self, route: &str, fault: &str) -> Result<(), Failure> {
        let script = include_str!("storage_bench.js").replace("'START'", &format!("'{fault}'"));
        self.site.replace("fault.js", script);
        self.page.open("about:blank").await?;
        self.page
            .open_app(&format!("{}{route}", self.site.url(BasePath::Root)))
            .await
    }

    pub(crate) async fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value, Failure> {
        self.page.script(script, arguments).await
    }

    pub(crate) async fn break_now(&self, fault: &str) -> Result<(), Failure> {
        let call = "window.breakStorage(arguments[0]);";
        self.run(call, vec![json!(fault)]).await.map(drop)
    }

    /// The actual content of the storage, by key.
    pub(crate) async fn stored(&self) -> Result<Entries, Failure> {
        let found = self.run("return window.realStorage();", vec![]).await?;
        let mut entries: Entries = serde_json::from_value(found)
            .map_err(|error| Failure::new(format!("the storage cannot be read: {error}")))?;
        // The outline of the open question is saved too, when a page is left, unless it is a hands-on task.
        entries.retain(|(key, _)| !key.ends_with(":question"));
        entries.sort();
        Ok(entries)
    }

    /// Replaces the content of the storage.
    pub(crate) async fn put(&self, entries: &Entries) -> Result<(), Failure> {
        let call = "window.setRealStorage(arguments[0]);";
        self.run(call, vec![json!(entries)]).await.map(drop)
    }

    /// The saved copies, newest first, as key and text.
    pub(crate) fn copies(&self) -> Result<[(String, String); 2], Failure> {
        let [a, b] = self.saved.as_slice() else {
            return Err(Failure::new("there are not two copies"));
        };
        let rev = |copy: &(String, String)| revision(&copy.1);
        Ok(if rev(a) > rev(b) {
            [a.clone(), b.clone()]
        } else {
            [b.clone(), a.clone()]
        })
    }

    /// Fails if the page panicked or an exception was uncaught.
    pub(crate) async fn whole(&self) -> Result<(), Failure> {
        let text = self.page.text().await?;
        check(!text.contains(BROKEN), || "the page broke".into())?;
        let uncaught = self.run("return window.uncaught;", vec![]).await?;
        check(uncaught == json!([]), || {
            format!("nobody caught {uncaught}")
        })
    }

    /// Loads the start with working storage, and checks its button.
    pub(crate) async fn offers(&self, way_in: &str) -> Result<(), Failure> {
        self.load("#/", "none").await?;
        self.page.find(Role::Link, way_in).await?;
        self.whole().await
    }
}

pub(crate) fn revision(text: &str) -> u64 {
    let envelope: Value = serde_json::from_str(text).unwrap_or_default();
    envelope["rev"].as_u64().unwrap_or_default()
}

/// The body of a saved text, unparsed.
pub(crate) fn body(text: &str) -> Result<&str, Failure> {
    let body = text.split_once("\"body\":").map(|(_, body)| body);
    body.and_then(|body| body.strip_suffix('}'))
        .ok_or_else(|| Failure::new(format!("no envelope: {text}")))
}
