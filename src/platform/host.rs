//! The host's page: its options, and the messages in both directions.

use js_sys::{Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, CustomEventInit, MessageEvent, ResizeObserver, ShadowRoot, Window};

use super::Listener;
use super::mount_point::{MountPoint, Tree};

/// Whether our page is inside a frame.
pub fn is_framed() -> bool {
    parent().is_some()
}

/// The parent window. `None` if ours is the top one.
fn parent() -> Option<Window> {
    let window = super::window()?;
    // Comparing windows is allowed across origins, reading their content is not.
    let parent = window.parent().ok()??;
    (!Object::is(&parent, &window)).then_some(parent)
}

/// What the host's page can see of the visitor's actions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// There is no host.
    Nobody,
    /// Our messages: views and progress.
    Progress,
    /// Everything, because we are part of its document or in a frame of its origin.
    Answers,
}

/// What the host's page can see. `inline` means that we are part of its document.
pub fn readers(inline: bool) -> Readers {
    if inline {
        return Readers::Answers;
    }
    match parent() {
        None => Readers::Nobody,
        // Reading the address of a cross-origin page throws.
        Some(parent) if parent.location().href().is_ok() => Readers::Answers,
        Some(_) => Readers::Progress,
    }
}

/// The query of our own address.
pub fn query() -> String {
    super::window()
        .and_then(|window| window.location().search().ok())
        .unwrap_or_default()
}

/// Observes our height until dropped.
#[must_use = "a dropped watch sees nothing"]
pub struct HeightObserver {
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut()>,
}

impl Drop for HeightObserver {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// A message to the host. Never contains answers, and the result only if the host asked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ToHost {
    /// The instance is mounted and usable.
    Ready,
    /// Height of our content in CSS pixels.
    Resize(u32),
    /// Another view is shown, with its name.
    ViewChanged(&'static str),
    /// The first question was answered.
    QuizStart,
    /// How many questions were answered.
    QuizStep(usize),
    /// The quiz is complete, with the result if the host may learn it.
    QuizComplete(Option<&'static str>),
    /// Pay is shown.
    EstimateView,
    /// The visitor clicked a link of the host: `apply`, or the name of a job in its list.
    CtaClick(String),
    /// The browser refuses storage.
    StorageUnavailable,
    /// An error that the owner should know.
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

    /// The message's field beside its name.
    fn detail(&self) -> Option<(&'static str, JsValue)> {
        match self {
            Self::Resize(pixels) => Some(("height", (*pixels).into())),
            Self::ViewChanged(view) => Some(("view", (*view).into())),
            // The count is far below 2^32.
            Self::QuizStep(count) => Some(("index", u32::try_from(*count).unwrap_or(0).into())),
            Self::QuizComplete(outcome) => outcome.map(|outcome| ("outcome", outcome.into())),
            Self::CtaClick(link) => Some(("link", link.as_str().into())),
            Self::Error(sentence) => Some(("sentence", sentence.as_str().into())),
            Self::Ready | Self::QuizStart | Self::EstimateView | Self::StorageUnavailable => None,
        }
    }
}

/// Version of the message protocol.
const PROTOCOL: u32 = 1;

/// Longest text accepted in a message, in UTF-16 units.
const LONGEST: u32 = 64 * 1024;

/// A message from the host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FromHost {
    /// Options as a query string.
    Options(String),
    /// Pay bands and jobs as JSON text.
    Overlay(String),
}

fn set(object: &Object, name: &str, value: &JsValue) {
    // Setting a field of a plain new object cannot fail.
    let _ = Reflect::set(object, &name.into(), value);
}

impl MountPoint {
    /// Current height of our content in CSS pixels. Works in a hidden frame too, where browsers do not run
    /// [`Self::on_height`].
    pub fn height(self) -> u32 {
        self.mount()
            .and_then(|mount| u32::try_from(mount.offset_height()).ok())
            .unwrap_or(0)
    }

    /// Calls `callback` with the height of our content in CSS pixels, now and on every change.
    pub fn on_height(self, mut callback: impl FnMut(u32) + 'static) -> Option<HeightObserver> {
        let mount = self.mount()?;
        let watched = mount.clone();
        let mut reported = None;
        let on_change = Closure::<dyn FnMut()>::new(move || {
            let height = u32::try_from(watched.offset_height()).unwrap_or(0);
            if reported != Some(height) {
                reported = Some(height);
                callback(height);
            }
        });
        let observer = ResizeObserver::new(on_change.as_ref().unchecked_ref()).ok()?;
        observer.observe(&mount);
        Some(HeightObserver {
            observer,
            _callback: on_change,
        })
    }

    /// Sends a message to the host, if there is one. From a frame it is a message to `origin`: `{source: "which-end",
    /// protocol: 1, type, …}`. Inline it is a bubbling event `which-end:…` of the host's element.
    pub fn notify(self, message: &ToHost, origin: &str) {
        let detail = Object::new();
        set(&detail, "protocol", &PROTOCOL.into());
        if let Some((name, value)) = message.detail() {
            set(&detail, name, &value);
        }
        let Some(mounted) = self.mounted() else {
            return;
        };
        match &mounted.tree {
            Tree::Shadow(root) => dispatch_event(root, message.name(), &detail),
            Tree::Document(_) => {
                if let Some(parent) = parent() {
                    set(&detail, "source", &"which-end".into());
                    set(&detail, "type", &message.name().into());
                    // Fails if `origin` is invalid. Then nobody receives the message.
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
        // False means that a listener called `preventDefault`, which has no meaning here.
        let _ = root.host().dispatch_event(&event);
    }
}

/// Sends our height to a `WordPress` page, as its own embeds do (`wp-embed.js`). `secret` is from our address and
/// identifies the frame.
pub fn post_height_to_wordpress(height: u32, secret: &str) {
    if let Some(parent) = parent() {
        let message = Object::new();
        set(&message, "message", &"height".into());
        set(&message, "value", &height.into());
        set(&message, "secret", &secret.into());
        // The height is public, and `WordPress` does not tell its origin.
        let _ = parent.post_message(&message, "*");
    }
}

/// Calls `callback` with messages from the parent window that come from `origin` and parse as [`FromHost`]. Ignores all
/// others.
pub fn on_message(
    origin: String,
    mut callback: impl FnMut(FromHost) + 'static,
) -> Option<Listener> {
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
            callback(message);
        }
    })
}

/// Parses `{source: "which-end-host", protocol: 1, type: "options", options}` and `{…, type: "overlay", text}`.
fn read(data: &JsValue) -> Option<FromHost> {
    if !data.is_object() || text_field(data, "source")? != "which-end-host" {
        return None;
    }
    let protocol = Reflect::get(data, &"protocol".into()).ok()?.as_f64()?;
    if protocol.to_bits() != f64::from(PROTOCOL).to_bits() {
        return None;
    }
    match text_field(data, "type")?.as_str() {
        "options" => text_field(data, "options").map(FromHost::Options),
        "overlay" => text_field(data, "text").map(FromHost::Overlay),
        _ => None,
    }
}

/// The text field `name`. `None` if it is no text or too long.
fn text_field(data: &JsValue, name: &str) -> Option<String> {
    let value = Reflect::get(data, &name.into()).ok()?;
    let text_field = value.dyn_ref::<js_sys::JsString>()?;
    (text_field.length() <= LONGEST).then(|| String::from(text_field))
}
