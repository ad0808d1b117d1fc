//! The survey's country names, with ISO codes, common names and regions.
//!
//! Regions group countries that are geographically close and have similar pay; estimates of countries in a region share
//! information. The grouping is ours.

use which_end_core::pay::query::CountryCode;

/// Regions, in the order of the model. The first is the base country alone, whose rows determine how steeply pay rises
/// without any region's slope.
pub(crate) const REGIONS: [&str; 11] = [
    "United States",
    "Western and Northern Europe",
    "Southern Europe",
    "Central and South-Eastern Europe",
    "Eastern Europe and Central Asia",
    "Latin America and the Caribbean",
    "South Asia",
    "East and South-East Asia",
    "Middle East and North Africa",
    "Sub-Saharan Africa",
    "Canada and Oceania",
];

/// A country of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Country {
    /// ISO 3166 alpha-2.
    code: &'static str,
    /// Common English name.
    pub(crate) name: &'static str,
    /// Index in [`REGIONS`].
    pub(crate) region: u8,
}

impl Country {
    /// The code as core's type.
    pub(crate) fn code(self) -> Option<CountryCode> {
        CountryCode::new(self.code)
    }
}

/// The country with a survey name. `None` for names that are no country (“Nomadic”), or that the survey does not use.
pub(crate) fn by_survey_name(name: &str) -> Option<Country> {
    let name = match name {
        "United States of America" => "United States",
        "United Kingdom of Great Britain and Northern Ireland" => "United Kingdom",
        "Czech Republic" => "Czechia",
        "Russian Federation" => "Russia",
        "Iran, Islamic Republic of..." => "Iran",
        "Hong Kong (S.A.R.)" => "Hong Kong",
        "Venezuela, Bolivarian Republic of..." => "Venezuela",
        "Viet Nam" => "Vietnam",
        "Republic of Korea" => "South Korea",
        "Republic of Moldova" => "Moldova",
        "Syrian Arab Republic" => "Syria",
        "Republic of North Macedonia" => "North Macedonia",
        "Libyan Arab Jamahiriya" => "Libya",
        "United Republic of Tanzania" => "Tanzania",
        "Democratic Republic of the Congo" => "Congo (Kinshasa)",
        "Congo, Republic of the..." => "Congo (Brazzaville)",
        "Brunei Darussalam" => "Brunei",
        "Lao People's Democratic Republic" => "Laos",
        other => other,
    };
    by_name(name)
}

/// The country with a common name.
fn by_name(name: &str) -> Option<Country> {
    TABLE
        .iter()
        .find(|(_, known, _)| *known == name)
        .map(|&(code, name, region)| Country { code, name, region })
}

/// The country with a code.
pub(crate) fn by_code(code: &CountryCode) -> Option<Country> {
    TABLE
        .iter()
        .find(|(known, _, _)| *known == code.as_str())
        .map(|&(code, name, region)| Country { code, name, region })
}

#[rustfmt::skip]
const TABLE: &[(&str, &str, u8)] = &[
    ("US", "United States", 0), ("CA", "Canada", 10),
    ("GB", "United Kingdom", 1), ("IE", "Ireland", 1), ("IM", "Isle of Man", 1), ("DE", "Germany", 1),
    ("FR", "France", 1), ("NL", "Netherlands", 1), ("BE", "Belgium", 1), ("LU", "Luxembourg", 1),
    ("AT", "Austria", 1), ("CH", "Switzerland", 1), ("LI", "Liechtenstein", 1), ("SE", "Sweden", 1),
    ("NO", "Norway", 1), ("DK", "Denmark", 1), ("FI", "Finland", 1), ("IS", "Iceland", 1),
    ("AU", "Australia", 10), ("NZ", "New Zealand", 10), ("FJ", "Fiji", 10), ("WS", "Samoa", 10),
    ("IT", "Italy", 2), ("ES", "Spain", 2), ("PT", "Portugal", 2), ("GR", "Greece", 2), ("MT", "Malta", 2),
    ("CY", "Cyprus", 2), ("AD", "Andorra", 2), ("MC", "Monaco", 2), ("SM", "San Marino", 2),
    ("PL", "Poland", 3), ("CZ", "Czechia", 3), ("SK", "Slovakia", 3), ("HU", "Hungary", 3), ("RO", "Romania", 3),
    ("BG", "Bulgaria", 3), ("SI", "Slovenia", 3), ("HR", "Croatia", 3), ("RS", "Serbia", 3),
    ("BA", "Bosnia and Herzegovina", 3), ("MK", "North Macedonia", 3), ("AL", "Albania", 3), ("ME", "Montenegro", 3),
    ("XK", "Kosovo", 3), ("EE", "Estonia", 3), ("LV", "Latvia", 3), ("LT", "Lithuania", 3),
    ("UA", "Ukraine", 4), ("RU", "Russia", 4), ("BY", "Belarus", 4), ("MD", "Moldova", 4), ("GE", "Georgia", 4),
    ("AM", "Armenia", 4), ("AZ", "Azerbaijan", 4), ("KZ", "Kazakhstan", 4), ("KG", "Kyrgyzstan", 4),
    ("UZ", "Uzbekistan", 4), ("TM", "Turkmenistan", 4), ("TJ", "Tajikistan", 4), ("MN", "Mongolia", 4),
    ("BR", "Brazil", 5), ("MX", "Mexico", 5), ("AR", "Argentina", 5), ("CO", "Colombia", 5), ("CL", "Chile", 5),
    ("UY", "Uruguay", 5), ("EC", "Ecuador", 5), ("GT", "Guatemala", 5), ("PE", "Peru", 5), ("VE", "Venezuela", 5),
    ("PY", "Paraguay", 5), ("DO", "Dominican Republic", 5), ("CR", "Costa Rica", 5), ("BO", "Bolivia", 5),
    ("SV", "El Salvador", 5), ("HN", "Honduras", 5), ("NI", "Nicaragua", 5), ("PA", "Panama", 5), ("CU", "Cuba", 5),
    ("GY", "Guyana", 5), ("SR", "Suriname", 5), ("JM", "Jamaica", 5), ("TT", "Trinidad and Tobago", 5),
    ("LC", "Saint Lucia", 5), ("HT", "Haiti", 5), ("AG", "Antigua and Barbuda", 5), ("BS", "Bahamas", 5),
    ("BB", "Barbados", 5), ("BZ", "Belize", 5),
    ("IN", "India", 6), ("PK", "Pakistan", 6), ("BD", "Bangladesh", 6), ("LK", "Sri Lanka", 6), ("NP", "Nepal", 6),
    ("MV", "Maldives", 6), ("BT", "Bhutan", 6), ("AF", "Afghanistan", 6),
    ("CN", "China", 7), ("JP", "Japan", 7), ("KR", "South Korea", 7), ("TW", "Taiwan", 7), ("HK", "Hong Kong", 7),
    ("SG", "Singapore", 7), ("MY", "Malaysia", 7), ("TH", "Thailand", 7), ("VN", "Vietnam", 7),
    ("ID", "Indonesia", 7), ("PH", "Philippines", 7), ("MM", "Myanmar", 7), ("KH", "Cambodia", 7), ("LA", "Laos", 7),
    ("BN", "Brunei", 7),
    ("IL", "Israel", 8), ("TR", "Turkey", 8), ("IR", "Iran", 8), ("IQ", "Iraq", 8), ("JO", "Jordan", 8),
    ("LB", "Lebanon", 8), ("SY", "Syria", 8), ("PS", "Palestine", 8), ("SA", "Saudi Arabia", 8),
    ("AE", "United Arab Emirates", 8), ("KW", "Kuwait", 8), ("BH", "Bahrain", 8), ("QA", "Qatar", 8),
    ("OM", "Oman", 8), ("YE", "Yemen", 8), ("EG", "Egypt", 8), ("MA", "Morocco", 8), ("TN", "Tunisia", 8),
    ("DZ", "Algeria", 8), ("LY", "Libya", 8),
    ("ZA", "South Africa", 9), ("NG", "Nigeria", 9), ("KE", "Kenya", 9), ("GH", "Ghana", 9), ("ET", "Ethiopia", 9),
    ("UG", "Uganda", 9), ("TZ", "Tanzania", 9), ("RW", "Rwanda", 9), ("ZM", "Zambia", 9), ("ZW", "Zimbabwe", 9),
    ("MU", "Mauritius", 9), ("MG", "Madagascar", 9), ("CM", "Cameroon", 9), ("CI", "Côte d'Ivoire", 9),
    ("SN", "Senegal", 9), ("AO", "Angola", 9), ("MZ", "Mozambique", 9), ("NA", "Namibia", 9), ("BW", "Botswana", 9),
    ("MW", "Malawi", 9), ("SD", "Sudan", 9), ("SO", "Somalia", 9), ("TG", "Togo", 9), ("BJ", "Benin", 9),
    ("MR", "Mauritania", 9), ("CD", "Congo (Kinshasa)", 9), ("CG", "Congo (Brazzaville)", 9), ("CV", "Cape Verde", 9),
];

#[cfg(test)]
mod tests {
    use super::{REGIONS, TABLE, by_survey_name};

    #[test]
    fn every_country_has_one_code_one_name_and_a_region() {
        for (index, (code, name, region)) in TABLE.iter().enumerate() {
            assert!(usize::from(*region) < REGIONS.len(), "{name}");
            assert!(
                code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()),
                "{name}"
            );
            let rest = &TABLE[index + 1..];
            assert!(
                rest.iter().all(|(c, n, _)| c != code && n != name),
                "{name}"
            );
        }
    }

    #[test]
    fn the_surveys_long_names_lead_to_everyday_ones() {
        let name = |long| by_survey_name(long).map(|country| country.name);
        assert_eq!(name("Republic of Korea"), name("South Korea"));
        assert_eq!(name("Viet Nam"), Some("Vietnam"));
        assert_eq!(name("Nomadic"), None);
    }
}
