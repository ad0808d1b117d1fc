//! Drawings turned into pictures: an SVG text, painted by the browser, out as a PNG file.

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement};

use super::file::{self, FileError};
use super::{fault, page};

/// Why there is no picture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// The browser refused; with its own name for it.
    #[error("the browser could not paint it ({0})")]
    Refused(String),
    /// The browser hands out other pixels than were painted, as some do to keep visitors from being told apart.
    #[error("the browser does not let pages read what they paint")]
    Hidden,
    /// Painted, but not handed out.
    #[error(transparent)]
    NotOffered(#[from] FileError),
}

/// Paints `svg` and offers it as a PNG named `name`. `size` is its width and height in pixels, `ground` the red, green
/// and blue of its top left corner, by which it is told whether the browser hands out what was painted.
pub async fn offer(
    name: &str,
    svg: &str,
    (width, height): (u32, u32),
    ground: [u8; 3],
) -> Result<(), PictureError> {
    let painted = async {
        let canvas: HtmlCanvasElement = page::document()
            .ok_or(JsValue::NULL)?
            .create_element("canvas")?
            .dyn_into()?;
        canvas.set_width(width);
        canvas.set_height(height);
        let brush: CanvasRenderingContext2d =
            canvas.get_context("2d")?.ok_or(JsValue::NULL)?.dyn_into()?;
        let drawing = loaded(svg, (width, height)).await?;
        brush.draw_image_with_html_image_element(&drawing, 0.0, 0.0)?;
        let corner = brush.get_image_data(0.0, 0.0, 1.0, 1.0)?.data();
        if !corner.starts_with(&ground) {
            return Ok(None);
        }
        let blob = Promise::new(&mut |resolve: Function, reject: Function| {
            if let Err(thrown) = canvas.to_blob(&resolve) {
                // A promise that is settled already stays as it is.
                let _ = reject.call1(&JsValue::NULL, &thrown);
            }
        });
        // A canvas that cannot be packed gives null.
        JsFuture::from(blob).await?.dyn_into::<Blob>().map(Some)
    };
    let refused = |thrown: JsValue| PictureError::Refused(fault::name(&thrown));
    let blob = painted.await.map_err(refused)?;
    file::offer_blob(name, &blob.ok_or(PictureError::Hidden)?)?;
    Ok(())
}

/// The drawing, ready to be painted. A data address, because the page's policy allows pictures from nowhere else.
async fn loaded(svg: &str, (width, height): (u32, u32)) -> Result<HtmlImageElement, JsValue> {
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
