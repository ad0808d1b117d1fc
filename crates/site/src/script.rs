//! Hand-written scripts on their way into the site.

use crate::error::SiteError;

/// What several scripts have in common, by the line that stands for it in each.
const PARTS: [(&str, &str); 8] = [
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

/// Leaves out comment lines, indentation and empty lines. Only whole lines are touched, so that nothing inside a
/// statement can change; the house writes no text over several lines in its scripts.
pub(crate) fn tidy(script: &str) -> String {
    let mut short = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        if in_comment || line.starts_with("/*") {
            in_comment = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            short.push_str(line);
            short.push('\n');
        }
    }
    short
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
            (include_str!("../../../assets/web/boot.js"), 8),
            (include_str!("../../../assets/web/lite.js"), 8),
            (include_str!("../../../assets/web/inline.js"), 5),
        ];
        for (script, parts) in scripts {
            assert_eq!(script.matches("//= ").count(), parts);
            let whole = assemble(script);
            assert!(!whole.contains("//= ") && whole.contains("function attend("));
            assert_eq!(whole.contains("function takeOver("), parts == 8);
        }
    }

    #[test]
    fn comments_go_and_code_stays() {
        let script = "// What it is.\n'use strict';\n\n  /** Says so. */\n  let a = 'http://x'; // kept\n/*\n text\n*/\na;\n";
        assert_eq!(
            tidy(script),
            "'use strict';\nlet a = 'http://x'; // kept\na;\n"
        );
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
