//! How often the checks for careless answers are triggered, by careless and by honest people.

use serde::Serialize;
use which_end_content::items::reading::Passage;
use which_end_core::quiz::conduct::{Caution, person_fit};
use which_end_core::quiz::item::{Body, ItemBank};
use which_end_core::quiz::model::BankModel;
use which_end_core::quiz::posterior::Posterior;
use which_end_core::quiz::report::Report;
use which_end_core::quiz::session::{LIMIT, Response, SURE, Session, Step, StopReason, certainty};

use super::condition::Condition;
use super::form::take;
use super::person::{PARAMETER_SETS, Person, Truth, truths};
use super::rng::Rng;

/// Words a minute that adults read silently in English (Brysbaert 2019, a mean of 190 studies).
const USUAL_READING: f64 = 238.0;
/// Words a minute of slow readers: an assumption for people who read a second language, or are twelve.
const SLOW_READING: f64 = 140.0;
/// Words of an instruction and of a scale's labels, which are read with each question.
const WORDS_AROUND: f64 = 8.0;
/// Seconds to decide on a step or a choice, and to solve a task: assumptions.
const TO_DECIDE: f64 = 1.5;
const TO_SOLVE: f64 = 15.0;

#[derive(Clone, Debug, Serialize)]
pub(super) struct Guards {
    /// Honest people in the messy condition who were flagged for their fit.
    pub(super) honest_as_random: f64,
    /// Honest people in the messy condition who were asked a check.
    pub(super) honest_checked: f64,
    /// Random clickers who were asked a check.
    pub(super) random_checked: f64,
    /// Honest people in the messy condition who were flagged for straight lines.
    pub(super) honest_as_straight: f64,
    /// Random clickers flagged for any reason.
    pub(super) random_flagged: f64,
    /// Random clickers for whom one region would have been named.
    pub(super) random_named: f64,
    /// Straight-liners flagged, all five steps.
    pub(super) straight_flagged: f64,
    /// Person fit of honest sessions, 5th percentile.
    pub(super) fit_5_percent: f64,
    /// Honest sessions that ended as open: region or lead too far from settled.
    pub(super) open: f64,
    /// Of those, the ones that would have become sure by the limit.
    pub(super) open_too_soon: f64,
    /// Minutes of an honest session: the 5th percentile of people who read at the usual speed, and the 95th of slow
    /// readers.
    pub(super) minutes: [f64; 2],
    /// Mean error of “about N left”, items.
    pub(super) about_left_error: f64,
}

pub(super) fn measure(bank: &ItemBank, seed: u64, simulees: usize) -> Guards {
    let model = BankModel::new(bank);
    let people = (simulees / 4).max(1);
    let noise = Condition::Messy.noise();
    let (mut honest, mut fits, mut about_left) = (Vec::new(), Vec::new(), Vec::new());
    let mut minutes = [Vec::new(), Vec::new()];
    let (mut honest_checked, mut open, mut open_too_soon) = (0, 0, 0);
    for number in 0..people {
        let items = truths(
            bank,
            noise,
            &mut Rng::new(&[seed, (number % PARAMETER_SETS) as u64]),
        );
        let mut rng = Rng::new(&[seed, number as u64, 3]);
        let person = Person::draw(noise, &mut rng);
        let mut session = Session::new(rng.number());
        take(&model, &items, &person, &mut rng, &mut session, usize::MAX);
        for (times, speed) in minutes.iter_mut().zip([USUAL_READING, SLOW_READING]) {
            times.push(minutes_of(&model, &session, speed));
        }
        honest.push(Report::in_model(&model, &session).caution);
        honest_checked += usize::from(checked(&model, &session));
        fits.extend(person_fit(&model, &session.given(&model)));
        if session.step_in(&model) == Step::Done(StopReason::Open) {
            open += 1;
            open_too_soon += usize::from(settles(&model, &items, &person, &mut rng, &session));
        }
        if number % 10 == 0 {
            about_left.push(about_left_error(bank, &session));
        }
    }
    let mut random_checked = 0;
    let random: Vec<Report> = (0..people)
        .map(|number| {
            let mut rng = Rng::new(&[seed, number as u64, 4]);
            let session = careless(&model, &mut rng, |choices, rng| rng.below(choices));
            random_checked += usize::from(checked(&model, &session));
            Report::in_model(&model, &session)
        })
        .collect();
    let straight: Vec<Report> = (0..people.min(100))
        .map(|number| {
            let mut rng = Rng::new(&[seed, number as u64, 5]);
            let session = careless(&model, &mut rng, |choices, _| (number % 5).min(choices - 1));
            Report::in_model(&model, &session)
        })
        .collect();
    fits.sort_by(f64::total_cmp);
    for times in &mut minutes {
        times.sort_by(f64::total_cmp);
    }
    let share = |hits: usize, of: usize| hits as f64 / of as f64;
    let flagged = |reports: &[Report]| {
        reports
            .iter()
            .filter(|report| report.caution.is_some())
            .count()
    };
    let named = |report: &&Report| report.regions.iter().any(|p| *p >= 0.80);
    let honest_flagged = |kind: fn(&Caution) -> bool| {
        share(
            honest
                .iter()
                .flatten()
                .filter(|caution| kind(caution))
                .count(),
            people,
        )
    };
    Guards {
        honest_as_random: honest_flagged(|caution| {
            matches!(
                caution,
                Caution::RandomClicking { .. } | Caution::MissedCheck
            )
        }),
        open: share(open, people),
        open_too_soon: share(open_too_soon, open.max(1)),
        honest_checked: share(honest_checked, people),
        random_checked: share(random_checked, people),
        honest_as_straight: honest_flagged(|caution| {
            matches!(caution, Caution::StraightLining { .. })
        }),
        random_flagged: share(flagged(&random), random.len()),
        random_named: share(random.iter().filter(named).count(), random.len()),
        straight_flagged: share(flagged(&straight), straight.len()),
        minutes: [
            minutes[0][people / 20],
            minutes[1][people - 1 - people / 20],
        ],
        fit_5_percent: fits.get(fits.len() / 20).copied().unwrap_or(f64::NAN),
        about_left_error: about_left.iter().sum::<f64>() / about_left.len() as f64,
    }
}

/// How long a session takes somebody who reads this many words a minute.
fn minutes_of(model: &BankModel<'_>, session: &Session, speed: f64) -> f64 {
    let given = session.given(model);
    let items = given.iter().map(|answer| &model.bank().items[answer.item]);
    items
        .map(|item| {
            let words = Passage::of(item).words as f64 + WORDS_AROUND;
            let answering = match item.body {
                Body::Task { .. } => TO_SOLVE,
                _ => TO_DECIDE,
            };
            words / speed + answering / 60.0
        })
        .sum()
}

/// A whole session of somebody who does not read.
fn careless(
    model: &BankModel<'_>,
    rng: &mut Rng,
    press: impl Fn(usize, &mut Rng) -> usize,
) -> Session {
    let mut session = Session::new(rng.number());
    while let Step::Ask { item, .. } = session.step_in(model) {
        let choice = u8::try_from(press(item.body.choices(), rng)).unwrap_or_default();
        if session.respond_to(item, Response::Choice(choice)).is_err() {
            break;
        }
    }
    session
}

/// Whether an open session would have become sure before the limit.
fn settles(
    model: &BankModel<'_>,
    items: &[Truth],
    person: &Person,
    rng: &mut Rng,
    open: &Session,
) -> bool {
    let mut session = open.clone();
    session.keep_going();
    (session.answered()..LIMIT).any(|length| {
        take(model, items, person, rng, &mut session, length + 1);
        certainty(&Posterior::of(model, &session.given(model))) >= SURE
    })
}

/// Whether a session was asked a check.
fn checked(model: &BankModel<'_>, session: &Session) -> bool {
    let given = session.given(model);
    let mut asked = given.iter().map(|answer| &model.bank().items[answer.item]);
    asked.any(|item| !item.body.measures())
}

/// Replays a finished session and compares each “about N left” with the actual number.
fn about_left_error(bank: &ItemBank, session: &Session) -> f64 {
    let mut session = session.clone();
    let total = session.answered();
    let mut error = 0;
    while session.undo() {
        error += session
            .progress(bank)
            .about_left
            .abs_diff(total - session.answered());
    }
    error as f64 / total.max(1) as f64
}
