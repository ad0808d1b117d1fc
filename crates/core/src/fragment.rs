//! Cleans the part of an address after its `#`, which mail and chat programs change.

use crate::plain::plain;

/// Maximum length of a fragment, bytes: our longest link, percent-encoded twice.
const LONGEST: usize = 20_000;

/// How many layers of encoding are undone. Each program on the way may add one.
const MOST_ENCODINGS: usize = 4;

/// Texts that end a link, because no link of ours contains them: a second address, a text directive for the browser,
/// the rest of an HTML tag.
const ENDS: [&str; 5] = ["http://", "https://", ":~:", "</", "\">"];

/// How our own addresses begin. A second one ends the first.
const OWN_PATHS: [&str; 3] = ["#/pay", "#/shared", "#/quiz"];

/// Prefixes of tracking parameters.
const TRACKING: [&str; 5] = ["utm_", "mc_", "_", "igsh", "ref"];

/// Undoes what programs do to a link: percent-encoding, character references, full-width forms, soft line breaks,
/// backslashes, capital letters in the path, characters after its end, and tracking parameters.
///
/// Returns `/path` or `/path?name=value&…`, or the fragment unchanged if it is no link of ours. It never changes an
/// answer or a choice: a shared result has a checksum, and its letters keep their case.
pub fn clean(fragment: &str) -> String {
    cleaned(fragment).unwrap_or_else(|| fragment.to_owned())
}

fn cleaned(fragment: &str) -> Option<String> {
    if fragment.len() > LONGEST {
        return None;
    }
    let mut text = fragment.to_owned();
    for _ in 0..MOST_ENCODINGS {
        text = unescaped(&text);
    }
    let mut plainer = String::new();
    let mut in_path = true;
    for character in text.chars().filter_map(plain) {
        in_path &= !matches!(character, '?' | '&');
        // A `=` in the path remains from a line break that a mail program inserted.
        if character.is_whitespace() || character == '\\' || in_path && character == '=' {
            continue;
        }
        plainer.push(if in_path {
            character.to_ascii_lowercase()
        } else {
            character
        });
    }
    let mut text = plainer.trim_start_matches(['#', '!']);
    if let Some(rest) = text.strip_prefix('/') {
        text = rest;
    } else if !text.starts_with("pay?") && !text.starts_with("shared?") {
        return None;
    }
    let is_end = |at: &usize| {
        let rest = &text.as_bytes()[*at..];
        let mut all = ENDS.iter().chain(&OWN_PATHS);
        all.any(|end| rest.starts_with(end.as_bytes()))
    };
    let end = (0..text.len()).find(is_end).unwrap_or(text.len());
    let directive = text[end..].starts_with(":~:");
    let mut text = &text[..end];
    // The `#` of a text directive, unlike that of C# or F#.
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
    let mut separator = '?';
    for part in query.split(['?', '&']) {
        // The semicolon remains if only that of `&amp;` was encoded.
        let part = part.trim_start_matches(';');
        let name = part.split('=').next().unwrap_or_default();
        let tracks = name.ends_with("clid") || TRACKING.iter().any(|start| name.starts_with(start));
        if !part.is_empty() && !tracks {
            link.push(separator);
            link.push_str(without_end(part, "-_+#%"));
            separator = '&';
        }
    }
    Some(link)
}

/// The text without trailing characters that are neither letters, digits nor in `allowed`. The whole text if nothing
/// would remain of a text that is not plain ASCII.
fn without_end<'text>(text: &'text str, allowed: &str) -> &'text str {
    let cut = text.trim_end_matches(|character: char| {
        !character.is_ascii_alphanumeric() && !allowed.contains(character)
    });
    if cut.is_empty() && text.bytes().any(|byte| !byte.is_ascii_graphic()) {
        text
    } else {
        cut
    }
}

/// Decodes percent-encoding, character references and the `=3D` of quoted-printable once. Anything else stays
/// unchanged.
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
                let character = char::from_u32(code).unwrap_or(' ');
                bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            }
            Some(code) => bytes.push(code.to_le_bytes()[0]),
            None => bytes.push(*byte),
        }
        at += 1 + if decoded.is_some() { length } else { 0 };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// Decodes a character reference such as `&amp;` or `&#x26;`. Returns its character and its length after the `&`.
fn reference(text: &str) -> (Option<u32>, usize) {
    // Some programs drop the semicolon, and no parameter of ours begins with `amp`.
    if let Some(rest) = text.strip_prefix("amp") {
        return (Some(0x26), 3 + usize::from(rest.starts_with(';')));
    }
    let name = text.split(';').next().unwrap_or_default();
    let code = match name {
        // No link contains these characters, so they become a space, which is skipped.
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
