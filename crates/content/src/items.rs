//! Parses and checks the item bank (`assets/data/items.json`).

use serde::Deserialize;
use serde_json::value::RawValue;
use which_end_core::quiz::item::{Body, Item, ItemBank, ItemId, Source};

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
    let items: Vec<Item> = file
        .items
        .iter()
        .enumerate()
        .filter_map(|(at, entry)| {
            read_item(at, entry.get(), line_of(text, entry.get()), &mut errors)
        })
        .collect();
    if items.len() == file.items.len() {
        // Rules about the whole bank apply only if all items are valid.
        wording::check(&items, &mut errors);
        fairness::check(&items, &mut errors);
        reading::check(&items, &mut errors);
        balance::check(&items, &mut errors);
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

fn read_item(at: usize, text: &str, first_line: usize, errors: &mut ItemErrors) -> Option<Item> {
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
    let parameters = match &entry.calibration {
        Some(calibration) => calibration.parameters(&name, &body, errors),
        None => calibration::assumed(entry.level, &body),
    };
    (errors.0.len() == before).then_some(Item {
        id,
        version: entry.version,
        stem: entry.stem,
        body,
        parameters,
    })
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
