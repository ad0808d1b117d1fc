//! Renders an SVG text to a PNG file.

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement};

use super::file::{self, FileError};
use super::{js_error, page};

/// Why the picture was not downloaded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// The browser refused, with the exception's name.
    #[error("the browser could not paint it ({0})")]
    Refused(String),
    /// The browser alters the pixels that scripts read, as a defense against fingerprinting.
    #[error("the browser does not let pages read what they paint")]
    PixelsAltered,
    /// Rendered, but the download failed.
    #[error(transparent)]
    NotDownloaded(#[from] FileError),
}

/// Renders `svg` and downloads it as the PNG file `name`. `size` is width and height in pixels. `background` is the RGB
/// color of the top left pixel, which shows whether the browser alters pixels.
pub async fn download(
    name: &str,
    svg: &str,
    (width, height): (u32, u32),
    background: [u8; 3],
) -> Result<(), PictureError> {
    let rendered = async {
        let canvas: HtmlCanvasElement = page::document()
            .ok_or(JsValue::NULL)?
            .create_element("canvas")?
            .dyn_into()?;
        canvas.set_width(width);
        canvas.set_height(height);
        let context: CanvasRenderingContext2d =
            canvas.get_context("2d")?.ok_or(JsValue::NULL)?.dyn_into()?;
        let drawing = load_image(svg, (width, height)).await?;
        context.draw_image_with_html_image_element(&drawing, 0.0, 0.0)?;
        let corner = context.get_image_data(0.0, 0.0, 1.0, 1.0)?.data();
        if !corner.starts_with(&background) {
            return Ok(None);
        }
        let blob = Promise::new(&mut |resolve: Function, reject: Function| {
            if let Err(thrown) = canvas.to_blob(&resolve) {
                // A promise that is settled ignores this.
                let _ = reject.call1(&JsValue::NULL, &thrown);
            }
        });
        // `toBlob` gives null if encoding fails, which is an error here.
        JsFuture::from(blob).await?.dyn_into::<Blob>().map(Some)
    };
    let refused = |thrown: JsValue| PictureError::Refused(js_error::name(&thrown));
    let blob = rendered.await.map_err(refused)?;
    file::download_blob(name, &blob.ok_or(PictureError::PixelsAltered)?)?;
    Ok(())
}

/// Decodes the SVG. Uses a data URL, because the page's policy allows no other source of images.
async fn load_image(svg: &str, (width, height): (u32, u32)) -> Result<HtmlImageElement, JsValue> {
    let image = HtmlImageElement::new_with_width_and_height(width, height)?;
    let address = format!(
        "data:image/svg+xml,{}",
        String::from(js_sys::encode_uri_component(svg))
    );
    let done = Promise::new(&mut |resolve: Function, reject: Function| {
        image.set_onload(Some(&resolve));
        image.set_onerror(Some(&reject));
        image.set_src(&address);
    });
    JsFuture::from(done).await?;
    Ok(image)
}
