//! Links in embedded pages: those to other sites open in a new tab, those to our views work as usual.

use serde_json::json;
use which_end_browser_tests::engine::{Engine, Setup};
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Named, Page, Role};
use which_end_browser_tests::server::{BasePath, Origin, Site};
use which_end_browser_tests::stage::Stage;

use crate::hosts::{Mode, PLAIN, arrive, open, site};
use crate::presses::look;

crate::scenarios! {
    other_sites_open_outside,
    the_readable_page_in_a_frame_opens_them_outside_too,
    the_page_by_itself_leaves_links_alone,
    a_modified_press_opens_the_view_elsewhere,
}

/// Links to other sites, in closed parts too: their number, and those that would not open in a new tab.
const OUTSIDE: &str = "const home = arguments[0];\
    const all = [...everyElement(document)].filter((one) => one.localName === 'a' && /^http/.test(one.protocol) && !one.href.startsWith(home));\
    return [all.length, all.filter((one) => one.target !== '_blank' || !/noopener/.test(one.rel) || !/noreferrer/.test(one.rel)).map((one) => one.href)];";

async fn outside(page: &Page, site: &Site) -> Result<(i64, Vec<String>), Failure> {
    let found = page
        .script(OUTSIDE, vec![json!(site.url(BasePath::SubPath))])
        .await?;
    let wrong = found[1].as_array().cloned().unwrap_or_default();
    Ok((
        found[0].as_i64().unwrap_or_default(),
        wrong
            .iter()
            .filter_map(|one| one.as_str().map(str::to_owned))
            .collect(),
    ))
}

/// Protects hosts and their visitors: no link to another site replaces our page in its frame, or the host's page.
async fn other_sites_open_outside(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    for mode in Mode::BOTH {
        for (view, heading, least) in [
            ("sources", "Sources", 10),
            ("guide/back-end", "The back end", 0),
            ("guide/front-end", "The front end", 0),
            ("pay", "What does this work pay?", 0),
            ("about", "About Which End", 0),
        ] {
            let html = PLAIN.replace("view=\"quiz\"", &format!("view=\"{view}\""));
            open(&page, &site, &html, mode).await?;
            if mode == Mode::Frame {
                page.enter_frame_of("which-end").await?;
                page.wait_until_mounted().await?;
            }
            page.find(Role::Heading, heading).await?;
            look(&page).await?;
            let (count, wrong) = outside(&page, &site).await?;
            check(count >= least, || {
                format!("{view} has {count} links to other sites")
            })?;
            check(wrong.is_empty(), || {
                format!("in {view}, {}: {wrong:?}", mode.word())
            })?;
            page.leave_frame().await?;
        }
        // A click opens another window, and the page stays. WebKit's driver opens none.
        if stage.engine() == Engine::WebKit {
            continue;
        }
        let elsewhere = site.document(Origin::Number, "<title>Elsewhere</title>");
        let before = page.client().windows().await?.len();
        let html = PLAIN.replace("view=\"quiz\"", "view=\"sources\"");
        open(&page, &site, &html, mode).await?;
        arrive(&page, mode, "Who is missing").await?;
        if mode == Mode::Frame {
            page.wait_until_mounted().await?;
        }
        page.find(Role::Heading, "Sources").await?;
        look(&page).await?;
        page.script(
            "const link = everyThing().find((one) => roleOf(one) === 'link' && /^http/.test(one.protocol) && !one.href.startsWith(arguments[0]));\
             link.href = arguments[1]; link.textContent = 'Elsewhere';",
            vec![json!(site.url(BasePath::SubPath)), json!(elsewhere)],
        )
        .await?;
        look(&page).await?;
        page.press(Role::Link, "Elsewhere").await?;
        look(&page).await?;
        page.find(Role::Heading, "Sources").await?;
        let windows = page.client().windows().await?;
        check(windows.len() == before + 1, || {
            format!("{} windows are open", windows.len())
        })?;
        let here = page.client().window().await?;
        let new = windows.into_iter().find(|window| *window != here);
        let new = new.ok_or_else(|| Failure::new("there is no other window"))?;
        page.client().switch_to_window(new).await?;
        page.client().close_window().await?;
        page.client().switch_to_window(here).await?;
    }
    Ok(())
}

/// Protects the same visitors if the application does not start.
async fn the_readable_page_in_a_frame_opens_them_outside_too(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    site.replace(&site.file_ending_with("_bg.wasm")?, "no module");
    let framed = format!("{}sources.html", site.url(BasePath::SubPath));
    page.open(&site.host_page(Origin::Name, &framed, None, 900))
        .await?;
    page.enter_frame().await?;
    page.wait_for_text("The quiz could not be loaded").await?;
    look(&page).await?;
    let (count, wrong) = outside(&page, &site).await?;
    check(count >= 10 && wrong.is_empty(), || {
        format!("of {count} links these would open inside: {wrong:?}")
    })
}

/// Protects a habit: on the standalone page, the visitor decides where a link opens.
async fn the_page_by_itself_leaves_links_alone(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    page.open_app(&format!("{}#/sources", site.url(BasePath::SubPath)))
        .await?;
    page.find(Role::Heading, "Sources").await?;
    look(&page).await?;
    let (count, inside) = outside(&page, &site).await?;
    check(
        count >= 10 && inside.len() == usize::try_from(count).unwrap_or_default(),
        || format!("of {count} links {} stay in the window", inside.len()),
    )
}

/// Protects people who open links in tabs: on a host's page, links between our views have the address of the standalone
/// page. A click with a modifier key does not change the view, a plain one does.
async fn a_modified_press_opens_the_view_elsewhere(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    open(&page, &site, PLAIN, Mode::Inline).await?;
    arrive(&page, Mode::Inline, "Question 1").await?;
    let wrong = page
        .script(
            "return everyThing().filter((one) => roleOf(one) === 'link' && /^#/.test(one.getAttribute('href'))).map((one) => one.textContent);",
            vec![],
        )
        .await?;
    check(wrong == json!([]), || {
        format!("these name a place in the host's page: {wrong}")
    })?;
    let pay = page
        .script(
            "return everyThing().find((one) => roleOf(one) === 'link' && nameOf(one, 'link') === 'Pay').href;",
            vec![],
        )
        .await?;
    let wanted = format!("{}pay.html", site.url(BasePath::SubPath));
    check(pay == json!(wanted), || {
        format!("the link to pay leads to {pay}")
    })?;

    let host = page.address().await?;
    for (key, which) in [("ctrlKey", 0), ("metaKey", 0), ("shiftKey", 0), ("", 1)] {
        // As the browser sends it, but without opening a tab, which would cover this one.
        let stayed = page
            .script(
                "const link = everyThing().find((one) => roleOf(one) === 'link' && nameOf(one, 'link') === 'Pay');\
                 let left = null;\
                 const root = link.getRootNode();\
                 const hear = (event) => { left = !event.defaultPrevented; event.preventDefault(); };\
                 root.addEventListener('click', hear); root.addEventListener('auxclick', hear);\
                 const options = { bubbles: true, cancelable: true, composed: true, button: arguments[1] };\
                 if (arguments[0]) options[arguments[0]] = true;\
                 link.dispatchEvent(new MouseEvent(arguments[1] ? 'auxclick' : 'click', options));\
                 root.removeEventListener('click', hear); root.removeEventListener('auxclick', hear);\
                 return left;",
                vec![json!(key), json!(which)],
            )
            .await?;
        check(stayed == json!(true), || {
            format!("a press with {key} {which} is not left to the browser")
        })?;
        page.expect_text("Question 1").await?;
    }
    look(&page).await?;
    page.press(Role::Link, "Pay").await?;
    page.find(Role::Heading, "What does this work pay?").await?;
    check(page.address().await? == host, || {
        "the host's address changed".into()
    })?;
    check(
        page.all(Role::Link, Named::Anything)
            .await?
            .iter()
            .any(|link| link.current == "page"),
        || "no link is marked as current".into(),
    )
}
