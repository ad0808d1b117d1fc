//! Choices from a link: previewed first, and applied only if the visitor accepts them.

use leptos::prelude::*;
use which_end_core::pay::link::{self, LinkError, Linked};
use which_end_core::pay::query::PayQuery;

use super::labels;
use crate::dataset::facts;
use crate::embed::use_mount_point;
use crate::platform::mount_point::MountPoint;
use crate::route::{Fragment, Route};
use crate::state::{Pay, use_pay};
use crate::views::pieces::{boxed, button, paragraph};

/// Choices from a link that are previewed.
#[derive(Clone, Copy)]
pub(super) struct Preview {
    linked: RwSignal<Option<Result<Linked, LinkError>>>,
    mount_point: MountPoint,
}

impl Preview {
    /// Reads the address now and on every change while the view is open.
    pub(super) fn follow() -> Self {
        let pay = use_pay();
        let mount_point = use_mount_point();
        let preview = Self {
            linked: RwSignal::new(read_link(pay, &mount_point.fragment())),
            mount_point,
        };
        // The shell handles links to other views.
        let listener = mount_point.on_move(move |fragment| {
            let page = Route::of_page(&mount_point.page());
            if Fragment::read(&fragment, page) == Fragment::View(Route::Pay) {
                preview.linked.set(read_link(pay, &fragment));
            }
        });
        // Lives until the view is closed.
        let _ = StoredValue::new_local(listener);
        preview
    }

    /// The query of the link. `None` if there is none or it cannot be read.
    pub(super) fn query(self) -> Option<PayQuery> {
        self.linked.with(|linked| match linked {
            Some(Ok(linked)) => Some(linked.query.clone()),
            _ => None,
        })
    }

    /// Whether a query from a link is shown.
    pub(super) fn is_shown(self) -> bool {
        self.linked.with(|linked| matches!(linked, Some(Ok(_))))
    }

    /// Closes the preview and removes the query from the address.
    fn close(self) {
        self.mount_point.replace(Route::Pay.fragment());
        self.linked.set(None);
    }
}

/// Reads the query of a fragment. `None` if it has none, or only the visitor's own query.
fn read_link(pay: Pay, fragment: &str) -> Option<Result<Linked, LinkError>> {
    let (_, text) = fragment
        .split_once('?')
        .filter(|(_, text)| !text.is_empty())?;
    let found = link::read(&facts().pay, text);
    let own = untrack(|| pay.query());
    let same = |linked: &Linked| linked.query == own && linked.left_out.is_empty();
    (!found.as_ref().is_ok_and(same)).then_some(found)
}

/// Explains the preview and offers to accept or dismiss it. A live region, because a link may be followed while the
/// view is open.
#[component]
pub(super) fn LinkNotice(
    preview: Preview,
    /// Whether there are figures for the previewed query. Without them it cannot be accepted.
    #[prop(into)]
    has_figures: Signal<bool>,
) -> impl IntoView {
    let pay = use_pay();
    let dismiss = Callback::new(move |()| preview.close());
    let accept = Callback::new(move |()| {
        if let Some(query) = untrack(|| preview.query()) {
            pay.set_query(query);
        }
        preview.close();
    });
    let content = move || {
        let parts = match preview.linked.get()? {
            Ok(linked) => {
                let mut parts = vec![paragraph(
                    "",
                    format!(
                        "This link asks about: {}. Your own choices are as you left them.",
                        labels::stated(&linked.query).join(", ")
                    ),
                )];
                if !linked.left_out.is_empty() {
                    parts.push(paragraph(
                        "",
                        format!(
                            "We do not know these parts of the link, so they are left out: {}. The figures may differ from \
                            what was meant.",
                            linked.left_out.join(", ")
                        ),
                    ));
                }
                let mut buttons = Vec::new();
                if has_figures.get() {
                    buttons.push(button("button", "Use these choices", accept));
                }
                buttons.push(button("quiet-button", "Back to my own", dismiss));
                parts.push(boxed("button-row", buttons));
                parts
            }
            Err(why) => vec![
                paragraph(
                    "",
                    format!(
                        "Sorry: {why}. Nothing of yours was changed: these are your own choices."
                    ),
                ),
                boxed(
                    "button-row",
                    vec![button("quiet-button", "Back to my own", dismiss)],
                ),
            ],
        };
        Some(boxed("notice", vec![boxed("", parts)]))
    };
    view! { <div role="status" class="no-print">{content}</div> }
}
