//! `wasm-split-cli NAME INPUT FOLDER` splits a module at its split points (<https://docs.rs/wasm_split_helpers>). Into FOLDER
//! go `NAME.wasm`, which starts, one `split_*.wasm` for each later module, and `__wasm_split.js`, which fetches them for the
//! glue `./NAME.js`.

use std::path::Path;
use std::process::ExitCode;

use wasm_split_cli_support::{Options, transform};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["--version"] => {
            println!("wasm-split-cli {}", env!("CARGO_PKG_VERSION"));
            ExitCode::SUCCESS
        }
        [name, input, folder] => match split(name, Path::new(input), Path::new(folder)) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("error: {error}");
                ExitCode::FAILURE
            }
        },
        _ => {
            eprintln!("usage: wasm-split-cli NAME INPUT FOLDER");
            ExitCode::from(2)
        }
    }
}

fn split(name: &str, input: &Path, folder: &Path) -> Result<(), String> {
    let module =
        std::fs::read(input).map_err(|error| format!("{}: {error}", input.display()))?;
    let first = folder.join(format!("{name}.wasm"));
    let glue = format!("./{name}.js");
    let mut options = Options::new(&module);
    options.output_dir = folder;
    options.main_out_path = &first;
    options.main_module = &glue;
    options.target.web();
    transform(options)
        .map(|_| ())
        .map_err(|error| format!("{error:#}"))
}
