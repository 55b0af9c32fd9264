use super::*;
use std::collections::BTreeMap;

/// Every file below a folder by its path, with its text.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().display().to_string();
                found.insert(name, fs::read_to_string(path).unwrap());
            }
        }
    }
    found
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn write(folder: &Path, text: &str) -> Result<Vec<(PathBuf, u64)>, OutputError> {
    let output = Output::new(folder, REPORT)?;
    let mut stage = output.stage()?;
    stage.write("report.pdf", text.as_bytes())?;
    stage.write("tables/matrix.csv", b"theme")?;
    stage.put_in_place()
}

#[test]
fn a_report_replaces_the_last_one_whole() {
    let room = tempfile::tempdir().unwrap();
    let target = room.path().join("reports/ogp");
    let files = write(&target, "one").unwrap();
    assert_eq!(
        files,
        [
            (PathBuf::from("report.pdf"), 3),
            (PathBuf::from("tables/matrix.csv"), 5)
        ]
    );
    fs::write(target.join("synthesis.json"), "of the last run").unwrap();
    write(&target, "two").unwrap();
    assert_eq!(
        tree(room.path()),
        BTreeMap::from([
            ("reports/ogp/report.pdf".into(), "two".into()),
            ("reports/ogp/tables/matrix.csv".into(), "theme".into()),
        ])
    );
    assert_eq!(names(&room.path().join("reports")), ["ogp"]);
}

#[test]
fn a_folder_with_files_of_others_is_refused_and_left_whole() {
    for foreign in [
        "notes.docx",
        "charts/photo.png",
        "tables/mine.csv",
        "report.pdf/x",
        "deep/er/file",
        ".git/HEAD",
    ] {
        let room = tempfile::tempdir().unwrap();
        let file = room.path().join("out").join(foreign);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, "precious").unwrap();
        fs::write(room.path().join("out/synthesis.json"), "{}").unwrap();
        let before = tree(room.path());
        let error = write(&room.path().join("out"), "new").unwrap_err();
        assert!(
            matches!(error, OutputError::Foreign { .. }),
            "{foreign}: {error}"
        );
        assert_eq!(tree(room.path()), before, "{foreign}");
        assert_eq!(names(room.path()), ["out"], "{foreign}");
    }
}

#[test]
fn a_file_is_no_folder() {
    let room = tempfile::tempdir().unwrap();
    let file = room.path().join("report");
    fs::write(&file, "precious").unwrap();
    let error = write(&file, "new").unwrap_err();
    assert!(matches!(error, OutputError::Foreign { .. }), "{error}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "precious");
}

#[test]
fn what_comes_in_while_the_report_is_written_is_kept() {
    let room = tempfile::tempdir().unwrap();
    let target = room.path().join("out");
    write(&target, "one").unwrap();
    let output = Output::new(&target, REPORT).unwrap();
    let mut stage = output.stage().unwrap();
    stage.write("report.pdf", b"two").unwrap();
    fs::write(target.join("letter.txt"), "precious").unwrap();
    let error = stage.put_in_place().unwrap_err();
    assert!(matches!(error, OutputError::Foreign { .. }), "{error}");
    assert_eq!(
        fs::read_to_string(target.join("letter.txt")).unwrap(),
        "precious"
    );
    assert_eq!(
        fs::read_to_string(target.join("report.pdf")).unwrap(),
        "one"
    );
    assert_eq!(names(room.path()), ["out"]);
}

#[test]
fn a_run_that_fails_leaves_nothing() {
    let room = tempfile::tempdir().unwrap();
    let target = room.path().join("a/b/out");
    let output = Output::new(&target, REPORT).unwrap();
    let mut stage = output.stage().unwrap();
    stage.write("report.pdf", b"half").unwrap();
    let full = |_: &mut BufWriter<File>| Err(io::ErrorKind::StorageFull.into());
    let error = stage.create("synthesis.json", full).unwrap_err();
    match error {
        OutputError::Io { path, source } => {
            assert_eq!(path, target.join("synthesis.json"));
            assert_eq!(source.kind(), io::ErrorKind::StorageFull);
        }
        OutputError::Foreign { .. } => panic!("{error}"),
    }
    drop(stage);
    assert!(names(room.path()).is_empty());
}

#[test]
fn what_a_killed_run_left_is_cleaned_up() {
    let room = tempfile::tempdir().unwrap();
    let target = room.path().join("out");
    let left = room.path().join(".out.throughline-abc123");
    fs::create_dir_all(left.join("charts")).unwrap();
    fs::write(left.join("report.pdf"), "half").unwrap();
    let kept = room.path().join(".out.throughline-other");
    fs::create_dir(&kept).unwrap();
    fs::write(kept.join("letter.txt"), "precious").unwrap();
    fs::create_dir(room.path().join(".other.throughline-abc123")).unwrap();
    write(&target, "new").unwrap();
    assert_eq!(
        names(room.path()),
        [".other.throughline-abc123", ".out.throughline-other", "out"]
    );
}

#[cfg(unix)]
#[test]
fn the_stage_of_a_run_that_lives_is_left_alone() {
    let room = tempfile::tempdir().unwrap();
    let target = room.path().join("out");
    let output = Output::new(&target, REPORT).unwrap();
    let mut slow = output.stage().unwrap();
    slow.write("report.pdf", b"slow").unwrap();
    write(&target, "quick").unwrap();
    assert_eq!(
        fs::read_to_string(target.join("report.pdf")).unwrap(),
        "quick"
    );
    slow.put_in_place().unwrap();
    assert_eq!(
        fs::read_to_string(target.join("report.pdf")).unwrap(),
        "slow"
    );
    assert_eq!(names(room.path()), ["out"]);
}

#[test]
fn a_report_that_was_moved_aside_comes_back() {
    let room = tempfile::tempdir().unwrap();
    let target = room.path().join("out");
    let aside = room.path().join(".out.throughline-old-77");
    fs::create_dir(&aside).unwrap();
    fs::write(aside.join("report.pdf"), "old").unwrap();
    let output = Output::new(&target, REPORT).unwrap();
    drop(output.stage().unwrap());
    assert_eq!(
        fs::read_to_string(target.join("report.pdf")).unwrap(),
        "old"
    );
    assert_eq!(names(room.path()), ["out"]);
}

#[test]
fn two_steps_do_what_one_does() {
    let room = tempfile::tempdir().unwrap();
    let (new, old, aside) = (
        room.path().join("new"),
        room.path().join("old"),
        room.path().join("aside"),
    );
    for folder in [&new, &old] {
        fs::create_dir(folder).unwrap();
        fs::write(
            folder.join("name"),
            folder.file_name().unwrap().to_str().unwrap(),
        )
        .unwrap();
    }
    swap::in_two_steps(&new, &old, &aside).unwrap();
    assert_eq!(fs::read_to_string(old.join("name")).unwrap(), "new");
    assert_eq!(fs::read_to_string(new.join("name")).unwrap(), "old");
    assert_eq!(names(room.path()), ["new", "old"]);
    // A stage that is gone: the old folder stays where it was.
    let gone = room.path().join("gone");
    assert!(swap::in_two_steps(&gone, &old, &aside).is_err());
    assert_eq!(fs::read_to_string(old.join("name")).unwrap(), "new");
    assert!(!aside.exists());
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_is_followed_and_a_link_inside_is_foreign() {
    use std::os::unix::fs::symlink;
    let room = tempfile::tempdir().unwrap();
    let real = room.path().join("real");
    write(&real, "one").unwrap();
    let link = room.path().join("link");
    symlink(&real, &link).unwrap();
    write(&link, "two").unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(real.join("report.pdf")).unwrap(), "two");

    fs::write(room.path().join("precious"), "precious").unwrap();
    fs::remove_file(real.join("report.pdf")).unwrap();
    symlink(room.path().join("precious"), real.join("report.pdf")).unwrap();
    assert!(matches!(
        write(&real, "new"),
        Err(OutputError::Foreign { .. })
    ));
    assert_eq!(
        fs::read_to_string(room.path().join("precious")).unwrap(),
        "precious"
    );

    let dangling = room.path().join("dangling");
    symlink(room.path().join("nowhere"), &dangling).unwrap();
    assert!(matches!(
        write(&dangling, "new"),
        Err(OutputError::Io { .. })
    ));
}

#[cfg(target_os = "linux")]
#[test]
fn a_place_that_cannot_be_written_is_named() {
    for place in ["/proc/reports/out", "/dev/null/out"] {
        match write(Path::new(place), "new") {
            Err(OutputError::Io { path, .. }) => {
                assert!(Path::new(place).starts_with(&path), "{place}");
            }
            other => panic!("{place}: {other:?}"),
        }
    }
}

#[cfg(unix)]
#[test]
fn the_folder_may_be_read_as_any_other() {
    use std::os::unix::fs::PermissionsExt;
    let room = tempfile::tempdir().unwrap();
    let other = room.path().join("other");
    fs::create_dir(&other).unwrap();
    let target = room.path().join("out");
    write(&target, "new").unwrap();
    let mode = |folder: &Path| fs::metadata(folder).unwrap().permissions().mode();
    assert_eq!(mode(&target), mode(&other));
}

/// A folder whose files have names that people use too is ours only by its mark.
#[test]
fn a_marked_folder_is_ours_by_its_mark() {
    const MARKED: Ours = Ours {
        folders: &[],
        file: |path| path == Path::new("notes.csv") || path == Path::new("schema.json"),
        mark: Some("schema.json"),
    };
    let room = tempfile::tempdir().unwrap();
    fs::write(room.path().join("notes.csv"), "theirs").unwrap();
    let error = Output::new(room.path(), MARKED).unwrap_err();
    assert!(
        error.to_string().contains("without a `schema.json`"),
        "{error}"
    );
    fs::write(room.path().join("schema.json"), "{}").unwrap();
    assert!(Output::new(room.path(), MARKED).is_ok());
}
