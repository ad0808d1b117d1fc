//! Amounts that people type: each gives an offer or a clear sentence, and its rank is right.

use proptest::prelude::*;
use which_end_core::pay::claim::{Claim, Claims, Figure};
use which_end_core::pay::distribution::PayDistribution;
use which_end_core::pay::money::{Currency, HOURS_A_YEAR, Period};
use which_end_core::pay::offer::{Extreme, Offer, OfferError, OfferRank, Side, Typed, compare};
use which_end_core::pay::rates::{Rates, Unit};

/// The survey's floor.
const FLOOR: f64 = 5_000.0;

fn rates() -> Rates {
    serde_json::from_value(serde_json::json!({
        "as_of": "2026-11-20",
        "source": { "title": "A table", "publisher": "A bank", "url": "https://example.org/", "licence": "free" },
        "review_by": "2027-11-20",
        "rates": [
            { "currency": "EUR", "name": "Euro", "per_usd": 0.8 },
            { "currency": "GBP", "name": "Pound", "per_usd": 0.75 },
            { "currency": "INR", "name": "Indian rupee", "per_usd": 80.0 },
            { "currency": "JPY", "name": "Yen", "per_usd": 150.0 },
            { "currency": "SEK", "name": "Swedish krona", "per_usd": 10.0 },
            { "currency": "PKR", "name": "Pakistani rupee", "per_usd": 280.0 },
            { "currency": "CAD", "name": "Canadian dollar", "per_usd": 1.4 },
            { "currency": "KRW", "name": "Won", "per_usd": 1400.0 },
            { "currency": "NOK", "name": "Norwegian krone", "per_usd": 10.0 },
            { "currency": "AUD", "name": "Australian dollar", "per_usd": 1.5 },
            { "currency": "NZD", "name": "New Zealand dollar", "per_usd": 1.7 },
            { "currency": "SGD", "name": "Singapore dollar", "per_usd": 1.3 },
            { "currency": "CHF", "name": "Swiss franc", "per_usd": 0.8 },
            { "currency": "PLN", "name": "Polish zloty", "per_usd": 3.6 },
            { "currency": "CNY", "name": "Chinese yuan", "per_usd": 7.0 },
        ],
    }))
    .expect("the test's rates have the shape of rates")
}

fn code(code: &str) -> Currency {
    Currency::new(code).expect("three letters")
}

fn unit(period: Period, currency: &str) -> Unit {
    Unit::new(&rates(), period, code(currency)).expect("there is a rate")
}

fn typed(text: &str) -> Result<Typed, OfferError> {
    Typed::read(text, &Currency::usd(), &rates())
}

#[test]
fn amounts_read_as_people_mean_them() {
    use Period::{Day, Hour, Month, Week, Year};
    let cases: [(&str, f64, Option<&str>, Option<Period>); 48] = [
        ("400", 400.0, None, None),
        ("80000", 80_000.0, None, None),
        ("80,000", 80_000.0, None, None),
        ("80.000", 80_000.0, None, None),
        ("80 000", 80_000.0, None, None),
        ("80\u{a0}000", 80_000.0, None, None),
        ("80\u{202f}000 €", 80_000.0, Some("EUR"), None),
        ("80’000", 80_000.0, None, None),
        ("80'000.50", 80_000.5, None, None),
        ("1.250.000,75", 1_250_000.75, None, None),
        ("1,250,000.75", 1_250_000.75, None, None),
        ("12,00,000 inr", 1_200_000.0, Some("INR"), None),
        ("80k", 80_000.0, None, None),
        ("80 K", 80_000.0, None, None),
        ("80.5k", 80_500.0, None, None),
        ("80,5k", 80_500.0, None, None),
        ("80.5", 80.5, None, None),
        ("45,50", 45.5, None, None),
        ("80k€", 80_000.0, Some("EUR"), None),
        ("80keur", 80_000.0, Some("EUR"), None),
        ("€80.000", 80_000.0, Some("EUR"), None),
        ("€ 80.000,-", 80_000.0, Some("EUR"), None),
        (
            "80 thousand euros a year",
            80_000.0,
            Some("EUR"),
            Some(Year),
        ),
        ("$120,000/yr", 120_000.0, Some("USD"), Some(Year)),
        ("US$120k", 120_000.0, Some("USD"), None),
        ("C$120k", 120_000.0, Some("CAD"), None),
        ("120k$", 120_000.0, Some("USD"), None),
        ("£65k p.a.", 65_000.0, Some("GBP"), Some(Year)),
        ("GBP 65,000 per annum", 65_000.0, Some("GBP"), Some(Year)),
        ("45/h", 45.0, None, Some(Hour)),
        ("45 an hour", 45.0, None, Some(Hour)),
        ("$45.50/hr", 45.5, Some("USD"), Some(Hour)),
        ("7,000 per month", 7_000.0, None, Some(Month)),
        ("7000 gross monthly", 7_000.0, None, Some(Month)),
        ("60,000,000 krw", 60_000_000.0, Some("KRW"), None),
        ("¥9,000,000", 9_000_000.0, Some("JPY"), None),
        ("\u{202a}80,000\u{202c}", 80_000.0, None, None),
        ("1.5 million", 1_500_000.0, None, None),
        ("¥9.5 mn", 9_500_000.0, Some("JPY"), None),
        ("12 LPA", 1_200_000.0, Some("INR"), Some(Year)),
        ("12.5 lakhs", 1_250_000.0, Some("INR"), None),
        ("₹1.2 lakh a month", 120_000.0, Some("INR"), Some(Month)),
        ("1 crore", 10_000_000.0, Some("INR"), None),
        ("PKR 40 lakh", 4_000_000.0, Some("PKR"), None),
        ("500,000 kr SEK", 500_000.0, Some("SEK"), None),
        ("400 a day", 400.0, None, Some(Day)),
        ("1,500/week", 1_500.0, None, Some(Week)),
        ("£300 daily", 300.0, Some("GBP"), Some(Day)),
    ];
    for (text, amount, currency, period) in cases {
        let read = typed(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert!((read.amount - amount).abs() < 1e-9, "{text}: {read:?}");
        let expected = (currency.map(code), period);
        assert_eq!((read.currency, read.period), expected, "{text}");
    }
}

/// Protects people who paste an offer as it was written in their country.
#[test]
#[allow(clippy::too_many_lines, reason = "a table of offers")]
fn offers_are_read_as_they_are_written() {
    use Period::{Day, Hour, Month, Week, Year};
    let cases: &[(&str, f64, Option<&str>, Option<Period>)] = &[
        ("80k US dollars", 80e3, Some("USD"), None),
        ("80,000 U.S. dollars", 80e3, Some("USD"), None),
        ("80,000 New Zealand dollars", 80e3, Some("NZD"), None),
        ("up to 95k", 95e3, None, None),
        ("Base - $80k", 80e3, Some("USD"), None),
        ("EUR-80k", 80e3, Some("EUR"), None),
        ("80k+", 80e3, None, None),
        ("1,000万円", 1e7, Some("JPY"), None),
        ("Rs.12,00,000", 1.2e6, Some("INR"), None),
        // A symbol of several currencies with the one that is meant.
        ("$80k CAD", 80e3, Some("CAD"), None),
        ("CAD 80k", 80e3, Some("CAD"), None),
        ("CAD $80k", 80e3, Some("CAD"), None),
        ("CAD$80k", 80e3, Some("CAD"), None),
        ("CA$80k", 80e3, Some("CAD"), None),
        ("C$ 80,000", 80e3, Some("CAD"), None),
        ("$80,000 CA", 80e3, Some("CAD"), None),
        ("80 000 $ CA", 80e3, Some("CAD"), None),
        ("80k Canadian dollars", 80e3, Some("CAD"), None),
        ("80k$CAD", 80e3, Some("CAD"), None),
        ("S$90k", 90e3, Some("SGD"), None),
        ("SGD 90k", 90e3, Some("SGD"), None),
        ("$90k SGD", 90e3, Some("SGD"), None),
        ("A$120k", 120e3, Some("AUD"), None),
        ("AU$120,000", 120e3, Some("AUD"), None),
        ("AUD120k", 120e3, Some("AUD"), None),
        ("NZ$110k", 110e3, Some("NZD"), None),
        ("HK$600k", 600e3, Some("HKD"), None),
        ("R$ 15.000", 15e3, Some("BRL"), None),
        ("US$80k", 80e3, Some("USD"), None),
        ("US $80k", 80e3, Some("USD"), None),
        ("$US 80k", 80e3, Some("USD"), None),
        ("USD 80k", 80e3, Some("USD"), None),
        ("80kUSD", 80e3, Some("USD"), None),
        ("$80k USD", 80e3, Some("USD"), None),
        ("Rs 12,00,000", 12e5, Some("INR"), None),
        ("Rs. 12,00,000", 12e5, Some("INR"), None),
        ("Rs.12,00,000/-", 12e5, Some("INR"), None),
        ("₹12,00,000", 12e5, Some("INR"), None),
        ("₨ 1200000", 12e5, Some("INR"), None),
        ("INR 12 lakh", 12e5, Some("INR"), None),
        ("12 lakh rupees", 12e5, Some("INR"), None),
        ("PKR Rs 40 lakh", 40e5, Some("PKR"), None),
        ("CHF 120'000", 120e3, Some("CHF"), None),
        ("CHF 120’000.–", 120e3, Some("CHF"), None),
        ("120 000 Fr.", 120e3, Some("CHF"), None),
        ("Fr. 120'000.-", 120e3, Some("CHF"), None),
        ("120k Swiss francs", 120e3, Some("CHF"), None),
        ("15 000 zł", 15e3, Some("PLN"), None),
        ("15000 PLN", 15e3, Some("PLN"), None),
        ("15k zł", 15e3, Some("PLN"), None),
        ("500 000 kr SEK", 5e5, Some("SEK"), None),
        ("kr 500.000 NOK", 5e5, Some("NOK"), None),
        ("¥9,000,000", 9e6, Some("JPY"), None),
        ("￥９，０００，０００", 9e6, Some("JPY"), None),
        ("800万円", 8e6, Some("JPY"), None),
        ("300000元", 3e5, Some("CNY"), None),
        ("¥300,000 RMB", 3e5, Some("CNY"), None),
        ("€ 80.000,00", 80e3, Some("EUR"), None),
        ("80.000 EUR", 80e3, Some("EUR"), None),
        ("EUR 80k", 80e3, Some("EUR"), None),
        ("80 k€", 80e3, Some("EUR"), None),
        ("80k euros", 80e3, Some("EUR"), None),
        ("￡65,000", 65e3, Some("GBP"), None),
        ("65k pounds", 65e3, Some("GBP"), None),
        // Groups of two digits are used in India only.
        ("12,00,000", 12e5, Some("INR"), None),
        ("1,00,000", 1e5, Some("INR"), None),
        ("1,20,00,000", 12e6, Some("INR"), None),
        ("12,00,000.00", 12e5, Some("INR"), None),
        ("$12,00,000", 12e5, Some("USD"), None),
        ("120,000", 12e4, None, None),
        ("12,000", 12e3, None, None),
        // Lakhs, crores, thousands, millions.
        ("12L", 12e5, Some("INR"), None),
        ("12 lac", 12e5, Some("INR"), None),
        ("₹12L", 12e5, Some("INR"), None),
        ("1.2 cr", 12e6, Some("INR"), None),
        ("₹1.2cr", 12e6, Some("INR"), None),
        ("12LPA", 12e5, Some("INR"), Some(Year)),
        ("12 L.P.A.", 12e5, Some("INR"), Some(Year)),
        ("12.5 LPA CTC", 12.5e5, Some("INR"), Some(Year)),
        ("80K", 80e3, None, None),
        ("80 k", 80e3, None, None),
        ("0.08m", 80e3, None, None),
        ("$1.2M", 1.2e6, Some("USD"), None),
        ("£1m pa", 1e6, Some("GBP"), Some(Year)),
        // Other digits and widths.
        ("８００００", 80e3, None, None),
        ("８０ｋ", 80e3, None, None),
        ("＄８０，０００", 80e3, Some("USD"), None),
        ("٨٠٠٠٠", 80e3, None, None),
        ("۸۰۰۰۰", 80e3, None, None),
        ("८००००", 80e3, None, None),
        ("৮০০০০", 80e3, None, None),
        ("８０٬０００", 80e3, None, None),
        // Separators.
        ("80\u{2009}000", 80e3, None, None),
        ("80\u{202f}000", 80e3, None, None),
        ("80\u{a0}000 €", 80e3, Some("EUR"), None),
        ("1 250\u{a0}000", 1.25e6, None, None),
        ("80'000", 80e3, None, None),
        ("80‘000", 80e3, None, None),
        ("80´000", 80e3, None, None),
        ("80_000", 80e3, None, None),
        ("80.000,-", 80e3, None, None),
        ("80.000,–", 80e3, None, None),
        // Stretches of time.
        ("£2,500 pm", 2500.0, Some("GBP"), Some(Month)),
        ("£2,500pm", 2500.0, Some("GBP"), Some(Month)),
        ("£2,500 p.m.", 2500.0, Some("GBP"), Some(Month)),
        ("£2,500 pcm", 2500.0, Some("GBP"), Some(Month)),
        ("£2,500 p.c.m.", 2500.0, Some("GBP"), Some(Month)),
        ("2500/mo", 2500.0, None, Some(Month)),
        ("2500/m", 2500.0, None, Some(Month)),
        ("2.5k / month", 2500.0, None, Some(Month)),
        ("2500 a month", 2500.0, None, Some(Month)),
        ("2500 p/m", 2500.0, None, Some(Month)),
        ("30k pa", 30e3, None, Some(Year)),
        ("30k p.a.", 30e3, None, Some(Year)),
        ("30k p/a", 30e3, None, Some(Year)),
        ("30k/annum", 30e3, None, Some(Year)),
        ("30k per annum", 30e3, None, Some(Year)),
        ("30k/yr.", 30e3, None, Some(Year)),
        ("30k/y", 30e3, None, Some(Year)),
        ("£30 ph", 30.0, Some("GBP"), Some(Hour)),
        ("$30/hr", 30.0, Some("USD"), Some(Hour)),
        ("$30 p/hour", 30.0, Some("USD"), Some(Hour)),
        ("$30 hourly", 30.0, Some("USD"), Some(Hour)),
        ("£400 pd", 400.0, Some("GBP"), Some(Day)),
        ("£400/d", 400.0, Some("GBP"), Some(Day)),
        ("£900 pw", 900.0, Some("GBP"), Some(Week)),
        ("£900/w", 900.0, Some("GBP"), Some(Week)),
        // Words for “before tax”, and punctuation.
        ("80k gross", 80e3, None, None),
        ("80k (gross)", 80e3, None, None),
        ("80k before tax", 80e3, None, None),
        ("80k pre-tax", 80e3, None, None),
        ("pre-tax 80k", 80e3, None, None),
        ("80k OTE", 80e3, None, None),
        ("80k base", 80e3, None, None),
        ("Salary: $80k", 80e3, Some("USD"), None),
        ("[80k]", 80e3, None, None),
        ("\"80k\"", 80e3, None, None),
        ("~80k", 80e3, None, None),
        ("80k.", 80e3, None, None),
    ];
    assert!(cases.len() > 121, "{}", cases.len());
    for &(text, amount, currency, period) in cases {
        let read = typed(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert!((read.amount - amount).abs() < 1e-6, "{text}: {read:?}");
        let expected = (currency.map(code), period);
        assert_eq!((read.currency, read.period), expected, "{text}");
    }
    // Both ends of a range, with any separator.
    for text in [
        "$123,684—$254,644",
        "80k-95k",
        "80k–95k",
        "80k―95k",
        "80k−95k",
        "80k‒95k",
        "80k~95k",
        "80k～95k",
        "80k to 95k",
        "80k/95k",
        "€80k-€95k",
        "€80k - 95k",
        "80,000－95,000",
        "80k or 95k",
        "80k, 95k",
        "80 bis 95k",
    ] {
        assert_eq!(typed(text), Err(OfferError::TwoAmounts), "{text}");
    }
    // Ambiguous amounts, and pay after tax.
    for text in ["peso 500000", "500 000 kr"] {
        assert!(
            matches!(typed(text), Err(OfferError::WhichCountry(_))),
            "{text}"
        );
    }
    for text in ["4000 net", "4000 netto", "4000 after tax", "50k in-hand"] {
        assert_eq!(typed(text), Err(OfferError::AfterTax), "{text}");
    }
    // A currency that the page knows but has no rate for.
    for text in ["HK$600k", "600k HKD", "60k AED"] {
        let read = Offer::read(text, &Unit::default(), &rates());
        assert_eq!(read, Err(OfferError::NoRate), "{text}");
    }
}

#[test]
fn what_is_no_amount_is_refused_for_its_reason() {
    let long = "9".repeat(10_000);
    let cases: [(&str, OfferError); 39] = [
        ("", OfferError::Empty),
        ("  \t\n", OfferError::Empty),
        (&long, OfferError::TooLong),
        ("99999999999999", OfferError::TooLarge),
        ("NaN", OfferError::Word("nan".into())),
        ("inf", OfferError::Word("inf".into())),
        ("$", OfferError::NoNumber),
        ("\u{200b}", OfferError::NoNumber),
        ("-5", OfferError::Negative),
        ("−80k", OfferError::Negative),
        ("$-5", OfferError::Negative),
        ("1e9", OfferError::Word("e".into())),
        ("0x50", OfferError::Word("x".into())),
        ("lakh 2", OfferError::Word("lakh".into())),
        ("2 lakh crore", OfferError::Word("crore".into())),
        ("2 billion", OfferError::Word("billion".into())),
        ("12 LPA a month", OfferError::TwoPeriods),
        ("kr 500000", OfferError::WhichCountry("kr".into())),
        ("€500 kr", OfferError::WhichCountry("kr".into())),
        ("k80", OfferError::Word("k".into())),
        ("80kk", OfferError::Word("kk".into())),
        ("80k k", OfferError::Word("k".into())),
        ("💰", OfferError::Sign('💰')),
        ("80k🎉", OfferError::Sign('🎉')),
        ("80%", OfferError::Sign('%')),
        ("<b>80k</b>", OfferError::Sign('<')),
        ("$80k €", OfferError::TwoCurrencies),
        ("80-90k", OfferError::TwoAmounts),
        ("80k – 90k", OfferError::TwoAmounts),
        ("80 000 90 000", OfferError::TwoAmounts),
        ("80 90", OfferError::TwoAmounts),
        ("80.0000", OfferError::Separators),
        ("8000.500", OfferError::Separators),
        ("0.500", OfferError::Separators),
        ("1.000,000", OfferError::Separators),
        ("1,5,0", OfferError::Separators),
        ("80k € or $", OfferError::Word("or".into())),
        ("80k € $", OfferError::TwoCurrencies),
        ("45/h a month", OfferError::TwoPeriods),
    ];
    for (text, error) in cases {
        let found = typed(text);
        let start: String = text.chars().take(30).collect();
        assert_eq!(found, Err(error), "{start}");
    }
    assert_eq!(typed("4000 net"), Err(OfferError::AfterTax));
}

#[test]
fn what_the_text_leaves_open_is_what_was_chosen() {
    let read = |text, chosen: Unit| Offer::read(text, &chosen, &rates());
    let euros = read("80k", unit(Period::Year, "EUR")).expect("an offer");
    assert!((euros.usd - 100_000.0).abs() < 1e-6);
    let hourly = read("50", unit(Period::Hour, "USD")).expect("an offer");
    assert!((hourly.usd - 50.0 * HOURS_A_YEAR).abs() < 1e-6);
    // The text overrides the selected unit.
    let stated = read("€4,000 a month", unit(Period::Year, "USD")).expect("an offer");
    assert!((stated.usd - 60_000.0).abs() < 1e-6);
    assert_eq!(stated.unit.period(), Period::Month);
    assert_eq!(stated.unit.currency().as_str(), "EUR");
    // A plain dollar sign is not only that of the United States.
    let canada = read("$140k", unit(Period::Year, "CAD")).expect("an offer");
    assert!((canada.usd - 100_000.0).abs() < 1e-6);
    // Several countries have crowns, and several currencies are counted in lakhs.
    let crowns = read("500 000 kr", unit(Period::Year, "SEK")).expect("an offer");
    assert!((crowns.usd - 50_000.0).abs() < 1e-6);
    let lakhs = read("28 lakh", unit(Period::Year, "PKR")).expect("an offer");
    assert!((lakhs.usd - 10_000.0).abs() < 1e-6);
    let rupees = read("Rs 28 lakh", unit(Period::Year, "PKR")).expect("an offer");
    assert!((rupees.usd - 10_000.0).abs() < 1e-6);
    let grouped = read("28,00,000", unit(Period::Year, "PKR")).expect("an offer");
    assert!((grouped.usd - 10_000.0).abs() < 1e-6);
    let yuan = read("¥350,000", unit(Period::Year, "CNY")).expect("an offer");
    assert!((yuan.usd - 50_000.0).abs() < 1e-6);
    let daily = read("400/day", unit(Period::Year, "USD")).expect("an offer");
    assert!((daily.usd - 104_000.0).abs() < 1e-6);
    let plain = read("$140k", unit(Period::Year, "EUR")).expect("an offer");
    assert!((plain.usd - 140_000.0).abs() < 1e-6);
}

#[test]
fn amounts_that_no_job_pays_are_refused_with_a_hint() {
    let chosen = Unit::default();
    for text in ["400", "0", "80"] {
        assert_eq!(
            Offer::read(text, &chosen, &rates()),
            Err(OfferError::TooSmall)
        );
    }
    for text in ["9,000,000", "4000/h", "8000k"] {
        assert_eq!(
            Offer::read(text, &chosen, &rates()),
            Err(OfferError::TooLarge)
        );
    }
    let none = Rates {
        rates: Vec::new(),
        ..rates()
    };
    assert_eq!(Offer::read("80k€", &chosen, &none), Err(OfferError::NoRate));
}

#[test]
fn an_offer_lies_where_the_percentiles_say() {
    let percentiles = [50_000.0, 70_000.0, 100_000.0, 140_000.0, 200_000.0];
    for (usd, standing) in [
        (4_999.0, OfferRank::UnderFloor),
        (5_000.0, OfferRank::LowestTenth),
        (49_999.0, OfferRank::LowestTenth),
        (50_000.0, OfferRank::Over(1)),
        (70_000.0, OfferRank::Over(3)),
        (90_000.0, OfferRank::Over(4)),
        (100_000.0, OfferRank::Over(5)),
        (120_000.0, OfferRank::Over(6)),
        (140_000.0, OfferRank::Over(8)),
        (200_000.0, OfferRank::Over(9)),
        (200_001.0, OfferRank::HighestTenth),
    ] {
        assert_eq!(
            OfferRank::of(&percentiles, FLOOR, usd),
            Some(standing),
            "{usd}"
        );
    }
    assert_eq!(
        OfferRank::of(&[1e5; 5], FLOOR, 1e5),
        Some(OfferRank::Over(5))
    );
    assert_eq!(OfferRank::of(&[2e5, 1e5, 1e5, 1e5, 1e5], FLOOR, 1e5), None);
}

/// Protects the offer and the plotted curve from contradicting each other.
#[test]
fn an_offer_lies_where_the_drawn_curve_has_it() {
    let percentiles = [20_000.0, 90_000.0, 100_000.0, 110_000.0, 300_000.0];
    let curve = PayDistribution::of(percentiles).expect("rising percentiles");
    for usd in [25_000.0, 60_000.0, 95_000.0, 150_000.0, 250_000.0] {
        let Some(OfferRank::Over(tenths)) = OfferRank::of(&percentiles, FLOOR, usd) else {
            panic!("{usd} lies between the outer percentiles");
        };
        let below = curve.below(usd) * 10.0;
        assert!(
            (f64::from(tenths) - below).abs() <= 0.51,
            "{usd}: {tenths} and {below}"
        );
    }
}

fn claim(amounts: &[(Figure, u32)]) -> Claim {
    let claims: Claims =
        serde_json::from_str(include_str!("../../../assets/data/claims.json")).expect("readable");
    let amount = |&(figure, usd)| which_end_core::pay::claim::ClaimedAmount { figure, usd };
    Claim {
        amounts: amounts.iter().map(amount).collect(),
        ..claims.claims[0].clone()
    }
}

#[test]
fn an_offer_is_compared_with_what_a_claim_says() {
    type Amounts<'all> = &'all [(Figure, u32)];
    use Figure::{Average, Percentile, RangeHigh, RangeLow, Typical};
    let bls = [
        (Percentile(10), 80_000),
        (Percentile(50), 125_000),
        (Percentile(90), 200_000),
        (Average, 130_000),
    ];
    let range = [(RangeLow, 80_000), (RangeHigh, 160_000)];
    let averages = [(Average, 100_000), (Average, 140_000)];
    let cases: [(Amounts<'_>, f64, Side, Figure, f64); 10] = [
        (&bls, 100_000.0, Side::Within, Percentile(50), 0.8),
        (&bls, 250_000.0, Side::Above, Percentile(50), 2.0),
        (&range, 40_000.0, Side::Below, RangeLow, 0.5),
        (&range, 88_000.0, Side::Within, RangeLow, 1.1),
        (&range, 200_000.0, Side::Above, RangeHigh, 1.25),
        (&averages, 126_000.0, Side::Within, Average, 0.9),
        (
            &[(Typical, 100_000)],
            100_400.0,
            Side::Within,
            Typical,
            1.004,
        ),
        (&[(Typical, 100_000)], 101_000.0, Side::Above, Typical, 1.01),
        (
            &[(RangeLow, 80_000)],
            120_000.0,
            Side::Within,
            RangeLow,
            1.5,
        ),
        (&[(RangeLow, 80_000)], 60_000.0, Side::Below, RangeLow, 0.75),
    ];
    for (amounts, usd, side, against, factor) in cases {
        let found = compare(usd, &claim(amounts)).expect("the claim has figures");
        assert!(
            found.side == side && found.against == against && (found.factor - factor).abs() < 1e-9,
            "{usd} against {amounts:?}: {found:?}"
        );
    }
    assert_eq!(compare(1.0, &claim(&[])), None);
    // If there are two averages, the result says which one the difference refers to.
    let twin = |usd, amounts| compare(usd, &claim(amounts)).and_then(|found| found.extreme);
    assert_eq!(twin(126_000.0, &averages), Some(Extreme::Higher));
    assert_eq!(twin(95_000.0, &averages), Some(Extreme::Lower));
    assert_eq!(twin(100_000.0, &bls), None);
    assert_eq!(twin(100_000.0, &range), None);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2000, ..ProptestConfig::default() })]

    /// Any text, and texts from parts of amounts, give an offer that can be compared or a sentence.
    #[test]
    fn every_text_gives_an_offer_or_a_sentence(
        text in prop_oneof![".{0,80}", "[0-9.,' kKeEurhymo/€$£a-z+-]{0,30}", "[0-9.]{1,6} ?(k|kr|lakh|lpa|crore|million|week|day)( ?[a-z€/]{0,6})?"],
        period in prop::sample::select(&Period::ALL[..]),
        currency in prop::sample::select(&["USD", "EUR", "KRW", "CAD"][..]),
    ) {
        match Offer::read(&text, &unit(period, currency), &rates()) {
            Ok(offer) => {
                prop_assert!(offer.amount.is_finite() && offer.amount > 0.0);
                prop_assert!((500.0..=5e6).contains(&offer.usd), "{offer:?}");
            }
            Err(error) => prop_assert!(error.to_string().chars().count() < 200, "{error}"),
        }
    }

    /// An amount is parsed the same in every notation in use.
    #[test]
    fn ways_to_write_a_number_agree(number in 1000_u32..5_000_000) {
        let digits = number.to_string();
        let grouped = |sign: &str| {
            let mut text = String::new();
            for (at, digit) in digits.chars().enumerate() {
                if at > 0 && (digits.len() - at).is_multiple_of(3) {
                    text.push_str(sign);
                }
                text.push(digit);
            }
            text
        };
        for text in [digits.clone(), grouped(","), grouped("."), grouped(" "), grouped("’"), grouped(",") + ".00", grouped(".") + ",00"] {
            let read = typed(&text).map(|typed| typed.amount);
            prop_assert!(read.as_ref().is_ok_and(|read| (read - f64::from(number)).abs() < 1e-6), "{}: {:?}", text, read);
        }
    }

    #[test]
    fn more_pay_never_stands_lower(steps in prop::array::uniform5(0.0_f64..0.5), usd in 1_000.0_f64..500_000.0, more in 0.0_f64..50_000.0) {
        let mut log = 50_000_f64.ln();
        let percentiles = steps.map(|step| {
            log += step;
            log.exp()
        });
        let height = |standing| match standing {
            None => 100,
            Some(OfferRank::UnderFloor | OfferRank::LowestTenth) => 0,
            Some(OfferRank::Over(tenths)) => tenths,
            Some(OfferRank::HighestTenth) => 10,
        };
        prop_assert!(height(OfferRank::of(&percentiles, FLOOR, usd)) <= height(OfferRank::of(&percentiles, FLOOR, usd + more)));
    }
}

/// Protects from a tenfold or thousandfold error: an ambiguous amount is refused.
#[test]
fn what_can_be_read_in_two_ways_is_refused() {
    for text in [
        ".5m",
        "$.5m",
        ",5m",
        ".75 lakh",
        "1.250k",
        "1,250k",
        "82.125k",
        "1.250 million",
    ] {
        assert_eq!(typed(text), Err(OfferError::Separators), "{text}");
    }
    for text in ["between 80k and 95k", "from 80k to 95k"] {
        assert_eq!(typed(text), Err(OfferError::TwoAmounts), "{text}");
    }
    assert_eq!(typed("c. $80k"), Err(OfferError::Word("c".to_owned())));
    let clp = Currency::new("CLP").expect("three letters");
    assert_eq!(
        typed("$2.500.000 CLP").map(|read| read.currency),
        Ok(Some(clp))
    );
}
