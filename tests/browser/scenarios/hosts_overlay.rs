//! A host's own pay bands, level names and jobs: shown apart from our figures, with clicks reported. An invalid file is
//! reported and does no harm.

use serde_json::{Value, json};
use which_end_browser_tests::engine::{Engine, Setup};
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::{Named, Page, Role};
use which_end_browser_tests::server::{Origin, Site};
use which_end_browser_tests::stage::Stage;

use crate::hosts::{LISTEN, Mode, PLAIN, answer, arrive, open, site};

crate::scenarios! {
    an_employers_own_pay_stands_apart_and_its_links_are_heard_of if crate::in_one,
}

const OVERLAY: &str = r#"{"schema": 1, "name": "Acme", "source": {"title": "Pay at Acme", "url": "https://acme.example/pay"},
    "as_of": "2020-10-01", "review_by": "2021-10-01",
    "bands": [{"role": "back-end", "tier": "senior", "title": "Engineer III", "from": 91500, "to": 110000, "currency": "USD", "per": "year"},
        {"role": "back-end", "tier": "mid", "title": "Engineer II", "from": 70000, "to": 90000, "currency": "EUR", "per": "year", "place": "Berlin"},
        {"role": "front-end", "tier": "mid", "title": "Painter II", "from": 1, "to": 2, "currency": "EUR", "per": "year"}],
    "rungs": {"mid": "Engineer II"},
    "jobs": [{"id": "fe-1", "title": "Painter", "url": "https://acme.example/jobs/fe", "role": "front-end"},
        {"id": "be-1", "title": "Plumber", "url": "https://acme.example/jobs/be", "role": "back-end", "tier": "mid", "place": "Berlin"}]}"#;

/// Opens a host's page with these attributes besides the mode.
async fn embed(page: &Page, site: &Site, mode: Mode, attributes: &str) -> Result<(), Failure> {
    let html = PLAIN.replace("view=\"quiz\"", attributes).replace(
        "<script async",
        &format!("<script>{LISTEN}</script><script async"),
    );
    open(page, site, &html, mode).await
}

/// The values of this field in all events of this name.
async fn heard(page: &Page, mode: Mode, name: &str, field: &str) -> Result<Value, Failure> {
    if mode == Mode::Frame {
        page.leave_frame().await?;
    }
    page.wait_until(
        &format!("the host hears {name}"),
        &format!("return seen.some(([of]) => of === '{name}');"),
    )
    .await?;
    page.script(
        &format!("const all = seen.filter(([of]) => of === '{name}').map(([, detail]) => detail.{field}); seen.length = 0; return all;"),
        vec![],
    )
    .await
}

/// Clicks an external link without following it.
async fn press_out(page: &Page, mode: Mode, name: &str) -> Result<Value, Failure> {
    page.script(
        "document.addEventListener('click', (event) => { if (event.composedPath().some((one) => one.target === '_blank')) event.preventDefault(); }, true);",
        vec![],
    )
    .await?;
    let link = page.find(Role::Link, Named::With(name)).await?;
    if page.engine() == Engine::WebKit {
        // This driver reaches nothing below the window in a tall frame, neither with the pointer nor by keys.
        page.script(
            "everyThing().find((one) => roleOf(one) === 'link' && nameOf(one, 'link').includes(arguments[0])).click();",
            vec![name.into()],
        )
        .await?;
    } else {
        page.press_thing(&link).await?;
    }
    let link = heard(page, mode, "cta-click", "link").await?;
    if mode == Mode::Frame {
        page.enter_frame_of("which-end").await?;
    }
    Ok(link)
}

/// The estimate and the host's card as text, the card with its table. Empty if missing.
const SHOWN: &str = "const of = (test) => { const one = everyThing().find(test); return one ? tidy(textOf(one)) : ''; };\
    const card = everyThing().find((one) => one.matches('.host-card'));\
    return [of((one) => one.id === 'estimate'), card ? tidy(card.innerText) : '', of((one) => one.matches('.pay-figures > .sheet'))];";

async fn shown(page: &Page) -> Result<[String; 3], Failure> {
    let all = page.script(SHOWN, vec![]).await?;
    Ok([0, 1, 2].map(|index| all[index].as_str().unwrap_or_default().to_owned()))
}

/// Protects visitors from mistaking an employer's figures for data, employers from hidden bands and unreported clicks,
/// and both from an error in the file.
async fn an_employers_own_pay_stands_apart_and_its_links_are_heard_of(
    stage: &Stage,
) -> Result<(), Failure> {
    let site = site(stage).await?;
    let page = stage.page(&Setup::default()).await?;
    let asked = "view=\"pay\" preset-role=\"back-end\" preset-tier=\"mid\"";
    for mode in Mode::BOTH {
        embed(&page, &site, mode, asked).await?;
        arrive(&page, mode, "in the middle").await?;
        let [before, card, figures] = shown(&page).await?;
        check(card.is_empty(), || {
            format!("a card without an employer: {card}")
        })?;
        page.leave_frame().await?;

        let file = site.document(Origin::Name, OVERLAY);
        let own =
            format!("{asked} overlay=\"{file}\" apply-link=\"https://jobs.acme.example/all\"");
        embed(&page, &site, mode, &own).await?;
        let heading = format!(
            "From localhost:{}, which calls itself “Acme”: not from our data",
            site.port()
        );
        arrive(&page, mode, &heading).await?;
        let [after, card, same] = shown(&page).await?;
        check(before == after && figures == same, || {
            format!("an employer's file changed “{before}” to “{after}”")
        })?;
        for part in [
            "We haven’t checked it",
            "Mid, 3–5 years (your choice)",
            "Engineer II, Berlin",
            "about $",
            "€70,000 to €90,000 a year",
            "$91,500 to $110,000 a year",
            "Pay at Acme",
            "October 1, 2020 (old",
            "Plumber (acme.example)",
            "Pay at Acme (acme.example)",
        ] {
            check(card.contains(part), || format!("no “{part}” in {card}"))?;
        }
        check(!card.contains("Painter II"), || "pay for other work".into())?;
        for (link, name) in [
            ("Plumber", "be-1"),
            ("See jobs at jobs.acme.example", "apply"),
        ] {
            let heard = press_out(&page, mode, link).await?;
            check(heard == json!([name]), || format!("{link}: heard {heard}"))?;
        }
        page.press(Role::Link, "Guide").await?;
        page.wait_for_text("Acme calls this step “Engineer II”.")
            .await?;
        page.leave_frame().await?;

        let slip = site.document(Origin::Name, &OVERLAY.replace("91500", "911500"));
        embed(
            &page,
            &site,
            mode,
            &format!("view=\"quiz\" overlay=\"{slip}\""),
        )
        .await?;
        arrive(
            &page,
            mode,
            "its file has a fault: bands[0].from is above its to. All else here works",
        )
        .await?;
        answer(&page, 1, 1).await?;
        let displayed = heard(&page, mode, "error", "sentence").await?;
        let sentence = "<which-end>: the overlay is not used: bands[0].from is above its to";
        check(displayed == json!([sentence]), || {
            format!("the owner is told {displayed}")
        })?;
        page.leave_frame().await?;
    }
    Ok(())
}
