//! The report: verdicts, the answers behind them, and checks for careless answers.

use crate::quiz_support::{Dice, bank, choice_for, honest, run};
use which_end_core::quiz::conduct::Caution;
use which_end_core::quiz::item::{Body, Facet, Item, ItemBank, Side};
use which_end_core::quiz::model::{BankModel, category};
use which_end_core::quiz::plane::Plane;
use which_end_core::quiz::posterior::Posterior;
use which_end_core::quiz::report::{Claim, Probabilities, Region, Report, Verdict};
use which_end_core::quiz::session::{Response, Session, Step};

/// A whole session of a person with these traits.
fn somebody(bank: &ItemBank, seed: u64, backend: f64, frontend: f64) -> Session {
    let mut dice = Dice(seed);
    let mut session = Session::new(seed);
    run(&BankModel::new(bank), &mut session, |item| {
        honest(item, backend, frontend, &mut dice)
    });
    session
}

/// A whole session of somebody whose report claims a lead.
fn with_a_lead(bank: &ItemBank) -> Session {
    (3..40)
        .map(|seed| somebody(bank, seed, 0.6, 0.2))
        .find(|session| Report::new(bank, session).claim() == Claim::Lead)
        .expect("one in many claims a lead")
}

/// A whole session in which each item gets the category closest to the most likely one for these traits.
fn typical(bank: &ItemBank, backend: f64, frontend: f64) -> Session {
    let mut dice = Dice(1);
    let mut session = Session::new(1);
    run(&BankModel::new(bank), &mut session, |item| {
        let value = match item.body.side() {
            Some(Side::Backend) => backend,
            Some(Side::Frontend) => frontend,
            None => (backend - frontend) / 2.0,
        };
        let top = (0..item.body.choices())
            .filter_map(|choice| category(&item.body, u8::try_from(choice).expect("few choices")))
            .max()
            .expect("choices");
        let wanted = ((value + 2.0) / 4.0).clamp(0.0, 1.0) * top as f64;
        let chosen = (0..=top).min_by(|a, b| {
            (*a as f64 - wanted)
                .abs()
                .total_cmp(&(*b as f64 - wanted).abs())
        });
        Response::Choice(choice_for(
            &item.body,
            chosen.expect("a category"),
            &mut dice,
        ))
    });
    session
}

#[test]
fn every_region_can_be_reached() {
    let bank = bank();
    for (backend, frontend, region) in [
        (1.6, -1.6, Region::Backend),
        (-1.6, 1.6, Region::Frontend),
        (1.8, 1.6, Region::FullStack),
        (-1.6, -1.8, Region::NeitherYet),
    ] {
        let report = Report::new(&bank, &typical(&bank, backend, frontend));
        assert_eq!(
            report.verdict,
            Verdict::Clear(region),
            "{:?} {:?}",
            report.regions,
            report.caution
        );
        assert!(report.probability(region) >= 0.80);
    }
}

#[test]
fn the_lead_names_the_likelier_side() {
    let bank = bank();
    let (side, probability) = Report::new(&bank, &typical(&bank, -1.0, 1.5)).lead();
    assert_eq!(side, Side::Frontend);
    assert!(probability > 0.9 && probability <= 1.0);
}

#[test]
fn an_empty_run_is_reported_without_a_verdict() {
    let report = Report::new(&bank(), &Session::new(1));
    assert_eq!(
        (report.verdict, report.answered),
        (Verdict::TooFewAnswers, 0)
    );
    assert!(report.movers.is_empty() && report.flips.is_empty() && report.caution.is_none());
    assert_eq!(report.facets.len(), 10);
    assert!(
        report
            .facets
            .iter()
            .all(|facet| facet.answers == 0 && facet.pairs == 0 && facet.liking.is_none())
    );
    assert!((report.backend_leads - 0.5).abs() < 1e-12);
}

#[test]
fn seven_answers_are_too_few_and_eight_are_enough() {
    let bank = bank();
    let mut session = Session::new(1);
    let mut dice = Dice(1);
    for count in 0..=8 {
        let verdict = Report::new(&bank, &session).verdict;
        assert_eq!(
            verdict == Verdict::TooFewAnswers,
            count < 8,
            "{count} answers: {verdict:?}"
        );
        if let Step::Ask { item, .. } = session.step(&bank) {
            session
                .respond(&bank, honest(item, 1.0, -1.0, &mut dice))
                .expect("an open question");
        }
    }
}

#[test]
fn under_80_percent_the_two_likeliest_regions_are_named() {
    let bank = bank();
    let mut between = 0;
    for seed in 0..12 {
        let report = Report::new(&bank, &somebody(&bank, seed, 0.3, 0.2));
        if let Verdict::Between(first, second) = report.verdict {
            between += 1;
            let mut sorted = report.regions;
            sorted.sort_by(|a, b| b.total_cmp(a));
            assert!(report.probability(first) < 0.80);
            assert!((report.probability(first) - sorted[0]).abs() < 1e-15);
            assert!((report.probability(second) - sorted[1]).abs() < 1e-15);
            assert_ne!(first, second);
        }
    }
    assert!(
        between >= 6,
        "somebody in the middle was called clear {} times of 12",
        12 - between
    );
}

/// The session with one answer changed in its stored form, because no operation of a session does this.
fn with_response(session: &Session, at: usize, response: Response) -> Session {
    let mut value = serde_json::to_value(session).expect("can be written");
    value["answers"][at]["response"] = serde_json::to_value(response).expect("can be written");
    serde_json::from_value(value).expect("can be read")
}

/// The lead, without a whole report.
fn lead(bank: &ItemBank, session: &Session) -> f64 {
    let model = BankModel::new(bank);
    Posterior::of(&model, &session.given(&model)).backend_leads()
}

fn place(session: &Session, item: &which_end_core::quiz::item::ItemId) -> usize {
    session
        .answers()
        .iter()
        .position(|answer| &answer.item == item)
        .expect("of this run")
}

#[test]
fn movers_say_what_leaving_an_answer_out_would_change() {
    let bank = bank();
    let session = with_a_lead(&bank);
    let report = Report::new(&bank, &session);
    assert_eq!(report.movers.len(), 5);
    for mover in &report.movers {
        let at = place(&session, &mover.item);
        assert_eq!(session.answers()[at].response, mover.response);
        let without = lead(&bank, &with_response(&session, at, Response::Skipped));
        assert!((report.backend_leads - without - mover.shift).abs() < 1e-12);
    }
    let strengths: Vec<f64> = report
        .movers
        .iter()
        .map(|mover| mover.shift.abs())
        .collect();
    assert!(strengths.is_sorted_by(|a, b| a >= b), "{strengths:?}");
}

/// The probabilities, without a whole report.
fn probabilities(bank: &ItemBank, session: &Session) -> Probabilities {
    let model = BankModel::new(bank);
    Probabilities::of(&Posterior::of(&model, &session.given(&model)))
}

#[test]
fn each_mover_names_the_other_answer_that_would_change_most() {
    let bank = bank();
    for (session, claim) in [
        (with_a_lead(&bank), Claim::Lead),
        (typical(&bank, 1.8, 1.6), Claim::Region(Region::FullStack)),
        (
            typical(&bank, -1.6, -1.8),
            Claim::Region(Region::NeitherYet),
        ),
    ] {
        let report = Report::new(&bank, &session);
        assert_eq!(report.claim(), claim);
        let chance = |probabilities: &Probabilities| match claim {
            Claim::Lead => probabilities.backend_leads,
            Claim::Region(region) => probabilities.probability(region),
        };
        let differs = |then: &Probabilities| (chance(then) - chance(&report.probabilities())).abs();
        for mover in &report.movers {
            let at = place(&session, &mover.item);
            let with = |response| probabilities(&bank, &with_response(&session, at, response));
            assert_eq!(with(mover.instead), mover.then);
            let without = chance(&with(Response::Skipped));
            assert!((chance(&report.probabilities()) - without - mover.shift).abs() < 1e-12);
            let body = &bank.get(&mover.item).expect("of this bank").body;
            for other in 0..u8::try_from(body.choices()).expect("few choices") {
                let other = Response::Choice(other);
                assert!(
                    other == mover.response
                        || differs(&with(other)) <= differs(&mover.then) + 1e-15,
                    "{other:?} would have changed more"
                );
            }
        }
        let strengths: Vec<f64> = report
            .movers
            .iter()
            .map(|mover| mover.shift.abs())
            .collect();
        assert_eq!(strengths.len(), 5);
        assert!(strengths.is_sorted_by(|a, b| a >= b), "{strengths:?}");
    }
}

/// Protects people whose result is “both” or “neither yet”: a flip there changes the most likely result, not the lead.
#[test]
fn where_a_region_is_claimed_flips_change_the_likeliest_region() {
    let bank = bank();
    let likeliest = |probabilities: &Probabilities| match probabilities.verdict() {
        Verdict::Clear(first) | Verdict::Between(first, _) => first,
        other => panic!("{other:?} names no region"),
    };
    let mut claimed = 0;
    for seed in 0..30 {
        let session = somebody(&bank, seed, 1.2, 1.1);
        let report = Report::new(&bank, &session);
        let Claim::Region(region) = report.claim() else {
            continue;
        };
        claimed += 1;
        let overturns = |at: usize| {
            let body = &bank
                .get(&session.answers()[at].item)
                .expect("of this bank")
                .body;
            (0..u8::try_from(body.choices()).expect("few choices")).any(|other| {
                let other = with_response(&session, at, Response::Choice(other));
                likeliest(&probabilities(&bank, &other)) != region
            })
        };
        let expected = (0..session.answers().len())
            .filter(|at| overturns(*at))
            .count();
        assert_eq!(report.flips.len(), expected.min(5), "seed {seed}");
        for flip in &report.flips {
            assert_ne!(likeliest(&flip.then), region);
        }
    }
    assert!(claimed > 3, "only {claimed} of 30 are told “both”");
}

#[test]
fn flips_change_who_leads_and_are_the_nearest_that_do() {
    let bank = bank();
    let mut found = 0;
    for seed in 0..8 {
        let session = somebody(&bank, seed, 0.1, 0.0);
        let report = Report::new(&bank, &session);
        for flip in &report.flips {
            found += 1;
            let at = place(&session, &flip.item);
            let body = &bank.get(&flip.item).expect("of this bank").body;
            let lead = |response| lead(&bank, &with_response(&session, at, response));
            assert_eq!(session.answers()[at].response, flip.given);
            assert!((lead(flip.instead) - flip.then.backend_leads).abs() < 1e-12);
            assert_ne!(
                flip.then.backend_leads > 0.5,
                report.backend_leads > 0.5,
                "the lead stays"
            );
            let counts = |response| match response {
                Response::Choice(choice) => category(body, choice).expect("a choice of the item"),
                Response::Skipped => panic!("a skipped item cannot flip anything"),
            };
            let distance = counts(flip.instead).abs_diff(counts(flip.given));
            for other in 0..u8::try_from(body.choices()).expect("few choices") {
                if counts(Response::Choice(other)).abs_diff(counts(flip.given)) < distance {
                    assert_eq!(
                        lead(Response::Choice(other)) > 0.5,
                        report.backend_leads > 0.5,
                        "a nearer one flips too"
                    );
                }
            }
        }
    }
    assert!(found > 0, "nobody on the fence can be flipped");
    assert!(
        Report::new(&bank, &typical(&bank, 1.8, -1.8))
            .flips
            .is_empty(),
        "a plain case hangs on no single answer"
    );
}

#[test]
fn facets_and_tasks_count_what_was_answered() {
    let bank = bank();
    let mut session = Session::new(2);
    let mut likings = 0;
    run(
        &BankModel::new(&bank),
        &mut session,
        |item: &Item| match &item.body {
            // For everything backend and against everything frontend, tasks right and wrong accordingly, situations
            // skipped.
            Body::Likert {
                facet, reversed, ..
            } => {
                likings += 1;
                Response::Choice(if (facet.side() == Side::Backend) == *reversed {
                    0
                } else {
                    4
                })
            }
            Body::Pair { first, .. } => {
                Response::Choice(if *first == Side::Backend { 0 } else { 4 })
            }
            Body::Situation { .. } | Body::Check { .. } => Response::Skipped,
            Body::Task { facet, key, .. } => {
                let right = facet.side() == Side::Backend;
                Response::Choice(if right { *key } else { u8::from(*key == 0) })
            }
        },
    );
    let report = Report::new(&bank, &session);
    assert!(likings > 0);
    assert_eq!(report.answered, session.answered());
    for evidence in &report.facets {
        let asked = |kind: fn(&Body) -> bool| {
            let asked = session.answers().iter();
            let asked = asked.filter_map(|answer| bank.get(&answer.item));
            asked
                .filter(|item| kind(&item.body))
                .filter(|item| item.body.facets().any(|facet| facet == evidence.facet))
                .count()
        };
        let facet = evidence.facet;
        let likings = asked(|body| matches!(body, Body::Likert { .. }));
        let pairs = asked(|body| matches!(body, Body::Pair { .. }));
        let for_it = facet.side() == Side::Backend;
        assert_eq!(evidence.answers, likings, "{facet:?}");
        assert_eq!(
            evidence.liking,
            (likings > 0).then_some(if for_it { 1.0 } else { 0.0 }),
            "{facet:?}"
        );
        assert_eq!(
            (evidence.pairs, evidence.chosen),
            (pairs, if for_it { pairs } else { 0 }),
            "{facet:?}"
        );
    }
    for (at, side) in Side::ALL.into_iter().enumerate() {
        let tally = report.tasks[at];
        let asked = session
            .answers()
            .iter()
            .filter_map(|answer| bank.get(&answer.item));
        let tasks = asked
            .filter(|item| matches!(&item.body, Body::Task { facet, .. } if facet.side() == side))
            .count();
        assert_eq!(
            (tally.side, tally.right, tally.answered),
            (side, if side == Side::Backend { tasks } else { 0 }, tasks)
        );
    }
}

/// A long session: five-step answers with this keyed step, pairs with `pair`, the others with their category.
fn long_run(bank: &ItemBank, liking: usize, pair: usize, best: bool) -> Session {
    let mut dice = Dice(5);
    let mut session = Session::new(5);
    session.keep_going();
    run(&BankModel::new(bank), &mut session, |item: &Item| {
        let wanted = match &item.body {
            Body::Likert { .. } => liking,
            Body::Pair { .. } => pair,
            Body::Check { .. } => return Response::Skipped,
            Body::Situation { .. } => {
                if best {
                    2
                } else {
                    0
                }
            }
            Body::Task { .. } => usize::from(best),
        };
        Response::Choice(choice_for(&item.body, wanted, &mut dice))
    });
    session
}

/// Protects people who like both sides, choose the middle of pairs and fail every puzzle: none of their answers is
/// against a facet, so no facet may be reported as one they hardly like.
#[test]
fn neither_pairs_nor_puzzles_speak_against_liking_a_part() {
    let bank = bank();
    let mut liked = 0;
    for (pair, best) in [(2, false), (2, true), (4, false), (0, true)] {
        let report = Report::new(&bank, &long_run(&bank, 4, pair, best));
        for evidence in &report.facets {
            let Some(liking) = evidence.liking else {
                continue;
            };
            liked += 1;
            let facet = evidence.facet;
            let likings = (liking * evidence.answers as f64).round();
            // Only a situation without credit can lower it, and each facet has one.
            assert!(likings >= evidence.answers as f64 - 1.0, "{evidence:?}");
            assert!(!best || (liking - 1.0).abs() < 1e-12, "{evidence:?}");
            let chosen = match (pair, facet.side()) {
                (2, _) => {
                    assert_eq!(evidence.pairs, 0, "the middle chooses no end: {evidence:?}");
                    0
                }
                (4, Side::Backend) | (0, Side::Frontend) => evidence.pairs,
                _ => 0,
            };
            assert_eq!(evidence.chosen, chosen, "{evidence:?}");
        }
    }
    assert!(liked > 30, "only {liked} parts were asked about");
}

/// Protects a designer who solved one puzzle about accessibility: that says nothing about liking it. Nor does a
/// situation.
#[test]
fn without_a_question_about_liking_a_part_is_not_asked() {
    // The build would refuse such an unbalanced bank, but the report must handle it.
    let mut value = serde_json::to_value(bank()).expect("can be written");
    let items = value["items"].as_array_mut().expect("a list");
    items.retain(|item| {
        let facet = &item["body"]["Likert"]["facet"];
        facet != "access" && facet != "data"
    });
    value["opening"] = serde_json::json!(["likert-1", "likert-5", "pair-1"]);
    let bank: ItemBank = serde_json::from_value(value).expect("has the shape of a bank");
    let report = Report::new(&bank, &long_run(&bank, 4, 4, true));
    for facet in [Facet::Access, Facet::Data] {
        let found = report.facets[facet as usize];
        assert_eq!((found.facet, found.liking), (facet, None));
    }
    assert!(
        report
            .facets
            .iter()
            .any(|found| found.answers > 0 && found.liking.is_none())
    );
    assert!(report.facets.iter().any(|found| found.liking.is_some()));
}

#[test]
fn interest_without_know_how_is_pointed_out() {
    let bank = bank();
    let mut session = Session::new(2);
    session.keep_going();
    run(
        &BankModel::new(&bank),
        &mut session,
        |item: &Item| match &item.body {
            Body::Likert { reversed, .. } => Response::Choice(if *reversed { 0 } else { 4 }),
            // The middle of a pair, and the worst choice of a situation.
            Body::Pair { .. } | Body::Situation { .. } | Body::Check { .. } => Response::Choice(2),
            Body::Task { key, .. } => Response::Choice(u8::from(*key == 0)),
        },
    );
    let report = Report::new(&bank, &session);
    assert_eq!(report.divergences.len(), 2, "{:?}", report.divergences);
    assert!(
        report
            .divergences
            .iter()
            .all(|divergence| divergence.interest - divergence.know_how > 1.5)
    );
    assert!(
        Report::new(&bank, &typical(&bank, 1.0, -1.0))
            .divergences
            .is_empty()
    );
}

#[test]
fn the_same_step_all_the_way_down_withholds_the_verdict() {
    let bank = bank();
    for step in 0..5 {
        let mut session = Session::new(4);
        run(&BankModel::new(&bank), &mut session, |item: &Item| {
            Response::Choice(step.min(u8::try_from(item.body.choices()).expect("few choices") - 1))
        });
        let report = Report::new(&bank, &session);
        assert_eq!(report.caution, Some(Caution::StraightLining { share: 1.0 }));
        assert_eq!(report.verdict, Verdict::Withheld);
        assert!(
            report.backend.low < report.backend.high,
            "the intervals are still shown"
        );
    }
}

#[test]
fn random_clicks_are_flagged_far_more_often_than_honest_answers() {
    let bank = bank();
    let model = BankModel::new(&bank);
    let flagged = |report: &Report| matches!(report.caution, Some(Caution::RandomClicking { .. }));
    let (mut random, mut honest_ones) = (0, 0);
    for seed in 0..160 {
        let mut dice = Dice(seed);
        let mut session = Session::new(seed);
        run(&model, &mut session, |item: &Item| {
            Response::Choice(u8::try_from(dice.below(item.body.choices())).expect("few choices"))
        });
        random += usize::from(flagged(&Report::in_model(&model, &session)));
        let (backend, frontend) = (dice.normal(), dice.normal());
        honest_ones += usize::from(flagged(&Report::in_model(
            &model,
            &somebody(&bank, seed, backend, frontend),
        )));
    }
    // By their fit alone: this bank has no checks, which find more (`METHOD.md`).
    assert!(random >= 96, "{random} of 160 random runs flagged");
    assert!(
        honest_ones <= 10,
        "{honest_ones} of 160 honest runs flagged"
    );
}

#[test]
fn the_plane_holds_80_percent_in_the_fewest_cells() {
    let bank = bank();
    let plane = Report::new(&bank, &somebody(&bank, 6, 0.8, -0.3)).plane;
    assert_eq!(
        (plane.cells.len(), plane.inside.len()),
        (Plane::POINTS * Plane::POINTS, Plane::POINTS * Plane::POINTS)
    );
    let of = |wanted: bool| {
        let cells = plane.cells.iter().zip(&plane.inside);
        cells
            .filter(move |(_, inside)| **inside == wanted)
            .map(|(cell, _)| *cell)
            .collect::<Vec<f64>>()
    };
    let (inside, outside) = (of(true), of(false));
    let held: f64 = inside.iter().sum();
    let least = inside
        .iter()
        .copied()
        .min_by(f64::total_cmp)
        .expect("cells inside");
    let most = outside
        .iter()
        .copied()
        .max_by(f64::total_cmp)
        .expect("cells outside");
    assert!(
        held >= 0.80 && held - least < 0.80,
        "{held} held; without its least likely cell it would do too"
    );
    assert!(least >= most, "a cell outside is likelier than one inside");
}

/// Signed area by the shoelace formula; positive or negative by direction.
fn area(outline: &[which_end_core::quiz::plane::Point]) -> f64 {
    let next = outline.iter().cycle().skip(1);
    outline
        .iter()
        .zip(next)
        .map(|(a, b)| a.backend * b.frontend - b.backend * a.frontend)
        .sum::<f64>()
        / 2.0
}

#[test]
fn the_outline_encloses_the_cells_inside() {
    let bank = bank();
    // The last one touches the edge of the plane.
    for (backend, frontend) in [(0.0, 0.0), (0.8, -0.3), (3.0, 3.0)] {
        let plane = Report::new(&bank, &somebody(&bank, 6, backend, frontend)).plane;
        let covered = plane.inside.iter().filter(|inside| **inside).count() as f64 * 0.2 * 0.2;
        let enclosed: f64 = plane
            .outlines
            .iter()
            .map(|outline| area(outline))
            .sum::<f64>()
            .abs();
        assert!(
            (enclosed / covered - 1.0).abs() < 0.15,
            "{enclosed} enclosed, {covered} covered"
        );
        for place in plane.outlines.iter().flatten() {
            assert!(place.backend.abs() <= Plane::EXTENT && place.frontend.abs() <= Plane::EXTENT);
        }
    }
}

/// Protects from statements about questions that were not asked: whatever is skipped, statements about a side are based
/// on answers.
#[test]
fn what_is_told_of_a_side_rests_on_its_answers() {
    let bank = bank();
    let model = BankModel::new(&bank);
    let skips: [fn(&Body) -> bool; 6] = [
        |body| matches!(body, Body::Task { .. }) && on(body, Side::Frontend),
        |body| matches!(body, Body::Task { .. }),
        |body| matches!(body, Body::Likert { .. } | Body::Pair { .. }),
        |body| !matches!(body, Body::Pair { .. }) && on(body, Side::Frontend),
        |body| on(body, Side::Frontend),
        |body| on(body, Side::Backend),
    ];
    let mut told = 0;
    for skipped in skips {
        for seed in 0..4 {
            let mut dice = Dice(seed);
            let mut session = Session::new(seed);
            run(&model, &mut session, |item| match &item.body {
                body if skipped(body) => Response::Skipped,
                // Interest and know-how disagree, which is what the statements describe.
                Body::Likert { reversed, .. } => {
                    Response::Choice(if *reversed == (seed % 2 == 0) { 0 } else { 4 })
                }
                Body::Task { key, .. } => Response::Choice(if seed % 2 == 0 {
                    u8::from(*key == 0)
                } else {
                    *key
                }),
                Body::Situation { .. } => Response::Choice(if seed % 2 == 0 { 2 } else { 0 }),
                _ => Response::Choice(u8::try_from(dice.below(5)).expect("few")),
            });
            let report = Report::new(&bank, &session);
            for divergence in &report.divergences {
                told += 1;
                let side = divergence.side;
                let tally = report.tasks[side as usize];
                assert!(tally.answered > 0 && report.has_answers_about_liking(side));
                assert!(if divergence.interest > divergence.know_how {
                    tally.right < tally.answered
                } else {
                    tally.right > 0
                });
            }
            for side in Side::ALL {
                let answered = session.answers().iter().any(|answer| {
                    let body = &bank.get(&answer.item).expect("of the bank").body;
                    let asks = matches!(body, Body::Likert { .. } | Body::Pair { .. });
                    answer.response != Response::Skipped && asks && on(body, side)
                });
                assert!(answered || !report.has_answers_about_liking(side));
            }
        }
    }
    assert!(told > 0, "nothing was told at all");
}

fn on(body: &Body, side: Side) -> bool {
    body.facets().any(|facet| facet.side() == side)
}
