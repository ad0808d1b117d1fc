//! Handing a text or an address to other programs: the clipboard and the device's share sheet.

use js_sys::{Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Navigator, ShareData};

use super::fault;

/// Why nothing was handed over.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShareError {
    /// The browser cannot, as in pages without https; let the visitor copy by hand.
    #[error("this browser cannot do that here; copy the text by hand")]
    Unsupported,
    /// The browser or the frame's host refused; with the browser's own name for it.
    #[error("the browser did not allow it ({0}); copy the text by hand")]
    Refused(String),
}

/// What became of an offer to share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shared {
    /// Handed over.
    Done,
    /// The visitor closed the sheet, or one is open already.
    Cancelled,
}

/// Puts `text` on the clipboard. Starts at once, because browsers allow it only in the moment of a press.
pub fn copy(text: &str) -> impl Future<Output = Result<Shared, ShareError>> + use<> {
    let started = navigator()
        .filter(|navigator| has(navigator, "clipboard"))
        .map(|navigator| navigator.clipboard().write_text(text).unchecked_into());
    finished(started)
}

/// Whether the device has a share sheet.
pub fn can_share() -> bool {
    navigator().is_some_and(|navigator| has(&navigator, "share"))
}

/// Opens the share sheet. Starts at once, because browsers allow it only in the moment of a press.
///
/// A second press while the sheet is open changes nothing: browsers refuse a second sheet.
pub fn share(
    title: &str,
    text: &str,
    url: &str,
) -> impl Future<Output = Result<Shared, ShareError>> + use<> {
    let data = ShareData::new();
    data.set_title(title);
    data.set_text(text);
    data.set_url(url);
    let started = navigator()
        .filter(|navigator| has(navigator, "share"))
        .map(|navigator| navigator.share_with_data(&data).unchecked_into());
    finished(started)
}

fn navigator() -> Option<Navigator> {
    Some(super::window()?.navigator())
}

/// Whether the browser has that part: asking for a part that is not there would throw.
fn has(navigator: &Navigator, part: &str) -> bool {
    Reflect::get(navigator.unchecked_ref(), &part.into())
        .is_ok_and(|part| !part.is_undefined() && !part.is_null())
}

/// Waits for something of the browser's that opened. That the visitor closed it, or that it is open already, is no error.
async fn finished(started: Option<Promise<JsValue>>) -> Result<Shared, ShareError> {
    let started = started.ok_or(ShareError::Unsupported)?;
    match JsFuture::from(started).await {
        Ok(_) => Ok(Shared::Done),
        Err(thrown) => match fault::name(&thrown).as_str() {
            "AbortError" | "InvalidStateError" => Ok(Shared::Cancelled),
            name => Err(ShareError::Refused(name.to_owned())),
        },
    }
}
