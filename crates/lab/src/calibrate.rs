//! `calibrate`: estimates item parameters from files of anonymous answers, or proves that the fit recovers known ones.

mod accept;
mod benefit;
mod curve;
mod expect;
mod fit;
mod gather;
mod maximize;
mod prove;
mod recovery;
mod text;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use which_end_content::items;
use which_end_core::quiz::item::ItemBank;

use fit::{Fit, Progress};
use gather::{Gathered, LeftOut, gather};

/// The bank of the page, for tests.
#[cfg(test)]
const BANK: &str = include_str!("../../../assets/data/items.json");

/// Number of iterations between two lines of progress.
const PROGRESS_EVERY: usize = 10;

#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Folder of files of answers to fit the items to
    #[arg(
        long,
        value_name = "DIR",
        required_unless_present = "prove",
        conflicts_with = "prove"
    )]
    responses: Option<PathBuf>,
    /// Question bank
    #[arg(long, value_name = "FILE", default_value = "assets/data/items.json")]
    bank: PathBuf,
    /// Where the new bank goes; beside the old one, as items.calibrated.json, without this
    #[arg(long, value_name = "FILE", conflicts_with = "prove")]
    out: Option<PathBuf>,
    /// Fit to simulated people and compare with their known parameters
    #[arg(long)]
    prove: bool,
    #[arg(
        long,
        value_name = "N",
        default_value_t = 1,
        conflicts_with = "responses"
    )]
    seed: u64,
    /// Print JSON instead of tables
    #[arg(long, conflicts_with = "responses")]
    json: bool,
}

/// Runs the command.
pub(crate) fn run(options: Options) -> Result<(), String> {
    let path = &options.bank;
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("{}: cannot be read ({error})", path.display()))?;
    let bank = sound(&text).map_err(|why| format!("{} is not sound:\n{why}", path.display()))?;
    match &options.responses {
        Some(responses) => {
            let out = options.out.unwrap_or_else(|| beside(path));
            new_bank(&text, &bank, responses, &out)
        }
        None => prove::prove(&text, &bank, options.seed, options.json),
    }
}

/// The default path of the new bank: `items.json` becomes `items.calibrated.json`.
fn beside(bank: &Path) -> PathBuf {
    bank.with_extension("calibrated.json")
}

fn sound(text: &str) -> Result<ItemBank, String> {
    items::read(text).map_err(|problems| {
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        said.join("\n")
    })
}

/// Fits the bank to a folder of answers and writes a new one, printing each step.
fn new_bank(text: &str, bank: &ItemBank, responses: &Path, out: &Path) -> Result<(), String> {
    let gathered = gather(responses, bank)?;
    tell_gathered(&gathered);
    let Gathered { people, .. } = gathered;
    if people.is_empty() {
        return Err("there is no run to fit to, so no bank is written.".to_owned());
    }
    let fitted = fit::fit(bank, &people, tell_progress);
    if !fitted.settled {
        return Err(format!(
            "the fit did not settle in {} iterations, so no bank is written.",
            fitted.iterations
        ));
    }
    println!("The fit settled after {} iterations.", fitted.iterations);
    let calibrations = calibrations(bank, &fitted);
    if calibrations.is_empty() {
        println!("No item has its calibration yet, so no bank is written.");
        return Ok(());
    }
    let new = text::edited(text, &calibrations)?;
    sound(&new).map_err(|why| format!("the new bank would not be sound:\n{why}"))?;
    std::fs::write(out, new)
        .map_err(|error| format!("{}: cannot be written ({error})", out.display()))?;
    println!(
        "{} of {} items are calibrated in {}.",
        calibrations.len(),
        bank.items.len(),
        out.display()
    );
    Ok(())
}

fn tell_gathered(gathered: &Gathered) {
    for sentence in &gathered.set_aside {
        eprintln!("{sentence}");
    }
    let LeftOut {
        answers,
        short,
        careless,
        repeated,
    } = gathered.left_out;
    println!(
        "{} files, {} set aside. {} runs to fit to.",
        gathered.files,
        gathered.set_aside.len(),
        gathered.people.len()
    );
    println!(
        "Left out: {short} runs with too few answers, {careless} that look careless, {repeated} given twice, \
        and {answers} answers to items that this bank has not, or has in another version."
    );
}

fn tell_progress(progress: Progress) {
    if progress.iteration == 1 || progress.iteration.is_multiple_of(PROGRESS_EVERY) {
        println!(
            "iteration {}: log posterior {:.3}, largest change {:.4}",
            progress.iteration, progress.log_posterior, progress.largest_change
        );
    }
}

/// The calibrations of all items that pass the rule. Prints the reason for each of the others.
fn calibrations(bank: &ItemBank, fitted: &Fit) -> BTreeMap<String, String> {
    let mut calibrations = BTreeMap::new();
    let measuring = bank.items.iter().zip(&fitted.items);
    for (item, fitted) in measuring.filter(|(item, _)| item.body.measures()) {
        let name = item.id.as_str();
        match accept::reason_to_reject(fitted) {
            None => {
                calibrations.insert(name.to_owned(), text::calibration(fitted));
            }
            Some(why) if item.parameters.respondents == 0 => {
                println!("{name} stays uncalibrated: {why}.");
            }
            Some(why) => println!("{name} keeps the calibration it has: {why}."),
        }
    }
    calibrations
}

#[cfg(test)]
mod tests {
    use which_end_core::quiz::model::steps;

    use super::*;
    use crate::simulate::condition::Noise;
    use crate::simulate::person::{Person, truths};
    use crate::simulate::rng::Rng;

    /// Protects the bank: it is overwritten only where its own name is given.
    #[test]
    fn the_new_bank_is_written_beside_the_old_one() {
        assert_eq!(
            beside(Path::new("data/items.json")),
            Path::new("data/items.calibrated.json")
        );
    }

    /// Protects the whole way from a folder of files to a bank that the page can be built from.
    #[test]
    fn a_folder_of_answers_becomes_a_new_bank() {
        let bank = sound(BANK).expect("the bank is sound");
        let folder =
            std::env::temp_dir().join(format!("which-end-calibrate-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let truth = truths(&bank, Noise::default(), &mut Rng::new(&[21]));
        for file in 0..45_u64 {
            let runs: Vec<serde_json::Value> = (0..20)
                .map(|run| {
                    let mut rng = Rng::new(&[22, file, run]);
                    let person = Person::draw(Noise::default(), &mut rng);
                    let mut left: Vec<usize> = (0..bank.items.len()).collect();
                    let mut answer = || {
                        let at = left.swap_remove(rng.below(left.len()));
                        let item = &bank.items[at];
                        let response = person.answer(item, truth[at], &mut rng);
                        serde_json::json!({"item": item.id, "version": item.version, "response": response})
                    };
                    let answers: Vec<_> = (0..24).map(|_| answer()).collect();
                    serde_json::json!({ "answers": answers })
                })
                .collect();
            let text = serde_json::json!({"format": "which-end-responses", "version": 1, "bank": 1, "runs": runs});
            std::fs::write(folder.join(format!("{file}.json")), text.to_string()).expect("a file");
        }
        let out = folder.join("new-bank");
        let done = new_bank(BANK, &bank, &folder, &out);
        let new = std::fs::read_to_string(&out);
        std::fs::remove_dir_all(&folder).expect("the folder can be removed");

        done.expect("a bank is written");
        let new = sound(&new.expect("the bank is there")).expect("the new bank is sound");
        assert_eq!(new.version, bank.version + 1);
        let fitted = |kind: fn(usize) -> bool| {
            let items = new.items.iter().zip(&bank.items);
            items
                .filter(|(item, _)| item.parameters.respondents > 0)
                .filter(|(item, old)| kind(steps(item).len()) && steps(item) != steps(old))
                .count()
        };
        assert!(
            fitted(|steps| steps == 4) > 10,
            "{}",
            fitted(|steps| steps == 4)
        );
        // Tasks have too little information for so few people.
        assert!(
            new.items
                .iter()
                .zip(&bank.items)
                .any(|(item, old)| item == old)
        );
    }
}
