//! Explains errors of the JSON parser so that editors without programming experience can fix them.

use serde_json::Error;
use serde_json::error::Category;

/// The line of `text` with the error, counted from 1, and an explanation with a hint.
pub(super) fn explain(error: &Error, text: &str) -> (usize, String) {
    let line = error.line().max(1);
    let message = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    let message = message.strip_suffix(position.as_str()).unwrap_or(&message);
    let reason = match error.classify() {
        Category::Data => entry(message),
        Category::Syntax | Category::Eof | Category::Io => {
            return syntax(message, line, error.column(), text);
        }
    };
    (line, reason)
}

/// Explains a syntax error: commas, brackets, quotes.
fn syntax(message: &str, line: usize, column: usize, text: &str) -> (usize, String) {
    let before = text_before(text, line, column);
    if message.starts_with("expected `,` or") {
        let last = before.trim_end();
        let end_line = 1 + last.matches('\n').count();
        return if end_line < line {
            (
                end_line,
                "a comma is missing at the end of this line".to_owned(),
            )
        } else {
            (
                line,
                format!(
                    "a comma is missing before column {column}; or a quote mark stands inside a text: write “ and ” there, or \\\""
                ),
            )
        };
    }
    let reason = if message == "trailing comma" {
        "there is a comma too many before this place: the last entry before a } or ] has none after it".to_owned()
    } else if message == "key must be a string" {
        format!(
            "a field's name in double quotes, as in \"stem\", has to stand at column {column}; or there is a comma too many before it"
        )
    } else if message == "expected `:`" {
        format!("a colon is missing before column {column}: a field is written \"name\": value")
    } else if message == "expected value"
        || message == "expected ident"
        || message == "invalid number"
    {
        format!(
            "what stands at column {column} is no value: a text stands in straight double quotes (\"), a number in none, and true, false and null are \
            written small; a comma too many is said this way as well"
        )
    } else if message.starts_with("EOF") {
        "the file ends too early: a closing }, ] or quote mark is missing. Look for the entry that you changed last".to_owned()
    } else if message.starts_with("control character") {
        "a text does not end on its line: its closing quote mark is missing, or it holds a line break; write it on one line".to_owned()
    } else if message == "invalid escape" {
        format!(
            "a backslash (\\) before column {column} stands alone: write \\\\ for a backslash, or take it out"
        )
    } else if message == "trailing characters" {
        "something follows after the last } of the file: take it out".to_owned()
    } else {
        format!("it is not written as JSON: {message} at column {column}")
    };
    (line, reason)
}

/// The text before a position, whose line and column serde counts from 1.
fn text_before(text: &str, line: usize, column: usize) -> &str {
    let start: usize = text
        .split_inclusive('\n')
        .take(line - 1)
        .map(str::len)
        .sum();
    let mut end = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Explains an invalid field or value.
fn entry(message: &str) -> String {
    if let Some((name, known)) = between(message, "unknown field ") {
        return format!(
            "“{name}” is not a field here{}; the fields are {}",
            suggestion(name, &known),
            listed(&known)
        );
    }
    if let Some((name, known)) = between(message, "unknown variant ") {
        return format!(
            "“{name}” cannot stand here{}; it has to be {}",
            suggestion(name, &known),
            listed(&known)
        );
    }
    if let Some((name, _)) = between(message, "missing field ") {
        return format!(
            "the field “{name}” is missing: copy it from another entry of the same kind"
        );
    }
    if let Some((name, _)) = between(message, "duplicate field ") {
        return format!("the field “{name}” stands twice: take one out");
    }
    let detail = message
        .strip_prefix("invalid type: ")
        .or_else(|| message.strip_prefix("invalid value: "))
        .and_then(|rest| rest.split_once(", expected "));
    match detail {
        Some((found, wanted)) => format!(
            "here stands {}; it has to be {}",
            found_words(found),
            wanted_words(wanted)
        ),
        None => format!("it cannot be read: {message}"),
    }
}

/// The name after `start`, and the names after “expected”. serde puts both in backticks.
fn between<'message>(
    message: &'message str,
    start: &str,
) -> Option<(&'message str, Vec<&'message str>)> {
    let rest = message.strip_prefix(start)?;
    let mut names = rest.split('`').skip(1).step_by(2);
    Some((names.next()?, names.collect()))
}

/// For example “data”, “logic” or “apis”.
fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
    match quoted.as_slice() {
        [] => "none".to_owned(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
    }
}

/// For example ` (did you mean “facet”?)`, if a known name differs from `written` by at most two letters.
pub(super) fn suggestion(written: &str, known: &[&str]) -> String {
    known
        .iter()
        .map(|name| (distance(&written.to_lowercase(), name), name))
        .filter(|(distance, name)| *distance <= 2 && *distance < name.len())
        .min()
        .map(|(_, name)| format!(" (did you mean “{name}”?)"))
        .unwrap_or_default()
}

/// Edit distance of two words (Levenshtein 1966).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (line, letter) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = line + 1;
        for (at, other) in b.iter().enumerate() {
            let replaced = corner + usize::from(letter != *other);
            corner = row[at + 1];
            row[at + 1] = replaced.min(row[at] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

fn found_words(found: &str) -> String {
    for (start, words) in [
        ("integer ", "the number "),
        ("floating point ", "the number "),
        ("string ", "the text "),
        ("boolean ", ""),
    ] {
        if let Some(rest) = found.strip_prefix(start) {
            return format!("{words}{}", rest.trim_matches('`'));
        }
    }
    match found {
        "null" => "null, which is nothing".to_owned(),
        "map" => "an entry in { }".to_owned(),
        "sequence" => "a list in [ ]".to_owned(),
        "unit variant" => "a bare word".to_owned(),
        other => other.to_owned(),
    }
}

fn wanted_words(wanted: &str) -> String {
    match wanted {
        "a string" => "a text in double quotes",
        "a boolean" => "true or false, without quotes",
        "a sequence" => "a list in [ ]",
        "u8" => "a whole number from 0 to 255, without quotes",
        "i8" => "a whole number from -128 to 127, without quotes",
        "u16" => "a whole number from 0 to 65535, without quotes",
        "u32" => "a whole number, without quotes",
        "f32" | "f64" => "a number, without quotes",
        "newtype variant" | "struct variant" => {
            "a word with its parts, as in {\"likert\": {…}}: copy an entry of that kind"
        }
        other if other.starts_with("struct ") || other.starts_with("a map") => {
            "an entry in { } with its fields"
        }
        other if other.starts_with("enum ") || other.contains("variant") => {
            "one of the known words in double quotes, or a word with its parts in { }"
        }
        other => other,
    }
    .to_owned()
}
