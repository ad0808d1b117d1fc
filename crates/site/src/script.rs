//! Hand-written scripts on their way into the site.

use crate::error::SiteError;
use crate::tool;

/// What several scripts have in common, by the line that stands for it in each.
const PARTS: [(&str, &str); 9] = [
    ("//= texts.js", include_str!("../../../assets/web/texts.js")),
    (
        "//= presses.js",
        include_str!("../../../assets/web/presses.js"),
    ),
    ("//= links.js", include_str!("../../../assets/web/links.js")),
    (
        "//= attend.js",
        include_str!("../../../assets/web/attend.js"),
    ),
    (
        "//= readable.js",
        include_str!("../../../assets/web/readable.js"),
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

/// Puts the common parts into a script, so that each page runs one file.
pub(crate) fn assemble(script: &str) -> String {
    PARTS
        .iter()
        .fold(script.to_owned(), |script, (line, part)| {
            script.replace(line, part)
        })
}

/// What kind of script a file is: names at the top of a classic one are seen by others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Classic,
    Module,
}

/// The script as short as [terser](https://terser.org) makes it.
pub(crate) fn minify(script: &str, kind: Kind) -> Result<String, SiteError> {
    let mut terser = tool::from_npm("terser");
    terser.args(["--compress", "--mangle"]);
    if kind == Kind::Module {
        terser.arg("--module");
    }
    tool::filter(&mut terser, script)
}

/// Replaces `old`, which must stand in `text` exactly once.
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
