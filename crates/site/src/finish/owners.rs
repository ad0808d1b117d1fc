//! The page for owners of other pages, and the script that checks theirs. Both name the files of this release: places in
//! them are words such as `FILL_LOADER`.

use std::path::Path;

use super::Setting;
use super::loader::Named;
use crate::error::SiteError;
use crate::html::{escape, tags};
use crate::script::{Kind, assemble, minify};
use crate::{compress, digest, files};

/// What the two scripts and the style are called as trunk copies them.
const SCRIPT: &str = "owners.js";
const STYLE: &str = "owners.css";

/// A word that stands for something until it is filled, and what goes there.
type Filling = (&'static str, String);

/// Finishes what trunk copied into the folder, in which the pages of visitors are finished; `template` is what they are made of.
pub(super) fn write(setting: &Setting, template: &str, named: &Named) -> Result<(), SiteError> {
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
            ("FILL_WASM", named.wasm.clone()),
            ("FILL_INLINE", format!("./{}", named.inline)),
        ],
        files::CHECK,
    )?;
    files::write(&folder.join(files::CHECK), &check)?;

    let weights = if setting.release {
        Weights::weigh(folder, named)?
    } else {
        Weights::unknown()
    };
    let mut fillings: Vec<Filling> = vec![
        ("FILL_STYLES", styles(template)),
        ("FILL_LOADER_INTEGRITY", named.integrity.clone()),
        ("FILL_LOADER", named.pinned.clone()),
        ("FILL_SCRIPT_INTEGRITY", script_integrity),
        ("FILL_SCRIPT", script_name),
        ("FILL_STYLE_INTEGRITY", style_integrity),
        ("FILL_STYLE", style_name),
        ("FILL_WORDPRESS", wordpress(setting).to_owned()),
    ];
    fillings.extend(weights.fillings());
    let path = folder.join(files::OWNERS);
    let owners = filled(&files::read_text(&path)?, &fillings, files::OWNERS)?;
    files::write(&path, owners)
}

/// Whether the address alone is enough in `WordPress`, as a sentence.
fn wordpress(setting: &Setting) -> &'static str {
    if setting.address.is_some() {
        "This site was built for that: paste the address on a line of its own."
    } else {
        "This site was <strong>not</strong> built for that. Whoever hosts it builds it with its own address, \
        <code>cargo xtask dist --address https://YOUR-HOST/</code>, and puts the new files up. Until then, use the frame below."
    }
}

/// Gives a file a name that changes with its text. Returns the name and the integrity.
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

/// The text with every word replaced, wherever it stands; each has to stand somewhere, and none may be left.
fn filled(text: &str, fillings: &[Filling], file: &'static str) -> Result<String, SiteError> {
    let mut text = text.to_owned();
    // Longer words first: some begin with others.
    let mut fillings: Vec<&Filling> = fillings.iter().collect();
    fillings.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    for (word, value) in fillings {
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

/// Brotli bytes of what travels. None where they were not counted.
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

    fn weigh(folder: &Path, named: &Named) -> Result<Self, SiteError> {
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
            inline: Some(of_file(&named.inline)?),
            application: Some(application),
        })
    }

    fn fillings(self) -> [Filling; 4] {
        let all = |more: Option<usize>| Some(self.loader? + self.application? + more?);
        [
            ("FILL_BYTES_LOADER", kilobytes(self.loader)),
            ("FILL_BYTES_FRAME", kilobytes(all(Some(0)))),
            ("FILL_BYTES_INLINE", kilobytes(all(self.inline))),
            ("FILL_BYTES_PAGE", kilobytes(self.application)),
        ]
    }
}

/// As in “3.2 KB”, of 1,000 bytes.
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
        let fillings = [
            ("FILL_A", "short".to_owned()),
            ("FILL_A_LONG", "long".to_owned()),
        ];
        assert_eq!(
            filled("FILL_A FILL_A_LONG FILL_A", &fillings, "f")
                .ok()
                .as_deref(),
            Some("short long short")
        );
        assert!(filled("FILL_A", &fillings, "f").is_err(), "one is missing");
        assert!(
            filled("FILL_A FILL_A_LONG FILL_B", &fillings, "f").is_err(),
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
