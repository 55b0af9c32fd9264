//! What another file says of themes.

use super::*;

fn row(code: &str, label: &str, parent: &str, definition: &str) -> ThemeRow {
    ThemeRow {
        code: code.into(),
        label: label.into(),
        parent: parent.into(),
        definition: definition.into(),
        ..ThemeRow::default()
    }
}

fn carried(codes: bool) -> Carried {
    Carried {
        codes,
        columns: ["label", "parent", "definition"].map(String::from).to_vec(),
    }
}

#[test]
fn themes_are_taken_in_beside_ours() {
    let folder = review(&[("codebook.csv", BOOK)]);
    let review = opened(&folder);
    let rows = [
        row("c", "COST", "t", "What  it\ncosts."),
        row("t", "Top", "", "Everything."),
        row("tide", "Tide", "c", "It turns."),
    ];
    let taken = take_in(
        folder.path(),
        &review,
        (&rows, &carried(false)),
        TakeIn::Add,
    )
    .unwrap();
    let ids = |list: &[ThemeId]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(ids(&taken.added), ["tide"]);
    assert_eq!(ids(&taken.kept), ["cost", "price", "time"]);
    assert_eq!(
        taken.changed,
        [("top".parse().unwrap(), vec!["definition"])]
    );
    taken.planned.make(folder.path()).unwrap();
    let expected =
        BOOK.replace("top,Top,,,", "top,Top,,Everything.,") + "tide,Tide,cost,It turns.,,,\n";
    assert_eq!(text(&folder, "codebook.csv"), expected);
    let review = opened(&folder);
    let again = take_in(
        folder.path(),
        &review,
        (&rows, &carried(false)),
        TakeIn::Add,
    )
    .unwrap();
    assert!(again.planned.changes.is_empty() && again.added.is_empty());
}

#[test]
fn what_differs_stops_it_until_somebody_decides() {
    let folder = review(&[("codebook.csv", BOOK)]);
    let review = opened(&folder);
    let rows = [
        row("cost", "Cost", "", "Another."),
        row("new", "New", "", ""),
    ];
    let given = (&rows[..], &carried(true));
    let error = take_in(folder.path(), &review, given, TakeIn::Add).unwrap_err();
    let ThemeEditError::Conflicts(Conflicts(list)) = error else {
        panic!("{error}");
    };
    let columns: Vec<_> = list
        .iter()
        .map(|c| match c {
            Conflict::Differs { column, .. } => *column,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(columns, ["parent", "definition"]);
    let merged = take_in(folder.path(), &review, given, TakeIn::Merge).unwrap();
    assert_eq!(
        merged.changed,
        [("cost".parse().unwrap(), vec!["parent", "definition"])]
    );
    assert!(merged.removed.is_empty());
    // Every other theme is carried by a note.
    let error = take_in(folder.path(), &review, given, TakeIn::Replace).unwrap_err();
    let ThemeEditError::Conflicts(Conflicts(list)) = error else {
        panic!("{error}");
    };
    assert_eq!(list.len(), 3);
    assert!(
        matches!(&list[0], Conflict::InUse { theme, cells: 1, finding: false } if theme.as_str() == "top")
    );
}

#[test]
fn a_review_without_a_codebook_gets_one() {
    let folder = review(&[]);
    let review = opened(&folder);
    let rows = [row("cost", "What it costs", "", "Money.")];
    let taken = take_in(
        folder.path(),
        &review,
        (&rows, &carried(true)),
        TakeIn::Merge,
    )
    .unwrap();
    taken.planned.make(folder.path()).unwrap();
    assert_eq!(
        text(&folder, "codebook.csv"),
        "code,label,phrase,parent,definition,include,exclude,keywords\n\
         cost,What it costs,,,Money.,,,\nprice,price,,,,,,\ntime,time,,,,,,\ntop,top,,,,,,\n"
    );
}

#[test]
fn a_circle_is_not_taken_in() {
    let folder = review(&[("codebook.csv", BOOK)]);
    let review = opened(&folder);
    for (rows, said) in [
        (vec![row("top", "Top", "price", "")], "ancestor"),
        (
            vec![row("top", "Top", "nowhere", "")],
            "neither in the file nor in the codebook",
        ),
    ] {
        let given = (&rows[..], &carried(true));
        let error = take_in(folder.path(), &review, given, TakeIn::Merge).unwrap_err();
        assert!(error.to_string().contains(said), "{error}");
    }
    // A flat file that lacks a parent which stays named.
    let flat = Carried {
        codes: true,
        columns: vec!["label".into()],
    };
    let unused = "code,label,parent\nlone,Lone,\ncost,C,lone\nprice,P,\ntime,T,\ntop,T2,\n";
    let folder_of_two = self::review(&[("codebook.csv", unused)]);
    let other = opened(&folder_of_two);
    let rows = ["cost", "price", "time", "top"].map(|id| row(id, id, "", ""));
    let error = take_in(
        folder_of_two.path(),
        &other,
        (&rows, &flat),
        TakeIn::Replace,
    )
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "codebook.csv: `cost` would stand under `lone`, which would be gone"
    );
    let twice = [row("a", "Cost", "top", ""), row("b", "cost ", "top", "")];
    let given = (&twice[..], &carried(false));
    let error = take_in(folder.path(), &review, given, TakeIn::Merge).unwrap_err();
    assert!(matches!(error, ThemeEditError::Conflicts(_)));
}
