//! Sources: reachable from the pay view, complete, and marked if they are old.

use serde_json::Value;
use which_end_browser_tests::axe;
use which_end_browser_tests::engine::Setup;
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Key, Page, Role};
use which_end_browser_tests::server::BasePath;
use which_end_browser_tests::stage::Stage;

use crate::access::fits;
use crate::steps::{arrived, enter};

crate::scenarios! {
    sources_by_keyboard_from_pay,
    old_figures_by_the_visitors_own_clock if crate::in_one,
    a_contradiction_stands_beside_the_claim if crate::in_one,
}

/// The label of old entries.
const OLD: &str = "This is old.";

/// Protects whoever doubts a figure: keys lead from the pay view to a list with every publisher and license.
async fn sources_by_keyboard_from_pay(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    page.open_app(&format!("{}#/pay", site.url(BasePath::Root)))
        .await?;
    page.tab_to(Role::Link, "Who is missing, and where every figure is from")
        .await?;
    page.key(Key::Enter).await?;
    arrived(&page, "#/sources").await?;
    page.wait_until(
        "the heading has the focus",
        "return document.activeElement.id === 'view-title' || everyThing().some((one) => one.id === 'view-title' && one.matches(':focus'));",
    )
    .await?;
    let text = page.text().await?;
    let mut displayed = vec![
        "Who is missing".to_owned(),
        "Where they disagree".to_owned(),
        "Nobody knows why.".to_owned(),
        "Open Database License (ODbL) 1.0".to_owned(),
        published("rates.json", "")?["source"]["publisher"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
    ];
    for (file, list, field) in [
        ("claims.json", "claims", "who"),
        ("claims.json", "claims", "licence"),
        ("guide.json", "sources", "title"),
        ("pay.json", "sources", "title"),
        ("contradictions.json", "contradictions", "about"),
    ] {
        let entries = published(file, list)?;
        let entries = entries
            .as_array()
            .ok_or_else(|| Failure::new(format!("{file} has no {list}")))?;
        displayed.extend(
            entries
                .iter()
                .filter_map(|entry| entry[field].as_str().map(str::to_owned)),
        );
    }
    for part in displayed {
        check(text.contains(&part), || {
            format!("the sources do not tell “{part}”")
        })?;
    }
    axe::expect_none(&page, &stage.axe()?, "the sources").await?;
    fits(&page, "the sources").await
}

/// Protects readers of a page that was built long ago: old figures are marked by their own clock, in the list and in
/// the guide.
async fn old_figures_by_the_visitors_own_clock(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    page.open_app(&site.url(BasePath::Root)).await?;
    let listed = published("claims.json", "claims")?
        .as_array()
        .map_or(0, Vec::len)
        + published("guide.json", "sources")?
            .as_array()
            .map_or(0, Vec::len);
    for (year, old) in [(2015, false), (2060, true)] {
        set_year(&page, year).await?;
        enter(&page, "#/").await?;
        enter(&page, "#/sources").await?;
        let marked = page.text().await?.matches(OLD).count();
        check(if old { marked > listed } else { marked == 0 }, || {
            format!("in {year}, {marked} of more than {listed} entries are marked as old")
        })?;
        enter(&page, "#/guide/back-end").await?;
        let text = page.text().await?;
        check(text.contains("(old)") == old, || {
            format!("in {year} the guide marks the wrong facts as old")
        })?;
    }
    Ok(())
}

/// Protects readers from counting one figure twice: a figure that repeats or contradicts another says so. Figures of
/// firms that sell job ads or hiring are in the sources, not beside our estimate.
async fn a_contradiction_stands_beside_the_claim(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    page.open_app(&format!("{}#/pay", site.url(BasePath::Root)))
        .await?;
    page.press(Role::Radio, "Back end").await?;
    crate::access::open_all_details(&page).await?;
    page.wait_for_text("US Bureau of Labor Statistics").await?;
    let beside = page.text().await?;
    check(
        !beside.contains("Jobicy") && !beside.contains("redShift"),
        || format!("a job board stands beside the estimate: {beside}"),
    )?;
    enter(&page, "#/sources").await?;
    page.wait_for_text("This page’s own average again, so it is not new evidence.")
        .await?;
    page.wait_for_text("Neither says where its figure is from.")
        .await
}

/// Sets the year of the visitor's clock.
async fn set_year(page: &Page, year: u16) -> Result<(), Failure> {
    page.script(
        &format!("window.Date.prototype.getFullYear = function () {{ return {year}; }};"),
        vec![],
    )
    .await
    .map(drop)
}

/// A list of a data file, or the whole file.
fn published(file: &str, list: &str) -> Result<Value, Failure> {
    let path = format!("{}/../../assets/data/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path)?;
    let value: Value = serde_json::from_str(&text)
        .map_err(|error| Failure::new(format!("{path} cannot be read: {error}")))?;
    Ok(if list.is_empty() {
        value
    } else {
        value[list].clone()
    })
}
