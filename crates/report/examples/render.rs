//! Renders a saved `synthesis.json` again:
//! `cargo run -p throughline-report --example render -- synthesis.json FOLDER [TEMPLATE_FOLDER]`

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use throughline_core::synthesis::Synthesis;
use throughline_report::Report;
use throughline_report::template::Template;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [synthesis, folder, template @ ..] = arguments.as_slice() else {
        return Err("give a synthesis.json and the folder to write".into());
    };
    let synthesis = Synthesis::from_json(&std::fs::read_to_string(synthesis)?)?;
    let mut report = Report::of(&synthesis);
    if let [template] = template {
        report = report.template(files(template.as_ref())?);
    }
    let written = report.write_to(folder)?;
    for warning in &written.warnings {
        eprintln!("warning: {warning}");
    }
    for (file, bytes) in &written.files {
        println!("{bytes:>9}  {}", file.display());
    }
    println!("{} pages", written.pages.unwrap_or_default());
    Ok(())
}

/// The files of a template that has no folders in it.
fn files(folder: &Path) -> Result<Template, Box<dyn Error>> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        files.insert(name, std::fs::read(entry.path())?);
    }
    Ok(Template::Files(files))
}
