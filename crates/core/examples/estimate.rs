//! What does this work pay? `cargo run -p which-end-core --example estimate`

use which_end_core::pay::estimate::{Percentile, estimate};
use which_end_core::pay::model::{PERCENTILES, PayModel};
use which_end_core::pay::query::{CountryCode, PayQuery, Role, Tier};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let model: PayModel = serde_json::from_str(include_str!("../../../assets/data/pay.json"))?;

    let mut query = PayQuery {
        role: Role::BackEnd,
        country: CountryCode::new("DE").ok_or("two capital letters")?,
        ..PayQuery::default()
    };
    query.set_tier(Tier::Mid);
    let technology = &model.technologies[0].name;
    query.set_technology(technology, true);

    let found = estimate(&model, &query)?;
    println!("{} answers from similar people", found.rows);
    for (index, percentile) in PERCENTILES.iter().enumerate() {
        match found.percentile(index) {
            Percentile::Amount(usd) => println!("{percentile}% earn less than {usd:.0} USD a year"),
            Percentile::Under(floor) => println!("{percentile}%: under {floor:.0} USD a year"),
            Percentile::Unknown => println!("{percentile}%: not known"),
        }
    }
    Ok(())
}
