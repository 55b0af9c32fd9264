//! The JSON Schema of the Synthesis is committed, so that a change of it is seen.
//! `RENEW=1 cargo test -p throughline-core --test schema` writes it anew.

use std::path::Path;
use throughline_core::synthesis::Synthesis;

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the renewal of a committed file is asked for through the environment"
)]
fn the_committed_schema_is_that_of_the_types() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/synthesis-1.schema.json");
    let mut schema = serde_json::to_string_pretty(&Synthesis::json_schema()).unwrap();
    schema.push('\n');
    if std::env::var("RENEW").is_ok() {
        std::fs::write(&path, &schema).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == schema,
        "{} is not the schema of the Synthesis: renew it with RENEW=1 and look at the change",
        path.display()
    );
}
