//! What another tool's file could not carry, as it is said at the end of an import or an export.

use std::collections::BTreeMap;
use std::io::{self, Write};
use throughline::interchange::NotCarried;
use throughline::model::numbers::grouped;

/// Examples of a kind that are printed.
const EXAMPLES: usize = 3;

/// Prints it to standard error, where there is any.
pub fn said(not_carried: &[NotCarried]) {
    if !not_carried.is_empty() {
        // Standard error is where a failure would be said.
        let _ = list(&mut io::stderr().lock(), not_carried);
    }
}

/// Prints what could not be carried, by kind and reason, the most frequent first.
pub fn list(out: &mut dyn Write, list: &[NotCarried]) -> io::Result<()> {
    if list.is_empty() {
        return writeln!(out, "everything was carried");
    }
    let mut kinds: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for one in list {
        kinds
            .entry((&one.kind, &one.why))
            .or_default()
            .push(&one.which);
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, which)| std::cmp::Reverse(which.len()));
    writeln!(out, "not carried ({})", grouped(list.len() as u64))?;
    for ((kind, why), which) in kinds {
        writeln!(out, "  {kind} ({}): {why}", grouped(which.len() as u64))?;
        for example in which.iter().take(EXAMPLES) {
            writeln!(out, "    {example}")?;
        }
        if which.len() > EXAMPLES {
            writeln!(
                out,
                "    … and {} more",
                grouped((which.len() - EXAMPLES) as u64)
            )?;
        }
    }
    Ok(())
}
