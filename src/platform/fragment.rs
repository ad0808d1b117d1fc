//! The part of the address after `#`: where the visitor is.

use super::Listener;

/// The fragment without its `#`, as the address holds it (percent-encoded); empty where there is none.
pub fn read() -> String {
    web_sys::window()
        .and_then(|window| window.location().hash().ok())
        .map(|hash| hash.trim_start_matches('#').to_owned())
        .unwrap_or_default()
}

/// The page's own address with `fragment` (without `#`), for a link to hand out; without one where it is empty. What
/// stands after `?` in the address is a host's own and is left out.
pub fn address(fragment: &str) -> String {
    let here = web_sys::window()
        .and_then(|window| window.location().href().ok())
        .unwrap_or_default();
    let page = here.split(['#', '?']).next().unwrap_or_default();
    if fragment.is_empty() {
        page.to_owned()
    } else {
        format!("{page}#{fragment}")
    }
}

/// The page's own address for other people's eyes: none where the page is not from the web, since the address of a file
/// names folders of this device.
pub fn web_address() -> Option<String> {
    Some(address("")).filter(|address| on_the_web(address))
}

fn on_the_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

/// Goes to `fragment` (without `#`) as a step that the back button undoes. Listeners hear of it.
pub fn go(fragment: &str) {
    if let Some(window) = web_sys::window() {
        // A page without an address of its own refuses; then there is nowhere to go and the room stays.
        let _ = window.location().set_hash(fragment);
    }
}

/// Puts `fragment` in the address in place of the one there: no step back, and listeners hear nothing.
pub fn replace(fragment: &str) {
    let history = web_sys::window().and_then(|window| window.history().ok());
    if let Some(history) = history {
        // Refused where the page has no address of its own; the room does not depend on it.
        let _ = history.replace_state_with_url(
            &wasm_bindgen::JsValue::NULL,
            "",
            Some(&format!("#{fragment}")),
        );
    }
}

/// Calls `heard` with the new fragment whenever it changes, by links, by [`go`] or by the back button.
pub fn on_change(mut heard: impl FnMut(String) + 'static) -> Option<Listener> {
    Listener::on_window("hashchange", move |_| heard(read()))
}

#[cfg(test)]
mod tests {
    use super::on_the_web;

    #[test]
    fn only_addresses_of_the_web_are_shown_to_others() {
        assert!(on_the_web("https://example.org/quiz/"));
        assert!(on_the_web("http://localhost:8080/"));
        for private in ["file:///home/ada/which-end/index.html", "about:srcdoc", ""] {
            assert!(!on_the_web(private), "{private}");
        }
    }
}
