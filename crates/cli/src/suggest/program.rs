//! Talks to a program that suggests: lines to its standard input, lines from its standard output. Its
//! standard error is ours.
//!
//! Two threads of the edge keep the pipes moving, so that a program may read and write in any order; what
//! is said comes back to one place in the order of its lines. Threads that a stopped program leaves
//! behind end with this process.

use crate::failure::Failure;
use crate::progress::Progress;
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};
use throughline::Review;
use throughline::model::codebook::ThemeCode;
use throughline::model::notes::NoteIndex;
use throughline::model::numbers::{counted, counted_as, grouped};
use throughline::suggest::outside::{Answers, asked, opening};
use throughline::suggest::suggester::Suggestion;

/// Lines that wait for the program, or for us.
const WAITING: usize = 256;
/// Notes whose texts are read together.
const AT_ONCE: usize = 64;
/// A longer line is cut, and so is no JSON.
const LONGEST_LINE: u64 = 1 << 20;
/// So many lines that cannot be used are not an accident.
const MOST_BAD: usize = 1_000;
/// How many bad lines are printed before the rest is counted.
const BAD_SHOWN: usize = 20;
/// How long to wait before looking again whether a queue has room or a child has ended.
const PAUSE: Duration = Duration::from_millis(5);

/// How long a program may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    total: Duration,
    silence: Duration,
}

impl Limits {
    /// In seconds: in all, and without a line.
    pub fn seconds(total: u32, silence: u32) -> Self {
        Self {
            total: Duration::from_secs(total.into()),
            silence: Duration::from_secs(silence.into()),
        }
    }
}

/// What a program is asked about.
pub struct Asked<'a> {
    /// The review.
    pub review: &'a Review,
    /// The notes.
    pub notes: &'a [NoteIndex],
    /// The themes that are kept, sorted; `None` for all.
    pub wanted: Option<&'a [ThemeCode]>,
}

/// What a program said, and how it failed if it did.
type Said = (BTreeMap<NoteIndex, Vec<Suggestion>>, Option<Failure>);

/// Why a conversation ended.
enum End {
    /// The program closed its output.
    Closed,
    /// It was stopped.
    Stopped(String),
}

impl Asked<'_> {
    /// Asks the program about the notes.
    pub fn ask(
        &self,
        words: &[String],
        limits: Limits,
        progress: &Progress,
    ) -> Result<Said, Failure> {
        let Some((program, arguments)) = words.split_first() else {
            return Err(Failure::usage(&"no program is named", "name one"));
        };
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| cannot_run(program, &error))?;
        let clock = Clock::start(limits);
        let lines = reader(child.stdout.take());
        let feed = writer(child.stdin.take());
        let mut answers = Answers::new(
            &self.review.codebook,
            &self.review.notes,
            self.notes,
            self.wanted,
        );
        let talked = self.talk(&clock, feed, &lines, &mut answers, progress);
        let (end, unread) = match talked {
            Ok(talked) => talked,
            Err(failure) => {
                stop(&mut child);
                return Err(failure);
            }
        };
        let failed = match end {
            End::Stopped(why) => {
                stop(&mut child);
                Some(why)
            }
            End::Closed => clock.wait(&mut child),
        };
        let bad = answers.rejected().len();
        let answered = grouped(answers.answered() as u64);
        let of = counted(self.notes.len(), "note");
        progress.suspend(|| {
            if bad > BAD_SHOWN {
                eprintln!(
                    "… and {} more",
                    counted_as(
                        bad - BAD_SHOWN,
                        "line that cannot be used",
                        "lines that cannot be used"
                    )
                );
            }
            if unread && failed.is_none() {
                eprintln!("warning: {program} ended before it had read every note");
            }
            let bad = counted(bad, "line");
            eprintln!("{program}: {answered} of {of} answered, {bad} passed over");
        });
        let failure = failed.map(|why| Failure::System {
            message: format!("{program} {why}"),
            help: Some(format!(
                "it had answered {answered} of {of}; what it had said is kept"
            )),
        });
        Ok((answers.into_suggestions(), failure))
    }

    /// Gives the program its lines and takes what it says until it closes its output or is to be
    /// stopped; also whether lines were left that it never read.
    fn talk(
        &self,
        clock: &Clock,
        feed: SyncSender<String>,
        lines: &Receiver<Vec<u8>>,
        answers: &mut Answers<'_>,
        progress: &Progress,
    ) -> Result<(End, bool), Failure> {
        let mut feed = Some(feed);
        let mut pending = vec![opening(&self.review.codebook)];
        let mut rest = self.notes;
        let mut spoke = clock.now();
        loop {
            while let Some(queue) = &feed {
                let Some(line) = pending.pop() else {
                    let (now, after) = rest.split_at(rest.len().min(AT_ONCE));
                    if now.is_empty() {
                        // Everything is on its way: its input ends when the queue is empty.
                        feed = None;
                        break;
                    }
                    rest = after;
                    let texts = super::printing::texts(self.review, now)?;
                    let line =
                        |(&note, text): (&NoteIndex, &String)| asked(self.review, note, text);
                    pending = now.iter().zip(&texts).map(line).rev().collect();
                    continue;
                };
                match queue.try_send(line) {
                    Ok(()) => {}
                    Err(TrySendError::Full(line)) => {
                        pending.push(line);
                        break;
                    }
                    // It reads no more; what it says still counts.
                    Err(TrySendError::Disconnected(line)) => {
                        pending.push(line);
                        feed = None;
                    }
                }
            }
            let unread = !pending.is_empty() || !rest.is_empty();
            let left = match clock.left(spoke) {
                Ok(left) => left,
                Err(why) => return Ok((End::Stopped(why), unread)),
            };
            let wait = if feed.is_some() {
                left.min(PAUSE)
            } else {
                left
            };
            match lines.recv_timeout(wait) {
                Ok(line) => {
                    spoke = clock.now();
                    let bad = answers.take(&line).map(ToString::to_string);
                    let met = answers.rejected().len();
                    if let Some(bad) = bad.filter(|_| met <= BAD_SHOWN) {
                        progress.suspend(|| eprintln!("warning: {bad}"));
                    }
                    if met >= MOST_BAD {
                        let why =
                            format!("was stopped: it wrote {MOST_BAD} lines that cannot be used");
                        return Ok((End::Stopped(why), unread));
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok((End::Closed, unread)),
            }
        }
    }
}

fn cannot_run(program: &str, error: &io::Error) -> Failure {
    let message = format!("cannot run `{program}`: {error}");
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied => Failure::usage(
            &message,
            "--with takes a program and its arguments, as in --with 'python3 ask.py'; no shell is involved",
        ),
        _ => Failure::system(&message),
    }
}

/// Sends on what comes from a program, line by line.
fn reader(pipe: Option<impl Read + Send + 'static>) -> Receiver<Vec<u8>> {
    let (send, receive) = sync_channel(WAITING);
    thread::spawn(move || {
        let Some(pipe) = pipe else { return };
        let mut pipe = BufReader::new(pipe);
        loop {
            let mut line = Vec::new();
            let read = pipe
                .by_ref()
                .take(LONGEST_LINE)
                .read_until(b'\n', &mut line);
            if !matches!(read, Ok(1..)) {
                return;
            }
            if line.last() == Some(&b'\n') {
                line.pop();
            } else if line.len() as u64 >= LONGEST_LINE && skip_line(&mut pipe).is_err() {
                return;
            }
            if send.send(line).is_err() {
                return;
            }
        }
    });
    receive
}

fn skip_line(pipe: &mut impl BufRead) -> io::Result<()> {
    pipe.skip_until(b'\n').map(|_| ())
}

/// Writes to a program what is sent here, and closes its input when nothing more comes.
fn writer(pipe: Option<impl Write + Send + 'static>) -> SyncSender<String> {
    let (send, receive) = sync_channel::<String>(WAITING);
    thread::spawn(move || {
        let Some(mut pipe) = pipe else { return };
        for line in receive {
            // A program that reads no more is asked no more.
            if pipe.write_all(line.as_bytes()).is_err() {
                return;
            }
        }
    });
    send
}

fn stop(child: &mut Child) {
    // It may have ended in between; either way it is gone after this.
    let _ = child.kill();
    let _ = child.wait();
}

/// The limits against the clock.
struct Clock {
    limits: Limits,
    start: Instant,
}

#[expect(
    clippy::disallowed_methods,
    reason = "the time limit of a child process"
)]
impl Clock {
    fn start(limits: Limits) -> Self {
        Self {
            limits,
            start: Instant::now(),
        }
    }

    fn now(&self) -> Instant {
        Instant::now().max(self.start)
    }

    /// How long it may be waited for a line, since the last; or why not any longer.
    fn left(&self, spoke: Instant) -> Result<Duration, String> {
        let total = self.limits.total.checked_sub(self.start.elapsed());
        let silence = self.limits.silence.checked_sub(spoke.elapsed());
        match (total, silence) {
            (Some(total), Some(silence)) => Ok(total.min(silence)),
            (None, _) => Err(format!(
                "was stopped after {} s, the limit for all notes (--time-limit)",
                self.limits.total.as_secs()
            )),
            (_, None) => Err(format!(
                "was stopped: it had written no line for {} s, the limit for a note (--note-limit)",
                self.limits.silence.as_secs()
            )),
        }
    }

    /// Waits for a program that has closed its output; why it failed, if it did.
    fn wait(&self, child: &mut Child) -> Option<String> {
        let closed = Instant::now();
        loop {
            match child.try_wait() {
                Ok(Some(status)) => return said(status),
                Ok(None) => {}
                Err(error) => return Some(format!("cannot be waited for: {error}")),
            }
            if let Err(why) = self.left(closed) {
                stop(child);
                return Some(why);
            }
            thread::sleep(PAUSE);
        }
    }
}

fn said(status: ExitStatus) -> Option<String> {
    (!status.success()).then(|| format!("failed ({status})"))
}
