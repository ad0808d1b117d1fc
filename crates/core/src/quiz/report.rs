//! What the visitor is told, and on what grounds.

use super::conduct::{self, Caution};
use super::item::{Body, Facet, ItemBank, ItemId, Side};
use super::model::{self, BankModel, Given};
use super::plane::Plane;
use super::posterior::Posterior;
use super::session::{Response, SURE, Session};
use crate::order::{order, sorted};

/// Answers before anything is said. With seven, half of what an estimate says is noise (reliability .52) and the
/// likeliest region is the wrong one for two people in five (simulated, see `METHOD.md`).
pub const FEWEST_FOR_VERDICT: usize = 8;
/// Movers and flips in a report, at most.
pub const MOST_LISTED: usize = 5;
/// Interest and know-how of a side count as disagreeing from this distance on, in prior standard deviations.
pub const DIVERGENCE: f64 = 1.5;

/// The four regions of the backend × frontend plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Region {
    /// High on backend only.
    Backend,
    /// High on frontend only.
    Frontend,
    /// High on both.
    FullStack,
    /// High on neither, yet.
    NeitherYet,
}

impl Region {
    /// In the order of the report.
    pub const ALL: [Self; 4] = [
        Self::Backend,
        Self::Frontend,
        Self::FullStack,
        Self::NeitherYet,
    ];
}

/// What is known of one trait.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TraitEstimate {
    /// Posterior mean, in prior standard deviations; 0 is indifference to typical tasks of that side.
    pub mean: f64,
    /// Posterior standard deviation, which is the standard error of the mean.
    pub standard_error: f64,
    /// 10th posterior percentile.
    pub low: f64,
    /// 90th posterior percentile.
    pub high: f64,
}

/// What may be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// One region holds .80 or more.
    Clear(Region),
    /// The two likeliest regions, likelier first.
    Between(Region, Region),
    /// Fewer than [`FEWEST_FOR_VERDICT`] answers: a label would be little better than a guess.
    TooFewAnswers,
    /// The answers look careless ([`Report::caution`]), so no region is named; a new run is the way out.
    Withheld,
}

/// How much the answers to a facet's items speak for it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FacetEvidence {
    /// The facet.
    pub facet: Facet,
    /// Answers that touch it.
    pub answers: usize,
    /// Mean keyed answer from 0 (all against) to 1 (all for); none without answers.
    pub lean: Option<f64>,
}

/// Right answers to right/wrong tasks of one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskTally {
    /// The side.
    pub side: Side,
    /// Answered rightly.
    pub right: usize,
    /// Answered at all.
    pub answered: usize,
}

/// An answer and how the result would differ without it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mover {
    /// The item.
    pub item: ItemId,
    /// What was given.
    pub response: Response,
    /// Probability that backend leads, with the answer minus without it; positive speaks for backend.
    pub lead_shift: f64,
}

/// An answer that would have put the other side in the lead, had it been another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Flip {
    /// The item.
    pub item: ItemId,
    /// What was given.
    pub given: Response,
    /// The nearest other response that changes who leads.
    pub instead: Response,
    /// Probability that backend leads with that other response.
    pub backend_leads: f64,
}

/// One side where the answers about interest and the answers that test know-how tell different stories.
/// Both count towards one trait by assumption, so this has to be said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Divergence {
    /// The side.
    pub side: Side,
    /// Posterior mean of Likert items and pairs alone, prior standard deviations.
    pub interest: f64,
    /// Posterior mean of situations and tasks alone, prior standard deviations.
    pub know_how: f64,
}

/// The report on a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Probability of each region, in the order of [`Region::ALL`]; sums to 1.
    pub regions: [f64; 4],
    /// Probability that the backend trait is the higher one.
    pub backend_leads: f64,
    /// Backend trait.
    pub backend: TraitEstimate,
    /// Frontend trait.
    pub frontend: TraitEstimate,
    /// What may be said.
    pub verdict: Verdict,
    /// Ten facets in the order of [`Facet::ALL`].
    pub facets: Vec<FacetEvidence>,
    /// Backend, then frontend.
    pub tasks: [TaskTally; 2],
    /// The answers that moved the lead most, strongest first, at most five.
    pub movers: Vec<Mover>,
    /// Answers whose change alone would change who leads, smallest change first, at most five. Empty: no single
    /// answer decides it.
    pub flips: Vec<Flip>,
    /// Sides where interest and know-how disagree.
    pub divergences: Vec<Divergence>,
    /// Why the answers look careless, if they do.
    pub caution: Option<Caution>,
    /// The uncertainty of both traits together, ready to be drawn.
    pub plane: Plane,
    /// Answers given, skips not counted.
    pub answered: usize,
}

impl Report {
    /// Scores a run. Works at any length; short runs get [`Verdict::TooFewAnswers`].
    pub fn new(bank: &ItemBank, session: &Session) -> Self {
        Self::in_model(&BankModel::new(bank), session)
    }

    /// [`Report::new`] for callers that hold the model of the bank already.
    pub fn in_model(model: &BankModel<'_>, session: &Session) -> Self {
        let run = Run::new(model, session);
        let posterior = Posterior::of(model, &run.given);
        let regions = posterior.regions();
        let caution = conduct::caution(model, &run.given, &run.choices());
        let answered = run.answers.len();
        let verdict = if answered < FEWEST_FOR_VERDICT {
            Verdict::TooFewAnswers
        } else if caution.is_some() {
            Verdict::Withheld
        } else {
            verdict(&regions)
        };
        let backend_leads = posterior.backend_leads();
        Self {
            regions,
            backend_leads,
            backend: posterior.estimate(Side::Backend),
            frontend: posterior.estimate(Side::Frontend),
            verdict,
            facets: Facet::ALL.iter().map(|facet| run.facet(*facet)).collect(),
            tasks: Side::ALL.map(|side| run.tasks(side)),
            movers: run.movers(backend_leads),
            flips: run.flips(backend_leads),
            divergences: Side::ALL
                .into_iter()
                .filter_map(|side| run.divergence(side))
                .collect(),
            caution,
            plane: Plane::new(&posterior),
            answered,
        }
    }

    /// The side more likely to lead, and how likely, from .5 to 1. Backend where it is an exact tie.
    pub fn lead(&self) -> (Side, f64) {
        if self.backend_leads >= 0.5 {
            (Side::Backend, self.backend_leads)
        } else {
            (Side::Frontend, 1.0 - self.backend_leads)
        }
    }

    /// Probability of one region.
    pub fn probability(&self, region: Region) -> f64 {
        self.regions[region as usize]
    }
}

/// The likeliest region if it holds [`SURE`], else the two likeliest. Equal ones stand in the order of [`Region::ALL`].
fn verdict(regions: &[f64; 4]) -> Verdict {
    let ranked = order(regions.len(), &|a, b| regions[b].total_cmp(&regions[a]));
    let (first, second) = (Region::ALL[ranked[0]], Region::ALL[ranked[1]]);
    if regions[ranked[0]] >= SURE {
        Verdict::Clear(first)
    } else {
        Verdict::Between(first, second)
    }
}

/// The answered items of a run, skipped ones left out.
struct Run<'model, 'bank> {
    model: &'model BankModel<'bank>,
    given: Vec<Given>,
    answers: Vec<(ItemId, u8)>,
}

impl<'model, 'bank> Run<'model, 'bank> {
    fn new(model: &'model BankModel<'bank>, session: &Session) -> Self {
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
        Self {
            model,
            given,
            answers,
        }
    }

    fn choices(&self) -> Vec<u8> {
        self.answers.iter().map(|(_, choice)| *choice).collect()
    }

    fn body(&self, position: usize) -> &'bank Body {
        &self.model.bank().items[self.given[position].item].body
    }

    /// Keyed answers from 0 to 1; a pair speaks for one end as much as against the other.
    fn facet(&self, facet: Facet) -> FacetEvidence {
        let keyed: Vec<f64> = self
            .given
            .iter()
            .enumerate()
            .filter_map(|(position, answer)| {
                let body = self.body(position);
                let highest = self.model.curves()[answer.item].categories() - 1;
                let share = answer.category? as f64 / highest as f64;
                let against = matches!(body, Body::Pair { .. }) && facet.side() == Side::Frontend;
                body.facets()
                    .any(|touched| touched == facet)
                    .then_some(if against { 1.0 - share } else { share })
            })
            .collect();
        let lean = (!keyed.is_empty()).then(|| keyed.iter().sum::<f64>() / keyed.len() as f64);
        FacetEvidence {
            facet,
            answers: keyed.len(),
            lean,
        }
    }

    fn tasks(&self, side: Side) -> TaskTally {
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

    /// The lead with the answer at `position` counting as another one, or left out.
    fn lead_with(&self, position: usize, category: Option<usize>) -> f64 {
        let mut given = self.given.clone();
        given[position].category = category;
        Posterior::of(self.model, &given).backend_leads()
    }

    /// Leave-one-out: what each answer alone changed.
    fn movers(&self, backend_leads: f64) -> Vec<Mover> {
        let movers: Vec<Mover> = self
            .answers
            .iter()
            .enumerate()
            .map(|(position, (item, choice))| Mover {
                item: item.clone(),
                response: Response::Choice(*choice),
                lead_shift: backend_leads - self.lead_with(position, None),
            })
            .collect();
        let mut movers = sorted(movers, |a, b| {
            b.lead_shift.abs().total_cmp(&a.lead_shift.abs())
        });
        movers.truncate(MOST_LISTED);
        movers
    }

    fn flips(&self, backend_leads: f64) -> Vec<Flip> {
        let flips: Vec<(usize, Flip)> = (0..self.given.len())
            .filter_map(|position| self.flip(position, backend_leads))
            .collect();
        let mut flips = sorted(flips, |(a_steps, a), (b_steps, b)| {
            let distance = |flip: &Flip| (flip.backend_leads - 0.5).abs();
            a_steps
                .cmp(b_steps)
                .then(distance(b).total_cmp(&distance(a)))
        });
        flips.truncate(MOST_LISTED);
        flips.into_iter().map(|(_, flip)| flip).collect()
    }

    /// The nearest other answer to one item that changes who leads, with its distance in categories.
    fn flip(&self, position: usize, backend_leads: f64) -> Option<(usize, Flip)> {
        let body = self.body(position);
        let (item, choice) = &self.answers[position];
        let own = self.given[position].category?;
        let others: Vec<(usize, u8, usize)> = (0..=u8::MAX)
            .take(body.choices())
            .filter_map(|other| {
                model::category(body, other)
                    .map(|category| (category.abs_diff(own), other, category))
            })
            .filter(|(steps, ..)| *steps > 0)
            .collect();
        let mut others = sorted(others, Ord::cmp);
        others.dedup_by_key(|(.., category)| *category);
        others.into_iter().find_map(|(steps, other, category)| {
            let lead = self.lead_with(position, Some(category));
            ((lead > 0.5) != (backend_leads > 0.5)).then(|| {
                let instead = Response::Choice(other);
                (
                    steps,
                    Flip {
                        item: item.clone(),
                        given: Response::Choice(*choice),
                        instead,
                        backend_leads: lead,
                    },
                )
            })
        })
    }

    fn divergence(&self, side: Side) -> Option<Divergence> {
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
