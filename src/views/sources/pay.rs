//! Scope and certainty of the pay table. Its limits and shares are documented in `assets/data/README.md`.

use leptos::prelude::*;
use which_end_core::pay::estimate::CUT_NOTICE_PERCENT;

use crate::dataset::facts;
use crate::ui::number::{grouped, whole};
use crate::views::pieces::{definitions, paragraph};

/// What the figures measure, and who is missing.
pub(super) fn scope() -> AnyView {
    let model = &facts().pay;
    let year = model.year;
    let total: u32 = model.sources.iter().map(|source| source.rows).sum();
    let home = model.country(&model.base_country);
    let home_name = home.map_or(model.base_country.as_str(), |country| country.name.as_str());
    let home_rows = grouped(home.map_or(0.0, |country| f64::from(country.rows)));
    let mut years: Vec<String> = model
        .sources
        .iter()
        .map(|source| source.as_of.year().to_string())
        .collect();
    years.sort();
    let years = joined(&years);
    let floor = grouped(f64::from(model.floor_usd));
    let when = format!(
        "Pay of {year}, from the surveys of {years}. Older answers are brought to {year} by what the surveys themselves say \
        has changed for the same kind of work."
    );
    let total = grouped(f64::from(total));
    let countries = model.countries.len();
    let how_many = format!(
        "{total} answers from {countries} countries ({home_name}: {home_rows}), a random four in five of those that we could \
        get. The rest are kept aside to test the estimate. The surveys hold no names, so one person may have answered in \
        several years."
    );
    let cut_year = model.cut_year;
    let missing = format!(
        "People who do not use Stack Overflow, who did not care to answer, or who would not say what they earn. Answers under \
        ${floor} or over $500,000 are left out: we show no figure under ${floor}, and the best paid are cut off. Most of \
        those are slips, such as pay for a month. But where pay is low, many earn that little. So we counted them in the \
        survey of {cut_year}, by country and years (where fewer than 18 answered, in the whole country, and then in its part \
        of the world). Where more than {CUT_NOTICE_PERCENT} in 100 said less than ${floor}, the page says so. Figures below which \
        fewer people lie than were left out are shown as not known. Countries with fewer than ten answers have no figure. No \
        survey asks for the title “staff”."
    );
    let differ = format!(
        "They chose to answer. Most are experienced: in the United States two in three have ten years of work or more. The \
        answers of {year} hold some freelancers and part-timers. Age is never used."
    );
    let what = "All pay for one year before tax, as people told it themselves in a survey. Nobody checked it. Bonuses are in. \
        Shares of a company may or may not be. Other money was turned into US dollars at one rate for each survey.";
    definitions([
        ("What", what.into_any()),
        ("When", when.into_any()),
        ("How many", how_many.into_any()),
        ("Who is missing", missing.into_any()),
        ("How they differ from all developers", differ.into_any()),
    ])
}

/// How the ranges were calibrated and tested: text for `Calibration`, figures from `Trial`.
pub(super) fn certainty() -> Vec<AnyView> {
    let model = &facts().pay;
    let trial = &model.trial;
    let percent = |share: f32| whole(f64::from(share) * 100.0) + "%";
    let year = model.year;
    let rows = grouped(f64::from(trial.rows));
    let (outer, inner) = (percent(trial.within_outer), percent(trial.within_inner));
    let (least, most) = (percent(trial.least_outer), percent(trial.most_outer));
    let by_role = percent(trial.below_by_role);
    let by_both = percent(trial.below_by_role_and_country);
    let how = format!(
        "We hid a fifth of the answers of {year}, made the table from the rest, and looked where the hidden pay fell. We did \
        this five times, so that each answer was hidden once. Then we moved the ends of the ranges until the right share of \
        hidden pay lay below each: by how many answers stand behind a figure, by years and by kind of work. Where there are \
        few answers, the ends were moved outward at least as much as where there are many. The middle was not moved."
    );
    let test = format!(
        "The test, on {rows} answers of back-end, front-end and full-stack developers, each fifth with ends set by the other \
        four (which were judged by tables that had seen this fifth, so the test is not wholly strict): {outer} of pay lay \
        between the figures for 10 and 90 of 100 (80% would be right), {inner} between those for 25 and 75 (50% would be \
        right). In single roles, years and large countries it was {least} to {most} instead of 80%. The table missed by \
        {by_role} less than one that knows the kind of work alone, and by {by_both} less than one that knows kind of work and \
        country."
    );
    let chosen = "How strongly the table leans on older answers, on like countries and on like jobs was chosen on the same \
        answers, so a test by others may come out a little worse.";
    [how, test, chosen.to_owned()]
        .into_iter()
        .map(|text| paragraph("", text))
        .collect()
}

/// For example `2023, 2024 and 2025`.
fn joined(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
