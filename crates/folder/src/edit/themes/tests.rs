mod take_in;

use super::*;
use std::fs;
use throughline_core::codebook::Codebook;

const BOOK: &str = "\
code,label,parent,definition,include,exclude,keywords
top,Top,,,,,
cost,Cost,top,What it costs.,Money is named.,Time.,money;price
price,Price,cost,What is asked.,,,Price;fee
time,Time,top,,Days are named.,,
";

fn review(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("review.toml", "title = \"Tides\"\n");
    write(
        "notes/a.csv",
        "note_id,themes,text\n1,cost;price,One\n2,time,Two\n3,top,Three\n",
    );
    for (name, text) in files {
        write(name, text);
    }
    folder
}

fn opened(folder: &tempfile::TempDir) -> Review {
    let opened = crate::open(folder.path(), &OpenOptions::default()).unwrap();
    opened
        .review
        .unwrap_or_else(|| panic!("{:?}", opened.problems))
}

fn code(book: &Codebook, id: &str) -> ThemeCode {
    book.code(id).unwrap()
}

fn merge(book: &Codebook, from: &[&str], into: &str) -> ThemeEdit {
    ThemeEdit::Merge {
        from: from.iter().map(|id| code(book, id)).collect(),
        into: code(book, into),
    }
}

fn made(folder: &tempfile::TempDir, edit: impl Fn(&Codebook) -> ThemeEdit) -> ThemeChanges {
    let before = opened(folder);
    let planned = plan(folder.path(), &before, &edit(&before.codebook)).unwrap();
    planned.make(folder.path()).unwrap();
    planned
}

fn text(folder: &tempfile::TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).unwrap()
}

#[test]
fn a_merge_keeps_words_and_moves_children() {
    let folder = review(&[("codebook.csv", BOOK)]);
    let planned = made(&folder, |book| merge(book, &["cost"], "time"));
    assert_eq!(
        text(&folder, "codebook.csv"),
        "code,label,parent,definition,include,exclude,keywords\n\
         top,Top,,,,,\n\
         price,Price,time,What is asked.,,,Price;fee\n\
         time,Time,top,,Days are named. Merged from Cost: What it costs. Money is named.,,money;price\n"
    );
    assert_eq!(
        text(&folder, "notes/a.csv"),
        "note_id,themes,text\n1,time;price,One\n2,time,Two\n3,top,Three\n"
    );
    let left: Vec<_> = planned
        .left_out
        .iter()
        .map(|l| (l.column, l.text.as_str()))
        .collect();
    assert_eq!(left, [("label", "Cost"), ("exclude", "Time.")]);
    let files: Vec<_> = planned
        .files
        .iter()
        .map(|f| (f.file.as_str(), f.places, f.rows_removed))
        .collect();
    assert_eq!(files, [("codebook.csv", 3, 1), ("notes/a.csv", 1, 0)]);
}

#[test]
fn a_theme_that_its_parents_go_into_comes_to_stand_in_their_place() {
    // `price` stands under `cost` under `top`; whichever of those goes, nothing stands under itself.
    for (from, parent_of_price, parent_of_cost) in [
        (&["cost"][..], Some("top"), None),
        (&["top"], Some("cost"), Some("")),
        (&["cost", "top"], Some(""), None),
    ] {
        let folder = review(&[("codebook.csv", BOOK)]);
        made(&folder, |book| merge(book, from, "price"));
        let book = opened(&folder).codebook;
        let parent = |id: &str| {
            let theme = book.theme(book.code(id)?);
            Some(theme.parent.map_or("", |p| book.theme(p).id.as_str()))
        };
        assert_eq!(parent("price"), parent_of_price, "{from:?}");
        assert_eq!(parent("cost"), parent_of_cost, "{from:?}");
        let time = if from.contains(&"top") {
            "price"
        } else {
            "top"
        };
        assert_eq!(parent("time"), Some(time), "{from:?}");
    }
}

#[test]
fn a_move_adds_the_column_that_is_missing() {
    let folder = review(&[(
        "codebook.csv",
        "code,label\r\ncost,Cost\r\nprice,Price\r\ntime,T\r\ntop,Top",
    )]);
    let edit = |book: &Codebook| ThemeEdit::Move {
        theme: code(book, "cost"),
        under: Some(code(book, "top")),
    };
    made(&folder, edit);
    let expected = "code,label,parent\r\ncost,Cost,top\r\nprice,Price,\r\ntime,T,\r\ntop,Top,";
    assert_eq!(text(&folder, "codebook.csv"), expected);
    assert!(made(&folder, edit).changes.is_empty());
    let review = opened(&folder);
    let book = &review.codebook;
    let round = ThemeEdit::Move {
        theme: code(book, "top"),
        under: Some(code(book, "cost")),
    };
    let error = plan(folder.path(), &review, &round).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`top` cannot stand under `cost`, which stands under it"
    );
}

#[test]
fn what_needs_a_codebook_is_refused_without() {
    let folder = review(&[]);
    let review = opened(&folder);
    let theme = code(&review.codebook, "cost");
    for (edit, refused) in [
        (ThemeEdit::Move { theme, under: None }, true),
        (
            ThemeEdit::Rename {
                theme,
                to: "x".parse().unwrap(),
                label: Some("X".into()),
            },
            true,
        ),
        (
            ThemeEdit::Rename {
                theme,
                to: "x".parse().unwrap(),
                label: None,
            },
            false,
        ),
        (
            ThemeEdit::Rename {
                theme,
                to: "time".parse().unwrap(),
                label: None,
            },
            true,
        ),
        (merge(&review.codebook, &["cost", "price"], "time"), false),
        (merge(&review.codebook, &["cost"], "cost"), true),
    ] {
        assert_eq!(
            plan(folder.path(), &review, &edit).is_err(),
            refused,
            "{edit:?}"
        );
    }
}

const FINDINGS: &str = "\u{feff}# Ours: cost.\r
[[finding]]\r
id = 'cost'   # an id is no theme\r
statement = \"Cost and time.\"\r
themes = [\r
  \"cost\", # of money\r
  'time', # of days\r
]\r
\r
  [[finding.claim]]\r
  phrase = \"Cost\"\r
  themes = { any = [\"COST\", 'time'], all = \"cost\", none = [ \"top\" ] }\r
  base = { themes = [\"cost\",\"top\"] }\r
  than = { themes = { none = [\"time\", \"cost\",] } }\r
\r
  [[finding.point]]\r
  id = \"p\"\r
  text = \"Time.\"\r
  themes = \"cost\"\r
\r
[[finding]]\r
id = \"two\"\r
statement = \"Two.\"\r
themes = [\"time\",\r
  # why cost\r
  \"cost\"\r
]\r
";

#[test]
fn findings_keep_their_form() {
    let renamed = |text: &str| {
        text.replace("\"cost\",", "\"price tag\",")
            .replace("\"COST\"", "\"price tag\"")
            .replace("all = \"cost\"", "all = \"price tag\"")
            .replace("themes = \"cost\"", "themes = \"price tag\"")
            .replace("why cost\r\n  \"cost\"", "why cost\r\n  \"price tag\"")
    };
    let folder = review(&[("findings.toml", FINDINGS)]);
    let planned = made(&folder, |book| ThemeEdit::Rename {
        theme: code(book, "cost"),
        to: "price tag".parse().unwrap(),
        label: None,
    });
    assert_eq!(text(&folder, "findings.toml"), renamed(FINDINGS));
    assert_eq!(planned.files.last().unwrap().places, 7);
    assert!(planned.remarks.is_empty());
}

#[test]
fn a_merged_theme_stands_in_a_list_once_and_comments_stay() {
    let folder = review(&[("findings.toml", FINDINGS)]);
    let planned = made(&folder, |book| merge(book, &["cost"], "time"));
    let expected = FINDINGS
        .replace("  \"cost\", # of money\r\n  'time'", "  'time'")
        .replace(
            "[\"COST\", 'time'], all = \"cost\"",
            "['time'], all = \"time\"",
        )
        .replace("[\"cost\",\"top\"]", "[\"time\",\"top\"]")
        .replace("[\"time\", \"cost\",]", "[\"time\",]")
        .replace("themes = \"cost\"", "themes = \"time\"")
        .replace("# why cost\r\n  \"cost\"\r\n", "# why cost\r\n  \r\n");
    assert_eq!(text(&folder, "findings.toml"), expected);
    assert_eq!(planned.files.last().unwrap().places, 7);
}

#[test]
fn a_selection_that_excludes_what_it_asks_for_is_said() {
    let folder = review(&[(
        "findings.toml",
        "[[finding]]\nid = \"a\"\nstatement = \"Cost.\"\n[[finding.claim]]\nphrase = \"Cost\"\n\
         themes = { any = [\"cost\"], none = [\"time\"] }\n",
    )]);
    let planned = made(&folder, |book| merge(book, &["cost"], "time"));
    assert_eq!(
        planned.remarks,
        ["findings.toml:6:36: the selection asks for `time` and excludes it, so no note fits"]
    );
}
