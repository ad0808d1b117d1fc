//! The fragment that names the view: in the window's address, or in the instance itself if the address is a host's.

use web_sys::{CustomEvent, Event};
use which_end_core::fragment::clean;

use super::Listener;
use super::mount_point::{Address, MountPoint};

/// Event on the mount element when an inline instance's own fragment changes. It does not bubble.
const MOVED: &str = "which-end-moved";

impl MountPoint {
    /// The fragment without its `#`, [cleaned](clean) of changes that programs make to links. Empty if there is none.
    /// All code reads the fragment through this function.
    pub fn fragment(self) -> String {
        let fragment = match self.mounted().as_deref().map(|mounted| &mounted.address) {
            Some(Address::Own { fragment, .. }) => fragment.borrow().clone(),
            Some(Address::Window) => super::window()
                .and_then(|window| window.location().hash().ok())
                .map(|hash| hash.trim_start_matches('#').to_owned())
                .unwrap_or_default(),
            None => String::new(),
        };
        clean(&fragment)
    }

    /// Address of one of our pages, for sharing. `page` is relative to their folder. The query of the current address
    /// belongs to the host and is left out.
    pub fn address(self, page: &str) -> String {
        let current = match self.mounted().as_deref().map(|mounted| &mounted.address) {
            Some(Address::Own { home, .. }) => home.clone(),
            _ => super::window()
                .and_then(|window| window.location().href().ok())
                .unwrap_or_default(),
        };
        let current = current.split(['#', '?']).next().unwrap_or_default();
        let folder = current.rfind('/').map_or("", |end| &current[..=end]);
        format!("{folder}{page}")
    }

    /// The file name of the current page. Empty if the server serves a folder, and for inline instances.
    pub fn page(self) -> String {
        let path = match self.mounted().as_deref().map(|mounted| &mounted.address) {
            Some(Address::Window) => {
                super::window().and_then(|window| window.location().pathname().ok())
            }
            _ => None,
        };
        let path = path.unwrap_or_default();
        path.rsplit('/').next().unwrap_or_default().to_owned()
    }

    /// The page's address for showing to other people. `None` unless it is on the web, because the address of a file
    /// names folders of this device.
    pub fn web_address(self) -> Option<String> {
        Some(self.address("")).filter(|address| is_on_web(address))
    }

    /// Navigates to `fragment` (without `#`) and notifies listeners. Adds a history entry if the address is ours.
    pub fn go(self, fragment: &str) {
        let Some(mounted) = self.mounted() else {
            return;
        };
        match &mounted.address {
            Address::Own { fragment: own, .. } => {
                own.replace(fragment.to_owned());
                if let Ok(event) = CustomEvent::new(MOVED) {
                    // False and errors both mean that nobody listens.
                    let _ = mounted.mount.dispatch_event(&event);
                }
            }
            Address::Window => {
                if let Some(window) = super::window() {
                    // A document without an address refuses. The view then stays.
                    let _ = window.location().set_hash(fragment);
                }
            }
        }
    }

    /// Replaces the fragment without a history entry and without notifying listeners.
    pub fn replace(self, fragment: &str) {
        let Some(mounted) = self.mounted() else {
            return;
        };
        match &mounted.address {
            Address::Own { fragment: own, .. } => {
                own.replace(fragment.to_owned());
            }
            Address::Window => {
                let history = super::window().and_then(|window| window.history().ok());
                if let Some(history) = history {
                    // A document without an address refuses. The view does not depend on it.
                    let _ = history.replace_state_with_url(
                        &history.state().unwrap_or_default(),
                        "",
                        Some(&format!("#{fragment}")),
                    );
                }
            }
        }
    }

    /// Calls `on_change` with the new fragment after links, [`MountPoint::go`] and the back button.
    pub fn on_move(self, on_change: impl Fn(String) + Clone + 'static) -> Vec<Listener> {
        let Some(mounted) = self.mounted() else {
            return Vec::new();
        };
        let handler = move |_: Event| on_change(self.fragment());
        let listeners = match mounted.address {
            Address::Own { .. } => [
                Listener::new(mounted.mount.clone().into(), MOVED, handler),
                None,
            ],
            // `popstate` also fires when `links.js` opens a page without loading it. Some browsers delay `popstate`
            // until the document is loaded.
            Address::Window => {
                ["popstate", "hashchange"].map(|event| Listener::on_window(event, handler.clone()))
            }
        };
        listeners.into_iter().flatten().collect()
    }

    /// Tracks clicks inside an inline instance, before its views handle them, for [`MountPoint::is_in_use`]. `None` if
    /// the address is ours.
    pub fn track_clicks(self) -> Option<Listener> {
        let mounted = self.mounted().filter(|_| self.is_inline())?;
        let on_click = move |_: Event| self.mark_in_use();
        Listener::capturing(mounted.mount.clone().into(), "click", on_click)
    }
}

fn is_on_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

#[cfg(test)]
mod tests {
    use super::is_on_web;

    #[test]
    fn only_addresses_of_the_web_are_shown_to_others() {
        assert!(is_on_web("https://example.org/quiz/"));
        assert!(is_on_web("http://localhost:8080/"));
        for private in ["file:///home/ada/which-end/index.html", "about:srcdoc", ""] {
            assert!(!is_on_web(private), "{private}");
        }
    }
}
