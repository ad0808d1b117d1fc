//! The mount point of one instance: its element, the tree that contains it, and its address.
//!
//! Our own document has one instance, framed or not. A host's document may have several, each in its own shadow tree.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, ShadowRoot};

/// The element that an instance is mounted in, as scripts pass it.
pub type MountElement = HtmlElement;

/// Handle to a mount point. After [`MountPoint::release`] its operations do nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MountPoint(usize);

/// The tree in which the instance's ids are looked up.
pub(super) enum Tree {
    /// Our own document.
    Document(Document),
    /// A shadow tree in a host's document.
    Shadow(ShadowRoot),
}

/// Where the instance reads and writes its fragment.
pub(super) enum Address {
    /// The window's address, which is ours.
    Window,
    /// The instance itself, because the window's address is the host's.
    Own {
        /// The current fragment.
        fragment: RefCell<String>,
        /// Address of the standalone page.
        home: String,
    },
}

pub(super) struct Mounted {
    pub(super) mount: HtmlElement,
    pub(super) tree: Tree,
    pub(super) address: Address,
}

thread_local! {
    /// Indexed by mount point. Released entries stay `None`, so that numbers are never reused.
    static MOUNTED: RefCell<Vec<Option<Rc<Mounted>>>> = const { RefCell::new(Vec::new()) };
    /// Whether an instance was ever mounted in a host's document.
    static IN_HOSTS_DOCUMENT: Cell<bool> = const { Cell::new(false) };
    /// The mount point that the visitor clicked last.
    static LAST_CLICKED: Cell<usize> = const { Cell::new(usize::MAX) };
}

impl MountPoint {
    /// The mount point of our own document. `None` if it has no `<which-end>`, the root element of our pages (on a
    /// host's page, the embed element has that name).
    pub fn of_document() -> Option<Self> {
        let document = super::window()?.document()?;
        let mount = document
            .query_selector("which-end")
            .ok()??
            .dyn_into()
            .ok()?;
        Some(Self::register(Mounted {
            mount,
            tree: Tree::Document(document),
            address: Address::Window,
        }))
    }

    /// A mount point in a host's shadow tree, starting at `fragment`. `home` is the address of the standalone page.
    /// `None` if `mount` is in no shadow tree.
    pub fn in_host(mount: HtmlElement, fragment: String, home: String) -> Option<Self> {
        let tree = mount.get_root_node().dyn_into().ok()?;
        IN_HOSTS_DOCUMENT.set(true);
        Some(Self::register(Mounted {
            mount,
            tree: Tree::Shadow(tree),
            address: Address::Own {
                fragment: RefCell::new(fragment),
                home,
            },
        }))
    }

    fn register(mounted: Mounted) -> Self {
        MOUNTED.with_borrow_mut(|all| {
            all.push(Some(Rc::new(mounted)));
            Self(all.len() - 1)
        })
    }

    /// Its number, by which the loader addresses it.
    pub fn number(self) -> usize {
        self.0
    }

    /// A mount point without elements, for rendering to text.
    pub fn nowhere() -> Self {
        Self(usize::MAX)
    }

    /// The mount point with this number, which may be released.
    pub fn numbered(number: usize) -> Self {
        Self(number)
    }

    /// Drops its elements.
    pub fn release(self) {
        MOUNTED.with_borrow_mut(|all| {
            if let Some(mounted) = all.get_mut(self.0) {
                *mounted = None;
            }
        });
    }

    /// All mount points that are not released.
    pub(super) fn all() -> Vec<Rc<Mounted>> {
        MOUNTED.with_borrow(|all| all.iter().flatten().cloned().collect())
    }

    /// Whether this is a host's document. Stays true after all instances are unmounted.
    pub(super) fn is_hosts_document() -> bool {
        IN_HOSTS_DOCUMENT.get()
    }

    pub(super) fn mounted(self) -> Option<Rc<Mounted>> {
        MOUNTED.with_borrow(|all| all.get(self.0).cloned().flatten())
    }

    /// The element that it mounts in.
    pub fn mount(self) -> Option<HtmlElement> {
        self.mounted().map(|mounted| mounted.mount.clone())
    }

    /// Whether it is part of a host's document.
    pub fn is_inline(self) -> bool {
        self.mounted()
            .is_some_and(|mounted| matches!(mounted.tree, Tree::Shadow(_)))
    }

    /// Host and port of the document.
    pub fn host_name(self) -> Option<String> {
        let document = self.mount()?.owner_document()?;
        document.location()?.host().ok()
    }

    /// Records that the visitor clicked in this instance.
    pub(super) fn mark_in_use(self) {
        LAST_CLICKED.set(self.0);
    }

    /// Whether this instance reports the shared session to the host: inline, only the one that was clicked last.
    pub fn is_in_use(self) -> bool {
        !self.is_inline() || LAST_CLICKED.get() == self.0
    }

    /// The element with this id.
    pub(super) fn element(self, id: &str) -> Option<Element> {
        match &self.mounted()?.tree {
            Tree::Document(document) => document.get_element_by_id(id),
            Tree::Shadow(root) => root.get_element_by_id(id),
        }
    }
}
