//! Lists the bank, one line for each item.

use std::fmt::Write as _;

use which_end_content::items::reading::Passage;
use which_end_core::quiz::item::ItemBank;

use super::summary::{KINDS, facet_name, kind, shown};

pub(super) fn list(bank: &ItemBank, levels: &[u8]) -> String {
    let mut said = format!(
        "{:<32} {:>7} {:<9} {:<26} {:>5} {:>5} {:>6} {:>7} calibration\n",
        "item", "version", "kind", "facet", "level", "a", "b", "grade"
    );
    for (item, level) in bank.items.iter().zip(levels) {
        let facets: Vec<String> = item.body.facets().map(facet_name).collect();
        let grade = Passage::of(item)
            .grade()
            .map_or_else(|| "–".to_owned(), shown);
        let calibration = match item.parameters.respondents {
            0 => "uncalibrated, 0 respondents".to_owned(),
            people => format!("{people} respondents"),
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            said,
            "{:<32} {:>7} {:<9} {:<26} {level:>5} {:>5.2} {:>6.2} {grade:>7} {calibration}",
            item.id.as_str(),
            item.version,
            KINDS[kind(&item.body)],
            facets.join("+"),
            item.parameters.discrimination,
            item.parameters.location,
        );
    }
    said
}
