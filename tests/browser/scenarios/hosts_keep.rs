//! Storage settings of hosts and visitors, and several instances on one page.

use serde_json::json;
use which_end_browser_tests::engine::Setup;
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Named, Role};
use which_end_browser_tests::server::{BasePath, Origin};
use which_end_browser_tests::stage::Stage;

use crate::hosts::{LISTEN, Mode, PLAIN, answer, arrive, open, opened, site};
use crate::presses::look;
use crate::steps::NOT_KEPT;

crate::scenarios! {
    the_strictest_host_decides_while_it_is_there if crate::in_one,
    a_visitor_who_says_not_now_is_told_what_that_means if crate::in_one,
    several_frames_tell_of_an_answer_once if crate::in_one,
    a_host_that_shows_another_view_takes_no_focus,
    a_hosts_preset_is_not_kept_as_the_visitors_choice if crate::in_one,
    a_host_stays_where_its_reader_is,
    a_visitor_who_comes_back_is_told_what_has_no_place if crate::in_one,
}

/// Protects consent: inline instances share one record. While one of them forbids saving, none saves; once it is
/// removed, the answers given meanwhile are saved.
async fn the_strictest_host_decides_while_it_is_there(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    open(&page, &site, PLAIN, Mode::Inline).await?;
    arrive(&page, Mode::Inline, "Question 1").await?;
    answer(&page, 1, 1).await?;
    page.wait_until("it is kept", "return localStorage.length > 0;")
        .await?;
    let beside = "const other = document.createElement('which-end'); other.id = 'strict';\
        for (const [name, value] of [['mode', 'inline'], ['view', 'about'], ['storage', 'off']]) other.setAttribute(name, value);\
        document.body.append(other); other.scrollIntoView();";
    page.script(beside, vec![]).await?;
    page.wait_for_text(NOT_KEPT).await?;
    page.script("localStorage.clear(); scrollTo(0, 0);", vec![])
        .await?;
    answer(&page, 2, 1).await?;
    let kept = page.stored().await?;
    check(kept.is_empty(), || {
        format!("kept against one host's wish: {kept:?}")
    })?;
    page.script("document.getElementById('strict').remove();", vec![])
        .await?;
    page.wait_until("it is kept again", "return localStorage.length > 0;")
        .await?;
    answer(&page, 3, 1).await?;
    let text = page.text().await?;
    check(!text.contains(NOT_KEPT), || {
        format!("it is kept, but the page says “{text}”")
    })
}

/// Protects visitors who decline: nothing is saved, and they learn what they lose before they lose it.
async fn a_visitor_who_says_not_now_is_told_what_that_means(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    let asking = PLAIN.replace("view=\"quiz\"", "view=\"quiz\" storage=\"ask\"");
    open(&page, &site, &asking, Mode::Frame).await?;
    arrive(&page, Mode::Frame, "May this page keep your answers").await?;
    page.press(Role::Button, "Not now").await?;
    page.wait_for_text(NOT_KEPT).await?;
    answer(&page, 1, 1).await?;
    // A host that allows saving later does not override them.
    page.leave_frame().await?;
    let allow = "document.querySelector('which-end').setAttribute('storage', 'local');";
    page.script(allow, vec![]).await?;
    page.enter_frame_of("which-end").await?;
    answer(&page, 2, 1).await?;
    let kept = page.stored().await?;
    check(kept.is_empty(), || format!("kept against a no: {kept:?}"))?;
    page.expect_text(NOT_KEPT).await
}

/// Protects owners who count: three frames show one visitor's answers, and only the one that was used reports them.
async fn several_frames_tell_of_an_answer_once(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    let one = "<which-end mode=\"MODE\" view=\"quiz\" height=\"500\"></which-end>";
    let html = PLAIN
        .replace(
            "<script async",
            &format!("<script>{LISTEN}</script><script async"),
        )
        .replace("</body>", &format!("{one}</body>"));
    open(&page, &site, &html, Mode::Frame).await?;
    arrive(&page, Mode::Frame, "Question 1").await?;
    page.leave_frame().await?;
    page.script(
        "document.querySelectorAll('which-end')[1].scrollIntoView();",
        vec![],
    )
    .await?;
    page.enter_frame_of("which-end:last-of-type").await?;
    page.wait_for_text("Question 1").await?;
    page.leave_frame().await?;
    arrive(&page, Mode::Frame, "Question 1").await?;
    answer(&page, 1, 2).await?;
    page.leave_frame().await?;
    page.enter_frame_of("which-end:last-of-type").await?;
    page.wait_for_text("Question 3").await?;
    page.leave_frame().await?;
    let heard = page
        .script(
            "return seen.map(([name]) => name).filter((name) => name.startsWith('quiz-'));",
            vec![],
        )
        .await?;
    check(
        heard == json!(["quiz-start", "quiz-step", "quiz-step"]),
        || format!("the host heard {heard}"),
    )
}

/// Protects people who type on a host's page: a script of the host that changes our view does not take their focus.
async fn a_host_that_shows_another_view_takes_no_focus(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    let html = PLAIN.replace("<script async", "<input id=\"field\"><script async");
    for mode in Mode::BOTH {
        open(&page, &site, &html, mode).await?;
        arrive(&page, mode, "Question 1").await?;
        page.leave_frame().await?;
        let change = "document.getElementById('field').focus(); document.querySelector('which-end').setAttribute('view', 'pay');";
        page.script(change, vec![]).await?;
        arrive(&page, mode, "What does this work pay?").await?;
        page.leave_frame().await?;
        // The focus would move in the next frame.
        let pictures = "const done = arguments[arguments.length - 1]; requestAnimationFrame(() => requestAnimationFrame(() => done(document.activeElement.id)));";
        let focused = page.script_with_callback(pictures, vec![]).await?;
        check(focused == "field", || {
            format!("the focus went to “{focused}”")
        })?;
    }
    Ok(())
}

/// Protects people who read the host's text first: the page does not scroll when ours loads or changes its view. Some
/// browsers apply an anchor in a frame to the pages around it, if they have the same origin.
async fn a_host_stays_where_its_reader_is(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    let named = site.url(BasePath::SubPath);
    let html = PLAIN
        .replace("<h1>", "<div style=\"height: 60vh\"></div><h1>")
        .replace("</body>", "<div style=\"height: 3000px\"></div></body>")
        .replace("SITE", named.trim_end_matches('/'))
        .replace("MODE", "frame");
    for origin in [Origin::Name, Origin::Number] {
        page.open(&site.document(origin, &html)).await?;
        arrive(&page, Mode::Frame, "Question 1").await?;
        page.leave_frame().await?;
        page.script(
            "document.querySelector('which-end').setAttribute('view', 'guide/back-end');",
            vec![],
        )
        .await?;
        arrive(&page, Mode::Frame, "Build APIs").await?;
        page.leave_frame().await?;
        let scrolled = page.script("return scrollY;", vec![]).await?;
        check(scrolled == json!(0), || {
            format!("{origin:?}: the page was scrolled to {scrolled}")
        })?;
    }
    Ok(())
}

/// Protects visitors of several hosts: one page's preset is not saved as the visitor's choice, on this page or the
/// next. The visitor's own choice overrides every preset.
async fn a_hosts_preset_is_not_kept_as_the_visitors_choice(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    for mode in Mode::BOTH {
        let preset = |attributes: &str| PLAIN.replace("view=\"quiz\"", attributes);
        let front = preset("view=\"quiz\" preset-role=\"front-end\" preset-tier=\"senior\"");
        open(&page, &site, &front, mode).await?;
        arrive(&page, mode, "Question 1").await?;
        answer(&page, 1, 1).await?;
        page.press(Role::Link, "Pay").await?;
        page.wait_for_text("Half of front-end developers").await?;
        page.leave_frame().await?;
        open(&page, &site, &preset("view=\"pay\""), mode).await?;
        arrive(&page, mode, "Half of full-stack developers").await?;
        page.press(Role::Radio, "Back end").await?;
        page.wait_for_text("Half of back-end developers").await?;
        page.leave_frame().await?;
        let front = preset("view=\"pay\" preset-role=\"front-end\"");
        open(&page, &site, &front, mode).await?;
        arrive(&page, mode, "Half of back-end developers").await?;
        page.script("localStorage.clear();", vec![]).await?;
        page.leave_frame().await?;
    }
    Ok(())
}

/// Protects visitors who answer the opening questions again while a session from elsewhere is being saved: they are
/// hear what could not be applied, and the saved session continues.
async fn a_visitor_who_comes_back_is_told_what_has_no_place(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    open(&page, &site, PLAIN, Mode::Frame).await?;
    arrive(&page, Mode::Frame, "Question 1").await?;
    answer(&page, 1, 1).await?;
    let elsewhere = page.stored().await?;
    page.script("localStorage.clear(); sessionStorage.clear();", vec![])
        .await?;
    page.leave_frame().await?;
    site.hold("_bg.wasm");
    open(&page, &site, PLAIN, Mode::Frame).await?;
    opened(&page).await?;
    page.enter_frame_of("which-end").await?;
    // A different answer to the first question, and one to the second.
    for (number, position) in [(1, 4), (2, 0)] {
        page.wait_for_text(&format!("Question {number}")).await?;
        look(&page).await?;
        let radios = page.all(Role::Radio, Named::Anything).await?;
        let radio = radios
            .get(position)
            .ok_or_else(|| Failure::new("no answers"))?;
        page.press_thing(radio).await?;
    }
    page.wait_for_text("Question 3").await?;
    for (key, text) in elsewhere {
        page.store(&key, &text).await?;
    }
    site.let_go();
    page.wait_for_text("2 answers that you gave while this page was loading were left out")
        .await?;
    page.expect_text("Question 2").await
}
