//! oEmbed for `WordPress`, which requests it when somebody pastes the page's address on a line of its own: a link in
//! the page's head, and the file that it leads to (<https://oembed.com>, discovery). The link must be absolute, so it
//! is written only if the site's address is known.

use std::path::Path;

use serde::Serialize;

use crate::error::SiteError;
use crate::files;
use crate::html::escape;

/// Width of the frame, CSS pixels. `WordPress` allows 200 to 1,000.
const WIDTH: u16 = 600;
/// Height of the frame before the page reports its own, CSS pixels.
const HEIGHT: u16 = 800;

/// The title of the page and of its frame.
const TITLE: &str = "Which End: back end or front end?";

/// The site's address: `https://…/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address(String);

impl Address {
    /// An error if the text cannot be the address of a folder.
    pub(super) fn read(text: &str) -> Result<Self, SiteError> {
        let rest = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"))
            .unwrap_or_default();
        let host = rest.split('/').next().unwrap_or_default();
        let plain = |letter: char| letter.is_ascii_graphic() && !"\"'<>\\^`{|}?#@".contains(letter);
        if host.is_empty() || !rest.ends_with('/') || !rest.chars().all(plain) {
            return Err(SiteError::Address(text.to_owned()));
        }
        Ok(Self(text.to_owned()))
    }

    /// The address.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

#[derive(Serialize)]
struct Answer<'page> {
    version: &'static str,
    r#type: &'static str,
    title: &'static str,
    provider_name: &'static str,
    provider_url: &'page str,
    html: String,
    width: u16,
    height: u16,
}

/// `WordPress` shows the quotation until the frame reports its height. If it never does, because scripts are off or
/// blocked in such a frame, the link in the quotation remains.
fn html(address: &Address) -> String {
    let (address, title) = (escape(address.as_str()), escape(TITLE));
    format!(
        "<blockquote><a href=\"{address}\">Back end or front end? Take the quiz.</a></blockquote>\
        <iframe src=\"{address}\" title=\"{title}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" frameborder=\"0\"></iframe>"
    )
}

/// Writes the file into `folder` if the site's address is known.
pub(super) fn write(folder: &Path, address: Option<&Address>) -> Result<(), SiteError> {
    let Some(address) = address else {
        return Ok(());
    };
    let answer = Answer {
        version: "1.0",
        r#type: "rich",
        title: TITLE,
        provider_name: "Which End",
        provider_url: address.as_str(),
        html: html(address),
        width: WIDTH,
        height: HEIGHT,
    };
    files::write(
        &folder.join(files::OEMBED),
        serde_json::to_string_pretty(&answer)? + "\n",
    )
}

/// The link for the head of the page.
pub(super) fn link(address: &Address) -> String {
    format!(
        "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{}{}\">",
        escape(address.as_str()),
        files::OEMBED
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::tags;

    fn address() -> Address {
        Address::read("https://example.org/careers/").expect("it is one")
    }

    #[test]
    fn only_a_folder_on_the_web_is_an_address() {
        for text in [
            "",
            "example.org/",
            "https://",
            "https:///",
            "https://example.org",
            "https://example.org/page.html",
            "https://me@example.org/",
            "https://example.org/?a/",
            "https://example.org/\"/",
            "https://example.org/a b/",
            "javascript:alert(1)/",
        ] {
            assert!(Address::read(text).is_err(), "{text}");
        }
        for text in ["https://example.org/", "http://localhost:8080/a/"] {
            assert!(Address::read(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn the_link_in_the_page_is_a_whole_address() {
        let link = tags(&link(&address()))
            .into_iter()
            .find(|tag| tag.name == "link")
            .expect("there is a link");
        assert_eq!(link.get("type"), Some("application/json+oembed"));
        assert_eq!(
            link.get("href"),
            Some("https://example.org/careers/oembed.json")
        );
    }

    /// `WordPress` keeps only these attributes, and accepts only an empty frame after a quotation without attributes.
    #[test]
    fn what_wordpress_keeps_of_the_markup_is_all_of_it() {
        let html = html(&address());
        for tag in tags(&html) {
            let kept: &[&str] = match tag.name.as_str() {
                "a" => &["href"],
                "blockquote" => &[],
                "iframe" => &["src", "width", "height", "frameborder", "title"],
                other => panic!("WordPress takes <{other}> out"),
            };
            for (name, _) in &tag.attributes {
                assert!(kept.contains(&name.as_str()), "{name}");
            }
        }
        assert!(html.starts_with("<blockquote>") && html.ends_with("></iframe>"));
    }

    #[test]
    fn without_an_address_nothing_is_written() {
        assert!(write(Path::new("/nowhere"), None).is_ok());
    }
}
