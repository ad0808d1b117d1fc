//! Links into the page, intact and damaged.

use which_end_browser_tests::engine::Setup;
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Key, Page, Role};
use which_end_browser_tests::server::BasePath;
use which_end_browser_tests::stage::Stage;

use crate::person::Person;
use crate::steps::{BROKEN, UNKNOWN_LINK, VIEWS, arrived, asked, enter, finish_quiz, give_answers};

crate::scenarios! {
    every_view_opens_from_its_link,
    mangled_links_lead_to_the_start if crate::in_one,
    links_from_other_programs_open,
    coming_back_restores_the_place,
}

/// Protects shared links: each view opens by its address alone, below a path as well.
async fn every_view_opens_from_its_link(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    for (route, _) in VIEWS {
        page.open("about:blank").await?;
        page.open_app(&format!("{}{route}", site.url(BasePath::SubPath)))
            .await?;
        arrived(&page, route).await?;
        check(page.route().await? == route, || {
            format!("{route} became another address")
        })?;
        let title = page.client().title().await?;
        check(title.contains("Which End"), || {
            format!("{route} is titled “{title}”")
        })?;
        // The static page has the view far down, and browsers scroll there before the takeover.
        let scrolled = page.script("return window.scrollY;", vec![]).await?;
        check(scrolled == 0, || {
            format!("{route} opens {scrolled} px down")
        })?;
    }
    Ok(())
}

/// Protects against links that were cut, wrapped or made up: they lead to the start with a notice, and nothing saved is
/// lost.
async fn mangled_links_lead_to_the_start(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    let home = site.url(BasePath::Root);
    page.open_app(&format!("{home}#/quiz")).await?;
    let open = give_answers(&page, Person::BackEnd, 2).await?;
    let saved = page.stored().await?;
    let long = format!("#/{}", "a".repeat(20_000));
    let unknown = [
        "#/nowhere",
        "#/quiz%",
        "#/%E0%A4%A",
        "#/guide/middle",
        "#/pay/../quiz",
        "#/<img src=x onerror=alert(1)>",
        "#/\u{202e}yap",
        "#/%00",
        long.as_str(),
    ];
    for fragment in unknown {
        let name: String = fragment.chars().take(40).collect();
        enter(&page, "#/pay").await?;
        page.go_to(fragment).await?;
        told_and_at_the_start(&page)
            .await
            .map_err(|failure| failure.during(&name))?;
    }
    for fragment in ["#/nowhere", "#/%E0%A4%A", long.as_str()] {
        page.open("about:blank").await?;
        page.open_app(&format!("{home}{fragment}")).await?;
        told_and_at_the_start(&page).await?;
    }
    enter(&page, "#/pay").await?;
    page.go_to("#//").await?;
    page.find(Role::Link, "Continue at question 3").await?;
    // A query in the fragment belongs to the view, and a view that does not know it opens anyway.
    for fragment in [
        "#/pay?role=%FF&years=-1e999",
        "#/pay?",
        "#/pay?country=<script>",
    ] {
        page.open("about:blank").await?;
        page.open_app(&format!("{home}{fragment}")).await?;
        page.find(Role::Heading, "What does this work pay?").await?;
    }
    let now = page.stored().await?;
    check(now == saved, || {
        format!("saved was {saved:?} and is {now:?}")
    })?;
    enter(&page, "#/quiz").await?;
    let again = asked(&page).await?;
    check(again == open, || {
        format!("it was {open:?} and is {again:?}")
    })
}

async fn told_and_at_the_start(page: &Page) -> Result<(), Failure> {
    page.wait_for_text(UNKNOWN_LINK).await?;
    page.find(Role::Link, "Continue at question 3").await?;
    let text = page.text().await?;
    check(!text.contains(BROKEN), || format!("the page says “{text}”"))
}

/// Protects who gets a link by mail or chat: changes that programs make in transit do not change its meaning.
async fn links_from_other_programs_open(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    let home = site.url(BasePath::Root);
    for fragment in [
        "#%2Fpay%3Frole%3Dback-end%26years%3D4%26country%3DDE",
        "#/pay?role=back-end&amp;years=4&amp;country=DE",
        "#/pay?role=Back-End&years=4&country=de).",
        "#/PAY?role=back-end&years=4&country=DE&utm_source=mail",
        "#/pay？role＝back-end＆years＝4＆country＝DE",
    ] {
        page.open("about:blank").await?;
        page.open_app(&format!("{home}{fragment}")).await?;
        page.wait_for_text("back-end developers, 4 years of paid work, Germany.")
            .await
            .map_err(|failure| failure.during(fragment))?;
    }
    page.go_to("#/pay?role=back-end&country=UK").await?;
    page.wait_for_text("1 year of paid work, United Kingdom.")
        .await?;
    let text = page.text().await?;
    check(!text.contains("too few people"), || {
        "the United Kingdom is told to have too few answers".into()
    })?;
    page.go_to("#/pay?utm_source=mail").await?;
    page.find(Role::Combobox, "Country").await?;
    page.open_app(&format!("{home}#/quiz")).await?;
    finish_quiz(&page, Person::BackEnd).await?;
    let link = page.find(Role::Textbox, "Link to this result").await?.value;
    for (what, changed) in [
        ("a full stop", format!("{link}.")),
        ("a bracket", format!("{link})")),
        ("an underscore", format!("{link}_")),
        ("encoded underscores", link.replace('_', "%5F")),
        ("tracking", format!("{link}&fbclid=abc")),
    ] {
        page.open("about:blank").await?;
        page.open_app(&changed).await?;
        page.find(Role::Heading, "A result somebody shared with you")
            .await
            .map_err(|failure| failure.during(what))?;
    }
    Ok(())
}

/// Protects who reads a long view: the back button and a reload restore the scroll position.
async fn coming_back_restores_the_place(stage: &Stage) -> Result<(), Failure> {
    const PLACE: &str = "return scrollY;";
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    page.open_app(&format!("{}#/guide/back-end", site.url(BasePath::Root)))
        .await?;
    arrived(&page, "#/guide/back-end").await?;
    page.script("scrollTo(0, 2500);", vec![]).await?;
    page.wait_until(
        "the place is noted",
        "return history.state.top === scrollY;",
    )
    .await?;
    let left = page.script(PLACE, vec![]).await?;
    check(left.as_f64().is_some_and(|top| top > 2000.0), || {
        format!("the guide is only so long: {left}")
    })?;
    // By key, because a click would scroll to the link first, and not by script, because Safari skips history entries
    // without user input.
    page.script(
        "[...document.links].find((link) => link.pathname.endsWith('/pay.html')).focus({ preventScroll: true });",
        vec![],
    )
    .await?;
    page.key(Key::Enter).await?;
    arrived(&page, "#/pay").await?;
    page.wait_until("a step forward begins at the top", "return scrollY === 0;")
        .await?;
    let back = format!("return Math.abs(scrollY - {left}) < 2;");
    page.client().back().await?;
    arrived(&page, "#/guide/back-end").await?;
    page.wait_until("the back button leads to the place", &back)
        .await?;
    page.client().forward().await?;
    arrived(&page, "#/pay").await?;
    page.wait_until(
        "the step forward again is at the top",
        "return scrollY === 0;",
    )
    .await?;
    page.client().back().await?;
    arrived(&page, "#/guide/back-end").await?;
    page.wait_until("the back button leads to the place again", &back)
        .await?;
    page.reload().await?;
    page.wait_until_mounted().await?;
    page.wait_until("loading anew leads to the place", &back)
        .await
}
