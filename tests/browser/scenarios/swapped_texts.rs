//! Pages whose text nodes are replaced, as by translators and find-and-replace extensions: every view has the same text
//! as without them, also after everything in it was used.

use serde_json::json;
use which_end_browser_tests::engine::Setup;
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Key, Named, Page, Role};
use which_end_browser_tests::server::{BasePath, Site};
use which_end_browser_tests::stage::Stage;

use crate::hands_on::{ALIGN, CONTRAST, FOCUS, ORDER, PLAN, REDRAW, TRACE, WIRE, begun, open_task};
use crate::person::Person;
use crate::presses::look;
use crate::steps::{answers, asked, enter, finish_quiz, give_answers};

crate::scenarios! {
    every_view_says_the_same if crate::in_one,
    a_changed_sentence_is_translated_again,
    an_extension_that_removes_the_text_later if crate::in_one,
}

/// Wraps each text in two `font` elements, as Google Translate does, now and whenever one is added. Replaces empty
/// texts too.
const SWAP: &str = "\
    window.swapped = 0;\
    const swap = (text) => {\
      if (text.parentElement && text.parentElement.closest('font, select, script, style')) return;\
      const outer = document.createElement('font'); const inner = document.createElement('font');\
      inner.textContent = window.translate ? window.translate(text.data) : text.data; outer.append(inner);\
      PUT; window.swapped += 1;\
    };\
    const swapAll = (node) => {\
      if (node.nodeType === Node.TEXT_NODE) return swap(node);\
      const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT); const texts = [];\
      while (walker.nextNode()) texts.push(walker.currentNode);\
      texts.forEach(swap);\
    };\
    const place = document.querySelector('.which-end');\
    swapAll(place);\
    new MutationObserver((records) => records.forEach((record) => record.addedNodes.forEach((node) => node.isConnected && swapAll(node))))\
      .observe(place, { childList: true, subtree: true });";

const AT_ONCE: &str = "text.replaceWith(outer)";
const IN_TWO_STEPS: &str = "text.before(outer); text.remove()";

/// Whether and how texts are replaced.
#[derive(Clone, Copy)]
struct Extension(Option<&'static str>);

impl Extension {
    /// Starts it in a page that was just loaded.
    async fn start(self, page: &Page) -> Result<(), Failure> {
        if let Self(Some(put)) = self {
            page.script(&SWAP.replace("PUT", put), vec![]).await?;
        }
        Ok(())
    }
}

/// The page's text without spaces, because those around `font` elements differ.
async fn says(page: &Page) -> Result<String, Failure> {
    // The application renders after the event, and the extension reacts to that.
    page.script_with_callback(
        "const done = arguments[arguments.length - 1]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0)));",
        vec![],
    )
    .await?;
    let text = page.text().await?;
    let text: String = text.split_whitespace().collect();
    // The number of saved bytes depends on the session's random seed.
    let digits = |sign: char| sign.is_ascii_digit() || sign == ',';
    let parts = text
        .split("bytes")
        .map(|part| part.trim_end_matches(digits));
    Ok(parts.collect::<Vec<_>>().join("bytes"))
}

/// The text after each step through the views.
type Said = Vec<(String, String)>;

async fn note(said: &mut Said, page: &Page, step: impl Into<String>) -> Result<(), Failure> {
    said.push((step.into(), says(page).await?));
    Ok(())
}

/// Uses every button and slider of the open hands-on task in turn.
const USE: &str = "const all = [...document.querySelectorAll('fieldset button, fieldset input[type=range]')];\
    const one = all[arguments[0]]; if (!one) return false;\
    if (one.type === 'range') { one.value = '2'; one.dispatchEvent(new Event('input', { bubbles: true })); }\
    else if (!/text instead|picture/.test(one.textContent) && !one.disabled) one.click();\
    return true;";

async fn through_the_tasks(
    site: &Site,
    page: &Page,
    extension: Extension,
    said: &mut Said,
) -> Result<(), Failure> {
    for id in [ALIGN, CONTRAST, TRACE, ORDER, WIRE, PLAN, FOCUS, REDRAW] {
        open_task(site, page, id).await?;
        extension.start(page).await?;
        note(said, page, format!("{id}, opened")).await?;
        for at in 0..12 {
            if page.script(USE, vec![json!(at)]).await? != json!(true) {
                break;
            }
            note(said, page, format!("{id}, use {at}")).await?;
        }
        look(page).await?;
        page.press(Role::Button, "Show it as text instead").await?;
        note(said, page, format!("{id}, as text")).await?;
        look(page).await?;
        let radios = answers(page).await?;
        page.press_thing(&radios[radios.len() - 1]).await?;
        note(said, page, format!("{id}, chosen in the list")).await?;
        look(page).await?;
        page.press(Role::Button, "Show it as a picture").await?;
        note(said, page, format!("{id}, as a picture")).await?;
    }
    Ok(())
}

async fn through_pay(page: &Page, said: &mut Said) -> Result<(), Failure> {
    note(said, page, "pay").await?;
    look(page).await?;
    page.press(Role::Radio, "Front end").await?;
    note(said, page, "front end").await?;
    page.type_into(Role::Textbox, "Exactly", "7").await?;
    note(said, page, "7 years").await?;
    page.choose_from("Country", "Germany").await?;
    note(said, page, "Germany").await?;
    look(page).await?;
    crate::access::open_all_details(page).await?;
    page.press(Role::Radio, "Remote or hybrid").await?;
    note(said, page, "remote").await?;
    page.type_into(Role::Textbox, crate::pay_use::OFFER, "45/h")
        .await?;
    page.key(Key::Enter).await?;
    note(said, page, "an offer").await?;
    page.type_into(Role::Textbox, crate::pay_use::OFFER, "nothing")
        .await?;
    page.key(Key::Enter).await?;
    note(said, page, "no offer").await?;
    for (list, entry) in page_lists(page).await? {
        page.choose_from(&list, &entry).await?;
        note(said, page, format!("{list}: {entry}")).await?;
    }
    // All other buttons, except those that leave the view or open a window.
    for name in pressable(page).await? {
        if page.has(Role::Button, name.as_str()).await? {
            look(page).await?;
            page.press(Role::Button, name.as_str()).await?;
            note(said, page, format!("pressed “{name}”")).await?;
        }
    }
    Ok(())
}

/// The select lists of the view with their second entries.
async fn page_lists(page: &Page) -> Result<Vec<(String, String)>, Failure> {
    let found = page
        .script(
            "return everyThing().filter((one) => one.localName === 'select' && one.options.length > 1)\
             .map((one) => [nameOf(one, 'combobox'), one.options[1].label]);",
            vec![],
        )
        .await?;
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    Ok(found
        .as_array()
        .map(|all| {
            all.iter()
                .map(|pair| (text(&pair[0]), text(&pair[1])))
                .collect()
        })
        .unwrap_or_default())
}

/// Names of the buttons that change text in the view.
async fn pressable(page: &Page) -> Result<Vec<String>, Failure> {
    let all = page.all(Role::Button, Named::Anything).await?;
    let away = ["Print", "Save", "Share", "Copy", "file", "image", "picture"];
    let mut names: Vec<String> = all
        .into_iter()
        .filter(|button| !button.disabled && !away.iter().any(|word| button.name.contains(word)))
        .map(|button| button.name)
        .collect();
    names.dedup();
    let once = |name: &String| names.iter().filter(|other| *other == name).count() == 1;
    Ok(names.iter().filter(|name| once(name)).cloned().collect())
}

async fn through_about(page: &Page, said: &mut Said) -> Result<(), Failure> {
    enter(page, "#/about").await?;
    note(said, page, "about").await?;
    look(page).await?;
    page.press(Role::Button, "Erase everything").await?;
    note(said, page, "erasing asks").await?;
    look(page).await?;
    page.press(Role::Button, "Keep them").await?;
    note(said, page, "kept").await?;
    look(page).await?;
    page.press(Role::Radio, "Dark").await?;
    note(said, page, "dark").await?;
    look(page).await?;
    page.press(Role::Button, "Erase everything").await?;
    look(page).await?;
    page.press(Role::Button, "Yes, erase everything").await?;
    note(said, page, "erased").await
}

/// Visits every view, from the same initial state each time.
async fn walk(
    site: &Site,
    page: &Page,
    kept: &[(String, String)],
    extension: Extension,
) -> Result<Said, Failure> {
    let mut said = Said::new();
    let home = site.url(BasePath::Root);
    page.open("about:blank").await?;
    page.open(&format!("{home}icon-192.png")).await?;
    page.script(
        "localStorage.clear(); sessionStorage.clear(); for (const [key, text] of arguments[0]) localStorage.setItem(key, text);",
        vec![json!(kept)],
    )
    .await?;
    page.open_app(&format!("{home}#/quiz")).await?;
    extension.start(page).await?;
    note(&mut said, page, "a question").await?;
    look(page).await?;
    page.press(Role::Button, "Next").await?;
    note(&mut said, page, "no answer chosen").await?;
    look(page).await?;
    page.press(Role::Button, "Back").await?;
    note(&mut said, page, "back").await?;
    look(page).await?;
    page.press(Role::Button, "Skip").await?;
    note(&mut said, page, "skipped").await?;
    for _ in 0..3 {
        look(page).await?;
        give_answers(page, Person::BackEnd, 1).await?;
        note(&mut said, page, "answered").await?;
    }
    finish_quiz(page, Person::BackEnd).await?;
    note(&mut said, page, "the result").await?;
    for route in [
        "#/",
        "#/guide/back-end",
        "#/guide/front-end",
        "#/sources",
        "#/shared",
    ] {
        enter(page, route).await?;
        note(&mut said, page, route).await?;
    }
    enter(page, "#/pay").await?;
    through_pay(page, &mut said).await?;
    page.go_to("#/nowhere").await?;
    note(&mut said, page, "a link to nowhere").await?;
    look(page).await?;
    page.press(Role::Button, "Got it").await?;
    note(&mut said, page, "got it").await?;
    enter(page, "#/quiz").await?;
    note(&mut said, page, "the finished quiz").await?;
    look(page).await?;
    page.press(Role::Button, "Begin again").await?;
    // The questions differ each time, so their text is not compared.
    asked(page).await?;
    through_about(page, &mut said).await?;
    Ok(said)
}

fn compare(plain: &[(String, String)], swapped: &[(String, String)]) -> Result<(), Failure> {
    for ((step, wanted), (other, found)) in plain.iter().zip(swapped) {
        check(step == other, || {
            format!("after “{step}” comes “{other}” where texts are replaced")
        })?;
        check(wanted == found, || {
            let same = wanted
                .chars()
                .zip(found.chars())
                .take_while(|(a, b)| a == b)
                .count();
            let from = |text: &str| {
                text.chars()
                    .skip(same.saturating_sub(30))
                    .take(120)
                    .collect::<String>()
            };
            format!(
                "“{step}”: it should say “…{}” and says “…{}”",
                from(wanted),
                from(found)
            )
        })?;
    }
    check(plain.len() == swapped.len(), || {
        "one walk has more steps than the other".into()
    })
}

/// Protects people who read a translated page: in every view, and after everything in it was used, the text is that of
/// an untouched page, with nothing stale, missing or misplaced.
async fn every_view_says_the_same(stage: &Stage) -> Result<(), Failure> {
    let (site, page) = begun(stage).await?;
    let kept = page.stored().await?;
    let mut walks = Vec::new();
    for extension in [Extension(None), Extension(Some(AT_ONCE))] {
        let mut said = walk(&site, &page, &kept, extension).await?;
        page.open("about:blank").await?;
        page.open(&format!("{}icon-192.png", site.url(BasePath::Root)))
            .await?;
        page.script(
            "localStorage.clear(); sessionStorage.clear(); for (const [key, text] of arguments[0]) localStorage.setItem(key, text);",
            vec![json!(kept)],
        )
        .await?;
        through_the_tasks(&site, &page, extension, &mut said).await?;
        walks.push(said);
    }
    let swapped = page.script("return window.swapped;", vec![]).await?;
    check(swapped.as_i64() > Some(10), || {
        "no text was replaced".into()
    })?;
    compare(&walks[0], &walks[1])
}

/// Protects translations: a sentence that the page changes is new to the translator, which translates it again.
async fn a_changed_sentence_is_translated_again(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    page.open_app(&format!("{}#/pay", site.url(BasePath::Root)))
        .await?;
    page.script("window.translate = (text) => text.toUpperCase();", vec![])
        .await?;
    Extension(Some(AT_ONCE)).start(&page).await?;
    look(&page).await?;
    page.press(Role::Radio, Named::With("FRONT END")).await?;
    page.wait_for_text("HALF OF FRONT-END DEVELOPERS LIKE THIS EARN")
        .await?;
    let shown = page.text().await?;
    let old = shown.contains("FULL-STACK DEVELOPERS LIKE THIS");
    check(!old && !shown.contains("Half of front-end"), || {
        format!("something is not translated: {shown}")
    })
}

/// Protects against extensions that insert first and remove later.
async fn an_extension_that_removes_the_text_later(stage: &Stage) -> Result<(), Failure> {
    let site = stage.site().await?;
    let page = stage.page(&Setup::default()).await?;
    let mut walks = Vec::new();
    for extension in [Extension(None), Extension(Some(IN_TWO_STEPS))] {
        page.open("about:blank").await?;
        page.open_app(&format!("{}#/pay", site.url(BasePath::Root)))
            .await?;
        page.script("localStorage.clear();", vec![]).await?;
        page.reload().await?;
        page.wait_until_mounted().await?;
        extension.start(&page).await?;
        let mut said = Said::new();
        through_pay(&page, &mut said).await?;
        through_about(&page, &mut said).await?;
        walks.push(said);
    }
    compare(&walks[0], &walks[1])
}
