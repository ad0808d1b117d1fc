//! The page around a view: title, focus, colors, print.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Event, FocusOptions, HtmlElement, HtmlInputElement};
use which_end_core::record::Theme;

use super::host::is_framed;
use super::mount_point::{MountPoint, Tree};

/// Space left above an element that is scrolled into view, in CSS pixels: about two lines of context.
const SCROLL_MARGIN: f64 = 72.0;

impl MountPoint {
    /// Sets the window's title, unless the document is a host's.
    pub fn set_title(self, title: &str) {
        if let Some(document) = document().filter(|_| !self.is_inline()) {
            document.set_title(title);
        }
    }

    /// Moves the focus to the element with this id. Scrolls our own window if the element is outside it, but never a
    /// page around our frame. Returns false if there is no such element.
    ///
    /// The element must be focusable: a heading needs `tabindex="-1"`.
    pub fn focus(self, id: &str) -> bool {
        let element = self
            .element(id)
            .and_then(|element| element.dyn_into::<HtmlElement>().ok());
        let Some(element) = element else {
            return false;
        };
        focus_element(&element);
        let top = element.get_bounding_client_rect().top();
        if let Some(window) = super::window() {
            let height = window
                .inner_height()
                .ok()
                .and_then(|height| height.as_f64())
                .unwrap_or(f64::INFINITY);
            if top < SCROLL_MARGIN || top > height - SCROLL_MARGIN {
                window.scroll_by_with_x_and_y(0.0, top - SCROLL_MARGIN);
            }
        }
        true
    }

    /// Removes the focus from inside elements that match `selector`. If a focused element is removed from the document,
    /// Chromium computes the layout once more.
    pub fn blur_in(self, selector: &str) {
        let Some(mounted) = self.mounted() else {
            return;
        };
        let active = match &mounted.tree {
            Tree::Document(document) => document.active_element(),
            Tree::Shadow(root) => root.active_element(),
        };
        let inside = active.filter(|active| {
            mounted.mount.contains(Some(active))
                && active.closest(selector).is_ok_and(|found| found.is_some())
        });
        if let Some(active) = inside.and_then(|active| active.dyn_into::<HtmlElement>().ok()) {
            // Some browsers refuse it for elements that have lost the focus already.
            let _ = active.blur();
        }
    }

    /// Whether the element with this id has the focus.
    pub fn has_focus(self, id: &str) -> bool {
        self.element(id)
            .is_some_and(|element| element.matches(":focus").unwrap_or(false))
    }

    /// Calls [`MountPoint::focus`] after pending changes are rendered, which happens right after the current event.
    /// Does not wait for the next frame, since the visitor may move the focus by key before it.
    pub fn focus_soon(self, id: &'static str) {
        self.focus_either_soon(id, id);
    }

    /// The same, with `otherwise` if there is no element `id` yet.
    pub fn focus_either_soon(self, id: &'static str, otherwise: &'static str) {
        let after_render = Closure::once_into_js(move || self.focus(id) || self.focus(otherwise));
        if let Some(window) = super::window() {
            // Fails only if the document is being unloaded.
            let _ = window.set_timeout_with_callback(after_render.unchecked_ref());
        }
    }

    /// Whether the application may move the focus: it is inside already, or on no other element. Safari does not move
    /// it on a click.
    pub fn may_take_focus(self) -> bool {
        let (Some(document), Some(mounted)) = (document(), self.mounted()) else {
            return false;
        };
        match &mounted.tree {
            Tree::Document(_) => !is_framed() || document.has_focus().unwrap_or(true),
            Tree::Shadow(root) => document
                .active_element()
                .is_none_or(|active| active == root.host() || active.tag_name() == "BODY"),
        }
    }

    /// Scrolls to the top of the view. Inline, scrolls the host's document only if our top is above the visible area.
    /// Never scrolls a page around our frame.
    pub fn scroll_to_top(self) {
        let (Some(window), Some(mounted)) = (super::window(), self.mounted()) else {
            return;
        };
        if self.is_inline() {
            let top = mounted.mount.get_bounding_client_rect().top();
            if top < 0.0 {
                window.scroll_by_with_x_and_y(0.0, top);
            }
        } else {
            window.scroll_to_with_x_and_y(0.0, 0.0);
        }
    }

    /// Sets `data-theme` of our element to `light` or `dark`, or removes it for [`Theme::Auto`].
    pub fn set_theme(self, theme: Theme) {
        let Some(mount) = self.mount() else { return };
        // Cannot fail, because the attribute's name is valid.
        let _ = match theme {
            Theme::Auto => mount.remove_attribute("data-theme"),
            Theme::Light => mount.set_attribute("data-theme", "light"),
            Theme::Dark => mount.set_attribute("data-theme", "dark"),
        };
    }

    /// Sets custom properties of our element and removes those of `before`. Uses properties, because a strict policy
    /// forbids style attributes.
    pub fn set_properties(
        self,
        before: &[(&'static str, String)],
        properties: &[(&'static str, String)],
    ) {
        let Some(mount) = self.mount() else { return };
        let style = mount.style();
        // Invalid names and values are refused, and the default color stays.
        for (name, _) in before {
            let _ = style.remove_property(name);
        }
        for (name, value) in properties {
            let _ = style.set_property(name, value);
        }
    }

    /// Removes the static page after the takeover.
    pub fn remove_static_page(self) {
        let found = self
            .mount()
            .and_then(|mount| mount.query_selector("[data-static]").ok().flatten());
        if let Some(page) = found {
            page.remove();
        }
    }

    /// Marks our element as framed, so that the page is exactly as high as its content.
    pub fn mark_framed(self) {
        if let Some(mount) = self.mount() {
            // Cannot fail, because the attribute's name is valid.
            let _ = mount.set_attribute("data-framed", "");
        }
    }
}

/// Moves the focus without scrolling. Browsers would otherwise scroll every frame around ours.
pub fn focus_element(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // Fails if the element is gone or not focusable. The focus then stays.
    let _ = element.focus_with_options(&options);
}

/// Longest wait for a frame, in milliseconds. Some browsers pause rendering while they still handle input.
const FRAME_TIMEOUT: i32 = 50;

/// Runs `task` after the next frame is painted, or at once if the document is hidden. May run it twice.
pub fn after_paint(task: impl Fn() + Clone + 'static) {
    let window = super::window();
    let is_visible = document().is_some_and(|document| !document.hidden());
    let Some(window) = window.filter(|_| is_visible) else {
        return task();
    };
    let timeout = Closure::once_into_js(task.clone());
    // Fails only if the document is being unloaded, as below.
    let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(
        timeout.unchecked_ref(),
        FRAME_TIMEOUT,
    );
    let timer_window = window.clone();
    let in_frame = Closure::once_into_js(move || {
        let task = Closure::once_into_js(task);
        let _ = timer_window.set_timeout_with_callback(task.unchecked_ref());
    });
    let _ = window.request_animation_frame(in_frame.unchecked_ref());
}

/// Whether `event` comes from an input field, where Enter submits.
pub fn is_from_field(event: &Event) -> bool {
    event
        .target()
        .is_some_and(|target| target.is_instance_of::<HtmlInputElement>())
}

/// Opens the print dialog. Returns false if the browser or the frame does not allow it.
pub fn print() -> bool {
    super::window().is_some_and(|window| window.print().is_ok())
}

/// Reloads the page.
pub fn reload() {
    if let Some(window) = super::window() {
        // Fails only if the document is being replaced already.
        let _ = window.location().reload();
    }
}

pub(super) fn document() -> Option<Document> {
    super::window()?.document()
}
