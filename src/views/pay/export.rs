//! Export of the estimate: link, text, spreadsheet, picture, print.

use leptos::prelude::*;
use which_end_core::pay::estimate::PayEstimate;
use which_end_core::pay::link;
use which_end_core::pay::query::PayQuery;
use which_end_core::pay::rates::Unit;
use which_end_core::pay::sheet;

use super::{card, copies, labels, units};
use crate::embed::use_mount_point;
use crate::notices::use_notices;
use crate::platform::file;
use crate::platform::mount_point::MountPoint;
use crate::route::Route;
use crate::state::{Pay, use_pay};
use crate::ui::text::capitalized;
use crate::views::export::{
    Status, copy_button, picture_button, print_button, share_button, status_line,
};
use crate::views::pieces::{boxed, button, paragraph, section};

const FILE: &str = "which-end-pay";

/// Export buttons. Mounted once; content is generated on click.
#[component]
pub(super) fn Export(
    query: Memo<PayQuery>,
    /// The estimate. `None` if there is no data.
    answer: Signal<Option<PayEstimate>>,
) -> impl IntoView {
    let mount_point = use_mount_point();
    let status = RwSignal::new(String::new());
    let notices = use_notices();
    let pay = use_pay();
    let address = move || query.with(|query| link_to(mount_point, query));
    let make_link = Callback::new(move |()| untrack(address));
    let public = mount_point.web_address();
    let public_address = public.clone();
    // The text includes a link only if the page is on the web.
    let text = Callback::new(move |()| {
        let link = public_address.is_some().then(|| make_link.run(()));
        with_estimate(pay, query, answer, |unit, query, answer| {
            let compared = untrack(|| pay.compared());
            copies::text(unit, query, answer, compared.as_ref(), link.as_deref())
        })
    });
    let svg = Callback::new(move |()| {
        with_estimate(pay, query, answer, |unit, query, answer| {
            card::svg(unit, query, answer, public.as_deref())
        })
    });
    let save = Callback::new(move |()| {
        let table = with_estimate(pay, query, answer, |unit, query, answer| {
            sheet::csv(&copies::rows(unit, query, answer))
        });
        let saved = file::download_as(&format!("{FILE}.csv"), "text/csv", &table);
        if saved.is_ok() {
            status.set("The table is saved.".to_owned());
        } else {
            status.set(String::new());
            notices.report(saved);
        }
    });
    let has_figures = Memo::new(move |_| answer.with(Option::is_some));
    let figure_buttons = move || {
        has_figures.get().then(|| {
            let buttons = vec![
                copy_button(status, "Copy as text", text, "The text is copied."),
                button("quiet-button", "Save as CSV", save),
                picture_button(status, FILE, svg),
                print_button().into_any(),
            ];
            boxed("button-row", buttons)
        })
    };
    let mut link_buttons = vec![copy_button(
        status,
        "Copy the link",
        make_link,
        "The link is copied.",
    )];
    link_buttons.extend(share_button(status, "What this work pays", make_link));
    let body = vec![
        paragraph(
            "",
            "The link holds the choices above and nothing else: no offer and no name. Who opens it sees them before \
            anything of their own changes."
                .to_owned(),
        ),
        view! {
            <div class="share-link">
                <label for="pay-link">{"Link to these choices"}</label>
                <input id="pay-link" type="text" readonly=true prop:value=address />
            </div>
        }
        .into_any(),
        boxed("button-row", link_buttons),
        figure_buttons.into_any(),
        status_line(status_for(status, query)),
    ];
    section(
        "hand-out",
        "section no-print interactive",
        "Share it, save it, print it",
        body,
    )
}

/// The status of the last click. Cleared when the query or the unit changes, because it no longer describes what is
/// shown.
fn status_for(status: Status, query: Memo<PayQuery>) -> Signal<String> {
    let pay = use_pay();
    let displayed = move || (query.get(), pay.unit());
    let current = Memo::new(move |before: Option<&(_, String)>| {
        let (now, text) = (displayed(), status.get());
        match before {
            // The query or unit changed, not the status.
            Some((was, _)) if *was != now => (now, String::new()),
            _ => (now, text),
        }
    });
    Signal::derive(move || current.with(|(_, text)| text.clone()))
}

/// Link to the page with these choices.
fn link_to(mount_point: MountPoint, query: &PayQuery) -> String {
    mount_point.address(&Route::Pay.link(&link::write(query)))
}

/// Formats the current estimate in the current unit. Empty if there is none.
fn with_estimate(
    pay: Pay,
    query: Memo<PayQuery>,
    answer: Signal<Option<PayEstimate>>,
    format: impl FnOnce(&Unit, &PayQuery, &PayEstimate) -> String,
) -> String {
    let (unit, query, answer) = untrack(|| (pay.unit(), query.get(), answer.get()));
    answer.map_or_else(String::new, |answer| format(&unit, &query, &answer))
}

/// A header for print only: the choices, since the form is not printed, the unit, and the page's address.
#[component]
pub(super) fn PrintHeader(unit: Unit, query: PayQuery) -> impl IntoView {
    let mount_point = use_mount_point();
    view! {
        <p class="print-only">
            {format!("{}. {}, total pay before tax.", capitalized(&labels::stated(&query).join(", ")), units::heading(&unit))}
            {units::rate_note(&unit).map(|rate| format!(" {rate}"))}
            {mount_point.web_address().map(|_| format!(" {}", link_to(mount_point, &query)))}
        </p>
    }
}
