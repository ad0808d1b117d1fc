//! State of hands-on tasks: it survives a look at the list and going back, and every change is announced.

use which_end_browser_tests::engine::Engine;
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Key, Named, Page, Pointer, Role};
use which_end_browser_tests::stage::Stage;

use crate::hands_on::{ALIGN, CONTRAST, FOCUS, ORDER, PLAN, REDRAW, TRACE, WIRE, begun, open_task};
use crate::steps::{AS_PICTURE, AS_TEXT, answers};

crate::scenarios! {
    a_look_at_the_list_loses_nothing if crate::in_one,
    the_list_has_the_last_word if crate::in_one,
    back_shows_what_was_done if crate::in_one,
    back_says_what_it_cannot_show if crate::in_one,
    what_is_done_is_said if crate::in_one,
    only_the_main_button_drags if |engine| engine == Engine::Chromium,
}

/// Waits until the live regions have exactly this text.
async fn said(page: &Page, news: &str) -> Result<(), Failure> {
    let expected = serde_json::Value::from(news).to_string();
    page.wait_until(
        &format!("the news are “{news}”"),
        &format!(
            "return [...document.querySelectorAll('[role=status]')].some((one) => tidy(textOf(one)) === {expected});"
        ),
    )
    .await
}

/// Shows the list and then the widget again.
async fn look_at_the_list(page: &Page) -> Result<(), Failure> {
    page.press(Role::Button, AS_TEXT).await?;
    page.press(Role::Button, AS_PICTURE).await
}

/// Answers in the list, and returns to the widget.
async fn answer_in_the_list(page: &Page, choice: usize) -> Result<(), Failure> {
    page.press(Role::Button, AS_TEXT).await?;
    let answers = answers(page).await?;
    page.press_thing(&answers[choice]).await?;
    page.press(Role::Button, AS_PICTURE).await
}

/// Goes to the next question and back.
async fn on_and_back(page: &Page) -> Result<(), Failure> {
    page.press(Role::Button, "Next").await?;
    page.wait_for_text("Question 2").await?;
    page.press(Role::Button, "Back").await?;
    page.wait_for_text("Question 1").await
}

/// Protects people who compare widget and list: their finished or unfinished work is still there.
async fn a_look_at_the_list_loses_nothing(stage: &Stage) -> Result<(), Failure> {
    let (site, page) = begun(stage).await?;
    open_task(&site, &page, ALIGN).await?;
    page.press(Role::Button, "Card C").await?;
    for _ in 0..3 {
        page.press(Role::Button, "Up 1 pixel").await?;
    }
    look_at_the_list(&page).await?;
    said(&page, "Card C, moved 3 pixels up. Your answer: Card C").await?;
    page.press(Role::Button, "Down 1 pixel").await?;
    said(&page, "Card C, moved 2 pixels up. Your answer: Card C").await?;

    open_task(&site, &page, TRACE).await?;
    page.press(Role::Button, Named::With("Follow the request"))
        .await?;
    look_at_the_list(&page).await?;
    page.find(Role::Radio, Named::With("Nearby cache")).await?;
    check(
        !page
            .has(Role::Radio, Named::With("Shop's front server"))
            .await?,
        || "a stop came up that was not opened".into(),
    )?;

    open_task(&site, &page, ORDER).await?;
    page.press(Role::Button, "A reads the balance, step 1: move down")
        .await?;
    page.press(Role::Button, "A reads the balance, step 2: move down")
        .await?;
    page.wait_for_text("Your answer: Any other order").await?;
    look_at_the_list(&page).await?;
    said(&page, "Your answer: Any other order").await?;
    page.find(Role::Button, "A reads the balance, step 3: move up")
        .await?;

    open_task(&site, &page, WIRE).await?;
    page.press(Role::Button, "Students").await?;
    page.press(Role::Button, "Sign-ups").await?;
    page.press(Role::Button, "Courses").await?;
    look_at_the_list(&page).await?;
    page.find(Role::Button, "Take away: Students point to Sign-ups")
        .await?;
    said(&page, "Courses point to … Your answer: Some other way").await?;

    open_task(&site, &page, FOCUS).await?;
    page.press(Role::Button, Named::With("From: Town")).await?;
    page.press(Role::Button, Named::With("To: Name")).await?;
    look_at_the_list(&page).await?;
    page.find(Role::Button, "From: Town, stop 1").await?;
    page.find(Role::Button, "To: Name, stop 2").await?;

    open_task(&site, &page, REDRAW).await?;
    page.type_into(Role::Textbox, "Type here", "ab").await?;
    page.wait_for_text("drawn 3 times").await?;
    look_at_the_list(&page).await?;
    page.wait_for_text("drawn 3 times").await?;
    let field = page.find(Role::Textbox, "Type here").await?;
    check(field.value == "ab", || {
        format!("the field holds “{}”", field.value)
    })
}

/// Protects the intended answer: an answer from the list is shown in the widget, or is said to count if it cannot be
/// shown.
async fn the_list_has_the_last_word(stage: &Stage) -> Result<(), Failure> {
    let (site, page) = begun(stage).await?;
    open_task(&site, &page, ALIGN).await?;
    page.press(Role::Button, "Card C").await?;
    page.press(Role::Button, "Up 1 pixel").await?;
    answer_in_the_list(&page, 4).await?;
    said(&page, "Your earlier answer still counts: Card E").await?;

    open_task(&site, &page, TRACE).await?;
    answer_in_the_list(&page, 3).await?;
    let marked = page
        .find(Role::Radio, Named::With("Shop's program"))
        .await?;
    check(marked.chosen, || "the stop is not marked".into())?;

    open_task(&site, &page, ORDER).await?;
    answer_in_the_list(&page, 2).await?;
    said(
        &page,
        "Your answer: Each machine writes first and reads after that",
    )
    .await?;
    page.find(Role::Button, "A writes what is left, step 1: move down")
        .await?;

    open_task(&site, &page, WIRE).await?;
    page.press(Role::Button, "Students").await?;
    page.press(Role::Button, "Courses").await?;
    answer_in_the_list(&page, 1).await?;
    page.find(Role::Button, "Take away: Courses point to Students")
        .await?;
    said(&page, "Your answer: Each course points to a student").await?;

    open_task(&site, &page, FOCUS).await?;
    page.press(Role::Button, Named::With("To: Town")).await?;
    answer_in_the_list(&page, 1).await?;
    page.find(Role::Button, "Send, stop 1").await?;
    page.find(Role::Button, "To: Town, stop 5").await.map(drop)
}

/// Protects people who go back: their work is still there.
async fn back_shows_what_was_done(stage: &Stage) -> Result<(), Failure> {
    let (site, page) = begun(stage).await?;
    let again = || on_and_back(&page);
    open_task(&site, &page, ORDER).await?;
    page.press(Role::Button, "B reads the balance, step 2: move down")
        .await?;
    again().await?;
    page.wait_for_text("Your answer: One machine reads and writes")
        .await?;
    page.find(Role::Button, "B reads the balance, step 3: move up")
        .await?;

    open_task(&site, &page, WIRE).await?;
    page.press(Role::Button, "Courses").await?;
    page.press(Role::Button, "Students").await?;
    again().await?;
    page.find(Role::Button, "Take away: Courses point to Students")
        .await?;

    open_task(&site, &page, PLAN).await?;
    page.press(Role::Radio, Named::With("Sort by total"))
        .await?;
    again().await?;
    let open = page.find(Role::Radio, Named::With("Sort by total")).await?;
    check(open.chosen, || "the step is not marked any more".into())?;
    page.find(Role::Radio, Named::With("Read the customers"))
        .await?;

    open_task(&site, &page, CONTRAST).await?;
    page.tab_to(Role::Slider, "Color of the button").await?;
    page.key(Key::Up).await?;
    page.key(Key::Up).await?;
    again().await?;
    let slider = page.find(Role::Slider, "Color of the button").await?;
    check(slider.value == "2", || {
        format!("the slider stands at {}", slider.value)
    })
}

/// Protects people who go back to an answer that matches many arrangements, of which theirs was not saved: they are
/// hear that it counts, and it is removed once they start again.
async fn back_says_what_it_cannot_show(stage: &Stage) -> Result<(), Failure> {
    let (site, page) = begun(stage).await?;
    // The same for a wrong card and the right one, so that going back does not reveal which is right.
    for card in ["Card B", "Card C"] {
        open_task(&site, &page, ALIGN).await?;
        page.press(Role::Button, card).await?;
        page.press(Role::Button, "Up 1 pixel").await?;
        on_and_back(&page).await?;
        said(&page, &format!("Your earlier answer still counts: {card}")).await?;
        page.press(Role::Button, "Up 1 pixel").await?;
        said(
            &page,
            &format!("{card}, moved 1 pixel up. Your answer: {card}"),
        )
        .await?;
    }

    open_task(&site, &page, WIRE).await?;
    page.press(Role::Button, "Students").await?;
    page.press(Role::Button, "Sign-ups").await?;
    on_and_back(&page).await?;
    said(&page, "Your earlier answer still counts: Some other way").await?;

    open_task(&site, &page, FOCUS).await?;
    for name in ["To: Town", "To: Name", "From: Town", "From: Name", "Send"] {
        page.press(Role::Button, Named::With(name)).await?;
    }
    on_and_back(&page).await?;
    said(
        &page,
        "0 of 5 stops have a number. Your earlier answer still counts: Any other order",
    )
    .await?;
    page.press(Role::Button, Named::With("Send")).await?;
    said(&page, "1 of 5 stops have a number. No answer yet.").await
}

/// Protects people who use a screen reader: changes outside their focus are announced, whether they change the answer
/// or not.
async fn what_is_done_is_said(stage: &Stage) -> Result<(), Failure> {
    let (site, page) = begun(stage).await?;
    open_task(&site, &page, ALIGN).await?;
    page.tab_to(Role::Button, "Card B").await?;
    page.key(Key::Down).await?;
    said(&page, "Card B, moved 1 pixel down. Your answer: Card B").await?;
    page.key(Key::Down).await?;
    said(&page, "Card B, moved 2 pixels down. Your answer: Card B").await?;
    page.key(Key::Up).await?;
    page.key(Key::Up).await?;
    said(&page, "Card B, not moved. No answer yet.").await?;

    open_task(&site, &page, WIRE).await?;
    let other = "Your answer: Some other way";
    page.press(Role::Button, "Sign-ups").await?;
    said(&page, "Sign-ups point to … No answer yet.").await?;
    page.press(Role::Button, "Students").await?;
    said(
        &page,
        &format!("Added: Sign-ups point to Students. {other}"),
    )
    .await?;
    page.press(Role::Button, "Students").await?;
    page.press(Role::Button, "Sign-ups").await?;
    said(
        &page,
        &format!("Added: Students point to Sign-ups. {other}"),
    )
    .await?;
    page.press(Role::Button, "Take away: Students point to Sign-ups")
        .await?;
    said(
        &page,
        &format!("Taken away: Students point to Sign-ups. {other}"),
    )
    .await?;

    open_task(&site, &page, FOCUS).await?;
    for name in ["From: Name", "From: Town", "To: Name"] {
        page.press(Role::Button, Named::With(name)).await?;
    }
    said(&page, "3 of 5 stops have a number. No answer yet.").await?;
    page.press(Role::Button, "From: Name, stop 1").await?;
    said(&page, "0 of 5 stops have a number. No answer yet.").await?;

    open_task(&site, &page, REDRAW).await?;
    page.type_into(Role::Textbox, "Type here", "a").await?;
    said(
        &page,
        "Drawn 2 times: Menu, Search box, Counter. No answer yet.",
    )
    .await
}

/// Protects people who open a card's context menu: only the main button moves it.
async fn only_the_main_button_drags(stage: &Stage) -> Result<(), Failure> {
    let (site, page) = begun(stage).await?;
    open_task(&site, &page, ALIGN).await?;
    let card = page.find(Role::Button, "Card B").await?;
    page.drag(Pointer::OtherButton, &card, (0.0, 0.0), (0.0, -4.0))
        .await?;
    said(&page, "No answer yet.").await?;
    page.drag(Pointer::Mouse, &card, (0.0, 0.0), (0.0, -4.0))
        .await?;
    page.wait_for_text("Your answer: Card B").await
}
