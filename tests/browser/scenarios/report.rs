//! The result: shared by link, saved, compared with previous attempts, exported, printed.

use which_end_browser_tests::axe;
use which_end_browser_tests::engine::{Engine, Scheme, Setup};
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Named, Page, Role};
use which_end_browser_tests::server::{BasePath, Site};
use which_end_browser_tests::stage::Stage;

use crate::access::fits;
use crate::paper::{SHEETS, fits_one, is_a_card};
use crate::person::Person;
use crate::saved::copies;
use crate::steps::{
    By, MOST_QUESTIONS, arrived, asked, enter, finish_quiz, give_answers, give_choice, headline,
};

crate::scenarios! {
    a_shared_link_shows_the_same_result if crate::in_one,
    an_altered_link_says_so if crate::in_one,
    sharing_twice_shows_no_error if crate::in_one,
    looking_at_a_result_leaves_ones_own_alone if crate::in_one,
    earlier_attempts_are_compared if crate::in_one,
    a_full_list_says_what_it_will_drop if crate::in_one,
    without_a_verdict_no_way_leans if crate::in_one,
    answers_that_cannot_be_read_place_nobody if crate::in_one,
    the_picture_is_a_picture,
    the_result_prints_on_one_page if |engine| engine == Engine::Chromium,
    axe_finds_nothing_in_the_shared_view if crate::in_one,
}

const LINK: &str = "Link to this result";
const SHARED: &str = "A result somebody shared with you";

/// A page with a finished session, and the link to its result.
async fn finished(stage: &Stage, setup: &Setup) -> Result<(Site, Page, String), Failure> {
    let site = stage.site().await?;
    let page = stage.page(setup).await?;
    page.open_app(&format!("{}#/quiz", site.url(BasePath::Root)))
        .await?;
    finish_quiz(&page, Person::BackEnd).await?;
    let link = page.find(Role::Textbox, LINK).await?.value;
    check(link.contains("#/shared?r=1"), || {
        format!("the link is {link}")
    })?;
    Ok((site, page, link))
}

/// The first tables of the view as text, folded or not: the chances, the two sides, previous attempts.
async fn tables(page: &Page, count: usize) -> Result<String, Failure> {
    let text = page
        .script(
            "for (const one of document.querySelectorAll('details')) one.open = true;\
             return [...document.querySelectorAll('table')].slice(0, arguments[0]).map((one) => tidy(textOf(one.tBodies[0]))).join(' | ');",
            vec![count.into()],
        )
        .await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

/// Protects from a pointless error: a second click while the share sheet is open, and closing it, are no errors.
async fn sharing_twice_shows_no_error(stage: &Stage) -> Result<(), Failure> {
    let (_site, page, _) = finished(stage, &Setup::default()).await?;
    for name in ["InvalidStateError", "AbortError"] {
        page.script(
            "Object.defineProperty(navigator, 'share', { configurable: true, value: () => {\
               window.asked = (window.asked || 0) + 1;\
               return Promise.reject(new DOMException('no', arguments[0]));\
             } });",
            vec![name.into()],
        )
        .await?;
        // The button exists if the device has a share sheet.
        enter(&page, "#/pay").await?;
        enter(&page, "#/result").await?;
        for _ in 0..2 {
            page.press(Role::Button, "Share the link").await?;
        }
        let text = page.text().await?;
        check(!text.contains("That did not work"), || {
            format!("{name} is shown as an error")
        })?;
    }
    let asked = page.script("return window.asked;", vec![]).await?;
    check(asked == 4, || {
        format!("the browser was asked {asked} times")
    })
}

/// Protects sharing: another person in another browser sees exactly the shared figures, and nothing is saved there.
async fn a_shared_link_shows_the_same_result(stage: &Stage) -> Result<(), Failure> {
    let (_site, page, link) = finished(stage, &Setup::default()).await?;
    let theirs = tables(&page, 2).await?;
    check(theirs.contains('%') && theirs.contains('|'), || {
        format!("the result's tables read “{theirs}”")
    })?;
    page.press(Role::Button, "Copy the link").await?;
    // Copied, or refused with a reason: both are announced.
    page.wait_until(
        "what became of copying is said",
        "return /The link is copied|That did not work/.test(textOf(document.body));",
    )
    .await?;

    let other = stage.page(&Setup::default()).await?;
    other.open_app(&link).await?;
    other.find(Role::Heading, SHARED).await?;
    other.find(Role::Heading, "Leans to the back end").await?;
    let ours = tables(&other, 2).await?;
    check(ours == theirs, || {
        format!("shared was “{theirs}” and shown is “{ours}”")
    })?;
    let kept = other.stored().await?;
    check(kept.is_empty(), || {
        format!("looking at a result keeps {kept:?}")
    })
}

/// Protects people whose chat program damaged the link: they see an error, never another result.
async fn an_altered_link_says_so(stage: &Stage) -> Result<(), Failure> {
    let (site, page, link) = finished(stage, &Setup::default()).await?;
    let displayed = headline(&page).await?;
    let (start, code) = link
        .split_once("r=")
        .ok_or_else(|| Failure::new("the link has no code"))?;
    let middle = code.len() / 2;
    let other = if code[middle..].starts_with('A') {
        "B"
    } else {
        "A"
    };
    let changed = format!("{start}r={}{other}{}", &code[..middle], &code[middle + 1..]);
    let cut = format!("{start}r={}", &code[..middle]);
    for (altered, sentence) in [
        (changed.as_str(), "this link is damaged"),
        (cut.as_str(), "this link is damaged"),
        (
            &format!("{}#/shared", site.url(BasePath::Root)),
            "no result in this link",
        ),
    ] {
        page.open("about:blank").await?;
        page.open_app(altered).await?;
        page.find(Role::Heading, "This link shows no result")
            .await?;
        page.expect_text(sentence).await?;
    }
    // From a damaged link directly to the intact one, in the same view.
    page.go_to(&link[link.find('#').unwrap_or_default()..])
        .await?;
    page.find(Role::Heading, SHARED).await?;
    page.expect_text("This is your own result").await?;
    enter(&page, "#/result").await?;
    let now = headline(&page).await?;
    check(now == displayed, || {
        format!("the result was “{displayed}” and is “{now}”")
    })
}

/// Protects the visitor's own session: looking at a result changes nothing, adopting it asks first, and the old session
/// becomes a previous one.
async fn looking_at_a_result_leaves_ones_own_alone(stage: &Stage) -> Result<(), Failure> {
    let (site, _page, link) = finished(stage, &Setup::default()).await?;
    let own = stage.page(&Setup::default()).await?;
    own.open_app(&format!("{}#/quiz", site.url(BasePath::Root)))
        .await?;
    let open = give_answers(&own, Person::FrontEnd, 3).await?;
    let saved = own.stored().await?;
    own.go_to(&link[link.find('#').unwrap_or_default()..])
        .await?;
    own.find(Role::Heading, SHARED).await?;
    own.press(Role::Button, "Keep this as my result").await?;
    own.wait_for_text("You are in the middle of a run of your own, with 3 answers")
        .await?;
    own.press(Role::Button, "Leave mine as it is").await?;
    let now = own.stored().await?;
    check(now == saved, || {
        format!("saved was {saved:?} and is {now:?}")
    })?;
    enter(&own, "#/quiz").await?;
    let again = asked(&own).await?;
    check(again == open, || {
        format!("it was {open:?} and is {again:?}")
    })?;

    own.go_to(&link[link.find('#').unwrap_or_default()..])
        .await?;
    own.press(Role::Button, "Keep this as my result").await?;
    own.press(Role::Button, "Yes, keep this one").await?;
    arrived(&own, "#/result").await?;
    own.find(Role::Heading, "You lean to the back end").await?;
    own.find(Role::Heading, "Your earlier attempts").await?;
    let attempts = tables(&own, 3).await?;
    check(attempts.contains("too few answers"), || {
        format!("the tables read “{attempts}”")
    })?;
    own.reload().await?;
    own.wait_until_mounted().await?;
    own.find(Role::Heading, "You lean to the back end").await?;
    own.find(Role::Heading, "Your earlier attempts")
        .await
        .map(drop)
}

/// Protects people who take the quiz again: both attempts are shown, with a statement on whether they differ.
async fn earlier_attempts_are_compared(stage: &Stage) -> Result<(), Failure> {
    let (_site, page, _link) = finished(stage, &Setup::default()).await?;
    page.press(Role::Link, "Begin again").await?;
    asked(&page).await?;
    finish_quiz(&page, Person::FrontEnd).await?;
    page.find(Role::Heading, "You lean to the front end")
        .await?;
    page.find(Role::Heading, "Your earlier attempts").await?;
    page.find(
        Role::Table,
        "The chances of the four results in each attempt, oldest first.",
    )
    .await?;
    page.expect_text("Since attempt 1, your back-end estimate went down")
        .await?;
    page.expect_text("Small squares with numbers are earlier attempts")
        .await?;
    page.press(Role::Link, "Begin again").await?;
    asked(&page).await?;
    finish_quiz(&page, Person::FrontEnd).await?;
    page.expect_text("Since attempt 2, nothing has moved by more than the uncertainty")
        .await
}

/// Protects previous attempts: before the oldest of a full list is dropped, the page says so and how to save it.
async fn a_full_list_says_what_it_will_drop(stage: &Stage) -> Result<(), Failure> {
    const DROPPED: &str = "our oldest attempt will be dropped: only 10 earlier ones are kept.";
    let (_site, page, link) = finished(stage, &Setup::default()).await?;
    for attempt in 1..=10 {
        check(!page.text().await?.contains(DROPPED), || {
            format!("attempt {attempt} is said to drop another")
        })?;
        page.press(Role::Link, "Begin again").await?;
        give_answers(&page, Person::FrontEnd, 1).await?;
        enter(&page, "#/result").await?;
    }
    page.wait_for_text(DROPPED).await?;
    page.go_to(&link[link.find('#').unwrap_or_default()..])
        .await?;
    page.press(Role::Button, "Keep this as my result").await?;
    page.wait_for_text("a run of your own, with 1 answer.")
        .await?;
    page.expect_text(DROPPED).await?;
    page.press(Role::Button, "Yes, keep this one").await?;
    arrived(&page, "#/result").await?;
    page.expect_text(DROPPED).await?;
    enter(&page, "#/quiz").await?;
    page.find(Role::Heading, "You have answered enough").await?;
    page.expect_text(DROPPED).await?;
    page.press(Role::Link, "the About page").await?;
    page.find(Role::Button, "Save to a file").await.map(drop)
}

/// Protects who has answered too few questions: nothing on the result names a side, and the next steps treat both
/// alike.
async fn without_a_verdict_no_way_leans(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    page.open_app(&format!("{}#/quiz", site.url(BasePath::Root)))
        .await?;
    give_answers(&page, Person::FrontEnd, 7).await?;
    enter(&page, "#/result").await?;
    page.find(Role::Heading, "Too early to say").await?;
    page.expect_text("You have answered 7 questions so far; the quiz would ask about")
        .await?;
    page.find(Role::Link, "Go on with the quiz").await?;
    check(!page.text().await?.contains("stronger side"), || {
        "a side is called the stronger one".into()
    })?;
    page.find(Role::Link, "Read about the back end").await?;
    page.find(Role::Link, "Read about the front end").await?;
    page.press(Role::Link, "See what both ends pay").await?;
    arrived(&page, "#/pay").await?;
    for (_, text) in copies(&page).await? {
        check(text.contains("\"pay\":null"), || {
            format!("a role was chosen for the visitor: {text}")
        })?;
    }
    Ok(())
}

/// Protects who chose the same step throughout: a withheld verdict is revealed neither by a point in a named corner nor
/// by text on each facet.
async fn answers_that_cannot_be_read_place_nobody(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    page.open_app(&format!("{}#/quiz", site.url(BasePath::Root)))
        .await?;
    let mut open = Some(asked(&page).await?);
    while let Some(before) = open {
        check(before.number <= MOST_QUESTIONS + 1, || {
            format!("the quiz asks question {}", before.number)
        })?;
        open = give_choice(&page, &before, 1, By::Keys).await?;
    }
    page.find(Role::Heading, "We cannot read these answers well")
        .await?;
    page.expect_text("We put no dot here, because we cannot read these answers well")
        .await?;
    for heading in ["Your chances", "Part by part"] {
        check(!page.has(Role::Heading, heading).await?, || {
            format!("“{heading}” is shown all the same")
        })?;
    }
    // Points, ranges and areas drawn, and the columns of the table, which has ranges and no best guess.
    let shown = page
        .script(
            "return ['.plane circle, .plane-range', '.plane-area', 'thead th'].map((one) => document.querySelectorAll(one).length);",
            vec![],
        )
        .await?;
    check(shown == serde_json::json!([0, 1, 2]), || {
        format!("points, areas and columns are {shown}")
    })
}

/// Protects the picture: a PNG of the declared size, made without a request.
async fn the_picture_is_a_picture(stage: &Stage) -> Result<(), Failure> {
    let (site, page, _link) = finished(stage, &Setup::default()).await?;
    let asked_for = site.log().len();
    let file = page
        .downloaded_bytes(async || page.press(Role::Button, "Save as a picture").await)
        .await?;
    page.wait_for_text("The picture is saved.").await?;
    is_a_card(&file, "the picture of a result")?;
    check(
        site.log().len() == asked_for && site.blocked().is_empty(),
        || {
            format!(
                "painting asked the host, or was blocked: {:?}",
                site.blocked()
            )
        },
    )
}

/// Protects print: one page of A4 and of Letter, with the important parts, in dark as well.
async fn the_result_prints_on_one_page(stage: &Stage) -> Result<(), Failure> {
    for sheet in SHEETS {
        let (_site, page, _link) = finished(stage, &Setup::in_scheme(sheet.scheme)).await?;
        fits_one(&page, sheet, "a clear result").await?;
        // The longest result: between two, with previous attempts, and all tables open.
        page.press(Role::Link, "Begin again").await?;
        give_answers(&page, Person::BackEnd, 4).await?;
        give_answers(&page, Person::FrontEnd, 4).await?;
        enter(&page, "#/result").await?;
        tables(&page, 2).await?;
        fits_one(&page, sheet, "a result between two").await?;
    }
    Ok(())
}

/// Protects readers of a shared result and of a full result: axe finds nothing in light and dark, and nothing is wider
/// than a phone.
async fn axe_finds_nothing_in_the_shared_view(stage: &Stage) -> Result<(), Failure> {
    let rules = stage.axe()?;
    for scheme in [Scheme::Light, Scheme::Dark] {
        let setup = Setup {
            window: (500, 800),
            ..Setup::in_scheme(scheme)
        };
        let (_site, page, link) = finished(stage, &setup).await?;
        let fragment = &link[link.find('#').unwrap_or_default()..];
        page.press(Role::Link, "Begin again").await?;
        give_answers(&page, Person::FrontEnd, 8).await?;
        for (route, place) in [
            ("#/result", "a result with an earlier one"),
            (fragment, "a shared result"),
        ] {
            page.go_to(route).await?;
            page.find(Role::Heading, Named::With("Where")).await?;
            tables(&page, 2).await?;
            axe::expect_none(&page, &rules, place).await?;
            fits(&page, place).await?;
        }
        page.press(Role::Button, "Keep this as my result").await?;
        page.find(Role::Button, "Yes, keep this one").await?;
        axe::expect_none(&page, &rules, "the question whether to keep it").await?;
    }
    Ok(())
}
