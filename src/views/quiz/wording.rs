//! Texts of the quiz: instructions, and the labels of each scale.

use which_end_core::quiz::item::{Body, Item, LikertScale, PairEnd, Side};

/// From least to most liked, with a middle that is neither, because zero on the trait is indifference.
pub(crate) const LIKING: [&str; 5] = [
    "Dislike a lot",
    "Dislike a bit",
    "Neutral",
    "Like a bit",
    "Like a lot",
];
const AGREEMENT: [&str; 5] = [
    "Not true of me",
    "Mostly not",
    "Half and half",
    "Mostly true",
    "True of me",
];
const PREFERENCE: [&str; 5] = [
    "Definitely A",
    "Probably A",
    "About the same",
    "Probably B",
    "Definitely B",
];

/// The instruction above the question.
pub(super) fn instruction(item: &Item) -> &'static str {
    match &item.body {
        Body::Likert {
            scale: LikertScale::Liking,
            ..
        } => "How would you feel about doing this?",
        Body::Likert {
            scale: LikertScale::Agreement,
            ..
        } => "How true is this of you?",
        Body::Pair { .. } => "Which would you rather do?",
        Body::Situation { .. } => "What would you do?",
        Body::Task { .. } => "A small puzzle. One answer is right.",
        Body::Check { .. } => "One quick check.",
    }
}

/// How to answer, except for hands-on tasks.
pub(crate) const HINT: &str = "Tap an answer to go straight on. With a keyboard: Tab to the answers, arrow keys to choose, Enter \
    for the next question. There is no time limit.";

/// The number of remaining questions, as text.
pub(crate) fn about_left(left: usize) -> String {
    match left {
        0..=2 => "almost done".to_owned(),
        left => format!("about {left} left"),
    }
}

/// The labels of the answers, in order.
pub(crate) fn labels(item: &Item) -> Vec<String> {
    let owned = |steps: [&str; 5]| steps.map(str::to_owned).to_vec();
    match &item.body {
        Body::Likert { scale, .. } | Body::Check { scale, .. } => owned(match scale {
            LikertScale::Liking => LIKING,
            LikertScale::Agreement => AGREEMENT,
        }),
        Body::Pair { .. } => owned(PREFERENCE),
        Body::Situation { choices, .. } => {
            choices.iter().map(|choice| choice.text.clone()).collect()
        }
        Body::Task { choices, .. } => choices.clone(),
    }
}

/// The ends of a pair in display order: A, then B.
pub(super) fn ends<'item>(
    backend: &'item PairEnd,
    frontend: &'item PairEnd,
    first: Side,
) -> [&'item PairEnd; 2] {
    match first {
        Side::Backend => [backend, frontend],
        Side::Frontend => [frontend, backend],
    }
}
