//! Checks that each link between our pages leads to a page of the site.

use std::path::Path;

use super::CheckResult;
use crate::error::SiteError;
use crate::files;
use crate::html::tags;

pub(super) fn check(
    folder: &Path,
    names: &[String],
    pages: &[String],
) -> Result<CheckResult, SiteError> {
    let mut errors = Vec::new();
    for page in pages {
        let text = files::read_text(&folder.join(page))?;
        errors.extend(dead(&text, names).map(|link| format!("{page} leads to {link}")));
    }
    Ok(CheckResult::new(
        "every link between our pages leads to one",
        errors,
    ))
}

/// The links of a page to files that the site does not have.
fn dead(page: &str, names: &[String]) -> impl Iterator<Item = String> {
    let links = tags(page).into_iter().filter(|tag| tag.name == "a");
    let own = links.filter_map(|tag| tag.get("href")?.strip_prefix("./").map(str::to_owned));
    own.filter(|link| {
        let file = link.split(['?', '#']).next().unwrap_or_default();
        !file.is_empty() && !names.iter().any(|name| name == file)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_no_page_is_found() {
        let names = ["index.html".to_owned(), "pay.html".to_owned()];
        let page = "<a href=./>a</a><a href=./#/quiz>b</a><a href=\"./pay.html?x#y\">c</a><a href=#view>d</a>\
            <a href=https://example.org/>e</a><a href=./guide.html>f</a>";
        assert_eq!(dead(page, &names).collect::<Vec<_>>(), ["guide.html"]);
    }
}
