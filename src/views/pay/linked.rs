//! A question that came with the link: looked at first, taken over only when the visitor says so.

use leptos::prelude::*;
use which_end_core::pay::link::{self, LinkError, Linked};
use which_end_core::pay::query::PayQuery;

use super::words;
use crate::dataset::facts;
use crate::embed::use_mount_point;
use crate::platform::mount_point::MountPoint;
use crate::route::{Fragment, Route};
use crate::state::{Pay, use_pay};
use crate::views::pieces::{boxed, button, paragraph};

/// What the link asks, for as long as it is only looked at.
#[derive(Clone, Copy)]
pub(super) struct Preview {
    held: RwSignal<Option<Result<Linked, LinkError>>>,
    mount_point: MountPoint,
}

impl Preview {
    /// What the address holds now, and whatever it holds next while the view is open.
    pub(super) fn follow() -> Self {
        let pay = use_pay();
        let mount_point = use_mount_point();
        let preview = Self {
            held: RwSignal::new(held(pay, &mount_point.fragment())),
            mount_point,
        };
        // A link out of the view is the shell's affair.
        let heard = mount_point.on_move(move |fragment| {
            let page = Route::of_page(&mount_point.page());
            if Fragment::read(&fragment, page) == Fragment::View(Route::Pay) {
                preview.held.set(held(pay, &fragment));
            }
        });
        // Heard until the view is left.
        let _ = StoredValue::new_local(heard);
        preview
    }

    /// The question of the link; none where there is none, or none that can be read.
    pub(super) fn query(self) -> Option<PayQuery> {
        self.held.with(|held| match held {
            Some(Ok(linked)) => Some(linked.query.clone()),
            _ => None,
        })
    }

    /// Whether another's question is on show.
    pub(super) fn is_on(self) -> bool {
        self.held.with(|held| matches!(held, Some(Ok(_))))
    }

    /// Back to the visitor's own question, and to an address that says so.
    fn end(self) {
        self.mount_point.replace(Route::Pay.fragment());
        self.held.set(None);
    }
}

/// What an address holds; none where it holds no question, or the one that the visitor asks anyway.
fn held(pay: Pay, fragment: &str) -> Option<Result<Linked, LinkError>> {
    let (_, text) = fragment
        .split_once('?')
        .filter(|(_, text)| !text.is_empty())?;
    let found = link::read(&facts().pay, text);
    let own = untrack(|| pay.query());
    let same = |linked: &Linked| linked.query == own && linked.left_out.is_empty();
    (!found.as_ref().is_ok_and(same)).then_some(found)
}

/// What is on show and why, with the ways on. A live region, since a link may be followed while the view is open.
#[component]
pub(super) fn LinkNotice(
    preview: Preview,
    /// Whether there are figures for the question on show: one without is not offered to be taken over.
    #[prop(into)]
    has_figures: Signal<bool>,
) -> impl IntoView {
    let pay = use_pay();
    let leave = Callback::new(move |()| preview.end());
    let take = Callback::new(move |()| {
        if let Some(query) = untrack(|| preview.query()) {
            pay.ask(query);
        }
        preview.end();
    });
    let told = move || {
        let parts = match preview.held.get()? {
            Ok(linked) => {
                let mut parts = vec![paragraph(
                    "",
                    format!(
                        "This link asks about: {}. Your own choices are as you left them.",
                        words::asked(&linked.query).join(", ")
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
                    buttons.push(button("button", "Use these choices", take));
                }
                buttons.push(button("quiet-button", "Back to my own", leave));
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
                    vec![button("quiet-button", "Back to my own", leave)],
                ),
            ],
        };
        Some(boxed("notice", vec![boxed("", parts)]))
    };
    view! { <div role="status" class="no-print">{told}</div> }
}
