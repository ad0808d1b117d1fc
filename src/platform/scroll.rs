//! Where the visitor was in a long view, for whoever comes back to it: each step of the tab's history holds it.
//!
//! Browsers do this by themselves only where the content is there before they try, and ours is drawn after the step.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, ScrollRestoration};

use super::Listener;
use super::place::Place;

/// How long the page has to stand still before its place is noted, milliseconds: Safari counts notes.
const STILL: i32 = 100;

/// For so many frames the content may be late.
const MOST_FRAMES: u8 = 60;

impl Place {
    /// Notes from now on where the visitor is. Nothing to do where the address and the window are a host's.
    pub fn note_scrolling(self) -> Option<[Listener; 2]> {
        if self.is_inline() {
            return None;
        }
        let window = web_sys::window()?;
        let history = window.history().ok()?;
        // Refused only in a document that is going away.
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
        let timer = Rc::new(Cell::new(0));
        let still = Closure::<dyn FnMut()>::new(note);
        let clicked = Listener::before_others(window.clone().into(), "click", |_| note())?;
        let scrolled = Listener::on_window("scroll", move |_: Event| {
            window.clear_timeout_with_handle(timer.get());
            let next = window.set_timeout_with_callback_and_timeout_and_arguments_0(
                still.as_ref().unchecked_ref(),
                STILL,
            );
            // Without a timer the next click notes it.
            timer.set(next.unwrap_or_default());
        })?;
        Some([clicked, scrolled])
    }

    /// After a step of the history or a reload: goes to where the visitor was. After a step forward, notes where it begins.
    pub fn restore_scroll(self) {
        if self.is_inline() {
            return;
        }
        match noted() {
            Some(top) => soon(move || scroll_to(top, 0.0, MOST_FRAMES)),
            None => note(),
        }
    }

    /// Whether the visitor has been at this step of the history before.
    pub fn comes_back(self) -> bool {
        !self.is_inline() && noted().is_some()
    }
}

/// The place that the present step of the history holds.
fn noted() -> Option<f64> {
    web_sys::window()?.history().ok()?.state().ok()?.as_f64()
}

/// Notes where the visitor is in the present step of the history.
pub(super) fn note() {
    let Some(window) = web_sys::window() else {
        return;
    };
    if let (Ok(history), Ok(top)) = (window.history(), window.scroll_y()) {
        // Refused where the page has no address of its own, or after too many notes: then the view begins at its top.
        let _ = history.replace_state(&JsValue::from_f64(top), "");
    }
}

/// Scrolls to `top` once the page is long enough, unless the visitor scrolls back up meanwhile.
fn scroll_to(top: f64, before: f64, frames: u8) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let now = || window.scroll_y().unwrap_or(top);
    if now() + 1.0 < before {
        return;
    }
    window.scroll_to_with_x_and_y(0.0, top);
    let reached = now();
    if reached + 1.0 < top && frames > 0 {
        soon(move || scroll_to(top, reached, frames - 1));
    }
}

fn soon(run: impl FnOnce() + 'static) {
    if let Some(window) = web_sys::window() {
        let run = Closure::once_into_js(run);
        // Refused only by a document that is going away.
        let _ = window.request_animation_frame(run.unchecked_ref());
    }
}
