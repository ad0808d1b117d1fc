//! The takeover: nothing moves, and no question is asked twice.

use std::time::Duration;

use serde_json::Value;
use which_end_browser_tests::engine::Setup;
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Key, Named, Page, Pointer, Role};
use which_end_browser_tests::server::{BasePath, Origin, Site};
use which_end_browser_tests::stage::Stage;

use crate::hands_on::{ALIGN, CONTRAST, TRACE, open_task};
use crate::person::Person;
use crate::presses::{given, look, middle, press_at};
use crate::steps::{answers, asked, enter, give_answers};

crate::scenarios! {
    nothing_moves_when_the_application_comes,
    nobody_sees_a_question_that_they_answered,
    the_open_question_is_there_at_once,
    a_press_during_the_takeover_hits_what_was_seen,
    keys_answer_before_the_application,
    pay_shows_no_figures_that_are_replaced,
}

/// Role, name and position of controls and of visible headings.
const PLACES: &str = "const places = {};\
    for (const one of everyThing()) {\
      const role = roleOf(one);\
      if (!['link', 'radio', 'button', 'heading'].includes(role) || one.closest('footer')) continue;\
      const at = one.getBoundingClientRect();\
      if (getComputedStyle(one).visibility !== 'hidden') places[role + ' ' + nameOf(one, role)] = [at.left, at.top, at.width, at.height];\
    }\
    return places;";

/// Window or frame: full width, or as narrow as a phone.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Width {
    Window,
    Frame(u32),
}

async fn open(page: &Page, site: &Site, width: Width, route: &str) -> Result<(), Failure> {
    let address = format!("{}{route}", site.url(BasePath::Root));
    page.open("about:blank").await?;
    match width {
        Width::Window => page.open(&address).await,
        Width::Frame(width) => {
            page.open(&site.host_page(Origin::Number, &address, None, width))
                .await?;
            page.enter_frame().await
        }
    }
}

/// The site without its service worker, which would serve the module that the host delays.
async fn site(stage: &Stage) -> Result<Site, Failure> {
    let site = stage.site().await?;
    site.replace("sw.js", "throw new Error('there is no worker here');");
    Ok(site)
}

/// Positions while the application is still loading.
async fn places_before(page: &Page) -> Result<Value, Failure> {
    let waiting = page
        .script(
            "return Boolean(document.querySelector('[data-static]'));",
            vec![],
        )
        .await?;
    check(waiting == Value::Bool(true), || {
        "the application is there already".into()
    })?;
    page.script(PLACES, vec![]).await
}

/// Gives this many answers on the static page.
async fn answer_early(page: &Page, count: usize) -> Result<(), Failure> {
    for number in 1..=count {
        page.wait_for_text(&format!("Question {number}")).await?;
        look(page).await?;
        let radios = answers(page).await?;
        check(radios.len() == 5, || {
            format!("the static page shows {} answers at once", radios.len())
        })?;
        page.press_thing(&radios[1]).await?;
    }
    if count < 3 {
        page.wait_for_text(&format!("Question {}", count + 1))
            .await?;
    }
    look(page).await
}

/// Fails if something has moved or disappeared.
fn compare(before: &Value, after: &Value, doing: &str) -> Result<(), Failure> {
    let before = before
        .as_object()
        .ok_or_else(|| Failure::new("no places"))?;
    check(!before.is_empty(), || {
        format!("{doing}: nothing was there before")
    })?;
    for (what, place) in before {
        let now = &after[what];
        let same = (0..4).all(|at| {
            let (was, is) = (place[at].as_f64(), now[at].as_f64());
            was.zip(is).is_some_and(|(was, is)| (was - is).abs() < 0.5)
        });
        check(same, || {
            format!("{doing}: {what} was at {place} and is at {now}")
        })?;
    }
    Ok(())
}

/// Protects people on slow connections: what they are about to click does not move, in a window and on a phone, before
/// and after early answers.
async fn nothing_moves_when_the_application_comes(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    for width in [Width::Window, Width::Frame(360)] {
        for (route, early) in [
            ("", 0),
            ("#/", 0),
            ("#/quiz", 0),
            ("#/quiz", 1),
            ("#/quiz", 2),
            ("#/quiz", 3),
            ("#/pay", 0),
        ] {
            let doing = format!("{width:?}, {route}, {early} early answers");
            site.hold(".wasm");
            open(&page, &site, width, route).await?;
            if early > 0 {
                answer_early(&page, early).await?;
            } else {
                page.find(Role::Link, "Guide").await?;
            }
            let before = places_before(&page).await?;
            site.let_go();
            page.wait_until_mounted().await?;
            look(&page).await?;
            let after = page.script(PLACES, vec![]).await?;
            compare(&before, &after, &doing)?;
            if route == "#/quiz" {
                let open = asked(&page).await?;
                check(open.number == early + 1, || {
                    format!("{doing}: then {open:?} is open")
                })?;
            }
            page.script("localStorage.clear(); sessionStorage.clear();", vec![])
                .await?;
        }
    }
    Ok(())
}

/// Protects returning visitors: they never see a question again that they have answered, and if the application fails
/// they get the whole static page.
async fn nobody_sees_a_question_that_they_answered(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    open(&page, &site, Width::Window, "#/quiz").await?;
    page.wait_until_mounted().await?;
    let left = give_answers(&page, Person::BackEnd, 4).await?;
    let is_hands_on = page
        .script(
            "return Boolean(document.querySelector('[data-hands-on]'));",
            vec![],
        )
        .await?;
    site.hold(".wasm");
    open(&page, &site, Width::Window, "#/quiz").await?;
    page.find(Role::Link, "Guide").await?;
    if is_hands_on == Value::Bool(true) {
        check(answers(&page).await?.is_empty(), || {
            "a hands-on task shows before the application".into()
        })?;
    } else {
        page.find(Role::Heading, left.question.as_str()).await?;
    }
    let before = places_before(&page).await?;
    site.let_go();
    page.wait_until_mounted().await?;
    let open_now = asked(&page).await?;
    check(open_now == left, || {
        format!("it was {left:?} and is {open_now:?}")
    })?;
    let after = page.script(PLACES, vec![]).await?;
    compare(&before, &after, "coming back")?;

    site.replace(&site.file_ending_with("_bg.wasm")?, "no module");
    open(&page, &site, Width::Window, "#/quiz").await?;
    page.wait_for_text("The quiz could not be loaded").await?;
    check(answers(&page).await?.len() == 15, || {
        "the static page is not whole".into()
    })
}

/// Protects the time of returning visitors: the open question is shown before the takeover, and takes an answer. A
/// hands-on task waits for the application.
async fn the_open_question_is_there_at_once(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    open(&page, &site, Width::Window, "#/quiz").await?;
    page.wait_until_mounted().await?;
    // The third opening question is never a hands-on task.
    let left = give_answers(&page, Person::BackEnd, 2).await?;
    site.hold(".wasm");
    open(&page, &site, Width::Window, "#/quiz").await?;
    page.find(Role::Heading, left.question.as_str()).await?;
    let before = places_before(&page).await?;
    site.let_go();
    page.wait_until_mounted().await?;
    look(&page).await?;
    compare(
        &before,
        &page.script(PLACES, vec![]).await?,
        "the open question",
    )?;

    site.hold(".wasm");
    open(&page, &site, Width::Window, "#/quiz").await?;
    look(&page).await?;
    let radios = answers(&page).await?;
    page.press_thing(&radios[1]).await?;
    page.wait_for_text("Loading the next question").await?;
    site.let_go();
    page.wait_until_mounted().await?;
    page.wait_for_text("Question 4").await?;
    let count = given(&page).await?;
    check(count == 3, || format!("{count} answers count"))?;

    // Its parts look like those of a question, but need the application.
    for task in [ALIGN, CONTRAST, TRACE] {
        open_task(&site, &page, task).await?;
        site.hold(".wasm");
        open(&page, &site, Width::Window, "#/quiz").await?;
        page.wait_for_text("Loading the next question").await?;
        site.let_go();
        page.wait_until_mounted().await?;
    }
    Ok(())
}

/// Protects a click during the takeover: it counts for what the visitor saw, or not at all.
async fn a_press_during_the_takeover_hits_what_was_seen(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    for (early, wait) in [
        (0, 0),
        (0, 40),
        (0, 80),
        (0, 160),
        (2, 40),
        (2, 80),
        (3, 40),
        (3, 100),
    ] {
        site.hold(".wasm");
        open(&page, &site, Width::Window, "#/quiz").await?;
        answer_early(&page, early.min(2)).await?;
        let seen = answers(&page).await?;
        let at = middle(&page, Role::Radio, seen[1].name.as_str()).await?;
        if early == 3 {
            page.press_thing(&seen[0]).await?;
            look(&page).await?;
        }
        site.let_go();
        tokio::time::sleep(Duration::from_millis(wait)).await;
        press_at(&page, Pointer::Mouse, at, 1, 0).await?;
        page.wait_until_mounted().await?;
        look(&page).await?;
        let open_now = asked(&page).await?;
        let count = given(&page).await?;
        let most = if early == 3 { 3 } else { early + 1 };
        check(
            count == open_now.number - 1 && (early..=most).contains(&count),
            || {
                format!(
                    "after {early} answers and a press {wait} ms after the module came, {count} count, and {open_now:?} is open"
                )
            },
        )?;
        page.script("localStorage.clear(); sessionStorage.clear();", vec![])
            .await?;
    }
    Ok(())
}

/// Protects people who use no pointer: keys choose and submit before the takeover, and a choice that was not submitted
/// keeps its state and the focus.
async fn keys_answer_before_the_application(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    site.hold(".wasm");
    open(&page, &site, Width::Window, "#/quiz").await?;
    page.tab_until("the answers", |thing| thing.role == "radio")
        .await?;
    page.key(Key::Space).await?;
    page.key(Key::Enter).await?;
    page.wait_for_text("Question 2").await?;
    page.tab_until("the answers", |thing| thing.role == "radio")
        .await?;
    page.key(Key::Space).await?;
    page.key(Key::Down).await?;
    site.let_go();
    page.wait_until_mounted().await?;
    page.wait_until(
        "the focus is on the answer",
        "const one = deepActive(); return one && one.type === 'radio' && one.checked;",
    )
    .await?;
    let open_now = asked(&page).await?;
    check(open_now.number == 2, || format!("{open_now:?} is open"))?;
    page.key(Key::Enter).await?;
    page.wait_for_text("Question 3").await
}

/// Protects readers of the pay page: it shows no figures that are replaced while they read.
async fn pay_shows_no_figures_that_are_replaced(stage: &Stage) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    site.hold(".wasm");
    // A link with other choices, and a visitor with other saved choices.
    open(
        &page,
        &site,
        Width::Window,
        "#/pay?role=front-end&years=4&country=DE",
    )
    .await?;
    waits(&page).await?;
    site.let_go();
    page.wait_until_mounted().await?;
    page.find(Role::Heading, Named::With("in the middle"))
        .await?;
    enter(&page, "#/pay").await?;
    page.press(Role::Radio, "Back end").await?;
    page.wait_for_text("back-end developers").await?;
    site.hold(".wasm");
    open(&page, &site, Width::Window, "pay.html").await?;
    waits(&page).await?;
    // A first visit shows the figures at once, and they stay.
    page.script("localStorage.clear(); sessionStorage.clear();", vec![])
        .await?;
    open(&page, &site, Width::Window, "pay.html").await?;
    page.find(Role::Heading, Named::With("in the middle"))
        .await?;
    let before = places_before(&page).await?;
    site.let_go();
    page.wait_until_mounted().await?;
    compare(&before, &page.script(PLACES, vec![]).await?, "pay")
}

/// Fails if figures are shown.
async fn waits(page: &Page) -> Result<(), Failure> {
    page.wait_for_text("Loading…").await?;
    check(!page.has(Role::Table, Named::Anything).await?, || {
        "a table shows that will be replaced".into()
    })
}
