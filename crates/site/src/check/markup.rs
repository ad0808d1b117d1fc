//! Checks the markup of the built pages.

use super::CheckResult;
use crate::finish::inline::policy;
use crate::html::{Tag, tags};
use crate::pack::headers::{LITE_POLICY, OWNERS_POLICY, POLICY};

/// Checks the first page. Its policy contains the hashes of its one style and its one script.
pub(super) fn check(page: &str) -> Vec<CheckResult> {
    let tags = tags(page);
    let (own, others): (Vec<&Tag>, Vec<&Tag>) = tags.iter().partition(|tag| is_own(tag));
    let content = |name: &str| {
        let found: Vec<&str> = own
            .iter()
            .filter(|tag| tag.name == name)
            .map(|tag| tag.content.as_str())
            .collect();
        found.concat()
    };
    let policy = policy(&content("style"), &content("script"));
    let mut inlined: Vec<String> = others.iter().filter_map(|tag| inline(tag)).collect();
    if own.len() != 2 {
        inlined.push(format!("{} styles and scripts instead of 2", own.len()));
    }
    let errors =
        |error: fn(&Tag) -> Option<String>| tags.iter().filter_map(error).collect::<Vec<_>>();
    vec![
        CheckResult::new(
            "the page states the strict policy",
            stated_policy(&tags, &policy),
        ),
        CheckResult::new(
            "no inline script, style or handler but the two that the policy names",
            inlined,
        ),
        CheckResult::new("nothing is loaded from elsewhere", errors(foreign)),
        CheckResult::new(
            "every script and style carries its integrity and loads in sandboxed frames",
            errors(unproven),
        ),
        CheckResult::new("the static page is filled", unfilled(page, &tags, 3)),
        CheckResult::new("no id stands twice", twice(&tags)),
    ]
}

/// Checks any other static page.
pub(super) fn check_other(name: &str, page: &str) -> CheckResult {
    let tags = tags(page);
    let mut errors = stated_policy(&tags, POLICY);
    for error in [inline, foreign, unproven] {
        errors.extend(tags.iter().filter_map(error));
    }
    errors.extend(unfilled(page, &tags, 0));
    errors.extend(twice(&tags));
    let errors = errors.into_iter().map(|error| format!("{name}: {error}"));
    CheckResult::new(
        "every other page is filled, and as strict",
        errors.collect(),
    )
}

/// Whether a tag is the style or the start-up script inside the first page.
fn is_own(tag: &Tag) -> bool {
    match tag.name.as_str() {
        "style" => true,
        "script" => tag.get("src").is_none() && tag.get("data-wasm").is_some(),
        _ => false,
    }
}

/// Checks the owners' page.
pub(super) fn check_owners(page: &str) -> Vec<CheckResult> {
    let tags = tags(page);
    let mut errors = stated_policy(&tags, OWNERS_POLICY);
    for error in [inline, foreign, unproven] {
        errors.extend(tags.iter().filter_map(error));
    }
    errors.extend(twice(&tags));
    vec![CheckResult::new(
        "the page for owners is as strict, and no id stands twice in it",
        errors,
    )]
}

/// Checks the page for browsers without WebAssembly.
pub(super) fn check_lite(page: &str) -> Vec<CheckResult> {
    let tags = tags(page);
    let mut errors = stated_policy(&tags, LITE_POLICY);
    for error in [inline, foreign, unproven] {
        errors.extend(tags.iter().filter_map(error));
    }
    errors.extend(unfilled(page, &tags, 3));
    errors.extend(twice(&tags));
    vec![CheckResult::new(
        "the page for browsers without WebAssembly is filled, and as strict but for what its stand-in needs",
        errors,
    )]
}

fn stated_policy(tags: &[Tag], policy_text: &str) -> Vec<String> {
    let policy = |tag: &&Tag| {
        tag.get("http-equiv")
            .is_some_and(|name| name.eq_ignore_ascii_case("Content-Security-Policy"))
    };
    match tags.iter().filter(policy).collect::<Vec<_>>().as_slice() {
        [one] if one.get("content") == Some(policy_text) => Vec::new(),
        [one] => vec![format!(
            "it says: {}",
            one.get("content").unwrap_or("nothing")
        )],
        other => vec![format!("it states {} policies", other.len())],
    }
}

fn inline(tag: &Tag) -> Option<String> {
    let name = &tag.name;
    if name == "style" {
        return Some("a style element".to_owned());
    }
    // Data, which browsers do not run.
    if tag.get("type") == Some("application/ld+json") {
        return None;
    }
    if name == "script" && (tag.get("src").is_none() || !tag.content.trim().is_empty()) {
        return Some(format!(
            "a script with text of its own: {:.60}",
            tag.content.trim()
        ));
    }
    let attribute = tag.attributes.iter().find(|(key, value)| {
        key == "style"
            || key.starts_with("on")
            || value
                .trim_start()
                .to_ascii_lowercase()
                .starts_with("javascript:")
    });
    attribute.map(|(key, _)| format!("<{name}> with {key}"))
}

/// A foreign address that the browser loads by itself. Links that a person follows may lead anywhere.
fn foreign(tag: &Tag) -> Option<String> {
    let loads: &[&str] = match tag.name.as_str() {
        "a" => return None,
        // These links are for other programs; browsers load nothing from them.
        "link" if matches!(tag.get("rel"), Some("alternate" | "canonical")) => return None,
        "link" | "image" | "use" => &["href", "xlink:href"],
        "object" => &["data"],
        "form" => &["action"],
        "base" => return Some("a base element".to_owned()),
        _ => &["src", "srcset", "poster"],
    };
    loads
        .iter()
        .filter_map(|name| tag.get(name))
        .find(|address| !is_ours(address))
        .map(str::to_owned)
}

/// Whether an address is relative, or a data URL, which causes no request.
fn is_ours(address: &str) -> bool {
    let scheme_end = address
        .find(|letter: char| !letter.is_ascii_alphanumeric() && !matches!(letter, '+' | '-' | '.'));
    let has_scheme = scheme_end.is_some_and(|end| address[end..].starts_with(':'));
    (!has_scheme && !address.starts_with('/') && !address.starts_with('\\'))
        || address.starts_with("data:image/")
}

fn unproven(tag: &Tag) -> Option<String> {
    let has_digest = |name| {
        tag.get(name)
            .is_some_and(|value| value.starts_with("sha384-"))
    };
    let module = tag.get("data-wasm");
    let in_page = tag.name == "script" && tag.get("src").is_none();
    let proven = (in_page || has_digest("integrity") && tag.get("crossorigin").is_some())
        && (module.is_none() || has_digest("data-integrity"));
    let loads = match tag.name.as_str() {
        "script" => tag.get("src").or(module),
        "link" => match tag.get("rel") {
            Some("stylesheet" | "preload" | "modulepreload") => tag.get("href"),
            _ => None,
        },
        _ => None,
    };
    loads.filter(|_| !proven).map(str::to_owned)
}

fn unfilled(page: &str, tags: &[Tag], expected_questions: usize) -> Vec<String> {
    let mut errors = Vec::new();
    if page.contains("data-fill") {
        errors.push("a part is not filled".to_owned());
    }
    if !tags.iter().any(|tag| tag.get("data-static").is_some()) {
        errors.push("there is no static part".to_owned());
    }
    let questions = tags
        .iter()
        .filter(|tag| tag.get("data-item").is_some())
        .count();
    if questions != expected_questions {
        errors.push(format!(
            "{questions} questions instead of {expected_questions}"
        ));
    }
    errors
}

fn twice(tags: &[Tag]) -> Vec<String> {
    let mut ids: Vec<&str> = tags.iter().filter_map(|tag| tag.get("id")).collect();
    ids.sort_unstable();
    ids.windows(2)
        .filter(|pair| pair[0] == pair[1])
        .map(|pair| pair[0].to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(extra: &str) -> String {
        let policy = policy("a{}", "go()");
        format!(
            "<meta http-equiv=Content-Security-Policy content=\"{policy}\">\
            <link rel=stylesheet href=./a.css integrity=sha384-x crossorigin=anonymous><style>a{{}}</style>\
            <script data-wasm=./w.wasm data-integrity=sha384-z>go()</script>\
            <script src=./b.js integrity=sha384-y crossorigin=anonymous></script>\
            <script type=application/ld+json>{{}}</script>\
            <div data-static><a href=\"https://example.org\">out</a>\
            <fieldset data-item=a></fieldset><fieldset data-item=b></fieldset><fieldset data-item=c></fieldset></div>{extra}"
        )
    }

    fn failed(extra: &str) -> Vec<&'static str> {
        check(&page(extra))
            .into_iter()
            .filter(|result| !result.passed())
            .map(|result| result.proves)
            .collect()
    }

    #[test]
    fn a_clean_page_passes_with_links_out() {
        assert_eq!(failed(""), Vec::<&str>::new());
    }

    #[test]
    fn every_kind_of_inline_code_is_found() {
        for extra in [
            "<script>1</script>",
            "<style>a{}</style>",
            "<p style=color:red>",
            "<p onclick=x()>",
            "<a href=\" JavaScript:x()\">",
        ] {
            assert!(
                failed(extra).contains(
                    &"no inline script, style or handler but the two that the policy names"
                ),
                "{extra}"
            );
        }
    }

    #[test]
    fn everything_loaded_from_elsewhere_is_found() {
        for extra in [
            "<img src=https://x.org/a.png>",
            "<img src=//x.org/a.png>",
            "<img src=/a.png>",
            "<link rel=icon href=http://x.org/i>",
            "<link rel=\"alternate stylesheet\" href=http://x.org/i>",
            "<iframe src=\"blob:x\">",
            "<base href=./>",
            "<object data=https://x.org>",
        ] {
            assert!(
                failed(extra).contains(&"nothing is loaded from elsewhere"),
                "{extra}"
            );
        }
        assert_eq!(
            failed("<link rel=alternate href=https://x.org/oembed.json>"),
            Vec::<&str>::new()
        );
        assert_eq!(
            failed("<img src=data:image/png;base64,xx><img src=./a.png>"),
            Vec::<&str>::new()
        );
    }

    #[test]
    fn the_page_for_owners_is_held_to_the_same() {
        let errors = |extra: &str| {
            let page = format!(
                "<meta http-equiv=Content-Security-Policy content=\"{OWNERS_POLICY}\">{extra}"
            );
            check_owners(&page)[0].errors.len()
        };
        assert_eq!(errors(""), 0);
        for extra in [
            "<script>1</script>",
            "<p style=color:red>",
            "<img src=https://x.org/a.png>",
            "<script src=./c.js></script>",
            "<p id=x></p><p id=x></p>",
        ] {
            assert!(errors(extra) > 0, "{extra}");
        }
    }

    #[test]
    fn a_script_without_integrity_is_found() {
        for extra in [
            "<script src=./c.js></script>",
            "<link rel=preload href=./w.wasm integrity=sha384-z>",
            "<script src=./d.js data-wasm=./w.wasm integrity=sha384-z crossorigin></script>",
        ] {
            assert_eq!(
                failed(extra),
                ["every script and style carries its integrity and loads in sandboxed frames"]
            );
        }
    }

    #[test]
    fn a_second_policy_gaps_and_double_ids_are_found() {
        assert_eq!(
            failed(&format!(
                "<meta http-equiv=content-security-policy content=\"{POLICY}\">"
            ))
            .len(),
            1
        );
        assert_eq!(
            failed("<div data-fill></div>"),
            ["the static page is filled"]
        );
        assert_eq!(failed("<p id=x></p><p id=x></p>"), ["no id stands twice"]);
    }
}
