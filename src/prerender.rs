//! Renders the views to HTML natively, as a visitor without answers sees them. The static pages are to be made of this.

use leptos::prelude::*;
use which_end_core::embed::options::Storage;

use crate::app::App;
use crate::embed::Embed;
use crate::notices::{Notices, OutcomeConsent};
use crate::platform::place::Place;
use crate::route::Route;
use crate::{keep, offline};

/// The HTML of the application with the view at `route`.
pub fn render(route: Route) -> String {
    let owner = Owner::new();
    owner.with(|| {
        let notices = Notices::provide();
        provide_context(OutcomeConsent(RwSignal::new(false)));
        offline::watch();
        keep::open(Storage::default());
        Embed::provide(Place::nowhere(), "");
        // Natively there is no storage, which is no news for a visitor.
        notices.clear(|_| true);
        view! { <App start=route /> }.to_html()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Start, guide and sources are empty here: their text still stands in the static page alone.
    #[test]
    fn every_view_is_rendered_without_a_browser() {
        for route in Route::ALL {
            let markup = render(route);
            let own = match route {
                Route::Quiz => "Question 1",
                Route::Result => "No result yet",
                Route::Shared => "This link shows no result",
                Route::Pay => "What does this work pay?",
                Route::About => "What is saved here",
                Route::Guide(_) => "Sides of the guide",
                Route::Start | Route::Sources => "<main",
            };
            assert!(markup.contains(own), "{route:?} without “{own}”: {markup}");
            assert!(!markup.contains("not saved on this device"), "{route:?}");
        }
    }
}
