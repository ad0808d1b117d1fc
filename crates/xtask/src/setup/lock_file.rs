//! Reads the version of one package from `Cargo.lock`.

use super::version::Version;
use crate::error::Error;
use crate::workspace;

/// The wasm-bindgen version of the page. Its command line tool must have the same version.
pub(crate) fn wasm_bindgen() -> Result<Version, Error> {
    let path = workspace::root().join("Cargo.lock");
    let text = std::fs::read_to_string(&path)
        .map_err(|error| Error::new(format!("{} cannot be read: {error}.", path.display())))?;
    version_of("wasm-bindgen", &text).ok_or_else(|| {
        Error::new("Cargo.lock names no wasm-bindgen; take the one from the repository again.")
    })
}

fn version_of(package: &str, lock: &str) -> Option<Version> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    lines.find(|line| *line == name)?;
    let version = lines.next()?.strip_prefix("version = \"")?;
    Version::read(version.strip_suffix('"')?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "\
version = 4

[[package]]
name = \"wasm-bindgen-futures\"
version = \"0.4.50\"

[[package]]
name = \"wasm-bindgen\"
version = \"0.2.130\"
source = \"registry+https://github.com/rust-lang/crates.io-index\"
";

    #[test]
    fn the_package_of_exactly_this_name_counts() {
        assert_eq!(
            version_of("wasm-bindgen", LOCK),
            Some(Version::new(0, 2, 130))
        );
        assert_eq!(version_of("wasm", LOCK), None);
    }

    #[test]
    fn our_own_lock_file_can_be_read() {
        assert!(wasm_bindgen().is_ok());
    }
}
