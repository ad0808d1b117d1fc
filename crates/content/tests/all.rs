//! The integration tests of this crate as one program.

mod compile;
mod contradictions;
mod guide;
mod guide_content;
mod items;
mod items_calibration;
mod items_rules;
mod pay;

/// Protects every test in this folder: a module that is not listed above would never run.
#[test]
fn every_file_beside_this_one_is_listed() {
    let listed = include_str!("all.rs");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");
    for entry in std::fs::read_dir(folder).expect("the folder of the tests") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_stem()
            .and_then(|name| name.to_str())
            .expect("a name");
        let is_test = path.extension().is_some_and(|extension| extension == "rs") && name != "all";
        assert!(
            !is_test || listed.contains(&format!("mod {name};\n")),
            "{name}.rs is not listed in all.rs"
        );
    }
}
