//! Downloads of texts, and reading of files that the visitor chose.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, Event, File, HtmlAnchorElement, HtmlElement, HtmlInputElement, Url,
};
use which_end_core::record::LONGEST;

use super::{js_error, page};

/// How long a download's object URL stays valid, in milliseconds. Safari fetches it after the click.
const URL_LIFETIME_MS: i32 = 60_000;

/// File name of an exported record.
pub const RECORD_NAME: &str = "which-end.json";

/// Media type of an exported record.
const JSON: &str = "application/json";

/// Why a file was not downloaded or not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// The browser refused, with the exception's name.
    #[error("the browser does not allow files here ({0})")]
    Refused(String),
    /// Longer than the longest record.
    #[error("this file is too large to be a Which End file")]
    TooLarge,
    /// The file is gone or may not be read.
    #[error("the file could not be read ({0})")]
    Unreadable(String),
}

/// Downloads a JSON text as the file `name`.
pub fn download(name: &str, text: &str) -> Result<(), FileError> {
    download_as(name, JSON, text)
}

/// Downloads a text of media type `kind` as the file `name`.
pub fn download_as(name: &str, kind: &str, text: &str) -> Result<(), FileError> {
    let blob = blob_of(text, kind).map_err(|thrown| FileError::Refused(js_error::name(&thrown)))?;
    download_blob(name, &blob)
}

/// Downloads a blob as the file `name`.
pub(super) fn download_blob(name: &str, blob: &Blob) -> Result<(), FileError> {
    let refused = |thrown: JsValue| FileError::Refused(js_error::name(&thrown));
    let missing = || FileError::Refused("no page".to_owned());
    let document = page::document().ok_or_else(missing)?;
    let body = document.body().ok_or_else(missing)?;
    let url = Url::create_object_url_with_blob(blob).map_err(refused)?;
    let link: HtmlAnchorElement = document
        .create_element("a")
        .map_err(refused)?
        .dyn_into()
        .map_err(|_| missing())?;
    link.set_href(&url);
    link.set_download(name);
    let element: &HtmlElement = &link;
    element.set_hidden(true);
    body.append_child(&link).map_err(refused)?;
    link.click();
    link.remove();

    let revoke = Closure::once_into_js(move || {
        // An error means that the URL was revoked already.
        let _ = Url::revoke_object_url(&url);
    });
    if let Some(window) = super::window() {
        // Without the timer, the small text stays in memory until the page closes.
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(
            revoke.unchecked_ref(),
            URL_LIFETIME_MS,
        );
    }
    Ok(())
}

/// An object URL for a JSON text.
pub(super) fn object_url(text: &str) -> Result<String, JsValue> {
    Url::create_object_url_with_blob(&blob_of(text, JSON)?)
}

fn blob_of(text: &str, kind: &str) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&text.into()), &options)
}

/// A file that the visitor chose, unread.
#[derive(Clone, Debug)]
pub struct ChosenFile(File);

/// The file that the visitor chose in the `<input type="file">` of this `change` event. Empties the input, so that
/// choosing the same file again fires another event.
pub fn chosen(change: &Event) -> Option<ChosenFile> {
    let input: HtmlInputElement = change.target()?.dyn_into().ok()?;
    let file = input.files()?.get(0)?;
    input.set_value("");
    Some(ChosenFile(file))
}

impl ChosenFile {
    /// The file name without folders, cut to 80 characters.
    pub fn name(&self) -> String {
        self.0.name().chars().take(80).collect()
    }

    /// Reads the text. Refuses a file longer than the longest record without reading it.
    pub async fn read(self) -> Result<String, FileError> {
        if self.0.size() > LONGEST as f64 {
            return Err(FileError::TooLarge);
        }
        let unreadable = |thrown: JsValue| FileError::Unreadable(js_error::name(&thrown));
        let text = JsFuture::from(self.0.text()).await.map_err(unreadable)?;
        text.as_string()
            .ok_or_else(|| FileError::Unreadable("not text".to_owned()))
    }
}
