//! What a project holds beside its codes: users, memos, sources with their texts, cases.

use super::left::codings;
use super::passages::Source;
use super::people::{NOTES_CODER, coder_guid};
use super::read::{Memo, Reader, Texts};
use super::times;
use super::variables::{Values, Variable};
use crate::incoming::{IncomingEngagement, IncomingOrganisation, IncomingPart};
use crate::refi::codes::slug;
use crate::refi::decode::decode;
use crate::refi::guid::Guid;
use crate::refi::offsets::Text;
use crate::refi::xml::Element;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use throughline_core::ids::CoderId;
use throughline_core::names::{name_key, shown_name};
use throughline_core::numbers::counted_as;
use throughline_core::problem::Problem;

impl<'e> Reader<'e> {
    pub(super) fn read_users(&mut self, project: &Element) {
        let mut taken: HashSet<String> = HashSet::from([name_key(NOTES_CODER)]);
        let mut changed = Vec::new();
        for user in project.all("Users").flat_map(|u| u.all("User")) {
            let guid = Guid::read(user.attribute("guid").unwrap_or(""));
            if guid == coder_guid(NOTES_CODER) {
                // Only codings of whole notes are the column's; whatever it marks in another
                // program is a coder's.
                self.users.insert(guid, "notes-elsewhere".to_owned());
                continue;
            }
            let given = user.attribute("name").or_else(|| user.attribute("id"));
            let given = shown_name(given.unwrap_or(""));
            let name = coder_name(&given);
            let numbered = (2..).map(|n| format!("{name}-{n}"));
            let mut names = std::iter::once(name.clone()).chain(numbered);
            let free = names.find(|n| taken.insert(name_key(n))).unwrap_or(name);
            if free != given {
                changed.push(format!("`{given}` as `{free}`"));
            }
            self.users.insert(guid, free);
        }
        if !changed.is_empty() {
            let said = format!(
                "Users come in under names that files can have: {}.",
                changed.join(", ")
            );
            self.incoming.assumed.push(said);
        }
    }

    pub(super) fn read_memos(
        &mut self,
        project: &'e Element,
        texts: &mut Texts<'_, '_>,
    ) -> Result<(), Problem> {
        for note in project.all("Notes").flat_map(|n| n.all("Note")) {
            let text = match text_of(note, texts)? {
                Ok(text) => text.characters.iter().collect(),
                Err(_) => note.text_of("Description").to_owned(),
            };
            let memo = Memo {
                values: self.known.values(note),
                time: note.attribute("creationDateTime").unwrap_or("").to_owned(),
                element: note,
                text,
                used: false,
            };
            let guid = Guid::read(note.attribute("guid").unwrap_or(""));
            self.memos.entry(guid).or_insert(memo);
        }
        Ok(())
    }

    /// Parts, questions and engagements that were written here, in order of file.
    pub(super) fn read_ours(&mut self) {
        let mut memos: Vec<&mut Memo<'_>> = self.memos.values_mut().collect();
        memos.sort_by_key(|m| (m.element.line, m.element.column));
        let incoming = &mut self.incoming;
        for memo in memos {
            let values = &memo.values;
            let part = values.of(Variable::Part).to_owned();
            match values.of(Variable::Kind) {
                "part" => {
                    let name = memo.element.attribute("name").unwrap_or("");
                    incoming.parts.push(IncomingPart {
                        title: name.strip_prefix("Part: ").unwrap_or(name).to_owned(),
                        id: part,
                        intro: memo.text.clone(),
                        questions: Vec::new(),
                    });
                }
                "question" => {
                    let question = (values.of(Variable::Question).to_owned(), memo.text.clone());
                    if let Some(part) = incoming.parts.iter_mut().find(|p| p.id == part) {
                        part.questions.push(question);
                    }
                }
                "engagement" => incoming.engagements.push(IncomingEngagement {
                    id: values.of(Variable::Engagement).to_owned(),
                    format: values.of(Variable::Format).to_owned(),
                    title: Some(values.of(Variable::Title).to_owned()).filter(|t| !t.is_empty()),
                    dates: times::days(values),
                    organisations: values.list(Variable::Present),
                }),
                "row of a coder" => {}
                _ => continue,
            }
            memo.used = true;
        }
        let ids = incoming.engagements.iter().map(|e| e.id.clone());
        self.ids.extend(ids);
    }

    pub(super) fn read_sources<'s>(
        &mut self,
        project: &'s Element,
        texts: &mut Texts<'_, '_>,
    ) -> Result<Vec<Source<'s>>, Problem> {
        let mut sources = Vec::new();
        let mut names: HashSet<String> = HashSet::new();
        let mut twice = BTreeSet::new();
        for element in project.all("Sources").flat_map(|s| &s.children) {
            let given = shown_name(element.attribute("name").unwrap_or(""));
            let name = if given.is_empty() {
                format!("source {}", sources.len() + 1)
            } else {
                given
            };
            let kind = match element.name.as_str() {
                "TextSource" => "text",
                "PDFSource" => "PDF",
                "PictureSource" => "picture",
                "AudioSource" => "sound recording",
                "VideoSource" => "film",
                other => other,
            };
            let text = if kind == "text" {
                text_of(element, texts)?
            } else {
                Err("only texts come in".to_owned())
            };
            match text {
                Ok(text) => {
                    if !names.insert(name_key(&name)) {
                        twice.insert(name.clone());
                    }
                    sources.push(Source {
                        values: self.known.values(element),
                        element,
                        name,
                        text,
                    });
                }
                Err(why) => {
                    let why = format!(
                        "{why}; {} left out with it",
                        counted_as(codings(element), "coding is", "codings are")
                    );
                    self.list(&format!("source ({kind})"), &name, &why);
                }
            }
        }
        if !twice.is_empty() {
            let names: Vec<String> = twice.into_iter().map(|n| format!("`{n}`")).collect();
            self.incoming.assumed.push(format!(
                "Several sources are called {}; each is an engagement of its own, numbered.",
                names.join(", ")
            ));
        }
        Ok(sources)
    }

    pub(super) fn read_cases(&mut self, project: &Element) {
        let mut named: BTreeMap<String, String> = BTreeMap::new();
        for case in project.all("Cases").flat_map(|c| c.all("Case")) {
            let given = shown_name(case.attribute("name").unwrap_or(""));
            let coded = case.all("CodeRef").count();
            if given.is_empty() {
                let place = case.place(self.file).to_string();
                self.list(
                    "case",
                    &place,
                    "it has no name, so that its sources have no organisation of it",
                );
                continue;
            }
            if coded > 0 {
                self.list(
                    "code of a case",
                    &given,
                    "themes are given to notes, not to organisations",
                );
            }
            let known = named.get(&name_key(&given)).cloned();
            let name = known.unwrap_or_else(|| given.clone());
            if named.insert(name_key(&given), name.clone()).is_none() {
                self.incoming.organisations.push(name.clone());
            }
            let values = self.known.values(case);
            self.other_variables.extend(values.others.iter().cloned());
            self.about(&name, &values);
            let refs = |kind: &'static str, to: &HashMap<Guid, Vec<usize>>| {
                let targets = case.all(kind).filter_map(|r| r.attribute("targetGUID"));
                let notes = targets.filter_map(|t| to.get(&Guid::read(t)));
                notes.flatten().copied().collect::<Vec<usize>>()
            };
            let mut notes = refs("SourceRef", &self.sources);
            notes.extend(refs("SelectionRef", &self.selections));
            for note in notes {
                if let Some(note) = self.incoming.notes.get_mut(note)
                    && !note.organisations.contains(&name)
                {
                    note.organisations.push(name.clone());
                }
            }
        }
    }

    fn about(&mut self, name: &str, values: &Values) {
        let about = IncomingOrganisation {
            name: name.to_owned(),
            letter: Some(values.of(Variable::Letter).to_owned()).filter(|l| !l.is_empty()),
            aliases: values.list(Variable::Aliases),
            historical: values.of(Variable::Status) == "historical",
            consent: values.yes(Variable::Consent) == Some(true),
            giveaways: values.list(Variable::Giveaways),
        };
        let bare = IncomingOrganisation {
            name: name.to_owned(),
            ..IncomingOrganisation::default()
        };
        if about != bare {
            self.incoming.about_organisations.push(about);
        }
    }
}

/// The text of a source or memo, or why there is none.
fn text_of(element: &Element, texts: &mut Texts<'_, '_>) -> Result<Result<Text, String>, Problem> {
    if let Some(inline) = element.child("PlainTextContent") {
        return Ok(Ok(Text::new(&inline.text, false, true)));
    }
    let Some(path) = element.attribute("plainTextPath") else {
        return Ok(Err("it has no plain text".to_owned()));
    };
    let Some((archive, base)) = texts else {
        return Ok(Err("its text is in another file".to_owned()));
    };
    let Some(found) = archive.find(path, base) else {
        return Ok(Err("its text is not in the file".to_owned()));
    };
    let bytes = archive.bytes(&found)?;
    let decoded = decode(&bytes, &found);
    Ok(match decoded {
        Ok(decoded) => Ok(Text::new(&decoded.text, decoded.mark, false)),
        Err(problem) => Err(problem.to_string()),
    })
}

/// A user's name as the name of a coder's file: as it is where a file can have it.
fn coder_name(name: &str) -> String {
    let file = name.parse::<CoderId>().is_ok()
        && !name.starts_with('.')
        && !name.ends_with('.')
        && !name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|']);
    match (file, name.chars().any(char::is_alphanumeric)) {
        (true, _) => name.to_owned(),
        (false, true) => slug(name),
        (false, false) => "coder".to_owned(),
    }
}
