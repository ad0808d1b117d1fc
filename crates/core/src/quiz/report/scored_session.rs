//! A session as the report analyses it: the parts of its result, and the influence of each answer.

use super::findings::{
    Claim, DIVERGENCE, Divergence, FacetEvidence, Flip, MOST_LISTED, Mover, Probabilities,
    TaskTally,
};
use crate::order::{order, sorted};
use crate::quiz::answer::Response;
use crate::quiz::conduct::{self, Caution};
use crate::quiz::item::{Body, Facet, ItemId, Side};
use crate::quiz::model::{self, BankModel, Given};
use crate::quiz::posterior::Posterior;
use crate::quiz::session::Session;

/// Another answer to an item. Ordered by distance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Other {
    /// Distance from the given answer in categories.
    steps: usize,
    /// Its category.
    category: usize,
    /// Index of the choice.
    choice: u8,
}

fn has_facet(body: &Body, facet: Facet) -> bool {
    body.facets().any(|touched| touched == facet)
}

/// The answers of a session that measure, without skipped items and checks.
pub(super) struct ScoredSession<'model, 'bank> {
    model: &'model BankModel<'bank>,
    given: Vec<Given>,
    answers: Vec<(ItemId, u8)>,
    caution: Option<Caution>,
}

impl<'model, 'bank> ScoredSession<'model, 'bank> {
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

    /// The answers in terms of the model.
    pub(super) fn given(&self) -> &[Given] {
        &self.given
    }

    /// Why the answers look careless, checks included; `None` if they do not.
    pub(super) fn caution(&self) -> Option<Caution> {
        self.caution
    }

    fn body(&self, position: usize) -> &'bank Body {
        &self.model.bank().items[self.given[position].item].body
    }

    /// Answers about liking a facet, and how often it was chosen in pairs.
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
            let Some(category) = answer.category.filter(|_| has_facet(body, facet)) else {
                continue;
            };
            let highest = self.model.curves()[answer.item].categories() - 1;
            match body {
                Body::Likert { .. } | Body::Situation { .. } => {
                    asked |= matches!(body, Body::Likert { .. });
                    evidence.answers += 1;
                    sum += category as f64 / highest as f64;
                }
                // The middle step chooses neither. Higher categories choose the backend work.
                Body::Pair { .. } if 2 * category != highest => {
                    let backend = 2 * category > highest;
                    evidence.pairs += 1;
                    evidence.chosen += usize::from(backend == (facet.side() == Side::Backend));
                }
                Body::Pair { .. } | Body::Task { .. } | Body::Check { .. } => {}
            }
        }
        // Situations ask what somebody would do, not whether they would like it, so they alone are not enough.
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

    /// The probabilities if the answer at `position` had another category, or were left out.
    fn probabilities_with(&self, position: usize, category: Option<usize>) -> Probabilities {
        let mut given = self.given.clone();
        given[position].category = category;
        Probabilities::of(&Posterior::of(self.model, &given))
    }

    /// The other answers to the item at `position` with their categories, nearest first, one for each category.
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

    /// Leave-one-out analysis: how much each answer changed, and how much the most different other one would have
    /// changed.
    pub(super) fn movers(&self, now: &Probabilities, claim: Claim) -> Vec<Mover> {
        let shifts: Vec<f64> = (0..self.given.len())
            .map(|position| {
                now.chance(claim) - self.probabilities_with(position, None).chance(claim)
            })
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

    /// The other answer to an item that would change the claim's probability most.
    fn most_telling(
        &self,
        position: usize,
        now: &Probabilities,
        claim: Claim,
    ) -> Option<(u8, Probabilities)> {
        let change = |then: &Probabilities| (then.chance(claim) - now.chance(claim)).abs();
        let mut best: Option<(u8, Probabilities)> = None;
        for other in self.others(position) {
            let then = self.probabilities_with(position, Some(other.category));
            if best
                .as_ref()
                .is_none_or(|(_, best)| change(&then) > change(best))
            {
                best = Some((other.choice, then));
            }
        }
        best
    }

    pub(super) fn flips(&self, now: &Probabilities, claim: Claim) -> Vec<Flip> {
        let flips: Vec<(usize, Flip)> = (0..self.given.len())
            .filter_map(|position| self.flip(position, now, claim))
            .collect();
        // Of equally small changes, the one with the most decisive new result comes first.
        let decisiveness = |flip: &Flip| match claim {
            Claim::Lead => (flip.then.backend_leads - 0.5).abs(),
            Claim::Region(region) => 1.0 - flip.then.probability(region),
        };
        let mut flips = sorted(flips, |(a_steps, a), (b_steps, b)| {
            a_steps
                .cmp(b_steps)
                .then(decisiveness(b).total_cmp(&decisiveness(a)))
        });
        flips.truncate(MOST_LISTED);
        flips.into_iter().map(|(_, flip)| flip).collect()
    }

    /// The nearest other answer to one item that overturns the claim, with its distance in categories.
    fn flip(&self, position: usize, now: &Probabilities, claim: Claim) -> Option<(usize, Flip)> {
        let (item, choice) = &self.answers[position];
        self.others(position).into_iter().find_map(|other| {
            let then = self.probabilities_with(position, Some(other.category));
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
