//! Compares two builds of the same source, byte by byte.

use std::path::Path;

use crate::digest;
use crate::error::SiteError;
use crate::files;

/// Prints each file of `folder` with its SHA-256 and its difference in `other`. An error if there is one.
pub(crate) fn run(folder: &Path, other: &Path) -> Result<(), SiteError> {
    let (here, there) = (files::list(folder)?, files::list(other)?);
    let mut errors = Vec::new();
    for name in &here {
        let bytes = files::read(&folder.join(name))?;
        println!("{}  {name}", digest::sha256(&bytes));
        if there.contains(name) {
            let theirs = files::read(&other.join(name))?;
            errors.extend(difference(&bytes, &theirs).map(|what| format!("{name} {what}")));
        } else {
            errors.push(format!("{name} is in the first build only"));
        }
    }
    let more = there.iter().filter(|name| !here.contains(name));
    errors.extend(more.map(|name| format!("{name} is in the second build only")));
    for error in &errors {
        println!("FAILED {error}");
    }
    println!(
        "{} files, {} of them not the same in both builds",
        here.len(),
        errors.len()
    );
    if errors.is_empty() && !here.is_empty() {
        Ok(())
    } else {
        Err(SiteError::Failed)
    }
}

/// The position of the first difference between two texts, with an excerpt of both.
fn difference(one: &[u8], other: &[u8]) -> Option<String> {
    let at = one.iter().zip(other).position(|(a, b)| a != b);
    let at = at.or_else(|| (one.len() != other.len()).then(|| one.len().min(other.len())))?;
    let around = |bytes: &[u8]| {
        let start = at.saturating_sub(20);
        let end = bytes.len().min(at + 40);
        String::from_utf8_lossy(bytes.get(start..end).unwrap_or_default()).into_owned()
    };
    Some(format!(
        "differs from byte {at} of {} and {}: {:?} and {:?}",
        one.len(),
        other.len(),
        around(one),
        around(other)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_byte_more_or_other_is_a_difference() {
        assert_eq!(difference(b"abc", b"abc"), None);
        for (one, other, at) in [("abc", "abd", 2), ("abc", "abcd", 3), ("", "a", 0)] {
            let found = difference(one.as_bytes(), other.as_bytes());
            assert!(
                found.is_some_and(|found| found.contains(&format!("byte {at} "))),
                "{one} {other}"
            );
        }
    }
}
