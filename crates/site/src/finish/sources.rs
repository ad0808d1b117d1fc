//! Every figure's source in one list, made from the data files; the guide's are numbered as its notes count them. And
//! what the pay figures are of, who is missing, and where the sources disagree.

use std::fmt::{Display, Write as _};

use which_end_core::date::Date;
use which_end_core::guide::{Guide, Reference};
use which_end_core::pay::claim::{Claim, ClaimedAmount, Figure};
use which_end_core::pay::estimate::WORTH_SAYING;
use which_end_core::pay::model::PayModel;
use which_end_core::pay::rates::Rates;

use super::data::Loaded;
use super::method::Simulation;
use super::old;
use super::pay::number::grouped;
use crate::html::escape;

/// The terms that a derived database is passed on under, with the attribution that the survey asks for.
const ODBL: &str = "Contains information from the Stack Overflow Developer Survey, Stack Exchange Inc., made available \
    under the Open Database License (ODbL) 1.0; contents under the Database Contents License (DbCL) 1.0. The pay table is \
    derived from it: pass it on under <a href=\"https://opendatacommons.org/licenses/odbl/1-0/\" rel=\"noreferrer\">the \
    same license</a>.";

/// The whole room.
pub(super) fn render(loaded: &Loaded, today: Date) -> String {
    let Loaded { facts, guide, .. } = loaded;
    let sections = [
        section("What the pay figures are of", &of_what(&facts.pay)),
        section("How sure the pay ranges are", &how_sure(&facts.pay)),
        section(
            "The surveys behind the pay table",
            &format!("{}<p>{ODBL}</p>", super::pay::sources(&facts.pay, today)),
        ),
        section(
            "Published pay figures",
            &claims(&facts.claims.claims, today),
        ),
        section(
            "Our estimate beside government wages",
            &super::wages::render(&facts.pay, today),
        ),
        section("Exchange rates", &rates(&facts.rates, today)),
        section(
            "Where they disagree",
            &super::disagreements::render(loaded, today),
        ),
        section("The guide", &guide_sources(guide, today)),
        section(
            "The quiz",
            &loaded
                .simulation
                .as_ref()
                .map_or_else(no_simulation, |found| simulation(found, today)),
        ),
    ];
    format!(
        "<h1>Sources</h1><p class=\"lead\">Who says so, when, about what, and what they sell. Each figure has a day on \
        which it must be checked again. From then on it is marked as old.</p>{}",
        sections.concat()
    )
}

fn section(title: &str, body: &str) -> String {
    format!("<section class=\"section\"><h2>{title}</h2>{body}</section>")
}

/// What an economist would ask of the pay table. The limits and shares are those of `assets/data/README.md`.
fn of_what(model: &PayModel) -> String {
    let total: u32 = model.sources.iter().map(|source| source.rows).sum();
    let home = model.country(&model.base_country);
    let mut years: Vec<String> = model
        .sources
        .iter()
        .map(|source| source.as_of.year().to_string())
        .collect();
    years.sort();
    format!(
        "<dl class=\"points\">\
        <dt>What</dt><dd>All pay for one year before tax, as people told it themselves in a survey. Nobody checked it. \
        Bonuses are in. Shares of a company may or may not be. Other money was turned into US dollars at one rate for each \
        survey.</dd>\
        <dt>When</dt><dd>Pay of {year}, from the surveys of {years}. Older answers are brought to {year} by what the surveys \
        themselves say has changed for the same kind of work.</dd>\
        <dt>How many</dt><dd>{total} answers from {countries} countries ({home}: {home_rows}), a random four in five of those \
        that we could get. The rest are kept aside to test the estimate. The surveys hold no names, so one person may have \
        answered in several years.</dd>\
        <dt>Who is missing</dt><dd>People who do not use Stack Overflow, who did not care to answer, or who would not say \
        what they earn. Answers under ${floor} or over $500,000 are left out: no figure under ${floor} is told, and the best paid are cut off. \
        Most of those are slips, such as pay for a month. But where pay is low, many earn that little. So we counted them in \
        the survey of {cut_year}, by country and years (where fewer than 18 answered, in the whole country, and then in its \
        part of the world). Where more than {worth} in 100 said less than ${floor}, the page says so. Figures below which fewer \
        people lie than were left out are told as not known. \
        Countries with fewer than ten answers have no figure. No survey asks for the title “staff”.</dd>\
        <dt>How they differ from all developers</dt><dd>They chose to answer. Most are experienced: in the United States \
        two in three have ten years of work or more. The answers of {year} hold some freelancers and part-timers. Age is never \
        used.</dd></dl>",
        year = model.year,
        floor = grouped(f64::from(model.floor_usd)),
        cut_year = model.cut_year,
        worth = WORTH_SAYING,
        years = in_words(&years),
        total = grouped(f64::from(total)),
        countries = model.countries.len(),
        home_rows = grouped(home.map_or(0.0, |country| f64::from(country.rows))),
        home = escape(home.map_or(model.base_country.as_str(), |country| &country.name)),
    )
}

/// How the ranges were set, and how a test of them came out: in the words of `Calibration` and the figures of `Trial`.
fn how_sure(model: &PayModel) -> String {
    let trial = &model.trial;
    let percent = |share: f32| format!("{:.0}%", f64::from(share) * 100.0);
    format!(
        "<p>We hid a fifth of the answers of {year}, made the table from the rest, and looked where the hidden pay fell. We \
        did this five times, so that each answer was hidden once. Then we moved the ends of the ranges until the right share of \
        hidden pay lay below each: by how many answers stand behind a figure, by years and by kind of work. Where there are \
        few answers, the ends were moved outward at least as much as where there are many. The middle was not moved.</p>\
        <p>The test, on {rows} answers of back-end, front-end and full-stack developers, each fifth with ends set by the other \
        four (which were judged by tables that had seen this fifth, so the test is not wholly strict): \
        {outer} of pay lay between the figures for 10 and 90 of 100 (80% would be right), {inner} between those for 25 and 75 \
        (50% would be right). In single roles, years and large countries it was {least} to {most} instead of 80%. The table \
        missed by {by_role} less than one that knows the kind of work alone, and by {by_both} less than one that knows kind of \
        work and country.</p>\
        <p>How strongly the table leans on older answers, on like countries and on like jobs was chosen on the same answers, so \
        a test by others may come out a little worse.</p>",
        year = model.year,
        rows = grouped(f64::from(trial.rows)),
        outer = percent(trial.within_outer),
        inner = percent(trial.within_inner),
        least = percent(trial.least_outer),
        most = percent(trial.most_outer),
        by_role = percent(trial.below_by_role),
        by_both = percent(trial.below_by_role_and_country),
    )
}

/// As in `2023, 2024 and 2025`.
fn in_words(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// Publisher by publisher, in the order of the file.
fn claims(claims: &[Claim], today: Date) -> String {
    let mut markup = String::from("<p>The pay page shows them beside its own.</p>");
    for of_one in claims.chunk_by(|one, next| one.who == next.who) {
        let Some(first) = of_one.first() else {
            continue;
        };
        // Writing to a string does not fail, here and below.
        let _ = write!(
            markup,
            "<h3>{}</h3><p>Sells {}.</p><ul>",
            escape(&first.who),
            escape(&first.sells)
        );
        for claim in of_one {
            markup.push_str(&claim_line(claim, today));
        }
        markup.push_str("</ul>");
    }
    markup
}

fn claim_line(claim: &Claim, today: Date) -> String {
    let title = escape(&claim.title);
    let title = match &claim.url {
        Some(url) => link(url, &title),
        None => title,
    };
    format!(
        "<li><p>{covers} <strong>{amounts}.</strong></p><p class=\"soft\">{title}. {dates}</p></li>",
        covers = escape(&claim.covers),
        amounts = amounts(&claim.amounts),
        dates = dates(
            claim.as_of.map(Date::in_words),
            claim.review_by,
            &claim.licence,
            today
        ),
    )
}

/// As in `lower end $60,000, upper end $90,000`.
fn amounts(amounts: &[ClaimedAmount]) -> String {
    let one = |amount: &ClaimedAmount| {
        let figure = match amount.figure {
            Figure::Percentile(50) => "median".to_owned(),
            Figure::Percentile(percentile) => format!("{percentile}% earn under"),
            Figure::Average => "average".to_owned(),
            Figure::RangeLow => "lower end".to_owned(),
            Figure::RangeHigh => "upper end".to_owned(),
            Figure::Typical => "“typical”".to_owned(),
        };
        format!("{figure} ${}", grouped(f64::from(amount.usd)))
    };
    amounts.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn rates(rates: &Rates, today: Date) -> String {
    if rates.rates.is_empty() {
        return "<p>None are in this release: pay is shown in US dollars.</p>".to_owned();
    }
    let source = &rates.source;
    let rates_of = match rates.as_of.parse() {
        Ok(day) => Date::in_words(day),
        Err(_) => rates.as_of.clone(),
    };
    let each: Vec<String> = rates
        .rates
        .iter()
        .map(|rate| format!("{} {}", rate.per_usd, escape(&rate.name)))
        .collect();
    format!(
        "<p>For showing pay in other money. No estimate is made with them.</p>\
        <ul><li><p>{link}, {publisher}.</p><p class=\"soft\">{dates}</p></li></ul>\
        <details><summary>What one US dollar was</summary><p>{each}.</p></details>",
        link = link(&source.url, &escape(&source.title)),
        publisher = escape(&source.publisher),
        dates = dates(Some(rates_of), rates.review_by, &source.licence, today),
        each = each.join(", "),
    )
}

fn guide_sources(guide: &Guide, today: Date) -> String {
    let mut markup =
        String::from("<p>The small numbers in the guide are the numbers of this list.</p><ol>");
    for source in &guide.sources {
        let _ = write!(
            markup,
            "<li id=\"source-{}\">{}</li>",
            escape(source.id.as_str()),
            source_line(source, today)
        );
    }
    markup.push_str("</ol>");
    markup
}

fn source_line(source: &Reference, today: Date) -> String {
    let attribution = source
        .attribution
        .as_deref()
        .map_or_else(String::new, |words| format!(" {}", escape(words)));
    format!(
        "<p>{}, {} ({}).</p><p class=\"soft\">{}{attribution}</p>",
        link(&source.url, &escape(&source.title)),
        escape(&source.who),
        escape(&source.sells),
        dates(
            source.as_of.map(Date::in_words),
            source.review_by,
            &source.licence,
            today
        ),
    )
}

fn simulation(found: &Simulation, today: Date) -> String {
    format!(
        "<p>How often the quiz is right was found with {people} simulated people, by <code>cargo xtask simulate</code> of \
        our own source code; nobody real has tried that yet. {dates} <a href=\"#/about\">How the quiz works</a> has the figures.</p>",
        people = grouped(f64::from(found.people)),
        dates = dates(
            Some(found.as_of.in_words()),
            found.review_by,
            "as the code, MIT or Apache 2.0",
            today
        ),
    )
}

fn no_simulation() -> String {
    "<p>No figures about the quiz are quoted in this release.</p>".to_owned()
}

/// A link out; `words` are markup.
pub(super) fn link(url: &str, words: &str) -> String {
    format!("<a href=\"{}\" rel=\"noreferrer\">{words}</a>", escape(url))
}

/// The day that something speaks of may be a year.
pub(super) fn dates(
    as_of: Option<impl Display>,
    review_by: Date,
    licence: &str,
    today: Date,
) -> String {
    let figures = as_of.map_or_else(
        || "No date given".to_owned(),
        |date| format!("Figures of {date}"),
    );
    format!(
        "{figures}; to be checked again by {}; license: {}.{}",
        review_by.in_words(),
        escape(licence),
        old::mark(" This is old.", review_by, today)
    )
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::html::tags;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    fn released() -> Loaded {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/data");
        super::super::data::load(&folder, day("2026-11-25"))
            .expect("the data of this release is sound")
    }

    fn shown_as_old(markup: &str) -> usize {
        let marks = tags(markup);
        let marks = marks.iter().filter(|tag| tag.get("data-old").is_some());
        marks.filter(|tag| tag.get("hidden").is_none()).count()
    }

    #[test]
    fn every_source_of_every_data_file_is_listed_with_its_days_and_licence() {
        let loaded = released();
        let markup = render(&loaded, day("2026-11-25"));
        let data = &loaded.facts;
        let mut parts = vec![data.rates.source.publisher.clone()];
        for source in &data.pay.sources {
            parts.extend([source.title.clone(), source.licence.clone()]);
            parts.push(source.review_by.to_string());
        }
        for claim in &data.claims.claims {
            parts.extend([claim.who.clone(), claim.covers.clone()]);
            parts.push(claim.licence.clone());
        }
        for source in &loaded.guide.sources {
            parts.extend([source.title.clone(), source.licence.clone()]);
        }
        for one in &loaded.contradictions.contradictions {
            parts.push(one.about.clone());
        }
        for part in parts {
            assert!(
                markup.contains(&escape(&part)),
                "“{part}” is not on the page"
            );
        }
        let trial = grouped(f64::from(data.pay.trial.rows));
        assert!(markup.contains(&format!("The test, on {trial} answers")));
        assert!(markup.contains("Open Database License (ODbL) 1.0"));
        assert!(markup.contains("simulated people"));
    }

    #[test]
    fn all_of_it_is_old_one_day_and_none_of_it_was_at_first() {
        let loaded = released();
        assert_eq!(shown_as_old(&render(&loaded, day("2015-01-01"))), 0);
        let later = render(&loaded, day("2999-01-01"));
        let marks = tags(&later);
        let marks = marks.iter().filter(|tag| tag.get("data-old").is_some());
        let entries = loaded.facts.pay.sources.len()
            + loaded.facts.claims.claims.len()
            + loaded.guide.sources.len()
            // Rates and simulation.
            + 2;
        assert!(marks.count() > entries, "sayings carry marks too");
        assert!(shown_as_old(&later) > entries);
    }

    #[test]
    fn dates_say_when_a_source_is_old_and_when_it_has_none() {
        let review = day("2026-12-01");
        assert_eq!(
            dates(
                Some(day("2025-06-30").in_words()),
                review,
                "quoted",
                day("2026-11-30")
            ),
            "Figures of June 30, 2025; to be checked again by December 1, 2026; license: quoted.\
            <strong data-old=\"2026-12-01\" hidden> This is old.</strong>"
        );
        assert_eq!(
            dates(None::<Date>, review, "quoted", review),
            "No date given; to be checked again by December 1, 2026; license: quoted.\
            <strong data-old=\"2026-12-01\"> This is old.</strong>"
        );
    }

    #[test]
    fn a_claim_keeps_its_own_figures_to_the_dollar_and_its_publisher() {
        let claim: Claim = serde_json::from_value(serde_json::json!({
            "id": "x", "who": "A <shop>", "sells": "job adverts", "covers": "Everybody.", "title": "Page", "url": null,
            "as_of": null, "review_by": "2027-01-01", "licence": "quoted", "roles": ["back-end"], "tier": null,
            "country": null, "workplace": null, "repeats": null,
            "amounts": [{ "figure": "range-low", "usd": 97_523 }, { "figure": { "percentile": 90 }, "usd": 150_000 }]
        }))
        .expect("the test's claim has the shape of a claim");
        let line = claims(&[claim], day("2026-11-23"));
        for part in [
            "<h3>A &lt;shop&gt;</h3><p>Sells job adverts.</p>",
            "lower end $97,523, 90% earn under $150,000",
            "No date given",
        ] {
            assert!(line.contains(part), "{part} in {line}");
        }
    }

    #[test]
    fn a_disagreement_says_who_when_and_why_or_that_nobody_knows() {
        let loaded = released();
        let markup = super::super::disagreements::render(&loaded, day("2026-11-25"));
        assert!(markup.contains("Nobody knows why."));
        assert!(markup.contains("<strong>FarCoder</strong> (2026-04-30"));
        assert!(markup.contains("<strong>Jobicy</strong> (no date given"));
        assert!(markup.contains("<strong>Why:</strong> A copy is not a second witness."));
    }
}
