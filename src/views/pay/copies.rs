//! The estimate as lines of text, and as rows for spreadsheets.

use which_end_core::pay::claim::Claim;
use which_end_core::pay::estimate::{Grounds, PayEstimate, WorkingStep, estimate};
use which_end_core::pay::model::MEDIAN;
use which_end_core::pay::query::PayQuery;
use which_end_core::pay::rates::Unit;
use which_end_core::pay::wages::Publication;

use super::claims::figure;
use super::units::{amount, bare_number, heading, hours_note, rate_note};
use super::{labels, wording, working};
use crate::dataset::facts;
use crate::ui::number::grouped;
use crate::ui::text::capitalized;

/// What the figures measure, in every export.
const WHICH_PAY: &str = "total pay before tax, as people said it themselves";

/// A number of answers, or “none” for 0.
pub(super) fn count(rows: u32) -> String {
    match rows {
        0 => "none".to_owned(),
        rows => grouped(f64::from(rows)),
    }
}

/// Sources of the area's factor: the wage levels, then the country's mean. `None` if no area is chosen.
pub(super) fn area_sources(query: &PayQuery) -> Option<[&'static Publication; 2]> {
    let model = &facts().pay;
    model.area(&query.country, query.area?)?;
    Some([&model.areas.levels, &model.areas.mean])
}

/// Both sources of the area as text. Empty if no area is chosen.
fn area_names(query: &PayQuery) -> String {
    let name = |source: &Publication| {
        let old = if labels::is_old(source.review_by) {
            ", old"
        } else {
            ""
        };
        format!(
            "{}, {}, figures of {}{old}",
            source.title,
            source.publisher,
            source.as_of.format_long()
        )
    };
    area_sources(query).map_or_else(String::new, |all_sources| all_sources.map(name).join("; "))
}

/// The surveys with name, publisher and year, as text.
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

/// The source line: the surveys, then the sources of the area.
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

/// The number of answers behind the estimate, as text.
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

/// The estimate as a few lines that stand alone: the choices, the figures, the comparison, what they measure, the
/// number of answers, and the source.
pub(super) fn text(
    unit: &Unit,
    query: &PayQuery,
    answer: &PayEstimate,
    compared: Option<&PayQuery>,
    link: Option<&str>,
) -> String {
    let mut lines = vec![
        format!("Which End, pay: {}", labels::stated(query).join(", ")),
        format!(
            "{}. {}",
            wording::headline(unit, answer),
            wording::summary(unit, answer)
        ),
        format!(
            "{}, {WHICH_PAY}, in money of {}. {}.",
            heading(unit),
            facts().pay.year,
            answers(answer)
        ),
        sources(query),
    ];
    if let Some(compared) = compared.filter(|compared| *compared != query) {
        lines.insert(2, comparison_line(unit, compared, answer));
    }
    lines.extend(wording::floor_notice(unit, query, answer));
    lines.extend(rate_note(unit));
    lines.extend(hours_note(unit));
    lines.extend(link.map(str::to_owned));
    lines.join("\n")
}

/// One line about the compared choice.
fn comparison_line(unit: &Unit, compared: &PayQuery, now: &PayEstimate) -> String {
    let asked = labels::stated(compared).join(", ");
    match estimate(&facts().pay, compared) {
        Ok(answer) => {
            let before = wording::known(&answer, MEDIAN);
            let middle = before.map_or_else(String::new, |usd| {
                format!(" Half earn more than {}.", amount(unit, usd))
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
                wording::headline(unit, &answer),
                answers(&answer),
            )
        }
        Err(_) => format!("Compared with {asked}: no data."),
    }
}

/// A row of the spreadsheet. Cells that do not apply are empty.
#[derive(Clone, Copy, Default)]
struct CsvRow<'text> {
    part: &'text str,
    what: &'text str,
    amount: &'text str,
    unit: &'text str,
    /// Percent with one decimal, for example `-12.0`.
    change: &'text str,
    /// What the amount measures.
    pay: &'text str,
    note: &'text str,
    sells: &'text str,
    source: &'text str,
    as_of: &'text str,
    address: &'text str,
}

impl CsvRow<'_> {
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

/// All rows of the spreadsheet: choices, percentiles, working and claims, each with its source and date.
pub(super) fn rows(unit: &Unit, query: &PayQuery, answer: &PayEstimate) -> Vec<Vec<String>> {
    let data = facts();
    let unit_name = heading(unit);
    let mut rows = vec![
        CsvRow {
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
    for choice in labels::stated(query) {
        let row = CsvRow {
            part: "Choice",
            what: &choice,
            ..CsvRow::default()
        };
        rows.push(row.cells());
    }
    let (surveys, year, area) = (surveys(), data.pay.year.to_string(), area_names(query));
    let all_sources = if area.is_empty() {
        surveys.clone()
    } else {
        format!("{surveys}; for the area: {area}")
    };
    let survey = CsvRow {
        unit: &unit_name,
        pay: WHICH_PAY,
        source: &surveys,
        as_of: &year,
        address: data
            .pay
            .sources
            .first()
            .map_or("", |source| source.url.as_str()),
        ..CsvRow::default()
    };
    let count = answers(answer);
    let floor_note = wording::floor_notice(unit, query, answer);
    for (index, share) in wording::SHARES_BELOW.into_iter().enumerate() {
        // Only a known figure is a number. Otherwise the cell is empty and the note explains.
        let (figure, mut note) = match wording::known(answer, index) {
            Some(usd) => (displayed_number(unit, usd), count.clone()),
            None => (
                String::new(),
                format!(
                    "{}. {count}",
                    capitalized(&wording::figure(unit, answer, index))
                ),
            ),
        };
        if let Some(floor_note) = &floor_note {
            note.extend([". ", floor_note.as_str()]);
        }
        let row = CsvRow {
            part: "Estimate",
            what: share,
            amount: &figure,
            note: &note,
            source: &all_sources,
            ..survey
        };
        rows.push(row.cells());
    }
    working_rows(&mut rows, unit, query, answer, &survey, &area);
    for claim in data
        .claims
        .claims
        .iter()
        .filter(|claim| claim.is_benchmark_for(query))
    {
        claim_rows(&mut rows, claim, unit, &unit_name);
    }
    if let Some(rate) = rate_note(unit) {
        let rates = &data.rates;
        let row = CsvRow {
            part: "Rate",
            what: &rate,
            note: "The survey's pay was turned into dollars at its own day's rate.",
            source: &rates.source.title,
            as_of: &rates.as_of,
            address: &rates.source.url,
            ..CsvRow::default()
        };
        rows.push(row.cells());
    }
    rows
}

/// Rows of the working. `survey` is a template with the survey's columns. The step for the area has its own source.
fn working_rows(
    rows: &mut Vec<Vec<String>>,
    unit: &Unit,
    query: &PayQuery,
    answer: &PayEstimate,
    survey: &CsvRow<'_>,
    area: &str,
) {
    let levels = area_sources(query).map(|[levels, _]| levels);
    let levels_day = levels.map_or_else(String::new, |levels| levels.as_of.to_string());
    for step in &answer.working {
        let change = match step.step {
            WorkingStep::Base => String::new(),
            _ => working::percent(step.factor),
        };
        let mut row = CsvRow {
            part: "Working",
            what: working::name(step.step),
            amount: &displayed_number(unit, step.running),
            change: &change,
            ..*survey
        };
        if let (WorkingStep::Area, Some(levels)) = (step.step, levels) {
            (row.source, row.as_of, row.address) = (area, &levels_day, &levels.url);
        }
        rows.push(row.cells());
    }
}

/// Rows of a claim, with figures exactly as published.
fn claim_rows(rows: &mut Vec<Vec<String>>, claim: &Claim, unit: &Unit, unit_name: &str) {
    let when = claim
        .as_of
        .map_or_else(String::new, |date| date.to_string());
    for claimed in &claim.amounts {
        let row = CsvRow {
            part: "Claim",
            what: &format!("{}: {}", claim.who, figure(claimed.figure)),
            amount: &bare_number(unit, f64::from(claimed.usd)),
            unit: unit_name,
            pay: "as the publisher counts it, see the note",
            note: &claim.covers,
            sells: &claim.sells,
            source: &claim.title,
            as_of: &when,
            address: claim.url.as_deref().unwrap_or(""),
            ..CsvRow::default()
        };
        rows.push(row.cells());
    }
}

/// The displayed amount as a bare number for spreadsheets.
fn displayed_number(unit: &Unit, usd: f64) -> String {
    amount(unit, usd)
        .chars()
        .filter(|sign| sign.is_ascii_digit() || *sign == '.')
        .collect()
}
