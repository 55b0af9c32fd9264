//! Help says the purpose, the outputs, the costs and an example; README and guides mention each
//! command. The commands are those that the program itself lists, so that none can be forgotten.

mod common;

use common::{Place, repository};

/// Every command and subcommand, each as the words that call it.
fn commands(place: &Place) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut open: Vec<Vec<String>> = vec![Vec::new()];
    while let Some(words) = open.pop() {
        for name in listed(&help(place, &words)) {
            let words: Vec<String> = words.iter().cloned().chain([name]).collect();
            found.push(words.clone());
            open.push(words);
        }
    }
    found.sort();
    found
}

fn help(place: &Place, words: &[String]) -> String {
    let words = words.iter().map(String::as_str).chain(["--help"]);
    let run = place.run(&words.collect::<Vec<_>>());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    run.out
}

/// The names under `Commands:`.
fn listed(help: &str) -> Vec<String> {
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let lines = lines.take_while(|line| !line.is_empty());
    let names = lines.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    let names = names.filter(|name| !name.is_empty() && *name != "help");
    names.map(str::to_owned).collect()
}

#[test]
fn every_command_has_help_and_a_mention() {
    let place = Place::new();
    let readme = std::fs::read_to_string(repository().join("README.md")).unwrap();
    let mut guides = readme.clone();
    for entry in std::fs::read_dir(repository().join("docs")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "md") {
            guides.push_str(&std::fs::read_to_string(path).unwrap());
        }
    }
    let all = commands(&place);
    for known in ["report", "agreement", "codebook merge", "tags differences"] {
        assert!(all.iter().any(|words| words.join(" ") == known), "{known}");
    }
    for words in all {
        let name = words.join(" ");
        let help = help(&place, &words);
        for part in ["Cost: ", "Examples:\n", "Usage: "] {
            assert!(help.contains(part), "{name} --help has no {part}");
        }
        let first = help.lines().next().unwrap();
        assert!(
            first.split(' ').count() > 3,
            "{name} --help begins with `{first}`"
        );
        // Each command alone has its word in the README, the lesser ones in a guide too.
        let text = if words.len() == 1 { &readme } else { &guides };
        let mentions = [format!("throughline {name}"), format!("-- {name}")];
        assert!(
            mentions.iter().any(|mention| text.contains(mention)),
            "nothing mentions {name}"
        );
    }
    assert!(place.run(&["--help"]).out.contains("Exit codes:"));
}

/// The words of a line for a shell, up to where it goes to another program or a file.
fn shell_words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for c in line.chars() {
        match (c, quote) {
            (_, Some(q)) if c == q => quote = None,
            ('"' | '\'', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            ('|' | '>', None) => break,
            (' ', None) => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

/// The examples use options and values that there are: each is parsed, and asked for help last.
#[test]
fn every_example_is_understood() {
    let place = Place::new();
    let mut examples = 0;
    for words in commands(&place) {
        let help = help(&place, &words).replace("\\\n", "");
        for line in help.lines() {
            let Some(example) = line.strip_prefix("  throughline ") else {
                continue;
            };
            let mut arguments = shell_words(example);
            arguments.push("--help".into());
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let run = place.run(&arguments);
            assert_eq!(run.code, 0, "{line}\n{}", run.err);
            examples += 1;
        }
    }
    assert!(examples > 40, "{examples}");
}

/// Help is folded at 100 columns; what is written wider leaves a word alone on a line.
#[test]
fn no_line_of_help_is_wider_than_it_is_shown() {
    for entry in std::fs::read_dir(repository().join("crates/cli/src/args")).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        for (number, line) in (1..).zip(text.lines()) {
            if line.trim_start().starts_with("///") {
                continue;
            }
            let width = line.trim_end_matches("\";").chars().count();
            assert!(width <= 100, "{}:{number}: {width} columns", path.display());
        }
    }
}

#[test]
fn wrong_use_is_exit_code_2() {
    let place = Place::new();
    for arguments in [
        ["report"].as_slice(),
        &["report", "x", "--format", "docx"],
        &["frobnicate"],
        &["analyse", "x", "nonsense"],
    ] {
        assert_eq!(place.run(arguments).code, 2, "{arguments:?}");
    }
}
