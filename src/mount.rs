//! Mounts and unmounts instances of the application. All instances in a document share one state, so an answer in one
//! is an answer in all.

use std::cell::RefCell;

use leptos::prelude::*;
use which_end_core::embed::options::{Options, pairs};
use which_end_core::quiz::session::{Session, Step};

use crate::dataset::bank_model;
use crate::embed::{Embed, host_query};
use crate::notices::{Notice, OutcomeConsent, use_notices};
use crate::platform::host::FromHost;
use crate::platform::mount_point::MountPoint;
use crate::platform::{early, panic};
use crate::state::{Sessions, use_sessions};
use crate::{app, notices, offline, persistence};

/// A mounted instance.
struct Instance {
    embed: Embed,
    /// Removes its view from the document.
    unmount: Box<dyn FnOnce()>,
}

thread_local! {
    /// Reactive owner of the state that all instances share.
    static SHARED_OWNER: RefCell<Option<Owner>> = const { RefCell::new(None) };
    static INSTANCES: RefCell<Vec<Instance>> = const { RefCell::new(Vec::new()) };
}

/// Decodes the questions and computes their response model.
pub fn prepare_questions() {
    bank_model();
}

/// Loads the saved state, in our own documents.
pub fn prepare_state() {
    panic::install_hook();
    // Effects need the executor. `mount_to` would initialize it later; a second call returns an error that is safe to
    // ignore.
    #[cfg(target_family = "wasm")]
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let shared_owner = shared_owner();
    shared_owner.with(|| {
        if use_context::<persistence::Persistence>().is_none() {
            create_shared_state(&host_query());
        }
    });
}

/// Chooses the next question of the saved session, or the first one. Returns whether it is a hands-on task, which the
/// second module renders. The memo holds the choice, and the code is compiled before the takeover.
pub fn prepare_next() -> bool {
    let turn = shared_owner().with(|| match use_context::<Sessions>() {
        Some(sessions) => untrack(|| sessions.turn()),
        // On a host's page, the state is created with the first instance.
        None => Session::new(0).turn_in(bank_model()),
    });
    matches!(turn.step, Step::Ask { item, .. } if item.body.is_hands_on())
}

/// Replaces the static page of our own document. `early` holds the answers given on it.
pub fn open(early: &str) {
    if let Some(mount_point) = MountPoint::of_document() {
        mount_instance(mount_point, &host_query(), early);
    }
}

/// Mounts an instance at `mount_point`. `query` holds the host's options, `early` the answers given on the static page.
pub fn mount_instance(mount_point: MountPoint, query: &str, early: &str) {
    panic::install_hook();
    let Some(mount) = mount_point.mount() else {
        return;
    };
    let early = early::parse(early);
    let query = query.to_owned();
    let shared_owner = shared_owner();
    let owner = shared_owner.clone();
    let handle = shared_owner.with(|| {
        mount_to(mount.clone(), move || {
            if use_context::<persistence::Persistence>().is_none() {
                owner.with(|| create_shared_state(&query));
            }
            let embed = Embed::provide(mount_point, &query);
            let left_out = use_sessions().apply_early_answers(&early);
            if left_out > 0 {
                use_notices().show(Notice::EarlyAnswersLeftOut(left_out));
            }
            embed.open();
            Effect::new(move |_| follow_hosts());
            let unmount: Box<dyn FnOnce()> = Box::new(|| {});
            INSTANCES.with_borrow_mut(|instances| instances.push(Instance { embed, unmount }));
            view! { <app::App /> }
        })
    });
    mount_point.remove_static_page();
    let embed = INSTANCES.with_borrow_mut(|instances| {
        let instance = instances.last_mut()?;
        instance.unmount = Box::new(move || drop(handle));
        Some(instance.embed)
    });
    untrack(follow_hosts);
    if let Some(embed) = embed {
        embed.notify_ready();
    }
}

/// Unmounts the instance at `mount_point`. The shared state stays.
pub fn unmount(mount_point: MountPoint) {
    let instance = INSTANCES.with_borrow_mut(|instances| {
        let index = instances
            .iter()
            .position(|instance| instance.embed.mount_point() == mount_point)?;
        Some(instances.swap_remove(index))
    });
    // Unmounting runs code that may borrow `INSTANCES`, so the borrow has ended here.
    if let Some(instance) = instance {
        (instance.unmount)();
    }
    mount_point.release();
    untrack(follow_hosts);
}

/// Applies the strictest storage setting of all instances, because they share one record. Tracks the setting of each.
fn follow_hosts() {
    let setting = INSTANCES.with_borrow(|instances| {
        instances
            .iter()
            .map(|instance| instance.embed.storage())
            .max()
    });
    let persistence = shared_owner().with(use_context::<persistence::Persistence>);
    if let (Some(setting), Some(persistence)) = (setting, persistence) {
        untrack(|| persistence.follow_hosts(setting));
    }
}

/// Passes a host's message to the instance at `mount_point`.
pub fn deliver(mount_point: MountPoint, message: FromHost) {
    let embed = INSTANCES.with_borrow(|instances| {
        let instance = instances
            .iter()
            .find(|instance| instance.embed.mount_point() == mount_point)?;
        Some(instance.embed)
    });
    if let Some(embed) = embed {
        embed.handle_message(message);
    }
}

/// The owner of the shared state, created on first use.
fn shared_owner() -> Owner {
    SHARED_OWNER.with_borrow_mut(|shared_owner| shared_owner.get_or_insert_with(Owner::new).clone())
}

/// Creates the contexts that all instances share. `query` gives the first storage setting; `follow_hosts` updates it
/// later.
fn create_shared_state(query: &str) {
    notices::Notices::provide();
    provide_context(OutcomeConsent(RwSignal::new(false)));
    offline::watch();
    let (options, _) = Options::read(&pairs(query));
    persistence::open(options.storage.unwrap_or_default());
}
