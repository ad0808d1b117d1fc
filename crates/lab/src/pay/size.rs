//! Size of the model in the page.

use which_end_core::pay::model::PayModel;

/// Maximum size of the model, bytes after brotli 11.
const MOST: usize = 12_000;

/// Size of the model in the page's format, raw and compressed, bytes.
fn sizes(model: &PayModel) -> Result<(usize, usize), String> {
    let bytes = postcard::to_allocvec(model).map_err(|error| error.to_string())?;
    let mut packed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut bytes.as_slice(), &mut packed, &parameters)
        .map_err(|error| error.to_string())?;
    Ok((bytes.len(), packed.len()))
}

/// The sizes as a sentence. An error if the model is too large for the page.
pub(crate) fn size_sentence(model: &PayModel) -> Result<String, String> {
    let (plain, packed) = sizes(model)?;
    if packed > MOST {
        return Err(format!(
            "the fitted model takes {packed} bytes packed with brotli 11, over the {MOST} that the page has for it"
        ));
    }
    Ok(format!(
        "In the page the model takes {plain} bytes, {packed} packed with brotli 11 (at most {MOST})."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects the page's budget from a model that grows with its countries.
    #[test]
    fn the_committed_model_fits_the_page() {
        let text = include_str!("../../../../assets/data/pay.json");
        let model: PayModel = serde_json::from_str(text).expect("the committed model is readable");
        let (_, packed) = sizes(&model).expect("it can be packed");
        assert!((1..=MOST).contains(&packed), "{packed} bytes");
    }
}
