//! `check-pay`: compares the model with government wages, which the model does not use.

use std::path::PathBuf;

use which_end_core::pay::distribution::PayDistribution;
use which_end_core::pay::estimate::estimate;
use which_end_core::pay::model::{MEDIAN, PERCENTILES, PayModel};
use which_end_core::pay::query::{PayQuery, Role, Tier};
use which_end_core::pay::wages::{ComparedFigure, Comparison};

use super::government::{Occupation, SOFTWARE_DEVELOPERS, Tables, levels, occupations};
use super::json;

/// Year of the newest wages in the table.
const WAGES_OF: u16 = 2025;

/// The occupation closest to front-end developers.
const WEB_DEVELOPERS: &str = "15-1254";

#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Folder of the government tables
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    #[arg(long, value_name = "FILE", default_value = "assets/data/pay.json")]
    model: PathBuf,
}

/// Runs the command.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    let model: PayModel = json::read(&options.model)?;
    let found = comparisons(&model, &Tables::read(&options.data)?)?;
    print(&found);
    if found == model.checks {
        Ok(())
    } else {
        Err("the model's file holds other figures than these: run `cargo xtask fit`".to_owned())
    }
}

/// Prints the government's figures, the model's, and their difference.
pub(crate) fn print(comparisons: &[Comparison]) {
    println!("\nBeside government wages (USD a year):");
    for comparison in comparisons {
        println!("  {}: {}", comparison.source.title, comparison.about);
        for figure in &comparison.figures {
            println!(
                "    {:<44} {:>7}   ours {:>7}   {:>+5.1} %",
                figure.name,
                figure.says_usd,
                figure.ours_usd,
                figure.difference() * 100.0
            );
        }
    }
}

/// The comparisons that the page shows.
pub(crate) fn comparisons(model: &PayModel, tables: &Tables) -> Result<Vec<Comparison>, String> {
    let developers = tables.occupation(SOFTWARE_DEVELOPERS, WAGES_OF)?;
    let web = tables.occupation(WEB_DEVELOPERS, WAGES_OF)?;
    let both = SurveyGroup::of(model, &[Role::BackEnd, Role::FullStack]);
    let front_end = SurveyGroup::of(model, &[Role::FrontEnd]);
    let mut all = Vec::new();
    for (percentile, says_usd) in PERCENTILES.into_iter().zip(percentiles(developers)?) {
        all.push(ComparedFigure {
            name: format!("percentile {percentile}"),
            says_usd,
            ours_usd: both.percentile(percentile),
        });
    }
    Ok(vec![
        Comparison {
            source: occupations(WAGES_OF),
            about: "wages of all software developers, told by their employers, without bonuses and stock; beside them \
                    back-end and full-stack developers of our survey, who are more experienced and count bonuses"
                .to_owned(),
            figures: all,
        },
        Comparison {
            source: occupations(WAGES_OF),
            about: "wages of “web developers”, a group that holds few of the people who call themselves front-end \
                    developers; beside them front-end developers of our survey"
                .to_owned(),
            figures: vec![ComparedFigure {
                name: "middle".to_owned(),
                says_usd: percentiles(web)?[MEDIAN],
                ours_usd: front_end.percentile(50),
            }],
        },
        Comparison {
            source: levels(),
            about: "the least that may be paid on a visa, four levels, in the area whose wages are nearest to the country's; \
                    beside them the middle of our full-stack developers there, by years"
                .to_owned(),
            figures: by_level(model, tables)?,
        },
    ])
}

fn by_level(model: &PayModel, tables: &Tables) -> Result<Vec<ComparedFigure>, String> {
    let area = model
        .areas
        .areas
        .iter()
        .min_by(|a, b| a.effect.abs().total_cmp(&b.effect.abs()))
        .ok_or("the model has no areas")?;
    let levels = tables
        .level(SOFTWARE_DEVELOPERS, area.code.get())
        .ok_or("the wage levels lack an area of the model")?
        .all();
    let mut figures = Vec::new();
    for ((tier, says), name) in Tier::ALL.into_iter().zip(levels).zip([
        "level I, 0–2 years",
        "level II, 3–5 years",
        "level III, 6–9 years",
        "level IV, 10 years or more",
    ]) {
        let query = PayQuery {
            role: Role::FullStack,
            years: tier.typical_years(),
            country: model.base_country.clone(),
            area: Some(area.code),
            ..PayQuery::default()
        };
        let ours = estimate(model, &query).map_err(|error| error.to_string())?;
        figures.push(ComparedFigure {
            name: format!("{name}, {}", area.name),
            says_usd: dollars(says),
            ours_usd: dollars(ours.percentiles[MEDIAN]),
        });
    }
    Ok(figures)
}

fn percentiles(occupation: &Occupation) -> Result<[u32; 5], String> {
    let mut found = [0; 5];
    let texts = [
        &occupation.p10,
        &occupation.p25,
        &occupation.median,
        &occupation.p75,
        &occupation.p90,
    ];
    for (place, text) in found.iter_mut().zip(texts) {
        *place = text
            .parse()
            .map_err(|_| format!("{}: “{text}” is no wage", occupation.code))?;
    }
    Ok(found)
}

/// Rounds to hundreds, the precision of the sources.
fn dollars(usd: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a yearly pay is a few hundred thousand at most"
    )]
    let rounded = (usd / 100.0).round() as u32 * 100;
    rounded
}

/// The survey's people of some roles in the base country, with the model's pay for each role and tier.
struct SurveyGroup {
    groups: Vec<(f64, PayDistribution)>,
}

impl SurveyGroup {
    fn of(model: &PayModel, roles: &[Role]) -> Self {
        let home = model.country(&model.base_country);
        let groups = roles
            .iter()
            .flat_map(|&role| Tier::ALL.map(|tier| (role, tier)))
            .filter_map(|(role, tier)| {
                let query = PayQuery {
                    role,
                    years: tier.typical_years(),
                    country: model.base_country.clone(),
                    ..PayQuery::default()
                };
                let found = estimate(model, &query).ok()?;
                let people = f64::from(home?.rows_of(role, tier));
                Some((people, PayDistribution::of(found.percentiles)?))
            })
            .collect();
        Self { groups }
    }

    /// The percentile of the whole group, by bisection.
    fn percentile(&self, percentile: u8) -> u32 {
        let wanted = f64::from(percentile) / 100.0;
        let people: f64 = self.groups.iter().map(|(rows, _)| rows).sum();
        let (mut low, mut high) = (8.0_f64, 15.0_f64);
        for _ in 0..50 {
            let middle = f64::midpoint(low, high);
            let below: f64 = self
                .groups
                .iter()
                .map(|(rows, pay)| rows * pay.below(middle.exp()))
                .sum();
            if below < wanted * people {
                low = middle;
            } else {
                high = middle;
            }
        }
        dollars(low.exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crowd_of_one_kind_has_that_kinds_percentiles() {
        let percentiles = [49_000.0, 66_000.0, 81_000.0, 109_000.0, 133_000.0];
        let pay = PayDistribution::of(percentiles).expect("rising percentiles");
        let group = SurveyGroup {
            groups: vec![(7.0, pay.clone()), (3.0, pay)],
        };
        for (percentile, usd) in PERCENTILES.into_iter().zip(percentiles) {
            assert_eq!(group.percentile(percentile), dollars(usd));
        }
    }
}
