//! Reviews drawn at random, the same for the same seed: 21 themes in three trees of one and six.

use super::super::{Facts, ThemeFacts};
use throughline_core::stance::{Stance, StanceSet};

/// Themes of a tree: one and six beneath it.
pub(super) const TREE: usize = 7;
const TREES: usize = 3;
pub(super) const PARTS: usize = 3;
const FORMATS: usize = 3;

/// What an organisation said of a theme, or of those beneath it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Said {
    met: StanceSet,
    pub(super) raised: bool,
    pub(super) parts: [bool; PARTS],
}

impl Said {
    pub(super) fn stance(self) -> Stance {
        self.met.resolve()
    }
}

/// A review: who said what.
#[derive(Debug, Clone)]
pub(super) struct Drawn {
    pub(super) k: u32,
    /// The one format of each organisation.
    pub(super) formats: Vec<usize>,
    /// By organisation and theme.
    pub(super) said: Vec<Vec<Said>>,
}

/// `SplitMix64` (Steele, Lea and Flood, 2014): enough for drawing reviews.
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `end`.
    fn below(&mut self, end: u32) -> u32 {
        u32::try_from(self.next() % u64::from(end)).unwrap()
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }
}

impl Drawn {
    pub(super) fn new(seed: u64, base: u32, k: u32) -> Self {
        let mut draw = Draw(seed);
        // Some themes are spoken of by few and some by most; some people talk more.
        let liked: Vec<u32> = (0..TREES * TREE)
            .map(|_| [4, 10, 20, 35, 50, 70, 85][draw.below(7) as usize])
            .collect();
        let tilt: Vec<u32> = liked.iter().map(|_| draw.below(4)).collect();
        let mut drawn = Self {
            k,
            formats: Vec::new(),
            said: Vec::new(),
        };
        for _ in 0..base {
            let talk = 60 + draw.below(80);
            drawn
                .formats
                .push([0, 0, 1, 1, 1, 2][draw.below(6) as usize]);
            let mut said = vec![Said::default(); TREES * TREE];
            for theme in (0..said.len()).filter(|theme| theme % TREE != 0) {
                if !draw.chance(liked[theme] * talk / 100) {
                    continue;
                }
                let stance = if draw.chance(60) {
                    tilt[theme]
                } else {
                    draw.below(5)
                };
                for at in [theme, theme / TREE * TREE] {
                    said[at].raised = true;
                    said[at].met.insert(Stance::ALL[stance as usize]);
                }
                let first = draw.below(3) as usize;
                let second = if draw.chance(25) {
                    (first + 1) % PARTS
                } else {
                    first
                };
                for at in [theme, theme / TREE * TREE] {
                    said[at].parts[first] = true;
                    said[at].parts[second] = true;
                }
            }
            drawn.said.push(said);
        }
        drawn
    }

    /// The organisation that raised the most themes.
    pub(super) fn most_talkative(&self) -> usize {
        let themes = |&o: &usize| self.said[o].iter().filter(|said| said.raised).count();
        (0..self.said.len()).max_by_key(themes).unwrap()
    }

    pub(super) fn facts(&self) -> Facts {
        let count = |fits: &dyn Fn(usize) -> bool| {
            u32::try_from((0..self.said.len()).filter(|&o| fits(o)).count()).unwrap()
        };
        let themes = (0..TREES * TREE).map(|theme| {
            let said = |o: usize| self.said[o][theme];
            ThemeFacts {
                parent: (theme % TREE != 0).then_some(theme / TREE * TREE),
                id: format!("t{theme:02}"),
                organisations: count(&|o| said(o).raised),
                own: 0,
                stances: Stance::ALL
                    .map(|stance| count(&|o| said(o).raised && said(o).stance() == stance)),
                formats: (0..FORMATS)
                    .map(|f| count(&|o| said(o).raised && self.formats[o] == f))
                    .collect(),
                parts: (0..PARTS).map(|p| count(&|o| said(o).parts[p])).collect(),
            }
        });
        Facts {
            base: u32::try_from(self.said.len()).unwrap(),
            k: self.k,
            format_bases: (0..FORMATS)
                .map(|f| count(&|o| self.formats[o] == f))
                .collect(),
            parts: PARTS,
            most_on_a_note: 1,
            themes: themes.collect(),
            ..Facts::default()
        }
    }
}
