//! Converts the survey's wording to the types of the pay query. It knows the wording of all years and of the official
//! files, so that next year's file is likely to work.

use which_end_core::pay::query::{CompanySize, Manages, Role, Technology, Workplace, Years};

/// The role of a survey label; `None` for work that the model does not know.
pub(super) fn role(label: &str) -> Option<Role> {
    match label {
        "Developer, back-end" => Some(Role::BackEnd),
        "Developer, front-end" => Some(Role::FrontEnd),
        "Developer, full-stack" => Some(Role::FullStack),
        "Developer, mobile" => Some(Role::Mobile),
        "Developer, desktop or enterprise applications" => Some(Role::Desktop),
        "Developer, embedded applications or devices" => Some(Role::Embedded),
        "DevOps engineer or professional"
        | "DevOps specialist"
        | "Cloud infrastructure engineer"
        | "Engineer, site reliability" => Some(Role::Devops),
        "Data engineer" | "Engineer, data" => Some(Role::DataEngineer),
        "Data scientist or machine learning specialist" | "Data scientist" | "AI/ML engineer" => {
            Some(Role::DataScientist)
        }
        "Architect, software or solutions" => Some(Role::Architect),
        "Engineering manager" => Some(Role::EngineeringManager),
        _ => None,
    }
}

/// A number in the formats of surveys and spreadsheets: `61256.0`, `61,256`; years also in words. `None` for other
/// text.
pub(super) fn number(text: &str) -> Option<f64> {
    match text {
        "Less than 1 year" => Some(0.0),
        "More than 50 years" => Some(f64::from(Years::MAX)),
        _ => text
            .replace(',', "")
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite()),
    }
}

/// Rounds half years down. More than core's maximum counts as the maximum.
pub(super) fn whole_years(years: f64) -> Option<Years> {
    if !(0.0..=100.0).contains(&years) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to be 0 to 100"
    )]
    Years::new((years as u8).min(Years::MAX))
}

/// Estimates years of work from years of coding, which include school and study: seven in ten, the rule with the
/// smallest error on the 2025 rows that have both (1.2 years on average, up to 12). It is needed because the public
/// copy with years of work has no pay under 10,000 USD: without the other rows, pay in low-pay countries would be far
/// too high.
pub(super) fn years_worked_out(years_code: f64) -> Option<Years> {
    whole_years(years_code * 0.7)
}

/// The names in a list of the survey, each once, in order.
pub(super) fn technologies(list: &str) -> Vec<Technology> {
    let mut names: Vec<Technology> = list
        .split(';')
        .map(str::trim)
        .filter_map(technology)
        .collect();
    names.sort();
    names.dedup();
    names
}

/// The survey's spelling, except for names that changed their case between years or are in capitals.
fn technology(name: &str) -> Option<Technology> {
    Technology::new(match name {
        "Bash/Shell (all shells)" => "Bash/Shell",
        "Cobol" => "COBOL",
        "ASP.NET CORE" => "ASP.NET Core",
        name => name,
    })
}

pub(super) fn workplace(text: &str) -> Option<Workplace> {
    match text {
        "In-person" => Some(Workplace::InPerson),
        // The 2025 copy of the survey merges hybrid with “your choice” and with a few blanks.
        "Remote" | "Hybrid (some remote, some in-person)" | "Hybrid/choice/not stated" => {
            Some(Workplace::RemoteOrHybrid)
        }
        _ => None,
    }
}

/// The band, in each year's notation: `1000-4999`, `1,000-4,999` or `1,000 to 4,999 employees`. Freelancers, people who
/// do not know, and blanks count as not stated.
pub(super) fn size(text: &str) -> Option<CompanySize> {
    let plain = text
        .trim_end_matches(" employees")
        .replace(',', "")
        .replace(" to ", "-");
    match plain.as_str() {
        "2-9" | "10-19" | "Less than 20" => Some(CompanySize::From2),
        "20-99" => Some(CompanySize::From20),
        "100-499" => Some(CompanySize::From100),
        "500-999" => Some(CompanySize::From500),
        "1000-4999" | "5000-9999" => Some(CompanySize::From1000),
        "10000 or more" => Some(CompanySize::From10000),
        _ => None,
    }
}

/// 2023 and 2024 have words, the copy of 2025 a number.
pub(super) fn manages(words: &str, number: &str) -> Option<Manages> {
    match (words, number) {
        ("Individual contributor", _) | ("", "0" | "0.0") => Some(Manages::IndividualContributor),
        ("People manager", _) | ("", "1" | "1.0") => Some(Manages::PeopleManager),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_beyond_the_bound_are_held_at_it() {
        assert_eq!(whole_years(99.0).map(Years::get), Some(Years::MAX));
        assert_eq!(whole_years(0.5).map(Years::get), Some(0));
        assert_eq!(whole_years(-1.0), None);
        assert_eq!(whole_years(f64::NAN), None);
    }

    #[test]
    fn a_size_is_the_same_band_in_every_years_wording() {
        for wording in ["1000-4999", "1,000-4,999", "1,000 to 4,999 employees"] {
            assert_eq!(size(wording), Some(CompanySize::From1000), "{wording}");
        }
        for wording in ["10,000 or more", "10,000 or more employees"] {
            assert_eq!(size(wording), Some(CompanySize::From10000), "{wording}");
        }
        for wording in [
            "",
            "I don’t know",
            "Just me - I am a freelancer, sole proprietor, etc.",
        ] {
            assert_eq!(size(wording), None, "{wording}");
        }
    }

    #[test]
    fn leading_people_is_read_from_words_and_from_the_number() {
        assert_eq!(manages("People manager", ""), manages("", "1.0"));
        assert_eq!(manages("Individual contributor", ""), manages("", "0.0"));
        assert_eq!(manages("", ""), None);
    }
}
