//! Links into the page, sound and mangled.

use which_end_browser_tests::engine::Setup;
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Page, Role};
use which_end_browser_tests::server::Place;
use which_end_browser_tests::stage::Stage;

use crate::house::{BROKEN, ROOMS, UNKNOWN_LINK, arrived, asked, enter, give_answers};
use crate::person::Person;

crate::scenarios! {
    every_room_opens_from_its_link,
    mangled_links_lead_to_the_start if crate::in_one,
}

/// Protects shared links: each room opens by its address alone, below a path as well.
async fn every_room_opens_from_its_link(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    for (route, _) in ROOMS {
        page.open("about:blank").await?;
        page.open_app(&format!("{}{route}", site.url(Place::SubPath)))
            .await?;
        arrived(&page, route).await?;
        check(page.route().await? == route, || {
            format!("{route} became another address")
        })?;
        let title = page.client().title().await?;
        check(title.contains("Which End"), || {
            format!("{route} is titled “{title}”")
        })?;
        // The readable page holds the room far down, and browsers go there before the application takes over.
        let scrolled = page.script("return window.scrollY;", vec![]).await?;
        check(scrolled == 0, || {
            format!("{route} opens {scrolled} px down")
        })?;
    }
    Ok(())
}

/// Protects against links that were cut, wrapped or made up: the start with a sentence, never a broken page, and
/// nothing saved is lost.
async fn mangled_links_lead_to_the_start(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    let home = site.url(Place::Root);
    page.open_app(&format!("{home}#/quiz")).await?;
    let open = give_answers(&page, Person::BackEnd, 2).await?;
    let saved = page.stored().await?;
    let long = format!("#/{}", "a".repeat(20_000));
    let unknown = [
        "#/nowhere",
        "#/quiz%",
        "#/%E0%A4%A",
        "#/guide/middle",
        "#/QUIZ",
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
    // What follows a question mark is the room's own affair, and a room that knows nothing of it opens all the same.
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
