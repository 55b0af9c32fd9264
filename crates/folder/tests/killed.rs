//! A process that changes several files of a review is stopped before each of its steps, and the
//! recovery of what it left is stopped before each of its own: the folder is before or after, byte
//! for byte, and never in between.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use throughline_folder::edit::{FileChange, apply, apply_in_steps};
use throughline_folder::{OpenOptions, open};

/// As many moments as a change has to be killed in.
const MOMENTS: usize = 500;

/// How many are killed side by side: each waits for the disk more than it works.
const THREADS: usize = 4;

/// Every file and folder below a place: what it holds, or where it leads.
type Tree = BTreeMap<String, Vec<u8>>;

fn tree(root: &Path) -> Tree {
    let mut found = Tree::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(at) = folders.pop() {
        for entry in std::fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().display().to_string();
            if path.is_symlink() {
                let to = std::fs::read_link(&path).unwrap();
                found.insert(name, to.to_string_lossy().as_bytes().to_vec());
            } else if path.is_dir() {
                found.insert(name, Vec::new());
                folders.push(path);
            } else {
                found.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// A review with a table behind a link, in a folder of its own beside what the link leads to.
fn place() -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = place.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("review/review.toml", "title = \"Tides\"\n");
    write("review/codebook.csv", "code,label\ncost,Cost\ntime,Time\n");
    write("review/notes/a.csv", "note_id,themes,text\n1,cost,One\n");
    write("elsewhere/b.csv", "note_id,themes,text\n2,time,Two\n");
    write("review/quotes-read.csv", "note_id,reader\n1,Ana\n");
    #[cfg(unix)]
    std::os::unix::fs::symlink(
        "../../elsewhere/b.csv",
        place.path().join("review/notes/b.csv"),
    )
    .unwrap();
    #[cfg(not(unix))]
    write("review/notes/b.csv", "note_id,themes,text\n2,time,Two\n");
    place
}

/// Files written anew, one of them behind a link, one removed, one in a folder that is not there.
fn changes(review: &Path) -> Vec<FileChange> {
    let change = |path: &str, after: Option<&str>| FileChange {
        path: path.into(),
        before: std::fs::read(review.join(path)).ok(),
        after: after.map(Into::into),
    };
    vec![
        change("codebook.csv", Some("code,label\nprice,Price\ntime,Time\n")),
        change("notes/a.csv", Some("note_id,themes,text\n1,price,One\n")),
        change("notes/b.csv", Some("note_id,themes,text\n2,price,Two\n")),
        change("tags/ana.csv", Some("note_id,themes\n1,price\n")),
        change("tags/ben.csv", Some("note_id,themes\n2,price\n")),
        change("quotes-read.csv", None),
        change("review.toml", Some("title = \"Tides and prices\"\n")),
    ]
}

/// Stops at a step of a change, or of the recovery that begins one: a program of its own that the
/// tests below run.
#[test]
#[ignore = "run by the other tests, which say where to stop"]
fn child_that_is_stopped() {
    let mut lines = std::io::stdin().lock().lines().map(Result::unwrap);
    let (review, what) = (lines.next().unwrap(), lines.next().unwrap());
    let mut left: usize = lines.next().unwrap().parse().unwrap();
    let mut stop = || {
        left -= 1;
        if left == 0 {
            std::process::abort();
        }
    };
    let review = Path::new(&review);
    let list = match what.as_str() {
        "change" => changes(review),
        _ => Vec::new(),
    };
    apply_in_steps(review, &list, &mut stop).unwrap();
}

/// Runs the child to a step; says whether it was stopped there or came to its end before.
fn stopped(review: &Path, what: &str, step: usize) -> bool {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child_that_is_stopped", "--ignored", "--quiet"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let said = format!("{}\n{what}\n{step}\n", review.display());
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(said.as_bytes()).unwrap();
    drop(stdin);
    let status = child.wait().unwrap();
    // A child that fails by itself ends with a code; one that is stopped has none.
    assert!(status.success() || status.code().is_none(), "{status}");
    !status.success()
}

fn reopened(place: &tempfile::TempDir) -> Tree {
    let review = place.path().join("review");
    let opened = open(&review, &OpenOptions::default()).unwrap();
    assert!(opened.review.is_some(), "{:?}", opened.problems);
    tree(place.path())
}

#[test]
fn a_killed_change_is_whole_before_or_after() {
    let before = tree(place().path());
    let done = place();
    let review = done.path().join("review");
    apply(&review, &changes(&review)).unwrap();
    let after = tree(done.path());
    assert_ne!(before, after);
    assert!(after.contains_key("review/tags/ana.csv"));
    assert!(!after.contains_key("review/quotes-read.csv"));

    let mut steps = 0;
    let counted = place();
    let review = counted.path().join("review");
    apply_in_steps(&review, &changes(&review), &mut || steps += 1).unwrap();
    let parts: Vec<(usize, [usize; 2])> = std::thread::scope(|scope| {
        let (before, after) = (&before, &after);
        let part = |first| move || killed_at(first, steps, before, after);
        let threads: Vec<_> = (0..THREADS).map(|first| scope.spawn(part(first))).collect();
        threads.into_iter().map(|t| t.join().unwrap()).collect()
    });
    let moments: usize = parts.iter().map(|(moments, _)| moments).sum();
    assert!(moments >= MOMENTS, "{moments}");
    for side in [0, 1] {
        assert!(parts.iter().map(|(_, whole)| whole[side]).sum::<usize>() > 10);
    }
}

/// Stops a change at every so many-th step, and its recovery at each: how many moments those were,
/// and how often the folder was whole before and whole after.
fn killed_at(first: usize, steps: usize, before: &Tree, after: &Tree) -> (usize, [usize; 2]) {
    let (mut moments, mut whole) = (0, [0, 0]);
    for step in (1 + first..=steps).step_by(THREADS) {
        let place = place();
        let review = place.path().join("review");
        assert!(stopped(&review, "change", step));
        moments += 1;
        let left = tree(place.path());
        let end = reopened(&place);
        assert!(end == *before || end == *after, "step {step}: {end:?}");
        whole[usize::from(end == *after)] += 1;
        // What was left is left again, and its recovery stopped at each of its steps.
        for second in 1.. {
            restore(place.path(), &left);
            if !stopped(&review, "recovery", second) {
                break;
            }
            moments += 1;
            assert_eq!(reopened(&place), end, "steps {step} and {second}");
        }
    }
    (moments, whole)
}

/// Makes a place hold again what it held.
fn restore(root: &Path, left: &Tree) {
    for (name, _) in tree(root).into_iter().rev() {
        let path = root.join(&name);
        if left.contains_key(&name) {
            continue;
        }
        if path.is_dir() && !path.is_symlink() {
            std::fs::remove_dir(path).unwrap();
        } else {
            std::fs::remove_file(path).unwrap();
        }
    }
    for (name, held) in left {
        let path = root.join(name);
        if path.is_symlink() {
            continue;
        }
        if held.is_empty() && !name.contains('.') {
            std::fs::create_dir_all(path).unwrap();
        } else {
            std::fs::write(path, held).unwrap();
        }
    }
}

#[test]
fn what_was_saved_after_a_crash_is_kept_beside() {
    let place = place();
    let review = place.path().join("review");
    let list = changes(&review);
    // The last steps are the renames; the journal is complete by then.
    let mut steps = 0;
    let counted = self::place();
    let other = counted.path().join("review");
    apply_in_steps(&other, &changes(&other), &mut || steps += 1).unwrap();
    assert!(stopped(&review, "change", steps - 12));
    std::fs::write(review.join("review.toml"), "title = \"Saved since\"\n").unwrap();
    let opened = open(&review, &OpenOptions::default()).unwrap();
    let said: Vec<String> = opened.problems.iter().map(ToString::to_string).collect();
    assert!(
        said.iter()
            .any(|p| p.starts_with("review.toml.kept: saved while")),
        "{said:?}"
    );
    let read = |name: &str| std::fs::read(review.join(name)).unwrap();
    assert_eq!(read("review.toml.kept"), b"title = \"Saved since\"\n");
    assert_eq!(Some(read("review.toml")), list[6].after);
}

#[test]
fn a_journal_that_is_none_of_ours_is_refused() {
    for (journal, said) in [
        ("throughline-journal/2\ncomplete\n", "another version"),
        (
            "throughline-journal/1\n{\"write\":{\"path\":\"../x\",\"before\":null}}\ncomplete\n",
            "outside the review",
        ),
        (
            "throughline-journal/1\n{\"write\":{\"path\":\"/etc/x\",\"before\":null}}\n",
            "outside the review",
        ),
        (
            "throughline-journal/1\nrubbish\ncomplete\n",
            "cannot be read",
        ),
    ] {
        let place = place();
        let review = place.path().join("review");
        std::fs::write(review.join(".throughline-journal"), journal).unwrap();
        let before = tree(place.path());
        let error = open(&review, &OpenOptions::default())
            .unwrap_err()
            .to_string();
        assert!(error.contains(said), "{error}");
        let error = apply(&review, &changes(&review)).unwrap_err().to_string();
        assert!(error.contains(said), "{error}");
        assert_eq!(tree(place.path()), before);
    }
}

#[test]
fn wrong_changes_leave_the_folder_as_it_was() {
    let change = |path: &str, before: Option<&str>| FileChange {
        path: path.into(),
        before: before.map(Into::into),
        after: Some(b"x".to_vec()),
    };
    let codebook = "code,label\ncost,Cost\ntime,Time\n";
    for (list, said) in [
        (vec![change("../x", None)], "not the path of a file"),
        (vec![change("/tmp/x", None)], "not the path of a file"),
        (vec![change("", None)], ""),
        (
            vec![change(".throughline-journal", None)],
            "not the path of a file",
        ),
        (vec![change("a", None), change("a", None)], "changed twice"),
        (
            vec![
                change("codebook.csv", Some(codebook)),
                change("notes", None),
            ],
            "notes",
        ),
        (
            vec![
                change("codebook.csv", Some(codebook)),
                change("codebook.csv/x", None),
            ],
            "codebook.csv",
        ),
        (
            vec![
                change("codebook.csv", Some(codebook)),
                change("review.toml", Some("other")),
            ],
            "changed by another program",
        ),
    ] {
        let place = place();
        let before = tree(place.path());
        let error = apply(&place.path().join("review"), &list)
            .unwrap_err()
            .to_string();
        assert!(error.contains(said), "{list:?}: {error}");
        assert_eq!(tree(place.path()), before, "{list:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_reader_waits_for_a_writer_and_sees_one_moment() {
    let place = place();
    let review = place.path().join("review");
    let (cost, price) = (changes(&review), "price");
    let back: Vec<FileChange> = cost
        .iter()
        .map(|c| FileChange {
            path: c.path.clone(),
            before: c.after.clone(),
            after: c.before.clone(),
        })
        .collect();
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for _ in 0..40 {
                apply(&review, &cost).unwrap();
                apply(&review, &back).unwrap();
            }
        });
        while !writer.is_finished() {
            let opened = open(&review, &OpenOptions::default()).unwrap();
            let read = opened.review.expect("codebook and notes of one moment");
            let renamed = read.codebook.code(price).is_some();
            assert_eq!(read.about.title == "Tides and prices", renamed);
        }
    });
}
