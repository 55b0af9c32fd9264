//! Method and limits of a protected report: how it was counted, and what is withheld, why, and
//! against whom, in words for those who never heard of disclosure control.

use super::super::method;
use super::super::words::{Paragraph, a, capital, list};
use super::super::writer::Writer;
use super::findings::Quoted;
use super::page::Page;
use super::tables::left_out;
use throughline_core::numbers::{grouped, in_words};
use throughline_core::synthesis::{
    DisclosureTotals, Method, PartPage, PointBlock, ScaleTable, Shown, StatementBlock,
};

/// Ranges that are named as examples.
const EXAMPLES: usize = 3;

pub(crate) fn write(
    page: &Page,
    writer: &Writer,
    totals: &DisclosureTotals,
    parts: &[PartPage],
    quoted: Quoted,
    scale: ScaleTable,
) -> Method {
    Method {
        lead:
            "Every number and every range here comes from notes that an analyst read and tagged. \
               This page says how they were counted, what is withheld and why, what the words for \
               amounts mean, and what the counts cannot tell."
                .into(),
        counted: rules(page, writer),
        limits: method::limits(writer),
        disclosure_title: "What is not shown, and why".into(),
        disclosure: disclosure(page, totals, parts, quoted),
        scale,
    }
}

/// The rules of counting, without a number that rests on who said what.
fn rules(page: &Page, writer: &Writer) -> Vec<String> {
    let noun = page.noun();
    let under = if page.flat() {
        ""
    } else {
        " or a theme under it"
    };
    let mut rules = vec![format!(
        "The unit is the {}, not the mention. {} raises a theme when at least one of its notes \
         carries the theme{under}.",
        noun.one,
        capital(&page.an_agency())
    )];
    rules.extend(method::heading(writer));
    rules.extend([
        format!("A note with no {} counts as a note only.", noun.one),
        format!("A note of several {} counts for each.", noun.many),
        method::names(writer),
        method::base(writer, page.in_figures()),
        method::one_stance(writer),
        method::coders(writer),
        "An exact duplicate of a note counts once.".into(),
        "Nothing vanishes: every row read is counted, merged, left out or rejected for a reason. \
         Appendix D adds them up."
            .into(),
    ]);
    if page.in_figures() {
        rules.push(format!(
            "“n of N” always stands beside a share. Percentages are given only where the count is \
             exact and the base is {} or more, rounded half up.",
            grouped(writer.review.counting.percent_from.into())
        ));
    }
    rules
}

fn disclosure(
    page: &Page,
    totals: &DisclosureTotals,
    parts: &[PartPage],
    quoted: Quoted,
) -> Vec<String> {
    let mut paragraphs = vec![totals.sentence.clone(), why(page)];
    if page.plan.counts {
        paragraphs.push(how(page));
        paragraphs.extend(beside(page, parts));
    }
    paragraphs.push(left_out(page));
    paragraphs.push(quotations(page, quoted));
    paragraphs.push(against_whom(page));
    paragraphs
}

fn why(page: &Page) -> String {
    let noun = page.noun();
    format!(
        "Those who took part are known. If one or two of them said a thing, or all but one or two, \
         the number alone can tell which {} it was; so can the difference between two numbers, the \
         order of a list or the length of a bar. So nothing here tells one small number from \
         another.",
        noun.one
    )
}

/// What stands in place of the counts.
fn how(page: &Page) -> String {
    let noun = page.noun();
    let mut how = Paragraph::default();
    if page.plan.words_only {
        let ranges: Vec<String> = page
            .plan
            .bands
            .iter()
            .map(|&(low, high)| page.measure(Shown::Band { low, high }, page.base).words)
            .collect();
        how.say(format!(
            "With fewer than 20 {}, the number that raised a theme is given as one of {} ranges: {}.",
            noun.many,
            in_words(ranges.len() as u64),
            list(&ranges)
        ));
        how.say(format!(
            "How {} lean is given as a word, on themes that {} or more of them raised.",
            noun.many,
            in_words(u64::from(page.k) * 2 - 1)
        ));
    } else {
        how.say(format!(
            "How many raised a theme is given as a number where it and the rest are {} or more, and \
             as a range where not. Numbers by view, format and part are always ranges.",
            in_words(page.k.into())
        ));
        how.say(
            "A row of them is left out whole where what is known of it could be added up, or taken \
             away, to a small number. “Not shown” stands for every reason, also where there is \
             nothing to hide.",
        );
    }
    how.say("Themes stand in the order of the codebook, and strips and bars have the length of all who took part.");
    how.text()
}

/// What stands beside statements, and where nothing does: as far as it is so in these parts.
fn beside(page: &Page, parts: &[PartPage]) -> Option<String> {
    let statements = Statements::of(page, parts);
    let mut beside = Paragraph::default();
    if statements.claims {
        let such_as = if statements.of_their_own.is_empty() {
            String::new()
        } else {
            format!(", such as {}", list(&statements.of_their_own))
        };
        beside.say(format!(
            "A statement with a word for an amount, or that speaks of {} in general, has its own \
             range beside it, and At a glance: what its words stand for, narrowed to the range of \
             the theme where it speaks of the whole theme. So it may be narrower than that of the \
             theme or, of one view of it, wider{such_as}.",
            page.noun().many
        ));
    }
    if statements.exact {
        beside.say(
            "A single number stands only where those who took part have agreed to a statement \
             that says “all” or “none” of them.",
        );
    }
    if statements.bare {
        beside.say(format!(
            "A statement with nothing beside it rests on several themes, on one view of a theme, \
             or on something else than a number of {}, for which no range is given.",
            page.noun().many
        ));
    }
    let text = beside.text();
    (!text.is_empty()).then_some(text)
}

/// What the statements of a report have beside them.
#[derive(Debug, Default)]
struct Statements {
    /// Some have the range of a word of theirs.
    claims: bool,
    /// Ranges that are none of a theme's, as printed, each once; three at most.
    of_their_own: Vec<String>,
    /// Some have a single number.
    exact: bool,
    /// Some have nothing.
    bare: bool,
}

impl Statements {
    fn of(page: &Page, parts: &[PartPage]) -> Self {
        fn below(found: &mut Statements, page: &Page, points: &[PointBlock]) {
            for point in points {
                found.take(page, &point.statement);
                below(found, page, &point.points);
            }
        }
        let mut found = Self::default();
        for finding in parts.iter().flat_map(|part| &part.findings) {
            found.take(page, &finding.statement);
            below(&mut found, page, &finding.points);
        }
        found
    }

    fn take(&mut self, page: &Page, statement: &StatementBlock) {
        let Some(measure) = &statement.measure else {
            self.bare = true;
            return;
        };
        self.claims |= statement
            .claims
            .iter()
            .any(|claim| claim.measure == *measure);
        match measure.shown {
            // Of many, single numbers are given of themes too.
            Shown::Exact { .. } => self.exact |= page.plan.words_only,
            Shown::Band { low, high } if !page.plan.bands.contains(&(low, high)) => {
                let words = format!("“{}”", measure.words);
                if self.of_their_own.len() < EXAMPLES && !self.of_their_own.contains(&words) {
                    self.of_their_own.push(words);
                }
            }
            Shown::Band { .. } | Shown::NotShown => {}
        }
    }
}

fn quotations(page: &Page, quoted: Quoted) -> String {
    let noun = page.noun();
    if quoted.quotations == 0 {
        return "No note is quoted, and the notes behind each point are not listed.".into();
    }
    let no_name = if quoted.labelled {
        format!(
            "the labels under them are new in each finding and belong to no {}",
            noun.one
        )
    } else {
        format!("they carry no date, no format and no {}", noun.one)
    };
    format!(
        "Quotations come from notes that may be quoted. Names and addresses in them are masked, and \
         {no_name}. A quotation with words that one {noun} alone \
         used was read by a person before it was published. The other notes are not printed.",
        noun = noun.one
    )
}

/// Rule 1.
fn against_whom(page: &Page) -> String {
    let noun = page.noun();
    let also = match page.k {
        3 => format!("any one {} that also knows its own notes", noun.one),
        k => format!(
            "any {} {} that put together what they know of their own notes",
            in_words(u64::from(k) - 2),
            noun.many
        ),
    };
    let larger = match page.k {
        3 => format!("two or more {} that put together what they know", noun.many),
        _ => format!("more {} than that", noun.many),
    };
    // Those who did not raise what nearly all raised are few, and each knows of itself.
    let (most, others) = (page.base + 1 - page.k.min(page.base), page.k - 2);
    format!(
        "This protects against a reader who has everything published, the list of those who took \
         part, these rules and the program that follows them, and against {also}. It does not \
         protect against what people heard in the same room, against a view that gives its speaker \
         away by what it says, or against {larger}. Nor does it keep from {one} what follows from \
         its own silence: where {most} or more raised a theme that it did not raise, it knows that \
         at most {others} did not either.",
        one = a(&noun.one),
        most = grouped(most.into()),
        others = match others {
            1 => format!("one other {}", noun.one),
            n => format!("{} other {}", in_words(n.into()), noun.many),
        },
    )
}

/// How much is given as words: the sentence of the report and of the synthesis.
pub(crate) fn totals(page: &Page) -> DisclosureTotals {
    let plan = page.plan;
    let sentence = page.too_few().unwrap_or_else(|| {
        let cells = match (plan.cells, plan.cells_in_words) {
            (all, words) if all == words => {
                format!("All {} counts are given as words", in_words(all.into()))
            }
            (all, words) => format!(
                "{} counts of {} are given as words",
                capital(&in_words(words.into())),
                grouped(all.into())
            ),
        };
        let rows = match plan.rows_not_shown {
            0 => "no row is left out".to_owned(),
            1 => "one row is not shown".to_owned(),
            n => format!("{} rows are not shown", in_words(n.into())),
        };
        format!(
            "Counts of {} are given as words where they, or the rest, are fewer than {}. {cells}, \
             and {rows}.",
            page.noun().many,
            page.k
        )
    });
    DisclosureTotals {
        k: page.k,
        cells: plan.cells,
        cells_in_words: plan.cells_in_words,
        rows_not_shown: plan.rows_not_shown,
        sentence,
    }
}
