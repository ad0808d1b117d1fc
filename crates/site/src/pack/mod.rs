//! Writes compressed files and header files, which common static hosts need to serve the site well.

use std::fmt::Write as _;
use std::path::Path;

use crate::error::SiteError;
use crate::{compress, digest, files};

pub(crate) mod headers;
mod notices;

/// The environment variable with the origins that may show the page in a frame, separated by commas; empty for all.
const HOSTS: &str = "WHICH_END_HOSTS";

/// Packs the built site.
pub(crate) fn run(folder: &Path) -> Result<(), SiteError> {
    for name in files::list(folder)?
        .iter()
        .filter(|name| files::is_compressed(name))
    {
        files::remove(&folder.join(name))?;
    }
    files::write(&folder.join(files::NOTICES), notices::text()?)?;
    let names = files::list(folder)?;
    let mut packed = 0;
    for name in names.iter().filter(|name| files::is_compressible(name)) {
        write_compressed(folder, name)?;
        packed += 1;
    }
    files::write(
        &folder.join(files::NOT_FOUND),
        include_str!("../../../../assets/web/404.html"),
    )?;
    let page = files::read_text(&folder.join(files::PAGE))?;
    let policies = headers::Policies::new(&page, &std::env::var(HOSTS).unwrap_or_default())?;
    files::write(&folder.join("_headers"), policies.netlify(&names))?;
    files::write(&folder.join(".htaccess"), policies.apache())?;
    files::write(&folder.join("nginx.conf"), policies.nginx())?;
    files::write(&folder.join(files::SUMS), sums(folder)?)?;
    println!(
        "{packed} files packed, header files for Netlify, Cloudflare, Apache and nginx written"
    );
    Ok(())
}

/// A line for every file except the list itself, so that an operator can verify a copy.
pub(crate) fn sums(folder: &Path) -> Result<String, SiteError> {
    let mut lines = String::new();
    for name in files::list(folder)?
        .iter()
        .filter(|name| *name != files::SUMS)
    {
        let sum = digest::sha256(&files::read(&folder.join(name))?);
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "{sum}  {name}");
    }
    Ok(lines)
}

/// Writes the two compressed files of a file.
pub(crate) fn write_compressed(folder: &Path, name: &str) -> Result<(), SiteError> {
    let path = folder.join(name);
    let bytes = files::read(&path)?;
    let brotli = compress::brotli(&bytes).map_err(SiteError::file(&path))?;
    let gzip = compress::gzip(&bytes).map_err(SiteError::file(&path))?;
    files::write(&folder.join(format!("{name}.br")), brotli)?;
    files::write(&folder.join(format!("{name}.gz")), gzip)
}
