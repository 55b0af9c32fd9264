use super::super::{Leak, Rule, Scan};
use super::{leaks, ogp, places};
use crate::Format;
use crate::charts::{TitleStyle, draw};
use throughline_core::problem::Problems;
use throughline_core::publication::{Cell, Publication, Register, Withheld};
use throughline_core::review::Level;
use throughline_core::stance::Stance;
use throughline_core::synthesis::{
    Chart, EvidenceRow, MatrixCell, Measure, PointBlock, SaturationRow, Shown, StanceTableRow,
    StatementBlock, Synthesis, Tables,
};

const JSON: &str = "synthesis.json";
const PREVALENCE: &str = "charts/prevalence.svg";
const TIMELINE: &str = "charts/timeline.svg";

/// The band of a count of nine, k 3.
fn band(count: u32) -> Shown {
    let (low, high) = match count {
        0..=2 => (0, 2),
        3..=4 => (3, 4),
        5..=6 => (5, 6),
        _ => (7, 9),
    };
    Shown::Band { low, high }
}

fn words(shown: Shown) -> &'static str {
    match shown {
        Shown::Band { low: 0, .. } => "fewer than 3 of 9",
        Shown::Band { low: 3, .. } => "3 or 4 of 9",
        Shown::Band { low: 5, .. } => "5 or 6 of 9",
        _ => "7 or more of 9",
    }
}

fn banded(measure: &mut Measure) {
    if measure.base != 9 {
        measure.shown = Shown::NotShown;
        measure.words = "not shown".into();
        return;
    }
    measure.shown = band(measure.shown.exact().unwrap());
    measure.words = words(measure.shown).into();
    measure.percent = None;
}

fn absent<T>() -> Chart<T> {
    Chart::Absent {
        sentence: "Not shown in a protected report.".into(),
    }
}

/// The first review as a protected report: bands and nothing beside them.
fn protected() -> Publication<'static> {
    let mut synthesis = ogp();
    let mut register = Register {
        base: 9,
        k: 3,
        ..Register::default()
    };
    synthesis.level = Some(Level::Protected);
    let order: Vec<_> = synthesis.codebook.iter().map(|e| e.theme.clone()).collect();
    let mut prevalence = synthesis.tables.prevalence.clone();
    for row in &mut prevalence {
        let shown = band(row.rolled.organisations.exact().unwrap());
        for counts in [&mut row.own, &mut row.rolled] {
            counts.notes = Shown::NotShown;
            counts.engagements = Shown::NotShown;
            counts.unattributed_notes = Shown::NotShown;
            counts.organisations = Shown::NotShown;
            counts.share = None;
        }
        row.rolled.organisations = shown;
        register
            .cells
            .insert(Cell::Prevalence(row.theme.clone()), shown);
    }
    synthesis.tables = Tables {
        prevalence,
        ..Tables::default()
    };
    if let Chart::Drawn(drawn) = &mut synthesis.raised.prevalence {
        drawn.title = "How many agencies raised each theme".into();
        drawn.note = "Bands of counts.".into();
        drawn.alt = "Strips of nine places.".into();
        let place = |theme: &_| order.iter().position(|t| t == theme);
        for group in &mut drawn.data.groups {
            for bar in group.head.iter_mut().chain(&mut group.rows) {
                banded(&mut bar.measure);
                bar.notes = Shown::NotShown;
                bar.notes_words = String::new();
            }
            group.rows.sort_by_key(|bar| place(&bar.theme));
        }
        drawn
            .data
            .groups
            .sort_by_key(|group| place(&group.head.as_ref().unwrap().theme));
    }
    synthesis.raised.stance = absent();
    synthesis.matrix.matrix = absent();
    synthesis.differed.format = absent();
    synthesis.differed.cooccurrence = absent();
    synthesis.engaged.saturation = absent();
    for band in &mut synthesis.glance.bands {
        banded(&mut band.measure);
        band.raised = "Theme raised.".into();
    }
    for finding in synthesis
        .parts
        .iter_mut()
        .flat_map(|part| &mut part.findings)
    {
        let id = finding.id.clone();
        let mut claims = Vec::new();
        statement(&mut finding.statement, None, &mut claims);
        points(&mut finding.points, &mut claims);
        register.cells.extend(
            claims
                .into_iter()
                .map(|(point, offset, shown)| (Cell::Claim(id.clone(), point, offset), shown)),
        );
    }
    for group in &mut synthesis.evidence.groups {
        banded(&mut group.measure);
        group.rows.clear();
    }
    Publication {
        synthesis,
        warnings: Problems::default(),
        withheld: Withheld {
            register: Some(register),
            ..Withheld::default()
        },
    }
}

type Claims = Vec<(Option<throughline_core::ids::PointId>, u32, Shown)>;

fn points(of: &mut [PointBlock], claims: &mut Claims) {
    for point in of {
        statement(&mut point.statement, Some(&point.id), claims);
        points(&mut point.points, claims);
    }
}

fn statement(
    of: &mut StatementBlock,
    point: Option<&throughline_core::ids::PointId>,
    claims: &mut Claims,
) {
    of.support = None;
    of.evidence.clear();
    of.measure.iter_mut().for_each(banded);
    for claim in &mut of.claims {
        claim.support = None;
        banded(&mut claim.measure);
        claims.push((point.cloned(), claim.offset, claim.measure.shown));
    }
    if let Some(quote) = &mut of.quote {
        quote.note = None;
    }
}

fn of_files(publication: &Publication) -> Vec<Leak> {
    leaks(publication, &[Format::Json, Format::Csv, Format::Svg])
}

#[test]
fn a_protected_report_passes() {
    let found = leaks(&protected(), &[]);
    assert!(found.is_empty(), "{found:#?}");
}

/// The chart has `13,442` on one line and what is counted under it.
#[test]
fn a_count_that_takes_a_line_of_its_own_passes() {
    let mut publication = protected();
    let Chart::Drawn(timeline) = &mut publication.synthesis.engaged.timeline else {
        panic!("no timeline");
    };
    timeline.data.lanes[0].right = "13,442 engagements".into();
    let scan = Scan::of(&publication.synthesis, Some(&publication.withheld)).unwrap();
    let charts = draw(&publication.synthesis, TitleStyle::Drawn).unwrap();
    let mut drawn = charts.iter().filter(|chart| chart.stem == "timeline");
    let svg = &drawn.next().unwrap().svg;
    assert!(svg.contains(">13,442<"), "{svg}");
    assert_eq!(scan.file(TIMELINE, svg.as_bytes()), []);
    let other = svg.replace(">13,442<", ">3,442<");
    let found = scan.file(TIMELINE, other.as_bytes());
    assert_eq!(places(&found, TIMELINE, Rule::Counts).len(), 1);
}

/// What is planted, the file in which it is found, its place and the rule.
type Planted = (fn(&mut Synthesis), &'static str, &'static str, Rule);

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn planted_numbers_are_found_in_their_places() {
    let planted: [Planted; 16] = [
        (
            |s| s.tables.prevalence[2].rolled.organisations = 2.into(),
            JSON,
            "/tables/prevalence/2/rolled",
            Rule::Counts,
        ),
        (
            |s| s.tables.prevalence[2].rolled.organisations = 2.into(),
            "tables/prevalence.csv",
            "row 4, column 7 (organisations_rolled)",
            Rule::Counts,
        ),
        (
            |s| s.tables.prevalence[2].own.organisations = band(1),
            "tables/prevalence.csv",
            "row 4, column 6 (organisations)",
            Rule::Counts,
        ),
        (
            |s| s.tables.prevalence[0].rolled.notes = 12.into(),
            "tables/prevalence.csv",
            "row 2, column 5 (notes_rolled)",
            Rule::Withheld,
        ),
        (
            |s| s.tables.prevalence[0].rolled.share = Some("0.7778".into()),
            "tables/prevalence.csv",
            "row 2, share_rolled",
            Rule::Counts,
        ),
        (
            |s| {
                s.tables.matrix.push(MatrixCell {
                    theme: s.codebook[0].theme.clone(),
                    organisation: "Agency A".into(),
                    notes: 1.into(),
                });
            },
            "tables/matrix.csv",
            "row 2",
            Rule::Withheld,
        ),
        (
            |s| s.matrix = ogp().matrix,
            "charts/matrix.svg",
            "the whole file",
            Rule::Withheld,
        ),
        (
            |s| s.matrix = ogp().matrix,
            JSON,
            "/matrix/matrix",
            Rule::Withheld,
        ),
        (
            |s| s.tables.cooccurrence = ogp().tables.cooccurrence,
            JSON,
            "/tables/cooccurrence",
            Rule::Withheld,
        ),
        (
            |s| {
                s.tables.saturation = vec![SaturationRow {
                    engagement_id: "one-1".parse().unwrap(),
                    date: "2023-10-02".into(),
                    new_themes: 3.into(),
                    cumulative_themes: 9.into(),
                }];
            },
            "tables/saturation.csv",
            "row 2",
            Rule::Withheld,
        ),
        (
            |s| {
                s.tables.stance = vec![StanceTableRow {
                    theme: s.codebook[1].theme.clone(),
                    stance: Stance::Negative,
                    notes: Shown::NotShown,
                    organisations: band(7),
                }];
            },
            JSON,
            "/tables/stance/0",
            Rule::Counts,
        ),
        (
            |s| s.glance.bands[0].raised = "Theme raised by 8 of 9 agencies.".into(),
            JSON,
            "/glance/bands/0/raised",
            Rule::Counts,
        ),
        (
            |s| {
                let statement = &mut s.parts[0].findings[0].statement;
                statement.measure.as_mut().unwrap().words = "8 of 9".into();
            },
            JSON,
            "/parts/0/findings/0/statement/measure",
            Rule::Counts,
        ),
        (
            |s| s.parts[0].findings[0].statement.claims[0].measure.shown = band(0),
            JSON,
            "/parts/0/findings/0/statement/claims/0/measure",
            Rule::Counts,
        ),
        (
            |s| {
                s.parts[0].findings[0].statement.support =
                    ogp().parts[0].findings[0].statement.support.clone();
            },
            JSON,
            "/parts/0/findings/0/statement/support",
            Rule::Counts,
        ),
        (
            |s| {
                s.evidence.groups[0].rows = vec![EvidenceRow {
                    note: "W-001".parse().unwrap(),
                    organisations: "–".into(),
                    engagement: "–".into(),
                    text: Some("Said so.".into()),
                    see: None,
                    language: None,
                }];
            },
            JSON,
            "/evidence/groups/0/rows/0/note",
            Rule::Ids,
        ),
    ];
    for (at, (plant, file, place, rule)) in planted.into_iter().enumerate() {
        let mut publication = protected();
        plant(&mut publication.synthesis);
        let found = of_files(&publication);
        assert!(
            places(&found, file, rule).contains(&place),
            "{at}: {found:#?}"
        );
        assert!(found.iter().all(|leak| !leak.what.contains(['7', '8'])));
    }
}

#[test]
fn a_sorted_chart_is_found() {
    let mut publication = protected();
    let Chart::Drawn(drawn) = &mut publication.synthesis.raised.prevalence else {
        panic!();
    };
    for group in &mut drawn.data.groups {
        group.rows.sort_by_key(|bar| match bar.measure.shown {
            Shown::Band { low, .. } => std::cmp::Reverse(low),
            _ => std::cmp::Reverse(0),
        });
    }
    let found = of_files(&publication);
    assert_eq!(places(&found, JSON, Rule::Order), ["/raised/prevalence"]);
    assert_eq!(places(&found, PREVALENCE, Rule::Order), ["its rows"]);
}

#[test]
fn a_saved_protected_synthesis_shows_no_small_count() {
    let publication = protected();
    let formats = [Format::Json, Format::Csv, Format::Svg];
    let folder = tempfile::tempdir().unwrap();
    crate::Report::of(&publication.synthesis)
        .formats(&formats)
        .write_to(folder.path().join("report"))
        .unwrap();
    let mut synthesis = publication.synthesis;
    synthesis.tables.prevalence[2].rolled.organisations = 2.into();
    let error = crate::Report::of(&synthesis)
        .formats(&formats)
        .write_to(folder.path().join("again"))
        .unwrap_err();
    assert!(
        error.to_string().contains("/tables/prevalence/2/rolled"),
        "{error}"
    );
    assert!(!folder.path().join("again").exists());
}

#[test]
fn what_a_chart_draws_beside_its_words_is_found() {
    let publication = protected();
    let scan = Scan::of(&publication.synthesis, Some(&publication.withheld)).unwrap();
    let charts = draw(&publication.synthesis, TitleStyle::Drawn).unwrap();
    let svg = &charts
        .iter()
        .find(|chart| chart.stem == "prevalence")
        .unwrap()
        .svg;
    assert_eq!(scan.file(PREVALENCE, svg.as_bytes()), []);
    let track = "fill=\"#E3E9EC\"";
    let first = svg.lines().find(|line| line.contains(track)).unwrap();
    let x = first
        .split("x=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    for (from, to, rule) in [
        // A place that is filled, one that is moved, words of another band, a number beside.
        (track, "fill=\"#4C8A95\"", Rule::Marks),
        (
            &*format!("<rect x=\"{x}\""),
            &*format!("<rect x=\"{x}1\""),
            Rule::Marks,
        ),
        (">7 or more of 9<", ">5 or 6 of 9<", Rule::Counts),
        (">7 or more of 9<", ">8 of 9<", Rule::Counts),
        ("</svg>", "<text>8</text></svg>", Rule::Counts),
    ] {
        assert!(svg.contains(from), "{from}");
        let changed = svg.replacen(from, to, 1);
        let found = scan.file(PREVALENCE, changed.as_bytes());
        assert!(
            found.iter().any(|leak| leak.rule == rule),
            "{from} {to}: {found:#?}"
        );
    }
}
