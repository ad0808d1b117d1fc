//! Strategies for any value that the page can have.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use which_end_core::pay::query::{CompanySize, Manages, PayQuery, Role, Workplace, Years};
use which_end_core::quiz::session::Session;
use which_end_core::record::{MOST_EARLIER, Record};

use crate::shipped::{BANK, MODEL};

/// Reproducible samples.
pub(crate) fn samples<S: Strategy>(strategy: &S, count: usize) -> Vec<S::Value> {
    let mut runner = TestRunner::deterministic();
    let sample = |_| {
        let tree = strategy.new_tree(&mut runner);
        tree.expect("strategies reject nothing").current()
    };
    (0..count).map(sample).collect()
}

/// A pay query that the model knows.
pub(crate) fn query() -> impl Strategy<Value = PayQuery> {
    let countries: Vec<_> = MODEL.countries.iter().map(|one| one.code.clone()).collect();
    let areas: Vec<_> = MODEL.areas.areas.iter().map(|area| area.code).collect();
    let technologies: Vec<_> = MODEL.technologies.iter().map(|one| &one.name).collect();
    (
        select(&Role::ALL[..]),
        0..=Years::MAX,
        prop_oneof![Just(MODEL.base_country.clone()), select(countries)],
        option::weighted(0.7, select(areas)),
        vec(select(technologies), 0..6),
        option::of(select(
            &[Workplace::InPerson, Workplace::RemoteOrHybrid][..],
        )),
        option::of(select(&CompanySize::ALL[..])),
        option::of(select(
            &[Manages::IndividualContributor, Manages::PeopleManager][..],
        )),
    )
        .prop_map(
            |(role, years, country, area, stack, workplace, size, manages)| {
                let mut query = PayQuery {
                    role,
                    years: Years::new(years).unwrap_or(PayQuery::default().years),
                    area: area.filter(|_| country == MODEL.base_country),
                    country,
                    workplace,
                    size,
                    manages,
                    ..PayQuery::default()
                };
                for technology in stack {
                    query.set_technology(technology, true);
                }
                query
            },
        )
}

/// A session of answers to shipped questions, some skipped, with at least one answer that measures.
pub(crate) fn session() -> impl Strategy<Value = Session> {
    prop_oneof![7 => answered(1..=24), 1 => answered(1..=60)]
}

fn answered(count: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = Session> {
    let items: Vec<usize> = (0..BANK.items.len()).collect();
    let response = option::weighted(0.9, any::<Index>());
    (
        Just(items).prop_shuffle(),
        vec(response, count),
        (0..3_usize, 0..4_usize),
        (any::<u64>(), any::<bool>()),
    )
        .prop_map(|(mut items, responses, (back, seen), (seed, keep_going))| {
            // The first item measures, because a session without one has no result to share.
            let measures = |item: &usize| BANK.items[*item].body.measures();
            if let Some(at) = items.iter().position(measures) {
                items.swap(0, at);
            }
            let answers: Vec<Value> = responses
                .iter()
                .zip(&items)
                .enumerate()
                .map(|(at, (response, item))| {
                    let item = &BANK.items[*item];
                    let choice = response.map(|choice| choice.index(item.body.choices()));
                    let response = choice
                        .or((at == 0).then_some(0))
                        .map_or(json!("skipped"), |choice| json!({"choice": choice}));
                    json!({"item": item.id, "version": item.version, "response": response})
                })
                .collect();
            let rest: Vec<_> = items
                .iter()
                .skip(responses.len())
                .map(|item| &BANK.items[*item].id)
                .collect();
            let back = &rest[..back.min(rest.len())];
            let seen: Vec<_> = rest.iter().skip(2).take(seen).collect();
            let taken_back: Vec<Value> = back
                .iter()
                .map(|id| json!({"item": id, "version": 1, "response": {"choice": 0}}))
                .collect();
            let value = json!({
                "seed": seed, "answers": answers, "taken_back": taken_back, "seen": seen,
                "keep_going": keep_going, "reopened": back.first(),
            });
            serde_json::from_value(value).expect("a session of today's shape")
        })
}

/// A record with everything that a page can store.
pub(crate) fn record() -> impl Strategy<Value = Record> {
    let earlier = prop_oneof![
        15 => vec(answered(3..=3), 0..2),
        1 => vec(answered(3..=3), 0..=MOST_EARLIER),
    ];
    (
        option::weighted(0.8, answered(0..=19)),
        earlier,
        option::weighted(0.7, query()),
        option::weighted(0.3, query()),
        small_record(),
    )
        .prop_map(|(session, earlier, pay, pay_beside, rest)| Record {
            session,
            earlier,
            pay,
            pay_beside,
            ..rest
        })
}

/// A record with the maximum number of previous sessions.
pub(crate) fn full_record() -> impl Strategy<Value = Record> {
    (vec(answered(1..=1), MOST_EARLIER), small_record())
        .prop_map(|(earlier, rest)| Record { earlier, ..rest })
}

/// A record after a first minute: short, so that many can be tried.
pub(crate) fn small_record() -> impl Strategy<Value = Record> {
    (
        option::of(answered(2..=2)),
        option::weighted(0.3, query()),
        select(&["auto", "light", "dark"][..]),
    )
        .prop_map(|(session, pay, theme)| Record {
            session,
            pay,
            preferences: serde_json::from_value(json!({"theme": theme})).unwrap_or_default(),
            ..Record::default()
        })
}
