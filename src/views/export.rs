//! Handing things out, the same way from every view: on the clipboard, to the share sheet, as a picture, on paper; and
//! saying what became of it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::embed::use_mount_point;
use crate::platform::share::{ShareError, Shared};
use crate::platform::{file, page, picture, share};
use crate::views::picture_card::{GROUND, HEIGHT, WIDTH};
use crate::views::pieces::button;

/// What became of the last press, as a sentence.
pub(in crate::views) type Status = RwSignal<String>;

/// What to hand out, asked for at the press.
pub(in crate::views) type Made = Callback<(), String>;

/// Says that it is `done`, or why not.
pub(in crate::views) fn show_outcome(status: Status, outcome: Result<(), String>, done: &str) {
    status.set(match outcome {
        Ok(()) => done.to_owned(),
        Err(why) => format!("That did not work: {why}."),
    });
}

/// The same for what the browser opens; nothing where the visitor closed it or has it open already.
fn finished(status: Status, outcome: Result<Shared, ShareError>, done: &str) {
    let done = match outcome {
        Ok(Shared::Cancelled) => "",
        _ => done,
    };
    show_outcome(
        status,
        outcome.map(drop).map_err(|why| why.to_string()),
        done,
    );
}

/// The place where it is said.
pub(in crate::views) fn outcome(status: impl Into<Signal<String>>) -> AnyView {
    let status = status.into();
    view! { <p role="status">{move || status.get()}</p> }.into_any()
}

/// A button that puts a text on the clipboard.
pub(in crate::views) fn copying(
    status: Status,
    label: &'static str,
    text: Made,
    done: &'static str,
) -> AnyView {
    let copy = Callback::new(move |()| {
        let copied = share::copy(&text.run(()));
        spawn_local(async move {
            finished(status, copied.await, done);
        });
    });
    button("quiet-button", label, copy)
}

/// A button that hands a link to the device's share sheet; none where there is no such sheet.
pub(in crate::views) fn sharing(
    status: Status,
    words: &'static str,
    link: Made,
) -> Option<AnyView> {
    share::can_share().then(|| {
        let deliver = Callback::new(move |()| {
            let shared = share::share("Which End", words, &link.run(()));
            spawn_local(async move {
                finished(status, shared.await, "");
            });
        });
        button("quiet-button", "Share the link", deliver)
    })
}

/// A button that saves a card as a picture; `name` is the file's, without its ending.
pub(in crate::views) fn painting(status: Status, name: &'static str, svg: Made) -> AnyView {
    let paint = Callback::new(move |()| {
        let svg = svg.run(());
        spawn_local(async move { save_picture(status, name, &svg).await });
    });
    button("quiet-button", "Save as a picture", paint)
}

/// A button that opens the print dialog; none on a host's page, which would be printed as a whole.
pub(in crate::views) fn printing() -> Option<AnyView> {
    if use_mount_point().is_inline() {
        return None;
    }
    let to_paper = Callback::new(|()| {
        page::print();
    });
    Some(button("quiet-button", "Print", to_paper))
}

async fn save_picture(status: Status, name: &str, svg: &str) {
    let painted = picture::offer(&format!("{name}.png"), svg, (WIDTH, HEIGHT), GROUND).await;
    let Err(why) = painted else {
        status.set("The picture is saved.".to_owned());
        return;
    };
    // What cannot be painted can still be drawn by the program that opens it.
    let drawn = file::offer_as(&format!("{name}.svg"), "image/svg+xml", svg);
    show_outcome(
        status,
        drawn.map_err(|_| why.to_string()),
        "This browser lets no page paint pictures, so you get a drawing instead: an SVG file. Browsers open it.",
    );
}
