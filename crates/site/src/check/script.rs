//! Checks what the scripts may call. WebAssembly reaches only what its glue imports, so the scripts show everything.

use std::path::Path;

use super::CheckResult;
use crate::error::SiteError;
use crate::files;
use crate::html::tags;

/// Names of network APIs, and of APIs that run text as code, that no script may use.
const FORBIDDEN: [&str; 9] = [
    "XMLHttpRequest",
    "WebSocket",
    "sendBeacon",
    "EventSource",
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "eval",
    "document.write",
];

const CALLS: &str =
    "the scripts of each page hold the network calls for the application, and no other";

/// Keywords of content security policies, which the owners' scripts mention in sentences.
const WORDS_OF_POLICIES: [&str; 2] = ["wasm-unsafe-eval", "wasm-eval"];

/// wasm-bindgen's glue writes this to describe a function in an error; it is not a call.
const FUNCTION_IN_WORDS: &str = "`Function(${";

/// The constructor of functions from text. Only calls count, because comments of the glue contain the name.
const FUNCTION: &str = "Function";

/// Exceptions. Inside a host's page, the inline script fetches the static page as a document, which needs no Trusted
/// Types policy of the host; our own pages never run that script. The WebAssembly polyfill creates functions from text,
/// which only its own page allows.
fn is_excused(name: &str, word: &str) -> bool {
    (name.starts_with(files::INLINE_STEM) && word == "XMLHttpRequest")
        || (name.starts_with(files::POLYFILL_STEM) && word == FUNCTION)
}

pub(super) fn check(
    folder: &Path,
    names: &[String],
    pages: &[String],
) -> Result<Vec<CheckResult>, SiteError> {
    let mut scripts = Vec::new();
    for name in names.iter().filter(|name| files::extension(name) == "js") {
        scripts.push((name.clone(), files::read_text(&folder.join(name))?));
    }
    let mut start_ups = Vec::new();
    for name in pages {
        let page = files::read_text(&folder.join(name))?;
        start_ups.push(start_up(name, &page));
        scripts.push((name.clone(), inline(&page)));
    }
    Ok(judge(&scripts, &start_ups))
}

/// The text of the scripts inside a page.
fn inline(page: &str) -> String {
    let scripts = page.split("<script").skip(1);
    scripts
        .filter_map(|script| script.split_once('>')?.1.split_once("</script>"))
        .map(|(text, _)| text)
        .collect::<Vec<&str>>()
        .join("\n")
}

/// The names of the scripts that a page runs: its own, under the page's name, those that it names, and those in the
/// `data-` attributes of the start-up script.
fn start_up(name: &str, page: &str) -> Vec<String> {
    let named = tags(page)
        .iter()
        .filter(|tag| tag.name == "script")
        .flat_map(|tag| [tag.get("src"), tag.get("data-js"), tag.get("data-stand-in")])
        .flatten()
        .map(|address| address.strip_prefix("./").unwrap_or(address).to_owned())
        .collect::<Vec<String>>();
    std::iter::once(name.to_owned()).chain(named).collect()
}

/// The number of network calls that the application of a page needs: the start-up script's for the first module, and
/// two in the glue, of which the one for the first module is not used. With the polyfill, the application is one
/// module, which the glue fetches.
fn needed(start_up: &[String]) -> usize {
    let is_whole = start_up
        .iter()
        .any(|name| name.starts_with(files::POLYFILL_STEM));
    if is_whole { 1 } else { 3 }
}

/// `start_ups` has the scripts of each page.
fn judge(scripts: &[(String, String)], start_ups: &[Vec<String>]) -> Vec<CheckResult> {
    let missing: Vec<String> = start_ups
        .iter()
        .flatten()
        .filter(|name| !scripts.iter().any(|(other, _)| other == *name))
        .map(|name| format!("{name} is named by the page but is no file"))
        .collect();
    let errors = start_ups
        .iter()
        .filter_map(|start_up| {
            let calls: Vec<String> = scripts
                .iter()
                .filter(|(name, _)| start_up.contains(name))
                .flat_map(|(name, text)| std::iter::repeat_n(name.clone(), calls_of(text, "fetch")))
                .collect();
            let needed = needed(start_up);
            (calls.len() != needed).then(|| {
                format!(
                    "{} calls in place of {needed}: {}",
                    calls.len(),
                    calls.join(", ")
                )
            })
        })
        .collect();
    let forbidden = scripts
        .iter()
        .flat_map(|(name, text)| {
            let mut text = text.clone();
            for word in WORDS_OF_POLICIES {
                text = text.replace(word, "");
            }
            let text = text.replacen(FUNCTION_IN_WORDS, "", 1);
            let of_text = (calls_of(&text, FUNCTION) > 0).then_some(FUNCTION);
            FORBIDDEN
                .into_iter()
                .filter(move |word| has_word(&text, word))
                .chain(of_text)
                .filter(move |word| !is_excused(name, word))
                .map(move |word| format!("{name} names {word}"))
        })
        .collect();
    vec![
        CheckResult::new("the scripts of each page are there", missing),
        CheckResult::new(CALLS, errors),
        CheckResult::new(
            "no script names another way to the network or to running text",
            forbidden,
        ),
    ]
}

/// Number of calls of a function with exactly this name.
fn calls_of(text: &str, name: &str) -> usize {
    words(text, name)
        .filter(|end| text[*end..].trim_start().starts_with('('))
        .count()
}

fn has_word(text: &str, word: &str) -> bool {
    words(text, word).next().is_some()
}

/// The end of each whole word `word`. `prefetch` and `fetchSound` are other words; `window.fetch` is not.
fn words(text: &str, word: &str) -> impl Iterator<Item = usize> {
    let of_name = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '$';
    text.match_indices(word).filter_map(move |(start, _)| {
        let end = start + word.len();
        let before = text[..start].chars().next_back().is_some_and(of_name);
        let after = text[end..].chars().next().is_some_and(of_name);
        (!before && !after).then_some(end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scripts that fetch both modules.
    const ALL: &str = "fetch(a);fetch(b);fetch(c);";

    fn failed(boot: &str, glue: &str, worker: &str) -> Vec<&'static str> {
        let scripts = [
            ("index.html", ""),
            ("boot.js", boot),
            ("glue.js", glue),
            ("sw.js", worker),
        ]
        .map(|(name, text)| (name.to_owned(), text.to_owned()));
        let page = "<script src=./boot.js data-js=./glue.js></script>";
        judge(&scripts, &[start_up("index.html", page)])
            .into_iter()
            .filter(|result| !result.passed())
            .map(|result| result.proves)
            .collect()
    }

    #[test]
    fn the_calls_for_the_application_are_right_wherever_they_stand() {
        assert_eq!(
            failed("fetch(a)", "a = fetch(b); fetch(c)", "fetch(d)"),
            Vec::<&str>::new()
        );
        let error = [CALLS];
        assert_eq!(failed("", "fetch(b); fetch(c)", ""), error);
        assert_eq!(failed("fetch (a)", "window.fetch(b);", ""), error);
        assert_eq!(
            failed("fetch(a);fetch(z)", "fetch(b);fetch(c)", ""),
            error,
            "one more"
        );
        assert_eq!(
            failed("fetch(a)", "fetch(b);fetch(e);prefetch(c);fetchAll(d)", ""),
            Vec::<&str>::new()
        );
    }

    /// Protects visitors from a call in the script that stands in the page, which is in no file of its own.
    #[test]
    fn scripts_in_the_page_count() {
        let page =
            "<script type=x>{\"a\":1}</script><p><script data-js=./glue.js>fetch(a);b()</script>";
        assert_eq!(inline(page), "{\"a\":1}\nfetch(a);b()");
        assert_eq!(start_up("index.html", page), ["index.html", "glue.js"]);
    }

    #[test]
    fn ways_around_are_found_in_every_script() {
        for word in FORBIDDEN {
            let text = format!("x.{word}(y)");
            assert_eq!(failed(&text, ALL, "").len(), 1, "{word} in the start-up");
            assert_eq!(failed("", ALL, &text).len(), 1, "{word} in the worker");
        }
        assert_eq!(failed("evaluate(a)", ALL, ""), Vec::<&str>::new());
        let of_policy = "tell('add wasm-unsafe-eval'); if (uri === 'wasm-eval') stop();";
        assert_eq!(failed(of_policy, ALL, ""), Vec::<&str>::new());
        assert_eq!(
            failed("a-eval(b); 'wasm-eval'", ALL, "").len(),
            1,
            "a call beside such a word"
        );
    }

    /// Protects all pages but one from running text: the stand-in may make functions of text, and nothing else may.
    #[test]
    fn functions_of_text_are_found_in_every_script_but_the_stand_in() {
        let forbidden = |name: &str, text: &str| {
            let of_glue = if name.starts_with("polywasm") {
                "fetch(b)"
            } else {
                ALL
            };
            let scripts = [("glue.js", of_glue), (name, text)]
                .map(|(name, text)| (name.to_owned(), text.to_owned()));
            let results = judge(&scripts, &[vec!["glue.js".to_owned(), name.to_owned()]]);
            results
                .into_iter()
                .filter(|result| !result.passed())
                .count()
        };
        for text in [
            "new Function('a', b)",
            "Function (b)",
            "x = window.Function(b)",
        ] {
            assert_eq!(forbidden("lite-0.js", text), 1, "{text}");
            assert_eq!(forbidden("polywasm-0.js", text), 0, "{text}");
        }
        assert_eq!(forbidden("polywasm-0.js", "eval(b)"), 1);
        assert_eq!(forbidden("polywasm-0.js", "fetch(b)"), 1, "a second call");
        assert_eq!(forbidden("w.js", "`Function(${val.name})`"), 0);
        assert_eq!(forbidden("w.js", "// a Function { of: text }"), 0);
    }

    #[test]
    fn a_missing_script_is_found() {
        assert_eq!(
            judge(&[], &[vec!["gone.js".to_owned()]])
                .iter()
                .filter(|result| !result.passed())
                .count(),
            2
        );
    }
}
