//! Reads and writes files with one entry per line, which people can read and compare.

use std::path::Path;

use serde::{Deserialize, Serialize};
use which_end_core::pay::model::PayModel;
use which_end_core::pay::query::{CountryCode, Role, Tier};

/// Percentiles 10, 25, 50, 75 and 90 as logarithms of USD.
pub(crate) type Logs = [f64; 5];

/// The pay model.
pub(super) fn model(model: &PayModel) -> Result<String, serde_json::Error> {
    let PayModel {
        year,
        sources,
        floor_usd,
        cut_year,
        base,
        base_country,
        roles,
        experience,
        regions,
        countries,
        areas,
        technologies,
        role_technologies,
        workplace,
        sizes,
        manages,
        calibration,
        trial,
        checks,
    } = model;
    let mut text = String::from("{\n");
    field(&mut text, "year", year)?;
    list(&mut text, "sources", sources)?;
    field(&mut text, "floor_usd", floor_usd)?;
    field(&mut text, "cut_year", cut_year)?;
    field(&mut text, "base", base)?;
    field(&mut text, "base_country", base_country)?;
    list(&mut text, "roles", roles)?;
    list(&mut text, "experience", experience)?;
    list(&mut text, "regions", regions)?;
    list(&mut text, "countries", countries)?;
    field(&mut text, "areas", areas)?;
    list(&mut text, "technologies", technologies)?;
    list(&mut text, "role_technologies", role_technologies)?;
    field(&mut text, "workplace", workplace)?;
    list(&mut text, "sizes", sizes)?;
    field(&mut text, "manages", manages)?;
    field(&mut text, "calibration", calibration)?;
    field(&mut text, "trial", trial)?;
    list(&mut text, "checks", checks)?;
    end(&mut text);
    Ok(text)
}

/// Percentiles of a plain group, in log USD.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Group {
    /// The role.
    pub(super) role: Role,
    /// The country; `None` for the role in all countries.
    pub(super) country: Option<CountryCode>,
    /// The tier; `None` for the whole country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) tier: Option<Tier>,
    /// The percentiles.
    pub(super) logs: Logs,
}

/// The plain percentiles that the model is compared with.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Groups {
    /// Roles, roles in countries, and those by tier.
    pub(super) groups: Vec<Group>,
}

/// The baselines.
pub(super) fn baselines(groups: &[Group]) -> Result<String, serde_json::Error> {
    let mut text = String::from("{\n");
    list(&mut text, "groups", groups)?;
    end(&mut text);
    Ok(text)
}

/// Reads a file in any of these formats.
pub(super) fn read<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, String> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("{}: cannot be read ({error})", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

fn field(text: &mut String, name: &str, value: &impl Serialize) -> Result<(), serde_json::Error> {
    text.extend(["\"", name, "\": ", &serde_json::to_string(value)?, ",\n"]);
    Ok(())
}

fn list<T: Serialize>(
    text: &mut String,
    name: &str,
    values: &[T],
) -> Result<(), serde_json::Error> {
    let lines: Vec<String> = values
        .iter()
        .map(serde_json::to_string)
        .collect::<Result<_, _>>()?;
    text.extend(["\"", name, "\": [\n", &lines.join(",\n"), "\n],\n"]);
    Ok(())
}

/// Removes the last comma and closes the object.
fn end(text: &mut String) {
    text.truncate(text.trim_end_matches(",\n").len());
    text.push_str("\n}\n");
}
