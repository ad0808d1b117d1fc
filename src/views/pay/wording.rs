//! The percentiles of an estimate in words. Headline, tables, picture and copies use these functions, so that they agree. A figure
//! hidden by the survey's floor reads “under” the floor or “not known”.

use which_end_core::pay::estimate::{
    CUT_NOTICE_PERCENT, Grounds, Headline, PayEstimate, Percentile,
};
use which_end_core::pay::model::{CutOf, MEDIAN, PERCENTILES};
use which_end_core::pay::query::PayQuery;
use which_end_core::pay::rates::Unit;

use super::labels;
use super::units::{amount, per};
use crate::dataset::facts;
use crate::ui::number::grouped;
use crate::ui::text::capitalized;

/// The percentile at `index` of `PERCENTILES`, for example `$104,000`, `under $5,000` or `not known`.
pub(super) fn figure(unit: &Unit, answer: &PayEstimate, index: usize) -> String {
    match answer.percentile(index) {
        Percentile::Amount(usd) => amount(unit, usd),
        Percentile::Under(usd) => format!("under {}", amount(unit, usd)),
        Percentile::Unknown => "not known".to_owned(),
    }
}

/// The amount of the percentile at `index`. `None` if it is under the floor or unknown.
pub(super) fn known(answer: &PayEstimate, index: usize) -> Option<f64> {
    match answer.percentile(index) {
        Percentile::Amount(usd) => Some(usd),
        Percentile::Under(_) | Percentile::Unknown => None,
    }
}

/// “Half of them earn … to … a year”, with a warning if there are few answers. For places where the group is named
/// nearby.
pub(super) fn headline(unit: &Unit, answer: &PayEstimate) -> String {
    let group = if above_floor_suffix(unit, answer).is_empty() {
        "them"
    } else {
        "those"
    };
    half_of_group(unit, group, answer)
}

/// The same with the group, for example “Half of back-end developers like this earn … to … a year”.
pub(super) fn named_headline(unit: &Unit, query: &PayQuery, answer: &PayEstimate) -> String {
    half_of_group(
        unit,
        &format!("{} like this", labels::people(query.role)),
        answer,
    )
}

fn half_of_group(unit: &Unit, group: &str, answer: &PayEstimate) -> String {
    let text = half(unit, &format!(" of {group}"), answer);
    match answer.grounds {
        Grounds::Few if answer.headline() != Headline::Unknown => format!("A guess: {text}"),
        _ => capitalized(&text),
    }
}

/// “ who said $5,000 or more”, if enough answers are under the floor to matter. Empty otherwise.
pub(super) fn above_floor_suffix(unit: &Unit, answer: &PayEstimate) -> String {
    if answer.cut.percent > CUT_NOTICE_PERCENT {
        format!(" who said {} or more", amount(unit, answer.floor))
    } else {
        String::new()
    }
}

/// “, of those who said $5,000 or more”, if enough answers are under the floor to matter. Empty otherwise.
pub(super) fn of_those(unit: &Unit, answer: &PayEstimate) -> String {
    match above_floor_suffix(unit, answer) {
        rest if rest.is_empty() => rest,
        rest => format!(", of those{rest}"),
    }
}

/// For example “half of them earn $50,000 to $90,000 a year”. `group` begins with a space or is empty.
pub(super) fn half(unit: &Unit, group: &str, answer: &PayEstimate) -> String {
    let rest = above_floor_suffix(unit, answer);
    let text = match answer.headline() {
        Headline::Between(low, high) => {
            format!(
                "half{group}{rest} earn {} to {}",
                amount(unit, low),
                amount(unit, high)
            )
        }
        Headline::Over(middle) => {
            format!("half{group}{rest} earn more than {}", amount(unit, middle))
        }
        Headline::Under(floor) => {
            format!("more than half{group} earn under {}", amount(unit, floor))
        }
        Headline::Unknown => return format!("what half{group} earn is not known"),
    };
    format!("{text} {}", per(unit.period()))
}

/// The rest of the distribution: “Half earn more than … and half earn less. 1 in 10 earns under …, 1 in 10 over ….” If
/// the headline already has the median, or it is unknown, the upper quarter replaces it.
pub(super) fn summary(unit: &Unit, answer: &PayEstimate) -> String {
    let spread = matches!(answer.headline(), Headline::Between(..));
    let middle = match known(answer, MEDIAN) {
        Some(usd) if spread => format!(
            "Half earn more than {} and half earn less. ",
            amount(unit, usd)
        ),
        _ => String::new(),
    };
    let mut ends: Vec<String> = low_end(unit, answer).into_iter().collect();
    for (index, of, wanted) in [(3, "1 in 4", !spread), (4, "1 in 10", true)] {
        if let Some(usd) = known(answer, index).filter(|_| wanted) {
            let earns = if ends.is_empty() { " earns" } else { "" };
            ends.push(format!("{of}{earns} over {}", amount(unit, usd)));
        }
    }
    if ends.is_empty() {
        return middle;
    }
    format!("{middle}{}.", capitalized(&ends.join(", ")))
}

/// How many earn less than each of [`PERCENTILES`], to stand before the amount. Every table, the spreadsheet and the static
/// page use these words.
pub(super) const SHARES_BELOW: [&str; 5] = [
    "1 in 10 earns under",
    "1 in 4 earns under",
    "Half earn under",
    "3 in 4 earn under",
    "9 in 10 earn under",
];

/// What each of [`PERCENTILES`] stands for, as a label below a range bar.
pub(super) const TICKS: [&str; 5] = ["lowest 10%", "lowest 25%", "middle", "top 25%", "top 10%"];

/// How far to trust an estimate, in a word.
pub(super) fn grade(grounds: Grounds) -> &'static str {
    match grounds {
        Grounds::Many => "Solid",
        Grounds::Some => "Rough",
        Grounds::Few => "A guess",
    }
}

/// How many people like this answered.
pub(super) fn answers_near(rows: u32) -> String {
    match rows {
        0 => "no answers from people like this".to_owned(),
        1 => "1 answer from people like this".to_owned(),
        rows => format!("{} answers from people like this", grouped(f64::from(rows))),
    }
}

/// The grade as three dots, of which one to three are filled.
pub(super) fn grade_dots(grounds: Grounds) -> &'static str {
    match grounds {
        Grounds::Many => "●●● ",
        Grounds::Some => "●●○ ",
        Grounds::Few => "●○○ ",
    }
}

/// The low end, for example “1 in 10 earns under …”. `None` if it is unknown, or if more than half are under the floor,
/// which the headline says.
pub(super) fn low_end(unit: &Unit, answer: &PayEstimate) -> Option<String> {
    match [0, 1, MEDIAN].map(|index| answer.percentile(index)) {
        [.., Percentile::Under(_)] | [Percentile::Unknown, ..] => None,
        [Percentile::Amount(usd), ..] => Some(format!("{} {}", SHARES_BELOW[0], amount(unit, usd))),
        [_, Percentile::Under(floor), _] => Some(format!(
            "more than 1 in 4 earn under {}",
            amount(unit, floor)
        )),
        [Percentile::Under(floor), ..] => Some(format!(
            "more than 1 in 10 earn under {}",
            amount(unit, floor)
        )),
    }
}

/// Explains what the survey's floor excludes. `None` if that is negligible.
pub(super) fn floor_notice(unit: &Unit, query: &PayQuery, answer: &PayEstimate) -> Option<String> {
    if !answer.is_cut() {
        return None;
    }
    let floor = amount(unit, answer.floor);
    let yearly = per(unit.period());
    if answer.cut.percent <= CUT_NOTICE_PERCENT {
        return Some(format!(
            "Answers under {floor} {yearly} were left out, because they are most likely slips. So nobody knows how far under \
            {floor} pay goes."
        ));
    }
    let model = &facts().pay;
    let country = labels::country(query);
    let group = match answer.cut.of {
        CutOf::Years => format!("people with these years in {country}"),
        CutOf::Country => format!("people in {country} (of all years, as few answered)"),
        CutOf::Region => {
            let term = model.country(&query.country);
            let region = term.and_then(|term| model.regions.get(usize::from(term.region)));
            format!(
                "people with these years in {} (few in {country} answered)",
                region.map_or("", |region| region.name.as_str())
            )
        }
    };
    let hidden = match (0..PERCENTILES.len())
        .rfind(|index| answer.percentile(*index) == Percentile::Unknown)
    {
        None => "",
        Some(0) => " So what the lowest 1 in 10 earn is not known.",
        Some(1) => " So what the lowest 1 in 4 earn is not known.",
        Some(2) => " So what the lower half earn is not known.",
        Some(_) => " So what most of them earn is not known.",
    };
    Some(format!(
        "In the survey of {}, {} in 100 {group} said less than {floor} {yearly}. Some of that may be real pay, and some are slips. \
        Nobody can tell which, so all of it is left out.{hidden} Our figures are of those who said {floor} or more.",
        model.cut_year, answer.cut.percent,
    ))
}
