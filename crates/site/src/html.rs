//! Minimal HTML handling: escaping text, and parsing tags of built pages.

/// Escapes text for an element or a quoted attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // Control characters are not allowed in a document.
            control if control.is_control() && control != '\n' => {}
            other => safe.push(other),
        }
    }
    safe
}

/// An opening tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tag {
    /// Lower-case name.
    pub(crate) name: String,
    /// Lower-case names and raw values, in order.
    pub(crate) attributes: Vec<(String, String)>,
    /// For `script` and `style`: the text up to the closing tag.
    pub(crate) content: String,
}

impl Tag {
    /// The value of an attribute; empty if it has none. `None` if the attribute is missing.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

/// The opening tags of a document, in order; comments and closing tags are skipped. Written for pages of our own build:
/// it never panics on others, but does not parse broken markup as a browser does.
pub(crate) fn tags(document: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut rest = document;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
        } else if rest.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            let (mut tag, after) = tag(rest);
            rest = after;
            if matches!(tag.name.as_str(), "script" | "style") {
                let lower = rest.to_ascii_lowercase();
                let end = lower.find(&format!("</{}", tag.name)).unwrap_or(rest.len());
                rest[..end].clone_into(&mut tag.content);
                rest = &rest[end..];
            }
            found.push(tag);
        }
    }
    found
}

/// Number of elements and text nodes of a document in a browser. White space between elements does not count.
pub(crate) fn nodes(document: &str) -> usize {
    let texts = document.split('<').filter(|part| {
        let text = part.split_once('>').map_or(*part, |(_, text)| text);
        !text.trim().is_empty()
    });
    tags(document).len() + texts.count()
}

/// Parses a tag from its name on. Returns it and the text after its `>`.
fn tag(text: &str) -> (Tag, &str) {
    let end = text
        .find(|letter: char| letter.is_ascii_whitespace() || matches!(letter, '>' | '/'))
        .unwrap_or(text.len());
    let mut tag = Tag {
        name: text[..end].to_ascii_lowercase(),
        attributes: Vec::new(),
        content: String::new(),
    };
    let mut rest = &text[end..];
    loop {
        rest =
            rest.trim_start_matches(|letter: char| letter.is_ascii_whitespace() || letter == '/');
        if rest.is_empty() {
            return (tag, rest);
        }
        if let Some(after) = rest.strip_prefix('>') {
            return (tag, after);
        }
        let end = rest
            .char_indices()
            .skip(1)
            .find(|(_, letter)| letter.is_ascii_whitespace() || matches!(letter, '=' | '>' | '/'))
            .map_or(rest.len(), |(at, _)| at);
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            (value, rest) = attribute_value(after.trim_start());
        }
        tag.attributes.push((name, value.to_owned()));
    }
}

/// Splits a value, quoted or not, from the rest.
fn attribute_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return match quoted.find(quote) {
                Some(end) => (&quoted[..end], &quoted[end + 1..]),
                None => (quoted, ""),
            };
        }
    }
    let end = text
        .find(|letter: char| letter.is_ascii_whitespace() || letter == '>')
        .unwrap_or(text.len());
    (&text[..end], &text[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_escaped_can_leave_its_place() {
        assert_eq!(
            escape("<b title=\"x\">'&'</b>\u{0}"),
            "&lt;b title=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/b&gt;"
        );
    }

    #[test]
    fn tags_are_read_with_all_kinds_of_attributes() {
        let read = tags(
            "<!-- <b> --><script src=\"a.js\" defer data-x=y></script><IMG alt='>' src=b.png/><p hidden>x</p>",
        );
        let names: Vec<&str> = read.iter().map(|tag| tag.name.as_str()).collect();
        assert_eq!(names, ["script", "img", "p"]);
        assert_eq!(read[0].get("src"), Some("a.js"));
        assert_eq!(read[0].get("defer"), Some(""));
        assert_eq!(read[0].get("data-x"), Some("y"));
        assert_eq!(read[1].get("alt"), Some(">"));
        assert_eq!(read[2].get("hidden"), Some(""));
    }

    #[test]
    fn a_script_holds_its_text_and_no_tags() {
        let read = tags("<script>let a = '<img src=x>';</script><i>");
        assert_eq!(read.len(), 2);
        assert_eq!(read[0].content, "let a = '<img src=x>';");
    }

    #[test]
    fn broken_markup_ends_without_panic() {
        for text in [
            "<",
            "<a",
            "<a href",
            "<a href=",
            "<a href=\"x",
            "<script>",
            "<!--",
            "<a \u{e9}=\u{e9}>",
            "<a/",
        ] {
            let _ = tags(text);
        }
    }
}
