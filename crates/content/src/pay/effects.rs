//! Checks that every effect of a model and its half-width are plausible.

use super::SANE_PAY;
use which_end_core::pay::model::{ByPercentile, PayModel};
use which_end_core::pay::query::{Role, Tier};

/// Maximum effect in log pay (a factor of 150); more is a mistake.
const MOST_EFFECT: f32 = 5.0;

pub(super) fn effects(model: &PayModel, errors: &mut Vec<String>) {
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
    all.extend(model.countries.iter().flat_map(|term| {
        [&term.effect, &term.slope].map(|values| (format!("country {}", term.name), values))
    }));
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
    all.extend(
        model
            .regions
            .iter()
            .map(|term| (format!("region {}", term.name), &term.late)),
    );
    all.extend(
        Tier::ALL
            .into_iter()
            .zip(&model.calibration.tiers)
            .map(|(tier, shifts)| (format!("calibration of {tier:?}"), shifts)),
    );
    all.extend(
        Role::ALL
            .into_iter()
            .zip(&model.calibration.roles)
            .map(|(role, shifts)| (format!("calibration of {role:?}"), shifts)),
    );
    for (name, values) in all {
        if !values.iter().all(|value| value.abs() <= MOST_EFFECT) {
            errors.push(format!("{name}: {values:?} holds an effect that cannot be"));
        }
    }
    if !model
        .base
        .iter()
        .all(|log| SANE_PAY.contains(&f64::from(*log).exp()))
    {
        errors.push(format!(
            "base: {:?} is not the logarithm of a yearly pay in USD",
            model.base
        ));
    }
}

pub(super) fn half_widths(model: &PayModel, errors: &mut Vec<String>) {
    let widths = model
        .roles
        .iter()
        .flat_map(|term| {
            [
                term.half_width,
                term.slope_half_width,
                term.languages_half_width,
                term.frameworks_half_width,
            ]
            .map(|width| (format!("role {:?}", term.role), width))
        })
        .chain(
            model
                .countries
                .iter()
                .map(|term| (format!("country {}", term.name), term.slope_half_width)),
        )
        .chain(
            model
                .regions
                .iter()
                .map(|term| (format!("region {}", term.name), term.late_half_width)),
        )
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
            errors.push(format!("{name}: half_width {width} cannot be"));
        }
    }
}

/// Coverage shares must be probabilities.
pub(super) fn trial(model: &PayModel, errors: &mut Vec<String>) {
    let trial = &model.trial;
    let shares = [
        trial.within_outer,
        trial.within_inner,
        trial.least_outer,
        trial.most_outer,
        trial.below_by_role,
        trial.below_by_role_and_country,
    ];
    if trial.rows == 0 || !shares.iter().all(|share| (0.0..=1.0).contains(share)) {
        errors.push(format!("trial: {trial:?} holds a share that cannot be"));
    }
}
