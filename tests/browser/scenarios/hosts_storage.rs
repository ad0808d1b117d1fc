//! Hosts that change the storage setting or the storage itself: no answer is lost without a notice.

use serde_json::json;
use which_end_browser_tests::engine::Setup;
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Named, Page, Role};
use which_end_browser_tests::stage::Stage;

use crate::hosts::{Mode, PLAIN, answer, arrive, open, site};
use crate::steps::NOT_KEPT;

crate::scenarios! {
    a_host_that_changes_its_mind_costs_no_answer if crate::in_one,
    a_yes_that_finds_other_answers_says_so if crate::in_one,
    what_a_host_takes_between_two_loads_is_told,
    a_stand_in_for_the_storage_is_not_trusted,
}

const GONE: &str = "Answers that you saved in this tab are gone";

/// Changes the host's storage setting, and returns to the page.
async fn allow(page: &Page, mode: Mode, storage: &str) -> Result<(), Failure> {
    page.leave_frame().await?;
    page.script(
        "document.querySelector('which-end').setAttribute('storage', arguments[0]);",
        vec![json!(storage)],
    )
    .await?;
    if mode == Mode::Frame {
        page.enter_frame_of("which-end").await?;
    }
    Ok(())
}

/// A host's page with this initial setting.
fn allowing(storage: &str) -> String {
    PLAIN.replace(
        "view=\"quiz\"",
        &format!("view=\"quiz\" storage=\"{storage}\""),
    )
}

/// Gives an answer that [`answer`] never gives.
async fn answer_otherwise(page: &Page, question: usize) -> Result<(), Failure> {
    page.wait_for_text(&format!("Question {question}")).await?;
    let radios = page.all(Role::Radio, Named::Anything).await?;
    let radio = radios.get(3).ok_or_else(|| Failure::new("no answers"))?;
    page.press_thing(radio).await?;
    page.wait_for_text(&format!("Question {}", question + 1))
        .await
}

/// Protects visitors of a page with a consent banner: their earlier answers stay visible with any setting, are saved
/// after consent, and stay saved after a no.
async fn a_host_that_changes_its_mind_costs_no_answer(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    for mode in Mode::BOTH {
        open(&page, &site, &allowing("off"), mode).await?;
        arrive(&page, mode, NOT_KEPT).await?;
        answer(&page, 1, 1).await?;
        if mode == Mode::Frame {
            // Loaders of earlier releases send the look alone.
            page.leave_frame().await?;
            let look = "document.querySelector('which-end').shadowRoot.querySelector('iframe').contentWindow.postMessage(\
                { source: 'which-end-host', protocol: 1, type: 'options', options: 'theme=dark' }, '*');";
            page.script(look, vec![]).await?;
            page.enter_frame_of("which-end").await?;
        }
        answer(&page, 2, 1).await?;
        let kept = page.stored().await?;
        check(kept.is_empty(), || {
            format!("kept against the host's wish: {kept:?}")
        })?;
        allow(&page, mode, "local").await?;
        page.wait_until("it is kept", "return localStorage.length > 0;")
            .await?;
        page.expect_text("Question 3").await?;
        let text = page.text().await?;
        check(!text.contains(NOT_KEPT), || {
            format!("it is kept, but the page says “{text}”")
        })?;
        allow(&page, mode, "off").await?;
        page.wait_for_text(NOT_KEPT).await?;
        let before = page.stored().await?;
        answer(&page, 3, 1).await?;
        let after = page.stored().await?;
        check(before == after && !after.is_empty(), || {
            format!("after a no the storage went from {before:?} to {after:?}")
        })?;
        page.script("localStorage.clear(); sessionStorage.clear();", vec![])
            .await?;
        page.leave_frame().await?;
    }
    Ok(())
}

/// Protects returning visitors: if a late consent finds other answers of theirs, they learn which session continues
/// and where the other is. Without other answers nothing changes.
async fn a_yes_that_finds_other_answers_says_so(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    for mode in Mode::BOTH {
        open(&page, &site, PLAIN, mode).await?;
        arrive(&page, mode, "Question 1").await?;
        answer(&page, 1, 3).await?;
        page.leave_frame().await?;
        open(&page, &site, &allowing("off"), mode).await?;
        arrive(&page, mode, NOT_KEPT).await?;
        answer_otherwise(&page, 1).await?;
        allow(&page, mode, "local").await?;
        page.wait_for_text("This device already held answers of yours")
            .await?;
        page.expect_text("Question 4").await?;
        page.script("localStorage.clear(); sessionStorage.clear();", vec![])
            .await?;
        page.leave_frame().await?;
    }
    Ok(())
}

/// Protects answers in a host's own storage: if its scripts clear or roll back the record between two loads, the tab
/// that saved it says so.
async fn what_a_host_takes_between_two_loads_is_told(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    open(&page, &site, PLAIN, Mode::Inline).await?;
    answer(&page, 1, 1).await?;
    page.wait_until("it is kept", "return localStorage.length > 0;")
        .await?;
    let one = page.stored().await?;
    answer(&page, 2, 2).await?;
    page.wait_until(
        "all three are kept",
        "return Object.values(localStorage).some((text) => (text.match(/\"response\"/g) || []).length > 2);",
    )
    .await?;
    page.script(
        "localStorage.clear(); for (const [key, text] of arguments[0]) localStorage.setItem(key, text);",
        vec![json!(one)],
    )
    .await?;
    open(&page, &site, PLAIN, Mode::Inline).await?;
    page.wait_for_text(GONE).await?;
    page.expect_text("Question 2").await?;
    // Only once: afterwards the remaining record is the reference.
    open(&page, &site, PLAIN, Mode::Inline).await?;
    page.wait_for_text("Question 2").await?;
    let text = page.text().await?;
    check(!text.contains(GONE), || format!("it says again “{text}”"))?;
    answer(&page, 2, 1).await?;
    page.script(
        "addEventListener('pagehide', () => localStorage.clear());",
        vec![],
    )
    .await?;
    open(&page, &site, PLAIN, Mode::Inline).await?;
    page.wait_for_text(GONE).await?;
    page.expect_text("Question 1").await?;
    // With a banner on each visit, the loss is noticed after consent.
    answer(&page, 1, 1).await?;
    // A save is up to a paint late, and one that came after the loss would undo it.
    page.wait_until("it is kept again", "return localStorage.length > 0;")
        .await?;
    page.script("localStorage.clear();", vec![]).await?;
    open(&page, &site, &allowing("off"), Mode::Inline).await?;
    page.wait_for_text(NOT_KEPT).await?;
    allow(&page, Mode::Inline, "local").await?;
    page.wait_for_text(GONE).await
}

/// Protects visitors of pages whose consent tool replaces the browser's storage with one that is lost with the page:
/// the page says that nothing is saved.
async fn a_stand_in_for_the_storage_is_not_trusted(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    let stand_in = "const kept = new Map();\
        Object.defineProperty(window, 'localStorage', { value: { get length() { return kept.size; },\
          key: (at) => [...kept.keys()][at] ?? null, getItem: (key) => kept.get(key) ?? null,\
          setItem: (key, text) => kept.set(key, String(text)), removeItem: (key) => kept.delete(key), clear: () => kept.clear() } });";
    let html = PLAIN.replace(
        "<script async",
        &format!("<script>{stand_in}</script><script async"),
    );
    open(&page, &site, &html, Mode::Inline).await?;
    page.wait_for_text(NOT_KEPT).await?;
    page.expect_text("has put something else in the place of this browser's storage")
        .await?;
    answer(&page, 1, 1).await?;
    let there = page.script("return localStorage.length;", vec![]).await?;
    check(there == 0, || format!("the stand-in holds {there} things"))
}
