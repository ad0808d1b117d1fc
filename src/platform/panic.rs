//! The panel shown after a panic. It does not depend on the application.
//!
//! After a panic, the application's memory cannot be trusted and its event handlers may be stuck. So the panel's
//! controls run no Rust: one is a browser function with bound arguments, one a download link prepared in advance.

use std::panic::PanicHookInfo;
use std::sync::atomic::{AtomicBool, Ordering};

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement, Window};

use super::mount_point::{MountPoint, Tree};
use super::{file, storage};

/// Set by the first panic, so that later ones change nothing.
static SHOWN: AtomicBool = AtomicBool::new(false);

/// Installs a panic hook that shows the panel.
pub fn install_hook() {
    std::panic::set_hook(Box::new(on_panic));
}

fn on_panic(info: &PanicHookInfo<'_>) {
    let details = info.to_string();
    web_sys::console::error_1(&details.as_str().into());
    if !SHOWN.swap(true, Ordering::Relaxed) {
        // Without a document, the console has the message.
        let _ = show(&details);
    }
}

fn show(details: &str) -> Result<(), JsValue> {
    let window = super::window().ok_or(JsValue::NULL)?;
    let document = window.document().ok_or(JsValue::NULL)?;
    let body = document.body().ok_or(JsValue::NULL)?;
    let inline: Vec<HtmlElement> = MountPoint::all()
        .iter()
        .filter(|mounted| matches!(mounted.tree, Tree::Shadow(_)))
        .map(|mounted| mounted.mount.clone())
        .collect();
    if inline.is_empty() {
        let panel = panel(&window, &document, details)?;
        place_on_top(&panel)?;
        body.append_child(&panel)?;
        // The focus may be refused. The role `alertdialog` announces the panel too.
        let _ = panel.focus();
    }
    // The host's page still works, so only our mount elements are replaced, and the focus stays.
    for mount in inline {
        mount.replace_children_with_node_1(&*panel(&window, &document, details)?);
    }
    Ok(())
}

fn panel(window: &Window, document: &Document, details: &str) -> Result<HtmlElement, JsValue> {
    let saved = storage::stored();
    let panel = element(document, "div", "broken")?;
    panel.set_attribute("role", "alertdialog")?;
    panel.set_attribute("aria-labelledby", "broken-title")?;
    panel.set_attribute("tabindex", "-1")?;
    let title = element(document, "h2", "broken-title")?;
    title.set_id("broken-title");
    title.set_text_content(Some("Something broke."));
    panel.append_child(&title)?;
    let text = element(document, "p", "broken-text")?;
    text.set_text_content(Some(match &saved {
        Some(saved) if saved.complete => "Your answers are saved. Reload the page to go on.",
        Some(_) => "Most of your answers are saved; the last ones could not be. Reload the page to go on.",
        None => "That is our fault. Nothing is saved on this device, so you will start again after a reload.",
    }));
    panel.append_child(&text)?;

    let reload = element(document, "button", "button broken-reload")?;
    reload.set_attribute("type", "button")?;
    reload.set_text_content(Some("Reload"));
    reload.add_event_listener_with_callback("click", &native_reload(window)?)?;
    panel.append_child(&reload)?;
    if let Some(saved) = saved {
        // The panel must appear even if these fail.
        let _ = add_download(document, &panel, &saved.text);
        let _ = add_reset_button(document, &panel);
    }

    let more = element(document, "details", "broken-details")?;
    let summary = element(document, "summary", "")?;
    summary.set_text_content(Some("Details for a bug report"));
    let listing = element(document, "pre", "")?;
    listing.set_text_content(Some(details));
    more.append_child(&summary)?;
    more.append_child(&listing)?;
    panel.append_child(&more)?;

    Ok(panel)
}

/// A download link for the stored text, styled as a button.
fn add_download(document: &Document, panel: &Element, saved: &str) -> Result<(), JsValue> {
    let link = element(document, "a", "button broken-file")?;
    link.set_attribute("href", &file::object_url(saved)?)?;
    link.set_attribute("download", "which-end-answers.json")?;
    link.set_text_content(Some("Save my answers to a file"));
    panel.append_child(&link)?;
    Ok(())
}

/// A button that sets the saved record aside and restarts. `starts.js` handles it, in our own documents only.
fn add_reset_button(document: &Document, panel: &Element) -> Result<(), JsValue> {
    if MountPoint::is_hosts_document() {
        return Ok(());
    }
    let button = element(document, "button", "button broken-fresh")?;
    button.set_attribute("type", "button")?;
    button.set_text_content(Some("Start without my saved answers"));
    panel.append_child(&button)?;
    Ok(())
}

/// The browser's own reload. Bound to `false`, because Firefox treats the click event as a request to bypass the
/// service worker, and that fails offline.
fn native_reload(window: &Window) -> Result<Function, JsValue> {
    let location = window.location();
    let reload: Function = Reflect::get(&location, &"reload".into())?.dyn_into()?;
    Ok(reload.bind1(&location, &JsValue::FALSE).unchecked_into())
}

fn element(document: &Document, name: &str, class: &str) -> Result<HtmlElement, JsValue> {
    let element = document.create_element(name)?;
    if !class.is_empty() {
        element.set_class_name(class);
    }
    element.dyn_into().map_err(Into::into)
}

/// Places the panel above everything, even without our style sheet. Uses properties, because a strict policy forbids
/// style attributes.
fn place_on_top(panel: &HtmlElement) -> Result<(), JsValue> {
    let style = panel.style();
    for (property, value) in [
        ("position", "fixed"),
        ("inset", "0"),
        ("z-index", "2147483647"),
        ("overflow", "auto"),
        ("padding", "2rem"),
        ("background", "Canvas"),
        ("color", "CanvasText"),
    ] {
        style.set_property(property, value)?;
    }
    Ok(())
}
