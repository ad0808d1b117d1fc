//! The guide: both sides in the same shape, with the ladder's pay from the pay model.

use leptos::prelude::*;
use which_end_core::guide::content::{Faq, Listing, Point, SkillGroup, Statement};
use which_end_core::quiz::item::Side;

use crate::dataset::dataset;
use crate::route::Route;

mod ladder;
pub(crate) mod references;
mod trials;

use ladder::Ladder;
use references::{Figures, Marks, References};
use trials::Trials;

/// One side of the guide, with the way to the other.
#[component]
pub fn GuideRoom(side: Side) -> impl IntoView {
    let guide = dataset().guide.side(side);
    let shared = &dataset().guide;
    let (name, class) = match side {
        Side::Backend => ("The back end", "side-back"),
        Side::Frontend => ("The front end", "side-front"),
    };
    let tab = |to: Side, label: &'static str| {
        let current = (to == side).then_some("page");
        view! { <li><a href=Route::Guide(to).href() aria-current=current>{label}</a></li> }
    };
    view! {
        <nav class=class aria-label="Sides of the guide">
            <ul class="side-tabs">
                {tab(Side::Backend, "Back end")}
                {tab(Side::Frontend, "Front end")}
            </ul>
        </nav>
        <h1 id="room-title" tabindex="-1">{name}</h1>
        <p class="lead"><Said statement=&guide.summary /></p>
        <Block id="work" title="What you do"><Points points=&guide.work /></Block>
        <Block id="try" title="Try it this week"><Trials trials=&guide.try_this /></Block>
        <Block id="day" title="A day">
            <ol class="day">
                {guide
                    .day
                    .iter()
                    .map(|block| {
                        view! {
                            <li>
                                <h3>{format!("{}: {}", block.time, block.title)}</h3>
                                <p>{block.text.as_str()}<Marks sources=&block.sources /></p>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
        </Block>
        <Block id="ladder" title="The ladder, and what each step pays"><Ladder side /></Block>
        <Block id="skills" title="Skills, first things first">
            {guide.skills.iter().map(|group| view! { <Skills group /> }).collect_view()}
        </Block>
        <div class="two-up">
            <Block id="likes" title="What people like"><Statements statements=&guide.likes /></Block>
            <Block id="dislikes" title="What is hard"><Statements statements=&guide.dislikes /></Block>
        </div>
        <Block id="remote" title="Working from home">
            <h3>{"Why it can work"}</h3>
            <Points points=&guide.remote.reasons />
            <h3>{"What decides"}</h3>
            <Points points=&guide.remote.decides />
            <h3>{"What you gain"}</h3>
            <Points points=&guide.remote.benefits />
        </Block>
        <div class="two-up">
            <Block id="mistakes" title="What beginners get wrong"><Entries listing=&guide.mistakes /></Block>
            <Block id="advice" title="What helps"><Entries listing=&guide.advice /></Block>
        </div>
        <Block id="portfolio" title="Showing your work"><Entries listing=&guide.portfolio /></Block>
        <Block id="outlook" title="Jobs, in figures"><Figures figures=&guide.outlook /></Block>
        <div class="two-up">
            <Block id="titles" title="Job titles"><Entries listing=&guide.titles /></Block>
            <Block id="industries" title="Who hires"><Entries listing=&guide.industries /></Block>
        </div>
        <Block id="exits" title="Where people go from here"><Points points=&guide.exits /></Block>
        <Block id="difference" title="How the two ends differ"><Points points=&shared.difference /></Block>
        <Block id="faq" title="Questions people ask">
            {guide.faq.iter().chain(&shared.faq).map(|faq| view! { <Question faq /> }).collect_view()}
        </Block>
        <Block id="references" title="Where this is from"><References sources=&shared.sources /></Block>
    }
}

/// A section with its heading.
#[component]
fn Block(id: &'static str, title: &'static str, children: Children) -> impl IntoView {
    view! {
        <section class="section" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            {children()}
        </section>
    }
}

/// A text with the marks of its sources.
#[component]
fn Said(statement: &'static Statement) -> impl IntoView {
    view! {
        {statement.text.as_str()}
        <Marks sources=&statement.sources />
    }
}

#[component]
fn Statements(statements: &'static [Statement]) -> impl IntoView {
    let entries = statements
        .iter()
        .map(|statement| view! { <li><Said statement /></li> })
        .collect_view();
    view! { <ul>{entries}</ul> }
}

#[component]
fn Points(points: &'static [Point]) -> impl IntoView {
    let entries = points
        .iter()
        .map(|point| {
            view! {
                <dt>{point.title.as_str()}</dt>
                <dd>{point.text.as_str()}<Marks sources=&point.sources /></dd>
            }
        })
        .collect_view();
    view! { <dl class="points">{entries}</dl> }
}

#[component]
fn Entries(listing: &'static Listing) -> impl IntoView {
    let entries = listing
        .entries
        .iter()
        .map(|entry| view! { <li>{entry.as_str()}</li> })
        .collect_view();
    view! {
        <ul>{entries}</ul>
        <Marks sources=&listing.sources />
    }
}

#[component]
fn Skills(group: &'static SkillGroup) -> impl IntoView {
    view! {
        <details>
            <summary>{group.title.as_str()}</summary>
            <Points points=&group.skills />
        </details>
    }
}

#[component]
fn Question(faq: &'static Faq) -> impl IntoView {
    view! {
        <details>
            <summary>{faq.question.as_str()}</summary>
            <p>{faq.answer.as_str()}<Marks sources=&faq.sources /></p>
        </details>
    }
}
