//! Parses and checks the item bank (`assets/data/items.json`).

use serde::Deserialize;
use serde_json::value::RawValue;
use which_end_core::quiz::item::{Body, Item, ItemBank, ItemId, Side, Source};

use calibration::CalibrationEntry;
use error::{EntryId, ItemErrors, count, line_of};
use kind::KindEntry;

mod balance;
mod calibration;
mod error;
mod fairness;
mod kind;
mod plain_words;
pub mod reading;
mod widget;
mod wording;

pub use error::ItemError;

/// Maximum size of a bank file, bytes. An item takes about 800, so [`MOST_ITEMS`] fit twice.
pub const LONGEST_FILE: usize = 4 << 20;
/// Maximum number of items in a bank. `cargo xtask bench` verifies that choosing the next item scales linearly up to
/// 1,000 items. Twice that leaves room, and the choice still takes less than a frame on a slow phone.
pub const MOST_ITEMS: usize = 2000;
/// Maximum level of a task that is judged by eye. Its list of choices gives the figures, which is easier than a hard
/// picture; up to this level both forms are easy.
pub const MOST_LEVEL_BY_EYE: u8 = 2;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BankEntry<'text> {
    /// For editors only.
    #[serde(rename = "$schema", default)]
    _schema: Option<String>,
    version: u16,
    opening: Vec<String>,
    /// Parsed one by one, so that one invalid entry does not hide the others.
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
    /// For maintainers: the sides whose work, as described here, means meeting or talking with people.
    #[serde(default)]
    people: Vec<Side>,
    why: String,
    kind: KindEntry,
    calibration: Option<CalibrationEntry>,
    source: Option<Source>,
}

/// Parses and checks a bank. Reports all errors: those of the file first, then item by item.
pub fn read(text: &str) -> Result<ItemBank, Vec<ItemError>> {
    let mut errors = ItemErrors::default();
    let Some(file) = read_file(text, &mut errors) else {
        return Err(errors.0);
    };
    if file.version == 0 {
        errors.file("the version of the bank must be 1 or more");
    }
    let (items, notes): (Vec<Item>, Vec<Notes>) = file
        .items
        .iter()
        .enumerate()
        .filter_map(|(at, entry)| {
            read_item(at, entry.get(), line_of(text, entry.get()), &mut errors)
        })
        .unzip();
    if items.len() == file.items.len() {
        // Rules about the whole bank apply only if all items are valid.
        wording::check(&items, &mut errors);
        fairness::check(&items, &mut errors);
        reading::check(&items, &mut errors);
        balance::check(&items, &notes, &mut errors);
    }
    let opening = read_opening(&file.opening, &items, &mut errors);
    errors.add_lines(text, &file.items);
    match opening {
        Some(opening) if errors.0.is_empty() => Ok(ItemBank {
            version: file.version,
            items,
            opening,
        }),
        _ => Err(errors.0),
    }
}

fn read_file<'text>(text: &'text str, errors: &mut ItemErrors) -> Option<BankEntry<'text>> {
    if text.len() > LONGEST_FILE {
        errors.file(format!(
            "the file is longer than {LONGEST_FILE} bytes, so it cannot be a bank of at most {MOST_ITEMS} items"
        ));
        return None;
    }
    let file: BankEntry<'_> = match serde_json::from_str(text) {
        Ok(file) => file,
        Err(error) => {
            let (line, reason) = plain_words::explain(&error, text);
            errors.0.push(ItemError {
                id: None,
                line: Some(line),
                reason,
            });
            return None;
        }
    };
    if file.items.len() > MOST_ITEMS {
        errors.file(format!(
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
    errors: &mut ItemErrors,
) -> Option<[ItemId; 3]> {
    for (at, id) in opening.iter().enumerate() {
        match items.iter().find(|item| item.id.as_str() == id) {
            None => {
                let known: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
                errors.item(
                    id,
                    format!(
                        "it is named in “opening”, but no item that could be read has this id{}",
                        plain_words::suggestion(id, &known)
                    ),
                );
            }
            Some(Item {
                body: Body::Task {
                    widget: Some(_), ..
                },
                ..
            }) => {
                errors.item(id, "an opening item is shown before the page's program runs, so it cannot have a widget");
            }
            Some(Item {
                body: Body::Check { .. },
                ..
            }) => {
                errors.item(
                    id,
                    "a check is asked only where answers look random, so it cannot be an opening item",
                );
            }
            Some(_) if opening[..at].contains(id) => {
                errors.item(id, "it is named twice in “opening”");
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
        errors.file("the items named in “opening” must be about different facets");
    }
    let ids: Vec<ItemId> = opening.iter().filter_map(|id| ItemId::parse(id)).collect();
    if opening.len() != 3 {
        errors.file(format!(
            "“opening” must name three items; it names {}",
            opening.len()
        ));
    }
    ids.try_into().ok()
}

/// What an entry says for maintainers only, so that the page does not contain it.
struct Notes {
    /// 1 to 5.
    level: u8,
    /// The sides whose work means meeting or talking with people.
    people: Vec<Side>,
}

fn read_item(
    at: usize,
    text: &str,
    first_line: usize,
    errors: &mut ItemErrors,
) -> Option<(Item, Notes)> {
    let name = serde_json::from_str(text)
        .map_or_else(|_| format!("number {}", at + 1), |EntryId { id }| id);
    let entry: ItemEntry = match serde_json::from_str(text) {
        Ok(entry) => entry,
        Err(error) => {
            let (line, reason) = plain_words::explain(&error, text);
            errors.0.push(ItemError {
                id: Some(name),
                line: Some(first_line + line - 1),
                reason,
            });
            return None;
        }
    };
    let before = errors.0.len();
    let Some(id) = ItemId::parse(&entry.id) else {
        errors.item(&name, "an id is made of lower-case letters, digits and hyphens, starts with a letter and has at most 40");
        return None;
    };
    if entry.version == 0 {
        errors.item(&name, "its version must be 1 or more");
    }
    if !(1..=5).contains(&entry.level) {
        errors.item(
            &name,
            format!("its level is {}; a level is 1, 2, 3, 4 or 5", entry.level),
        );
    }
    if entry.why.trim().is_empty() {
        errors.item(
            &name,
            "“why” is empty: say what the item is meant to pick up",
        );
    }
    if let Some(source) = &entry.source {
        check_source(&name, source, errors);
    }
    let body = kind::body(&name, entry.kind, entry.source, errors)?;
    check_people(&name, &body, &entry.people, errors);
    if entry.level > MOST_LEVEL_BY_EYE && kind::is_judged_by_eye(&body) {
        errors.item(
            &name,
            format!(
                "its level is {}; {MOST_LEVEL_BY_EYE} is the most for a task that is judged by eye, because the list of choices \
                gives the figures away: make the task easier for the eye too, or ask without a widget",
                entry.level
            ),
        );
    }
    let parameters = match &entry.calibration {
        Some(calibration) => calibration.parameters(&name, &body, errors),
        None => calibration::assumed(entry.level, &body),
    };
    let item = Item {
        id,
        version: entry.version,
        stem: entry.stem,
        body,
        parameters,
    };
    let notes = Notes {
        level: entry.level,
        people: entry.people,
    };
    (errors.0.len() == before).then_some((item, notes))
}

/// Checks that the sides with people contact are sides of the item, and that no pair sets people contact against other
/// work: it would measure how sociable somebody is.
fn check_people(name: &str, body: &Body, people: &[Side], errors: &mut ItemErrors) {
    match body.side() {
        Some(side) if people.iter().any(|of| *of != side) => {
            errors.item(name, "“people” names a side that the item is not about");
        }
        None if people.len() == 1 => errors.item(
            name,
            "one end means meeting people and the other does not, so the pair would measure how sociable somebody is: \
            change one of the ends",
        ),
        _ => {}
    }
}

fn check_source(name: &str, source: &Source, errors: &mut ItemErrors) {
    if source.title.trim().is_empty() {
        errors.item(name, "its source has no title");
    }
    let rest = source.url.strip_prefix("https://").unwrap_or_default();
    if rest.is_empty()
        || source
            .url
            .chars()
            .any(|c| c.is_whitespace() || c.is_control())
        || !rest.contains('.')
    {
        errors.item(
            name,
            format!(
                "its source's address “{}” is not a full https address",
                source.url
            ),
        );
    }
}
