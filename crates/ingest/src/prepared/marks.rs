//! Which columns hold the marks of one theme each.
//!
//! With a codebook they are those that its codes and labels name. Without one they are those whose
//! cells are marks, two or more of them; a cell among them that is no mark takes no column away, since
//! the theme would be lost with it, but is an error of its row. What is read is found in [`Found::themes`];
//! what looks like one and is not, in [`Found::passed_over`], so that it can be said.

use super::delimiter::Vocabulary;
use super::input::Shape;
use crate::no_notes::say_totals;
use crate::values::{Mark, mark};
use throughline_core::names::shown_name;

/// Why a column that looks like one of themes is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassedOver {
    /// The codebook has the theme, and a column of themes stands beside.
    HasThemes,
    /// It holds marks, and the codebook has no theme of its name.
    NotInCodebook,
}

impl PassedOver {
    /// In words.
    pub(crate) fn why(self) -> &'static str {
        match self {
            PassedOver::HasThemes => {
                "it is a theme of the codebook, but the column `themes` names the themes"
            }
            PassedOver::NotInCodebook => {
                "it holds marks, but the codebook has no theme of this name"
            }
        }
    }

    /// What to do about it.
    pub(crate) fn help(self) -> &'static str {
        match self {
            PassedOver::HasThemes => {
                "to read both, write `shape = \"themes\"` under `[input]` in review.toml"
            }
            PassedOver::NotInCodebook => "if it is a theme, add it to codebook.csv",
        }
    }
}

/// The columns of themes.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The fields that each hold the marks of one theme, and its code.
    pub themes: Vec<(usize, String)>,
    /// Those that look so and are not read.
    pub passed_over: Vec<(usize, PassedOver)>,
}

/// Finds them in the first rows of a table.
pub(super) fn columns(
    names: &[String],
    body: &[Vec<String>],
    shape: Option<Shape>,
    words: &Vocabulary<'_>,
) -> Found {
    let asked = shape == Some(Shape::Themes);
    let takes_themes = words.columns.iter().any(|c| c.name == "themes");
    if !takes_themes || (shape.is_some() && !asked) {
        return Found::default();
    }
    let column = |name: &str| words.column(name).and_then(|c| words.columns.get(c));
    // A row of totals counts what the columns hold; it is none of their marks.
    let text = (0..names.len()).find(|&at| {
        let name = names.get(at).map_or("", String::as_str);
        column(name).is_some_and(|c| c.name == "text")
    });
    let is_note = |row: &&Vec<String>| {
        let cells = row.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
        !say_totals(&cells.collect::<Vec<_>>(), text)
    };
    let body: Vec<&Vec<String>> = body.iter().filter(is_note).collect();
    let cells = |at: usize| body.iter().filter_map(move |row| row.get(at));
    let is_free = |(_, name): &(usize, &String)| !name.is_empty() && column(name).is_none();
    let free: Vec<(usize, &String)> = names.iter().enumerate().filter(is_free).collect();
    let names_themes = names.iter().enumerate().any(|(at, name)| {
        column(name).is_some_and(|c| c.name == "themes") && cells(at).any(|c| !c.is_empty())
    });
    let looks: Vec<Look> = free
        .iter()
        .map(|(at, name)| Look::of(cells(*at), name))
        .collect();
    if words.has_codebook {
        return of_codebook(&free, &looks, names_themes && !asked, words);
    }
    let shown = |(at, name): &(usize, &String)| (*at, shown_name(name));
    if asked {
        let themes = free.iter().map(shown).collect();
        return Found {
            themes,
            ..Found::default()
        };
    }
    let is_sure = looks.iter().any(Look::is_sure);
    let of = |wanted: fn(&Look) -> bool| {
        let both = free.iter().zip(&looks);
        let fitting = both.filter(move |(_, look)| wanted(look));
        fitting.map(|(column, _)| column)
    };
    let found: Vec<&(usize, &String)> = of(Look::is_likely).collect();
    let carried = looks.iter().any(|l| l.is_likely() && l.carried > 0);
    // One column of marks may be anything; several are themes.
    if names_themes || !carried || found.len() < if is_sure { 2 } else { 3 } {
        return Found::default();
    }
    let ends = found.first().zip(found.last());
    let lies_between =
        |at: usize| ends.is_some_and(|(first, last)| (first.0..last.0).contains(&at));
    let both = free.iter().zip(&looks);
    // Between columns of themes one that is blank so far is one too.
    let themes =
        both.filter(|((at, _), look)| look.is_likely() || (look.filled == 0 && lies_between(*at)));
    Found {
        themes: themes.map(|(column, _)| shown(column)).collect(),
        ..Found::default()
    }
}

/// Those that a codebook names.
fn of_codebook(
    free: &[(usize, &String)],
    looks: &[Look],
    passes_over: bool,
    words: &Vocabulary<'_>,
) -> Found {
    let mut found = Found::default();
    for ((at, name), look) in free.iter().zip(looks) {
        match (words.theme)(name) {
            Some(code) if !passes_over => found.themes.push((*at, code)),
            Some(_) => found.passed_over.push((*at, PassedOver::HasThemes)),
            None if look.is_sure() && look.carried > 0 => {
                found.passed_over.push((*at, PassedOver::NotInCodebook));
            }
            None => {}
        }
    }
    // Marks mean no theme where no column is one.
    if found.themes.is_empty() {
        let is_theme = |(_, why): &(usize, PassedOver)| *why == PassedOver::HasThemes;
        found.passed_over.retain(is_theme);
    }
    found
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, Default)]
struct Look {
    /// Cells that are not blank.
    filled: usize,
    /// Those that are marks.
    marks: usize,
    /// Those that say that the note carries the theme.
    carried: usize,
    /// Those that are marks, or could be the strength of a theme: 2 or 3.
    near: usize,
    /// The others that are a character or two long, as signs are.
    short: usize,
}

impl Look {
    fn of<'a>(cells: impl Iterator<Item = &'a String>, name: &str) -> Self {
        let mut look = Self::default();
        for cell in cells.filter(|c| !c.is_empty()) {
            let found = mark(cell, name);
            look.filled += 1;
            look.marks += usize::from(found.is_some());
            look.carried += usize::from(found == Some(Mark::Carried));
            let near = found.is_some() || matches!(cell.as_str(), "2" | "3");
            look.near += usize::from(near);
            look.short += usize::from(!near && cell.chars().count() <= 2);
        }
        look
    }

    /// Whether it holds marks only.
    fn is_sure(&self) -> bool {
        self.filled > 0 && self.marks == self.filled
    }

    /// Whether it holds marks, or strengths, but for a cell or a tenth of them, or for a quarter that may
    /// be signs.
    fn is_likely(&self) -> bool {
        let odd = self.filled - self.near;
        let few = odd <= 1 || odd * 10 <= self.filled;
        let signs = odd == self.short && odd * 4 <= self.filled;
        let several = self.marks >= 2 || (self.marks == 1 && self.near >= 3);
        self.is_sure() || (several && (few || signs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::header::Renamed;
    use crate::notes::COLUMNS;

    /// The themes that are found in a table without a codebook.
    fn found(table: &str, shape: Option<Shape>) -> Vec<String> {
        let mut rows = table
            .split('/')
            .map(|row| row.split(',').map(str::to_owned).collect::<Vec<_>>());
        let names = rows.next().unwrap();
        let body: Vec<Vec<String>> = rows.collect();
        let renamed = Renamed::new();
        let words = Vocabulary::of(&COLUMNS, &renamed);
        let found = columns(&names, &body, shape, &words);
        found.themes.into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn columns_of_marks() {
        let cases: [(&str, &[&str]); 10] = [
            ("text,trust,cost/a,x,/b,x,x", &["trust", "cost"]),
            // One odd cell, in one column or in each, as totals are.
            (
                "text,trust,staff,cost/a,x,x,/b,x,,x/c,?,x,",
                &["trust", "staff", "cost"],
            ),
            (
                "text,trust,staff,cost/a,1,1,1/b,1,1,/c,,,1/,2,5,6",
                &["trust", "staff", "cost"],
            ),
            // Totals of two columns, which would hide both.
            (
                "agency,text,trust,staff/a,a,1,1/b,b,1,/Total,,2,1/Sum:,,13,8",
                &["trust", "staff"],
            ),
            // Strengths.
            (
                "text,trust,staff,cost/a,1,0,0/b,2,1,0/c,3,0,1/d,1,0,0",
                &["trust", "staff", "cost"],
            ),
            // Blank so far, between the others.
            (
                "text,trust,staff,cost/a,x,,x/b,x,,x",
                &["trust", "staff", "cost"],
            ),
            // One column of marks, and none that is carried.
            ("text,trust,who/a,x,me/b,x,you", &[]),
            ("text,trust,cost/a,0,0/b,0,0", &[]),
            // Words that are no marks.
            (
                "text,trust,cost,who/a,x,x,me/b,x,,you/c,,x,me",
                &["trust", "cost"],
            ),
            // A column of themes that says them.
            ("text,themes,trust,cost/a,t,x,x", &[]),
        ];
        for (table, expected) in cases {
            assert_eq!(found(table, None), expected, "{table}");
        }
        let blank_themes = "text,themes,trust,cost/a,,x,x";
        assert_eq!(found(blank_themes, None), ["trust", "cost"]);
    }

    #[test]
    fn a_shape_that_is_said() {
        let table = "text,trust,rating/a,x,7/b,,5";
        assert_eq!(found(table, Some(Shape::Themes)), ["trust", "rating"]);
        assert!(found(table, Some(Shape::Long)).is_empty());
    }
}
