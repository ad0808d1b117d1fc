//! The second module: every view except start and quiz.
//!
//! `crates/site` splits the program at functions marked `#[wasm_split]`; code that only they reach goes into the second
//! module. Such a function loads the module if needed. It fails if the module cannot be fetched, and the next call
//! tries again. After [`load`] succeeded, these functions return at once. Natively there is one program and nothing to
//! load.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::wasm_split;

/// The second module could not be fetched or started. The browser's console has the cause.
pub use leptos::wasm_split::SplitLoaderError as LoadError;

use crate::embed::{load_overlay, load_verdict, use_embed};
use crate::loaded::{is_loaded, set_loaded};
use crate::route::Route;
use crate::ui::button::Button;
use crate::views::about::About;
use crate::views::guide::GuideView;
use crate::views::pay::PayView;
use crate::views::quiz::load_hands_on;
use crate::views::result::{ResultView, SharedView};
use crate::views::sources::SourcesView;

/// Loads the second module.
pub async fn load() -> Result<(), LoadError> {
    load_view().await?;
    // `wasm_split` has a loader for each function. Running each one here lets later calls return at once.
    load_hands_on().await?;
    load_overlay().await?;
    load_verdict().await?;
    set_loaded();
    Ok(())
}

/// Renders a view of the second module.
#[wasm_split(later, wasm_split_path = ::leptos::wasm_split, fallible, preload(load_view))]
fn view(route: Route) -> Result<AnyView, LoadError> {
    Ok(match route {
        Route::Start | Route::Quiz => ().into_any(),
        Route::Result => view! { <ResultView /> }.into_any(),
        Route::Shared => view! { <SharedView /> }.into_any(),
        Route::Pay => view! { <PayView /> }.into_any(),
        Route::Guide(side) => view! { <GuideView side /> }.into_any(),
        Route::About => view! { <About /> }.into_any(),
        Route::Sources => view! { <SourcesView /> }.into_any(),
    })
}

/// Progress of loading the second module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Loading {
    Pending,
    Done,
    LoadFailed,
}

/// A view of the second module. Shows “Loading…” while the module loads, and “Try again” if that fails.
#[component]
pub fn LaterView(route: Route) -> impl IntoView {
    let mount_point = use_embed().mount_point();
    let state = RwSignal::new(Loading::Done);
    let start = move || {
        state.set(Loading::Pending);
        spawn_local(async move {
            let loaded = load().await;
            state.set(loaded.map_or(Loading::LoadFailed, |()| Loading::Done));
            // `main` received the focus when the visitor followed the link. Move it only if it is still there.
            if !state.is_disposed() && mount_point.has_focus("view") {
                mount_point.focus_soon("view-title");
            }
        });
    };
    if !is_loaded() {
        start();
    }
    move || match state.get() {
        Loading::Pending => view! { <p class="wait" role="status">{"Loading…"}</p> }.into_any(),
        Loading::Done => Suspend::new(async move { view(route).await.ok() }).into_any(),
        Loading::LoadFailed => view! { <LoadFailed on_click=move |()| start() /> }.into_any(),
    }
}

#[component]
fn LoadFailed(#[prop(into)] on_click: Callback<()>) -> impl IntoView {
    view! {
        <section class="section" aria-labelledby="view-title">
            <h1 id="view-title" tabindex="-1">{"This part could not be loaded"}</h1>
            <p>{"Check your connection and try again. If that does not help, reload the page."}</p>
            <Button class="button" text="Try again".to_owned() on_click />
        </section>
    }
}
