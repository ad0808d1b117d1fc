//! Runs one input under libFuzzer, which stores the mutants that reach new code: `cargo xtask fuzz --coverage NAME`.
//!
//! Starts from the input's own valid texts and words, which it writes for libFuzzer into `$WHICH_END_CORPUS`.

#![no_main]

use std::path::PathBuf;
use std::sync::LazyLock;
use std::{env, fs, io};

use libfuzzer_sys::fuzz_target;
use which_end_fuzz::inputs::{ALL, Input};

static INPUT: LazyLock<&Input> = LazyLock::new(|| {
    let name = env::var("WHICH_END_INPUT").unwrap_or_default();
    let known: Vec<&str> = ALL.iter().map(|input| input.name).collect();
    let input = ALL.iter().find(|input| input.name == name);
    input.unwrap_or_else(|| {
        panic!(
            "no input is called “{name}”; there are {}",
            known.join(", ")
        )
    })
});

/// Writes the valid texts as files, and the words as a dictionary.
fn write_corpus() -> io::Result<()> {
    let folder = PathBuf::from(env::var_os("WHICH_END_CORPUS").unwrap_or_default());
    fs::create_dir_all(&folder)?;
    for (number, text) in (INPUT.seeds)().iter().enumerate() {
        fs::write(folder.join(format!("sound-{number}")), text)?;
    }
    let words: Vec<String> = INPUT.words.iter().copied().map(quoted).collect();
    fs::write(folder.with_extension("dict"), words.join("\n"))
}

/// A word in libFuzzer's dictionary format: printable ASCII, other bytes in hexadecimal.
fn quoted(word: &str) -> String {
    let escape = |byte: u8| match byte {
        b'"' | b'\\' => format!("\\{}", char::from(byte)),
        b' '..=b'~' => char::from(byte).to_string(),
        _ => format!("\\x{byte:02x}"),
    };
    format!("\"{}\"", word.bytes().map(escape).collect::<String>())
}

fuzz_target!(
    init: { write_corpus().expect("the folder of the corpus can be written") },
    |bytes: &[u8]| {
        if let Err(promise) = (INPUT.judge)(&String::from_utf8_lossy(bytes)) {
            panic!("{promise}");
        }
    }
);
