//! What to look at in a codebook: advice from how its themes are defined, labelled and used. Nothing
//! here is an error.

use crate::Analysis;
use std::fmt;
use throughline_core::codebook::ThemeCode;
use throughline_core::findings::themes_named;
use throughline_core::labels::{Likeness, alike_labels};
use throughline_core::numbers::grouped;

/// Fewer notes than these say nothing of themes that stand together.
pub const TOGETHER: u32 = 2;

/// What kind of advice it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RemarkKind {
    /// No note carries the theme or one beneath it, and no finding names it.
    Unused,
    /// A finding names the theme, and no note carries it or one beneath it.
    NamedNotTagged,
    /// The theme has no definition.
    NoDefinition,
    /// Two labels are nearly one.
    AlikeLabels,
    /// At least [`TOGETHER`] notes carry two themes, and one of the two is never given alone.
    AlwaysTogether,
    /// A parent has one child only.
    OneChild,
}

impl RemarkKind {
    /// A stable word: `unused`, `named-not-tagged`, `no-definition`, `alike-labels`,
    /// `always-together`, `one-child`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            RemarkKind::Unused => "unused",
            RemarkKind::NamedNotTagged => "named-not-tagged",
            RemarkKind::NoDefinition => "no-definition",
            RemarkKind::AlikeLabels => "alike-labels",
            RemarkKind::AlwaysTogether => "always-together",
            RemarkKind::OneChild => "one-child",
        }
    }
}

/// One thing to look at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CodebookRemark {
    /// What kind.
    pub kind: RemarkKind,
    /// The themes it is about.
    pub themes: Vec<ThemeCode>,
    /// What there is to see, in a sentence.
    pub message: String,
    /// What could be done.
    pub help: String,
}

impl fmt::Display for CodebookRemark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind.word(), self.message)
    }
}

impl Analysis<'_> {
    /// What to look at in the codebook, by kind and then in order of the codebook. Counts are of
    /// notes by their own tags unless a remark says otherwise.
    #[must_use]
    pub fn codebook_remarks(&self) -> Vec<CodebookRemark> {
        let mut found = Vec::new();
        self.use_of_themes(&mut found);
        self.definitions(&mut found);
        self.labels(&mut found);
        self.together(&mut found);
        self.lonely_children(&mut found);
        found.sort_by_key(|r| r.kind);
        found
    }

    fn id(&self, theme: ThemeCode) -> &str {
        self.review().codebook.theme(theme).id.as_str()
    }

    fn codes(&self) -> impl Iterator<Item = ThemeCode> {
        (0..).take(self.review().codebook.len())
    }

    fn use_of_themes(&self, found: &mut Vec<CodebookRemark>) {
        let named = themes_named(&self.review().findings);
        for theme in self.codes() {
            if self.prevalence().of(theme).rolled.notes > 0 {
                continue;
            }
            let id = self.id(theme);
            let (kind, message, help) = if named.contains(&theme) {
                (
                    RemarkKind::NamedNotTagged,
                    format!("findings.toml names `{id}`, and no note carries it"),
                    "tag the notes that it rests on, or name another theme",
                )
            } else {
                (
                    RemarkKind::Unused,
                    format!("no note carries `{id}` or a theme beneath it"),
                    "keep it if notes are still to come; else remove its row from codebook.csv",
                )
            };
            found.push(CodebookRemark {
                kind,
                themes: vec![theme],
                message,
                help: help.to_owned(),
            });
        }
    }

    fn definitions(&self, found: &mut Vec<CodebookRemark>) {
        let blank = |theme: &ThemeCode| self.review().codebook.theme(*theme).definition.is_empty();
        let without: Vec<ThemeCode> = self.codes().filter(blank).collect();
        let help = "say in one sentence what a note must hold to carry it";
        let mut remark = |themes: Vec<ThemeCode>, message: String| {
            found.push(CodebookRemark {
                kind: RemarkKind::NoDefinition,
                themes,
                message,
                help: help.to_owned(),
            });
        };
        if without.len() > 1 && without.len() == self.review().codebook.len() {
            remark(without, "no theme has a definition".to_owned());
            return;
        }
        for theme in without {
            remark(
                vec![theme],
                format!("`{}` has no definition", self.id(theme)),
            );
        }
    }

    fn labels(&self, found: &mut Vec<CodebookRemark>) {
        let book = &self.review().codebook;
        for (a, b, likeness) in alike_labels(book) {
            let how = match likeness {
                Likeness::Form => "differ in case, accents or punctuation only",
                Likeness::Order => "are the same words in another order",
                Likeness::Spelling => "are a few letters apart",
            };
            found.push(CodebookRemark {
                kind: RemarkKind::AlikeLabels,
                themes: vec![a, b],
                message: format!(
                    "“{}” (`{}`) and “{}” (`{}`) {how}",
                    book.theme(a).label,
                    self.id(a),
                    book.theme(b).label,
                    self.id(b)
                ),
                help: "merge the two if they are one, or tell them apart in their labels"
                    .to_owned(),
            });
        }
    }

    fn together(&self, found: &mut Vec<CodebookRemark>) {
        for pair in self.cooccurrence().rows() {
            let (a, b) = (self.id(pair.a), self.id(pair.b));
            let never_alone = [pair.notes_a, pair.notes_b].map(|notes| notes == pair.notes);
            if pair.notes < TOGETHER || never_alone == [false, false] {
                continue;
            }
            let n = |notes: u32| grouped(notes.into());
            let message = match never_alone {
                [true, true] => format!(
                    "`{a}` and `{b}` are always given together: {} notes carry both, none carries one alone",
                    n(pair.notes)
                ),
                [true, false] => format!(
                    "`{a}` is never given without `{b}`: {} notes carry it, {} carry `{b}`",
                    n(pair.notes_a),
                    n(pair.notes_b)
                ),
                _ => format!(
                    "`{b}` is never given without `{a}`: {} notes carry it, {} carry `{a}`",
                    n(pair.notes_b),
                    n(pair.notes_a)
                ),
            };
            found.push(CodebookRemark {
                kind: RemarkKind::AlwaysTogether,
                themes: vec![pair.a, pair.b],
                message,
                help: "see whether they are one theme, or one stands under the other".to_owned(),
            });
        }
    }

    fn lonely_children(&self, found: &mut Vec<CodebookRemark>) {
        let book = &self.review().codebook;
        for theme in self.codes() {
            let [child] = book.children(theme) else {
                continue;
            };
            found.push(CodebookRemark {
                kind: RemarkKind::OneChild,
                themes: vec![theme, *child],
                message: format!(
                    "`{}` has one child only, `{}`",
                    self.id(theme),
                    self.id(*child)
                ),
                help: "merge the two, or say what else belongs under it".to_owned(),
            });
        }
    }
}
