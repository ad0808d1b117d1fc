//! Reads untrusted files of answers and selects the sessions for a fit.

use std::io::Read;
use std::path::Path;

use which_end_core::quiz::conduct::FEWEST_FOR_FIT;
use which_end_core::quiz::item::ItemBank;
use which_end_core::quiz::model::{BankModel, category};
use which_end_core::quiz::responses::{self, LONGEST, Pressed, SessionAnswers};
use which_end_core::quiz::session::{Answer, Response};

use super::expect::Respondent;

/// Maximum number of sessions: some 50 megabytes of memory.
const MOST_SESSIONS: usize = 200_000;

/// The usable content of the files.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// Sessions for the fit. Their order does not depend on the files' names.
    pub(super) people: Vec<Respondent>,
    pub(super) files: usize,
    /// A sentence for each file that was skipped.
    pub(super) set_aside: Vec<String>,
    pub(super) left_out: LeftOut,
}

/// Numbers of answers and sessions that were read and not used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct LeftOut {
    /// Answers to items that the bank does not have, or not in that version.
    pub(super) answers: usize,
    /// Sessions with fewer than [`FEWEST_FOR_FIT`] answers: too few to detect careless answers.
    pub(super) short: usize,
    /// Sessions that look careless, by the report's own rule.
    pub(super) careless: usize,
    /// Sessions that occur twice, or that are the beginning of another one.
    pub(super) repeated: usize,
}

/// Reads every file of a folder, in the order of their names. An invalid file is skipped with a sentence.
pub(super) fn gather(folder: &Path, bank: &ItemBank) -> Result<Gathered, String> {
    let unreadable =
        |error: std::io::Error| format!("{}: cannot be read ({error})", folder.display());
    let mut paths = std::fs::read_dir(folder)
        .map_err(unreadable)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(unreadable)?;
    paths.sort();
    let model = BankModel::new(bank);
    let mut gathered = Gathered::default();
    let mut runs = Vec::new();
    for path in paths {
        match read(&path) {
            Ok(file) => {
                gathered.files += 1;
                for SessionAnswers { answers } in file {
                    take(&model, &answers, &mut runs, &mut gathered.left_out);
                }
            }
            Err(why) => gathered
                .set_aside
                .push(format!("{} was set aside: {why}.", path.display())),
        }
        if runs.len() > MOST_SESSIONS {
            return Err(format!(
                "there are more than {MOST_SESSIONS} runs; fit to a part of the files"
            ));
        }
    }
    gathered.people = deduplicated(runs, &mut gathered.left_out)
        .iter()
        .map(|run| respondent(bank, run))
        .collect();
    Ok(gathered)
}

fn read(path: &Path) -> Result<Vec<SessionAnswers>, String> {
    let unreadable = |error: std::io::Error| format!("it cannot be read ({error})");
    if !std::fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err("it is not a file".to_owned());
    }
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .map_err(unreadable)?
        // One byte more than allowed, so that core's own reader reports that the file is too long.
        .take(LONGEST as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    let text = String::from_utf8(bytes).map_err(|_| "it is not text".to_owned())?;
    let file = responses::read(&text).map_err(|error| error.to_string())?;
    Ok(file.runs)
}

/// Adds a session if it can be used.
pub(super) fn take(
    model: &BankModel<'_>,
    answers: &[Answer],
    runs: &mut Vec<Vec<Pressed>>,
    left_out: &mut LeftOut,
) {
    let pressed = responses::pressed(model, answers);
    let given = answers
        .iter()
        .filter(|answer| answer.response != Response::Skipped)
        .count();
    left_out.answers += given - pressed.len();
    if pressed.len() < FEWEST_FOR_FIT {
        left_out.short += 1;
    } else if responses::caution(model, &pressed).is_some() {
        left_out.careless += 1;
    } else {
        runs.push(pressed);
    }
}

/// Removes repetitions and sorts. A visitor who saves a file after each session exports the first one repeatedly, and
/// one who continues after saving exports its beginning. Items are random, so two people hardly ever give the same
/// answers to the same items.
fn deduplicated(mut runs: Vec<Vec<Pressed>>, left_out: &mut LeftOut) -> Vec<Vec<Pressed>> {
    runs.sort();
    let mut unique: Vec<Vec<Pressed>> = Vec::with_capacity(runs.len());
    for run in runs {
        // In this order, a beginning comes right before its continuation.
        match unique.last_mut() {
            Some(last) if run.starts_with(last) => {
                left_out.repeated += 1;
                *last = run;
            }
            _ => unique.push(run),
        }
    }
    unique
}

/// A session in terms of the fit, without checks, which do not measure the traits.
pub(super) fn respondent(bank: &ItemBank, run: &[Pressed]) -> Respondent {
    run.iter()
        .filter(|pressed| bank.items[pressed.item].body.measures())
        .filter_map(|pressed| {
            let category = category(&bank.items[pressed.item].body, pressed.choice)?;
            Some((
                u16::try_from(pressed.item).ok()?,
                u8::try_from(category).ok()?,
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use which_end_content::items;
    use which_end_core::quiz::session::{Session, Step};

    use super::*;
    use crate::calibrate::BANK;
    use crate::simulate::condition::Noise;
    use crate::simulate::form::take as answer_up_to;
    use crate::simulate::person::{Person, truths};
    use crate::simulate::rng::Rng;

    /// A temporary folder, removed when the test ends.
    struct Folder(std::path::PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path =
                std::env::temp_dir().join(format!("which-end-{name}-{}", std::process::id()));
            std::fs::create_dir_all(&path).expect("a folder");
            Self(path)
        }

        fn put(&self, name: &str, bytes: &[u8]) {
            std::fs::write(self.0.join(name), bytes).expect("a file");
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            // If it cannot be removed, it stays in the temporary folder.
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    fn session(bank: &ItemBank, seed: u64, most: usize) -> Session {
        let model = BankModel::new(bank);
        let mut rng = Rng::new(&[seed]);
        let items = truths(bank, Noise::default(), &mut Rng::new(&[0]));
        let person = Person::draw(Noise::default(), &mut rng);
        let mut session = Session::new(seed);
        session.keep_going();
        answer_up_to(&model, &items, &person, &mut rng, &mut session, most);
        session
    }

    /// Protects the fit from counting anybody twice and from what no page wrote, and the good files from the bad ones.
    #[test]
    fn bad_files_are_set_aside_and_repeated_runs_count_once() {
        let bank = items::read(BANK).expect("the bank is sound");
        let folder = Folder::new("gather");
        let (one, other) = (session(&bank, 6, 20), session(&bank, 2, 20));
        let longer = session(&bank, 6, 30);
        let mut straight = Session::new(3);
        while let Step::Ask { .. } = straight.step(&bank) {
            straight
                .respond(&bank, Response::Choice(1))
                .expect("every item has two choices");
        }
        let text = |runs: &[&Session]| responses::write(&bank, runs.iter().copied());
        folder.put("a.json", text(&[&one]).as_bytes());
        folder.put("b.json", text(&[&one, &other]).as_bytes());
        folder.put("c.json", text(&[&longer]).as_bytes());
        folder.put(
            "d.json",
            text(&[&straight, &session(&bank, 4, 5)]).as_bytes(),
        );
        let older = text(&[&session(&bank, 5, 20)]).replacen(
            "\"version\":1,\"response\"",
            "\"version\":7,\"response\"",
            3,
        );
        folder.put("e.json", older.as_bytes());
        folder.put("f.json", b"{\"format\": \"else\", \"version\": 1}");
        folder.put("g.json", &[0xff, 0xfe, 0x00]);
        folder.put(
            "h.json",
            text(&[&one])
                .replace("\"version\":1,\"bank\"", "\"version\":9,\"bank\"")
                .as_bytes(),
        );
        folder.put("i.json", &vec![b' '; LONGEST + 1]);
        std::fs::create_dir_all(folder.0.join("j.json")).expect("a folder");

        let gathered = gather(&folder.0, &bank).expect("the folder is there");
        assert_eq!(gathered.files, 5);
        assert_eq!(
            gathered.left_out,
            LeftOut {
                answers: 3,
                short: 1,
                careless: 1,
                repeated: 2
            }
        );
        let mut lengths: Vec<usize> = gathered.people.iter().map(|run| run.len()).collect();
        lengths.sort_unstable();
        assert_eq!(lengths, [17, 20, 30]);
        let sentences = gathered.set_aside.join("\n");
        for words in [
            "f.json was set aside: it is not a file of Which End answers",
            "g.json was set aside: it is not text",
            "h.json was set aside: it is of version 9",
            "i.json was set aside: it is longer than",
            "j.json was set aside: it is not a file",
        ] {
            assert!(
                sentences.contains(words),
                "“{words}” was not said: {sentences}"
            );
        }
        assert!(gather(&folder.0.join("nowhere"), &bank).is_err());
    }
}
