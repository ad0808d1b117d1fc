//! The integration tests of this crate as one program. As thirty programs, each was linked again after every change.

mod embed_options;
mod embed_overlay;
mod fragment;
mod pay_by_hand;
mod pay_data;
mod pay_distribution;
mod pay_estimate;
mod pay_link;
mod pay_offer;
mod persistence;
mod quiz_attempt;
mod quiz_model;
mod quiz_posterior;
mod quiz_report;
mod quiz_responses;
mod quiz_selection;
mod quiz_session;
mod quiz_share;
mod quiz_support;
mod quiz_widget;
mod record_faults;
mod record_join;
mod record_properties;
mod record_schema;
mod record_support;

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
