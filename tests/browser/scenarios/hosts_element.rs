//! The element in a host's page: look, size, attributes, and fallback content.

use which_end_browser_tests::engine::{Engine, Setup};
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::Role;
use which_end_browser_tests::stage::Stage;

use crate::hosts::{LISTEN, Mode, PLAIN, answer, arrive, named, open, opened, site};

crate::scenarios! {
    the_look_follows_the_host,
    the_element_does_as_its_page_says,
    what_changes_while_it_loads_is_not_lost if crate::in_one,
    what_an_owner_miswrites_is_told_and_breaks_nothing if crate::in_one,
    the_owners_words_show_until_ours_do,
    it_is_as_wide_as_its_place,
    pages_that_meddle_leave_it_whole,
    a_page_in_a_folder_may_hold_it if |engine| engine != Engine::WebKit,
}

/// Protects the look: in both modes the element follows a switch to dark and a color of the host in any notation,
/// without a reload. An unreadable color is adjusted.
async fn the_look_follows_the_host(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    for mode in Mode::BOTH {
        let page = stage.page(&Setup::default()).await?;
        let html = PLAIN
            .replace("<link", "<style>body { color: oklch(0.2 0.02 250); background: #fff } .dark body, main.dark { color: oklch(0.95 0.01 250); background: #111 }</style><link")
            .replace("<which-end", "<main><which-end")
            .replace("</which-end>", "</which-end></main>")
            .replace("view=\"quiz\"", "view=\"quiz\" accent=\"color(srgb 1 0.88235 0.30196)\"");
        open(&page, &site, &html, mode).await?;
        arrive(&page, mode, "Question 1").await?;
        answer(&page, 1, 1).await?;
        let shown = "const at = everyThing().find((one) => one.id === 'question').closest('.which-end');\
            const style = getComputedStyle(at); return [style.backgroundColor, style.getPropertyValue('--accent').trim()];";
        let light = page.script(shown, vec![]).await?;
        check(light[0] == "rgb(247, 243, 234)", || {
            format!("on a light host the paper is {light}")
        })?;
        check(light[1] != "#ffe14d", || {
            "a color that nobody can read was obeyed".into()
        })?;
        page.leave_frame().await?;
        // A switch is found on any ancestor.
        for (place, class, paper) in [
            ("documentElement", "dark", "rgb(21, 21, 26),#ffe14d"),
            ("documentElement", "", "rgb(247, 243, 234)"),
            ("querySelector('main')", "dark", "rgb(21, 21, 26),#ffe14d"),
        ] {
            page.script(&format!("document.{place}.className = '{class}';"), vec![])
                .await?;
            if mode == Mode::Frame {
                page.enter_frame_of("which-end").await?;
            }
            page.wait_until(
                &format!("the page follows the class “{class}” of {place}"),
                &format!("return (() => {{ {shown} }})().join().startsWith('{paper}');"),
            )
            .await?;
            page.expect_text("Question 2").await?;
            page.leave_frame().await?;
        }
    }
    Ok(())
}

/// Protects owners of a page that resets styles: the element is a block, `hidden` and its own style hide it, a view set
/// by script adds no history entry, and moving the element keeps the frame's content.
async fn the_element_does_as_its_page_says(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    for mode in Mode::BOTH {
        let html = PLAIN.replace(
            "<link",
            "<style id=\"reset\">which-end { all: unset !important }</style><link",
        );
        open(&page, &site, &html, mode).await?;
        arrive(&page, mode, "Question 1").await?;
        page.leave_frame().await?;
        let shown = page
            .script(
                "const one = document.querySelector('which-end'); const shown = () => getComputedStyle(one).display + (one.offsetHeight > 0);\
                 const all = [shown()]; one.hidden = true; all.push(shown()); one.hidden = false; all.push(shown());\
                 document.querySelector('#reset').remove();\
                 one.style.display = 'none'; all.push(shown()); one.style.display = ''; all.push(shown()); return all;",
                vec![],
            )
            .await?;
        let expected = [
            "blocktrue",
            "nonefalse",
            "blocktrue",
            "nonefalse",
            "blocktrue",
        ];
        check(shown == serde_json::json!(expected), || {
            format!("{}: shown, hidden, hidden by style: {shown}", mode.word())
        })?;

        let steps = page.script("return history.length;", vec![]).await?;
        for (view, text) in [
            ("pay", "What does this work pay?"),
            ("start", "Which end is yours?"),
            ("quiz", "Question 1"),
        ] {
            page.script(
                "document.querySelector('which-end').setAttribute('view', arguments[0]);",
                vec![view.into()],
            )
            .await?;
            arrive(&page, mode, text).await?;
            page.leave_frame().await?;
        }
        let after = page.script("return history.length;", vec![]).await?;
        check(after == steps, || {
            format!("{}: from {steps} to {after} steps", mode.word())
        })?;

        let kept = page
            .script(
                "const one = document.querySelector('which-end'); const inside = () => one.shadowRoot.querySelector('iframe, .which-end');\
                 const before = inside(); if (document.body.moveBefore) document.body.moveBefore(one, document.body.firstChild);\
                 return Boolean(before) && before === inside();",
                vec![],
            )
            .await?;
        check(kept == true, || {
            format!("{}: a move began it anew", mode.word())
        })?;
    }
    Ok(())
}

/// Protects hosts that configure the element by script: changes before the module is loaded count like attributes in
/// the HTML.
async fn what_changes_while_it_loads_is_not_lost(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    for mode in Mode::BOTH {
        let page = stage.page(&Setup::default()).await?;
        // Starts with an empty page, because browsers delay it while a response is held.
        let html = PLAIN.replace("<which-end mode=\"MODE\" view=\"quiz\">", "<p>");
        open(&page, &site, &html, mode).await?;
        site.hold("_bg.wasm");
        page.script(
            "const one = document.createElement('which-end'); one.setAttribute('mode', arguments[0]); one.setAttribute('view', 'quiz'); document.body.append(one);",
            vec![mode.word().into()],
        )
        .await?;
        page.wait_until(
            "it loads",
            "const one = document.querySelector('which-end');\
             return Boolean(one.shadowRoot?.querySelector('iframe')) || performance.getEntriesByType('resource').some((one) => /\\/inline-/.test(one.name));",
        )
        .await?;
        page.script(
            "const one = document.querySelector('which-end'); one.setAttribute('view', 'pay'); one.setAttribute('accent', '#ffe14d'); one.setAttribute('theme', 'dark');",
            vec![],
        )
        .await?;
        site.let_go();
        arrive(&page, mode, "What does this work pay?").await?;
        page.wait_until(
            "the page is dark, with the host's color",
            "const style = getComputedStyle(everyThing().find((one) => one.id === 'view-title').closest('.which-end'));\
             return style.backgroundColor === 'rgb(21, 21, 26)' && style.getPropertyValue('--accent').trim() === '#ffe14d';",
        )
        .await?;
    }
    Ok(())
}

/// Protects owners: an invalid address and an invalid color are reported once each, everything else works, and nothing
/// throws in their page. An element with an invalid address shows its fallback link.
async fn what_an_owner_miswrites_is_told_and_breaks_nothing(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    let thrown = "window.thrown = []; addEventListener('error', (event) => thrown.push(event.message));\
        addEventListener('unhandledrejection', (event) => thrown.push(String(event.reason)));";
    let html = PLAIN
        .replace(
            "<script async",
            &format!("<script>{LISTEN}{thrown}</script><script async"),
        )
        .replace(
            "view=\"quiz\"",
            "view=\"quiz\" height=\"300\" apply-link=\"https://\" accent=\"no color\"",
        )
        .replace(
            "</body>",
            "<which-end src=\"http://[\"><a href=\"#a\">The first link</a></which-end>\
             <which-end src=\"data:text/html,hello\"><a href=\"#b\">The second link</a></which-end></body>",
        );
    open(&page, &site, &html, Mode::Frame).await?;
    arrive(&page, Mode::Frame, "Question 1").await?;
    page.leave_frame().await?;
    page.wait_until(
        "the owner is told of all",
        "document.querySelector('which-end:last-of-type').scrollIntoView();\
         return ['apply-link is no address: https://', 'src is no address: http://[', 'src is no address: data:text/html,hello', 'accent=“no color” is not understood']\
           .every((fault) => seen.filter(([name, detail]) => name === 'error' && detail.sentence.includes(fault)).length === 1);",
    )
    .await?;
    page.find(Role::Link, "The first link").await?;
    page.find(Role::Link, "The second link").await?;
    let thrown = page.script("return thrown;", vec![]).await?;
    check(thrown == serde_json::json!([]), || {
        format!("thrown into the host's page: {thrown}")
    })
}

/// Protects visitors while our host is slow or down: the fallback link is shown until there is a page.
async fn the_owners_words_show_until_ours_do(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    let link = "Back end or front end? Take the quiz.";
    let down = PLAIN
        .replace(
            "<script async",
            "<script data-allow=\"http://127.0.0.1:9\" async",
        )
        .replace("view=\"quiz\"", "view=\"quiz\" src=\"http://127.0.0.1:9/\"");
    open(&page, &site, &down, Mode::Frame).await?;
    page.wait_until(
        "the frame has failed",
        "const frame = document.querySelector('which-end').shadowRoot.querySelector('iframe');\
         if (!window.asked && frame) { window.asked = true; frame.addEventListener('load', () => { window.failed = true; }); setTimeout(() => { window.failed = true; }, 3000); }\
         return window.failed === true;",
    )
    .await?;
    page.find(Role::Link, link).await?;
    // The application does not run yet, but the static page can be answered.
    site.hold("_bg.wasm");
    open(&page, &site, PLAIN, Mode::Frame).await?;
    page.enter_frame_of("which-end").await?;
    page.wait_until(
        "the static page shows",
        "return Boolean(document.querySelector('[data-static]'));",
    )
    .await?;
    page.wait_for_text("Question 1").await?;
    page.leave_frame().await?;
    opened(&page).await?;
    site.let_go();
    page.enter_frame_of("which-end").await?;
    page.wait_until_mounted().await?;
    page.wait_for_text("Question 1").await
}

/// Protects layouts that would shrink the element to its content: it has the width of its container, and no more.
async fn it_is_as_wide_as_its_place(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    for mode in Mode::BOTH {
        for (style, least) in [
            ("display: block", 600),
            (
                "display: flex; flex-direction: column; align-items: center",
                600,
            ),
            ("display: flex", 600),
            ("display: grid; justify-items: center", 600),
            ("display: table", 280),
            ("display: inline-block", 280),
        ] {
            let html = PLAIN
                .replace(
                    "<which-end",
                    &format!("<div style=\"max-width: 600px\"><div style=\"{style}\"><which-end"),
                )
                .replace("</which-end>", "</which-end></div></div>");
            open(&page, &site, &html, mode).await?;
            arrive(&page, mode, "Question 1").await?;
            page.leave_frame().await?;
            let width = page
                .script(
                    "return document.querySelector('which-end').offsetWidth;",
                    vec![],
                )
                .await?;
            let wide = width.as_i64().unwrap_or_default();
            check((least..=600).contains(&wide), || {
                format!("in a place of 600 pixels with “{style}” it is {wide} pixels wide")
            })?;
        }
    }
    Ok(())
}

/// Protects owners of pages with old scripts: a variable called `origin`, forced closed shadow roots, and a move to
/// another document and back. The host receives `ready`, and the element has its size.
async fn pages_that_meddle_leave_it_whole(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    let ready = "return seen.some(([name]) => name === 'ready') && !seen.some(([name]) => name === 'error');";
    for mode in Mode::BOTH {
        let first = format!(
            "{LISTEN} var origin = 'London'; const attach = Element.prototype.attachShadow;\
             Element.prototype.attachShadow = function () {{ return attach.call(this, {{ mode: 'closed' }}); }};"
        );
        let html = PLAIN.replace(
            "<script async",
            &format!("<script>{first}</script><script async"),
        );
        open(&page, &site, &html, mode).await?;
        page.wait_until("the host hears that the page is ready", ready)
            .await?;

        let html = PLAIN.replace(
            "<script async",
            &format!("<script>{LISTEN}</script><iframe id=\"elsewhere\"></iframe><script async"),
        );
        open(&page, &site, &html, mode).await?;
        arrive(&page, mode, "Question 1").await?;
        page.leave_frame().await?;
        let there_and_back = "const one = document.querySelector('which-end'); const width = one.offsetWidth; seen.length = 0;\
            document.getElementById('elsewhere').contentDocument.body.append(one); document.body.append(one); return width;";
        let width = page.script(there_and_back, vec![]).await?;
        page.wait_until("the host hears that the page is ready again", ready)
            .await?;
        arrive(&page, mode, "Question 1").await?;
        page.leave_frame().await?;
        let measured = "const one = document.querySelector('which-end'); const frame = one.shadowRoot.querySelector('iframe');\
            return [one.offsetWidth, frame ? frame.offsetWidth : one.offsetWidth, getComputedStyle(one).display];";
        let now = page.script(measured, vec![]).await?;
        check(now == serde_json::json!([width, width, "block"]), || {
            format!("{}: it was {width} pixels wide and is {now}", mode.word())
        })?;
    }
    Ok(())
}

/// Protects owners who try the snippet in a local file: the page loads, reports and follows attributes. In `WebKit` a
/// policy cannot name such pages, and the fallback link stays.
async fn a_page_in_a_folder_may_hold_it(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    site.add_header("Content-Security-Policy", "frame-ancestors * file:");
    let page = stage.page(&Setup::default()).await?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("page.html");
    let html = PLAIN
        .replace(
            "<script async",
            &format!("<script>{LISTEN}</script><script async"),
        )
        .replace("SITE", &named(&site))
        .replace("MODE", "frame");
    std::fs::write(&file, html)?;
    page.open(&format!("file://{}", file.display())).await?;
    page.wait_until(
        "the host hears that the page is ready",
        "return seen.some(([name]) => name === 'ready');",
    )
    .await?;
    page.script(
        "document.querySelector('which-end').setAttribute('theme', 'dark');",
        vec![],
    )
    .await?;
    arrive(&page, Mode::Frame, "Question 1").await?;
    page.wait_until(
        "the page follows",
        "const at = everyThing().find((one) => one.id === 'question').closest('.which-end');\
         return getComputedStyle(at).backgroundColor === 'rgb(21, 21, 26)';",
    )
    .await?;
    answer(&page, 1, 1).await
}
