//! axe-core: the accessibility rules that can be checked automatically.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

use crate::failure::{Failure, check};
use crate::page::Page;

/// WCAG 2.0 to 2.2 at levels A and AA, and axe's best practices.
const RUN: &str = r"
const done = arguments[arguments.length - 1];
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
window.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }).then(
  (result) => done({
    rules: result.passes.length,
    violations: result.violations.map((rule) => ({
      id: rule.id, help: rule.help,
      nodes: rule.nodes.map((node) => ({ target: node.target.flat().join(' '), html: node.html, why: node.failureSummary })),
    })),
  }),
  (error) => done({ error: String(error) }),
);";

/// One broken rule, with every element that breaks it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// axe's id of the rule.
    pub rule: String,
    /// Rule, elements and reasons, as text.
    pub report: String,
}

/// Runs axe on the current page and returns its findings. Fails if no rule passed, because then axe did not see the
/// page.
pub async fn violations(page: &Page, axe: &Path) -> Result<Vec<Violation>, Failure> {
    let source = std::fs::read_to_string(axe).map_err(|error| {
        Failure::new(format!(
            "axe-core cannot be read from {}: {error}",
            axe.display()
        ))
    })?;
    let result = page
        .client()
        .execute_async(&format!("{source}\n{RUN}"), vec![])
        .await?;
    if let Some(error) = result["error"].as_str() {
        return Err(Failure::new(format!("axe did not run: {error}")));
    }
    check(
        result["rules"].as_u64().is_some_and(|rules| rules > 0),
        || "axe saw nothing that it has rules for".into(),
    )?;
    Ok(result["violations"]
        .as_array()
        .map(|all| all.iter().map(read).collect())
        .unwrap_or_default())
}

/// Fails with all findings if there are any. `place` names the page in the message.
pub async fn expect_none(page: &Page, axe: &Path, place: &str) -> Result<(), Failure> {
    let found = violations(page, axe).await?;
    check(found.is_empty(), || {
        let reports: Vec<&str> = found
            .iter()
            .map(|violation| violation.report.as_str())
            .collect();
        format!("axe finds fault with {place}:\n{}", reports.join("\n"))
    })
}

fn read(rule: &Value) -> Violation {
    let text = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let name = text(rule, "id");
    let mut report = format!("- {name}: {}", text(rule, "help"));
    for node in rule["nodes"].as_array().into_iter().flatten() {
        let why = text(node, "why").replace('\n', " ");
        let html: String = text(node, "html").chars().take(200).collect();
        // Writing to a String cannot fail.
        let _ = write!(report, "\n    {} {html}\n      {why}", text(node, "target"));
    }
    Violation { rule: name, report }
}
