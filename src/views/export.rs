//! Export controls that all views share: copy, share sheet, picture and print, with a status line.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::embed::use_mount_point;
use crate::platform::share::{ShareError, Shared};
use crate::platform::{file, page, picture, share};
use crate::views::picture_card::{BACKGROUND, HEIGHT, WIDTH};
use crate::views::pieces::button;

/// Status message of the last click.
pub(in crate::views) type Status = RwSignal<String>;

/// Content to export, generated on click.
pub(in crate::views) type TextSource = Callback<(), String>;

/// Sets the status to `done`, or to the error.
pub(in crate::views) fn set_status(status: Status, status_line: Result<(), String>, done: &str) {
    status.set(match status_line {
        Ok(()) => done.to_owned(),
        Err(why) => format!("That did not work: {why}."),
    });
}

/// The same for the share sheet and the clipboard. Empty if the visitor canceled or the sheet is open already.
fn set_share_status(status: Status, status_line: Result<Shared, ShareError>, done: &str) {
    let done = match status_line {
        Ok(Shared::Cancelled) => "",
        _ => done,
    };
    set_status(
        status,
        status_line.map(drop).map_err(|why| why.to_string()),
        done,
    );
}

/// The live region with the status.
pub(in crate::views) fn status_line(status: impl Into<Signal<String>>) -> AnyView {
    let status = status.into();
    view! { <p role="status">{move || status.get()}</p> }.into_any()
}

/// A button that copies a text.
pub(in crate::views) fn copy_button(
    status: Status,
    label: &'static str,
    text: TextSource,
    done: &'static str,
) -> AnyView {
    let copy = Callback::new(move |()| {
        let copied = share::copy(&text.run(()));
        spawn_local(async move {
            set_share_status(status, copied.await, done);
        });
    });
    button("quiet-button", label, copy)
}

/// A button that opens the share sheet with a link. `None` if the device has none.
pub(in crate::views) fn share_button(
    status: Status,
    title: &'static str,
    link: TextSource,
) -> Option<AnyView> {
    share::can_share().then(|| {
        let share_link = Callback::new(move |()| {
            let shared = share::share("Which End", title, &link.run(()));
            spawn_local(async move {
                set_share_status(status, shared.await, "");
            });
        });
        button("quiet-button", "Share the link", share_link)
    })
}

/// A button that saves an SVG as a picture. `name` is the file name without extension.
pub(in crate::views) fn picture_button(
    status: Status,
    name: &'static str,
    svg: TextSource,
) -> AnyView {
    let save = Callback::new(move |()| {
        let svg = svg.run(());
        spawn_local(async move { save_picture(status, name, &svg).await });
    });
    button("quiet-button", "Save as a picture", save)
}

/// A button that opens the print dialog. `None` inline, because it would print the host's whole page.
pub(in crate::views) fn print_button() -> Option<AnyView> {
    if use_mount_point().is_inline() {
        return None;
    }
    let print = Callback::new(|()| {
        page::print();
    });
    Some(button("quiet-button", "Print", print))
}

async fn save_picture(status: Status, name: &str, svg: &str) {
    let result = picture::download(&format!("{name}.png"), svg, (WIDTH, HEIGHT), BACKGROUND).await;
    let Err(why) = result else {
        status.set("The picture is saved.".to_owned());
        return;
    };
    // If PNG export fails, save the SVG itself.
    let saved = file::download_as(&format!("{name}.svg"), "image/svg+xml", svg);
    set_status(
        status,
        saved.map_err(|_| why.to_string()),
        "This browser lets no page paint pictures, so you get a drawing instead: an SVG file. Browsers open it.",
    );
}
