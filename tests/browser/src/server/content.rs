//! Responses of the host: files of the site, pages made for a scenario, and the policy header.

use std::path::{Component, Path};

use super::http::{self, Answer, Asked};
use super::{BasePath, REPORTS, Shared};

pub(super) fn answer(asked: &Asked, shared: &Shared) -> Answer {
    let path = asked.path();
    if path == REPORTS {
        return Answer::new("204 No Content", "text/plain", "");
    }
    if let Some(page) = shared.inner().hosts.get(path) {
        return page.clone();
    }
    let inside = path
        .strip_prefix(BasePath::SubPath.path())
        .or_else(|| path.strip_prefix('/'))
        .unwrap_or(path);
    let inside = if inside.is_empty() {
        "index.html"
    } else {
        inside
    };
    let Some(body) = body_of(inside, shared) else {
        return Answer::new(
            "404 Not Found",
            "text/plain; charset=utf-8",
            "there is no such file",
        );
    };
    let is_page = http::media_type(inside).starts_with("text/html");
    let policy = (is_page && shared.inner().reporting)
        .then(|| policy_of(&String::from_utf8_lossy(&body)))
        .flatten();
    // Releases the lock before `body_of` takes it again.
    let sends_packed = shared.inner().packed;
    let packed = sends_packed
        .then(|| body_of(&format!("{inside}.br"), shared))
        .flatten();
    let encoding = packed
        .is_some()
        .then(|| ("Content-Encoding".into(), "br".into()));
    let body = packed.unwrap_or(body);
    let mut answer = Answer::new("200 OK", http::media_type(inside), body);
    answer.headers.extend(encoding);
    // Nothing may come from the HTTP cache, so that offline use proves the service worker, unless the scenario is about
    // that cache.
    let cache = "Cache-Control";
    if !shared.inner().headers.iter().any(|(name, _)| name == cache) {
        answer.headers.push((cache.into(), "no-store".into()));
    }
    if let Some(policy) = policy {
        answer.headers.push((
            "Content-Security-Policy".into(),
            format!("{policy}; report-uri {REPORTS}"),
        ));
    }
    answer
        .headers
        .extend(shared.inner().headers.iter().cloned());
    answer
}

fn body_of(inside: &str, shared: &Shared) -> Option<Vec<u8>> {
    if let Some(body) = shared.inner().replaced.get(inside) {
        return Some(body.clone());
    }
    let relative = Path::new(inside);
    let plain = relative
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    if plain {
        std::fs::read(shared.folder.join(relative)).ok()
    } else {
        None
    }
}

/// The Content-Security-Policy in the `<meta>` of `page`.
pub(super) fn policy_of(page: &str) -> Option<String> {
    let tag = page
        .split('<')
        .find(|tag| tag.to_ascii_lowercase().contains("content-security-policy"))?;
    let value = tag.split_once("content=")?.1;
    let quote = value
        .chars()
        .next()
        .filter(|first| matches!(first, '"' | '\''))?;
    Some(
        value[1..]
            .split(quote)
            .next()?
            .replace("&#39;", "'")
            .replace("&apos;", "'"),
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Mutex;

    use super::super::{Health, Inner};
    use super::*;

    #[test]
    fn a_page_s_own_policy_is_found() {
        let page = r#"<head><meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:"><p>"#;
        assert_eq!(
            policy_of(page).as_deref(),
            Some("default-src 'none'; img-src data:")
        );
        assert_eq!(policy_of("<title>Content-Security-Policy</title>"), None);
        assert_eq!(policy_of("<p>"), None);
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        std::fs::write(folder.path().join("inside.txt"), "inside").expect("a file in it");
        let shared = |name: &str| Shared {
            folder: folder.path().join(name),
            inner: Mutex::new(Inner {
                health: Health::Well,
                packed: false,
                reporting: true,
                held: Vec::new(),
                spoiled: Vec::new(),
                replaced: BTreeMap::new(),
                headers: Vec::new(),
                hosts: BTreeMap::new(),
                log: Vec::new(),
            }),
        };
        assert_eq!(
            body_of("inside.txt", &shared("")).as_deref(),
            Some(b"inside".as_slice())
        );
        assert_eq!(body_of("../inside.txt", &shared("below")), None);
        assert_eq!(body_of("/etc/hostname", &shared("")), None);
    }
}
