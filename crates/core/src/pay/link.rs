//! Writes a pay query as the end of a link, and parses it.
//!
//! ```text
//! role=back-end&years=4&country=DE&stack=Go,TypeScript&workplace=in-person
//! ```
//!
//! The format is readable, so that people can write a link by hand. Values are those of the saved record, in any case and
//! with any separator between words. A missing parameter takes the default of the page. An invalid value makes the link
//! damaged, because figures for another person than intended would be worse than none. Unknown parameters and
//! technologies are ignored and named.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::country;
use super::model::PayModel;
use super::query::{CountryCode, PayQuery, Technology};
use crate::percent::{decoded, encode};

/// Maximum length of a text, bytes: three times that of a link with every technology of the model. It also bounds every
/// part, so the stack needs no limit of its own.
const LONGEST: usize = 2_000;

/// Maximum number of ignored parts that are named.
const MOST_NAMED: usize = 5;

/// A parameter of the link: its name, how it is written from a query, and how it is parsed into one. A new field of the
/// query needs a new row of [`PARTS`].
struct Part {
    name: &'static str,
    /// `None` if nothing is stated.
    write: fn(&PayQuery) -> Option<String>,
    read: fn(&str, &mut Reading<'_>) -> Option<()>,
}

/// All parameters, in the order in which they are written.
const PARTS: [Part; 8] = [
    Part {
        name: "role",
        write: |query| word(&query.role),
        read: |text, to| set(&mut to.query.role, text),
    },
    Part {
        name: "years",
        write: |query| word(&query.years),
        read: |text, to| set(&mut to.query.years, text),
    },
    Part {
        name: "country",
        write: |query| Some(query.country.as_str().to_owned()),
        read: |text, to| {
            to.query.country = named_country(to.model, text)?;
            Some(())
        },
    },
    Part {
        name: "area",
        write: |query| query.area.and_then(|stated| word(&stated)),
        read: |text, to| set(&mut to.query.area, text),
    },
    Part {
        name: "stack",
        write: |query| stack_of(&query.stack),
        read: stack,
    },
    Part {
        name: "workplace",
        write: |query| query.workplace.and_then(|stated| word(&stated)),
        read: |text, to| set(&mut to.query.workplace, text),
    },
    Part {
        name: "size",
        write: |query| query.size.and_then(|stated| word(&stated)),
        read: |text, to| set(&mut to.query.size, text),
    },
    Part {
        name: "manages",
        write: |query| query.manages.and_then(|stated| word(&stated)),
        read: |text, to| set(&mut to.query.manages, text),
    },
];

struct Reading<'model> {
    model: &'model PayModel,
    query: PayQuery,
    left_out: Vec<String>,
}

/// The query of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    /// The query.
    pub query: PayQuery,
    /// Unknown parts that were ignored: the first few, each cut to 40 characters.
    pub left_out: Vec<String>,
}

/// Why a link contains no query.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// Longer than any link that the page writes.
    #[error("this link is damaged: it is longer than any that this page makes")]
    TooLong,
    /// A parameter with an invalid value.
    #[error(
        "this link is damaged: its part “{0}” cannot be read. Ask for it again, and copy it whole"
    )]
    Part(&'static str),
    /// A parameter that occurs twice.
    #[error("this link is damaged: its part “{0}” is there twice. Ask for it again")]
    Twice(&'static str),
    /// No known parameter.
    #[error("this link asks for nothing that this page knows")]
    Nothing,
}

/// The query as the end of a link, after the `?`. It uses only letters, digits and `-._~=&,%`.
pub fn write(query: &PayQuery) -> String {
    let mut text = String::new();
    for part in &PARTS {
        if let Some(value) = (part.write)(query) {
            if !text.is_empty() {
                text.push('&');
            }
            text.push_str(part.name);
            text.push('=');
            text.push_str(&value);
        }
    }
    text
}

/// Parses the end of a link, after the `?`. Every text gives a query that the model can evaluate, or an error.
pub fn read(model: &PayModel, text: &str) -> Result<Linked, LinkError> {
    if text.len() > LONGEST {
        return Err(LinkError::TooLong);
    }
    let mut reading = Reading {
        model,
        query: PayQuery::default(),
        left_out: Vec::new(),
    };
    let mut seen: Vec<&str> = Vec::new();
    for piece in text.split('&').filter(|piece| !piece.is_empty()) {
        let (name, value) = name_and_value(piece);
        let Some(part) = PARTS
            .iter()
            .find(|part| part.name.eq_ignore_ascii_case(&name))
        else {
            reading.leave_out(&name);
            continue;
        };
        if seen.contains(&part.name) {
            return Err(LinkError::Twice(part.name));
        }
        seen.push(part.name);
        let value = value.trim_end_matches(['_', '-']);
        (part.read)(value, &mut reading).ok_or(LinkError::Part(part.name))?;
    }
    if seen.is_empty() {
        return Err(LinkError::Nothing);
    }
    let unknown = |area| model.area(&reading.query.country, area).is_none();
    if reading.query.area.is_some_and(unknown) {
        reading.query.area = None;
        reading.leave_out("area");
    }
    reading.left_out.truncate(MOST_NAMED);
    Ok(Linked {
        query: reading.query,
        left_out: reading.left_out,
    })
}

/// Name and value of a parameter. A mail program that breaks a line adds a `=` at its end, which remains when the line
/// break is removed, even within the name.
fn name_and_value(part: &str) -> (String, String) {
    let (name, value) = part.split_once('=').unwrap_or((part, ""));
    if value.contains('=') {
        let joined = part.replace('=', "");
        if let Some(known) = PARTS.iter().find(|known| joined.starts_with(known.name)) {
            return (known.name.to_owned(), joined[known.name.len()..].to_owned());
        }
    }
    (name.to_owned(), value.to_owned())
}

impl Reading<'_> {
    fn leave_out(&mut self, name: &str) {
        let name = decoded(name).unwrap_or_else(|| name.to_owned());
        let shown = name.chars().filter(|letter| !letter.is_control());
        self.left_out.push(shown.take(40).collect());
    }
}

/// A value by its name in the saved record, for example `back-end`; numbers as digits.
fn word(value: &impl Serialize) -> Option<String> {
    let text = serde_json::to_string(value).ok()?;
    Some(text.trim_matches('"').to_owned())
}

/// The value with that name in the saved record, for example `back-end`; numbers as digits.
pub(crate) fn named<T: DeserializeOwned>(name: &str) -> Option<T> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if name.is_empty() || name == "null" || !name.bytes().all(plain) {
        return None;
    }
    let value =
        serde_json::from_str(name).or_else(|_| serde_json::from_str(&format!("\"{name}\"")));
    value.ok()
}

/// Names of choices that have more than one word.
const NAMES: [&str; 11] = [
    "back-end",
    "front-end",
    "full-stack",
    "data-engineer",
    "data-scientist",
    "engineering-manager",
    "in-person",
    "remote-or-hybrid",
    "10000-plus",
    "individual-contributor",
    "people-manager",
];

/// Sets `target` to the value with that name, in any case and with any separator between words.
fn set<T: DeserializeOwned>(target: &mut T, text: &str) -> Option<()> {
    let wanted = key(text);
    let name = NAMES.iter().find(|name| key(name) == wanted);
    *target = match name {
        Some(name) => named(name)?,
        None => named(&text.to_ascii_lowercase())?,
    };
    Some(())
}

/// A name without case and separators: letters and digits, and the characters that distinguish languages, for example
/// in `C#` and `C++`.
fn key(name: &str) -> String {
    let pluses = name.len() - name.trim_end_matches('+').len();
    let characters = name
        .chars()
        .filter(|character| character.is_ascii_alphanumeric() || *character == '#');
    let mut key: String = characters
        .map(|character| character.to_ascii_lowercase())
        .collect();
    key.extend(std::iter::repeat_n('+', pluses));
    key
}

fn stack_of(stack: &[Technology]) -> Option<String> {
    let mut text = String::new();
    for technology in stack {
        if !text.is_empty() {
            text.push(',');
        }
        encode(&mut text, technology.as_str());
    }
    (!text.is_empty()).then_some(text)
}

fn stack(names: &str, to: &mut Reading<'_>) -> Option<()> {
    if names.is_empty() {
        return None;
    }
    for name in names.split(',') {
        let wanted = key(Technology::new(&decoded(name)?)?.as_str());
        let mut terms = to.model.technologies.iter();
        match terms.find(|term| key(term.name.as_str()) == wanted) {
            Some(term) => to.query.set_technology(&term.name, true),
            None => to.leave_out(name),
        }
    }
    Some(())
}

/// Common names that the pay table does not have.
const COUNTRY_NAMES: [(&str, &str); 6] = [
    ("america", "US"),
    ("greatbritain", "GB"),
    ("england", "GB"),
    ("czechrepublic", "CZ"),
    ("turkiye", "TR"),
    ("uae", "AE"),
];

/// The country that a text names: by an alpha-2 or alpha-3 code of ISO 3166-1, by another code in use, or in English.
/// `None` if it names none. The model decides whether there are figures for it.
fn named_country(model: &PayModel, text: &str) -> Option<CountryCode> {
    let name = key(text);
    let mut terms = model.countries.iter();
    if let Some(term) = terms.find(|term| key(&term.name) == name) {
        return Some(term.code.clone());
    }
    let known = COUNTRY_NAMES.iter().find(|(known, _)| *known == name);
    let code = match known {
        Some((_, code)) => code,
        None => text,
    };
    let code = code.to_ascii_uppercase();
    CountryCode::new(country::of_three(&code).unwrap_or(&code))
}
