//! One run as the report looks at it: what each part of it says, and what each answer does to the whole.

use super::findings::{
    Claim, DIVERGENCE, Divergence, FacetEvidence, Flip, MOST_LISTED, Mover, Standing, TaskTally,
};
use crate::order::{order, sorted};
use crate::quiz::answer::Response;
use crate::quiz::conduct::{self, Caution};
use crate::quiz::item::{Body, Facet, ItemId, Side};
use crate::quiz::model::{self, BankModel, Given};
use crate::quiz::posterior::Posterior;
use crate::quiz::session::Session;

/// Another answer to an item. Ordered by nearness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Other {
    /// Distance from the given one in categories.
    steps: usize,
    /// What it counts as.
    category: usize,
    /// Position of the choice.
    choice: u8,
}

fn touches(body: &Body, facet: Facet) -> bool {
    body.facets().any(|touched| touched == facet)
}

/// The answers of a run that measure: skipped items and checks left out.
pub(super) struct Run<'model, 'bank> {
    model: &'model BankModel<'bank>,
    given: Vec<Given>,
    answers: Vec<(ItemId, u8)>,
    caution: Option<Caution>,
}

impl<'model, 'bank> Run<'model, 'bank> {
    pub(super) fn new(model: &'model BankModel<'bank>, session: &Session) -> Self {
        let mut given = Vec::new();
        let mut answers = Vec::new();
        for answer in session
            .given(model)
            .into_iter()
            .filter(|answer| answer.category.is_some())
        {
            let id = &model.bank().items[answer.item].id;
            let response = session
                .answers()
                .iter()
                .find(|candidate| &candidate.item == id)
                .map(|found| found.response);
            if let Some(Response::Choice(choice)) = response {
                given.push(answer);
                answers.push((id.clone(), choice));
            }
        }
        let choices: Vec<u8> = answers.iter().map(|(_, choice)| *choice).collect();
        let caution = conduct::caution(model, &given, &choices);
        let (given, answers) = given
            .into_iter()
            .zip(answers)
            .filter(|(answer, _)| model.measures(answer))
            .unzip();
        Self {
            model,
            given,
            answers,
            caution,
        }
    }

    /// The answers as the model sees them.
    pub(super) fn given(&self) -> &[Given] {
        &self.given
    }

    /// Why the answers look careless, checks included; none where they do not.
    pub(super) fn caution(&self) -> Option<Caution> {
        self.caution
    }

    fn body(&self, position: usize) -> &'bank Body {
        &self.model.bank().items[self.given[position].item].body
    }

    /// What was said about liking a facet, and which end of its pairs was chosen.
    pub(super) fn facet(&self, facet: Facet) -> FacetEvidence {
        let mut evidence = FacetEvidence {
            facet,
            answers: 0,
            liking: None,
            pairs: 0,
            chosen: 0,
        };
        let (mut sum, mut asked) = (0.0, false);
        for (position, answer) in self.given.iter().enumerate() {
            let body = self.body(position);
            let Some(category) = answer.category.filter(|_| touches(body, facet)) else {
                continue;
            };
            let highest = self.model.curves()[answer.item].categories() - 1;
            match body {
                Body::Likert { .. } | Body::Situation { .. } => {
                    asked |= matches!(body, Body::Likert { .. });
                    evidence.answers += 1;
                    sum += category as f64 / highest as f64;
                }
                // The middle chooses neither end. Above it lies the backend's.
                Body::Pair { .. } if 2 * category != highest => {
                    let backend = 2 * category > highest;
                    evidence.pairs += 1;
                    evidence.chosen += usize::from(backend == (facet.side() == Side::Backend));
                }
                Body::Pair { .. } | Body::Task { .. } | Body::Check { .. } => {}
            }
        }
        // A situation alone asks what somebody would do, not whether they would like it.
        evidence.liking = asked.then(|| sum / evidence.answers as f64);
        evidence
    }

    pub(super) fn tasks(&self, side: Side) -> TaskTally {
        let of_side = (0..self.given.len())
            .filter(|position| matches!(self.body(*position), Body::Task { facet, .. } if facet.side() == side));
        let (mut right, mut answered) = (0, 0);
        for position in of_side {
            answered += 1;
            right += self.given[position].category.unwrap_or(0);
        }
        TaskTally {
            side,
            right,
            answered,
        }
    }

    /// What stands with the answer at `position` counting as another one, or left out.
    fn standing_with(&self, position: usize, category: Option<usize>) -> Standing {
        let mut given = self.given.clone();
        given[position].category = category;
        Standing::of(&Posterior::of(self.model, &given))
    }

    /// The other answers to the item at `position` with what they count as, nearest first, one for each category.
    fn others(&self, position: usize) -> Vec<Other> {
        let body = self.body(position);
        let Some(own) = self.given[position].category else {
            return Vec::new();
        };
        let others: Vec<Other> = (0..=u8::MAX)
            .take(body.choices())
            .filter_map(|choice| {
                model::category(body, choice).map(|category| Other {
                    steps: category.abs_diff(own),
                    choice,
                    category,
                })
            })
            .filter(|other| other.steps > 0)
            .collect();
        let mut others = sorted(others, Ord::cmp);
        others.dedup_by_key(|other| other.category);
        others
    }

    /// Leave-one-out: what each answer alone changed, and what the most telling other one would have changed.
    pub(super) fn movers(&self, now: &Standing, claim: Claim) -> Vec<Mover> {
        let shifts: Vec<f64> = (0..self.given.len())
            .map(|position| now.chance(claim) - self.standing_with(position, None).chance(claim))
            .collect();
        let strongest = order(shifts.len(), &|a, b| {
            shifts[b].abs().total_cmp(&shifts[a].abs())
        });
        let movers = strongest.into_iter().take(MOST_LISTED);
        movers
            .filter_map(|position| {
                let (item, choice) = &self.answers[position];
                let (instead, then) = self.most_telling(position, now, claim)?;
                Some(Mover {
                    item: item.clone(),
                    response: Response::Choice(*choice),
                    shift: shifts[position],
                    instead: Response::Choice(instead),
                    then,
                })
            })
            .collect()
    }

    /// Of the other answers to an item, the one that would change the claim's probability most.
    fn most_telling(
        &self,
        position: usize,
        now: &Standing,
        claim: Claim,
    ) -> Option<(u8, Standing)> {
        let change = |then: &Standing| (then.chance(claim) - now.chance(claim)).abs();
        let mut best: Option<(u8, Standing)> = None;
        for other in self.others(position) {
            let then = self.standing_with(position, Some(other.category));
            if best
                .as_ref()
                .is_none_or(|(_, best)| change(&then) > change(best))
            {
                best = Some((other.choice, then));
            }
        }
        best
    }

    pub(super) fn flips(&self, now: &Standing, claim: Claim) -> Vec<Flip> {
        let flips: Vec<(usize, Flip)> = (0..self.given.len())
            .filter_map(|position| self.flip(position, now, claim))
            .collect();
        // Of equally small changes, the one that overturns it most plainly.
        let plainness = |flip: &Flip| match claim {
            Claim::Lead => (flip.then.backend_leads - 0.5).abs(),
            Claim::Region(region) => 1.0 - flip.then.probability(region),
        };
        let mut flips = sorted(flips, |(a_steps, a), (b_steps, b)| {
            a_steps
                .cmp(b_steps)
                .then(plainness(b).total_cmp(&plainness(a)))
        });
        flips.truncate(MOST_LISTED);
        flips.into_iter().map(|(_, flip)| flip).collect()
    }

    /// The nearest other answer to one item that overturns the claim, with its distance in categories.
    fn flip(&self, position: usize, now: &Standing, claim: Claim) -> Option<(usize, Flip)> {
        let (item, choice) = &self.answers[position];
        self.others(position).into_iter().find_map(|other| {
            let then = self.standing_with(position, Some(other.category));
            (!then.agrees(now, claim)).then(|| {
                let flip = Flip {
                    item: item.clone(),
                    given: Response::Choice(*choice),
                    instead: Response::Choice(other.choice),
                    then,
                };
                (other.steps, flip)
            })
        })
    }

    pub(super) fn divergence(&self, side: Side) -> Option<Divergence> {
        let mean = |tests: bool| {
            let part: Vec<Given> = self
                .given
                .iter()
                .enumerate()
                .filter(|(position, _)| {
                    matches!(
                        self.body(*position),
                        Body::Situation { .. } | Body::Task { .. }
                    ) == tests
                })
                .map(|(_, answer)| *answer)
                .collect();
            Posterior::of(self.model, &part).estimate(side).mean
        };
        let (interest, know_how) = (mean(false), mean(true));
        ((interest - know_how).abs() > DIVERGENCE).then_some(Divergence {
            side,
            interest,
            know_how,
        })
    }
}
