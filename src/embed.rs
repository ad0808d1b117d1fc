//! Living on somebody else's page: what the host asks for, and what it is told.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError as LoadError, wasm_split};
use which_end_core::embed::look::Look;
use which_end_core::embed::options::{Host, OptionError, Options, Storage, WebAddress, pairs};
use which_end_core::embed::overlay::{self, Overlay, OverlayError};
use which_end_core::quiz::report::{Region, Report, Verdict};
use which_end_core::quiz::session::Session;
use which_end_core::record::Theme;

use crate::dataset::bank_model;
use crate::notices::{Notice, Notices, OutcomeConsent, use_notices};
use crate::persistence::use_persistence;
use crate::platform::console;
use crate::platform::host::{self, FromHost, Readers, ToHost};
use crate::platform::mount_point::MountPoint;
use crate::route::Route;
use crate::state::{Sessions, use_choices, use_pay, use_sessions};

/// How we live here, for one copy of the page.
#[derive(Clone, Copy)]
pub struct Embed {
    mount_point: MountPoint,
    options: StoredValue<Options>,
    look: RwSignal<Look>,
    /// Where the host lets answers be kept. It may change its mind, as when a visitor has agreed to something.
    storage: RwSignal<Storage>,
    /// What was told of the options already.
    told: StoredValue<Vec<String>>,
    /// The host's own bands and jobs, once they were handed over and are sound.
    overlay: RwSignal<Option<Overlay>>,
    notices: Notices,
    /// What a `WordPress` page wrote behind our address.
    secret: StoredValue<Option<String>>,
    /// The view on show.
    route: StoredValue<Route>,
    consent: OutcomeConsent,
}

/// The height that a page around ours is told while the view depends on answers, CSS pixels: the real one would give them
/// away, and the result with them. Enough for most questions; what is longer scrolls in the frame.
const PRIVATE_HEIGHT: u32 = 900;

/// How we live here.
pub fn use_embed() -> Embed {
    expect_context()
}

/// The copy of the page that asks.
pub fn use_mount_point() -> MountPoint {
    use_embed().mount_point
}

/// What the address of our own document asks for: its host's wishes where it stands in a frame, else nothing.
pub fn asked_by_address() -> String {
    if host::is_framed() {
        host::query()
    } else {
        String::new()
    }
}

impl Embed {
    /// Takes over what the host asks for, as a query, and hands itself out as a context.
    pub fn provide(mount_point: MountPoint, query: &str) -> Self {
        let (options, faults) = Options::read(&pairs(query));
        let embed = Self {
            mount_point,
            look: RwSignal::new(options.look.clone()),
            storage: RwSignal::new(options.storage.unwrap_or_default()),
            told: StoredValue::new(Vec::new()),
            overlay: RwSignal::new(None),
            notices: use_notices(),
            options: StoredValue::new(options),
            secret: StoredValue::new(secret(&mount_point.fragment())),
            route: StoredValue::new(Route::Start),
            consent: expect_context(),
        };
        provide_context(embed);
        embed.complain_once(&faults);
        embed
    }

    /// Presets pay, follows the host's look, and tells the host its height. Needs the state.
    pub fn open(self) {
        self.options
            .with_value(|options| use_pay().preset(options.role, options.tier));
        self.follow_look();
        self.report_quiz();
        self.report_storage();
        if !host::is_framed() {
            return;
        }
        self.mount_point.mark_framed();
        let told = StoredValue::new(0);
        let watch = self.mount_point.on_height(move |pixels| {
            let pixels = self.height_to_tell(pixels);
            // That it changed would tell as much as the height.
            if told.get_value() == pixels {
                return;
            }
            told.set_value(pixels);
            self.notify(&ToHost::Resize(pixels));
            if let Some(secret) = self.secret.get_value() {
                host::post_height_to_wordpress(pixels, &secret);
            }
        });
        // Both for as long as this copy of the page lives.
        let _ = StoredValue::new_local(watch);
        if let Some(host) = self.options.with_value(|options| options.host.clone()) {
            let heard =
                host::on_message(host.origin().to_owned(), move |message| self.take(message));
            let _ = StoredValue::new_local(heard);
        }
    }

    /// Tells the host that we can be used. `WordPress` hides our frame until it hears a height.
    pub fn stand_ready(self) {
        self.notify(&ToHost::Ready);
        if let Some(secret) = self.secret.get_value() {
            host::post_height_to_wordpress(self.height_to_tell(self.mount_point.height()), &secret);
        }
    }

    /// The height that the page around ours may know, where `pixels` is the real one. Pay, guide and sources are the same for
    /// everybody who asks for the same; all other views show how somebody has answered, or that they have.
    fn height_to_tell(self, pixels: u32) -> u32 {
        let public = matches!(
            self.route.get_value(),
            Route::Pay | Route::Guide(_) | Route::Sources
        );
        if public || self.consent.0.get_untracked() {
            pixels
        } else {
            PRIVATE_HEIGHT
        }
    }

    /// Takes what the host sends later.
    pub fn take(self, message: FromHost) {
        match message {
            // The look and where answers are kept may change under a visitor's hands, and nothing else.
            FromHost::Options(query) => {
                let (options, faults) = Options::read(&pairs(&query));
                self.look.set(options.look);
                // Silence, as from loaders that send the look alone, is no yes.
                if let Some(storage) = options.storage {
                    self.storage.set(storage);
                }
                self.complain_once(&faults);
            }
            FromHost::Overlay(text) => self.take_overlay(text),
        }
    }

    /// Shows what is sound. What is not is told to the owner with every fault, and to the visitor once, with the first.
    fn take_overlay(self, text: String) {
        spawn_local(async move {
            let read = read_overlay(text).await;
            // The copy may be gone by now.
            if self.options.is_disposed() {
                return;
            }
            match read {
                Ok(read) => self.use_overlay(read),
                Err(error) => {
                    self.complain(&[format!("<which-end>: the overlay is not used: {error}")]);
                }
            }
        });
    }

    fn use_overlay(self, read: Result<Overlay, Vec<OverlayError>>) {
        self.notices
            .clear(|notice| matches!(notice, Notice::HostFile(_)));
        match read {
            Ok(overlay) => self.overlay.set(Some(overlay)),
            Err(faults) => {
                let told: Vec<String> = faults
                    .iter()
                    .map(|fault| format!("<which-end>: the overlay is not used: {fault}"))
                    .collect();
                self.complain(&told);
                if let Some(first) = faults.first() {
                    self.notices.show(Notice::HostFile(first.to_string()));
                }
            }
        }
    }

    /// The host's own bands and jobs. Whoever reads them is drawn anew when they arrive.
    pub fn with_overlay<T>(self, read: impl FnOnce(Option<&Overlay>) -> T) -> T {
        self.overlay.with(|overlay| read(overlay.as_ref()))
    }

    /// The copy of the page.
    pub fn mount_point(self) -> MountPoint {
        self.mount_point
    }

    /// The name of the site around this copy: of the document where we are a part of it, in a frame of the origin whose
    /// messages are read, where one of them has come (`heard`).
    pub fn host_name(self, heard: bool) -> Option<String> {
        if !host::is_framed() {
            return self.mount_point.host_name();
        }
        let origin = self.options.with_value(|options| options.host.clone());
        match origin {
            Some(Host::Named(origin)) if heard => {
                origin.split_once("://").map(|(_, name)| name.to_owned())
            }
            _ => None,
        }
    }

    /// Where the host's jobs are.
    pub fn apply_link(self) -> Option<WebAddress> {
        self.options
            .with_value(|options| options.apply_link.clone())
    }

    /// Tells the host.
    pub fn notify(self, message: &ToHost) {
        let host = self.options.with_value(|options| options.host.clone());
        match (host, message) {
            (Some(Host::Named(origin)), _) => self.mount_point.notify(message, &origin),
            // Whether a quiz was begun is nobody's secret; what came out goes to a named host only.
            (_, ToHost::QuizComplete(Some(_))) => {
                self.mount_point.notify(&ToHost::QuizComplete(None), "*");
            }
            _ => self.mount_point.notify(message, "*"),
        }
    }

    /// Tells of options that were left alone, of each fault once.
    fn complain_once(self, faults: &[OptionError]) {
        let sentences: Vec<String> = faults.iter().map(ToString::to_string).collect();
        let new = self.told.with_value(|told| {
            let new = sentences.iter().filter(|sentence| !told.contains(sentence));
            new.cloned().collect::<Vec<String>>()
        });
        self.told.set_value(sentences);
        self.complain(&new);
    }

    /// Tells the owner of the host's page what was left alone.
    fn complain(self, sentences: &[String]) {
        for sentence in sentences {
            console::warn(sentence);
            self.notify(&ToHost::Error(sentence.clone()));
        }
    }

    /// Sets the colors: the visitor's choice of light or dark, or else the host's.
    fn follow_look(self) {
        let choices = use_choices();
        let mount_point = self.mount_point;
        Effect::new(move |_| {
            mount_point.set_theme(match choices.theme() {
                Theme::Auto => self.look.with(|look| look.theme),
                chosen => chosen,
            });
        });
        Effect::new(move |before: Option<Vec<(&'static str, String)>>| {
            let properties = self.look.with(Look::properties);
            if before.as_ref() != Some(&properties) {
                mount_point.set_properties(&before.unwrap_or_default(), &properties);
                if self.look.with(Look::is_adjusted) {
                    console::warn(
                        "<which-end>: a color was adjusted, because text in it or on it could not be read",
                    );
                }
            }
            properties
        });
    }

    /// Tells the host once that the browser keeps nothing, which may come to light only when it is allowed to.
    fn report_storage(self) {
        let keep = use_persistence();
        let at_once = untrack(|| keep.is_unavailable());
        if at_once {
            return self.notify(&ToHost::StorageUnavailable);
        }
        Effect::new(move || {
            if keep.is_unavailable() {
                self.notify(&ToHost::StorageUnavailable);
            }
        });
    }

    /// Where the host lets answers be kept.
    pub fn storage(self) -> Storage {
        self.storage.get()
    }

    /// Whom the visitor has to be asked about: the site around this copy, where it wants to learn the outcome.
    pub fn asks_for_outcome(self) -> Option<String> {
        let wanted = self.options.with_value(|options| options.outcome);
        let site = || self.host_name(true);
        wanted.then(|| site().unwrap_or_else(|| "the site around this page".to_owned()))
    }

    /// What can truly be said here about who learns what the visitor does.
    pub fn privacy(self) -> String {
        match host::readers(self.mount_point.is_inline()) {
            Readers::Nobody => "Nothing you do here leaves your device.".to_owned(),
            Readers::Progress => {
                let result = if self.asks_for_outcome().is_some() && self.consent.0.get() {
                    ", and learns your result, because you allowed it"
                } else {
                    ""
                };
                format!(
                    "Which End sends nothing. The site around it sees what you open here and how far you are in the quiz{result}."
                )
            }
            Readers::Answers => format!(
                "Which End sends nothing. But this page is part of {}, whose scripts can read what you answer.",
                self.mount_point.host_name().unwrap_or_default()
            ),
        }
    }

    /// Tells the host that the quiz goes on, and that a result came up; not what was there before this visit. What the
    /// result is, only after the visitor has said yes.
    fn report_quiz(self) {
        let sessions = use_sessions();
        let consent = self.consent;
        let wanted = self.asks_for_outcome();
        if let Some(site) = &wanted {
            self.notices.show(Notice::MayTellOutcome(site.clone()));
        }
        let keep = use_persistence();
        Effect::new(move |before: Option<(usize, bool, u32, bool)>| {
            let allowed = wanted.is_some() && consent.0.get();
            let now = (
                sessions.given(),
                sessions.finished(),
                keep.adoptions(),
                allowed,
            );
            // Each answer is told once: by the copy, the frame and the tab in which it was given.
            let here = before.filter(|before| before.2 == now.2 && self.mount_point.is_in_use());
            if let Some((given, finished, _, allowed_before)) = here {
                if given == 0 && now.0 > 0 {
                    self.notify(&ToHost::QuizStart);
                }
                if now.0 != given {
                    self.notify(&ToHost::QuizStep(now.0));
                }
                // A yes that comes after the result tells it then.
                if now.1 && (!finished || (allowed && !allowed_before)) {
                    self.report_end(sessions, allowed);
                }
            }
            now
        });
    }

    /// Tells the host that the quiz is complete, and the outcome where that is `allowed`.
    fn report_end(self, sessions: Sessions, allowed: bool) {
        if !allowed {
            return self.notify(&ToHost::QuizComplete(None));
        }
        // As it is now: the visitor may begin again before the second module is here.
        let session = sessions.with_current(Session::clone);
        spawn_local(async move {
            let end = read_verdict(session).await.ok().map(end);
            if !self.options.is_disposed() {
                self.notify(&ToHost::QuizComplete(end));
            }
        });
    }

    /// Tells the host which view is on show.
    pub fn arrived(self, route: Route) {
        self.route.set_value(route);
        // By the words of the attribute `view`, which calls the empty fragment the start.
        let view = match route.fragment().trim_start_matches('/') {
            "" => "start",
            view => view,
        };
        self.notify(&ToHost::ViewChanged(view));
        if route == Route::Pay {
            self.notify(&ToHost::EstimateView);
        }
    }
}

/// Reads a host's own bands and jobs.
#[wasm_split(later, wasm_split_path = ::leptos::wasm_split, fallible, preload(load_overlay))]
pub(crate) fn read_overlay(text: String) -> Result<Result<Overlay, Vec<OverlayError>>, LoadError> {
    Ok(overlay::read(&text))
}

/// What a quiz session came to.
#[wasm_split(later, wasm_split_path = ::leptos::wasm_split, fallible, preload(load_verdict))]
pub(crate) fn read_verdict(session: Session) -> Result<Verdict, LoadError> {
    Ok(Report::in_model(bank_model(), &session).verdict)
}

/// The outcome in a word.
fn end(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Clear(Region::Backend) => "back-end",
        Verdict::Clear(Region::Frontend) => "front-end",
        Verdict::Clear(Region::FullStack) => "full-stack",
        Verdict::Clear(Region::NeitherYet) => "neither-yet",
        Verdict::Between(..) | Verdict::TooFewAnswers | Verdict::Withheld => "open",
    }
}

/// What `WordPress` wrote behind our address: `#?secret=…`, ten letters and digits.
fn secret(fragment: &str) -> Option<String> {
    let secret = fragment.strip_prefix("?secret=")?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric();
    (!secret.is_empty() && secret.len() <= 40 && secret.bytes().all(plain))
        .then(|| secret.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_secret_is_sent_back() {
        assert_eq!(secret("?secret=a1B2c3D4e5").as_deref(), Some("a1B2c3D4e5"));
        for text in ["", "/quiz", "?secret=", "?secret=a b", "?secret=a&b=c"] {
            assert_eq!(secret(text), None, "{text}");
        }
    }
}
