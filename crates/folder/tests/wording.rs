//! `[wording]`: a scale of the review's own, and every way in which one makes no sense, with its
//! place.

use throughline_core::review::Review;
use throughline_core::wording::{Polarity, Scale};
use throughline_folder::{OpenOptions, open};

/// A review whose `[wording]` begins on line 2.
fn opened(wording: &str) -> (Option<Review>, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write(
        "review.toml",
        &format!("title = \"Hearing back\"\n{wording}"),
    );
    write(
        "notes/a.csv",
        "text,organisation,themes\nIt helped.,One,help\n",
    );
    let opened = open(folder.path(), &OpenOptions::default()).unwrap();
    let problems = opened.problems.iter().map(ToString::to_string).collect();
    (opened.review, problems)
}

const OWN: &str = r#"[wording]
name = "inspectorate"
source = "Inspection handbook 2019"
rounded = true

[[wording.word]]
words = "most"
from = 75
to = 90

[[wording.word]]
words = ["Nearly  all", "almost all"]
over = 90
share = "more than nine in ten"

[[wording.word]]
words = ["a few"]
under = 50
at_least_one = true
rounded = false

[[wording.word]]
words = ["a minority"]
from = 10
under = 50
polarity = "denying"

[[wording.word]]
words = ["many"]
over = 50
not_all = true
"#;

#[test]
fn a_scale_of_its_own_is_read_weakest_first() {
    let (review, problems) = opened(OWN);
    assert_eq!(problems, [""; 0]);
    let scale = review.unwrap().scale;
    assert_eq!(scale.name, "inspectorate");
    assert_eq!(scale.source, "Inspection handbook 2019");
    let table: Vec<_> = scale
        .words
        .iter()
        .map(|w| {
            (
                w.words.join(", "),
                w.share.as_str(),
                w.counts(59),
                w.polarity,
            )
        })
        .collect();
    let row = |words: &str, share, counts, polarity| (words.to_owned(), share, counts, polarity);
    assert_eq!(
        table,
        [
            row(
                "a few",
                "under 50%, at least one",
                Some((1, 29)),
                Polarity::Asserting
            ),
            row(
                "a minority",
                "10%, under 50%",
                Some((6, 29)),
                Polarity::Denying
            ),
            row(
                "many",
                "over 50%, not all",
                Some((30, 58)),
                Polarity::Asserting
            ),
            // 44 of 59 is 74.6 %, which is 75 when it is rounded.
            row("most", "75% to 90%", Some((44, 53)), Polarity::Asserting),
            row(
                "nearly all, almost all",
                "more than nine in ten",
                Some((54, 59)),
                Polarity::Asserting
            ),
        ]
    );
    assert_eq!(
        scale
            .best_word(58, 59)
            .map(throughline_core::wording::Word::name),
        Some("nearly all")
    );
    assert_eq!(scale.word("Almost all"), scale.word("nearly all"));
}

#[test]
fn scales_that_are_built_in_are_named() {
    for name in Scale::BUILT_IN {
        let (review, problems) = opened(&format!("[wording]\nscale = \"{name}\"\n"));
        assert_eq!(problems, [""; 0]);
        assert_eq!(review.unwrap().scale.name, name);
    }
    let (review, problems) = opened("");
    assert_eq!((review.unwrap().scale, problems.len()), (Scale::plain(), 0));
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table, one row a fault")]
fn a_scale_that_makes_no_sense_is_refused_with_the_place() {
    let word = |rest: &str| format!("[[wording.word]]\nwords = [\"w\"]\n{rest}\n");
    let table: Vec<(String, &str)> = vec![
        (
            "[wording]\nscale = \"plane\"".into(),
            "review.toml:3:9: unknown scale `plane`",
        ),
        (
            "[wording]\nname = \"ours\"".into(),
            "review.toml:2:1: the scale has no words; add `[[wording.word]]`",
        ),
        (
            "[wording]\nword = []".into(),
            "review.toml:2:1: the scale has no words",
        ),
        (
            format!("[wording]\nscale = \"fao\"\n{}", word("from = 5")),
            "review.toml:3:9: `scale` names a scale that is built in, and `[[wording.word]]` makes another; keep one of them",
        ),
        (
            "[[wording.word]]\nfrom = 5".into(),
            "review.toml:2:1: wording.word has no `words`",
        ),
        (
            "[[wording.word]]\nwords = []\nfrom = 5".into(),
            "review.toml:2:1: `words` holds no word",
        ),
        (
            "[[wording.word]]\nwords = [\"w\", \" \"]\nfrom = 5".into(),
            "review.toml:3:15: the word is blank",
        ),
        (
            "[[wording.word]]\nwords = \"\"\nfrom = 5".into(),
            "review.toml:3:9: the word is blank",
        ),
        (
            "[[wording.word]]\nwords = 7\nfrom = 5".into(),
            "review.toml:3:9: `words` must be a list of strings, not an integer",
        ),
        (
            "[[wording.word]]\nwords = [\"w\", \"W\"]\nfrom = 5".into(),
            "review.toml:3:15: “w” stands here twice",
        ),
        (
            format!("{}{}", word("from = 5"), word("from = 6")),
            "review.toml:6:10: “w” has a band already, in the entry on line 2",
        ),
        (
            word("from = 60\nto = 40"),
            "review.toml:4:8: the band of “w” begins at 60%, above its end at 40%",
        ),
        (
            word("over = 40\nto = 40"),
            "review.toml:2:1: no count can ever fit “w”",
        ),
        (
            word("to = 0\nat_least_one = true"),
            "review.toml:2:1: no count can ever fit “w”",
        ),
        (
            word("from = 100\nnot_all = true"),
            "review.toml:2:1: no count can ever fit “w”",
        ),
        (
            word("from = 101"),
            "review.toml:4:8: `from` is a percent from 0 to 100, not 101",
        ),
        (
            word("from = 5\nunder = -1"),
            "review.toml:5:9: `under` is a percent from 0 to 100, not -1",
        ),
        (
            word("from = \"5\""),
            "review.toml:4:8: `from` must be a whole number, not a string",
        ),
        (
            word("from = 5\nover = 5"),
            "review.toml:5:8: `from` and `over` give the same end twice; keep one of them",
        ),
        (
            word("from = 5\npolarity = \"denyin\""),
            "review.toml:5:12: unknown polarity `denyin`",
        ),
        (
            word("to = 40"),
            "review.toml:2:1: “w” asserts and would fit nobody; add `at_least_one = true` or `polarity = \"denying\"`",
        ),
        (
            word("over = 40\npolarity = \"denying\""),
            "review.toml:2:1: “w” claims a lack and would fit everybody; lower its end or add `not_all = true`",
        ),
        (
            format!(
                "{}[[wording.word]]\nwords = \"x\"\nover = 40\nto = 60\npolarity = \"denying\"",
                word("over = 5\nto = 40")
            ),
            "review.toml:2:1: “w” asserts and lies below “x”, which claims a lack; give both the same polarity",
        ),
        (
            "[[wording.word]]\nwords = [\"many\", \"more than half\"]\nfrom = 50".into(),
            "review.toml:4:8: “more than half” is over half in every scale: `over = 50`, not rounded",
        ),
        (
            "[[wording.word]]\nwords = \"all\"\nover = 95".into(),
            "review.toml:4:8: “all” is everybody: `from = 100`",
        ),
        (
            "[[wording.word]]\nwords = \"none\"\nunder = 5\npolarity = \"denying\"".into(),
            "review.toml:4:9: “none” is nobody: `to = 0`",
        ),
    ];
    for (toml, expected) in table {
        let (review, problems) = opened(&toml);
        assert_eq!(problems, [expected], "{toml}");
        assert!(review.is_none(), "{toml}");
    }
    // A key that is not known is a warning, as everywhere.
    let (review, problems) = opened(&word("from = 5\nupto = 9"));
    assert_eq!(
        problems,
        ["review.toml:5:1: unknown key `upto` in `wording.word`; it is not read"]
    );
    assert!(review.is_some());
}

/// The worked example of docs/review-folder.md says what the program does.
#[test]
fn the_example_of_the_guide_holds() {
    let guide = include_str!("../../../docs/review-folder.md");
    let section = guide.split("### A scale of your own").nth(1).unwrap();
    let toml = section
        .split("```toml\n")
        .nth(1)
        .unwrap()
        .split("```")
        .next()
        .unwrap();
    let (review, problems) = opened(toml);
    assert_eq!(problems, [""; 0]);
    let scale = review.unwrap().scale;
    let counts = |word: &str| scale.word(word).unwrap().counts(9);
    assert_eq!(
        ["all", "most", "the majority", "a minority"].map(counts),
        [Some((9, 9)), Some((7, 8)), Some((5, 6)), Some((1, 4))]
    );
    assert_eq!(
        scale.unfit(9).collect::<Vec<_>>(),
        ["very few", "almost all"]
    );
}
