//! Computes estimates a second time, directly from the JSON of `pay.json` and without the model's own types, one term
//! per line. So a case fails here if a term or an arm of the calibration is dropped, doubled or misplaced.

use std::collections::BTreeSet;

use serde_json::Value;
use which_end_core::pay::estimate::{Grounds, estimate};
use which_end_core::pay::model::PayModel;
use which_end_core::pay::movers::{Change, Finding, movers, premiums};
use which_end_core::pay::query::{AreaCode, PayQuery, Role, Technology, Years};

const TEXT: &str = include_str!("../../../assets/data/pay.json");

fn pay() -> PayModel {
    serde_json::from_str(TEXT).expect("the committed pay model is readable")
}

/// A query in the words of the file. Empty or 0 means not stated.
#[derive(Clone, Copy, Debug, Default)]
struct Case {
    role: &'static str,
    years: u8,
    country: &'static str,
    area: u32,
    stack: &'static [&'static str],
    workplace: &'static str,
    size: &'static str,
    manages: &'static str,
}

const CASES: [Case; 18] = [
    Case {
        role: "full-stack",
        years: 1,
        country: "US",
        ..BLANK
    },
    Case {
        role: "back-end",
        years: 4,
        country: "DE",
        ..BLANK
    },
    Case {
        role: "front-end",
        years: 7,
        country: "IN",
        stack: &["JavaScript", "TypeScript"],
        ..BLANK
    },
    Case {
        role: "full-stack",
        years: 12,
        country: "US",
        stack: &["Python", "React", "Node.js"],
        ..BLANK
    },
    Case {
        role: "mobile",
        years: 30,
        country: "GB",
        stack: &["React"],
        ..BLANK
    },
    Case {
        role: "architect",
        years: 15,
        country: "US",
        stack: &["TypeScript", "C#"],
        ..BLANK
    },
    Case {
        role: "back-end",
        years: 9,
        country: "US",
        workplace: "in-person",
        ..BLANK
    },
    Case {
        role: "back-end",
        years: 9,
        country: "US",
        workplace: "remote-or-hybrid",
        ..BLANK
    },
    Case {
        role: "full-stack",
        years: 5,
        country: "CA",
        size: "2-19",
        ..BLANK
    },
    Case {
        role: "full-stack",
        years: 5,
        country: "CA",
        size: "10000-plus",
        ..BLANK
    },
    Case {
        role: "devops",
        years: 11,
        country: "US",
        manages: "people-manager",
        ..BLANK
    },
    Case {
        role: "devops",
        years: 11,
        country: "US",
        manages: "individual-contributor",
        ..BLANK
    },
    Case {
        role: "data-scientist",
        years: 3,
        country: "US",
        area: 41860,
        ..BLANK
    },
    Case {
        role: "engineering-manager",
        years: 14,
        country: "US",
        manages: "individual-contributor",
        ..BLANK
    },
    Case {
        role: "full-stack",
        years: 7,
        country: "KE",
        ..BLANK
    },
    Case {
        role: "full-stack",
        years: 12,
        country: "IN",
        ..BLANK
    },
    Case {
        role: "desktop",
        years: 2,
        country: "FR",
        ..BLANK
    },
    Case {
        role: "embedded",
        years: 8,
        country: "DE",
        stack: &["C", "C++", "Rust", "Klingon"],
        workplace: "in-person",
        size: "1000-9999",
        manages: "individual-contributor",
        ..BLANK
    },
];

const BLANK: Case = Case {
    role: "",
    years: 0,
    country: "",
    area: 0,
    stack: &[],
    workplace: "",
    size: "",
    manages: "",
};

impl Case {
    fn query(&self) -> PayQuery {
        let said = |text: &str| (!text.is_empty()).then(|| Value::from(text));
        serde_json::from_value(serde_json::json!({
            "role": self.role, "years": self.years, "country": self.country,
            "area": AreaCode::new(self.area), "stack": self.stack,
            "workplace": said(self.workplace), "size": said(self.size), "manages": said(self.manages),
        }))
        .expect("the case has the shape of a query")
    }
}

/// The entry of a list whose field has this value.
fn entry<'v>(list: &'v Value, field: &str, value: &str) -> &'v Value {
    let found = list.as_array().expect("a list").iter();
    found
        .clone()
        .find(|entry| entry[field] == value)
        .unwrap_or_else(|| panic!("no {field} {value}"))
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

/// The terms of one percentile by name, in the order of the formula in `model.rs`, and the arm of the calibration.
fn terms(file: &Value, case: &Case, at: usize) -> (Vec<(&'static str, f64)>, &'static str) {
    let of = |values: &Value| number(&values[at]);
    let role = entry(&file["roles"], "role", case.role);
    let country = entry(&file["countries"], "code", case.country);
    // Zero years count as one year.
    let growth = (f64::from(1 + case.years.clamp(1, 12)) / 2.0).ln();
    let late = (f64::from(1 + case.years.clamp(5, 12)) / 6.0).ln();
    let region = &file["regions"]
        [usize::try_from(country["region"].as_u64().expect("a place")).expect("small")];

    let knots = file["experience"].as_array().expect("knots");
    let last = knots.last().expect("a knot");
    let mut experience = of(&last["effect"]);
    for pair in knots.windows(2) {
        let (low, high) = (number(&pair[0]["years"]), number(&pair[1]["years"]));
        let years = f64::from(case.years.max(1));
        if (low..=high).contains(&years) {
            let way = (years - low) / (high - low);
            experience = of(&pair[0]["effect"]) * (1.0 - way) + of(&pair[1]["effect"]) * way;
        }
    }

    let known = file["technologies"].as_array().expect("technologies");
    let (mut languages, mut frameworks, mut own, mut special) = (0.0, 0.0, 0.0, 0.0);
    for name in case.stack {
        let Some(term) = known.iter().find(|term| term["name"] == *name) else {
            continue;
        };
        own += of(&term["effect"]);
        if term["kind"] == "language" {
            languages = of(&role["languages"]);
        } else {
            frameworks = of(&role["frameworks"]);
        }
        for more in file["role_technologies"].as_array().expect("a list") {
            if more["role"] == case.role && more["name"] == *name {
                special += of(&more["effect"]);
            }
        }
    }

    let area = file["areas"]["areas"].as_array().expect("areas").iter();
    let area = area
        .clone()
        .find(|area| area["code"] == case.area && case.country == "US")
        .map_or(0.0, |area| number(&area["effect"]));
    let workplace = match case.workplace {
        "" => 0.0,
        "in-person" => of(&file["workplace"]["in_person"]),
        _ => of(&file["workplace"]["remote_or_hybrid"]),
    };
    let size = match case.size {
        "" => 0.0,
        size => of(&entry(&file["sizes"], "size", size)["effect"]),
    };
    let manages = match case.manages {
        _ if case.role == "engineering-manager" => 0.0,
        "" => 0.0,
        "people-manager" => of(&file["manages"]["people_manager"]),
        _ => of(&file["manages"]["individual_contributor"]),
    };

    let roles = file["roles"].as_array().expect("roles");
    let place = roles.iter().position(|term| term["role"] == case.role);
    let place = place.expect("a known role");
    let tier = match case.years {
        0..=2 => 0,
        3..=5 => 1,
        6..=9 => 2,
        _ => 3,
    };
    let arm = match (
        number(&country["rows"]),
        number(&country["cells"][place][tier]),
    ) {
        (rows, _) if rows < 100.0 => "small_country",
        (_, cell) if cell >= 100.0 => "many",
        (_, cell) if cell >= 30.0 => "some",
        _ => "few",
    };
    let calibration = &file["calibration"];
    let shift = |values: &Value| if at == 2 { 0.0 } else { of(values) };
    let all = vec![
        ("base", of(&file["base"])),
        ("role", of(&role["effect"])),
        ("experience", experience),
        ("slope of role", of(&role["slope"]) * growth),
        ("slope of country", of(&country["slope"]) * growth),
        ("late rise of region", of(&region["late"]) * late),
        ("languages", languages),
        ("frameworks", frameworks),
        ("technologies", own),
        ("role × technology", special),
        ("country", of(&country["effect"])),
        ("area", area),
        ("workplace", workplace),
        ("size", size),
        ("manages", manages),
        ("calibration by rows", shift(&calibration[arm])),
        ("calibration by tier", shift(&calibration["tiers"][tier])),
        ("calibration by role", shift(&calibration["roles"][place])),
    ];
    (all, arm)
}

#[test]
fn the_estimate_is_what_the_file_adds_up_to() {
    let file: Value = serde_json::from_str(TEXT).expect("JSON");
    let model = pay();
    let (mut arms, mut moving) = (BTreeSet::new(), BTreeSet::new());
    // Each fit selects anew which technologies have an extra effect in a role, so each gets a case of its own.
    let special = file["role_technologies"].as_array().expect("a list");
    let special = special.iter().map(|more| {
        let name = |field: &str| -> &'static str {
            let name = more[field].as_str().expect("a name");
            Box::leak(name.to_owned().into_boxed_str())
        };
        Case {
            role: name("role"),
            years: 12,
            country: "US",
            stack: Box::leak(Box::new([name("name")])),
            ..BLANK
        }
    });
    for case in CASES.into_iter().chain(special) {
        let case = &case;
        let found = estimate(&model, &case.query()).expect("all cases are known");
        for (at, usd) in found.percentiles.into_iter().enumerate() {
            let (terms, arm) = terms(&file, case, at);
            let wanted: f64 = terms.iter().map(|(_, term)| term).sum();
            assert!(
                (usd.ln() - wanted).abs() < 1e-5,
                "{case:?} at {at}: {usd:.0} is not {:.0}, the sum of {terms:?}",
                wanted.exp()
            );
            arms.insert(arm);
            moving.extend(
                terms
                    .iter()
                    .filter(|(_, term)| term.abs() > 0.002)
                    .map(|(name, _)| *name),
            );
        }
    }
    // A term that is 0 in every case would not be tested at all.
    assert_eq!(arms.len(), 4, "{arms:?}");
    let (all, _) = terms(&file, &CASES[0], 0);
    let special = file["role_technologies"].as_array().expect("a list");
    for (name, _) in all {
        let there = name != "role × technology" || !special.is_empty();
        assert!(!there || moving.contains(name), "{name} moves no case");
    }
}

/// Protects the words “enough”, “some” and “few” from use with fewer rows.
#[test]
fn grounds_are_by_the_number_of_rows_with_years_near_these() {
    for (rows, grounds) in [
        (0, Grounds::Few),
        (29, Grounds::Few),
        (30, Grounds::Some),
        (99, Grounds::Some),
        (100, Grounds::Many),
    ] {
        assert_eq!(Grounds::of(rows), grounds, "{rows}");
    }
    let mut model = pay();
    let home = model
        .countries
        .iter_mut()
        .find(|country| country.code.as_str() == "US")
        .expect("the base country");
    home.cells[Role::FullStack as usize] = [7, 101, 102, 103];
    let rows = |years| {
        let years = Years::new(years).expect("years");
        let query = PayQuery {
            years,
            ..PayQuery::default()
        };
        let found = estimate(&model, &query).expect("known");
        (found.rows, found.grounds)
    };
    for years in 0..=2 {
        assert_eq!(rows(years), (7, Grounds::Few), "{years} years");
    }
    for (years, wanted) in [(3, 101), (6, 102), (10, 103), (50, 103)] {
        assert_eq!(rows(years), (wanted, Grounds::Many), "{years} years");
    }
}

/// Protects beginners from a figure based on seven people of the model's year: 0 years count as 1.
#[test]
fn no_years_are_told_as_one_year_in_every_country() {
    let model = pay();
    for country in &model.countries {
        for role in Role::ALL {
            let of = |years| {
                let query = PayQuery {
                    role,
                    years: Years::new(years).expect("years"),
                    country: country.code.clone(),
                    ..PayQuery::default()
                };
                estimate(&model, &query)
            };
            assert_eq!(of(0), of(1), "{} {role:?}", country.name);
        }
    }
}

/// Protects readers from intervals of movers that are narrower than those of the fit.
#[test]
fn a_range_is_as_wide_as_the_file_says() {
    let file: Value = serde_json::from_str(TEXT).expect("JSON");
    let model = pay();
    let role = entry(&file["roles"], "role", "back-end");
    // With a language, or with a language and a framework: the first technology of a kind has an extra effect.
    let stacks: [(&'static [&'static str], _); 2] =
        [(&["Java"], "framework"), (&["Angular"], "language")];
    for (stack, first_kind) in stacks {
        let plain = Case {
            role: "back-end",
            years: 4,
            country: "DE",
            stack,
            ..BLANK
        };
        let found = movers(&model, &plain.query()).expect("known");
        for mover in &found {
            let wanted = match &mover.change {
                Change::Technology(name) => {
                    let term = entry(&file["technologies"], "name", name.as_str());
                    let special = file["role_technologies"].as_array().expect("a list").iter();
                    let special = special
                        .clone()
                        .find(|more| more["role"] == "back-end" && more["name"] == name.as_str())
                        .map_or(0.0, |more| number(&more["half_width"]));
                    // The first technology of a kind has an effect of its own.
                    let first = if term["kind"] == first_kind {
                        number(&role[format!("{first_kind}s_half_width")])
                    } else {
                        0.0
                    };
                    number(&term["half_width"]).hypot(special).hypot(first)
                }
                Change::Tier(tier) => {
                    let country = entry(&file["countries"], "code", "DE");
                    let place = country["region"].as_u64().expect("a place");
                    let region = &file["regions"][usize::try_from(place).expect("small")];
                    let late = (f64::from(1 + tier.typical_years().get()) / 6.0).ln();
                    let grown = (f64::from(1 + tier.typical_years().get()) / 5.0).ln();
                    let knot = |years: u8| {
                        let knots = file["experience"].as_array().expect("knots").iter();
                        let knot = knots
                            .clone()
                            .find(|knot| knot["years"].as_u64() >= Some(years.into()));
                        number(&knot.expect("a knot")["half_width"])
                    };
                    knot(4)
                        .hypot(knot(tier.typical_years().get()))
                        .hypot(number(&role["slope_half_width"]) * grown)
                        .hypot(number(&country["slope_half_width"]) * grown)
                        .hypot(number(&region["late_half_width"]) * late)
                }
                other => panic!("{other:?} was not stated"),
            };
            for end in [mover.high / mover.factor, mover.factor / mover.low] {
                assert!(
                    (end.ln() - wanted).abs() < 1e-6,
                    "{mover:?} is not ± {wanted}"
                );
            }
        }
    }
    for premium in premiums(&model, Role::BackEnd) {
        assert!(premium.high / premium.low > 1.005, "{premium:?}");
    }
}

/// Protects readers: the factor of a change is what the estimate does when the change is made, including the first
/// language or framework.
#[test]
fn what_is_said_of_a_change_comes_true_when_it_is_made() {
    let model = pay();
    for case in &CASES {
        let query = case.query();
        let now = estimate(&model, &query).expect("known").percentiles[2];
        for mover in movers(&model, &query).expect("known") {
            let mut moved = query.clone();
            match &mover.change {
                Change::Technology(name) => moved.set_technology(name, true),
                Change::Tier(tier) => moved.set_tier(*tier),
                Change::Workplace(workplace) => moved.workplace = Some(*workplace),
                Change::Size(size) => moved.size = Some(*size),
                Change::Manages(manages) => moved.manages = Some(*manages),
            }
            let then = estimate(&model, &moved).expect("known").percentiles[2];
            assert!((then / now / mover.factor - 1.0).abs() < 1e-9, "{mover:?}");
            let outside = mover.low > 1.0 || mover.high < 1.0;
            let wanted = match (outside, (then / now - 1.0).abs() <= 0.01) {
                (true, _) => Finding::Difference,
                (false, true) => Finding::None,
                (false, false) => Finding::Unsure,
            };
            assert_eq!(mover.finding(), wanted, "{mover:?}");
        }
        let listed = movers(&model, &query).expect("known");
        for term in &model.technologies {
            let named = |name: &Technology| {
                listed
                    .iter()
                    .any(|mover| mover.change == Change::Technology(name.clone()))
            };
            assert!(
                named(&term.name) != query.stack.contains(&term.name),
                "{:?}",
                term.name
            );
        }
    }
}
