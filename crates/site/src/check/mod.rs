//! Checks what the pages of a built site promise: full offline use, a strict policy, and no request except for the
//! application.
//!
//! | module | proves |
//! |---|---|
//! | [`precache`] | every hash is right, and every file is listed or not needed offline |
//! | [`links`] | every link between our pages leads to an existing page |
//! | [`markup`] | no inline script or style, no foreign resource, the policy and the integrity |
//! | [`script`] | only the network calls for the modules |

use std::path::Path;

use crate::error::SiteError;
use crate::{digest, files, pack};

mod compressed;
mod links;
mod markup;
mod precache;
mod script;

/// A check, with its errors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CheckResult {
    proves: &'static str,
    errors: Vec<String>,
}

impl CheckResult {
    /// The check passes if there are no errors.
    fn new(proves: &'static str, errors: Vec<String>) -> Self {
        Self { proves, errors }
    }

    fn passed(&self) -> bool {
        self.errors.is_empty()
    }
}

/// Runs and prints all checks. An error if any fails.
pub(crate) fn run(folder: &Path) -> Result<(), SiteError> {
    let names = files::list(folder)?;
    let page = files::read_text(&folder.join(files::PAGE))?;
    let mut results = precache::check(folder, &names)?;
    results.extend(markup::check(&page));
    for name in names.iter().filter(|name| files::is_other_page(name)) {
        results.push(markup::check_other(
            name,
            &files::read_text(&folder.join(name))?,
        ));
    }
    results.extend(markup::check_owners(&files::read_text(
        &folder.join(files::OWNERS),
    )?));
    let lite = files::read_text(&folder.join(files::LITE))?;
    results.extend(markup::check_lite(&lite));
    let others = names.iter().filter(|name| files::is_other_page(name));
    let pages: Vec<String> = [files::PAGE, files::LITE]
        .into_iter()
        .map(str::to_owned)
        .chain(others.cloned())
        .collect();
    results.extend(script::check(folder, &names, &pages)?);
    results.push(links::check(folder, &names, &pages)?);
    results.extend(compressed::check(folder, &names)?);
    results.push(second_module(folder, &names)?);
    let listed = files::read_text(&folder.join(files::SUMS))?;
    let whole = listed == pack::sums(folder)?;
    results.push(CheckResult::new(
        "SHA256SUMS has the sum of every other file",
        (!whole)
            .then(|| "it differs from the files".to_owned())
            .into_iter()
            .collect(),
    ));

    for result in &results {
        println!(
            "{} {}",
            if result.passed() { "pass" } else { "FAIL" },
            result.proves
        );
        for error in &result.errors {
            println!("     {error}");
        }
    }
    let failed = results.iter().filter(|result| !result.passed()).count();
    println!("{} passed, {failed} failed", results.len() - failed);
    if failed == 0 {
        Ok(())
    } else {
        Err(SiteError::Failed)
    }
}

/// Checks that the glue contains the digest of the second module. The page contains that of the first.
fn second_module(folder: &Path, names: &[String]) -> Result<CheckResult, SiteError> {
    let mut errors = Vec::new();
    let modules: Vec<&String> = names.iter().filter(|name| files::is_later(name)).collect();
    if modules.len() != 1 {
        errors.push(format!("there are {} second modules", modules.len()));
    }
    let page = files::read_text(&folder.join(files::PAGE))?;
    for name in modules {
        let integrity = digest::integrity(&files::read(&folder.join(name))?);
        let fetch = format!("new URL(\"./{name}\",import.meta.url),{{integrity:\"{integrity}\"}}");
        if let Some(glue) = files::glue(&page)
            && !files::read_text(&folder.join(&glue))?.contains(&fetch)
        {
            errors.push(format!("{glue} does not fetch {name} with its digest"));
        }
    }
    Ok(CheckResult::new(
        "the second module is fetched with its digest",
        errors,
    ))
}
