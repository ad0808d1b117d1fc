//! A typed amount of money.

use which_end_core::pay::money::{Currency, Period};
use which_end_core::pay::offer::{Offer, OfferRank, compare};
use which_end_core::pay::rates::Unit;

use super::{Judgement, Verdict, hold, refused};
use crate::shipped::{EXCHANGE, PUBLISHED};

pub(super) const WORDS: &[&str] = &[
    "k",
    "K",
    "€",
    "£",
    "$",
    "us$",
    "C$",
    "zł",
    "eur",
    "GBP",
    "inr",
    "XXX",
    " a year",
    "/h",
    "/mo",
    "/wk",
    " a day",
    " per hour",
    "p.a.",
    "monthly",
    "net",
    "gross",
    "thousand",
    "million",
    "lakh",
    "-",
    "–",
    " to ",
];

pub(super) fn seeds() -> Vec<String> {
    [
        "80000",
        "80,000",
        "80.000 €",
        "80 000",
        "80’000.50",
        "1.250.000,75",
        "12,00,000 inr",
        "80k",
        "80.5k",
        "45,50/h",
        "45 an hour",
        "£41.50 per hour",
        "us$ 120k",
        "5000 eur a month",
        "100 thousand",
        "C$ 90,000 gross p.a.",
        "１２３",
        "70-80k",
    ]
    .map(str::to_owned)
    .to_vec()
}

pub(super) fn judge(text: &str) -> Judgement {
    let chosen = chosen(text);
    let offer = match Offer::read(text, &chosen, &EXCHANGE) {
        Ok(offer) => offer,
        Err(error) => return refused(&error),
    };
    hold(
        (500.0..=5_000_000.0).contains(&offer.usd)
            && offer.amount.is_finite()
            && offer.amount > 0.0,
        "an offer lies in the bounds",
    )?;
    let claims = PUBLISHED
        .claims
        .iter()
        .filter_map(|claim| compare(offer.usd, claim));
    for compared in claims {
        hold(
            compared.factor.is_finite() && compared.factor > 0.0,
            "an offer is some multiple of every claim",
        )?;
    }
    let standing = OfferRank::of(&[40e3, 60e3, 80e3, 100e3, 200e3], 5e3, offer.usd);
    hold(
        standing.is_some_and(|standing| !matches!(standing, OfferRank::Over(0 | 10..))),
        "an offer is over 1 to 9 of 10",
    )?;
    hold(
        same_when_typed_plainly(&offer),
        "the same amount comes of plain digits",
    )?;
    Ok(Verdict::Accepted)
}

/// The selected unit, which depends on the text only.
fn chosen(text: &str) -> Unit {
    let (currency, period) = match text.len() % 4 {
        0 => ("EUR", Period::Month),
        1 => ("CAD", Period::Year),
        2 => ("JPY", Period::Hour),
        _ => ("USD", Period::Year),
    };
    Currency::new(currency)
        .and_then(|currency| Unit::new(&EXCHANGE, period, currency))
        .unwrap_or_default()
}

/// The amount to the cent, with currency and period in words, gives the same offer.
fn same_when_typed_plainly(offer: &Offer) -> bool {
    let period = match offer.unit.period() {
        Period::Year => "year",
        Period::Month => "month",
        Period::Week => "week",
        Period::Day => "day",
        Period::Hour => "hour",
    };
    let plain = format!(
        "{:.2} {} a {period}",
        offer.amount,
        offer.unit.currency().as_str()
    );
    let again = Offer::read(&plain, &Unit::default(), &EXCHANGE);
    let near =
        |other: &Offer| other.unit == offer.unit && (other.amount - offer.amount).abs() <= 0.01;
    // Rounding to cents may go below the minimum or above the maximum.
    let at_the_edge = offer.usd < 501.0 || offer.usd > 4_999_999.0;
    at_the_edge || again.as_ref().is_ok_and(near)
}
