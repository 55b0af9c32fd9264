//! `throughline query`: questions in SQL, and answers to what cannot be asked.

mod common;

use common::{Place, repository};

const NOTES: &str = "note_id,engagement_id,engagement_type,date,organisation,themes,stance,text\n\
    N-1,WS-1,workshop,2023-09-26,Agency A;Agency B,cost;value,negative,\"=cmd|calc\n\u{1b}[31mred\"\n\
    N-2,WS-1,workshop,2023-09-26,,cost,,It costs.\n";

fn place() -> Place {
    let place = Place::new();
    place.write("notes.csv", NOTES);
    place
}

#[test]
fn questions_are_answered() {
    let place = place();
    for (sql, expected) in [
        (
            "SELECT theme, COUNT(*) AS n FROM tags GROUP BY theme ORDER BY theme",
            "theme,n\ncost,2\nvalue,1\n",
        ),
        (
            "WITH a AS (SELECT DISTINCT note_id FROM tags) SELECT COUNT(*) AS n FROM a;",
            "n\n2\n",
        ),
        (
            "select o.organisation from note_organisations as o join tags as t on t.note_id = o.note_id \
             where t.theme = 'value' order by o.organisation",
            "organisation\nAgency A\nAgency B\n",
        ),
        (
            "SELECT theme, notes, organisations, share FROM prevalence ORDER BY theme",
            "theme,notes,organisations,share\ncost,2,2,1\nvalue,1,2,1\n",
        ),
        (
            "SELECT note_text FROM notes WHERE note_id = 'N-1'",
            "note_text\n\"'=cmd|calc\n\u{1b}[31mred\"\n",
        ),
        (
            "SELECT engagement_id, date_from FROM engagements WHERE date_from >= '2023-09-01'",
            "engagement_id,date_from\nWS-1,2023-09-26\n",
        ),
        ("SELECT theme FROM tags WHERE theme = 'none'", "theme\n"),
        (
            "SELECT engagement_type, denominator FROM format WHERE theme = 'cost'",
            "engagement_type,denominator\nworkshop,2\n",
        ),
        (
            "SELECT stance, COUNT(*) FROM tags GROUP BY stance ORDER BY COUNT(*) DESC, stance LIMIT 1",
            "stance,count(*)\nnegative,2\n",
        ),
        (
            "SELECT theme FROM prevalence WHERE notes = (SELECT MAX(notes) FROM prevalence)",
            "theme\ncost\n",
        ),
        (
            "SELECT MAX(notes) + 1, COUNT(DISTINCT theme) FROM prevalence",
            "max(notes) + 1,count(distinct theme)\n3,2\n",
        ),
    ] {
        let run = place.run(&["query", "notes.csv", sql, "--format", "csv"]);
        assert_eq!(
            (run.code, run.out.as_str()),
            (0, expected),
            "{sql}\n{}",
            run.err
        );
    }
}

#[test]
fn every_table_that_is_shown_can_be_asked() {
    let place = Place::new();
    let ogp = repository().join("data/ogp-2023").display().to_string();
    let run = place.run(&["query", &ogp, "SHOW TABLES", "--format", "json"]);
    let tables: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let tables = tables.as_array().unwrap();
    assert!(tables.len() > 15);
    for table in tables {
        let name = table["table"].as_str().unwrap();
        let sql = format!("SELECT * FROM {name}");
        let run = place.run(&["query", &ogp, &sql, "--format", "json"]);
        assert_eq!(run.code, 0, "{name}: {}", run.err);
        let rows: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        // The first review has no aliases.
        let empty = name == "organisation_aliases";
        assert_eq!(rows.as_array().unwrap().is_empty(), empty, "{name}");
    }
    assert_eq!(place.files(), [""; 0]);
}

#[test]
fn a_table_on_a_terminal_obeys_no_text() {
    let place = place();
    let run = place.run(&[
        "query",
        "notes.csv",
        "SELECT note_text FROM notes ORDER BY note_id",
    ]);
    assert_eq!(
        run.out,
        "note_text\n=cmd|calc␊␛[31mred\nIt costs.\n(2 rows)\n"
    );
}

#[test]
fn wrong_sql_says_what_there_is() {
    let place = place();
    for (sql, code, parts) in [
        (
            "SELECT * FROM note",
            1,
            ["did you mean `notes`?", "theme_ancestors"].as_slice(),
        ),
        (
            "SELECT stanse FROM tags",
            1,
            &["did you mean `stance`?", "note_id, theme, stance"],
        ),
        (
            "SELECT note_text FROM tags",
            1,
            &["note_text", "`tags` has the columns"],
        ),
        ("SELECT FROM WHERE", 1, &["error:", "SHOW TABLES"]),
        ("SELECT (1", 1, &["error:"]),
        ("SELECT 1; SELECT 2", 1, &["more than one question"]),
        (
            "SELECT theme FROM tags; DROP TABLE tags",
            1,
            &["more than one question"],
        ),
        (
            "SELECT theme, COUNT(*) FROM tags",
            1,
            &["`theme` stands beside `COUNT(*)`", "GROUP BY theme"],
        ),
        (
            "SELECT note_id FROM tags WHERE note_id IN (SELECT theme || MAX(stance) FROM tags)",
            1,
            &["`theme` stands beside `MAX(stance)`"],
        ),
        (
            "SELECT engagement_type FROM notes",
            1,
            &["`engagement_type` is a column of `engagements`"],
        ),
        (
            "SELECT theme, RANK() OVER (ORDER BY notes) FROM prevalence",
            1,
            &["'rank'", "throughline export"],
        ),
        (
            "SELECT strftime('%m', date_from) FROM engagements",
            1,
            &["`date_from`"],
        ),
        (
            "DELETE FROM notes",
            2,
            &["`delete` is not a question", "SELECT"],
        ),
        ("CREATE TABLE a AS SELECT 1", 2, &["only SELECT"]),
        ("", 2, &["only SELECT"]),
        ("\n-- nothing", 2, &["only SELECT"]),
        ("SELECT * FROM read_csv('/etc/passwd')", 1, &["error:"]),
    ] {
        let run = place.run(&["query", "notes.csv", sql]);
        assert_eq!(run.code, code, "{sql}\n{}{}", run.out, run.err);
        assert_eq!(run.out, "", "{sql}");
        for part in parts {
            assert!(run.err.contains(part), "{sql}: no {part} in\n{}", run.err);
        }
    }
    assert_eq!(place.files(), ["notes.csv"]);
    assert_eq!(place.run(&["query", "notes.csv"]).code, 2);
    assert_eq!(place.run(&["query", "nowhere", "SELECT 1"]).code, 2);
}
