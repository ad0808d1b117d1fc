//! The house as its visitor knows it: its views, its words, and the steps that several scenarios take.

use std::time::{Duration, Instant};

use tokio::time::sleep;
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Key, Named, Page, Role, SOON, Thing};
use which_end_browser_tests::server::Site;

use crate::person::Person;

/// Every view with its heading; the quiz and the result have headings of their own making.
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

/// The way in for a visitor without answers.
pub(crate) const START: &str = "Start the quiz";
/// What a page says that keeps nothing.
pub(crate) const NOT_KEPT: &str = "Your answers are not saved on this device";
/// What a page says to a link that leads to no view.
pub(crate) const UNKNOWN_LINK: &str = "That link does not lead anywhere here";
/// What the panel says that stands in for a page that broke.
pub(crate) const BROKEN: &str = "Something broke.";

/// Turns a hands-on task into a list of answers, for this task and all to come.
pub(crate) const AS_TEXT: &str = "Show it as text instead";
/// Turns it back.
pub(crate) const AS_PICTURE: &str = "Show it as a picture";

/// Longest run of the quiz that is not asked to go on.
pub(crate) const MOST_QUESTIONS: usize = 24;

/// What stands instead of a number at a check.
const CHECK: &str = "One last thing";
const CHECK_NUMBER: usize = 0;

/// Where the visitor is in the quiz.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// Counted from 1; [`CHECK_NUMBER`] for a check, which is not counted.
    pub(crate) number: usize,
    /// All that the heading says: what is asked, and the question.
    pub(crate) question: String,
}

/// Goes to a view by its link's fragment, and waits for its heading.
pub(crate) async fn enter(page: &Page, route: &str) -> Result<(), Failure> {
    page.go_to(route).await?;
    arrived(page, route).await
}

/// Waits until the view of this route is on show.
pub(crate) async fn arrived(page: &Page, route: &str) -> Result<(), Failure> {
    match VIEWS.iter().find(|view| view.0 == route) {
        Some((_, heading)) if !heading.is_empty() => page.find(Role::Heading, *heading).await.map(drop),
        _ => page.wait_until(&format!("{route} is on show"), &format!("return route() === '{route}' && everyThing().some((element) => element.localName === 'h1');")).await,
    }
}

/// The open question; waits for one.
pub(crate) async fn asked(page: &Page) -> Result<Asked, Failure> {
    // A hands-on task may have no radios, but the way to its list.
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

/// Gives the open question the person's answer with the pointer.
/// Returns the next question, or nothing where the result came up instead.
pub(crate) async fn give_answer(page: &Page, person: Person) -> Result<Option<Asked>, Failure> {
    let before = asked(page).await?;
    let position = person.answer_to(&before.question)?;
    give_choice(page, &before, position, By::Pointer).await
}

/// What an answer is given with.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum By {
    Pointer,
    /// Quicker: there is no need to wait until a person has seen what is under the pointer. Hands-on tasks are pressed all
    /// the same.
    Keys,
}

/// Gives the open question `before` the answer at this position, counted from 0.
/// Returns the next question, or nothing where the result came up instead.
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

/// Makes sure that the open question shows its answers as a list; true for a hands-on task, which waits for “Next”.
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

/// Waits for what comes after `before`: the next question, or nothing where the result came up.
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

/// Answers `count` questions from the open one on; the quiz must not end before.
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

/// Answers with keys until the result comes up. Returns how many answers that took, counted from the first question.
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

/// Waits until the page is ready to be opened without its host.
pub(crate) async fn ready_for_offline(page: &Page) -> Result<(), Failure> {
    let since = Instant::now();
    loop {
        // The worker's state comes by promise. A worker further up may be in charge until the page's own is there.
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

/// Stops the host and makes sure that it is gone: a page that is not kept cannot be had.
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
