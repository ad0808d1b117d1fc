//! The whole journey: first visit, quiz, result, pay, closing, returning, offline.

use which_end_browser_tests::engine::Setup;
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Key, Named, Page, Role};
use which_end_browser_tests::server::BasePath;
use which_end_browser_tests::stage::Stage;

use crate::person::Person;
use crate::presses::look;
use crate::steps::{
    AS_PICTURE, AS_TEXT, BROKEN, MOST_QUESTIONS, START, after, answers, arrived, asked, enter,
    finish_quiz, give_answers, headline, list_answers, ready_for_offline, stop,
};

crate::scenarios! {
    first_visit,
    offline_at_a_sub_path,
    keyboard_alone,
    back_and_skip if crate::in_one,
    skipping_everything_ends_kindly if crate::in_one,
    beginning_again_keeps_the_result_at_hand if crate::in_one,
    each_question_starts_without_an_answer,
    answers_before_the_application_count,
    views_by_the_back_button,
}

/// Protects the page's purpose: a visitor does everything once, closes the tab, returns to the same question, loses the
/// connection, and nothing is lost.
async fn first_visit(stage: &Stage) -> Result<(), Failure> {
    let mut site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    let address = site.url(BasePath::Root);
    page.open_app(&address).await?;
    page.press(Role::Link, START).await?;
    let open = give_answers(&page, Person::BackEnd, 5).await?;
    check(open.number == 6, || {
        format!("after 5 answers comes question {}", open.number)
    })?;

    page.close_tab_and_open(&address).await?;
    page.wait_until_mounted().await?;
    page.press(Role::Link, "Continue at question 6").await?;
    let again = asked(&page).await?;
    check(again == open, || {
        format!("it was {open:?} and is {again:?} in a new tab")
    })?;
    page.reload().await?;
    page.wait_until_mounted().await?;
    let again = asked(&page).await?;
    check(again == open, || {
        format!("it was {open:?} and is {again:?} after loading again")
    })?;

    let count = finish_quiz(&page, Person::BackEnd).await?;
    check((12..=MOST_QUESTIONS).contains(&count), || {
        format!("the quiz took {count} answers")
    })?;
    let displayed = headline(&page).await?;
    check(displayed.contains("back end"), || {
        format!("somebody who answers for the back end is told “{displayed}”")
    })?;
    for heading in [
        "Your chances",
        "Answers that counted most",
        "How far to trust this",
    ] {
        page.find(Role::Heading, heading).await?;
    }
    page.press(Role::Link, "See what this pays").await?;
    arrived(&page, "#/pay").await?;
    let pay = see_pay(&page).await?;

    ready_for_offline(&page).await?;
    stop(&mut site, &page).await?;
    page.reload().await?;
    page.wait_until_mounted().await?;
    arrived(&page, "#/pay").await?;
    let again = figures(&page).await?;
    check(again == pay, || {
        format!("the figures were {pay} and are {again} without a connection")
    })?;
    page.close_tab_and_open(&address).await?;
    page.wait_until_mounted().await?;
    page.press(Role::Link, "See your result").await?;
    arrived(&page, "#/result").await?;
    let again = headline(&page).await?;
    check(again == displayed, || {
        format!("the result was “{displayed}” and is “{again}” without a connection")
    })?;
    check(site.blocked().is_empty(), || {
        format!("blocked was {:?}", site.blocked())
    })
}

/// Changes the pay query, and returns the figures.
async fn see_pay(page: &Page) -> Result<String, Failure> {
    let before = figures(page).await?;
    let country = page.find(Role::Combobox, "Country").await?;
    let other = if country.value == "Germany" {
        "France"
    } else {
        "Germany"
    };
    page.choose_from("Country", other).await?;
    crate::access::open_all_details(page).await?;
    page.press(Role::Radio, "Remote or hybrid").await?;
    page.wait_for_text(other).await?;
    let now = figures(page).await?;
    check(now != before, || {
        format!("the figures stayed {before} for {other}")
    })?;
    Ok(now)
}

/// The table of percentiles as text, once it agrees with the sentence above it, which is a frame earlier.
pub(crate) async fn figures(page: &Page) -> Result<String, Failure> {
    page.find(Role::Heading, Named::With("in the middle"))
        .await?;
    crate::access::open_all_details(page).await?;
    let table = page
        .wait_for(
            "the table of figures agrees with the middle above it",
            "const tables = [...document.querySelectorAll('table')].map((one) => tidy(textOf(one)));\
             const table = tables.find((text) => text.includes('Half earn under'));\
             const middle = table && table.match(/Half earn under (\\S+)/);\
             return middle && tidy(textOf(document.querySelector('#estimate'))).startsWith(middle[1] + ' ') && table;",
        )
        .await?;
    Ok(table.as_str().unwrap_or_default().to_owned())
}

/// Protects visitors of a company's site: below a path, everything works offline too, in a new tab as well.
async fn offline_at_a_sub_path(stage: &Stage) -> Result<(), Failure> {
    let mut site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    let address = site.url(BasePath::SubPath);
    page.open_app(&format!("{address}#/quiz")).await?;
    let open = give_answers(&page, Person::BackEnd, 2).await?;
    ready_for_offline(&page).await?;
    stop(&mut site, &page).await?;
    page.reload().await?;
    page.wait_until_mounted().await?;
    let again = asked(&page).await?;
    check(again == open, || {
        format!("it was {open:?} and is {again:?}")
    })?;
    page.close_tab_and_open(&format!("{address}#/guide/front-end"))
        .await?;
    page.wait_until_mounted().await?;
    arrived(&page, "#/guide/front-end").await
}

/// Protects people who use no pointer: from the first page through every question to pay by keys alone, with the focus
/// on each new question.
async fn keyboard_alone(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    page.open_app(&site.url(BasePath::Root)).await?;
    page.tab_to(Role::Link, "Skip to the content").await?;
    page.key(Key::Enter).await?;
    page.tab_to(Role::Link, START).await?;
    page.key(Key::Enter).await?;
    let mut open = asked(&page).await?;
    loop {
        focus_is_on(&page, &open.question).await?;
        if page.has(Role::Button, AS_TEXT).await? {
            page.tab_to(Role::Button, AS_TEXT).await?;
            page.key(Key::Enter).await?;
            page.find(Role::Button, AS_PICTURE).await?;
        }
        let first = page
            .tab_until("the answers", |thing| thing.role == "radio")
            .await?;
        if !first.chosen {
            page.key(Key::Space).await?;
        }
        for _ in 0..Person::FrontEnd.answer_to(&open.question)? {
            page.key(Key::Down).await?;
        }
        page.wait_until(
            &format!("keys choose an answer of question {}", open.number),
            "return deepActive().checked;",
        )
        .await?;
        check(asked(&page).await? == open, || {
            format!("choosing by keys left question {}", open.number)
        })?;
        page.key(Key::Enter).await?;
        let Some(next) = after(&page, &open).await? else {
            break;
        };
        open = next;
    }
    arrived(&page, "#/result").await?;
    let displayed = headline(&page).await?;
    check(displayed.contains("front end"), || {
        format!("somebody who answers for the front end is told “{displayed}”")
    })?;
    focus_is_on(&page, &displayed).await?;
    page.tab_to(Role::Link, "See what this pays").await?;
    page.key(Key::Enter).await?;
    arrived(&page, "#/pay").await?;
    focus_is_on(&page, "What does this work pay?").await?;
    page.tab_until("the roles", |thing| thing.role == "radio")
        .await?;
    page.key(Key::Down).await?;
    check(
        page.focused().await?.is_some_and(|thing| thing.chosen),
        || "keys choose no role".into(),
    )
}

async fn focus_is_on(page: &Page, heading: &str) -> Result<(), Failure> {
    let heading = serde_json::Value::from(heading).to_string();
    page.wait_until(
        &format!("the focus is on the heading {heading}"),
        &format!("const one = deepActive(); return one && roleOf(one) === 'heading' && tidy(textOf(one)) === {heading};"),
    )
    .await
}

/// Protects people who only look: without an answer there is no result, no view claims one, and each leads on.
async fn skipping_everything_ends_kindly(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    page.open_app(&format!("{}#/quiz", site.url(BasePath::Root)))
        .await?;
    let mut open = Some(asked(&page).await?);
    while let Some(before) = open {
        page.press(Role::Button, "Skip").await?;
        open = after(&page, &before).await?;
    }
    page.find(Role::Heading, "No result yet").await?;
    page.expect_text("You skipped every question").await?;
    enter(&page, "#/quiz").await?;
    page.find(Role::Heading, "You skipped every question")
        .await?;
    check(!page.has(Role::Link, "See your result").await?, || {
        "a result is offered that is not there".into()
    })?;
    enter(&page, "#/result").await?;
    page.press(Role::Link, "Begin again").await?;
    let again = asked(&page).await?;
    check(again.number == 1, || format!("it begins at {again:?}"))
}

/// Protects a result that was left by mistake: one click returns to it until the new session has an answer.
async fn beginning_again_keeps_the_result_at_hand(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    page.open_app(&format!("{}#/quiz", site.url(BasePath::Root)))
        .await?;
    finish_quiz(&page, Person::BackEnd).await?;
    let displayed = headline(&page).await?;
    page.press(Role::Link, "Begin again").await?;
    asked(&page).await?;
    page.press(Role::Link, "Go back to it").await?;
    arrived(&page, "#/result").await?;
    let now = headline(&page).await?;
    check(now == displayed, || {
        format!("the result was “{displayed}” and is “{now}”")
    })?;
    page.press(Role::Link, "Begin again").await?;
    asked(&page).await?;
    page.reload().await?;
    enter(&page, "#/result").await?;
    page.find(Role::Heading, "No result yet").await?;
    page.press(Role::Link, "Go back to it").await?;
    page.wait_until(
        "the result is back",
        "return !/No result yet/.test(textOf(document.body));",
    )
    .await?;
    let now = headline(&page).await?;
    check(now == displayed, || {
        format!("the result was “{displayed}” and is “{now}”")
    })
}

/// Protects people who change their mind: Skip goes on, Back shows the same question with its answer, and Next needs an
/// answer.
async fn back_and_skip(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    page.open_app(&format!("{}#/quiz", site.url(BasePath::Root)))
        .await?;
    let first = asked(&page).await?;
    check(page.find(Role::Button, "Back").await?.disabled, || {
        "the first question has a way back".into()
    })?;
    page.press(Role::Button, "Next").await?;
    page.wait_for_text("Choose an answer first, or skip this question.")
        .await?;

    let second = give_answers(&page, Person::BackEnd, 1).await?;
    page.press(Role::Button, "Skip").await?;
    let third = after(&page, &second)
        .await?
        .ok_or_else(|| Failure::new("skipping ended the quiz"))?;
    check(third.question != second.question, || {
        "skipping shows the same question again".into()
    })?;

    page.press(Role::Button, "Back").await?;
    page.wait_for_text("Question 2").await?;
    let again = asked(&page).await?;
    check(again == second, || {
        format!("back from {third:?} leads to {again:?}")
    })?;
    check(
        !answers(&page).await?.iter().any(|answer| answer.chosen),
        || "a skipped question has an answer".into(),
    )?;

    page.press(Role::Button, "Back").await?;
    page.wait_for_text("Question 1").await?;
    let again = asked(&page).await?;
    check(again == first, || {
        format!("back from {second:?} leads to {again:?}")
    })?;
    let chosen: Vec<usize> = answers(&page)
        .await?
        .iter()
        .enumerate()
        .filter(|(_, answer)| answer.chosen)
        .map(|(at, _)| at)
        .collect();
    check(chosen.len() == 1, || {
        format!("of the first question's answers, {chosen:?} are chosen")
    })?;
    page.press(Role::Button, "Next").await?;
    let next = after(&page, &first).await?;
    check(next.as_ref() == Some(&second), || {
        format!("the same answer again leads to {next:?}")
    })
}

/// Protects the measurement: a question starts without an answer, whatever was chosen on the previous card, with the
/// pointer or by keys.
async fn each_question_starts_without_an_answer(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    page.open_app(&format!("{}#/quiz", site.url(BasePath::Root)))
        .await?;
    for _ in 0..6 {
        let open = asked(&page).await?;
        let hands_on = list_answers(&page).await?;
        let answers = answers(&page).await?;
        check(!answers.iter().any(|answer| answer.chosen), || {
            format!(
                "question {} comes with an answer that nobody gave",
                open.number
            )
        })?;
        if open.number % 2 == 0 {
            page.press_thing(&answers[0]).await?;
            if hands_on {
                page.press(Role::Button, "Next").await?;
            }
        } else {
            page.tab_until("the answers", |thing| thing.role == "radio")
                .await?;
            page.key(Key::Space).await?;
            page.key(Key::Enter).await?;
        }
        after(&page, &open).await?;
    }
    Ok(())
}

/// Protects people on slow connections: answers given on the static page while the application loads are applied, each
/// to its question, also after a reload.
async fn answers_before_the_application_count(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    site.hold(".wasm");
    page.open(&format!("{}#/quiz", site.url(BasePath::Root)))
        .await?;
    // The fourth answer to the first question, and the second to the second.
    let mut given = Vec::new();
    for (number, position) in [(1, 3), (2, 1)] {
        page.wait_for_text(&format!("Question {number}")).await?;
        look(&page).await?;
        let radios = answers(&page).await?;
        check(radios.len() == 5, || {
            format!("the static page shows {} answers at once", radios.len())
        })?;
        page.press_thing(&radios[position]).await?;
        given.push(radios[position].name.clone());
    }
    page.wait_for_text("Question 3").await?;
    // A reload loses no answers.
    page.reload().await?;
    page.wait_for_text("Question 3").await?;
    site.let_go();
    page.wait_until_mounted().await?;
    let open = asked(&page).await?;
    check(open.number == 3, || format!("it goes on at {open:?}"))?;
    for (number, name) in [2, 1].into_iter().zip(given.iter().rev()) {
        page.press(Role::Button, "Back").await?;
        page.wait_for_text(&format!("Question {number}")).await?;
        let chosen: Vec<String> = answers(&page)
            .await?
            .into_iter()
            .filter(|answer| answer.chosen)
            .map(|answer| answer.name)
            .collect();
        check(chosen == [name.clone()], || {
            format!("for question {number} “{name}” was given, and {chosen:?} is chosen")
        })?;
    }
    Ok(())
}

/// Protects a habit: the browser's own back button goes from view to view.
async fn views_by_the_back_button(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    page.open_app(&site.url(BasePath::Root)).await?;
    for (link, route) in [
        ("See pay", "#/pay"),
        ("Guide", "#/guide/back-end"),
        ("Front end", "#/guide/front-end"),
        ("How it works, and your data", "#/about"),
    ] {
        page.press(Role::Link, link).await?;
        arrived(&page, route).await?;
        let current = page.all(Role::Link, Named::Anything).await?;
        check(
            route == "#/about" || current.iter().any(|link| link.current == "page"),
            || format!("no link of the menu is marked as current in {route}"),
        )?;
    }
    for route in ["#/guide/front-end", "#/guide/back-end", "#/pay"] {
        page.client().back().await?;
        arrived(&page, route).await?;
    }
    enter(&page, "#/").await?;
    let text = page.text().await?;
    check(!text.contains(BROKEN), || format!("the page says “{text}”"))
}
