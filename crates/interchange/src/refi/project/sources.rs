//! Notes as sources, with what coders gave them.

use super::people::{NOTES_CODER, coder_guid, note_guid};
use super::times::{Days, date_time};
use super::variables::{self, Variable, yes_no};
use super::write::{Memo, Options, start};
use crate::incoming::NotCarried;
use crate::refi::WriteError;
use crate::refi::codes::theme_guid;
use crate::refi::guid::Guid;
use crate::refi::out::Out;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{self, Seek, Write};
use throughline_core::codebook::ThemeCode;
use throughline_core::coders::{self, Tagging};
use throughline_core::names::name_key;
use throughline_core::numbers::counted;
use throughline_core::review::Review;
use throughline_core::stance::{Stance, StanceSet};
use zip::ZipWriter;

/// Texts read at a time.
const TOGETHER: usize = 1024;

/// Writes the sources and their texts; gives back the memos that rows of coders became.
pub fn write<W: Write + Seek>(
    review: &Review,
    options: &Options,
    out: &mut Out<Vec<u8>>,
    zip: &mut ZipWriter<W>,
    not_carried: &mut Vec<NotCarried>,
) -> Result<Vec<Memo>, WriteError> {
    let mut sources = Sources {
        review,
        options,
        rows: BTreeMap::new(),
        column: HashMap::new(),
        names: BTreeSet::new(),
        memos: Vec::new(),
        astral: 0,
        not_carried,
    };
    if review.notes.is_empty() {
        return Ok(Vec::new());
    }
    sources.gather();
    out.begin("Sources", &[])?;
    let places = &review.notes.places;
    for (chunk, places) in places.chunks(TOGETHER).enumerate() {
        let texts = review.texts.read(places)?;
        for (index, text) in texts.iter().enumerate() {
            sources.source(chunk * TOGETHER + index, text, out)?;
            let id = review.notes.ids.get(chunk * TOGETHER + index);
            start(zip, &format!("sources/{}.txt", note_guid(id)))?;
            if text.starts_with('\u{feff}') {
                // Else the reader takes the note's first character for the file's mark.
                zip.write_all("\u{feff}".as_bytes())?;
            }
            zip.write_all(text.as_bytes())?;
        }
    }
    out.end()?;
    if sources.astral > 0 {
        let which = counted(sources.astral, "note");
        sources.not_carried.push(NotCarried {
            kind: "certainty of places".to_owned(),
            which: format!("{which} with characters outside the basic plane (emoji, say)"),
            why: "offsets are code points, as the standard has them; a program that counts UTF-16 units shows excerpts behind such a character in the wrong place".to_owned(),
        });
    }
    Ok(sources.memos)
}

struct Sources<'r, 'n> {
    review: &'r Review,
    options: &'r Options,
    /// The rows of coders' files, by note.
    rows: BTreeMap<usize, Vec<&'r Tagging>>,
    /// Where a note stands in what coders gave.
    column: HashMap<usize, usize>,
    names: BTreeSet<String>,
    memos: Vec<Memo>,
    astral: usize,
    not_carried: &'n mut Vec<NotCarried>,
}

impl<'r> Sources<'r, '_> {
    fn gather(&mut self) {
        let Some(tags) = &self.review.coder_tags else {
            return;
        };
        for tagging in &tags.taggings {
            let coder = tags.coders.get(usize::from(tagging.coder));
            if coder.is_some_and(|c| self.options.takes(c.as_str())) {
                self.rows
                    .entry(tagging.note as usize)
                    .or_default()
                    .push(tagging);
            }
        }
        let listed = tags.notes.iter().enumerate();
        self.column = listed.map(|(at, &note)| (note as usize, at)).collect();
    }

    fn source(&mut self, row: usize, text: &str, out: &mut Out<Vec<u8>>) -> io::Result<()> {
        let review = self.review;
        let id = review.notes.ids.get(row);
        let guid = note_guid(id);
        let path = format!("internal://{guid}.txt");
        let name = self.free_name(id);
        out.begin(
            "TextSource",
            &[
                ("guid", guid.as_str()),
                ("name", &name),
                ("plainTextPath", &path),
            ],
        )?;
        self.astral += usize::from(text.chars().any(|c| c > '\u{ffff}'));
        let rows = self.rows.remove(&row).unwrap_or_default();
        let mut whole: Vec<(&Tagging, Option<Guid>)> = Vec::new();
        let mut none: Vec<Guid> = Vec::new();
        for tagging in rows {
            let memo = self.memo(tagging, id);
            match self.place(tagging, text, id) {
                Some(span) => self.selection(tagging, span, memo.as_ref(), out)?,
                None if tagging.themes.is_empty() => none.extend(memo),
                None => whole.push((tagging, memo)),
            }
        }
        let stance = self.column_codings(row, id, out)?;
        for (tagging, memo) in whole {
            self.codings(tagging, memo.as_ref(), out)?;
        }
        for memo in none {
            out.empty("NoteRef", &[("targetGUID", memo.as_str())])?;
        }
        self.values(row, id, stance, out)?;
        out.end()
    }

    /// The note's id, with a number behind it where another has it in other case.
    fn free_name(&mut self, id: &str) -> String {
        let numbered = (2..).map(|n| format!("{id} ({n})"));
        let mut names = std::iter::once(id.to_owned()).chain(numbered);
        let free = names.find(|n| self.names.insert(name_key(n)));
        free.unwrap_or_else(|| id.to_owned())
    }

    /// The codings of the themes column, and its stance.
    fn column_codings(
        &mut self,
        row: usize,
        id: &str,
        out: &mut Out<Vec<u8>>,
    ) -> io::Result<Stance> {
        let mut stances: StanceSet = StanceSet::default();
        let mut themes: Vec<ThemeCode> = Vec::new();
        match (self.review.coder_tags.as_ref(), self.column.get(&row)) {
            (Some(tags), Some(&at)) => {
                let given = tags.given.get(at).iter();
                for one in given.filter(|g| g.coder == coders::NOTES_CODER) {
                    stances.merge(one.stances);
                    themes.extend(one.theme);
                }
            }
            _ => {
                for tag in self.review.notes.tags.get(row) {
                    stances.insert(tag.stance);
                    themes.push(tag.theme);
                }
            }
        }
        if !self.options.takes(NOTES_CODER) {
            return Ok(Stance::NotStated);
        }
        themes.sort_unstable();
        themes.dedup();
        for theme in themes {
            let code = self.review.codebook.theme(theme).id.as_str();
            let guid = Guid::derive("coding", &[NOTES_CODER, id, code]);
            let user = coder_guid(NOTES_CODER);
            let attributes = [("guid", guid.as_str()), ("creatingUser", user.as_str())];
            out.begin("Coding", &attributes)?;
            out.empty("CodeRef", &[("targetGUID", theme_guid(code).as_str())])?;
            out.end()?;
        }
        Ok(stances.resolve())
    }

    fn coder(&self, tagging: &Tagging) -> &'r str {
        let tags = self.review.coder_tags.as_ref();
        let coder = tags.and_then(|t| t.coders.get(usize::from(tagging.coder)));
        coder.map_or("", |c| c.as_str())
    }

    /// What a row says beside its themes and their place.
    fn memo(&mut self, tagging: &Tagging, note: &str) -> Option<Guid> {
        let coder = self.coder(tagging);
        let time = date_time(&tagging.time);
        if time.is_empty() && !tagging.time.is_empty() {
            self.not_carried.push(NotCarried {
                kind: "time of a tag".to_owned(),
                which: format!("`{}`, line {} of {coder}", tagging.time, tagging.line),
                why: "it is not of the form 2023-09-26T10:00:00Z".to_owned(),
            });
        }
        let stated = tagging.stance != Stance::NotStated;
        if !stated && tagging.memo.is_empty() && !tagging.themes.is_empty() {
            return None;
        }
        let line = tagging.line.to_string();
        let guid = Guid::derive("memo", &[coder, &line]);
        let says = match (tagging.themes.is_empty(), stated) {
            (true, _) => "no theme applies",
            (false, true) => tagging.stance.word(),
            (false, false) => "memo",
        };
        self.memos.push(Memo {
            guid: guid.clone(),
            name: format!("{coder} on {note}, row {line}: {says}"),
            user: coder_guid(coder),
            time: time.to_owned(),
            stance: if stated { tagging.stance.word() } else { "" },
            text: tagging.memo.clone(),
        });
        Some(guid)
    }

    /// Where an excerpt lies, in code points. One whose words do not stand at its place is the
    /// whole note's, and is listed.
    fn place(&mut self, tagging: &Tagging, text: &str, note: &str) -> Option<(u32, u32)> {
        let excerpt = tagging.excerpt.as_ref()?;
        let (start, end) = (excerpt.start as usize, excerpt.end as usize);
        let length = text.chars().count();
        let there = start <= end && end <= length && {
            let mut words = text.chars().skip(start).take(end - start);
            excerpt.text.is_empty()
                || excerpt.text.chars().all(|c| words.next() == Some(c)) && words.next().is_none()
        };
        if there {
            return Some((excerpt.start, excerpt.end));
        }
        let coder = self.coder(tagging);
        self.not_carried.push(NotCarried {
            kind: "excerpt".to_owned(),
            which: format!("`{}`, line {} of {coder}", excerpt.text, tagging.line),
            why: format!(
                "its words do not stand at its place in note {note}; its tags go to the whole note"
            ),
        });
        None
    }

    fn selection(
        &self,
        tagging: &Tagging,
        (start, end): (u32, u32),
        memo: Option<&Guid>,
        out: &mut Out<Vec<u8>>,
    ) -> io::Result<()> {
        let coder = self.coder(tagging);
        let line = tagging.line.to_string();
        let guid = Guid::derive("selection", &[coder, &line]);
        let (user, start, end) = (coder_guid(coder), start.to_string(), end.to_string());
        let mut attributes = vec![
            ("guid", guid.as_str()),
            ("startPosition", &start),
            ("endPosition", &end),
            ("creatingUser", user.as_str()),
        ];
        let time = date_time(&tagging.time);
        if !time.is_empty() {
            attributes.push(("creationDateTime", time));
        }
        out.begin("PlainTextSelection", &attributes)?;
        self.codings(tagging, None, out)?;
        if let Some(memo) = memo {
            out.empty("NoteRef", &[("targetGUID", memo.as_str())])?;
        }
        out.end()
    }

    /// One coding for each theme of a row.
    fn codings(
        &self,
        tagging: &Tagging,
        memo: Option<&Guid>,
        out: &mut Out<Vec<u8>>,
    ) -> io::Result<()> {
        let coder = self.coder(tagging);
        let user = coder_guid(coder);
        let line = tagging.line.to_string();
        let time = date_time(&tagging.time);
        for &theme in &tagging.themes {
            let code = self.review.codebook.theme(theme).id.as_str();
            let guid = Guid::derive("coding", &[coder, &line, code]);
            let mut attributes = vec![("guid", guid.as_str()), ("creatingUser", user.as_str())];
            if !time.is_empty() {
                attributes.push(("creationDateTime", time));
            }
            out.begin("Coding", &attributes)?;
            out.empty("CodeRef", &[("targetGUID", theme_guid(code).as_str())])?;
            if let Some(memo) = memo {
                out.empty("NoteRef", &[("targetGUID", memo.as_str())])?;
            }
            out.end()?;
        }
        Ok(())
    }

    fn values(
        &self,
        row: usize,
        id: &str,
        stance: Stance,
        out: &mut Out<Vec<u8>>,
    ) -> io::Result<()> {
        let (review, notes) = (self.review, &self.review.notes);
        let code = |column: &[u32]| column.get(row).map_or(usize::MAX, |&c| c as usize);
        let at = code(&notes.engagement);
        let engagement = review.engagements.get(at);
        let days = Days::of(review, at);
        let part = review.parts.get(code(&notes.part));
        let question = review.questions.get(code(&notes.question));
        let flags = notes.flags.get(row).copied().unwrap_or_default();
        let stated = stance != Stance::NotStated;
        let values = [
            (Variable::NoteId, id),
            (
                Variable::Engagement,
                engagement.map_or("", |e| e.id.as_str()),
            ),
            (Variable::Format, days.format),
            (Variable::FirstDay, &days.first),
            (Variable::LastDay, &days.last),
            (Variable::Part, part.map_or("", |p| p.id.as_str())),
            (Variable::Question, question.map_or("", |q| q.id.as_str())),
            (Variable::Verbatim, yes_no(flags.verbatim)),
            (Variable::Quotable, yes_no(flags.quotable)),
            (Variable::Language, if flags.maori { "mi" } else { "" }),
            (Variable::Stance, if stated { stance.word() } else { "" }),
        ];
        for (variable, value) in values {
            variables::value(out, variable, value)?;
        }
        Ok(())
    }
}
