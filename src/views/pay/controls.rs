//! The pay form: role, years, stack, country, workplace. The answer updates on every change.
//!
//! There are about three hundred options. Each is a [`Choice`] and not a closure, which keeps the module small. Each
//! group watches its own selection, so that a change in one group does not render the others.

use leptos::prelude::*;
use which_end_core::pay::model::{FLAT_AFTER_YEARS, TechnologyKind};
use which_end_core::pay::query::{
    AreaCode, CompanySize, CountryCode, Manages, PayQuery, Role, Technology, Tier, Workplace, Years,
};

use super::labels;
use crate::dataset::facts;
use crate::state::{Pay, use_pay};
use crate::ui::number::counted;

/// The form. It has no submit button, because nothing is sent.
#[component]
pub(super) fn Controls(query: Memo<PayQuery>) -> impl IntoView {
    // Open if anything in it was chosen before.
    let has_more = move || {
        query.with(|query| {
            query.area.is_some()
                || query.workplace.is_some()
                || query.size.is_some()
                || query.manages.is_some()
                || !query.stack.is_empty()
        })
    };
    view! {
        <form class="sheet" aria-label="Whose pay" on:submit=|event| event.prevent_default()>
            <Roles query />
            <Experience query />
            <Country query />
            <details open=untrack(has_more)>
                <summary>
                    {"More: place, company, tools"}
                    {move || has_more().then_some(" (some chosen)")}
                </summary>
                <Area query />
                <Workplaces query />
                <Size query />
                <LeadsPeople query />
                <Technologies query kind=TechnologyKind::Language />
                <Technologies query kind=TechnologyKind::Framework />
            </details>
        </form>
    }
}

/// One option of the form.
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
    fn is_selected(&self, query: &PayQuery) -> bool {
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

    /// Applies the choice. `on` matters only for technologies, which can be removed again.
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

/// The options of one group, in order, with their labels.
#[derive(Clone, Copy)]
struct OptionSet {
    all: StoredValue<Vec<(Choice, &'static str)>>,
    /// Indices of the selected options.
    selected: Memo<Vec<usize>>,
    pay: Pay,
}

impl OptionSet {
    fn new(query: Memo<PayQuery>, all: Vec<(Choice, &'static str)>) -> Self {
        let all = StoredValue::new(all);
        let selected = Memo::new(move |_| {
            query.with(|query| {
                all.with_value(|all| {
                    let is_selected = |index: &usize| all[*index].0.is_selected(query);
                    (0..all.len()).filter(is_selected).collect()
                })
            })
        });
        Self {
            all,
            selected,
            pay: use_pay(),
        }
    }

    fn labels(self) -> impl Iterator<Item = (usize, &'static str)> {
        let all = self.all.get_value();
        all.into_iter().map(|(_, label)| label).enumerate()
    }

    fn is_selected(self, index: usize) -> bool {
        self.selected.with(|selected| selected.contains(&index))
    }

    fn set(self, index: usize, on: bool) {
        let chosen = self.all.with_value(|all| all.get(index).cloned());
        if let Some((choice, _)) = chosen {
            self.pay.change(|query| choice.set(query, on));
        }
    }

    /// Radio buttons with this `name`, or checkboxes if it is `None`.
    fn pills(self, name: Option<&'static str>) -> AnyView {
        let kind = if name.is_some() { "radio" } else { "checkbox" };
        let pills: Vec<AnyView> = self
            .labels()
            .map(|(index, label)| {
                view! {
                    <label class="pill">
                        <input
                            type=kind
                            name=name
                            checked=untrack(|| self.is_selected(index))
                            prop:checked=move || self.is_selected(index)
                            on:change:target=move |event| self.set(index, event.target().checked())
                        />
                        <span>{label}</span>
                    </label>
                }
                .into_any()
            })
            .collect();
        view! { <div class="pills">{pills}</div> }.into_any()
    }

    /// A select list. The values are the labels, which stay the same if a browser translates the text.
    fn list(self, id: &'static str, note: Option<&'static str>) -> AnyView {
        let options: Vec<AnyView> = self
            .labels()
            .map(|(index, label)| {
                let chosen = untrack(|| self.is_selected(index));
                view! { <option value=label selected=chosen prop:selected=move || self.is_selected(index)>{label}</option> }.into_any()
            })
            .collect();
        let chosen = move |value: String| {
            if let Some((index, _)) = self.labels().find(|(_, label)| *label == value) {
                self.set(index, true);
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

/// Pills in a fieldset with a legend.
fn group(legend: &'static str, pills: AnyView) -> AnyView {
    view! {
        <fieldset>
            <legend>{legend}</legend>
            {pills}
        </fieldset>
    }
    .into_any()
}

/// The three main roles, then related ones, which are folded unless one of them is selected.
#[component]
fn Roles(query: Memo<PayQuery>) -> impl IntoView {
    let role = Memo::new(move |_| query.with(|query| query.role));
    let pills = |roles: &[Role]| {
        let choices = roles
            .iter()
            .map(|&role| (Choice::Role(role), labels::role(role)));
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
                        role => format!("Neighboring work ({})", labels::role(role)),
                    }}
                </summary>
                {pills(Role::NEIGHBORS)}
            </details>
        </fieldset>
    }
}

/// A draft in the field of years, while the visitor types.
#[derive(Clone, Copy)]
struct Draft {
    /// The years that apply meanwhile.
    years: Years,
    validity: Validity,
}

/// Whether the text of the field is a number of years.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Validity {
    Valid,
    Incomplete,
    Invalid,
}

#[component]
fn Experience(query: Memo<PayQuery>) -> impl IntoView {
    let pay = use_pay();
    let current_years = move || query.with(|query| query.years);
    // The years before typing began. They apply while the text is no number of years, so that no figures are shown for
    // half a number.
    let committed_years = StoredValue::new(untrack(current_years));
    // Draft while typing. It no longer applies once the tier buttons or a link change the years.
    let draft = RwSignal::new(None::<Draft>);
    let current_draft = move || draft.get().filter(|draft| draft.years == current_years());
    // While typing, the field keeps the visitor's text. It is a text field, because the mouse wheel would change the
    // value of a number field.
    let text = Memo::new(move |old: Option<&String>| match (current_draft(), old) {
        (Some(_), Some(old)) => old.clone(),
        _ => current_years().get().to_string(),
    });
    let tiers = Tier::ALL.map(|tier| (Choice::Tier(tier), labels::tier_option(tier)));
    let tiers = OptionSet::new(query, tiers.into()).pills(Some("tier"));
    let input = move |text: String| {
        let parsed = text.trim().parse().ok().and_then(Years::new);
        let years = parsed.unwrap_or_else(|| committed_years.get_value());
        let validity = match parsed {
            Some(_) => Validity::Valid,
            // An empty field is an error only after the visitor leaves it.
            None if text.is_empty() => Validity::Incomplete,
            None => Validity::Invalid,
        };
        draft.set(Some(Draft { years, validity }));
        if untrack(current_years) != years {
            pay.change(|query| query.years = years);
        }
    };
    let on_leave = move || {
        committed_years.set_value(untrack(current_years));
        draft.update(|draft| match draft {
            Some(Draft {
                validity: Validity::Valid,
                ..
            }) => *draft = None,
            Some(draft) => draft.validity = Validity::Invalid,
            None => {}
        });
    };
    let is_invalid = Memo::new(move |_| {
        current_draft().is_some_and(|draft| draft.validity == Validity::Invalid)
    });
    let error_message = move || {
        is_invalid.get().then(|| {
            format!(
                "Type a whole number of years from 0 to {}. Until then the figures are for {}.",
                Years::MAX,
                counted(usize::from(current_years().get()), "year", "years")
            )
        })
    };
    view! {
        <fieldset>
            <legend>{"Years of paid work"}</legend>
            <div on:change=move |_| draft.set(None)>{tiers}</div>
            <label class="inline-field">
                <span>{"Exactly"}</span>
                <input
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    aria-describedby="years-complaint"
                    aria-invalid=move || is_invalid.get().then_some("true")
                    prop:value=text
                    on:focus=move |_| committed_years.set_value(untrack(current_years))
                    on:input:target=move |event| input(event.target().value())
                    on:change=move |_| on_leave()
                />
            </label>
            <p class="soft" role="status">
                {move || {
                    match query.with(|query| query.years.get()) {
                        0 => Some("0 and 1 years count as the same, because too few answered in their first year.".to_owned()),
                        FLAT_AFTER_YEARS.. => {
                            Some(format!("In the survey, pay stops rising after about {FLAT_AFTER_YEARS} years."))
                        }
                        _ => None,
                    }
                }}
            </p>
            <p id="years-complaint" role="alert" class="field-complaint">
                {error_message}
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

/// Only the base country has areas. Their effect comes from another source, which the note names.
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
    let all = all.map(|workplace| (Choice::Workplace(workplace), labels::workplace(workplace)));
    group(
        "Workplace",
        OptionSet::new(query, all.into()).pills(Some("workplace")),
    )
}

#[component]
fn Size(query: Memo<PayQuery>) -> impl IntoView {
    let all = std::iter::once(None).chain(CompanySize::ALL.map(Some));
    let all = all.map(|size| (Choice::Size(size), labels::size(size)));
    view! {
        <p>
            <label for="size">{"Company size"}</label>
            {OptionSet::new(query, all.collect()).list("size", None)}
        </p>
    }
}

/// Hidden for engineering managers, who always lead people.
#[component]
fn LeadsPeople(query: Memo<PayQuery>) -> impl IntoView {
    let all = [
        None,
        Some(Manages::IndividualContributor),
        Some(Manages::PeopleManager),
    ];
    let all = all.map(|manages| (Choice::Manages(manages), labels::manages(manages)));
    let pills = OptionSet::new(query, all.into()).pills(Some("manages"));
    let hidden = Memo::new(move |_| query.with(|query| query.role.leads_people()));
    view! { <div hidden=move || hidden.get()>{group("Leading people", pills)}</div> }
}

/// The technologies of one kind, folded because there are dozens.
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
    let count = move || match choices.selected.with(Vec::len) {
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
