//! How often suggestions are right on the first review, which may be redistributed: its tags are the
//! truth, and each method decides notes that it has learnt nothing from.
//!
//! `cargo test -p throughline-suggest --test evaluation -- --nocapture` prints the tables;
//! `benches/results/suggest.md` keeps them, with what they do and do not say.

use std::fmt::Write;
use std::path::Path;
use throughline_core::review::Review;
use throughline_suggest::evaluation::{Evaluation, evaluate};
use throughline_suggest::learnt::folds::By;
use throughline_suggest::learnt::{Example, Learning, Learnt, Outcome};
use throughline_suggest::tagged::Tagged;

fn repository() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn first_review() -> Review {
    let folder = repository().join("data/ogp-2023");
    let opened = throughline_folder::open(&folder, &throughline_folder::OpenOptions::default());
    opened.unwrap().review.unwrap()
}

fn held_back(by: By) -> Learning {
    Learning {
        by: Some(by),
        ..Learning::default()
    }
}

fn evaluated(review: &Review, examples: &[Example], by: By) -> Evaluation {
    evaluate(examples, &review.codebook, &held_back(by)).unwrap()
}

/// The table as the results file has it.
fn table(evaluation: &Evaluation) -> String {
    let share = |value: Option<f64>| value.map_or_else(|| "     -".into(), |v| format!("{v:6.3}"));
    let mut out = format!(
        "{:<38}  right/suggested/carried   micro P, R, F1        macro P, R, F1\n",
        ""
    );
    for fared in &evaluation.methods {
        let all = fared.together();
        let means = fared.means().unwrap();
        writeln!(
            out,
            "{:<38}  {:>5} / {:>5} / {:>5}   {}{}{}    {:6.3}{:6.3}{:6.3}",
            fared.method,
            all.right,
            all.suggested,
            all.carried,
            share(all.precision()),
            share(all.recall()),
            share(all.f1()),
            means.precision,
            means.recall,
            means.f1,
        )
        .unwrap();
    }
    out
}

#[test]
fn the_results_file_has_what_the_evaluation_gives() {
    let review = first_review();
    let examples = Tagged::of(&review, None).examples().unwrap();
    let file = repository().join("benches/results/suggest.md");
    let kept = std::fs::read_to_string(file).unwrap();
    for by in [By::Engagement, By::Note] {
        let evaluation = evaluated(&review, &examples, by);
        let table = table(&evaluation);
        println!("held back by {}:\n{table}", by.word());
        assert_eq!(evaluation, evaluated(&review, &examples, by));
        assert_eq!(evaluation.notes, review.notes.len());
        assert!(
            kept.contains(&table),
            "benches/results/suggest.md has other figures than these, by {}:\n{table}",
            by.word()
        );
    }
}

/// Every method is judged on the same truth, and no figure is out of its range.
#[test]
fn every_method_is_judged_on_the_same_tags() {
    let review = first_review();
    let examples = Tagged::of(&review, None).examples().unwrap();
    let tags: usize = examples.iter().map(|e| e.themes.len()).sum();
    let evaluation = evaluated(&review, &examples, By::Note);
    for fared in &evaluation.methods {
        let all = fared.together();
        assert_eq!(all.carried as usize, tags, "{}", fared.method);
        assert!(all.right <= all.suggested && all.right <= all.carried);
        let means = fared.means().unwrap();
        for mean in [means.precision, means.recall, means.f1] {
            assert!((0.0..=1.0).contains(&mean));
        }
    }
    // Keywords that people wrote for the themes do better than saying the same of every note.
    let f1 = |at: usize| evaluation.methods[at].together().f1().unwrap();
    assert!(f1(1) > f1(0));
}

/// On texts whose words give the theme away the classifier speaks and is right; on texts whose words
/// say nothing of it, it is silent.
#[test]
fn what_can_be_learnt_is_and_what_cannot_is_silent() {
    let review = first_review();
    let say = |n: u32, clear: bool| {
        let about = [
            "budget baseline money",
            "hui whānau kōrero",
            "tracker form template",
        ];
        let at = (n % 3) as usize;
        let filler = ["again", "often", "slow", "useful", "late"][(n as usize / 3) % 5];
        let words = if clear {
            about[at]
        } else {
            "the same words each time"
        };
        Example {
            note: n,
            engagement: None,
            text: format!("{filler} {words} {filler} {n}"),
            themes: vec![n % 3],
        }
    };
    for clear in [true, false] {
        let examples: Vec<Example> = (0..90).map(|n| say(n, clear)).collect();
        let learnt = Learnt::from(&examples, 4, &Learning::default());
        for report in &learnt.reports()[..3] {
            match report.outcome {
                Outcome::Speaks { tried, .. } => {
                    assert!(
                        clear && tried.right == 30 && tried.suggested == 30,
                        "{report:?}"
                    );
                }
                Outcome::Silent(_) => assert!(!clear, "{report:?}"),
                Outcome::TooFew => panic!("{report:?}"),
            }
        }
        assert_eq!(learnt.reports()[3].outcome, Outcome::TooFew);
        let judged = learnt.judge("The BASELINE and the budgets, again");
        let suggested: Vec<u32> = judged
            .iter()
            .filter(|j| j.suggested)
            .map(|j| j.theme)
            .collect();
        assert_eq!(suggested, if clear { vec![0] } else { vec![] });
        if let Some(first) = judged.iter().find(|j| j.suggested) {
            let (words, near) = learnt.why("The BASELINE and the budgets, again", first);
            let words: Vec<_> = words
                .iter()
                .map(|w| (w.text.as_str(), w.start, w.end))
                .collect();
            assert_eq!(words, [("BASELINE", 4, 12), ("budgets", 21, 28)]);
            assert_eq!(near.len(), 2);
            assert!(near.iter().all(|n| n.note % 3 == 0 && n.cosine <= 1.0));
        }
    }
    assert!(!review.codebook.is_empty());
}
