//! Compares a new model with the previous one.

use std::collections::BTreeMap;
use std::path::Path;

use which_end_core::pay::estimate::estimate;
use which_end_core::pay::model::{ByPercentile, PERCENTILES, PayModel};
use which_end_core::pay::query::{PayQuery, Role, Tier};

use super::json;
use super::report::{role_name, tier_name};

/// Minimum relative change that is printed.
const WORTH_A_LINE: f64 = 0.05;

/// Prints every cell and term that differs by more than 5 % at a percentile from the model at `path`.
pub(crate) fn print(path: &Path, model: &PayModel) {
    match json::read::<PayModel>(path) {
        Ok(before) => {
            println!(
                "\nAgainst {}, all that moves by more than 5 %:",
                path.display()
            );
            lines(
                "cells (role, years, country)",
                &changes(&cells(&before), &cells(model)),
            );
            lines("terms", &changes(&terms(&before), &terms(model)));
        }
        Err(problem) => println!("\nNothing to compare with: {problem}"),
    }
}

fn lines(what: &str, found: &[String]) {
    println!("{} {what}", found.len());
    for line in found {
        println!("  {line}");
    }
}

/// Five numbers by label, in log USD or as an effect on it.
type ByLabel = BTreeMap<String, [f64; 5]>;

/// Every role, tier and country with an estimate.
fn cells(model: &PayModel) -> ByLabel {
    let mut found = ByLabel::new();
    for country in &model.countries {
        for role in Role::ALL {
            for tier in Tier::ALL {
                let query = PayQuery {
                    role,
                    years: tier.typical_years(),
                    country: country.code.clone(),
                    ..PayQuery::default()
                };
                if let Ok(answer) = estimate(model, &query) {
                    let name =
                        format!("{}, {}, {}", role_name(role), tier_name(tier), country.name);
                    found.insert(name, answer.percentiles.map(f64::ln));
                }
            }
        }
    }
    found
}

fn terms(model: &PayModel) -> ByLabel {
    let mut found = ByLabel::new();
    let mut put = |name: String, effect: &ByPercentile| {
        found.insert(name, effect.map(f64::from));
    };
    for term in &model.technologies {
        put(term.name.as_str().to_owned(), &term.effect);
    }
    for term in &model.role_technologies {
        put(
            format!("{} in {}", term.name.as_str(), role_name(term.role)),
            &term.effect,
        );
    }
    for term in &model.roles {
        put(format!("{}: start", role_name(term.role)), &term.effect);
        put(format!("{}: rise", role_name(term.role)), &term.slope);
        put(
            format!("{}: languages stated", role_name(term.role)),
            &term.languages,
        );
        put(
            format!("{}: frameworks stated", role_name(term.role)),
            &term.frameworks,
        );
    }
    for knot in &model.experience {
        put(format!("{} years", knot.years), &knot.effect);
    }
    for term in &model.countries {
        put(format!("{}: rise", term.name), &term.slope);
    }
    for term in &model.regions {
        put(format!("{}: late rise", term.name), &term.late);
    }
    for term in &model.sizes {
        put(format!("company size {:?}", term.size), &term.effect);
    }
    for area in &model.areas.areas {
        put(area.name.clone(), &[area.effect; 5]);
    }
    put("in person".to_owned(), &model.workplace.in_person);
    put(
        "remote or hybrid".to_owned(),
        &model.workplace.remote_or_hybrid,
    );
    put(
        "individual contributor".to_owned(),
        &model.manages.individual_contributor,
    );
    put("people manager".to_owned(), &model.manages.people_manager);
    found
}

/// A line for each label that is new, gone, or changed by more than [`WORTH_A_LINE`] at a percentile.
fn changes(before: &ByLabel, after: &ByLabel) -> Vec<String> {
    let names: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    names
        .into_iter()
        .filter_map(|name| match (before.get(name), after.get(name)) {
            (Some(_), None) => Some(format!("{name}: gone")),
            (None, Some(_)) => Some(format!("{name}: new")),
            (Some(old), Some(new)) => {
                let mut moved: Vec<String> = Vec::new();
                for (index, percentile) in PERCENTILES.into_iter().enumerate() {
                    let share = (new[index] - old[index]).exp_m1();
                    if share.abs() > WORTH_A_LINE {
                        moved.push(format!("p{percentile} {:+.1} %", share * 100.0));
                    }
                }
                (!moved.is_empty()).then(|| format!("{name}: {}", moved.join(", ")))
            }
            (None, None) => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_new_gone_or_moved_by_more_than_a_twentieth_gets_a_line() {
        let of = |entries: &[(&str, f64)]| -> ByLabel {
            entries
                .iter()
                .map(|(name, log)| ((*name).to_owned(), [*log; 5]))
                .collect()
        };
        let before = of(&[("gone", 1.0), ("same", 1.0), ("more", 1.0)]);
        let mut after = of(&[("same", 1.0), ("more", 1.04), ("new", 1.0)]);
        assert_eq!(changes(&before, &after), ["gone: gone", "new: new"]);
        after.entry("more".to_owned()).or_default()[4] = 1.06;
        assert_eq!(
            changes(&before, &after),
            ["gone: gone", "more: p90 +6.2 %", "new: new"]
        );
    }
}
