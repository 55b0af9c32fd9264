//! Made-up syntheses for the tests of charts. Their counts fit their bases and nothing more: a
//! renderer never adds.

mod build;
mod dates;
mod ogp;

pub use build::{Build, blank};
use throughline_core::synthesis::{Shown, Synthesis};

/// Every fixture with its name.
pub fn all() -> Vec<(&'static str, Synthesis)> {
    vec![
        ("ogp", ogp::synthesis()),
        ("large", large()),
        ("long", long()),
        ("macrons", macrons()),
        ("one", one_organisation()),
        ("none", blank()),
        ("markup", markup()),
        ("protected", protected()),
        ("twenty", twenty()),
        ("busy", busy()),
    ]
}

/// 40 themes, 400 organisations, 212 engagements, labels of 80 code points.
fn large() -> Synthesis {
    let mut build = Build::new(400, &labels(40, 80));
    build.engagements = 212;
    build.formats = vec![
        ("Workshops", 212),
        ("1:1 meetings", 180),
        ("Written submissions", 19),
    ];
    build.synthesis()
}

/// Labels of 80 code points, and one word that no column holds, over nine organisations.
fn long() -> Synthesis {
    let mut labels = labels(16, 80);
    labels[3] =
        "Taumatawhakatangihangakoauauotamateaturipukakapikimaungahoronukupokaiwhenuakitanatahu"
            .into();
    labels[5] = "A label that goes on and on, because who wrote the codebook put the whole definition of the theme into it, with examples, exceptions to the rule and a note on who should be asked about it before the code is used at all".into();
    let mut build = Build::new(9, &labels);
    build.engagements = 7;
    build.engagement_name = "Regional workshop with councils, iwi and community organisations of the upper South Island";
    build.formats = vec![
        ("Regional workshops with several organisations", 6),
        ("1:1 meetings", 5),
        ("Written submissions", 3),
    ];
    build.synthesis()
}

fn macrons() -> Synthesis {
    let labels = [
        "Te Tiriti o Waitangi me ngā mātāpono",
        "Kōrero kanohi ki te kanohi",
        "Whakawhanaungatanga – hononga pūmau",
        "Mana ōrite",
        "Āwhina ā-rohe",
        "Ōtautahi, Tāmaki Makaurau, Ōtepoti",
    ];
    let labels: Vec<String> = labels.iter().map(|&label| label.to_owned()).collect();
    let mut build = Build::new(7, &labels);
    build.names = Some("Te Rūnanga o Ngāi Tahu");
    build.synthesis()
}

/// One organisation, one engagement: no timeline, no saturation, no format chart.
fn one_organisation() -> Synthesis {
    let mut build = Build::new(1, &labels(5, 24));
    build.engagements = 1;
    build.formats = Vec::new();
    build.synthesis()
}

fn markup() -> Synthesis {
    let labels = [
        "<b>bold</b> & \"quoted\" 'text'",
        "</text><script>alert(1)</script>",
        "#strong[typst] $x^2$ _under_ *star*",
        "&lt;already&gt; &amp; escaped",
        "C:\\path\\to]]>end",
        "tab\tand\nbreak\u{7}bell",
    ];
    let labels: Vec<String> = labels.iter().map(|&label| label.to_owned()).collect();
    let mut build = Build::new(5, &labels);
    build.engagement_name = "Hui <one> & \"two\"";
    build.synthesis()
}

/// A protected report: bands in place of counts.
fn protected() -> Synthesis {
    let mut build = Build::new(9, &labels(12, 30));
    build.show = |count, base| match count {
        0..3 => (
            Shown::Band { low: 0, high: 2 },
            format!("fewer than 3 of {base}"),
        ),
        3..5 => (Shown::Band { low: 3, high: 4 }, format!("3 or 4 of {base}")),
        5..7 => (Shown::Band { low: 5, high: 6 }, format!("5 or 6 of {base}")),
        7..9 => (
            Shown::Band { low: 7, high: base },
            format!("7 or more of {base}"),
        ),
        _ => (Shown::NotShown, "not shown".to_owned()),
    };
    build.synthesis()
}

/// The most that is drawn as cells, with percents beside them.
fn twenty() -> Synthesis {
    let mut build = Build::new(20, &labels(13, 40));
    build.engagements = 12;
    build.formats = vec![("Workshops", 20), ("1:1 meetings", 14)];
    build.synthesis()
}

/// Twelve organisations with names, 60 matrix rows, many notes to a cell.
fn busy() -> Synthesis {
    let mut build = Build::new(12, &labels(60, 34));
    build.engagements = 13;
    build.notes_factor = 1_234;
    build.names = Some("Ministry of Business, Innovation and Employment");
    build.synthesis()
}

/// Labels of a length in code points, all different.
fn labels(count: usize, length: usize) -> Vec<String> {
    const WORDS: [&str; 14] = [
        "Funding",
        "shared",
        "understanding",
        "of",
        "what",
        "commitments",
        "need",
        "beyond",
        "the",
        "first",
        "year",
        "across",
        "government",
        "agencies",
    ];
    (0..count)
        .map(|index| {
            let mut label = format!("Theme {}", index + 1);
            for word in WORDS.iter().cycle().skip(index * 3).take(40) {
                label.push(' ');
                label.push_str(word);
            }
            label.chars().take(length).collect()
        })
        .collect()
}
