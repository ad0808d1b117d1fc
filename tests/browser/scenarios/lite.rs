//! The page for browsers without WebAssembly: the same quiz, pay and saved record, run by polywasm under a policy of
//! its own.

use std::time::Instant;

use serde_json::json;
use which_end_browser_tests::engine::{Lack, Setup};
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Named, Page, Role};
use which_end_browser_tests::server::{BasePath, Site};
use which_end_browser_tests::stage::Stage;

use crate::journey::figures;
use crate::person::Person;
use crate::steps::{asked, enter, give_answers};
use crate::without::{SLOWER, still_readable};

crate::scenarios! {
    the_slower_version_is_the_same_page,
    an_older_browser_is_told_and_led_on,
}

/// The page with polywasm.
const LITE: &str = "lite.html";

/// Protects visitors without WebAssembly: the static page leads to the slower version, which continues from their
/// answers. They answer, see pay, and find their answers in the normal page once WebAssembly works, where an address of
/// the slower version leads to the normal page.
async fn the_slower_version_is_the_same_page(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let root = site.url(BasePath::Root);
    let again = stage.engine().can_start_again();
    let lacking = Setup {
        again,
        ..Setup::lacking(Lack::WebAssembly)
    };
    let page = stage.page(&lacking).await?;
    page.open(&format!("{root}?theme=dark#/quiz")).await?;
    let radios = page.all(Role::Radio, Named::Anything).await?;
    let first = radios.first().ok_or_else(|| Failure::new("no answers"))?;
    page.press_thing(first).await?;
    page.press(Role::Link, SLOWER).await?;
    let since = Instant::now();
    mounted(&page).await?;
    asked(&page).await?;
    page.expect_text("Question 2").await?;
    tell(stage, "first question", since);
    check(
        page.address().await? == format!("{root}{LITE}?theme=dark#/quiz"),
        || "the slower version has another address than the usual page".into(),
    )?;

    let since = Instant::now();
    let open = give_answers(&page, Person::BackEnd, 3).await?;
    tell(stage, "three answers", since);
    let since = Instant::now();
    enter(&page, "#/pay").await?;
    let pay = figures(&page).await?;
    tell(stage, "pay", since);
    let kept = page.stored().await?;
    check(site.blocked().is_empty(), || {
        format!("the policy blocked {:?}", site.blocked())
    })?;

    let page = if again {
        stage
            .again(&Setup {
                again,
                ..Setup::default()
            })
            .await?
    } else {
        // This engine stores nothing on disk, so the record is copied into the new browser.
        let page = stage.page(&Setup::default()).await?;
        page.open(&format!("{root}overlay.schema.json")).await?;
        page.script(
            "for (const [key, text] of arguments[0]) localStorage.setItem(key, text);",
            vec![json!(kept)],
        )
        .await?;
        page
    };
    page.open_app(&format!("{root}{LITE}#/quiz")).await?;
    check(page.address().await? == format!("{root}#/quiz"), || {
        "a browser with WebAssembly stays with the slower version".into()
    })?;
    let usual = asked(&page).await?;
    check(usual == open, || {
        format!("the slower version was at {open:?}, the usual page is at {usual:?}")
    })?;
    enter(&page, "#/pay").await?;
    let usual = figures(&page).await?;
    check(usual == pay, || {
        format!("the slower version shows {pay}, the usual page {usual}")
    })
}

/// Prints a duration, for the person who measures.
fn tell(stage: &Stage, what: &str, since: Instant) {
    if std::env::var_os("WHICH_END_TIMES").is_some() {
        eprintln!(
            "{} lite, {what}: {:.2} s",
            stage.engine().name(),
            since.elapsed().as_secs_f64()
        );
    }
}

/// Protects visitors of older browsers: a notice says so, everything can be read, and the slower version runs. Its
/// policy allows code from text for polywasm only.
async fn an_older_browser_is_told_and_led_on(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    begin_with(&site, &[OLDER, ATTEMPTS].concat())?;
    let page = stage.page(&Setup::default()).await?;
    page.open(&site.url(BasePath::Root)).await?;
    page.wait_for_text("The quiz needs a newer browser than this one.")
        .await?;
    still_readable(&page).await?;
    page.press(Role::Link, SLOWER).await?;
    mounted(&page).await?;
    page.wait_until(
        "everything was tried",
        "return Boolean(document.documentElement.dataset.ran);",
    )
    .await?;
    let ran = page
        .script("return document.documentElement.dataset.ran;", vec![])
        .await?;
    check(ran == "nothing", || format!("it lets run: {ran}"))?;
    enter(&page, "#/quiz").await?;
    give_answers(&page, Person::FrontEnd, 1).await?;

    // A link cannot answer for the visitor.
    page.script("localStorage.clear();", vec![]).await?;
    let html = std::fs::read_to_string(site.folder().join(LITE))?;
    let items = html.split("<fieldset data-item=\"").nth(1);
    let item = items.and_then(|rest| rest.split('"').next());
    let item = item.ok_or_else(|| Failure::new("there is no first question"))?;
    page.open("about:blank").await?;
    page.open(&format!(
        "{}{LITE}#/quiz?given={item}:0",
        site.url(BasePath::Root)
    ))
    .await?;
    mounted(&page).await?;
    let open = asked(&page).await?;
    check(open.number == 1, || {
        format!("a link has answered: {open:?}")
    })
}

/// The result in every browser without SIMD. Not all three engines can be started without it.
const OLDER: &str = "WebAssembly.validate = () => false;\
    WebAssembly.Module = class { constructor() { throw new WebAssembly.CompileError('no SIMD here'); } };";

/// Ways to run text as code, tried once the application runs. The root element then tells which of them worked.
const ATTEMPTS: &str = "\
    const attempts = {\
      eval: () => eval('1'),\
      'a function': () => new Function('return 1'),\
      'a function with names of its own': () => new Function('f', 'l', 'x', 'return 1'),\
      'a timer': () => setTimeout('1', 0),\
      markup: () => { document.createElement('p').innerHTML = '<b>1</b>'; },\
      'a script': () => { document.createElement('script').text = '1'; },\
      'a script from elsewhere': () => { document.createElement('script').src = 'https://example.org/1.js'; },\
      'a policy': () => trustedTypes.createPolicy('other', {}),\
    };\
    const wait = setInterval(() => {\
      const root = document.documentElement;\
      if (root.dataset.boot !== 'ready') return;\
      clearInterval(wait);\
      const ran = Object.keys(attempts).filter((name) => {\
        try { attempts[name](); return true; } catch { return false; }\
      });\
      root.dataset.ran = ran.join(', ') || 'nothing';\
    }, 50);";

/// Waits for the takeover. polywasm is slow, above all on a busy machine.
async fn mounted(page: &Page) -> Result<(), Failure> {
    for _ in 0..3 {
        if page.wait_until_mounted().await.is_ok() {
            return Ok(());
        }
    }
    page.wait_until_mounted().await
}

/// Makes both pages run this script before all others.
pub(crate) fn begin_with(site: &Site, script: &str) -> Result<(), Failure> {
    for name in ["index.html", LITE] {
        let page = std::fs::read_to_string(site.folder().join(name))?;
        let changed = page.replacen("<script ", "<script src=./first.js></script><script ", 1);
        check(changed != page, || format!("{name} has no script"))?;
        site.replace(name, changed);
    }
    site.replace("first.js", script);
    Ok(())
}
