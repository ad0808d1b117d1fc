//! Parses the file. Every error names the path of its field.

use serde::de::DeserializeOwned;

use super::json::Node;
use super::{
    Band, Job, LONGEST_FILE, LONGEST_ID, LONGEST_NAME, LONGEST_TEXT, MOST_ENTRIES, MOST_ERRORS,
    MOST_PAY, Overlay, OverlayError, SCHEMA,
};
use crate::date::Date;
use crate::embed::options::WebAddress;
use crate::pay::link::named;
use crate::pay::money::{Currency, Period};
use crate::pay::query::{Role, Tier};

/// Parses the whole file. On failure returns 1 to [`MOST_ERRORS`] errors, in the order of the fields.
pub fn read(text: &str) -> Result<Overlay, Vec<OverlayError>> {
    let one = |fault: String| Err(vec![OverlayError(fault)]);
    if text.len() > LONGEST_FILE {
        return one("it is longer than 64 KB".to_owned());
    }
    // Some editors write a byte order mark, which is not part of the JSON.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let node = match serde_json::from_str(text) {
        Ok(node) => node,
        Err(error) => return one(format!("it is not JSON: {error}")),
    };
    let mut errors = Errors(Vec::new());
    let overlay = overlay(node, &mut errors);
    match overlay {
        Some(overlay) if errors.0.is_empty() => Ok(overlay),
        _ => Err(errors.0),
    }
}

/// The errors found so far. Every function here that returns `None` has added to it, or follows an earlier error.
struct Errors(Vec<OverlayError>);

impl Errors {
    fn add(&mut self, path: &str, what: &str) {
        if self.0.len() < MOST_ERRORS {
            self.0.push(OverlayError(format!("{path} {what}")));
        }
    }
}

/// The fields of an object that were not taken yet.
struct Fields {
    /// Path of the object, for example `bands[2]`; empty for the file itself.
    at: String,
    rest: Vec<(String, Node)>,
}

impl Fields {
    /// The fields of `node`. `None` if it is no object, has a field not in `known`, or has a field twice.
    fn of(node: Node, at: String, known: &[&str], errors: &mut Errors) -> Option<Self> {
        let Node::Object(rest) = node else {
            let path = if at.is_empty() { "the file" } else { &at };
            errors.add(path, "must be an object: names with values, in { }");
            return None;
        };
        let fields = Self { at, rest };
        for (index, (name, _)) in fields.rest.iter().enumerate() {
            if !known.contains(&name.as_str()) {
                let what = format!("is not known here; known are {}", known.join(", "));
                errors.add(&fields.path(name), &what);
            }
            if fields.rest.iter().take(index).any(|(of, _)| of == name) {
                errors.add(&fields.path(name), "is there twice");
            }
        }
        Some(fields)
    }

    /// Path of a field for an error text, for example `bands[2].from`. A name from the file is shortened and stripped
    /// of invisible characters.
    fn path(&self, name: &str) -> String {
        let name: String = name
            .chars()
            .map(|letter| if is_invisible(letter) { '?' } else { letter })
            .take(40)
            .collect();
        if self.at.is_empty() {
            name
        } else {
            format!("{}.{name}", self.at)
        }
    }

    fn take(&mut self, name: &str) -> Option<Node> {
        let index = self.rest.iter().position(|(of, _)| of == name)?;
        Some(self.rest.swap_remove(index).1)
    }

    /// Takes a required field.
    fn required(&mut self, name: &str, errors: &mut Errors) -> Option<Node> {
        let node = self.take(name);
        if node.is_none() {
            errors.add(&self.path(name), "is missing");
        }
        node
    }

    fn text(&mut self, name: &str, errors: &mut Errors) -> Option<String> {
        let node = self.required(name, errors)?;
        text(node, &self.path(name), errors)
    }

    /// Takes an optional text.
    fn optional_text(&mut self, name: &str, errors: &mut Errors) -> Option<String> {
        let node = self.take(name)?;
        text(node, &self.path(name), errors)
    }

    /// Takes a required word that `read` accepts.
    fn word<T>(
        &mut self,
        name: &str,
        read: fn(&str) -> Option<T>,
        wanted: &str,
        errors: &mut Errors,
    ) -> Option<T> {
        let node = self.required(name, errors)?;
        word(node, &self.path(name), read, wanted, errors)
    }

    /// Takes an optional word that `read` accepts.
    fn optional_word<T>(
        &mut self,
        name: &str,
        read: fn(&str) -> Option<T>,
        wanted: &str,
        errors: &mut Errors,
    ) -> Option<T> {
        let node = self.take(name)?;
        word(node, &self.path(name), read, wanted, errors)
    }

    fn pay(&mut self, name: &str, errors: &mut Errors) -> Option<f64> {
        match self.required(name, errors)? {
            Node::Number(number) if number > 0.0 && number <= MOST_PAY => Some(number),
            Node::Number(_) => {
                errors.add(
                    &self.path(name),
                    "must be above 0 and at most 1,000,000,000",
                );
                None
            }
            _ => {
                errors.add(
                    &self.path(name),
                    "must be a number, without quotes and commas",
                );
                None
            }
        }
    }

    /// Takes an optional list and parses each entry with its path.
    fn entries<T>(
        &mut self,
        name: &str,
        read: fn(Node, String, &mut Errors) -> Option<T>,
        errors: &mut Errors,
    ) -> Vec<T> {
        match self.take(name) {
            None => Vec::new(),
            Some(Node::Array(list)) if list.len() <= MOST_ENTRIES => list
                .into_iter()
                .enumerate()
                .filter_map(|(index, node)| read(node, format!("{name}[{index}]"), errors))
                .collect(),
            Some(Node::Array(_)) => {
                errors.add(&self.path(name), "has more than 60 entries");
                Vec::new()
            }
            Some(_) => {
                errors.add(&self.path(name), "must be a list, in [ ]");
                Vec::new()
            }
        }
    }
}

/// Whether a character is invisible or changes the direction of the text around it.
fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180e}'
                | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Whether a character combines with the one before it: Unicode's blocks of combining marks, and those of Hebrew,
/// Arabic and Thai.
fn is_combining(letter: char) -> bool {
    matches!(
        letter,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}'
            | '\u{6d6}'..='\u{6ed}' | '\u{e31}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}'
    )
}

/// Whether a letter carries more than two combining marks. No language needs that, and more would cover other lines.
fn is_stacked(text: &str) -> bool {
    let mut height = 0;
    text.chars().any(|letter| {
        height = if is_combining(letter) { height + 1 } else { 0 };
        height > 2
    })
}

fn text(node: Node, path: &str, errors: &mut Errors) -> Option<String> {
    bounded_text(node, path, LONGEST_TEXT, errors)
}

/// A text of 1 to `longest` visible characters on one line.
fn bounded_text(node: Node, path: &str, longest: usize, errors: &mut Errors) -> Option<String> {
    let what = match node {
        Node::String(text) => {
            let text = text.trim();
            if text.is_empty() {
                "must not be empty"
            } else if text.chars().count() > longest {
                errors.add(path, &format!("is longer than {longest} characters"));
                return None;
            } else if text.chars().any(is_invisible) {
                "holds a character that cannot be seen, such as a line break"
            } else if is_stacked(text) {
                "holds a letter with more than two marks over or under it"
            } else {
                return Some(text.to_owned());
            }
        }
        _ => "must be a text, in quotes",
    };
    errors.add(path, what);
    None
}

fn word<T>(
    node: Node,
    path: &str,
    read: fn(&str) -> Option<T>,
    wanted: &str,
    errors: &mut Errors,
) -> Option<T> {
    let found = match &node {
        Node::String(text) => read(text),
        _ => None,
    };
    if found.is_none() {
        errors.add(path, &format!("must be {wanted}"));
    }
    found
}

const ROLES: &str = "a role: back-end, front-end, full-stack, mobile, desktop, embedded, devops, data-engineer, \
    data-scientist, architect or engineering-manager";
const TIERS: &str = "a tier: entry, mid, senior or staff";
const ADDRESS: &str =
    "a whole address that begins with https:// and has a host in a to z, 0 to 9, - and .";
const DAY: &str = "a day, as in 2026-11-23";

fn one_of<T: DeserializeOwned>(word: &str) -> Option<T> {
    named(word)
}

fn day(word: &str) -> Option<Date> {
    word.parse().ok()
}

/// The names of periods in the file.
const PERIODS: [(&str, Period); 5] = [
    ("year", Period::Year),
    ("month", Period::Month),
    ("week", Period::Week),
    ("day", Period::Day),
    ("hour", Period::Hour),
];

fn period(word: &str) -> Option<Period> {
    let (_, period) = PERIODS.into_iter().find(|(name, _)| *name == word)?;
    Some(period)
}

/// 1 to [`LONGEST_ID`] of a to z, 0 to 9 and `-`.
fn id(word: &str) -> Option<String> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let fits = (1..=LONGEST_ID).contains(&word.len()) && word.bytes().all(plain);
    (fits && word != "apply").then(|| word.to_owned())
}

fn overlay(node: Node, errors: &mut Errors) -> Option<Overlay> {
    // `$schema` is for editors.
    let known = [
        "$schema",
        "schema",
        "name",
        "source",
        "as_of",
        "review_by",
        "bands",
        "rungs",
        "jobs",
    ];
    let mut file = Fields::of(node, String::new(), &known, errors)?;
    let schema = file.required("schema", errors);
    if schema.is_some_and(|schema| schema != Node::Number(f64::from(SCHEMA))) {
        errors.add("schema", "must be 1: this page reads no other");
    }
    let name = file
        .required("name", errors)
        .and_then(|node| bounded_text(node, "name", LONGEST_NAME, errors));
    let source = file
        .required("source", errors)
        .and_then(|node| source(node, errors));
    let as_of = file.word("as_of", day, DAY, errors);
    let review_by = file.optional_word("review_by", day, DAY, errors);
    if let (Some(as_of), Some(review_by)) = (as_of, review_by)
        && review_by < as_of
    {
        errors.add("review_by", "is before as_of");
    }
    let bands = file.entries("bands", band, errors);
    let rungs = file
        .take("rungs")
        .map_or_else(Default::default, |node| rungs(node, errors));
    let jobs = file.entries("jobs", job, errors);
    for (index, job) in jobs.iter().enumerate() {
        if jobs.iter().take(index).any(|of| of.id == job.id) {
            errors.add("jobs", &format!("has the id {} twice", job.id));
        }
    }
    let (source_title, source_url) = source?;
    Some(Overlay {
        name: name?,
        source_title,
        source_url,
        as_of: as_of?,
        review_by,
        bands,
        rungs,
        jobs,
    })
}

fn source(node: Node, errors: &mut Errors) -> Option<(String, WebAddress)> {
    let mut source = Fields::of(node, "source".to_owned(), &["title", "url"], errors)?;
    let title = source.text("title", errors);
    let url = source.word("url", WebAddress::secure, ADDRESS, errors);
    Some((title?, url?))
}

fn band(node: Node, at: String, errors: &mut Errors) -> Option<Band> {
    let known = [
        "role", "tier", "title", "from", "to", "currency", "per", "place",
    ];
    let mut band = Fields::of(node, at, &known, errors)?;
    let role = band.word("role", one_of::<Role>, ROLES, errors);
    let tier = band.word("tier", one_of::<Tier>, TIERS, errors);
    let title = band.text("title", errors);
    let from = band.pay("from", errors);
    let to = band.pay("to", errors);
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        errors.add(&band.path("from"), "is above its to");
    }
    let money = "three upper-case letters, as in EUR";
    let currency = band.word("currency", Currency::new, money, errors);
    let per = band.word("per", period, "year, month, week, day or hour", errors);
    let place = band.optional_text("place", errors);
    Some(Band {
        role: role?,
        tier: tier?,
        title: title?,
        from: from?,
        to: to?,
        currency: currency?,
        per: per?,
        place,
    })
}

fn rungs(node: Node, errors: &mut Errors) -> [Option<String>; 4] {
    let names = ["entry", "mid", "senior", "staff"];
    let Some(mut rungs) = Fields::of(node, "rungs".to_owned(), &names, errors) else {
        return Default::default();
    };
    names.map(|name| rungs.optional_text(name, errors))
}

fn job(node: Node, at: String, errors: &mut Errors) -> Option<Job> {
    let known = ["id", "title", "url", "role", "tier", "place"];
    let mut job = Fields::of(node, at, &known, errors)?;
    let name = "1 to 40 of a to z, 0 to 9 and -, and not “apply”";
    let id = job.word("id", id, name, errors);
    let title = job.text("title", errors);
    let url = job.word("url", WebAddress::secure, ADDRESS, errors);
    let role = job.word("role", one_of::<Role>, ROLES, errors);
    let tier = job.optional_word("tier", one_of::<Tier>, TIERS, errors);
    let place = job.optional_text("place", errors);
    Some(Job {
        id: id?,
        title: title?,
        url: url?,
        role: role?,
        tier,
        place,
    })
}
