//! How the quiz works. Counts and limits come from the bank and the rules, so they cannot become outdated. Other
//! figures come from the simulation file, which states its date and bank version.

use leptos::prelude::*;
use which_end_core::quiz::RULES;
use which_end_core::quiz::item::{Body, ItemBank};
use which_end_core::quiz::session::{
    FEWEST, KEEP_GOING_LIMIT, LIMIT, OPEN_FROM, SKIPS_IN_A_ROW, SURE,
};
use which_end_core::quiz::simulation::Simulation;

use crate::dataset::{bank, facts};
use crate::ui::number::{grouped, tenths, whole};
use crate::views::pieces::{line, old_label, paragraph, part, strong};

/// The section on the method.
pub(super) fn method() -> AnyView {
    let bank = bank();
    part(
        "How the quiz works",
        vec![
            named(
                "What it measures.",
                " How much back-end work draws you and, apart, front-end work. You can be high on both, or neither yet."
                    .to_owned(),
            ),
            named("What it asks.", asks(bank)),
            named(
                "How an answer counts.",
                " Each makes some results likelier. About half of the questions about liking speak against the work, so saying yes to all \
                gains almost nothing. Skipping counts for nothing. The next question is one that tells much and keeps sides and kinds \
                in balance."
                    .to_owned(),
            ),
            named("Why it stops.", stops()),
            sureness(bank, facts().simulation.as_ref()),
            named("What limits it.", limits(bank)),
            named(
                "What would help.",
                " Answers that many people choose to give.".to_owned(),
            ),
            paragraph(
                "",
                "Formulas, figures, sources and the trial come with the source code.".to_owned(),
            ),
        ],
    )
}

fn named(name: &'static str, text: String) -> AnyView {
    line("", vec![strong(name), text.into_any()])
}

fn asks(bank: &ItemBank) -> String {
    let count = |kind: fn(&Body) -> bool| bank.items.iter().filter(|item| kind(&item.body)).count();
    let all = bank.measuring().count();
    let likert = count(|body| matches!(body, Body::Likert { .. }));
    let pairs = count(|body| matches!(body, Body::Pair { .. }));
    let situations = count(|body| matches!(body, Body::Situation { .. }));
    let tasks = count(|body| matches!(body, Body::Task { .. }));
    format!(
        " There are {all} questions: {likert} about what you like, {pairs} that set two kinds of work side by side, \
        {situations} situations and {tasks} puzzles. A run takes {FEWEST} to {LIMIT}, or up to {KEEP_GOING_LIMIT} if you go on."
    )
}

fn stops() -> String {
    let sure = percent(SURE);
    format!(
        " From {FEWEST} answers on, once one result and one stronger side each have a chance of {sure} or more; from \
        {OPEN_FROM} on, if the rest could hardly settle it; at {LIMIT} anyway; or after {SKIPS_IN_A_ROW} skips in a row. Answers that look random meet one plain check."
    )
}

fn limits(bank: &ItemBank) -> String {
    let people = bank.measuring().map(|item| item.parameters.respondents);
    let calibrated: Vec<u32> = people.filter(|people| *people > 0).collect();
    let all = bank.measuring().count();
    let (weighed, judgment) = match calibrated.iter().min() {
        None => (
            format!("0 of {all}"),
            "All weights are the authors’ judgment, so ranges are wide on purpose.",
        ),
        Some(fewest) => (
            format!(
                "{} of {all}, {fewest} people or more for each",
                calibrated.len()
            ),
            "The weight of the others is their authors’ judgment, so they count for less.",
        ),
    };
    let version = bank.version;
    format!(
        " Version {version} of the questions. Weighed by people’s answers so far: {weighed}. {judgment} That liking and \
        puzzles share one scale is assumed. It is no hiring test, and nothing shows that it predicts success."
    )
}

fn sureness(bank: &ItemBank, simulation: Option<&Simulation>) -> AnyView {
    let mut pieces = vec![
        strong("How sure it is."),
        " It gives each result a chance, and each side a range that should hold true four times in five.".into_any(),
    ];
    if let Some(trial) = simulation {
        let (people, day) = (grouped(f64::from(trial.people)), trial.as_of);
        let (lead, region) = (percent(trial.lead_right), percent(trial.region_right));
        let (ranges, length) = (percent(trial.range_holds), tenths(trial.mean_length));
        let other = if trial.bank_version == bank.version && trial.rules == RULES {
            ""
        } else {
            " That was another version of the quiz; this one may differ."
        };
        pieces.extend([
            " In a trial".into_any(),
            old_label(" (old)", trial.review_by),
            format!(
                " with {people} simulated people on {day}, it named the stronger side correctly for {lead} of them and one \
                result of four for {region}; {ranges} of the ranges held true. A run took {length} answers on average.{other}"
            )
            .into_any(),
        ]);
    }
    line("", pieces)
}

/// For example `85%`.
fn percent(share: f64) -> String {
    whole(share * 100.0) + "%"
}

#[cfg(test)]
mod tests {
    use which_end_core::date::Date;

    use super::*;

    fn simulation_result() -> Simulation {
        let day = |text: &str| text.parse::<Date>().expect("a day");
        Simulation {
            as_of: day("2026-11-25"),
            review_by: day("2027-11-30"),
            bank_version: bank().version,
            rules: RULES,
            people: 20_000,
            mean_length: 19.6,
            lead_right: 0.871,
            region_right: 0.752,
            range_holds: 0.804,
        }
    }

    fn markup_of(bank: &ItemBank, simulation: Option<&Simulation>) -> String {
        Owner::new().with(|| sureness(bank, simulation).to_html())
    }

    #[test]
    fn counts_come_from_the_bank_and_nobody_is_claimed_to_have_answered() {
        let mut bank = bank().clone();
        bank.version = 41;
        bank.items.retain(|item| item.body.side().is_some());
        let all = bank.items.len();
        assert!(asks(&bank).contains(&format!("There are {all} questions")));
        assert!(asks(&bank).contains(" 0 that set two kinds"));
        let none =
            format!("Version 41 of the questions. Weighed by people’s answers so far: 0 of {all}.");
        assert!(limits(&bank).contains(&none));
        bank.items[0].parameters.respondents = 812;
        let part = format!("so far: 1 of {all}, 812 people or more for each");
        assert!(limits(&bank).contains(&part), "{}", limits(&bank));
        assert!(stops().contains("chance of 80% or more"));
    }

    /// Protects readers from figures without a source: without a simulation file, none is shown.
    #[test]
    fn figures_are_quoted_with_their_day_or_not_at_all() {
        let bank = bank();
        assert!(!markup_of(bank, None).contains("simulated"));
        let fresh = markup_of(bank, Some(&simulation_result()));
        for part in [
            "20,000 simulated people on 2026-11-25",
            "for 87% of them",
            "for 75%",
            "80% of the ranges",
            "19.6 answers",
        ] {
            assert!(fresh.contains(part), "“{part}” is missing in {fresh}");
        }
        assert!(!fresh.contains("may differ"));
        let mut other = simulation_result();
        other.rules += 1;
        assert!(markup_of(bank, Some(&other)).contains("another version of the quiz"));
        other = simulation_result();
        other.bank_version += 1;
        assert!(markup_of(bank, Some(&other)).contains("this one may differ"));
    }

    /// Protects readers' patience: the method has at most three hundred words.
    #[test]
    fn the_method_stays_short() {
        let markup = Owner::new().with(|| method().to_html());
        let text: Vec<&str> = markup
            .split('>')
            .filter_map(|piece| piece.split('<').next())
            .collect();
        let words = text.join(" ").split_whitespace().count();
        assert!(words <= 300, "{words} words");
    }
}
