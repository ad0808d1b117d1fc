//! Both sides' guide as headings, paragraphs and lists.

use std::fmt::Write as _;

use which_end_core::date::Date;
use which_end_core::guide::{
    Faq, Figure, Guide, Listing, Point, Rung, SideGuide, SourceId, Statement, Trial,
};
use which_end_core::quiz::item::Side;

use crate::html::escape;

/// The guide, with numbers that lead to its sources on the About part.
pub(super) fn render(guide: &Guide, today: Date) -> String {
    let writer = Writer { guide, today };
    let mut markup = String::from("<h3>How the two ends differ</h3>");
    markup.push_str(&writer.points(&guide.difference));
    for side in Side::ALL {
        markup.push_str(&writer.side(guide.side(side)));
    }
    markup.push_str("<h3>Questions about both</h3>");
    markup.push_str(&writer.faq(&guide.faq));
    markup
}

struct Writer<'guide> {
    guide: &'guide Guide,
    today: Date,
}

impl Writer<'_> {
    fn side(&self, side: &SideGuide) -> String {
        let (name, path) = match side.side {
            Side::Backend => ("Back end", "back-end"),
            Side::Frontend => ("Front end", "front-end"),
        };
        let mut markup = format!(
            "<section id=\"/guide/{path}\"><h3>{name}</h3>{}",
            self.paragraph(&side.summary)
        );
        let mut part = |title: &str, body: String| {
            // Writing to a string does not fail.
            let _ = write!(markup, "<h4>{title}</h4>{body}");
        };
        part("What you do", self.points(&side.work));
        part(
            "A day",
            list(
                "ul",
                side.day.iter().map(|block| {
                    let heading = format!("{}: {}", block.time, block.title);
                    titled(&heading, &block.text, &self.notes(&block.sources))
                }),
            ),
        );
        for group in &side.skills {
            part(
                &format!("Skills: {}", escape(&group.title)),
                self.points(&group.skills),
            );
        }
        part(
            "The ladder",
            list("ol", side.ladder.iter().map(|rung| self.rung(rung))),
        );
        part("Working from home", self.points(&side.remote.reasons));
        part(
            "What decides whether you can",
            self.points(&side.remote.decides),
        );
        part("What you gain", self.points(&side.remote.benefits));
        part("What people like", self.statements(&side.likes));
        part("What is hard", self.statements(&side.dislikes));
        part(
            "Try it this week",
            list("ul", side.try_this.iter().map(trial)),
        );
        part("Mistakes of beginners", self.listing(&side.mistakes));
        part("Advice", self.listing(&side.advice));
        part("Show your work", self.listing(&side.portfolio));
        part("Job titles", self.listing(&side.titles));
        part("Who hires", self.listing(&side.industries));
        part("Where people go from here", self.points(&side.exits));
        part(
            "How many jobs",
            list("ul", side.outlook.iter().map(|figure| self.figure(figure))),
        );
        part("Questions", self.faq(&side.faq));
        markup.push_str("</section>");
        markup
    }

    fn paragraph(&self, statement: &Statement) -> String {
        format!(
            "<p>{}{}</p>",
            escape(&statement.text),
            self.notes(&statement.sources)
        )
    }

    fn statements(&self, statements: &[Statement]) -> String {
        list(
            "ul",
            statements
                .iter()
                .map(|each| escape(&each.text) + &self.notes(&each.sources)),
        )
    }

    fn points(&self, points: &[Point]) -> String {
        list(
            "ul",
            points
                .iter()
                .map(|point| titled(&point.title, &point.text, &self.notes(&point.sources))),
        )
    }

    fn listing(&self, listing: &Listing) -> String {
        let notes = self.notes(&listing.sources);
        let entries = list("ul", listing.entries.iter().map(|entry| escape(entry)));
        if notes.is_empty() {
            entries
        } else {
            format!("{entries}<p class=\"soft\">Source:{notes}</p>")
        }
    }

    fn rung(&self, rung: &Rung) -> String {
        let mut markup = titled(&rung.title, &rung.scope, &self.notes(&rung.sources));
        markup.push_str(&list("ul", rung.signs.iter().map(|sign| escape(sign))));
        if !rung.next.is_empty() {
            markup.push_str("To move up:");
            markup.push_str(&list("ul", rung.next.iter().map(|step| escape(step))));
        }
        markup
    }

    fn figure(&self, figure: &Figure) -> String {
        let when = figure
            .as_of
            .map_or_else(|| "no date given".to_owned(), |date| date.to_string());
        let old = if figure.is_overdue(self.today) {
            " This is old."
        } else {
            ""
        };
        format!(
            "<strong>{}: {}</strong> ({when}). {}{}{old}",
            escape(&figure.label),
            escape(&figure.value),
            escape(&figure.covers),
            self.notes(std::slice::from_ref(&figure.source)),
        )
    }

    fn faq(&self, faq: &[Faq]) -> String {
        let mut markup = String::new();
        for entry in faq {
            let _ = write!(
                markup,
                "<h5>{}</h5><p>{}{}</p>",
                escape(&entry.question),
                escape(&entry.answer),
                self.notes(&entry.sources)
            );
        }
        markup
    }

    /// `[2]`, leading to the second source; nothing for the authors' own words.
    fn notes(&self, sources: &[SourceId]) -> String {
        let mut markup = String::new();
        for id in sources {
            if let Some(at) = self
                .guide
                .sources
                .iter()
                .position(|source| &source.id == id)
            {
                let _ = write!(
                    markup,
                    " <a href=\"#source-{}\">[{}]</a>",
                    escape(id.as_str()),
                    at + 1
                );
            }
        }
        markup
    }
}

fn trial(trial: &Trial) -> String {
    let text = format!("{} minutes, with {}.", trial.minutes, trial.needs);
    let steps = list("ol", trial.steps.iter().map(|step| escape(step)));
    format!(
        "{}{steps}{}",
        titled(&trial.title, &text, ""),
        escape(&trial.tells)
    )
}

fn titled(title: &str, text: &str, notes: &str) -> String {
    let end = if title.ends_with(['.', '?', '!']) {
        ""
    } else {
        "."
    };
    format!(
        "<strong>{}{end}</strong> {}{notes}",
        escape(title),
        escape(text)
    )
}

/// A list of ready markup; nothing at all where it would be empty.
fn list(kind: &str, entries: impl Iterator<Item = String>) -> String {
    let body: String = entries.fold(String::new(), |mut body, entry| {
        let _ = write!(body, "<li>{entry}</li>");
        body
    });
    if body.is_empty() {
        body
    } else {
        format!("<{kind}>{body}</{kind}>")
    }
}
