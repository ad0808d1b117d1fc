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

/// Where the median stands in [`PERCENTILES`].
pub const MEDIAN: usize = 2;

/// One number for each of [`PERCENTILES`], in log USD.
pub type ByPercentile = [f32; 5];

/// Where rows came from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataSource {
    /// Title to show.
    pub title: String,
    /// Who made it.
    pub publisher: String,
    /// https address.
    pub url: String,
    /// Licence name.
    pub licence: String,
    /// The day the figures speak of.
    pub as_of: Date,
    /// From this day on the page marks the figures as old.
    pub review_by: Date,
    /// Rows used.
    pub rows: u32,
    /// What was taken out of log pay of this survey's rows in the base country to bring them to
    /// [`PayModel::year`]: how the same role and stack were paid in that survey against the survey of that year, for
    /// people with [`BASE_YEARS`]. 0 for that year's own. For others there is a part by years on top, which the model
    /// does not carry: pay did not change alike for people with few and with many years.
    pub shift: ByPercentile,
    /// The same for rows of other countries, where the exchange rate of the survey's day is in it as well. Each country
    /// has a part of its own on top, drawn toward none, which the model does not carry either.
    #[serde(default)]
    pub shift_elsewhere: ByPercentile,
}

/// A role the model knows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleTerm {
    /// The role.
    pub role: Role,
    /// Rows behind it.
    pub rows: u32,
    /// Added to log pay; 0 for full-stack, the base.
    pub effect: ByPercentile,
    /// Times [`growth`] of the years: how much more steeply this role's pay rises than full-stack's.
    pub slope: ByPercentile,
    /// 95 % half-width of the median slope.
    pub slope_half_width: f32,
    /// Added once where languages are stated, before the languages' own effects.
    pub languages: ByPercentile,
    /// 95 % half-width of that at the median, in log USD.
    pub languages_half_width: f32,
    /// Added once where frameworks are stated, before the frameworks' own effects.
    pub frameworks: ByPercentile,
    /// 95 % half-width of that at the median, in log USD.
    pub frameworks_half_width: f32,
    /// 95 % half-width of the median effect, in log USD.
    pub half_width: f32,
}

/// Experience at a whole number of years.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExperienceKnot {
    /// Years of paid work.
    pub years: u8,
    /// Added to log pay; 0 at [`BASE_YEARS`].
    pub effect: ByPercentile,
    /// 95 % half-width of the median effect against [`BASE_YEARS`], in log USD.
    pub half_width: f32,
}

/// A group of countries that lend each other rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionTerm {
    /// English name.
    pub name: String,
    /// Rows of all roles behind it.
    pub rows: u32,
    /// Times [`late`] of the years: how much more steeply pay rises here after [`LATE_FROM_YEARS`] than before, beside the
    /// base country. Where pay begins near the survey's floor, low pay rises late.
    pub late: ByPercentile,
    /// 95 % half-width of that at the median.
    pub late_half_width: f32,
}

/// A country the model knows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountryTerm {
    /// ISO code.
    pub code: CountryCode,
    /// English name.
    pub name: String,
    /// Its region's place in [`PayModel::regions`], from 0.
    pub region: u8,
    /// Rows of all roles behind it.
    pub rows: u32,
    /// Rows by role (in the order of [`Role::ALL`]) and years (in the order of [`Tier::ALL`]).
    pub cells: [[u16; Tier::ALL.len()]; Role::ALL.len()],
    /// Added to log pay; 0 for the base country. Drawn toward its region the more, the fewer its rows are.
    pub effect: ByPercentile,
    /// Times [`growth`] of the years: how much more steeply pay rises here than in the base country. Its region's; where
    /// there are rows enough, with a part of its own, drawn toward none.
    pub slope: ByPercentile,
    /// 95 % half-width of the median slope.
    pub slope_half_width: f32,
    /// What the floor hides here, by years (in the order of [`Tier::ALL`]).
    pub cut: [Cut; Tier::ALL.len()],
}

/// How many people said less than [`PayModel::floor_usd`] and are in no percentile. Some mistyped, some told a month's pay,
/// and some earn that: nobody can part them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cut {
    /// Of 100 people, in the survey of [`PayModel::cut_year`].
    pub percent: u8,
    /// Which people.
    pub of: CutOf,
}

/// Whose answers a [`Cut`] is counted among: the nearest with answers enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CutOf {
    /// People of the country with the years of the tier.
    Years,
    /// People of the country, whatever their years.
    Country,
    /// People of the region with the years of the tier.
    Region,
}

/// What kind of thing a technology is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TechnologyKind {
    /// A programming, scripting or markup language.
    Language,
    /// A web framework or library.
    Framework,
}

/// A language or framework the model knows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TechnologyTerm {
    /// Name.
    pub name: Technology,
    /// Language or framework.
    pub kind: TechnologyKind,
    /// Rows behind it.
    pub rows: u32,
    /// Added to log pay by working with it, the rest of the stack being equal.
    pub effect: ByPercentile,
    /// 95 % half-width of the median effect, in log USD.
    pub half_width: f32,
}

/// A technology whose effect differs in one role, where the rows bear that out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleTechnologyTerm {
    /// The role.
    pub role: Role,
    /// The technology, one of [`PayModel::technologies`].
    pub name: Technology,
    /// Rows behind it.
    pub rows: u32,
    /// Added to log pay on top of the technology's own effect.
    pub effect: ByPercentile,
    /// 95 % half-width of the median effect, in log USD.
    pub half_width: f32,
}

/// Where the work is done; not stated adds nothing.
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
    /// 95 % half-width of the difference of the two at the median, in log USD.
    pub half_width: f32,
}

/// People in the company; not stated adds nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SizeTerm {
    /// The band.
    pub size: CompanySize,
    /// Rows behind it.
    pub rows: u32,
    /// Added to log pay.
    pub effect: ByPercentile,
    /// 95 % half-width of the median effect against [`BASE_SIZE`], in log USD.
    pub half_width: f32,
}

/// Whether the person leads people; not stated adds nothing.
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
    /// 95 % half-width of the difference of the two at the median, in log USD.
    pub half_width: f32,
}

/// Shifts that make the percentiles hold on rows kept back: a percentile moves by the amount that lets the right share
/// of held-back pay lie below it, one percentile at a time. First by how many rows stand behind the cell, then what is
/// left by tier, then what is left by role; the three add up. The median is left alone, so that the working multiplies
/// out. With fewer rows, no shift goes further inward or less far outward; the range that is shifted may be narrower all the
/// same.
///
/// This is cross-conformal calibration by groups (Vovk 2015): every row of the model's year is judged by a model that has
/// not seen it, one of five, and a group's shift is the order statistic that its size asks for. It bears no guarantee for
/// a finite sample, as split conformal prediction would; it is tested instead, see [`Trial`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// Where role, years and country have 100 rows or more.
    pub many: ByPercentile,
    /// Where they have 30 to 99.
    pub some: ByPercentile,
    /// Where they have fewer.
    pub few: ByPercentile,
    /// Where the whole country has fewer than [`SMALL_COUNTRY_ROWS`], whatever the cell has: what the rows of its region
    /// say of such a country is less sure than what they say of a rare cell in a large one.
    pub small_country: ByPercentile,
    /// By tier, in the order of [`Tier::ALL`].
    pub tiers: [ByPercentile; Tier::ALL.len()],
    /// By role, in the order of [`Role::ALL`].
    pub roles: [ByPercentile; Role::ALL.len()],
}

/// How the model did on people of its own year that it had not seen: fitted five times, each time without a fifth of them,
/// who are then judged with the shifts that the other four fifths ask for. Those four fifths were judged by models that
/// had seen this one, so the test of the shifts is not wholly apart from it. Shares are from 0 to 1, of the three main roles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trial {
    /// People tried on.
    pub rows: u32,
    /// Between percentiles 10 and 90; 0.8 is right.
    pub within_outer: f32,
    /// Between percentiles 25 and 75; 0.5 is right.
    pub within_inner: f32,
    /// The least share between 10 and 90 in a role, tier or large country.
    pub least_outer: f32,
    /// The greatest.
    pub most_outer: f32,
    /// How far the mean pinball loss lies below that of plain percentiles by role, as a share of it.
    pub below_by_role: f32,
    /// The same against percentiles by role and country.
    pub below_by_role_and_country: f32,
}

impl PayModel {
    /// The publications beside the surveys: of the areas, then of the checks.
    pub fn publications(&self) -> impl Iterator<Item = &Publication> {
        [&self.areas.levels, &self.areas.mean]
            .into_iter()
            .chain(self.checks.iter().map(|check| &check.source))
    }
}

/// The model. Written by `cargo xtask fit`, read by the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PayModel {
    /// The year whose pay the model states; rows of other survey years were brought to it.
    pub year: u16,
    /// The surveys the rows are from, newest first.
    pub sources: Vec<DataSource>,
    /// Answers with less pay than this, USD a year, were left out as likely slips: below it the model says nothing.
    pub floor_usd: u32,
    /// The newest survey whose file holds such answers too, so that they can be counted ([`CountryTerm::cut`]).
    pub cut_year: u16,
    /// Log USD of a full-stack developer with [`BASE_YEARS`] in the base country, nothing else stated.
    pub base: ByPercentile,
    /// The country whose effect is 0.
    pub base_country: CountryCode,
    /// Every role once.
    pub roles: Vec<RoleTerm>,
    /// Experience, years rising from [`BASE_YEARS`]; straight lines between, flat before the first and after the last.
    pub experience: Vec<ExperienceKnot>,
    /// Groups of countries.
    pub regions: Vec<RegionTerm>,
    /// Countries with at least [`MIN_COUNTRY_ROWS`] rows, by name.
    pub countries: Vec<CountryTerm>,
    /// Areas of the base country.
    pub areas: AreaTerms,
    /// Languages and frameworks, most rows first.
    pub technologies: Vec<TechnologyTerm>,
    /// Those whose effect differs in one role.
    pub role_technologies: Vec<RoleTechnologyTerm>,
    /// In person, or remote or hybrid.
    pub workplace: WorkplaceTerms,
    /// People in the company, each band once.
    pub sizes: Vec<SizeTerm>,
    /// Individual contributor or people manager.
    pub manages: ManagesTerms,
    /// What makes the intervals hold.
    pub calibration: Calibration,
    /// How they held.
    pub trial: Trial,
    /// What government wages say beside it.
    pub checks: Vec<Comparison>,
}

/// Years at which the experience effect is 0. Fewer years are told as these: a survey has too few people in their first
/// year (seven of 2025) to tell them apart.
pub const BASE_YEARS: u8 = 1;

/// Years after which pay is taken to be flat: the rows show no rise beyond.
pub const FLAT_AFTER_YEARS: u8 = 12;

/// Years after which pay may rise more or less steeply in a region than before.
pub const LATE_FROM_YEARS: u8 = 5;

/// The band of company size that the others are measured against.
pub const BASE_SIZE: CompanySize = CompanySize::From100;

/// Fewer rows than this, and there is no estimate for a country.
pub const MIN_COUNTRY_ROWS: u32 = 10;

/// Fewer rows than this, and a country's ranges have a calibration of their own.
pub const SMALL_COUNTRY_ROWS: u32 = 100;

/// Fewer rows of a role and tier in all countries together than this, and there is no estimate for them: nobody starts
/// as an architect.
pub const MIN_TIER_ROWS: u32 = 30;

/// The share of experience's rise that has happened, in log years: `ln((1 + y) / (1 + 1))` with `y` no less than
/// [`BASE_YEARS`] and no more than [`FLAT_AFTER_YEARS`]. 0 up to [`BASE_YEARS`].
pub fn growth(years: u8) -> f64 {
    let years = years.clamp(BASE_YEARS, FLAT_AFTER_YEARS);
    (f64::from(1 + years) / f64::from(1 + BASE_YEARS)).ln()
}

/// The [`growth`] since [`LATE_FROM_YEARS`]; 0 up to them.
pub fn late(years: u8) -> f64 {
    growth(years.max(LATE_FROM_YEARS)) - growth(LATE_FROM_YEARS)
}

impl PayModel {
    /// The country, where the model knows it.
    pub fn country(&self, code: &CountryCode) -> Option<&CountryTerm> {
        self.countries.iter().find(|country| country.code == *code)
    }

    /// The area, where the model knows it and the country is the one that has areas.
    pub fn area(&self, country: &CountryCode, code: AreaCode) -> Option<&AreaTerm> {
        if *country != self.base_country {
            return None;
        }
        self.areas.areas.iter().find(|area| area.code == code)
    }

    /// The language or framework, where the model knows it.
    pub fn technology(&self, name: &Technology) -> Option<&TechnologyTerm> {
        self.technologies
            .iter()
            .find(|technology| technology.name == *name)
    }

    /// The band of company size. None only in a model that `check` refuses.
    pub fn size(&self, size: CompanySize) -> Option<&SizeTerm> {
        self.sizes.iter().find(|term| term.size == size)
    }

    /// What is special about a technology in a role, if anything.
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

    /// The role's term. None only in a model that `check` refuses.
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
