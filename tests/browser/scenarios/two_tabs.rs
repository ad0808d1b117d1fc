//! Two tabs of one visitor: both save constantly, and neither damages the other's record.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use fantoccini::wd::WindowHandle;
use serde_json::{Value, json};
use tokio::time::sleep;
use which_end_browser_tests::engine::Setup;
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Page, SOON};
use which_end_browser_tests::server::BasePath;
use which_end_browser_tests::stage::Stage;

use crate::person::Person;
use crate::saved::envelope_by;
use crate::steps::{enter, give_answers};
use crate::storage_bench::body;

crate::scenarios! {
    two_tabs_save_at_once_and_mix_nothing,
}

/// Saves of each tab while both save as fast as they can.
const AT_ONCE: usize = 80;
/// Saves of each tab, taking turns.
const IN_TURN: usize = 10;
/// Longest time until the other tab shows a save, in milliseconds.
const TOLD_WITHIN: u64 = 1_000;

/// Helpers in a tab: click a radio button of a group, read the selection, and record every text found in the storage
/// and the time of every change.
const TAB: &str = "
    window.radios = (group) => [...document.querySelectorAll('input[type=radio][name=' + group + ']')];
    window.shown = () => ['role', 'tier'].map((group) => radios(group).findIndex((radio) => radio.checked)).join();
    window.seen = new Set();
    window.look = () => {
      for (const slot of ['a', 'b']) {
        const text = localStorage.getItem('which-end:/:record-' + slot);
        if (text !== null) seen.add(text);
      }
    };
    window.moved = [];
    new MutationObserver(() => moved.push(Date.now()))
      .observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    addEventListener('storage', look);
    // A message to itself, because timers in background tabs are throttled.
    window.next = () => new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(0);
    });
    window.press = async (group, index) => { radios(group)[index].click(); await next(); look(); };
    window.pressMany = async (group, count) => {
      // Written as `window.done`: in Firefox a bare name would be a variable of the driver's own scope.
      window.done = 0;
      // The page saves within 50 ms of a change, so changes without a pause would be one save.
      for (let at = 0; at < count; at += 1, window.done = at) {
        await press(group, at % 2);
        await new Promise((resolve) => setTimeout(resolve, 60));
        look();
      }
    };";

/// One of the two tabs.
struct Tab {
    window: WindowHandle,
    /// The radio group that it changes.
    group: &'static str,
}

impl Tab {
    async fn front(&self, page: &Page) -> Result<(), Failure> {
        Ok(page.client().switch_to_window(self.window.clone()).await?)
    }

    /// Its selection, once it equals `shown` or the time is up.
    async fn shows(&self, page: &Page, shown: Option<&str>) -> Result<String, Failure> {
        self.front(page).await?;
        let since = Instant::now();
        loop {
            let found = page.client().execute("return shown();", vec![]).await?;
            let found = found.as_str().unwrap_or_default().to_owned();
            let late = since.elapsed() > Duration::from_millis(TOLD_WITHIN);
            if late || shown.is_none_or(|shown| found == shown) {
                return Ok(found);
            }
            sleep(Duration::from_millis(10)).await;
        }
    }

    async fn seen(&self, page: &Page) -> Result<Vec<String>, Failure> {
        self.front(page).await?;
        let seen = page
            .client()
            .execute("look(); return [...seen];", vec![])
            .await?;
        let texts = seen.as_array().into_iter().flatten();
        Ok(texts
            .filter_map(|text| text.as_str().map(str::to_owned))
            .collect())
    }
}

/// Protects people with two tabs: however both save, at once or in turn, every saved text was written completely by one
/// of them and has the answers, each shows the other's change within a second, and in the end both show the same.
async fn two_tabs_save_at_once_and_mix_nothing(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    page.open_app(&format!("{}#/quiz", site.url(BasePath::Root)))
        .await?;
    give_answers(&page, Person::BackEnd, 3).await?;
    enter(&page, "#/pay").await?;
    let one = Tab {
        window: page.client().window().await?,
        group: "role",
    };
    page.client().execute(TAB, vec![]).await?;
    let two = Tab {
        window: page.client().new_window(false).await?.handle,
        group: "tier",
    };
    two.front(&page).await?;
    page.open_app(&format!("{}#/pay", site.url(BasePath::Root)))
        .await?;
    enter(&page, "#/pay").await?;
    page.client().execute(TAB, vec![]).await?;

    let tabs = [one, two];
    for tab in &tabs {
        tab.front(&page).await?;
        let start = "pressMany(arguments[0], arguments[1]);";
        page.client()
            .execute(start, vec![json!(tab.group), json!(AT_ONCE)])
            .await?;
    }
    for tab in &tabs {
        tab.front(&page).await?;
        let since = Instant::now();
        loop {
            let done = page.client().execute("return window.done;", vec![]).await?;
            if done == AT_ONCE {
                break;
            }
            check(since.elapsed() < 6 * SOON, || {
                format!("a tab has come to {done} of {AT_ONCE} saves")
            })?;
            sleep(Duration::from_millis(50)).await;
        }
    }
    agree(&page, &tabs).await?;
    let (writers, documents) = all_whole(&page, &tabs).await?;
    check(writers == 2 && documents > AT_ONCE, || {
        format!("{writers} tabs wrote {documents} documents")
    })?;

    let mut longest = 0;
    for round in 0..IN_TURN {
        for (tab, other) in [(&tabs[0], &tabs[1]), (&tabs[1], &tabs[0])] {
            longest = longest.max(told_after(&page, tab, other, round % 2).await?);
        }
    }
    let (_, documents) = all_whole(&page, &tabs).await?;
    if std::env::var_os("WHICH_END_TIMES").is_some() {
        eprintln!(
            "{}: {documents} documents, the other tab told after {longest} ms at most",
            stage.engine().name()
        );
    }
    Ok(())
}

/// Clicks in one tab. Returns how long the other took to show it, in milliseconds. Both then show the same, and no
/// earlier change of the other is lost.
async fn told_after(page: &Page, tab: &Tab, other: &Tab, index: usize) -> Result<u64, Failure> {
    let before = tab.shows(page, None).await?;
    let press = "const done = arguments[arguments.length - 1]; const at = Date.now();\
        press(arguments[0], arguments[1]).then(() => done([at, shown()]));";
    let pressed = page
        .client()
        .execute_async(press, vec![json!(tab.group), json!(index)])
        .await?;
    let shown = pressed[1].as_str().unwrap_or_default();
    let now = other.shows(page, Some(shown)).await?;
    check(now == shown, || {
        format!("one tab shows {shown} after {before}, the other {now}")
    })?;
    if before == shown {
        return Ok(0);
    }
    let displayed = page
        .client()
        .execute(
            "return moved.find((at) => at >= arguments[0]) - arguments[0];",
            vec![pressed[0].clone()],
        )
        .await?;
    let displayed = displayed
        .as_u64()
        .ok_or_else(|| Failure::new(format!("nothing moved in the other tab ({displayed})")))?;
    check(displayed <= TOLD_WITHIN, || {
        format!("the other tab was told after {displayed} ms")
    })?;
    Ok(displayed)
}

/// Waits until both tabs show the same. The last change of each is saved after its paint, so one may still follow the
/// other.
async fn agree(page: &Page, tabs: &[Tab; 2]) -> Result<(), Failure> {
    let since = Instant::now();
    loop {
        let second = tabs[1].shows(page, None).await?;
        let first = tabs[0].shows(page, Some(&second)).await?;
        if first == second {
            return Ok(());
        }
        check(since.elapsed() < SOON, || {
            format!("one tab shows {first}, the other {second}")
        })?;
    }
}

/// Every text that either tab found is complete, by one writer, and has the answers. Returns the number of writers and
/// of documents.
async fn all_whole(page: &Page, tabs: &[Tab; 2]) -> Result<(usize, usize), Failure> {
    let mut documents: BTreeMap<(u64, String), String> = BTreeMap::new();
    let mut answers = None;
    for tab in tabs {
        for text in tab.seen(page).await? {
            let envelope: Value = serde_json::from_str(&text)
                .map_err(|error| Failure::new(format!("a torn document ({error}): {text}")))?;
            let writer = envelope["writer"].as_str().unwrap_or_default().to_owned();
            let rev = envelope["rev"].as_u64().unwrap_or_default();
            let schema = envelope["schema"].as_u64().unwrap_or_default();
            let schema = u32::try_from(schema).unwrap_or_default();
            let whole = envelope_by(&writer, schema, rev, body(&text)?);
            check(whole == text, || format!("a mixed document: {text}"))?;
            let found = &envelope["body"]["session"]["answers"];
            // Those from before the third answer have fewer.
            if found.as_array().is_some_and(|found| found.len() >= 3) {
                let first = answers.get_or_insert_with(|| found.clone());
                check(found == first, || {
                    format!("the answers were {first} and are {found}")
                })?;
            }
            let before = documents.insert((rev, writer), text.clone());
            check(before.as_ref().is_none_or(|before| *before == text), || {
                format!("one save, two documents: {before:?} and {text}")
            })?;
        }
    }
    let mut writers: Vec<&String> = documents.keys().map(|(_, writer)| writer).collect();
    writers.sort();
    writers.dedup();
    Ok((writers.len(), documents.len()))
}
