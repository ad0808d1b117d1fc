//! The element that we are mounted in, and the frame around us.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, ResizeObserver, UrlSearchParams};

use super::page::document;

/// The element that the application goes into: the document's `<which-end>`.
pub fn mount_element() -> Option<HtmlElement> {
    document()?
        .query_selector("which-end")
        .ok()??
        .dyn_into()
        .ok()
}

/// Whether our page stands in a frame of another page.
pub fn is_framed() -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    // Comparing windows is allowed across origins; looking into them is not, and is not done.
    window
        .parent()
        .ok()
        .flatten()
        .is_some_and(|parent| !js_sys::Object::is(&parent, &window))
}

/// What the host wrote behind the `?` of our address under `name`, cut to 80 characters.
pub fn option(name: &str) -> Option<String> {
    let query = web_sys::window()?.location().search().ok()?;
    let value = UrlSearchParams::new_with_str(&query).ok()?.get(name)?;
    Some(value.chars().take(80).collect())
}

/// Watches our height until dropped.
#[must_use = "a dropped watch sees nothing"]
pub struct HeightWatch {
    observer: ResizeObserver,
    _seen: Closure<dyn FnMut()>,
}

impl HeightWatch {
    /// Watches for as long as the page lives.
    pub fn forever(self) {
        std::mem::forget(self);
    }
}

impl Drop for HeightWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Calls `seen` with the height of our content in CSS pixels, now and whenever it changes.
pub fn on_height(mut seen: impl FnMut(u32) + 'static) -> Option<HeightWatch> {
    let mount = mount_element()?;
    let watched = mount.clone();
    let mut told = None;
    let on_change = Closure::<dyn FnMut()>::new(move || {
        let height = u32::try_from(watched.offset_height()).unwrap_or(0);
        if told != Some(height) {
            told = Some(height);
            seen(height);
        }
    });
    let observer = ResizeObserver::new(on_change.as_ref().unchecked_ref()).ok()?;
    observer.observe(&mount);
    Some(HeightWatch {
        observer,
        _seen: on_change,
    })
}

/// What a host may learn from us. Never answers, never results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToHost {
    /// Height of our content, CSS pixels.
    Height(u32),
    /// Mounted and usable.
    Ready,
    /// The room changed: the host may want to show the frame's top.
    RoomChanged,
}

/// Version of the messages.
const PROTOCOL: u32 = 1;

/// Tells the page around us, if there is one: `{source: "which-end", protocol: 1, type, height?}`.
pub fn tell(message: ToHost) {
    if !is_framed() {
        return;
    }
    let Some(parent) = web_sys::window().and_then(|window| window.parent().ok().flatten()) else {
        return;
    };
    let object = js_sys::Object::new();
    let set = |name: &str, value: JsValue| {
        // A plain new object takes every field.
        let _ = js_sys::Reflect::set(&object, &name.into(), &value);
    };
    set("source", "which-end".into());
    set("protocol", PROTOCOL.into());
    match message {
        ToHost::Height(pixels) => {
            set("type", "height".into());
            set("height", pixels.into());
        }
        ToHost::Ready => set("type", "ready".into()),
        ToHost::RoomChanged => set("type", "room-changed".into()),
    }
    // To any origin: a height and two signs are nobody's secret, and we cannot know who frames us.
    let _ = parent.post_message(&object, "*");
}
