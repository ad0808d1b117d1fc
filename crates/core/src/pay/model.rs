//! The fitted pay model: for each of five percentiles, a linear table over the logarithm of yearly pay.
//!
//! For one percentile, with `b` the base, every term read from the tables below and 0 where nothing is stated:
//!
//! ```text
//! log pay = b + role + experience(years) + (slope of role + slope of country) × growth(years) + (late of region) × late(years)
//!             + [languages of role + Σ languages + Σ role × language]      only where a known language is stated
//!             + [frameworks of role + Σ frameworks + Σ role × framework]   only where a known framework is stated
//!             + country + area + workplace + company size + manages people or not + calibration
//! ```
//!
//! Pay is total yearly pay before tax in USD, as people stated it themselves in the surveys of [`PayModel::sources`].
//! Age is not in it and must never be. Association, not cause: a technology's effect is how the pay of people who work
//! with it differs, not what learning it does.

use serde::{Deserialize, Serialize};

use super::query::{AreaCode, CompanySize, CountryCode, Role, Technology, Tier};
use super::wages::{AreaTerm, AreaTerms, Comparison, Publication};
use crate::date::Date;

/// The five percentiles of every estimate.
pub const PERCENTILES: [u8; 5] = [10, 25, 50, 75, 90];

/// Index of the median in [`PERCENTILES`].
pub const MEDIAN: usize = 2;

/// One number for each of [`PERCENTILES`], in log USD.
pub type ByPercentile = [f32; 5];

/// A survey that rows came from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataSource {
    /// Title to show.
    pub title: String,
    /// The publisher.
    pub publisher: String,
    /// https address.
    pub url: String,
    /// Licence name.
    pub licence: String,
    /// The reference date of the figures.
    pub as_of: Date,
    /// From this day on the page shows the figures as outdated.
    pub review_by: Date,
    /// Number of rows used.
    pub rows: u32,
    /// Subtracted from log pay of this survey's rows in the base country, to bring them to [`PayModel::year`]: the
    /// difference in pay of the same role and stack between this survey and that of the year, for people with
    /// [`BASE_YEARS`]. 0 for the survey of that year. The fit also has a part by years of work, which the model does
    /// not contain, because pay changed differently for people with few and with many years.
    pub shift: ByPercentile,
    /// The same for rows of other countries, including the change of exchange rates. The fit also has a part for each
    /// country, shrunk toward 0, which the model does not contain.
    #[serde(default)]
    pub shift_elsewhere: ByPercentile,
}

/// A role that the model knows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleTerm {
    /// The role.
    pub role: Role,
    /// Number of rows.
    pub rows: u32,
    /// Added to log pay; 0 for full-stack, the base.
    pub effect: ByPercentile,
    /// Multiplies [`growth`] of the years: how much more steeply this role's pay rises than that of full-stack.
    pub slope: ByPercentile,
    /// 95 % half-width of the median slope.
    pub slope_half_width: f32,
    /// Added once if languages are stated, before the effects of single languages.
    pub languages: ByPercentile,
    /// 95 % half-width of `languages` at the median, in log USD.
    pub languages_half_width: f32,
    /// Added once if frameworks are stated, before the effects of single frameworks.
    pub frameworks: ByPercentile,
    /// 95 % half-width of `frameworks` at the median, in log USD.
    pub frameworks_half_width: f32,
    /// 95 % half-width of the median effect, in log USD.
    pub half_width: f32,
}

/// The experience effect at a whole number of years.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExperienceKnot {
    /// Years of paid work.
    pub years: u8,
    /// Added to log pay; 0 at [`BASE_YEARS`].
    pub effect: ByPercentile,
    /// 95 % half-width of the median effect relative to [`BASE_YEARS`], in log USD.
    pub half_width: f32,
}

/// A group of countries whose estimates share information.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionTerm {
    /// English name.
    pub name: String,
    /// Number of rows, all roles together.
    pub rows: u32,
    /// Multiplies [`late`] of the years: how much more steeply pay rises after [`LATE_FROM_YEARS`] than before,
    /// relative to the base country. If pay begins near the survey's floor, low pay rises late.
    pub late: ByPercentile,
    /// 95 % half-width of `late` at the median.
    pub late_half_width: f32,
}

/// A country that the model knows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountryTerm {
    /// ISO code.
    pub code: CountryCode,
    /// English name.
    pub name: String,
    /// Index of its region in [`PayModel::regions`].
    pub region: u8,
    /// Number of rows, all roles together.
    pub rows: u32,
    /// Rows by role (in the order of [`Role::ALL`]) and years (in the order of [`Tier::ALL`]).
    pub cells: [[u16; Tier::ALL.len()]; Role::ALL.len()],
    /// Added to log pay; 0 for the base country. The fewer its rows, the more it is shrunk toward its region.
    pub effect: ByPercentile,
    /// Multiplies [`growth`] of the years: how much more steeply pay rises here than in the base country. The region's
    /// slope, plus a part of its own, shrunk toward 0, if there are enough rows.
    pub slope: ByPercentile,
    /// 95 % half-width of the median slope.
    pub slope_half_width: f32,
    /// The people that the floor excludes, by years (in the order of [`Tier::ALL`]).
    pub cut: [Cut; Tier::ALL.len()],
}

/// How many people answered less than [`PayModel::floor_usd`] and are in no percentile. Some made typing errors, some
/// stated monthly pay, and some earn that little; they look the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cut {
    /// Per 100 people, in the survey of [`PayModel::cut_year`].
    pub percent: u8,
    /// The group that they are counted in.
    pub of: CutOf,
}

/// The group that a [`Cut`] is counted in: the closest one with enough answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CutOf {
    /// People of the country with the years of the tier.
    Years,
    /// People of the country, any number of years.
    Country,
    /// People of the region with the years of the tier.
    Region,
}

/// The kind of a technology.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TechnologyKind {
    /// A programming, scripting or markup language.
    Language,
    /// A web framework or library.
    Framework,
}

/// A language or framework that the model knows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TechnologyTerm {
    /// Name.
    pub name: Technology,
    /// Language or framework.
    pub kind: TechnologyKind,
    /// Number of rows.
    pub rows: u32,
    /// Added to log pay of people who work with it, the rest of the stack being equal.
    pub effect: ByPercentile,
    /// 95 % half-width of the median effect, in log USD.
    pub half_width: f32,
}

/// A technology whose effect differs in one role, if the rows support that.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleTechnologyTerm {
    /// The role.
    pub role: Role,
    /// The technology, one of [`PayModel::technologies`].
    pub name: Technology,
    /// Number of rows.
    pub rows: u32,
    /// Added to log pay on top of the technology's own effect.
    pub effect: ByPercentile,
    /// 95 % half-width of the median effect, in log USD.
    pub half_width: f32,
}

/// Effects of the place of work; nothing is added if it is not stated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkplaceTerms {
    /// Rows of people who work in person.
    pub in_person_rows: u32,
    /// Added to log pay for work in person.
    pub in_person: ByPercentile,
    /// Rows of people who work remotely or hybrid.
    pub remote_or_hybrid_rows: u32,
    /// Added to log pay for remote or hybrid work.
    pub remote_or_hybrid: ByPercentile,
    /// 95 % half-width of the difference between both at the median, in log USD.
    pub half_width: f32,
}

/// Effect of company size; nothing is added if it is not stated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SizeTerm {
    /// The band.
    pub size: CompanySize,
    /// Number of rows.
    pub rows: u32,
    /// Added to log pay.
    pub effect: ByPercentile,
    /// 95 % half-width of the median effect relative to [`BASE_SIZE`], in log USD.
    pub half_width: f32,
}

/// Effects of managing people; nothing is added if it is not stated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManagesTerms {
    /// Rows of individual contributors.
    pub individual_contributor_rows: u32,
    /// Added to log pay for an individual contributor.
    pub individual_contributor: ByPercentile,
    /// Rows of people managers.
    pub people_manager_rows: u32,
    /// Added to log pay for a people manager.
    pub people_manager: ByPercentile,
    /// 95 % half-width of the difference between both at the median, in log USD.
    pub half_width: f32,
}

/// Shifts that give the percentiles the right coverage on held-out rows: each percentile moves until the right share of
/// held-out pay lies below it. First by the number of rows of the cell, then the remainder by tier, then the remainder
/// by role; the three add up. The median is not shifted, so that the product of the working stays correct. A cell with
/// fewer rows is never shifted further inward, nor less far outward; its shifted range may be narrower all the same.
///
/// This is cross-conformal calibration by groups (Vovk 2015): every row of the model's year is evaluated with one of
/// five models that were fitted without it, and a group's shift is the order statistic for its size. Unlike split
/// conformal prediction, it has no guarantee for finite samples; it is tested instead, see [`Trial`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// For cells (role, years and country) with 100 rows or more.
    pub many: ByPercentile,
    /// For cells with 30 to 99 rows.
    pub some: ByPercentile,
    /// For cells with fewer rows.
    pub few: ByPercentile,
    /// For countries with fewer than [`SMALL_COUNTRY_ROWS`] rows, whatever the cell has: the rows of its region predict
    /// such a country less well than a rare cell of a large country.
    pub small_country: ByPercentile,
    /// By tier, in the order of [`Tier::ALL`].
    pub tiers: [ByPercentile; Tier::ALL.len()],
    /// By role, in the order of [`Role::ALL`].
    pub roles: [ByPercentile; Role::ALL.len()],
}

/// The model's accuracy on held-out people of its own year. It was fitted five times, each time without one fifth; that
/// fifth was then evaluated with the shifts of the other four fifths. Those four fifths were evaluated with models that
/// had seen this fifth, so the test of the shifts is not fully independent. Shares are 0 to 1, for the three main
/// roles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trial {
    /// Number of people evaluated.
    pub rows: u32,
    /// Share between percentiles 10 and 90; 0.8 is right.
    pub within_outer: f32,
    /// Share between percentiles 25 and 75; 0.5 is right.
    pub within_inner: f32,
    /// The smallest share between 10 and 90 in a role, tier or large country.
    pub least_outer: f32,
    /// The largest.
    pub most_outer: f32,
    /// How far the mean pinball loss is below that of plain percentiles by role, as a share of it.
    pub below_by_role: f32,
    /// The same relative to percentiles by role and country.
    pub below_by_role_and_country: f32,
}

impl PayModel {
    /// The publications besides the surveys: those of the areas, then those of the checks.
    pub fn publications(&self) -> impl Iterator<Item = &Publication> {
        [&self.areas.levels, &self.areas.mean]
            .into_iter()
            .chain(self.checks.iter().map(|check| &check.source))
    }
}

/// The pay model, written by `cargo xtask fit`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PayModel {
    /// The year that the model's pay refers to. Rows of other survey years were adjusted to it.
    pub year: u16,
    /// The surveys the rows are from, newest first.
    pub sources: Vec<DataSource>,
    /// Answers with less pay than this, USD per year, were excluded as likely errors. The model knows nothing below it.
    pub floor_usd: u32,
    /// The newest survey whose file still contains such answers, so that they can be counted ([`CountryTerm::cut`]).
    pub cut_year: u16,
    /// Log USD of a full-stack developer with [`BASE_YEARS`] in the base country, nothing else stated.
    pub base: ByPercentile,
    /// The country whose effect is 0.
    pub base_country: CountryCode,
    /// Every role once.
    pub roles: Vec<RoleTerm>,
    /// Experience, by ascending years from [`BASE_YEARS`]; linear between knots, constant before the first and after
    /// the last.
    pub experience: Vec<ExperienceKnot>,
    /// Groups of countries.
    pub regions: Vec<RegionTerm>,
    /// Countries with at least [`MIN_COUNTRY_ROWS`] rows, by name.
    pub countries: Vec<CountryTerm>,
    /// Areas of the base country.
    pub areas: AreaTerms,
    /// Languages and frameworks, most rows first.
    pub technologies: Vec<TechnologyTerm>,
    /// Technologies whose effect differs in one role.
    pub role_technologies: Vec<RoleTechnologyTerm>,
    /// In person, or remote or hybrid.
    pub workplace: WorkplaceTerms,
    /// People in the company, each band once.
    pub sizes: Vec<SizeTerm>,
    /// Individual contributor or people manager.
    pub manages: ManagesTerms,
    /// Shifts for the right coverage of the percentiles.
    pub calibration: Calibration,
    /// Accuracy on held-out people.
    pub trial: Trial,
    /// Comparisons with government wages.
    pub checks: Vec<Comparison>,
}

/// Years at which the experience effect is 0. Fewer years count as these, because the survey has too few people in
/// their first year (seven in 2025) to estimate a difference.
pub const BASE_YEARS: u8 = 1;

/// Years after which pay is constant in the model: the rows show no further rise.
pub const FLAT_AFTER_YEARS: u8 = 12;

/// Years after which the slope of a region may change.
pub const LATE_FROM_YEARS: u8 = 5;

/// The company size that the others are relative to.
pub const BASE_SIZE: CompanySize = CompanySize::From100;

/// Minimum number of rows for an estimate of a country.
pub const MIN_COUNTRY_ROWS: u32 = 10;

/// Countries with fewer rows have a calibration of their own.
pub const SMALL_COUNTRY_ROWS: u32 = 100;

/// Minimum number of rows of a role and tier, in all countries together, for an estimate. For example, nobody starts as
/// an architect.
pub const MIN_TIER_ROWS: u32 = 30;

/// Log years since the start: `ln((1 + y) / (1 + 1))` with `y` clamped to [`BASE_YEARS`] … [`FLAT_AFTER_YEARS`]. 0 up
/// to [`BASE_YEARS`].
pub fn growth(years: u8) -> f64 {
    let years = years.clamp(BASE_YEARS, FLAT_AFTER_YEARS);
    (f64::from(1 + years) / f64::from(1 + BASE_YEARS)).ln()
}

/// The [`growth`] since [`LATE_FROM_YEARS`]; 0 before.
pub fn late(years: u8) -> f64 {
    growth(years.max(LATE_FROM_YEARS)) - growth(LATE_FROM_YEARS)
}

impl PayModel {
    /// The country; `None` if the model does not know it.
    pub fn country(&self, code: &CountryCode) -> Option<&CountryTerm> {
        self.countries.iter().find(|country| country.code == *code)
    }

    /// The area; `None` if the model does not know it, or if another country than the base country is given.
    pub fn area(&self, country: &CountryCode, code: AreaCode) -> Option<&AreaTerm> {
        if *country != self.base_country {
            return None;
        }
        self.areas.areas.iter().find(|area| area.code == code)
    }

    /// The language or framework; `None` if the model does not know it.
    pub fn technology(&self, name: &Technology) -> Option<&TechnologyTerm> {
        self.technologies
            .iter()
            .find(|technology| technology.name == *name)
    }

    /// The company size. `None` only in a model that `check` refuses.
    pub fn size(&self, size: CompanySize) -> Option<&SizeTerm> {
        self.sizes.iter().find(|term| term.size == size)
    }

    /// The extra effect of a technology in a role, if any.
    pub fn role_technology(&self, role: Role, name: &Technology) -> Option<&RoleTechnologyTerm> {
        self.role_technologies
            .iter()
            .find(|term| term.role == role && term.name == *name)
    }

    /// Rows with this role and tier in all countries.
    pub fn rows_of(&self, role: Role, tier: Tier) -> u32 {
        self.countries
            .iter()
            .map(|country| country.rows_of(role, tier))
            .sum()
    }

    /// The role's term. `None` only in a model that `check` refuses.
    pub fn role(&self, role: Role) -> Option<&RoleTerm> {
        self.roles.iter().find(|term| term.role == role)
    }
}

impl CountryTerm {
    /// Rows of this country with this role and tier.
    pub fn rows_of(&self, role: Role, tier: Tier) -> u32 {
        u32::from(self.cells[role as usize][tier as usize])
    }
}
