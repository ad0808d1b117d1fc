//! Export of the result: link, picture, print.

use leptos::prelude::*;
use which_end_core::quiz::report::Report;

use super::card;
use crate::embed::use_mount_point;
use crate::route::Route;
use crate::views::export::{copy_button, picture_button, print_button, share_button, status_line};
use crate::views::pieces::{boxed, paragraph};

/// The link with buttons to copy, share, save and print.
pub(super) fn content(report: &Report, code: &str) -> Vec<AnyView> {
    let mount_point = use_mount_point();
    let link = mount_point.address(&Route::Shared.link(&format!("r={code}")));
    let status = RwSignal::new(String::new());
    let copied = link.clone();
    let make_link = Callback::new(move |()| copied.clone());
    let mut buttons = vec![copy_button(
        status,
        "Copy the link",
        make_link,
        "The link is copied.",
    )];
    buttons.extend(share_button(
        status,
        "My result: back end or front end?",
        make_link,
    ));
    let public = mount_point.web_address();
    let svg = card::svg(report, public.as_deref());
    let svg = Callback::new(move |()| svg.clone());
    buttons.push(picture_button(status, "which-end-result", svg));
    buttons.extend(print_button());
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
    all.push(status_line(status));
    all
}
