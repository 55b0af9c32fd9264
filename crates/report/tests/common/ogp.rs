//! The first review as the mock pages have it: nine agencies, 20 of 33 themes, six engagements.

use super::build::{blank, drawn};
use throughline_core::numbers::Proportion;
use throughline_core::synthesis::{
    CooccurrenceChart, CooccurrencePair, FormatChart, FormatPanel, FormatRow, Lane, Mark,
    MatrixChart, MatrixGroup, MatrixRow, Measure, PrevalenceBar, PrevalenceChart, PrevalenceGroup,
    SaturationChart, SaturationStep, StanceCell, StanceChart, StanceRow, Synthesis, Tick,
    TimelineChart,
};

type Counted = (&'static str, u32, u32);

/// Heads and the themes shown under them: label, agencies, notes.
const GROUPS: [(Counted, [Counted; 5]); 4] = [
    (
        ("Value of OGP to agencies", 9, 31),
        [
            ("Cross-government network", 8, 8),
            ("Work would happen anyway", 7, 9),
            ("Senior leaders’ attention", 7, 8),
            ("Little added to work programmes", 7, 7),
            ("Seen as a reporting tool", 6, 8),
        ],
    ),
    (
        ("Process of making and keeping commitments", 9, 29),
        [
            ("Fit with work already under way", 7, 7),
            ("Shared understanding with civil society", 7, 7),
            ("Cycles out of step with policy, budget and elections", 6, 7),
            ("Drafting together", 6, 7),
            ("Freedom to adapt commitments", 6, 6),
        ],
    ),
    (
        ("Resourcing: people and money", 9, 22),
        [
            ("Fiscal constraint and shifting priorities", 9, 9),
            ("Funding from a stretched baseline", 7, 7),
            ("Too few staff for the work", 7, 7),
            ("Turnover and lost continuity", 6, 6),
            ("Specialist skills", 4, 4),
        ],
    ),
    (
        ("Open government beyond OGP", 8, 21),
        [
            ("Work not reported through OGP", 8, 8),
            ("Engagement central to success", 7, 9),
            ("Established stakeholder groups", 7, 8),
            ("Low profile of wider work", 6, 6),
            ("Where New Zealand could do more", 6, 6),
        ],
    ),
];

/// Label, positive, negative, mixed, neutral.
const STANCES: [(&str, u32, u32, u32, u32); 13] = [
    ("Engagement central to success", 7, 0, 0, 0),
    ("Freedom to adapt commitments", 6, 0, 0, 0),
    ("Early engagement on broad ideas", 5, 0, 0, 0),
    ("Cross-government network", 5, 0, 3, 0),
    ("Fit with work already under way", 4, 0, 3, 0),
    ("Established stakeholder groups", 4, 0, 0, 3),
    ("Public progress reporting", 0, 0, 5, 0),
    ("Shared understanding with civil society", 0, 4, 3, 0),
    ("Work not reported through OGP", 0, 4, 0, 4),
    ("Work would happen anyway", 0, 4, 3, 0),
    (
        "Cycles out of step with policy, budget and elections",
        0,
        6,
        0,
        0,
    ),
    ("Senior leaders’ attention", 0, 7, 0, 0),
    ("Fiscal constraint and shifting priorities", 0, 9, 0, 0),
];

/// Name, date, right, first and last day, new themes.
const ENGAGEMENTS: [(&str, &str, &str, i32, i32, u32); 6] = [
    ("Workshop", "26 September", "4 agencies", 19_626, 19_626, 21),
    (
        "1:1 meeting 1",
        "2 October",
        "one to one",
        19_632,
        19_632,
        6,
    ),
    (
        "1:1 meeting 2",
        "4 October",
        "one to one",
        19_634,
        19_634,
        3,
    ),
    (
        "1:1 meeting 3",
        "5 October",
        "one to one",
        19_635,
        19_635,
        2,
    ),
    (
        "1:1 meeting 4",
        "10 October",
        "one to one",
        19_640,
        19_640,
        1,
    ),
    (
        "1:1 meeting 5",
        "12 to 13 October",
        "one to one",
        19_642,
        19_643,
        0,
    ),
];

const PAIRS: [(&str, &str, u32, &str, u32); 4] = [
    (
        "Funding from a stretched baseline",
        "Fiscal constraint and shifting priorities",
        7,
        "0.41",
        4_118,
    ),
    (
        "Too few staff for the work",
        "Turnover and lost continuity",
        6,
        "0.38",
        3_750,
    ),
    (
        "Senior leaders’ attention",
        "Competing ministerial priorities",
        5,
        "0.31",
        3_125,
    ),
    (
        "Cycles out of step with policy, budget and elections",
        "Design and delivery at the same time",
        4,
        "0.27",
        2_667,
    ),
];

pub fn synthesis() -> Synthesis {
    let mut synthesis = blank();
    synthesis.base = 9;
    let title = "One workshop and five 1:1 meetings in under three weeks";
    synthesis.engaged.timeline = drawn(1, title, timeline());
    let title = "The last two engagements added one new theme";
    synthesis.engaged.saturation = drawn(2, title, saturation());
    let title =
        "All nine agencies raised value, process and resourcing; eight raised open government";
    synthesis.raised.prevalence = drawn(3, title, prevalence());
    let title = "Agencies were positive about engagement and flexibility, negative about money";
    synthesis.raised.stance = drawn(4, title, stance());
    let title = "Every agency raised value, process and resourcing";
    synthesis.matrix.matrix = drawn(5, title, matrix());
    let title = "Most themes were raised about as often in both formats";
    synthesis.differed.format = drawn(6, title, format());
    let title = "Stretched baselines and fiscal constraint were most often raised together";
    synthesis.differed.cooccurrence = drawn(7, title, cooccurrence());
    synthesis
}

fn measure(count: u32, base: u32) -> Measure {
    let words = Proportion { count, base }.to_string();
    Measure {
        shown: count.into(),
        base,
        words,
        percent: None,
    }
}

fn bar(&(label, count, notes): &Counted) -> PrevalenceBar {
    PrevalenceBar {
        theme: label.parse().unwrap(),
        label: label.into(),
        measure: measure(count, 9),
        notes: notes.into(),
        notes_words: format!("{notes} notes"),
    }
}

fn prevalence() -> PrevalenceChart {
    let groups = GROUPS.iter().map(|(head, rows)| PrevalenceGroup {
        head: Some(bar(head)),
        rows: rows.iter().map(bar).collect(),
    });
    PrevalenceChart {
        base: 9,
        groups: groups.collect(),
    }
}

fn stance() -> StanceChart {
    let cell = |count: u32| StanceCell {
        shown: count.into(),
        words: if count == 0 {
            String::new()
        } else {
            count.to_string()
        },
    };
    let rows = STANCES
        .iter()
        .map(|&(label, positive, negative, mixed, neutral)| StanceRow {
            theme: label.parse().unwrap(),
            label: label.into(),
            positive: cell(positive),
            negative: cell(negative),
            mixed: cell(mixed),
            neutral: cell(neutral),
        });
    StanceChart {
        base: 9,
        rows: rows.collect(),
    }
}

fn matrix() -> MatrixChart {
    let row = |at: usize, &(label, count, notes): &Counted, roll_up: bool| MatrixRow {
        theme: label.parse().unwrap(),
        label: label.into(),
        roll_up,
        cells: (0..9_u32)
            .map(|column| {
                let turn = (column + u32::try_from(at).unwrap() * 2) % 9;
                if turn < count {
                    notes / count + u32::from(turn < notes % count)
                } else {
                    0
                }
            })
            .map(Into::into)
            .collect(),
        measure: measure(count, 9),
    };
    let groups = GROUPS.iter().map(|(head, rows)| MatrixGroup {
        rows: std::iter::once(row(0, head, true))
            .chain(
                rows.iter()
                    .enumerate()
                    .map(|(at, theme)| row(at + 1, theme, false)),
            )
            .collect(),
    });
    MatrixChart {
        base: 9,
        columns_title: "Agency (coded), number of notes".into(),
        columns: ["A", "B", "C", "D", "E", "F", "G", "H", "I"]
            .map(Into::into)
            .into(),
        key: Vec::new(),
        count_head: "Agencies".into(),
        groups: groups.collect(),
    }
}

fn format() -> FormatChart {
    let rows = GROUPS
        .iter()
        .flat_map(|(_, rows)| rows.iter().take(2))
        .map(|&(label, count, _)| FormatRow {
            theme: label.parse().unwrap(),
            label: label.into(),
            measures: vec![measure(3, 4), measure(count - 4, 5)],
        });
    FormatChart {
        formats: vec![
            FormatPanel {
                head: "Workshop, 4 agencies".into(),
                base: 4,
            },
            FormatPanel {
                head: "1:1 meetings, 5 agencies".into(),
                base: 5,
            },
        ],
        rows: rows.collect(),
    }
}

fn cooccurrence() -> CooccurrenceChart {
    let rows = PAIRS.iter().map(
        |&(a, b, notes, coefficient, ten_thousandths)| CooccurrencePair {
            a: a.into(),
            b: b.into(),
            notes: notes.into(),
            coefficient: coefficient.into(),
            ten_thousandths,
        },
    );
    CooccurrenceChart {
        rows: rows.collect(),
    }
}

fn timeline() -> TimelineChart {
    let lanes = ENGAGEMENTS
        .iter()
        .map(|&(name, date, right, from, to, _)| Lane {
            name: name.into(),
            date: date.into(),
            right: right.into(),
            workshop: name == "Workshop",
            marks: vec![Mark {
                from,
                to,
                engagements: 1,
                label: None,
            }],
        });
    let ticks = ["25 Sep", "2 Oct", "9 Oct", "16 Oct"]
        .iter()
        .zip(0..)
        .map(|(&label, week)| Tick {
            day: 19_625 + week * 7,
            label: label.into(),
        });
    TimelineChart {
        first_day: 19_625,
        last_day: 19_646,
        ticks: ticks.collect(),
        lanes: lanes.collect(),
    }
}

fn saturation() -> SaturationChart {
    let mut cumulative = 0;
    let steps = ENGAGEMENTS.iter().map(|&(name, date, _, _, _, new)| {
        cumulative += new;
        SaturationStep {
            name: name.into(),
            date: date.into(),
            new,
            new_words: if new == 0 {
                "none new".into()
            } else {
                format!("{new} new")
            },
            cumulative,
        }
    });
    SaturationChart {
        steps: steps.collect(),
        at_80_percent: 1,
        total: 33,
        total_words: "33 in all".into(),
        axis: None,
    }
}
