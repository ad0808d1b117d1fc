//! Assembles and minifies the hand-written scripts.

use serde_json::{Map, Value};
use which_end_core::embed::attributes::{ATTRIBUTES, Attribute, VIEWS, Values};

use crate::error::SiteError;
use crate::tool;

/// Parts that several scripts share, by their placeholder line.
const PARTS: [(&str, &str); 9] = [
    ("//= texts.js", include_str!("../../../assets/web/texts.js")),
    (
        "//= clicks.js",
        include_str!("../../../assets/web/clicks.js"),
    ),
    ("//= links.js", include_str!("../../../assets/web/links.js")),
    (
        "//= attend.js",
        include_str!("../../../assets/web/attend.js"),
    ),
    (
        "//= static-page.js",
        include_str!("../../../assets/web/static-page.js"),
    ),
    (
        "//= question.js",
        include_str!("../../../assets/web/question.js"),
    ),
    ("//= focus.js", include_str!("../../../assets/web/focus.js")),
    (
        "//= scroll.js",
        include_str!("../../../assets/web/scroll.js"),
    ),
    (
        "//= starts.js",
        include_str!("../../../assets/web/starts.js"),
    ),
];

/// Inserts the shared parts and the attribute lists into a script, so that each page runs one file.
pub(crate) fn assemble(script: &str) -> String {
    let whole = PARTS
        .iter()
        .fold(script.to_owned(), |script, (line, part)| {
            script.replace(line, part)
        });
    attribute_lists()
        .into_iter()
        .fold(whole, |script, (word, list)| {
            script.replace(word, &list.to_string())
        })
}

/// The scripts' lists of the element's attributes, by placeholder.
fn attribute_lists() -> [(&'static str, Value); 6] {
    let named = |wanted: fn(&Attribute) -> bool| -> Value {
        ATTRIBUTES
            .iter()
            .filter(|attribute| wanted(attribute))
            .map(|attribute| attribute.name)
            .collect()
    };
    let choices: Map<String, Value> = ATTRIBUTES
        .iter()
        .filter_map(|attribute| match attribute.values {
            Values::Choice(words) => Some((attribute.name.to_owned(), words.into())),
            Values::Text => None,
        })
        .collect();
    [
        ("FILL_VIEWS", VIEWS.into()),
        ("FILL_FOLLOWED", named(|attribute| attribute.followed)),
        ("FILL_PASSED_ON", named(|attribute| attribute.passed_on)),
        ("FILL_IN_ADDRESS", named(|attribute| attribute.in_address)),
        ("FILL_CHOICES", choices.into()),
        (
            "FILL_TEXTS",
            named(|attribute| attribute.values == Values::Text),
        ),
    ]
}

/// The kind of a script: other scripts see the top-level names of a classic one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Classic,
    Module,
}

/// Minifies the script with [terser](https://terser.org).
pub(crate) fn minify(script: &str, kind: Kind) -> Result<String, SiteError> {
    let mut terser = tool::from_npm("terser");
    terser.args(["--compress", "--mangle"]);
    if kind == Kind::Module {
        terser.arg("--module");
    }
    tool::filter(&mut terser, script)
}

/// Replaces `old`, which must occur in `text` exactly once.
pub(crate) fn replace_once(
    text: &str,
    old: &str,
    new: &str,
    file: &'static str,
) -> Result<String, SiteError> {
    if text.matches(old).count() == 1 {
        Ok(text.replacen(old, new, 1))
    } else {
        Err(SiteError::MissingPart {
            file,
            part: format!("single “{old}”"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects the three ways in: a part left out of one of them would be missed only there.
    #[test]
    fn every_start_up_script_names_the_parts_that_it_needs() {
        let scripts = [
            (include_str!("../../../assets/web/boot.js"), 9),
            (include_str!("../../../assets/web/lite.js"), 8),
            (include_str!("../../../assets/web/inline.js"), 5),
        ];
        for (script, parts) in scripts {
            assert_eq!(script.matches("//= ").count(), parts);
            let whole = assemble(script);
            assert!(!whole.contains("//= ") && whole.contains("function attend("));
            assert_eq!(whole.contains("function takeOver("), parts >= 8);
        }
    }

    /// Protects whoever adds an attribute: the documentation and the owners' form have to name it, with all its values.
    #[test]
    fn documentation_and_form_name_every_attribute() {
        let documentation = include_str!("../../../docs/embed.md");
        let form = include_str!("../../../assets/web/owners.html");
        // Attributes whose values a form cannot know in advance, or that have one value only.
        let not_in_the_form = ["locale", "src"];
        for Attribute {
            name,
            values,
            followed,
            ..
        } in ATTRIBUTES
        {
            let row = documentation
                .lines()
                .find(|line| line.starts_with(&format!("| `{name}` |")));
            let row = row.unwrap_or_else(|| panic!("docs/embed.md has no row for {name}"));
            assert_eq!(
                !row.ends_with("| no |"),
                followed,
                "docs/embed.md, {name}: whether a change is followed"
            );
            let in_form = form.contains(&format!("name=\"{name}\""));
            assert!(
                in_form || not_in_the_form.contains(&name),
                "owners.html has no field for {name}"
            );
            let Values::Choice(words) = values else {
                continue;
            };
            for word in words.iter().filter(|word| !word.is_empty()) {
                // A guide without a side is that of the back end.
                assert!(
                    row.contains(&format!("`{word}`")) || *word == "guide",
                    "docs/embed.md, {name}: {word} is missing"
                );
            }
        }
    }

    /// Protects the scripts' lists: a word that nobody fills would be a name that no script knows.
    #[test]
    fn every_list_of_attributes_is_filled() {
        for script in [
            include_str!("../../../assets/web/which-end.js"),
            include_str!("../../../assets/web/which-end-check.js"),
            include_str!("../../../assets/web/owners.js"),
        ] {
            let left = assemble(script)
                .replace("FILL_INLINE", "")
                .replace("FILL_WASM", "");
            assert!(
                script.contains("FILL_") && !left.contains("FILL_"),
                "{left}"
            );
        }
    }

    #[test]
    fn a_part_that_is_missing_or_double_stops_the_build() {
        assert_eq!(
            replace_once("a b c", "b", "x", "f").ok().as_deref(),
            Some("a x c")
        );
        assert!(replace_once("a c", "b", "x", "f").is_err());
        assert!(replace_once("b b", "b", "x", "f").is_err());
    }
}
