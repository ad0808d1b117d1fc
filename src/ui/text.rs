//! Text helpers for our own texts, which begin with ASCII letters. Unicode case mapping costs 4 KB of wasm.

/// The text with a capital first letter.
pub fn capitalized(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// The text as a sentence: with a capital first letter and a period.
pub fn sentence(text: &str) -> String {
    let mut sentence = capitalized(text);
    if !sentence.ends_with('.') {
        sentence.push('.');
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_from_the_core_become_whole_sentences() {
        assert_eq!(sentence("not saved: no room"), "Not saved: no room.");
        assert_eq!(sentence("it is full."), "It is full.");
        assert_eq!(sentence(""), ".");
        assert_eq!(capitalized("ä b"), "ä b");
    }
}
