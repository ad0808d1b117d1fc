//! One copy of the page: the element that it lives in, and where its elements and its address are.
//!
//! A page of our own has one copy, also where a host shows it in a frame. A host that takes us into its own document may
//! have several, each in a shadow tree of its own.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, ShadowRoot};

/// The element that a copy of the page goes into, as scripts hand it over.
pub type MountElement = HtmlElement;

/// A copy of the page. Small and copied freely; what it stands for may be gone, and then it does nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MountPoint(usize);

/// Where the elements with an id are.
pub(super) enum Tree {
    /// In the document, which is ours.
    Document(Document),
    /// In a shadow tree on a host's page.
    Shadow(ShadowRoot),
}

/// Whose the address above is.
pub(super) enum Address {
    /// The window's is ours: its fragment names the view.
    Window,
    /// The window's is the host's.
    Own {
        /// Which view, as the fragment would have it.
        fragment: RefCell<String>,
        /// Where the page is to be had by itself.
        home: String,
    },
}

pub(super) struct Held {
    pub(super) mount: HtmlElement,
    pub(super) tree: Tree,
    pub(super) address: Address,
}

thread_local! {
    /// By place. A place that was left is none and stays, so that no number comes twice.
    static HELD: RefCell<Vec<Option<Rc<Held>>>> = const { RefCell::new(Vec::new()) };
    /// Whether any place was ever in a host's document.
    static IN_HOSTS_DOCUMENT: Cell<bool> = const { Cell::new(false) };
    /// The place in which the visitor pressed something last.
    static IN_USE: Cell<usize> = const { Cell::new(usize::MAX) };
}

impl MountPoint {
    /// Our own document's place: its `<which-end>`. None where there is none.
    pub fn of_document() -> Option<Self> {
        let document = super::window()?.document()?;
        let mount = document
            .query_selector("which-end")
            .ok()??
            .dyn_into()
            .ok()?;
        Some(Self::take(Held {
            mount,
            tree: Tree::Document(document),
            address: Address::Window,
        }))
    }

    /// A place in a shadow tree on a host's page, which begins at `fragment`; `home` is where the page is to be had by
    /// itself. None where `mount` is in no shadow tree.
    pub fn in_host(mount: HtmlElement, fragment: String, home: String) -> Option<Self> {
        let tree = mount.get_root_node().dyn_into().ok()?;
        IN_HOSTS_DOCUMENT.set(true);
        Some(Self::take(Held {
            mount,
            tree: Tree::Shadow(tree),
            address: Address::Own {
                fragment: RefCell::new(fragment),
                home,
            },
        }))
    }

    fn take(held: Held) -> Self {
        HELD.with_borrow_mut(|all| {
            all.push(Some(Rc::new(held)));
            Self(all.len() - 1)
        })
    }

    /// Its number, for the loader.
    pub fn number(self) -> usize {
        self.0
    }

    /// No place at all: what is rendered to text has no elements.
    pub fn nowhere() -> Self {
        Self(usize::MAX)
    }

    /// The place of that number; it may be one that was left.
    pub fn numbered(number: usize) -> Self {
        Self(number)
    }

    /// Forgets its elements.
    pub fn leave(self) {
        HELD.with_borrow_mut(|all| {
            if let Some(held) = all.get_mut(self.0) {
                *held = None;
            }
        });
    }

    /// All that were not left.
    pub(super) fn all() -> Vec<Rc<Held>> {
        HELD.with_borrow(|all| all.iter().flatten().cloned().collect())
    }

    /// Whether this is a host's document, in which all copies live. It stays one when they are taken away.
    pub(super) fn is_hosts_document() -> bool {
        IN_HOSTS_DOCUMENT.get()
    }

    pub(super) fn held(self) -> Option<Rc<Held>> {
        HELD.with_borrow(|all| all.get(self.0).cloned().flatten())
    }

    /// The element that it lives in.
    pub fn mount(self) -> Option<HtmlElement> {
        self.held().map(|held| held.mount.clone())
    }

    /// Whether it is a part of a host's own document.
    pub fn is_inline(self) -> bool {
        self.held()
            .is_some_and(|held| matches!(held.tree, Tree::Shadow(_)))
    }

    /// The host and port of the document around it.
    pub fn host_name(self) -> Option<String> {
        let document = self.mount()?.owner_document()?;
        document.location()?.host().ok()
    }

    /// Notes that the visitor pressed something here.
    pub(super) fn use_now(self) {
        IN_USE.set(self.0);
    }

    /// Whether the visitor pressed something here last. All copies on a host's page show the same run, and one of them
    /// speaks of it.
    pub fn is_in_use(self) -> bool {
        !self.is_inline() || IN_USE.get() == self.0
    }

    /// The element of that id.
    pub(super) fn element(self, id: &str) -> Option<Element> {
        match &self.held()?.tree {
            Tree::Document(document) => document.get_element_by_id(id),
            Tree::Shadow(root) => root.get_element_by_id(id),
        }
    }
}
