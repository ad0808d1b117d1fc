//! The person and job that an estimate is about. Never the visitor's current pay.

use serde::{Deserialize, Serialize};

use super::country;
use crate::order::sorted;

/// The roles, by the survey's own labels: the three main ones of this page, and neighbours with enough rows.
///
/// Excluded, because fewer than 500 people in three surveys have them: test, games, security, system administration,
/// databases, support. Labels that changed between years are merged if the work is the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// “Developer, back-end”.
    BackEnd,
    /// “Developer, front-end”.
    FrontEnd,
    /// “Developer, full-stack”.
    FullStack,
    /// “Developer, mobile”.
    Mobile,
    /// “Developer, desktop or enterprise applications”.
    Desktop,
    /// “Developer, embedded applications or devices”.
    Embedded,
    /// “DevOps engineer or professional” (before 2025 “DevOps specialist”), “Cloud infrastructure engineer” and
    /// “Engineer, site reliability”.
    Devops,
    /// “Data engineer”, or “Engineer, data”.
    DataEngineer,
    /// “Data scientist or machine learning specialist”, which 2025 splits into “Data scientist” and “AI/ML engineer”.
    DataScientist,
    /// “Architect, software or solutions”: a label of 2025 only.
    Architect,
    /// “Engineering manager”.
    EngineeringManager,
}

impl Role {
    /// All roles, the three main ones first.
    pub const ALL: [Self; 11] = [
        Self::BackEnd,
        Self::FrontEnd,
        Self::FullStack,
        Self::Mobile,
        Self::Desktop,
        Self::Embedded,
        Self::Devops,
        Self::DataEngineer,
        Self::DataScientist,
        Self::Architect,
        Self::EngineeringManager,
    ];

    /// The three roles that the quiz can lead to.
    pub const MAIN: &'static [Self] = Self::ALL.split_at(3).0;

    /// Neighbouring roles.
    pub const NEIGHBORS: &'static [Self] = Self::ALL.split_at(3).1;

    /// Whether it is one of [`Role::MAIN`].
    pub fn is_main(self) -> bool {
        Self::MAIN.contains(&self)
    }

    /// Whether the role itself is to manage people. Its pay then includes that, whatever [`PayQuery::manages`] is.
    pub fn leads_people(self) -> bool {
        self == Self::EngineeringManager
    }
}

/// Experience bands by years of paid work. The survey has years, not levels; the names only label the years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// 0 to 2 years.
    Entry,
    /// 3 to 5 years.
    Mid,
    /// 6 to 9 years.
    Senior,
    /// 10 years and more. A staff *title* is rarer and is not measured here.
    Staff,
}

impl Tier {
    /// All tiers, in ascending order.
    pub const ALL: [Self; 4] = [Self::Entry, Self::Mid, Self::Senior, Self::Staff];

    /// The years used if a tier is selected by name.
    pub fn typical_years(self) -> Years {
        Years(match self {
            Self::Entry => 1,
            Self::Mid => 4,
            Self::Senior => 7,
            Self::Staff => 12,
        })
    }
}

/// Whole years of paid work, 0 to 50.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Years(u8);

impl Years {
    /// The maximum.
    pub const MAX: u8 = 50;

    /// `None` above [`Years::MAX`].
    pub fn new(years: u8) -> Option<Self> {
        (years <= Self::MAX).then_some(Self(years))
    }

    /// The number.
    pub fn get(self) -> u8 {
        self.0
    }

    /// The tier that includes this many years.
    pub fn tier(self) -> Tier {
        match self.0 {
            0..=2 => Tier::Entry,
            3..=5 => Tier::Mid,
            6..=9 => Tier::Senior,
            _ => Tier::Staff,
        }
    }
}

impl TryFrom<u8> for Years {
    type Error = String;

    fn try_from(years: u8) -> Result<Self, Self::Error> {
        Self::new(years).ok_or_else(|| format!("{years} years is more than {}", Self::MAX))
    }
}

impl From<Years> for u8 {
    fn from(years: Years) -> Self {
        years.0
    }
}

/// The place of work. Surveyed pay of remote and hybrid work does not differ, so they are one choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Workplace {
    /// In person.
    InPerson,
    /// Remote or hybrid.
    RemoteOrHybrid,
}

/// Number of people in the company, in bands that do not split the surveys' own bands. The survey's “just me” is no
/// company size and counts as not stated. The copy of the 2025 survey has only the bands from 20 to 9,999; the smallest
/// and the largest companies come from 2023 and 2024.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CompanySize {
    /// 2 to 19 people.
    #[serde(rename = "2-19")]
    From2,
    /// 20 to 99 people.
    #[serde(rename = "20-99")]
    From20,
    /// 100 to 499 people.
    #[serde(rename = "100-499")]
    From100,
    /// 500 to 999 people.
    #[serde(rename = "500-999")]
    From500,
    /// 1,000 to 9,999 people.
    #[serde(rename = "1000-9999")]
    From1000,
    /// 10,000 people and more.
    #[serde(rename = "10000-plus")]
    From10000,
}

impl CompanySize {
    /// All bands, in ascending order.
    pub const ALL: [Self; 6] = [
        Self::From2,
        Self::From20,
        Self::From100,
        Self::From500,
        Self::From1000,
        Self::From10000,
    ];
}

/// Whether the person manages people, in the survey's own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Manages {
    /// “Individual contributor”.
    IndividualContributor,
    /// “People manager”.
    PeopleManager,
}

/// A country by its ISO 3166 alpha-2 code, upper case. Other codes in use, for example `UK`, are converted to the
/// official one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct CountryCode(pub(crate) String);

impl CountryCode {
    /// `None` unless the code has two upper-case letters.
    pub fn new(code: &str) -> Option<Self> {
        (code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()))
            .then(|| Self(country::current(code).to_owned()))
    }

    /// The two letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the code may stand for a country. ISO 3166-1 leaves AA, QM to QZ, XA to XZ and ZZ to users, and some
    /// programs use them for “unknown”; only XK, Kosovo, is widely used for a country. EU, EZ and UN stand for groups
    /// of countries.
    pub fn may_be_a_country(&self) -> bool {
        match self.0.as_bytes() {
            b"XK" => true,
            b"AA" | b"ZZ" | b"EU" | b"EZ" | b"UN" | [b'X', _] | [b'Q', b'M'..=b'Z'] => false,
            _ => true,
        }
    }
}

impl From<String> for CountryCode {
    /// Accepts any saved text; it is validated later.
    fn from(code: String) -> Self {
        Self::new(&code).unwrap_or(Self(code))
    }
}

impl From<CountryCode> for String {
    fn from(code: CountryCode) -> Self {
        code.0
    }
}

/// A metropolitan area of the United States by its CBSA code, for example `41860` for San Francisco.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct AreaCode(u32);

impl AreaCode {
    /// `None` unless the code has five digits.
    pub fn new(code: u32) -> Option<Self> {
        (10_000..100_000).contains(&code).then_some(Self(code))
    }

    /// The number.
    pub fn get(self) -> u32 {
        self.0
    }
}

impl TryFrom<u32> for AreaCode {
    type Error = String;

    fn try_from(code: u32) -> Result<Self, Self::Error> {
        Self::new(code).ok_or_else(|| format!("{code} is not an area code of five digits"))
    }
}

impl From<AreaCode> for u32 {
    fn from(code: AreaCode) -> Self {
        code.0
    }
}

/// A programming language or web framework by its name in the model, for example `TypeScript` or `React`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Technology(pub(crate) String);

impl Technology {
    /// A name of 1 to 40 characters, which the model may or may not know.
    pub fn new(name: &str) -> Option<Self> {
        (1..=40)
            .contains(&name.chars().count())
            .then(|| Self(name.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The input of the pay model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PayQuery {
    /// The role.
    pub role: Role,
    /// Years of paid work.
    pub years: Years,
    /// Where the job is.
    pub country: CountryCode,
    /// The area in the country; `None` if not stated. Only the model's base country has areas; elsewhere it has no
    /// effect.
    #[serde(default)]
    pub area: Option<AreaCode>,
    /// Languages and frameworks used at work, without repetitions; empty if not stated. Older records call the field
    /// `languages`.
    #[serde(alias = "languages")]
    pub stack: Vec<Technology>,
    /// `None` if not stated.
    pub workplace: Option<Workplace>,
    /// `None` if not stated.
    #[serde(default)]
    pub size: Option<CompanySize>,
    /// `None` if not stated. No effect if [`Role::leads_people`].
    #[serde(default)]
    pub manages: Option<Manages>,
}

impl Default for PayQuery {
    /// The query at the start: full-stack is the largest group, the United States the largest country of the survey,
    /// and a first job the most likely question.
    fn default() -> Self {
        Self {
            role: Role::FullStack,
            years: Tier::Entry.typical_years(),
            country: CountryCode("US".to_owned()),
            area: None,
            stack: Vec::new(),
            workplace: None,
            size: None,
            manages: None,
        }
    }
}

impl PayQuery {
    /// Adds or removes a language or framework.
    pub fn set_technology(&mut self, technology: &Technology, on: bool) {
        self.stack.retain(|known| known != technology);
        if on {
            self.stack.push(technology.clone());
            self.stack = sorted(std::mem::take(&mut self.stack), Ord::cmp);
        }
    }

    /// Sets the country. The area is removed, because areas belong to a country.
    pub fn set_country(&mut self, country: CountryCode) {
        if self.country != country {
            self.country = country;
            self.area = None;
        }
    }

    /// Sets the years to those typical of a tier.
    pub fn set_tier(&mut self, tier: Tier) {
        self.years = tier.typical_years();
    }
}
