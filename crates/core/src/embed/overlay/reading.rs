//! Reading the file: every field at its place, and every fault with it.

use serde::de::DeserializeOwned;

use super::json::Node;
use super::{
    Band, Job, LONGEST_FILE, LONGEST_ID, LONGEST_NAME, LONGEST_TEXT, MOST_ENTRIES, MOST_FAULTS,
    MOST_PAY, Overlay, OverlayError, SCHEMA,
};
use crate::date::Date;
use crate::embed::options::WebAddress;
use crate::pay::link::named;
use crate::pay::money::{Currency, Period};
use crate::pay::query::{Role, Tier};

/// Reads the file whole, or names what is wrong with it: at least one fault, at most [`MOST_FAULTS`], in the order of the
/// fields.
pub fn read(text: &str) -> Result<Overlay, Vec<OverlayError>> {
    let one = |fault: String| Err(vec![OverlayError(fault)]);
    if text.len() > LONGEST_FILE {
        return one("it is longer than 64 KB".to_owned());
    }
    // A byte order mark, which some editors write, is no part of the JSON.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let node = match serde_json::from_str(text) {
        Ok(node) => node,
        Err(error) => return one(format!("it is not JSON: {error}")),
    };
    let mut faults = Faults(Vec::new());
    let overlay = overlay(node, &mut faults);
    match overlay {
        Some(overlay) if faults.0.is_empty() => Ok(overlay),
        _ => Err(faults.0),
    }
}

/// What was found wrong so far. Every function here that gives nothing has added to it, or met a fault of before.
struct Faults(Vec<OverlayError>);

impl Faults {
    fn add(&mut self, place: &str, what: &str) {
        if self.0.len() < MOST_FAULTS {
            self.0.push(OverlayError(format!("{place} {what}")));
        }
    }
}

/// The fields of an object that were not taken yet.
struct Fields {
    /// Where it stands, as in `bands[2]`; empty for the file itself.
    at: String,
    rest: Vec<(String, Node)>,
}

impl Fields {
    /// The fields, where `node` is an object and has none beside `known` and none twice.
    fn of(node: Node, at: String, known: &[&str], faults: &mut Faults) -> Option<Self> {
        let Node::Fields(rest) = node else {
            let place = if at.is_empty() { "the file" } else { &at };
            faults.add(place, "must be an object: names with values, in { }");
            return None;
        };
        let fields = Self { at, rest };
        for (index, (name, _)) in fields.rest.iter().enumerate() {
            if !known.contains(&name.as_str()) {
                let what = format!("is not known here; known are {}", known.join(", "));
                faults.add(&fields.place(name), &what);
            }
            if fields.rest.iter().take(index).any(|(of, _)| of == name) {
                faults.add(&fields.place(name), "is there twice");
            }
        }
        Some(fields)
    }

    /// Where a field stands, as in `bands[2].from`, for a sentence: a name from the file is cut and has nothing unseen.
    fn place(&self, name: &str) -> String {
        let name: String = name
            .chars()
            .map(|letter| if is_unseen(letter) { '?' } else { letter })
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

    /// Takes a field that has to be there.
    fn needed(&mut self, name: &str, faults: &mut Faults) -> Option<Node> {
        let node = self.take(name);
        if node.is_none() {
            faults.add(&self.place(name), "is missing");
        }
        node
    }

    fn text(&mut self, name: &str, faults: &mut Faults) -> Option<String> {
        let node = self.needed(name, faults)?;
        text(node, &self.place(name), faults)
    }

    /// A text that may be missing.
    fn some_text(&mut self, name: &str, faults: &mut Faults) -> Option<String> {
        let node = self.take(name)?;
        text(node, &self.place(name), faults)
    }

    /// A word that `read` knows.
    fn word<T>(
        &mut self,
        name: &str,
        read: fn(&str) -> Option<T>,
        wanted: &str,
        faults: &mut Faults,
    ) -> Option<T> {
        let node = self.needed(name, faults)?;
        word(node, &self.place(name), read, wanted, faults)
    }

    /// A word that may be missing.
    fn some_word<T>(
        &mut self,
        name: &str,
        read: fn(&str) -> Option<T>,
        wanted: &str,
        faults: &mut Faults,
    ) -> Option<T> {
        let node = self.take(name)?;
        word(node, &self.place(name), read, wanted, faults)
    }

    fn pay(&mut self, name: &str, faults: &mut Faults) -> Option<f64> {
        match self.needed(name, faults)? {
            Node::Number(number) if number > 0.0 && number <= MOST_PAY => Some(number),
            Node::Number(_) => {
                faults.add(
                    &self.place(name),
                    "must be above 0 and at most 1,000,000,000",
                );
                None
            }
            _ => {
                faults.add(
                    &self.place(name),
                    "must be a number, without quotes and commas",
                );
                None
            }
        }
    }

    /// The entries of a list that may be missing, each read where it stands.
    fn entries<T>(
        &mut self,
        name: &str,
        read: fn(Node, String, &mut Faults) -> Option<T>,
        faults: &mut Faults,
    ) -> Vec<T> {
        match self.take(name) {
            None => Vec::new(),
            Some(Node::List(list)) if list.len() <= MOST_ENTRIES => list
                .into_iter()
                .enumerate()
                .filter_map(|(index, node)| read(node, format!("{name}[{index}]"), faults))
                .collect(),
            Some(Node::List(_)) => {
                faults.add(&self.place(name), "has more than 60 entries");
                Vec::new()
            }
            Some(_) => {
                faults.add(&self.place(name), "must be a list, in [ ]");
                Vec::new()
            }
        }
    }
}

/// Whether a letter cannot be seen, or turns the line of what stands around it.
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180e}'
                | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Whether a letter is drawn over or under the one before it (the blocks that Unicode names for such marks, and those of
/// Hebrew, Arabic and Thai).
fn is_mark(letter: char) -> bool {
    matches!(
        letter,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}'
            | '\u{6d6}'..='\u{6ed}' | '\u{e31}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}'
    )
}

/// Whether more than two marks stand on one letter: no language needs that, and a tower of them covers other lines.
fn is_stacked(text: &str) -> bool {
    let mut height = 0;
    text.chars().any(|letter| {
        height = if is_mark(letter) { height + 1 } else { 0 };
        height > 2
    })
}

fn text(node: Node, place: &str, faults: &mut Faults) -> Option<String> {
    bounded_text(node, place, LONGEST_TEXT, faults)
}

/// A text of 1 to `longest` characters on one line, all of which can be seen.
fn bounded_text(node: Node, place: &str, longest: usize, faults: &mut Faults) -> Option<String> {
    let what = match node {
        Node::Text(text) => {
            let text = text.trim();
            if text.is_empty() {
                "must not be empty"
            } else if text.chars().count() > longest {
                faults.add(place, &format!("is longer than {longest} characters"));
                return None;
            } else if text.chars().any(is_unseen) {
                "holds a character that cannot be seen, such as a line break"
            } else if is_stacked(text) {
                "holds a letter with more than two marks over or under it"
            } else {
                return Some(text.to_owned());
            }
        }
        _ => "must be a text, in quotes",
    };
    faults.add(place, what);
    None
}

fn word<T>(
    node: Node,
    place: &str,
    read: fn(&str) -> Option<T>,
    wanted: &str,
    faults: &mut Faults,
) -> Option<T> {
    let found = match &node {
        Node::Text(text) => read(text),
        _ => None,
    };
    if found.is_none() {
        faults.add(place, &format!("must be {wanted}"));
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

fn overlay(node: Node, faults: &mut Faults) -> Option<Overlay> {
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
    let mut file = Fields::of(node, String::new(), &known, faults)?;
    let schema = file.needed("schema", faults);
    if schema.is_some_and(|schema| schema != Node::Number(f64::from(SCHEMA))) {
        faults.add("schema", "must be 1: this page reads no other");
    }
    let name = file
        .needed("name", faults)
        .and_then(|node| bounded_text(node, "name", LONGEST_NAME, faults));
    let source = file
        .needed("source", faults)
        .and_then(|node| source(node, faults));
    let as_of = file.word("as_of", day, DAY, faults);
    let review_by = file.some_word("review_by", day, DAY, faults);
    if let (Some(as_of), Some(review_by)) = (as_of, review_by)
        && review_by < as_of
    {
        faults.add("review_by", "is before as_of");
    }
    let bands = file.entries("bands", band, faults);
    let rungs = file
        .take("rungs")
        .map_or_else(Default::default, |node| rungs(node, faults));
    let jobs = file.entries("jobs", job, faults);
    for (index, job) in jobs.iter().enumerate() {
        if jobs.iter().take(index).any(|of| of.id == job.id) {
            faults.add("jobs", &format!("has the id {} twice", job.id));
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

fn source(node: Node, faults: &mut Faults) -> Option<(String, WebAddress)> {
    let mut source = Fields::of(node, "source".to_owned(), &["title", "url"], faults)?;
    let title = source.text("title", faults);
    let url = source.word("url", WebAddress::secure, ADDRESS, faults);
    Some((title?, url?))
}

fn band(node: Node, at: String, faults: &mut Faults) -> Option<Band> {
    let known = [
        "role", "tier", "title", "from", "to", "currency", "per", "place",
    ];
    let mut band = Fields::of(node, at, &known, faults)?;
    let role = band.word("role", one_of::<Role>, ROLES, faults);
    let tier = band.word("tier", one_of::<Tier>, TIERS, faults);
    let title = band.text("title", faults);
    let from = band.pay("from", faults);
    let to = band.pay("to", faults);
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        faults.add(&band.place("from"), "is above its to");
    }
    let money = "three upper-case letters, as in EUR";
    let currency = band.word("currency", Currency::new, money, faults);
    let per = band.word("per", period, "year, month, week, day or hour", faults);
    let place = band.some_text("place", faults);
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

fn rungs(node: Node, faults: &mut Faults) -> [Option<String>; 4] {
    let names = ["entry", "mid", "senior", "staff"];
    let Some(mut rungs) = Fields::of(node, "rungs".to_owned(), &names, faults) else {
        return Default::default();
    };
    names.map(|name| rungs.some_text(name, faults))
}

fn job(node: Node, at: String, faults: &mut Faults) -> Option<Job> {
    let known = ["id", "title", "url", "role", "tier", "place"];
    let mut job = Fields::of(node, at, &known, faults)?;
    let name = "1 to 40 of a to z, 0 to 9 and -, and not “apply”";
    let id = job.word("id", id, name, faults);
    let title = job.text("title", faults);
    let url = job.word("url", WebAddress::secure, ADDRESS, faults);
    let role = job.word("role", one_of::<Role>, ROLES, faults);
    let tier = job.some_word("tier", one_of::<Tier>, TIERS, faults);
    let place = job.some_text("place", faults);
    Some(Job {
        id: id?,
        title: title?,
        url: url?,
        role: role?,
        tier,
        place,
    })
}
