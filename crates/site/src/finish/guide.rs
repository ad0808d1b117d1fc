//! Both sides' guide. The application shows these very elements, so they carry its classes and its heading levels.

use std::fmt::Write as _;

use which_end_core::date::Date;
use which_end_core::guide::{
    Faq, Figure, Guide, Listing, Point, Rung, SideGuide, SkillGroup, SourceId, Statement, Trial,
};
use which_end_core::pay::estimate::estimate;
use which_end_core::pay::model::PayModel;
use which_end_core::pay::query::{PayQuery, Role, Tier};
use which_end_core::quiz::item::Side;

use super::data::Loaded;
use super::old;
use super::pay::number::dollars;
use crate::html::escape;

/// Both sides, each a section that stands on its own.
pub(super) fn render(loaded: &Loaded, today: Date) -> String {
    let writer = Writer {
        guide: &loaded.guide,
        pay: &loaded.facts.pay,
        today,
    };
    Side::ALL
        .into_iter()
        .map(|side| writer.side(loaded.guide.side(side)))
        .collect()
}

struct Writer<'loaded> {
    guide: &'loaded Guide,
    pay: &'loaded PayModel,
    today: Date,
}

/// A part of the guide, heading first.
fn part(title: &str, body: &str) -> String {
    format!("<section class=\"section\"><h2>{title}</h2>{body}</section>")
}

/// Ready markup behind a heading that opens it.
fn fold(heading: &str, body: &str) -> String {
    format!(
        "<details><summary>{}</summary>{body}</details>",
        escape(heading)
    )
}

/// Two parts side by side where there is room.
fn beside(one: &str, other: &str) -> String {
    format!("<div class=\"two-up\">{one}{other}</div>")
}

impl Writer<'_> {
    fn side(&self, side: &SideGuide) -> String {
        let (name, path, role) = match side.side {
            Side::Backend => ("The back end", "back-end", Role::BackEnd),
            Side::Frontend => ("The front end", "front-end", Role::FrontEnd),
        };
        let remote = format!(
            "<h3>Why it can work</h3>{}<h3>What decides</h3>{}<h3>What you gain</h3>{}",
            self.points(&side.remote.reasons),
            self.points(&side.remote.decides),
            self.points(&side.remote.benefits),
        );
        let parts = [
            part("What you do", &self.points(&side.work)),
            part(
                "Try it this week",
                // The result finds the list by its id and shows it too.
                &list(
                    &format!("ul class=\"doors\" id=\"/guide/{path}/try\""),
                    side.try_this.iter().map(trial),
                ),
            ),
            part("A day", &self.day(side)),
            part(
                "The ladder, and what each step pays",
                &self.ladder(side, role),
            ),
            part("Skills, first things first", &self.skills(&side.skills)),
            beside(
                &part("What people like", &self.statements(&side.likes)),
                &part("What is hard", &self.statements(&side.dislikes)),
            ),
            part("Working from home", &remote),
            beside(
                &part("What beginners get wrong", &self.listing(&side.mistakes)),
                &part("What helps", &self.listing(&side.advice)),
            ),
            part("Showing your work", &self.listing(&side.portfolio)),
            part(
                "Jobs, in figures",
                &list("ul", side.outlook.iter().map(|figure| self.figure(figure))),
            ),
            beside(
                &part("Job titles", &self.listing(&side.titles)),
                &part("Who hires", &self.listing(&side.industries)),
            ),
            part("Where people go from here", &self.points(&side.exits)),
            part(
                "How the two ends differ",
                &self.points(&self.guide.difference),
            ),
            part(
                "Questions people ask",
                &self.faq(side.faq.iter().chain(&self.guide.faq)),
            ),
        ];
        format!(
            "<section id=\"/guide/{path}\"><h1>{name}</h1><p class=\"lead\">{}</p>{}\
            <p class=\"soft\">Small numbers stand for <a href=\"#/sources\">the list of sources</a>. \
            Where there is none, it is our own advice.</p></section>",
            self.said(&side.summary),
            parts.concat(),
        )
    }

    fn said(&self, statement: &Statement) -> String {
        escape(&statement.text) + &self.marks(&statement.sources)
    }

    fn statements(&self, statements: &[Statement]) -> String {
        list("ul", statements.iter().map(|each| self.said(each)))
    }

    fn points(&self, points: &[Point]) -> String {
        let mut markup = String::from("<dl class=\"points\">");
        for point in points {
            // Writing to a string does not fail, here and below.
            let _ = write!(
                markup,
                "<dt>{}</dt><dd>{}{}</dd>",
                escape(&point.title),
                escape(&point.text),
                self.marks(&point.sources)
            );
        }
        markup.push_str("</dl>");
        markup
    }

    fn listing(&self, listing: &Listing) -> String {
        let entries = list("ul", listing.entries.iter().map(|entry| escape(entry)));
        let marks = self.marks(&listing.sources);
        if marks.is_empty() {
            entries
        } else {
            format!("{entries}<p class=\"soft\">Sources{marks}</p>")
        }
    }

    fn day(&self, side: &SideGuide) -> String {
        list(
            "ol class=\"day\"",
            side.day.iter().map(|block| {
                format!(
                    "<h3>{}: {}</h3><p>{}{}</p>",
                    escape(&block.time),
                    escape(&block.title),
                    escape(&block.text),
                    self.marks(&block.sources)
                )
            }),
        )
    }

    fn skills(&self, groups: &[SkillGroup]) -> String {
        let folds = groups
            .iter()
            .map(|group| fold(&group.title, &self.points(&group.skills)));
        folds.collect()
    }

    fn ladder(&self, side: &SideGuide, role: Role) -> String {
        let rungs = side.ladder.iter().map(|rung| self.rung(rung, role));
        let due = self.pay.sources.iter().map(|source| source.review_by).min();
        format!(
            "<p>Moving up is about what you answer for, more than about years. Pay is what people told a survey, before \
            tax, in dollars of {year}{old}: <a href=\"#/sources\">where it is from</a>.</p>{rungs}",
            year = self.pay.year,
            old = due.map_or_else(String::new, |due| old::mark(" (old)", due, self.today)),
            rungs = list("ol class=\"ladder\"", rungs),
        )
    }

    fn rung(&self, rung: &Rung, role: Role) -> String {
        let next = if rung.next.is_empty() {
            String::new()
        } else {
            format!(
                "<h4>What leads on</h4>{}",
                list("ul", rung.next.iter().map(|step| escape(step)))
            )
        };
        format!(
            "<div class=\"sheet\"><h3>{title}</h3><p class=\"soft\" data-pay>{pay}</p><p>{scope}{marks}</p>\
            <h4>Signs that you work here</h4>{signs}{next}</div>",
            title = escape(&rung.title),
            pay = escape(&self.pay(role, rung.tier)),
            scope = escape(&rung.scope),
            marks = self.marks(&rung.sources),
            signs = list("ul", rung.signs.iter().map(|sign| escape(sign))),
        )
    }

    /// What a rung pays in the model's base country. The application finds these lines by `data-pay`, rung by rung, and
    /// puts the visitor's country in their place.
    fn pay(&self, role: Role, tier: Tier) -> String {
        let years = years(tier);
        let query = PayQuery {
            role,
            years: tier.typical_years(),
            country: self.pay.base_country.clone(),
            ..PayQuery::default()
        };
        let country = self
            .pay
            .country(&self.pay.base_country)
            .map_or("", |country| country.name.as_str());
        match estimate(self.pay, &query) {
            Ok(found) => {
                let what = found.half().in_words(dollars);
                format!("{years}, {country}: {what}.")
            }
            Err(reason) => format!("{years}: {reason}."),
        }
    }

    fn figure(&self, figure: &Figure) -> String {
        let when = figure
            .as_of
            .map_or_else(|| "no date given".to_owned(), |date| date.to_string());
        let old = old::mark(" This is old.", figure.review_by, self.today);
        format!(
            "<strong>{}: {}</strong> ({when}). {}{}{old}",
            escape(&figure.label),
            escape(&figure.value),
            escape(&figure.covers),
            self.marks(std::slice::from_ref(&figure.source)),
        )
    }

    fn faq<'faq>(&self, faq: impl Iterator<Item = &'faq Faq>) -> String {
        let folds = faq.map(|entry| {
            let answer = format!(
                "<p>{}{}</p>",
                escape(&entry.answer),
                self.marks(&entry.sources)
            );
            fold(&entry.question, &answer)
        });
        folds.collect()
    }

    /// Numbers of sources in the list of the Sources page; nothing for the authors' own words.
    fn marks(&self, sources: &[SourceId]) -> String {
        let numbers: Vec<String> = sources
            .iter()
            .filter_map(|id| {
                self.guide
                    .sources
                    .iter()
                    .position(|source| &source.id == id)
            })
            .map(|at| (at + 1).to_string())
            .collect();
        if numbers.is_empty() {
            return String::new();
        }
        let old = self
            .guide
            .review_by(sources)
            .map_or_else(String::new, |due| old::mark(" (old)", due, self.today));
        format!(
            "<sup class=\"marks\"><span class=\"hidden-text\"> (source </span>{}{old}<span class=\"hidden-text\">)</span></sup>",
            numbers.join(", ")
        )
    }
}

/// The years that stand for a rung's tier.
fn years(tier: Tier) -> &'static str {
    match tier {
        Tier::Entry => "0 to 2 years of work",
        Tier::Mid => "3 to 5 years of work",
        Tier::Senior => "6 to 9 years of work",
        Tier::Staff => "10 years of work or more",
    }
}

fn trial(trial: &Trial) -> String {
    format!(
        "<div class=\"sheet\"><h3>{}</h3><p class=\"soft\">{} minutes. You need: {}.</p>{}\
        <p><strong>What to notice:</strong> {}</p></div>",
        escape(&trial.title),
        trial.minutes,
        escape(trial.needs.trim_end_matches('.')),
        list("ol", trial.steps.iter().map(|step| escape(step))),
        escape(&trial.tells),
    )
}

/// A list of ready markup, `kind` with its attributes; nothing at all where it would be empty.
fn list(kind: &str, entries: impl Iterator<Item = String>) -> String {
    let body: String = entries.fold(String::new(), |mut body, entry| {
        let _ = write!(body, "<li>{entry}</li>");
        body
    });
    if body.is_empty() {
        return body;
    }
    let end = kind.split(' ').next().unwrap_or(kind);
    format!("<{kind}>{body}</{end}>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_close_what_they_open_and_empty_ones_are_left_out() {
        assert_eq!(
            list("ol class=\"x\"", ["a".to_owned()].into_iter()),
            "<ol class=\"x\"><li>a</li></ol>"
        );
        assert_eq!(list("ul", std::iter::empty()), "");
    }
}
