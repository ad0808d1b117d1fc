//! `items`: reports every error in the file of questions with its line, or summarizes the bank.

mod list;
mod summary;

use std::path::{Path, PathBuf};

use which_end_content::items;

#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Question bank; the project's own without this
    #[arg(long, value_name = "FILE", default_value_os_t = the_bank(), hide_default_value = true)]
    bank: PathBuf,
    /// One line for each item instead of a summary
    #[arg(long)]
    list: bool,
}

/// The project's bank, whatever the working directory is.
pub(crate) fn the_bank() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/data/items.json")
}

/// Runs the command.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    print!("{}", answer(options)?);
    Ok(())
}

fn answer(options: &Options) -> Result<String, String> {
    let text = std::fs::read_to_string(&options.bank)
        .map_err(|error| format!("{}: cannot be read ({error})", options.bank.display()))?;
    report(&text, options.list).map_err(|problems| {
        // The file name, as the user knows it.
        let name = options.bank.file_name().unwrap_or(options.bank.as_os_str());
        let lines: Vec<String> = problems
            .iter()
            .map(|problem| format!("{}: {problem}.", name.display()))
            .collect();
        let count = match lines.len() {
            1 => "1 problem. Mend it".to_owned(),
            more => format!("{more} problems. Mend them"),
        };
        format!(
            "{}\n\n{count} in the file, save, and run this again.",
            lines.join("\n")
        )
    })
}

fn report(text: &str, as_list: bool) -> Result<String, Vec<items::ItemError>> {
    let bank = items::read(text)?;
    let levels = summary::levels(text);
    Ok(if as_list {
        list::list(&bank, &levels)
    } else {
        summary::summary(&bank, &levels)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn real() -> String {
        std::fs::read_to_string(the_bank()).expect("the project's own bank")
    }

    #[test]
    fn a_summary_counts_every_item_once_and_says_that_nobody_has_answered() {
        let said = report(&real(), false).expect("the bank that ships is sound");
        let bank = items::read(&real()).expect("the bank that ships is sound");
        for part in [
            format!(
                "version {}: {} items",
                bank.version,
                bank.measuring().count()
            ),
            format!("{} uncalibrated, 0 respondents", bank.measuring().count()),
            "Reading grade: median ".to_owned(),
        ] {
            assert!(said.contains(&part), "“{part}” is missing in:\n{said}");
        }
        // The rows of the table are facets, and a pair is in two of them.
        let pairs = bank
            .measuring()
            .filter(|item| item.body.side().is_none())
            .count();
        let sum: usize = said
            .lines()
            .filter(|line| line.starts_with("  B") || line.starts_with("  F"))
            .filter_map(|line| line.split_whitespace().last()?.parse::<usize>().ok())
            .sum();
        assert_eq!(sum, bank.measuring().count() + pairs);
    }

    #[test]
    fn a_list_has_one_line_for_each_item_with_what_is_used_for_it() {
        let said = report(&real(), true).expect("the bank that ships is sound");
        let bank = items::read(&real()).expect("the bank that ships is sound");
        assert_eq!(said.lines().count(), bank.items.len() + 1);
        let line = said
            .lines()
            .find(|line| line.starts_with("p-cinema-seats "))
            .expect("the pair is listed");
        for word in ["pair", "data+layout", "1.40", "0.00", "uncalibrated"] {
            assert!(line.contains(word), "{word} in {line}");
        }
    }

    #[test]
    fn every_problem_is_told_with_file_line_and_what_to_do() {
        let folder = std::env::temp_dir().join(format!("which-end-items-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for the test");
        let file = folder.join("mine.json");
        let broken = real().replacen("\"level\": 3", "\"level\": 8", 1).replacen(
            "\"why\": \"Asking",
            "\"wy\": \"Asking",
            1,
        );
        std::fs::write(&file, broken).expect("a file for the test");
        let said = answer(&Options {
            bank: file,
            list: false,
        });
        std::fs::remove_dir_all(&folder).expect("the test's own folder");
        let said = said.expect_err("two faults");
        for part in [
            "mine.json: item “b1-library-loans” (line ",
            "its level is 8; a level is 1, 2, 3, 4 or 5.",
            "mine.json: item “b1-shop-sales” (line ",
            "(did you mean “why”?)",
            "2 problems. Mend them",
        ] {
            assert!(said.contains(part), "“{part}” is missing in:\n{said}");
        }
    }
}
