//! Splits the program into a first and a second module (`src/later.rs`). Trunk has no such step
//! (<https://github.com/trunk-rs/trunk/issues/1022>), so this starts from cargo's output and replaces trunk's files.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::Setting;
use super::shorten::shorten;
use crate::error::SiteError;
use crate::html::tags;
use crate::script::{Kind, minify, replace_once};
use crate::{digest, files, tool};

/// The program's name in cargo, trunk and this site.
const NAME: &str = "which-end";

/// Options of wasm-opt for both modules. `--low-memory-unused` is safe because the linker puts the stack first, growing
/// down, so the lowest kilobyte is used only just before an overflow. `--converge` repeats the passes until nothing
/// shrinks. The features are those that rustc enables.
const OPTIMIZE: [&str; 3] = ["-Oz", "--converge", "--low-memory-unused"];
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// The script that the splitter writes. Parts of it are replaced.
const LINK: &str = "./__wasm_split.js";
const FETCH: &str = "fetch(new URL(\"./split_later.wasm\", import.meta.url))";
const START: &str = "WebAssembly.instantiateStreaming(src, imports)";

/// The program's files for one kind of page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Program {
    pub(super) glue: String,
    pub(super) glue_integrity: String,
    pub(super) wasm: String,
    pub(super) wasm_integrity: String,
}

/// Trunk's program, and the two that replace it.
#[derive(Clone, Debug)]
pub(super) struct Split {
    pub(super) from_trunk: Program,
    pub(super) visitors: Program,
    /// For browsers without WebAssembly: their polyfill does not support memory shared by modules, so this is one
    /// module.
    pub(super) whole: Program,
}

/// Splits the program, and removes trunk's files from the folder.
pub(super) fn run(setting: &Setting, page: &str) -> Result<Split, SiteError> {
    let folder = &setting.staging;
    let from_trunk = named_program(page)?;
    let work = Work::new(folder, setting.release)?;
    let glue = work.split()?;
    for name in [&from_trunk.glue, &from_trunk.wasm] {
        files::remove(&folder.join(name))?;
    }
    let first = files::read(&work.path("first.wasm"))?;
    let later = files::read(&work.path("later.wasm"))?;
    let whole = files::read(&work.path("whole.wasm"))?;
    let link = files::read_text(&work.path(LINK))?;

    let later_name = format!("{NAME}-{}_later.wasm", digest::short(&later));
    files::write(&folder.join(&later_name), &later)?;
    let linked = join(
        &glue,
        &link_to(&link, &later_name, &digest::integrity(&later))?,
    )?;
    let visitors = write(folder, NAME, "_bg.wasm", &linked, &first)?;
    let linked = join(&glue, &link_to_nothing(&link))?;
    let whole = write(folder, files::WHOLE_STEM, ".wasm", &linked, &whole)?;
    work.remove()?;
    Ok(Split {
        from_trunk,
        visitors,
        whole,
    })
}

/// The page with `new` instead of `old`.
pub(super) fn replace(page: &str, old: &Program, new: &Program) -> Result<String, SiteError> {
    // The preload link also names the glue.
    if !page.contains(&old.glue) {
        return Err(missing("name of the glue"));
    }
    let page = page.replace(&old.glue, &new.glue);
    let page = replace_once(&page, &old.glue_integrity, &new.glue_integrity, files::PAGE)?;
    let page = page.replace(&old.wasm, &new.wasm);
    replace_once(&page, &old.wasm_integrity, &new.wasm_integrity, files::PAGE)
}

fn missing(part: &str) -> SiteError {
    SiteError::MissingPart {
        file: files::PAGE,
        part: part.to_owned(),
    }
}

/// The program that the page names.
fn named_program(page: &str) -> Result<Program, SiteError> {
    let tags = tags(page);
    let local = |address: &str| address.trim_start_matches("./").to_owned();
    let script = tags.iter().find(|tag| tag.get("data-js").is_some());
    let name = |attribute| script.and_then(|tag| tag.get(attribute)).map(local);
    let integrity = |file: &str| {
        let of_file = |tag: &&crate::html::Tag| tag.get("href").map(local).as_deref() == Some(file);
        let link = tags.iter().find(of_file)?;
        link.get("integrity").map(str::to_owned)
    };
    let glue = name("data-js").ok_or_else(|| missing("name of the glue"))?;
    let wasm = name("data-wasm").ok_or_else(|| missing("name of the module"))?;
    Ok(Program {
        glue_integrity: integrity(&glue).ok_or_else(|| missing("integrity of the glue"))?,
        wasm_integrity: integrity(&wasm).ok_or_else(|| missing("integrity of the module"))?,
        glue,
        wasm,
    })
}

/// The temporary folder of the tools, inside the site.
struct Work {
    folder: PathBuf,
    /// Cargo's output.
    program: PathBuf,
    release: bool,
}

impl Work {
    fn new(staging: &Path, release: bool) -> Result<Self, SiteError> {
        // This program is in `target/PROFILE`, next to the output for the page.
        let own = std::env::current_exe().map_err(SiteError::file(Path::new(NAME)))?;
        let target = own
            .parent()
            .and_then(Path::parent)
            .unwrap_or(Path::new("target"));
        let profile = if release { "release" } else { "debug" };
        let work = Self {
            folder: staging.join(".split"),
            program: target.join(format!("wasm32-unknown-unknown/{profile}/{NAME}.wasm")),
            release,
        };
        std::fs::create_dir_all(&work.folder).map_err(SiteError::file(&work.folder))?;
        Ok(work)
    }

    fn remove(self) -> Result<(), SiteError> {
        std::fs::remove_dir_all(&self.folder).map_err(SiteError::file(&self.folder))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Writes the three modules to the folder, and returns the glue.
    fn split(&self) -> Result<String, SiteError> {
        let path = |name: &str| self.path(name).into_os_string();
        let mut split = Command::new("wasm-split-cli");
        tool::run(split.arg(NAME).arg(&self.program).arg(&self.folder))?;
        let mut bind = Command::new("wasm-bindgen");
        bind.args([
            "--target",
            "web",
            "--keep-lld-exports",
            "--no-demangle",
            "--no-typescript",
        ]);
        bind.args(["--out-name", NAME, "--out-dir"])
            .arg(path("bound"));
        tool::run(bind.arg(path("which-end.wasm")))?;

        let bound = self.path("bound/which-end_bg.wasm");
        let glue = files::read_text(&self.path("bound/which-end.js"))?;
        let (glue, module) = shorten(&glue, &files::read(&bound)?)?;
        files::write(&bound, module)?;

        let optimize = |from: &str, to: &str| {
            let mut optimize = tool::from_npm("wasm-opt");
            if self.release {
                optimize.args(OPTIMIZE);
            }
            optimize
                .args(FEATURES)
                .arg(path(from))
                .arg("-o")
                .arg(path(to));
            optimize
        };
        let (mut first, mut later) = (
            optimize("bound/which-end_bg.wasm", "first.wasm"),
            optimize("split_later.wasm", "later.wasm"),
        );
        std::thread::scope(|scope| {
            let first = scope.spawn(|| tool::run(&mut first));
            tool::run(&mut later)?;
            first.join().unwrap_or(Err(SiteError::Failed))
        })?;
        let mut merge = tool::from_npm("wasm-merge");
        merge.args(FEATURES);
        merge.arg(path("first.wasm")).arg("__wasm_split");
        merge.arg(path("later.wasm")).arg("later");
        tool::run(merge.arg("-o").arg(path("whole.wasm")))?;
        Ok(glue)
    }
}

/// Writes glue and module under names with a content hash.
fn write(
    folder: &Path,
    stem: &str,
    end: &str,
    glue: &str,
    wasm: &[u8],
) -> Result<Program, SiteError> {
    let hash = digest::short(&[glue.as_bytes(), wasm].concat());
    let program = Program {
        glue: format!("{stem}-{hash}.js"),
        glue_integrity: digest::integrity(glue.as_bytes()),
        wasm: format!("{stem}-{hash}{end}"),
        wasm_integrity: digest::integrity(wasm),
    };
    files::write(&folder.join(&program.glue), glue)?;
    files::write(&folder.join(&program.wasm), wasm)?;
    Ok(program)
}

/// The splitter's script as a part of the glue: it fetches the second module with its integrity, and accepts it from
/// hosts that serve it with another type than `application/wasm`.
fn link_to(link: &str, later: &str, integrity: &str) -> Result<String, SiteError> {
    let first_line = format!("import {{ initSync }} from \"./{NAME}.js\";");
    let fetch =
        format!("fetch(new URL(\"./{later}\", import.meta.url), {{ integrity: \"{integrity}\" }})");
    let start = "WebAssembly.instantiate(await (await src).arrayBuffer(), imports)";
    let changes = [(first_line.as_str(), ""), (FETCH, &fetch), (START, start)];
    let link = changes
        .into_iter()
        .try_fold(link.to_owned(), |link, (old, new)| {
            replace_once(&link, old, new, "__wasm_split.js")
        })?;
    let names = loaders(&link).join(", ");
    let link = link.replace("export const ", "const ");
    Ok(format!("{link}const import1 = {{ {names} }};\n"))
}

/// The same without a second module.
fn link_to_nothing(link: &str) -> String {
    let loaders: Vec<String> = loaders(link)
        .iter()
        .map(|name| format!("{name}: (callback, data) => wasm.__indirect_function_table.get(callback)(data, true)"))
        .collect();
    format!("const import1 = {{ {} }};\n", loaders.join(", "))
}

/// The functions by which the program loads its second module.
fn loaders(link: &str) -> Vec<&str> {
    let names = link
        .lines()
        .filter_map(|line| line.strip_prefix("export const "));
    names
        .filter_map(|rest| rest.split_once(" = "))
        .map(|(name, _)| name)
        .collect()
}

/// wasm-bindgen's code for the `innerHTML` setter, which leptos links for erased attributes, to empty an element whose
/// markup attribute was removed. No element of ours has such an attribute, and no page of ours may create markup from
/// text.
const MARKUP_SETTER: &str = "arg0.innerHTML = getStringFromWasm0(arg1, arg2);";

/// The glue with the splitter's script in it, which saves a request, and without the `innerHTML` setter.
fn join(glue: &str, link: &str) -> Result<String, SiteError> {
    let import = format!("import * as import1 from \"{LINK}\"\n");
    let glue = replace_once(glue, &import, "", "glue")?;
    let glue = replace_once(
        &glue,
        MARKUP_SETTER,
        "throw new Error('no markup from text');",
        "glue",
    )?;
    minify(&(glue + link), Kind::Module)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK_SCRIPT: &str = "import { initSync } from \"./which-end.js\";\n\nexport const __wasm_split_load_later = \
        wrapAsyncCb(makeLoad(() => {\n    const src = fetch(new URL(\"./split_later.wasm\", import.meta.url));\n    return async \
        (imports) => (WebAssembly.instantiateStreaming(src, imports));\n}\n, []));\n";

    fn program(name: &str) -> Program {
        Program {
            glue: format!("{name}.js"),
            glue_integrity: format!("sha384-{name}-js"),
            wasm: format!("{name}_bg.wasm"),
            wasm_integrity: format!("sha384-{name}-wasm"),
        }
    }

    /// Protects visitors from a second module that nobody has checked.
    #[test]
    fn the_second_module_is_fetched_with_its_integrity() {
        let link = link_to(LINK_SCRIPT, "later-1.wasm", "sha384-x").expect("it has all parts");
        assert!(
            link.contains(
                "new URL(\"./later-1.wasm\", import.meta.url), { integrity: \"sha384-x\" }"
            )
        );
        assert!(link.ends_with("const import1 = { __wasm_split_load_later };\n"));
        assert!(!link.contains("import {") && !link.contains("export "));
        assert!(
            link_to("export const a = b;", "x", "y").is_err(),
            "another splitter"
        );
    }

    #[test]
    fn the_program_in_one_piece_asks_for_nothing() {
        let link = link_to_nothing(LINK_SCRIPT);
        assert!(link.starts_with("const import1 = { __wasm_split_load_later: ("));
        assert!(!link.contains("fetch"));
    }

    #[test]
    fn the_page_names_the_new_program_alone() {
        let page = "<link rel=modulepreload href=./a.js integrity=sha384-a-js><link rel=preload as=fetch \
            href=./a_bg.wasm integrity=sha384-a-wasm><script src=./boot.js data-js=./a.js data-wasm=./a_bg.wasm></script>";
        assert_eq!(named_program(page).expect("it names one"), program("a"));
        let other = replace(page, &program("a"), &program("b")).expect("it names it");
        assert_eq!(named_program(&other).expect("it names one"), program("b"));
        assert!(!other.contains("a.js") && !other.contains("a_bg"));
        assert!(replace(page, &program("c"), &program("b")).is_err());
    }
}
