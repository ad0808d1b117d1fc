//! The offer check, against official figures.

use which_end_browser_tests::engine::Setup;
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::Role;
use which_end_browser_tests::stage::Stage;

use crate::pay_use::{LINK, OFFER, complains, complaint, offer, open_pay, table};

crate::scenarios! {
    an_offer_gets_its_place_or_a_sentence if crate::in_one,
    an_offer_leaves_no_trace if crate::in_one,
}

const AGAINST: &str = "The offer against every official figure";

/// Protects who has an offer in hand: valid text gets a rank, anything else an error next to the field, and no text is
/// misread as another figure.
async fn an_offer_gets_its_place_or_a_sentence(stage: &Stage) -> Result<(), Failure> {
    let (_site, page) = open_pay(stage, &Setup::default(), "").await?;
    for (text, read, place) in [
        ("$30,000/yr", "Read as $30,000 a year.", "below what 90% of"),
        (
            "80k€",
            "Read as €80,000 a year, which comes to $",
            "% of people like this.",
        ),
        (
            "€80.000",
            "Read as €80,000 a year, which comes to $",
            "% of people like this.",
        ),
        ("80 000", "Read as $80,000 a year.", "close to the middle"),
        (
            "45/h",
            "Read as $45 an hour, which comes to $94,000 a year.",
            "",
        ),
        (
            "12 LPA",
            "Read as ₹1,200,000 a year, which comes to $13,800 a year.",
            "",
        ),
        (
            "400 a day",
            "Read as $400 a day, which comes to $104,000 a year.",
            "",
        ),
        ("900k", "Read as $900,000 a year.", "above what 90% of"),
    ] {
        offer(&page, text).await?;
        page.wait_for_text(read).await?;
        page.expect_text(place).await?;
        let against = table(&page, AGAINST).await?;
        check(against.contains('$') && against.contains('%'), || {
            format!("for {text} the table reads “{against}”")
        })?;
        check(!complaint(&page).await?, || {
            format!("{text} is complained about")
        })?;
    }
    // Drivers type key by key; the tests of core read far longer texts.
    let long = "9".repeat(100);
    for (text, sentence) in [
        ("400", "less than 500 US dollars a year"),
        ("-5", "Pay cannot be less than zero"),
        ("NaN", "We cannot read “nan” here"),
        ("1e9", "We cannot read “e” here"),
        ("2 billion", "We cannot read “billion” here"),
        ("kr 500000", "Several countries call their money “kr”"),
        // Some drivers cannot type characters beyond the first 65,536.
        ("☕", "We cannot read the sign “☕” here"),
        ("80-90k", "That looks like two amounts"),
        (&long, "too long for one amount"),
    ] {
        offer(&page, text).await?;
        complains(&page, sentence).await?;
        let displayed = page.text().await?;
        check(
            !displayed.contains("Read as") && !displayed.contains("NaN "),
            || format!("a figure is shown for what was refused: {displayed}"),
        )?;
        let against = table(&page, AGAINST).await?;
        check(against.is_empty(), || {
            format!("what was refused is compared: {against}")
        })?;
    }
    page.choose_from("In", "EUR, Euro").await?;
    page.choose_from("Show pay for", "a month").await?;
    offer(&page, "$100k/yr").await?;
    page.wait_for_text(
        "Read as $100,000 a year, which comes to €7,400 a month, or €89,000 a year.",
    )
    .await?;
    page.choose_from("In", "USD, US dollar").await?;
    page.choose_from("Show pay for", "a year").await?;
    page.press(Role::Radio, "Back end").await?;
    offer(&page, "95k").await?;
    page.wait_for_text("Read as $95,000 a year.").await?;
    let against = table(&page, AGAINST).await?;
    check(against.contains("−30% against their median"), || {
        format!("it is not said which figure: {against}")
    })?;
    offer(&page, "80k").await?;
    page.wait_for_text("Read as $80,000 a year.").await?;
    check(!complaint(&page).await?, || {
        "the complaint stays after a good amount".into()
    })
}

/// Protects privacy: an offer is in nothing that is saved, exported or in the address.
async fn an_offer_leaves_no_trace(stage: &Stage) -> Result<(), Failure> {
    let (site, page) = open_pay(stage, &Setup::default(), "").await?;
    page.press(Role::Radio, "Back end").await?;
    offer(&page, "123,457").await?;
    page.wait_for_text("Read as $123,457 a year.").await?;
    let asked_for = site.log().len();
    let file = page
        .downloaded(async || page.press(Role::Button, "Save as CSV").await)
        .await?;
    let link = page.find(Role::Textbox, LINK).await?.value;
    let address = page.address().await?;
    let kept = format!("{:?}", page.stored().await?);
    for (what, text) in [
        ("file", &file),
        ("link", &link),
        ("address", &address),
        ("record", &kept),
    ] {
        let found = ["123457", "123,457", "offer"]
            .iter()
            .find(|part| text.contains(**part));
        check(found.is_none(), || {
            format!("the {what} holds the offer: {text}")
        })?;
    }
    check(site.log().len() == asked_for, || {
        "checking an offer asked the host".into()
    })?;
    page.reload().await?;
    page.wait_until_mounted().await?;
    let again = page.find(Role::Textbox, OFFER).await?.value;
    check(again.is_empty(), || {
        format!("the field still holds {again}")
    })
}
