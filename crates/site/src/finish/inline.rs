//! Puts styles and start-up script into `index.html`, so that one response has everything that the first question
//! needs. The policy contains the hashes of both.

use std::fmt::Write as _;
use std::path::Path;

use crate::error::SiteError;
use crate::html::tags;
use crate::pack::headers::POLICY;
use crate::script::replace_once;
use crate::{digest, files};

/// Placeholder until all style sheets are read.
const STYLES: &str = "<style></style>";

/// Puts the style sheets of the first views and the start-up script into the page. The style sheet of the other views
/// remains a file, which the browser loads without waiting for it.
pub(super) fn inline(folder: &Path, page: &str) -> Result<String, SiteError> {
    let mut result = page.to_owned();
    let mut css = String::new();
    for (link, name) in stylesheets(page)? {
        if name.starts_with(files::LATER_STYLE_STEM) {
            let waiting = link.replacen("<link ", "<link media=\"not all\" data-later ", 1);
            result = replace_once(&result, link, &waiting, files::PAGE)?;
        } else {
            // They must come before the later style sheet, which builds on them.
            let place = if css.is_empty() { STYLES } else { "" };
            css.push_str(&files::read_text(&folder.join(&name))?);
            result = replace_once(&result, link, place, files::PAGE)?;
        }
    }
    let (start, source, end) = start_up(&result)?;
    let script = files::read_text(&folder.join(source))?;
    for (text, end) in [(&css, "</style"), (&script, "</script"), (&script, "<!--")] {
        if text.to_ascii_lowercase().contains(end) {
            return Err(missing(&format!("style or script without “{end}”")));
        }
    }
    let (before, after) = (result[..start].to_owned(), result[end..].to_owned());
    let tag = tags(&result[start..end]);
    let attributes = tag.first().map_or(&[][..], |tag| &tag.attributes);
    let mut data = String::new();
    for (name, value) in attributes {
        if name.starts_with("data-") {
            // Writing to a string cannot fail.
            let _ = write!(data, " {name}=\"{value}\"");
        }
    }
    result = format!("{before}<script{data}>{script}</script>{after}");
    let style = format!("<style>{css}</style>");
    result = replace_once(&result, STYLES, &style, files::PAGE)?;
    let policy = policy(&css, &script);
    replace_once(&result, POLICY, &policy, files::PAGE)
}

/// [`POLICY`] with the hashes of the inline style and script.
pub(crate) fn policy(css: &str, script: &str) -> String {
    let hash = |text: &str| format!("'{}'", digest::integrity(text.as_bytes()));
    POLICY
        .replacen(
            "script-src 'self'",
            &format!("script-src 'self' {}", hash(script)),
            1,
        )
        .replacen(
            "style-src 'self'",
            &format!("style-src 'self' {}", hash(css)),
            1,
        )
}

fn missing(part: &str) -> SiteError {
    SiteError::MissingPart {
        file: files::PAGE,
        part: part.to_owned(),
    }
}

/// The links to style sheets with their file names.
fn stylesheets(page: &str) -> Result<Vec<(&str, String)>, SiteError> {
    let links: Vec<(&str, String)> = page
        .match_indices("<link")
        .filter_map(|(at, _)| {
            let link = &page[at..=at + page[at..].find('>')?];
            let tag = tags(link).pop()?;
            let name = tag.get("href")?.trim_start_matches("./").to_owned();
            (tag.get("rel") == Some("stylesheet")).then_some((link, name))
        })
        .collect();
    if links.is_empty() {
        return Err(missing("link to a style sheet"));
    }
    Ok(links)
}

/// Position, file name and end of the start-up script.
fn start_up(page: &str) -> Result<(usize, String, usize), SiteError> {
    const END: &str = "</script>";
    page.match_indices("<script")
        .find_map(|(at, _)| {
            let end = at + page[at..].find(END)? + END.len();
            let tag = tags(&page[at..end]).into_iter().next()?;
            tag.get("data-wasm")?;
            let name = tag.get("src")?.trim_start_matches("./").to_owned();
            Some((at, name, end))
        })
        .ok_or_else(|| missing("start-up script"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_allows_what_stands_in_the_page_and_no_more() {
        let folder = std::env::temp_dir().join(format!("which-end-inline-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join("base-1.css"), "a{}").expect("a file");
        std::fs::write(folder.join("boot-1.js"), "go()").expect("a file");
        let page = format!(
            "<meta http-equiv=Content-Security-Policy content=\"{POLICY}\"><link rel=stylesheet href=./base-1.css>\
            <link rel=stylesheet href=./later-1.css><script src=./boot-1.js integrity=x data-js=./g.js data-wasm=./w.wasm></script>"
        );
        let inlined = inline(&folder, &page).expect("it has all parts");
        assert!(
            inlined.ends_with(
                "<style>a{}</style><link media=\"not all\" data-later rel=stylesheet href=./later-1.css>\
                <script data-js=\"./g.js\" data-wasm=\"./w.wasm\">go()</script>"
            ),
            "{inlined}"
        );
        let hash = digest::integrity(b"go()");
        assert!(inlined.contains(&format!("script-src 'self' '{hash}' 'wasm-unsafe-eval'")));
        assert!(inlined.contains(&format!(
            "style-src 'self' '{}';",
            digest::integrity(b"a{}")
        )));
        std::fs::write(folder.join("boot-1.js"), "'</script>'").expect("a file");
        assert!(inline(&folder, &page).is_err());
        std::fs::remove_dir_all(&folder).expect("its own folder");
    }
}
