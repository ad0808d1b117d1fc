//! Compression formats of hosts and browsers.

use std::io::{self, Read as _, Write as _};

/// Brotli with quality 11 and a window of 4 MB.
pub(crate) fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &parameters)?;
    Ok(packed)
}

/// Gzip at the highest level, without a time stamp, so that the output is reproducible.
pub(crate) fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = flate2::GzBuilder::new()
        .mtime(0)
        .write(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// Decompresses brotli.
pub(crate) fn unbrotli(packed: &[u8]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    brotli::Decompressor::new(packed, 64 * 1024).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Decompresses gzip.
pub(crate) fn ungzip(packed: &[u8]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(packed).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twins_unpack_to_the_file_and_never_change() -> io::Result<()> {
        let text = b"which end? ".repeat(400);
        assert_eq!(unbrotli(&brotli(&text)?)?, text);
        assert_eq!(ungzip(&gzip(&text)?)?, text);
        assert_eq!(gzip(&text)?, gzip(&text)?);
        assert!(brotli(&text)?.len() < gzip(&text)?.len());
        Ok(())
    }
}
