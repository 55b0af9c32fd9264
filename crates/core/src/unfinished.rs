//! What must go when a run is cut short: temporary copies, and folders that are being written.
//!
//! Only names are kept here, and nothing is removed: those who make such a file or folder say so
//! with [`make`], and whoever hears of the end (the program, at ctrl-C) takes the list with
//! [`cut_short`] and removes what stands in it. A step that must not be cut in two, such as the
//! exchange of two folders, is held together by [`together`].

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

#[derive(Debug)]
struct State {
    /// Paths, how each goes, and how many have said so of it.
    paths: BTreeMap<PathBuf, (Goes, usize)>,
    /// Steps under way that must not be cut in two.
    steps: usize,
    is_cut_short: bool,
}

/// How something unfinished goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goes {
    /// With all that is in it.
    Whole,
    /// Only when nothing is in it: a folder that was made for what goes.
    Empty,
}

static STATE: Mutex<State> = Mutex::new(State {
    paths: BTreeMap::new(),
    steps: 0,
    is_cut_short: false,
});
static CHANGED: Condvar = Condvar::new();

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A file or a folder that is to go when the run is cut short, for as long as this is held.
///
/// Declare it after the owner that removes the file in an ordinary run, so that it goes later.
#[derive(Debug)]
pub struct Unfinished {
    path: PathBuf,
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        let mut state = state();
        if let Some((_, count)) = state.paths.get_mut(&self.path) {
            *count -= 1;
            if *count == 0 {
                state.paths.remove(&self.path);
            }
        }
    }
}

/// Makes a file or a folder and notes its path in one step, so that none is made that the list
/// does not have.
///
/// # Errors
/// What `make` says; nothing is noted then.
pub fn make<T, E>(
    make: impl FnOnce() -> Result<T, E>,
    path_of: impl FnOnce(&T) -> &Path,
) -> Result<(T, Unfinished), E> {
    let _step = together();
    let thing = make()?;
    let path = path_of(&thing).to_owned();
    Ok((thing, note(path, Goes::Whole)))
}

/// Notes a folder that goes only when nothing is in it.
#[must_use]
pub fn if_empty(folder: PathBuf) -> Unfinished {
    note(folder, Goes::Empty)
}

fn note(path: PathBuf, goes: Goes) -> Unfinished {
    let mut state = state();
    let (_, count) = state.paths.entry(path.clone()).or_insert((goes, 0));
    *count += 1;
    Unfinished { path }
}

/// Holds a step together until it is dropped. Steps may lie inside each other.
#[derive(Debug)]
pub struct Together(());

impl Drop for Together {
    fn drop(&mut self) {
        state().steps -= 1;
        CHANGED.notify_all();
    }
}

/// Begins a step that is not cut in two. Once the run is cut short no new step begins: the thread
/// waits here for the end of the program.
#[must_use]
pub fn together() -> Together {
    let mut state = state();
    while state.is_cut_short && state.steps == 0 {
        state = CHANGED.wait(state).unwrap_or_else(PoisonError::into_inner);
    }
    state.steps += 1;
    Together(())
}

/// Cuts the run short: waits for the steps that are under way, and gives every path that is to go,
/// what lies in a folder before the folder. From here on nothing new is made.
#[must_use]
pub fn cut_short() -> Vec<(PathBuf, Goes)> {
    let mut state = state();
    state.is_cut_short = true;
    while state.steps > 0 {
        state = CHANGED.wait(state).unwrap_or_else(PoisonError::into_inner);
    }
    let paths = state.paths.iter().rev();
    paths
        .map(|(path, (goes, _))| (path.clone(), *goes))
        .collect()
}

/// Whether the run was cut short.
#[must_use]
pub fn is_cut_short() -> bool {
    state().is_cut_short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_listed_for_as_long_as_it_is_held() {
        let path = || PathBuf::from("somewhere/of-this-test");
        let listed = || state().paths.contains_key(&path());
        let first = make(|| Ok::<_, ()>(path()), |p| p).unwrap();
        let second = make(|| Ok::<_, ()>(path()), |p| p).unwrap();
        drop(first);
        assert!(listed());
        drop(second);
        assert!(!listed());
        assert!(make(|| Err::<PathBuf, ()>(()), |p| p).is_err());
        assert!(!listed());
    }

    #[test]
    fn steps_may_lie_inside_each_other() {
        let outer = together();
        let inner = together();
        drop(outer);
        drop(inner);
        assert!(!is_cut_short());
    }
}
