//! Licence expressions as packages state them (SPDX, annex D): `MIT OR Apache-2.0`, `(MIT OR Apache-2.0) AND Unicode-3.0`.

/// Whether the expression can be met with licences that are allowed. `WITH` adds to what a licence allows, so the licence
/// alone is asked for. An old slash means `OR`. What cannot be read is not met.
pub(crate) fn is_met(expression: &str, allowed: &dyn Fn(&str) -> bool) -> bool {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reading = Reading {
        words: &words,
        allowed,
    };
    let met = reading.either();
    met == Some(true) && reading.words.is_empty()
}

struct Reading<'text> {
    words: &'text [&'text str],
    allowed: &'text dyn Fn(&str) -> bool,
}

impl Reading<'_> {
    fn skip(&mut self, word: &str) -> bool {
        let there = self.words.first() == Some(&word);
        if there {
            self.words = &self.words[1..];
        }
        there
    }

    fn either(&mut self) -> Option<bool> {
        let mut met = self.both()?;
        while self.skip("OR") {
            met |= self.both()?;
        }
        Some(met)
    }

    fn both(&mut self) -> Option<bool> {
        let mut met = self.one()?;
        while self.skip("AND") {
            met &= self.one()?;
        }
        Some(met)
    }

    fn one(&mut self) -> Option<bool> {
        if self.skip("(") {
            let met = self.either()?;
            return self.skip(")").then_some(met);
        }
        let (licence, rest) = self.words.split_first()?;
        self.words = rest;
        if self.skip("WITH") {
            self.words = self.words.get(1..)?;
        }
        Some((self.allowed)(licence))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_met_as_their_words_say() {
        let allowed = |licence: &str| ["MIT", "Apache-2.0", "Unicode-3.0"].contains(&licence);
        for (expression, met) in [
            ("MIT", true),
            ("GPL-3.0-only", false),
            ("GPL-3.0-only OR MIT", true),
            ("Unlicense/MIT", true),
            ("Apache-2.0 / MIT", true),
            ("MIT AND GPL-3.0-only", false),
            ("(MIT OR GPL-3.0-only) AND Unicode-3.0", true),
            ("MIT OR GPL-3.0-only AND Unicode-3.0", true),
            ("(MIT OR Zlib) AND GPL-3.0-only", false),
            ("Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT", true),
            ("GPL-2.0-only WITH Classpath-exception-2.0", false),
            ("", false),
            ("(MIT", false),
            ("MIT MIT", false),
            ("OR", false),
            ("MIT WITH", false),
        ] {
            assert_eq!(is_met(expression, &allowed), met, "{expression}");
        }
    }
}
