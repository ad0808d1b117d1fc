//! Where the visitor is: the part of the address after `#`, or what stands for it where the address is a host's.

use web_sys::{CustomEvent, Event};
use which_end_core::fragment::clean;

use super::Listener;
use super::mount_point::{Address, MountPoint};

/// Told to the element that we live in when its own address changes. It does not bubble.
const MOVED: &str = "which-end-moved";

impl MountPoint {
    /// The fragment without its `#`, [cleaned](clean) of what programs do to links on their way; empty where there is none.
    /// Everything that reads the fragment reads it from here.
    pub fn fragment(self) -> String {
        let fragment = match self.held().as_deref().map(|held| &held.address) {
            Some(Address::Own { fragment, .. }) => fragment.borrow().clone(),
            Some(Address::Window) => super::window()
                .and_then(|window| window.location().hash().ok())
                .map(|hash| hash.trim_start_matches('#').to_owned())
                .unwrap_or_default(),
            None => String::new(),
        };
        clean(&fragment)
    }

    /// The address of one of our pages, for a link to share; `page` is relative to their folder. What stands after `?` in the
    /// address is a host's own and is left out.
    pub fn address(self, page: &str) -> String {
        let here = match self.held().as_deref().map(|held| &held.address) {
            Some(Address::Own { home, .. }) => home.clone(),
            _ => super::window()
                .and_then(|window| window.location().href().ok())
                .unwrap_or_default(),
        };
        let here = here.split(['#', '?']).next().unwrap_or_default();
        let folder = here.rfind('/').map_or("", |end| &here[..=end]);
        format!("{folder}{page}")
    }

    /// The file name of our page in the address; empty where the host serves a folder, and where the address is a host's.
    pub fn page(self) -> String {
        let path = match self.held().as_deref().map(|held| &held.address) {
            Some(Address::Window) => {
                super::window().and_then(|window| window.location().pathname().ok())
            }
            _ => None,
        };
        let path = path.unwrap_or_default();
        path.rsplit('/').next().unwrap_or_default().to_owned()
    }

    /// The page's own address for other people's eyes: none where the page is not from the web, since the address of a
    /// file names folders of this device.
    pub fn web_address(self) -> Option<String> {
        Some(self.address("")).filter(|address| on_the_web(address))
    }

    /// Goes to `fragment` (without `#`) as a step that the back button undoes, where the address is ours. Listeners hear
    /// of it.
    pub fn go(self, fragment: &str) {
        let Some(held) = self.held() else { return };
        match &held.address {
            Address::Own { fragment: own, .. } => {
                own.replace(fragment.to_owned());
                if let Ok(event) = CustomEvent::new(MOVED) {
                    // False and errors both mean that nobody listens.
                    let _ = held.mount.dispatch_event(&event);
                }
            }
            Address::Window => {
                if let Some(window) = super::window() {
                    // A page without an address of its own refuses; then there is nowhere to go and the view stays.
                    let _ = window.location().set_hash(fragment);
                }
            }
        }
    }

    /// Puts `fragment` in the address in place of the one there: no step back, and listeners hear nothing.
    pub fn replace(self, fragment: &str) {
        let Some(held) = self.held() else { return };
        match &held.address {
            Address::Own { fragment: own, .. } => {
                own.replace(fragment.to_owned());
            }
            Address::Window => {
                let history = super::window().and_then(|window| window.history().ok());
                if let Some(history) = history {
                    // Refused where the page has no address of its own; the view does not depend on it.
                    let _ = history.replace_state_with_url(
                        &history.state().unwrap_or_default(),
                        "",
                        Some(&format!("#{fragment}")),
                    );
                }
            }
        }
    }

    /// Calls `on_change` with the new fragment whenever it changes, by links, by [`MountPoint::go`] or by the back button.
    pub fn on_move(self, on_change: impl Fn(String) + Clone + 'static) -> Vec<Listener> {
        let Some(held) = self.held() else {
            return Vec::new();
        };
        let handler = move |_: Event| on_change(self.fragment());
        let listeners = match held.address {
            Address::Own { .. } => [
                Listener::new(held.mount.clone().into(), MOVED, handler),
                None,
            ],
            // `popstate` also comes when `links.js` opens a page without loading it. Some browsers delay it until the document is
            // loaded.
            Address::Window => {
                ["popstate", "hashchange"].map(|event| Listener::on_window(event, handler.clone()))
            }
        };
        listeners.into_iter().flatten().collect()
    }

    /// Where the address is the host's: notes each press in this place, before the view acts on it. Nothing to do where the
    /// address is ours.
    pub fn watch_use(self) -> Option<Listener> {
        let held = self.held().filter(|_| self.is_inline())?;
        let noted = move |_: Event| self.use_now();
        Listener::before_others(held.mount.clone().into(), "click", noted)
    }
}

fn on_the_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
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
