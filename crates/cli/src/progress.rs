//! The progress line: on standard error, and only for work that takes over a second. While notes are
//! read it has a bar, the rows read, how many a second, and the time left.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use throughline::model::numbers::grouped;

/// How long work may take before it is spoken of.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long reading goes on between two lines where there is no terminal.
const BETWEEN: Duration = Duration::from_secs(10);
/// The line of a step.
const STEP: &str = "{spinner} {msg}";
/// The line of reading.
const READING: &str = "{spinner} [{bar:20}] {msg}";

/// Names what is being done. On a terminal it is one line that is drawn over; elsewhere each
/// step that is under way after the first second is a line of its own.
pub struct Progress {
    bar: ProgressBar,
    plain: Arc<Mutex<Plain>>,
}

#[derive(Default)]
struct Plain {
    speaking: bool,
    step: String,
    finished: bool,
    /// When reading was last spoken of, since the beginning of the step.
    last: Duration,
}

impl Progress {
    /// Starts the wait; nothing is shown yet.
    pub fn start() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        style(&bar, STEP);
        let plain = Arc::new(Mutex::new(Plain::default()));
        let (line, state) = (bar.clone(), Arc::clone(&plain));
        std::thread::spawn(move || {
            std::thread::sleep(PATIENCE);
            let Ok(mut state) = state.lock() else { return };
            if state.finished {
                return;
            }
            state.speaking = true;
            if std::io::stderr().is_terminal() {
                line.set_draw_target(ProgressDrawTarget::stderr());
                line.enable_steady_tick(Duration::from_millis(120));
            } else if !state.step.is_empty() {
                eprintln!("{} …", state.step);
            }
        });
        Self { bar, plain }
    }

    /// Begins a step: `counting`.
    pub fn step(&self, step: &str) {
        style(&self.bar, STEP);
        self.bar.reset_elapsed();
        self.bar.set_message(format!("{step} …"));
        if let Ok(mut state) = self.plain.lock() {
            step.clone_into(&mut state.step);
            state.last = Duration::ZERO;
            if state.speaking && !std::io::stderr().is_terminal() {
                eprintln!("{step} …");
            }
        }
    }

    /// How far reading is: bytes of so many, and rows. On a terminal the line is drawn over;
    /// elsewhere a line is written now and then.
    pub fn read(&self, bytes: u64, total: u64, rows: u64) {
        let elapsed = self.bar.elapsed();
        let Ok(mut state) = self.plain.lock() else {
            return;
        };
        if std::io::stderr().is_terminal() {
            style(&self.bar, READING);
            self.bar.set_length(total);
            self.bar.set_position(bytes);
            let so_far = so_far(bytes, total, rows, elapsed);
            self.bar.set_message(format!("{}: {so_far}", state.step));
        } else if state.speaking && elapsed >= state.last + BETWEEN {
            state.last = elapsed;
            let so_far = so_far(bytes, total, rows, elapsed);
            eprintln!("{}: {so_far}", state.step);
        }
    }

    /// Prints something while the line stands aside.
    pub fn suspend(&self, print: impl FnOnce()) {
        self.bar.suspend(print);
    }

    /// Ends the line, so that other output stands alone.
    pub fn finish(&self) {
        if let Ok(mut state) = self.plain.lock() {
            state.finished = true;
        }
        self.bar.finish_and_clear();
    }
}

/// `40%, 1,200,000 rows, 300,000 a second, 6 s left`.
fn so_far(bytes: u64, total: u64, rows: u64, elapsed: Duration) -> String {
    let milliseconds = u64::try_from(elapsed.as_millis())
        .unwrap_or(u64::MAX)
        .max(1);
    let percent = (bytes * 100).checked_div(total).unwrap_or(100);
    let rate = rows.saturating_mul(1000) / milliseconds;
    let rest = total.saturating_sub(bytes);
    let left = u128::from(rest) * u128::from(milliseconds) / u128::from(bytes.max(1));
    let seconds = left.div_ceil(1000);
    let left = match seconds {
        0..=90 => format!("{seconds} s left"),
        _ => format!("{} min left", seconds.div_ceil(60)),
    };
    format!(
        "{percent}%, {} rows, {} a second, {left}",
        grouped(rows),
        grouped(rate)
    )
}

fn style(bar: &ProgressBar, template: &str) {
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("=> "));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.finish();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_says_the_rate_and_the_time_left() {
        for (bytes, total, rows, seconds, said) in [
            (
                40,
                100,
                1_200_000,
                4,
                "40%, 1,200,000 rows, 300,000 a second, 6 s left",
            ),
            (1, 1000, 500, 1, "0%, 500 rows, 500 a second, 17 min left"),
            (100, 100, 10, 2, "100%, 10 rows, 5 a second, 0 s left"),
            (0, 0, 0, 0, "100%, 0 rows, 0 a second, 0 s left"),
        ] {
            assert_eq!(
                so_far(bytes, total, rows, Duration::from_secs(seconds)),
                said
            );
        }
    }
}
