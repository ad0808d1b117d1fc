//! The second module: the quiz does not wait for it, and where it does not come nothing is lost.

use which_end_browser_tests::engine::Setup;
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Page, Role};
use which_end_browser_tests::server::{Asked, Place, Site, Spoiled};
use which_end_browser_tests::stage::Stage;

use crate::hands_on::{ORDER, open_task};
use crate::house::{AS_TEXT, answers, arrived, enter, give_answers};
use crate::person::Person;

crate::scenarios! {
    the_quiz_does_not_wait_for_the_second_module,
    a_view_that_cannot_be_loaded_can_be_tried_again,
    a_link_to_a_view_that_cannot_be_loaded_shows_its_text,
    a_task_is_a_list_without_the_second_module if crate::in_one,
}

const LATER: &str = "_later.wasm";
const FAILED: &str = "This part could not be loaded";

/// The site without its worker, which would answer for the host.
async fn site(stage: &Stage) -> Result<Site, Failure> {
    let site = stage.site().await?;
    site.replace("sw.js", "throw new Error('there is no worker here');");
    Ok(site)
}

async fn in_quiz(stage: &Stage, site: &Site) -> Result<Page, Failure> {
    let page = stage.page(&Setup::default()).await?;
    page.open_app(&format!("{}#/quiz", site.url(Place::Root)))
        .await?;
    Ok(page)
}

/// Protects people on slow lines: questions come without the second module; who goes to another view is told that it is on
/// its way, and has the focus on its heading when it comes.
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

/// Protects people whose connection breaks: they are told what to do, it works once the connection is back, and a damaged
/// module never runs.
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

/// Protects readers of a link: where the second module does not come, the static page stays, with all its text.
async fn a_link_to_a_view_that_cannot_be_loaded_shows_its_text(
    stage: &Stage,
) -> Result<(), Failure> {
    let site = site(stage).await?;
    site.spoil(LATER, Spoiled::Missing);
    let page = stage.page(&Setup::default()).await?;
    page.open(&format!("{}#/sources", site.url(Place::Root)))
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

/// Protects people who meet a hands-on task before the second module is there: they can answer it, and nothing changes under
/// their finger when the module comes.
async fn a_task_is_a_list_without_the_second_module(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = in_quiz(stage, &site).await?;
    give_answers(&page, Person::BackEnd, 2).await?;
    site.hold(LATER);
    open_task(&site, &page, ORDER).await?;
    let choices = answers(&page).await?;
    check(choices.len() > 1, || "there is no list".into())?;
    site.let_go();
    page.wait_until(
        "the second module has come",
        "return performance.getEntriesByType('resource').some((one) => one.name.endsWith('_later.wasm') && one.responseEnd);",
    )
    .await?;
    // With the module here, another view comes at once, and the task as a form.
    check(!page.has(Role::Button, AS_TEXT).await?, || {
        "the list has become a form".into()
    })?;
    enter(&page, "#/about").await?;
    page.go_to("#/quiz").await?;
    page.find(Role::Button, AS_TEXT).await.map(drop)
}
