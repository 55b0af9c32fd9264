//! A review folder that is sound, read whole: each file's part in the review.

use std::path::{Path, PathBuf};
use throughline_core::audit::{Lock, Verdict};
use throughline_core::findings::Unit;
use throughline_core::notes::{NONE, Tag};
use throughline_core::problem::Code;
use throughline_core::review::{Attribution, Audience, CoderPolicy, Level, Review, Status};
use throughline_core::stance::Stance;
use throughline_folder::{OpenOptions, open, write_lock};

fn sound() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/sound")
}

fn review() -> Review {
    open(&sound(), &OpenOptions::default())
        .unwrap()
        .review
        .unwrap()
}

fn tags(review: &Review) -> Vec<Vec<(u32, Stance)>> {
    let of = |row| {
        review
            .notes
            .tags
            .get(row)
            .iter()
            .map(|t: &Tag| (t.theme, t.stance))
            .collect()
    };
    (0..review.notes.len()).map(of).collect()
}

#[test]
fn settings_are_those_of_review_toml() {
    let review = review();
    let about = &review.about;
    assert_eq!(
        (about.title.as_str(), about.noun.many.as_str()),
        ("Hearing back", "agencies")
    );
    assert_eq!(
        about.period.unwrap().printed(),
        "26 September to 13 October 2023"
    );
    assert_eq!(about.date.unwrap().to_string(), "2023-10-31");
    assert_eq!(about.language.as_deref(), Some("en-NZ"));
    assert_eq!(about.notice.as_ref().unwrap().title, "Invented");
    assert_eq!(review.scale.name, "eti-ni");
    assert_eq!(review.counting.coders, CoderPolicy::Majority);
    assert_eq!(review.counting.percent_from, 10);
    let disclosure = &review.disclosure;
    assert_eq!(
        (disclosure.audience, disclosure.level),
        (Audience::Public, Level::Open)
    );
    assert_eq!(
        (disclosure.attribution, disclosure.k),
        (Attribution::Coded, 4)
    );
    assert!(disclosure.coded_published);
    assert_eq!(review.contributors, ["Agency One"]);
}

#[test]
fn the_source_is_the_folders_own_name_whatever_path_leads_to_it() {
    let own = sound().file_name().unwrap().to_str().unwrap().to_owned();
    for way in ["", "/", "/.", "/notes/.."] {
        let path = format!("{}{way}", sound().display());
        let opened = open(path.as_ref(), &OpenOptions::default()).unwrap();
        assert_eq!(opened.review.unwrap().about.source, own, "{path}");
    }
}

#[test]
fn names_codes_and_aliases_find_their_rows() {
    let review = review();
    let shown: Vec<_> = review
        .organisations
        .iter()
        .map(|o| (o.name.as_str(), o.status, o.consent))
        .collect();
    assert_eq!(
        shown,
        [
            ("Agency One", Status::Current, true),
            ("A2", Status::Historical, false)
        ]
    );
    assert_eq!(review.notes.organisations.get(0), [0]);
    assert_eq!(review.notes.organisations.get(1), [0, 1]);
    assert_eq!(review.notes.engagement, [0, 0, 1]);
    assert_eq!(review.notes.part, [0, 0, NONE]);
    assert_eq!(review.notes.question, [0, 0, NONE]);
    assert_eq!(review.codebook.theme(1).parent, Some(0));
    assert_eq!(review.engagements[1].dates.unwrap().days(), 2);
    let flags = review.notes.flags[1];
    assert!(flags.maori && flags.verbatim && !flags.quotable);
}

#[test]
fn each_policy_settles_the_coders() {
    use Stance::{Mixed, Negative, NotStated};
    let folder = tempfile::tempdir().unwrap();
    copy(&sound(), folder.path());
    let toml = std::fs::read_to_string(folder.path().join("review.toml")).unwrap();
    let with = |policy: &str| {
        let toml = toml.replace("\"majority\"", &format!("\"{policy}\""));
        std::fs::write(folder.path().join("review.toml"), toml).unwrap();
        tags(
            &open(folder.path(), &OpenOptions::default())
                .unwrap()
                .review
                .unwrap(),
        )
    };
    // N1: notes ADDED (oppose), kim added (mixed), lee value. N2: notes value and added, kim and
    // lee added. N3: read by kim alone, without a theme.
    let value = (0, NotStated);
    assert_eq!(
        with("any"),
        [vec![value, (1, Mixed)], vec![value, (1, NotStated)], vec![]]
    );
    assert_eq!(
        with("majority"),
        [vec![(1, Mixed)], vec![(1, NotStated)], vec![]]
    );
    assert_eq!(
        with("coder:kim"),
        [vec![(1, Mixed)], vec![(1, NotStated)], vec![]]
    );
    assert_eq!(
        with("coder:lee"),
        [vec![value], vec![(1, NotStated)], vec![]]
    );
    assert_eq!(
        with("coder:notes"),
        [vec![(1, Negative)], vec![value, (1, NotStated)], vec![]]
    );
}

#[test]
fn findings_point_into_the_review() {
    let review = review();
    let finding = &review.findings[0];
    assert_eq!(finding.part, Some(0));
    assert_eq!(finding.statement.stance, [Stance::Negative]);
    let claim = &finding.statement.claims[0];
    // "Most agencies — " is 16 code points and 18 bytes.
    assert_eq!((claim.offset, claim.unit), (16, Unit::Notes));
    assert_eq!(claim.selection.any, [1]);
    assert_eq!(claim.selection.stance, [Stance::Negative, Stance::Mixed]);
    assert_eq!(claim.selection.format, [0]);
    assert_eq!(claim.selection.status, Some(Status::Current));
    assert_eq!(claim.base.as_ref().unwrap().format, [1]);
    assert!(claim.headline && claim.unanimous_agreed);
    let point = &finding.points[0];
    assert_eq!(point.statement.evidence, [0, 1]);
    assert_eq!(point.statement.quote.as_ref().unwrap().note, 0);
    assert_eq!(point.points[0].id.as_str(), "p2");
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn a_comparison_has_its_other_side() {
    let review = review();
    let claim = &review.findings[1].statement.claims[0];
    assert_eq!(claim.selection.any, [1]);
    let than = claim.than.as_ref().unwrap();
    assert_eq!(
        (than.any.as_slice(), than.none.as_slice()),
        (&[0][..], &[1][..])
    );
    assert_eq!(than.stance, [Stance::Negative]);
    assert!(review.findings[0].statement.claims[0].than.is_none());
}

#[test]
fn giveaways_and_read_quotes_are_those_of_their_files() {
    let review = review();
    assert_eq!(
        review.organisations[0].giveaways,
        ["Harbour Trial", "the tide line"]
    );
    assert!(review.organisations[1].giveaways.is_empty());
    let read: Vec<_> = review
        .quotes_read
        .iter()
        .map(|q| (q.note, q.reader.as_str(), q.date.map(|d| d.to_string())))
        .collect();
    assert_eq!(
        read,
        [
            (1, "R. Reader", Some("2023-10-20".to_owned())),
            (0, "kim", None)
        ]
    );
}

#[test]
fn a_lock_is_read_as_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    copy(&sound(), folder.path());
    let lock = review().lock.unwrap();
    assert_eq!((lock.notes, lock.judged.len()), (2, 2));
    let phrase = &lock.judged[0].phrases[0];
    assert_eq!(phrase.verdict, Verdict::NoEvidence);
    assert_eq!((phrase.count, phrase.base), (Some(0), Some(2)));

    let mut later = lock;
    later.notes = 3;
    later.judged[0].phrases[0].phrase = "“all”, \"every\" \\ one".into();
    later.judged[1].phrases = later.judged[0].phrases.clone();
    write_lock(folder.path(), &later).unwrap();
    let opened = open(folder.path(), &OpenOptions::default()).unwrap();
    assert_eq!(opened.problems.len(), 1, "{:?}", opened.problems);
    assert_eq!(opened.review.unwrap().lock, Some(later));
    let left: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .filter(|name| name.to_string_lossy().ends_with(".new"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_lock_is_not_written_where_no_review_is() {
    let folder = tempfile::tempdir().unwrap();
    let error = write_lock(folder.path(), &Lock::default()).unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::NotFound);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_damaged_lock_is_passed_over_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    copy(&sound(), folder.path());
    for (text, place) in [
        (
            &b"schema = \"throughline-lock/2\"\nnotes = 1\n"[..],
            "findings.lock:1:11",
        ),
        (
            b"schema = \"throughline-lock/1\"\nnotes = -1\n",
            "findings.lock:2:9",
        ),
        (b"<<<<<<< HEAD\n", "findings.lock:1:9"),
        (b"schema = \"\xff\"\n", "findings.lock:1:11"),
        (b"", "findings.lock:1:1"),
    ] {
        std::fs::write(folder.path().join("findings.lock"), text).unwrap();
        let opened = open(folder.path(), &OpenOptions::default()).unwrap();
        let found: Vec<_> = opened
            .problems
            .iter()
            .filter(|p| p.code == Code::DamagedLock)
            .map(|p| p.place.to_string())
            .collect();
        assert_eq!(found, [place], "{}", String::from_utf8_lossy(text));
        assert!(opened.review.unwrap().lock.is_none());
    }
}

#[test]
fn what_each_coder_gave_is_kept_where_there_are_several() {
    // One coder's file beside the themes column.
    let review = review();
    let kept = review.coder_tags.as_ref().unwrap();
    assert!(kept.everyone().count() > 1);
    // What was given, settled again, is what the notes carry.
    let mut settled = Vec::new();
    for (row, &note) in kept.notes.iter().enumerate() {
        let given = kept.given.get(row).iter().copied();
        throughline_core::coders::settle(given, kept.policy, &mut settled);
        assert_eq!(settled, review.notes.tags.get(note as usize));
    }
    assert!(!kept.notes.is_empty());
}
