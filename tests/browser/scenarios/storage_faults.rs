//! Every way in which a browser's storage fails, at the start and later: the page works, says what is wrong, and what
//! was saved before is there after the fault.
//!
//! `storage_bench.js`, which runs before the application, makes the faults. Full storage is also tested by filling it.

use serde_json::json;
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::Role;
use which_end_browser_tests::server::Origin;
use which_end_browser_tests::stage::Stage;

use crate::person::Person;
use crate::saved::envelope;
use crate::steps::{NOT_KEPT, START, asked, enter, give_answers};
use crate::storage_bench::{Bench, CONTINUE, Entries, body};

crate::scenarios! {
    a_storage_that_fails_from_the_start if crate::in_one,
    a_storage_that_is_really_full,
    a_storage_that_fails_in_the_middle if crate::in_one,
    what_others_do_to_the_storage,
}

/// Protects visitors whose browser never allows saving, or stopped since their last visit: they learn at once or at
/// the first answer, the quiz works, a file is offered, and what was saved before survives.
async fn a_storage_that_fails_from_the_start(stage: &Stage) -> Result<(), Failure> {
    let bench = Bench::new(stage).await?;
    // The fault, the message at the start, the start button, and the message after an answer.
    let rows = [
        (
            "throws",
            "blocks saving for this page (SecurityError)",
            START,
            NOT_KEPT,
        ),
        (
            "null",
            "this browser has saving switched off",
            START,
            NOT_KEPT,
        ),
        (
            "not kept",
            "this browser does not keep what this page saves",
            START,
            NOT_KEPT,
        ),
        (
            "reading throws",
            "blocks saving for this page (InvalidStateError)",
            START,
            NOT_KEPT,
        ),
        (
            "reading the record throws",
            "Saved answers could not be looked up",
            START,
            "Not saved: the browser does not let this page keep anything (InvalidStateError).",
        ),
        ("full", "", CONTINUE, "no room left for this page"),
    ];
    for (fault, at_once, way_in, after) in rows {
        let row = async {
            bench.put(&bench.saved).await?;
            bench.load("#/", fault).await?;
            bench.page.wait_for_text(at_once).await?;
            bench.page.press(Role::Link, way_in).await?;
            give_answers(&bench.page, Person::BackEnd, 1).await?;
            bench.page.wait_for_text(after).await?;
            enter(&bench.page, "#/about").await?;
            bench.page.find(Role::Button, "Save to a file").await?;
            bench.whole().await?;
            let stored = bench.stored().await?;
            check(stored == bench.saved, || {
                format!("what was saved became {stored:?}")
            })?;
            bench.offers(CONTINUE).await
        };
        row.await.map_err(|failure| failure.during(fault))?;
    }
    Ok(())
}

/// Protects visitors of a host that has filled the shared storage: after our answers were saved, and before our first
/// visit.
async fn a_storage_that_is_really_full(stage: &Stage) -> Result<(), Failure> {
    let bench = Bench::new(stage).await?;
    for (saved, way_in, later) in [
        (bench.saved.clone(), CONTINUE, "Continue at question 7"),
        (Vec::new(), START, "Continue at question 3"),
    ] {
        bench.put(&saved).await?;
        bench.run("window.fillStorage();", vec![]).await?;
        bench.load("#/", "none").await?;
        bench.page.press(Role::Link, way_in).await?;
        give_answers(&bench.page, Person::BackEnd, 1).await?;
        bench
            .page
            .wait_for_text("no room left for this page")
            .await?;
        let room = "for (const key of Object.keys(localStorage)) if (key.startsWith('filler-')) localStorage.removeItem(key);";
        bench.run(room, vec![]).await?;
        let stored = bench.stored().await?;
        check(stored == saved, || {
            format!("what was saved became {stored:?}")
        })?;
        give_answers(&bench.page, Person::BackEnd, 1).await?;
        let text = bench.page.text().await?;
        check(!text.contains("Not saved"), || {
            "it says that nothing is saved, although there is room again".into()
        })?;
        bench.offers(later).await?;
    }
    Ok(())
}

/// Protects answers given while saving fails: a notice is shown, the previous copy stays, and after the fault the next
/// answer saves them all.
async fn a_storage_that_fails_in_the_middle(stage: &Stage) -> Result<(), Failure> {
    let bench = Bench::new(stage).await?;
    let rows = [
        ("throws", "keep anything (SecurityError)"),
        ("null", "keep anything (no storage)"),
        ("full", "no room left for this page"),
        ("full as Firefox once said", "no room left for this page"),
        ("really full", "no room left for this page"),
        ("not kept", "Not saved: the browser did not keep it."),
        ("reading throws", "keep anything (InvalidStateError)"),
        ("half kept", "Not saved: the browser did not keep it."),
    ];
    for (fault, displayed) in rows {
        let row = async {
            bench.put(&bench.saved).await?;
            bench.load("#/quiz", "none").await?;
            asked(&bench.page).await?;
            if fault == "really full" {
                bench.run("window.fillStorage();", vec![]).await?;
            } else {
                bench.break_now(fault).await?;
            }
            give_answers(&bench.page, Person::BackEnd, 1).await?;
            bench.page.wait_for_text(displayed).await?;
            bench.whole().await?;
            bench.break_now("none").await?;
            let room = "for (const key of Object.keys(localStorage)) if (key.startsWith('filler-')) localStorage.removeItem(key);";
            bench.run(room, vec![]).await?;
            let stored = bench.stored().await?;
            // A truncated text replaces the older copy, never the newest.
            let [newest, _] = bench.copies()?;
            let kept = match fault {
                "half kept" => stored.contains(&newest),
                _ => stored == bench.saved,
            };
            check(kept, || format!("what was saved became {stored:?}"))?;
            give_answers(&bench.page, Person::BackEnd, 1).await?;
            let text = bench.page.text().await?;
            check(!text.contains("Not saved"), || {
                "it still says that nothing is saved".into()
            })?;
            bench.offers("Continue at question 7").await
        };
        row.await.map_err(|failure| failure.during(fault))?;
    }
    Ok(())
}

/// Protects against other users of the storage: a host that stores its own items, another tab that saves or clears, a
/// host that clears, and a wrong clock.
async fn what_others_do_to_the_storage(stage: &Stage) -> Result<(), Failure> {
    let bench = Bench::new(stage).await?;
    foreign_keys(&bench)
        .await
        .map_err(|failure| failure.during("keys of a host"))?;
    cleared_here(&bench)
        .await
        .map_err(|failure| failure.during("cleared by the page around"))?;
    clock_set_back(&bench)
        .await
        .map_err(|failure| failure.during("a clock set back"))?;
    another_tab(&bench)
        .await
        .map_err(|failure| failure.during("another tab"))?;
    the_way_back(&bench)
        .await
        .map_err(|failure| failure.during("the way back"))
}

async fn foreign_keys(bench: &Bench) -> Result<(), Failure> {
    let foreign: Entries = [
        ("", "a key without a name"),
        ("cart", "{not JSON"),
        ("theme", "dark"),
        ("which-end", "close to ours"),
        ("which-endless:record-a", "{\"schema\":2}"),
    ]
    .map(|(key, text)| (key.to_owned(), text.to_owned()))
    .into();
    let mut entries = foreign.clone();
    entries.extend(bench.saved.clone());
    bench.put(&entries).await?;
    bench.load("#/", "none").await?;
    bench.page.press(Role::Link, CONTINUE).await?;
    give_answers(&bench.page, Person::BackEnd, 1).await?;
    bench.offers("Continue at question 6").await?;
    enter(&bench.page, "#/about").await?;
    bench.page.press(Role::Button, "Erase everything").await?;
    bench
        .page
        .press(Role::Button, "Yes, erase everything")
        .await?;
    bench
        .page
        .wait_for_text("Everything of this page is erased from this device.")
        .await?;
    let stored = bench.stored().await?;
    check(stored == foreign, || {
        format!("after erasing, the storage holds {stored:?}")
    })
}

async fn cleared_here(bench: &Bench) -> Result<(), Failure> {
    bench.put(&bench.saved).await?;
    bench.load("#/quiz", "none").await?;
    asked(&bench.page).await?;
    bench.run("localStorage.clear();", vec![]).await?;
    give_answers(&bench.page, Person::BackEnd, 1).await?;
    bench.offers("Continue at question 6").await?;
    let text = bench.page.text().await?;
    check(!text.contains("saved cop"), || {
        format!("nothing is missing, but it says “{text}”")
    })
}

async fn clock_set_back(bench: &Bench) -> Result<(), Failure> {
    bench.put(&bench.saved).await?;
    bench.load("#/quiz", "clock set back").await?;
    let year = bench.run("return window.year();", vec![]).await?;
    check(year == 2001, || format!("the clock says {year}"))?;
    give_answers(&bench.page, Person::BackEnd, 1).await?;
    bench.whole().await?;
    bench.offers("Continue at question 6").await?;
    bench
        .page
        .press(Role::Link, "Continue at question 6")
        .await?;
    bench.break_now("clock set back").await?;
    give_answers(&bench.page, Person::BackEnd, 1).await?;
    bench.offers("Continue at question 7").await
}

/// Another tab's changes are adopted with a notice. If it clears everything, that has a notice too, and the quiz starts
/// again.
async fn another_tab(bench: &Bench) -> Result<(), Failure> {
    let page = &bench.page;
    let [newest, before] = bench.copies()?;
    bench.put(&bench.saved).await?;
    bench.load("#/quiz", "none").await?;
    asked(page).await?;
    let here = page.client().window().await?;
    let other = page.client().new_window(true).await?.handle;
    let one_less = envelope(2, 500, body(&before.1)?);
    for (script, arguments, number, displayed) in [
        (
            "localStorage.setItem(arguments[0], arguments[1]);",
            vec![json!(newest.0), json!(one_less)],
            "Question 4",
            "You used Which End in another tab",
        ),
        (
            "localStorage.clear();",
            vec![],
            "Question 1",
            "Your saved answers were erased",
        ),
    ] {
        page.client().switch_to_window(other.clone()).await?;
        page.open(&bench.site.url_of(Origin::Number, "/favicon.svg"))
            .await?;
        page.client().execute(script, arguments).await?;
        page.client().switch_to_window(here.clone()).await?;
        page.wait_for_text(number).await?;
        page.expect_text(displayed).await?;
        page.press(Role::Button, "Got it").await?;
        bench.whole().await?;
    }
    give_answers(page, Person::BackEnd, 1).await?;
    page.expect_text("Question 2").await
}

/// A page from the back/forward cache first reads the current record, and says what changed. A reload shows the same.
async fn the_way_back(bench: &Bench) -> Result<(), Failure> {
    let page = &bench.page;
    bench.put(&bench.saved).await?;
    // `no-store` would keep the page out of the back/forward cache.
    bench.site.add_header("Cache-Control", "no-cache");
    bench.load("#/quiz", "none").await?;
    asked(page).await?;
    bench.run("window.keptAsItWas = true;", vec![]).await?;
    page.open(&bench.site.url_of(Origin::Number, "/favicon.svg"))
        .await?;
    page.client()
        .execute("localStorage.clear(); history.back();", vec![])
        .await?;
    page.wait_for_text("Question 1").await?;
    let kept = bench
        .run("return Boolean(window.keptAsItWas);", vec![])
        .await?;
    if kept == json!(true) {
        page.expect_text("Your saved answers were erased").await?;
    }
    bench.whole().await
}
