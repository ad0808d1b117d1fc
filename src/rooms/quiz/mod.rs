//! The quiz: one item at a time, with back and skip.

use leptos::either::Either;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use which_end_core::quiz::item::{Body, Item};
use which_end_core::quiz::report::FEWEST_FOR_VERDICT;
use which_end_core::quiz::session::{Response, Step, StopReason, Turn};

use crate::embed::use_place;
use crate::platform::page::is_from_field;
use crate::platform::place::Place;
use crate::rooms::pieces::button;
use crate::rooms::result::{LastResult, oldest_goes};
use crate::route::Route;
use crate::state::{Runs, use_runs};

mod question;
mod widget;
mod words;

pub(crate) use widget::load_hands_on;
pub(crate) use words::{LIKING, labels};

use question::Question;
use words::{HINT, about_left};

/// What the room shows.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Shown {
    /// An open item; `turn` counts the answers before it.
    Asking {
        item: &'static Item,
        earlier: Option<Response>,
        turn: usize,
    },
    /// Nothing left to ask for now.
    Finished,
}

/// The second room.
#[component]
pub fn Quiz() -> impl IntoView {
    let runs = use_runs();
    runs.begin();
    // Another tab, or the page around this one, may erase everything while a question is on show.
    Effect::new(move |_| {
        if runs.is_none() {
            runs.begin();
        }
    });
    widget::AsText::provide();
    provide_context(LeastLeft(StoredValue::new((0, usize::MAX))));
    let shown = Memo::new(move |_| {
        let Turn { step, progress } = runs.turn();
        match step {
            Step::Ask { item, earlier } => Shown::Asking {
                item,
                earlier,
                turn: progress.given,
            },
            Step::Done(_) => Shown::Finished,
        }
    });
    let is_left = StoredValue::new(false);
    let card = move || {
        let card = match shown.get() {
            Shown::Asking {
                item,
                earlier,
                turn,
            } => view! {
                <Progress item turn />
                <Card item earlier turn />
                {(turn == 0).then(|| view! { <LastResult /> })}
            }
            .into_any(),
            Shown::Finished => view! { <Finished /> }.into_any(),
        };
        // Each question is made of new elements: a radio that is used again would keep what was chosen before. `Either` does
        // not use the elements of its other side again.
        is_left.update_value(|is_left| *is_left = !*is_left);
        if is_left.get_value() {
            Either::Left(card)
        } else {
            Either::Right(card)
        }
    };
    view! { <div class="quiz">{card}</div> }
}

/// The open question as [`Quiz`] shows it, for the static page.
#[cfg(not(target_family = "wasm"))]
#[component]
pub fn OpeningCard() -> impl IntoView {
    widget::AsText::provide();
    provide_context(LeastLeft(StoredValue::new((0, usize::MAX))));
    let Turn { step, progress } = use_runs().turn();
    match step {
        Step::Ask { item, .. } => view! {
            <Progress item turn=progress.given />
            <Card item earlier=None turn=progress.given />
        }
        .into_any(),
        Step::Done(_) => ().into_any(),
    }
}

/// The turn and the questions left that were told last.
#[derive(Clone, Copy)]
struct LeastLeft(StoredValue<(usize, usize)>);

impl LeastLeft {
    /// What to tell now: never more than before, since nobody likes a goal that moves away; only where answers were taken
    /// back does it begin anew.
    fn told(self, turn: usize, left: usize) -> usize {
        let (before, least) = self.0.get_value();
        let left = if turn > before { left.min(least) } else { left };
        self.0.set_value((turn, left));
        left
    }
}

/// “Question 4, about 14 left”, in words and as a bar.
#[component]
fn Progress(item: &'static Item, turn: usize) -> impl IntoView {
    // The card is drawn anew with every answer, so figures of the moment are enough.
    let (left, checks) = untrack(|| {
        let runs = use_runs();
        (runs.turn().progress.about_left, runs.checks())
    });
    let left = expect_context::<LeastLeft>().told(turn, left);
    let number = if matches!(item.body, Body::Check { .. }) {
        "One last thing".to_owned()
    } else {
        format!("Question {}", turn + 1 - checks)
    };
    view! {
        <p class="quiz-progress">
            <span>{number}</span>
            <span>{about_left(left)}</span>
        </p>
        <progress aria-label="How far you are" max=(turn + left).max(1).to_string() value=turn.to_string()></progress>
    }
}

/// The open item with its answers and the ways on.
#[component]
fn Card(item: &'static Item, earlier: Option<Response>, turn: usize) -> impl IntoView {
    let place = use_place();
    let runs = use_runs();
    let answer = RwSignal::new(match earlier {
        Some(Response::Choice(position)) => Some(position),
        Some(Response::Skipped) | None => None,
    });
    let missing = RwSignal::new(false);
    let give = Callback::new(move |response: Response| go_on(place, runs, response));
    let next = move || match answer.get_untracked() {
        Some(position) => give.run(Response::Choice(position)),
        None => missing.set(true),
    };
    // Not left to the form: in a sandbox without `allow-forms`, as WordPress makes, browsers send no `submit`.
    let enter = move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.default_prevented() && is_from_field(&event) {
            event.prevent_default();
            next();
        }
    };
    let hands_on = matches!(
        item.body,
        Body::Task {
            widget: Some(_),
            ..
        }
    );
    // A press inside a hands-on task is a step on the way, in its plain form too.
    let press = Callback::new(move |position| {
        if !hands_on {
            give.run(Response::Choice(position));
        }
    });
    let hint = if hands_on {
        "Your answer counts when you press Next. There is no time limit, and skipping costs nothing."
    } else {
        HINT
    };
    view! {
        <form novalidate=true on:keydown=enter on:submit=|event| event.prevent_default()>
            <Question item answer on_press=press />
            <p role="alert" class="quiz-missing">
                {move || (missing.get() && answer.get().is_none()).then_some("Choose an answer first, or skip this question.")}
            </p>
            <div class="quiz-moves">
                <button
                    type="button"
                    class="quiet-button"
                    disabled={turn == 0}
                    on:click=move |_| runs.undo()
                >
                    {"Back"}
                </button>
                {button("quiet-button", "Skip", Callback::new(move |()| give.run(Response::Skipped)))}
                {button("button", "Next", Callback::new(move |()| next()))}
            </div>
            <p class="quiz-hint">{hint}</p>
        </form>
    }
}

/// Records an answer, then shows the next question or, after the last one, the result.
fn go_on(place: Place, runs: Runs, response: Response) {
    runs.respond(response);
    if runs.finished() {
        place.go(Route::Result.fragment());
    }
}

/// Shown to a visitor who comes back to the quiz after its end.
#[component]
fn Finished() -> impl IntoView {
    let runs = use_runs();
    // The room is left before the run goes on, so the reason of the moment is enough.
    let (reason, answered) = untrack(|| (runs.stopped_because(), runs.answered()));
    let (title, why) = if answered == 0 {
        (
            "You skipped every question",
            "There is nothing to tell from. You can begin again with other questions, or take back your last skip.",
        )
    } else if reason == Some(StopReason::Open) {
        (
            "We stop here",
            "Your answers lie near the middle, and a few more questions would hardly settle it. \
            Your result is ready. You can also take back your last answer, or begin again with other questions.",
        )
    } else if answered < FEWEST_FOR_VERDICT {
        (
            "There are no more questions",
            "You skipped most of them, so your result says little. \
            You can take back your last answer, or begin again with other questions.",
        )
    } else {
        (
            "You have answered enough",
            "Your result is ready. You can also take back your last answer, or begin again with other questions.",
        )
    };
    view! {
        <h1 id="room-title" tabindex="-1">{title}</h1>
        <p>{why}</p>
        <div class="button-row">
            {(answered > 0).then(|| view! { <a class="button" href=Route::Result.href()>{"See your result"}</a> })}
            {button("quiet-button", "Back to the last question", Callback::new(move |()| runs.undo()))}
            {button("quiet-button", "Begin again", Callback::new(move |()| runs.retake()))}
        </div>
        {oldest_goes(runs, "If you begin again, your oldest attempt will be dropped")}
    }
}

#[cfg(test)]
mod tests {
    use which_end_core::quiz::item::Body;

    use super::labels;
    use crate::dataset::bank;

    /// Protects people who like neither end of a pair: its middle claims no liking, and reads the same for all pairs.
    #[test]
    fn the_middle_of_every_pair_says_no_more_than_the_same() {
        let pairs = bank().items.iter();
        let pairs: Vec<_> = pairs
            .filter(|item| matches!(item.body, Body::Pair { .. }))
            .collect();
        assert!(!pairs.is_empty());
        for item in pairs {
            assert_eq!(labels(item)[2], "About the same", "{}", item.id.as_str());
        }
    }

    /// Protects people who read: a check has to ask for the very words of the step that it counts as passed.
    #[test]
    fn a_check_asks_for_the_step_that_it_takes() {
        let mut checks = 0;
        for item in &bank().items {
            let Body::Check { key, .. } = item.body else {
                continue;
            };
            checks += 1;
            for (at, label) in labels(item).iter().enumerate() {
                let asked_for = item.stem.contains(&format!("“{label}”"));
                assert_eq!(asked_for, at == usize::from(key), "{label}: {}", item.stem);
            }
        }
        assert!(checks > 0);
    }
}
