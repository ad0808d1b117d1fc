//! The static pages: trunk's head with the application's rendered text in the body.

use std::fmt::Write as _;

use which_end::prerender::Page;
use which_end::route::Route;

use super::oembed::Address;
use super::{linked_data, oembed};
use crate::error::SiteError;
use crate::files;
use crate::html::escape;
use crate::script::replace_once;

/// Placeholder in `index.html` for the title and metadata.
const HEAD: &str = "<title>data-fill</title>";
/// Placeholder for the view.
const BODY: &str = "<div data-static>data-fill</div>";

/// The file name of a page.
pub(super) fn file(route: Route) -> String {
    match route {
        Route::Start => files::PAGE.to_owned(),
        other => other.href().trim_start_matches("./").to_owned(),
    }
}

/// Fills `template` with the page.
pub(super) fn fill(
    template: &str,
    page: &Page,
    address: Option<&Address>,
) -> Result<String, SiteError> {
    // The start-up script shows the page's view before the document is parsed completely.
    let view = format!(" data-page=\"{}\" data-js=", page.route.fragment());
    let body = format!("<div data-static>{}</div>", page.markup);
    [
        (HEAD, head(page, address)?),
        (BODY, body),
        (" data-js=", view),
    ]
    .iter()
    .try_fold(template.to_owned(), |page, (old, new)| {
        replace_once(&page, old, new, files::PAGE)
    })
}

fn head(page: &Page, address: Option<&Address>) -> Result<String, SiteError> {
    let (title, description) = (escape(&page.title), escape(page.description));
    let site = address.map_or("./", Address::as_str);
    let mut head = format!(
        "<title>{title}</title><meta name=\"description\" content=\"{description}\">\
        <meta property=\"og:type\" content=\"website\"><meta property=\"og:site_name\" content=\"Which End\">\
        <meta property=\"og:title\" content=\"{title}\"><meta property=\"og:description\" content=\"{description}\">\
        <meta property=\"og:image\" content=\"{site}{picture}\"><meta property=\"og:image:width\" content=\"1200\">\
        <meta property=\"og:image:height\" content=\"630\">\
        <meta property=\"og:image:alt\" content=\"A wire from a blue square, the back end, to an orange circle, the front end, with a bead in its middle.\">\
        <meta name=\"twitter:card\" content=\"summary_large_image\">",
        site = escape(site),
        picture = files::PICTURE,
    );
    if let Some(address) = address {
        let own = escape(&format!(
            "{}{}",
            address.as_str(),
            page.route.href().trim_start_matches("./")
        ));
        // Writing to a string cannot fail, here and below.
        let _ = write!(
            head,
            "<link rel=\"canonical\" href=\"{own}\"><meta property=\"og:url\" content=\"{own}\">"
        );
        if page.route == Route::Start {
            head.push_str(&oembed::link(address));
        }
    }
    for thing in linked_data::things(page, address.map(Address::as_str)) {
        // Escapes `<`, which could end the element. JSON allows this escape in any string.
        let json = serde_json::to_string(&thing)?.replace('<', "\\u003c");
        let _ = write!(head, "<script type=\"application/ld+json\">{json}</script>");
    }
    Ok(head)
}

#[cfg(test)]
mod tests {
    use which_end::prerender;

    use super::*;
    use crate::html::tags;

    const TEMPLATE: &str = "<head><title>data-fill</title></head><body><which-end class=which-end>\
        <div data-static>data-fill</div></which-end><script src=./boot.js data-js=./g.js></script>";

    #[test]
    fn the_projects_own_page_has_both_places() {
        let page = include_str!("../../../../index.html");
        assert_eq!(page.matches(HEAD).count(), 1);
        assert_eq!(page.matches(BODY).count(), 1);
    }

    /// Protects visitors of a page that only some of the scripts know.
    #[test]
    fn every_script_knows_every_page() {
        let links = include_str!("../../../../assets/web/links.js");
        let worker = include_str!("../../../../assets/web/sw.js");
        let loader = include_str!("../../../../assets/web/which-end.js");
        for route in Route::PAGES.into_iter().skip(1) {
            let file = file(route);
            let name = file.trim_end_matches(".html");
            assert!(
                links.contains(&format!("['{name}', '{}']", route.fragment())),
                "{name}"
            );
            assert!(worker.contains(&format!("|{name}")), "{name}");
            assert!(loader.contains(&format!(": '{name}'")), "{name}");
        }
    }

    /// Protects what search engines and link previews say of each page.
    #[test]
    fn every_page_says_what_it_is_about() {
        let address = Address::read("https://example.org/careers/").expect("it is one");
        let pages = prerender::pages("2026-11-30".parse().expect("a day"));
        let mut titles = Vec::new();
        for page in &pages {
            let filled = fill(TEMPLATE, page, Some(&address)).expect("it has both places");
            let tags = tags(&filled);
            let meta = |key: &str| {
                tags.iter()
                    .find(|tag| tag.get("property") == Some(key) || tag.get("name") == Some(key))
                    .and_then(|tag| tag.get("content").map(str::to_owned))
                    .unwrap_or_else(|| panic!("{:?} has no {key}", page.route))
            };
            assert!(meta("description").len() > 60);
            assert_eq!(meta("og:image"), "https://example.org/careers/social.png");
            let path = page.route.href().trim_start_matches("./");
            assert_eq!(
                meta("og:url"),
                format!("https://example.org/careers/{path}")
            );
            titles.push(meta("og:title"));
            for script in tags
                .iter()
                .filter(|tag| tag.get("type") == Some("application/ld+json"))
            {
                let json: serde_json::Value =
                    serde_json::from_str(&script.content).expect("linked data is JSON");
                assert_eq!(json["@context"], "https://schema.org");
            }
        }
        titles.sort();
        titles.dedup();
        assert_eq!(titles.len(), pages.len());
    }
}
