//! A project file as what comes in.

use super::passages::bring_in;
use super::variables::{Known, Values, Variable};
use crate::incoming::{Incoming, NotCarried};
use crate::refi::ORIGIN;
use crate::refi::archive::{Archive, Limits};
use crate::refi::codebook::take;
use crate::refi::codes;
use crate::refi::guid::Guid;
use crate::refi::offsets::{self, STANDARD};
use crate::refi::xml::{self, Document, Element};
use std::collections::{BTreeSet, HashMap, HashSet};
use throughline_core::problem::{Code, Problem, Problems};

/// The coder of codings that name no user.
const NOBODY: &str = "imported";

/// A `Note` of the project.
pub(super) struct Memo<'e> {
    pub values: Values,
    pub time: String,
    pub element: &'e Element,
    pub text: String,
    pub used: bool,
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
    pub users: HashMap<Guid, String>,
    owner: Option<Guid>,
    pub ids: HashSet<String>,
    note_ids: HashSet<String>,
    pub known: Known,
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

/// The zip and the path of the project in it, where there is one.
pub(super) type Texts<'a, 'z> = Option<(&'a mut Archive<'z>, &'a str)>;

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

impl Reader<'_> {
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
}

fn free(id: &str, taken: &mut HashSet<String>) -> String {
    let numbered = (2..).map(|n| format!("{id}-{n}"));
    let mut names = std::iter::once(id.to_owned()).chain(numbered);
    let free = names.find(|n| taken.insert(n.clone()));
    free.unwrap_or_else(|| id.to_owned())
}
