//! Checks the pay model and the published claims. Each error is a sentence that names its entry, for the person who
//! edits the data file.

mod effects;

use std::collections::BTreeSet;

use which_end_core::date::Date;
use which_end_core::pay::claim::{Claims, Figure};
use which_end_core::pay::estimate::{
    EstimateError, Grounds, LEAST_GAP, PayEstimate, Percentile, estimate, unguarded,
};
use which_end_core::pay::model::{
    BASE_YEARS, ByPercentile, CountryTerm, FLAT_AFTER_YEARS, MEDIAN, MIN_COUNTRY_ROWS, PayModel,
};
use which_end_core::pay::query::{CompanySize, CountryCode, PayQuery, Role, Years};

/// Maximum effect of an area in log pay (a factor of 2.7); more is a mistake.
const MOST_AREA_EFFECT: f32 = 1.0;

/// Plausible pay, USD per year.
const SANE_PAY: std::ops::RangeInclusive<f64> = 500.0..=5_000_000.0;

/// Plausible range of the survey's floor, USD per year.
const SANE_FLOOR: std::ops::RangeInclusive<u32> = 1_000..=20_000;

/// Maximum share of cells whose percentiles cross before they are moved apart.
const MOST_CROSSED: f64 = 0.02;

/// Earliest year of figures that describe today's market.
const FIRST_YEAR: u16 = 2015;

/// Checks the model; each error is a sentence that names its entry.
pub fn check_model(model: &PayModel) -> Result<(), Vec<String>> {
    let mut errors = Vec::new();
    sources(model, &mut errors);
    publications(model, &mut errors);
    effects::effects(model, &mut errors);
    effects::half_widths(model, &mut errors);
    effects::trial(model, &mut errors);
    lists(model, &mut errors);
    if errors.is_empty() {
        references(model, &mut errors);
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}

fn publications(model: &PayModel, errors: &mut Vec<String>) {
    for source in model.publications() {
        let name = format!("publication “{}”", source.title);
        for (what, text) in [
            ("title", &source.title),
            ("publisher", &source.publisher),
            ("licence", &source.licence),
        ] {
            if text.trim().is_empty() {
                errors.push(format!("{name}: the {what} is empty"));
            }
        }
        address(&name, &source.url, errors);
        dates(&name, source.as_of, source.review_by, errors);
    }
    let figures = model.checks.iter().flat_map(|check| {
        check.figures.iter().flat_map(|figure| {
            [
                (&figure.name, figure.says_usd),
                (&figure.name, figure.ours_usd),
            ]
        })
    });
    let mean = "mean of the areas".to_owned();
    for (name, usd) in figures.chain([(&mean, model.areas.mean_usd)]) {
        if !SANE_PAY.contains(&f64::from(usd)) {
            errors.push(format!("{name}: {usd} USD is no yearly pay"));
        }
    }
    for check in &model.checks {
        if check.about.trim().is_empty() || check.figures.is_empty() {
            errors.push(format!(
                "check against “{}”: it does not say what is compared",
                check.source.title
            ));
        }
    }
    let mut codes = BTreeSet::new();
    for area in &model.areas.areas {
        if !codes.insert(area.code) {
            errors.push(format!("area {}: it is there twice", area.name));
        }
        if area.name.trim().is_empty() {
            errors.push(format!("area {}: it has no name", area.code.get()));
        }
        if area.effect.is_nan() || area.effect.abs() > MOST_AREA_EFFECT {
            errors.push(format!(
                "area {}: {} is an effect that cannot be",
                area.name, area.effect
            ));
        }
    }
}

fn sources(model: &PayModel, errors: &mut Vec<String>) {
    if !SANE_FLOOR.contains(&model.floor_usd) {
        errors.push(format!(
            "floor_usd: {} USD is no pay that answers may begin at",
            model.floor_usd
        ));
    }
    let years = || model.sources.iter().map(|source| source.as_of.year());
    if !years().any(|year| year == model.cut_year) {
        errors.push(format!("cut_year: no source is of {}", model.cut_year));
    }
    if model.sources.is_empty() {
        errors.push("the pay model names no source".to_owned());
    }
    for source in &model.sources {
        let name = format!("source “{}”", source.title);
        for (what, text) in [
            ("title", &source.title),
            ("publisher", &source.publisher),
            ("licence", &source.licence),
        ] {
            if text.trim().is_empty() {
                errors.push(format!("{name}: the {what} is empty"));
            }
        }
        if source.rows == 0 {
            errors.push(format!("{name}: it has no rows"));
        }
        address(&name, &source.url, errors);
        dates(&name, source.as_of, source.review_by, errors);
    }
}

pub(super) fn address(name: &str, url: &str, errors: &mut Vec<String>) {
    if !url.starts_with("https://") || url.contains(char::is_whitespace) || url.len() < 12 {
        errors.push(format!("{name}: “{url}” is not an https address"));
    }
}

pub(super) fn dates(name: &str, as_of: Date, review_by: Date, errors: &mut Vec<String>) {
    if as_of.year() < FIRST_YEAR {
        errors.push(format!("{name}: {as_of} is too long ago"));
    }
    if review_by <= as_of {
        errors.push(format!(
            "{name}: review_by ({review_by}) is not after as_of ({as_of})"
        ));
    }
    if review_by.year().saturating_sub(as_of.year()) > 5 {
        errors.push(format!(
            "{name}: review_by ({review_by}) is more than five years after as_of ({as_of})"
        ));
    }
}

fn lists(model: &PayModel, errors: &mut Vec<String>) {
    for role in Role::ALL {
        if model.roles.iter().filter(|term| term.role == role).count() != 1 {
            errors.push(format!("role {role:?} must be there once"));
        }
    }
    for size in CompanySize::ALL {
        if model.sizes.iter().filter(|term| term.size == size).count() != 1 {
            errors.push(format!("company size {size:?} must be there once"));
        }
    }
    if !model
        .experience
        .iter()
        .map(|knot| knot.years)
        .is_sorted_by(|a, b| a < b)
    {
        errors.push("experience: the years must rise".to_owned());
    }
    let flat = model.experience.last().map(|knot| knot.years);
    let base = model.experience.first();
    if base.map(|knot| knot.years) != Some(BASE_YEARS) || flat != Some(FLAT_AFTER_YEARS) {
        errors.push(format!(
            "experience: it must run from {BASE_YEARS} to {FLAT_AFTER_YEARS} years"
        ));
    }
    if base.is_none_or(|knot| !is_zero(&knot.effect)) {
        errors.push(format!(
            "experience: the effect at {BASE_YEARS} year must be 0"
        ));
    }
    let mut codes = BTreeSet::new();
    for country in &model.countries {
        let name = format!("country {}", country.name);
        if CountryCode::new(country.code.as_str()).is_none() {
            errors.push(format!(
                "{name}: “{}” is not two upper-case letters",
                country.code.as_str()
            ));
        }
        if !codes.insert(&country.code) {
            errors.push(format!("{name}: it is there twice"));
        }
        if usize::from(country.region) >= model.regions.len() {
            errors.push(format!("{name}: there is no region {}", country.region));
        }
        if country.cut.iter().any(|cut| cut.percent > 100) {
            errors.push(format!("{name}: cut: more than 100 in 100 said too little"));
        }
        if country.rows < MIN_COUNTRY_ROWS {
            errors.push(format!(
                "{name}: {} rows are too few, {MIN_COUNTRY_ROWS} are needed",
                country.rows
            ));
        }
        if country
            .cells
            .iter()
            .flatten()
            .map(|&rows| u32::from(rows))
            .sum::<u32>()
            != country.rows
        {
            errors.push(format!(
                "{name}: rows by role and tier do not add up to {}",
                country.rows
            ));
        }
    }
    let in_base = |country: &CountryTerm| {
        let region = model.regions.get(usize::from(country.region));
        let terms = region.map(|region| [&country.effect, &country.slope, &region.late]);
        terms.is_some_and(|terms| terms.into_iter().all(is_zero))
    };
    if !model.country(&model.base_country).is_some_and(in_base) {
        errors.push(format!(
            "base country {}: it must be there, with no effect and no slope",
            model.base_country.as_str()
        ));
    }
    let mut names = BTreeSet::new();
    for term in &model.technologies {
        if !names.insert(&term.name) {
            errors.push(format!(
                "technology {}: it is there twice",
                term.name.as_str()
            ));
        }
    }
    for term in &model.role_technologies {
        if !names.contains(&term.name) {
            errors.push(format!(
                "technology {} by role: it is not among the technologies",
                term.name.as_str()
            ));
        }
    }
}

fn is_zero(effect: &ByPercentile) -> bool {
    effect.iter().all(|value| value.abs() < f32::EPSILON)
}

/// Checks estimates of every country and role, at the start and at the end of the rise of pay, with [`reference()`].
/// Also limits how often percentiles cross before `estimate` moves them apart, because a model must not depend on that
/// correction.
fn references(model: &PayModel, errors: &mut Vec<String>) {
    let (mut cells, mut crossed) = (0_u32, 0_u32);
    for country in &model.countries {
        for role in Role::ALL {
            for years in (BASE_YEARS..=FLAT_AFTER_YEARS).filter_map(Years::new) {
                let query = PayQuery {
                    role,
                    years,
                    country: country.code.clone(),
                    ..PayQuery::default()
                };
                let name = format!("{} {role:?} {} years", country.name, years.get());
                match estimate(model, &query) {
                    Err(EstimateError::TierUnknown) => {}
                    Err(error) => errors.push(format!("{name}: {error}")),
                    Ok(found) => {
                        cells += 1;
                        let logs = unguarded(model, country, &query);
                        crossed += u32::from(logs.windows(2).any(|pair| pair[1] < pair[0]));
                        reference(&name, &found, errors);
                    }
                }
            }
        }
    }
    if f64::from(crossed) > f64::from(cells) * MOST_CROSSED {
        errors.push(format!(
            "in {crossed} of {cells} cells (role, years, country) the percentiles cross and are only held apart; at most \
             {:.0} in 100 may",
            MOST_CROSSED * 100.0
        ));
    }
}

/// Checks that pay is plausible, that no two percentiles are equal, and that the middle lies where there are answers.
/// If there are not few rows, also checks that no percentile is below the floor and that the model itself keeps
/// percentiles apart.
fn reference(name: &str, found: &PayEstimate, errors: &mut Vec<String>) {
    let pay = found.percentiles;
    if !pay.iter().all(|usd| SANE_PAY.contains(usd)) {
        errors.push(format!("{name}: {pay:?} is no yearly pay in USD"));
    } else if !pay.is_sorted_by(|a, b| a < b) {
        errors.push(format!("{name}: the percentiles {pay:?} do not rise"));
    } else if matches!(found.percentile(MEDIAN), Percentile::Under(_)) {
        errors.push(format!(
            "{name}: the middle, {:.0}, lies under the {:.0} USD where answers begin",
            pay[MEDIAN], found.floor
        ));
    } else if found.grounds != Grounds::Few && matches!(found.percentile(0), Percentile::Under(_)) {
        errors.push(format!(
            "{name}: with {} rows, {:.0} lies under the {:.0} USD where answers begin",
            found.rows, pay[0], found.floor
        ));
    }
    let held_apart = |pair: &[f64]| (pair[1] / pair[0]).ln() < LEAST_GAP * 1.001;
    if found.grounds != Grounds::Few && pay.windows(2).any(held_apart) {
        errors.push(format!(
            "{name}: the percentiles {pay:?} do not rise by themselves"
        ));
    }
}

/// Checks the published claims.
pub fn check_claims(claims: &Claims) -> Result<(), Vec<String>> {
    let mut errors = Vec::new();
    let mut ids = BTreeSet::new();
    for claim in &claims.claims {
        let name = format!("claim “{}”", claim.id);
        if !ids.insert(claim.id.as_str()) {
            errors.push(format!("{name}: the id is there twice"));
        }
        for (what, text) in [
            ("id", &claim.id),
            ("who", &claim.who),
            ("sells", &claim.sells),
            ("covers", &claim.covers),
            ("title", &claim.title),
            ("licence", &claim.licence),
        ] {
            if text.trim().is_empty() {
                errors.push(format!("{name}: “{what}” is empty"));
            }
        }
        if let Some(url) = &claim.url {
            address(&name, url, &mut errors);
        }
        match claim.as_of {
            Some(as_of) => dates(&name, as_of, claim.review_by, &mut errors),
            None if claim.review_by.year() < FIRST_YEAR => {
                errors.push(format!("{name}: {} is too long ago", claim.review_by));
            }
            None => {}
        }
        if claim
            .country
            .as_ref()
            .is_some_and(|code| CountryCode::new(code.as_str()).is_none())
        {
            errors.push(format!("{name}: the country is not two upper-case letters"));
        }
        if claim.amounts.is_empty() {
            errors.push(format!("{name}: it names no amount"));
        }
        for amount in &claim.amounts {
            if !SANE_PAY.contains(&f64::from(amount.usd)) {
                errors.push(format!("{name}: {} USD is no yearly pay", amount.usd));
            }
            if matches!(amount.figure, Figure::Percentile(percentile) if !(1..=99).contains(&percentile))
            {
                errors.push(format!("{name}: percentiles are 1 to 99"));
            }
        }
    }
    for claim in &claims.claims {
        if let Some(first) = &claim.repeats
            && (first == &claim.id || !ids.contains(first.as_str()))
        {
            errors.push(format!(
                "claim “{}”: it repeats “{first}”, which is no other claim",
                claim.id
            ));
        }
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}
