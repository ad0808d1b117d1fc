//! The page around us: what it asks for, what it is told, and what it may send.

use js_sys::{Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, CustomEventInit, MessageEvent, ResizeObserver, ShadowRoot, Window};

use super::Listener;
use super::mount_point::{MountPoint, Tree};

/// Whether our page stands in a frame of another page.
pub fn is_framed() -> bool {
    parent().is_some()
}

/// The window around ours; none where ours is the outermost.
fn parent() -> Option<Window> {
    let window = super::window()?;
    // Comparing windows is allowed across origins; looking into them is not, and is not done.
    let parent = window.parent().ok()??;
    (!Object::is(&parent, &window)).then_some(parent)
}

/// What the page around ours can read of what a visitor does here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// There is no page around ours.
    Nobody,
    /// The messages that we send: how far the visitor is.
    Progress,
    /// Everything: we are a part of its document, or in a frame of its own origin.
    Answers,
}

/// Who can read along; `inline` where we are a part of a host's document.
pub fn readers(inline: bool) -> Readers {
    if inline {
        return Readers::Answers;
    }
    match parent() {
        None => Readers::Nobody,
        // Reading the address of a page of another origin throws.
        Some(parent) if parent.location().href().is_ok() => Readers::Answers,
        Some(_) => Readers::Progress,
    }
}

/// What stands behind the `?` of our own address.
pub fn query() -> String {
    super::window()
        .and_then(|window| window.location().search().ok())
        .unwrap_or_default()
}

/// Watches our height until dropped.
#[must_use = "a dropped watch sees nothing"]
pub struct HeightWatch {
    observer: ResizeObserver,
    _seen: Closure<dyn FnMut()>,
}

impl Drop for HeightWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// What a host may learn from us. Never answers, and the outcome only where the host has asked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ToHost {
    /// Mounted and usable.
    Ready,
    /// Height of our content, CSS pixels.
    Resize(u32),
    /// Another view is on show; which.
    ViewChanged(&'static str),
    /// The first question was answered.
    QuizStart,
    /// So many questions were answered.
    QuizStep(usize),
    /// A result came up; which end, where the host asked.
    QuizComplete(Option<&'static str>),
    /// Pay is on show.
    EstimateView,
    /// A link of the host's own was pressed: `apply`, or the name of a job in its own list.
    CtaClick(String),
    /// Nothing can be kept on this device.
    StorageUnavailable,
    /// Something the owner should know, as a sentence.
    Error(String),
}

impl ToHost {
    fn name(&self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Resize(_) => "resize",
            Self::ViewChanged(_) => "view-changed",
            Self::QuizStart => "quiz-start",
            Self::QuizStep(_) => "quiz-step",
            Self::QuizComplete(_) => "quiz-complete",
            Self::EstimateView => "estimate-view",
            Self::CtaClick(_) => "cta-click",
            Self::StorageUnavailable => "storage-unavailable",
            Self::Error(_) => "error",
        }
    }

    /// What it says beside its name.
    fn detail(&self) -> Option<(&'static str, JsValue)> {
        match self {
            Self::Resize(pixels) => Some(("height", (*pixels).into())),
            Self::ViewChanged(view) => Some(("view", (*view).into())),
            // Far below 2^32.
            Self::QuizStep(count) => Some(("index", u32::try_from(*count).unwrap_or(0).into())),
            Self::QuizComplete(outcome) => outcome.map(|outcome| ("outcome", outcome.into())),
            Self::CtaClick(link) => Some(("link", link.as_str().into())),
            Self::Error(sentence) => Some(("sentence", sentence.as_str().into())),
            Self::Ready | Self::QuizStart | Self::EstimateView | Self::StorageUnavailable => None,
        }
    }
}

/// Version of the messages.
const PROTOCOL: u32 = 1;

/// Longest text in a message that is looked at, UTF-16 units.
const LONGEST: u32 = 64 * 1024;

/// What a host sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FromHost {
    /// Another look, as names and values of a query.
    Options(String),
    /// Its own bands and jobs, as JSON text.
    Overlay(String),
}

fn set(object: &Object, name: &str, value: &JsValue) {
    // A plain new object takes every field.
    let _ = Reflect::set(object, &name.into(), value);
}

impl MountPoint {
    /// The height of our content now, CSS pixels. Unlike [`Self::on_height`] it answers in a frame that is hidden so far,
    /// where browsers draw nothing and so watch nothing.
    pub fn height(self) -> u32 {
        self.mount()
            .and_then(|mount| u32::try_from(mount.offset_height()).ok())
            .unwrap_or(0)
    }

    /// Calls `seen` with the height of our content in CSS pixels, now and whenever it changes.
    pub fn on_height(self, mut seen: impl FnMut(u32) + 'static) -> Option<HeightWatch> {
        let mount = self.mount()?;
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

    /// Tells the page around us, if there is one. In a frame by message to `origin`, `{source: "which-end", protocol: 1,
    /// type, …}`; in a host's document by an event `which-end:…` of the host's element, which bubbles.
    pub fn notify(self, message: &ToHost, origin: &str) {
        let detail = Object::new();
        set(&detail, "protocol", &PROTOCOL.into());
        if let Some((name, value)) = message.detail() {
            set(&detail, name, &value);
        }
        let Some(held) = self.held() else { return };
        match &held.tree {
            Tree::Shadow(root) => dispatch_event(root, message.name(), &detail),
            Tree::Document(_) => {
                if let Some(parent) = parent() {
                    set(&detail, "source", &"which-end".into());
                    set(&detail, "type", &message.name().into());
                    // Refused for an origin that is none; then nobody is told.
                    let _ = parent.post_message(&detail, origin);
                }
            }
        }
    }
}

fn dispatch_event(root: &ShadowRoot, name: &str, detail: &Object) {
    let options = CustomEventInit::new();
    options.set_bubbles(true);
    options.set_composed(true);
    options.set_detail(detail);
    let event = CustomEvent::new_with_event_init_dict(&format!("which-end:{name}"), &options);
    if let Ok(event) = event {
        // False means that a listener asked for something that there is nothing to do about.
        let _ = root.host().dispatch_event(&event);
    }
}

/// Tells a `WordPress` page around us our height, as its own embeds do (`wp-embed.js`). `secret` is what it wrote behind
/// our address, so that it knows which of its frames speaks.
pub fn post_height_to_wordpress(height: u32, secret: &str) {
    if let Some(parent) = parent() {
        let message = Object::new();
        set(&message, "message", &"height".into());
        set(&message, "value", &height.into());
        set(&message, "secret", &secret.into());
        // A height is nobody's secret, and `WordPress` does not say its origin.
        let _ = parent.post_message(&message, "*");
    }
}

/// Calls `heard` with what the window around us sends, if it comes from `origin` and is one of [`FromHost`]. Everything
/// else that arrives is passed over.
pub fn on_message(origin: String, mut heard: impl FnMut(FromHost) + 'static) -> Option<Listener> {
    Listener::on_window("message", move |event| {
        let Some(event) = event.dyn_ref::<MessageEvent>() else {
            return;
        };
        let from_parent = match (event.source(), parent()) {
            (Some(source), Some(parent)) => Object::is(&source, &parent),
            _ => false,
        };
        if from_parent
            && event.origin() == origin
            && let Some(message) = read(&event.data())
        {
            heard(message);
        }
    })
}

/// `{source: "which-end-host", protocol: 1, type: "options", options}` and `{…, type: "overlay", text}`.
fn read(data: &JsValue) -> Option<FromHost> {
    if !data.is_object() || text(data, "source")? != "which-end-host" {
        return None;
    }
    let protocol = Reflect::get(data, &"protocol".into()).ok()?.as_f64()?;
    if protocol.to_bits() != f64::from(PROTOCOL).to_bits() {
        return None;
    }
    match text(data, "type")?.as_str() {
        "options" => text(data, "options").map(FromHost::Options),
        "overlay" => text(data, "text").map(FromHost::Overlay),
        _ => None,
    }
}

/// The field of that name where it is a text of bearable length.
fn text(data: &JsValue, name: &str) -> Option<String> {
    let value = Reflect::get(data, &name.into()).ok()?;
    let text = value.dyn_ref::<js_sys::JsString>()?;
    (text.length() <= LONGEST).then(|| String::from(text))
}
