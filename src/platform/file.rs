//! Texts out to the visitor as files, and in from files.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, Event, File, HtmlAnchorElement, HtmlElement, HtmlInputElement, Url,
};
use which_end_core::record::LONGEST;

use super::{fault, page};

/// How long an offered file stays available to the browser, milliseconds. Safari fetches it after the press.
const OFFERED_FOR: i32 = 60_000;

/// What a file with everything that the page keeps is called.
pub const RECORD: &str = "which-end.json";

/// Media type of what the page keeps.
const JSON: &str = "application/json";

/// Why a file was not offered or not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// The browser refused; with its own name for it.
    #[error("the browser does not allow files here ({0})")]
    Refused(String),
    /// Over the longest record.
    #[error("this file is too large to be a Which End file")]
    TooLarge,
    /// The file is gone or may not be read.
    #[error("the file could not be read ({0})")]
    Unreadable(String),
}

/// Offers a JSON text as a download named `name`.
pub fn offer(name: &str, text: &str) -> Result<(), FileError> {
    offer_as(name, JSON, text)
}

/// Offers a text of this media type as a download named `name`.
pub fn offer_as(name: &str, kind: &str, text: &str) -> Result<(), FileError> {
    let blob = blob_of(text, kind).map_err(|thrown| FileError::Refused(fault::name(&thrown)))?;
    offer_blob(name, &blob)
}

/// Offers a blob as a download named `name`.
pub(super) fn offer_blob(name: &str, blob: &Blob) -> Result<(), FileError> {
    let refused = |thrown: JsValue| FileError::Refused(fault::name(&thrown));
    let missing = || FileError::Refused("no page".to_owned());
    let document = page::document().ok_or_else(missing)?;
    let body = document.body().ok_or_else(missing)?;
    let address = Url::create_object_url_with_blob(blob).map_err(refused)?;
    let link: HtmlAnchorElement = document
        .create_element("a")
        .map_err(refused)?
        .dyn_into()
        .map_err(|_| missing())?;
    link.set_href(&address);
    link.set_download(name);
    let element: &HtmlElement = &link;
    element.set_hidden(true);
    body.append_child(&link).map_err(refused)?;
    link.click();
    link.remove();

    let forget = Closure::once_into_js(move || {
        // An address that is unknown already is forgotten already.
        let _ = Url::revoke_object_url(&address);
    });
    if let Some(window) = super::window() {
        // Without the timer the text stays in memory until the page is closed: small.
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(
            forget.unchecked_ref(),
            OFFERED_FOR,
        );
    }
    Ok(())
}

/// An address inside this page under which the browser finds a JSON text.
pub(super) fn address_of(text: &str) -> Result<String, JsValue> {
    Url::create_object_url_with_blob(&blob_of(text, JSON)?)
}

fn blob_of(text: &str, kind: &str) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&text.into()), &options)
}

/// A file that the visitor chose. Nothing of it has been read.
#[derive(Clone, Debug)]
pub struct ChosenFile(File);

/// The file chosen in the `<input type="file">` whose `change` this is. Empties the input, so that choosing the same
/// file again is a change again.
pub fn chosen(change: &Event) -> Option<ChosenFile> {
    let input: HtmlInputElement = change.target()?.dyn_into().ok()?;
    let file = input.files()?.get(0)?;
    input.set_value("");
    Some(ChosenFile(file))
}

impl ChosenFile {
    /// Its name without folders, cut to 80 characters.
    pub fn name(&self) -> String {
        self.0.name().chars().take(80).collect()
    }

    /// Its text. A file over the longest record is refused unread.
    pub async fn read(self) -> Result<String, FileError> {
        if self.0.size() > LONGEST as f64 {
            return Err(FileError::TooLarge);
        }
        let unreadable = |thrown: JsValue| FileError::Unreadable(fault::name(&thrown));
        let text = JsFuture::from(self.0.text()).await.map_err(unreadable)?;
        text.as_string()
            .ok_or_else(|| FileError::Unreadable("not text".to_owned()))
    }
}
