//! The item bank as people edit it (`assets/data/items.json`), and the check that every entry passes before it is used.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::item::{Body, Item, ItemBank, ItemId, Source};

use calibration::CalibrationEntry;
use kind::KindEntry;

mod balance;
mod calibration;
mod fairness;
mod kind;
mod plain_words;
pub mod reading;
mod widget;
mod wording;

/// Bytes of a bank file, at most: an item takes about 800, so [`MOST_ITEMS`] fit twice.
pub const LONGEST_FILE: usize = 4 << 20;
/// Items in a bank, at most. The choice of the next item is held to grow no faster than the bank up to 1,000 items
/// (`cargo xtask bench`); twice that leaves room, and is still chosen from within a frame of a slow phone.
pub const MOST_ITEMS: usize = 2000;

/// What is wrong with an entry, in a sentence for the person who edits the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The entry, as it is named in the file; none where the file as a whole is meant.
    pub id: Option<String>,
    /// The line of the file, counted from 1: where the entry begins, or the very line where that is known. None where
    /// the file as a whole is meant.
    pub line: Option<usize>,
    /// What is wrong and what would be right.
    pub reason: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&self.id, self.line) {
            (Some(id), Some(line)) => write!(out, "item “{id}” (line {line}): {}", self.reason),
            (Some(id), None) => write!(out, "item “{id}”: {}", self.reason),
            (None, Some(line)) => write!(out, "line {line}: {}", self.reason),
            (None, None) => write!(out, "{}", self.reason),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BankEntry<'text> {
    /// Tells an editor where the schema is; means nothing here.
    #[serde(rename = "$schema", default)]
    _schema: Option<String>,
    version: u16,
    opening: Vec<String>,
    /// Read one by one, so that one bad entry does not hide the others.
    #[serde(borrow)]
    items: Vec<&'text RawValue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemEntry {
    id: String,
    version: u16,
    stem: String,
    level: u8,
    why: String,
    kind: KindEntry,
    calibration: Option<CalibrationEntry>,
    source: Option<Source>,
}

/// Reads and checks a bank. All problems are reported at once, those of the file first, then item by item.
pub fn read(text: &str) -> Result<ItemBank, Vec<Problem>> {
    let mut problems = Problems::default();
    let Some(file) = read_file(text, &mut problems) else {
        return Err(problems.0);
    };
    if file.version == 0 {
        problems.file("the version of the bank must be 1 or more");
    }
    let items: Vec<Item> = file
        .items
        .iter()
        .enumerate()
        .filter_map(|(at, entry)| {
            read_item(at, entry.get(), line_of(text, entry.get()), &mut problems)
        })
        .collect();
    if items.len() == file.items.len() {
        // Only a bank that was read whole can be judged as a whole.
        wording::check(&items, &mut problems);
        fairness::check(&items, &mut problems);
        reading::check(&items, &mut problems);
        balance::check(&items, &mut problems);
    }
    let opening = read_opening(&file.opening, &items, &mut problems);
    problems.place(text, &file.items);
    match opening {
        Some(opening) if problems.0.is_empty() => Ok(ItemBank {
            version: file.version,
            items,
            opening,
        }),
        _ => Err(problems.0),
    }
}

/// The problems found so far.
#[derive(Default)]
struct Problems(Vec<Problem>);

impl Problems {
    fn file(&mut self, reason: impl Into<String>) {
        self.0.push(Problem {
            id: None,
            line: None,
            reason: reason.into(),
        });
    }

    fn item(&mut self, id: &str, reason: impl Into<String>) {
        self.0.push(Problem {
            id: Some(id.to_owned()),
            line: None,
            reason: reason.into(),
        });
    }

    /// Gives each problem of an item the line where the item begins, unless a nearer one is known.
    fn place(&mut self, text: &str, entries: &[&RawValue]) {
        if self.0.iter().all(|problem| problem.line.is_some()) {
            return;
        }
        let mut lines = BTreeMap::new();
        for entry in entries {
            if let Ok(Named { id }) = serde_json::from_str(entry.get()) {
                // The last one of that name: of two with the same id it is most often the new one.
                lines.insert(id, line_of(text, entry.get()));
            }
        }
        for problem in &mut self.0 {
            if problem.line.is_none() {
                problem.line = problem.id.as_ref().and_then(|id| lines.get(id)).copied();
            }
        }
    }
}

/// An entry of which only the name matters.
#[derive(Deserialize)]
struct Named {
    id: String,
}

/// The line of `text`, counted from 1, on which `part` begins. `part` is a piece of `text`.
fn line_of(text: &str, part: &str) -> usize {
    let offset = part.as_ptr().addr().saturating_sub(text.as_ptr().addr());
    1 + text[..offset.min(text.len())].matches('\n').count()
}

fn read_file<'text>(text: &'text str, problems: &mut Problems) -> Option<BankEntry<'text>> {
    if text.len() > LONGEST_FILE {
        problems.file(format!(
            "the file is longer than {LONGEST_FILE} bytes, so it cannot be a bank of at most {MOST_ITEMS} items"
        ));
        return None;
    }
    let file: BankEntry<'_> = match serde_json::from_str(text) {
        Ok(file) => file,
        Err(error) => {
            let (line, reason) = plain_words::explain(&error, text);
            problems.0.push(Problem {
                id: None,
                line: Some(line),
                reason,
            });
            return None;
        }
    };
    if file.items.len() > MOST_ITEMS {
        problems.file(format!(
            "there are {} items; {MOST_ITEMS} are the most",
            file.items.len()
        ));
        return None;
    }
    Some(file)
}

fn read_opening(
    opening: &[String],
    items: &[Item],
    problems: &mut Problems,
) -> Option<[ItemId; 3]> {
    for (at, id) in opening.iter().enumerate() {
        match items.iter().find(|item| item.id.as_str() == id) {
            None => {
                let known: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
                problems.item(
                    id,
                    format!(
                        "it is named in “opening”, but no item that could be read has this id{}",
                        plain_words::meant(id, &known)
                    ),
                );
            }
            Some(Item {
                body: Body::Task {
                    widget: Some(_), ..
                },
                ..
            }) => {
                problems.item(id, "an opening item is shown before the page's program runs, so it cannot have a widget");
            }
            Some(Item {
                body: Body::Check { .. },
                ..
            }) => {
                problems.item(
                    id,
                    "a check is asked only where answers look random, so it cannot be an opening item",
                );
            }
            Some(_) if opening[..at].contains(id) => {
                problems.item(id, "it is named twice in “opening”");
            }
            Some(_) => {}
        }
    }
    let named: Vec<&Item> = items
        .iter()
        .filter(|item| opening.iter().any(|id| item.id.as_str() == id))
        .collect();
    let facets = count(named.iter().flat_map(|item| item.body.facets()));
    if facets.values().any(|times| *times > 1) {
        problems.file("the items named in “opening” must be about different facets");
    }
    let ids: Vec<ItemId> = opening.iter().filter_map(|id| ItemId::parse(id)).collect();
    if opening.len() != 3 {
        problems.file(format!(
            "“opening” must name three items; it names {}",
            opening.len()
        ));
    }
    ids.try_into().ok()
}

fn read_item(at: usize, text: &str, first_line: usize, problems: &mut Problems) -> Option<Item> {
    let name =
        serde_json::from_str(text).map_or_else(|_| format!("number {}", at + 1), |Named { id }| id);
    let entry: ItemEntry = match serde_json::from_str(text) {
        Ok(entry) => entry,
        Err(error) => {
            let (line, reason) = plain_words::explain(&error, text);
            problems.0.push(Problem {
                id: Some(name),
                line: Some(first_line + line - 1),
                reason,
            });
            return None;
        }
    };
    let before = problems.0.len();
    let Some(id) = ItemId::parse(&entry.id) else {
        problems.item(&name, "an id is made of lower-case letters, digits and hyphens, starts with a letter and has at most 40");
        return None;
    };
    if entry.version == 0 {
        problems.item(&name, "its version must be 1 or more");
    }
    if !(1..=5).contains(&entry.level) {
        problems.item(
            &name,
            format!("its level is {}; a level is 1, 2, 3, 4 or 5", entry.level),
        );
    }
    if entry.why.trim().is_empty() {
        problems.item(
            &name,
            "“why” is empty: say what the item is meant to pick up",
        );
    }
    if let Some(source) = &entry.source {
        check_source(&name, source, problems);
    }
    let body = kind::body(&name, entry.kind, entry.source, problems)?;
    let parameters = match &entry.calibration {
        Some(calibration) => calibration.parameters(&name, &body, problems),
        None => calibration::assumed(entry.level, &body),
    };
    (problems.0.len() == before).then_some(Item {
        id,
        version: entry.version,
        stem: entry.stem,
        body,
        parameters,
    })
}

fn check_source(name: &str, source: &Source, problems: &mut Problems) {
    if source.title.trim().is_empty() {
        problems.item(name, "its source has no title");
    }
    let rest = source.url.strip_prefix("https://").unwrap_or_default();
    if rest.is_empty()
        || source
            .url
            .chars()
            .any(|c| c.is_whitespace() || c.is_control())
        || !rest.contains('.')
    {
        problems.item(
            name,
            format!(
                "its source's address “{}” is not a full https address",
                source.url
            ),
        );
    }
}

/// Counts how often each key occurs.
fn count<K: Ord>(keys: impl IntoIterator<Item = K>) -> BTreeMap<K, usize> {
    let mut counts = BTreeMap::new();
    for key in keys {
        *counts.entry(key).or_insert(0) += 1;
    }
    counts
}
