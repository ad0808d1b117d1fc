//! A page as its reader uses it: things with role and name, text, keys. No class names and no test hooks.

mod drags;
mod keys;
mod reading;
mod thing;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use fantoccini::Client;
use fantoccini::elements::Element;
use serde_json::{Value, json};
use tokio::time::sleep;

pub use self::drags::Pointer;
pub use self::keys::Key;
pub use self::thing::{Named, Role, Thing};
use crate::driver::Driven;
use crate::engine::{Engine, Scheme, Setup};
use crate::failure::{Failure, check};

/// Longest wait for something that the page is about to show.
pub const SOON: Duration = Duration::from_secs(12);

/// Interval between two checks of the page.
const LOOK_AGAIN: Duration = Duration::from_millis(40);

/// Waits until an element has been still long enough for the page to accept a click on it: `UNSEEN` in
/// `assets/web/clicks.js`, counted from its last check, which is at most 50 ms after a change. Runs in the page and
/// uses its clock, which stops while the page is busy.
const LOOK: &str = "
    const [element, done] = arguments;
    const look = (before, left) => {
      const box = element.getBoundingClientRect();
      const at = [box.left + scrollX, box.top + scrollY].join();
      if (at === before || !left) done();
      else setTimeout(() => setTimeout(look, 420, at, left - 1), 60);
    };
    look('', 6);";

/// A browser with one page. Clones are handles to the same browser.
#[derive(Clone, Debug)]
pub struct Page {
    engine: Engine,
    client: Client,
    downloads: std::path::PathBuf,
    /// Whether something has changed since a person last had time to look.
    unseen: Arc<AtomicBool>,
}

impl Page {
    /// The page of a driven browser, with window and scheme of `setup`.
    pub async fn of(driven: &Driven, engine: Engine, setup: &Setup) -> Result<Self, Failure> {
        let page = Self {
            engine,
            client: driven.client.clone(),
            downloads: driven.downloads(),
            unseen: Arc::new(AtomicBool::new(true)),
        };
        page.client
            .set_window_size(setup.window.0, setup.window.1)
            .await?;
        if engine == Engine::Chromium && setup.scheme == Scheme::Dark {
            page.emulate_scheme(setup.scheme).await?;
        }
        Ok(page)
    }

    /// The engine it runs in.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Records a change after which a person needs time to look.
    fn changed(&self) {
        self.unseen.store(true, Ordering::Relaxed);
    }

    /// Waits for the time that a person looks before a click.
    async fn look(&self, thing: &Thing) -> Result<(), Failure> {
        if self.unseen.swap(false, Ordering::Relaxed) {
            self.script_with_callback(LOOK, vec![thing.target.clone()])
                .await?;
        }
        Ok(())
    }

    /// The session, for commands without a method here.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Opens an address and waits until the document is loaded.
    pub async fn open(&self, address: &str) -> Result<(), Failure> {
        self.changed();
        Ok(self.client.goto(address).await?)
    }

    /// Opens an address of the site and waits for the takeover.
    pub async fn open_app(&self, address: &str) -> Result<(), Failure> {
        self.open(address).await?;
        self.wait_until_mounted().await
    }

    /// Goes to another view by fragment, as a link in the page does.
    pub async fn go_to(&self, route: &str) -> Result<(), Failure> {
        self.changed();
        self.script("location.hash = arguments[0];", vec![json!(route)])
            .await?;
        self.wait_until_mounted().await
    }

    /// Waits for the takeover: the static text is gone, and there is a heading.
    pub async fn wait_until_mounted(&self) -> Result<(), Failure> {
        self.wait_until(
            "the application takes over from the static page",
            "return document.readyState === 'complete' && !document.querySelector('[data-static]') \
             && everyThing().some((element) => roleOf(element) === 'heading');",
        )
        .await
    }

    /// Reloads the page as a reader does. `WebDriver`'s own command would bypass Firefox's service worker.
    pub async fn reload(&self) -> Result<(), Failure> {
        self.changed();
        self.script("window.beforeReload = true;", vec![]).await?;
        self.script("setTimeout(() => location.reload(), 0);", vec![])
            .await?;
        self.wait_until(
            "the page is loaded again",
            "return !window.beforeReload && document.readyState === 'complete';",
        )
        .await
    }

    /// Closes the tab and opens `address` in a new one of the same browser.
    pub async fn close_tab_and_open(&self, address: &str) -> Result<(), Failure> {
        let old = self.client.window().await?;
        let new = self.client.new_window(true).await?;
        self.client.switch_to_window(old).await?;
        self.client.close_window().await?;
        self.client.switch_to_window(new.handle).await?;
        self.open(address).await
    }

    /// Enters the first frame of the page.
    pub async fn enter_frame(&self) -> Result<(), Failure> {
        Ok(self.client.enter_frame(0).await?)
    }

    /// Waits for the frame in the shadow tree of the first element with this name, and enters it.
    pub async fn enter_frame_of(&self, element: &str) -> Result<(), Failure> {
        let frame = "document.querySelector(arguments[0])?.shadowRoot?.querySelector('iframe')";
        let there = format!(
            "return Boolean({});",
            frame.replace("arguments[0]", &format!("'{element}'"))
        );
        self.wait_until("the element has its frame", &there).await?;
        let found = self
            .script(&format!("return {frame};"), vec![json!(element)])
            .await?;
        let found = self.element(&found)?;
        found.enter_frame().await?;
        Ok(())
    }

    /// Returns to the page around the frame, if there is one.
    pub async fn leave_frame(&self) -> Result<(), Failure> {
        Ok(self.client.clone().enter_parent_frame().await?)
    }

    /// The current address.
    pub async fn address(&self) -> Result<String, Failure> {
        Ok(self.client.current_url().await?.to_string())
    }

    /// The route: the fragment of the address of the page (or the entered frame), or the one that its page represents.
    pub async fn route(&self) -> Result<String, Failure> {
        Ok(self
            .script("return route();", vec![])
            .await?
            .as_str()
            .unwrap_or_default()
            .to_owned())
    }

    /// Runs a script that may use the functions of `reader.js`.
    pub async fn script(&self, body: &str, arguments: Vec<Value>) -> Result<Value, Failure> {
        Ok(self.client.execute(&with_reader(body), arguments).await?)
    }

    /// Runs a script whose last argument is the callback that takes its result.
    pub async fn script_with_callback(
        &self,
        body: &str,
        arguments: Vec<Value>,
    ) -> Result<Value, Failure> {
        Ok(self
            .client
            .execute_async(&with_reader(body), arguments)
            .await?)
    }

    /// Waits until the script returns a true value. `what` describes it in the message. Fails at once if the panic
    /// panel is shown.
    pub async fn wait_until(&self, what: &str, script: &str) -> Result<(), Failure> {
        self.wait_for(what, script).await.map(drop)
    }

    /// The same, and returns the script's result.
    pub async fn wait_for(&self, what: &str, script: &str) -> Result<Value, Failure> {
        let script = format!(
            "const found = (() => {{ {script} }})(); if (found) return {{ found }};\
             const panel = document.querySelector('[role=alertdialog]');\
             return {{ panel: panel ? tidy(panel.textContent) : '' }};"
        );
        let since = Instant::now();
        loop {
            // While a document is being replaced, a script may have no context. Try again.
            let last = self.script(&script, vec![]).await;
            if let Ok(answer) = &last {
                if let Some(found) = answer.get("found") {
                    return Ok(found.clone());
                }
                broken_panel(what, &answer["panel"])?;
            }
            self.changed();
            if since.elapsed() > SOON {
                let found = match last {
                    Ok(_) => self.glimpse().await,
                    Err(failure) => failure.to_string(),
                };
                return Err(Failure::new(format!(
                    "waited {} s for this: {what}. {found}",
                    SOON.as_secs()
                )));
            }
            sleep(LOOK_AGAIN).await;
        }
    }

    /// Fails if the panic panel is shown.
    async fn expect_whole(&self, doing: &str) -> Result<(), Failure> {
        let panel = self
            .script("const one = document.querySelector('[role=alertdialog]'); return one ? tidy(one.textContent) : '';", vec![])
            .await;
        panel.map_or(Ok(()), |text| broken_panel(doing, &text))
    }

    /// Chooses a file in the page's file field, as the system's dialog does.
    pub async fn choose_file(&self, file: &Path) -> Result<(), Failure> {
        let field = self
            .script("return [...everyElement(document)].find((one) => one.localName === 'input' && one.type === 'file') || null;", vec![])
            .await?;
        check(!field.is_null(), || {
            "the page has no field for a file".into()
        })?;
        let path = file
            .to_str()
            .ok_or_else(|| Failure::new("the file's path is not text"))?;
        Ok(self.element(&field)?.send_keys(path).await?)
    }

    /// The text of the next file that the page downloads. `press` triggers it.
    pub async fn downloaded(
        &self,
        press: impl AsyncFnOnce() -> Result<(), Failure>,
    ) -> Result<String, Failure> {
        String::from_utf8(self.downloaded_bytes(press).await?)
            .map_err(|_| Failure::new("the file that was handed out is no text"))
    }

    /// The bytes of the next file that the page downloads.
    pub async fn downloaded_bytes(
        &self,
        press: impl AsyncFnOnce() -> Result<(), Failure>,
    ) -> Result<Vec<u8>, Failure> {
        let before = files_in(&self.downloads);
        press().await?;
        let since = Instant::now();
        loop {
            let new = files_in(&self.downloads).into_iter().find(|file| {
                let unfinished = file
                    .extension()
                    .is_some_and(|end| end == "part" || end == "crdownload" || end == "wkdownload");
                !unfinished && !before.contains(file)
            });
            if let Some(content) = new
                .and_then(|file| std::fs::read(file).ok())
                .filter(|content| !content.is_empty())
            {
                return Ok(content);
            }
            check(since.elapsed() < SOON, || "no file was handed out".into())?;
            sleep(LOOK_AGAIN).await;
        }
    }

    /// A screenshot of the window, as PNG.
    pub async fn picture(&self) -> Result<Vec<u8>, Failure> {
        Ok(self.client.screenshot().await?)
    }

    /// A summary of what the page shows, for a failure message.
    pub async fn glimpse(&self) -> String {
        let text = self
            .text()
            .await
            .unwrap_or_else(|failure| format!("(unreadable: {failure})"));
        let state = "const at = deepActive(); const focus = at && at !== document.body ? at.localName + ' ' + (at.name || at.id) : 'nothing';\
                     return `${location.href} (${document.readyState}, ${document.documentElement.dataset.boot}, the focus on ${focus}, ${scrollX},${scrollY}, ${JSON.stringify(history.state)})`;";
        let address = self.script(state, vec![]).await.ok();
        let address = address
            .as_ref()
            .and_then(Value::as_str)
            .unwrap_or("an unknown address");
        let short: String = text.chars().take(900).collect();
        format!("The page at {address} reads: “{short}”")
    }

    fn element(&self, value: &Value) -> Result<Element, Failure> {
        let id = value
            .as_object()
            .and_then(|object| object.values().next())
            .and_then(Value::as_str);
        let id = id.ok_or_else(|| Failure::new(format!("not an element: {value}")))?;
        Ok(Element::from_element_id(
            self.client.clone(),
            id.to_owned().into(),
        ))
    }
}

fn with_reader(body: &str) -> String {
    format!("{}\n{body}", include_str!("reader.js"))
}

/// Fails if the panic panel has text.
fn broken_panel(doing: &str, text: &Value) -> Result<(), Failure> {
    match text.as_str() {
        Some(text) if !text.is_empty() => Err(Failure::new(format!(
            "the page broke while it was waited for this: {doing}. It says “{text}”"
        ))),
        _ => Ok(()),
    }
}

fn is_true(value: &Value) -> bool {
    !matches!(value, Value::Null | Value::Bool(false)) && value.as_str() != Some("")
}

fn files_in(folder: &Path) -> Vec<std::path::PathBuf> {
    std::fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default()
}
