//! The committed pay model and claims, against the survey's own medians and their own checks.

use which_end_core::pay::claim::{self, Claims};
use which_end_core::pay::estimate::{WorkingStep, estimate};
use which_end_core::pay::model::{self, MEDIAN, PayModel};
use which_end_core::pay::query::{CountryCode, Language, PayQuery, Role, Tier, Workplace};

fn pay() -> PayModel {
    serde_json::from_str(include_str!("../../../assets/data/pay.json")).expect("the committed pay model is readable")
}

fn claims() -> Claims {
    serde_json::from_str(include_str!("../../../assets/data/claims.json")).expect("the committed claims are readable")
}

fn median(role: Role, tier: Tier) -> f64 {
    let query = PayQuery { role, years: tier.typical_years(), ..PayQuery::default() };
    estimate(&pay(), &query).expect("the United States are in the model").percentiles[MEDIAN]
}

#[test]
fn the_committed_files_pass_their_checks() {
    assert_eq!(model::check(&pay()), Ok(()));
    assert_eq!(claim::check(&claims()), Ok(()));
}
