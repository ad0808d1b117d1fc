//! Accessibility: axe's rules in light and dark, narrow screens, the page's own theme.

use std::path::Path;

use fantoccini::wd::WebDriverCompatibleCommand;

use which_end_browser_tests::axe;
use which_end_browser_tests::engine::{Engine, Scheme, Setup};
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Key, Page, Role};
use which_end_browser_tests::server::{BasePath, Origin};
use which_end_browser_tests::stage::Stage;

use crate::person::Person;
use crate::steps::{
    AS_TEXT, MOST_QUESTIONS, UNKNOWN_LINK, VIEWS, asked, enter, finish_quiz, give_answer,
    give_answers, headline,
};

crate::scenarios! {
    axe_finds_nothing_in_light if crate::in_one,
    axe_finds_nothing_in_dark if crate::in_one,
    narrow_screens_need_no_sideways_scroll,
    own_colors_beat_the_device,
    the_focus_goes_to_what_takes_the_place,
    the_skip_link_hides_at_any_text_size,
    forced_colors_hide_nothing if |engine| engine == Engine::Chromium,
}

/// Protects readers in light: no view breaks a rule that axe knows.
async fn axe_finds_nothing_in_light(stage: &Stage) -> Result<(), Failure> {
    axe_finds_nothing(stage, Scheme::Light).await
}

/// Protects readers in dark mode, whose contrast differs.
async fn axe_finds_nothing_in_dark(stage: &Stage) -> Result<(), Failure> {
    axe_finds_nothing(stage, Scheme::Dark).await
}

async fn axe_finds_nothing(stage: &Stage, scheme: Scheme) -> Result<(), Failure> {
    let axe = stage.axe()?;
    let site = stage.site().await?;
    let page = stage.page(&Setup::in_scheme(scheme)).await?;
    page.open_app(&site.url(BasePath::Root)).await?;
    for (route, _) in VIEWS.iter().filter(|view| view.0 != "#/quiz") {
        enter(&page, route).await?;
        open_all_details(&page).await?;
        look(&page, &axe, &format!("{route} without answers")).await?;
    }
    page.press(Role::Button, "Erase everything").await?;
    look(&page, &axe, "#/about while it asks whether to erase").await?;
    page.go_to("#/nowhere").await?;
    page.wait_for_text(UNKNOWN_LINK).await?;
    look(&page, &axe, "the start with a notice").await?;
    every_kind_of_question(&page, &axe).await?;
    for route in ["#/result", "#/about", "#/", "#/quiz"] {
        enter(&page, route).await?;
        look(&page, &axe, &format!("{route} with a result")).await?;
    }
    Ok(())
}

/// Checks the first question of each kind and the error for a missing answer, and answers to the end.
async fn every_kind_of_question(page: &Page, axe: &Path) -> Result<(), Failure> {
    enter(page, "#/quiz").await?;
    asked(page).await?;
    page.press(Role::Button, "Next").await?;
    page.wait_for_text("Choose an answer first").await?;
    look(page, axe, "a question with nothing chosen").await?;
    let mut seen = Vec::new();
    for _ in 0..MOST_QUESTIONS {
        let kind = kind_of_question(page).await?;
        if !seen.contains(&kind) {
            look(page, axe, &format!("a question of the kind “{kind}”")).await?;
            seen.push(kind);
        }
        if give_answer(page, Person::FrontEnd).await?.is_none() {
            headline(page).await?;
            // Interest, pairs, situations and puzzles make at least four.
            return check(seen.len() >= 4, || format!("the quiz asked only {seen:?}"));
        }
    }
    Err(Failure::new(format!(
        "the quiz did not end after {MOST_QUESTIONS} questions"
    )))
}

/// The instruction above the question, and whether there is a hands-on widget.
async fn kind_of_question(page: &Page) -> Result<String, Failure> {
    let question = asked(page).await?.question;
    let kinds = [
        "How would you feel",
        "How true is this",
        "Which would you rather",
        "What would you do",
        "A small puzzle",
    ];
    let kind = kinds.into_iter().find(|kind| question.starts_with(kind));
    let kind = kind.ok_or_else(|| Failure::new(format!("“{question}” is of no known kind")))?;
    let hands_on = page.has(Role::Button, AS_TEXT).await?;
    Ok(if hands_on {
        format!("{kind}, hands-on")
    } else {
        kind.to_owned()
    })
}

pub(crate) async fn open_all_details(page: &Page) -> Result<(), Failure> {
    page.script("for (const one of everyElement(document)) if (one.localName === 'details') one.open = true;", vec![])
        .await
        .map(drop)
}

/// Runs axe once everything is painted: contrast cannot be measured during a color transition.
async fn look(page: &Page, axe: &Path, place: &str) -> Result<(), Failure> {
    page.wait_until(
        "nothing moves",
        "return document.getAnimations().every((one) => one.playState !== 'running');",
    )
    .await?;
    axe::expect_none(page, axe, place).await
}

/// Protects phones: at 320 and 360 pixels no view is wider than its window, even with everything opened.
async fn narrow_screens_need_no_sideways_scroll(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    for width in [320, 360] {
        page.open(&site.host_page(Origin::Number, &site.url(BasePath::Root), None, width))
            .await?;
        page.enter_frame().await?;
        page.wait_until_mounted().await?;
        for (route, _) in VIEWS {
            enter(&page, route).await?;
            open_all_details(&page).await?;
            fits(&page, &format!("{route} at {width} pixels")).await?;
        }
        if width == 320 {
            enter(&page, "#/quiz").await?;
            asked(&page).await?;
            while let Some(open) = give_answer(&page, Person::BackEnd).await? {
                fits(&page, &format!("“{}” at {width} pixels", open.question)).await?;
            }
            fits(&page, &format!("the result at {width} pixels")).await?;
        }
    }
    Ok(())
}

/// Fails if the page is wider than its window.
pub(crate) async fn fits(page: &Page, place: &str) -> Result<(), Failure> {
    let wide = page
        .script(
            "const view = document.scrollingElement; if (view.scrollWidth <= view.clientWidth) return '';\
             const scrolls = (one) => { for (let at = parentOf(one); at; at = parentOf(at)) \
               if (at !== document.body && at !== view && getComputedStyle(at).overflowX !== 'visible') return true; return false; };\
             const out = [...everyElement(document)].filter((one) => one.getBoundingClientRect().right > view.clientWidth + 0.5 && !scrolls(one));\
             return view.scrollWidth + ' pixels wide; beyond the edge: ' + out.slice(0, 6).map((one) => \
               one.outerHTML.slice(0, 120)).join(' | ');",
            vec![],
        )
        .await?;
    check(wide == "", || format!("{place} is {wide}"))
}

/// Protects a choice: dark chosen on the page overrides a light device, and is saved.
async fn own_colors_beat_the_device(stage: &Stage) -> Result<(), Failure> {
    let axe = stage.axe()?;
    let site = stage.site().await?;
    let page = stage.page(&Setup::in_scheme(Scheme::Light)).await?;
    page.open_app(&format!("{}#/about", site.url(BasePath::Root)))
        .await?;
    let light = brightness(&page).await?;
    page.press(Role::Radio, "Dark").await?;
    page.wait_until(
        "the page is drawn",
        "return document.getAnimations().every((one) => one.playState !== 'running');",
    )
    .await?;
    let dark = brightness(&page).await?;
    check(light > 0.7 && dark < 0.3, || {
        format!("the ground is {light} bright in light and {dark} in dark")
    })?;
    page.reload().await?;
    page.wait_until_mounted().await?;
    let kept = brightness(&page).await?;
    check(kept < 0.3, || {
        format!("after loading again the ground is {kept} bright")
    })?;
    for route in ["#/about", "#/pay", "#/"] {
        enter(&page, route).await?;
        look(&page, &axe, &format!("{route} in dark on a light device")).await?;
    }
    enter(&page, "#/about").await?;
    page.press(Role::Radio, "As my device says").await?;
    let back = brightness(&page).await?;
    check(back > 0.7, || {
        format!("back with the device, the ground is {back} bright")
    })
}

/// Brightness of the page's background, from 0 to 1.
async fn brightness(page: &Page) -> Result<f64, Failure> {
    let found = page
        .script(
            "for (let one = document.elementFromPoint(innerWidth / 2, innerHeight - 2); one; one = parentOf(one)) {\
               const canvas = document.createElement('canvas').getContext('2d');\
               canvas.fillStyle = getComputedStyle(one).backgroundColor;\
               canvas.fillRect(0, 0, 1, 1);\
               const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;\
               if (alpha === 255) return (red + green + blue) / 765;\
             }\
             return null;",
            vec![],
        )
        .await?;
    found
        .as_f64()
        .ok_or_else(|| Failure::new("the page has no ground colour"))
}

/// Protects people who use no pointer: if a button is removed on click, the focus goes to its replacement.
async fn the_focus_goes_to_what_takes_the_place(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    let home = site.url(BasePath::Root);
    page.open_app(&format!("{home}#/quiz")).await?;
    give_answers(&page, Person::BackEnd, 2).await?;
    enter(&page, "#/about").await?;
    press_by_key(&page, "Erase everything").await?;
    focus_says(&page, "This cannot be undone").await?;
    press_by_key(&page, "Keep them").await?;
    focus_says(&page, "Erase everything").await?;
    page.key(Key::Enter).await?;
    focus_says(&page, "This cannot be undone").await?;
    press_by_key(&page, "Yes, erase everything").await?;
    focus_says(&page, "Erase everything").await?;
    // A notice is removed without a replacement.
    page.go_to("#/nowhere").await?;
    page.wait_for_text(UNKNOWN_LINK).await?;
    press_by_key(&page, "Got it").await?;
    focus_says(&page, "Which end is yours?").await?;
    page.open_app(&format!("{home}#/quiz")).await?;
    finish_quiz(&page, Person::BackEnd).await?;
    page.go_to("#/quiz").await?;
    press_by_key(&page, "Back to the last question").await?;
    let open = asked(&page).await?;
    focus_says(&page, &open.question).await?;
    press_by_key(&page, "Back").await?;
    let before = asked(&page).await?;
    focus_says(&page, &before.question).await?;
    page.go_to("#/pay?role=back-end&country=DE").await?;
    press_by_key(&page, "Use these choices").await?;
    focus_says(&page, "What does this work pay?").await
}

async fn press_by_key(page: &Page, name: &str) -> Result<(), Failure> {
    let button = page.find(Role::Button, name).await?;
    page.focus(&button).await?;
    page.key(Key::Enter).await
}

/// Waits until the focused element has this name.
async fn focus_says(page: &Page, words: &str) -> Result<(), Failure> {
    let wanted = serde_json::Value::from(words).to_string();
    page.wait_until(
        &format!("the focus is on {wanted}"),
        &format!("const one = deepActive(); return one && one !== document.body && tidy(textOf(one)).includes({wanted});"),
    )
    .await
}

/// Protects people with large text: the hidden skip link covers nothing, however high it is.
async fn the_skip_link_hides_at_any_text_size(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    page.open_app(&site.url(BasePath::Root)).await?;
    for size in [16, 32, 64] {
        let bottom = page
            .script(
                "document.documentElement.style.fontSize = document.querySelector('which-end, .which-end').style.fontSize = arguments[0] + 'px';\
                 return document.querySelector('.skip-link').getBoundingClientRect().bottom;",
                vec![size.into()],
            )
            .await?;
        check(bottom.as_f64().is_some_and(|bottom| bottom <= 0.5), || {
            format!("at {size} pixels its end is {bottom} px down")
        })?;
    }
    page.tab_to(Role::Link, "Skip to the content").await?;
    let top = page
        .script(
            "return document.querySelector('.skip-link').getBoundingClientRect().top;",
            vec![],
        )
        .await?;
    check(top == 0, || format!("with the focus it is {top} px down"))
}

/// Chromium's command to emulate media features.
#[derive(Debug)]
struct ForceColors;

impl WebDriverCompatibleCommand for ForceColors {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        let session = session.unwrap_or_default();
        base.join(&format!("session/{session}/goog/cdp/execute"))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        let body = serde_json::json!({
            "cmd": "Emulation.setEmulatedMedia",
            "params": { "features": [{ "name": "forced-colors", "value": "active" }] },
        });
        (http::Method::POST, Some(body.to_string()))
    }
}

/// Protects people who force their own colors: elements drawn by their background alone remain visible.
async fn forced_colors_hide_nothing(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    page.open_app(&format!("{}#/quiz", site.url(BasePath::Root)))
        .await?;
    give_answers(&page, Person::BackEnd, 2).await?;
    page.client().issue_cmd(ForceColors).await?;
    page.wait_until(
        "colors are forced",
        "return matchMedia('(forced-colors: active)').matches;",
    )
    .await?;
    let drawn = page
        .script(
            // Browsers report no computed style for the two parts of a progress bar, so this reads the colors of the
            // style sheet.
            "const bar = document.querySelector('.quiz progress'), style = getComputedStyle(bar);\
             const color = (name) => { const probe = document.createElement('i'); probe.style.color = `var(${name})`;\
               probe.style.forcedColorAdjust = 'none'; bar.parentNode.append(probe); const found = getComputedStyle(probe).color; probe.remove(); return found; };\
             const [value, ground] = [color('--accent'), color('--tint')];\
             return [style.borderTopWidth !== '0px' && style.borderTopColor !== ground,\
               style.forcedColorAdjust === 'none' && value !== ground, value + ground];",
            vec![],
        )
        .await?;
    check(drawn[0] == true && drawn[1] == true, || {
        format!("of the progress bar, border and filling are seen: {drawn}")
    })?;
    enter(&page, "#/guide/back-end").await?;
    let tab = page
        .script(
            "const width = (one) => getComputedStyle(one).outlineStyle;\
             const [here, there] = ['[aria-current]', ':not([aria-current])'].map((part) => document.querySelector('.side-tabs a' + part));\
             return width(here) !== width(there);",
            vec![],
        )
        .await?;
    check(tab == true, || "both tabs look the same".into())
}
