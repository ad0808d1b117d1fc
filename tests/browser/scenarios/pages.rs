//! The static pages: each matches the application's view, and together they feel like one page.

use serde_json::{Value, json};
use which_end_browser_tests::axe;
use which_end_browser_tests::engine::{Lack, Setup};
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Page, Role};
use which_end_browser_tests::server::{BasePath, Site};
use which_end_browser_tests::stage::Stage;

use crate::access::fits;
use crate::presses::look;
use crate::steps::{answers, arrived, asked, enter};

crate::scenarios! {
    a_page_is_the_view_that_it_becomes if crate::in_one,
    a_page_can_be_read_while_the_application_is_on_its_way,
    links_between_pages_load_none,
    links_of_earlier_releases_lead_to_pages if crate::in_one,
    early_answers_go_along_to_another_page,
    every_page_opens_offline,
    pages_without_scripts if |engine| engine.can_lack(Lack::Scripts),
}

/// Each page with its route, and text that both the static page and the application have.
const PAGES: [(&str, &str, &str); 6] = [
    ("", "#/", "Which end is yours?"),
    ("pay.html", "#/pay", "What does this work pay?"),
    (
        "back-end.html",
        "#/guide/back-end",
        "How the two ends differ",
    ),
    (
        "front-end.html",
        "#/guide/front-end",
        "How the two ends differ",
    ),
    ("about.html", "#/about", "How the quiz works"),
    ("sources.html", "#/sources", "Nobody knows why."),
];

/// Normalized content of an element: comments and empty texts are placeholders of the application, adjacent texts are
/// joined, inline style is set by script in one and forbidden in the other, and only the browser knows the page's
/// address.
const OUTLINE: &str = "\
    const outline = (node, depth = '') => {\
      const lines = []; let text = '';\
      const flush = () => { if (text.trim()) lines.push(depth + text.trim().replace(/\\s+/g, ' ').replace(/ http\\S+$/, '')); text = ''; };\
      for (const child of node.childNodes) {\
        if (child.nodeType === 3) text += child.data;\
        if (child.nodeType !== 1 || child.localName === 'noscript') continue;\
        flush();\
        const attributes = [...child.attributes].filter((one) => one.name !== 'style' && one.value + one.name !== 'class').map((one) => `${one.name}=${one.value}`).sort();\
        lines.push(depth + [child.localName, ...attributes].join(' '), ...outline(child, depth + '  '));\
      }\
      flush();\
      return lines;\
    };";

/// The parts of the static page at the address, and of the application. Header and footer of the first page belong to
/// the start.
const BOTH: &str = "\
    const [address, part, live, done] = arguments;\
    const request = new XMLHttpRequest();\
    request.open('GET', address); request.responseType = 'document';\
    request.onload = () => {\
      const page = request.response;\
      const frame = part.includes('card') ? [] : [['header', 'header'], ['footer', 'footer']];\
      const both = [...frame, [part, live]].map(([before, after]) => [page.querySelector(before), document.querySelector(after)]);\
      for (const [, one] of both) if (one) { const copy = one.cloneNode(true); copy.querySelectorAll(':scope > [role=status]').forEach((it) => it.remove()); one.copy = copy; }\
      done(both.map((pair) => pair.map((one) => one && outline(one.copy || one))));\
    };\
    request.send();";

async fn compare(page: &Page, address: &str, part: &str, live: &str) -> Result<(), Failure> {
    let both = page
        .script_with_callback(
            &format!("{OUTLINE}{BOTH}"),
            vec![json!(address), json!(part), json!(live)],
        )
        .await?;
    for pair in both.as_array().into_iter().flatten() {
        let [before, after] = [&pair[0], &pair[1]].map(|lines| {
            lines.as_array().map_or_else(Vec::new, |lines| {
                lines.iter().filter_map(Value::as_str).collect()
            })
        });
        check(!before.is_empty(), || format!("{address} has no {part}"))?;
        let differs =
            (0..before.len().max(after.len())).find(|at| before.get(*at) != after.get(*at));
        if let Some(at) = differs {
            return Err(Failure::new(format!(
                "{address}, {part}, line {at}: the page has {:?} after {:?}, the application {:?}",
                before.get(at),
                at.checked_sub(1).map(|at| before[at]),
                after.get(at)
            )));
        }
    }
    Ok(())
}

/// Protects readers from a page that changes while they read: static page and application have the same elements and
/// text.
async fn a_page_is_the_view_that_it_becomes(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    // With it, the service worker would answer with the first page for every view.
    site.hold("sw.js");
    let page = stage.page(&Setup::default()).await?;
    for (file, _, words) in PAGES {
        let address = format!("{}{file}", site.url(BasePath::Root));
        page.open_app(&address).await?;
        page.wait_for_text(words).await?;
        let part = if file.is_empty() {
            "[data-view=start]"
        } else {
            "[data-view=page]"
        };
        compare(&page, &address, part, "main").await?;
    }
    enter(&page, "#/quiz").await?;
    compare(&page, &site.url(BasePath::Root), "[data-card='0']", ".quiz").await
}

/// Protects readers on slow connections: a page shows its text, its links work, and it is accessible.
async fn a_page_can_be_read_while_the_application_is_on_its_way(
    stage: &Stage,
) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    site.hold(".wasm");
    for (file, _, words) in PAGES {
        page.open(&format!("{}{file}", site.url(BasePath::Root)))
            .await?;
        page.wait_for_text(words).await?;
        axe::expect_none(&page, &stage.axe()?, &format!("static {file}")).await?;
        fits(&page, file).await?;
    }
    page.press(Role::Link, "Guide").await?;
    page.wait_for_text("How the two ends differ").await?;
    let address = page.address().await?;
    check(address.ends_with("/back-end.html"), || address)?;
    check(site.blocked().is_empty(), || {
        format!("the policy blocked {:?}", site.blocked())
    })
}

/// Protects visitors whose browser saves nothing: changing the view loads no page, and the address is that of the page.
async fn links_between_pages_load_none(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    page.open_app(&format!("{}about.html", site.url(BasePath::Root)))
        .await?;
    page.script("window.still = true;", vec![]).await?;
    for (link, route, end) in [
        ("Pay", "#/pay", "/pay.html"),
        ("Guide", "#/guide/back-end", "/back-end.html"),
        ("Front end", "#/guide/front-end", "/front-end.html"),
        ("Quiz", "#/quiz", "/#/quiz"),
        ("Sources", "#/sources", "/sources.html"),
    ] {
        page.press(Role::Link, link).await?;
        arrived(&page, route).await?;
        let address = page.address().await?;
        check(address.ends_with(end), || {
            format!("{link} leads to {address}")
        })?;
    }
    let still = page.script("return window.still;", vec![]).await?;
    check(still == json!(true), || "a page was loaded".into())?;
    for route in ["#/quiz", "#/guide/front-end"] {
        page.client().back().await?;
        arrived(&page, route).await?;
    }
    page.reload().await?;
    page.wait_until_mounted().await?;
    arrived(&page, "#/guide/front-end").await
}

/// Protects links that people have saved or shared.
async fn links_of_earlier_releases_lead_to_pages(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    site.replace("sw.js", "throw new Error('there is no worker here');");
    let page = stage.page(&Setup::default()).await?;
    for (fragment, end) in [
        (
            "#/pay?role=front-end&years=4&country=DE",
            "pay.html#/pay?role=front-end&years=4&country=DE",
        ),
        ("#/guide", "back-end.html"),
        ("#/guide/front-end", "front-end.html"),
        ("#/sources", "sources.html"),
        ("#%2Fabout", "about.html"),
        ("#/quiz", "/#/quiz"),
    ] {
        page.open_app("about:blank").await.ok();
        page.open_app(&format!("{}{fragment}", site.url(BasePath::Root)))
            .await?;
        let address = page.address().await?;
        check(address.ends_with(end), || {
            format!("{fragment} leads to {address}")
        })?;
    }
    Ok(())
}

/// Protects impatient visitors: early answers survive a visit to another page.
async fn early_answers_go_along_to_another_page(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    site.hold(".wasm");
    page.open(&format!("{}#/quiz", site.url(BasePath::Root)))
        .await?;
    page.wait_for_text("Question 1").await?;
    look(&page).await?;
    let radios = answers(&page).await?;
    let first = radios.first().ok_or_else(|| Failure::new("no answers"))?;
    page.press_thing(first).await?;
    page.wait_for_text("Question 2").await?;
    page.press(Role::Button, "Skip").await?;
    page.wait_for_text("Question 3").await?;
    page.press(Role::Link, "Pay").await?;
    page.wait_for_text("What does this work pay?").await?;
    site.let_go();
    page.wait_until_mounted().await?;
    page.press(Role::Link, "Quiz").await?;
    let open = asked(&page).await?;
    check(open.number == 3, || format!("it goes on at {open:?}"))
}

/// Protects visitors without a connection: every address of the site opens.
async fn every_page_opens_offline(stage: &Stage) -> Result<(), Failure> {
    let mut site: Site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    page.open_app(&format!("{}about.html", site.url(BasePath::Root)))
        .await?;
    page.wait_for_text("is kept in this browser and opens without a connection")
        .await?;
    site.stop().await;
    for (file, route, words) in PAGES {
        page.open_app(&format!("{}{file}", site.url(BasePath::Root)))
            .await?;
        arrived(&page, route).await?;
        page.wait_for_text(words).await?;
    }
    Ok(())
}

/// Protects readers without scripts: each page has its text. `site check` follows the links.
async fn pages_without_scripts(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::lacking(Lack::Scripts)).await?;
    for (file, _, words) in PAGES {
        page.open(&format!("{}{file}", site.url(BasePath::Root)))
            .await?;
        let text = crate::without::read(&page).await?;
        check(text.contains(words), || format!("{file} reads “{text}”"))?;
        check(!text.contains("Loading"), || {
            format!("{file} pretends to load")
        })?;
    }
    Ok(())
}
