//! Checks the list of contradictions.

use std::collections::BTreeSet;

use which_end_core::guide::Guide;
use which_end_core::pay::claim::{Claim, Claims};
use which_end_core::pay::contradiction::{Contradiction, Contradictions, SourcedStatement};

/// Maximum length of a note, characters.
const LONGEST_NOTE: usize = 120;
/// Smaller amounts are hourly pay, which no claim contains.
const LEAST_YEARLY: u32 = 1_000;

/// Checks that each statement has a source, that each id exists, and that each amount of yearly pay is a figure of the
/// claim. Each error is a sentence that names its entry.
pub fn check(
    contradictions: &Contradictions,
    claims: &Claims,
    guide: &Guide,
) -> Result<(), Vec<String>> {
    let mut errors = Vec::new();
    let (mut ids, mut noted) = (BTreeSet::new(), BTreeSet::new());
    for one in &contradictions.contradictions {
        let name = format!("contradiction “{}”", one.id);
        if !ids.insert(one.id.as_str()) {
            errors.push(format!("{name}: the id is there twice"));
        }
        for (what, text) in [("id", &one.id), ("about", &one.about)] {
            filled(&name, what, text, &mut errors);
        }
        if let Some(why) = &one.why {
            filled(&name, "why", why, &mut errors);
        }
        if one.says.len() < 2 {
            errors.push(format!("{name}: it takes two sayings to disagree"));
        }
        for (at, saying) in one.says.iter().enumerate() {
            let name = format!("{name}, saying {}", at + 1);
            check_statement(&name, saying, claims, guide, &mut errors);
        }
        for note in &one.notes {
            if !noted.insert(note.claim.as_str()) {
                errors.push(format!("{name}: claim “{}” has a note already", note.claim));
            }
        }
        notes(&name, one, claims, &mut errors);
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}

fn filled(name: &str, what: &str, text: &str, errors: &mut Vec<String>) {
    if text.trim().is_empty() {
        errors.push(format!("{name}: “{what}” is empty"));
    }
}

fn check_statement(
    name: &str,
    saying: &SourcedStatement,
    claims: &Claims,
    guide: &Guide,
    errors: &mut Vec<String>,
) {
    filled(name, "who", &saying.who, errors);
    filled(name, "what", &saying.what, errors);
    if saying.claims.is_empty() && saying.sources.is_empty() {
        errors.push(format!("{name}: it has no source"));
    }
    for id in &saying.claims {
        match find(claims, id) {
            None => errors.push(format!("{name}: there is no claim “{id}”")),
            Some(claim) if claim.who != saying.who => {
                errors.push(format!("{name}: claim “{id}” is from {}", claim.who));
            }
            Some(_) => {}
        }
    }
    for id in &saying.sources {
        match guide.sources.iter().find(|source| source.id == *id) {
            None => errors.push(format!(
                "{name}: “{}” is not among the sources of guide.json",
                id.as_str()
            )),
            Some(source) if source.who != saying.who => {
                errors.push(format!(
                    "{name}: source “{}” is from {}",
                    id.as_str(),
                    source.who
                ));
            }
            Some(_) => {}
        }
    }
    let theirs: Vec<&Claim> = saying
        .claims
        .iter()
        .filter_map(|id| find(claims, id))
        .collect();
    amounts(name, &saying.what, &theirs, errors);
}

fn notes(name: &str, one: &Contradiction, claims: &Claims, errors: &mut Vec<String>) {
    let named: BTreeSet<&String> = one.says.iter().flat_map(|saying| &saying.claims).collect();
    let theirs: Vec<&Claim> = named.iter().filter_map(|id| find(claims, id)).collect();
    if let Some(why) = &one.why {
        amounts(name, why, &theirs, errors);
    }
    for note in &one.notes {
        filled(name, "note", &note.note, errors);
        let length = note.note.chars().count();
        if length > LONGEST_NOTE {
            errors.push(format!(
                "{name}: the note on “{}” has {length} characters, {LONGEST_NOTE} at most",
                note.claim
            ));
        }
        if !named.contains(&note.claim) {
            errors.push(format!(
                "{name}: the note is on “{}”, which says nothing here",
                note.claim
            ));
        }
        amounts(name, &note.note, &theirs, errors);
    }
}

fn find<'claims>(claims: &'claims Claims, id: &str) -> Option<&'claims Claim> {
    claims.claims.iter().find(|claim| claim.id == id)
}

/// Checks that yearly pay in a text, for example `$98,000`, is a figure of those claims.
fn amounts(name: &str, text: &str, claims: &[&Claim], errors: &mut Vec<String>) {
    for piece in text.split('$').skip(1) {
        let digits: String = piece
            .chars()
            .take_while(|letter| letter.is_ascii_digit() || *letter == ',')
            .filter(char::is_ascii_digit)
            .collect();
        let Ok(usd) = digits.parse::<u32>() else {
            errors.push(format!("{name}: an amount is written as $98,000"));
            continue;
        };
        let known = claims
            .iter()
            .flat_map(|claim| &claim.amounts)
            .any(|amount| amount.usd == usd);
        if usd >= LEAST_YEARLY && !known {
            errors.push(format!("{name}: no claim named there says ${usd}"));
        }
    }
}
