//! The page where the application cannot run: the static page, with a reason.

use fantoccini::Locator;
use serde_json::json;
use which_end_browser_tests::axe;
use which_end_browser_tests::engine::{Lack, Setup};
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Named, Page, Role};
use which_end_browser_tests::server::{BasePath, Origin};
use which_end_browser_tests::stage::Stage;

use crate::access::fits;
use crate::steps::{BROKEN, START};

crate::scenarios! {
    without_scripts if |engine| engine.can_lack(Lack::Scripts),
    without_web_assembly,
    with_a_damaged_application,
}

/// The link to the page for browsers without WebAssembly.
pub(crate) const SLOWER: &str = "Open the slower version";

/// What the pay page must say without scripts: pay by role, its source, and who is missing.
const EXPLANATIONS: [&str; 5] = [
    "back-end developers",
    "front-end developers",
    "Stack Overflow",
    "$",
    "Who is missing",
];

/// The text of the page, read by the driver, which needs no script in the page.
pub(crate) async fn read(page: &Page) -> Result<String, Failure> {
    Ok(page
        .client()
        .find(Locator::Css("body"))
        .await?
        .text()
        .await?)
}

/// Protects readers without scripts: the opening questions and the pay tables are there, and nothing claims to be
/// loading.
async fn without_scripts(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::lacking(Lack::Scripts)).await?;
    page.open(&site.url(BasePath::Root)).await?;
    first_page(&read(&page).await?)?;
    page.open(&format!("{}pay.html", site.url(BasePath::Root)))
        .await?;
    pay_page(&read(&page).await?)?;
    let tables = page.client().find_all(Locator::Css("table")).await?.len();
    check(tables > 0, || "there is no table".into())
}

/// Protects readers without WebAssembly: the same page, with a notice that says why there is no quiz.
async fn without_web_assembly(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::lacking(Lack::WebAssembly)).await?;
    page.open(&site.url(BasePath::Root)).await?;
    page.wait_for_text("WebAssembly is switched off in this browser")
        .await?;
    page.find(Role::Link, SLOWER).await?;
    still_readable(&page).await?;
    stays_in_sight(&page).await?;
    axe::expect_none(&page, &stage.axe()?, "the static page").await?;
    let pay = format!("{}pay.html", site.url(BasePath::Root));
    page.open(&site.host_page(Origin::Number, &pay, None, 320))
        .await?;
    page.enter_frame().await?;
    page.wait_for_text("WebAssembly is switched off in this browser")
        .await?;
    pay_page(&page.text().await?)?;
    fits(&page, "the static pay page at 320 pixels").await?;
    check(site.blocked().is_empty(), || {
        format!("the policy blocked {:?}", site.blocked())
    })
}

/// The link to the slower version as `offer`.
const OFFER: &str =
    "const offer = [...document.links].find((link) => link.textContent === arguments[0]);";

/// Fails unless the link to the slower version can be clicked from far down the page, and opens the same view with the
/// address's options and the answers given on the static page.
async fn stays_in_sight(page: &Page) -> Result<(), Failure> {
    let in_sight = format!(
        "{OFFER} scrollTo(0, document.documentElement.scrollHeight / 2);\
         const [far, at] = [scrollY, offer.getBoundingClientRect()]; scrollTo(0, 0);\
         return far > 200 && at.top >= 0 && at.bottom <= innerHeight;"
    );
    let seen = page.script(&in_sight, vec![json!(SLOWER)]).await?;
    check(seen == json!(true), || {
        "the way to the slower version is out of sight in the middle of the page".into()
    })?;
    let radios = page.all(Role::Radio, Named::Anything).await?;
    let first = radios.first().ok_or_else(|| Failure::new("no answers"))?;
    page.press_thing(first).await?;
    let address = format!(
        "{OFFER} history.replaceState(history.state, '', '#/pay?role=back-end');\
         offer.addEventListener('click', (event) => event.preventDefault());\
         offer.click(); return [offer.href.split('/').pop(), sessionStorage.getItem('which-end:given:/')];"
    );
    let address = page.script(&address, vec![json!(SLOWER)]).await?;
    let given = address[1].as_str().unwrap_or_default();
    check(
        address[0] == "pay?role=back-end" && given.ends_with(",\"0\"]]"),
        || format!("the slower version gets {address}"),
    )
}

/// Protects readers whose connection damaged the application: the module is refused, and the static page stays with a
/// notice.
async fn with_a_damaged_application(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let module = site.file_ending_with("_bg.wasm")?;
    let mut bytes = std::fs::read(site.folder().join(&module))?;
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    site.replace(&module, bytes);
    let page = stage.page(&Setup::default()).await?;
    page.open(&site.url(BasePath::Root)).await?;
    page.wait_for_text("The quiz could not be loaded. Check your connection and reload the page.")
        .await?;
    still_readable(&page).await
}

/// Fails unless the first page is complete.
pub(crate) async fn still_readable(page: &Page) -> Result<(), Failure> {
    first_page(&page.text().await?)
}

fn first_page(text: &str) -> Result<(), Failure> {
    check(!text.contains(BROKEN), || "the page looks broken".into())?;
    check(text.contains(START), || {
        "the static page is not the page's own".into()
    })?;
    check(
        text.matches("How would you feel about").count()
            + text.matches("Which would you rather").count()
            >= 2,
        || format!("the questions are missing: “{}”", start_of(text)),
    )
}

fn pay_page(text: &str) -> Result<(), Failure> {
    for part in EXPLANATIONS {
        check(text.to_lowercase().contains(&part.to_lowercase()), || {
            format!(
                "the page does not tell “{part}”; it reads “{}”",
                start_of(text)
            )
        })?;
    }
    check(!text.contains(BROKEN), || "the page looks broken".into())?;
    check(text.split_whitespace().count() > 300, || {
        format!("the page tells little: “{}”", start_of(text))
    })
}

fn start_of(text: &str) -> String {
    text.chars().take(1_500).collect()
}
