//! Hosts' documents that differ around the element: their shortcuts, their mode, their headers, and how they include
//! the loader.

use serde_json::{Value, json};
use which_end_browser_tests::engine::{Engine, Setup};
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Key, Page, Role};
use which_end_browser_tests::server::Origin;
use which_end_browser_tests::stage::Stage;

use crate::hosts::{LISTEN, Mode, PLAIN, arrive, named, open, site};
use crate::pay_use::OFFER;

crate::scenarios! {
    keys_in_our_fields_are_no_shortcuts_of_the_host,
    a_document_without_doctype_changes_nothing,
    the_loader_works_from_text_and_reports_silence,
    a_host_with_an_embedder_policy_may_hold_it,
    nothing_on_the_host_moves if |engine| engine == Engine::Chromium,
}

/// Protects visitors of pages with shortcuts: a slash typed into our field does not open the host's search.
async fn keys_in_our_fields_are_no_shortcuts_of_the_host(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    // Hosts look at a key's target. Outside the shadow tree that is the element.
    let shortcuts = "<script>window.shortcuts = []; for (const type of ['keydown', 'keypress', 'keyup'])\
        document.addEventListener(type, (event) => { if (!/^(input|textarea|select)$/.test(event.target.localName)) shortcuts.push(event.key); });</script>";
    let html = PLAIN
        .replace("<script async", &format!("{shortcuts}<script async"))
        .replace("view=\"quiz\"", "view=\"pay\"");
    open(&page, &site, &html, Mode::Inline).await?;
    arrive(&page, Mode::Inline, "in the middle").await?;
    page.tab_until("the roles", |thing| thing.role == "radio")
        .await?;
    let before = page.script("return shortcuts.length;", vec![]).await?;
    page.key(Key::Down).await?;
    let after = page.script("return shortcuts.length;", vec![]).await?;
    check(after == before, || {
        "the host heard a key from our radio".into()
    })?;
    page.type_into(Role::Textbox, OFFER, "45/h").await?;
    page.wait_for_text("Read as $45 an hour").await?;
    let heard = page.script("return shortcuts;", vec![]).await?;
    let typed = heard
        .as_array()
        .is_some_and(|keys| keys.iter().any(|key| key == "/" || key == "4"));
    check(!typed, || format!("the host heard {heard}"))?;
    // Keys outside our fields still reach the host.
    page.script("deepActive().blur();", vec![]).await?;
    page.key(Key::Down).await?;
    page.wait_until(
        "the host hears its own keys",
        "return shortcuts.includes('ArrowDown');",
    )
    .await
}

/// Appearance of everything in the element: for each element its kind, its size, and the styles that quirks mode
/// changes.
const LOOKS: &str = "return [...everyElement(document.querySelector('which-end').shadowRoot)].map((one) => {\
    const style = getComputedStyle(one); const box = one.getBoundingClientRect();\
    return [one.localName, style.color, style.fontSize, style.fontWeight, style.lineHeight, style.textAlign, style.whiteSpace,\
      style.boxSizing, style.marginBottom, Math.round(box.width), Math.round(box.height)].join(' '); });";

/// Protects readers on old pages: without a doctype, every text has the same color and size.
async fn a_document_without_doctype_changes_nothing(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    for (view, text) in [
        ("pay", "in the middle"),
        ("quiz", "Question 1"),
        ("sources", "Sources"),
    ] {
        let html = PLAIN.replace("view=\"quiz\"", &format!("view=\"{view}\" theme=\"dark\""));
        let mut looks = Vec::new();
        for html in [html.as_str(), html.trim_start_matches("<!doctype html>\n")] {
            open(&page, &site, html, Mode::Inline).await?;
            arrive(&page, Mode::Inline, text).await?;
            looks.push(page.script(LOOKS, vec![]).await?);
        }
        let quirks = page.script("return document.compatMode;", vec![]).await?;
        check(quirks == "BackCompat", || {
            format!("the host is in {quirks}")
        })?;
        let lines = |looks: &Value| looks.as_array().cloned().unwrap_or_default();
        let (standard, quirks) = (lines(&looks[0]), lines(&looks[1]));
        check(
            standard.len() == quirks.len() && standard.len() > 50,
            || {
                format!(
                    "{view}: {} elements became {}",
                    standard.len(),
                    quirks.len()
                )
            },
        )?;
        let other: Vec<String> = standard
            .iter()
            .zip(&quirks)
            .filter(|(standard, quirks)| standard != quirks)
            .map(|(standard, quirks)| format!("{standard} became {quirks}"))
            .collect();
        check(other.is_empty(), || {
            format!(
                "{view}: {} elements look different: {:?}",
                other.len(),
                &other[..other.len().min(5)]
            )
        })?;
    }
    Ok(())
}

/// Protects owners whose page builder inlines scripts: with `src` the element works, and a frame that never reports is
/// an error.
async fn the_loader_works_from_text_and_reports_silence(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    let loader = std::fs::read_to_string(site.folder().join("which-end.js"))?;
    let text = serde_json::to_string(&loader.replace("</", "<\\/"))
        .map_err(|error| Failure::new(error.to_string()))?;
    let blob = format!(
        "const script = document.createElement('script');\
         script.src = URL.createObjectURL(new Blob([{}], {{ type: 'text/javascript' }})); document.head.append(script);",
        text.replace("</", "<\\/")
    );
    for way in [loader.as_str(), blob.as_str()] {
        let html = with_loader(&format!("<script>{LISTEN}{way}</script>"), "src=\"SITE/\"");
        open(&page, &site, &html, Mode::Frame).await?;
        arrive(&page, Mode::Frame, "Question 1").await?;
        page.leave_frame().await?;
    }
    let silent = with_loader(
        &format!("<script>{LISTEN}</script><script async src=\"SITE/which-end.js\"></script>"),
        "src=\"SITE/not-there/\"",
    );
    open(&page, &site, &silent, Mode::Frame).await?;
    let address = format!("{}/not-there/", named(&site));
    heard_once(&page, &format!("nothing answers at {address}")).await?;
    page.find(Role::Link, "Back end or front end? Take the quiz.")
        .await
        .map(drop)
}

/// The plain host page with this markup for the loader, and an additional attribute on the element.
fn with_loader(loader: &str, attribute: &str) -> String {
    PLAIN
        .replace("<script async src=\"SITE/which-end.js\"></script>", loader)
        .replace("view=\"quiz\"", &format!("view=\"quiz\" {attribute}"))
}

async fn heard_once(page: &Page, sentence: &str) -> Result<(), Failure> {
    page.wait_until(
        &format!("the owner is told once: {sentence}"),
        &format!(
            "return seen.filter(([name, detail]) => name === 'error' && detail.sentence.includes({})).length === 1;",
            json!(sentence)
        ),
    )
    .await
}

/// Protects owners who isolate their page: its frames must send an embedder policy, and our files do.
async fn a_host_with_an_embedder_policy_may_hold_it(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    for mode in Mode::BOTH {
        let html = PLAIN
            .replace("SITE", &named(&site))
            .replace("MODE", mode.word());
        let headers = [
            ("Cross-Origin-Embedder-Policy", "require-corp"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
        ];
        let address = site.document_with(Origin::Name, &html, &headers);
        page.open(&address).await?;
        let isolated = page.script("return crossOriginIsolated;", vec![]).await?;
        check(isolated == true, || "the host is not isolated".into())?;
        arrive(&page, mode, "Question 1").await?;
        page.leave_frame().await?;
    }
    Ok(())
}

/// Adds up the layout shifts of the host's own content without user input.
const SHIFT: &str = "window.shift = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries())\
    if (!entry.hadRecentInput) shift += entry.value; }).observe({ type: 'layout-shift', buffered: true });";

/// Protects readers of the host's page: with the documented snippet, nothing on it moves when ours is loaded.
async fn nothing_on_the_host_moves(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    let readme = include_str!("../../../README.md");
    let snippet = readme
        .split("```html\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .ok_or_else(|| Failure::new("the README has no snippet"))?;
    let (script, element) = snippet
        .split_once('\n')
        .ok_or_else(|| Failure::new("the snippet has no two lines"))?;
    for copies in [1, 5] {
        for mode in Mode::BOTH {
            let element = element
                .replace(
                    "<which-end",
                    &format!("<which-end mode=\"{}\"", mode.word()),
                )
                .repeat(copies);
            let html = format!(
                "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
                 <title>Work with us</title><link rel=\"icon\" href=\"data:,\"><script>{SHIFT}{LISTEN}</script></head>\
                 <body><h1>Work with us</h1>{script}{element}<p>Below it stands more of the host's own text.</p></body></html>"
            )
            .replace("https://YOUR-HOST", &named(&site));
            open(&page, &site, &html, mode).await?;
            page.wait_until(
                "the page is there and painted",
                "if (!window.painted && seen.some(([name]) => name === 'ready')) {\
                   window.painted = 1; requestAnimationFrame(() => requestAnimationFrame(() => { window.painted = 2; })); }\
                 return window.painted === 2;",
            )
            .await?;
            let shift = page.script("return shift;", vec![]).await?;
            check(shift == 0, || {
                format!(
                    "with {copies} in mode {} the host's layout shifts by {shift}",
                    mode.word()
                )
            })?;
        }
    }
    Ok(())
}
