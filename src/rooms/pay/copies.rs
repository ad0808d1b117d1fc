//! The estimate as a few lines of text, and as the rows of a table for spreadsheets.

use which_end_core::pay::estimate::{Grounds, PayEstimate, Told};
use which_end_core::pay::model::PERCENTILES;
use which_end_core::pay::query::PayQuery;

use super::claims::{figure, speaks_of};
use super::units::{amount, heading, hours_said, per, rate_said, shown, told, told_under};
use super::{words, working};
use crate::dataset::dataset;
use crate::ui::number::grouped;

/// “Half of them earn … to … a year”, with a word of warning where the grounds are thin.
pub(super) fn headline(answer: &PayEstimate) -> String {
    let sure = match answer.grounds {
        Grounds::Many | Grounds::Some => "Half of them earn",
        Grounds::Few => "A rough guess: half of them earn",
    };
    format!(
        "{sure} {} to {} {}",
        told(answer.told(1)),
        told(answer.told(3)),
        per(shown().period())
    )
}

/// Why no figure is told under the floor, as a sentence.
pub(super) fn floor_said(answer: &PayEstimate) -> String {
    let floor = amount(answer.floor);
    format!(
        "Answers under {floor} a year were left out as likely slips, so nobody knows how far under {floor} pay goes."
    )
}

/// The surveys by name, publisher and year.
fn surveys() -> String {
    let names: Vec<String> = dataset()
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

/// The surveys as a sentence.
pub(super) fn sources() -> String {
    let names = surveys();
    let end = if names.ends_with('.') { "" } else { "." };
    format!("Source: {names}{end}")
}

/// How many answers stand behind it.
pub(super) fn answers(answer: &PayEstimate) -> String {
    let few = match answer.grounds {
        Grounds::Few => " (few: it leans on similar jobs and countries)",
        Grounds::Some | Grounds::Many => "",
    };
    format!(
        "Answers from people with this work, these years and this country: {}{few}",
        grouped(f64::from(answer.rows))
    )
}

/// A few lines that stand alone: whose pay, the figures, what they are of, how many stand behind them, and the source.
pub(super) fn text(query: &PayQuery, answer: &PayEstimate, link: Option<&str>) -> String {
    let [_, _, p50, _, p90] = answer.percentiles;
    let lowest = told_under(answer.told(0));
    let unit = shown();
    let mut lines = vec![
        format!("Which End, pay: {}", words::asked(query).join(", ")),
        format!(
            "{}. Half earn more than {} and half less. 1 in 10 earns {lowest}, 1 in 10 over {}.",
            headline(answer),
            amount(p50),
            amount(p90)
        ),
        format!(
            "{}, total pay before tax, as people said it themselves, in money of {}. {}.",
            heading(&unit),
            dataset().pay.year,
            answers(answer)
        ),
        sources(),
    ];
    lines.extend(rate_said(&unit));
    lines.extend(hours_said(&unit));
    lines.extend(link.map(str::to_owned));
    lines.join("\n")
}

/// The rows of the table: the choices, the percentiles, the working and the claims, each with its source and date.
pub(super) fn rows(query: &PayQuery, answer: &PayEstimate) -> Vec<Vec<String>> {
    let data = dataset();
    let unit = heading(&shown());
    let mut rows = vec![row(
        "Part",
        "What",
        ["Amount", "Unit"],
        "Note",
        ["Source", "As of", "Address"],
    )];
    for choice in words::asked(query) {
        rows.push(row("Choice", &choice, ["", ""], "", ["", "", ""]));
    }
    let basis = [
        surveys(),
        data.pay.year.to_string(),
        data.pay
            .sources
            .first()
            .map_or("", |source| source.url.as_str())
            .to_owned(),
    ];
    let [source, year, url] = basis.each_ref().map(String::as_str);
    let count = answers(answer);
    for (at, percentile) in PERCENTILES.into_iter().enumerate() {
        // A number alone can be counted with; what lies under the floor is no number.
        let (figure, note) = match answer.told(at) {
            Told::Amount(usd) => (plain(usd), count.clone()),
            Told::Under(_) => (String::new(), format!("{}. {count}", told(answer.told(at)))),
        };
        rows.push(row(
            "Estimate",
            &format!("{percentile}th percentile"),
            [&figure, &unit],
            &note,
            [source, year, url],
        ));
    }
    for step in &answer.working {
        rows.push(row(
            "Working",
            working::name(step.step),
            [&plain(step.running), &unit],
            &working::change_of(step),
            [source, year, url],
        ));
    }
    for claim in data
        .claims
        .claims
        .iter()
        .filter(|claim| speaks_of(claim, query))
    {
        let when = claim
            .as_of
            .map_or_else(String::new, |date| date.to_string());
        for claimed in &claim.amounts {
            rows.push(row(
                "Claim",
                &format!("{}: {}", claim.who, figure(claimed.figure)),
                [&plain(f64::from(claimed.usd)), &unit],
                &claim.covers,
                [&claim.title, &when, claim.url.as_deref().unwrap_or("")],
            ));
        }
    }
    if let Some(rate) = rate_said(&shown()) {
        let rates = &data.rates;
        rows.push(row(
            "Rate",
            &rate,
            ["", ""],
            "The survey's pay was turned into dollars at its own day's rate.",
            [&rates.source.title, &rates.as_of, &rates.source.url],
        ));
    }
    rows
}

fn row(
    part: &str,
    what: &str,
    [amount, unit]: [&str; 2],
    note: &str,
    [source, as_of, address]: [&str; 3],
) -> Vec<String> {
    [part, what, amount, unit, note, source, as_of, address]
        .map(str::to_owned)
        .to_vec()
}

/// The amount on show as a bare number that spreadsheets can count with.
fn plain(usd: f64) -> String {
    amount(usd)
        .chars()
        .filter(|sign| sign.is_ascii_digit() || *sign == '.')
        .collect()
}
