//! Dependencies between source files: no cycles, and layers import downwards only.
//!
//! Parsed from `use` declarations and from paths in the code that begin with `crate` or `super`. A re-export is no
//! dependency of the file that contains it: a path through it counts for the file that defines the item.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// Folders whose files form one crate.
const CRATES: [&str; 9] = [
    "src",
    "crates/core/src",
    "crates/content/src",
    "crates/fuzz/src",
    "crates/lab/src",
    "crates/site/src",
    "crates/xtask/src",
    "tests/browser/src",
    "tests/browser/scenarios",
];

/// The layers of the page, lowest first. A file imports from its own layer or a lower one.
const LAYERS: [&[&str]; 6] = [
    &["dataset", "loaded", "route", "ui"],
    &["platform"],
    &["state"],
    &["notices", "offline", "persistence", "embed"],
    &["views", "notice_list"],
    &["later", "app", "mount", "prerender", "main", "lib"],
];

/// Words that this project once used for what the field has words for, with those.
const OLD_WORDS: [(&str, &str); 12] = [
    ("told", "message, notice, label"),
    ("furnish", "create"),
    ("put_by", "archive"),
    ("hand_out", "export, share"),
    ("keeper", "store"),
    ("trouble", "error"),
    ("troubles", "errors"),
    ("shortfall", "error"),
    ("drawn anew", "rendered again"),
    ("readable page", "static page"),
    ("is had", "is available"),
    ("none where", "`None` if"),
];

/// A module by its path from the crate's root.
type Module = Vec<String>;

/// A crate: its modules, their re-exports, and their imports.
#[derive(Default)]
struct Crate {
    files: BTreeMap<Module, PathBuf>,
    /// A name in a module, and the path that it stands for.
    exports: BTreeMap<(Module, String), Module>,
    /// A module, the module that it imports from, and the line of the import.
    imports: Vec<(Module, Module, String)>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("crates/xtask is two folders down")
        .to_owned()
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            found.push(path);
        }
    }
}

/// The module of a file: `quiz/report.rs` and `quiz/report/mod.rs` are both `quiz::report`, a crate's root is empty.
fn module_of(folder: &Path, file: &Path) -> Module {
    let relative = file
        .strip_prefix(folder)
        .expect("inside")
        .with_extension("");
    let mut module: Module = relative
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    let is_root = module.len() == 1 && matches!(module[0].as_str(), "lib" | "main");
    if is_root || module.last().is_some_and(|last| last == "mod") {
        module.pop();
    }
    module
}

/// The code without comments, strings and unit tests.
fn code_of(text: &str) -> String {
    let mut code = String::new();
    for line in text.lines() {
        if line.trim_start().starts_with("#[cfg(test)]") {
            break;
        }
        let mut quoted = false;
        let mut before = ' ';
        for (at, letter) in line.char_indices() {
            if !quoted && line[at..].starts_with("//") {
                break;
            }
            if letter == '"' && before != '\\' && before != '\'' {
                quoted = !quoted;
            } else if !quoted {
                code.push(letter);
            }
            before = letter;
        }
        code.push('\n');
    }
    code
}

/// Every path of a `use` tree with its name: `a::{b, c as d}` gives `a::b` as `b`, and `a::c` as `d`.
fn leaves(tree: &str, before: &[String], found: &mut Vec<(Module, String)>) {
    let tree = tree.trim();
    if let Some(at) = tree.find('{') {
        let mut path = before.to_vec();
        path.extend(segments(&tree[..at]));
        let inner = &tree[at + 1..tree.rfind('}').unwrap_or(tree.len())];
        let (mut depth, mut start) = (0, 0);
        for (at, letter) in inner.char_indices() {
            match letter {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    leaves(&inner[start..at], &path, found);
                    start = at + 1;
                }
                _ => {}
            }
        }
        leaves(&inner[start..], &path, found);
    } else if !tree.is_empty() {
        let (path, name) = tree.split_once(" as ").unwrap_or((tree, ""));
        let mut whole = before.to_vec();
        whole.extend(segments(path));
        if whole.last().is_some_and(|last| last == "self") {
            whole.pop();
        }
        let last = whole.last().cloned().unwrap_or_default();
        let name = if name.is_empty() {
            last
        } else {
            name.trim().to_owned()
        };
        found.push((whole, name));
    }
}

fn segments(path: &str) -> Vec<String> {
    path.split("::")
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

impl Crate {
    fn read(folder: &Path) -> Self {
        let mut found = Self::default();
        let mut files = Vec::new();
        rust_files(folder, &mut files);
        for file in files {
            found.files.insert(module_of(folder, &file), file);
        }
        let mut paths: Vec<(Module, Module)> = Vec::new();
        for (module, file) in found.files.clone() {
            let code = code_of(&fs::read_to_string(&file).expect("readable"));
            let mut rest = String::new();
            for statement in code.split_inclusive(';') {
                let from = statement.find("use ").filter(|at| {
                    let before = statement[..*at].trim_end();
                    before.is_empty()
                        || before.ends_with(['}', ']', ')'])
                        || before.ends_with("pub")
                });
                let Some(from) = from else {
                    rest.push_str(statement);
                    continue;
                };
                let is_export = statement[..from].trim_end().ends_with("pub")
                    || statement[..from].trim_end().ends_with(')');
                let mut all = Vec::new();
                leaves(statement[from + 4..].trim_end_matches(';'), &[], &mut all);
                for (path, name) in all {
                    let Some(path) = found.absolute(&module, &path) else {
                        continue;
                    };
                    if is_export {
                        found.exports.insert((module.clone(), name), path);
                    } else {
                        paths.push((module.clone(), path));
                    }
                }
            }
            for (at, _) in rest
                .match_indices("crate::")
                .chain(rest.match_indices("super::"))
            {
                if rest[..at].ends_with(|before: char| {
                    before.is_alphanumeric() || before == '_' || before == ':'
                }) {
                    continue;
                }
                let end = rest[at..]
                    .find(|letter: char| {
                        !letter.is_alphanumeric() && letter != '_' && letter != ':'
                    })
                    .map_or(rest.len(), |end| at + end);
                // `pub(in crate::views)` limits who may see an item, and is no import.
                if rest[..at].trim_end().ends_with("in") {
                    continue;
                }
                if let Some(path) = found.absolute(&module, &segments(&rest[at..end])) {
                    paths.push((module.clone(), path));
                }
            }
        }
        for (module, path) in paths {
            let target = found.defining(&path, 0);
            if target != module && !target.is_empty() {
                let line = format!("{} imports {}", module.join("::"), path.join("::"));
                found.imports.push((module, target, line));
            }
        }
        found
    }

    /// The path from the crate's root; `None` if it is in another crate.
    fn absolute(&self, module: &Module, path: &[String]) -> Option<Module> {
        let (mut base, mut rest) = match path.first()?.as_str() {
            "crate" => (Module::new(), &path[1..]),
            "self" => (module.clone(), &path[1..]),
            "super" => (module.clone(), path),
            first => {
                let mut child = module.clone();
                child.push(first.to_owned());
                if !self.files.contains_key(&child) {
                    return None;
                }
                (module.clone(), path)
            }
        };
        while rest.first().is_some_and(|part| part == "super") {
            base.pop();
            rest = &rest[1..];
        }
        base.extend(rest.iter().cloned());
        Some(base)
    }

    /// The module whose file defines the item of a path.
    fn defining(&self, path: &Module, depth: usize) -> Module {
        let held = (0..=path.len())
            .rev()
            .find(|held| self.files.contains_key(&path[..*held]))
            .unwrap_or(0);
        let module = path[..held].to_vec();
        let Some(name) = path.get(held) else {
            return module;
        };
        match self.exports.get(&(module.clone(), name.clone())) {
            Some(target) if depth < 8 => {
                let mut target = target.clone();
                target.extend(path[held + 1..].iter().cloned());
                self.defining(&target, depth + 1)
            }
            _ => module,
        }
    }

    /// The cycles of imports.
    fn cycles(&self) -> Vec<Vec<String>> {
        let mut reached: BTreeMap<&Module, BTreeSet<&Module>> = BTreeMap::new();
        for module in self.files.keys() {
            let mut seen = BTreeSet::new();
            let mut open = vec![module];
            while let Some(at) = open.pop() {
                for (from, to, _) in &self.imports {
                    if from == at && seen.insert(to) {
                        open.push(to);
                    }
                }
            }
            reached.insert(module, seen);
        }
        let mut found: BTreeMap<Vec<&Module>, Vec<String>> = BTreeMap::new();
        for (module, seen) in &reached {
            let circle: Vec<&Module> = seen
                .iter()
                .copied()
                .filter(|other| reached.get(other).is_some_and(|back| back.contains(module)))
                .collect();
            if !circle.is_empty() && seen.contains(module) {
                let lines = self
                    .imports
                    .iter()
                    .filter(|(from, to, _)| circle.contains(&from) && circle.contains(&to))
                    .map(|(.., line)| line.clone());
                let lines: BTreeSet<String> = lines.collect();
                found.insert(circle, lines.into_iter().collect());
            }
        }
        found.into_values().collect()
    }
}

/// Protects whoever changes a file: what it depends on never depends on it.
#[test]
fn no_file_depends_on_itself() {
    let mut wrong = String::new();
    for folder in CRATES {
        for cycle in Crate::read(&root().join(folder)).cycles() {
            let _ = writeln!(wrong, "\n{folder}, a cycle:\n  {}", cycle.join("\n  "));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Protects the layers of the page: `ui` and `platform` know no view, `state` knows no persistence, and so on.
#[test]
fn layers_import_downwards() {
    let layer = |module: &Module| {
        let first = module.first().map_or("lib", String::as_str);
        LAYERS.iter().position(|names| names.contains(&first))
    };
    let page = Crate::read(&root().join("src"));
    let wrong: Vec<&str> = page
        .imports
        .iter()
        .filter(|(from, to, _)| layer(from).expect("in a layer") < layer(to).expect("in a layer"))
        .map(|(.., line)| line.as_str())
        .collect();
    assert!(wrong.is_empty(), "upwards: {}", wrong.join("\n"));
}

/// The comment of a line, or the name that it declares; texts are for visitors and left out.
fn comment_or_name(line: &str) -> String {
    let line = line.trim_start();
    let declares = [
        "fn ", "struct ", "enum ", "type ", "trait ", "mod ", "const ", "static ", "let ",
    ];
    let found = if line.starts_with("//") {
        line.split('"').step_by(2).collect::<Vec<_>>().join(" ")
    } else {
        let name = declares.iter().find_map(|word| line.split_once(word));
        let name = name.map_or("", |(_, name)| name);
        name.split(['(', ':', '=', '<', '{'])
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    found.to_lowercase()
}

/// Protects newcomers: names and comments use the words of the field, which can be searched for.
#[test]
fn names_and_comments_use_the_words_of_the_field() {
    let mut wrong = Vec::new();
    for folder in CRATES {
        let mut files = Vec::new();
        rust_files(&root().join(folder), &mut files);
        for file in files {
            let text = fs::read_to_string(&file).expect("readable");
            for (number, line) in text.lines().enumerate() {
                let line = comment_or_name(line);
                for (word, instead) in OLD_WORDS {
                    let is_word = line.match_indices(word).any(|(at, _)| {
                        let joins = |letter: char| letter.is_alphanumeric() || letter == '_';
                        !line[..at].ends_with(joins) && !line[at + word.len()..].starts_with(joins)
                    });
                    if is_word {
                        let place = format!("{}:{}", file.display(), number + 1);
                        wrong.push(format!("{place}: “{word}”; write {instead}"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
