//! The charts of dates: engagements in time, and the themes each added.

use super::build::Build;
use throughline_core::synthesis::{
    Lane, Mark, SaturationChart, SaturationStep, Tick, TimelineChart,
};

impl Build {
    pub fn saturation(&self) -> SaturationChart {
        let total = u32::try_from(self.labels.len()).unwrap();
        let mut met = 0;
        let steps: Vec<SaturationStep> = (0..self.engagements)
            .map(|step| {
                let new = if step + 1 == self.engagements {
                    total - met
                } else {
                    ((total - met) * 2 / 5)
                        .max(u32::from(step < 3))
                        .min(total - met)
                };
                met += new;
                SaturationStep {
                    name: format!("{} {}", self.engagement_name, step + 1),
                    date: format!("{} October", 1 + step % 30),
                    new,
                    new_words: if new == 0 {
                        "none new".into()
                    } else {
                        format!("{new} new")
                    },
                    cumulative: met,
                }
            })
            .collect();
        let at_80 = steps
            .iter()
            .position(|step| step.cumulative * 5 >= total * 4)
            .unwrap();
        SaturationChart {
            at_80_percent: u32::try_from(at_80).unwrap(),
            total,
            total_words: format!("{total} in all"),
            axis: (self.engagements > 12)
                .then(|| format!("engagement 1 to {} in order of date", self.engagements)),
            steps,
        }
    }

    /// A lane an engagement, three days apart; over twelve, a lane a format with a bar a week.
    pub fn timeline(&self) -> TimelineChart {
        const FIRST: i32 = 19_631;
        let engagements = i32::try_from(self.engagements).unwrap();
        if engagements <= 12 {
            let lane = |at: i32| {
                let from = FIRST + at * 3;
                Lane {
                    name: format!("{} {}", self.engagement_name, at + 1),
                    date: if at % 4 == 3 {
                        "28 September to 1 October".into()
                    } else {
                        format!("{} October", at + 1)
                    },
                    right: if at == 0 {
                        "4 agencies".into()
                    } else {
                        "one to one".into()
                    },
                    workshop: at == 0,
                    marks: vec![Mark {
                        from,
                        to: if at % 4 == 3 { from + 3 } else { from },
                        engagements: 1,
                        label: None,
                    }],
                }
            };
            return TimelineChart {
                first_day: FIRST,
                last_day: FIRST + engagements * 3,
                ticks: ticks(FIRST, engagements * 3),
                lanes: (0..engagements).map(lane).collect(),
            };
        }
        let weeks = 20;
        let lane = |(format, &(name, base)): (i32, &(&str, u32))| Lane {
            name: name.to_owned(),
            date: String::new(),
            right: format!("{base} engagements"),
            workshop: format == 0,
            marks: (0..weeks)
                .filter(|week| week % (format + 2) != 1)
                .map(|week| Mark {
                    from: FIRST + week * 7,
                    to: FIRST + week * 7 + 6,
                    engagements: u32::try_from(1 + (week * (5 + format)) % 17).unwrap(),
                    label: (week == 10).then(|| "9".to_owned()),
                })
                .collect(),
        };
        TimelineChart {
            first_day: FIRST,
            last_day: FIRST + weeks * 7 - 1,
            ticks: ticks(FIRST, weeks * 7),
            lanes: (0..).zip(&self.formats).map(lane).collect(),
        }
    }
}

fn ticks(first: i32, days: i32) -> Vec<Tick> {
    let pitch = (days / 5 / 7 * 7).max(7);
    (0..6)
        .map(|tick| Tick {
            day: first + tick * pitch,
            label: format!("{} Sep", 1 + tick * 4),
        })
        .collect()
}
