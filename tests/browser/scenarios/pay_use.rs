//! Use of the estimate: units, links, exports. The offer check is in `pay_offer`.

use fantoccini::actions::{WheelAction, WheelActions};
use which_end_browser_tests::axe;
use which_end_browser_tests::engine::{Engine, Scheme, Setup};
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Key, Named, Page, Role};
use which_end_browser_tests::server::{BasePath, Site};
use which_end_browser_tests::stage::Stage;

use crate::access::fits;
use crate::paper::{SHEETS, fits_one, is_a_card};
use crate::steps::arrived;

crate::scenarios! {
    a_change_is_said_and_a_slip_changes_nothing if crate::in_one,
    the_wheel_scrolls_and_changes_nothing,
    every_figure_follows_the_unit if crate::in_one,
    a_link_is_looked_at_before_it_changes_anything if crate::in_one,
    a_damaged_link_says_what_is_wrong if crate::in_one,
    copies_say_what_the_view_says,
    what_the_floor_hides_is_told if crate::in_one,
    two_choices_stand_side_by_side if crate::in_one,
    the_view_prints_on_one_page if |engine| engine == Engine::Chromium,
    axe_finds_nothing_in_use if crate::in_one,
}

pub(crate) const OFFER: &str = "An offer you got or saw";
pub(crate) const LINK: &str = "Link to these choices";
/// A choice that official figures apply to.
const OFFICIAL: &str = "?role=back-end&years=7&country=US";
/// Choices in a link that differ from the defaults.
const GERMANY: &str = "?role=back-end&years=4&country=DE&stack=Go,TypeScript&workplace=in-person";

pub(crate) async fn open_pay(
    stage: &Stage,
    setup: &Setup,
    question: &str,
) -> Result<(Site, Page), Failure> {
    let site = stage.site().await?;
    let page = stage.page(setup).await?;
    page.open_app(&format!("{}#/pay{question}", site.url(BasePath::Root)))
        .await?;
    page.find(Role::Heading, "What does this work pay?").await?;
    crate::access::open_all_details(&page).await?;
    Ok((site, page))
}

/// Types an offer and leaves the field with Enter.
pub(crate) async fn offer(page: &Page, text: &str) -> Result<(), Failure> {
    page.type_into(Role::Textbox, OFFER, text).await?;
    page.key(Key::Enter).await
}

/// The table whose caption begins with this, as text. Empty if there is none.
pub(crate) async fn table(page: &Page, caption: &str) -> Result<String, Failure> {
    let text = page
        .script(
            "const table = [...document.querySelectorAll('table')].find((one) => one.caption && tidy(textOf(one.caption)).startsWith(arguments[0]));\
             return table ? tidy(textOf(table)) : '';",
            vec![caption.into()],
        )
        .await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

/// Waits until the field's error is this sentence.
pub(crate) async fn complains(page: &Page, sentence: &str) -> Result<(), Failure> {
    page.wait_until(
        &format!("the field complains “{sentence}”"),
        &format!(
            "return [...document.querySelectorAll('[role=alert]')].some((one) => one.textContent.includes({}));",
            serde_json::Value::from(sentence)
        ),
    )
    .await
}

/// Whether any field has an error.
pub(crate) async fn complaint(page: &Page) -> Result<bool, Failure> {
    let any = page
        .script(
            "return [...document.querySelectorAll('[role=alert]')].some((one) => one.textContent.trim());",
            vec![],
        )
        .await?;
    Ok(any.as_bool() == Some(true))
}

/// Protects who compares two jobs: the stored choice stays next to the current one, also after a reload, and they can
/// be swapped.
async fn two_choices_stand_side_by_side(stage: &Stage) -> Result<(), Failure> {
    const BOTH: &str = "What you kept";
    let (_site, page) = open_pay(stage, &Setup::default(), "").await?;
    page.press(Role::Button, "Keep this choice to compare")
        .await?;
    says(&page, "Kept. Now change the choices").await?;
    focus_is_on(&page, "Stop comparing").await?;
    page.press(Role::Radio, "Back end").await?;
    page.wait_for_text("Pick one person from each group without looking")
        .await?;
    let kept = table(&page, BOTH).await?;
    check(kept.contains("Work Full-stack Back end"), || {
        format!("the table reads “{kept}”")
    })?;
    page.press(Role::Button, "Swap the two").await?;
    page.wait_until(
        "the full-stack choice is the present one",
        "return /Half of full-stack developers like this/.test(textOf(document.body));",
    )
    .await?;
    page.reload().await?;
    page.wait_until_mounted().await?;
    let after = table(&page, BOTH).await?;
    check(after.contains("Work Back end Full-stack"), || {
        format!("after a reload the table reads “{after}”")
    })?;
    // The copied text has both choices. The clipboard itself is the browser's.
    page.script(
        "navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); };",
        vec![],
    )
    .await?;
    page.press(Role::Button, "Copy as text").await?;
    page.wait_until(
        "the copied text holds what was kept",
        "return /Compared with back-end developers, 1 year of paid work, United States: /.test(window.copied);",
    )
    .await?;
    page.press(Role::Button, "Stop comparing").await?;
    says(&page, "Comparison closed.").await?;
    focus_is_on(&page, "Keep this choice to compare").await
}

/// Waits until a live region has this text.
async fn says(page: &Page, sentence: &str) -> Result<(), Failure> {
    page.wait_until(
        &format!("“{sentence}” is said"),
        &format!(
            "return [...document.querySelectorAll('[role=status]')].some((one) => textOf(one).includes({}));",
            serde_json::Value::from(sentence)
        ),
    )
    .await
}

/// Fails unless the button with this name has the focus.
async fn focus_is_on(page: &Page, name: &str) -> Result<(), Failure> {
    let focused = page.focused().await?.map(|thing| thing.name);
    check(focused.as_deref() == Some(name), || {
        format!("the focus is on {focused:?}, not on “{name}”")
    })
}

/// Protects who scrolls with the pointer over a field: the page moves, and the number stays.
async fn the_wheel_scrolls_and_changes_nothing(stage: &Stage) -> Result<(), Failure> {
    const FIELD: &str = "Exactly";
    let (_site, page) = open_pay(stage, &Setup::default(), "").await?;
    page.type_into(Role::Textbox, FIELD, "7").await?;
    let middle = page
        .script(
            "const field = deepActive(); field.scrollIntoView({ block: 'center' });\
             const box = field.getBoundingClientRect();\
             return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2), Math.round(scrollY)];",
            vec![],
        )
        .await?;
    let [x, y, top] = [0, 1, 2].map(|at| middle[at].as_i64().unwrap_or_default());
    let mut turn = WheelActions::new("wheel".to_owned());
    turn.push(WheelAction::Scroll {
        duration: None,
        x,
        y,
        delta_x: 0,
        delta_y: 200,
    });
    page.client().perform_actions(turn).await?;
    page.wait_until("the page scrolls", &format!("return scrollY > {top};"))
        .await?;
    let held = page.find(Role::Textbox, FIELD).await?.value;
    check(held == "7", || format!("the wheel made {held} of 7 years"))
}

/// Protects people who use a screen reader, and who mistype: opening the view announces nothing, a change announces its
/// result, and half a number of years gives no figures. An area names its own sources.
async fn a_change_is_said_and_a_slip_changes_nothing(stage: &Stage) -> Result<(), Failure> {
    const FIELD: &str = "Exactly";
    let (_site, page) = open_pay(stage, &Setup::default(), "").await?;
    let said = page
        .script(
            "return [...document.querySelectorAll('[role=status]')].map(textOf).join('').trim();",
            vec![],
        )
        .await?;
    check(said == "", || format!("opening the view says {said}"))?;
    page.press(Role::Radio, "Back end").await?;
    says(&page, "Half of back-end developers like this earn $").await?;
    let before = table(&page, "US dollars a year").await?;
    for slip in ["400", "2.5"] {
        page.type_into(Role::Textbox, FIELD, slip).await?;
        complains(
            &page,
            "Type a whole number of years from 0 to 50. Until then the figures are for 1 year.",
        )
        .await?;
        let now = table(&page, "US dollars a year").await?;
        check(now == before, || {
            format!("{slip} years leave the figures at {now}")
        })?;
        let held = page.find(Role::Textbox, FIELD).await?.value;
        check(held == slip, || {
            format!("what was typed as {slip} reads {held}")
        })?;
    }
    page.type_into(Role::Textbox, FIELD, "12").await?;
    page.wait_until(
        "twelve years are senior people's",
        "return document.querySelector('[name=tier]:checked')?.closest('label').textContent.includes('10 or more');",
    )
    .await?;
    check(!complaint(&page).await?, || {
        "a sound number of years is complained about".into()
    })?;
    page.press(Role::Radio, "Mid, 3–5").await?;
    check(page.find(Role::Textbox, FIELD).await?.value == "4", || {
        "the field does not follow the tier".into()
    })?;

    page.choose_from("Area", "San Francisco-Oakland-Fremont, CA")
        .await?;
    page.find(Role::Link, Named::With("Prevailing wage levels"))
        .await?;
    page.expect_text("for the area, figures of July 1, 2025 (old")
        .await?;
    let file = page
        .downloaded(async || page.press(Role::Button, "Save as CSV").await)
        .await?;
    says(&page, "The table is saved.").await?;
    let area = file
        .lines()
        .find(|line| line.starts_with("Working,\"Area"))
        .unwrap_or_default();
    check(area.contains("https://flag.dol.gov/"), || {
        format!("the file says of the area: {area}")
    })?;
    check(
        file.contains("US Bureau of Labor Statistics: 25th percentile,105210,"),
        || format!("the file rounds a published figure: {file}"),
    )?;
    page.press(Role::Radio, "In person").await?;
    page.wait_until(
        "what was said of another choice is gone",
        "return !textOf(document.body).includes('The table is saved.');",
    )
    .await
}

/// Protects readers in other countries: all figures follow the unit, with the rate and its date, and the unit is not
/// saved.
async fn every_figure_follows_the_unit(stage: &Stage) -> Result<(), Failure> {
    let (_site, page) = open_pay(stage, &Setup::default(), GERMANY).await?;
    page.choose_from("In", "EUR, Euro").await?;
    page.choose_from("Show pay for", "a month").await?;
    page.find(Role::Table, "Euro (EUR) a month, total pay before tax")
        .await?;
    page.expect_text("1 US dollar = 0.").await?;
    page.expect_text("at its own day's rate").await?;
    let figures = page
        .script(
            "return [...document.querySelectorAll('.pay-figures .sheet, .pay-figures table')].map((one) => tidy(textOf(one))).join(' | ');",
            vec![],
        )
        .await?;
    let figures = figures.as_str().unwrap_or_default().to_owned();
    check(!figures.contains('$') && figures.contains('€'), || {
        format!("not all figures are in euros: {figures}")
    })?;
    page.choose_from("Show pay for", "an hour").await?;
    page.wait_for_text("a year's pay through 2,080").await?;
    page.reload().await?;
    page.wait_until_mounted().await?;
    crate::access::open_all_details(&page).await?;
    page.find(Role::Table, "US dollars a year, total pay before tax")
        .await
        .map(drop)
}

/// Protects the visitor's own choices: a link shows its choices, and applies nothing before the visitor accepts.
async fn a_link_is_looked_at_before_it_changes_anything(stage: &Stage) -> Result<(), Failure> {
    let (_site, page) = open_pay(stage, &Setup::default(), "").await?;
    page.press(Role::Radio, "Front end").await?;
    page.choose_from("Country", "France").await?;
    page.wait_until(
        "the choice is kept",
        "return JSON.stringify(Object.entries(localStorage)).includes('FR');",
    )
    .await?;
    let saved = page.stored().await?;
    let own = table(&page, "US dollars a year").await?;

    page.go_to(&format!("#/pay{GERMANY}&colour=blue&utm_source=chat"))
        .await?;
    page.wait_for_text("This link asks about: back-end developers, 4 years of paid work, Germany, Go, TypeScript, in person.")
        .await?;
    page.expect_text("left out: colour").await?;
    let linked = table(&page, "US dollars a year").await?;
    check(linked != own && !linked.is_empty(), || {
        format!("the link shows {linked}")
    })?;
    check(!page.has(Role::Combobox, "Country").await?, || {
        "the form can be changed while another's choices are on show".into()
    })?;
    let now = page.stored().await?;
    check(now == saved, || {
        format!("saved was {saved:?} and is {now:?}")
    })?;

    page.press(Role::Button, "Back to my own").await?;
    check(
        page.find(Role::Combobox, "Country").await?.value == "France",
        || "the visitor's own country is gone".into(),
    )?;
    let again = table(&page, "US dollars a year").await?;
    check(again == own, || {
        format!("the figures were {own} and are {again}")
    })?;

    page.go_to(&format!("#/pay{GERMANY}")).await?;
    page.press(Role::Button, "Use these choices").await?;
    arrived(&page, "#/pay").await?;
    check(
        page.find(Role::Combobox, "Country").await?.value == "Germany",
        || "the link's country was not taken over".into(),
    )?;
    let taken = table(&page, "US dollars a year").await?;
    check(taken == linked, || {
        format!("shown was {linked}, taken over {taken}")
    })?;
    check(page.route().await? == "#/pay", || {
        "the address still holds the link".into()
    })?;
    let link = page.find(Role::Textbox, LINK).await?.value;
    check(link.ends_with(&format!("#/pay{GERMANY}")), || {
        format!("the link is {link}")
    })?;
    // A link with the visitor's own choices needs no notice.
    page.go_to(&format!("#/pay{GERMANY}")).await?;
    page.find(Role::Combobox, "Country").await?;
    page.reload().await?;
    page.wait_until_mounted().await?;
    check(
        page.find(Role::Combobox, "Country").await?.value == "Germany",
        || "what was taken over is not kept".into(),
    )
}

/// Protects people whose chat program damaged the link: they see an error, their own choices, and no other figure.
async fn a_damaged_link_says_what_is_wrong(stage: &Stage) -> Result<(), Failure> {
    let (_site, page) = open_pay(stage, &Setup::default(), "?role=back-end&years=400").await?;
    page.wait_for_text("this link is damaged: its part “years” cannot be read")
        .await?;
    page.expect_text("Nothing of yours was changed").await?;
    page.find(Role::Combobox, "Country").await?;
    for (code, asked, sentence) in [
        (
            "TV",
            "1 year of paid work, Tuvalu.",
            "No data: too few people from this country",
        ),
        (
            "XX",
            "1 year of paid work, XX.",
            "We know no country with the code “XX”",
        ),
    ] {
        page.go_to(&format!("#/pay?country={code}")).await?;
        page.wait_for_text(asked).await?;
        page.expect_text(sentence).await?;
        for button in ["Use these choices", "Keep this choice to compare"] {
            check(!page.has(Role::Button, button).await?, || {
                format!("“{button}” is offered for a country without figures")
            })?;
        }
    }
    page.go_to("#/pay?r=1AAB").await?;
    page.wait_for_text("this link asks for nothing that this page knows")
        .await?;
    page.press(Role::Button, "Back to my own").await?;
    page.find(Role::Combobox, "Country").await?;
    check(!page.text().await?.contains("Sorry"), || {
        "the notice stays".into()
    })
}

/// Protects exports: they have the figures of the view, with source, date and number of answers, and the file has
/// nothing that a spreadsheet would execute.
async fn copies_say_what_the_view_says(stage: &Stage) -> Result<(), Failure> {
    let (_site, page) = open_pay(stage, &Setup::default(), GERMANY).await?;
    page.press(Role::Button, "Use these choices").await?;
    page.find(Role::Combobox, "Country").await?;
    let figures = table(&page, "US dollars a year").await?;
    let file = page
        .downloaded(async || page.press(Role::Button, "Save as CSV").await)
        .await?;
    let lines: Vec<&str> = file.lines().collect();
    for start in [
        "\u{feff}Part,What,Amount,Unit,Change in percent,Which pay,Note,What the publisher sells,Source,As of,Address",
        "Choice,back-end developers,",
        "Choice,Germany,",
        "Estimate,1 in 10 earns under,",
        "Estimate,9 in 10 earn under,",
        "Working,Country,",
    ] {
        check(lines.iter().any(|line| line.starts_with(start)), || {
            format!("the file has no line “{start}”: {file}")
        })?;
    }
    let median = lines
        .iter()
        .find_map(|line| line.strip_prefix("Estimate,Half earn under,"))
        .and_then(|rest| rest.split(',').next())
        .unwrap_or_default();
    let view = figures.replace(',', "");
    check(
        !median.is_empty() && view.contains(&format!("${median}")),
        || format!("the file says {median}, the view {figures}"),
    )?;
    check(
        file.contains("https://") && file.contains("Stack Overflow"),
        || "the file names no source".into(),
    )?;
    let runs = |line: &&str| {
        line.split(',')
            .map(|cell| cell.trim_matches('"'))
            .any(|cell| cell.starts_with(['=', '+', '-', '@']) && cell.parse::<f64>().is_err())
    };
    check(
        lines.iter().any(|line| {
            line.strip_prefix("Working,Country,")
                .and_then(|rest| rest.split(',').nth(2))
                .is_some_and(|percent| percent.parse::<f64>().is_ok_and(|percent| percent < 0.0))
        }),
        || format!("the file says not by how many percent the country changes pay: {file}"),
    )?;
    let formula = lines.iter().copied().find(runs);
    check(formula.is_none(), || {
        format!("a spreadsheet would run {formula:?}")
    })?;

    for (button, done) in [
        ("Copy as text", "The text is copied."),
        ("Copy the link", "The link is copied."),
    ] {
        page.press(Role::Button, button).await?;
        // Copied, or refused with a reason: both are announced.
        page.wait_until(
            "what became of copying is said",
            &format!("return textOf(document.body).includes('{done}') || textOf(document.body).includes('That did not work');"),
        )
        .await?;
    }
    let picture = page
        .downloaded_bytes(async || page.press(Role::Button, "Save as a picture").await)
        .await?;
    is_a_card(&picture, "the picture of pay")
}

/// Protects people where many said less than the survey's floor: headline, table, file and offer explain it
/// consistently, and the first two years share their figures.
async fn what_the_floor_hides_is_told(stage: &Stage) -> Result<(), Failure> {
    const OTHERS: &str = "who said $5,000 or more earn more than $";
    let question = "?role=full-stack&years=0&country=IN";
    let (_site, page) = open_pay(stage, &Setup::default(), question).await?;
    page.wait_for_text("So what the lowest 1 in 4 earn is not known.")
        .await?;
    page.expect_text(OTHERS).await?;
    page.press(Role::Button, "Use these choices").await?;
    says(&page, "0 and 1 years count as the same").await?;
    let figures = table(&page, "US dollars a year").await?;
    check(figures.matches("not known").count() == 2, || {
        format!("the table reads “{figures}”")
    })?;
    let file = page
        .downloaded(async || page.press(Role::Button, "Save as CSV").await)
        .await?;
    for (line, sign) in [
        ("Estimate,1 in 10 earns under,,", "Not known."),
        ("Estimate,Half earn under,", "said less than $5,000"),
    ] {
        let found = file.lines().find(|found| found.starts_with(line));
        check(found.is_some_and(|found| found.contains(sign)), || {
            format!("“{line}” does not say “{sign}”: {file}")
        })?;
    }
    offer(&page, "4000").await?;
    says(
        &page,
        "That is under $5,000 a year, where the survey's answers begin.",
    )
    .await
}

/// Protects print: the whole view on one page of A4 and of Letter, in dark too, with the choices instead of the form.
async fn the_view_prints_on_one_page(stage: &Stage) -> Result<(), Failure> {
    for sheet in SHEETS {
        for question in ["", GERMANY, OFFICIAL] {
            let (_site, page) = open_pay(stage, &Setup::in_scheme(sheet.scheme), question).await?;
            offer(&page, "80k").await?;
            let open = fits_one(&page, sheet, &format!("pay for “{question}”")).await?;
            let prints_folds = page
                .script(
                    "for (const fold of document.querySelectorAll('.folds details')) fold.open = false;\
                     return CSS.supports('selector(::details-content)');",
                    vec![],
                )
                .await?;
            if prints_folds == true {
                let folded =
                    fits_one(&page, sheet, &format!("pay for “{question}”, folded")).await?;
                check(folded * 20 >= open * 19, || {
                    format!("what is folded is not printed: {folded} bytes of {open}")
                })?;
            }
            if question.is_empty() {
                page.press(Role::Button, "Keep this choice to compare")
                    .await?;
                page.press(Role::Radio, "Back end").await?;
                page.wait_for_text("Pick one person from each group without looking")
                    .await?;
                fits_one(&page, sheet, "pay of two choices").await?;
            }
        }
    }
    Ok(())
}

/// Protects readers while the view is in use: axe finds nothing with an offer, an error and a link shown, in light and
/// dark, and nothing is wider than a phone.
async fn axe_finds_nothing_in_use(stage: &Stage) -> Result<(), Failure> {
    let rules = stage.axe()?;
    for scheme in [Scheme::Light, Scheme::Dark] {
        let setup = Setup {
            window: (500, 800),
            ..Setup::in_scheme(scheme)
        };
        let (_site, page) = open_pay(stage, &setup, "").await?;
        page.choose_from("In", "CHF, Swiss franc").await?;
        page.choose_from("Show pay for", "an hour").await?;
        offer(&page, "45.50").await?;
        page.wait_for_text("Read as CHF 45.50 an hour").await?;
        axe::expect_none(&page, &rules, "pay with an offer").await?;
        fits(&page, "pay with an offer").await?;
        offer(&page, "lots").await?;
        complains(&page, "We cannot read “lots” here").await?;
        axe::expect_none(&page, &rules, "pay with a complaint").await?;
        page.go_to(&format!("#/pay{GERMANY}&x=1")).await?;
        page.find(Role::Button, Named::With("Use these")).await?;
        axe::expect_none(&page, &rules, "pay from a link").await?;
        fits(&page, "pay from a link").await?;
    }
    Ok(())
}
