//! Every source of figures, with its date, licence and what its publisher sells.

use leptos::prelude::*;

use crate::dataset::dataset;
use crate::platform::today;
use crate::rooms::guide::references::References;

/// The surveys, the claims, the guide's sources.
#[component]
pub(super) fn Sources() -> impl IntoView {
    let now = today::today();
    let surveys = dataset()
        .pay
        .sources
        .iter()
        .map(|source| {
            let old = now.is_some_and(|today| today >= source.review_by);
            view! {
                <tr>
                    <th scope="row"><a href=source.url.as_str()>{source.title.as_str()}</a></th>
                    <td>{source.publisher.as_str()}</td>
                    <td>{source.as_of.to_string()}{old.then_some(" (old)")}</td>
                    <td>{source.licence.as_str()}</td>
                </tr>
            }
        })
        .collect_view();
    let claims = dataset()
        .claims
        .claims
        .iter()
        .map(|claim| {
            let when = claim
                .as_of
                .map_or("no date given".to_owned(), |date| date.to_string());
            let old = now.is_some_and(|today| today >= claim.review_by);
            view! {
                <tr>
                    <th scope="row">{claim.title.as_str()}</th>
                    <td>{format!("{} ({})", claim.who, claim.sells)}</td>
                    <td>{when}{old.then_some(" (old)")}</td>
                    <td>{claim.licence.as_str()}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="scroll-x">
            <table>
                <caption>{"What pay figures rest on. The pay table made from the survey is itself under the survey's licence."}</caption>
                <thead>
                    <tr>
                        <th scope="col">{"Source"}</th>
                        <th scope="col">{"Publisher (and what they sell)"}</th>
                        <th scope="col">{"As of"}</th>
                        <th scope="col">{"License"}</th>
                    </tr>
                </thead>
                <tbody>{surveys}{claims}</tbody>
            </table>
        </div>
        <h3>{"Sources of the guide"}</h3>
        <References sources=&dataset().guide.sources />
    }
}
