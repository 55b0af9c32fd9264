//! The zip of a project, read with limits and never unpacked: nothing of it is written to disk.

use std::collections::HashMap;
use std::io::{Cursor, Read};
use throughline_core::problem::{Code, Place, Problem};
use zip::ZipArchive;
use zip::result::ZipError;

/// How much a project file may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Files in the zip.
    pub entries: usize,
    /// Bytes of one file, unpacked.
    pub entry_bytes: u64,
    /// Bytes of all files that are read, unpacked.
    pub total_bytes: u64,
    /// How many times larger than its packed form a file of more than 1 MiB may be.
    pub ratio: u64,
}

impl Default for Limits {
    /// 1,000,000 files, 1 GiB each, 2 GiB together, 250 times their packed size.
    fn default() -> Self {
        Self {
            entries: 1_000_000,
            entry_bytes: 1 << 30,
            total_bytes: 2 << 30,
            ratio: 250,
        }
    }
}

/// Below this a file may be packed as well as it will.
const SMALL: u64 = 1 << 20;

/// An open project file.
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    file: &'a str,
    limits: &'a Limits,
    /// Entries by their path, in lower case with `/`.
    entries: HashMap<String, usize>,
    read: u64,
}

impl<'a> Archive<'a> {
    /// Opens a zip and looks at its list of files.
    ///
    /// # Errors
    /// It is no zip, holds more files than it may, or a name leads out of it.
    pub fn open(bytes: &'a [u8], file: &'a str, limits: &'a Limits) -> Result<Self, Problem> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(file, &e))?;
        if zip.len() > limits.entries {
            let message = format!("it holds {} files, more than {}", zip.len(), limits.entries);
            return Err(refused(file, message));
        }
        let mut entries = HashMap::new();
        for index in 0..zip.len() {
            let Some(name) = zip.name_for_index(index) else {
                continue;
            };
            let name = name.map_err(|e| damaged(file, &e))?.replace('\\', "/");
            let leads_out = name.split('/').any(|part| part == "..")
                || name.starts_with('/')
                || name.contains(['\0', ':']);
            if leads_out {
                let message = format!("the name `{}` leads out of it", name.escape_debug());
                return Err(refused(file, message));
            }
            entries.entry(name.to_lowercase()).or_insert(index);
        }
        Ok(Self {
            zip,
            file,
            limits,
            entries,
            read: 0,
        })
    }

    /// The project's XML: `project.qde`, or the one file that ends so.
    ///
    /// # Errors
    /// None is there, or several.
    pub fn project(&self) -> Result<String, Problem> {
        if self.entries.contains_key("project.qde") {
            return Ok("project.qde".to_owned());
        }
        let mut found: Vec<&String> = self
            .entries
            .keys()
            .filter(|n| n.ends_with(".qde"))
            .collect();
        found.sort_by_key(|name| (name.matches('/').count(), name.as_str()));
        let at_top: Vec<&&String> = found.iter().filter(|n| !n.contains('/')).collect();
        match (at_top.as_slice(), found.as_slice()) {
            ([one], _) => Ok((**one).clone()),
            ([], [one]) => Ok((*one).clone()),
            ([], []) => Err(refused(self.file, "it holds no .qde file".to_owned())
                .help("export the project as REFI-QDA project (.qdpx)")),
            _ => Err(refused(self.file, "it holds several .qde files".to_owned())
                .help("leave the one that is meant")),
        }
    }

    /// The path of a text that a source names, wherever its folder of sources lies; a path outside
    /// the zip is found by its last name alone.
    pub fn find(&self, path: &str, base: &str) -> Option<String> {
        let path = path.replace('\\', "/").to_lowercase();
        let inner = path.strip_prefix("internal://");
        let name = match inner {
            Some(inner) => inner,
            None => path.rsplit('/').next().unwrap_or(&path),
        };
        let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
        let places = [
            format!("{folder}/sources/{name}"),
            format!("sources/{name}"),
            format!("{folder}/{name}"),
            name.to_owned(),
        ];
        let places = places.iter().map(|p| p.trim_start_matches('/'));
        let mut there = places.filter(|p| self.entries.contains_key(*p));
        there.next().map(str::to_owned)
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// It cannot be unpacked, or is larger than it may be.
    pub fn bytes(&mut self, path: &str) -> Result<Vec<u8>, Problem> {
        let place = format!("{}!{path}", self.file);
        let Some(&index) = self.entries.get(path) else {
            return Err(refused(&place, "it is not in the zip".to_owned()));
        };
        let left = self.limits.total_bytes.saturating_sub(self.read);
        let most = self.limits.entry_bytes.min(left);
        let entry = self.zip.by_index(index).map_err(|e| damaged(&place, &e))?;
        let packed = entry.compressed_size().max(1);
        let thick = SMALL.max(packed.saturating_mul(self.limits.ratio));
        let allowed = most.min(thick);
        let mut bytes = Vec::new();
        let read = entry.take(allowed + 1).read_to_end(&mut bytes);
        read.map_err(|e| damaged(&place, &ZipError::Io(e)))?;
        let size = bytes.len() as u64;
        if size > allowed {
            let message = if allowed == thick {
                format!(
                    "it is more than {} times larger than its packed form",
                    self.limits.ratio
                )
            } else if allowed == self.limits.entry_bytes {
                format!("it is larger than {} bytes", self.limits.entry_bytes)
            } else {
                format!(
                    "the files are larger than {} bytes together",
                    self.limits.total_bytes
                )
            };
            return Err(refused(&place, message));
        }
        self.read += size;
        Ok(bytes)
    }
}

fn refused(place: &str, message: String) -> Problem {
    Problem::new(Code::UnreadableFile, Place::file(place), message)
}

fn damaged(place: &str, error: &ZipError) -> Problem {
    refused(place, format!("it cannot be read as a zip: {error}"))
        .help("export the project again; a file sent by e-mail may have been cut off")
}
