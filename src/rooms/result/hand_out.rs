//! Handing the result out: as a link, as a picture, on paper.

use leptos::prelude::*;
use leptos::task::spawn_local;
use which_end_core::quiz::report::Report;

use super::card;
use super::pieces::{boxed, button, paragraph};
use crate::platform::{file, fragment, page, picture, share};

const PICTURE: &str = "which-end-result.png";
const DRAWING: &str = "which-end-result.svg";

/// What became of the last press, as a sentence.
type Told = RwSignal<String>;

fn tell(told: Told, outcome: Result<(), String>, done: &str) {
    told.set(match outcome {
        Ok(()) => done.to_owned(),
        Err(why) => format!("That did not work: {why}."),
    });
}

/// The link, the picture and the print, each by a button.
pub(super) fn ways(report: &Report, code: &str) -> Vec<AnyView> {
    let link = fragment::address(&format!("/shared?r={code}"));
    let told = RwSignal::new(String::new());
    let copied = link.clone();
    let copy = Callback::new(move |()| {
        let copied = share::copy(&copied);
        spawn_local(async move {
            let outcome = copied.await.map_err(|why| why.to_string());
            tell(told, outcome, "The link is copied.");
        });
    });
    let mut buttons = vec![button("quiet-button", "Copy the link", copy)];
    if share::can_share() {
        let sent = link.clone();
        let hand_over = Callback::new(move |()| {
            let shared = share::share("Which End", "My result: back end or front end?", &sent);
            spawn_local(async move {
                let outcome = shared.await.map(drop).map_err(|why| why.to_string());
                tell(told, outcome, "");
            });
        });
        buttons.push(button("quiet-button", "Share the link", hand_over));
    }
    let public = fragment::web_address();
    let svg = card::svg(report, public.as_deref());
    let paint = Callback::new(move |()| {
        let svg = svg.clone();
        spawn_local(async move { save_picture(told, &svg).await });
    });
    buttons.push(button("quiet-button", "Save as a picture", paint));
    let to_paper = Callback::new(|()| {
        page::print();
    });
    buttons.push(button("quiet-button", "Print", to_paper));
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
    all.push(view! { <p role="status">{move || told.get()}</p> }.into_any());
    all
}

async fn save_picture(told: Told, svg: &str) {
    let painted = picture::offer(PICTURE, svg, (card::WIDTH, card::HEIGHT), card::GROUND).await;
    let Err(why) = painted else {
        told.set("The picture is saved.".to_owned());
        return;
    };
    // What cannot be painted can still be drawn by the program that opens it.
    let drawn = file::offer_as(DRAWING, "image/svg+xml", svg);
    tell(
        told,
        drawn.map_err(|_| why.to_string()),
        "This browser lets no page paint pictures, so you get a drawing instead: an SVG file. Browsers open it.",
    );
}
