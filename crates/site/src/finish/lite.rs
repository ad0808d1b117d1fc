//! The page for browsers without WebAssembly: the visitors' page with another policy and another start-up script, which
//! replaces WebAssembly with polywasm (<https://github.com/evanw/polywasm>, MIT).

use std::path::{Path, PathBuf};

use super::{BOOT, Setting};
use crate::error::SiteError;
use crate::pack::headers::{LITE_POLICY, POLICY};
use crate::script::{Kind, assemble, minify, replace_once};
use crate::{digest, files};

/// The start-up script as trunk copies it.
const SCRIPT: &str = "lite.js";

/// The reviewed polyfill: `index.min.js` of polywasm 0.2.0, which `cargo xtask` installs. No other file may be used in
/// a page that may run text as code.
const REVIEWED: &str = "sha384-Mrw3RvJ1e6Uy5ky9hkqwVdn+cpOotG6xiBbIkURVyh05Mct7WJEwJRtkw3cGfQ3Q";

/// A bug of that file and its fix: the original, the replacement, and the number of occurrences. `memory.copy`,
/// `memory.fill` and similar instructions pop three values and push none, but the file counts one as pushed. The next
/// instruction then reads a wrong value: our module compared a thread with itself and stopped.
const FIX: [(&str, &str, usize); 3] = [
    (
        ".a||(g-=2,P.push(i),t[i++]=e|3<<16|g<<24",
        ".a||(g-=2,P.push(i),t[i++]=e|3<<16",
        5,
    ),
    ("t[i++]=-(g+2),t[i++]=s", "t[i++]=-(g--+2),t[i++]=s", 3),
    ("t[i++]=-(g+2),t[i++]=r", "t[i++]=-(g--+2),t[i++]=r", 2),
];

/// The environment variable with the folder of tools.
const TOOLS: &str = "WHICH_END_TOOLS";

/// A script with its name and integrity.
struct NamedScript {
    name: String,
    integrity: String,
}

/// Writes the page and its two scripts. `page` is the filled visitors' page, before its start-up script is named.
pub(super) fn write(setting: &Setting, page: &str) -> Result<(), SiteError> {
    let folder = &setting.staging;
    let script = minify(
        &assemble(&files::read_text(&folder.join(SCRIPT))?),
        Kind::Classic,
    )?;
    files::remove(&folder.join(SCRIPT))?;
    let polyfill = match polyfill() {
        Ok(polyfill) => polyfill,
        Err(reason) if setting.release => return Err(reason),
        Err(reason) => {
            eprintln!("warning: there is no page for browsers without WebAssembly: {reason}");
            return Ok(());
        }
    };
    let script = write_hashed(folder, files::LITE_STEM, &script)?;
    let polyfill = write_hashed(folder, files::POLYFILL_STEM, &polyfill)?;
    files::write(
        &folder.join(files::LITE),
        rewritten(page, &script, &polyfill)?,
    )
}

/// The polyfill with its licence, which every copy must include.
fn polyfill() -> Result<String, SiteError> {
    let folder = std::env::var_os(TOOLS)
        .map(PathBuf::from)
        .ok_or(SiteError::NoStandIn)?
        .join("node_modules/polywasm");
    let code = files::read_text(&folder.join("index.min.js"))?;
    if digest::integrity(code.as_bytes()) != REVIEWED {
        return Err(SiteError::OtherStandIn(folder));
    }
    let licence = files::read_text(&folder.join("LICENSE.md"))?;
    Ok(with_licence(&fixed(&code)?, &licence))
}

fn fixed(code: &str) -> Result<String, SiteError> {
    FIX.iter()
        .try_fold(code.to_owned(), |code, (old, new, count)| {
            if code.matches(old).count() == *count {
                Ok(code.replace(old, new))
            } else {
                Err(SiteError::MissingPart {
                    file: "polywasm",
                    part: format!("{count} times “{old}”"),
                })
            }
        })
}

fn with_licence(code: &str, licence: &str) -> String {
    let licence = licence.trim().replace("*/", "* /");
    format!(
        "/*! polywasm 0.2.0, https://github.com/evanw/polywasm, with a repair of ours (finish/lite.rs)\n\n{licence}\n*/\n{code}"
    )
}

/// Writes a script under a name with a content hash.
fn write_hashed(folder: &Path, stem: &str, text: &str) -> Result<NamedScript, SiteError> {
    let name = format!("{stem}{}.js", digest::short(text.as_bytes()));
    files::write(&folder.join(&name), text)?;
    Ok(NamedScript {
        name,
        integrity: digest::integrity(text.as_bytes()),
    })
}

fn rewritten(
    page: &str,
    script: &NamedScript,
    polyfill: &NamedScript,
) -> Result<String, SiteError> {
    let changes = [
        (POLICY.to_owned(), LITE_POLICY.to_owned()),
        (format!("./{BOOT}"), format!("./{}", script.name)),
        (
            " data-js=".to_owned(),
            format!(
                " integrity=\"{}\" data-stand-in=\"./{}\" data-js=",
                script.integrity, polyfill.name
            ),
        ),
        // The preload link's integrity also applies to the import. The canonical link makes search engines find one
        // page, not two.
        (
            "</head>".to_owned(),
            format!(
                "<link rel=\"modulepreload\" href=\"./{}\" integrity=\"{}\" crossorigin=\"anonymous\">\
                 <meta name=\"robots\" content=\"noindex\"></head>",
                polyfill.name, polyfill.integrity
            ),
        ),
    ];
    changes
        .iter()
        .try_fold(page.to_owned(), |page, (old, new)| {
            replace_once(&page, old, new, files::PAGE)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::tags;

    fn named(name: &str) -> NamedScript {
        NamedScript {
            name: name.to_owned(),
            integrity: format!("sha384-{name}"),
        }
    }

    /// Protects the words of the page: whoever changes them changes both, because one is made of the other.
    #[test]
    fn only_the_policy_and_the_scripts_are_other_ones() {
        let page = format!(
            "<head><meta http-equiv=Content-Security-Policy content=\"{POLICY}\">\
            <script src=./boot.js data-js=./g.js data-wasm=./w.wasm></script></head><body><p>Words"
        );
        let lite = rewritten(&page, &named("lite-1.js"), &named("polywasm-1.js"))
            .expect("it has all places");
        let tags = tags(&lite);
        assert_eq!(tags[1].get("content"), Some(LITE_POLICY));
        assert_eq!(tags[2].get("src"), Some("./lite-1.js"));
        assert_eq!(tags[2].get("data-stand-in"), Some("./polywasm-1.js"));
        assert_eq!(tags[2].get("integrity"), Some("sha384-lite-1.js"));
        assert_eq!(tags[2].get("data-js"), Some("./g.js"));
        assert_eq!(tags[3].get("integrity"), Some("sha384-polywasm-1.js"));
        assert!(lite.ends_with("</head><body><p>Words"));
        assert!(rewritten("<head></head>", &named("a"), &named("b")).is_err());
    }

    /// Protects the repair from going past a file that changed: it then has to be thought through anew.
    #[test]
    fn a_file_without_the_fault_is_not_repaired_blindly() {
        let original: String = FIX
            .iter()
            .map(|(old, _, count)| format!("{old};").repeat(*count))
            .collect();
        let sound = fixed(&original).expect("it has the fault");
        assert!(!sound.contains("|g<<24") && sound.matches("g--").count() == 5);
        assert!(fixed(&sound).is_err());
    }

    #[test]
    fn the_licence_goes_with_the_code_and_cannot_end_the_comment() {
        let text = with_licence("code;", "MIT */ text\n");
        assert!(text.starts_with("/*! polywasm 0.2.0") && text.ends_with("\n*/\ncode;"));
        assert!(text.contains("MIT * / text"));
    }
}
