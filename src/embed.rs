//! An instance on a host's page: its options, its look, and the messages to its host.

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

/// Settings and host connection of one instance.
#[derive(Clone, Copy)]
pub struct Embed {
    mount_point: MountPoint,
    options: StoredValue<Options>,
    look: RwSignal<Look>,
    /// The host's storage setting. A host may change it, for example after its own consent dialog.
    storage: RwSignal<Storage>,
    /// Option errors that were reported already.
    reported: StoredValue<Vec<String>>,
    /// The host's pay bands and jobs, once received and valid.
    overlay: RwSignal<Option<Overlay>>,
    notices: Notices,
    /// The secret that `WordPress` adds to the address of an embed.
    secret: StoredValue<Option<String>>,
    /// The view on show.
    route: StoredValue<Route>,
    consent: OutcomeConsent,
}

/// The height reported to a host while the view depends on answers, in CSS pixels. The real height would reveal the
/// answers. Most questions fit; longer views scroll inside the frame.
const PRIVATE_HEIGHT: u32 = 900;

/// The context of this instance.
pub fn use_embed() -> Embed {
    expect_context()
}

/// The mount point of this instance.
pub fn use_mount_point() -> MountPoint {
    use_embed().mount_point
}

/// The host's options in the address of our own document. Empty unless it is framed.
pub fn host_query() -> String {
    if host::is_framed() {
        host::query()
    } else {
        String::new()
    }
}

impl Embed {
    /// Reads the host's options from `query` and provides itself as a context.
    pub fn provide(mount_point: MountPoint, query: &str) -> Self {
        let (options, errors) = Options::read(&pairs(query));
        let embed = Self {
            mount_point,
            look: RwSignal::new(options.look.clone()),
            storage: RwSignal::new(options.storage.unwrap_or_default()),
            reported: StoredValue::new(Vec::new()),
            overlay: RwSignal::new(None),
            notices: use_notices(),
            options: StoredValue::new(options),
            secret: StoredValue::new(secret(&mount_point.fragment())),
            route: StoredValue::new(Route::Start),
            consent: expect_context(),
        };
        provide_context(embed);
        embed.report_new_errors(&errors);
        embed
    }

    /// Applies presets, follows the look, and reports events and the height to the host. Needs the state contexts.
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
        let last_height = StoredValue::new(0);
        let watch = self.mount_point.on_height(move |pixels| {
            let pixels = self.reported_height(pixels);
            // A repeated message would reveal that the real height changed.
            if last_height.get_value() == pixels {
                return;
            }
            last_height.set_value(pixels);
            self.notify(&ToHost::Resize(pixels));
            if let Some(secret) = self.secret.get_value() {
                host::post_height_to_wordpress(pixels, &secret);
            }
        });
        // Both live as long as this instance.
        let _ = StoredValue::new_local(watch);
        if let Some(host) = self.options.with_value(|options| options.host.clone()) {
            let listener = host::on_message(host.origin().to_owned(), move |message| {
                self.handle_message(message);
            });
            let _ = StoredValue::new_local(listener);
        }
    }

    /// Tells the host that the instance is ready. `WordPress` hides the frame until it receives a height.
    pub fn notify_ready(self) {
        self.notify(&ToHost::Ready);
        if let Some(secret) = self.secret.get_value() {
            host::post_height_to_wordpress(
                self.reported_height(self.mount_point.height()),
                &secret,
            );
        }
    }

    /// The height that the host may know, if `pixels` is the real one. Pay, guide and sources do not depend on answers;
    /// every other view does.
    fn reported_height(self, pixels: u32) -> u32 {
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

    /// Handles a message that the host sends after mounting.
    pub fn handle_message(self, message: FromHost) {
        match message {
            // Only the look and the storage setting may change during use.
            FromHost::Options(query) => {
                let (options, errors) = Options::read(&pairs(&query));
                self.look.set(options.look);
                // Some loaders send the look alone. A missing storage option is not consent.
                if let Some(storage) = options.storage {
                    self.storage.set(storage);
                }
                self.report_new_errors(&errors);
            }
            FromHost::Overlay(text) => self.receive_overlay(text),
        }
    }

    /// Applies a valid overlay. For an invalid one, the host's owner gets every error and the visitor one notice with
    /// the first.
    fn receive_overlay(self, text: String) {
        spawn_local(async move {
            let read = read_overlay(text).await;
            // The instance may have been unmounted meanwhile.
            if self.options.is_disposed() {
                return;
            }
            match read {
                Ok(read) => self.apply_overlay(read),
                Err(error) => {
                    self.report_to_owner(&[format!(
                        "<which-end>: the overlay is not used: {error}"
                    )]);
                }
            }
        });
    }

    fn apply_overlay(self, read: Result<Overlay, Vec<OverlayError>>) {
        self.notices
            .clear(|notice| matches!(notice, Notice::InvalidOverlay(_)));
        match read {
            Ok(overlay) => self.overlay.set(Some(overlay)),
            Err(errors) => {
                let messages: Vec<String> = errors
                    .iter()
                    .map(|error| format!("<which-end>: the overlay is not used: {error}"))
                    .collect();
                self.report_to_owner(&messages);
                if let Some(first) = errors.first() {
                    self.notices.show(Notice::InvalidOverlay(first.to_string()));
                }
            }
        }
    }

    /// Reads the host's pay bands and jobs, and tracks them.
    pub fn with_overlay<T>(self, read: impl FnOnce(Option<&Overlay>) -> T) -> T {
        self.overlay.with(|overlay| read(overlay.as_ref()))
    }

    /// Where this instance is mounted.
    pub fn mount_point(self) -> MountPoint {
        self.mount_point
    }

    /// The host's name. Inline, it is that of the document. In a frame, it is that of the origin whose messages are
    /// accepted, once one has arrived (`has_message`).
    pub fn host_name(self, has_message: bool) -> Option<String> {
        if !host::is_framed() {
            return self.mount_point.host_name();
        }
        let origin = self.options.with_value(|options| options.host.clone());
        match origin {
            Some(Host::Named(origin)) if has_message => {
                origin.split_once("://").map(|(_, name)| name.to_owned())
            }
            _ => None,
        }
    }

    /// The link to the host's jobs.
    pub fn apply_link(self) -> Option<WebAddress> {
        self.options
            .with_value(|options| options.apply_link.clone())
    }

    /// Sends a message to the host.
    pub fn notify(self, message: &ToHost) {
        let host = self.options.with_value(|options| options.host.clone());
        match (host, message) {
            (Some(Host::Named(origin)), _) => self.mount_point.notify(message, &origin),
            // Progress may go to any origin. The result goes to a named origin only.
            (_, ToHost::QuizComplete(Some(_))) => {
                self.mount_point.notify(&ToHost::QuizComplete(None), "*");
            }
            _ => self.mount_point.notify(message, "*"),
        }
    }

    /// Reports invalid options, each error once.
    fn report_new_errors(self, errors: &[OptionError]) {
        let sentences: Vec<String> = errors.iter().map(ToString::to_string).collect();
        let new = self.reported.with_value(|reported| {
            let new = sentences
                .iter()
                .filter(|sentence| !reported.contains(sentence));
            new.cloned().collect::<Vec<String>>()
        });
        self.reported.set_value(sentences);
        self.report_to_owner(&new);
    }

    /// Reports errors to the owner of the host's page, in the console and as messages.
    fn report_to_owner(self, sentences: &[String]) {
        for sentence in sentences {
            console::warn(sentence);
            self.notify(&ToHost::Error(sentence.clone()));
        }
    }

    /// Sets the theme to the visitor's choice, or else to the host's.
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

    /// Tells the host once that the browser refuses storage. This may be known only after consent.
    fn report_storage(self) {
        let persistence = use_persistence();
        let at_once = untrack(|| persistence.is_unavailable());
        if at_once {
            return self.notify(&ToHost::StorageUnavailable);
        }
        Effect::new(move || {
            if persistence.is_unavailable() {
                self.notify(&ToHost::StorageUnavailable);
            }
        });
    }

    /// The host's storage setting.
    pub fn storage(self) -> Storage {
        self.storage.get()
    }

    /// The site that asks to learn the result, or `None` if the host does not ask.
    pub fn outcome_recipient(self) -> Option<String> {
        let wanted = self.options.with_value(|options| options.outcome);
        let site = || self.host_name(true);
        wanted.then(|| site().unwrap_or_else(|| "the site around this page".to_owned()))
    }

    /// Says who can see what the visitor does, as is true for this instance.
    pub fn privacy(self) -> String {
        match host::readers(self.mount_point.is_inline()) {
            Readers::Nobody => "Nothing you do here leaves your device.".to_owned(),
            Readers::Progress => {
                let result = if self.outcome_recipient().is_some() && self.consent.0.get() {
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

    /// Reports quiz progress and completion of this visit to the host. The result is sent only after the visitor
    /// agreed.
    fn report_quiz(self) {
        let sessions = use_sessions();
        let consent = self.consent;
        let wanted = self.outcome_recipient();
        if let Some(site) = &wanted {
            self.notices.show(Notice::AskToShareOutcome(site.clone()));
        }
        let persistence = use_persistence();
        Effect::new(move |before: Option<(usize, bool, u32, bool)>| {
            let allowed = wanted.is_some() && consent.0.get();
            let now = (
                sessions.given(),
                sessions.finished(),
                persistence.adoptions(),
                allowed,
            );
            // Only the instance, frame and tab where the visitor answered reports it.
            let in_this_tab =
                before.filter(|before| before.2 == now.2 && self.mount_point.is_in_use());
            if let Some((given, finished, _, allowed_before)) = in_this_tab {
                if given == 0 && now.0 > 0 {
                    self.notify(&ToHost::QuizStart);
                }
                if now.0 != given {
                    self.notify(&ToHost::QuizStep(now.0));
                }
                // If consent comes after the result, send the result then.
                if now.1 && (!finished || (allowed && !allowed_before)) {
                    self.report_complete(sessions, allowed);
                }
            }
            now
        });
    }

    /// Tells the host that the quiz is complete, with the result if `allowed`.
    fn report_complete(self, sessions: Sessions, allowed: bool) {
        if !allowed {
            return self.notify(&ToHost::QuizComplete(None));
        }
        // Cloned now, because the visitor may begin again while the second module loads.
        let session = sessions.with_current(Session::clone);
        spawn_local(async move {
            let outcome_name = read_verdict(session).await.ok().map(outcome_name);
            if !self.options.is_disposed() {
                self.notify(&ToHost::QuizComplete(outcome_name));
            }
        });
    }

    /// Tells the host which view is shown.
    pub fn notify_view(self, route: Route) {
        self.route.set_value(route);
        // The attribute `view` calls the empty fragment `start`.
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

/// Parses a host's overlay.
#[wasm_split(later, wasm_split_path = ::leptos::wasm_split, fallible, preload(load_overlay))]
pub(crate) fn read_overlay(text: String) -> Result<Result<Overlay, Vec<OverlayError>>, LoadError> {
    Ok(overlay::read(&text))
}

/// Computes the verdict of a session.
#[wasm_split(later, wasm_split_path = ::leptos::wasm_split, fallible, preload(load_verdict))]
pub(crate) fn read_verdict(session: Session) -> Result<Verdict, LoadError> {
    Ok(Report::in_model(bank_model(), &session).verdict)
}

/// The verdict as the event `quiz-complete` names it.
fn outcome_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Clear(Region::Backend) => "back-end",
        Verdict::Clear(Region::Frontend) => "front-end",
        Verdict::Clear(Region::FullStack) => "full-stack",
        Verdict::Clear(Region::NeitherYet) => "neither-yet",
        Verdict::Between(..) | Verdict::TooFewAnswers | Verdict::Withheld => "open",
    }
}

/// The secret that `WordPress` adds to the address as `#?secret=…`, ten letters and digits.
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
