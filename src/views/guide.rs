//! The guide: both sides in the same structure, with pay on the career ladder for the visitor's country.

use leptos::prelude::*;
use which_end_core::date::Date;
use which_end_core::embed::overlay::Overlay;
use which_end_core::guide::{
    Faq, Figure, Listing, Point, Rung, Section, SideGuide, SkillGroup, SourceId, Statement, Trial,
};
use which_end_core::pay::estimate::{CUT_NOTICE_PERCENT, estimate};
use which_end_core::pay::query::{CountryCode, PayQuery, Role, Tier};
use which_end_core::quiz::item::Side;

use crate::dataset::facts;
use crate::embed::use_embed;
use crate::route::Route;
use crate::state::use_pay;
use crate::ui::number::dollars;
use crate::views::pay::labels;
use crate::views::pieces::{
    Marker, boxed, definitions, external, heading, line, list, old_label, part, strong, texts,
};

/// One side of the guide, with a link to the other.
#[component]
pub fn GuideView(side: Side) -> impl IntoView {
    let (title, class, role) = match side {
        Side::Backend => ("The back end", "side-back", Role::BackEnd),
        Side::Frontend => ("The front end", "side-front", Role::FrontEnd),
    };
    let guide = &facts().guide;
    let of_side = guide.side(side);
    let tab = |to: Side, label: &'static str| {
        let current = (to == side).then_some("page");
        view! {
            <li>
                <a href=Route::Guide(to).href() aria-current=current>
                    {label}
                </a>
            </li>
        }
    };
    view! {
        <nav class=class aria-label="Sides of the guide">
            <ul class="side-tabs">
                {tab(Side::Backend, "Back end")} {tab(Side::Frontend, "Front end")}
            </ul>
        </nav>
        <h1 id="view-title" tabindex="-1">{title}</h1>
        <p class="lead">{statement(&of_side.summary)}</p>
        {parts(of_side, role)}
        {part("More about this end", more(of_side))}
        {part("Both ends", both_ends())}
        <p class="soft">
            {"Small numbers refer to "} <a href=Route::Sources.href()>{"the list of sources"}</a>
            {". Text without a number is our own advice."}
        </p>
    }
}

/// What is open at first.
fn parts(side: &'static SideGuide, role: Role) -> Vec<AnyView> {
    vec![
        part("What you do", vec![points(&side.work)]),
        part("A day", vec![day(side)]),
        boxed(
            "two-up",
            vec![
                part("What people like", vec![statements(&side.likes)]),
                part("What is hard", vec![statements(&side.dislikes)]),
            ],
        ),
        part("From junior to staff", ladder(side, role)),
        part(
            "Skills, first things first",
            side.skills.iter().map(skill_group).collect(),
        ),
        part(
            "Try it this week",
            side.try_this.iter().map(closed_trial).collect(),
        ),
    ]
}

/// What opens on demand about one side.
fn more(side: &'static SideGuide) -> Vec<AnyView> {
    let mut parts: Vec<AnyView> = side.sections.iter().map(section).collect();
    for (title, entries) in [
        ("What beginners get wrong", &side.mistakes),
        ("What helps", &side.advice),
        ("Showing your work", &side.portfolio),
        ("Job titles", &side.titles),
        ("Who hires", &side.industries),
    ] {
        parts.push(details_of(title, listing(entries)));
    }
    let figures = list(Marker::Bullet, "", side.outlook.iter().map(figure));
    parts.push(details_of(
        "Where people go from here",
        vec![points(&side.exits)],
    ));
    parts.push(details_of("Jobs, in figures", vec![figures]));
    parts.push(details_of(
        "Questions people ask",
        vec![questions(&side.faq)],
    ));
    parts
}

/// What opens on demand about both sides.
fn both_ends() -> Vec<AnyView> {
    let guide = &facts().guide;
    let difference = details_of("How the two ends differ", vec![points(&guide.difference)]);
    let mut parts = vec![difference];
    parts.extend(guide.sections.iter().map(section));
    let title = "Questions about both ends";
    parts.push(details_of(title, vec![questions(&guide.faq)]));
    parts
}

/// Things to try for one side. The result view shows them too.
pub(in crate::views) fn trials(side: Side) -> AnyView {
    let trials = &facts().guide.side(side).try_this;
    list(Marker::Bullet, "doors", trials.iter().map(trial))
}

fn trial(trial: &'static Trial) -> AnyView {
    let mut parts = vec![heading(&trial.title)];
    parts.extend(trial_steps(trial));
    boxed("sheet", parts)
}

fn closed_trial(trial: &'static Trial) -> AnyView {
    details_of(&trial.title, trial_steps(trial))
}

fn trial_steps(trial: &'static Trial) -> Vec<AnyView> {
    let needs = format!(
        "{} minutes. You need: {}.",
        trial.minutes,
        trial.needs.trim_end_matches('.')
    );
    let page = trial.open.as_deref().map(|url| {
        line(
            "soft",
            vec![external(url, url.trim_start_matches("https://"))],
        )
    });
    vec![
        line("soft", vec![needs.into_any()]),
        page.into_any(),
        texts(Marker::Number, &trial.steps),
        line(
            "",
            vec![
                strong("What to notice:"),
                format!(" {}", trial.tells).into_any(),
            ],
        ),
    ]
}

fn statement(statement: &'static Statement) -> AnyView {
    sourced(&statement.text, &statement.sources)
}

fn statements(statements: &'static [Statement]) -> AnyView {
    let shared = shared(statements.iter().map(|one| &one.sources));
    let entry = |one: &'static Statement| sourced(&one.text, unless(shared, &one.sources));
    let entries = list(Marker::Bullet, "", statements.iter().map(entry));
    (entries, shared.and_then(sources_line)).into_any()
}

fn points(points: &'static [Point]) -> AnyView {
    let shared = shared(points.iter().map(|point| &point.sources));
    let definition = |point: &'static Point| {
        let sources = unless(shared, &point.sources);
        (point.title.as_str(), sourced(&point.text, sources))
    };
    let entries = definitions(points.iter().map(definition));
    (entries, shared.and_then(sources_line)).into_any()
}

/// The sources of all entries, if they are the same: one line below them says so then.
fn shared(
    mut sources: impl Iterator<Item = &'static Vec<SourceId>>,
) -> Option<&'static [SourceId]> {
    let first = sources.next()?;
    sources.all(|other| other == first).then_some(first)
}

fn unless(shared: Option<&[SourceId]>, own: &'static [SourceId]) -> &'static [SourceId] {
    if shared.is_some() { &[] } else { own }
}

fn listing(listing: &'static Listing) -> Vec<AnyView> {
    vec![
        texts(Marker::Bullet, &listing.entries),
        sources_line(&listing.sources).into_any(),
    ]
}

/// `None` if there are none.
fn sources_line(sources: &'static [SourceId]) -> Option<AnyView> {
    (!sources.is_empty()).then(|| line("soft", vec![sourced("Sources", sources)]))
}

fn section(section: &'static Section) -> AnyView {
    let body = if section.attributed {
        section.points.iter().flat_map(attributed).collect()
    } else {
        vec![points(&section.points)]
    };
    details_of(&section.title, body)
}

/// A point, then who says so, what they sell, and when they said it.
fn attributed(point: &'static Point) -> [AnyView; 3] {
    let guide = &facts().guide;
    let said = |id: &SourceId| {
        let source = guide.source(id)?;
        let when = source
            .as_of
            .map_or_else(|| "no date given".to_owned(), Date::format_long);
        Some(format!("{} ({}), {when}.", source.who, source.sells))
    };
    let who: Vec<String> = point.sources.iter().filter_map(said).collect();
    [
        heading(&point.title),
        line("", vec![sourced(&point.text, &point.sources)]),
        line("soft", vec![who.join(" ").into_any()]),
    ]
}

fn day(side: &'static SideGuide) -> AnyView {
    let blocks = side.day.iter().map(|block| {
        let title = format!("{}: {}", block.time, block.title);
        view! { <h3>{title}</h3><p>{sourced(&block.text, &block.sources)}</p> }.into_any()
    });
    list(Marker::Number, "day", blocks)
}

fn skill_group(group: &'static SkillGroup) -> AnyView {
    details_of(&group.title, vec![points(&group.skills)])
}

fn questions(faq: &'static [Faq]) -> AnyView {
    let definition =
        |faq: &'static Faq| (faq.question.as_str(), sourced(&faq.answer, &faq.sources));
    definitions(faq.iter().map(definition))
}

/// Content in a `<details>` element.
fn details_of(summary: &'static str, body: Vec<AnyView>) -> AnyView {
    view! { <details><summary>{summary}</summary>{body}</details> }.into_any()
}

fn ladder(side: &'static SideGuide, role: Role) -> Vec<AnyView> {
    let pay = &facts().pay;
    let year = pay.year;
    let due = pay.sources.iter().map(|source| source.review_by).min();
    let intro =
        format!("Pay is yearly, before tax, in dollars of {year}, as people said in a survey");
    vec![
        view! {
            <p>
                {intro}{due.map(|due| old_label(" (old)", due))}{": "}
                <a href=Route::Sources.href()>{"where it is from"}</a>{"."}
            </p>
        }
        .into_any(),
        list(
            Marker::Number,
            "ladder",
            side.ladder.iter().map(|rung| step(rung, role)),
        ),
    ]
}

fn step(rung: &'static Rung, role: Role) -> AnyView {
    let pay = use_pay();
    let embed = use_embed();
    let tier = rung.tier;
    // Follows the chosen country and the host's overlay.
    let pay = move || {
        let title =
            embed.with_overlay(|overlay| overlay.and_then(|overlay| host_title(overlay, tier)));
        rung_pay(role, tier, &pay.query().country) + &title.unwrap_or_default()
    };
    let mut body = vec![
        line("", vec![sourced(&rung.scope, &rung.sources)]),
        view! { <h4>{"You are here if"}</h4> }.into_any(),
        texts(Marker::Bullet, &rung.signs),
    ];
    if !rung.next.is_empty() {
        body.push(view! { <h4>{"Next step"}</h4> }.into_any());
        body.push(texts(Marker::Bullet, &rung.next));
    }
    view! {
        <div class="sheet">
            <h3>{rung.title.as_str()}</h3>
            <p class="soft rung-pay">{pay}</p>
            {details_of("What it takes", body)}
        </div>
    }
    .into_any()
}

fn figure(figure: &'static Figure) -> AnyView {
    let when = figure
        .as_of
        .map_or_else(|| "no date given".to_owned(), |date| date.to_string());
    let covers = format!(" ({when}). {}", figure.covers);
    view! {
        {strong(format!("{}: {}", figure.label, figure.value))}
        {covers}
        {source_numbers(std::slice::from_ref(&figure.source))}
        {old_label(" This is old.", figure.review_by)}
    }
    .into_any()
}

/// Text with the numbers of its sources.
fn sourced(text: &'static str, sources: &'static [SourceId]) -> AnyView {
    (text, source_numbers(sources)).into_any()
}

/// Numbers of these sources on the Sources page. `None` if the text is the authors' own.
fn source_numbers(sources: &'static [SourceId]) -> Option<AnyView> {
    let guide = &facts().guide;
    let number = |id: &SourceId| {
        let index = guide.sources.iter().position(|source| &source.id == id)?;
        Some((index + 1).to_string())
    };
    let numbers: Vec<String> = sources.iter().filter_map(number).collect();
    if numbers.is_empty() {
        return None;
    }
    let due = guide.review_by(sources);
    Some(
        view! {
            <sup class="marks">
                <span class="hidden-text">{" (source "}</span>
                {numbers.join(", ")}
                {due.map(|due| old_label(" (old)", due))}
                <span class="hidden-text">{")"}</span>
            </sup>
        }
        .into_any(),
    )
}

/// The host's name for this rung, as a sentence.
fn host_title(overlay: &Overlay, tier: Tier) -> Option<String> {
    let name = overlay.rung(tier)?;
    Some(format!(" {} calls this step “{name}”.", overlay.name))
}

/// Pay of a rung, as one line.
fn rung_pay(role: Role, tier: Tier, country: &CountryCode) -> String {
    let years = labels::tier(tier);
    let name = facts()
        .pay
        .country(country)
        .map_or("this country", |country| country.name.as_str());
    let query = PayQuery {
        role,
        years: tier.typical_years(),
        country: country.clone(),
        ..PayQuery::default()
    };
    match estimate(&facts().pay, &query) {
        Ok(found) => {
            let what = found.headline().format(dollars);
            let who = if found.cut.percent > CUT_NOTICE_PERCENT {
                format!(
                    " Left out: {} in 100 who said less than {}.",
                    found.cut.percent,
                    dollars(found.floor)
                )
            } else {
                String::new()
            };
            format!("{years}, {name}: {what}.{who}")
        }
        Err(reason) => format!("{years}, {name}: {reason}."),
    }
}
