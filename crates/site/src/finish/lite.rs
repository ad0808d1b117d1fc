//! The page for browsers without WebAssembly: the visitors' page with another policy and another start-up script, which
//! puts polywasm (<https://github.com/evanw/polywasm>, MIT) in the place of WebAssembly.

use std::path::{Path, PathBuf};

use super::{BOOT, Setting};
use crate::error::SiteError;
use crate::pack::headers::{LITE_POLICY, POLICY};
use crate::script::{Kind, assemble, minify, replace_once};
use crate::{digest, files};

/// The start-up script as trunk copies it.
const SCRIPT: &str = "lite.js";

/// The stand-in that was looked through: `index.min.js` of polywasm 0.2.0, which `cargo xtask` installs. Nothing else goes
/// into a page of ours that may run text.
const REVIEWED: &str = "sha384-Mrw3RvJ1e6Uy5ky9hkqwVdn+cpOotG6xiBbIkURVyh05Mct7WJEwJRtkw3cGfQ3Q";

/// A fault of that file, and its repair: what is written, what it becomes, and how often it stands there. `memory.copy`,
/// `memory.fill` and their like take three values off the stack and put none there, but the file counts one as put. The next
/// instruction that needs a value from before then takes a wrong one: our module compared a thread with itself and stopped.
const REPAIR: [(&str, &str, usize); 3] = [
    (
        ".a||(g-=2,P.push(i),t[i++]=e|3<<16|g<<24",
        ".a||(g-=2,P.push(i),t[i++]=e|3<<16",
        5,
    ),
    ("t[i++]=-(g+2),t[i++]=s", "t[i++]=-(g--+2),t[i++]=s", 3),
    ("t[i++]=-(g+2),t[i++]=r", "t[i++]=-(g--+2),t[i++]=r", 2),
];

/// The variable that names the folder of tools.
const TOOLS: &str = "WHICH_END_TOOLS";

/// A script as the page names it.
struct Named {
    name: String,
    integrity: String,
}

/// Writes the page and its two scripts. `page` is the filled page of visitors, whose start-up script is not named yet.
pub(super) fn write(setting: &Setting, page: &str) -> Result<(), SiteError> {
    let folder = &setting.staging;
    let script = minify(
        &assemble(&files::read_text(&folder.join(SCRIPT))?),
        Kind::Classic,
    )?;
    files::remove(&folder.join(SCRIPT))?;
    let stand_in = match stand_in() {
        Ok(stand_in) => stand_in,
        Err(reason) if setting.release => return Err(reason),
        Err(reason) => {
            eprintln!("warning: there is no page for browsers without WebAssembly: {reason}");
            return Ok(());
        }
    };
    let script = keep(folder, files::LITE_STEM, &script)?;
    let stand_in = keep(folder, files::STAND_IN_STEM, &stand_in)?;
    files::write(
        &folder.join(files::LITE),
        rewritten(page, &script, &stand_in)?,
    )
}

/// The stand-in with its licence, which has to go with every copy.
fn stand_in() -> Result<String, SiteError> {
    let folder = std::env::var_os(TOOLS)
        .map(PathBuf::from)
        .ok_or(SiteError::NoStandIn)?
        .join("node_modules/polywasm");
    let code = files::read_text(&folder.join("index.min.js"))?;
    if digest::integrity(code.as_bytes()) != REVIEWED {
        return Err(SiteError::OtherStandIn(folder));
    }
    let licence = files::read_text(&folder.join("LICENSE.md"))?;
    Ok(with_licence(&repaired(&code)?, &licence))
}

fn repaired(code: &str) -> Result<String, SiteError> {
    REPAIR
        .iter()
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

/// Writes a script under a name that changes with it.
fn keep(folder: &Path, stem: &str, text: &str) -> Result<Named, SiteError> {
    let name = format!("{stem}{}.js", digest::short(text.as_bytes()));
    files::write(&folder.join(&name), text)?;
    Ok(Named {
        name,
        integrity: digest::integrity(text.as_bytes()),
    })
}

fn rewritten(page: &str, script: &Named, stand_in: &Named) -> Result<String, SiteError> {
    let changes = [
        (POLICY.to_owned(), LITE_POLICY.to_owned()),
        (format!("./{BOOT}"), format!("./{}", script.name)),
        (
            " data-js=".to_owned(),
            format!(
                " integrity=\"{}\" data-stand-in=\"./{}\" data-js=",
                script.integrity, stand_in.name
            ),
        ),
        // Loading it ahead with its integrity is what lets an import be checked. Search engines shall find one page, not two.
        (
            "</head>".to_owned(),
            format!(
                "<link rel=\"modulepreload\" href=\"./{}\" integrity=\"{}\" crossorigin=\"anonymous\">\
                 <meta name=\"robots\" content=\"noindex\"></head>",
                stand_in.name, stand_in.integrity
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

    fn named(name: &str) -> Named {
        Named {
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
        let faulty: String = REPAIR
            .iter()
            .map(|(old, _, count)| format!("{old};").repeat(*count))
            .collect();
        let sound = repaired(&faulty).expect("it has the fault");
        assert!(!sound.contains("|g<<24") && sound.matches("g--").count() == 5);
        assert!(repaired(&sound).is_err());
    }

    #[test]
    fn the_licence_goes_with_the_code_and_cannot_end_the_comment() {
        let text = with_licence("code;", "MIT */ text\n");
        assert!(text.starts_with("/*! polywasm 0.2.0") && text.ends_with("\n*/\ncode;"));
        assert!(text.contains("MIT * / text"));
    }
}
