//! The quiz: one item at a time, with back and skip.

use leptos::either::Either;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use which_end_core::quiz::item::{Body, Item};
use which_end_core::quiz::report::FEWEST_FOR_VERDICT;
use which_end_core::quiz::session::{Response, Step, StopReason, Turn};

use crate::embed::use_mount_point;
use crate::platform::mount_point::MountPoint;
use crate::platform::page::is_from_field;
use crate::route::Route;
use crate::state::{Sessions, use_sessions};
use crate::views::pieces::button;
use crate::views::result::{LastResult, oldest_goes};

mod question;
mod widget;
mod words;

pub(crate) use widget::load_hands_on;
pub(crate) use words::{LIKING, labels};

use question::Question;
use words::{HINT, about_left};

/// The open question, and what the visitor has chosen so far.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Asked {
    item: &'static Item,
    /// Number of answers before it.
    turn: usize,
    /// Questions left, about.
    left: usize,
    answer: RwSignal<Option<u8>>,
    /// Whether the visitor wanted to go on without an answer.
    missing: RwSignal<bool>,
}

impl Asked {
    /// None where there is nothing left to ask for now.
    fn of(turn: Turn<'static>) -> Option<Self> {
        let Turn { step, progress } = turn;
        let Step::Ask { item, earlier } = step else {
            return None;
        };
        let chosen = match earlier {
            Some(Response::Choice(position)) => Some(position),
            Some(Response::Skipped) | None => None,
        };
        Some(Self {
            item,
            turn: progress.given,
            left: progress.about_left,
            answer: RwSignal::new(chosen),
            missing: RwSignal::new(false),
        })
    }

    fn is_hands_on(self) -> bool {
        self.item.body.is_hands_on()
    }
}

/// The second view.
#[component]
pub fn Quiz() -> impl IntoView {
    let sessions = use_sessions();
    sessions.begin();
    // Another tab, or the page around this one, may erase everything while a question is on show.
    Effect::new(move |_| {
        if sessions.is_none() {
            sessions.begin();
        }
    });
    widget::AsText::provide();
    let asked = Memo::new(move |_| Asked::of(sessions.turn()));
    let is_open = Memo::new(move |_| asked.with(Option::is_some));
    let body = move || {
        if is_open.get() {
            view! { <Questions asked /> }.into_any()
        } else {
            view! { <Finished /> }.into_any()
        }
    };
    view! { <div class="quiz">{body}</div> }
}

/// The open question with its buttons. Only the question itself gets new elements each time: a reused radio would keep the
/// earlier choice.
#[component]
fn Questions(asked: Memo<Option<Asked>>) -> impl IntoView {
    let mount_point = use_mount_point();
    let sessions = use_sessions();
    let give = Callback::new(move |response: Response| {
        mount_point.blur_in("fieldset");
        sessions.respond(response);
        show_next(mount_point, sessions);
    });
    let next = move || {
        let Some(Asked {
            answer, missing, ..
        }) = asked.get_untracked()
        else {
            return;
        };
        match answer.get_untracked() {
            Some(position) => give.run(Response::Choice(position)),
            None => missing.set(true),
        }
    };
    // Not left to the form: in a sandbox without `allow-forms`, as WordPress makes, browsers send no `submit`.
    let enter = move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.default_prevented() && is_from_field(&event) {
            event.prevent_default();
            next();
        }
    };
    // A press inside a hands-on task is a step on the way, in its plain form too.
    let press = Callback::new(move |position| {
        if asked
            .get_untracked()
            .is_some_and(|asked| !asked.is_hands_on())
        {
            give.run(Response::Choice(position));
        }
    });
    let is_left = StoredValue::new(false);
    let question = move || {
        let Asked { item, answer, .. } = asked.get()?;
        let question = view! { <Question item answer on_click=press /> };
        // `Either` does not use the elements of its other side again.
        is_left.update_value(|is_left| *is_left = !*is_left);
        Some(if is_left.get_value() {
            Either::Left(question)
        } else {
            Either::Right(question)
        })
    };
    let missing = move || {
        let Asked {
            answer, missing, ..
        } = asked.get()?;
        (missing.get() && answer.get().is_none())
            .then_some("Choose an answer first, or skip this question.")
    };
    let hint = move || {
        if asked.get().is_some_and(Asked::is_hands_on) {
            "Your answer counts when you press Next. There is no time limit, and skipping costs nothing."
        } else {
            HINT
        }
    };
    let is_first =
        Memo::new(move |_| asked.with(|asked| asked.is_some_and(|asked| asked.turn == 0)));
    // `presses.js` treats a button with a new name as a new button, so that a double click cannot skip two questions.
    let name =
        Memo::new(move |_| asked.with(|asked| asked.map_or("", |asked| asked.item.id.as_str())));
    let button = move |class: &'static str, label: &'static str, press: Callback<()>| {
        view! { <button type="button" class=class name=move || name.get() on:click=move |_| press.run(())>{label}</button> }
            .into_any()
    };
    let back = Callback::new(move |()| {
        mount_point.blur_in("fieldset");
        sessions.undo();
        show_next(mount_point, sessions);
    });
    view! {
        <Progress asked />
        // Off: a browser must not bring back the radios of an earlier visit.
        <form novalidate=true autocomplete="off" on:keydown=enter on:submit=|event| event.prevent_default()>
            {question}
            <p role="alert" class="quiz-missing">{missing}</p>
            <div class="quiz-moves">
                <button
                    type="button"
                    class="quiet-button"
                    name=move || name.get()
                    disabled=move || is_first.get()
                    on:click=move |_| back.run(())
                >
                    {"Back"}
                </button>
                {button("quiet-button", "Skip", Callback::new(move |()| give.run(Response::Skipped)))}
                {button("button", "Next", Callback::new(move |()| next()))}
            </div>
            <p class="quiz-hint">{hint}</p>
        </form>
        {move || is_first.get().then(|| view! { <LastResult /> })}
    }
}

/// Moves the focus to the question that is open now or, after the last one, goes to the result.
fn show_next(mount_point: MountPoint, sessions: Sessions) {
    if sessions.finished() {
        mount_point.go(Route::Result.fragment());
    } else {
        mount_point.focus_soon("question");
    }
}

/// “Question 4, about 14 left”, in words and as a bar.
#[component]
fn Progress(asked: Memo<Option<Asked>>) -> impl IntoView {
    let sessions = use_sessions();
    // Turn and questions left as shown. The number never rises while the visitor goes on, since nobody likes a goal that moves
    // away. It may rise when the visitor goes back.
    let shown = Memo::new(move |before: Option<&(usize, usize)>| {
        let (turn, left) =
            asked.with(|asked| asked.map_or((0, 0), |asked| (asked.turn, asked.left)));
        match before {
            Some((earlier, least)) if turn > *earlier => (turn, left.min(*least)),
            _ => (turn, left),
        }
    });
    let number = move || match asked.get() {
        Some(Asked {
            item: Item {
                body: Body::Check { .. },
                ..
            },
            ..
        }) => "One last thing".to_owned(),
        // The checks before it are not counted.
        Some(Asked { turn, .. }) => {
            format!("Question {}", turn + 1 - untrack(|| sessions.checks()))
        }
        None => String::new(),
    };
    let whole = move || {
        let (turn, left) = shown.get();
        (turn + left).max(1).to_string()
    };
    view! {
        <p class="quiz-progress">
            <span>{number}</span>
            <span>{move || about_left(shown.get().1)}</span>
        </p>
        <progress aria-label="How far you are" max=whole value=move || shown.get().0.to_string()></progress>
    }
}

/// The open question as [`Quiz`] shows it, for the static page.
#[cfg(not(target_family = "wasm"))]
#[component]
pub fn OpeningCard() -> impl IntoView {
    widget::AsText::provide();
    let sessions = use_sessions();
    let asked = Memo::new(move |_| Asked::of(sessions.turn()));
    view! { <Questions asked /> }
}

/// Shown to a visitor who comes back to the quiz after its end.
#[component]
fn Finished() -> impl IntoView {
    let sessions = use_sessions();
    // The view is left before the run goes on, so the reason of the moment is enough.
    let (reason, answered) = untrack(|| (sessions.stopped_because(), sessions.answered()));
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
        <h1 id="view-title" tabindex="-1">{title}</h1>
        <p>{why}</p>
        <div class="button-row">
            {(answered > 0).then(|| view! { <a class="button" href=Route::Result.href()>{"See your result"}</a> })}
            {button("quiet-button", "Back to the last question", Callback::new(move |()| sessions.undo()))}
            {button("quiet-button", "Begin again", Callback::new(move |()| sessions.retake()))}
        </div>
        {oldest_goes(sessions, "If you begin again, your oldest attempt will be dropped")}
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
