//! The fragment of the address, after the `#`.

use super::{Judgement, Verdict, hold};

// The page's own reader, as it stands: the page is a crate for the browser, and this file of it needs none.
#[path = "../../../../src/route.rs"]
#[expect(
    dead_code,
    unreachable_pub,
    reason = "the page uses the rest of it, under its own roof"
)]
mod route;

use route::Fragment;

pub(super) fn seeds() -> Vec<String> {
    [
        "",
        "#",
        "#/",
        "#/quiz",
        "#/result",
        "#/shared?r=1AAB",
        "#/pay?role=back-end",
        "#/guide",
        "#/guide/back-end",
        "#/guide/front-end/",
        "#/about",
        "#/sources",
        "#main",
    ]
    .map(str::to_owned)
    .to_vec()
}

pub(super) fn judge(text: &str) -> Judgement {
    match Fragment::read(text) {
        Fragment::Room(room) => {
            hold(
                Fragment::read(room.href()) == Fragment::Room(room),
                "a room's own link leads to it",
            )?;
            let path = text.split('?').next().unwrap_or_default();
            hold(
                path.len() <= "#/guide/front-end/try/".len(),
                "nothing longer than the name of a room is one",
            )?;
            Ok(Verdict::Accepted)
        }
        // The visitor is told, or it is none of ours: either way the words are the page's own.
        Fragment::Unknown | Fragment::Foreign => Ok(Verdict::Refused),
    }
}
