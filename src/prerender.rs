//! The views as text, for the static pages: the same components, before any visitor has done anything. Natively only.

use leptos::prelude::*;
use which_end_core::embed::options::Storage;

use crate::app::App;
use crate::embed::Embed;
use crate::notices::{Notices, OutcomeConsent};
use crate::platform::place::Place;
use crate::route::Route;
use crate::{keep, offline};

/// The markup of the whole page with the view of `route` on show.
pub fn render(route: Route) -> String {
    let owner = Owner::new();
    owner.with(|| {
        let notices = Notices::provide();
        provide_context(OutcomeConsent(RwSignal::new(false)));
        offline::watch();
        keep::open(Storage::default());
        Embed::provide(Place::nowhere(), "");
        // There is no storage here, but nobody needs to know.
        notices.clear(|_| true);
        view! { <App start=route /> }.to_html()
    })
}

#[cfg(test)]
mod tests {
    use which_end_core::quiz::item::Side;

    use super::*;

    #[test]
    fn every_view_is_rendered_without_a_browser() {
        for route in [
            Route::Start,
            Route::Quiz,
            Route::Result,
            Route::Shared,
            Route::Pay,
            Route::Guide(Side::Backend),
            Route::Guide(Side::Frontend),
            Route::About,
            Route::Sources,
        ] {
            let markup = render(route);
            assert!(markup.contains("<main"), "{route:?}: {markup}");
            if std::env::var_os("SHOW").is_some() {
                println!(
                    "{route:?}: {} bytes, {} elements",
                    markup.len(),
                    markup.matches("</").count()
                );
                println!("{markup}\n");
            }
        }
    }
}
