//! Each possible error in a pay model or a claim is found, and its sentence names the entry.

use which_end_content::pay;
use which_end_core::pay::claim::Claims;
use which_end_core::pay::model::PayModel;

fn pay() -> PayModel {
    serde_json::from_str(include_str!("../../../assets/data/pay.json"))
        .expect("the committed pay model is readable")
}

fn claims() -> Claims {
    serde_json::from_str(include_str!("../../../assets/data/claims.json"))
        .expect("the committed claims are readable")
}

/// An error, and the text that its sentence must contain.
type Fault<T> = (fn(&mut T), &'static str);

fn assert_found<T>(sound: &T, faults: &[Fault<T>], check: fn(&T) -> Result<(), Vec<String>>)
where
    T: Clone,
{
    assert_eq!(check(sound), Ok(()), "the sound one passes");
    for (spoil, named) in faults {
        let mut spoiled = sound.clone();
        spoil(&mut spoiled);
        let problems = check(&spoiled).expect_err(named);
        assert!(
            problems.iter().any(|problem| problem.contains(named)),
            "none of {problems:?} names {named}"
        );
    }
}

/// Errors in a model, with the text that must identify them.
const MODEL_FAULTS: &[Fault<PayModel>] = &[
    (|m| m.sources.clear(), "names no source"),
    (
        |m| "http://example.org".clone_into(&mut m.sources[0].url),
        "is not an https address",
    ),
    (
        |m| " ".clone_into(&mut m.sources[0].licence),
        "the licence is empty",
    ),
    (|m| m.sources[1].rows = 0, "it has no rows"),
    (
        |m| m.sources[0].review_by = m.sources[0].as_of,
        "is not after as_of",
    ),
    (|m| m.base[2] = f32::NAN, "base:"),
    (|m| m.base = [1.0; 5], "base:"),
    (
        |m| m.technologies[3].effect[0] = f32::INFINITY,
        "holds an effect that cannot be",
    ),
    (|m| m.technologies[3].half_width = f32::NAN, "half_width"),
    (|m| m.calibration.few[4] = 9.0, "calibration with few rows"),
    (|m| m.roles.truncate(2), "must be there once"),
    (
        |m| m.sizes[0] = m.sizes[1].clone(),
        "company size From2 must be there once",
    ),
    (|m| m.sizes[2].effect[4] = 6.0, "company size From100"),
    (
        |m| m.manages.half_width = -0.1,
        "people manager: half_width",
    ),
    (|m| m.experience.swap(2, 3), "the years must rise"),
    (
        |m| m.experience[0].effect[2] = 0.1,
        "experience: the effect at 1 year",
    ),
    (|m| m.experience.truncate(4), "it must run from 1 to 12"),
    (
        |m| {
            let mut first = m.experience[0].clone();
            first.years = 0;
            m.experience.insert(0, first);
        },
        "it must run from 1 to 12",
    ),
    (|m| m.countries[0].region = 200, "there is no region 200"),
    (|m| m.countries[0].cells[0][0] += 1, "do not add up"),
    (
        |m| m.countries.retain(|country| country.code.as_str() != "US"),
        "base country US",
    ),
    (
        |m| {
            let home = m
                .countries
                .iter_mut()
                .find(|country| country.code.as_str() == "US");
            home.expect("there").slope[1] = 0.2;
        },
        "base country US",
    ),
    (|m| m.floor_usd = 50, "floor_usd: 50 USD"),
    (
        |m| {
            m.floor_usd = 19_000;
            bare_floor(m);
        },
        "with 100 rows, ",
    ),
    (
        |m| {
            m.floor_usd = 19_000;
            bare_floor(m);
        },
        ": the middle, ",
    ),
    (
        |m| m.countries[0].cut[1].percent = 101,
        "cut: more than 100 in 100",
    ),
    (|m| m.cut_year = 2019, "cut_year: no source is of 2019"),
    (|m| m.trial.within_outer = 80.0, "trial:"),
    (
        |m| m.calibration.tiers[1][0] = f32::NAN,
        "calibration of Mid",
    ),
    (
        |m| m.calibration.roles[2][4] = 7.0,
        "calibration of FullStack",
    ),
    (|m| m.countries[0].slope_half_width = -1.0, "half_width"),
    (
        |m| m.regions[2].late_half_width = -1.0,
        "region Southern Europe: half_width",
    ),
    (
        |m| {
            let twin = m.countries[0].clone();
            m.countries.push(twin);
        },
        "it is there twice",
    ),
    (
        |m| {
            let twin = m.technologies[0].clone();
            m.technologies.push(twin);
        },
        "it is there twice",
    ),
    (
        |m| m.areas.areas[1] = m.areas.areas[0].clone(),
        "it is there twice",
    ),
    (
        |m| m.areas.areas[4].effect = 1.5,
        "is an effect that cannot be",
    ),
    (|m| m.areas.mean_usd = 14, "mean of the areas"),
    (
        |m| "flag.dol.gov".clone_into(&mut m.areas.levels.url),
        "is not an https address",
    ),
    (
        |m| m.checks[0].figures.clear(),
        "does not say what is compared",
    ),
    (
        |m| m.checks[1].figures[0].says_usd = 0,
        "middle: 0 USD is no yearly pay",
    ),
    (
        |m| m.checks[2].source.licence.clear(),
        "the licence is empty",
    ),
    (
        |m| m.base = [11.0, 11.5, 11.4, 11.6, 11.9],
        "do not rise by themselves",
    ),
    (
        |m| m.calibration.small_country[1] = 0.4,
        "the percentiles cross and are only held apart",
    ),
];

/// Removes the excluded answers, in cells that have 100 rows.
fn bare_floor(model: &mut PayModel) {
    for country in &mut model.countries {
        for cut in &mut country.cut {
            cut.percent = 0;
        }
        for cell in country.cells.iter_mut().flatten() {
            *cell = 100;
        }
        country.rows = 100 * 44;
    }
}

#[test]
fn every_fault_of_a_model_is_named() {
    assert_found(&pay(), MODEL_FAULTS, pay::check_model);
}

#[test]
fn every_fault_of_a_claim_is_named() {
    let faults: &[Fault<Claims>] = &[
        (|c| c.claims[0].who.clear(), "“who” is empty"),
        (|c| c.claims[0].sells = "  ".to_owned(), "“sells” is empty"),
        (
            |c| c.claims[1].id = c.claims[0].id.clone(),
            "the id is there twice",
        ),
        (|c| c.claims[0].amounts.clear(), "names no amount"),
        (
            |c| c.claims[0].amounts[0].usd = 80,
            "80 USD is no yearly pay",
        ),
        (
            |c| c.claims[0].url = Some("javascript:alert(1)".to_owned()),
            "is not an https address",
        ),
        (
            |c| c.claims[0].repeats = Some("nobody".to_owned()),
            "which is no other claim",
        ),
        (
            |c| c.claims[0].repeats = Some(c.claims[0].id.clone()),
            "which is no other claim",
        ),
    ];
    assert_found(&claims(), faults, pay::check_claims);
}

#[test]
fn a_field_that_nobody_knows_is_refused_not_dropped() {
    let text = include_str!("../../../assets/data/claims.json").replacen("\"who\"", "\"whom\"", 1);
    let error = serde_json::from_str::<Claims>(&text).expect_err("whom is no field");
    assert!(error.to_string().contains("whom"), "{error}");
}
