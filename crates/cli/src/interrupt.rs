//! Ctrl-C: what is half written goes, and the program ends with exit code 130.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;
use throughline::model::unfinished::{self, Goes};

/// The exit code of a run that was stopped, as shells have it: 128 and the number of the signal.
const STOPPED: i32 = 130;
/// How often a folder is removed again that another thread was just writing to.
const TRIES: usize = 20;

/// From here on ctrl-C removes temporary copies and folders that are being written before it ends
/// the program. A folder that is just taking its place is waited for.
pub fn listen() {
    let stop = || {
        for (path, goes) in unfinished::cut_short() {
            match goes {
                Goes::Whole => remove(&path),
                // One that is not empty was there for others too.
                Goes::Empty => drop(fs::remove_dir(&path)),
            }
        }
        eprintln!("\nstopped; nothing half written is left");
        std::process::exit(STOPPED);
    };
    // Where the system gives no signals, ctrl-C ends the program as it always did.
    let _ = ctrlc::set_handler(stop);
}

fn remove(path: &Path) {
    for _ in 0..TRIES {
        let removed = match fs::symlink_metadata(path) {
            Ok(about) if about.is_dir() => fs::remove_dir_all(path),
            Ok(_) => fs::remove_file(path),
            Err(error) => Err(error),
        };
        match removed {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return,
            Ok(()) | Err(_) => std::thread::sleep(Duration::from_millis(2)),
        }
    }
}

/// Waits for the end of the program when it was cut short: the work then failed for want of what was
/// removed, and there is nothing to say of that.
pub fn wait_if_stopped() {
    while unfinished::is_cut_short() {
        std::thread::park();
    }
}
