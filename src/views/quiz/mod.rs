//! The quiz view: one item at a time, with Back and Skip.

use leptos::either::Either;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use which_end_core::quiz::item::{Body, Item};
use which_end_core::quiz::report::FEWEST_FOR_VERDICT;
use which_end_core::quiz::session::{KEEP_GOING_LIMIT, Response, Step, StopReason, Turn};

use crate::embed::use_mount_point;
use crate::platform::mount_point::MountPoint;
use crate::platform::page::is_from_field;
use crate::route::Route;
use crate::state::{Sessions, use_sessions};
use crate::ui::button::Button;
use crate::views::pieces::button;
use crate::views::result::{LastResult, drop_warning};

mod question;
mod widget;
mod wording;

pub(crate) use widget::load_hands_on;
pub(crate) use wording::{LIKING, labels};

use question::Question;
use wording::{HINT, about_left};

/// The open question and the visitor's answer to it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct OpenQuestion {
    item: &'static Item,
    /// Number of answers before it.
    turn: usize,
    /// About how many questions remain.
    left: usize,
    answer: RwSignal<Option<u8>>,
    /// Whether the visitor pressed Next without an answer.
    missing: RwSignal<bool>,
}

impl OpenQuestion {
    /// `None` if the session asks nothing more.
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

/// The quiz view.
#[component]
pub fn Quiz() -> impl IntoView {
    let sessions = use_sessions();
    sessions.begin();
    // Another tab or the host's page may clear everything while a question is shown.
    Effect::new(move |_| {
        if sessions.is_none() {
            sessions.begin();
        }
    });
    widget::AsText::provide();
    let open_question = Memo::new(move |_| OpenQuestion::of(sessions.turn()));
    let is_open = Memo::new(move |_| open_question.with(Option::is_some));
    let body = move || {
        if is_open.get() {
            view! { <Questions open_question /> }.into_any()
        } else {
            view! { <Finished /> }.into_any()
        }
    };
    view! { <div class="quiz">{body}</div> }
}

/// The open question with its buttons. Only the question itself gets new elements each time, because a reused radio
/// button would keep its state.
#[component]
fn Questions(open_question: Memo<Option<OpenQuestion>>) -> impl IntoView {
    let mount_point = use_mount_point();
    let sessions = use_sessions();
    let respond = Callback::new(move |response: Response| {
        mount_point.blur_in("fieldset");
        sessions.respond(response);
        show_next(mount_point, sessions);
    });
    let next = move || {
        let Some(OpenQuestion {
            answer, missing, ..
        }) = open_question.get_untracked()
        else {
            return;
        };
        match answer.get_untracked() {
            Some(position) => respond.run(Response::Choice(position)),
            None => missing.set(true),
        }
    };
    // Handled here, because in a sandbox without `allow-forms`, as WordPress uses, browsers fire no `submit`.
    let on_keydown = move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.default_prevented() && is_from_field(&event) {
            event.prevent_default();
            next();
        }
    };
    // In a hands-on task a click does not complete the answer, even in its plain list.
    let on_click = Callback::new(move |position| {
        if open_question
            .get_untracked()
            .is_some_and(|open_question| !open_question.is_hands_on())
        {
            respond.run(Response::Choice(position));
        }
    });
    let use_left = StoredValue::new(false);
    let question = move || {
        let OpenQuestion { item, answer, .. } = open_question.get()?;
        let question = view! { <Question item answer on_click=on_click /> };
        // `Either` does not reuse the elements of its other side.
        use_left.update_value(|use_left| *use_left = !*use_left);
        Some(if use_left.get_value() {
            Either::Left(question)
        } else {
            Either::Right(question)
        })
    };
    let missing = move || {
        let OpenQuestion {
            answer, missing, ..
        } = open_question.get()?;
        (missing.get() && answer.get().is_none())
            .then_some("Choose an answer first, or skip this question.")
    };
    let hint = move || {
        if open_question.get().is_some_and(OpenQuestion::is_hands_on) {
            "Your answer counts when you press Next. There is no time limit, and skipping costs nothing."
        } else {
            HINT
        }
    };
    let is_first = Memo::new(move |_| {
        open_question.with(|open_question| {
            open_question.is_some_and(|open_question| open_question.turn == 0)
        })
    });
    // `clicks.js` treats a button with a new name as a new button, so that a double click cannot skip two questions.
    let name = Memo::new(move |_| {
        open_question.with(|open_question| {
            open_question.map_or("", |open_question| open_question.item.id.as_str())
        })
    });
    let button = move |class: &'static str, label: &'static str, on_click: Callback<()>| {
        view! { <button type="button" class=class name=move || name.get() on:click=move |_| on_click.run(())>{label}</button> }
            .into_any()
    };
    let back = Callback::new(move |()| {
        mount_point.blur_in("fieldset");
        sessions.undo();
        show_next(mount_point, sessions);
    });
    view! {
        <Progress open_question />
        // `autocomplete="off"` keeps browsers from restoring radio buttons of an earlier visit.
        <form novalidate=true autocomplete="off" on:keydown=on_keydown on:submit=|event| event.prevent_default()>
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
                {button("quiet-button", "Skip", Callback::new(move |()| respond.run(Response::Skipped)))}
                {button("button", "Next", Callback::new(move |()| next()))}
            </div>
            <p class="quiz-hint">{hint}</p>
        </form>
        {move || is_first.get().then(|| view! { <LastResult /> })}
    }
}

/// Moves the focus to the open question, or goes to the result after the last one.
fn show_next(mount_point: MountPoint, sessions: Sessions) {
    if sessions.finished() {
        mount_point.go(Route::Result.fragment());
    } else {
        mount_point.focus_soon("question");
    }
}

/// “Question 4, about 14 left”, as text and as a bar.
#[component]
fn Progress(open_question: Memo<Option<OpenQuestion>>) -> impl IntoView {
    let sessions = use_sessions();
    // Turn and remaining questions as displayed. Going forward, the remaining number never rises, because a goal that
    // moves away discourages. Going back, it may.
    let displayed = Memo::new(move |before: Option<&(usize, usize)>| {
        let (turn, left) = open_question.with(|open_question| {
            open_question.map_or((0, 0), |open_question| {
                (open_question.turn, open_question.left)
            })
        });
        match before {
            Some((previous, least)) if turn > *previous => (turn, left.min(*least)),
            _ => (turn, left),
        }
    });
    let number = move || match open_question.get() {
        Some(OpenQuestion {
            item: Item {
                body: Body::Check { .. },
                ..
            },
            ..
        }) => "One last thing".to_owned(),
        // Checks are not counted.
        Some(OpenQuestion { turn, .. }) => {
            format!("Question {}", turn + 1 - untrack(|| sessions.checks()))
        }
        None => String::new(),
    };
    let whole = move || {
        let (turn, left) = displayed.get();
        (turn + left).max(1).to_string()
    };
    view! {
        <p class="quiz-progress">
            <span>{number}</span>
            <span>{move || about_left(displayed.get().1)}</span>
        </p>
        <progress aria-label="How far you are" max=whole value=move || displayed.get().0.to_string()></progress>
    }
}

/// The open question as [`Quiz`] renders it, for the static page.
#[cfg(not(target_family = "wasm"))]
#[component]
pub fn OpeningCard() -> impl IntoView {
    widget::AsText::provide();
    let sessions = use_sessions();
    let open_question = Memo::new(move |_| OpenQuestion::of(sessions.turn()));
    view! { <Questions open_question /> }
}

/// Shown if the visitor opens the quiz after its end.
#[component]
fn Finished() -> impl IntoView {
    let sessions = use_sessions();
    // Untracked, because the view closes before the session continues.
    let (reason, answered) = untrack(|| (sessions.stop_reason(), sessions.answered()));
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
    } else if reason == Some(StopReason::Skipped) {
        (
            "We stop here",
            "You skipped the last few questions, so we stopped asking. That is fine. \
            Your result rests on the answers that you gave.",
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
            {(reason == Some(StopReason::Skipped)).then(|| {
                let text = format!("More questions, up to {KEEP_GOING_LIMIT}");
                view! { <Button class="quiet-button" on_click=move |()| sessions.keep_going() text /> }
            })}
            {button("quiet-button", "Back to the last question", Callback::new(move |()| sessions.undo()))}
            {button("quiet-button", "Begin again", Callback::new(move |()| sessions.retake()))}
        </div>
        {drop_warning(sessions, "If you begin again, your oldest attempt will be dropped")}
    }
}

#[cfg(test)]
mod tests {
    use which_end_core::quiz::item::Body;

    use super::labels;
    use crate::dataset::bank;

    /// Protects people who like neither end of a pair: its middle claims no preference, and reads the same for all
    /// pairs.
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

    /// Protects people who read carefully: a check quotes the label of the step that it accepts.
    #[test]
    fn a_check_asks_for_the_step_that_it_takes() {
        let mut checks = 0;
        for item in &bank().items {
            let Body::Check { key, .. } = item.body else {
                continue;
            };
            checks += 1;
            for (index, label) in labels(item).iter().enumerate() {
                let asked_for = item.stem.contains(&format!("“{label}”"));
                assert_eq!(
                    asked_for,
                    index == usize::from(key),
                    "{label}: {}",
                    item.stem
                );
            }
        }
        assert!(checks > 0);
    }
}
