//! How the quiz works, in plain words: counts and limits from the data and the rules of the quiz, so that they cannot go
//! stale; figures from one file that names its day and the questions it was made with.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use serde::Deserialize;
use which_end_core::date::Date;
use which_end_core::quiz::RULES;
use which_end_core::quiz::item::{Body, ItemBank};
use which_end_core::quiz::session::{FEWEST, KEEP_GOING_LIMIT, LIMIT, OPEN_FROM, SURE};

use super::old;

/// The one place for figures of the simulation that the page quotes, in `assets/data`. Where it is missing, no figure is
/// quoted.
const FILE: &str = "simulation.json";

/// What `cargo xtask simulate` found about the quiz in the messy condition, traits read strictly.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Simulation {
    /// The day of the simulation.
    pub(super) as_of: Date,
    /// From this day on it is marked as old.
    pub(super) review_by: Date,
    /// Version of the bank it was made with.
    pub(super) bank_version: u16,
    /// Version of the rules of the quiz it was made with ([`RULES`]).
    pub(super) rules: u16,
    /// Simulated people, all seeds together.
    pub(super) people: u32,
    /// Mean number of answers in a run.
    pub(super) mean_length: f64,
    /// Share of people whose stronger side was named rightly.
    pub(super) lead_right: f64,
    /// Share of people whose result out of four was the likeliest.
    pub(super) region_right: f64,
    /// Share of 80 % ranges that held the true value.
    pub(super) range_holds: f64,
}

impl Simulation {
    /// None where there is no such file; an error, as a line for the person who wrote it, where it cannot be used.
    pub(super) fn load(folder: &Path) -> Result<Option<Self>, String> {
        match fs::read_to_string(folder.join(FILE)) {
            Ok(text) => Self::read(&text).map(Some),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(format!("  {FILE}: {error}")),
        }
    }

    fn read(text: &str) -> Result<Self, String> {
        let found: Self =
            serde_json::from_str(text).map_err(|error| format!("  {FILE}: {error}"))?;
        if found.review_by <= found.as_of {
            return Err(format!("  {FILE}: review_by is a day after as_of"));
        }
        let shares = [found.lead_right, found.region_right, found.range_holds];
        if shares.iter().any(|share| !(0.0..=1.0).contains(share)) {
            return Err(format!("  {FILE}: shares are written as 0.85, from 0 to 1"));
        }
        if !(FEWEST as f64..=LIMIT as f64).contains(&found.mean_length) || found.people == 0 {
            return Err(format!(
                "  {FILE}: a run has {FEWEST} to {LIMIT} answers, and somebody has to take it"
            ));
        }
        Ok(found)
    }
}

/// The section on the method.
pub(super) fn render(bank: &ItemBank, simulation: Option<&Simulation>, today: Date) -> String {
    let counted =
        |kind: fn(&Body) -> bool| bank.items.iter().filter(|item| kind(&item.body)).count();
    let sure = percent(SURE);
    format!(
        "<section class=\"section\" id=\"/about/method\"><h2>How the quiz works</h2>\
        <p><strong>What it measures.</strong> How much back-end work draws you and, apart, front-end work. You can be high \
        on both, or neither yet.</p>\
        <p><strong>What it asks.</strong> There are {all} questions: {likert} about what you like, {pairs} that set two kinds of \
        work side by side, {situations} situations and {tasks} puzzles. A run takes {FEWEST} to {LIMIT}, or up to {KEEP_GOING_LIMIT} if you go on.</p>\
        <p><strong>How an answer counts.</strong> Each makes some results likelier. Half of the questions about liking are turned round, so saying yes to all gains nothing. Skipping counts for \
        nothing. The next question is one that tells much and keeps sides and kinds in balance.</p>\
        <p><strong>Why it stops.</strong> From {FEWEST} answers on, once one result and one stronger side each have a chance of {sure} or more; from {OPEN_FROM} on, if the rest could hardly settle it; at {LIMIT} anyway. \
        Answers that look random meet one plain check.</p>\
        <p><strong>How sure it is.</strong> {sureness}</p>\
        <p><strong>What limits it.</strong> Version {version} of the questions. Weighed by people’s answers so far: {calibration}. {judgment} That liking and puzzles share one scale is assumed. It is no hiring test, and nothing shows that it predicts success.</p>\
        <p><strong>What would help.</strong> Answers that many people choose to give.</p>\
        <p>Formulas, figures, sources and the trial come with the source code.</p></section>",
        all = bank.measuring().count(),
        likert = counted(|body| matches!(body, Body::Likert { .. })),
        pairs = counted(|body| matches!(body, Body::Pair { .. })),
        situations = counted(|body| matches!(body, Body::Situation { .. })),
        tasks = counted(|body| matches!(body, Body::Task { .. })),
        sureness = sureness(bank, simulation, today),
        version = bank.version,
        calibration = calibration(bank),
        judgment = judgment(bank),
    )
}

fn sureness(bank: &ItemBank, simulation: Option<&Simulation>, today: Date) -> String {
    let own = "It gives each result a chance, and each side a range that should hold true four times in five.";
    let Some(found) = simulation else {
        return own.to_owned();
    };
    let of_which = if found.bank_version == bank.version && found.rules == RULES {
        ""
    } else {
        " That was another version of the quiz; this one may differ."
    };
    format!(
        "{own} In a trial{old} with {people} simulated people on {day}, it named the stronger side rightly for {lead} of them and one result of four for {region}; {ranges} of \
         the ranges held true. A run took {length:.0} answers on average.{of_which}",
        people = super::pay::number::grouped(f64::from(found.people)),
        day = found.as_of,
        lead = percent(found.lead_right),
        region = percent(found.region_right),
        ranges = percent(found.range_holds),
        length = found.mean_length,
        old = old::mark(" (old)", found.review_by, today),
    )
}

fn calibration(bank: &ItemBank) -> String {
    let calibrated: Vec<u32> = bank
        .measuring()
        .map(|item| item.parameters.respondents)
        .filter(|people| *people > 0)
        .collect();
    match calibrated.iter().min() {
        None => format!("0 of {}", bank.measuring().count()),
        Some(fewest) => format!(
            "{} of {}, {fewest} people or more for each",
            calibrated.len(),
            bank.measuring().count()
        ),
    }
}

/// Whose weights the questions carry.
fn judgment(bank: &ItemBank) -> &'static str {
    if bank
        .measuring()
        .all(|item| item.parameters.respondents == 0)
    {
        "All weights are the authors’ judgment, so ranges are wide on purpose."
    } else {
        "The weight of the others is their authors’ judgment, so they count for less."
    }
}

/// As in `85%`.
fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::tags;

    fn day() -> Date {
        "2026-11-25".parse().expect("a day")
    }

    fn shown(bank: &ItemBank, simulation: Option<&Simulation>) -> String {
        render(bank, simulation, day())
    }

    fn bank() -> ItemBank {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/data");
        super::super::data::load(&folder, day())
            .expect("the data of this release is sound")
            .bank
    }

    const FOUND: &str = r#"{ "as_of": "2026-11-25", "review_by": "2027-11-30", "bank_version": 2, "rules": 2, "people": 20000, "mean_length": 19.6,
        "lead_right": 0.871, "region_right": 0.752, "range_holds": 0.804 }"#;

    fn words(markup: &str) -> usize {
        let text: Vec<&str> = markup
            .split('>')
            .filter_map(|piece| piece.split('<').next())
            .collect();
        text.join(" ").split_whitespace().count()
    }

    #[test]
    fn counts_come_from_the_bank_and_nobody_is_claimed_to_have_answered() {
        let mut bank = bank();
        bank.version = 41;
        bank.items.retain(|item| item.body.side().is_some());
        let all = bank.items.len();
        let markup = shown(&bank, None);
        for part in [
            format!("There are {all} questions"),
            " 0 that set two kinds".to_owned(),
            format!("Version 41 of the questions. Weighed by people’s answers so far: 0 of {all}."),
            "12 to 24".to_owned(),
            "chance of 80% or more".to_owned(),
        ] {
            assert!(markup.contains(&part), "“{part}” is missing in {markup}");
        }
        bank.items[0].parameters.respondents = 812;
        let markup = shown(&bank, None);
        let part = format!("so far: 1 of {all}, 812 people or more for each");
        assert!(markup.contains(&part), "{markup}");
    }

    /// A figure that nobody wrote down must not be on the page, and an old one must say so.
    #[test]
    fn figures_are_quoted_with_their_day_or_not_at_all() {
        let mut bank = bank();
        assert!(!shown(&bank, None).contains("simulated"));
        let found = Simulation::read(FOUND).expect("a sound file");
        bank.version = found.bank_version;
        assert_eq!(found.rules, RULES, "raise it here with the rules");
        let fresh = shown(&bank, Some(&found));
        for part in [
            "20,000 simulated people on 2026-11-25",
            "for 87% of them",
            "for 75%",
            "80% of the ranges",
        ] {
            assert!(fresh.contains(part), "“{part}” is missing in {fresh}");
        }
        assert!(!fresh.contains("may differ"));
        let of_other_rules = Simulation {
            rules: RULES + 1,
            ..found.clone()
        };
        assert!(shown(&bank, Some(&of_other_rules)).contains("may differ"));
        bank.version += 1;
        assert!(
            shown(&bank, Some(&found)).contains("another version of the quiz; this one may differ")
        );
    }

    #[test]
    fn a_file_of_figures_that_cannot_be_true_is_refused() {
        for (from, to) in [
            ("0.871", "87.1"),
            ("19.6", "30"),
            ("20000", "0"),
            ("2026-11-25", "soon"),
            ("2027-11-30", "2026-11-25"),
            ("people", "persons"),
        ] {
            let said = Simulation::read(&FOUND.replacen(from, to, 1)).expect_err(to);
            assert!(said.contains(FILE), "{said}");
        }
        assert_eq!(Simulation::load(Path::new("/nowhere")), Ok(None));
    }

    /// People read three hundred words, and no more.
    #[test]
    fn the_method_stays_short() {
        let found = Simulation::read(FOUND).expect("a sound file");
        let markup = shown(&bank(), Some(&found));
        assert!(words(&markup) <= 300, "{} words", words(&markup));
        assert!(
            words(&shown(&bank(), None)) <= 300,
            "{} words",
            words(&shown(&bank(), None))
        );
        assert!(tags(&markup).iter().all(|tag| tag.get("style").is_none()));
    }
}
