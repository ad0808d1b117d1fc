//! Checks the guide. Each error names the place in the guide and the reason.

use std::collections::BTreeSet;

use which_end_core::date::Date;
use which_end_core::guide::content::{Faq, Point, Section, SkillGroup, Trial};
use which_end_core::guide::reference::{Figure, Reference, SourceId};
use which_end_core::guide::{Guide, SideGuide};
use which_end_core::pay::query::Tier;
use which_end_core::quiz::item::{Facet, Side};

/// Maximum length of a text, characters.
const LONGEST_TEXT: usize = 400;
/// Maximum length of a heading, characters.
const LONGEST_TITLE: usize = 60;
/// Number of trials for each side.
const TRIALS: usize = 3;
/// Maximum duration of a trial, minutes.
const LONGEST_TRIAL: u8 = 60;

/// Checks shape, texts, sources and dates. Each error names its place, for example `back end, ladder 2, signs 1`.
pub fn check(guide: &Guide) -> Result<(), Vec<String>> {
    let mut checker = Checker::of(guide);
    for (side, expected) in guide.sides.iter().zip(Side::ALL) {
        checker.side(side, expected);
    }
    checker.points("difference", &guide.difference);
    checker.sections("sections", &guide.sections);
    checker.faq("faq", &guide.faq);
    for source in &guide.sources {
        checker.reference(source);
    }
    checker.unused(&guide.sources);
    if checker.errors.is_empty() {
        Ok(())
    } else {
        Err(checker.errors)
    }
}

/// Sources and figures whose review date has come, as sentences for the person who builds the page.
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

/// The errors found so far, and the sources cited.
struct Checker<'g> {
    known: BTreeSet<&'g SourceId>,
    cited: BTreeSet<&'g SourceId>,
    errors: Vec<String>,
}

impl<'g> Checker<'g> {
    fn of(guide: &'g Guide) -> Self {
        let mut checker = Self {
            known: BTreeSet::new(),
            cited: BTreeSet::new(),
            errors: Vec::new(),
        };
        for source in &guide.sources {
            if !checker.known.insert(&source.id) {
                checker.add_error(&format!("source {}", source.id.as_str()), "is there twice");
            }
        }
        checker
    }

    fn add_error(&mut self, path: &str, what: &str) {
        self.errors.push(format!("{path}: {what}"));
    }

    fn side(&mut self, side: &'g SideGuide, expected: Side) {
        let name = match expected {
            Side::Backend => "back end",
            Side::Frontend => "front end",
        };
        if side.side != expected {
            self.add_error(
                name,
                "is not where it belongs: the back end comes first, the front end second",
            );
        }
        let at = |part: &str| format!("{name}, {part}");

        self.sourced_text(&at("summary"), &side.summary.text, &side.summary.sources);
        self.points(&at("work"), &side.work);
        self.ladder(&at("ladder"), side);
        self.skills(&at("skills"), &side.skills, expected);
        self.not_empty(&at("day"), side.day.len());
        for (n, block) in numbered(&side.day) {
            let path = format!("{}, {n}", at("day"));
            self.title(&path, &block.time);
            self.title(&path, &block.title);
            self.sourced_text(&path, &block.text, &block.sources);
        }
        for (part, statements) in [("likes", &side.likes), ("dislikes", &side.dislikes)] {
            self.not_empty(&at(part), statements.len());
            for (n, statement) in numbered(statements) {
                self.sourced_text(
                    &format!("{}, {n}", at(part)),
                    &statement.text,
                    &statement.sources,
                );
            }
        }
        if side.try_this.len() != TRIALS {
            self.add_error(
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
            self.not_empty(&at(part), listing.entries.len());
            for (n, entry) in numbered(&listing.entries) {
                self.sourced_text(&format!("{}, {n}", at(part)), entry, &listing.sources);
            }
        }
        self.points(&at("exits"), &side.exits);
        for (n, figure) in numbered(&side.outlook) {
            self.figure(&format!("{}, {n}", at("outlook")), figure);
        }
        self.sections(&at("sections"), &side.sections);
        self.faq(&at("faq"), &side.faq);
    }

    /// Sections are for facts: unlike advice, each point needs a source.
    fn sections(&mut self, path: &str, sections: &'g [Section]) {
        self.not_empty(path, sections.len());
        for (n, section) in numbered(sections) {
            let path = format!("{path} {n}");
            self.title(&path, &section.title);
            self.points(&path, &section.points);
            for (n, point) in numbered(&section.points) {
                if point.sources.is_empty() {
                    let error = format!("“{}” has no source", point.title);
                    self.add_error(&format!("{path}, {n}"), &error);
                }
            }
        }
    }

    fn ladder(&mut self, path: &str, side: &'g SideGuide) {
        if side.ladder.iter().map(|rung| rung.tier).ne(Tier::ALL) {
            self.add_error(
                path,
                "needs its four rungs in order: entry, mid, senior, staff",
            );
        }
        for (n, rung) in numbered(&side.ladder) {
            let path = format!("{path} {n}");
            self.title(&path, &rung.title);
            self.sourced_text(&path, &rung.scope, &rung.sources);
            self.not_empty(&format!("{path}, signs"), rung.signs.len());
            for (n, sign) in numbered(&rung.signs) {
                self.sourced_text(&format!("{path}, signs {n}"), sign, &rung.sources);
            }
            for (n, step) in numbered(&rung.next) {
                self.sourced_text(&format!("{path}, next {n}"), step, &rung.sources);
            }
            if rung.next.is_empty() != (rung.tier == Tier::Staff) {
                self.add_error(&path, "every rung but the last says what leads to the next");
            }
        }
    }

    fn skills(&mut self, path: &str, groups: &'g [SkillGroup], side: Side) {
        let facets = groups.iter().map(|group| group.facet);
        if facets.ne(Facet::ALL.into_iter().filter(|facet| facet.side() == side)) {
            self.add_error(
                path,
                "needs this side's five facets, each once, in their order",
            );
        }
        for (n, group) in numbered(groups) {
            self.title(&format!("{path} {n}"), &group.title);
            self.points(&format!("{path} {n}"), &group.skills);
        }
    }

    fn trial(&mut self, path: &str, trial: &'g Trial) {
        self.title(path, &trial.title);
        self.text(path, &trial.needs);
        self.text(path, &trial.tells);
        // A trial that can only support one side tests nothing.
        if !trial.tells.starts_with("If you") || trial.tells.matches(" speaks ").count() < 2 {
            self.add_error(
                path,
                "says what to notice as “If you …, that speaks for …”, and what speaks against it",
            );
        }
        if let Some(url) = &trial.open {
            self.address(&format!("{path}, open"), url);
        }
        self.not_empty(&format!("{path}, steps"), trial.steps.len());
        for (n, step) in numbered(&trial.steps) {
            self.text(&format!("{path}, steps {n}"), step);
        }
        if !(1..=LONGEST_TRIAL).contains(&trial.minutes) {
            self.add_error(path, "takes 1 to 60 minutes, or it is not a cheap test");
        }
    }

    fn points(&mut self, path: &str, points: &'g [Point]) {
        self.not_empty(path, points.len());
        for (n, point) in numbered(points) {
            let path = format!("{path}, {n}");
            self.title(&path, &point.title);
            self.sourced_text(&path, &point.text, &point.sources);
        }
    }

    fn faq(&mut self, path: &str, faq: &'g [Faq]) {
        self.not_empty(path, faq.len());
        for (n, entry) in numbered(faq) {
            let path = format!("{path}, {n}");
            self.text(&path, &entry.question);
            if !entry.question.ends_with('?') {
                self.add_error(&path, "a question ends in a question mark");
            }
            self.sourced_text(&path, &entry.answer, &entry.sources);
        }
    }

    fn figure(&mut self, path: &str, figure: &'g Figure) {
        self.title(path, &figure.label);
        self.title(path, &figure.value);
        self.sourced_text(path, &figure.covers, std::slice::from_ref(&figure.source));
        self.dates(path, figure.as_of, figure.review_by);
    }

    fn reference(&mut self, source: &'g Reference) {
        let id = source.id.as_str();
        let path = format!("source {id}");
        if id.is_empty()
            || !id
                .bytes()
                .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
        {
            self.add_error(&path, "a name is lower-case letters, digits and hyphens");
        }
        for text in [&source.who, &source.sells, &source.title, &source.licence] {
            self.text(&path, text);
        }
        if let Some(attribution) = &source.attribution {
            self.text(&path, attribution);
        }
        self.address(&path, &source.url);
        self.dates(&path, source.as_of, source.review_by);
    }

    fn address(&mut self, path: &str, url: &str) {
        let host = url
            .strip_prefix("https://")
            .and_then(|rest| rest.split('/').next())
            .unwrap_or_default();
        if !host.contains('.') || url.contains(char::is_whitespace) {
            self.add_error(path, "needs a full https address");
        }
    }

    /// Checks a text of the guide and the sources of its facts.
    fn sourced_text(&mut self, path: &str, text: &str, sources: &'g [SourceId]) {
        self.text(path, text);
        if text.contains(['$', '€', '£']) {
            self.add_error(
                path,
                "speaks of money: pay belongs to the pay model and the claims",
            );
        }
        if sources.is_empty() && states_a_number(text) {
            self.add_error(path, "states a number without a source");
        }
        for source in sources {
            if self.known.contains(source) {
                self.cited.insert(source);
            } else {
                self.add_error(
                    path,
                    &format!(
                        "cites “{}”, which is not among the sources",
                        source.as_str()
                    ),
                );
            }
        }
    }

    fn text(&mut self, path: &str, text: &str) {
        self.bounded(path, text, LONGEST_TEXT);
    }

    fn title(&mut self, path: &str, title: &str) {
        self.bounded(path, title, LONGEST_TITLE);
    }

    fn bounded(&mut self, path: &str, text: &str, longest: usize) {
        if text.trim().is_empty() {
            self.add_error(path, "a text is empty");
        } else if text.trim() != text {
            self.add_error(path, &format!("“{text}” begins or ends with a space"));
        }
        let length = text.chars().count();
        if length > longest {
            self.add_error(
                path,
                &format!("a text has {length} characters, {longest} at most: “{text}”"),
            );
        }
    }

    fn not_empty(&mut self, path: &str, count: usize) {
        if count == 0 {
            self.add_error(path, "is empty");
        }
    }

    fn dates(&mut self, path: &str, as_of: Option<Date>, review_by: Date) {
        if as_of.is_some_and(|as_of| as_of > review_by) {
            self.add_error(path, "is due for review before the day it speaks of");
        }
    }

    fn unused(&mut self, sources: &[Reference]) {
        for source in sources {
            if !self.cited.contains(&source.id) {
                self.add_error(
                    &format!("source {}", source.id.as_str()),
                    "is cited nowhere",
                );
            }
        }
    }
}

/// Entries with their position, counted from 1.
fn numbered<T>(entries: &[T]) -> impl Iterator<Item = (usize, &T)> {
    entries.iter().enumerate().map(|(i, entry)| (i + 1, entry))
}

/// Whether a text contains a percentage, or a number of four digits or more, such as a count or a year.
fn states_a_number(text: &str) -> bool {
    let long = text
        .split(|c: char| !c.is_ascii_digit() && c != ',')
        .any(|run| run.bytes().filter(u8::is_ascii_digit).count() >= 4);
    long || text.contains('%')
}
