use super::*;
use proptest::prelude::*;
use std::fs;

const BLOCK: &str = "\
# Drafted: 7 of 9.
[[finding]]
id = \"cost\"
statement = \"Most agencies spoke of cost.\"

  [[finding.claim]]
  phrase = \"Most agencies\"

# Drafted: 2 of 9.
[[finding]]
id = \"time\"
statement = \"A few agencies spoke of time.\"
";

fn review(findings: Option<&str>) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("review.toml"), "title = \"x\"").unwrap();
    if let Some(text) = findings {
        fs::write(folder.path().join(FILE), text).unwrap();
    }
    folder
}

fn text(folder: &tempfile::TempDir) -> String {
    fs::read_to_string(folder.path().join(FILE)).unwrap()
}

fn ids(list: &[FindingId]) -> Vec<&str> {
    list.iter().map(FindingId::as_str).collect()
}

fn only_two_files(folder: &tempfile::TempDir) -> bool {
    fs::read_dir(folder.path()).unwrap().count() == 2
}

#[test]
fn what_is_new_is_added_at_the_end() {
    let cases = [
        (None, BLOCK.to_owned()),
        (Some(""), BLOCK.to_owned()),
        (Some("# ours"), format!("# ours\n\n{BLOCK}")),
        (Some("# ours\n\n"), format!("# ours\n\n\n{BLOCK}")),
        (
            Some("[[finding]]\r\nid='a' # é"),
            format!(
                "[[finding]]\r\nid='a' # é\r\n\r\n{}",
                BLOCK.replace('\n', "\r\n")
            ),
        ),
        (Some("\u{feff}x = 1\n"), format!("\u{feff}x = 1\n\n{BLOCK}")),
    ];
    for (before, after) in cases {
        let folder = review(before);
        let merged = merge_findings(folder.path(), BLOCK).unwrap();
        assert_eq!(ids(&merged.added), ["cost", "time"], "{before:?}");
        assert_eq!(text(&folder), after);
        let again = merge_findings(folder.path(), BLOCK).unwrap();
        assert_eq!(
            (again.added.len(), ids(&again.kept)),
            (0, vec!["cost", "time"])
        );
        assert_eq!(text(&folder), after);
        assert!(only_two_files(&folder));
    }
}

#[test]
fn a_finding_that_is_there_is_kept_whatever_it_says() {
    let ours = "[[finding]] # ours\nid = \" time \"\nstatement = \"Mine.\"\n";
    let folder = review(Some(ours));
    let merged = merge_findings(folder.path(), BLOCK).unwrap();
    assert_eq!(
        (ids(&merged.added), ids(&merged.kept)),
        (vec!["cost"], vec!["time"])
    );
    let first = BLOCK.split("\n\n# Drafted").next().unwrap();
    assert_eq!(text(&folder), format!("{ours}\n{first}\n"));
}

#[test]
fn what_cannot_be_added_to_is_left_as_it_was() {
    for (file, message) in [
        (
            "x = 1\nfinding = [{ id = \"a\" }]\n",
            "findings.toml:2:11: the findings are not",
        ),
        (
            "[finding]\nid = \"a\"\n",
            "findings.toml:1:1: the findings are not",
        ),
        ("finding.a = 1\n", "the findings are not"),
        ("a = 1\nb = ", "findings.toml:2:5: "),
    ] {
        let folder = review(Some(file));
        let error = merge_findings(folder.path(), BLOCK)
            .unwrap_err()
            .to_string();
        assert!(error.contains(message), "{error}");
        assert_eq!(text(&folder), file);
        assert!(only_two_files(&folder));
    }
    let folder = review(None);
    fs::write(folder.path().join(FILE), b"a = \"\xff\"").unwrap();
    let error = merge_findings(folder.path(), BLOCK)
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with("findings.toml:1:6: the byte 0xFF"),
        "{error}"
    );
}

#[test]
fn what_is_no_list_of_findings_is_not_added() {
    let folder = review(Some("a = 1\n"));
    for block in [
        "x = 1",
        "[[finding]]\ntitle = \"x\"",
        "finding = []",
        "[[finding]",
    ] {
        let error = merge_findings(folder.path(), block).unwrap_err();
        assert!(matches!(error, EditError::Block(_)), "{block}: {error}");
    }
    let error = merge_findings(&folder.path().join("review.toml"), BLOCK).unwrap_err();
    assert!(matches!(error, EditError::NotAReview(_)));
    assert_eq!(text(&folder), "a = 1\n");
}

#[test]
fn an_edit_made_meanwhile_is_not_lost() {
    let folder = review(Some("[[finding]]\nid = \"a\"\n"));
    let path = folder.path().join(FILE);
    let edited = "[[finding]]\nid = \"time\" # saved meanwhile\n";
    let mut looks = 0;
    let merged = merge(folder.path(), BLOCK, &mut || {
        looks += 1;
        if looks == 1 {
            fs::write(&path, edited).unwrap();
        }
    })
    .unwrap();
    assert_eq!(looks, 2);
    assert_eq!(
        (ids(&merged.added), ids(&merged.kept)),
        (vec!["cost"], vec!["time"])
    );
    assert!(text(&folder).starts_with(edited));

    let mut saved = 0;
    let error = merge(folder.path(), "[[finding]]\nid = \"new\"", &mut || {
        saved += 1;
        fs::write(&path, format!("# {saved}\n")).unwrap();
    });
    assert!(matches!(error.unwrap_err(), EditError::Busy));
    assert_eq!(text(&folder), format!("# {TRIES}\n"));
    assert!(only_two_files(&folder));
}

#[test]
fn writers_wait_for_each_other() {
    let folder = review(Some("# ours\n"));
    std::thread::scope(|scope| {
        for writer in 0..8 {
            let path = folder.path();
            scope.spawn(move || {
                let block = format!("[[finding]]\nid = \"w{writer}\"\n");
                assert_eq!(merge_findings(path, &block).unwrap().added.len(), 1);
            });
        }
    });
    let text = text(&folder);
    assert!(text.starts_with("# ours\n"));
    assert_eq!(text.matches("[[finding]]").count(), 8);
    assert!(only_two_files(&folder));
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = review(None);
    let elsewhere = tempfile::tempdir().unwrap();
    let real = elsewhere.path().join("real.toml");
    fs::write(&real, "# real\n").unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&real, folder.path().join(FILE)).unwrap();
    merge_findings(folder.path(), BLOCK).unwrap();
    assert!(folder.path().join(FILE).is_symlink());
    assert!(
        fs::read_to_string(&real)
            .unwrap()
            .starts_with("# real\n\n# Drafted")
    );
    assert_eq!(
        fs::metadata(&real).unwrap().permissions().mode() & 0o777,
        0o640
    );
}

/// Pieces as an analyst may write them. Not every row of them is TOML.
fn piece() -> impl Strategy<Value = String> {
    let literal = "[[finding]]\nid = 'a'\ntext = '''\n[[finding]]\nid = \"time\"\n# no comment'''";
    prop_oneof![
        4 => "\\[\\[finding\\]\\][ ]{0,2}(# x)?\n(# [a-zé]{0,9}\n)?id = \"(cost|time|a|b|c)\"  # [a-z]{0,5}",
        2 => "# [a-z \"\\[\\]é=]{0,20}",
        2 => "[ \t]{0,4}",
        1 => "  \\[\\[finding\\.(claim|point)\\]\\]\n  k = 'v'",
        1 => Just(literal.to_owned()),
        1 => Just("[[other]]\nthemes = [\n \"a\", # one\n]".to_owned()),
        1 => "finding = [0-9]",
        1 => "\\[(other|x)\\]",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]
    #[test]
    fn whatever_stands_there_stays_byte_for_byte(
        pieces in proptest::collection::vec(piece(), 0..9),
        crlf: bool,
        ends: bool,
    ) {
        let mut before = pieces.join("\n");
        if ends {
            before.push('\n');
        }
        if crlf {
            before = before.replace('\n', "\r\n");
        }
        let block = Block::parse(BLOCK).unwrap();
        let Ok((after, merged)) = splice(before.as_bytes(), &block) else {
            prop_assert!(
                toml_edit::Document::parse(before.as_str())
                    .map_or(true, |d| d.get("finding").is_some_and(|f| !f.is_array_of_tables()))
            );
            return Ok(());
        };
        prop_assert_eq!(merged.added.len() + merged.kept.len(), 2);
        prop_assert_eq!(after.is_none(), merged.added.is_empty());
        if let Some(after) = after {
            let after = String::from_utf8(after).unwrap();
            prop_assert!(after.starts_with(&before));
            let count = |text: &str| {
                let document = toml_edit::Document::parse(text).unwrap();
                document.get("finding").and_then(|f| f.as_array_of_tables()).map_or(0, toml_edit::ArrayOfTables::len)
            };
            prop_assert_eq!(count(&after), count(&before) + merged.added.len());
            let (again, second) = splice(after.as_bytes(), &block).unwrap();
            prop_assert!(again.is_none());
            prop_assert_eq!(second.kept.len(), 2);
        }
    }
}
