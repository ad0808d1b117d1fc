//! The words after the command.

/// What to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Options {
    /// Mutants for each input.
    pub(crate) cases: u64,
    /// Values for each round trip.
    pub(crate) trips: u64,
    /// Another seed, other cases. The same for everybody unless told otherwise, so that a red run is due to a change.
    pub(crate) seed: u64,
    /// Only tasks whose name holds this.
    pub(crate) only: Option<String>,
    /// Only this case of each, as a report names it.
    pub(crate) case: Option<u64>,
}

impl Options {
    pub(crate) fn read(words: &[String]) -> Result<Self, String> {
        let mut options = Self {
            cases: 1_000_000,
            trips: 100_000,
            seed: 1,
            only: None,
            case: None,
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut number = || {
                words
                    .next()
                    .and_then(|number| number.parse().ok())
                    .ok_or_else(|| format!("`{word}` needs a whole number after it."))
            };
            match word.as_str() {
                "--cases" => options.cases = number()?,
                "--trips" => options.trips = number()?,
                "--seed" => options.seed = number()?,
                "--case" => options.case = Some(number()?),
                "--only" => {
                    let name = words.next().ok_or("`--only` needs a name after it.")?;
                    options.only = Some(name.clone());
                }
                other => {
                    return Err(format!(
                        "`fuzz` does not know “{other}”; it knows --cases N, --trips N, --seed N, --only NAME, --case N."
                    ));
                }
            }
        }
        Ok(options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Options, String> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Options::read(&words)
    }

    /// Protects the promise of a million: nothing said is never less.
    #[test]
    fn unless_told_otherwise_there_are_a_million_cases_and_a_hundred_thousand_trips() {
        let options = read("").expect("no words are fine");
        assert_eq!((options.cases, options.trips), (1_000_000, 100_000));
    }

    #[test]
    fn words_are_read_or_refused() {
        let options = read("--cases 7 --seed 3 --only pay --case 5").expect("all known");
        assert_eq!((options.cases, options.seed, options.case), (7, 3, Some(5)));
        assert_eq!(options.only.as_deref(), Some("pay"));
        for line in ["--case", "--cases many", "--seed -1", "--only", "--sed 1"] {
            assert!(read(line).is_err(), "{line}");
        }
    }
}
