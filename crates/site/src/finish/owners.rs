//! The owners' page, and the script that checks their pages. Both contain file names of this release: their
//! placeholders are words such as `FILL_LOADER`.

use std::path::Path;

use super::Setting;
use super::loader::ScriptNames;
use crate::error::SiteError;
use crate::html::{escape, tags};
use crate::script::{Kind, assemble, minify};
use crate::{compress, digest, files};

/// Names of the two scripts and the style, as trunk copies them.
const SCRIPT: &str = "owners.js";
const STYLE: &str = "owners.css";

/// A placeholder and its value.
type Placeholder = (&'static str, String);

/// Finishes what trunk copied into the folder. The visitors' pages are finished already; `template` is their template.
pub(super) fn write(
    setting: &Setting,
    template: &str,
    script_names: &ScriptNames,
) -> Result<(), SiteError> {
    let folder = &setting.staging;
    let script = minify(
        &assemble(&files::read_text(&folder.join(SCRIPT))?),
        Kind::Classic,
    )?;
    let style = files::read_text(&folder.join(STYLE))?;
    let (script_name, script_integrity) = rename(folder, SCRIPT, "js", &script)?;
    let (style_name, style_integrity) = rename(folder, STYLE, "css", &style)?;

    let check = filled(
        &minify(
            &assemble(&files::read_text(&folder.join(files::CHECK))?),
            Kind::Classic,
        )?,
        &[
            ("FILL_WASM", script_names.wasm.clone()),
            ("FILL_INLINE", format!("./{}", script_names.inline)),
        ],
        files::CHECK,
    )?;
    files::write(&folder.join(files::CHECK), &check)?;

    let weights = if setting.release {
        Weights::weigh(folder, script_names)?
    } else {
        Weights::unknown()
    };
    let mut placeholders: Vec<Placeholder> = vec![
        ("FILL_STYLES", styles(template)),
        ("FILL_LOADER_INTEGRITY", script_names.integrity.clone()),
        ("FILL_LOADER", script_names.pinned.clone()),
        ("FILL_SCRIPT_INTEGRITY", script_integrity),
        ("FILL_SCRIPT", script_name),
        ("FILL_STYLE_INTEGRITY", style_integrity),
        ("FILL_STYLE", style_name),
        ("FILL_WORDPRESS", wordpress(setting).to_owned()),
    ];
    placeholders.extend(weights.placeholders());
    let path = folder.join(files::OWNERS);
    let owners = filled(&files::read_text(&path)?, &placeholders, files::OWNERS)?;
    files::write(&path, owners)
}

/// A sentence on whether the address alone works in `WordPress`.
fn wordpress(setting: &Setting) -> &'static str {
    if setting.address.is_some() {
        "This site was built for that: paste the address on a line of its own."
    } else {
        "This site was <strong>not</strong> built for that. Whoever hosts it builds it with its own address, \
        <code>cargo xtask dist --address https://YOUR-HOST/</code>, and puts the new files up. Until then, use the frame below."
    }
}

/// Renames a file by content. Returns its name and integrity.
fn rename(
    folder: &Path,
    old: &str,
    extension: &str,
    text: &str,
) -> Result<(String, String), SiteError> {
    let short = digest::short(text.as_bytes());
    let name = format!("{}{short}.{extension}", files::OWNERS_STEM);
    files::remove(&folder.join(old))?;
    files::write(&folder.join(&name), text)?;
    Ok((name, digest::integrity(text.as_bytes())))
}

/// The style sheets of the visitors' page, which this page shares.
fn styles(page: &str) -> String {
    let mut links = String::new();
    for tag in tags(page) {
        if let ("link", Some("stylesheet"), Some(href), Some(integrity)) = (
            tag.name.as_str(),
            tag.get("rel"),
            tag.get("href"),
            tag.get("integrity"),
        ) {
            let (href, integrity) = (escape(href), escape(integrity));
            links.extend([
                "<link rel=\"stylesheet\" href=\"",
                &href,
                "\" integrity=\"",
                &integrity,
                "\" crossorigin=\"anonymous\">\n",
            ]);
        }
    }
    links
}

/// Replaces every placeholder. An error if one does not occur, or if any is left.
fn filled(
    text: &str,
    placeholders: &[Placeholder],
    file: &'static str,
) -> Result<String, SiteError> {
    let mut text = text.to_owned();
    // Longer placeholders first, because some are prefixes of others.
    let mut placeholders: Vec<&Placeholder> = placeholders.iter().collect();
    placeholders.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    for (word, value) in placeholders {
        if !text.contains(word) {
            return Err(SiteError::MissingPart {
                file,
                part: (*word).to_owned(),
            });
        }
        text = text.replace(word, value);
    }
    if let Some(start) = text.find("FILL_") {
        let part: String = text[start..].chars().take(30).collect();
        return Err(SiteError::MissingPart {
            file,
            part: format!("value for “{part}”"),
        });
    }
    Ok(text)
}

/// Brotli bytes of downloads; `None` if they were not measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Weights {
    loader: Option<usize>,
    inline: Option<usize>,
    application: Option<usize>,
}

impl Weights {
    fn unknown() -> Self {
        Self {
            loader: None,
            inline: None,
            application: None,
        }
    }

    fn weigh(folder: &Path, script_names: &ScriptNames) -> Result<Self, SiteError> {
        let of_file = |name: &str| {
            let path = folder.join(name);
            let packed = compress::brotli(&files::read(&path)?).map_err(SiteError::file(&path))?;
            Ok::<_, SiteError>(packed.len())
        };
        let page = files::read_text(&folder.join(files::PAGE))?;
        let mut application = 0;
        let later = files::list(folder)?
            .into_iter()
            .filter(|name| files::is_later(name) || name.starts_with(files::LATER_STYLE_STEM));
        for name in files::start_up(&page).into_iter().chain(later) {
            application += of_file(&name)?;
        }
        Ok(Self {
            loader: Some(of_file(files::LOADER)?),
            inline: Some(of_file(&script_names.inline)?),
            application: Some(application),
        })
    }

    fn placeholders(self) -> [Placeholder; 4] {
        let all = |more: Option<usize>| Some(self.loader? + self.application? + more?);
        [
            ("FILL_BYTES_LOADER", kilobytes(self.loader)),
            ("FILL_BYTES_FRAME", kilobytes(all(Some(0)))),
            ("FILL_BYTES_INLINE", kilobytes(all(self.inline))),
            ("FILL_BYTES_PAGE", kilobytes(self.application)),
        ]
    }
}

/// For example “3.2 KB”, of 1,000 bytes.
fn kilobytes(bytes: Option<usize>) -> String {
    bytes.map_or_else(
        || "not counted in this build".to_owned(),
        |bytes| {
            let tenths = (bytes + 50) / 100;
            format!("{}.{} KB", tenths / 10, tenths % 10)
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_filled_wherever_it_stands_and_none_is_left() {
        let placeholders = [
            ("FILL_A", "short".to_owned()),
            ("FILL_A_LONG", "long".to_owned()),
        ];
        assert_eq!(
            filled("FILL_A FILL_A_LONG FILL_A", &placeholders, "f")
                .ok()
                .as_deref(),
            Some("short long short")
        );
        assert!(
            filled("FILL_A", &placeholders, "f").is_err(),
            "one is missing"
        );
        assert!(
            filled("FILL_A FILL_A_LONG FILL_B", &placeholders, "f").is_err(),
            "one is left"
        );
    }

    #[test]
    fn the_styles_are_those_of_the_visitors_page() {
        let page = "<link crossorigin href=./a.css integrity=sha384-x rel=stylesheet><link rel=icon href=./i.svg>";
        assert_eq!(
            styles(page),
            "<link rel=\"stylesheet\" href=\"./a.css\" integrity=\"sha384-x\" crossorigin=\"anonymous\">\n"
        );
    }

    #[test]
    fn bytes_are_told_in_tenths_of_a_kilobyte() {
        assert_eq!(kilobytes(Some(2_898)), "2.9 KB");
        assert_eq!(kilobytes(Some(349_960)), "350.0 KB");
        assert_eq!(kilobytes(None), "not counted in this build");
    }
}
