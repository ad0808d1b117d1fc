//! Proves of a built site what its pages promise: whole offline use, a strict policy, and no request but for the application.
//!
//! | module | proves |
//! |---|---|
//! | [`precache`] | every entry re-hashed, every file listed or named as not needed |
//! | [`links`] | every link between our pages leads to one |
//! | [`markup`] | no inline script or style, nothing from elsewhere, the policy and the integrity in place |
//! | [`script`] | the network calls for the modules, and none of the ways around |

use std::path::Path;

use crate::error::SiteError;
use crate::{digest, files, pack};

mod links;
mod markup;
mod precache;
mod script;
mod twin;

/// One check: what it proves, and what speaks against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    proves: &'static str,
    faults: Vec<String>,
}

impl Finding {
    /// Passed where there is no fault.
    fn new(proves: &'static str, faults: Vec<String>) -> Self {
        Self { proves, faults }
    }

    fn passed(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Runs and prints all checks; fails where one does.
pub(crate) fn run(folder: &Path) -> Result<(), SiteError> {
    let names = files::list(folder)?;
    let page = files::read_text(&folder.join(files::PAGE))?;
    let mut findings = precache::check(folder, &names)?;
    findings.extend(markup::check(&page));
    for name in names.iter().filter(|name| files::is_other_page(name)) {
        findings.push(markup::check_other(
            name,
            &files::read_text(&folder.join(name))?,
        ));
    }
    findings.extend(markup::check_owners(&files::read_text(
        &folder.join(files::OWNERS),
    )?));
    let lite = files::read_text(&folder.join(files::LITE))?;
    findings.extend(markup::check_lite(&lite));
    let others = names.iter().filter(|name| files::is_other_page(name));
    let pages: Vec<String> = [files::PAGE, files::LITE]
        .into_iter()
        .map(str::to_owned)
        .chain(others.cloned())
        .collect();
    findings.extend(script::check(folder, &names, &pages)?);
    findings.push(links::check(folder, &names, &pages)?);
    findings.extend(twin::check(folder, &names)?);
    findings.push(second_module(folder, &names)?);
    let listed = files::read_text(&folder.join(files::SUMS))?;
    let whole = listed == pack::sums(folder)?;
    findings.push(Finding::new(
        "SHA256SUMS has the sum of every other file",
        (!whole)
            .then(|| "it differs from the files".to_owned())
            .into_iter()
            .collect(),
    ));

    for finding in &findings {
        println!(
            "{} {}",
            if finding.passed() { "pass" } else { "FAIL" },
            finding.proves
        );
        for fault in &finding.faults {
            println!("     {fault}");
        }
    }
    let failed = findings.iter().filter(|finding| !finding.passed()).count();
    println!("{} passed, {failed} failed", findings.len() - failed);
    if failed == 0 {
        Ok(())
    } else {
        Err(SiteError::Failed)
    }
}

/// Whether the glue names the second module with its digest. The digest of the first stands in the page.
fn second_module(folder: &Path, names: &[String]) -> Result<Finding, SiteError> {
    let mut faults = Vec::new();
    let modules: Vec<&String> = names.iter().filter(|name| files::is_later(name)).collect();
    if modules.len() != 1 {
        faults.push(format!("there are {} second modules", modules.len()));
    }
    let page = files::read_text(&folder.join(files::PAGE))?;
    for name in modules {
        let integrity = digest::integrity(&files::read(&folder.join(name))?);
        let fetch = format!("new URL(\"./{name}\",import.meta.url),{{integrity:\"{integrity}\"}}");
        if let Some(glue) = files::glue(&page)
            && !files::read_text(&folder.join(&glue))?.contains(&fetch)
        {
            faults.push(format!("{glue} does not fetch {name} with its digest"));
        }
    }
    Ok(Finding::new(
        "the second module is fetched with its digest",
        faults,
    ))
}
