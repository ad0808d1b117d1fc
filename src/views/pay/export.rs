//! Handing the estimate out: as a link, as text, as a table for spreadsheets, as a picture, on paper.

use leptos::prelude::*;
use which_end_core::pay::estimate::PayEstimate;
use which_end_core::pay::link;
use which_end_core::pay::query::PayQuery;
use which_end_core::pay::sheet;

use super::{card, copies, units, words};
use crate::embed::use_mount_point;
use crate::notices::use_notices;
use crate::platform::file;
use crate::platform::mount_point::MountPoint;
use crate::route::Route;
use crate::state::use_pay;
use crate::ui::text::capitalized;
use crate::views::export::{Status, copying, outcome, painting, printing, sharing};
use crate::views::pieces::{boxed, button, paragraph, section};

const FILE: &str = "which-end-pay";

/// The ways out. Mounted once; what is handed out is made at the press.
#[component]
pub(super) fn Export(
    query: Memo<PayQuery>,
    /// The five percentiles, where there is an estimate.
    answer: Signal<Option<PayEstimate>>,
) -> impl IntoView {
    let mount_point = use_mount_point();
    let status = RwSignal::new(String::new());
    let notices = use_notices();
    let pay = use_pay();
    let address = move || query.with(|query| address_of(mount_point, query));
    let made = Callback::new(move |()| untrack(address));
    let public = mount_point.web_address();
    let shown = public.clone();
    // Whoever gets the text can follow the link only where the page is on the web.
    let text = Callback::new(move |()| {
        let link = shown.is_some().then(|| made.run(()));
        said(query, answer, |query, answer| {
            let beside = untrack(|| pay.beside());
            copies::text(query, answer, beside.as_ref(), link.as_deref())
        })
    });
    let svg = Callback::new(move |()| {
        said(query, answer, |query, answer| {
            card::svg(query, answer, public.as_deref())
        })
    });
    let save = Callback::new(move |()| {
        let table = said(query, answer, |query, answer| {
            sheet::csv(&copies::rows(query, answer))
        });
        let saved = file::offer_as(&format!("{FILE}.csv"), "text/csv", &table);
        if saved.is_ok() {
            status.set("The table is saved.".to_owned());
        } else {
            status.set(String::new());
            notices.report(saved);
        }
    });
    let has_figures = Memo::new(move |_| answer.with(Option::is_some));
    let ways = move || {
        has_figures.get().then(|| {
            let buttons = vec![
                copying(status, "Copy as text", text, "The text is copied."),
                button("quiet-button", "Save as CSV", save),
                painting(status, FILE, svg),
                printing().into_any(),
            ];
            boxed("button-row", buttons)
        })
    };
    let mut link_ways = vec![copying(
        status,
        "Copy the link",
        made,
        "The link is copied.",
    )];
    link_ways.extend(sharing(status, "What this work pays", made));
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
        boxed("button-row", link_ways),
        ways.into_any(),
        outcome(status_of_this(status, query)),
    ];
    section(
        "hand-out",
        "section no-print interactive",
        "Share it, save it, print it",
        body,
    )
}

/// What became of the last press, for as long as the choice and the unit are those that were handed out.
fn status_of_this(status: Status, query: Memo<PayQuery>) -> Signal<String> {
    let pay = use_pay();
    let on_show = move || (query.get(), pay.unit());
    let fresh = Memo::new(move |before: Option<&(_, String)>| {
        let (now, text) = (on_show(), status.get());
        match before {
            // Heard because the choice changed, and not because something was said.
            Some((was, _)) if *was != now => (now, String::new()),
            _ => (now, text),
        }
    });
    Signal::derive(move || fresh.with(|(_, text)| text.clone()))
}

/// The page's address with these choices.
fn address_of(mount_point: MountPoint, query: &PayQuery) -> String {
    mount_point.address(&Route::Pay.link(&link::write(query)))
}

/// What the estimate on show says; nothing where there is none.
fn said(
    query: Memo<PayQuery>,
    answer: Signal<Option<PayEstimate>>,
    say: impl FnOnce(&PayQuery, &PayEstimate) -> String,
) -> String {
    let (query, answer) = untrack(|| (query.get(), answer.get()));
    answer.map_or_else(String::new, |answer| say(&query, &answer))
}

/// What only paper has: whose pay it is, since the form is left out, in what it is said, and where the page is.
#[component]
pub(super) fn OnPaper(query: PayQuery) -> impl IntoView {
    let unit = units::shown();
    let mount_point = use_mount_point();
    view! {
        <p class="print-only">
            {format!("{}. {}, total pay before tax.", capitalized(&words::asked(&query).join(", ")), units::heading(&unit))}
            {units::rate_said(&unit).map(|rate| format!(" {rate}"))}
            {mount_point.web_address().map(|_| format!(" {}", address_of(mount_point, &query)))}
        </p>
    }
}
