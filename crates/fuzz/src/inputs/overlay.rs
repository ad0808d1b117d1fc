//! An employer's overlay file, passed by the loader on the employer's page.

use which_end_core::embed::options::WebAddress;
use which_end_core::embed::overlay::{MOST_ERRORS, read};

use super::{Judgement, Verdict, hold, refused};

pub(super) const WORDS: &[&str] = &[
    "\"schema\": 1",
    "\"name\": ",
    "\"source\": {",
    "\"as_of\": ",
    "\"review_by\": \"2027-01-31\"",
    "\"bands\": [",
    "\"rungs\": {",
    "\"jobs\": [",
    "\"from\": 1e9",
    "\"to\": 1e-9",
    "\"place\": ",
    "\"tier\": \"staff\"",
    "\"role\": \"architect\"",
    "\"id\": \"apply\"",
    "\"per\": \"hour\"",
    "null",
    "[]",
    "{}",
    "-0",
    "1e308",
    "javascript:alert(1)",
    "/jobs",
    "\\u202e",
    "\\n",
];

pub(super) fn seeds() -> Vec<String> {
    [
        r#"{"schema": 1, "name": "Acme", "source": {"title": "Pay", "url": "https://acme.example/"}, "as_of": "2026-10-01"}"#,
        r#"{"schema": 1, "name": "Acme", "source": {"title": "Pay", "url": "https://acme.example/"}, "as_of": "2026-10-01", "review_by": "2027-10-01",
            "bands": [{"role": "back-end", "tier": "mid", "title": "Engineer II", "from": 70000, "to": 90000, "currency": "EUR", "per": "year", "place": "Berlin"},
                {"role": "devops", "tier": "entry", "title": "E", "from": 25.5, "to": 25.5, "currency": "USD", "per": "hour"}],
            "rungs": {"entry": "Engineer I", "mid": "II", "senior": "III", "staff": "Principal"},
            "jobs": [{"id": "be-1", "title": "Developer", "url": "https://acme.example/1", "role": "back-end", "tier": "mid", "place": "Berlin"},
                {"id": "2", "title": "Lead", "url": "http://acme.example/2", "role": "engineering-manager"}]}"#,
    ]
    .map(str::to_owned)
    .to_vec()
}

pub(super) fn judge(text: &str) -> Judgement {
    match read(text) {
        Ok(overlay) => {
            let pay = overlay
                .bands
                .iter()
                .all(|band| band.from > 0.0 && band.from <= band.to && band.to <= 1e9);
            hold(pay, "a band is an amount and not less")?;
            let plain = |text: &String| {
                (1..=120).contains(&text.chars().count()) && !text.contains(char::is_control)
            };
            let texts = overlay
                .bands
                .iter()
                .flat_map(|band| [Some(&band.title), band.place.as_ref()])
                .chain(
                    overlay
                        .jobs
                        .iter()
                        .flat_map(|job| [Some(&job.title), job.place.as_ref()]),
                )
                .chain(overlay.rungs.iter().map(Option::as_ref))
                .chain([Some(&overlay.name), Some(&overlay.source_title)]);
            hold(texts.flatten().all(plain), "a text is one plain line")?;
            let web =
                |address: &str| address.starts_with("https://") || address.starts_with("http://");
            let links = overlay
                .jobs
                .iter()
                .map(|job| &job.url)
                .chain([&overlay.source_url]);
            hold(
                links.map(WebAddress::as_str).all(web),
                "a link leads to the web",
            )?;
            let mut ids: Vec<&str> = overlay.jobs.iter().map(|job| job.id.as_str()).collect();
            ids.push("apply");
            ids.sort_unstable();
            ids.dedup();
            hold(
                ids.len() == overlay.jobs.len() + 1,
                "a job is told apart from all else",
            )?;
            Ok(Verdict::Accepted)
        }
        Err(errors) => {
            hold(
                (1..=MOST_ERRORS).contains(&errors.len()),
                "one fault to ten",
            )?;
            for error in &errors {
                refused(error)?;
                hold(
                    !error.to_string().contains(char::is_control),
                    "a fault is one plain line",
                )?;
            }
            Ok(Verdict::Refused)
        }
    }
}
