//! Privacy and policy: no requests after load, and no violation of the page's own policy.

use which_end_browser_tests::engine::{Engine, Setup};
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Page, Role};
use which_end_browser_tests::server::BasePath;
use which_end_browser_tests::stage::Stage;

use crate::person::Person;
use crate::steps::{VIEWS, arrived, asked, enter, finish_quiz, ready_for_offline};

crate::scenarios! {
    no_request_after_load_and_none_elsewhere,
    another_tab_is_followed,
}

/// Protects the promise “nothing you do here leaves your device”: after load the host receives nothing, whatever the
/// visitor does, no other host ever does, and the policy blocks nothing of the page's own.
async fn no_request_after_load_and_none_elsewhere(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    page.open_app(&site.url(BasePath::Root)).await?;
    ready_for_offline(&page).await?;
    let loaded = site.log().len();
    for (route, _) in VIEWS {
        enter(&page, route).await?;
    }
    enter(&page, "#/quiz").await?;
    asked(&page).await?;
    finish_quiz(&page, Person::BackEnd).await?;
    page.press(Role::Link, "See what this pays").await?;
    arrived(&page, "#/pay").await?;
    crate::access::open_all_details(&page).await?;
    page.press(Role::Radio, "In person").await?;
    enter(&page, "#/about").await?;
    page.downloaded(async || page.press(Role::Button, "Save to a file").await)
        .await?;

    let log = site.log();
    let late: Vec<&str> = log[loaded..]
        .iter()
        .map(|asked| asked.target.as_str())
        .collect();
    check(late.is_empty(), || {
        format!("after load the host was asked for {late:?}")
    })?;
    let own = format!("127.0.0.1:{}", site.port());
    let hosts: Vec<&str> = log
        .iter()
        .map(|asked| asked.host.as_str())
        .filter(|host| *host != own)
        .collect();
    check(hosts.is_empty(), || {
        format!("the host was called {hosts:?}")
    })?;
    let sent: Vec<&str> = log
        .iter()
        .filter(|asked| asked.method != "GET")
        .map(|asked| asked.method.as_str())
        .collect();
    check(sent.is_empty(), || format!("the page sent {sent:?}"))?;
    let elsewhere = resources_elsewhere(&page).await?;
    check(elsewhere.is_empty(), || {
        format!("the page asked elsewhere: {elsewhere}")
    })?;
    check(site.blocked().is_empty(), || {
        format!("the policy blocked {:?}", site.blocked())
    })?;
    if stage.engine() == Engine::Chromium {
        let console = page.console().await?;
        check(console.is_empty(), || {
            format!("the console says {console:?}")
        })?;
    }
    Ok(())
}

/// Everything loaded from another origin, by the browser's own resource timing.
async fn resources_elsewhere(page: &Page) -> Result<String, Failure> {
    let found = page
        .script(
            "return performance.getEntriesByType('resource').map((one) => one.name)\
             .filter((name) => !name.startsWith(location.origin + '/') && !name.startsWith('data:') && !name.startsWith('blob:')).join(' ');",
            vec![],
        )
        .await?;
    Ok(found.as_str().unwrap_or_default().to_owned())
}

/// Protects people with two tabs: answers given in one appear in the other, and neither overwrites them.
async fn another_tab_is_followed(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    let address = format!("{}#/quiz", site.url(BasePath::Root));
    page.open_app(&address).await?;
    crate::steps::give_answers(&page, Person::BackEnd, 2).await?;
    let first = page.client().window().await?;
    let second = page.client().new_window(true).await?.handle;
    page.client().switch_to_window(second).await?;
    page.open_app(&address).await?;
    let open = crate::steps::give_answers(&page, Person::BackEnd, 2).await?;
    page.client().switch_to_window(first).await?;
    page.wait_for_text(&format!("Question {}", open.number))
        .await?;
    let here = asked(&page).await?;
    check(here == open, || {
        format!("one tab asks {here:?}, the other {open:?}")
    })?;
    let next = crate::steps::give_answers(&page, Person::BackEnd, 1).await?;
    page.reload().await?;
    page.wait_until_mounted().await?;
    let kept = asked(&page).await?;
    check(kept == next, || format!("it was {next:?} and is {kept:?}"))
}
