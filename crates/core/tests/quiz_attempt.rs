//! Comparing attempts: which changes are real, and which are noise.

use crate::quiz_support::{Dice, bank, bank_file, honest, read, run};
use which_end_content::items;
use which_end_core::quiz::attempt::{Attempt, Change};
use which_end_core::quiz::conduct::Caution;
use which_end_core::quiz::item::{Body, ItemBank, Side};
use which_end_core::quiz::model::BankModel;
use which_end_core::quiz::report::{Report, TraitEstimate, Verdict};
use which_end_core::quiz::session::{Response, Session};
use which_end_core::quiz::share;

fn answered(model: &BankModel<'_>, mut session: Session, seed: u64, traits: (f64, f64)) -> Session {
    let mut dice = Dice(seed);
    run(model, &mut session, |item| {
        honest(item, traits.0, traits.1, &mut dice)
    });
    session
}

#[test]
fn an_attempt_says_what_the_report_says() {
    let bank = bank();
    let model = BankModel::new(&bank);
    for seed in 0..10 {
        let session = answered(&model, Session::new(seed), seed, (0.8, -0.4));
        let (attempt, report) = (
            Attempt::new(&model, &session),
            Report::in_model(&model, &session),
        );
        assert_eq!(attempt.probabilities, report.probabilities());
        assert_eq!(
            (attempt.backend, attempt.frontend),
            (report.backend, report.frontend)
        );
        assert_eq!(
            (attempt.verdict, attempt.answered),
            (report.verdict, report.answered)
        );
        assert_eq!(attempt.left_out, 0);
    }
}

/// Protects people who take the quiz twice from a reported change when only the questions changed.
#[test]
fn somebody_who_has_not_changed_is_rarely_told_so() {
    let bank = bank();
    let model = BankModel::new(&bank);
    let (mut unchanged, mut changed, mut noticed) = (0, 0, 0);
    let people: u32 = 60;
    for seed in 0..u64::from(people) {
        let mut dice = Dice(seed + 1000);
        let traits = (dice.normal(), dice.normal());
        let first = answered(&model, Session::new(seed), seed, traits);
        let second = answered(&model, first.retake(seed + 1), seed + 500, traits);
        let other = answered(
            &model,
            first.retake(seed + 1),
            seed + 500,
            (traits.0 + 2.0, traits.1),
        );
        let [first, second, other] = [first, second, other].map(|run| Attempt::new(&model, &run));
        for side in Side::ALL {
            match second.change_since(&first, side) {
                Change::WithinUncertainty => unchanged += 1,
                Change::Up | Change::Down => changed += 1,
            }
        }
        noticed += u32::from(other.change_since(&first, Side::Backend) == Change::Up);
    }
    assert_eq!(unchanged + changed, 2 * people);
    assert!(
        changed <= 2 * people / 10,
        "{changed} of {} called changed",
        2 * people
    );
    assert!(
        noticed >= people / 2,
        "a change of two standard deviations was noticed {noticed} times of {people}"
    );
}

#[test]
fn the_rule_is_that_of_reliable_change() {
    let estimate = |mean: f64| TraitEstimate {
        mean,
        standard_error: 0.3,
        low: mean - 0.4,
        high: mean + 0.4,
    };
    // 1.645 · √(.3² + .3²) = .698
    for (later, expected) in [
        (0.69, Change::WithinUncertainty),
        (-0.69, Change::WithinUncertainty),
        (0.71, Change::Up),
        (-0.71, Change::Down),
    ] {
        assert_eq!(
            Change::between(estimate(0.0), estimate(later)),
            expected,
            "{later}"
        );
    }
}

/// Protects the honesty of old attempts: answers that no longer count are counted, and without answers nothing is
/// claimed.
#[test]
fn answers_to_questions_that_have_changed_are_left_out_and_counted() {
    let bank = bank();
    let session = answered(&BankModel::new(&bank), Session::new(1), 1, (1.0, 0.0));
    let raised = |some: usize| -> ItemBank {
        let mut file = bank_file();
        let answers = session.answers();
        for item in file["items"].as_array_mut().expect("items") {
            let at = answers
                .iter()
                .position(|answer| item["id"] == answer.item.as_str());
            if at.is_some_and(|at| at < some) {
                item["version"] = 2.into();
            }
        }
        read(&file)
    };
    let part = raised(4);
    let attempt = Attempt::new(&BankModel::new(&part), &session);
    assert_eq!(
        (attempt.left_out, attempt.answered),
        (4, session.answered() - 4)
    );
    let whole = raised(100);
    let attempt = Attempt::new(&BankModel::new(&whole), &session);
    assert_eq!(
        (attempt.left_out, attempt.answered),
        (session.answered(), 0)
    );
    assert_eq!(attempt.verdict, Verdict::TooFewAnswers);
    assert!(!attempt.is_conclusive());
}

/// Protects people who got a check: it is not a changed question, and a shared result includes its outcome.
#[test]
fn a_check_is_neither_left_out_nor_lost_in_a_link() {
    let bank = items::read(include_str!("../../../assets/data/items.json")).expect("a sound bank");
    let model = BankModel::new(&bank);
    let mut met = 0;
    for seed in 0..20 {
        let mut dice = Dice(seed);
        let mut session = Session::new(seed);
        run(&model, &mut session, |item| {
            met += usize::from(matches!(item.body, Body::Check { .. }));
            Response::Choice(u8::try_from(dice.below(item.body.choices())).expect("few choices"))
        });
        assert_eq!(Attempt::new(&model, &session).left_out, 0, "seed {seed}");
        let code = share::code(&bank, &session).expect("answers");
        let shared = share::read(&bank, &code).expect("sound").session;
        let report = Report::in_model(&model, &session);
        assert_eq!(Report::in_model(&model, &shared), report);
        assert!(report.caution != Some(Caution::MissedCheck) || met > 0);
    }
    assert!(met > 5, "only {met} of 20 who click at random meet a check");
}
