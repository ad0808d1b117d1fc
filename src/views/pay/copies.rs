//! The estimate as a few lines of text, and as the rows of a table for spreadsheets.

use which_end_core::pay::claim::Claim;
use which_end_core::pay::estimate::{Grounds, PayEstimate, WorkingStep, estimate};
use which_end_core::pay::model::{MEDIAN, PERCENTILES};
use which_end_core::pay::query::PayQuery;
use which_end_core::pay::wages::Publication;

use super::claims::{figure, speaks_of};
use super::units::{amount, bare, heading, hours_said, rate_said, shown};
use super::{wording, words, working};
use crate::dataset::facts;
use crate::ui::number::grouped;
use crate::ui::text::capitalized;

/// What the figures are of, in the words of every copy.
const WHICH_PAY: &str = "total pay before tax, as people said it themselves";

/// A number of answers; “none” where it is 0.
pub(super) fn count(rows: u32) -> String {
    match rows {
        0 => "none".to_owned(),
        rows => grouped(f64::from(rows)),
    }
}

/// What the figure for the area rests on: the wage levels, then the country's mean. None where no area is stated.
pub(super) fn area_sources(query: &PayQuery) -> Option<[&'static Publication; 2]> {
    let model = &facts().pay;
    model.area(&query.country, query.area?)?;
    Some([&model.areas.levels, &model.areas.mean])
}

/// The area's two sources by name, publisher and year; empty where no area is stated.
fn area_names(query: &PayQuery) -> String {
    let name = |source: &Publication| {
        let old = if words::is_old(source.review_by) {
            ", old"
        } else {
            ""
        };
        format!(
            "{}, {}, figures of {}{old}",
            source.title,
            source.publisher,
            source.as_of.in_words()
        )
    };
    area_sources(query).map_or_else(String::new, |both| both.map(name).join("; "))
}

/// The surveys by name, publisher and year.
fn surveys() -> String {
    let names: Vec<String> = facts()
        .pay
        .sources
        .iter()
        .map(|source| {
            let (title, publisher) = (&source.title, &source.publisher);
            let year = source.as_of.year().to_string();
            if title.contains(&year) {
                format!("{title}, {publisher}")
            } else {
                format!("{title}, {publisher}, {year}")
            }
        })
        .collect();
    names.join("; ")
}

/// The surveys as a sentence, and what the area rests on as another.
pub(super) fn sources(query: &PayQuery) -> String {
    let names = surveys();
    let end = if names.ends_with('.') { "" } else { "." };
    let area = area_names(query);
    if area.is_empty() {
        format!("Source: {names}{end}")
    } else {
        format!("Source: {names}{end} For the area: {area}.")
    }
}

/// How many answers stand behind it.
pub(super) fn answers(answer: &PayEstimate) -> String {
    let few = match answer.grounds {
        Grounds::Few if answer.rows == 0 => " (it leans on similar jobs and countries)",
        Grounds::Few => " (few: it leans on similar jobs and countries)",
        Grounds::Some | Grounds::Many => "",
    };
    format!(
        "Answers from people with this work, about these years and this country: {}{few}",
        count(answer.rows)
    )
}

/// A few lines that stand alone: whose pay, the figures, what was kept beside them, what they are of, how many stand
/// behind them, and the source.
pub(super) fn text(
    query: &PayQuery,
    answer: &PayEstimate,
    beside: Option<&PayQuery>,
    link: Option<&str>,
) -> String {
    let unit = shown();
    let mut lines = vec![
        format!("Which End, pay: {}", words::asked(query).join(", ")),
        format!(
            "{}. {}",
            wording::headline(answer),
            wording::summary(answer)
        ),
        format!(
            "{}, {WHICH_PAY}, in money of {}. {}.",
            heading(&unit),
            facts().pay.year,
            answers(answer)
        ),
        sources(query),
    ];
    if let Some(kept) = beside.filter(|kept| *kept != query) {
        lines.insert(2, beside_it(kept, answer));
    }
    lines.extend(wording::floor_notice(query, answer));
    lines.extend(rate_said(&unit));
    lines.extend(hours_said(&unit));
    lines.extend(link.map(str::to_owned));
    lines.join("\n")
}

/// What was kept to compare with, as a line.
fn beside_it(kept: &PayQuery, now: &PayEstimate) -> String {
    let asked = words::asked(kept).join(", ");
    match estimate(&facts().pay, kept) {
        Ok(answer) => {
            let before = wording::known(&answer, MEDIAN);
            let middle = before.map_or_else(String::new, |usd| {
                format!(" Half earn more than {}.", amount(usd))
            });
            let change = before.zip(wording::known(now, MEDIAN)).map_or_else(
                String::new,
                |(before, now)| {
                    let change = working::change(now / before);
                    format!(" From there to the choice above: {change} in the middle.")
                },
            );
            format!(
                "Compared with {asked}: {}.{middle}{change} {}.",
                wording::headline(&answer),
                answers(&answer),
            )
        }
        Err(_) => format!("Compared with {asked}: no data."),
    }
}

/// A row of the table for spreadsheets. What does not apply is left empty.
#[derive(Clone, Copy, Default)]
struct Row<'text> {
    part: &'text str,
    what: &'text str,
    amount: &'text str,
    unit: &'text str,
    /// Percent to a tenth, as in `-12.0`.
    change: &'text str,
    /// Which pay the amount is.
    pay: &'text str,
    note: &'text str,
    sells: &'text str,
    source: &'text str,
    as_of: &'text str,
    address: &'text str,
}

impl Row<'_> {
    fn cells(self) -> Vec<String> {
        [
            self.part,
            self.what,
            self.amount,
            self.unit,
            self.change,
            self.pay,
            self.note,
            self.sells,
            self.source,
            self.as_of,
            self.address,
        ]
        .map(str::to_owned)
        .to_vec()
    }
}

/// The rows of the table: the choices, the percentiles, the working and the claims, each with its source and date.
pub(super) fn rows(query: &PayQuery, answer: &PayEstimate) -> Vec<Vec<String>> {
    let data = facts();
    let unit = heading(&shown());
    let mut rows = vec![
        Row {
            part: "Part",
            what: "What",
            amount: "Amount",
            unit: "Unit",
            change: "Change in percent",
            pay: "Which pay",
            note: "Note",
            sells: "What the publisher sells",
            source: "Source",
            as_of: "As of",
            address: "Address",
        }
        .cells(),
    ];
    for choice in words::asked(query) {
        let row = Row {
            part: "Choice",
            what: &choice,
            ..Row::default()
        };
        rows.push(row.cells());
    }
    let (surveys, year, area) = (surveys(), data.pay.year.to_string(), area_names(query));
    let both = if area.is_empty() {
        surveys.clone()
    } else {
        format!("{surveys}; for the area: {area}")
    };
    let survey = Row {
        unit: &unit,
        pay: WHICH_PAY,
        source: &surveys,
        as_of: &year,
        address: data
            .pay
            .sources
            .first()
            .map_or("", |source| source.url.as_str()),
        ..Row::default()
    };
    let count = answers(answer);
    let hidden = wording::floor_notice(query, answer);
    for (at, percentile) in PERCENTILES.into_iter().enumerate() {
        // A number alone can be counted with; what the floor hides is no number.
        let (figure, mut note) = match wording::known(answer, at) {
            Some(usd) => (plain(usd), count.clone()),
            None => (
                String::new(),
                format!("{}. {count}", capitalized(&wording::figure(answer, at))),
            ),
        };
        if let Some(hidden) = &hidden {
            note.extend([". ", hidden.as_str()]);
        }
        let row = Row {
            part: "Estimate",
            what: &format!("{percentile}th percentile"),
            amount: &figure,
            note: &note,
            source: &both,
            ..survey
        };
        rows.push(row.cells());
    }
    working_rows(&mut rows, query, answer, &survey, &area);
    for claim in data
        .claims
        .claims
        .iter()
        .filter(|claim| speaks_of(claim, query))
    {
        claim_rows(&mut rows, claim, &unit);
    }
    if let Some(rate) = rate_said(&shown()) {
        let rates = &data.rates;
        let row = Row {
            part: "Rate",
            what: &rate,
            note: "The survey's pay was turned into dollars at its own day's rate.",
            source: &rates.source.title,
            as_of: &rates.as_of,
            address: &rates.source.url,
            ..Row::default()
        };
        rows.push(row.cells());
    }
    rows
}

/// The working, step by step; `survey` is a row of the survey's own. The area's step names its own source.
fn working_rows(
    rows: &mut Vec<Vec<String>>,
    query: &PayQuery,
    answer: &PayEstimate,
    survey: &Row<'_>,
    area: &str,
) {
    let levels = area_sources(query).map(|[levels, _]| levels);
    let levels_day = levels.map_or_else(String::new, |levels| levels.as_of.to_string());
    for step in &answer.working {
        let change = match step.step {
            WorkingStep::Base => String::new(),
            _ => working::percent(step.factor),
        };
        let mut row = Row {
            part: "Working",
            what: working::name(step.step),
            amount: &plain(step.running),
            change: &change,
            ..*survey
        };
        if let (WorkingStep::Area, Some(levels)) = (step.step, levels) {
            (row.source, row.as_of, row.address) = (area, &levels_day, &levels.url);
        }
        rows.push(row.cells());
    }
}

/// A claim's figures, exactly as they were published.
fn claim_rows(rows: &mut Vec<Vec<String>>, claim: &Claim, unit: &str) {
    let when = claim
        .as_of
        .map_or_else(String::new, |date| date.to_string());
    for claimed in &claim.amounts {
        let row = Row {
            part: "Claim",
            what: &format!("{}: {}", claim.who, figure(claimed.figure)),
            amount: &bare(&shown(), f64::from(claimed.usd)),
            unit,
            pay: "as the publisher counts it, see the note",
            note: &claim.covers,
            sells: &claim.sells,
            source: &claim.title,
            as_of: &when,
            address: claim.url.as_deref().unwrap_or(""),
            ..Row::default()
        };
        rows.push(row.cells());
    }
}

/// The amount on show, rounded as there, as a bare number that spreadsheets can count with.
fn plain(usd: f64) -> String {
    amount(usd)
        .chars()
        .filter(|sign| sign.is_ascii_digit() || *sign == '.')
        .collect()
}
