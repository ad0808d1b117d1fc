//! Clicks: one click is one step, and no click hits something that the visitor cannot have seen.

use std::time::Duration;

use fantoccini::actions::{
    ActionSequence, Actions, InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
    TouchActions,
};
use serde_json::{Value, json};
use which_end_browser_tests::engine::{Engine, Setup};
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Key, Named, Page, Pointer, Role, Thing};
use which_end_browser_tests::server::{BasePath, Site};
use which_end_browser_tests::stage::Stage;

use crate::hands_on::{ORDER, open_task};
use crate::steps::{START, answers, asked, enter};

crate::scenarios! {
    two_presses_answer_one_question,
    two_presses_take_one_step_everywhere,
    a_double_tap_starts_the_quiz_and_no_more if |engine| engine == Engine::Chromium,
    late_content_takes_no_press,
    hands_that_saw_the_question_lose_nothing,
    keys_are_never_held_back,
    selecting_words_is_no_press,
}

/// Longer than the time for which new content takes no click, in milliseconds.
const SEEN: u64 = 450;

/// Waits until a person has had time to look, because the page ignores clicks before.
pub(crate) async fn look(page: &Page) -> Result<(), Failure> {
    page.script_with_callback(
        "setTimeout(arguments[arguments.length - 1], arguments[0]);",
        vec![json!(SEEN)],
    )
    .await
    .map(drop)
}

/// Waits for a thing, looks at it, and clicks it.
pub(crate) async fn press_seen<'name>(
    page: &Page,
    role: Role,
    name: impl Into<Named<'name>>,
) -> Result<(), Failure> {
    let name = name.into();
    page.find(role, name).await?;
    look(page).await?;
    page.press(role, name).await
}

/// Center of the first thing with this role and name, in window coordinates.
pub(crate) async fn middle<'name>(
    page: &Page,
    role: Role,
    name: impl Into<Named<'name>>,
) -> Result<(f64, f64), Failure> {
    let name = name.into();
    let (exact, part) = match name {
        Named::Exactly(name) => (Some(name), ""),
        Named::With(part) => (None, part),
        Named::Anything => (None, ""),
    };
    let found = page
        .script(
            "const [role, exact, part] = arguments;\
             const one = everyThing().find((one) => roleOf(one) === role && (exact === null ? nameOf(one, role).includes(part) : nameOf(one, role) === exact));\
             if (!one) return null;\
             one.scrollIntoView({ block: 'center' });\
             const at = one.getBoundingClientRect(); return [at.left + at.width / 2, at.top + at.height / 2];",
            vec![json!(role.word()), json!(exact), json!(part)],
        )
        .await?;
    let coordinate = |at: usize| found.get(at).and_then(Value::as_f64);
    coordinate(0)
        .zip(coordinate(1))
        .ok_or_else(|| Failure::new(format!("there is no {} {name}", role.word())))
}

/// Clicks this many times at one point, with `between` milliseconds between clicks.
pub(crate) async fn press_at(
    page: &Page,
    pointer: Pointer,
    (x, y): (f64, f64),
    times: usize,
    between: u64,
) -> Result<(), Failure> {
    let button = MOUSE_BUTTON_LEFT;
    let mut steps = vec![PointerAction::MoveTo {
        duration: None,
        x,
        y,
    }];
    for press in 0..times {
        if press > 0 {
            steps.push(PointerAction::Pause {
                duration: Duration::from_millis(between),
            });
        }
        steps.extend([PointerAction::Down { button }, PointerAction::Up { button }]);
    }
    let sequence: ActionSequence = if pointer == Pointer::Finger {
        steps
            .into_iter()
            .fold(TouchActions::new("finger".to_owned()), InputSource::then)
            .into()
    } else {
        steps
            .into_iter()
            .fold(MouseActions::new("mouse".to_owned()), InputSource::then)
            .into()
    };
    Ok(page
        .client()
        .perform_actions(Actions::from(sequence))
        .await?)
}

/// How many questions were answered or skipped in the saved session.
pub(crate) async fn given(page: &Page) -> Result<usize, Failure> {
    let copies = page.stored().await?.into_iter().map(|(_, text)| {
        let copy: Value = serde_json::from_str(&text).unwrap_or_default();
        let answers = copy["body"]["session"]["answers"]
            .as_array()
            .map_or(0, Vec::len);
        (copy["rev"].as_u64(), answers)
    });
    Ok(copies.max().map_or(0, |(_, answers)| answers))
}

async fn expect_given(page: &Page, wanted: usize, after: &str) -> Result<(), Failure> {
    look(page).await?;
    let found = given(page).await?;
    check(found == wanted, || {
        format!("after {after} {found} questions are answered, and {wanted} should be")
    })
}

async fn quiz(stage: &Stage) -> Result<(Site, Page), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    page.open_app(&format!("{}#/quiz", site.url(BasePath::Root)))
        .await?;
    asked(&page).await?;
    look(&page).await?;
    Ok((site, page))
}

/// Protects people who double-click everything: the second and third click of a multiple click never answer the
/// question that the first one opened.
async fn two_presses_answer_one_question(stage: &Stage) -> Result<(), Failure> {
    let (_site, page) = quiz(stage).await?;
    let mut wanted = 0;
    for (times, between) in [(2, 60), (2, 150), (2, 300), (3, 120)] {
        let radios = answers(&page).await?;
        let radio = radios.get(1).ok_or_else(|| Failure::new("no answers"))?;
        let at = middle(&page, Role::Radio, radio.name.as_str()).await?;
        press_at(&page, Pointer::Mouse, at, times, between).await?;
        wanted += 1;
        expect_given(
            &page,
            wanted,
            &format!("{times} presses, {between} ms apart,"),
        )
        .await?;
        let chosen = answers(&page).await?.iter().any(|one: &Thing| one.chosen);
        check(!chosen, || {
            "the swallowed press left an answer chosen".into()
        })?;
    }
    Ok(())
}

/// The same everywhere else: a double click takes one step.
async fn two_presses_take_one_step_everywhere(stage: &Stage) -> Result<(), Failure> {
    let (site, page) = quiz(stage).await?;
    for (name, wanted) in [("Skip", 1), ("Skip", 2), ("Skip", 3), ("Back", 2)] {
        let at = middle(&page, Role::Button, name).await?;
        press_at(&page, Pointer::Mouse, at, 2, 120).await?;
        expect_given(&page, wanted, &format!("a double press on “{name}”")).await?;
    }
    enter(&page, "#/about").await?;
    look(&page).await?;
    let at = middle(&page, Role::Button, "Erase everything").await?;
    press_at(&page, Pointer::Mouse, at, 2, 120).await?;
    look(&page).await?;
    page.find(Role::Button, "Yes, erase everything").await?;
    check(given(&page).await? == 2, || {
        "a double press erased everything".into()
    })?;

    // A step of a hands-on task, and the button below it.
    enter(&page, "#/quiz").await?;
    open_task(&site, &page, ORDER).await?;
    look(&page).await?;
    let at = middle(&page, Role::Button, Named::With("as text")).await?;
    press_at(&page, Pointer::Mouse, at, 2, 120).await?;
    look(&page).await?;
    page.find(Role::Button, "Show it as a picture").await?;
    let radios = answers(&page).await?;
    let radio = radios.first().ok_or_else(|| Failure::new("no answers"))?;
    page.press_thing(radio).await?;
    look(&page).await?;
    let at = middle(&page, Role::Button, "Next").await?;
    press_at(&page, Pointer::Mouse, at, 2, 120).await?;
    expect_given(&page, 1, "a double press on “Next”").await
}

/// Protects phones: a double tap on the start button opens the first question, and does not answer it.
async fn a_double_tap_starts_the_quiz_and_no_more(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    for between in [60, 120, 200, 300] {
        page.open("about:blank").await?;
        page.open_app(&site.url(BasePath::Root)).await?;
        page.find(Role::Link, START).await?;
        look(&page).await?;
        // The link is moved over the position of an answer.
        let at = middle(&page, Role::Link, START).await?;
        page.script(
            "const link = everyThing().find((one) => roleOf(one) === 'link' && nameOf(one, 'link') === arguments[0]);\
             Object.assign(link.style, { position: 'fixed', left: '200px', top: '300px', width: '900px', height: '200px' });",
            vec![json!(START)],
        )
        .await?;
        look(&page).await?;
        press_at(
            &page,
            Pointer::Finger,
            (640.0, at.1.clamp(330.0, 470.0)),
            2,
            between,
        )
        .await?;
        asked(&page).await?;
        expect_given(&page, 0, &format!("a double tap with {between} ms between")).await?;
    }
    Ok(())
}

/// Protects people who click while content moves: content moved under the pointer ignores clicks until it can have been
/// seen, and then works.
async fn late_content_takes_no_press(stage: &Stage) -> Result<(), Failure> {
    let (_site, page) = quiz(stage).await?;
    let radios = answers(&page).await?;
    let radio = radios.get(2).ok_or_else(|| Failure::new("no answers"))?;
    let at = middle(&page, Role::Radio, radio.name.as_str()).await?;
    // A notice, as for a new version, moves everything down by more than the height of an answer.
    page.script(
        "dispatchEvent(new CustomEvent('which-end:update-waiting'));",
        vec![],
    )
    .await?;
    page.find(Role::Button, "Get it now").await?;
    let moved = middle(&page, Role::Radio, radio.name.as_str()).await?;
    check((moved.1 - at.1).abs() > 20.0, || {
        "the notice moves nothing".into()
    })?;
    look(&page).await?;
    press_seen(&page, Role::Button, "Got it").await?;
    // Right after, the answers are back in place, under a pointer that was aimed at the notice.
    press_at(&page, Pointer::Mouse, at, 1, 0).await?;
    expect_given(&page, 0, "a press while the question moved").await?;
    press_at(&page, Pointer::Mouse, at, 1, 0).await?;
    expect_given(&page, 1, "a press on what was seen").await
}

/// Protects fast users: who sees each question and answers two per second loses no answer.
async fn hands_that_saw_the_question_lose_nothing(stage: &Stage) -> Result<(), Failure> {
    let (_site, page) = quiz(stage).await?;
    let before = given(&page).await.unwrap_or_default();
    check(before == 0, || "something is answered already".into())?;
    let at = middle(&page, Role::Radio, Named::Anything).await?;
    // Three of the opening questions have their answers in one row, so the first answer stays in place.
    press_at(&page, Pointer::Mouse, at, 1, 0).await?;
    for number in 2..=3 {
        page.wait_for_text(&format!("Question {number}")).await?;
        page.script_with_callback("setTimeout(arguments[arguments.length - 1], 420);", vec![])
            .await?;
        let at = middle(&page, Role::Radio, Named::Anything).await?;
        press_at(&page, Pointer::Mouse, at, 1, 0).await?;
    }
    expect_given(&page, 3, "three quick answers").await
}

/// Protects people who use no pointer: keys work on a question immediately.
async fn keys_are_never_held_back(stage: &Stage) -> Result<(), Failure> {
    let (_site, page) = quiz(stage).await?;
    for number in 1..=3 {
        page.wait_for_text(&format!("Question {number}")).await?;
        page.tab_until("the answers", |thing| thing.role == "radio")
            .await?;
        page.key(Key::Space).await?;
        page.key(Key::Enter).await?;
    }
    page.wait_for_text("Question 4").await
}

/// Protects people who look a word up: selecting text is not a click.
async fn selecting_words_is_no_press(stage: &Stage) -> Result<(), Failure> {
    let (_site, page) = quiz(stage).await?;
    // Selected while the pointer is down, as by dragging the mouse over the words of a card.
    page.script(
        "addEventListener('pointerup', () => {\
           const range = document.createRange(); range.selectNodeContents(document.querySelector('h1'));\
           getSelection().removeAllRanges(); getSelection().addRange(range);\
         }, { once: true });",
        vec![],
    )
    .await?;
    let at = middle(&page, Role::Radio, Named::Anything).await?;
    press_at(&page, Pointer::Mouse, at, 1, 0).await?;
    expect_given(&page, 0, "selecting words").await?;
    check(!answers(&page).await?.iter().any(|one| one.chosen), || {
        "selecting words chose an answer".into()
    })?;
    // An earlier selection does no harm.
    press_at(&page, Pointer::Mouse, at, 1, 0).await?;
    expect_given(&page, 1, "a press with words selected").await
}
