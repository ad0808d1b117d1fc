//! The list of files that the service worker caches, and the worker's version.

use std::path::Path;

use crate::error::SiteError;
use crate::script::{Kind, minify, replace_once};
use crate::{digest, files};

/// The text before the list, in the original worker and in a minified one.
const LISTS: [&str; 2] = ["const PRECACHE = ", "const PRECACHE="];
/// The placeholder line for the list.
const NO_LIST: &str = "const PRECACHE = [];";
/// The placeholder line for the version.
const NO_VERSION: &str = "const VERSION = 'unstamped';";

/// A file's relative address and integrity.
pub(crate) type Entry = (String, String);

/// Every file that the page needs without a network. The page is listed as `./`, because many hosts answer
/// `/index.html` with a redirect, which the worker refuses.
pub(crate) fn entries(folder: &Path) -> Result<Vec<Entry>, SiteError> {
    files::list(folder)?
        .into_iter()
        .filter(|name| files::is_needed_offline(name))
        .map(|name| {
            let integrity = digest::integrity(&files::read(&folder.join(&name))?);
            Ok((address(&name), integrity))
        })
        .collect()
}

/// The relative address at which a host serves the file.
pub(crate) fn address(name: &str) -> String {
    if name == files::PAGE {
        "./".to_owned()
    } else {
        format!("./{name}")
    }
}

/// Writes list and version into the worker.
pub(crate) fn stamp(folder: &Path) -> Result<(), SiteError> {
    let path = folder.join(files::WORKER);
    let worker = stamped(&files::read_text(&path)?, &entries(folder)?)?;
    files::write(&path, minify(&worker, Kind::Classic)?)
}

/// The worker's text with `entries`. Its version is a hash of the list *and* of the worker's text. With the list alone,
/// a release that changes only the worker would share the cache of the previous one, and could delete it.
fn stamped(worker: &str, entries: &[Entry]) -> Result<String, SiteError> {
    let list = serde_json::to_string(entries)?;
    let version = digest::short(format!("{list}\n{worker}").as_bytes());
    let worker = replace_once(
        worker,
        NO_LIST,
        &format!("const PRECACHE = {list};"),
        files::WORKER,
    )?;
    replace_once(
        &worker,
        NO_VERSION,
        &format!("const VERSION = '{version}';"),
        files::WORKER,
    )
}

/// The list in a stamped worker.
pub(crate) fn read_stamped(worker: &str) -> Option<Vec<Entry>> {
    let after = |list| worker.split_once(list).map(|(_, after)| after);
    let list = LISTS.into_iter().find_map(after)?;
    // The rest of the script follows.
    serde_json::Deserializer::from_str(list)
        .into_iter()
        .next()?
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORKER: &str = include_str!("../../../../assets/web/sw.js");

    fn list() -> Vec<Entry> {
        vec![
            ("./".to_owned(), "sha384-a".to_owned()),
            ("./x.js".to_owned(), "sha384-b".to_owned()),
        ]
    }

    fn version(worker: &str) -> String {
        let line = worker
            .lines()
            .find(|line| line.starts_with("const VERSION"));
        line.expect("a stamped worker has a version").to_owned()
    }

    #[test]
    fn the_list_reads_back_from_the_projects_own_worker() {
        let worker = stamped(WORKER, &list()).expect("the worker has both places");
        assert_eq!(read_stamped(&worker), Some(list()));
        assert!(!worker.contains("unstamped"));
    }

    #[test]
    fn the_version_changes_with_any_file_and_with_the_worker_itself() {
        let plain = stamped(WORKER, &list()).expect("stamps");
        let mut other = list();
        other[1].1 = "sha384-c".to_owned();
        let file_changed = stamped(WORKER, &other).expect("stamps");
        let worker_changed =
            stamped(&format!("{WORKER}\nself.changed = 1;\n"), &list()).expect("stamps");
        assert_ne!(version(&plain), version(&file_changed));
        assert_ne!(version(&plain), version(&worker_changed));
        assert_eq!(
            plain,
            stamped(WORKER, &list()).expect("stamps"),
            "the same input gives the same worker"
        );
    }

    #[test]
    fn a_worker_that_is_stamped_already_is_refused() {
        let once = stamped(WORKER, &list()).expect("stamps");
        assert!(stamped(&once, &list()).is_err());
    }

    #[test]
    fn the_page_is_listed_as_hosts_serve_it() {
        assert_eq!(address("index.html"), "./");
        assert_eq!(address("a-1.js"), "./a-1.js");
    }
}
