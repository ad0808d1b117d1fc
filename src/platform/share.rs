//! The clipboard and the device's share sheet.

use js_sys::{Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Navigator, ShareData};

use super::js_error;

/// Why nothing was copied or shared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShareError {
    /// The browser lacks the API, for example in pages without https.
    #[error("this browser cannot do that here; copy the text by hand")]
    Unsupported,
    /// The browser or the frame's policy refused, with the exception's name.
    #[error("the browser did not allow it ({0}); copy the text by hand")]
    Refused(String),
}

/// Result of copying or sharing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shared {
    /// Copied or shared.
    Done,
    /// The visitor closed the sheet, or one is open already.
    Cancelled,
}

/// Copies `text` to the clipboard. Starts at once, because browsers require a user gesture.
pub fn copy(text: &str) -> impl Future<Output = Result<Shared, ShareError>> + use<> {
    let promise = navigator()
        .filter(|navigator| supports(navigator, "clipboard"))
        .map(|navigator| navigator.clipboard().write_text(text).unchecked_into());
    settle(promise)
}

/// Whether the device has a share sheet.
pub fn can_share() -> bool {
    navigator().is_some_and(|navigator| supports(&navigator, "share"))
}

/// Opens the share sheet. Starts at once, because browsers require a user gesture.
///
/// A second call while the sheet is open gives [`Shared::Cancelled`], because browsers refuse a second sheet.
pub fn share(
    title: &str,
    text: &str,
    url: &str,
) -> impl Future<Output = Result<Shared, ShareError>> + use<> {
    let data = ShareData::new();
    data.set_title(title);
    data.set_text(text);
    data.set_url(url);
    let promise = navigator()
        .filter(|navigator| supports(navigator, "share"))
        .map(|navigator| navigator.share_with_data(&data).unchecked_into());
    settle(promise)
}

fn navigator() -> Option<Navigator> {
    Some(super::window()?.navigator())
}

/// Whether the navigator has this API. Calling a missing one would throw.
fn supports(navigator: &Navigator, api: &str) -> bool {
    Reflect::get(navigator.unchecked_ref(), &api.into())
        .is_ok_and(|api| !api.is_undefined() && !api.is_null())
}

/// Waits for the browser. A sheet that the visitor closed, or that is open already, is no error.
async fn settle(promise: Option<Promise<JsValue>>) -> Result<Shared, ShareError> {
    let promise = promise.ok_or(ShareError::Unsupported)?;
    match JsFuture::from(promise).await {
        Ok(_) => Ok(Shared::Done),
        Err(thrown) => match js_error::name(&thrown).as_str() {
            "AbortError" | "InvalidStateError" => Ok(Shared::Cancelled),
            name => Err(ShareError::Refused(name.to_owned())),
        },
    }
}
