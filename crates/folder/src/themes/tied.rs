//! Themes of a codebook, tied to their parents.

use super::{Entry, Themes};
use throughline_core::codebook::{Codebook, Theme};
use throughline_core::problem::{Code, Place, Problem};
use throughline_ingest::faults::Faults;

/// Levels of themes. A tree that people code by has three or four; every note is counted for each
/// theme above its own, so that a chain of all themes would cost the square of their number.
const MOST_LEVELS: usize = 50;

/// Ties each theme to its parent.
pub(super) fn tied(entries: Vec<Entry>, faults: &mut Faults) -> Codebook {
    let flat = Codebook::new(entries.iter().map(|e| e.theme.clone()).collect());
    let names = Themes::of(flat.unwrap_or_default());
    let mut places = Vec::new();
    let mut themes = Vec::new();
    for entry in entries {
        let mut theme = entry.theme;
        if !entry.parent.is_empty() {
            theme.parent = names.code(&entry.parent);
            if theme.parent.is_none() {
                let advice = faults.advises(Code::UnknownTheme);
                let problem = names.unknown(&entry.parent, advice, entry.parent_place.clone());
                let message = format!("the parent `{}` is not in the codebook", entry.parent);
                faults.push(problem.saying(message));
            }
        }
        themes.push(theme);
        places.push(entry.parent_place);
    }
    cut_circles(&mut themes, &places, faults);
    cut_what_is_too_deep(&mut themes, &places, faults);
    Codebook::new(themes).unwrap_or_default()
}

/// Takes a theme without its parent, so that reading can go on, and says why.
fn cut(
    theme: Option<&mut Theme>,
    place: Option<&Place>,
    why: (Code, &str, &str),
    faults: &mut Faults,
) {
    if let Some(theme) = theme {
        let (code, what, help) = why;
        let message = format!("the theme `{}` {what}", theme.id);
        let place = place.cloned().unwrap_or_default();
        faults.push(Problem::new(code, place, message).help(help));
        theme.parent = None;
    }
}

/// Opens each circle at its first theme.
fn cut_circles(themes: &mut [Theme], places: &[Place], faults: &mut Faults) {
    let why = (
        Code::ThemeCycle,
        "is its own ancestor",
        "leave the parent of one of the themes above it blank",
    );
    for first in circles(themes) {
        cut(themes.get_mut(first), places.get(first), why, faults);
    }
}

/// The first theme of each circle. Each theme is gone through once.
fn circles(themes: &[Theme]) -> Vec<usize> {
    let above = |at: usize| themes.get(at).and_then(|t| t.parent).map(|p| p as usize);
    // Nothing, or the number of the walk that came by.
    let mut walk_by: Vec<Option<usize>> = vec![None; themes.len()];
    let mut found = Vec::new();
    for start in 0..themes.len() {
        let mut at = Some(start);
        while let Some(here) = at
            && let Some(walk) = walk_by.get_mut(here)
            && walk.is_none()
        {
            *walk = Some(start);
            at = above(here);
        }
        // The walk ended at the top, or where one came by before: itself, where it ran in a circle.
        if let Some(met) = at.filter(|&at| walk_by.get(at) == Some(&Some(start))) {
            let circle = std::iter::successors(above(met), |&at| above(at).filter(|_| at != met));
            found.extend(circle.min());
        }
    }
    found
}

/// Takes what stands deeper than [`MOST_LEVELS`] to the top.
fn cut_what_is_too_deep(themes: &mut [Theme], places: &[Place], faults: &mut Faults) {
    let what = format!("stands below {MOST_LEVELS} others, one under another");
    let help = format!("a theme may stand on one of {MOST_LEVELS} levels");
    let mut levels: Vec<usize> = vec![0; themes.len()];
    let mut path = Vec::new();
    for start in 0..themes.len() {
        let mut at = Some(start);
        while let Some(here) = at.filter(|&here| levels.get(here) == Some(&0)) {
            path.push(here);
            at = themes.get(here).and_then(|t| t.parent).map(|p| p as usize);
        }
        let mut above = at.and_then(|at| levels.get(at)).copied().unwrap_or(0);
        while let Some(here) = path.pop() {
            if above >= MOST_LEVELS {
                let why = (Code::BadValue, what.as_str(), help.as_str());
                cut(themes.get_mut(here), places.get(here), why, faults);
                above = 0;
            }
            above += 1;
            if let Some(level) = levels.get_mut(here) {
                *level = above;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Themes `0`, `1`, … with these parents.
    fn themes(parents: &[Option<u32>]) -> Vec<Theme> {
        let theme = |(at, parent): (usize, &Option<u32>)| Theme {
            parent: *parent,
            ..Theme::bare(at.to_string().parse().unwrap())
        };
        parents.iter().enumerate().map(theme).collect()
    }

    #[test]
    fn each_circle_is_opened_at_its_first_theme() {
        let cases: [(&[Option<u32>], &[usize]); 6] = [
            (&[None, Some(0), Some(1)], &[]),
            (&[Some(0)], &[0]),
            (&[Some(1), Some(0)], &[0]),
            (&[Some(3), Some(2), Some(1), Some(2)], &[1]),
            (
                &[Some(0), Some(1), Some(4), Some(2), Some(3), Some(1)],
                &[0, 1, 2],
            ),
            (&[Some(2), None, Some(1), Some(0)], &[]),
        ];
        for (parents, first) in cases {
            assert_eq!(circles(&themes(parents)), first, "{parents:?}");
        }
    }

    #[test]
    fn what_stands_too_deep_is_said_and_taken_to_the_top() {
        let mut faults = Faults::new(false);
        let chain: Vec<Option<u32>> = (0..120).map(|n: u32| n.checked_sub(1)).collect();
        let mut chain = themes(&chain);
        cut_what_is_too_deep(&mut chain, &[], &mut faults);
        let tops: Vec<usize> = (0..120).filter(|&at| chain[at].parent.is_none()).collect();
        assert_eq!(tops, [0, 50, 100]);
        let said: Vec<String> = faults.finish().0.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 2);
        assert!(
            said[0].contains("the theme `100` stands below 50 others"),
            "{said:?}"
        );
    }
}
