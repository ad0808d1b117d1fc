//! New releases: a good one waits for the visitor, a bad one changes nothing, and there is a kill switch.

use which_end_browser_tests::engine::Setup;
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Page, Role, SOON};
use which_end_browser_tests::server::{BasePath, Site};
use which_end_browser_tests::stage::Stage;

use crate::person::Person;
use crate::steps::{asked, enter, give_answers, ready_for_offline, stop};

crate::scenarios! {
    a_new_release_waits_until_asked_for,
    a_new_release_reaches_a_first_visit,
    a_bad_release_changes_nothing,
    a_retired_worker_goes_for_good,
}

/// The notice of a waiting release.
const OFFERED: &str = "A newer version of this page is ready";

/// A page with release one installed, and one answer.
pub(crate) async fn installed(stage: &Stage) -> Result<(Site, Page), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    page.open_app(&format!("{}#/quiz", site.url(BasePath::Root)))
        .await?;
    give_answers(&page, Person::BackEnd, 1).await?;
    ready_for_offline(&page).await?;
    Ok((site, page))
}

/// The worker of the built site.
pub(crate) fn worker(site: &Site) -> Result<String, Failure> {
    Ok(std::fs::read_to_string(site.folder().join("sw.js"))?)
}

/// The same files as another release: the version in the cache's name is changed.
pub(crate) fn next_release(worker: &str) -> Result<String, Failure> {
    let (before, version) = worker
        .split_once("VERSION=\"")
        .ok_or_else(|| Failure::new("sw.js has no version"))?;
    let (_, after) = version
        .split_once('"')
        .ok_or_else(|| Failure::new("the version of sw.js has no end"))?;
    Ok(format!("{before}VERSION=\"the-next-release\"{after}"))
}

/// The names of the worker's caches.
pub(crate) async fn caches(page: &Page) -> Result<Vec<String>, Failure> {
    let names = page
        .script_with_callback("const done = arguments[arguments.length - 1]; caches.keys().then(done, (error) => done([String(error)]));", vec![])
        .await?;
    let text = |name: &serde_json::Value| name.as_str().unwrap_or_default().to_owned();
    Ok(names
        .as_array()
        .map(|all| all.iter().map(text).collect())
        .unwrap_or_default())
}

/// Makes the browser look for a new worker, and waits for the result: `waiting`, `refused` or `same`.
pub(crate) async fn look_for_release(page: &Page) -> Result<String, Failure> {
    let outcome = page
        .script_with_callback(
            "const done = arguments[arguments.length - 1];\
             navigator.serviceWorker.getRegistration().then((one) => one.update().then(() => one)).then((one) => {\
               const worker = one.installing;\
               const tell = () => done(one.waiting ? 'waiting' : 'same');\
               if (!worker) return tell();\
               worker.addEventListener('statechange', () => {\
                 if (worker.state === 'installed') tell();\
                 if (worker.state === 'redundant') done('refused');\
               });\
             }).catch(() => done('refused'));",
            vec![],
        )
        .await?;
    Ok(outcome.as_str().unwrap_or_default().to_owned())
}

/// Protects people in the middle of the quiz: a new release is fetched and offered, and activated only on their click.
/// Their answers stay.
async fn a_new_release_waits_until_asked_for(stage: &Stage) -> Result<(), Failure> {
    let (mut site, page) = installed(stage).await?;
    page.reload().await?;
    page.wait_until_mounted().await?;
    let open = asked(&page).await?;
    let before = caches(&page).await?;
    site.replace("sw.js", next_release(&worker(&site)?)?);
    let outcome = look_for_release(&page).await?;
    check(outcome == "waiting", || {
        format!("the new release is {outcome}")
    })?;
    page.wait_for_text(OFFERED).await?;
    // Enough time for one that does not wait.
    for route in ["#/about", "#/pay", "#/quiz"] {
        enter(&page, route).await?;
    }
    check(asked(&page).await? == open, || {
        "the new release changed the page unasked".into()
    })?;
    let outcome = look_for_release(&page).await?;
    check(outcome == "waiting", || {
        format!("the new release did not wait, it is {outcome}")
    })?;
    check(caches(&page).await?.len() == 2, || {
        "the working release is gone before the new one is in".into()
    })?;
    get_it_now(&page).await?;
    check(asked(&page).await? == open, || {
        "the question changed with the release".into()
    })?;
    only_new_cache(&page, &before).await?;
    stop(&mut site, &page).await?;
    page.reload().await?;
    page.wait_until_mounted().await?;
    check(asked(&page).await? == open, || {
        "without a connection the new release lost the question".into()
    })
}

/// Protects a visitor whose first visit is still open when a release comes. No worker controls that page yet, so
/// browsers may activate the new one at once. If it is offered anyway, the button must work.
async fn a_new_release_reaches_a_first_visit(stage: &Stage) -> Result<(), Failure> {
    let (mut site, page) = installed(stage).await?;
    let open = asked(&page).await?;
    let before = caches(&page).await?;
    site.replace("sw.js", next_release(&worker(&site)?)?);
    look_for_release(&page).await?;
    if page.text().await?.contains(OFFERED) {
        get_it_now(&page).await?;
        check(asked(&page).await? == open, || {
            "the question changed with the release".into()
        })?;
    }
    only_new_cache(&page, &before).await?;
    stop(&mut site, &page).await?;
    page.reload().await?;
    page.wait_until_mounted().await?;
    check(asked(&page).await? == open, || {
        "without a connection the new release lost the question".into()
    })
}

/// Clicks the offer, and waits for the reload.
async fn get_it_now(page: &Page) -> Result<(), Failure> {
    page.script("window.beforeRelease = true;", vec![]).await?;
    page.press(Role::Button, "Get it now").await?;
    page.wait_until(
        "the page is loaded anew",
        "return !window.beforeRelease && document.readyState === 'complete';",
    )
    .await?;
    page.wait_until_mounted().await
}

/// Waits until there is one cache, another than before.
async fn only_new_cache(page: &Page, before: &[String]) -> Result<(), Failure> {
    let since = std::time::Instant::now();
    loop {
        let now = caches(page).await?;
        if now.len() == 1 && now != before {
            return Ok(());
        }
        check(since.elapsed() < SOON, || {
            format!("the caches were {before:?} and are {now:?}")
        })?;
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

/// Protects against a damaged release: whatever is wrong with it, the working one stays and works offline.
async fn a_bad_release_changes_nothing(stage: &Stage) -> Result<(), Failure> {
    let (mut site, page) = installed(stage).await?;
    let open = asked(&page).await?;
    let before = caches(&page).await?;
    let next = next_release(&worker(&site)?)?;
    let style = site.file_ending_with("webmanifest")?;
    let sound = std::fs::read(site.folder().join(&style))?;

    for (fault, worker) in [
        ("a worker that is no script", "const = ;".to_owned()),
        ("a worker that throws", "throw new Error();".to_owned()),
    ] {
        site.replace("sw.js", worker);
        refused(&page, fault).await?;
    }
    site.replace("sw.js", next);
    let mut flipped = sound.clone();
    flipped[0] ^= 1;
    for (fault, bytes) in [
        ("a file with one bit flipped", flipped),
        ("a file cut short", sound[..sound.len() / 2].to_vec()),
    ] {
        site.replace(&style, bytes);
        refused(&page, fault).await?;
    }
    site.replace(&style, sound);
    site.set_health(which_end_browser_tests::server::Health::Failing);
    refused(&page, "a failing host").await?;

    let after = caches(&page).await?;
    check(after == before, || {
        format!("the caches were {before:?} and are {after:?}")
    })?;
    stop(&mut site, &page).await?;
    page.reload().await?;
    page.wait_until_mounted().await?;
    check(asked(&page).await? == open, || {
        "the question is lost".into()
    })
}

async fn refused(page: &Page, fault: &str) -> Result<(), Failure> {
    let outcome = look_for_release(page).await?;
    check(outcome == "refused", || {
        format!("a release with {fault} is {outcome}")
    })?;
    let text = page.text().await?;
    check(!text.contains(OFFERED), || {
        format!("a release with {fault} is offered")
    })
}

/// Protects the owner of a site: the kill switch leaves no cache and no worker.
async fn a_retired_worker_goes_for_good(stage: &Stage) -> Result<(), Failure> {
    let (site, page) = installed(stage).await?;
    let retired = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../assets/web/sw-retired.js"
    );
    site.replace("sw.js", std::fs::read_to_string(retired)?);
    look_for_release(&page).await?;
    let since = std::time::Instant::now();
    while !caches(&page).await?.is_empty() {
        check(since.elapsed() < SOON, || {
            "the retired worker left its caches".into()
        })?;
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    page.expect_text("Question 2").await?;
    let asked_before = site.log().len();
    enter(&page, "#/about").await?;
    page.close_tab_and_open(&site.url(BasePath::Root)).await?;
    page.wait_until_mounted().await?;
    check(site.log().len() > asked_before, || {
        "the page still comes from the worker".into()
    })?;
    page.find(Role::Link, "Continue at question 2")
        .await
        .map(drop)
}
