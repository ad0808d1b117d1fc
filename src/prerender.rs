//! Renders the static pages natively, as a visitor without answers sees the views.

use leptos::prelude::*;
use which_end_core::date::Date;
use which_end_core::embed::options::Storage;
use which_end_core::quiz::item::Side;
use which_end_core::quiz::session::Response;

use crate::app::{CurrentRoute, Shell, title};
use crate::dataset::bank;
use crate::embed::Embed;
use crate::later::LaterView;
use crate::notices::{Notices, OutcomeConsent};
use crate::platform::mount_point::MountPoint;
use crate::platform::today;
use crate::route::Route;
use crate::state::use_sessions;
use crate::views::pay::tables::Tables;
use crate::views::quiz::OpeningCard;
use crate::views::start::Start;
use crate::{offline, persistence};

/// A static page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The view that it shows.
    pub route: Route,
    /// Title of the window.
    pub title: String,
    /// One or two sentences for search engines and link previews.
    pub description: &'static str,
    /// The HTML inside `<which-end>` until the takeover.
    pub markup: String,
}

/// All static pages. Figures whose review day is `today` or earlier are marked as old.
pub fn pages(today: Date) -> Vec<Page> {
    today::set(today);
    Route::PAGES.into_iter().map(page).collect()
}

fn page(route: Route) -> Page {
    let content = match route {
        Route::Start => start_page(),
        Route::Pay => render(|| {
            view! { <div data-view="page"><LaterView route /></div> <div data-alone><Tables /></div> }.into_any()
        }),
        other => render(move || {
            view! { <div data-view="page"><LaterView route=other /></div> }.into_any()
        }),
    };
    let markup = render(|| {
        provide_context(CurrentRoute(RwSignal::new(route)));
        view! {
            <Shell>
                <div inner_html=content></div>
                <p class="wait" data-view="wait">"Loading…"</p>
            </Shell>
        }
        .into_any()
    });
    Page {
        route,
        title: title(route),
        description: description(route),
        markup,
    }
}

/// The start and the opening questions. `static-page.js` shows one question at a time.
fn start_page() -> String {
    let start = render(|| view! { <Start /> }.into_any());
    let count = bank().opening.len();
    let cards: String = (0..count)
        .map(question_card)
        .chain([loading_card(count)])
        .collect();
    render(|| {
        view! {
            <div data-view="start" inner_html=start></div>
            <section class="section" id="/quiz" data-view="quiz">
                <h1 data-alone>"Quiz"</h1>
                <p data-alone>
                    "These are the first three questions."
                </p>
                <noscript>
                    <p class="notice">
                        "Scripts are off in this browser, so the quiz stops after these. The guide and the pay tables \
                        need no scripts."
                    </p>
                </noscript>
                <div class="quiz" inner_html=cards></div>
            </section>
        }
        .into_any()
    })
}

/// The placeholder after the last opening question.
fn loading_card(given: usize) -> String {
    render(move || {
        view! {
            <div data-card=given.to_string()>
                <p class="wait" tabindex="-1">"Loading the next question."</p>
            </div>
        }
        .into_any()
    })
}

/// The opening question after `given` answers.
fn question_card(given: usize) -> String {
    let question_card = render(move || {
        let sessions = use_sessions();
        sessions.begin();
        for item in &bank().opening[..given] {
            // The number of remaining questions depends a little on the answer. The middle choice is typical.
            let middle = bank()
                .get(item)
                .map_or(0, |item| crate::views::quiz::labels(item).len() / 2);
            sessions.respond(Response::Choice(u8::try_from(middle).unwrap_or_default()));
        }
        view! { <div data-card=given.to_string()><OpeningCard /></div> }.into_any()
    });
    // An id must be unique in a document.
    if given == 0 {
        question_card
    } else {
        question_card.replace(" id=\"question\"", "")
    }
}

/// Renders a view of an application without saved state.
fn render(view: impl FnOnce() -> AnyView) -> String {
    let owner = Owner::new();
    owner.with(|| {
        let notices = Notices::provide();
        provide_context(OutcomeConsent(RwSignal::new(false)));
        offline::watch();
        persistence::open(Storage::default());
        Embed::provide(MountPoint::nowhere(), "");
        // Natively there is no storage. Visitors of a static page must not see that notice.
        notices.clear(|_| true);
        view().to_html()
    })
}

fn description(route: Route) -> &'static str {
    match route {
        Route::Pay => {
            "What back-end and front-end developers earn by country, years and languages, from a large survey. A range, not one \
            number, and every figure has a source and a date."
        }
        Route::Guide(Side::Backend) => {
            "What back-end developers do all day, which skills come first, what each step pays, and an hour's work to find out \
            if you like it."
        }
        Route::Guide(Side::Frontend) => {
            "What front-end developers do all day, which skills come first, what each step pays, and an hour's work to find \
            out if you like it."
        }
        Route::About => {
            "How the quiz works, how sure it is, and what this page saves in your browser. It sends nothing."
        }
        Route::Sources => {
            "Where every figure of Which End is from: who says so, when, about what, and what they sell."
        }
        Route::Start | Route::Quiz | Route::Result | Route::Shared => {
            "Back end or front end? A short quiz finds your side, shows what each pays, and tells you what to do next. It runs \
            in your browser and sends nothing."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::number::grouped;

    #[test]
    fn every_page_holds_its_view() {
        let pages = pages("2026-11-30".parse().expect("a day"));
        for page in &pages {
            let own: &[&str] = match page.route {
                Route::Start => &["Which end is yours?", "data-card=\"2\"", "Question 3"],
                Route::Pay => &["What does this work pay?", "Front-end developers"],
                Route::Guide(_) => &["Sides of the guide", "A day", "0–2 years, United States"],
                Route::About => &["What is saved here", "How the quiz works"],
                _ => &["Who is missing", "Nobody knows why."],
            };
            for part in own {
                assert!(
                    page.markup.contains(part),
                    "{:?} without “{part}”: {}",
                    page.route,
                    page.markup
                );
            }
            assert!(!page.markup.contains("not saved on this device"));
        }
        let titles: std::collections::BTreeSet<_> = pages.iter().map(|page| &page.title).collect();
        assert_eq!(titles.len(), pages.len(), "{titles:?}");
    }

    /// Protects readers who doubt a figure: the page lists every source with its review day and license, every
    /// published figure to the dollar, and every disagreement.
    #[test]
    fn sources_lists_every_source_figure_and_disagreement() {
        let markup = markup_on("2026-11-25", Route::Sources);
        let facts = crate::dataset::facts();
        let escaped = |text: &str| {
            text.replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;")
        };
        let dollars = |usd: u32| format!("${}", grouped(f64::from(usd)));
        let mut parts = vec![
            facts.rates.source.publisher.clone(),
            facts.purchasing_power.source.title.clone(),
            "Open Database License (ODbL) 1.0".to_owned(),
        ];
        for source in &facts.pay.sources {
            parts.extend([
                source.title.clone(),
                source.licence.clone(),
                source.review_by.format_long(),
            ]);
        }
        for claim in &facts.claims.claims {
            parts.extend([
                claim.who.clone(),
                claim.covers.clone(),
                claim.licence.clone(),
                claim.review_by.format_long(),
            ]);
            parts.extend(claim.amounts.iter().map(|amount| dollars(amount.usd)));
        }
        for source in &facts.guide.sources {
            parts.extend([
                source.title.clone(),
                source.licence.clone(),
                source.review_by.format_long(),
            ]);
        }
        for one in &facts.contradictions.contradictions {
            parts.push(one.about.clone());
            parts.extend(one.says.iter().map(|saying| saying.what.clone()));
            parts.extend(one.why.clone());
        }
        for comparison in &facts.pay.checks {
            parts.extend([comparison.source.title.clone(), comparison.about.clone()]);
            for figure in &comparison.figures {
                parts.extend([dollars(figure.says_usd), dollars(figure.ours_usd)]);
            }
        }
        for part in parts {
            assert!(
                markup.contains(&escaped(&part)),
                "“{part}” is not on the page"
            );
        }
        assert!(markup.contains("Nobody knows why."));
    }

    /// Protects readers of a page that was built long ago: one day every figure is marked as old, and at first none is.
    #[test]
    fn figures_are_marked_as_old_from_their_day_on() {
        let marks = |day: &str| {
            let sources = markup_on(day, Route::Sources)
                .matches("This is old.")
                .count();
            let guide = markup_on(day, Route::Guide(Side::Backend))
                .matches("(old)")
                .count();
            (sources, guide)
        };
        assert_eq!(marks("2015-01-01"), (0, 0));
        let facts = crate::dataset::facts();
        let listed = facts.claims.claims.len() + facts.guide.sources.len();
        let (sources, guide) = marks("2999-01-01");
        assert!(
            sources > listed && guide > 10,
            "{sources} of {listed}, {guide}"
        );
    }

    /// Protects readers who only want to know what the work is: before anything is opened, each side says so in 700 words.
    #[test]
    fn the_guide_is_short_before_anything_is_opened() {
        for side in Side::ALL {
            let markup = markup_on("2026-11-30", Route::Guide(side));
            let (_, view) = markup.split_once("<h1").expect("a heading");
            let (view, _) = view.split_once("</main>").expect("its end");
            // Neither what is closed nor the numbers of sources are read.
            let mut open = view.to_owned();
            for (start, end) in [("</summary>", "</details>"), ("<sup", "</sup>")] {
                while let Some(from) = open.find(start) {
                    let length = open[from..].find(end).expect("its end");
                    open.replace_range(from..from + length + end.len(), "<i>");
                }
            }
            let words = open
                .split('<')
                .filter_map(|piece| piece.split_once('>'))
                .flat_map(|(_, text)| text.split_whitespace())
                .count();
            assert!(
                (300..=700).contains(&words),
                "{side:?}: {words} words before anything is opened"
            );
        }
    }

    fn markup_on(day: &str, route: Route) -> String {
        let pages = pages(day.parse().expect("a day"));
        let found = pages.into_iter().find(|page| page.route == route);
        found.expect("it has a page").markup
    }

    /// Protects views without a static page: they render without answers too.
    #[test]
    fn result_and_shared_result_have_a_state_without_answers() {
        for (route, own) in [
            (Route::Result, "No result yet"),
            (Route::Shared, "This link shows no result"),
        ] {
            let markup = render(move || view! { <LaterView route /> }.into_any());
            assert!(markup.contains(own), "{markup}");
        }
    }
}
