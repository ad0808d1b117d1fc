//! The page around a view: title, focus, colors, print.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Event, FocusOptions, HtmlElement, HtmlInputElement};
use which_end_core::record::Theme;

use super::host::is_framed;
use super::mount_point::{MountPoint, Tree};

/// What is left above an element that is scrolled into view, in px: two lines, so that what leads up to it shows.
const ROOM_ABOVE: f64 = 72.0;

impl MountPoint {
    /// The window's title. A host's page keeps its own.
    pub fn set_title(self, title: &str) {
        if let Some(document) = document().filter(|_| !self.is_inline()) {
            document.set_title(title);
        }
    }

    /// Moves the focus to the element of that id, and scrolls our own window where the element lies outside of it; never a
    /// page around a frame of ours. False where there is none.
    ///
    /// The element has to be focusable: a heading takes `tabindex="-1"`.
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
            if top < ROOM_ABOVE || top > height - ROOM_ABOVE {
                window.scroll_by_with_x_and_y(0.0, top - ROOM_ABOVE);
            }
        }
        true
    }

    /// Takes the focus from what has it in an element that matches `selector`. Where an element with the focus is removed, Chromium
    /// lays the page out once more.
    pub fn blur_in(self, selector: &str) {
        let Some(held) = self.held() else { return };
        let active = match &held.tree {
            Tree::Document(document) => document.active_element(),
            Tree::Shadow(root) => root.active_element(),
        };
        let inside = active.filter(|active| {
            held.mount.contains(Some(active))
                && active.closest(selector).is_ok_and(|found| found.is_some())
        });
        if let Some(active) = inside.and_then(|active| active.dyn_into::<HtmlElement>().ok()) {
            // Some browsers refuse it to what has lost the focus already.
            let _ = active.blur();
        }
    }

    /// Whether the element of that id has the focus.
    pub fn has_focus(self, id: &str) -> bool {
        self.element(id)
            .is_some_and(|element| element.matches(":focus").unwrap_or(false))
    }

    /// [`MountPoint::focus`] once what was just changed is on the page: the application draws right after the event that changed it.
    /// Not with the next frame, which may come after the visitor has moved on by key.
    pub fn focus_soon(self, id: &'static str) {
        self.focus_either_soon(id, id);
    }

    /// The same for `otherwise` where there is no such element yet.
    pub fn focus_either_soon(self, id: &'static str, otherwise: &'static str) {
        let after_drawing = Closure::once_into_js(move || self.focus(id) || self.focus(otherwise));
        if let Some(window) = super::window() {
            // Refused only by a document that is going away.
            let _ = window.set_timeout_with_callback(after_drawing.unchecked_ref());
        }
    }

    /// Whether the focus may be moved here: it is here already, or nowhere else. A press does not always bring it along:
    /// Safari leaves it where it was.
    pub fn may_take_focus(self) -> bool {
        let (Some(document), Some(held)) = (document(), self.held()) else {
            return false;
        };
        match &held.tree {
            Tree::Document(_) => !is_framed() || document.has_focus().unwrap_or(true),
            Tree::Shadow(root) => document
                .active_element()
                .is_none_or(|active| active == root.host() || active.tag_name() == "BODY"),
        }
    }

    /// Scrolls to the top of the view, as after a change of view: our own window, or a host's document that we are a part
    /// of, and that only where our top lies above what is seen. A host's page around a frame of ours stays where it is.
    pub fn scroll_to_top(self) {
        let (Some(window), Some(held)) = (super::window(), self.held()) else {
            return;
        };
        if self.is_inline() {
            let top = held.mount.get_bounding_client_rect().top();
            if top < 0.0 {
                window.scroll_by_with_x_and_y(0.0, top);
            }
        } else {
            window.scroll_to_with_x_and_y(0.0, 0.0);
        }
    }

    /// Sets `data-theme` on our element to `light` or `dark`, or takes it away for [`Theme::Auto`].
    pub fn set_theme(self, theme: Theme) {
        let Some(mount) = self.mount() else { return };
        // Setting an attribute fails for names that are not names, and this one is.
        let _ = match theme {
            Theme::Auto => mount.remove_attribute("data-theme"),
            Theme::Light => mount.set_attribute("data-theme", "light"),
            Theme::Dark => mount.set_attribute("data-theme", "dark"),
        };
    }

    /// Sets custom properties on our element, and takes away those of `before` that are not among them. By property, which
    /// a strict policy allows where it forbids style attributes.
    pub fn set_properties(
        self,
        before: &[(&'static str, String)],
        properties: &[(&'static str, String)],
    ) {
        let Some(mount) = self.mount() else { return };
        let style = mount.style();
        // Refused for names and values that are none, and then the page's own color stays.
        for (name, _) in before {
            let _ = style.remove_property(name);
        }
        for (name, value) in properties {
            let _ = style.set_property(name, value);
        }
    }

    /// Removes the static page, which the application has taken the place of.
    pub fn remove_static_page(self) {
        let found = self
            .mount()
            .and_then(|mount| mount.query_selector("[data-static]").ok().flatten());
        if let Some(page) = found {
            page.remove();
        }
    }

    /// Marks our element as standing in a frame, so that the page is as high as its content and no higher.
    pub fn mark_framed(self) {
        if let Some(mount) = self.mount() {
            // The name is one.
            let _ = mount.set_attribute("data-framed", "");
        }
    }
}

/// Moves the focus to `element` without scrolling anything: browsers would scroll every frame around us as well.
pub fn focus_element(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // Focus is refused for elements that are gone or cannot take it; the visitor's focus stays where it was.
    let _ = element.focus_with_options(&options);
}

/// Longest wait for a frame, ms: some browsers draw none for a while, but still handle input.
const FRAME_PATIENCE: i32 = 50;

/// Sessions `work` once the next frame is on the screen; at once where none is drawn. It may run twice.
pub fn after_paint(work: impl Fn() + Clone + 'static) {
    let window = super::window();
    let is_drawn = document().is_some_and(|document| !document.hidden());
    let Some(window) = window.filter(|_| is_drawn) else {
        return work();
    };
    let late = Closure::once_into_js(work.clone());
    // Refused only by a document that is going away, as below.
    let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(
        late.unchecked_ref(),
        FRAME_PATIENCE,
    );
    let timers = window.clone();
    let in_frame = Closure::once_into_js(move || {
        let work = Closure::once_into_js(work);
        let _ = timers.set_timeout_with_callback(work.unchecked_ref());
    });
    let _ = window.request_animation_frame(in_frame.unchecked_ref());
}

/// Whether `event` comes from a field of a form, where Enter goes on to the next step.
pub fn is_from_field(event: &Event) -> bool {
    event
        .target()
        .is_some_and(|target| target.is_instance_of::<HtmlInputElement>())
}

/// Opens the print dialog. False where the browser or the frame does not allow it.
pub fn print() -> bool {
    super::window().is_some_and(|window| window.print().is_ok())
}

/// Reloads the page.
pub fn reload() {
    if let Some(window) = super::window() {
        // Refused only in a document that is being replaced already.
        let _ = window.location().reload();
    }
}

pub(super) fn document() -> Option<Document> {
    super::window()?.document()
}
