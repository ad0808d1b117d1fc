//! Handing the result out: as a link, as a picture, on paper.

use leptos::prelude::*;
use leptos::task::spawn_local;
use which_end_core::quiz::report::Report;

use super::card;
use crate::platform::{file, fragment, page, picture, share};

const PICTURE: &str = "which-end-result.png";
const DRAWING: &str = "which-end-result.svg";

/// The link, the picture and the print, each by a button.
#[component]
pub(super) fn HandOut(report: Report, code: String) -> impl IntoView {
    let link = fragment::address(&format!("/shared?r={code}"));
    // What became of the last press, as a sentence.
    let told = RwSignal::new(String::new());
    let tell = move |outcome: Result<(), String>, done: &'static str| {
        told.set(match outcome {
            Ok(()) => done.to_owned(),
            Err(why) => format!("That did not work: {why}."),
        });
    };
    let copy = {
        let link = link.clone();
        move |_| {
            let copied = share::copy(&link);
            spawn_local(async move {
                tell(
                    copied.await.map_err(|why| why.to_string()),
                    "The link is copied.",
                );
            });
        }
    };
    let sheet = share::can_share().then(|| {
        let link = link.clone();
        let send = move |_| {
            let sent = share::share("Which End", "My result: back end or front end?", &link);
            spawn_local(async move {
                if let Err(why) = sent.await {
                    tell(Err(why.to_string()), "");
                }
            });
        };
        view! { <button type="button" class="quiet-button" on:click=send>{"Share the link"}</button> }
    });
    let paint = move |_| {
        let svg = card::svg(&report, &fragment::address(""));
        spawn_local(async move {
            let painted =
                picture::offer(PICTURE, &svg, (card::WIDTH, card::HEIGHT), card::GROUND).await;
            match painted {
                Ok(()) => told.set("The picture is saved.".to_owned()),
                // What cannot be painted can still be drawn by the program that opens it.
                Err(why) => tell(
                    file::offer_as(DRAWING, "image/svg+xml", &svg).map_err(|_| why.to_string()),
                    "This browser lets no page paint pictures, so you get a drawing instead: an SVG file. Browsers open it.",
                ),
            }
        });
    };
    view! {
        <p class="no-print">
            {"The link holds your answers in a short code. Whoever has it sees this result, and could work out your answers. \
            This page sends it to nobody: who gets it is up to you."}
        </p>
        <div class="share-link no-print">
            <label for="share-link">{"Link to this result"}</label>
            <input id="share-link" type="text" readonly=true value=link.clone() />
        </div>
        <div class="button-row">
            <button type="button" class="quiet-button" on:click=copy>{"Copy the link"}</button>
            {sheet}
            <button type="button" class="quiet-button" on:click=paint>{"Save as a picture"}</button>
            <button type="button" class="quiet-button" on:click=|_| { page::print(); }>{"Print"}</button>
        </div>
        <p class="print-only">{link}</p>
        <p role="status">{move || told.get()}</p>
    }
}
