//! The places in `index.html` and what goes into them.

use which_end_core::date::Date;

use super::data::Loaded;
use super::{guide, method, pay, quiz, sources};
use crate::error::SiteError;
use crate::files;
use crate::script::replace_once;

/// A place, written `<div data-fill="NAME"></div>` in `index.html`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The first questions.
    Quiz,
    /// The pay tables.
    Pay,
    /// Both sides' guide.
    Guide,
    /// The method.
    About,
    /// Where every figure is from.
    Sources,
}

impl Place {
    const ALL: [Self; 5] = [
        Self::Quiz,
        Self::Pay,
        Self::Guide,
        Self::About,
        Self::Sources,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Quiz => "quiz",
            Self::Pay => "pay",
            Self::Guide => "guide",
            Self::About => "about",
            Self::Sources => "sources",
        }
    }
}

/// Markup for each place.
pub(super) type Parts = [(Place, String); 5];

/// The readable rooms, from the data.
pub(super) fn parts(loaded: &Loaded, today: Date) -> Parts {
    Place::ALL.map(|place| {
        let markup = match place {
            Place::Quiz => quiz::render(&loaded.bank),
            Place::Pay => pay::render(&loaded.facts.pay, today),
            Place::Guide => guide::render(loaded, today),
            Place::About => method::render(&loaded.bank, loaded.simulation.as_ref(), today),
            Place::Sources => sources::render(loaded, today),
        };
        (place, markup)
    })
}

/// What stands there while the data is not ready, in development only.
pub(super) fn gaps() -> Parts {
    Place::ALL.map(|place| (place, "<p>This part is not written yet.</p>".to_owned()))
}

/// The page with every place filled. Minifying may have taken the quotes from the attribute.
pub(super) fn fill(page: &str, parts: &Parts) -> Result<String, SiteError> {
    let mut page = page.to_owned();
    for (place, markup) in parts {
        let name = place.name();
        let quoted = format!("<div data-fill=\"{name}\"></div>");
        let bare = format!("<div data-fill={name}></div>");
        let found = if page.contains(&bare) { bare } else { quoted };
        page = replace_once(&page, &found, markup, files::PAGE)?;
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_places_are_filled_quoted_or_not() {
        let page = "<div data-fill=\"quiz\"></div><div data-fill=pay></div><div data-fill=guide></div><div data-fill=\"about\"></div><div data-fill=sources></div>";
        let parts = Place::ALL.map(|place| (place, place.name().to_uppercase()));
        assert_eq!(
            fill(page, &parts).ok().as_deref(),
            Some("QUIZPAYGUIDEABOUTSOURCES")
        );
    }

    #[test]
    fn a_page_without_a_place_is_refused() {
        assert!(fill("<div data-fill=quiz></div>", &gaps()).is_err());
    }

    #[test]
    fn the_projects_own_page_has_every_place() {
        assert!(fill(include_str!("../../../../index.html"), &gaps()).is_ok());
    }

    /// The head is shown from the page and then from the application: a word that differs would jump.
    #[test]
    fn the_page_and_the_application_have_the_same_head() {
        let page = include_str!("../../../../index.html");
        let application = [
            include_str!("../../../../src/app.rs"),
            include_str!("../../../../src/route.rs"),
        ]
        .concat();
        // Long texts of the application run over several lines, each joined by a backslash.
        let application: String = application
            .split("\\\n")
            .map(str::trim_start)
            .collect::<Vec<_>>()
            .concat();
        let start = page.find("<div data-static>").expect("a readable part");
        let end = page.find("<main").expect("a main part");
        let mut compared = 0;
        for words in page[start..end]
            .split('>')
            .filter_map(|piece| piece.split('<').next())
        {
            let words = words.trim();
            if !words.is_empty() {
                assert!(
                    application.contains(words),
                    "only the readable page says “{words}”"
                );
                compared += 1;
            }
        }
        assert!(compared > 4, "only {compared} texts were found to compare");
    }
}
