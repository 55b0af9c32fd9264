//! A project file as what comes in.

use super::passages::{self, Source, bring_in, short};
use super::people::{NOTES_CODER, coder_guid};
use super::variables::{Known, Values, Variable};
use crate::incoming::{
    Incoming, IncomingEngagement, IncomingOrganisation, IncomingPart, NotCarried,
};
use crate::refi::ORIGIN;
use crate::refi::archive::{Archive, Limits};
use crate::refi::codebook::{sets_left_out, take};
use crate::refi::codes::{self, slug};
use crate::refi::decode::decode;
use crate::refi::guid::Guid;
use crate::refi::offsets::{self, STANDARD, Text};
use crate::refi::xml::{self, Document, Element};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use throughline_core::ids::CoderId;
use throughline_core::names::{name_key, shown_name};
use throughline_core::problem::{Code, Problem, Problems};

/// The coder of codings that name no user.
const NOBODY: &str = "imported";

/// A `Note` of the project.
pub(super) struct Memo<'e> {
    pub values: Values,
    pub time: String,
    element: &'e Element,
    text: String,
    used: bool,
}

/// What is known while a project is read.
pub(super) struct Reader<'e> {
    pub file: &'e str,
    pub incoming: Incoming,
    pub memos: HashMap<Guid, Memo<'e>>,
    /// The notes of each source.
    pub sources: HashMap<Guid, Vec<usize>>,
    /// The notes that each selection lies on.
    pub selections: HashMap<Guid, Vec<usize>>,
    pub foreign_sources: usize,
    pub whole_sources: usize,
    pub spread: usize,
    pub other_variables: BTreeSet<String>,
    codes: HashMap<Guid, String>,
    users: HashMap<Guid, String>,
    owner: Option<Guid>,
    ids: HashSet<String>,
    note_ids: HashSet<String>,
    known: Known,
}

/// Reads a project: a `.qdpx` file, or the XML of one alone. `file` is its name in messages.
///
/// A project of ours comes back as the review it was; see [`super`] for what others become. What was
/// assumed on the way, the convention of offsets among it, stands in `assumed`; everything that has
/// no place here in `not_carried`. Paths outside the zip are not followed, and none is shown.
///
/// # Errors
/// What is no zip or no XML, with its place; more of it than `limits` allow; a code without a name.
pub fn read_project(bytes: &[u8], file: &str, limits: &Limits) -> Result<Incoming, Problems> {
    let mut problems = Problems::default();
    read(bytes, file, limits, &mut problems)
        .map_err(|problem| problems.push(problem))
        .ok()
        .filter(|_| !problems.has_errors())
        .ok_or_else(|| problems.sorted())
}

fn read(
    bytes: &[u8],
    file: &str,
    limits: &Limits,
    problems: &mut Problems,
) -> Result<Incoming, Problem> {
    if !bytes.starts_with(b"PK") {
        let document = xml::parse(bytes, file)?;
        return from_document(&document, file, file, None, problems);
    }
    let mut archive = Archive::open(bytes, file, limits)?;
    let path = archive.project()?;
    let name = format!("{file}!{path}");
    let document = xml::parse(&archive.bytes(&path)?, &name)?;
    from_document(
        &document,
        file,
        &name,
        Some((&mut archive, &path)),
        problems,
    )
}

type Texts<'a, 'z> = Option<(&'a mut Archive<'z>, &'a str)>;

fn from_document(
    document: &Document,
    file: &str,
    name: &str,
    mut texts: Texts<'_, '_>,
    problems: &mut Problems,
) -> Result<Incoming, Problem> {
    let project = &document.root;
    if project.name != "Project" {
        let message = format!(
            "the root is `<{}>`, not the `<Project>` of a project",
            project.name
        );
        return Err(Problem::new(Code::BadValue, project.place(name), message)
            .help("export it as REFI-QDA project (.qdpx)"));
    }
    let mut reader = Reader {
        file: name,
        incoming: Incoming {
            source: file.to_owned(),
            title: project.attribute("name").map(str::to_owned),
            ..Incoming::default()
        },
        memos: HashMap::new(),
        sources: HashMap::new(),
        selections: HashMap::new(),
        foreign_sources: 0,
        whole_sources: 0,
        spread: 0,
        other_variables: BTreeSet::new(),
        codes: HashMap::new(),
        users: HashMap::new(),
        owner: project.attribute("creatingUserGUID").map(Guid::read),
        ids: HashSet::new(),
        note_ids: HashSet::new(),
        known: Known::read(project),
    };
    if !document.namespace.starts_with("urn:QDA-XML:project") {
        reader.incoming.assumed.push(format!(
            "The namespace is `{}`, not `{}`; the file was read as a project all the same.",
            document.namespace,
            super::write::NAMESPACE
        ));
    }
    let books = project.all("CodeBook").flat_map(|b| b.all("Codes"));
    if let Some(element) = books.into_iter().next() {
        let read = codes::read(element, name, problems);
        let codes = read.by_guid.iter();
        let codes = codes.filter_map(|(g, &i)| Some((g.clone(), read.themes.get(i)?.code.clone())));
        reader.codes = codes.collect();
        take(read, &mut reader.incoming);
    }
    reader.read_users(project);
    reader.read_memos(project, &mut texts)?;
    reader.read_ours();
    let sources = reader.read_sources(project, &mut texts)?;
    let ours = project.attribute("origin") == Some(ORIGIN);
    let convention = if ours {
        STANDARD
    } else {
        let texts = sources.iter().map(|s| (&s.text, s.positions()));
        let choice = offsets::choose(texts);
        reader
            .incoming
            .assumed
            .extend((!choice.said.is_empty()).then_some(choice.said));
        choice.convention
    };
    for source in &sources {
        bring_in(source, convention, &mut reader);
    }
    reader.read_cases(project);
    reader.finish(project);
    Ok(reader.incoming)
}

impl<'e> Reader<'e> {
    /// Lists what could not be carried.
    pub fn list(&mut self, kind: &str, which: &str, why: &str) {
        self.incoming.not_carried.push(NotCarried {
            kind: kind.to_owned(),
            which: which.to_owned(),
            why: why.to_owned(),
        });
    }

    /// The code of the theme of an identifier.
    pub fn theme(&self, guid: &Guid) -> Option<String> {
        self.codes.get(guid).cloned()
    }

    /// The name of a coder; whoever made the project where a coding names nobody.
    pub fn coder(&self, user: Option<&Guid>) -> String {
        let user = user.or(self.owner.as_ref());
        let name = user.and_then(|u| self.users.get(u));
        name.cloned().unwrap_or_else(|| NOBODY.to_owned())
    }

    /// An engagement's id that no other has.
    pub fn free_id(&mut self, id: &str) -> String {
        free(id, &mut self.ids)
    }

    /// A note's id that no other has.
    pub fn free_note(&mut self, id: &str) -> String {
        free(id, &mut self.note_ids)
    }

    /// What memos say, one after another.
    pub fn memo_text(&mut self, memos: &[Guid]) -> String {
        let mut texts: Vec<&str> = Vec::new();
        for guid in memos {
            if let Some(memo) = self.memos.get_mut(guid) {
                memo.used = true;
            }
        }
        for guid in memos {
            let text = self.memos.get(guid).map_or("", |m| m.text.as_str());
            if !text.is_empty() {
                texts.push(text);
            }
        }
        texts.join("\n\n")
    }

    /// Whose row of a coder's file a memo is, when it is one.
    pub fn row_memo(&self, memo: &Guid) -> Option<Guid> {
        let memo = self.memos.get(memo)?;
        let row = memo.values.of(Variable::Kind) == "row of a coder";
        let user = memo.element.attribute("creatingUser").map(Guid::read);
        row.then_some(user).flatten()
    }

    fn read_users(&mut self, project: &Element) {
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

    fn read_memos(
        &mut self,
        project: &'e Element,
        texts: &mut Texts<'_, '_>,
    ) -> Result<(), Problem> {
        for note in project.all("Notes").flat_map(|n| n.all("Note")) {
            let text = match self.text_of(note, texts)? {
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
    fn read_ours(&mut self) {
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
                    dates: passages::days(values),
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

    /// The text of a source or memo, or why there is none.
    fn text_of(
        &self,
        element: &Element,
        texts: &mut Texts<'_, '_>,
    ) -> Result<Result<Text, String>, Problem> {
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

    fn read_sources<'s>(
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
                self.text_of(element, texts)?
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
                        counted(codings(element), "coding is", "codings are")
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

    fn read_cases(&mut self, project: &Element) {
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

    /// Says what was assumed, and lists what nothing has asked for.
    fn finish(&mut self, project: &Element) {
        let mut say = |count: usize, sentence: String| {
            if count > 0 {
                self.incoming.assumed.push(sentence);
            }
        };
        let (foreign, spread, whole) = (self.foreign_sources, self.spread, self.whole_sources);
        say(
            foreign,
            format!(
                "{}: each of its paragraphs is a note (parted by blank lines where a text has them, else by line ends).",
                counted(
                    foreign,
                    "source is an engagement",
                    "sources are engagements"
                )
            ),
        );
        say(
            spread,
            format!(
                "{} over several paragraphs: each of these has the tag, with its part of the excerpt.",
                counted(spread, "selection goes", "selections go")
            ),
        );
        say(
            whole,
            format!(
                "{} whole source of several paragraphs: each of these has the tag.",
                counted(whole, "row codes a", "rows code a")
            ),
        );
        let mut left: Vec<(u64, u64, String)> = Vec::new();
        for memo in self.memos.values().filter(|m| !m.used) {
            let name = memo.element.attribute("name").unwrap_or("without a name");
            let shown = format!("{name}: {}", short(&memo.text));
            left.push((memo.element.line, memo.element.column, shown));
        }
        left.sort();
        for (_, _, shown) in left {
            self.list(
                "memo",
                &shown,
                "it belongs to no tag; memos stand with tags here",
            );
        }
        for name in std::mem::take(&mut self.other_variables) {
            self.list("variable", &name, "the review has no field for it");
        }
        for (kind, inner) in [("Links", "Link"), ("Graphs", "Graph")] {
            let count = project.all(kind).flat_map(|k| k.all(inner)).count();
            if count > 0 {
                self.list(
                    &inner.to_lowercase(),
                    &format!("{count} in the project"),
                    "a review has none",
                );
            }
        }
        for sets in project.all("Sets") {
            sets_left_out(sets, "source or theme", &mut self.incoming.not_carried);
        }
        let description = project.text_of("Description");
        if !description.trim().is_empty() {
            self.list(
                "description of the project",
                &short(description),
                "write it into review.toml as `purpose`",
            );
        }
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn codings(element: &Element) -> usize {
    let below: usize = element.children.iter().map(codings).sum();
    below + usize::from(element.name == "Coding")
}

fn free(id: &str, taken: &mut HashSet<String>) -> String {
    let numbered = (2..).map(|n| format!("{id}-{n}"));
    let mut names = std::iter::once(id.to_owned()).chain(numbered);
    let free = names.find(|n| taken.insert(n.clone()));
    free.unwrap_or_else(|| id.to_owned())
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
