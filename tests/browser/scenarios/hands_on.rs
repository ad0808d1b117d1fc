//! Hands-on tasks: each kind works by keys alone, with a pointer, and as a list, and gives the right choice.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::time::sleep;
use which_end_browser_tests::axe;
use which_end_browser_tests::engine::{Engine, Setup};
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Key, Named, Page, Pointer, Role, SOON};
use which_end_browser_tests::server::{BasePath, Origin, Site};
use which_end_browser_tests::stage::Stage;

use crate::access::fits;
use crate::person::{Person, items};
use crate::saved::{copies, envelope};
use crate::steps::{answers, asked, give_answers, list_answers};

crate::scenarios! {
    each_kind_by_keys,
    each_kind_with_the_pointer,
    a_card_under_the_finger if |engine| engine == Engine::Chromium,
    each_task_as_a_list if crate::in_one,
    nothing_is_given_before_next if crate::in_one,
    every_task_is_readable_and_fits if crate::in_one,
}

pub(crate) const ALIGN: &str = "t-layout-align-five";
pub(crate) const CONTRAST: &str = "t-access-contrast-button";
pub(crate) const TRACE: &str = "t-apis-trace-old-price";
pub(crate) const ORDER: &str = "t-logic-two-withdrawals";
pub(crate) const WIRE: &str = "t-data-students-courses";
pub(crate) const PLAN: &str = "t-server-speed-report-plan";
pub(crate) const FOCUS: &str = "t-access-focus-order";
pub(crate) const REDRAW: &str = "t-browser-speed-needless-drawing";

/// A site and a page with one answer, so that there is a saved record to build on.
pub(crate) async fn begun(stage: &Stage) -> Result<(Site, Page), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    page.open_app(&format!("{}#/quiz", site.url(BasePath::Root)))
        .await?;
    give_answers(&page, Person::BackEnd, 2).await?;
    Ok((site, page))
}

/// Opens the quiz at one item, as if the visitor had skipped it and gone back.
pub(crate) async fn open_task(site: &Site, page: &Page, id: &str) -> Result<(), Failure> {
    let item = item(id)?;
    let saved = copies(page).await?;
    let newest: Value = serde_json::from_str(&saved[0].1)
        .map_err(|error| Failure::new(format!("the saved copy is no JSON: {error}")))?;
    let mut body = newest["body"].clone();
    let session = &mut body["session"];
    session["answers"] = json!([]);
    session["taken_back"] =
        json!([{"item": id, "version": item["version"], "response": "skipped"}]);
    session["reopened"] = json!(id);
    let rev = newest["rev"].as_u64().unwrap_or_default();
    let schema = newest["schema"]
        .as_u64()
        .and_then(|schema| u32::try_from(schema).ok());
    page.open("about:blank").await?;
    // An image of the site: no script runs there that could save meanwhile.
    page.open(&format!("{}icon-192.png", site.url(BasePath::Root)))
        .await?;
    for (later, (key, _)) in saved.iter().enumerate() {
        let text = envelope(
            schema.unwrap_or_default(),
            rev + 1 + later as u64,
            &body.to_string(),
        );
        page.store(key, &text).await?;
    }
    page.open_app(&format!("{}#/quiz", site.url(BasePath::Root)))
        .await?;
    let open = asked(page).await?;
    let stem = item["stem"].as_str().unwrap_or_default();
    check(open.question.ends_with(stem), || {
        format!("instead of “{stem}” it asks “{}”", open.question)
    })
}

fn item(id: &str) -> Result<&'static Value, Failure> {
    let found = items()?.iter().find(|item| item["id"] == id);
    found.ok_or_else(|| Failure::new(format!("the bank has no item “{id}”")))
}

/// The ids of all hands-on tasks.
fn hands_on() -> Result<Vec<&'static str>, Failure> {
    let with_widget = items()?
        .iter()
        .filter(|item| item["kind"]["task"]["widget"].is_object());
    Ok(with_widget.filter_map(|item| item["id"].as_str()).collect())
}

/// Index of the right choice.
fn key_of(id: &str) -> Result<usize, Failure> {
    let choices = item(id)?["kind"]["task"]["choices"].as_array();
    choices
        .and_then(|choices| choices.iter().position(|choice| choice["right"] == true))
        .ok_or_else(|| Failure::new(format!("“{id}” has no right choice")))
}

/// Submits the answer, and fails if a choice other than the right one was saved.
async fn expect_right(page: &Page, id: &str, by_keys: bool) -> Result<(), Failure> {
    if by_keys {
        page.tab_to(Role::Button, "Next").await?;
        page.key(Key::Enter).await?;
    } else {
        page.press(Role::Button, "Next").await?;
    }
    page.wait_for_text("Question 2").await?;
    // The record is saved after the next paint.
    let since = Instant::now();
    while last_answer(page).await?["item"] != id && since.elapsed() < SOON {
        sleep(Duration::from_millis(50)).await;
    }
    let given = last_answer(page).await?;
    let right =
        json!({"item": id, "version": item(id)?["version"], "response": {"choice": key_of(id)?}});
    check(given == right, || {
        format!("saved is {given}, right is {right}")
    })
}

async fn last_answer(page: &Page) -> Result<Value, Failure> {
    let newest: Value = serde_json::from_str(&copies(page).await?[0].1).unwrap_or_default();
    Ok(newest["body"]["session"]["answers"]
        .as_array()
        .and_then(|answers| answers.last())
        .cloned()
        .unwrap_or_default())
}

/// Protects people who use no pointer: every kind works with Tab, Enter, Space and arrow keys.
async fn each_kind_by_keys(stage: &Stage) -> Result<(), Failure> {
    let (site, page) = begun(stage).await?;
    let enter_on = async |name: &str| -> Result<(), Failure> {
        page.tab_to(Role::Button, Named::With(name)).await?;
        page.key(Key::Enter).await
    };

    open_task(&site, &page, ALIGN).await?;
    page.tab_to(Role::Button, "Card B").await?;
    for _ in 0..4 {
        page.key(Key::Up).await?;
    }
    page.wait_for_text("Your answer: Card B").await?;
    expect_right(&page, ALIGN, true).await?;

    open_task(&site, &page, CONTRAST).await?;
    page.tab_to(Role::Slider, "Color of the button").await?;
    for _ in 0..5 {
        page.key(Key::Up).await?;
    }
    page.wait_for_text("Your answer: Brown").await?;
    expect_right(&page, CONTRAST, true).await?;

    open_task(&site, &page, TRACE).await?;
    enter_on("Follow the request").await?;
    focus_on_radio(&page, "Nearby cache").await?;
    page.key(Key::Space).await?;
    expect_right(&page, TRACE, true).await?;

    open_task(&site, &page, ORDER).await?;
    enter_on("A writes what is left, step 3: move up").await?;
    page.wait_for_text("Your answer: One machine reads and writes")
        .await?;
    let there = page.focused().await?.map(|thing| thing.name);
    check(
        there.as_deref() == Some("A writes what is left, step 2: move up"),
        || format!("the focus stayed behind on {there:?}"),
    )?;
    expect_right(&page, ORDER, true).await?;

    open_task(&site, &page, WIRE).await?;
    enter_on("Sign-ups").await?;
    back_to(&page, "Students", 2).await?;
    page.key(Key::Enter).await?;
    enter_on("Sign-ups").await?;
    back_to(&page, "Courses", 1).await?;
    page.key(Key::Enter).await?;
    expect_right(&page, WIRE, true).await?;

    open_task(&site, &page, PLAN).await?;
    enter_on("Open its parts").await?;
    focus_on_radio(&page, "Add up per customer").await?;
    enter_on("Open its parts").await?;
    focus_on_radio(&page, "Match orders").await?;
    page.key(Key::Space).await?;
    expect_right(&page, PLAN, true).await?;

    open_task(&site, &page, FOCUS).await?;
    enter_on("From: Name").await?;
    enter_on("From: Town").await?;
    back_to(&page, "To: Name", 1).await?;
    page.key(Key::Enter).await?;
    enter_on("To: Town").await?;
    enter_on("Send").await?;
    expect_right(&page, FOCUS, true).await?;

    open_task(&site, &page, REDRAW).await?;
    page.tab_to(Role::Textbox, "Type here").await?;
    page.type_into(Role::Textbox, "Type here", "abc").await?;
    page.wait_for_text("drawn 4 times").await?;
    page.tab_until("the parts", |thing| thing.role == "radio")
        .await?;
    page.key(Key::Space).await?;
    expect_right(&page, REDRAW, true).await
}

async fn focus_on_radio(page: &Page, part: &str) -> Result<(), Failure> {
    page.wait_until(
        &format!("the focus is on “{part}”"),
        &format!("const one = deepActive(); return one && roleOf(one) === 'radio' && nameOf(one, 'radio').includes('{part}');"),
    )
    .await
}

/// Goes back this many tab stops; the button with this name must be there.
async fn back_to(page: &Page, name: &str, steps: usize) -> Result<(), Failure> {
    for _ in 0..steps {
        page.key(Key::ShiftTab).await?;
    }
    let there = page.focused().await?;
    check(
        there
            .as_ref()
            .is_some_and(|thing| thing.name.contains(name)),
        || format!("{steps} steps back is {there:?}, not “{name}”"),
    )
}

/// Protects people with a mouse or a finger: every kind works with clicks, and cards can be dragged.
async fn each_kind_with_the_pointer(stage: &Stage) -> Result<(), Failure> {
    let (site, page) = begun(stage).await?;
    let press = async |role: Role, name: &str| page.press(role, Named::With(name)).await;

    open_task(&site, &page, ALIGN).await?;
    let card = page.find(Role::Button, "Card C").await?;
    page.drag(Pointer::Mouse, &card, (0.0, 0.0), (0.0, 6.0))
        .await?;
    page.wait_for_text("Your answer: Card C").await?;
    let card = page.find(Role::Button, "Card B").await?;
    page.drag(Pointer::Mouse, &card, (0.0, 0.0), (0.0, -4.0))
        .await?;
    page.wait_for_text("Your answer: Card B").await?;
    press(Role::Button, "Down 1 pixel").await?;
    press(Role::Button, "Up 1 pixel").await?;
    expect_right(&page, ALIGN, false).await?;

    open_task(&site, &page, CONTRAST).await?;
    let slider = page.find(Role::Slider, "Color of the button").await?;
    page.drag(Pointer::Mouse, &slider, (0.0, 0.0), (345.0, 0.0))
        .await?;
    page.wait_for_text("Your answer: Brown").await?;
    expect_right(&page, CONTRAST, false).await?;

    open_task(&site, &page, TRACE).await?;
    press(Role::Button, "Follow the request").await?;
    press(Role::Button, "Follow the request").await?;
    press(Role::Radio, "Nearby cache").await?;
    expect_right(&page, TRACE, false).await?;

    open_task(&site, &page, ORDER).await?;
    press(Role::Button, "B reads the balance, step 2: move down").await?;
    expect_right(&page, ORDER, false).await?;

    open_task(&site, &page, WIRE).await?;
    for name in [
        "Students", "Courses", "Sign-ups", "Courses", "Sign-ups", "Students",
    ] {
        page.press(Role::Button, name).await?;
    }
    page.wait_for_text("Your answer: Some other way").await?;
    press(Role::Button, "Take away: Students point to Courses").await?;
    expect_right(&page, WIRE, false).await?;

    open_task(&site, &page, PLAN).await?;
    for part in ["Add up", "Match orders"] {
        press(Role::Button, "Open its parts").await?;
        page.find(Role::Radio, Named::With(part)).await?;
    }
    press(Role::Radio, "Match orders").await?;
    expect_right(&page, PLAN, false).await?;

    open_task(&site, &page, FOCUS).await?;
    for name in [
        "From: Name",
        "To: Name",
        "To: Name",
        "From: Town",
        "To: Name",
        "To: Town",
        "Send",
    ] {
        press(Role::Button, name).await?;
    }
    expect_right(&page, FOCUS, false).await?;

    open_task(&site, &page, REDRAW).await?;
    page.type_into(Role::Textbox, "Type here", "ab").await?;
    press(Role::Radio, "Menu").await?;
    expect_right(&page, REDRAW, false).await
}

/// Protects phones: a finger moves the card and does not scroll the page.
async fn a_card_under_the_finger(stage: &Stage) -> Result<(), Failure> {
    let (site, page) = begun(stage).await?;
    page.emulate_screen(360, 640).await?;
    open_task(&site, &page, ALIGN).await?;
    let card = page.find(Role::Button, "Card B").await?;
    page.drag(Pointer::Finger, &card, (0.0, 0.0), (0.0, -8.0))
        .await?;
    page.wait_for_text("Your answer: Card B").await?;
    expect_right(&page, ALIGN, false).await
}

/// Protects people who cannot see the pictures: one click turns this task and all later ones into a list of answers.
async fn each_task_as_a_list(stage: &Stage) -> Result<(), Failure> {
    let (site, page) = begun(stage).await?;
    for id in hands_on()? {
        open_task(&site, &page, id).await?;
        check(list_answers(&page).await?, || format!("“{id}” has no list"))?;
        let answers = answers(&page).await?;
        let choices = item(id)?["kind"]["task"]["choices"]
            .as_array()
            .map(Vec::len);
        check(Some(answers.len()) == choices, || {
            format!("the list of “{id}” has {} answers", answers.len())
        })?;
        page.press_thing(&answers[key_of(id)?]).await?;
        page.expect_text("Question 1").await?;
        expect_right(&page, id, false).await?;
    }
    Ok(())
}

/// Protects people who are still trying things: no click inside a task submits the answer, nor does Enter in its text
/// field, and “Next” without an answer shows an error.
async fn nothing_is_given_before_next(stage: &Stage) -> Result<(), Failure> {
    let (site, page) = begun(stage).await?;
    open_task(&site, &page, WIRE).await?;
    page.expect_text("No answer yet.").await?;
    page.press(Role::Button, "Students").await?;
    page.press(Role::Button, "Next").await?;
    page.wait_for_text("Choose an answer first, or skip this question.")
        .await?;
    page.press(Role::Button, "Courses").await?;
    page.wait_for_text("Your answer: Each student points to a course")
        .await?;
    page.expect_text("Question 1").await?;

    open_task(&site, &page, REDRAW).await?;
    page.press(Role::Radio, Named::With("Photo")).await?;
    page.type_into(Role::Textbox, "Type here", "a").await?;
    page.key(Key::Enter).await?;
    page.wait_for_text("Your answer: Photo").await?;
    page.expect_text("Question 1").await
}

/// Protects readers with assistive technology and on small phones: no task, with everything opened, breaks a rule of
/// axe or is wider than 320 pixels.
async fn every_task_is_readable_and_fits(stage: &Stage) -> Result<(), Failure> {
    let (site, page) = begun(stage).await?;
    let rules = stage.axe()?;
    for id in hands_on()? {
        open_task(&site, &page, id).await?;
        // Opens or draws as much as possible.
        for _ in 0..6 {
            let onward = [
                "Follow the request to the next stop",
                "Go on to the next moment",
                "Open its parts",
            ];
            let things = page.things().await?;
            let Some(button) = things
                .iter()
                .find(|thing| onward.contains(&thing.name.as_str()))
            else {
                break;
            };
            page.press_thing(button).await?;
        }
        if page.has(Role::Button, "Sign-ups").await? {
            page.press(Role::Button, "Sign-ups").await?;
            page.press(Role::Button, "Students").await?;
        }
        if page.has(Role::Textbox, "Type here").await? {
            page.type_into(Role::Textbox, "Type here", "mmmmmmmmmmmm")
                .await?;
        }
        page.wait_until(
            "nothing moves",
            "return document.getAnimations().every((one) => one.playState !== 'running');",
        )
        .await?;
        axe::expect_none(&page, &rules, id).await?;
        page.open(&site.host_page(
            Origin::Number,
            &format!("{}#/quiz", site.url(BasePath::Root)),
            None,
            320,
        ))
        .await?;
        page.enter_frame().await?;
        page.wait_until_mounted().await?;
        asked(&page).await?;
        fits(&page, &format!("{id} at 320 pixels")).await?;
    }
    Ok(())
}
