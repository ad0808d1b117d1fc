//! Where the visitor is. Pay, guide, about and sources are pages of their own; the fragment of the address names every view,
//! and goes before the page.

use which_end_core::quiz::item::Side;

/// A view, or a section of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// What this is, and the ways in.
    Start,
    /// One item at a time.
    Quiz,
    /// The report on the run.
    Result,
    /// A result that somebody shared; which one, stands after the `?` of the fragment.
    Shared,
    /// The estimate.
    Pay,
    /// The career guide, opened at one side.
    Guide(Side),
    /// Method, and what is saved here.
    About,
    /// Where every figure is from.
    Sources,
}

/// What a fragment says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fragment {
    /// One of our views.
    View(Route),
    /// Begins like one of ours, but names no view: the visitor is told, and stands at the start.
    Unknown,
    /// Not ours: an anchor in the page or a host's own fragment. The view does not change.
    Foreign,
}

impl Route {
    /// The views of the main menu, in its order.
    pub const MENU: [Self; 4] = [
        Self::Quiz,
        Self::Pay,
        Self::Guide(Side::Backend),
        Self::About,
    ];

    /// The views with a page of their own.
    pub const PAGES: [Self; 6] = [
        Self::Start,
        Self::Pay,
        Self::Guide(Side::Backend),
        Self::Guide(Side::Frontend),
        Self::About,
        Self::Sources,
    ];

    /// The fragment that leads here, without its `#`.
    pub fn fragment(self) -> &'static str {
        match self {
            Self::Start => "/",
            Self::Quiz => "/quiz",
            Self::Result => "/result",
            Self::Shared => "/shared",
            Self::Pay => "/pay",
            Self::Guide(Side::Backend) => "/guide/back-end",
            Self::Guide(Side::Frontend) => "/guide/front-end",
            Self::About => "/about",
            Self::Sources => "/sources",
        }
    }

    /// The link that leads here, relative to any page. `assets/web/links.js` keeps it from loading a page where the
    /// application runs.
    pub fn href(self) -> &'static str {
        match self {
            Self::Start => "./",
            Self::Quiz => "./#/quiz",
            Self::Result => "./#/result",
            Self::Shared => "./#/shared",
            Self::Pay => "./pay.html",
            Self::Guide(Side::Backend) => "./back-end.html",
            Self::Guide(Side::Frontend) => "./front-end.html",
            Self::About => "./about.html",
            Self::Sources => "./sources.html",
        }
    }

    /// The view of the page with this file name, with or without `.html`. Other names have the start.
    pub fn of_page(name: &str) -> Self {
        let name = name.strip_suffix(".html").unwrap_or(name);
        Self::PAGES
            .into_iter()
            .find(|route| route.href() == format!("./{name}.html"))
            .unwrap_or(Self::Start)
    }

    /// The link that leads here and says more in `query`, relative to the folder of the pages.
    pub fn link(self, query: &str) -> String {
        let page = self.href().trim_start_matches("./");
        let page = page.split('#').next().unwrap_or_default();
        format!("{page}#{}?{query}", self.fragment())
    }

    /// Title for the window and the menu.
    pub fn title(self) -> &'static str {
        match self {
            Self::Start => "Start",
            Self::Quiz => "Quiz",
            Self::Result => "Your result",
            Self::Shared => "A shared result",
            Self::Pay => "Pay",
            Self::Guide(_) => "Guide",
            Self::About => "About",
            Self::Sources => "Sources",
        }
    }

    /// Whether both lie under the same entry of the menu: the result belongs to the quiz, the
    /// sources to what the page says about itself, a shared result to none.
    pub fn same_view(self, other: Self) -> bool {
        let view = |route| match route {
            Self::Start => 0,
            Self::Quiz | Self::Result => 1,
            Self::Pay => 2,
            Self::Guide(_) => 3,
            Self::About | Self::Sources => 4,
            Self::Shared => 5,
        };
        view(self) == view(other)
    }
}

impl Fragment {
    /// Reads the fragment of an address, with or without its `#`. Whatever follows a `?` is left to the view. `page` is the view
    /// of the page itself. Earlier releases had sections within views, and links to them lead to their view.
    pub fn read(text: &str, page: Route) -> Self {
        let text = text.strip_prefix('#').unwrap_or(text);
        if text.is_empty() {
            return Self::View(page);
        }
        let Some(path) = text.strip_prefix('/') else {
            return Self::Foreign;
        };
        let path = path.split_once('?').map_or(path, |(path, _)| path);
        match path
            .strip_suffix('/')
            .filter(|path| !path.is_empty())
            .unwrap_or(path)
        {
            "" => Self::View(Route::Start),
            "quiz" => Self::View(Route::Quiz),
            "result" => Self::View(Route::Result),
            "shared" => Self::View(Route::Shared),
            "pay" => Self::View(Route::Pay),
            "guide" | "guide/back-end" | "guide/back-end/try" => {
                Self::View(Route::Guide(Side::Backend))
            }
            "guide/front-end" | "guide/front-end/try" => Self::View(Route::Guide(Side::Frontend)),
            "about" | "about/method" => Self::View(Route::About),
            "sources" => Self::View(Route::Sources),
            _ => Self::Unknown,
        }
    }
}

#[cfg(test)]
impl Route {
    /// Every view.
    pub(crate) const ALL: [Self; 9] = [
        Self::Start,
        Self::Quiz,
        Self::Result,
        Self::Shared,
        Self::Pay,
        Self::Guide(Side::Backend),
        Self::Guide(Side::Frontend),
        Self::About,
        Self::Sources,
    ];
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Protects visitors whose links were changed on their way: each leads to a view or to none, and never fails.
        #[test]
        fn any_fragment_is_read(
            text in prop_oneof![
                any::<String>(),
                "#?/(quiz|result|shared|pay|guide|about|sources|back-end|front-end|try|[a-z%]{0,6}|/){0,4}(\\?.{0,9})?",
            ]
        ) {
            if let Fragment::View(route) = Fragment::read(&text, Route::Start) {
                prop_assert_eq!(Fragment::read(route.fragment(), Route::Start), Fragment::View(route));
                let path = text.split('?').next().unwrap_or_default();
                prop_assert!(path.len() <= "#/guide/front-end/try/".len(), "{}", text);
            }
        }
    }

    #[test]
    fn every_view_is_reached_by_its_own_link() {
        for route in Route::ALL {
            let (page, fragment) = route.href().split_once('#').unwrap_or((route.href(), ""));
            let page = Route::of_page(page.trim_start_matches("./"));
            assert_eq!(Fragment::read(fragment, page), Fragment::View(route));
            // Links of earlier releases, from any page.
            for page in Route::PAGES {
                assert_eq!(
                    Fragment::read(route.fragment(), page),
                    Fragment::View(route)
                );
            }
        }
    }

    #[test]
    fn pages_are_known_with_and_without_their_ending() {
        for (name, route) in [
            ("pay.html", Route::Pay),
            ("pay", Route::Pay),
            ("front-end", Route::Guide(Side::Frontend)),
            ("", Route::Start),
            ("index.html", Route::Start),
            ("lite.html", Route::Start),
        ] {
            assert_eq!(Route::of_page(name), route, "{name}");
        }
        assert_eq!(Route::Pay.link("role=x"), "pay.html#/pay?role=x");
        assert_eq!(Route::Shared.link("r=x"), "#/shared?r=x");
    }

    #[test]
    fn skip_links_and_host_fragments_leave_the_view_alone() {
        for text in ["#main", "#:~:text=pay", "#section-2", "quiz"] {
            assert_eq!(
                Fragment::read(text, Route::Pay),
                Fragment::Foreign,
                "{text}"
            );
        }
    }

    #[test]
    fn mangled_links_are_named_as_such() {
        for text in [
            "#/quizz",
            "#/%00",
            "#/guide/middle",
            "#//",
            "#/quiz/../pay",
            "#/💥",
        ] {
            assert_eq!(
                Fragment::read(text, Route::Pay),
                Fragment::Unknown,
                "{text}"
            );
        }
    }
}
