//! Privacy: the page's statement about it is true wherever it is shown, and a host learns a result only after consent.

use serde_json::{Value, json};
use which_end_browser_tests::engine::Setup;
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Page, Role};
use which_end_browser_tests::server::{BasePath, Origin};
use which_end_browser_tests::stage::Stage;

use crate::hosts::{LISTEN, Mode, PLAIN, arrive, named, open, site};
use crate::person::Person;
use crate::steps::finish_quiz;

crate::scenarios! {
    a_host_learns_the_result_only_after_a_yes if crate::in_one,
    heights_tell_nothing if crate::in_one,
    what_is_said_about_privacy_is_true_where_it_is_said,
}

const YES: &str = "Tell it";
const NO: &str = "Don’t tell";

/// Waits for `count` events `quiz-complete`, and returns their details.
async fn heard(page: &Page, count: usize) -> Result<Value, Failure> {
    page.leave_frame().await?;
    page.wait_until(
        "the host hears that there is a result",
        &format!("return seen.filter(([name]) => name === 'quiz-complete').length >= {count};"),
    )
    .await?;
    let outcomes = page
        .script(
            "return seen.filter(([name]) => name === 'quiz-complete').map(([, detail]) => detail.outcome || null);",
            vec![],
        )
        .await?;
    page.enter_frame_of("which-end").await?;
    Ok(outcomes)
}

/// Protects visitors of an employer's page: it names itself before the first question, and silence or a no tells it
/// nothing.
async fn a_host_learns_the_result_only_after_a_yes(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let asking = PLAIN
        .replace(
            "<script async",
            &format!("<script>{LISTEN}</script><script async"),
        )
        .replace("view=\"quiz\"", "view=\"quiz\" outcome");
    let question = format!("May we tell localhost:{} your result", site.port());
    for refused in [false, true] {
        let page = stage.page(&Setup::default()).await?;
        open(&page, &site, &asking, Mode::Frame).await?;
        arrive(&page, Mode::Frame, &question).await?;
        if refused {
            page.press(Role::Button, NO).await?;
        }
        finish_quiz(&page, Person::BackEnd).await?;
        let silent = heard(&page, 1).await?;
        check(silent == json!([null]), || {
            format!("without a yes the host heard {silent}")
        })?;
        if refused {
            let asked_again = page.has(Role::Button, YES).await?;
            check(!asked_again, || "a no is asked about again".into())?;
        } else {
            page.wait_for_text(&question).await?;
            page.press(Role::Button, YES).await?;
            let displayed = heard(&page, 2).await?;
            check(displayed == json!([null, "back-end"]), || {
                format!("after a yes the host heard {displayed}")
            })?;
        }
    }
    // A host that does not ask is not mentioned.
    let page = stage.page(&Setup::default()).await?;
    let calm = asking.replace(" outcome", "");
    open(&page, &site, &calm, Mode::Frame).await?;
    arrive(&page, Mode::Frame, "Question 1").await?;
    let asked = page.has(Role::Button, YES).await?;
    check(!asked, || {
        "a host that asks for nothing is asked about".into()
    })
}

/// All heights reported so far, and the element's height at many widths.
const HEIGHTS: &str = "const done = arguments[arguments.length - 1]; const one = document.querySelector('which-end');\
    const found = new Set(seen.filter(([name]) => name === 'resize').map(([, detail]) => detail.height));\
    const widths = [280, 300, 320, 340, 360, 400, 440, 480, 520, 560, 600, 900];\
    const next = () => { const width = widths.shift(); if (!width) return done([...found]);\
      one.style.width = width + 'px'; requestAnimationFrame(() => requestAnimationFrame(() => { found.add(one.offsetHeight); next(); })); };\
    next();";

/// Protects visitors from a host that measures: neither their questions nor their result, which the host can make the
/// element show, changes a height at any width.
async fn heights_tell_nothing(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let html = PLAIN.replace(
        "<script async",
        &format!("<script>{LISTEN}</script><script async"),
    );
    for person in [Person::BackEnd, Person::FrontEnd] {
        let page = stage.page(&Setup::default()).await?;
        open(&page, &site, &html, Mode::Frame).await?;
        arrive(&page, Mode::Frame, "Question 1").await?;
        finish_quiz(&page, person).await?;
        for view in ["result", "quiz", "start", "about"] {
            page.leave_frame().await?;
            page.script(
                "document.querySelector('which-end').setAttribute('view', arguments[0]);",
                vec![view.into()],
            )
            .await?;
            let heights = page.script_with_callback(HEIGHTS, vec![]).await?;
            check(heights == json!([900]), || {
                format!("in {view} the host learns the heights {heights}")
            })?;
            // Nor on a change.
            let displayed = page
                .script(
                    "return seen.filter(([name]) => name === 'resize').length;",
                    vec![],
                )
                .await?;
            check(displayed == json!(1), || {
                format!("in {view} the host was told a height {displayed} times")
            })?;
            page.enter_frame_of("which-end").await?;
        }
    }
    Ok(())
}

/// Protects trust: the page says that nothing leaves the device only if no host can read along.
async fn what_is_said_about_privacy_is_true_where_it_is_said(stage: &Stage) -> Result<(), Failure> {
    const ALONE: &str = "Nothing you do here leaves your device";
    const FRAMED: &str = "sees what you open here and how far you are in the quiz";
    const READ: &str = "whose scripts can read what you answer";
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    page.open_app(&site.url(BasePath::Root)).await?;
    says_only(&page, ALONE, &[FRAMED, READ]).await?;
    for (mode, origin, said, others) in [
        (Mode::Frame, Origin::Name, FRAMED, [ALONE, READ]),
        (Mode::Frame, Origin::Number, READ, [ALONE, FRAMED]),
        (Mode::Inline, Origin::Name, READ, [ALONE, FRAMED]),
    ] {
        for attributes in [
            "view=\"quiz\"",
            "view=\"start\"",
            "view=\"about\" storage=\"off\"",
            "view=\"quiz\" outcome",
        ] {
            let html = PLAIN
                .replace("view=\"quiz\"", attributes)
                .replace("SITE", &named(&site))
                .replace("MODE", mode.word());
            page.open(&site.document(origin, &html)).await?;
            arrive(&page, mode, said).await?;
            says_only(&page, said, &others).await?;
            page.leave_frame().await?;
        }
    }
    Ok(())
}

async fn says_only(page: &Page, said: &str, others: &[&str]) -> Result<(), Failure> {
    page.wait_for_text(said).await?;
    let text = page.text().await?;
    let lies = [
        "leaves your device",
        "stay on this device",
        "stay in this browser",
        "sent to nobody",
        "sent anywhere",
    ];
    for other in others.iter().chain(&lies) {
        check(said.contains(other) || !text.contains(other), || {
            format!("beside “{said}” the page says “{other}”")
        })?;
    }
    Ok(())
}
