//! Handing the result out: as a link, as a picture, on paper.

use leptos::prelude::*;
use which_end_core::quiz::report::Report;

use super::card;
use crate::embed::use_mount_point;
use crate::route::Route;
use crate::views::export::{copying, outcome, painting, printing, sharing};
use crate::views::pieces::{boxed, paragraph};

/// The link, the picture and the print, each by a button.
pub(super) fn ways(report: &Report, code: &str) -> Vec<AnyView> {
    let mount_point = use_mount_point();
    let link = mount_point.address(&Route::Shared.link(&format!("r={code}")));
    let status = RwSignal::new(String::new());
    let held = link.clone();
    let made = Callback::new(move |()| held.clone());
    let mut buttons = vec![copying(
        status,
        "Copy the link",
        made,
        "The link is copied.",
    )];
    buttons.extend(sharing(status, "My result: back end or front end?", made));
    let public = mount_point.web_address();
    let svg = card::svg(report, public.as_deref());
    let svg = Callback::new(move |()| svg.clone());
    buttons.push(painting(status, "which-end-result", svg));
    buttons.extend(printing());
    let privacy = "The link holds your answers in a short code. Whoever has it sees this result, and could work out your \
        answers. This page sends it to nobody: who gets it is up to you.";
    let mut all = vec![
        paragraph("no-print", privacy.to_owned()),
        view! {
            <div class="share-link no-print">
                <label for="share-link">{"Link to this result"}</label>
                <input id="share-link" type="text" readonly=true value=link.clone() />
            </div>
        }
        .into_any(),
        boxed("button-row", buttons),
    ];
    if public.is_some() {
        let printed =
            format!("{link} This link holds the answers. Whoever has it could work them out.");
        all.push(paragraph("print-only", printed));
    }
    all.push(outcome(status));
    all
}
