//! Converts coefficients to the page's model.

use std::collections::BTreeMap;

use which_end_core::pay::model::{
    BASE_YEARS, ByPercentile, Calibration, CountryTerm, Cut, CutOf, DataSource, ExperienceKnot,
    FLAT_AFTER_YEARS, MIN_COUNTRY_ROWS, ManagesTerms, PayModel, RegionTerm, RoleTechnologyTerm,
    RoleTerm, SizeTerm, TechnologyTerm, Trial, WorkplaceTerms,
};
use which_end_core::pay::query::{
    CompanySize, CountryCode, Manages, PayQuery, Role, Tier, Workplace,
};
use which_end_core::pay::wages::AreaTerms;

use super::countries::{REGIONS, by_code};
use super::design::{BENDS, Column, Layout, bend};
use super::files::{MODEL_YEAR, UNCUT_YEAR};
use super::survey::{LEAST_PAY, Row};
use super::widths::Variance;

/// The result of a fit.
pub(crate) struct Fitted {
    /// Its columns.
    pub(crate) layout: Layout,
    /// Coefficients for each percentile.
    pub(crate) coefficients: [Vec<f64>; 5],
    /// Variance of the median's coefficients.
    pub(crate) variance: Variance,
}

impl Fitted {
    /// A sum of effects, each with its factor. Columns that the layout lacks count as 0.
    pub(crate) fn sum(&self, parts: &[(Column, f64)]) -> ByPercentile {
        let mut sums = [0.0_f32; 5];
        for (sum, coefficients) in sums.iter_mut().zip(&self.coefficients) {
            let total: f64 = parts
                .iter()
                .filter_map(|(column, factor)| {
                    Some(coefficients[self.layout.index(column)?] * factor)
                })
                .sum();
            *sum = thousandths(total);
        }
        sums
    }

    fn half_width(&self, parts: &[(Column, f64)]) -> f32 {
        let placed: Vec<(usize, f64)> = parts
            .iter()
            .filter_map(|(column, factor)| Some((self.layout.index(column)?, *factor)))
            .collect();
        thousandths(self.variance.half_width(&placed))
    }

    /// The model without calibration, cuts, trial and checks.
    pub(crate) fn model(
        &self,
        rows: &[Row],
        sources: Vec<DataSource>,
        areas: AreaTerms,
    ) -> PayModel {
        PayModel {
            year: MODEL_YEAR,
            sources,
            floor_usd: LEAST_PAY,
            cut_year: UNCUT_YEAR,
            base: self.sum(&[(Column::Base, 1.0)]),
            base_country: PayQuery::default().country,
            roles: self.roles(rows),
            experience: self.experience(),
            regions: self.regions(rows),
            countries: self.countries(rows),
            areas,
            technologies: self.technologies(rows),
            role_technologies: self.role_technologies(rows),
            workplace: self.workplace(rows),
            sizes: self.sizes(rows),
            manages: self.manages(rows),
            calibration: Calibration {
                many: [0.0; 5],
                some: [0.0; 5],
                few: [0.0; 5],
                small_country: [0.0; 5],
                tiers: [[0.0; 5]; 4],
                roles: [[0.0; 5]; Role::ALL.len()],
            },
            trial: Trial {
                rows: 0,
                within_outer: 0.0,
                within_inner: 0.0,
                least_outer: 0.0,
                most_outer: 0.0,
                below_by_role: 0.0,
                below_by_role_and_country: 0.0,
            },
            checks: Vec::new(),
        }
    }

    fn roles(&self, rows: &[Row]) -> Vec<RoleTerm> {
        Role::ALL
            .into_iter()
            .map(|role| RoleTerm {
                role,
                rows: count(rows, |row| row.query.role == role),
                effect: self.sum(&[(Column::Role(role), 1.0)]),
                slope: self.sum(&[(Column::RoleSlope(role), 1.0)]),
                slope_half_width: self.half_width(&[(Column::RoleSlope(role), 1.0)]),
                languages: self.sum(&[(Column::Languages(role), 1.0)]),
                languages_half_width: self.half_width(&[(Column::Languages(role), 1.0)]),
                frameworks: self.sum(&[(Column::Frameworks(role), 1.0)]),
                frameworks_half_width: self.half_width(&[(Column::Frameworks(role), 1.0)]),
                half_width: self.half_width(&[(Column::Role(role), 1.0)]),
            })
            .collect()
    }

    fn experience(&self) -> Vec<ExperienceKnot> {
        std::iter::once(BASE_YEARS)
            .chain(BENDS)
            .chain([FLAT_AFTER_YEARS])
            .map(|years| {
                let mut parts = vec![(Column::Years, bend(years, BASE_YEARS))];
                parts.extend(BENDS.map(|at| (Column::Bend(at), bend(years, at))));
                ExperienceKnot {
                    years,
                    effect: self.sum(&parts),
                    half_width: self.half_width(&parts),
                }
            })
            .collect()
    }

    fn regions(&self, rows: &[Row]) -> Vec<RegionTerm> {
        (0..)
            .zip(REGIONS)
            .map(|(region, name)| RegionTerm {
                name: name.to_owned(),
                rows: count(rows, |row| {
                    by_code(&row.query.country).is_some_and(|c| c.region == region)
                }),
                late: self.sum(&[(Column::RegionLate(region), 1.0)]),
                late_half_width: self.half_width(&[(Column::RegionLate(region), 1.0)]),
            })
            .collect()
    }

    fn countries(&self, rows: &[Row]) -> Vec<CountryTerm> {
        let mut cells: BTreeMap<&CountryCode, [[u16; Tier::ALL.len()]; Role::ALL.len()]> =
            BTreeMap::new();
        for row in rows {
            let cell = &mut cells.entry(&row.query.country).or_default()[row.query.role as usize]
                [row.query.years.tier() as usize];
            *cell = cell.saturating_add(1);
        }
        let mut countries: Vec<CountryTerm> = cells
            .into_iter()
            .filter_map(|(code, cells)| {
                let country = by_code(code)?;
                let rows: u32 = cells.iter().flatten().map(|&cell| u32::from(cell)).sum();
                let effect = self.sum(&[
                    (
                        Column::Region(country.region),
                        f64::from(u8::from(code.as_str() != "US")),
                    ),
                    (Column::Country(code.clone()), 1.0),
                ]);
                let slope = [
                    (
                        Column::RegionSlope(country.region),
                        f64::from(u8::from(code.as_str() != "US")),
                    ),
                    (Column::CountrySlope(code.clone()), 1.0),
                ];
                (rows >= MIN_COUNTRY_ROWS).then(|| CountryTerm {
                    code: code.clone(),
                    name: country.name.to_owned(),
                    region: country.region,
                    rows,
                    cells,
                    effect,
                    slope: self.sum(&slope),
                    slope_half_width: self.half_width(&slope),
                    cut: [Cut {
                        percent: 0,
                        of: CutOf::Years,
                    }; Tier::ALL.len()],
                })
            })
            .collect();
        countries.sort_by(|a, b| a.name.cmp(&b.name));
        countries
    }

    fn technologies(&self, rows: &[Row]) -> Vec<TechnologyTerm> {
        let mut terms: Vec<TechnologyTerm> = self
            .layout
            .columns()
            .filter_map(|column| match column {
                Column::Technology(name) => Some(name),
                _ => None,
            })
            .map(|name| TechnologyTerm {
                name: name.clone(),
                kind: self.layout.kind(name),
                rows: count(rows, |row| row.query.stack.contains(name)),
                effect: self.sum(&[(Column::Technology(name.clone()), 1.0)]),
                half_width: self.half_width(&[(Column::Technology(name.clone()), 1.0)]),
            })
            .collect();
        terms.sort_by(|a, b| b.rows.cmp(&a.rows).then(a.name.cmp(&b.name)));
        terms
    }

    fn role_technologies(&self, rows: &[Row]) -> Vec<RoleTechnologyTerm> {
        self.layout
            .columns()
            .filter_map(|column| match column {
                Column::RoleTechnology(role, name) => Some((column, *role, name)),
                _ => None,
            })
            .map(|(column, role, name)| RoleTechnologyTerm {
                role,
                name: name.clone(),
                rows: count(rows, |row| {
                    row.query.role == role && row.query.stack.contains(name)
                }),
                effect: self.sum(&[(column.clone(), 1.0)]),
                half_width: self.half_width(&[(column.clone(), 1.0)]),
            })
            .collect()
    }

    fn workplace(&self, rows: &[Row]) -> WorkplaceTerms {
        let share = self.layout.mix.in_person;
        WorkplaceTerms {
            in_person_rows: count(rows, |row| row.query.workplace == Some(Workplace::InPerson)),
            in_person: self.sum(&[(Column::InPerson, 1.0 - share)]),
            remote_or_hybrid_rows: count(rows, |row| {
                row.query.workplace == Some(Workplace::RemoteOrHybrid)
            }),
            remote_or_hybrid: self.sum(&[(Column::InPerson, -share)]),
            half_width: self.half_width(&[(Column::InPerson, 1.0)]),
        }
    }

    fn sizes(&self, rows: &[Row]) -> Vec<SizeTerm> {
        let average = CompanySize::ALL
            .into_iter()
            .zip(self.layout.mix.sizes)
            .map(|(size, share)| (Column::Size(size), -share));
        CompanySize::ALL
            .into_iter()
            .map(|size| {
                let own = (Column::Size(size), 1.0);
                let mut parts: Vec<(Column, f64)> = average.clone().collect();
                let half_width = self.half_width(std::slice::from_ref(&own));
                parts.push(own);
                SizeTerm {
                    size,
                    rows: count(rows, |row| row.query.size == Some(size)),
                    effect: self.sum(&parts),
                    half_width,
                }
            })
            .collect()
    }

    fn manages(&self, rows: &[Row]) -> ManagesTerms {
        let share = self.layout.mix.people_manager;
        ManagesTerms {
            individual_contributor_rows: count(rows, |row| {
                row.query.manages == Some(Manages::IndividualContributor)
            }),
            individual_contributor: self.sum(&[(Column::PeopleManager, -share)]),
            people_manager_rows: count(rows, |row| {
                row.query.manages == Some(Manages::PeopleManager)
            }),
            people_manager: self.sum(&[(Column::PeopleManager, 1.0 - share)]),
            half_width: self.half_width(&[(Column::PeopleManager, 1.0)]),
        }
    }
}

fn count(rows: &[Row], wanted: impl Fn(&Row) -> bool) -> u32 {
    u32::try_from(rows.iter().filter(|row| wanted(row)).count()).unwrap_or(u32::MAX)
}

/// Rounds to three decimals of log pay, a tenth of a percent. More would be false precision.
pub(crate) fn thousandths(value: f64) -> f32 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "an effect in log pay is a small number"
    )]
    let rounded = ((value * 1000.0).round() / 1000.0) as f32;
    if rounded == 0.0 { 0.0 } else { rounded }
}
