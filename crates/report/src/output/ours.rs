//! Which files are ours: a folder may be replaced when it holds nothing else.

use crate::tables;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use throughline_core::synthesis::ChartName;

const TOP: [&str; 3] = ["report.pdf", "report.html", "synthesis.json"];

/// What a folder of ours may hold: it is replaced as a whole when it holds nothing else.
#[derive(Debug, Clone, Copy)]
pub struct Ours {
    /// The folders in it.
    pub folders: &'static [&'static str],
    /// Whether a file is one of ours, by its path relative to the folder.
    pub file: fn(&Path) -> bool,
    /// A file that every such folder has and that is written first, where the names of the others
    /// are names that people use too.
    pub mark: Option<&'static str>,
}

/// A report of ours.
pub const REPORT: Ours = Ours {
    folders: &["charts", "tables"],
    file: is_name_of_ours,
    mark: None,
};

/// What a folder holds that this program does not write, in words; `None` where it is free, empty
/// or one of ours.
pub(super) fn foreign(folder: &Path, ours: &Ours) -> io::Result<Option<String>> {
    match fs::symlink_metadata(folder) {
        Ok(about) if about.is_dir() => {}
        Ok(_) => return Ok(Some("it is not a folder".into())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    }
    let holds = |name: &Path| Ok(Some(format!("it holds `{}`", name.display())));
    let found = entries(folder)?;
    for (name, kind) in &found {
        if kind.is_dir() && name.to_str().is_some_and(|n| ours.folders.contains(&n)) {
            for (file, kind) in entries(&folder.join(name))? {
                let inside = name.join(&file);
                if !kind.is_file() || !(ours.file)(&inside) {
                    return holds(&inside);
                }
            }
        } else if !kind.is_file() || !(ours.file)(name) {
            return holds(name);
        }
    }
    match (ours.mark, found.first()) {
        (Some(mark), Some((name, _))) if found.iter().all(|(name, _)| name != Path::new(mark)) => {
            let name = name.display();
            Ok(Some(format!(
                "it holds `{name}` without a `{mark}` of ours"
            )))
        }
        _ => Ok(None),
    }
}

/// Every file of a folder and its folders, relative to it, with its size; in order of name.
pub(super) fn files(folder: &Path) -> io::Result<Vec<(PathBuf, u64)>> {
    let mut found = Vec::new();
    for (name, kind) in entries(folder)? {
        if kind.is_dir() {
            for (file, _) in entries(&folder.join(&name))? {
                found.push(name.join(file));
            }
        } else {
            found.push(name);
        }
    }
    found
        .into_iter()
        .map(|name| Ok((name.clone(), fs::metadata(folder.join(name))?.len())))
        .collect()
}

/// Entries by name; a symbolic link is neither a file nor a folder.
fn entries(folder: &Path) -> io::Result<Vec<(PathBuf, fs::FileType)>> {
    let mut entries = fs::read_dir(folder)?
        .map(|entry| entry.and_then(|e| Ok((PathBuf::from(e.file_name()), e.file_type()?))))
        .collect::<io::Result<Vec<_>>>()?;
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(entries)
}

fn is_name_of_ours(path: &Path) -> bool {
    let Some(path) = path.to_str() else {
        return false;
    };
    let path = path.replace('\\', "/");
    if let Some(chart) = path.strip_prefix("charts/") {
        chart
            .strip_suffix(".svg")
            .or_else(|| chart.strip_suffix(".png"))
            .is_some_and(is_stem_of_a_chart)
    } else if let Some(table) = path.strip_prefix("tables/") {
        table
            .strip_suffix(".csv")
            .is_some_and(|name| tables::NAMES.contains(&name))
    } else {
        TOP.contains(&path.as_str())
    }
}

/// `matrix`, and `matrix-2` for its second page.
fn is_stem_of_a_chart(stem: &str) -> bool {
    ChartName::ALL.iter().any(|name| {
        stem.strip_prefix(name.as_str()).is_some_and(|rest| {
            rest.is_empty()
                || rest
                    .strip_prefix('-')
                    .is_some_and(|n| n.parse::<u32>().is_ok())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_ours_or_not() {
        for ours in [
            "report.pdf",
            "synthesis.json",
            "charts/matrix.svg",
            "charts/matrix-12.png",
            "tables/ledger.csv",
            "tables/agreement.csv",
        ] {
            assert!(is_name_of_ours(Path::new(ours)), "{ours}");
        }
        for other in [
            "notes.docx",
            "report.pdf.bak",
            ".DS_Store",
            "charts/photo.png",
            "charts/matrix-old.svg",
            "charts/matrix.svgz",
            "tables/prevalence.xlsx",
            "tables/mine.csv",
            "deep/report.pdf",
        ] {
            assert!(!is_name_of_ours(Path::new(other)), "{other}");
        }
    }
}
