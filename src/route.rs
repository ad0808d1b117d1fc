//! Routes. Pay, guide, about and sources have pages of their own. A fragment can name any view and overrides the page.

use which_end_core::quiz::item::Side;

/// A view of the application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// The introduction, with links to the quiz and to pay.
    Start,
    /// The quiz, one item at a time.
    Quiz,
    /// The report on the current session.
    Result,
    /// A result that somebody shared. It is encoded after the `?` of the fragment.
    Shared,
    /// The pay estimate.
    Pay,
    /// The career guide for one side.
    Guide(Side),
    /// The method, and what is saved in this browser.
    About,
    /// The source of every figure.
    Sources,
}

/// The meaning of a fragment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fragment {
    /// A view.
    View(Route),
    /// Starts with `/` but names no view. The visitor sees a notice and the start.
    Unknown,
    /// An anchor or a host's own fragment. The view does not change.
    Foreign,
}

impl Route {
    /// The entries of the main menu, in order.
    pub const MENU: [Self; 3] = [Self::Quiz, Self::Pay, Self::Guide(Side::Backend)];

    /// The views that are pages of their own.
    pub const PAGES: [Self; 6] = [
        Self::Start,
        Self::Pay,
        Self::Guide(Side::Backend),
        Self::Guide(Side::Frontend),
        Self::About,
        Self::Sources,
    ];

    /// The fragment of this view, without its `#`.
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

    /// Link to this view, relative to any page. `assets/web/links.js` follows it without loading a page while the
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

    /// The view of the page with this file name, with or without `.html`. Unknown names give the start.
    pub fn of_page(name: &str) -> Self {
        let name = name.strip_suffix(".html").unwrap_or(name);
        Self::PAGES
            .into_iter()
            .find(|route| route.href() == format!("./{name}.html"))
            .unwrap_or(Self::Start)
    }

    /// Link to this view with a query in the fragment, relative to the folder of the pages.
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

    /// Whether both views belong to the same menu entry. The result belongs to the quiz, the sources to About, which the footer links.
    pub fn same_menu_entry(self, other: Self) -> bool {
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
    /// Reads the fragment of an address, with or without its `#`. `page` is the view of the page. Text after a `?` is
    /// ignored here. Fragments of sections in earlier releases give the view that contained the section.
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
    /// All views.
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
        /// Protects visitors whose links were changed in transit: reading a fragment never fails.
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
            // Links of earlier releases work from any page.
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
