//! Putting copies of the page in their places, and taking them away. All copies in a document share one state: what a
//! visitor answers in one is answered in all.

use std::cell::RefCell;

use leptos::prelude::*;
use which_end_core::embed::options::{Options, pairs};
use which_end_core::quiz::session::{Session, Step};

use crate::dataset::bank_model;
use crate::embed::{Embed, asked_by_address};
use crate::notices::{Notice, OutcomeConsent, use_notices};
use crate::platform::host::FromHost;
use crate::platform::mount_point::MountPoint;
use crate::platform::{early, panic};
use crate::state::{Sessions, use_sessions};
use crate::{app, notices, offline, persistence};

/// A copy of the page that stands in its place.
struct Copy {
    embed: Embed,
    /// Takes it away.
    away: Box<dyn FnOnce()>,
}

thread_local! {
    /// What owns the state that all copies share.
    static SHARED_OWNER: RefCell<Option<Owner>> = const { RefCell::new(None) };
    static COPIES: RefCell<Vec<Copy>> = const { RefCell::new(Vec::new()) };
}

/// Decodes the questions and works out their model.
pub fn prepare_questions() {
    bank_model();
}

/// Reads what is saved, for a document of our own.
pub fn prepare_state() {
    panic::show_when_broken();
    // As `mount_to` does later: effects need it. Refused where it is done already.
    #[cfg(target_family = "wasm")]
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let shared_owner = shared_owner();
    shared_owner.with(|| {
        if use_context::<persistence::Persistence>().is_none() {
            create_shared_state(&asked_by_address());
        }
    });
}

/// Chooses the question that is next in a saved run, or the first. Whether it is a hands-on task, which the second module shows.
/// Browsers compile what runs first, and that takes longest, so this pays off where the choice is made anew.
pub fn prepare_next() -> bool {
    let turn = shared_owner().with(|| match use_context::<Sessions>() {
        Some(sessions) => untrack(|| sessions.turn()),
        // The state of a host's page comes with its first copy.
        None => Session::new(0).turn_in(bank_model()),
    });
    matches!(turn.step, Step::Ask { item, .. } if item.body.is_hands_on())
}

/// Puts the application in the place of the static page, in a document of our own. `early` is what was answered there.
pub fn open(early: &str) {
    if let Some(mount_point) = MountPoint::of_document() {
        put(mount_point, &asked_by_address(), early);
    }
}

/// Puts a copy in `place`; `query` is what its host asks for.
pub fn put(mount_point: MountPoint, query: &str, early: &str) {
    panic::show_when_broken();
    let Some(mount) = mount_point.mount() else {
        return;
    };
    let early = early::read(early);
    let query = query.to_owned();
    let shared_owner = shared_owner();
    let owner = shared_owner.clone();
    let handle = shared_owner.with(|| {
        mount_to(mount.clone(), move || {
            if use_context::<persistence::Persistence>().is_none() {
                owner.with(|| create_shared_state(&query));
            }
            let embed = Embed::provide(mount_point, &query);
            let left_out = use_sessions().take_early(&early);
            if left_out > 0 {
                use_notices().show(Notice::EarlyLeftOut(left_out));
            }
            embed.open();
            Effect::new(move |_| follow_hosts());
            let away: Box<dyn FnOnce()> = Box::new(|| {});
            COPIES.with_borrow_mut(|copies| copies.push(Copy { embed, away }));
            view! { <app::App /> }
        })
    });
    mount_point.remove_static_page();
    let told = COPIES.with_borrow_mut(|copies| {
        let copy = copies.last_mut()?;
        copy.away = Box::new(move || drop(handle));
        Some(copy.embed)
    });
    untrack(follow_hosts);
    if let Some(embed) = told {
        embed.stand_ready();
    }
}

/// Takes the copy in `place` away. What was answered in it is kept.
pub fn take_away(mount_point: MountPoint) {
    let copy = COPIES.with_borrow_mut(|copies| {
        let index = copies
            .iter()
            .position(|copy| copy.embed.mount_point() == mount_point)?;
        Some(copies.swap_remove(index))
    });
    // Out of the borrow: taking down runs code of the page.
    if let Some(copy) = copy {
        (copy.away)();
    }
    mount_point.leave();
    untrack(follow_hosts);
}

/// Keeps what the strictest of the hosts' copies allows: all share one record. Depends on what each allows.
fn follow_hosts() {
    let wish = COPIES.with_borrow(|copies| copies.iter().map(|copy| copy.embed.storage()).max());
    let keep = shared_owner().with(use_context::<persistence::Persistence>);
    if let (Some(wish), Some(keep)) = (wish, keep) {
        untrack(|| keep.follow_hosts(wish));
    }
}

/// Hands a host's message to the copy in `place`.
pub fn deliver(mount_point: MountPoint, message: FromHost) {
    let embed = COPIES.with_borrow(|copies| {
        let copy = copies
            .iter()
            .find(|copy| copy.embed.mount_point() == mount_point)?;
        Some(copy.embed)
    });
    if let Some(embed) = embed {
        embed.take(message);
    }
}

/// The owner of what all copies share.
fn shared_owner() -> Owner {
    SHARED_OWNER.with_borrow_mut(|shared_owner| shared_owner.get_or_insert_with(Owner::new).clone())
}

/// Makes what all copies share. Where answers are kept follows the hosts of all copies from then on.
fn create_shared_state(query: &str) {
    notices::Notices::provide();
    provide_context(OutcomeConsent(RwSignal::new(false)));
    offline::watch();
    let (options, _) = Options::read(&pairs(query));
    persistence::open(options.storage.unwrap_or_default());
}
