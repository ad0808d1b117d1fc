//! Any value that the page could hold.

use serde_json::{Value, json};
use which_end_core::pay::query::{CompanySize, Manages, PayQuery, Role, Workplace, Years};
use which_end_core::quiz::session::Session;
use which_end_core::record::{MOST_EARLIER, Record};

use crate::dice::Dice;
use crate::shipped::{BANK, MODEL};

/// A question about pay that the model knows.
pub(crate) fn query(dice: &mut Dice) -> PayQuery {
    let most = usize::from(Years::MAX) + 1;
    let years = u8::try_from(dice.below(most)).ok().and_then(Years::new);
    let mut query = PayQuery {
        role: *dice.pick(&Role::ALL),
        years: years.unwrap_or(PayQuery::default().years),
        country: dice.pick(&MODEL.countries).code.clone(),
        workplace: *dice.pick(&[
            None,
            Some(Workplace::InPerson),
            Some(Workplace::RemoteOrHybrid),
        ]),
        size: (!dice.once_in(2)).then(|| *dice.pick(&CompanySize::ALL)),
        manages: *dice.pick(&[
            None,
            Some(Manages::IndividualContributor),
            Some(Manages::PeopleManager),
        ]),
        ..PayQuery::default()
    };
    if dice.once_in(2) {
        query.country = MODEL.base_country.clone();
    }
    if query.country == MODEL.base_country && !dice.once_in(3) {
        query.area = Some(dice.pick(&MODEL.areas.areas).code);
    }
    for _ in 0..dice.below(6) {
        query.set_technology(&dice.pick(&MODEL.technologies).name, true);
    }
    query
}

/// A run of answers to shipped questions, some skipped, that measures something.
pub(crate) fn session(dice: &mut Dice) -> Session {
    let most = if dice.once_in(8) { 60 } else { 24 };
    let count = 1 + dice.below(most);
    run(dice, count)
}

fn run(dice: &mut Dice, count: usize) -> Session {
    let mut items: Vec<usize> = (0..BANK.items.len()).collect();
    for at in (1..items.len()).rev() {
        items.swap(at, dice.below(at + 1));
    }
    // The first is one that measures: a run of nothing else has no result to share.
    if let Some(at) = items
        .iter()
        .position(|item| BANK.items[*item].body.measures())
    {
        items.swap(0, at);
    }
    let count = count.min(items.len());
    let answers: Vec<Value> = items[..count]
        .iter()
        .enumerate()
        .map(|(at, item)| {
            let item = &BANK.items[*item];
            let response = if at > 0 && dice.once_in(8) {
                json!("skipped")
            } else {
                json!({"choice": dice.below(item.body.choices())})
            };
            json!({"item": item.id, "version": item.version, "response": response})
        })
        .collect();
    let names = |range: std::ops::Range<usize>| -> Vec<_> {
        let rest = items.get(count..).unwrap_or_default();
        rest.get(range)
            .unwrap_or_default()
            .iter()
            .map(|item| &BANK.items[*item].id)
            .collect()
    };
    let back: Vec<Value> = names(0..dice.below(3))
        .iter()
        .map(|id| json!({"item": id, "version": 1, "response": {"choice": 0}}))
        .collect();
    let reopened = back.first().map(|answer| answer["item"].clone());
    let value = json!({
        "seed": dice.number(), "answers": answers, "taken_back": back, "seen": names(2..2 + dice.below(4)),
        "keep_going": dice.once_in(2), "reopened": reopened,
    });
    serde_json::from_value(value).expect("a run of today's shape")
}

/// A record with all that a page can put in it.
pub(crate) fn record(dice: &mut Dice) -> Record {
    let runs = if dice.once_in(16) {
        dice.below(MOST_EARLIER + 1)
    } else {
        dice.below(2)
    };
    Record {
        session: (!dice.once_in(5)).then(|| {
            let count = dice.below(20);
            run(dice, count)
        }),
        earlier: (0..runs).map(|_| run(dice, 3)).collect(),
        pay: (!dice.once_in(3)).then(|| query(dice)),
        pay_beside: dice.once_in(3).then(|| query(dice)),
        ..small_record(dice)
    }
}

/// A record with as many earlier runs as are kept.
pub(crate) fn full_record(dice: &mut Dice) -> Record {
    Record {
        earlier: (0..MOST_EARLIER).map(|_| run(dice, 1)).collect(),
        ..small_record(dice)
    }
}

/// A record of a first minute: short, so that many can be tried.
pub(crate) fn small_record(dice: &mut Dice) -> Record {
    let themes = ["auto", "light", "dark"];
    let preferences = serde_json::from_value(json!({"theme": dice.pick(&themes)}));
    Record {
        session: dice.once_in(2).then(|| run(dice, 2)),
        pay: dice.once_in(3).then(|| query(dice)),
        preferences: preferences.unwrap_or_default(),
        ..Record::default()
    }
}
