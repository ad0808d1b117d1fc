//! Pay by role and years as plain tables, for readers without scripts. Rendered natively only, because the view has all
//! these figures.

use leptos::prelude::*;
use which_end_core::pay::estimate::{Grounds, Percentile, estimate};
use which_end_core::pay::model::{PERCENTILES, PayModel};
use which_end_core::pay::query::{PayQuery, Role, Tier};

use super::{labels, wording};
use crate::dataset::facts;
use crate::route::Route;
use crate::ui::number::{dollars, grouped};
use crate::ui::table::{Column, Table};
use crate::ui::text::capitalized;
use crate::views::sources::surveys;

const COLUMNS: &[Column] = &[
    Column::text("Years of work"),
    Column::numbers(wording::SHARES_BELOW[0]),
    Column::numbers(wording::SHARES_BELOW[1]),
    Column::numbers(wording::SHARES_BELOW[2]),
    Column::numbers(wording::SHARES_BELOW[3]),
    Column::numbers(wording::SHARES_BELOW[4]),
    Column::numbers("Answers"),
];

/// One table for each main role in the base country, with the sources.
#[component]
pub fn Tables() -> impl IntoView {
    let model = &facts().pay;
    let country = model
        .country(&model.base_country)
        .map_or(model.base_country.as_str(), |country| country.name.as_str());
    let [entry, mid, senior, staff] = Tier::ALL.map(|tier| tier.typical_years().get());
    let years = format!("{entry}, {mid}, {senior} and {staff}");
    let intro = format!(
        "What developers said they earn in a year, before tax ({country}). The rows are for {years} years of work. Other countries, \
        tools and your own years need scripts."
    );
    let tables: Vec<AnyView> = Role::MAIN
        .iter()
        .map(|role| {
            let people = capitalized(labels::people(*role));
            let caption = format!(
                "{people}, {country}: total pay in a year, US dollars of {}",
                model.year
            );
            view! { <Table label=labels::people(*role) caption columns=COLUMNS rows=rows(model, *role) /> }
                .into_any()
        })
        .collect();
    view! {
        <section class="section">
            <h2>"Pay by years of work"</h2>
            <p>{intro}</p>
            {tables}
            <h2>"The surveys behind these figures"</h2>
            {surveys()}
            <p><a href=Route::Sources.href()>"Who is missing, and where every figure is from"</a></p>
        </section>
    }
}

fn rows(model: &PayModel, role: Role) -> Vec<Vec<String>> {
    Tier::ALL
        .into_iter()
        .map(|tier| {
            let query = PayQuery {
                role,
                years: tier.typical_years(),
                country: model.base_country.clone(),
                ..PayQuery::default()
            };
            let mut row = vec![labels::tier(tier).to_owned()];
            match estimate(model, &query) {
                Err(reason) => row.push(format!("{reason}.")),
                Ok(found) => {
                    row.extend(
                        (0..PERCENTILES.len()).map(|index| match found.percentile(index) {
                            Percentile::Amount(usd) => dollars(usd),
                            Percentile::Under(usd) => format!("under {}", dollars(usd)),
                            Percentile::Unknown => "not known".to_owned(),
                        }),
                    );
                    let few = match found.grounds {
                        Grounds::Few => " (few, so a guess)",
                        Grounds::Some | Grounds::Many => "",
                    };
                    row.push(grouped(f64::from(found.rows)) + few);
                }
            }
            row
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_and_tier_has_five_rising_figures_and_a_count() {
        let model = &facts().pay;
        for role in Role::MAIN {
            let rows = rows(model, *role);
            assert_eq!(rows.len(), 4);
            for row in rows {
                assert_eq!(row.len(), COLUMNS.len(), "{row:?}");
                let figures = row[1..6].iter().map(|text| {
                    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
                    digits.parse::<u32>().expect("an amount")
                });
                let figures: Vec<u32> = figures.collect();
                assert!(figures.is_sorted(), "{row:?}");
            }
        }
    }

    #[test]
    fn thin_evidence_is_said_where_it_is_thin_and_no_data_is_no_figure() {
        let mut model = facts().pay.clone();
        let home = model.base_country.clone();
        for country in &mut model.countries {
            if country.code == home {
                for cell in country.cells.iter_mut().flatten() {
                    *cell = 1;
                }
            }
        }
        let few = rows(&model, Role::BackEnd).concat().join(" ");
        assert!(few.contains("few, so a guess"), "{few}");
        model.countries.clear();
        let none = rows(&model, Role::BackEnd).concat().join(" ");
        assert!(!none.contains('$') && none.contains("no data"), "{none}");
    }
}
