//! A child process with a time limit, and the `typst` program that is to be one.

use super::PdfError;
use super::cli::CliOptions;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long a program may take to say its version.
const VERSION_LIMIT: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(10);

/// What a finished program left.
pub(super) struct Finished {
    pub status: ExitStatus,
    pub stdout: String,
    pub stderr: String,
}

/// The program that the options name, or the first `typst` on the search path.
pub(super) fn find(options: &CliOptions) -> Result<PathBuf, PdfError> {
    if let Some(program) = &options.program {
        return if program.is_file() {
            Ok(program.clone())
        } else {
            Err(PdfError::NoProgram {
                looked: format!("there is no file {}", program.display()),
            })
        };
    }
    let name = format!("typst{}", std::env::consts::EXE_SUFFIX);
    let Some(path) = &options.search_path else {
        return Err(PdfError::NoProgram {
            looked: "none was named, and PATH is not set".into(),
        });
    };
    std::env::split_paths(path)
        .map(|folder| folder.join(&name))
        .find(|file| file.is_file())
        .ok_or_else(|| PdfError::NoProgram {
            looked: format!("none was named, and no folder of PATH holds `{name}`"),
        })
}

/// Whether the program is a Typst of the minor version that the template is written for.
pub(super) fn check_version(program: &Path, wanted: &str) -> Result<(), PdfError> {
    let mut command = Command::new(program);
    command.arg("--version").env_clear();
    let said = run(command, program, VERSION_LIMIT)?;
    let line = said.stdout.lines().next().unwrap_or_default().trim();
    let minor = |version: &str| -> Option<(u32, u32)> {
        let mut parts = version.split('.');
        Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
    };
    let found = line
        .strip_prefix("typst ")
        .and_then(|rest| rest.split_whitespace().next());
    match found {
        Some(found) if minor(found).is_some() && minor(found) == minor(wanted) => Ok(()),
        Some(found) => Err(PdfError::Version {
            program: program.to_path_buf(),
            found: format!("Typst {found}"),
        }),
        None => Err(PdfError::Version {
            program: program.to_path_buf(),
            found: if line.is_empty() {
                format!("no Typst ({})", said.status)
            } else {
                format!(
                    "no Typst (it says `{}`)",
                    line.chars().take(60).collect::<String>()
                )
            },
        }),
    }
}

/// Runs a command to its end, or stops it at the limit.
pub(super) fn run(
    mut command: Command,
    program: &Path,
    limit: Duration,
) -> Result<Finished, PdfError> {
    let failed = |source| PdfError::Io {
        what: format!("cannot run {}", program.display()),
        source,
    };
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    // A child that writes more than a pipe holds would wait for ever if nobody read.
    let (stdout, stderr) = (reader(child.stdout.take()), reader(child.stderr.take()));
    let status = wait(&mut child, limit).map_err(failed)?;
    let Some(status) = status else {
        return Err(PdfError::TimedOut {
            program: program.to_path_buf(),
            seconds: limit.as_secs(),
        });
    };
    Ok(Finished {
        status,
        stdout: stdout.join().unwrap_or_default(),
        stderr: stderr.join().unwrap_or_default(),
    })
}

fn reader(pipe: Option<impl Read + Send + 'static>) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            // What was read before an error is still worth showing.
            let _ = pipe.read_to_end(&mut bytes);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// Waits for a child; `None` when it had to be stopped.
#[expect(
    clippy::disallowed_methods,
    reason = "the time limit of a child process"
)]
fn wait(child: &mut Child, limit: Duration) -> std::io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if start.elapsed() >= limit {
            // It may have ended in between; either way it is gone after this.
            let _ = child.kill();
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(PAUSE);
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    fn script(folder: &Path, text: &str) -> PathBuf {
        let file = folder.join("typst");
        fs::write(&file, format!("#!/bin/sh\n{text}\n")).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
        file
    }

    fn options(program: Option<PathBuf>, search_path: Option<&Path>) -> CliOptions {
        CliOptions {
            program,
            search_path: search_path.map(Into::into),
            ..CliOptions::default()
        }
    }

    #[test]
    fn it_is_found_where_it_was_said_to_be() {
        let folder = tempfile::tempdir().unwrap();
        let program = script(folder.path(), "");
        assert_eq!(
            find(&options(Some(program.clone()), None)).unwrap(),
            program
        );
        assert_eq!(find(&options(None, Some(folder.path()))).unwrap(), program);
        let elsewhere = folder.path().join("no");
        for nowhere in [
            options(Some(elsewhere.clone()), Some(folder.path())),
            options(None, Some(&elsewhere)),
            options(None, None),
        ] {
            let error = find(&nowhere).unwrap_err();
            assert!(matches!(error, PdfError::NoProgram { .. }));
            assert!(
                error
                    .help()
                    .unwrap()
                    .contains("cargo install --locked typst-cli")
            );
        }
    }

    #[test]
    fn only_its_own_minor_version_will_do() {
        let folder = tempfile::tempdir().unwrap();
        for (says, found) in [
            ("echo 'typst 0.15.1 (abcdef)'", None),
            ("echo typst 0.15.9", None),
            ("echo typst 0.14.2", Some("Typst 0.14.2")),
            ("echo typst 1.15.1", Some("Typst 1.15.1")),
            (
                "echo 'Python 3.12'",
                Some("no Typst (it says `Python 3.12`)"),
            ),
            ("exit 3", Some("no Typst (exit status: 3)")),
        ] {
            let program = script(folder.path(), says);
            match (check_version(&program, "0.15.1"), found) {
                (Ok(()), None) => {}
                (Err(PdfError::Version { found: said, .. }), Some(want)) => assert_eq!(said, want),
                (other, _) => panic!("{says}: {other:?}"),
            }
        }
    }

    #[test]
    fn a_child_that_hangs_is_stopped() {
        let program = Path::new("/bin/sh");
        let mut command = Command::new(program);
        command.args(["-c", "exec sleep 600"]);
        let error = run(command, program, Duration::from_millis(50))
            .err()
            .unwrap();
        assert!(matches!(error, PdfError::TimedOut { .. }));
    }

    #[test]
    fn a_child_may_write_more_than_a_pipe_holds() {
        let program = Path::new("/bin/sh");
        let mut command = Command::new(program);
        command.args([
            "-c",
            "i=0; while [ $i -lt 20000 ]; do echo 0123456789; i=$((i+1)); done",
        ]);
        let finished = run(command, program, Duration::from_mins(1)).unwrap();
        assert_eq!(finished.stdout.len(), 220_000);
    }
}
