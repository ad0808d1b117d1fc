//! The shell: menu, notices, and the current view.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use which_end_core::quiz::item::Side;

use crate::embed::{Embed, use_embed};
use crate::later::LaterView;
use crate::notice_list::NoticeList;
use crate::notices::{Notice, use_notices};
use crate::platform::mount_point::MountPoint;
use crate::route::{Fragment, Route};
use crate::ui::logo::Logo;
use crate::views::quiz::Quiz;
use crate::views::start::Start;

/// The current view, a context.
#[derive(Clone, Copy)]
pub(crate) struct CurrentRoute(pub RwSignal<Route>);

/// The application: the shell with the view that the address names.
#[component]
pub fn App(
    /// The first view. If it is missing, the view follows the address.
    #[prop(optional)]
    start: Option<Route>,
) -> impl IntoView {
    let shown = CurrentRoute(RwSignal::new(start.unwrap_or(Route::Start)));
    provide_context(shown);
    let embed = use_embed();
    if start.is_none() {
        follow_fragment(shown, embed);
    }
    let view = move || match shown.0.get() {
        Route::Start => view! { <Start /> }.into_any(),
        Route::Quiz => view! { <Quiz /> }.into_any(),
        route => view! { <LaterView route /> }.into_any(),
    };
    view! { <Shell>{view}</Shell> }
}

/// Header, notices and footer around a view.
#[component]
pub(crate) fn Shell(children: Children) -> impl IntoView {
    let embed = use_embed();
    // The fragment names the view, so the browser must not follow this link.
    let skip = move |event: MouseEvent| {
        event.prevent_default();
        embed.mount_point().focus("view");
    };
    view! {
        <a class="skip-link" href="#view" on:click=skip>{"Skip to the content"}</a>
        <header class="wrap bar">
            <a class="brand" href=Route::Start.href()><Logo /><span>{"Which End"}</span></a>
            <Menu />
        </header>
        <main class="wrap view" id="view" tabindex="-1">
            <NoticeList />
            {children()}
        </main>
        <footer class="wrap foot">
            <p>
                <span>{move || embed.privacy()}</span>
                {" "}
                <a href=Route::Sources.href()>{"Sources"}</a>
                {" · "}
                <a href=Route::About.href()>{"How it works, and your data"}</a>
            </p>
        </footer>
    }
}

#[component]
fn Menu() -> impl IntoView {
    let CurrentRoute(shown) = expect_context();
    let entries = Route::MENU
        .into_iter()
        .map(|route| {
            let is_current = move || route.same_menu_entry(shown.get()).then_some("page");
            view! {
                <li><a href=route.href() aria-current=is_current>{route.title()}</a></li>
            }
        })
        .collect_view();
    view! {
        <nav class="menu" aria-label="Main"><ul>{entries}</ul></nav>
    }
}

/// Updates the view whenever the fragment of the address changes.
fn follow_fragment(shown: CurrentRoute, embed: Embed) {
    let notices = use_notices();
    let mount_point = embed.mount_point();
    let last_page = StoredValue::new(None);
    let go = move |first: bool| match address(mount_point, last_page) {
        Fragment::View(route) => {
            let moved = shown.0.get_untracked() != route;
            if moved {
                shown.0.set(route);
            }
            notices.clear(|notice| *notice == Notice::UnknownLink);
            mount_point.set_title(&title(route));
            if moved || first {
                embed.notify_view(route);
            }
            // Mounting, or a host's script that changes the view, must not take the focus from the host's page.
            // Following a link must move it.
            if moved && !first && mount_point.may_take_focus() {
                mount_point.scroll_to_top();
                mount_point.focus_either_soon(heading(route), "view");
            }
        }
        Fragment::Unknown => {
            shown.0.set(Route::Start);
            mount_point.set_title(&title(Route::Start));
            notices.show(Notice::UnknownLink);
        }
        Fragment::Foreign => {}
    };
    go(true);
    // Both live as long as this instance.
    let _ = StoredValue::new_local(mount_point.on_move(move |_| go(false)));
    let _ = StoredValue::new_local(mount_point.track_clicks());
}

/// Reads the address. On a new page, that page's view replaces a foreign fragment.
fn address(mount_point: MountPoint, last_page: StoredValue<Option<Route>>) -> Fragment {
    let page = Route::of_page(&mount_point.page());
    let is_new = last_page.get_value() != Some(page);
    last_page.set_value(Some(page));
    match Fragment::read(&mount_point.fragment(), page) {
        Fragment::Foreign if is_new => Fragment::View(page),
        fragment => fragment,
    }
}

/// Title of the window.
pub(crate) fn title(route: Route) -> String {
    match route {
        Route::Start => "Which End: back end or front end?".to_owned(),
        Route::Guide(Side::Backend) => "Back-end guide · Which End".to_owned(),
        Route::Guide(Side::Frontend) => "Front-end guide · Which End".to_owned(),
        other => format!("{} · Which End", other.title()),
    }
}

/// The id of the heading that gets the focus when a view opens.
fn heading(route: Route) -> &'static str {
    match route {
        Route::Quiz => "question",
        _ => "view-title",
    }
}
