//! Proves of a built site what its pages promise: whole offline use, a strict policy, and no request after load.
//!
//! | module | proves |
//! |---|---|
//! | [`precache`] | every entry re-hashed, every file listed or named as not needed |
//! | [`markup`] | no inline script or style, nothing from elsewhere, the policy and the integrity in place |
//! | [`script`] | one network call in all, and none of the ways around |

use std::path::Path;

use crate::error::SiteError;
use crate::{files, pack};

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
    findings.extend(markup::check_owners(&files::read_text(
        &folder.join(files::OWNERS),
    )?));
    let lite = files::read_text(&folder.join(files::LITE))?;
    findings.extend(markup::check_lite(&lite));
    findings.extend(script::check(folder, &names, &[&page, &lite])?);
    findings.extend(twin::check(folder, &names)?);
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
