//! The readable page's own elements, kept when the application takes its place: long texts are shown from there, so
//! that they exist once.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::today;

thread_local! {
    /// The readable page, out of the document.
    static KEPT: RefCell<Option<Element>> = const { RefCell::new(None) };
}

/// Takes the readable page out of the document and keeps it. False where there was none.
pub fn keep(mount: &HtmlElement) -> bool {
    let Ok(Some(readable)) = mount.query_selector("[data-static]") else {
        return false;
    };
    readable.remove();
    KEPT.with_borrow_mut(|kept| *kept = Some(readable));
    true
}

/// Puts a copy of what the section with that id holds into `place`. False where there is no such section.
pub fn show(id: &str, place: &Element) -> bool {
    KEPT.with_borrow(|kept| {
        let selector = format!("[id=\"{id}\"]");
        let section = kept.as_ref()?.query_selector(&selector).ok()??;
        let copy: Element = section.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
        copy.remove_attribute("id").ok()?;
        mark_old(&copy);
        place.replace_children_with_node_1(&copy);
        Some(())
    })
    .is_some()
}

/// Shows the marks of what is old by now, and hides the others: the page may have been built long ago. The day of each
/// stands in its `data-old`, and days written as `2026-11-25` are in the order of their letters.
fn mark_old(part: &Element) {
    let (Some(today), Ok(marks)) = (today::today(), part.query_selector_all("[data-old]")) else {
        return;
    };
    let today = today.to_string();
    for index in 0..marks.length() {
        let Some(Ok(mark)) = marks.get(index).map(JsCast::dyn_into::<Element>) else {
            continue;
        };
        let old = mark
            .get_attribute("data-old")
            .is_some_and(|day| day <= today);
        // The name is one.
        let _ = if old {
            mark.remove_attribute("hidden")
        } else {
            mark.set_attribute("hidden", "")
        };
    }
}

/// Gives the first heading in `place` the id under which it takes the focus.
pub fn name_heading(place: &Element, id: &str) {
    if let Ok(Some(heading)) = place.query_selector("h1") {
        heading.set_id(id);
        // The name is one.
        let _ = heading.set_attribute("tabindex", "-1");
    }
}

/// Gives the first link in `place` that carries `attribute` another aim and other words.
pub fn point(place: &Element, attribute: &str, href: &str, words: &str) {
    if let Ok(Some(link)) = place.query_selector(&format!("a[{attribute}]")) {
        link.set_text_content(Some(words));
        // The name is one.
        let _ = link.set_attribute("href", href);
    }
}

/// Replaces the texts of the elements in `place` that carry `attribute`, in order.
pub fn fill(place: &Element, attribute: &str, texts: impl IntoIterator<Item = String>) {
    let Ok(found) = place.query_selector_all(&format!("[{attribute}]")) else {
        return;
    };
    for (index, text) in (0..found.length()).zip(texts) {
        if let Some(node) = found.get(index) {
            node.set_text_content(Some(&text));
        }
    }
}
