//! Whose pay: role, years, stack, country, workplace. The answer moves as they are touched.
//!
//! Each part watches its own piece of the question: there are some three hundred options, and a touch of one list must not
//! look through all of them.

use leptos::prelude::*;
use which_end_core::pay::model::{FLAT_AFTER_YEARS, TechnologyKind};
use which_end_core::pay::query::{
    AreaCode, CompanySize, CountryCode, Manages, PayQuery, Role, Technology, Tier, Workplace, Years,
};

use super::words;
use crate::dataset::dataset;
use crate::state::use_pay;
use crate::ui::number::counted;

/// The form. It has no button: there is nothing to send.
#[component]
pub(super) fn Controls(query: Memo<PayQuery>) -> impl IntoView {
    view! {
        <form class="sheet" aria-label="Whose pay" on:submit=|event| event.prevent_default()>
            <Roles query />
            <Experience query />
            <Country query />
            <Area query />
            <Workplaces query />
            <Size query />
            <LeadsPeople query />
            <Technologies query kind=TechnologyKind::Language />
            <Technologies query kind=TechnologyKind::Framework />
        </form>
    }
}

/// The three roles of the page, then their neighbors: closed until one of them is chosen.
#[component]
fn Roles(query: Memo<PayQuery>) -> impl IntoView {
    let pay = use_pay();
    let role = Memo::new(move |_| query.with(|query| query.role));
    let pills = |roles: &'static [Role]| {
        roles
            .iter()
            .map(|&option| {
                view! {
                    <label class="pill">
                        <input
                            type="radio"
                            name="role"
                            prop:checked=move || role.get() == option
                            on:change=move |_| pay.set_role(option)
                        />
                        <span>{words::role(option)}</span>
                    </label>
                }
            })
            .collect_view()
    };
    let neighbor = role.with_untracked(|role| !role.is_main());
    view! {
        <fieldset>
            <legend>{"Work"}</legend>
            <div class="pills">{pills(Role::MAIN)}</div>
            <details open=neighbor>
                <summary>
                    {move || match role.get() {
                        role if role.is_main() => "Neighboring work".to_owned(),
                        role => format!("Neighboring work ({})", words::role(role)),
                    }}
                </summary>
                <div class="pills">{pills(Role::NEIGHBORS)}</div>
            </details>
        </fieldset>
    }
}

/// What is typed into the field of years.
#[derive(Clone, Copy)]
struct Typed {
    /// The years that count for it.
    counts: Years,
    wrong: Wrong,
}

/// Whether what is typed is no number of years.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wrong {
    No,
    SoonSaid,
    Said,
}

#[component]
fn Experience(query: Memo<PayQuery>) -> impl IntoView {
    let pay = use_pay();
    let now = move || query.with(|query| query.years);
    // What counted before typing began: it counts again while what is typed is no number of years, so that the figures are
    // never those of half a number.
    let before = StoredValue::new(untrack(now));
    // What counts for what stands in the field, from the first key on; years chosen some other way put an end to it.
    let typed = RwSignal::new(None::<Typed>);
    let typed_now = move || typed.get().filter(|typed| typed.counts == now());
    // The text of the field is the visitor's own while they type. It is a text field: in a number field the wheel would change
    // the number where the visitor meant to scroll.
    let text = Memo::new(move |old: Option<&String>| match (typed_now(), old) {
        (Some(_), Some(old)) => old.clone(),
        _ => now().get().to_string(),
    });
    let options = Tier::ALL
        .into_iter()
        .map(|tier| {
            view! {
                <label class="pill">
                    <input
                        type="radio"
                        name="tier"
                        prop:checked=move || query.with(|query| query.years.tier() == tier)
                        on:change=move |_| {
                            typed.set(None);
                            pay.set_tier(tier);
                        }
                    />
                    <span>{words::tier(tier)}</span>
                </label>
            }
        })
        .collect_view();
    let input = move |text: String| {
        let years = text.trim().parse().ok().and_then(Years::new);
        let counts = years.unwrap_or_else(|| before.get_value());
        let wrong = match years {
            Some(_) => Wrong::No,
            // Nobody is told off for an empty field before it is left.
            None if text.is_empty() => Wrong::SoonSaid,
            None => Wrong::Said,
        };
        typed.set(Some(Typed { counts, wrong }));
        if untrack(now) != counts {
            pay.set_years(counts);
        }
    };
    let left = move || {
        before.set_value(untrack(now));
        typed.update(|typed| match typed {
            Some(Typed {
                wrong: Wrong::No, ..
            }) => *typed = None,
            Some(typed) => typed.wrong = Wrong::Said,
            None => {}
        });
    };
    let wrong = Memo::new(move |_| typed_now().is_some_and(|typed| typed.wrong == Wrong::Said));
    let complaint = move || {
        wrong.get().then(|| {
            format!(
                "Type a whole number of years from 0 to {}. Until then the figures are for {}.",
                Years::MAX,
                counted(usize::from(now().get()), "year", "years")
            )
        })
    };
    view! {
        <fieldset>
            <legend>{"Years of paid work"}</legend>
            <div class="pills">{options}</div>
            <label class="inline-field">
                <span>{"Exactly"}</span>
                <input
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    aria-describedby="years-complaint"
                    aria-invalid=move || wrong.get().then_some("true")
                    prop:value=text
                    on:focus=move |_| before.set_value(untrack(now))
                    on:input:target=move |event| input(event.target().value())
                    on:change=move |_| left()
                />
            </label>
            <p class="soft" role="status">
                {move || {
                    match query.with(|query| query.years.get()) {
                        0 => Some("0 and 1 years are told as one, because too few answered in their first year.".to_owned()),
                        FLAT_AFTER_YEARS.. => {
                            Some(format!("In the survey, pay stops rising after about {FLAT_AFTER_YEARS} years."))
                        }
                        _ => None,
                    }
                }}
            </p>
            <p id="years-complaint" role="alert" class="field-complaint">
                {complaint}
            </p>
        </fieldset>
    }
}

#[component]
fn Country(query: Memo<PayQuery>) -> impl IntoView {
    let pay = use_pay();
    let chosen_country = Memo::new(move |_| query.with(|query| query.country.clone()));
    let options = dataset()
        .pay
        .countries
        .iter()
        .map(|country| {
            let code = country.code.clone();
            view! {
                <option value=country.code.as_str() prop:selected=move || chosen_country.with(|chosen| *chosen == code)>
                    {country.name.as_str()}
                </option>
            }
        })
        .collect_view();
    let chosen = move |code: String| {
        if let Some(code) = CountryCode::new(&code) {
            pay.set_country(code);
        }
    };
    view! {
        <p>
            <label for="country">{"Country"}</label>
            <select id="country" on:change:target=move |event| chosen(event.target().value())>{options}</select>
        </p>
    }
}

/// Only the base country has areas. What they do comes from another source than the rest, so it is said beside them.
#[component]
fn Area(query: Memo<PayQuery>) -> impl IntoView {
    let pay = use_pay();
    let model = &dataset().pay;
    let chosen_area = Memo::new(move |_| query.with(|query| query.area));
    let option = |value: u32, name: &'static str, area: Option<AreaCode>| {
        view! {
            <option value=value prop:selected=move || chosen_area.get() == area>
                {name}
            </option>
        }
    };
    let areas = model
        .areas
        .areas
        .iter()
        .map(|area| option(area.code.get(), area.name.as_str(), Some(area.code)))
        .collect_view();
    let asked = Memo::new(move |_| query.with(|query| query.country == model.base_country));
    let chosen = move |value: String| {
        if let Ok(code) = value.parse() {
            pay.set_area(AreaCode::new(code));
        }
    };
    view! {
        <p hidden=move || !asked.get()>
            <label for="area">{"Area"}</label>
            <select id="area" aria-describedby="area-note" on:change:target=move |event| chosen(event.target().value())>
                {option(0, "Anywhere in the country", None)}
                {areas}
            </select>
            <span id="area-note" class="soft">
                {"From legal minimum wages for visas by area, not from the survey."}
            </span>
        </p>
    }
}

#[component]
fn Workplaces(query: Memo<PayQuery>) -> impl IntoView {
    let pay = use_pay();
    let options = [
        None,
        Some(Workplace::InPerson),
        Some(Workplace::RemoteOrHybrid),
    ]
    .into_iter()
    .map(|workplace| {
        view! {
            <label class="pill">
                <input
                    type="radio"
                    name="workplace"
                    prop:checked=move || query.with(|query| query.workplace == workplace)
                    on:change=move |_| pay.set_workplace(workplace)
                />
                <span>{words::workplace(workplace)}</span>
            </label>
        }
    })
    .collect_view();
    view! {
        <fieldset>
            <legend>{"Workplace"}</legend>
            <div class="pills">{options}</div>
        </fieldset>
    }
}

#[component]
fn Size(query: Memo<PayQuery>) -> impl IntoView {
    let pay = use_pay();
    let choices = move || std::iter::once(None).chain(CompanySize::ALL.map(Some));
    let options = choices()
        .enumerate()
        .map(|(place, size)| {
            view! {
                <option value=place prop:selected=move || query.with(|query| query.size == size)>
                    {words::size(size)}
                </option>
            }
        })
        .collect_view();
    let chosen = move |place: String| {
        if let Some(size) = place.parse().ok().and_then(|place| choices().nth(place)) {
            pay.set_size(size);
        }
    };
    view! {
        <p>
            <label for="size">{"Company size"}</label>
            <select id="size" on:change:target=move |event| chosen(event.target().value())>{options}</select>
        </p>
    }
}

/// Not asked of engineering managers, whose work it is.
#[component]
fn LeadsPeople(query: Memo<PayQuery>) -> impl IntoView {
    let pay = use_pay();
    let options = [
        None,
        Some(Manages::IndividualContributor),
        Some(Manages::PeopleManager),
    ]
    .into_iter()
    .map(|manages| {
        view! {
            <label class="pill">
                <input
                    type="radio"
                    name="manages"
                    prop:checked=move || query.with(|query| query.manages == manages)
                    on:change=move |_| pay.set_manages(manages)
                />
                <span>{words::manages(manages)}</span>
            </label>
        }
    })
    .collect_view();
    let asked = Memo::new(move |_| query.with(|query| !query.role.leads_people()));
    view! {
        <fieldset hidden=move || !asked.get()>
            <legend>{"Leading people"}</legend>
            <div class="pills">{options}</div>
        </fieldset>
    }
}

/// The technologies of one kind, closed until opened: there are dozens.
#[component]
fn Technologies(query: Memo<PayQuery>, kind: TechnologyKind) -> impl IntoView {
    let pay = use_pay();
    let (name, legend) = match kind {
        TechnologyKind::Language => ("Languages", "Languages you work with"),
        TechnologyKind::Framework => ("Frameworks", "Frameworks you work with"),
    };
    let of_kind = move || {
        dataset()
            .pay
            .technologies
            .iter()
            .filter(move |term| term.kind == kind)
    };
    let stack = Memo::new(move |_| query.with(|query| query.stack.clone()));
    let options = of_kind()
        .map(|term| {
            let set = &term.name;
            view! {
                <label class="pill">
                    <input
                        type="checkbox"
                        prop:checked=move || stack.with(|stack| stack.contains(set))
                        on:change:target=move |event| pay.set_technology(set, event.target().checked())
                    />
                    <span>{set.as_str()}</span>
                </label>
            }
        })
        .collect_view();
    let count = move || {
        let chosen =
            |stack: &Vec<Technology>| of_kind().filter(|term| stack.contains(&term.name)).count();
        match stack.with(chosen) {
            0 => format!("{name} (none chosen)"),
            count => format!("{name} ({count} chosen)"),
        }
    };
    view! {
        <details>
            <summary>{count}</summary>
            <fieldset>
                <legend class="hidden-text">{legend}</legend>
                <div class="pills">{options}</div>
            </fieldset>
        </details>
    }
}
