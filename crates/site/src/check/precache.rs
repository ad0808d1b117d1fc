//! Compares the service worker's list with the files.

use std::path::Path;

use super::CheckResult;
use crate::error::SiteError;
use crate::files;
use crate::finish::precache::{Entry, address, entries, read_stamped};

pub(super) fn check(folder: &Path, names: &[String]) -> Result<Vec<CheckResult>, SiteError> {
    let worker = files::read_text(&folder.join(files::WORKER))?;
    let Some(listed) = read_stamped(&worker).filter(|listed| !listed.is_empty()) else {
        return Ok(vec![CheckResult::new(
            "the service worker holds a list of files",
            vec!["the list is missing".to_owned()],
        )]);
    };
    let actual = entries(folder)?;
    let known: Vec<String> = names.iter().map(|name| address(name)).collect();
    Ok(compare(&listed, &actual, &known))
}

fn compare(listed: &[Entry], actual: &[Entry], known: &[String]) -> Vec<CheckResult> {
    let stale = listed
        .iter()
        .filter_map(|(address, integrity)| {
            match actual.iter().find(|(other, _)| other == address) {
                Some((_, actual)) if actual == integrity => None,
                Some(_) => Some(format!("{address} has other bytes than the list says")),
                None if known.contains(address) => Some(format!(
                    "{address} is listed though it is not needed offline"
                )),
                None => Some(format!("{address} is listed but is no file")),
            }
        })
        .collect();
    let unlisted = actual
        .iter()
        .filter(|(address, _)| !listed.iter().any(|(other, _)| other == address))
        .map(|(address, _)| format!("{address} is needed offline but is not listed"))
        .collect();
    vec![
        CheckResult::new(
            "every listed file has the bytes that the service worker expects",
            stale,
        ),
        CheckResult::new("every file that is needed offline is listed", unlisted),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(address: &str, integrity: &str) -> Entry {
        (address.to_owned(), integrity.to_owned())
    }

    fn errors(listed: &[Entry], actual: &[Entry]) -> [usize; 2] {
        let known = ["./", "./a.js", "./sw.js"].map(str::to_owned);
        let [stale, unlisted] =
            <[CheckResult; 2]>::try_from(compare(listed, actual, &known)).expect("two checks");
        [stale.errors.len(), unlisted.errors.len()]
    }

    #[test]
    fn changed_missing_and_forgotten_files_are_found() {
        let actual = [entry("./", "x"), entry("./a.js", "y")];
        assert_eq!(errors(&actual, &actual), [0, 0]);
        assert_eq!(
            errors(&[entry("./", "x"), entry("./a.js", "z")], &actual),
            [1, 0],
            "one byte changed"
        );
        assert_eq!(
            errors(&[entry("./", "x")], &actual),
            [0, 1],
            "one file forgotten"
        );
        assert_eq!(
            errors(
                &[
                    entry("./", "x"),
                    entry("./a.js", "y"),
                    entry("./gone.js", "z")
                ],
                &actual
            ),
            [1, 0]
        );
        assert_eq!(
            errors(
                &[
                    entry("./", "x"),
                    entry("./a.js", "y"),
                    entry("./sw.js", "z")
                ],
                &actual
            ),
            [1, 0]
        );
    }
}
