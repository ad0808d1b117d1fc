//! Counts people whose pay is below the model's minimum, by country and years, in a survey whose file has such answers.

use std::collections::BTreeMap;

use which_end_core::pay::model::{Cut, CutOf, PayModel};
use which_end_core::pay::query::{CountryCode, Tier};

use super::countries::by_code;
use super::survey::Survey;

/// Minimum number of answers. With fewer, one or two errors would look like a pattern, and a wider group is used: the
/// country with all years, then the region with these years.
const MIN_ANSWERS: u32 = 18;

/// Number of answers below the minimum, and of all answers.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    under: u32,
    all: u32,
}

impl Count {
    fn plus(self, other: Self) -> Self {
        Self {
            under: self.under + other.under,
            all: self.all + other.all,
        }
    }

    /// The share, if there are enough answers.
    fn cut(self, of: CutOf) -> Option<Cut> {
        let percent = f64::from(self.under) / f64::from(self.all.max(1)) * 100.0;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and 100"
        )]
        let percent = percent.round() as u8;
        (self.all >= MIN_ANSWERS).then_some(Cut { percent, of })
    }
}

/// Counts by country and, in the order of [`Tier::ALL`], by tier.
#[derive(Debug, Default)]
pub(crate) struct Cuts {
    countries: BTreeMap<CountryCode, [Count; Tier::ALL.len()]>,
}

impl Cuts {
    /// Counts a survey's rows, and those excluded as below the minimum.
    pub(crate) fn of(survey: &Survey) -> Self {
        let mut found = Self::default();
        for (country, tier) in &survey.under_least {
            let one = Count { under: 1, all: 1 };
            found.add(country, *tier, one);
        }
        for row in &survey.rows {
            let one = Count { under: 0, all: 1 };
            found.add(&row.query.country, row.query.years.tier(), one);
        }
        found
    }

    fn add(&mut self, country: &CountryCode, tier: Tier, one: Count) {
        let counts = self.countries.entry(country.clone()).or_default();
        counts[tier as usize] = counts[tier as usize].plus(one);
    }

    /// Sets the cuts of every country of the model.
    pub(crate) fn apply_to(&self, model: &mut PayModel) {
        for country in &mut model.countries {
            for tier in Tier::ALL {
                country.cut[tier as usize] = self.cut(&country.code, country.region, tier);
            }
        }
    }

    fn cut(&self, country: &CountryCode, region: u8, tier: Tier) -> Cut {
        let own = self.countries.get(country).copied().unwrap_or_default();
        let whole = own.into_iter().fold(Count::default(), Count::plus);
        let near = self
            .countries
            .iter()
            .filter(|(code, _)| by_code(code).is_some_and(|near| near.region == region))
            .map(|(_, counts)| counts[tier as usize])
            .fold(Count::default(), Count::plus);
        own[tier as usize]
            .cut(CutOf::Years)
            .or_else(|| whole.cut(CutOf::Country))
            .or_else(|| near.cut(CutOf::Region))
            .unwrap_or(Cut {
                percent: 0,
                of: CutOf::Region,
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: 20 people of Pakistan with 1 year, of whom 14 are below the minimum; 10 with 4 years, of whom 1 is; 8
    /// of Nepal.
    #[test]
    fn the_nearest_group_with_answers_enough_speaks() {
        let code = |code| CountryCode::new(code).expect("a code");
        let mut cuts = Cuts::default();
        for (country, tier, under, all) in [
            ("PK", Tier::Entry, 14, 20),
            ("PK", Tier::Mid, 1, 10),
            ("NP", Tier::Mid, 7, 8),
        ] {
            cuts.add(&code(country), tier, Count { under, all });
        }
        let region = by_code(&code("PK")).expect("known").region;
        let cut = |country, tier| cuts.cut(&code(country), region, tier);
        let is = |percent, of| Cut { percent, of };
        assert_eq!(cut("PK", Tier::Entry), is(70, CutOf::Years));
        assert_eq!(cut("PK", Tier::Mid), is(50, CutOf::Country));
        assert_eq!(cut("PK", Tier::Staff), is(50, CutOf::Country));
        assert_eq!(cut("NP", Tier::Mid), is(44, CutOf::Region));
        assert_eq!(cut("NP", Tier::Entry), is(70, CutOf::Region));
        // There are no answers in the region.
        assert_eq!(cut("NP", Tier::Senior), is(0, CutOf::Region));
    }
}
