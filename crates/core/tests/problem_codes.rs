//! The format guide lists every problem code, as the program knows it. Renew with `RENEW=1`.

use std::fmt::Write as _;
use std::path::Path;
use throughline_core::problem::{Code, Severity};

const MARK: &str = "<!-- problem codes: kept by a test -->";

#[test]
fn the_guide_lists_every_problem_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/review-folder.md");
    let guide = std::fs::read_to_string(&path).unwrap();
    let (before, _) = guide.split_once(MARK).expect("the guide has the mark");
    let mut expected =
        format!("{before}{MARK}\n\n| code | severity | what it means |\n|---|---|---|\n");
    for code in Code::ALL {
        let severity = match code.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        writeln!(
            expected,
            "| `{}` | {severity} | {} |",
            code.as_str(),
            code.meaning()
        )
        .unwrap();
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "a test is renewed by the environment"
    )]
    let renew = std::env::var_os("RENEW").is_some();
    if renew {
        std::fs::write(&path, &expected).unwrap();
    }
    assert!(
        guide == expected || renew,
        "docs/review-folder.md is out of date: run RENEW=1 cargo test"
    );
}
