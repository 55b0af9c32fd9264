//! Help says the purpose, the outputs, the costs and an example; the README mentions each command.

mod common;

use common::{Place, repository};

#[test]
fn every_command_has_help_and_a_mention() {
    let place = Place::new();
    let readme = std::fs::read_to_string(repository().join("README.md")).unwrap();
    for command in ["report", "check", "analyse", "draft"] {
        let run = place.run(&[command, "--help"]);
        assert_eq!(run.code, 0);
        for part in ["Cost:", "Examples:", "Usage:"] {
            assert!(run.out.contains(part), "{command} --help has no {part}");
        }
        assert!(
            readme.contains(&format!("throughline {command}"))
                || readme.contains(&format!("-- {command}")),
            "the README does not mention {command}"
        );
    }
    assert!(place.run(&["--help"]).out.contains("Exit codes:"));
}

#[test]
fn wrong_use_is_exit_code_2() {
    let place = Place::new();
    for arguments in [
        ["report"].as_slice(),
        &["report", "x", "--format", "docx"],
        &["frobnicate"],
        &["analyse", "x", "nonsense"],
    ] {
        assert_eq!(place.run(arguments).code, 2, "{arguments:?}");
    }
}
