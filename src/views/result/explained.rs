//! The puzzles and situations of a session: the answer given, the best one, and why it is best.

use leptos::prelude::*;
use which_end_core::quiz::explanation::Explanation;
use which_end_core::quiz::item::{Body, Item};
use which_end_core::quiz::session::{Answer, Response, Session};

use crate::dataset::{bank, facts};
use crate::views::pieces::{Marker, external, line, list, paragraph, section, strong};
use crate::views::quiz::labels;

/// One answer with its explanation.
#[derive(Clone, Copy)]
struct Explained {
    item: &'static Item,
    explanation: &'static Explanation,
    /// Index of the choice; `None` if it was skipped.
    given: Option<usize>,
    /// Index of the right or best choice.
    best: usize,
}

impl Explained {
    /// `None` for answers about liking, and for those to another version of the question.
    fn of(answer: &Answer) -> Option<Self> {
        let item = bank().get(&answer.item)?;
        let best = match &item.body {
            Body::Task { key, .. } => usize::from(*key),
            Body::Situation { choices, .. } => {
                choices.iter().position(|choice| choice.credit == 2)?
            }
            Body::Likert { .. } | Body::Pair { .. } | Body::Check { .. } => return None,
        };
        let mut explanations = facts().explanations.iter();
        Some(Self {
            item,
            explanation: explanations.find(|one| one.item == item.id)?,
            given: match answer.response {
                Response::Choice(choice) => Some(usize::from(choice)),
                Response::Skipped => None,
            },
            best,
        })
        .filter(|_| item.version == answer.version)
    }

    /// Why: of the best choice, after that of the given one if it has a text of its own.
    fn reasons(self) -> Vec<&'static str> {
        let other = self
            .given
            .filter(|given| *given != self.best && self.explanation.texts.len() > 1);
        other
            .into_iter()
            .chain([self.best])
            .filter_map(|choice| self.explanation.of_choice(choice))
            .collect()
    }

    fn view(self) -> AnyView {
        let labels = labels(self.item);
        let label = |choice: usize| {
            let text = labels.get(choice).cloned().unwrap_or_default();
            text.trim_end_matches('.').to_owned()
        };
        let said = match self.given {
            Some(given) => format!("You said: {}.", label(given)),
            None => "You skipped it.".to_owned(),
        };
        let best = if self.given == Some(self.best) {
            "That is the best answer.".to_owned()
        } else {
            format!("Best answer: {}.", label(self.best))
        };
        let source = &self.explanation.source;
        let mut parts = vec![
            line("", vec![strong(self.item.stem.as_str())]),
            paragraph("", said),
            paragraph("", best),
        ];
        parts.extend(
            self.reasons()
                .into_iter()
                .map(|reason| paragraph("", reason.to_owned())),
        );
        parts.push(line(
            "soft",
            vec![
                "Source: ".into_any(),
                external(source.url.as_str(), source.title.as_str()),
            ],
        ));
        parts.into_any()
    }
}

/// The explanations for the visitor's finished session; `None` if it has no puzzle and no situation. Not for a shared one:
/// whoever opens the link may take the quiz next.
pub(super) fn section_for(session: &Session) -> Option<AnyView> {
    let explained: Vec<Explained> = session.answers().iter().filter_map(Explained::of).collect();
    if explained.is_empty() {
        return None;
    }
    let entries = explained.into_iter().map(Explained::view);
    let details = view! {
        <details>
            <summary>{"Puzzles and situations, with the best answers"}</summary>
            {list(Marker::Number, "", entries)}
        </details>
    };
    Some(section(
        "explained",
        "section no-print",
        "Your answers explained",
        vec![details.into_any()],
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use which_end_core::quiz::session::Step;

    /// Answers everything with this choice, or the last one that there is.
    fn session_of(choice: u8) -> Session {
        let mut session = Session::new(5);
        while let Step::Ask { item, .. } = session.step(bank()) {
            let last = u8::try_from(item.body.choices() - 1).expect("few choices");
            let response = Response::Choice(choice.min(last));
            session.respond(bank(), response).expect("an open item");
        }
        session
    }

    /// Protects everybody who answers: each puzzle and situation is explained, with the best answer and a source, and
    /// nothing else is.
    #[test]
    fn every_puzzle_and_situation_is_explained() {
        for choice in 0..5 {
            let session = session_of(choice);
            let explained: Vec<Explained> =
                session.answers().iter().filter_map(Explained::of).collect();
            let asked = session.answers().iter().filter(|answer| {
                let body = &bank().get(&answer.item).expect("of this bank").body;
                matches!(body, Body::Task { .. } | Body::Situation { .. })
            });
            assert_eq!(explained.len(), asked.count());
            let markup = Owner::new()
                .with(|| section_for(&session).map(RenderHtml::to_html))
                .expect("every session has a puzzle");
            for one in explained {
                assert!(!one.reasons().is_empty(), "{}", one.item.id.as_str());
                let escaped = one.explanation.source.url.replace('&', "&amp;");
                assert!(markup.contains(&escaped), "{escaped} is missing");
            }
        }
    }

    /// Protects readers from a reason for the wrong answer: the best choice's comes last, their own before it.
    #[test]
    fn the_best_answer_is_the_right_one_with_its_own_reason() {
        for item in bank().items.iter().filter(|item| item.body.choices() > 0) {
            let of = |choice| {
                Explained::of(&Answer {
                    item: item.id.clone(),
                    version: item.version,
                    response: choice,
                })
            };
            let Some(skipped) = of(Response::Skipped) else {
                continue;
            };
            match &item.body {
                Body::Situation { choices, .. } => {
                    assert_eq!(choices[skipped.best].credit, 2);
                    assert_eq!(skipped.explanation.texts.len(), choices.len());
                    let worst = choices.iter().position(|choice| choice.credit == 0);
                    let worst = worst.expect("each has one");
                    let own = of(Response::Choice(u8::try_from(worst).expect("few")));
                    let texts = &skipped.explanation.texts;
                    assert_eq!(
                        own.expect("explained").reasons(),
                        [texts[worst].as_str(), texts[skipped.best].as_str()]
                    );
                }
                Body::Task { key, .. } => {
                    assert_eq!(skipped.best, usize::from(*key));
                    assert_eq!(skipped.reasons().len(), 1);
                }
                _ => panic!("{} has nothing to explain", item.id.as_str()),
            }
            let outdated = Explained::of(&Answer {
                item: item.id.clone(),
                version: item.version + 1,
                response: Response::Skipped,
            });
            assert!(outdated.is_none());
        }
    }
}
