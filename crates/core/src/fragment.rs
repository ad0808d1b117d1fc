//! The part of an address after its `#`, as mail and chat programs deliver it, made readable again.

use crate::percent::decoded_leniently;
use crate::plain::plain;

/// Longest fragment that is looked at, bytes: the longest link of ours, percent-encoded twice.
const LONGEST: usize = 20_000;

/// How often a program may have encoded what another had encoded before it.
const MOST_ENCODINGS: usize = 4;

/// What no link of ours holds: the link ends before it. A second address, a directive for the browser, the rest of a tag.
const ENDS: [&str; 7] = ["#/", "https://", "http://", "#:~:", ":~:", "</", "\">"];

/// Undoes what programs do to a link on its way: percent-encoding, character references, full-width forms, soft line breaks,
/// escapes, capital letters in the path, signs after its end, and the parameters by which senders follow their links.
///
/// Gives `/path` or `/path?name=value&…`. A fragment that is no link of ours is given back as it was. No answer and no choice
/// is made up here: a shared result has a checksum, and its letters keep their case.
pub fn clean(fragment: &str) -> String {
    ours(fragment).unwrap_or_else(|| fragment.to_owned())
}

fn ours(fragment: &str) -> Option<String> {
    if fragment.len() > LONGEST {
        return None;
    }
    let mut text = fragment.to_owned();
    for _ in 0..MOST_ENCODINGS {
        text = without_references(&decoded_leniently(&text));
    }
    let text: String = text
        .chars()
        .filter_map(plain)
        .filter(|sign| !sign.is_whitespace() && *sign != '\\')
        .collect();
    // Quoted-printable writes every `=` so.
    let text = text.replace("=3D", "=").replace("=3d", "=");
    let text = text.trim_start_matches(['#', '!']);
    let mut text = match text.strip_prefix('/') {
        Some(rest) => rest,
        None if text.starts_with("pay?") || text.starts_with("shared?") => text,
        None => return None,
    };
    for end in ENDS {
        text = text.split(end).next().unwrap_or_default();
    }
    let (path, query) = text.split_at(text.find(['?', '&']).unwrap_or(text.len()));
    let path: String = path
        .chars()
        .filter(|sign| *sign != '=')
        .map(|sign| sign.to_ascii_lowercase())
        .collect();
    let mut link = String::from("/");
    link.push_str(without_end(&path, "/%"));
    let mut joint = '?';
    let parts = query.split(['?', '&']).filter(|part| !part.is_empty());
    for part in parts.filter(|part| !follows_links(part)) {
        link.push(joint);
        link.push_str(without_end(part, "-_+#%"));
        joint = '&';
    }
    Some(link)
}

/// The text without the signs at its end that are neither letters, digits nor `kept`. Other scripts' letters go only where
/// something is left before them.
fn without_end<'text>(text: &'text str, kept: &str) -> &'text str {
    let cut =
        text.trim_end_matches(|sign: char| !sign.is_ascii_alphanumeric() && !kept.contains(sign));
    if cut.is_empty() && !text.is_ascii() || text.contains('\0') {
        text
    } else {
        cut
    }
}

/// Whether a part of a link is there only to follow who opens it.
fn follows_links(part: &str) -> bool {
    let name = part.split('=').next().unwrap_or_default();
    ["utm_", "mc_", "_hs", "__", "igsh"]
        .iter()
        .any(|start| name.starts_with(start))
        || name.ends_with("clid")
        || matches!(name, "ref" | "si")
}

/// The text with its character references replaced, as in `&amp;` and `&#38;`, once.
fn without_references(text: &str) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let after = &rest[at + 1..];
        let (sign, length) = reference(after).unwrap_or(('&', 0));
        replaced.push_str(&rest[..at]);
        replaced.push(sign);
        rest = &after[length..];
    }
    replaced + rest
}

/// The character that a reference stands for, and the length of the reference after its `&`.
fn reference(text: &str) -> Option<(char, usize)> {
    // No part of a link begins so, and some programs lose the semicolon.
    if text
        .get(..3)
        .is_some_and(|name| name.eq_ignore_ascii_case("amp"))
    {
        return Some(('&', 3 + usize::from(text[3..].starts_with(';'))));
    }
    let end = text.find(';').filter(|end| *end < 10)?;
    let name = &text[..end];
    let sign = match name {
        "quot" => '"',
        "apos" => '\'',
        "lt" => '<',
        "gt" => '>',
        "nbsp" => ' ',
        "equals" => '=',
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => digits.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    };
    Some((sign, end + 1))
}
