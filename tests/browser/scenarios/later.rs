//! The second module: the quiz does not wait for it, and nothing is lost if it cannot be loaded.

use which_end_browser_tests::engine::Setup;
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Page, Role};
use which_end_browser_tests::server::{Asked, BasePath, Origin, Site, Spoiled};
use which_end_browser_tests::stage::Stage;

use crate::hands_on::{ORDER, open_task};
use crate::hosts::{self, Mode, PLAIN};
use crate::person::Person;
use crate::steps::{AS_TEXT, answers, arrived, enter, give_answers};

crate::scenarios! {
    the_quiz_does_not_wait_for_the_second_module,
    a_view_that_cannot_be_loaded_can_be_tried_again,
    a_link_to_a_view_that_cannot_be_loaded_shows_its_text,
    a_task_is_a_list_without_the_second_module if crate::in_one,
    the_focus_stays_where_the_visitor_moved_it,
    a_copy_that_is_removed_while_it_loads_breaks_no_other if crate::in_one,
}

const LATER: &str = "_later.wasm";
const FAILED: &str = "This part could not be loaded";

/// The site without its service worker, which would answer for the host.
async fn site(stage: &Stage) -> Result<Site, Failure> {
    let site = stage.site().await?;
    site.replace("sw.js", "throw new Error('there is no worker here');");
    Ok(site)
}

async fn in_quiz(stage: &Stage, site: &Site) -> Result<Page, Failure> {
    let page = stage.page(&Setup::default()).await?;
    page.open_app(&format!("{}#/quiz", site.url(BasePath::Root)))
        .await?;
    Ok(page)
}

/// Protects visitors on slow networks: the quiz works before the second module is loaded. Another view says that it is loading,
/// and its heading gets the focus when it is shown.
async fn the_quiz_does_not_wait_for_the_second_module(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    site.hold(LATER);
    let page = in_quiz(stage, &site).await?;
    give_answers(&page, Person::BackEnd, 2).await?;
    page.press(Role::Link, "Pay").await?;
    page.wait_for_text("Loading…").await?;
    site.let_go();
    arrived(&page, "#/pay").await?;
    page.wait_until(
        "the heading has the focus",
        "return nameOf(deepActive(), 'heading') === 'What does this work pay?';",
    )
    .await?;
    let fetched = site.log();
    let fetched = fetched.iter().filter(|asked| asked.path().ends_with(LATER));
    let times = fetched.count();
    check(times == 1, || format!("it was fetched {times} times"))
}

/// Protects visitors whose connection fails: the page says what to do, “Try again” works once the connection is back, and a
/// damaged module is never run.
async fn a_view_that_cannot_be_loaded_can_be_tried_again(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    for (how, view) in [
        (Spoiled::Failing, "#/about"),
        (Spoiled::Dropped, "#/guide/back-end"),
        (Spoiled::Flipped, "#/sources"),
    ] {
        site.spoil(LATER, how);
        let page = in_quiz(stage, &site).await?;
        give_answers(&page, Person::BackEnd, 1).await?;
        page.go_to(view).await?;
        page.find(Role::Heading, FAILED).await?;
        page.press(Role::Button, "Try again").await?;
        page.find(Role::Heading, FAILED).await?;
        site.mend();
        page.press(Role::Button, "Try again").await?;
        arrived(&page, view).await?;
        enter(&page, "#/quiz").await?;
        page.wait_for_text("Question 2").await?;
    }
    Ok(())
}

/// Protects visitors who open a link to a view: where the second module cannot be loaded, the static page keeps its text.
async fn a_link_to_a_view_that_cannot_be_loaded_shows_its_text(
    stage: &Stage,
) -> Result<(), Failure> {
    let site = site(stage).await?;
    site.spoil(LATER, Spoiled::Missing);
    let page = stage.page(&Setup::default()).await?;
    page.open(&format!("{}#/sources", site.url(BasePath::Root)))
        .await?;
    page.wait_for_text("The quiz could not be loaded. Check your connection and reload the page.")
        .await?;
    page.find(Role::Heading, "Sources").await?;
    let log = site.log();
    check(
        log.iter()
            .map(Asked::path)
            .any(|path| path.ends_with(LATER)),
        || "the second module was not asked for".into(),
    )
}

/// Protects visitors who get a hands-on task before the second module is loaded: they can answer it as a list, and the list
/// stays when the module arrives.
async fn a_task_is_a_list_without_the_second_module(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = in_quiz(stage, &site).await?;
    give_answers(&page, Person::BackEnd, 2).await?;
    site.hold(LATER);
    open_task(&site, &page, ORDER).await?;
    let choices = answers(&page).await?;
    check(choices.len() > 1, || "there is no list".into())?;
    site.let_go();
    arrived_later(&page).await?;
    // Once the module is loaded, another view opens at once, and the task is a widget.
    check(!page.has(Role::Button, AS_TEXT).await?, || {
        "the list has become a form".into()
    })?;
    enter(&page, "#/about").await?;
    page.go_to("#/quiz").await?;
    page.find(Role::Button, AS_TEXT).await.map(drop)
}

/// Waits until the browser has the second module.
async fn arrived_later(page: &Page) -> Result<(), Failure> {
    page.wait_until(
        "the second module has come",
        "return performance.getEntriesByType('resource').some((one) => one.name.endsWith('_later.wasm') && one.responseEnd);",
    )
    .await
}

/// Protects visitors who use the keyboard while a view loads: the focus stays on what they have moved to.
async fn the_focus_stays_where_the_visitor_moved_it(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    site.hold(LATER);
    let page = in_quiz(stage, &site).await?;
    page.press(Role::Link, "Pay").await?;
    page.wait_for_text("Loading…").await?;
    page.tab_until("a link of the footer", |thing| {
        thing.role == "link" && thing.name == "Sources"
    })
    .await?;
    site.let_go();
    arrived(&page, "#/pay").await?;
    let focused = page.focused().await?;
    check(
        focused
            .as_ref()
            .is_some_and(|thing| thing.name == "Sources"),
        || format!("the focus went to {focused:?}"),
    )
}

/// Protects a host's page that removes a copy while its second module loads: the other copy goes on.
async fn a_copy_that_is_removed_while_it_loads_breaks_no_other(
    stage: &Stage,
) -> Result<(), Failure> {
    let site = hosts::site(stage).await?;
    site.hold(LATER);
    let page = stage.page(&Setup::default()).await?;
    let faulty = site.document(Origin::Name, "{");
    let removed = format!(
        "<which-end id=\"removed\" mode=\"MODE\" view=\"quiz\" overlay=\"{faulty}\"></which-end><which-end mode="
    );
    let html = PLAIN.replacen("<which-end mode=", &removed, 1);
    hosts::open(&page, &site, &html, Mode::Inline).await?;
    let both = "const all = [...document.querySelectorAll('which-end')];\
        const missing = all.find((one) => !one.shadowRoot || !one.shadowRoot.querySelector('.which-end main'));\
        if (missing) missing.scrollIntoView(); return !missing;";
    page.wait_until("both copies are there", both).await?;
    page.wait_until(
        "the overlay has come",
        "return performance.getEntriesByType('resource').some((one) => one.name === arguments[0] && one.responseEnd);"
            .replace("arguments[0]", &format!("'{faulty}'"))
            .as_str(),
    )
    .await?;
    page.script("document.getElementById('removed').remove();", vec![])
        .await?;
    site.let_go();
    arrived_later(&page).await?;
    page.press(Role::Link, "Pay").await?;
    page.find(Role::Heading, "What does this work pay?")
        .await
        .map(drop)
}
