//! Panics: the panel says so, offers the saved record, and nothing is lost.
//!
//! The browser makes the page panic: the next copy of a node, or the next element, fails once, which the application
//! does not expect.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::time::sleep;
use which_end_browser_tests::engine::Setup;
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Named, Page, Role, SOON};
use which_end_browser_tests::server::{BasePath, Origin};
use which_end_browser_tests::stage::Stage;

use crate::lite::begin_with;
use crate::person::Person;
use crate::steps::{BROKEN, START, asked, enter, give_answers};

crate::scenarios! {
    a_broken_page_hands_out_what_is_saved,
    a_broken_part_leaves_its_host_alone,
    a_start_that_breaks_can_be_left if crate::in_one,
}

const PLAIN: &str = include_str!("../hosts/plain.html");

/// Makes the next rendering of the application fail, once. Scripts of the page are unaffected.
const BREAK: &str = "
    const spots = [[Node.prototype, 'cloneNode'], [Document.prototype, 'createElement']];
    const real = spots.map(([at, name]) => at[name]);
    for (const [index, [at, name]] of spots.entries()) {
      at[name] = function (...asked) {
        if (!new Error().stack.includes('wasm')) return real[index].apply(this, asked);
        spots.forEach(([at, name], index) => { at[name] = real[index]; });
        throw new DOMException('made to fail', 'InvalidStateError');
      };
    }";

/// Breaks the page on its way to another view, and waits for the panel.
async fn break_it(page: &Page, way: &str) -> Result<(), Failure> {
    page.script(BREAK, vec![]).await?;
    page.script(way, vec![]).await?;
    let since = Instant::now();
    while !page.text().await.is_ok_and(|text| text.contains(BROKEN)) {
        check(since.elapsed() < SOON, || "the page did not break".into())?;
        sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

const TO_THE_GUIDE: &str = "location.hash = '#/guide/back-end';";

/// Protects visitors from our own errors: the panel says what is saved and what is not, offers the record as a file
/// that the page can import, changes nothing, and its button restores the page.
async fn a_broken_page_hands_out_what_is_saved(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    let address = site.url(BasePath::Root);
    page.open_app(&address).await?;
    break_it(&page, TO_THE_GUIDE).await?;
    page.expect_text("Nothing is saved on this device").await?;
    page.press(Role::Button, "Reload").await?;
    page.wait_until_mounted().await?;

    enter(&page, "#/").await?;
    page.press(Role::Link, START).await?;
    let open = give_answers(&page, Person::BackEnd, 3).await?;
    let before = page.stored().await?;
    break_it(&page, TO_THE_GUIDE).await?;
    page.expect_text("Your answers are saved. Reload the page to go on.")
        .await?;
    page.expect_text("Details for a bug report").await?;
    let named = page
        .all(Role::Button, Named::Exactly("Reload"))
        .await?
        .len();
    check(named == 1, || format!("{named} buttons load it again"))?;
    let file = page
        .downloaded(async || page.press(Role::Link, "Save my answers to a file").await)
        .await?;
    let stored = page.stored().await?;
    check(stored == before, || {
        format!("what was saved became {stored:?}")
    })?;
    page.press(Role::Button, "Reload").await?;
    page.wait_until_mounted().await?;
    enter(&page, "#/quiz").await?;
    let again = asked(&page).await?;
    check(again == open, || {
        format!("it was {open:?} and is {again:?}")
    })?;

    // The panel does not call an unsaved answer saved.
    page.script(
        "Storage.prototype.setItem = () => { throw new DOMException('made to fail', 'QuotaExceededError'); };",
        vec![],
    )
    .await?;
    give_answers(&page, Person::BackEnd, 1).await?;
    break_it(&page, TO_THE_GUIDE).await?;
    page.expect_text("Most of your answers are saved; the last ones could not be.")
        .await?;

    page.script("localStorage.clear();", vec![]).await?;
    page.press(Role::Button, "Reload").await?;
    page.wait_until_mounted().await?;
    enter(&page, "#/about").await?;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("which-end-answers.json");
    std::fs::write(&path, &file)?;
    page.choose_file(&path).await?;
    page.wait_for_text("This file holds 3 answers.").await
}

/// Protects owners: if an inline instance breaks, only its own element is replaced. Their page works, keeps its focus,
/// and shows the answers after a reload.
async fn a_broken_part_leaves_its_host_alone(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    site.add_header("Access-Control-Allow-Origin", "*");
    site.add_header("Cross-Origin-Resource-Policy", "cross-origin");
    let page = stage.page(&Setup::default()).await?;
    let named = site.url(BasePath::SubPath);
    let html = PLAIN
        .replace("MODE", "inline")
        .replace("SITE", named.trim_end_matches('/'))
        .replace(
            "<script",
            "<button onclick=\"this.textContent = 'The host goes on'\">Press me</button><script",
        );
    page.open(&site.document(Origin::Name, &html)).await?;
    page.wait_for_text("Question 1").await?;
    let radios = page.all(Role::Radio, Named::Anything).await?;
    page.press_thing(&radios[0]).await?;
    page.wait_for_text("Question 2").await?;
    page.wait_until("it is saved", "return localStorage.length > 0;")
        .await?;
    let button = page.find(Role::Button, "Press me").await?;
    let focus = "everyThing().find((one) => one.localName === 'button' && textOf(one) === 'Press me').focus();";
    page.script(focus, vec![]).await?;
    break_it(
        &page,
        "everyThing().find((one) => roleOf(one) === 'link' && nameOf(one, 'link') === 'Pay').click();",
    )
    .await?;
    let around = page
        .script(
            "const title = document.querySelector('h1'); const box = title.getBoundingClientRect();\
             const panel = [...everyElement(document)].find((one) => roleOf(one) === 'alertdialog');\
             const place = document.querySelector('which-end');\
             return [document.elementFromPoint(box.left + 5, box.top + 5) === title,\
               panel.getRootNode().host === place, getComputedStyle(panel).position,\
               [...document.body.children].map((one) => one.localName).join(' '),\
               tidy(textOf(document.activeElement))];",
            vec![],
        )
        .await?;
    let expected: Value = json!([
        true,
        true,
        "static",
        "h1 p button script which-end",
        "Press me"
    ]);
    check(around == expected, || {
        format!("around the broken part it is {around}")
    })?;
    page.expect_text("Your answers are saved. Reload the page to go on.")
        .await?;
    page.all(Role::Link, "Save my answers to a file")
        .await?
        .first()
        .ok_or_else(|| Failure::new("no file is offered"))?;
    page.press_thing(&button).await?;
    page.expect_text("The host goes on").await?;
    page.press(Role::Button, "Reload").await?;
    page.wait_for_text("Question 2").await
}

/// Protects visitors whose saved answers break every start: the panel's button, and the third start by itself, continue
/// without them and offer them as a file.
async fn a_start_that_breaks_can_be_left(stage: &Stage) -> Result<(), Failure> {
    const ASIDE: &str = "The page could not start with your saved answers, so they were set aside.";
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    // A start that reads saved answers breaks.
    begin_with(
        &site,
        &format!(
            "if (Object.keys(localStorage).some((key) => key.includes(':record-')) && !(sessionStorage.getItem('which-end:starts') >= 2)) {{ {BREAK} }}"
        ),
    )?;
    let address = format!("{}#/quiz", site.url(BasePath::Root));
    page.open_app(&address).await?;
    give_answers(&page, Person::BackEnd, 2).await?;
    let saved = page.stored().await?;
    for by_itself in [true, false] {
        page.open("about:blank").await?;
        page.open(&address).await?;
        page.wait_for_text(BROKEN).await?;
        page.expect_text("Your answers are saved.").await?;
        if by_itself {
            page.press(Role::Button, "Reload").await?;
            page.wait_until(
                "it broke again",
                "return sessionStorage.getItem('which-end:starts') === '2';",
            )
            .await?;
            page.wait_for_text(BROKEN).await?;
            page.press(Role::Button, "Reload").await?;
        } else {
            page.press(Role::Button, "Start without my saved answers")
                .await?;
        }
        page.wait_for_text(ASIDE).await?;
        page.find(Role::Button, "Download what was set aside")
            .await?;
        page.expect_text("Question 1").await?;
        let aside = page.stored().await?;
        for (key, text) in &saved {
            let kept = aside.iter().any(|(place, kept)| {
                place.contains(":set-aside-")
                    && serde_json::from_str(kept).unwrap_or_else(|_| kept.clone()) == *text
            });
            check(kept, || format!("what stood in {key} is gone"))?;
        }
        page.script(
            "localStorage.clear(); for (const [key, text] of arguments[0]) localStorage.setItem(key, text);",
            vec![json!(saved)],
        )
        .await?;
    }
    Ok(())
}
