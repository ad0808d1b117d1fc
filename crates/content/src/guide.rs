//! What the build demands of a guide: bad content fails with its place and reason.

use std::collections::BTreeSet;

use which_end_core::date::Date;
use which_end_core::guide::content::{Faq, Point, SkillGroup, Trial};
use which_end_core::guide::reference::{Figure, Reference, SourceId};
use which_end_core::guide::{Guide, SideGuide};
use which_end_core::pay::query::Tier;
use which_end_core::quiz::item::{Facet, Side};

/// The longest text, characters: longer ones are not read.
const LONGEST_TEXT: usize = 400;
/// The longest heading, characters.
const LONGEST_TITLE: usize = 60;
/// Things to try for each side.
const TRIALS: usize = 3;
/// The most minutes that a thing to try may take.
const LONGEST_TRIAL: u8 = 60;

/// Checks shape, texts, sources and dates. Each complaint names its place, as in `back end, ladder 2, signs 1`.
pub fn check(guide: &Guide) -> Result<(), Vec<String>> {
    let mut findings = Findings::of(guide);
    for (side, expected) in guide.sides.iter().zip(Side::ALL) {
        findings.side(side, expected);
    }
    findings.points("difference", &guide.difference);
    findings.faq("faq", &guide.faq);
    for source in &guide.sources {
        findings.reference(source);
    }
    findings.unused(&guide.sources);
    if findings.complaints.is_empty() {
        Ok(())
    } else {
        Err(findings.complaints)
    }
}

/// Sources and figures whose day of review has come, as sentences for whoever builds the page.
pub fn overdue(guide: &Guide, today: Date) -> Vec<String> {
    let sources = guide
        .sources
        .iter()
        .filter(|source| source.is_overdue(today))
        .map(|source| (source.id.as_str(), source.review_by));
    let figures = guide
        .sides
        .iter()
        .flat_map(|side| &side.outlook)
        .filter(|figure| figure.is_overdue(today))
        .map(|figure| (figure.label.as_str(), figure.review_by));
    sources
        .chain(figures)
        .map(|(entry, review_by)| {
            format!(
                "guide.json: \"{entry}\" was to be reviewed by {review_by}; the page marks it as old"
            )
        })
        .collect()
}

/// What has been found so far, and which sources have been cited.
struct Findings<'g> {
    known: BTreeSet<&'g SourceId>,
    cited: BTreeSet<&'g SourceId>,
    complaints: Vec<String>,
}

impl<'g> Findings<'g> {
    fn of(guide: &'g Guide) -> Self {
        let mut findings = Self {
            known: BTreeSet::new(),
            cited: BTreeSet::new(),
            complaints: Vec::new(),
        };
        for source in &guide.sources {
            if !findings.known.insert(&source.id) {
                findings.complain(&format!("source {}", source.id.as_str()), "is there twice");
            }
        }
        findings
    }

    fn complain(&mut self, place: &str, what: &str) {
        self.complaints.push(format!("{place}: {what}"));
    }

    fn side(&mut self, side: &'g SideGuide, expected: Side) {
        let name = match expected {
            Side::Backend => "back end",
            Side::Frontend => "front end",
        };
        if side.side != expected {
            self.complain(
                name,
                "is not where it belongs: the back end comes first, the front end second",
            );
        }
        let at = |part: &str| format!("{name}, {part}");

        self.said(&at("summary"), &side.summary.text, &side.summary.sources);
        self.points(&at("work"), &side.work);
        self.ladder(&at("ladder"), side);
        self.skills(&at("skills"), &side.skills, expected);
        self.some(&at("day"), side.day.len());
        for (n, block) in numbered(&side.day) {
            let place = format!("{}, {n}", at("day"));
            self.title(&place, &block.time);
            self.title(&place, &block.title);
            self.said(&place, &block.text, &block.sources);
        }
        self.points(&at("remote reasons"), &side.remote.reasons);
        self.points(&at("remote decides"), &side.remote.decides);
        self.points(&at("remote benefits"), &side.remote.benefits);
        for (part, statements) in [("likes", &side.likes), ("dislikes", &side.dislikes)] {
            self.some(&at(part), statements.len());
            for (n, statement) in numbered(statements) {
                self.said(
                    &format!("{}, {n}", at(part)),
                    &statement.text,
                    &statement.sources,
                );
            }
        }
        if side.try_this.len() != TRIALS {
            self.complain(
                &at("try this"),
                "needs three things to try: the report promises them",
            );
        }
        for (n, trial) in numbered(&side.try_this) {
            self.trial(&format!("{}, {n}", at("try this")), trial);
        }
        for (part, listing) in [
            ("mistakes", &side.mistakes),
            ("advice", &side.advice),
            ("portfolio", &side.portfolio),
            ("titles", &side.titles),
            ("industries", &side.industries),
        ] {
            self.some(&at(part), listing.entries.len());
            for (n, entry) in numbered(&listing.entries) {
                self.said(&format!("{}, {n}", at(part)), entry, &listing.sources);
            }
        }
        self.points(&at("exits"), &side.exits);
        for (n, figure) in numbered(&side.outlook) {
            self.figure(&format!("{}, {n}", at("outlook")), figure);
        }
        self.faq(&at("faq"), &side.faq);
    }

    fn ladder(&mut self, place: &str, side: &'g SideGuide) {
        if side.ladder.iter().map(|rung| rung.tier).ne(Tier::ALL) {
            self.complain(
                place,
                "needs its four rungs in order: entry, mid, senior, staff",
            );
        }
        for (n, rung) in numbered(&side.ladder) {
            let place = format!("{place} {n}");
            self.title(&place, &rung.title);
            self.said(&place, &rung.scope, &rung.sources);
            self.some(&format!("{place}, signs"), rung.signs.len());
            for (n, sign) in numbered(&rung.signs) {
                self.said(&format!("{place}, signs {n}"), sign, &rung.sources);
            }
            for (n, step) in numbered(&rung.next) {
                self.said(&format!("{place}, next {n}"), step, &rung.sources);
            }
            if rung.next.is_empty() != (rung.tier == Tier::Staff) {
                self.complain(
                    &place,
                    "every rung but the last says what leads to the next",
                );
            }
        }
    }

    fn skills(&mut self, place: &str, groups: &'g [SkillGroup], side: Side) {
        let facets = groups.iter().map(|group| group.facet);
        if facets.ne(Facet::ALL.into_iter().filter(|facet| facet.side() == side)) {
            self.complain(
                place,
                "needs this side's five facets, each once, in their order",
            );
        }
        for (n, group) in numbered(groups) {
            self.title(&format!("{place} {n}"), &group.title);
            self.points(&format!("{place} {n}"), &group.skills);
        }
    }

    fn trial(&mut self, place: &str, trial: &'g Trial) {
        self.title(place, &trial.title);
        self.text(place, &trial.needs);
        self.text(place, &trial.tells);
        // A trial that can only speak for a side puts nothing to the test.
        if !trial.tells.starts_with("If you") || trial.tells.matches(" speaks ").count() < 2 {
            self.complain(
                place,
                "says what to notice as “If you …, that speaks for …”, and what speaks against it",
            );
        }
        self.some(&format!("{place}, steps"), trial.steps.len());
        for (n, step) in numbered(&trial.steps) {
            self.text(&format!("{place}, steps {n}"), step);
        }
        if !(1..=LONGEST_TRIAL).contains(&trial.minutes) {
            self.complain(place, "takes 1 to 60 minutes, or it is not a cheap test");
        }
    }

    fn points(&mut self, place: &str, points: &'g [Point]) {
        self.some(place, points.len());
        for (n, point) in numbered(points) {
            let place = format!("{place}, {n}");
            self.title(&place, &point.title);
            self.said(&place, &point.text, &point.sources);
        }
    }

    fn faq(&mut self, place: &str, faq: &'g [Faq]) {
        self.some(place, faq.len());
        for (n, entry) in numbered(faq) {
            let place = format!("{place}, {n}");
            self.text(&place, &entry.question);
            if !entry.question.ends_with('?') {
                self.complain(&place, "a question ends in a question mark");
            }
            self.said(&place, &entry.answer, &entry.sources);
        }
    }

    fn figure(&mut self, place: &str, figure: &'g Figure) {
        self.title(place, &figure.label);
        self.title(place, &figure.value);
        self.said(place, &figure.covers, std::slice::from_ref(&figure.source));
        self.dates(place, figure.as_of, figure.review_by);
    }

    fn reference(&mut self, source: &'g Reference) {
        let id = source.id.as_str();
        let place = format!("source {id}");
        if id.is_empty()
            || !id
                .bytes()
                .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
        {
            self.complain(&place, "a name is lower-case letters, digits and hyphens");
        }
        for text in [&source.who, &source.sells, &source.title, &source.licence] {
            self.text(&place, text);
        }
        if let Some(attribution) = &source.attribution {
            self.text(&place, attribution);
        }
        let host = source
            .url
            .strip_prefix("https://")
            .and_then(|rest| rest.split('/').next())
            .unwrap_or_default();
        if !host.contains('.') || source.url.contains(char::is_whitespace) {
            self.complain(&place, "needs a full https address");
        }
        self.dates(&place, source.as_of, source.review_by);
    }

    /// A text of the guide with the sources of its facts.
    fn said(&mut self, place: &str, text: &str, sources: &'g [SourceId]) {
        self.text(place, text);
        if text.contains(['$', '€', '£']) {
            self.complain(
                place,
                "speaks of money: pay belongs to the pay model and the claims",
            );
        }
        if sources.is_empty() && states_a_number(text) {
            self.complain(place, "states a number without a source");
        }
        for source in sources {
            if self.known.contains(source) {
                self.cited.insert(source);
            } else {
                self.complain(
                    place,
                    &format!(
                        "cites “{}”, which is not among the sources",
                        source.as_str()
                    ),
                );
            }
        }
    }

    fn text(&mut self, place: &str, text: &str) {
        self.bounded(place, text, LONGEST_TEXT);
    }

    fn title(&mut self, place: &str, title: &str) {
        self.bounded(place, title, LONGEST_TITLE);
    }

    fn bounded(&mut self, place: &str, text: &str, longest: usize) {
        if text.trim().is_empty() {
            self.complain(place, "a text is empty");
        } else if text.trim() != text {
            self.complain(place, &format!("“{text}” begins or ends with a space"));
        }
        let length = text.chars().count();
        if length > longest {
            self.complain(
                place,
                &format!("a text has {length} characters, {longest} at most: “{text}”"),
            );
        }
    }

    fn some(&mut self, place: &str, count: usize) {
        if count == 0 {
            self.complain(place, "is empty");
        }
    }

    fn dates(&mut self, place: &str, as_of: Option<Date>, review_by: Date) {
        if as_of.is_some_and(|as_of| as_of > review_by) {
            self.complain(place, "is due for review before the day it speaks of");
        }
    }

    fn unused(&mut self, sources: &[Reference]) {
        for source in sources {
            if !self.cited.contains(&source.id) {
                self.complain(
                    &format!("source {}", source.id.as_str()),
                    "is cited nowhere",
                );
            }
        }
    }
}

/// Entries with their place as a person counts.
fn numbered<T>(entries: &[T]) -> impl Iterator<Item = (usize, &T)> {
    entries.iter().enumerate().map(|(i, entry)| (i + 1, entry))
}

/// Whether a text gives a share, or a number of four digits or more such as a count or a year.
fn states_a_number(text: &str) -> bool {
    let long = text
        .split(|c: char| !c.is_ascii_digit() && c != ',')
        .any(|run| run.bytes().filter(u8::is_ascii_digit).count() >= 4);
    long || text.contains('%')
}
