//! The document around the application: title, focus, theme, print.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, FocusOptions, HtmlElement};
use which_end_core::record::Theme;

/// The document's title. The host's title is left alone when we are framed by being our own document's.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// What is left above an element that is scrolled into view, in px: two lines, so that what leads up to it shows.
const ROOM_ABOVE: f64 = 72.0;

/// Moves the focus to the element of that id, and scrolls our own window where the element lies outside of it; never a
/// page around us. False where there is none.
///
/// The element has to be focusable: a heading takes `tabindex="-1"`.
pub fn focus(id: &str) -> bool {
    let element = document().and_then(|document| document.get_element_by_id(id));
    let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) else {
        return false;
    };
    focus_element(&element);
    let top = element.get_bounding_client_rect().top();
    if let Some(window) = web_sys::window() {
        let height = window
            .inner_height()
            .ok()
            .and_then(|height| height.as_f64())
            .unwrap_or(f64::INFINITY);
        if top < ROOM_ABOVE || top > height - ROOM_ABOVE {
            window.scroll_by_with_x_and_y(0.0, top - ROOM_ABOVE);
        }
    }
    true
}

/// [`focus`] once what was just changed is on the page: the application draws after the event that changed it.
pub fn focus_soon(id: &'static str) {
    let after_drawing = Closure::once_into_js(move || focus(id));
    if let Some(window) = web_sys::window() {
        // Refused only by a document that is going away.
        let _ = window.request_animation_frame(after_drawing.unchecked_ref());
    }
}

/// Moves the focus to `element` without scrolling anything: browsers would scroll every frame around us as well.
pub fn focus_element(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // Focus is refused for elements that are gone or cannot take it; the visitor's focus stays where it was.
    let _ = element.focus_with_options(&options);
}

/// Scrolls our own window to its top, as after a change of room. A host's page around us stays where it is.
pub fn scroll_to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Sets `data-theme` on the root element to `light` or `dark`, or takes it away for [`Theme::Auto`].
pub fn set_theme(theme: Theme) {
    let Some(root) = document().and_then(|document| document.document_element()) else {
        return;
    };
    // Setting an attribute fails for names that are not names, and this one is.
    let _ = match theme {
        Theme::Auto => root.remove_attribute("data-theme"),
        Theme::Light => root.set_attribute("data-theme", "light"),
        Theme::Dark => root.set_attribute("data-theme", "dark"),
    };
}

/// Marks the root element as standing in a frame, so that the page is as high as its content and no higher.
pub fn mark_framed() {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        // The name is one.
        let _ = root.set_attribute("data-framed", "");
    }
}

/// Opens the print dialog. False where the browser or the frame does not allow it.
pub fn print() -> bool {
    web_sys::window().is_some_and(|window| window.print().is_ok())
}

/// Reloads the page.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        // Refused only in a document that is being replaced already.
        let _ = window.location().reload();
    }
}

pub(super) fn document() -> Option<Document> {
    web_sys::window()?.document()
}
