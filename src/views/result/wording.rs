//! Texts of the report. They claim no more than the figures support.

use which_end_core::pay::query::Role;
use which_end_core::quiz::conduct::Caution;
use which_end_core::quiz::item::{Facet, ItemBank, Side};
use which_end_core::quiz::report::{Claim, Grade, Probabilities, Region, Report, Verdict};

use super::more_questions::MoreQuestions;
use crate::dataset::bank;
use crate::ui::number::{counted, whole};

/// A region inside a sentence.
pub(super) fn region(region: Region) -> &'static str {
    match region {
        Region::Backend => "back end",
        Region::Frontend => "front end",
        Region::FullStack => "full-stack",
        Region::NeitherYet => "neither yet",
    }
}

/// A region as a label.
pub(super) fn region_title(region: Region) -> &'static str {
    match region {
        Region::Backend => "Back end",
        Region::Frontend => "Front end",
        Region::FullStack => "Full-stack (both)",
        Region::NeitherYet => "Neither yet",
    }
}

/// A side inside a sentence.
pub(super) fn side(side: Side) -> &'static str {
    match side {
        Side::Backend => "back end",
        Side::Frontend => "front end",
    }
}

/// A side as a label.
pub(super) fn side_title(side: Side) -> &'static str {
    match side {
        Side::Backend => "Back end",
        Side::Frontend => "Front end",
    }
}

/// A number of answers.
pub(super) fn answers(count: usize) -> String {
    counted(count, "answer", "answers")
}

/// A chance in percent, rounded down, so that nothing below 80% reads as 80% and four chances never exceed 100%.
/// Limited to 0–99, because nothing here is certain.
pub(super) fn chance(share: f64) -> String {
    match percents(share) {
        percents if percents < 1.0 => "under 1%".to_owned(),
        percents => format!("{}%", whole(percents)),
    }
}

fn percents(share: f64) -> f64 {
    (share * 100.0).floor().clamp(0.0, 99.0)
}

/// A chance as a frequency, which most people read better. Computed from the displayed percentage, so that the two
/// agree. From half-way to the next tenth on, it is “nearly” that.
pub(super) fn frequency(share: f64) -> String {
    let percents = percents(share);
    if percents < 4.0 {
        return "less than 1 in 20".to_owned();
    }
    if percents > 96.0 {
        return "more than 19 in 20".to_owned();
    }
    let (how, tenths) = match (percents / 10.0).floor() {
        _ if percents < 8.0 => return "about 1 in 20".to_owned(),
        _ if percents > 92.0 => return "about 19 in 20".to_owned(),
        tenths if percents - tenths * 10.0 < 5.0 => ("about", tenths),
        tenths => ("nearly", tenths + 1.0),
    };
    format!("{how} {} in 10", whole(tenths))
}

/// The label of a bar: frequency and percent, or percent alone under 1%.
pub(super) fn chance_of_bar(share: f64) -> String {
    if percents(share) < 1.0 {
        chance(share)
    } else {
        format!("{} · {}", frequency(share), chance(share))
    }
}

/// A verdict about no particular person, for other people's results and for counterfactuals.
pub(super) fn verdict(verdict: Verdict, probabilities: &Probabilities) -> &'static str {
    match verdict {
        Verdict::Clear(Region::Backend) => "Leans to the back end",
        Verdict::Clear(Region::Frontend) => "Leans to the front end",
        Verdict::Clear(Region::FullStack) => "Both ends fit",
        Verdict::Clear(Region::NeitherYet) => "Neither end yet",
        Verdict::Between(one, other) => Leaning::of(one, other, probabilities).label(),
        Verdict::TooFewAnswers => "Too few answers to say",
        Verdict::Withheld => "Answers that cannot be read well",
    }
}

/// What is said if no region is clear: the stronger side first, if one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Leaning {
    /// One side leads, and much of its work is liked on the other side too.
    Mostly(Side),
    /// One side leads.
    IfAnything(Side),
    /// Neither leads, and both attract.
    EitherWay,
    /// Neither leads.
    TooEven,
}

impl Leaning {
    /// From the two likeliest regions.
    fn of(one: Region, other: Region, probabilities: &Probabilities) -> Self {
        let (leading, share) = probabilities.lead();
        let has = |region| one == region || other == region;
        let both = has(Region::FullStack) && !has(Region::NeitherYet);
        match (Grade::of(share), both) {
            (Grade::EitherWay, true) => Self::EitherWay,
            (Grade::EitherWay, false) => Self::TooEven,
            (_, true) => Self::Mostly(leading),
            (_, false) => Self::IfAnything(leading),
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Mostly(Side::Backend) => "Mostly back end",
            Self::Mostly(Side::Frontend) => "Mostly front end",
            Self::IfAnything(Side::Backend) => "Back end, if anything",
            Self::IfAnything(Side::Frontend) => "Front end, if anything",
            Self::EitherWay => "Could go either way",
            Self::TooEven => "Too even to call",
        }
    }

    /// What it means, with one thing to do.
    fn meaning(self) -> &'static str {
        match self {
            Self::Mostly(Side::Backend) => {
                "You lean to the back end, and the front end draws you too. This weekend, try one back-end task from \
                the list below."
            }
            Self::Mostly(Side::Frontend) => {
                "You lean to the front end, and the back end draws you too. This weekend, try one front-end task from \
                the list below."
            }
            Self::IfAnything(Side::Backend) => {
                "Of the two, the back end is ahead. This weekend, try one back-end task from the list below and see if it \
                grows on you."
            }
            Self::IfAnything(Side::Frontend) => {
                "Of the two, the front end is ahead. This weekend, try one front-end task from the list below and see if it \
                grows on you."
            }
            Self::EitherWay => {
                "Both ends draw you about the same. This weekend, try one task from each list below, and notice which \
                one you want to finish."
            }
            Self::TooEven => {
                "Your answers are split. This weekend, try one task from each list below, and notice which one you \
                want to finish."
            }
        }
    }
}

/// The sides to try: both, unless the verdict clearly names one.
pub(super) fn sides_to_try(verdict: Verdict) -> &'static [Side] {
    match verdict {
        Verdict::Clear(Region::Backend) => &[Side::Backend],
        Verdict::Clear(Region::Frontend) => &[Side::Frontend],
        _ => &Side::ALL,
    }
}

/// The headline.
pub(super) fn headline(report: &Report) -> &'static str {
    match report.verdict {
        Verdict::Clear(Region::Backend) => "You lean to the back end",
        Verdict::Clear(Region::Frontend) => "You lean to the front end",
        Verdict::Clear(Region::FullStack) => "Both ends suit you",
        Verdict::Clear(Region::NeitherYet) => "Neither end has won you yet",
        Verdict::Between(one, other) => match Leaning::of(one, other, &report.probabilities()) {
            Leaning::EitherWay => "You could go either way",
            leaning => leaning.label(),
        },
        Verdict::TooFewAnswers => "Too early to say",
        Verdict::Withheld => "We cannot read these answers well",
    }
}

/// What the headline means, considering whether there are more questions. Claims about liking need answers about
/// liking.
pub(super) fn meaning(report: &Report, more_questions: MoreQuestions) -> String {
    let Verdict::Between(one, other) = report.verdict else {
        return settled_meaning(report).to_owned();
    };
    let meaning = Leaning::of(one, other, &report.probabilities()).meaning();
    let more = match more_questions {
        MoreQuestions::Asking | MoreQuestions::CanContinue => {
            " You can also answer a few more questions."
        }
        MoreQuestions::UnlikelyToSettle => {
            " More questions would hardly settle it, but you can go on to 40."
        }
        MoreQuestions::Exhausted => "",
    };
    format!("{meaning}{more}")
}

/// What every other verdict means.
fn settled_meaning(report: &Report) -> &'static str {
    let liking = Side::ALL.map(|side| report.has_answers_about_liking(side));
    match report.verdict {
        Verdict::Clear(_) if liking.contains(&false) => {
            "Your answers point this way. They do not say how you like the work of both ends, so try one small thing from the guide \
            before you decide."
        }
        Verdict::Clear(Region::Backend) => "You liked the work behind the screen more.",
        Verdict::Clear(Region::Frontend) => "You liked the work on what people see and touch more.",
        Verdict::Clear(Region::FullStack) => {
            "You liked work on both sides. People who do both are called full-stack developers. \
            Most begin on one side and add the other."
        }
        Verdict::Clear(Region::NeitherYet) => {
            "Little of this work drew you in so far. That is worth knowing. Try one small thing from the guide \
            before you decide, or look at other kinds of work with computers."
        }
        // Said by `meaning`.
        Verdict::Between(..) => "",
        Verdict::TooFewAnswers => {
            "You have made a start. Before 8 answers we name no side, because it would be little better than a guess."
        }
        Verdict::Withheld => match report.caution {
            Some(Caution::MissedCheck) => {
                "One question only asked you to choose a given answer, and another one was chosen. \
                It may have been a slip, or you were in a hurry, so we name no side. Try again if you like."
            }
            Some(Caution::StraightLining { .. }) => {
                "Nearly all your answers on five steps are the same step, so they do not tell the two ends apart. That is no fault of yours. \
                If that is how you feel, an hour of trying each side will tell you more than a quiz. \
                If you were in a hurry, try again."
            }
            _ => {
                "Your answers pull against each other, so we name no side. This says nothing about you: \
                you may have been in a hurry, or our questions did not fit you. Try again if you like."
            }
        },
    }
}

/// What the figures are based on.
pub(super) fn trust(bank: &ItemBank) -> String {
    let (mut all, mut weighed) = (0_usize, 0_usize);
    for item in bank.measuring() {
        all += 1;
        weighed += usize::from(item.parameters.respondents > 0);
    }
    let grounds = if weighed == 0 {
        "the numbers behind them are the authors' judgment, with 0 people measured".to_owned()
    } else {
        format!(
            "{weighed} of {all} are weighted by how people answered, the others by their authors' judgment"
        )
    };
    format!(
        "Nobody has checked these questions against real careers yet: {grounds}. It tells what your answers lean to \
        today. It is not a hiring test, and it does not know what you could learn."
    )
}

/// The limits of a figure, as half a sentence to follow it.
pub(super) fn hedge(bank: &ItemBank, answered: usize) -> String {
    let far = format!("as far as these {} go", answers(answered));
    if is_uncalibrated(bank) {
        far + "; no one has been measured yet to check them"
    } else {
        far
    }
}

/// How sure the result is, in one of three grades, and what that grade is worth in the simulation.
pub(super) fn sureness(report: &Report) -> String {
    let (of_region, grade) = (
        matches!(report.claim(), Claim::Region(_)),
        report.probabilities().grade(),
    );
    let label = match grade {
        Grade::Clear if of_region => "Clear result",
        Grade::Lean if of_region => "Likely result",
        Grade::Clear => "Clear lean",
        Grade::Lean => "Lean",
        Grade::EitherWay => "Could go either way",
    };
    let right = match grade {
        Grade::Clear => format!(
            "Results this clear were right at least {} of the time",
            chance(Grade::CLEAR_RIGHT)
        ),
        Grade::Lean => format!(
            "Results like this were right at least {} of the time",
            chance(Grade::LEAN_RIGHT)
        ),
        Grade::EitherWay => "Results like this were little better than a guess".to_owned(),
    };
    let untested = if is_uncalibrated(bank()) {
        " No real careers have tested it yet."
    } else {
        ""
    };
    format!(
        "{label}, from {}. {right} in simulated tests.{untested}",
        answers(report.answered)
    )
}

fn is_uncalibrated(bank: &ItemBank) -> bool {
    bank.measuring()
        .all(|item| item.parameters.respondents == 0)
}

/// The role for the pay view. `None` without a verdict, because a role would amount to one.
pub(super) fn likeliest_role(report: &Report) -> Option<Role> {
    if !report.verdict.names_region() {
        return None;
    }
    let [backend, frontend, both, neither] = report.regions;
    // Full-stack if neither side leads, because it is in the middle and the survey's largest group.
    Some(if both.max(neither) >= backend.max(frontend) {
        Role::FullStack
    } else {
        match report.lead().0 {
            Side::Backend => Role::BackEnd,
            Side::Frontend => Role::FrontEnd,
        }
    })
}

/// A facet as a label.
pub(super) fn facet(facet: Facet) -> &'static str {
    match facet {
        Facet::Data => "Data and how it links",
        Facet::Logic => "Rules, and two things at once",
        Facet::Apis => "How programs talk",
        Facet::Reliability => "Staying up and staying safe",
        Facet::ServerSpeed => "Fast servers",
        Facet::Layout => "Layout and detail",
        Facet::Interaction => "How pages respond",
        Facet::Access => "Pages for everybody",
        Facet::Users => "Users and words",
        Facet::BrowserSpeed => "Fast pages",
    }
}

#[cfg(test)]
mod tests {
    use which_end_core::quiz::session::{KEEP_GOING_LIMIT, Response, SURE, Session};

    use super::*;
    use crate::dataset::bank_model;

    fn report(answers: usize, choice: u8) -> Report {
        let mut session = Session::new(3);
        for _ in 0..answers {
            session
                .respond(bank(), Response::Choice(choice))
                .expect("every item has that choice");
        }
        Report::in_model(bank_model(), &session)
    }

    /// Protects who has answered little, or carelessly, from a verdict through the pay view.
    #[test]
    fn without_a_verdict_no_role_is_likeliest() {
        let few = report(3, 0);
        assert_eq!(
            (few.verdict, likeliest_role(&few)),
            (Verdict::TooFewAnswers, None)
        );
        for verdict in [Verdict::Withheld, Verdict::Clear(Region::Backend)] {
            let report = Report {
                verdict,
                ..few.clone()
            };
            assert_eq!(likeliest_role(&report).is_some(), verdict.names_region());
        }
    }

    /// Protects people from claims about work that they were not asked about.
    #[test]
    fn what_was_liked_is_told_only_where_it_was_said() {
        let meaning_of = |spoken: &[Side], region| {
            let mut report = Report {
                verdict: Verdict::Clear(region),
                ..report(3, 0)
            };
            for part in &mut report.facets {
                part.pairs = 0;
                part.liking = spoken.contains(&part.facet.side()).then_some(1.0);
            }
            meaning(&report, MoreQuestions::Exhausted)
        };
        for region in Region::ALL {
            assert!(!meaning_of(&Side::ALL, region).starts_with("Your answers point"));
            for spoken in [&[][..], &[Side::Backend], &[Side::Frontend]] {
                let text = meaning_of(spoken, region);
                assert!(
                    !text.contains("You liked") && !text.contains("drew you in"),
                    "{text}"
                );
            }
        }
    }

    fn between(one: Region, other: Region, backend_leads: f64) -> Report {
        Report {
            verdict: Verdict::Between(one, other),
            backend_leads,
            ..report(3, 0)
        }
    }

    /// Protects people near the middle: more questions are recommended only if they help and exist, and there is always
    /// one thing to do.
    #[test]
    fn more_questions_are_offered_only_where_they_help() {
        let even = between(Region::Backend, Region::Frontend, 0.5);
        let text = |more_questions| meaning(&even, more_questions);
        for more_questions in [MoreQuestions::Asking, MoreQuestions::CanContinue] {
            assert!(text(more_questions).contains("a few more questions"));
        }
        let open = text(MoreQuestions::UnlikelyToSettle);
        assert!(open.contains("would hardly settle it"));
        assert!(open.contains(&format!("go on to {KEEP_GOING_LIMIT}")));
        assert!(!text(MoreQuestions::Exhausted).contains("more questions"));
        for one in Region::ALL {
            for other in Region::ALL {
                for lead in [0.1, 0.5, 0.9] {
                    let report = between(one, other, lead);
                    assert!(
                        meaning(&report, MoreQuestions::Exhausted)
                            .contains("This weekend, try one")
                    );
                }
            }
        }
    }

    /// Protects people between two results: the stronger side comes first, and none is named where neither leads.
    #[test]
    fn between_two_results_the_stronger_side_is_named_first() {
        let title = |one, other, lead| headline(&between(one, other, lead));
        for (one, other, lead, expected) in [
            (
                Region::NeitherYet,
                Region::Backend,
                0.8,
                "Back end, if anything",
            ),
            (
                Region::Frontend,
                Region::NeitherYet,
                0.2,
                "Front end, if anything",
            ),
            (Region::FullStack, Region::Backend, 0.75, "Mostly back end"),
            (Region::Frontend, Region::FullStack, 0.1, "Mostly front end"),
            (
                Region::FullStack,
                Region::Backend,
                0.6,
                "You could go either way",
            ),
            (Region::Backend, Region::Frontend, 0.55, "Too even to call"),
            (
                Region::FullStack,
                Region::NeitherYet,
                0.5,
                "Too even to call",
            ),
        ] {
            assert_eq!(
                title(one, other, lead),
                expected,
                "{one:?}, {other:?}, {lead}"
            );
        }
    }

    /// Protects who believes us: no grade claims more than the simulation shows, and the number of answers is beside it.
    #[test]
    fn each_grade_says_what_it_is_worth() {
        for (lead, parts) in [
            (0.95, ["Clear lean, from 3 answers", "at least 90%"]),
            (0.2, ["Lean, from 3 answers", "at least 75%"]),
            (
                0.6,
                ["Could go either way, from 3", "little better than a guess"],
            ),
        ] {
            let text = sureness(&between(Region::Backend, Region::Frontend, lead));
            for part in parts {
                assert!(text.contains(part), "“{part}” is missing in {text}");
            }
            assert!(text.contains("No real careers"), "{text}");
        }
    }

    /// Protects who reads that 80% decides: less than 80% never reads as 80%, 80% always does, and four chances never
    /// exceed 100%.
    #[test]
    fn no_chance_is_rounded_up() {
        assert_eq!(chance_of_bar(0.004), "under 1%");
        assert_eq!(chance_of_bar(0.855), "nearly 9 in 10 · 85%");
        for (share, printed) in [
            (0.0, "under 1%"),
            (0.0099, "under 1%"),
            (0.01, "1%"),
            (0.724, "72%"),
            (0.7999, "79%"),
            (SURE, "80%"),
            (0.9999, "99%"),
            (1.0, "99%"),
        ] {
            assert_eq!(chance(share), printed, "{share}");
        }
        for step in 0..1000 {
            let first = f64::from(step) / 1000.0;
            let shares = [
                first,
                (1.0 - first) * 0.7,
                (1.0 - first) * 0.2,
                (1.0 - first) * 0.1,
            ];
            let whole: f64 = shares.map(percents).iter().sum();
            assert!(whole <= 100.0, "{shares:?} make {whole}%");
        }
    }

    /// Protects who reads a high figure after few answers: the doubt is in the same sentence.
    #[test]
    fn a_chance_stands_beside_what_it_rests_on() {
        let mut bank = bank().clone();
        assert!(hedge(&bank, 3).contains("no one has been measured yet"));
        bank.items[0].parameters.respondents = 300;
        assert!(!hedge(&bank, 3).contains("measured"));
    }

    #[test]
    fn frequencies_never_claim_certainty() {
        for (share, wording) in [
            (0.0, "less than 1 in 20"),
            (0.05, "about 1 in 20"),
            (0.08, "nearly 1 in 10"),
            (0.149, "about 1 in 10"),
            (0.65, "nearly 7 in 10"),
            (0.72, "about 7 in 10"),
            (0.799, "nearly 8 in 10"),
            (0.8, "about 8 in 10"),
            (0.85, "nearly 9 in 10"),
            (0.92, "about 9 in 10"),
            (0.949, "about 19 in 20"),
            (1.0, "more than 19 in 20"),
        ] {
            assert_eq!(frequency(share), wording, "{share}");
        }
    }
}
