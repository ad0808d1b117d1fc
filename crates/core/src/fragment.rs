//! The part of an address after its `#`, as mail and chat programs deliver it, made readable again.

use crate::plain::plain;

/// Longest fragment that is looked at, bytes: the longest link of ours, percent-encoded twice.
const LONGEST: usize = 20_000;

/// How often a program may have encoded what another had encoded before it.
const MOST_ENCODINGS: usize = 4;

/// What no link of ours holds: the link ends before it. A second address, a directive for the browser, the rest of a tag.
const ENDS: [&str; 5] = ["http://", "https://", ":~:", "</", "\">"];

/// How our own addresses begin: a second one ends the first.
const AGAIN: [&str; 3] = ["#/pay", "#/shared", "#/quiz"];

/// How the names of parameters begin by which senders follow their links.
const FOLLOWS: [&str; 5] = ["utm_", "mc_", "_", "igsh", "ref"];

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
        text = unescaped(&text);
    }
    let mut plainer = String::new();
    let mut in_path = true;
    for sign in text.chars().filter_map(plain) {
        in_path &= !matches!(sign, '?' | '&');
        // A `=` in the path is left of a line break that a mail program made.
        if sign.is_whitespace() || sign == '\\' || in_path && sign == '=' {
            continue;
        }
        plainer.push(if in_path {
            sign.to_ascii_lowercase()
        } else {
            sign
        });
    }
    let mut text = plainer.trim_start_matches(['#', '!']);
    if let Some(rest) = text.strip_prefix('/') {
        text = rest;
    } else if !text.starts_with("pay?") && !text.starts_with("shared?") {
        return None;
    }
    let ends = |at: &usize| {
        let rest = &text.as_bytes()[*at..];
        let mut all = ENDS.iter().chain(&AGAIN);
        all.any(|end| rest.starts_with(end.as_bytes()))
    };
    let end = (0..text.len()).find(ends).unwrap_or(text.len());
    let directive = text[end..].starts_with(":~:");
    let mut text = &text[..end];
    // The `#` of a directive, which is not that of C# or F#.
    if let Some(before) = text.strip_suffix('#').filter(|_| directive)
        && !["=c", "=C", ",c", ",C", ",f", ",F", "=f", "=F"]
            .iter()
            .any(|sharp| before.ends_with(sharp))
    {
        text = before;
    }
    let end = text.len();
    let (path, query) = text.split_at(text.find(['?', '&']).unwrap_or(end));
    let mut link = String::from("/");
    link.push_str(without_end(path, "/%"));
    let mut joint = '?';
    for part in query.split(['?', '&']) {
        // Where the semicolon of `&amp;` alone was encoded.
        let part = part.trim_start_matches(';');
        let name = part.split('=').next().unwrap_or_default();
        let follows = name.ends_with("clid") || FOLLOWS.iter().any(|start| name.starts_with(start));
        if !part.is_empty() && !follows {
            link.push(joint);
            link.push_str(without_end(part, "-_+#%"));
            joint = '&';
        }
    }
    Some(link)
}

/// The text without the signs at its end that are neither letters, digits nor `kept`; all of it where nothing plain is left.
fn without_end<'text>(text: &'text str, kept: &str) -> &'text str {
    let cut =
        text.trim_end_matches(|sign: char| !sign.is_ascii_alphanumeric() && !kept.contains(sign));
    if cut.is_empty() && text.bytes().any(|byte| !byte.is_ascii_graphic()) {
        text
    } else {
        cut
    }
}

/// The text with its percent-encoding, its character references and the `=3D` of quoted-printable undone once. What is none
/// of them stays as it is.
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        let rest = text.get(at + 1..).unwrap_or_default();
        let hex = || {
            let digits = rest.get(..2).filter(|digits| !digits.starts_with('+'))?;
            u8::from_str_radix(digits, 16).ok()
        };
        let (decoded, length) = match byte {
            b'%' => (hex().map(u32::from), 2),
            b'=' => (hex().filter(|code| *code == b'=').map(u32::from), 2),
            b'&' => reference(rest),
            _ => (None, 0),
        };
        match decoded {
            Some(code) if *byte == b'&' => {
                let sign = char::from_u32(code).unwrap_or(' ');
                bytes.extend_from_slice(sign.encode_utf8(&mut [0; 4]).as_bytes());
            }
            Some(code) => bytes.push(code.to_le_bytes()[0]),
            None => bytes.push(*byte),
        }
        at += 1 + if decoded.is_some() { length } else { 0 };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// The character that a reference stands for, as in `&amp;` and `&#x26;`, and how long it is after its `&`.
fn reference(text: &str) -> (Option<u32>, usize) {
    // No part of a link begins so, and some programs lose the semicolon.
    if let Some(rest) = text.strip_prefix("amp") {
        return (Some(0x26), 3 + usize::from(rest.starts_with(';')));
    }
    let name = text.split(';').next().unwrap_or_default();
    let code = match name {
        // A space, which is passed over, as none of these signs is in a link.
        "quot" | "lt" | "gt" | "nbsp" => Some(0x20),
        _ => name.strip_prefix('#').and_then(|digits| {
            let (digits, radix) = match digits.strip_prefix(['x', 'X']) {
                Some(digits) => (digits, 16),
                None => (digits, 10),
            };
            u32::from_str_radix(digits, radix).ok()
        }),
    };
    (code.filter(|_| name.len() < text.len()), name.len() + 1)
}
