//! Charts and tables.

use super::Sample;
use throughline_core::stance::Stance;
use throughline_core::synthesis::{
    Chart, CooccurrenceChart, CooccurrencePair, CooccurrenceRow, Differed, Drawn, FormatChart,
    FormatPanel, FormatRow, FormatTableRow, Lane, Mark, MatrixCell, MatrixChart, MatrixGroup,
    MatrixRow, PrevalenceBar, PrevalenceChart, PrevalenceGroup, PrevalenceRow, Raised,
    SaturationChart, SaturationRow, SaturationStep, Shown, StanceCell, StanceChart, StanceRow,
    StanceTableRow, Tables, ThemeCounts, Tick, TimelineChart,
};

fn drawn<T>(number: u32, title: &str, data: T) -> Chart<T> {
    Chart::Drawn(Drawn {
        number,
        title: title.into(),
        note: "Agencies that raised each theme, of the 9 that took part. A heading counts an agency once, however many of its themes it raised. The others are in Table B1.".into(),
        alt: "Bar chart: number of agencies, of 9, that raised each theme. Value, 9; most often cross-government network, 8. Process, 9; most often fit with work already under way, 7. All figures are in Table B1.".into(),
        data,
    })
}

fn absent<T>(sentence: &str) -> Chart<T> {
    Chart::Absent {
        sentence: sentence.into(),
    }
}

impl Sample {
    fn few(&self) -> bool {
        self.engagements < 2
    }

    pub fn timeline(&self) -> Chart<TimelineChart> {
        if self.few() {
            return absent("There was one engagement, so there is no timeline.");
        }
        let lane = |e: u32| Lane {
            name: if e == 0 {
                "Workshop".into()
            } else {
                format!("1:1 meeting {e}")
            },
            date: format!("{} October", e + 1),
            right: if e == 0 {
                "4 agencies".into()
            } else {
                "one to one".into()
            },
            workshop: e == 0,
            marks: vec![Mark {
                from: 19626 + 3 * e as i32,
                to: 19626 + 3 * e as i32,
                engagements: 1,
                label: None,
            }],
        };
        drawn(
            1,
            "One workshop and five 1:1 meetings in under three weeks",
            TimelineChart {
                first_day: 19625,
                last_day: 19646,
                ticks: (0..4)
                    .map(|t| Tick {
                        day: 19625 + 7 * t,
                        label: format!("{} Oct", 1 + 7 * t),
                    })
                    .collect(),
                lanes: (0..self.engagements.min(12)).map(lane).collect(),
            },
        )
    }

    pub fn saturation(&self) -> Chart<SaturationChart> {
        if self.few() {
            return absent("There was one engagement, so nothing can be said of saturation.");
        }
        let total = self.themes().len() as u32;
        drawn(
            2,
            "The last two engagements added one new theme",
            SaturationChart {
                steps: (0..self.engagements)
                    .map(|e| SaturationStep {
                        name: format!("1:1 meeting {e}"),
                        date: format!("{} October", e % 28 + 1),
                        new: u32::from(e < total),
                        new_words: if e < total {
                            "1 new".into()
                        } else {
                            "none new".into()
                        },
                        cumulative: (e + 1).min(total),
                    })
                    .collect(),
                at_80_percent: self.engagements / 2,
                total,
                total_words: format!("{total} in all"),
                axis: (self.engagements > 12).then(|| "engagement 1 to 60 in order of date".into()),
            },
        )
    }

    pub fn raised(&self) -> Raised {
        let heading = "What agencies raised".into();
        if self.notes == 0 {
            let sentence = "No note carries a theme.";
            return Raised {
                heading,
                prevalence: absent(sentence),
                stance: absent(sentence),
                balance: None,
            };
        }
        let bar = |n: usize, (code, label, _): &(String, String, u32)| PrevalenceBar {
            theme: code.parse().unwrap(),
            label: label.clone(),
            measure: self.measure(self.count(n as u32)),
            notes: Shown::Exact { count: 31 },
            notes_words: "31 notes".into(),
        };
        let themes = self.themes();
        let groups = if self.children == 0 {
            vec![PrevalenceGroup {
                head: None,
                rows: themes.iter().enumerate().map(|(n, t)| bar(n, t)).collect(),
            }]
        } else {
            themes
                .chunks(self.children as usize + 1)
                .take(8)
                .map(|chunk| PrevalenceGroup {
                    head: chunk.first().map(|t| bar(0, t)),
                    rows: chunk
                        .iter()
                        .enumerate()
                        .skip(1)
                        .take(24 / self.groups.max(1) as usize)
                        .map(|(n, t)| bar(n, t))
                        .collect(),
                })
                .collect()
        };
        let cell = |n: u32| StanceCell {
            shown: Shown::Exact { count: n },
            words: if n == 0 { String::new() } else { n.to_string() },
        };
        let stance = if self.few() {
            absent("No stance was stated.")
        } else {
            drawn(
                4,
                "Agencies were positive about engagement and flexibility, negative about money",
                StanceChart {
                    base: self.organisations,
                    rows: themes
                        .iter()
                        .enumerate()
                        .take(13)
                        .map(|(n, (code, label, _))| StanceRow {
                            theme: code.parse().unwrap(),
                            label: label.clone(),
                            positive: cell(7u32.saturating_sub(n as u32)),
                            negative: cell((n as u32).saturating_sub(6)),
                            mixed: cell(n as u32 % 3),
                            neutral: cell(n as u32 % 2),
                        })
                        .collect(),
                },
            )
        };
        Raised {
            heading,
            balance: None,
            prevalence: drawn(
                3,
                "All nine agencies raised value, process and resourcing; eight raised open government",
                PrevalenceChart {
                    base: self.organisations,
                    groups,
                },
            ),
            stance,
        }
    }

    pub fn matrix(&self) -> Chart<MatrixChart> {
        if self.organisations == 0 {
            return absent("No note carries a theme.");
        }
        if self.organisations > 12 {
            return absent("The matrix of 48 themes by 400 organisations is in matrix.csv.");
        }
        let row = |(code, label, depth): &(String, String, u32)| MatrixRow {
            theme: code.parse().unwrap(),
            label: label.clone(),
            roll_up: *depth == 0 && self.children > 0,
            cells: (0..self.organisations)
                .map(|o| Shown::Exact {
                    count: (o * 5 + label.len() as u32) % 5,
                })
                .collect(),
            measure: self.measure(self.count(label.len() as u32)),
        };
        let size = if self.children == 0 {
            100
        } else {
            self.children as usize + 1
        };
        drawn(
            5,
            "Every agency raised value, process and resourcing",
            MatrixChart {
                base: self.organisations,
                columns_title: "Agency (coded), number of notes".into(),
                columns: (0..self.organisations)
                    .map(|o| char::from(b'A' + o as u8).to_string())
                    .collect(),
                key: Vec::new(),
                count_head: "Agencies".into(),
                groups: self
                    .themes()
                    .chunks(size)
                    .map(|c| MatrixGroup {
                        rows: c.iter().map(row).collect(),
                    })
                    .collect(),
            },
        )
    }

    pub fn differed(&self) -> Differed {
        let lead = "The workshop and the 1:1 meetings had different agencies, so a difference between them may be one of agencies and not of format. Differences between small groups are shown and not tested.".into();
        if self.few() {
            return Differed {
                lead,
                format: absent("There was one format, so formats cannot be compared."),
                cooccurrence: absent("No two themes were raised in one note."),
            };
        }
        let themes = self.themes();
        let format = FormatChart {
            formats: vec![
                FormatPanel {
                    head: "Workshop, 9 agencies".into(),
                    base: self.organisations,
                },
                FormatPanel {
                    head: "1:1 meetings, 9 agencies".into(),
                    base: self.organisations,
                },
            ],
            rows: themes
                .iter()
                .take(8)
                .map(|(code, label, _)| FormatRow {
                    theme: code.parse().unwrap(),
                    label: label.clone(),
                    measures: vec![self.measure(3), self.measure(4)],
                })
                .collect(),
        };
        let pair = |n: usize| CooccurrencePair {
            a: themes[n].1.clone(),
            b: themes[n + 1].1.clone(),
            notes: Shown::Exact { count: 7 },
            coefficient: "0.41".into(),
            ten_thousandths: 4100,
        };
        Differed {
            lead,
            format: drawn(
                6,
                "Most themes were raised about as often in both formats",
                format,
            ),
            cooccurrence: drawn(
                7,
                "Stretched baselines and fiscal constraint were most often raised together",
                CooccurrenceChart {
                    rows: (0..themes.len().min(9) - 1).map(pair).collect(),
                },
            ),
        }
    }

    pub fn tables(&self) -> Tables {
        let exact = |count: u32| Shown::Exact { count };
        let counts = |n: u32| ThemeCounts {
            notes: exact(n * 3),
            organisations: exact(self.count(n)),
            denominator: self.organisations,
            share: throughline_core::numbers::ratio4(
                self.count(n).into(),
                self.organisations.into(),
            ),
            engagements: exact(n % 6),
            unattributed_notes: exact(n % 2),
        };
        let themes = self.themes();
        let id = |n: usize| themes[n].0.parse().unwrap();
        let all = 0..themes.len();
        Tables {
            part: Vec::new(),
            balance: Vec::new(),
            agreement: Vec::new(),
            prevalence: all
                .clone()
                .map(|n| PrevalenceRow {
                    theme: id(n),
                    label: themes[n].1.clone(),
                    parent: (themes[n].2 > 0).then(|| themes[n].0[..3].parse().unwrap()),
                    own: counts(n as u32),
                    rolled: counts(n as u32 + 1),
                })
                .collect(),
            matrix: all
                .clone()
                .flat_map(|n| (0..self.organisations).map(move |o| (n, o)))
                .map(|(n, o)| MatrixCell {
                    theme: id(n),
                    organisation: format!("Agency {o}{}", self.odd),
                    notes: exact(1 + o % 3),
                })
                .collect(),
            cooccurrence: all
                .clone()
                .skip(1)
                .map(|n| CooccurrenceRow {
                    theme_a: id(n - 1),
                    theme_b: id(n),
                    notes: exact(3),
                    coefficient: Some(format!("0.{:04}", 9000 - n * 37)),
                })
                .collect(),
            stance: all
                .clone()
                .flat_map(|n| Stance::ALL.into_iter().take(1 + n % 5).map(move |s| (n, s)))
                .map(|(n, stance)| StanceTableRow {
                    theme: id(n),
                    stance,
                    notes: exact(2),
                    organisations: exact(1),
                })
                .collect(),
            format: all
                .clone()
                .flat_map(|n| ["Workshop", "1:1 meeting"].map(|f| (n, f)))
                .map(|(n, f)| FormatTableRow {
                    theme: id(n),
                    engagement_type: format!("{f}{}", self.odd),
                    notes: exact(3),
                    organisations: exact(2),
                    denominator: self.organisations,
                })
                .collect(),
            saturation: (0..self.engagements)
                .map(|e| SaturationRow {
                    engagement_id: format!("M-{e}").parse().unwrap(),
                    date: "2023-10-02".into(),
                    new_themes: exact(u32::from(e == 0)),
                    cumulative_themes: exact(e + 1),
                })
                .collect(),
        }
    }
}
