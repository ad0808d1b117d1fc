//! Print and pictures.

use fantoccini::wd::{PrintConfigurationBuilder, PrintSize};
use which_end_browser_tests::engine::Scheme;
use which_end_browser_tests::failure::{Failure, check};
use which_end_browser_tests::page::Page;

/// A4 and Letter, with the color scheme that they are printed from.
pub(crate) const SHEETS: [Sheet; 2] = [
    Sheet {
        scheme: Scheme::Light,
        width: 21.0,
        height: 29.7,
    },
    Sheet {
        scheme: Scheme::Dark,
        width: 21.59,
        height: 27.94,
    },
];

/// A sheet of paper, in centimeters.
#[derive(Clone, Copy)]
pub(crate) struct Sheet {
    pub(crate) scheme: Scheme,
    width: f64,
    height: f64,
}

/// Returns the size of the print in bytes. Fails unless the current page prints on one sheet. `WHICH_END_KEEP_PRINTS` names a folder to save the prints in.
pub(crate) async fn fits_one(page: &Page, sheet: Sheet, what: &str) -> Result<usize, Failure> {
    let Sheet { width, height, .. } = sheet;
    let wanted = PrintConfigurationBuilder::default()
        .background(true)
        .size(PrintSize { width, height })
        .build()
        .map_err(|error| Failure::new(error.to_string()))?;
    let printed = page.client().print(wanted).await?;
    keep(&format!("{what}-{height}.pdf"), &printed)?;
    let kind = b"/Type /Page";
    let pages = printed
        .windows(kind.len() + 1)
        .filter(|bytes| bytes.starts_with(kind) && bytes[kind.len()] != b's')
        .count();
    check(pages == 1, || {
        format!("{what} takes {pages} pages of {height} cm")
    })?;
    Ok(printed.len())
}

/// Fails unless the bytes are a rendered card: a PNG of 1200 by 630 pixels with content.
pub(crate) fn is_a_card(picture: &[u8], what: &str) -> Result<(), Failure> {
    keep(&format!("{what}.png"), picture)?;
    let (signature, measures) = (picture.get(..8), picture.get(16..24));
    // An empty card would compress to almost nothing.
    check(
        signature == Some(b"\x89PNG\r\n\x1a\n")
            && measures == Some(&[0, 0, 4, 176, 0, 0, 2, 118])
            && picture.len() > 10_000,
        || {
            format!(
                "{what} has {} bytes and begins with {:?}",
                picture.len(),
                picture.get(..24)
            )
        },
    )
}

fn keep(name: &str, bytes: &[u8]) -> Result<(), Failure> {
    let Some(folder) = std::env::var_os("WHICH_END_KEEP_PRINTS") else {
        return Ok(());
    };
    let plain: String = name
        .chars()
        .map(|letter| {
            if letter.is_alphanumeric() || letter == '.' {
                letter
            } else {
                '-'
            }
        })
        .collect();
    std::fs::write(std::path::Path::new(&folder).join(plain), bytes)?;
    Ok(())
}
