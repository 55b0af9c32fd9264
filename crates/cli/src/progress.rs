//! The progress line: on standard error, and only for work that takes over a second.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How long work may take before it is spoken of.
const PATIENCE: Duration = Duration::from_secs(1);

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
}

impl Progress {
    /// Starts the wait; nothing is shown yet.
    pub fn start() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
            bar.set_style(style);
        }
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
        self.bar.set_message(format!("{step} …"));
        if let Ok(mut state) = self.plain.lock() {
            step.clone_into(&mut state.step);
            if state.speaking && !std::io::stderr().is_terminal() {
                eprintln!("{step} …");
            }
        }
    }

    /// How far a step is, on a terminal: the line is drawn over.
    pub fn detail(&self, detail: &str) {
        self.bar.set_message(detail.to_owned());
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

impl Drop for Progress {
    fn drop(&mut self) {
        self.finish();
    }
}
