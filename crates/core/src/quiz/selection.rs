//! Chooses the next item: the most informative one within rules about content.

use super::item::{Body, Facet, Item, Side};
use super::model::{Axis, BankModel, Curves, Given, POINTS, trait_at};
use super::posterior::{Posterior, above};
use crate::order::sorted;
use crate::portable::{ln, split_mix};

/// Up to this many items, the choice minimizes both traits' variance; after that, it maximizes information about the
/// verdict.
pub const EXPLORING: usize = 8;
/// The next item is drawn at random from this many best ones, so that sessions differ and no item is overused.
pub const DRAWN_AMONG: usize = 3;
/// At least one in this many items is a task. More would cost accuracy, because a task tells a third of what a Likert
/// item tells (`METHOD.md`).
pub const TASK_EVERY: usize = 6;
/// Maximum share of Likert items in a session, as a fraction: two in three. With half, the same certainty takes one
/// question more (`METHOD.md`).
pub const LIKERT_SHARE: (usize, usize) = (2, 3);
/// Maximum location of the first task of a session, in prior standard deviations: level 2. A hard puzzle at the start
/// discourages beginners.
pub const EASY_TASK: f32 = -0.5;
/// Maximum difference in the number of items between the sides.
pub const SIDE_SLACK: usize = 2;

/// A rule about content, in the order in which rules are dropped if no item fits all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// One side has at most [`SIDE_SLACK`] more items than the other; pairs belong to neither.
    Sides,
    /// At most [`LIKERT_SHARE`] of the items are Likert items.
    LikertShare,
    /// One in any [`TASK_EVERY`] items is a task.
    Task,
    /// Facets of a side are asked equally often, within one.
    Facets,
    /// Likert items keyed for and against a side are answered equally often, within one.
    Keys,
    /// The first task is an easy one ([`EASY_TASK`]). Dropped only if nothing else is left to ask.
    FirstTask,
}

impl Rule {
    /// All rules, the first to be dropped first.
    pub const ALL: [Self; 6] = [
        Self::Sides,
        Self::LikertShare,
        Self::Task,
        Self::Facets,
        Self::Keys,
        Self::FirstTask,
    ];
}

/// What a session has asked so far.
struct Tally {
    facets: [usize; 10],
    /// Items left to ask, by facet.
    left: [usize; 10],
    sides: [usize; 2],
    /// Answered Likert items: those keyed for a side minus those keyed against it.
    keys: [i32; 2],
    likert: usize,
    given: usize,
    since_task: usize,
    tasks: usize,
}

impl Tally {
    fn new(model: &BankModel<'_>, given: &[Given], pool: &[usize]) -> Self {
        let mut tally = Self {
            facets: [0; 10],
            left: [0; 10],
            sides: [0; 2],
            keys: [0; 2],
            likert: 0,
            given: 0,
            since_task: 0,
            tasks: 0,
        };
        for position in pool {
            for facet in model.bank().items[*position].body.facets() {
                tally.left[facet as usize] += 1;
            }
        }
        for answer in given {
            let body = &model.bank().items[answer.item].body;
            if !body.measures() {
                continue;
            }
            tally.given += 1;
            for facet in body.facets() {
                tally.facets[facet as usize] += 1;
            }
            if let Some(side) = body.side() {
                tally.sides[side as usize] += 1;
            }
            tally.since_task += 1;
            match body {
                Body::Likert {
                    facet, reversed, ..
                } => {
                    tally.likert += 1;
                    if answer.category.is_some() {
                        tally.keys[facet.side() as usize] += if *reversed { -1 } else { 1 };
                    }
                }
                Body::Task { .. } => {
                    tally.since_task = 0;
                    tally.tasks += 1;
                }
                Body::Pair { .. } | Body::Situation { .. } | Body::Check { .. } => {}
            }
        }
        tally
    }

    fn allows(&self, rule: Rule, item: &Item) -> bool {
        let body = &item.body;
        match rule {
            Rule::Sides => body.side().is_none_or(|side| {
                self.sides[side as usize] < self.sides[side.other() as usize] + SIDE_SLACK
            }),
            Rule::LikertShare => {
                let (share, of) = LIKERT_SHARE;
                !matches!(body, Body::Likert { .. })
                    || of * (self.likert + 1) <= share * (self.given + 1)
            }
            Rule::Task => self.since_task + 1 < TASK_EVERY || matches!(body, Body::Task { .. }),
            Rule::Facets => body
                .facets()
                .all(|facet| self.facets[facet as usize] <= self.fewest(facet.side())),
            Rule::Keys => match body {
                Body::Likert {
                    facet, reversed, ..
                } => (self.keys[facet.side() as usize] + if *reversed { -1 } else { 1 }).abs() <= 1,
                _ => true,
            },
            Rule::FirstTask => {
                self.tasks > 0 || !matches!(body, Body::Task { .. }) || is_easy_task(item)
            }
        }
    }

    /// How often the least asked facet of a side was asked, among those with items left.
    fn fewest(&self, side: Side) -> usize {
        let open = Facet::ALL
            .iter()
            .filter(|facet| facet.side() == side && self.left[**facet as usize] > 0);
        open.map(|facet| self.facets[*facet as usize])
            .min()
            .unwrap_or(0)
    }
}

/// The next item's position in the bank; `None` if all were asked. `posterior` is that of the items `given`.
///
/// `seen` has the positions asked in previous sessions. They are avoided as long as others are left, before any rule
/// applies; only an easy first task may be one of them. The random draw depends only on `draw`, the session's seed, and on the number of items given.
pub fn next(
    model: &BankModel<'_>,
    given: &[Given],
    posterior: &Posterior,
    seen: &[usize],
    draw: u64,
) -> Option<usize> {
    let pool = pool(model, given, seen);
    let tally = Tally::new(model, given, &pool);
    let fits = |position: &usize, rules: &[Rule]| {
        rules
            .iter()
            .all(|rule| tally.allows(*rule, &model.bank().items[*position]))
    };
    let candidates = (0..=Rule::ALL.len()).find_map(|dropped| {
        let fitting: Vec<usize> = pool
            .iter()
            .copied()
            .filter(|position| fits(position, &Rule::ALL[dropped..]))
            .collect();
        (!fitting.is_empty()).then_some(fitting)
    })?;
    let aim = if given.len() < EXPLORING {
        Aim::Precision
    } else {
        Aim::Verdict
    };
    let outlook = Outlook::new(posterior);
    let ranked: Vec<(i64, usize)> = candidates
        .into_iter()
        .map(|position| {
            (
                rounded(outlook.gain(&model.curves()[position], aim)),
                position,
            )
        })
        .collect();
    // Candidates are in the order of the bank, and the sort is stable.
    let mut ranked = sorted(ranked, |(a, _), (b, _)| b.cmp(a));
    ranked.truncate(DRAWN_AMONG);
    let drawn = split_mix(draw ^ split_mix(given.len() as u64));
    let chosen = usize::try_from(drawn % ranked.len() as u64).ok()?;
    ranked.get(chosen).map(|(_, position)| *position)
}

fn is_easy_task(item: &Item) -> bool {
    matches!(item.body, Body::Task { .. }) && item.parameters.location <= EASY_TASK
}

/// Items that measure and were not asked yet; those not seen in previous sessions, as long as there are any. If the
/// first task is due and no easy one is among them, the easy ones that were seen are added.
fn pool(model: &BankModel<'_>, given: &[Given], seen: &[usize]) -> Vec<usize> {
    let mut asked = vec![false; model.curves().len()];
    for answer in given {
        asked[answer.item] = true;
    }
    let open: Vec<usize> = (0..asked.len())
        .filter(|position| !asked[*position] && model.bank().items[*position].body.measures())
        .collect();
    let mut known = vec![false; asked.len()];
    for position in seen {
        known[*position] = true;
    }
    let fresh: Vec<usize> = open
        .iter()
        .copied()
        .filter(|position| !known[*position])
        .collect();
    if fresh.is_empty() {
        return open;
    }
    let items = &model.bank().items;
    let is_easy = |position: &usize| is_easy_task(&items[*position]);
    let is_task = |position: usize| matches!(items[position].body, Body::Task { .. });
    let is_due = given.len() + 1 >= TASK_EVERY || fresh.iter().all(|position| is_task(*position));
    let has_task = given.iter().any(|answer| is_task(answer.item));
    if has_task || !is_due || fresh.iter().any(is_easy) {
        return fresh;
    }
    open.into_iter()
        .filter(|position| !known[*position] || is_easy(position))
        .collect()
}

/// Gains are rounded to nine decimals, so that ties are the same on every target.
#[expect(clippy::cast_possible_truncation, reason = "gains lie within ±100")]
fn rounded(gain: f64) -> i64 {
    (gain * 1e9).round() as i64
}

/// The criterion for the next item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// Smallest expected variance of both traits.
    Precision,
    /// Maximum expected information about region and lead.
    Verdict,
}

/// Possible pairs of region and lead: each one-sided region implies the lead, the other two allow both.
const VERDICTS: usize = 6;

/// Sums of the posterior at one entry of an axis.
#[derive(Clone, Copy, Default)]
struct Slice {
    mass: f64,
    backend: f64,
    frontend: f64,
    verdicts: [f64; VERDICTS],
}

/// The posterior summed along each axis, so that an item costs only its 31 or 61 entries.
pub struct Outlook {
    axes: [Vec<Slice>; 3],
}

impl Outlook {
    /// Sums a posterior along the three axes.
    pub fn new(posterior: &Posterior) -> Self {
        let all = [Axis::Backend, Axis::Frontend, Axis::Contrast];
        let mut axes = all.map(|axis| vec![Slice::default(); axis.points()]);
        for (b, f, cell) in posterior.iter() {
            let verdicts = verdict_shares(b, f);
            for axis in all {
                let slice = &mut axes[axis as usize][axis.entry(b, f)];
                slice.mass += cell;
                slice.backend += cell * trait_at(b);
                slice.frontend += cell * trait_at(f);
                for (sum, share) in slice.verdicts.iter_mut().zip(verdicts) {
                    *sum += cell * share;
                }
            }
        }
        Self { axes }
    }

    /// The expected gain of an item; comparable only between items of one outlook.
    pub fn gain(&self, curves: &Curves, aim: Aim) -> f64 {
        let slices = &self.axes[curves.axis() as usize];
        (0..curves.categories())
            .map(|category| {
                let mut sum = Slice::default();
                for (slice, p) in slices.iter().zip(curves.probability(category)) {
                    sum.mass += p * slice.mass;
                    sum.backend += p * slice.backend;
                    sum.frontend += p * slice.frontend;
                    for (total, verdict) in sum.verdicts.iter_mut().zip(slice.verdicts) {
                        *total += p * verdict;
                    }
                }
                match aim {
                    // The expected remaining variance is a constant minus the expected squares of the posterior means.
                    Aim::Precision => {
                        (sum.backend * sum.backend + sum.frontend * sum.frontend) / sum.mass
                    }
                    // Mutual information of answer and verdict, up to the verdict's own entropy.
                    Aim::Verdict => sum
                        .verdicts
                        .iter()
                        .filter(|p| **p > 0.0)
                        .map(|p| p * ln(p / sum.mass))
                        .sum(),
                }
            })
            .sum()
    }
}

/// Shares of a cell in: backend, frontend, full-stack with either lead, neither with either lead. Cells on a border
/// count half.
fn verdict_shares(b: usize, f: usize) -> [f64; VERDICTS] {
    let (high_b, high_f, lead) = (above(b, POINTS / 2), above(f, POINTS / 2), above(b, f));
    let (both, neither) = (high_b * high_f, (1.0 - high_b) * (1.0 - high_f));
    [
        high_b * (1.0 - high_f),
        (1.0 - high_b) * high_f,
        both * lead,
        both * (1.0 - lead),
        neither * lead,
        neither * (1.0 - lead),
    ]
}
