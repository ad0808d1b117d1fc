//! Every effect of a model and how sure it is: numbers that can be.

use super::SANE_PAY;
use crate::pay::model::{ByPercentile, PayModel};

/// An effect in log pay beyond this (a factor of 150) is a mistake.
const MOST_EFFECT: f32 = 5.0;

pub(super) fn effects(model: &PayModel, problems: &mut Vec<String>) {
    let mut all: Vec<(String, &ByPercentile)> = Vec::new();
    for source in &model.sources {
        all.push((source.title.clone(), &source.shift));
        all.push((source.title.clone(), &source.shift_elsewhere));
    }
    for term in &model.roles {
        let name = format!("role {:?}", term.role);
        all.extend(
            [&term.effect, &term.slope, &term.languages, &term.frameworks]
                .map(|values| (name.clone(), values)),
        );
    }
    all.extend(
        model
            .experience
            .iter()
            .map(|knot| (format!("experience at {} years", knot.years), &knot.effect)),
    );
    all.extend(
        model
            .regions
            .iter()
            .map(|term| (format!("region {}", term.name), &term.slope)),
    );
    all.extend(
        model
            .countries
            .iter()
            .map(|term| (format!("country {}", term.name), &term.effect)),
    );
    all.extend(
        model
            .technologies
            .iter()
            .map(|term| (format!("technology {}", term.name.as_str()), &term.effect)),
    );
    all.extend(model.role_technologies.iter().map(|term| {
        (
            format!("technology {} by role", term.name.as_str()),
            &term.effect,
        )
    }));
    all.push(("workplace in person".to_owned(), &model.workplace.in_person));
    all.push((
        "workplace remote or hybrid".to_owned(),
        &model.workplace.remote_or_hybrid,
    ));
    all.extend(
        model
            .sizes
            .iter()
            .map(|term| (format!("company size {:?}", term.size), &term.effect)),
    );
    all.push((
        "individual contributor".to_owned(),
        &model.manages.individual_contributor,
    ));
    all.push(("people manager".to_owned(), &model.manages.people_manager));
    for (name, shifts) in [
        ("many", &model.calibration.many),
        ("some", &model.calibration.some),
        ("few", &model.calibration.few),
        ("a small country's", &model.calibration.small_country),
    ] {
        all.push((format!("calibration with {name} rows"), shifts));
    }
    for (name, values) in all {
        if !values.iter().all(|value| value.abs() <= MOST_EFFECT) {
            problems.push(format!("{name}: {values:?} holds an effect that cannot be"));
        }
    }
    if !model
        .base
        .iter()
        .all(|log| SANE_PAY.contains(&f64::from(*log).exp()))
    {
        problems.push(format!(
            "base: {:?} is not the logarithm of a yearly pay in USD",
            model.base
        ));
    }
}

pub(super) fn half_widths(model: &PayModel, problems: &mut Vec<String>) {
    let widths = model
        .roles
        .iter()
        .map(|term| (format!("role {:?}", term.role), term.half_width))
        .chain(model.experience.iter().map(|knot| {
            (
                format!("experience at {} years", knot.years),
                knot.half_width,
            )
        }))
        .chain(model.technologies.iter().map(|term| {
            (
                format!("technology {}", term.name.as_str()),
                term.half_width,
            )
        }))
        .chain(model.role_technologies.iter().map(|term| {
            (
                format!("technology {} by role", term.name.as_str()),
                term.half_width,
            )
        }))
        .chain(
            model
                .sizes
                .iter()
                .map(|term| (format!("company size {:?}", term.size), term.half_width)),
        )
        .chain([
            ("workplace".to_owned(), model.workplace.half_width),
            ("people manager".to_owned(), model.manages.half_width),
        ]);
    for (name, width) in widths {
        if !(0.0..=MOST_EFFECT).contains(&width) {
            problems.push(format!("{name}: half_width {width} cannot be"));
        }
    }
}
