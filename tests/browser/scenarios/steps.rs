//! Views and texts as a visitor knows them, and the steps that several scenarios share.

use std::time::{Duration, Instant};

use tokio::time::sleep;
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Key, Named, Page, Role, SOON, Thing};
use which_end_browser_tests::server::Site;

use crate::person::Person;

/// Every view with its heading. The quiz and the result have dynamic headings.
pub(crate) const VIEWS: [(&str, &str); 9] = [
    ("#/", "Which end is yours?"),
    ("#/quiz", ""),
    ("#/result", ""),
    ("#/shared", "This link shows no result"),
    ("#/pay", "What does this work pay?"),
    ("#/guide/back-end", "The back end"),
    ("#/guide/front-end", "The front end"),
    ("#/sources", "Sources"),
    ("#/about", "About Which End"),
];

/// The start button for a visitor without answers.
pub(crate) const START: &str = "Start the quiz";
/// The notice that nothing is saved.
pub(crate) const NOT_KEPT: &str = "Your answers are not saved on this device";
/// The notice for a link to no view.
pub(crate) const UNKNOWN_LINK: &str = "That link does not lead anywhere here";
/// The heading of the panic panel.
pub(crate) const BROKEN: &str = "Something broke.";

/// The button that shows hands-on tasks as lists, this one and later ones.
pub(crate) const AS_TEXT: &str = "Show it as text instead";
/// The button that shows them as widgets again.
pub(crate) const AS_PICTURE: &str = "Show it as a picture";

/// Longest session without a continuation.
pub(crate) const MOST_QUESTIONS: usize = 24;

/// Shown instead of a number for a check.
const CHECK: &str = "One last thing";
const CHECK_NUMBER: usize = 0;

/// Progress in the quiz.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// From 1. [`CHECK_NUMBER`] for a check, which is not counted.
    pub(crate) number: usize,
    /// The whole heading: instruction and question.
    pub(crate) question: String,
}

/// Goes to a view by fragment, and waits for its heading.
pub(crate) async fn enter(page: &Page, route: &str) -> Result<(), Failure> {
    page.go_to(route).await?;
    arrived(page, route).await
}

/// Waits until the view of this route is shown.
pub(crate) async fn arrived(page: &Page, route: &str) -> Result<(), Failure> {
    match VIEWS.iter().find(|view| view.0 == route) {
        Some((_, heading)) if !heading.is_empty() => page.find(Role::Heading, *heading).await.map(drop),
        _ => page.wait_until(&format!("{route} is on show"), &format!("return route() === '{route}' && everyThing().some((element) => element.localName === 'h1');")).await,
    }
}

/// Waits for the open question.
pub(crate) async fn asked(page: &Page) -> Result<Asked, Failure> {
    // A hands-on task may have no radio buttons, but the button for its list.
    let open = format!(
        "const text = textOf(document.body);\
         const number = /Question (\\d+)/.exec(text);\
         const answerable = (number || text.includes('{CHECK}')) && [...everyElement(document)].some((one) =>\
           (one.type === 'radio' || roleOf(one) === 'button' && nameOf(one, 'button') === '{AS_TEXT}') && !isAway(one));\
         return answerable && {{ number: number ? Number(number[1]) : {CHECK_NUMBER}, question: tidy(textOf(document.querySelector('h1'))) }};"
    );
    let found = page.wait_for("a question is open", &open).await?;
    let number = found["number"]
        .as_u64()
        .and_then(|number| usize::try_from(number).ok());
    Ok(Asked {
        number: number.ok_or_else(|| Failure::new("the question has no number"))?,
        question: found["question"].as_str().unwrap_or_default().to_owned(),
    })
}

/// The answers of the open question.
pub(crate) async fn answers(page: &Page) -> Result<Vec<Thing>, Failure> {
    page.all(Role::Radio, Named::Anything).await
}

/// Clicks the person's answer to the open question. Returns the next question, or `None` if the result is shown
/// instead.
pub(crate) async fn give_answer(page: &Page, person: Person) -> Result<Option<Asked>, Failure> {
    let before = asked(page).await?;
    let position = person.answer_to(&before.question)?;
    give_choice(page, &before, position, By::Pointer).await
}

/// How an answer is given.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum By {
    Pointer,
    /// Faster, because keys need no time to look. Hands-on tasks are clicked anyway.
    Keys,
}

/// Gives the open question `before` the answer at this index. Returns the next question, or `None` if the result is
/// shown instead.
pub(crate) async fn give_choice(
    page: &Page,
    before: &Asked,
    position: usize,
    by: By,
) -> Result<Option<Asked>, Failure> {
    let hands_on = list_answers(page).await?;
    let answers = answers(page).await?;
    let answer = answers.get(position).ok_or_else(|| {
        Failure::new(format!(
            "question {} has {} answers",
            before.number,
            answers.len()
        ))
    })?;
    if hands_on {
        page.press_thing(answer).await?;
        page.press(Role::Button, "Next").await?;
    } else if by == By::Keys {
        page.focus(answer).await?;
        page.key(Key::Space).await?;
        page.key(Key::Enter).await?;
    } else {
        page.press_thing(answer).await?;
    }
    after(page, before).await
}

/// Shows the open question's answers as a list. Returns true for a hands-on task, which needs “Next”.
pub(crate) async fn list_answers(page: &Page) -> Result<bool, Failure> {
    let buttons = page.all(Role::Button, Named::With("Show it as")).await?;
    let shows = |name: &str| buttons.iter().any(|button| button.name == name);
    if shows(AS_TEXT) {
        page.press(Role::Button, AS_TEXT).await?;
        page.find(Role::Button, AS_PICTURE).await?;
        return Ok(true);
    }
    Ok(shows(AS_PICTURE))
}

/// Waits for the next question after `before`. `None` if the result is shown.
pub(crate) async fn after(page: &Page, before: &Asked) -> Result<Option<Asked>, Failure> {
    let next = match before.number {
        CHECK_NUMBER => r"Question \d+".to_owned(),
        number => format!(r"Question {}\b|{CHECK}", number + 1),
    };
    let route = page
        .wait_for(
            &format!(
                "a question or the result follows question {}",
                before.number
            ),
            &format!(
                "return (location.hash === '#/result' || /{next}/.test(textOf(document.body))) && [location.hash];"
            ),
        )
        .await?;
    if route[0] == "#/result" {
        Ok(None)
    } else {
        asked(page).await.map(Some)
    }
}

/// Answers `count` questions from the open one on. The quiz must not end before.
pub(crate) async fn give_answers(
    page: &Page,
    person: Person,
    count: usize,
) -> Result<Asked, Failure> {
    let mut open = asked(page).await?;
    for _ in 0..count {
        open = give_answer(page, person)
            .await?
            .ok_or_else(|| Failure::new("the quiz ended early"))?;
    }
    Ok(open)
}

/// Answers by keys until the result is shown. Returns the number of answers, counted from the first question.
pub(crate) async fn finish_quiz(page: &Page, person: Person) -> Result<usize, Failure> {
    let mut last = asked(page).await?;
    loop {
        let position = person.answer_to(&last.question)?;
        let Some(next) = give_choice(page, &last, position, By::Keys).await? else {
            break;
        };
        check(next.number <= MOST_QUESTIONS, || {
            format!("the quiz asks question {}", next.number)
        })?;
        last = next;
    }
    arrived(page, "#/result").await?;
    Ok(last.number)
}

/// The result's headline.
pub(crate) async fn headline(page: &Page) -> Result<String, Failure> {
    let headline = page
        .script("return tidy(textOf(document.querySelector('h1')));", vec![])
        .await?;
    Ok(headline.as_str().unwrap_or_default().to_owned())
}

/// Waits until the page works offline.
pub(crate) async fn ready_for_offline(page: &Page) -> Result<(), Failure> {
    let since = Instant::now();
    loop {
        // Polls, because the worker's state is available by promise only. A worker of a parent path may control the
        // page until its own is active.
        let state = page
            .script_with_callback(
                "const done = arguments[arguments.length - 1];\
                 const own = (one) => one && one.scope === new URL('./', location.href).href;\
                 navigator.serviceWorker.getRegistration().then(\
                   (one) => done(own(one) && one.active ? one.active.state : ''), (error) => done(String(error)));",
                vec![],
            )
            .await?;
        if state == "activated" {
            return Ok(());
        }
        check(since.elapsed() < 2 * SOON, || {
            format!("the service worker is not active but “{state}”")
        })?;
        sleep(Duration::from_millis(50)).await;
    }
}

/// Stops the host and checks that a page that is not cached cannot be loaded.
pub(crate) async fn stop(site: &mut Site, page: &Page) -> Result<(), Failure> {
    site.stop().await;
    let answer = page
        .script_with_callback(
            "const done = arguments[arguments.length - 1];\
             fetch('./not-kept.txt', { cache: 'no-store' }).then((one) => done('answered ' + one.status), () => done('refused'));",
            vec![],
        )
        .await?;
    check(answer == "refused", || format!("the stopped host {answer}"))
}
