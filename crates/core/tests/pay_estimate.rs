//! Properties of estimates for any query.

use proptest::prelude::*;
use which_end_core::pay::estimate::{
    EstimateError, Grounds, LEAST_GAP, Percentile, WorkingStep, estimate,
};
use which_end_core::pay::model::{MEDIAN, PayModel, growth};
use which_end_core::pay::movers::{Change, Finding, Scope, movers, premiums};
use which_end_core::pay::query::{
    AreaCode, CompanySize, CountryCode, Manages, PayQuery, Role, Technology, Tier, Workplace, Years,
};

fn pay() -> PayModel {
    serde_json::from_str(include_str!("../../../assets/data/pay.json"))
        .expect("the committed pay model is readable")
}

/// Any valid query, with known and unknown countries and technologies.
fn any_query() -> impl Strategy<Value = PayQuery> {
    let model = pay();
    let countries: Vec<CountryCode> = model
        .countries
        .iter()
        .map(|term| term.code.clone())
        .collect();
    let mut technologies: Vec<Technology> = model
        .technologies
        .iter()
        .map(|term| term.name.clone())
        .collect();
    technologies.extend(
        ["Klingon", "💾", "typescript"]
            .iter()
            .filter_map(|name| Technology::new(name)),
    );
    (
        prop::sample::select(&Role::ALL[..]),
        (0..=Years::MAX).prop_map(|years| Years::new(years).expect("within the bound")),
        prop_oneof![
            20 => prop::sample::select(countries),
            1 => "[A-Z]{2}".prop_map(|code| CountryCode::new(&code).expect("two letters")),
        ],
        prop::option::of(
            (10_000_u32..100_000).prop_map(|code| AreaCode::new(code).expect("five digits")),
        ),
        prop::collection::vec(prop::sample::select(technologies), 0..45),
        prop::option::of(prop::sample::select(
            &[Workplace::InPerson, Workplace::RemoteOrHybrid][..],
        )),
        prop::option::of(prop::sample::select(&CompanySize::ALL[..])),
        prop::option::of(prop::sample::select(
            &[Manages::IndividualContributor, Manages::PeopleManager][..],
        )),
    )
        .prop_map(
            |(role, years, country, area, stack, workplace, size, manages)| PayQuery {
                role,
                years,
                country,
                area,
                stack,
                workplace,
                size,
                manages,
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn percentiles_are_pay_and_never_cross(query in any_query()) {
        let model = pay();
        match estimate(&model, &query) {
            Ok(found) => {
                prop_assert!(found.percentiles.iter().all(|pay| pay.is_finite() && *pay > 0.0), "{found:?}");
                for pair in found.percentiles.windows(2) {
                    prop_assert!((pair[1] / pair[0]).ln() > LEAST_GAP - 1e-9, "{found:?}");
                }
                let hidden = found.cut.percent;
                for ((at, usd), percentile) in found.percentiles.into_iter().enumerate().zip([10, 25, 50, 75, 90]) {
                    let told = match usd {
                        _ if hidden > percentile => Percentile::Unknown,
                        ..5_000.0 => Percentile::Under(5_000.0),
                        _ => Percentile::Amount(usd),
                    };
                    prop_assert_eq!(found.percentile(at), told);
                }
                prop_assert_eq!(found.is_cut(), hidden > 5 || found.percentiles[0] < 5_000.0);
            }
            Err(EstimateError::CountryUnknown) => prop_assert!(model.country(&query.country).is_none()),
            Err(EstimateError::TierUnknown) => {
                prop_assert!(model.rows_of(query.role, query.years.tier()) < 30);
                prop_assert!(!query.role.is_main());
            }
            Err(EstimateError::RoleUnknown) => prop_assert!(false, "every role is in the model"),
        }
    }

    #[test]
    fn the_working_multiplies_out_to_the_shown_median(query in any_query()) {
        if let Ok(found) = estimate(&pay(), &query) {
            let product: f64 = found.working.iter().map(|step| step.factor).product();
            prop_assert!((product / found.percentiles[MEDIAN] - 1.0).abs() < 1e-12);
            let last = found.working.last().expect("there are steps");
            prop_assert!((last.running / found.percentiles[MEDIAN] - 1.0).abs() < 1e-12);
            let mut running = 1.0;
            for step in &found.working {
                running *= step.factor;
                prop_assert!((step.running / running - 1.0).abs() < 1e-12, "{step:?}");
            }
        }
    }

    #[test]
    fn technologies_that_the_model_does_not_know_change_nothing(query in any_query()) {
        let model = pay();
        let mut more = query.clone();
        more.set_technology(&Technology::new("Klingon").expect("a name"), true);
        more.set_technology(&Technology::new("PL/Nothing").expect("a name"), true);
        prop_assert_eq!(estimate(&model, &query), estimate(&model, &more));
    }

    #[test]
    fn saying_a_technology_twice_or_in_another_order_changes_nothing(query in any_query()) {
        let model = pay();
        let mut twice = query.clone();
        twice.stack.extend(query.stack.iter().rev().cloned());
        let (Ok(once), Ok(again)) = (estimate(&model, &query), estimate(&model, &twice)) else {
            return Ok(());
        };
        for (a, b) in once.percentiles.iter().zip(again.percentiles) {
            prop_assert!((a / b - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn movers_never_name_what_is_there_already(query in any_query()) {
        if let Ok(found) = movers(&pay(), &query) {
            for mover in found {
                prop_assert!(mover.factor > 0.0 && mover.low <= mover.factor && mover.factor <= mover.high, "{mover:?}");
                match mover.change {
                    Change::Technology(technology) => prop_assert!(!query.stack.contains(&technology)),
                    Change::Tier(tier) => prop_assert!(tier > query.years.tier()),
                    Change::Workplace(workplace) => prop_assert!(query.workplace.is_some_and(|stated| stated != workplace)),
                    Change::Size(size) => prop_assert!(query.size.is_some_and(|stated| stated != size)),
                    Change::Manages(manages) => prop_assert!(query.manages.is_some_and(|stated| stated != manages)),
                }
            }
        }
    }
}

#[test]
fn what_is_not_stated_is_left_out_of_the_working() {
    let found = estimate(&pay(), &PayQuery::default()).expect("the base country is in the model");
    for step in found.working {
        if step.step != WorkingStep::Base {
            assert!((step.factor - 1.0).abs() < 1e-12, "{step:?}");
        }
    }
}

#[test]
fn pay_stays_flat_after_twelve_years() {
    let model = pay();
    let at = |years| {
        let years = Years::new(years).expect("within the bound");
        estimate(
            &model,
            &PayQuery {
                years,
                ..PayQuery::default()
            },
        )
        .map(|found| found.percentiles)
    };
    assert_eq!(at(12), at(Years::MAX));
    assert!(growth(12) > growth(11));
}

#[test]
fn a_premium_in_the_list_is_what_the_estimate_does() {
    let model = pay();
    // One of each kind, since the first of a kind has an effect of its own.
    let two = ["Java", "Angular"].map(|name| Technology::new(name).expect("a name"));
    for role in Role::ALL {
        let before = PayQuery {
            role,
            years: Tier::Staff.typical_years(),
            stack: two.to_vec(),
            ..PayQuery::default()
        };
        let median = estimate(&model, &before).expect("known").percentiles[MEDIAN];
        for premium in premiums(&model, role) {
            let Change::Technology(technology) = &premium.change else {
                panic!("premiums are of technologies");
            };
            if two.contains(technology) {
                continue;
            }
            let mut after = before.clone();
            after.set_technology(technology, true);
            let moved = estimate(&model, &after).expect("known").percentiles[MEDIAN] / median;
            assert!(
                (moved / premium.factor - 1.0).abs() < 1e-6,
                "{role:?} {premium:?}"
            );
        }
    }
}

#[test]
fn a_higher_tier_is_among_the_movers_with_its_own_rows() {
    let model = pay();
    let found = movers(&model, &PayQuery::default()).expect("known");
    let staff = found
        .iter()
        .find(|mover| mover.change == Change::Tier(Tier::Staff))
        .expect("the next tiers are listed");
    assert!(
        staff.finding() == Finding::Difference && staff.factor > 1.3,
        "{staff:?}"
    );
    let country = model
        .country(&model.base_country)
        .expect("the base country");
    assert_eq!(staff.rows, country.rows_of(Role::FullStack, Tier::Staff));
}

/// Protects from a rise that is based on a few people at either end.
#[test]
fn no_tier_is_a_mover_where_few_answered() {
    let model = pay();
    let tiers = |country: &str, years: u8| -> Vec<Tier> {
        let query = PayQuery {
            years: Years::new(years).expect("years"),
            country: CountryCode::new(country).expect("a code"),
            ..PayQuery::default()
        };
        let found = movers(&model, &query).expect("known");
        assert!(found.iter().any(|mover| mover.scope == Scope::All));
        let tiers = found.into_iter().filter_map(|mover| match mover.change {
            Change::Tier(tier) => {
                assert_eq!(mover.scope, Scope::RoleAndCountry);
                assert!(mover.rows >= 30, "{mover:?}");
                Some(tier)
            }
            _ => None,
        });
        tiers.collect()
    };
    assert_eq!(tiers("US", 1).len(), 3);
    // Nigeria has few rows everywhere; Switzerland has few at the start.
    assert_eq!(tiers("NG", 1), []);
    assert_eq!(tiers("CH", 1), []);
    assert!(tiers("CH", 4).contains(&Tier::Staff));
}

// Nobody starts as an architect or as an engineering manager: the two or three who say so are no basis for a figure.
#[test]
fn work_that_nobody_begins_with_has_no_figure_for_beginners() {
    let model = pay();
    for (role, tier, answer) in [
        (
            Role::Architect,
            Tier::Entry,
            Err(EstimateError::TierUnknown),
        ),
        (
            Role::EngineeringManager,
            Tier::Entry,
            Err(EstimateError::TierUnknown),
        ),
        (Role::Architect, Tier::Mid, Ok(Grounds::Few)),
        (Role::Architect, Tier::Staff, Ok(Grounds::Many)),
    ] {
        let query = PayQuery {
            role,
            years: tier.typical_years(),
            ..PayQuery::default()
        };
        let found = estimate(&model, &query).map(|found| found.grounds);
        assert_eq!(found, answer, "{role:?} {tier:?}");
    }
}

#[test]
fn an_engineering_manager_is_one_whatever_is_said_of_leading_people() {
    let model = pay();
    let silent = PayQuery {
        role: Role::EngineeringManager,
        years: Tier::Staff.typical_years(),
        ..PayQuery::default()
    };
    let said = PayQuery {
        manages: Some(Manages::IndividualContributor),
        ..silent.clone()
    };
    assert_eq!(estimate(&model, &silent), estimate(&model, &said));
    let named = movers(&model, &said).expect("known");
    assert!(
        !named
            .iter()
            .any(|mover| matches!(mover.change, Change::Manages(_)))
    );
}

#[test]
fn an_area_moves_all_percentiles_alike_and_only_in_its_own_country() {
    let model = pay();
    let nowhere = PayQuery::default();
    let before = estimate(&model, &nowhere).expect("known");
    for area in &model.areas.areas {
        let there = PayQuery {
            area: Some(area.code),
            ..nowhere.clone()
        };
        let after = estimate(&model, &there).expect("known");
        for (a, b) in before.percentiles.iter().zip(after.percentiles) {
            assert!((b / a / f64::from(area.effect).exp() - 1.0).abs() < 1e-9);
        }
        let mut abroad = there.clone();
        abroad.country = CountryCode::new("DE").expect("a code");
        let mut nowhere_abroad = nowhere.clone();
        nowhere_abroad.set_country(abroad.country.clone());
        assert_eq!(estimate(&model, &abroad), estimate(&model, &nowhere_abroad));
    }
    let mut moved = PayQuery {
        area: Some(model.areas.areas[0].code),
        ..nowhere
    };
    moved.set_country(CountryCode::new("DE").expect("a code"));
    assert_eq!(moved.area, None);
}

#[test]
fn few_rows_are_said_to_be_few_and_never_narrow_the_range() {
    let model = pay();
    let base = PayQuery {
        years: Tier::Staff.typical_years(),
        ..PayQuery::default()
    };
    let mut thin = model.clone();
    for country in &mut thin.countries {
        country.cells = [[3; Tier::ALL.len()]; Role::ALL.len()];
    }
    let many = estimate(&model, &base).expect("known");
    let few = estimate(&thin, &base).expect("known");
    assert_eq!((many.grounds, few.grounds), (Grounds::Many, Grounds::Few));
    assert!(few.percentiles[4] / few.percentiles[0] >= many.percentiles[4] / many.percentiles[0]);
    assert!((few.percentiles[MEDIAN] - many.percentiles[MEDIAN]).abs() < 1e-6);
}

#[test]
fn a_model_whose_percentiles_would_cross_keeps_its_median_and_its_order() {
    let mut model = pay();
    model.base = [12.0, 11.9, 11.5, 11.4, 11.0];
    let found = estimate(&model, &PayQuery::default()).expect("known");
    assert!(found.percentiles.is_sorted());
    assert!((found.percentiles[MEDIAN].ln() - 11.5).abs() < 1e-6);
}
