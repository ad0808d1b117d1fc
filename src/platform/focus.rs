//! Where the focus goes when the control that had it leaves the page: the one place that decides it.
//!
//! Browsers let the focus fall to the body then, and a keyboard or a screen reader begins again at the top. So no view moves the
//! focus after removing its own button: the element that had it is remembered, and what takes its place gets the focus.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    Element, Event, HtmlElement, MutationObserver, MutationObserverInit, MutationRecord, Node,
    NodeList,
};

use super::Listener;
use super::page::document;
use super::place::{Place, Tree};

/// What can take the focus: headings and questions that are meant to, then controls.
const TAKES_FOCUS: &str = "[tabindex='-1'],a[href],button:not([disabled]),input,select,summary";

/// Hands the focus on until dropped.
pub struct FocusGuard {
    observer: MutationObserver,
    _heard: [Option<Listener>; 2],
    _changed: Closure<dyn FnMut(Array)>,
}

impl Drop for FocusGuard {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

impl Place {
    /// Hands the focus on whenever the element that has it is removed here.
    pub fn guard_focus(self) -> Option<FocusGuard> {
        let mount = self.held()?.mount.clone();
        let last = Rc::new(RefCell::new(None::<Node>));
        // Safari does not focus what is clicked, so a click counts as well, and is heard before its view acts on it.
        let heard = ["focusin", "click"].map(|event| {
            let last = Rc::clone(&last);
            let noted = move |event: Event| {
                last.replace(event.target().and_then(|target| target.dyn_into().ok()));
            };
            Listener::before_others(mount.clone().into(), event, noted)
        });
        let changed = Closure::new(move |records: Array| {
            let gone = last.borrow_mut().take_if(|node| !node.is_connected());
            if let Some(gone) = gone.filter(|_| self.has_no_focus())
                && let Some(next) = self.in_place_of(&gone, &records)
            {
                Self::focus_on(&next);
            }
        });
        let observer = MutationObserver::new(changed.as_ref().unchecked_ref()).ok()?;
        let options = MutationObserverInit::new();
        options.set_child_list(true);
        options.set_subtree(true);
        observer.observe_with_options(&mount, &options).ok()?;
        Some(FocusGuard {
            observer,
            _heard: heard,
            _changed: changed,
        })
    }

    /// Whether the focus is nowhere, and may be moved here.
    fn has_no_focus(self) -> bool {
        let (Some(held), Some(document)) = (self.held(), document()) else {
            return false;
        };
        let active = match &held.tree {
            Tree::Document(_) => document
                .active_element()
                .filter(|active| active.tag_name() != "BODY"),
            Tree::Shadow(root) => root.active_element(),
        };
        active.is_none() && self.may_take_focus()
    }

    /// What takes the place of `gone`: the first thing in what came where it was, or else the heading of its section or view.
    fn in_place_of(self, gone: &Node, records: &Array) -> Option<HtmlElement> {
        let records: Vec<MutationRecord> = records
            .iter()
            .filter_map(|record| record.dyn_into().ok())
            .collect();
        let removed = records
            .iter()
            .find(|record| nodes(&record.removed_nodes()).any(|node| node.contains(Some(gone))));
        let place = removed.and_then(MutationRecord::target);
        let section = place
            .clone()
            .and_then(|place| place.dyn_into::<Element>().ok());
        let section = section.and_then(|place| place.closest("section").ok().flatten());
        let mut came = records
            .iter()
            .filter(|record| record.target() == place)
            .flat_map(|record| nodes(&record.added_nodes()).collect::<Vec<_>>());
        let heading = |within: Element| within.query_selector("[tabindex='-1']").ok().flatten();
        came.find_map(first_in)
            .or_else(|| heading(section?))
            .or_else(|| heading(self.element("room")?))
            .or_else(|| self.element("room"))?
            .dyn_into()
            .ok()
    }
}

fn first_in(node: Node) -> Option<Element> {
    let element: Element = node.dyn_into().ok()?;
    if !element.is_connected() {
        return None;
    }
    if element.matches(TAKES_FOCUS).unwrap_or(false) {
        return Some(element);
    }
    element.query_selector(TAKES_FOCUS).ok().flatten()
}

fn nodes(list: &NodeList) -> impl Iterator<Item = Node> {
    (0..list.length()).filter_map(|index| list.get(index))
}
