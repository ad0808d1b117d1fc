//! Removes unused exports of the module and shortens the names of its imports. Those of wasm-bindgen end in hashes,
//! which do not compress: both together are 5 KB of each visitor's download.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{ExportSection, ImportSection, Module};
use wasmparser::{Export, Imports, Parser, Payload};

use crate::error::SiteError;

/// Prefix of wasm-bindgen's names.
const LONG: &str = "__wb";

/// Classes of wasm-streams, which leptos links for server functions. We have none, but the linker never removes
/// exports.
const UNUSED: [&str; 3] = [
    "IntoUnderlyingByteSource",
    "IntoUnderlyingSink",
    "IntoUnderlyingSource",
];

struct Shortener {
    /// Short names by long names.
    names: BTreeMap<String, String>,
}

impl Reencode for Shortener {
    type Error = Infallible;

    fn parse_imports(
        &mut self,
        section: &mut ImportSection,
        imports: Imports<'_>,
    ) -> Result<(), Error<Infallible>> {
        let Imports::Single(_, import) = imports else {
            return utils::parse_imports(self, section, imports);
        };
        let ty = utils::entity_type(self, import.ty)?;
        let short = self.names.get(import.name);
        let name = short.map_or(import.name, String::as_str);
        section.import(import.module, name, ty);
        Ok(())
    }

    fn parse_export(
        &mut self,
        section: &mut ExportSection,
        export: Export<'_>,
    ) -> Result<(), Error<Infallible>> {
        let name = export.name.trim_start_matches("__wbg_");
        let class = name.split('_').next().unwrap_or_default();
        if UNUSED
            .iter()
            .any(|unused| class.eq_ignore_ascii_case(unused))
        {
            return Ok(());
        }
        utils::parse_export(self, section, export)
    }
}

/// Glue and module, with short names for the module's imports.
pub(super) fn shorten(glue: &str, module: &[u8]) -> Result<(String, Vec<u8>), SiteError> {
    let tool_error = |reason: String| SiteError::Tool {
        program: "shortening the names of imports".to_owned(),
        reason,
    };
    let mut shortener = Shortener {
        names: names(module).map_err(|error| tool_error(error.to_string()))?,
    };
    let glue = without_unused(glue).map_err(tool_error)?;
    let glue = renamed(&glue, &shortener.names).map_err(tool_error)?;
    let mut short = Module::new();
    utils::parse_core_module(&mut shortener, &mut short, Parser::new(0), module)
        .map_err(|error| tool_error(error.to_string()))?;
    Ok((glue, short.finish()))
}

/// A short name for each long name that the module imports.
fn names(module: &[u8]) -> Result<BTreeMap<String, String>, wasmparser::BinaryReaderError> {
    let mut names = BTreeMap::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::ImportSection(section) = payload? {
            for import in section.into_imports() {
                let name = import?.name;
                if name.starts_with(LONG) {
                    let short = format!("${:x}", names.len());
                    names.insert(name.to_owned(), short);
                }
            }
        }
    }
    Ok(names)
}

/// The script without the unused classes, if it has them.
fn without_unused(glue: &str) -> Result<String, String> {
    let mut glue = glue.to_owned();
    for class in UNUSED {
        for (start, end) in [
            (format!("export class {class} {{"), "\n}\n"),
            (format!("if (Symbol.dispose) {class}.prototype"), ";\n"),
            (format!("const {class}Finalization ="), ";\n"),
        ] {
            if let Some(at) = glue.find(&start) {
                let length = glue[at..]
                    .find(end)
                    .ok_or_else(|| format!("the glue has no end of {class}"))?;
                glue.replace_range(at..at + length + end.len(), "");
            }
        }
        if glue.contains(class) {
            return Err(format!("the glue uses {class}"));
        }
    }
    Ok(glue)
}

/// The script with the short names. Each long name must occur exactly once, in the import object.
fn renamed(glue: &str, names: &BTreeMap<String, String>) -> Result<String, String> {
    let is_of_name = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '$';
    let mut short = String::with_capacity(glue.len());
    let mut found = BTreeSet::new();
    let mut rest = glue;
    while let Some(start) = rest.find(LONG) {
        let end = rest[start..]
            .find(|letter| !is_of_name(letter))
            .map_or(rest.len(), |end| start + end);
        let begins = !rest[..start].ends_with(is_of_name);
        short.push_str(&rest[..start]);
        match names.get(&rest[start..end]).filter(|_| begins) {
            Some(name) => {
                if !found.insert(name) {
                    return Err(format!("the glue has {name} twice"));
                }
                short.push_str(name);
            }
            None => short.push_str(&rest[start..end]),
        }
        rest = &rest[end..];
    }
    short.push_str(rest);
    if found.len() == names.len() {
        Ok(short)
    } else {
        Err(format!(
            "the glue has {} of {} names",
            found.len(),
            names.len()
        ))
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        CodeSection, EntityType, ExportKind, Function, FunctionSection, TypeSection,
    };

    use super::*;

    fn module(imports: &[&str]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut section = ImportSection::new();
        for name in imports {
            section.import("./glue.js", name, EntityType::Function(0));
        }
        let mut module = Module::new();
        module.section(&types).section(&section);
        module.finish()
    }

    #[test]
    fn glue_and_module_agree_on_the_short_names() {
        let glue = "const imports = { __wbg_now_01ab: () => now(), open: 1, __wbindgen_cast_02: (a) => a, x__wbg_now_01ab: 2 };";
        let (glue, module) = shorten(
            glue,
            &module(&["__wbg_now_01ab", "open", "__wbindgen_cast_02"]),
        )
        .expect("both have the names");
        assert_eq!(
            glue,
            "const imports = { $0: () => now(), open: 1, $1: (a) => a, x__wbg_now_01ab: 2 };"
        );
        let text = String::from_utf8_lossy(&module).into_owned();
        assert!(text.contains("$0") && text.contains("$1") && text.contains("open"));
        assert!(!text.contains(LONG));
    }

    #[test]
    fn unused_exports_are_left_out() {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut functions = FunctionSection::new();
        functions.function(0);
        let mut exports = ExportSection::new();
        for name in [
            "open",
            "intounderlyingsink_write",
            "__wbg_intounderlyingbytesource_free",
        ] {
            exports.export(name, ExportKind::Func, 0);
        }
        let mut code = CodeSection::new();
        let mut function = Function::new([]);
        function.instructions().end();
        code.function(&function);
        let mut module = Module::new();
        let module = module.section(&types).section(&functions).section(&exports);
        let whole = module.section(&code).clone().finish();
        let (_, short) = shorten("", &whole).expect("it is a module");
        let text = String::from_utf8_lossy(&short).into_owned();
        assert!(text.contains("open") && !text.contains("underlying"));
    }

    #[test]
    fn unused_classes_are_left_out() {
        let class = |name: &str| {
            format!(
                "export class {name} {{\n    free() {{\n    }}\n}}\nif (Symbol.dispose) {name}.prototype[Symbol.dispose] = \
                {name}.prototype.free;\nconst {name}Finalization = (typeof FinalizationRegistry === 'undefined')\n    ? {{}}\n    \
                : new FinalizationRegistry(ptr => wasm.__wbg_free(ptr, 1));\n"
            )
        };
        let glue = format!("{}open();", UNUSED.map(class).concat());
        assert_eq!(without_unused(&glue).as_deref(), Ok("open();"));
        assert!(without_unused(&format!("{glue}IntoUnderlyingSink.__wrap(1);")).is_err());
    }

    #[test]
    fn a_name_that_the_glue_does_not_have_stops_the_build() {
        assert!(shorten("const imports = {};", &module(&["__wbg_now_01ab"])).is_err());
        assert!(shorten("", b"no module").is_err());
    }
}
