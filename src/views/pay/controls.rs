//! Whose pay: role, years, stack, country, workplace. The answer moves as they are touched.
//!
//! There are some three hundred options. Each is a value of [`Choice`] and not a closure of its own, which keeps the module
//! small, and each group watches which of its own hold, so that a touch of one list does not draw all of them again.

use leptos::prelude::*;
use which_end_core::pay::model::{FLAT_AFTER_YEARS, TechnologyKind};
use which_end_core::pay::query::{
    AreaCode, CompanySize, CountryCode, Manages, PayQuery, Role, Technology, Tier, Workplace, Years,
};

use super::words;
use crate::dataset::facts;
use crate::state::{Pay, use_pay};
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

/// One thing to choose.
#[derive(Clone)]
enum Choice {
    Role(Role),
    Tier(Tier),
    Country(CountryCode),
    Area(Option<AreaCode>),
    Workplace(Option<Workplace>),
    Size(Option<CompanySize>),
    Manages(Option<Manages>),
    Technology(&'static Technology),
}

impl Choice {
    fn holds(&self, query: &PayQuery) -> bool {
        match self {
            Self::Role(role) => query.role == *role,
            Self::Tier(tier) => query.years.tier() == *tier,
            Self::Country(country) => query.country == *country,
            Self::Area(area) => query.area == *area,
            Self::Workplace(workplace) => query.workplace == *workplace,
            Self::Size(size) => query.size == *size,
            Self::Manages(manages) => query.manages == *manages,
            Self::Technology(technology) => query.stack.contains(technology),
        }
    }

    /// Chooses it; only a technology can be taken away again.
    fn set(&self, query: &mut PayQuery, on: bool) {
        match self {
            Self::Role(role) => query.role = *role,
            Self::Tier(tier) => query.set_tier(*tier),
            Self::Country(country) => query.set_country(country.clone()),
            Self::Area(area) => query.area = *area,
            Self::Workplace(workplace) => query.workplace = *workplace,
            Self::Size(size) => query.size = *size,
            Self::Manages(manages) => query.manages = *manages,
            Self::Technology(technology) => query.set_technology(technology, on),
        }
    }
}

/// The choices of one kind, in order, with their labels.
#[derive(Clone, Copy)]
struct OptionSet {
    all: StoredValue<Vec<(Choice, &'static str)>>,
    /// The places of those that hold.
    holding: Memo<Vec<usize>>,
    pay: Pay,
}

impl OptionSet {
    fn new(query: Memo<PayQuery>, all: Vec<(Choice, &'static str)>) -> Self {
        let all = StoredValue::new(all);
        let holding = Memo::new(move |_| {
            query.with(|query| {
                all.with_value(|all| {
                    let holds = |place: &usize| all[*place].0.holds(query);
                    (0..all.len()).filter(holds).collect()
                })
            })
        });
        Self {
            all,
            holding,
            pay: use_pay(),
        }
    }

    fn labels(self) -> impl Iterator<Item = (usize, &'static str)> {
        let all = self.all.get_value();
        all.into_iter().map(|(_, label)| label).enumerate()
    }

    fn holds(self, place: usize) -> bool {
        self.holding.with(|holding| holding.contains(&place))
    }

    fn set(self, place: usize, on: bool) {
        let chosen = self.all.with_value(|all| all.get(place).cloned());
        if let Some((choice, _)) = chosen {
            self.pay.change(|query| choice.set(query, on));
        }
    }

    /// Radio buttons of this `name`; checkboxes where there is none.
    fn pills(self, name: Option<&'static str>) -> AnyView {
        let kind = if name.is_some() { "radio" } else { "checkbox" };
        let pills: Vec<AnyView> = self
            .labels()
            .map(|(place, label)| {
                view! {
                    <label class="pill">
                        <input
                            type=kind
                            name=name
                            checked=untrack(|| self.holds(place))
                            prop:checked=move || self.holds(place)
                            on:change:target=move |event| self.set(place, event.target().checked())
                        />
                        <span>{label}</span>
                    </label>
                }
                .into_any()
            })
            .collect();
        view! { <div class="pills">{pills}</div> }.into_any()
    }

    /// A list to choose one from. The values are the labels, which stay as they are where a translator changes the text.
    fn list(self, id: &'static str, note: Option<&'static str>) -> AnyView {
        let options: Vec<AnyView> = self
            .labels()
            .map(|(place, label)| {
                let chosen = untrack(|| self.holds(place));
                view! { <option value=label selected=chosen prop:selected=move || self.holds(place)>{label}</option> }.into_any()
            })
            .collect();
        let chosen = move |value: String| {
            if let Some((place, _)) = self.labels().find(|(_, label)| *label == value) {
                self.set(place, true);
            }
        };
        view! {
            <select id=id aria-describedby=note on:change:target=move |event| chosen(event.target().value())>
                {options}
            </select>
        }
        .into_any()
    }
}

/// Pills under a name.
fn group(legend: &'static str, pills: AnyView) -> AnyView {
    view! {
        <fieldset>
            <legend>{legend}</legend>
            {pills}
        </fieldset>
    }
    .into_any()
}

/// The three roles of the page, then their neighbors: closed until one of them is chosen.
#[component]
fn Roles(query: Memo<PayQuery>) -> impl IntoView {
    let role = Memo::new(move |_| query.with(|query| query.role));
    let pills = |roles: &[Role]| {
        let choices = roles
            .iter()
            .map(|&role| (Choice::Role(role), words::role(role)));
        OptionSet::new(query, choices.collect()).pills(Some("role"))
    };
    let neighbor = role.with_untracked(|role| !role.is_main());
    view! {
        <fieldset>
            <legend>{"Work"}</legend>
            {pills(Role::MAIN)}
            <details open=neighbor>
                <summary>
                    {move || match role.get() {
                        role if role.is_main() => "Neighboring work".to_owned(),
                        role => format!("Neighboring work ({})", words::role(role)),
                    }}
                </summary>
                {pills(Role::NEIGHBORS)}
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
    let tiers = Tier::ALL.map(|tier| (Choice::Tier(tier), words::tier(tier)));
    let tiers = OptionSet::new(query, tiers.into()).pills(Some("tier"));
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
            pay.change(|query| query.years = counts);
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
            <div on:change=move |_| typed.set(None)>{tiers}</div>
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
    let countries = facts().pay.countries.iter();
    let countries =
        countries.map(|country| (Choice::Country(country.code.clone()), country.name.as_str()));
    view! {
        <p>
            <label for="country">{"Country"}</label>
            {OptionSet::new(query, countries.collect()).list("country", None)}
        </p>
    }
}

/// Only the base country has areas. What they do comes from another source than the rest, so it is said beside them.
#[component]
fn Area(query: Memo<PayQuery>) -> impl IntoView {
    let model = &facts().pay;
    let areas = model.areas.areas.iter();
    let areas = areas.map(|area| (Choice::Area(Some(area.code)), area.name.as_str()));
    let anywhere = (Choice::Area(None), "Anywhere in the country");
    let areas = OptionSet::new(query, std::iter::once(anywhere).chain(areas).collect());
    let hidden = Memo::new(move |_| query.with(|query| query.country != model.base_country));
    view! {
        <p hidden=move || hidden.get()>
            <label for="area">{"Area"}</label>
            {areas.list("area", Some("area-note"))}
            <span id="area-note" class="soft">
                {"From legal minimum wages for visas by area, not from the survey."}
            </span>
        </p>
    }
}

#[component]
fn Workplaces(query: Memo<PayQuery>) -> impl IntoView {
    let all = [
        None,
        Some(Workplace::InPerson),
        Some(Workplace::RemoteOrHybrid),
    ];
    let all = all.map(|workplace| (Choice::Workplace(workplace), words::workplace(workplace)));
    group(
        "Workplace",
        OptionSet::new(query, all.into()).pills(Some("workplace")),
    )
}

#[component]
fn Size(query: Memo<PayQuery>) -> impl IntoView {
    let all = std::iter::once(None).chain(CompanySize::ALL.map(Some));
    let all = all.map(|size| (Choice::Size(size), words::size(size)));
    view! {
        <p>
            <label for="size">{"Company size"}</label>
            {OptionSet::new(query, all.collect()).list("size", None)}
        </p>
    }
}

/// Not asked of engineering managers, whose work it is.
#[component]
fn LeadsPeople(query: Memo<PayQuery>) -> impl IntoView {
    let all = [
        None,
        Some(Manages::IndividualContributor),
        Some(Manages::PeopleManager),
    ];
    let all = all.map(|manages| (Choice::Manages(manages), words::manages(manages)));
    let pills = OptionSet::new(query, all.into()).pills(Some("manages"));
    let hidden = Memo::new(move |_| query.with(|query| query.role.leads_people()));
    view! { <div hidden=move || hidden.get()>{group("Leading people", pills)}</div> }
}

/// The technologies of one kind, closed until opened: there are dozens.
#[component]
fn Technologies(query: Memo<PayQuery>, kind: TechnologyKind) -> impl IntoView {
    let (name, legend) = match kind {
        TechnologyKind::Language => ("Languages", "Languages you work with"),
        TechnologyKind::Framework => ("Frameworks", "Frameworks you work with"),
    };
    let all = facts().pay.technologies.iter();
    let all = all.filter(|term| term.kind == kind);
    let all = all.map(|term| (Choice::Technology(&term.name), term.name.as_str()));
    let choices = OptionSet::new(query, all.collect());
    let count = move || match choices.holding.with(Vec::len) {
        0 => format!("{name} (none chosen)"),
        count => format!("{name} ({count} chosen)"),
    };
    view! {
        <details>
            <summary>{count}</summary>
            <fieldset>
                <legend class="hidden-text">{legend}</legend>
                {choices.pills(None)}
            </fieldset>
        </details>
    }
}
