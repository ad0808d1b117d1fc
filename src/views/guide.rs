//! The guide: both sides in the same structure, with pay on the career ladder for the visitor's country.

use leptos::prelude::*;
use which_end_core::embed::overlay::Overlay;
use which_end_core::guide::{
    Faq, Figure, Listing, Point, Rung, SideGuide, SkillGroup, SourceId, Statement, Trial,
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
    Marker, boxed, definitions, heading, line, list, old_label, part, strong, texts,
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
        {part("How the two ends differ", vec![points(&guide.difference)])}
        {part("Questions people ask", of_side.faq.iter().chain(&guide.faq).map(question).collect())}
        <p class="soft">
            {"The small numbers point to "} <a href=Route::Sources.href()>{"the list of sources"}</a>
            {". Text without a number is our own advice."}
        </p>
    }
}

fn parts(side: &'static SideGuide, role: Role) -> Vec<AnyView> {
    let pair = |one, other| boxed("two-up", vec![one, other]);
    vec![
        part("What you do", vec![points(&side.work)]),
        part("Try it this week", vec![trials(side.side)]),
        part("A day", vec![day(side)]),
        part("The ladder, and what each step pays", ladder(side, role)),
        part(
            "Skills, first things first",
            side.skills.iter().map(skill_group).collect(),
        ),
        pair(
            part("What people like", vec![statements(&side.likes)]),
            part("What is hard", vec![statements(&side.dislikes)]),
        ),
        part(
            "Working from home",
            vec![
                heading("Why it can work"),
                points(&side.remote.reasons),
                heading("What decides"),
                points(&side.remote.decides),
                heading("What you gain"),
                points(&side.remote.benefits),
            ],
        ),
        pair(
            part("What beginners get wrong", listing(&side.mistakes)),
            part("What helps", listing(&side.advice)),
        ),
        part("Showing your work", listing(&side.portfolio)),
        part(
            "Jobs, in figures",
            vec![list(Marker::Bullet, "", side.outlook.iter().map(figure))],
        ),
        pair(
            part("Job titles", listing(&side.titles)),
            part("Who hires", listing(&side.industries)),
        ),
        part("Where people go from here", vec![points(&side.exits)]),
    ]
}

/// Things to try for one side. The result view shows them too.
pub(in crate::views) fn trials(side: Side) -> AnyView {
    let trials = &facts().guide.side(side).try_this;
    list(Marker::Bullet, "doors", trials.iter().map(trial))
}

fn trial(trial: &'static Trial) -> AnyView {
    let needs = format!(
        "{} minutes. You need: {}.",
        trial.minutes,
        trial.needs.trim_end_matches('.')
    );
    boxed(
        "sheet",
        vec![
            heading(&trial.title),
            line("soft", vec![needs.into_any()]),
            texts(Marker::Number, &trial.steps),
            line(
                "",
                vec![
                    strong("What to notice:"),
                    format!(" {}", trial.tells).into_any(),
                ],
            ),
        ],
    )
}

fn statement(statement: &'static Statement) -> AnyView {
    sourced(&statement.text, &statement.sources)
}

fn statements(statements: &'static [Statement]) -> AnyView {
    list(Marker::Bullet, "", statements.iter().map(statement))
}

fn points(points: &'static [Point]) -> AnyView {
    let definition =
        |point: &'static Point| (point.title.as_str(), sourced(&point.text, &point.sources));
    definitions(points.iter().map(definition))
}

fn listing(listing: &'static Listing) -> Vec<AnyView> {
    let entries = texts(Marker::Bullet, &listing.entries);
    if listing.sources.is_empty() {
        vec![entries]
    } else {
        vec![
            entries,
            line("soft", vec![sourced("Sources", &listing.sources)]),
        ]
    }
}

fn day(side: &'static SideGuide) -> AnyView {
    let blocks = side.day.iter().map(|block| {
        let title = format!("{}: {}", block.time, block.title);
        view! { <h3>{title}</h3><p>{sourced(&block.text, &block.sources)}</p> }.into_any()
    });
    list(Marker::Number, "day", blocks)
}

fn skill_group(group: &'static SkillGroup) -> AnyView {
    details_of(&group.title, points(&group.skills))
}

fn question(faq: &'static Faq) -> AnyView {
    details_of(
        &faq.question,
        line("", vec![sourced(&faq.answer, &faq.sources)]),
    )
}

/// Content in a `<details>` element.
fn details_of(summary: &'static str, body: AnyView) -> AnyView {
    view! { <details><summary>{summary}</summary>{body}</details> }.into_any()
}

fn ladder(side: &'static SideGuide, role: Role) -> Vec<AnyView> {
    let pay = &facts().pay;
    let year = pay.year;
    let due = pay.sources.iter().map(|source| source.review_by).min();
    let intro = format!(
        "Moving up is about what you answer for, more than about years. Pay is what people told a survey, before tax, in \
        dollars of {year}"
    );
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
    let next = (!rung.next.is_empty()).then(|| {
        view! { <h4>{"What leads on"}</h4>{texts(Marker::Bullet, &rung.next)} }
    });
    view! {
        <div class="sheet">
            <h3>{rung.title.as_str()}</h3>
            <p class="soft rung-pay">{pay}</p>
            <p>{sourced(&rung.scope, &rung.sources)}</p>
            <h4>{"Signs that you work here"}</h4>
            {texts(Marker::Bullet, &rung.signs)}
            {next}
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
