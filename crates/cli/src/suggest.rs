//! `throughline suggest`

mod accept;
mod output;
mod printing;
mod program;

use crate::args::SuggestArguments;
use crate::failure::Failure;
use crate::progress::Progress;
use crate::source;
use output::Output;
use printing::{Listing, learnt_line};
use std::collections::BTreeMap;
use throughline::Review;
use throughline::model::codebook::ThemeCode;
use throughline::model::ids::CoderId;
use throughline::model::notes::NoteIndex;
use throughline::model::numbers::counted;
use throughline::model::problem::did_you_mean;
use throughline::suggest::keywords::Keywords;
use throughline::suggest::learnt::{Learning, Learnt, Outcome};
use throughline::suggest::suggester::{Suggested, Suggester, Suggestion};
use throughline::suggest::tagged::Tagged;

/// Notes whose texts are in memory together.
const AT_ONCE: usize = 512;

/// Suggests themes, or takes those that were accepted.
pub fn run(arguments: &SuggestArguments) -> Result<(), Failure> {
    let coder = coder(arguments)?;
    if let (Some(file), Some(coder)) = (&arguments.accept, &coder) {
        return accept::run(&arguments.source, file, coder);
    }
    if !(0.0..=1.0).contains(&arguments.precision) {
        return Err(Failure::usage(
            &format!("--precision is {}", arguments.precision),
            "give a share from 0 to 1, such as 0.5",
        ));
    }
    let words = match &arguments.with {
        Some(text) => Some(throughline::suggest::outside::split(text).map_err(|error| {
            Failure::usage(&format!("--with: {error}"), "as in --with 'python3 ask.py'")
        })?),
        None => None,
    };
    if arguments.write {
        accept::must_be_folder(&arguments.source.review)?;
    }
    let output = match &arguments.output {
        Some(path) => Some(Output::file(path)?),
        None => None,
    };
    let progress = Progress::start();
    let review = source::review(&arguments.source, &progress)?;
    let wanted = themes(&arguments.theme, &review)?;
    let tagged = Tagged::of(&review, coder.as_ref());
    say_if_new(coder.as_ref(), &tagged, &review, &progress);
    let notes = tagged.without();
    let mut job = Job {
        arguments,
        review: &review,
        wanted: wanted.as_deref(),
        notes,
    };
    let (listing, failed) = match &words {
        Some(words) => job.ask(words, &progress)?,
        None => (job.suggest(&tagged, &progress)?, None),
    };
    progress.finish();
    if let (true, Some(coder)) = (arguments.write, &coder) {
        accept::write(&arguments.source.review, coder, &listing, &review)?;
    } else {
        let output = output.unwrap_or_else(Output::printed);
        listing.print(arguments.format, &review, output)?;
    }
    match failed {
        Some(failure) => Err(failure),
        None => Ok(()),
    }
}

fn coder(arguments: &SuggestArguments) -> Result<Option<CoderId>, Failure> {
    let Some(name) = &arguments.coder else {
        return Ok(None);
    };
    let coder: CoderId = name
        .parse()
        .map_err(|error| Failure::usage(&format!("--coder: {error}"), "give a name, as in kim"))?;
    let is_path = name.contains(['/', '\\']) || name.starts_with('.');
    if coder.as_str() == throughline::folder::suggestions::NOTES_CODER || is_path {
        return Err(Failure::usage(
            &format!("`{name}` cannot be the name of a coder’s file"),
            "`notes` is the themes column of the notes, and a name has no `/`; leave --coder out for \
             the notes that nobody has tagged",
        ));
    }
    Ok(Some(coder))
}

/// The codes of the themes that were asked for, sorted; `None` for all.
fn themes(ids: &[String], review: &Review) -> Result<Option<Vec<ThemeCode>>, Failure> {
    let book = &review.codebook;
    let mut codes = Vec::new();
    for id in ids {
        let Some(code) = book.code(id) else {
            let known = book.themes().iter().map(|theme| theme.id.as_str());
            let help = match did_you_mean(id, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "name a theme by its code in codebook.csv".into(),
            };
            return Err(Failure::usage(&format!("there is no theme `{id}`"), help));
        };
        codes.push(code);
    }
    codes.sort_unstable();
    codes.dedup();
    Ok((!codes.is_empty()).then_some(codes))
}

/// A coder without a file is a new one, or a slip.
fn say_if_new(coder: Option<&CoderId>, tagged: &Tagged<'_>, review: &Review, progress: &Progress) {
    let Some(coder) = coder.filter(|_| !tagged.has_begun()) else {
        return;
    };
    let known = review.coder_tags.iter().flat_map(|tags| &tags.coders);
    let near = did_you_mean(coder.as_str(), known.map(CoderId::as_str));
    let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    progress.suspend(|| {
        eprintln!("note: `{coder}` has no file in tags/, so has read no note yet{near}");
    });
}

/// What was asked for, on the review.
struct Job<'a> {
    arguments: &'a SuggestArguments,
    review: &'a Review,
    wanted: Option<&'a [ThemeCode]>,
    notes: Vec<NoteIndex>,
}

impl Job<'_> {
    /// From the codebook and the tagged notes.
    fn suggest(&mut self, tagged: &Tagged<'_>, progress: &Progress) -> Result<Listing, Failure> {
        let suggests_learnt = self.arguments.suggests_learnt();
        let learnt = if suggests_learnt || self.arguments.uncertain {
            progress.step("learning");
            let examples = tagged.examples().map_err(|e| Failure::system(&e))?;
            let how = Learning {
                precision: self.arguments.precision,
                ..Learning::default()
            };
            Some(Learnt::from(&examples, self.review.codebook.len(), &how))
        } else {
            None
        };
        let keywords = if self.arguments.looks_for_keywords() {
            Some(Keywords::new(&self.review.codebook).map_err(|e| Failure::system(&e))?)
        } else {
            None
        };
        let without_tags = self.notes.len();
        if self.arguments.uncertain {
            self.most_uncertain_first(learnt.as_ref(), progress)?;
        }
        progress.step("suggesting");
        let speaks = learnt.as_ref().filter(|_| suggests_learnt);
        let mut suggester = Suggester::new(keywords.as_ref(), speaks, self.wanted);
        let mut listing = Listing::new(without_tags, learnt.as_ref(), self.arguments.uncertain);
        let most = self.arguments.limit.unwrap_or(usize::MAX);
        'notes: for notes in self.notes.chunks(AT_ONCE) {
            for (&note, text) in notes.iter().zip(self.texts(notes)?) {
                let mut made = suggester.of(&text);
                if !self.arguments.uncertain {
                    made.uncertainty = None;
                }
                if listing.len() >= most {
                    break 'notes;
                }
                if self.arguments.uncertain || !made.suggestions.is_empty() {
                    listing.add(note, &text, made);
                }
            }
        }
        if self.arguments.format != crate::args::TableFormat::Table || self.arguments.write {
            progress.suspend(|| {
                if let Some(learnt) = &learnt {
                    eprintln!("{}", learnt_line(learnt));
                }
            });
        }
        Ok(listing)
    }

    /// Orders the notes by what they would teach, and keeps those that are asked for.
    fn most_uncertain_first(
        &mut self,
        learnt: Option<&Learnt>,
        progress: &Progress,
    ) -> Result<(), Failure> {
        let is_learnt = |l: &&Learnt| {
            let mut reports = l.reports().iter();
            reports.any(|r| r.outcome != Outcome::TooFew)
        };
        let Some(learnt) = learnt.filter(is_learnt) else {
            return Err(Failure::usage(
                &"nothing could be learnt, so no note is more uncertain than another",
                "tag some notes first: a theme is learnt from 5 notes on",
            ));
        };
        progress.step("looking for what would teach most");
        let mut order: Vec<(f64, NoteIndex)> = Vec::with_capacity(self.notes.len());
        for notes in self.notes.chunks(AT_ONCE) {
            for (&note, text) in notes.iter().zip(self.texts(notes)?) {
                let probabilities = learnt.judge(&text).into_iter().map(|j| j.probability);
                let bits = throughline::suggest::learnt::uncertainty(probabilities);
                order.push((bits, note));
            }
        }
        order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        order.truncate(self.arguments.limit.unwrap_or(usize::MAX));
        self.notes = order.into_iter().map(|o| o.1).collect();
        Ok(())
    }

    /// From a program. What it said is kept, whatever it ended with.
    fn ask(
        &mut self,
        words: &[String],
        progress: &Progress,
    ) -> Result<(Listing, Option<Failure>), Failure> {
        let without_tags = self.notes.len();
        self.notes
            .truncate(self.arguments.limit.unwrap_or(usize::MAX));
        let name = words.first().map_or("", String::as_str);
        progress.suspend(|| {
            let notes = counted(self.notes.len(), "note");
            eprintln!(
                "note: the texts of {notes} are given to `{name}`; they leave this machine only if \
                 that program sends them"
            );
        });
        progress.step(&format!("asking {name}"));
        let limits = program::Limits::seconds(self.arguments.time_limit, self.arguments.note_limit);
        let asked = program::Asked {
            review: self.review,
            notes: &self.notes,
            wanted: self.wanted,
        };
        let (given, failed) = asked.ask(words, limits, progress)?;
        let mut listing = Listing::new(without_tags, None, false);
        let given: Vec<(NoteIndex, Vec<Suggestion>)> = BTreeMap::into_iter(given).collect();
        for given in given.chunks(AT_ONCE) {
            let notes: Vec<NoteIndex> = given.iter().map(|g| g.0).collect();
            for ((note, suggestions), text) in given.iter().zip(self.texts(&notes)?) {
                if !suggestions.is_empty() {
                    let made = Suggested {
                        suggestions: suggestions.clone(),
                        uncertainty: None,
                    };
                    listing.add(*note, &text, made);
                }
            }
        }
        Ok((listing, failed))
    }

    fn texts(&self, notes: &[NoteIndex]) -> Result<Vec<String>, Failure> {
        printing::texts(self.review, notes)
    }
}
