//! The committed pay model and claims, compared with the survey's own medians and checked.

use which_end_content::pay;
use which_end_core::pay::claim::{ClaimKind, Claims, Figure};
use which_end_core::pay::estimate::{EstimateError, Headline, Percentile, estimate};
use which_end_core::pay::model::{CutOf, MEDIAN, PayModel};
use which_end_core::pay::movers::{Change, Finding, premiums};
use which_end_core::pay::query::{CountryCode, PayQuery, Role, Tier, Workplace};

fn pay() -> PayModel {
    serde_json::from_str(include_str!("../../../assets/data/pay.json"))
        .expect("the committed pay model is readable")
}

fn claims() -> Claims {
    serde_json::from_str(include_str!("../../../assets/data/claims.json"))
        .expect("the committed claims are readable")
}

fn median(model: &PayModel, country: &str, role: Role, tier: Tier) -> f64 {
    let query = PayQuery {
        role,
        years: tier.typical_years(),
        country: CountryCode::new(country).expect("a country code"),
        ..PayQuery::default()
    };
    estimate(model, &query)
        .expect("the country is in the model")
        .percentiles[MEDIAN]
}

#[test]
fn the_committed_files_pass_their_checks() {
    assert_eq!(pay::check_model(&pay()), Ok(()));
    assert_eq!(pay::check_claims(&claims()), Ok(()));
}

// Protects against a fit that does not match its rows: medians of the survey's 2025 rows in the United States, computed
// without this code, for cells with at least 36 rows. The order statistics between which a median lies are known
// without any model of pay (binomial). Each range has a confidence of 99.4 %, so that all nine together have 95 %. With
// many rows it is narrow, ± 3 % for 825, and with few it is wide.
#[test]
fn the_model_gives_back_the_surveys_medians_in_the_united_states() {
    use Role::{BackEnd, FrontEnd, FullStack};
    use Tier::{Entry, Mid, Senior, Staff};
    let model = pay();
    let surveyed = [
        (BackEnd, Mid, 105_000.0..=150_000.0),
        (BackEnd, Senior, 145_000.0..=200_000.0),
        (BackEnd, Staff, 172_000.0..=198_000.0),
        (FrontEnd, Senior, 93_000.0..=185_000.0),
        (FrontEnd, Staff, 135_000.0..=172_000.0),
        (FullStack, Entry, 65_000.0..=91_000.0),
        (FullStack, Mid, 85_000.0..=105_000.0),
        (FullStack, Senior, 125_000.0..=143_000.0),
        (FullStack, Staff, 149_950.0..=160_000.0),
    ];
    for (role, tier, raw) in surveyed {
        let found = median(&model, "US", role, tier);
        assert!(
            raw.contains(&found),
            "{role:?} {tier:?}: {found:.0} is not in {raw:?}"
        );
    }
}

/// Protects beginners in countries with low pay from percentiles of only those who earn more: in the raw file of 2024,
/// one in three of India's with up to 2 years answered less than the floor, and hardly any of those with ten.
#[test]
fn what_the_floor_hides_is_not_told() {
    let model = pay();
    let found = |country: &str, tier: Tier| {
        let query = PayQuery {
            years: tier.typical_years(),
            country: CountryCode::new(country).expect("a country code"),
            ..PayQuery::default()
        };
        estimate(&model, &query).expect("the country is in the model")
    };
    let entry = found("IN", Tier::Entry);
    assert_eq!(entry.cut.of, CutOf::Years);
    assert!((28..=38).contains(&entry.cut.percent), "{:?}", entry.cut);
    assert_eq!(
        [entry.percentile(0), entry.percentile(1)],
        [Percentile::Unknown; 2]
    );
    assert!(matches!(entry.percentile(MEDIAN), Percentile::Amount(_)));
    assert!(matches!(entry.headline(), Headline::Over(_)) && entry.is_cut());
    let staff = found("IN", Tier::Staff);
    assert!(staff.cut.percent <= 5 && !staff.is_cut(), "{:?}", staff.cut);
    assert!(matches!(staff.headline(), Headline::Between(..)));
    assert_eq!(found("PK", Tier::Entry).headline(), Headline::Unknown);
    for tier in Tier::ALL {
        assert!(!found("US", tier).is_cut());
    }
}

/// The share of pay below `pay`, by linear interpolation between the five percentiles.
fn share_below(percentiles: [f64; 5], pay: f64) -> f64 {
    let shares =
        which_end_core::pay::model::PERCENTILES.map(|percentile| f64::from(percentile) / 100.0);
    let Some(above) = percentiles.iter().position(|at| *at > pay) else {
        return 1.0;
    };
    let Some(below) = above.checked_sub(1) else {
        return 0.0;
    };
    let way = (pay - percentiles[below]) / (percentiles[above] - percentiles[below]);
    shares[below] + way * (shares[above] - shares[below])
}

// Protects against unevenly missing rows (a public copy of the survey lacks pay under 10,000 USD, which would raise
// India's by half): medians of all three roles in 2025 by country, computed without this code, compared with the
// model's estimates for the country's own roles and tiers. The United States has a separate test above, because most of
// its rows are of 2023, when fewer people had ten years.
#[test]
fn half_of_each_countrys_people_are_put_below_its_surveyed_median() {
    let model = pay();
    for (code, raw) in [
        ("DE", 77_700.0),
        ("GB", 92_600.0),
        ("IN", 19_800.0),
        ("BR", 30_900.0),
        ("UA", 40_000.0),
        ("CH", 136_400.0),
        ("PL", 65_800.0),
    ] {
        let code = CountryCode::new(code).expect("a country code");
        let country = model.country(&code).expect("the country is in the model");
        let mut below = 0.0;
        let mut rows = 0.0;
        for (role, tier) in Role::MAIN
            .iter()
            .copied()
            .flat_map(|role| Tier::ALL.map(|tier| (role, tier)))
        {
            let query = PayQuery {
                role,
                years: tier.typical_years(),
                country: code.clone(),
                ..PayQuery::default()
            };
            let found = estimate(&model, &query).expect("the country is in the model");
            rows += f64::from(found.rows);
            below += f64::from(found.rows) * share_below(found.percentiles, raw);
        }
        let share = below / rows;
        assert!((share - 0.5).abs() < 0.08, "{}: {share:.3}", country.name);
    }
}

#[test]
fn pay_rises_with_the_tier_in_every_role_and_country() {
    let model = pay();
    for country in &model.countries {
        for role in Role::MAIN.iter().copied() {
            let medians = Tier::ALL.map(|tier| median(&model, country.code.as_str(), role, tier));
            assert!(
                medians.is_sorted_by(|a, b| a < b),
                "{} {role:?}: {medians:?}",
                country.name
            );
        }
    }
}

// Two publications must agree about areas: OEWS gives the mean of whole states (May 2023, national 138,110), and if one
// area has most of a state's developers, its factor must be close to the state's.
#[test]
fn an_areas_factor_is_that_of_its_state_where_it_is_most_of_it() {
    let model = pay();
    for (code, state_mean) in [
        (33460, 120_220.0), // Minneapolis, Minnesota
        (38060, 128_040.0), // Phoenix, Arizona
        (12060, 125_290.0), // Atlanta, Georgia
        (14460, 146_580.0), // Boston, Massachusetts
        (16980, 123_700.0), // Chicago, Illinois
        (29820, 133_490.0), // Las Vegas, Nevada
    ] {
        let area = model
            .areas
            .areas
            .iter()
            .find(|area| area.code.get() == code);
        let found = f64::from(area.expect("one of the largest").effect).exp();
        let wanted = state_mean / 138_110.0;
        assert!(
            (found / wanted - 1.0).abs() < 0.03,
            "{code}: {found:.3} against {wanted:.3}"
        );
    }
}

#[test]
fn the_pay_of_the_survey_lies_near_the_wages_that_employers_state() {
    let model = pay();
    let first = model
        .checks
        .first()
        .expect("the wages of software developers");
    assert_eq!(first.figures.len(), 5);
    for figure in &first.figures {
        assert!(figure.difference().abs() < 0.15, "{figure:?}");
    }
}

#[test]
fn a_country_with_three_rows_or_none_gets_no_figure() {
    let model = pay();
    for code in ["VA", "ZZ", "SN"] {
        let country = CountryCode::new(code).expect("a country code");
        let query = PayQuery {
            country,
            ..PayQuery::default()
        };
        assert_eq!(
            estimate(&model, &query),
            Err(EstimateError::CountryUnknown),
            "{code}"
        );
    }
}

// What other countries' surveys and ours agree on, and the page says: PHP goes with lower pay, TypeScript with higher.
#[test]
fn strong_language_effects_have_the_sign_that_the_rows_show() {
    let model = pay();
    let found = |name: &str| {
        premiums(&model, Role::FullStack)
            .into_iter()
            .find(|mover| matches!(&mover.change, Change::Technology(technology) if technology.as_str() == name))
            .expect("the technology is in the model")
    };
    assert!(found("TypeScript").low > 1.0);
    assert!(found("Scala").low > 1.0);
    assert!(found("PHP").high < 1.0);
    assert!(
        found("Groovy").finding() != Finding::Difference,
        "no difference is an answer as well"
    );
}

#[test]
fn the_hourly_figure_is_told_apart_from_new_evidence() {
    let claims = claims();
    let average: Vec<u32> = claims
        .claims
        .iter()
        .filter(|claim| claim.id == "redshift-backend-average")
        .flat_map(|claim| claim.amounts.iter().map(|amount| amount.usd))
        .collect();
    let hourly = claims
        .claims
        .iter()
        .find(|claim| claim.id == "redshift-backend-hourly")
        .expect("the hourly figure is listed");
    assert_eq!(hourly.repeats.as_deref(), Some("redshift-backend-average"));
    for (amount, average) in hourly.amounts.iter().zip(average) {
        assert_eq!(amount.figure, Figure::Average);
        assert!(
            amount.usd.abs_diff(average) < 100,
            "47.12 and 64.90 an hour, 2,080 hours a year"
        );
    }
}

/// Protects whoever compares: beside an estimate stand only official and survey figures of the same country, work, level
/// and workplace. One that leaves level or workplace open does.
#[test]
fn a_claim_stands_beside_what_it_speaks_of() {
    let mut claim = claims().claims[0].clone();
    claim.kind = ClaimKind::Official;
    claim.roles = vec![Role::BackEnd];
    claim.country = CountryCode::new("US");
    claim.tier = None;
    claim.workplace = Some(Workplace::RemoteOrHybrid);
    let query = PayQuery {
        role: Role::BackEnd,
        ..PayQuery::default()
    };
    assert!(claim.is_benchmark_for(&query), "no workplace is asked for");
    let other = |change: fn(&mut PayQuery)| {
        let mut other = query.clone();
        change(&mut other);
        claim.is_benchmark_for(&other)
    };
    assert!(other(
        |query| query.workplace = Some(Workplace::RemoteOrHybrid)
    ));
    assert!(!other(|query| query.workplace = Some(Workplace::InPerson)));
    assert!(!other(|query| query.role = Role::FrontEnd));
    assert!(!other(
        |query| query.set_country(CountryCode::new("DE").expect("a code"))
    ));
    claim.kind = ClaimKind::JobAds;
    assert!(!claim.is_benchmark_for(&query), "who sells job ads");
    claim.kind = ClaimKind::Survey;
    assert!(claim.is_benchmark_for(&query));
    claim.country = None;
    assert!(!claim.is_benchmark_for(&query), "the whole world");
    claim.country = CountryCode::new("US");
    claim.tier = Some(Tier::Staff);
    assert!(
        !claim.is_benchmark_for(&query),
        "an entry level is asked for"
    );
}
