//! The JSON Schemas of the Synthesis, the Audit and the agreement of coders are committed, so that a change of them is
//! seen. `RENEW=1 cargo test -p throughline-core --test schema` writes them anew.

use std::path::Path;
use throughline_core::agreement::review::ReviewAgreement;
use throughline_core::audit::Audit;
use throughline_core::synthesis::Synthesis;

#[test]
fn the_committed_schema_is_that_of_the_synthesis() {
    compare("synthesis-1.schema.json", &Synthesis::json_schema());
}

#[test]
fn the_committed_schema_is_that_of_the_audit() {
    compare("audit-1.schema.json", &Audit::json_schema());
}

#[test]
fn the_committed_schema_is_that_of_the_agreement() {
    compare("agreement-1.schema.json", &ReviewAgreement::json_schema());
}

#[expect(
    clippy::disallowed_methods,
    reason = "the renewal of a committed file is asked for through the environment"
)]
fn compare(file: &str, schema: &schemars::Schema) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("schema")
        .join(file);
    let mut schema = serde_json::to_string_pretty(schema).unwrap();
    schema.push('\n');
    if std::env::var("RENEW").is_ok() {
        std::fs::write(&path, &schema).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == schema,
        "{} is not the schema of its types: renew it with RENEW=1 and look at the change",
        path.display()
    );
}
