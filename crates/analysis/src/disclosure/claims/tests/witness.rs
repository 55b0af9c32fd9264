//! Random reviews by witness: what passes the check could have been published of another review.

use crate::disclosure::claims::splits::{Fact, RAISED, told};
use crate::disclosure::claims::{ClaimSet, Counts, Protected, SmallReview};
use crate::disclosure::{Facts, Plan, ThemeFacts};
use throughline_core::stance::{Stance, StanceSet};
use throughline_core::synthesis::Shown;

const BASE: u32 = 9;
const K: u32 = 3;

/// Numbers that look like chance, the same in every run: a linear congruence (Knuth's MMIX, 1999).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Two trees, one of three levels.
fn facts() -> Facts {
    let parents = [
        None,
        Some(0),
        Some(0),
        Some(1),
        Some(1),
        None,
        Some(5),
        Some(5),
    ];
    Facts {
        base: BASE,
        k: K,
        themes: (0..)
            .zip(parents)
            .map(|(n, parent)| ThemeFacts {
                parent,
                id: format!("t{n}"),
                ..ThemeFacts::default()
            })
            .collect(),
        ..Facts::default()
    }
}

/// A review in which deepest themes are raised as often as chance has it.
fn random(chance: &mut Chance) -> SmallReview {
    let mut stands = vec![vec![StanceSet::default(); 8]; BASE as usize];
    for theme in [2, 3, 4, 6, 7] {
        let often = chance.below(11);
        let lean = chance.below(5);
        for organisation in &mut stands {
            if chance.below(10) < often {
                let stance = if chance.below(3) > 0 {
                    lean
                } else {
                    chance.below(5)
                };
                organisation[theme].insert(Stance::ALL[usize::try_from(stance).unwrap()]);
            }
        }
    }
    SmallReview::new(facts(), stands, Vec::new())
}

/// Claims that chance has, of those that hold: kept where the check lets them stand.
fn claims(review: &SmallReview, chance: &mut Chance) -> Vec<ClaimSet> {
    let plan = Plan::of(&review.facts(), &[]);
    let mut claims: Vec<ClaimSet> = Vec::new();
    let sets = [
        (7, 9),
        (5, 9),
        (3, 4),
        (1, 2),
        (3, 9),
        (0, 2),
        (8, 8),
        (5, 6),
    ];
    for _ in 0..12 {
        let theme = u32::try_from(chance.below(8)).unwrap();
        let stance = [None, Some(Stance::Positive), Some(Stance::Negative)]
            [usize::try_from(chance.below(3)).unwrap()];
        let (low, high) = sets[usize::try_from(chance.below(8)).unwrap()];
        let counts = Counts {
            low,
            high,
            base: BASE,
        };
        let claim = ClaimSet {
            themes: vec![theme],
            stances: stance.into_iter().collect(),
            counts,
            agreed: false,
        };
        // One claim a tree at most: what binds themes of a tree is for the check of a review.
        let tree = |t: u32| t < 5;
        if claims.iter().any(|c| tree(c.themes[0]) == tree(theme))
            || !counts.holds(review.count(Protected { theme, stance }))
            || counts.tells(K, false).is_some()
        {
            continue;
        }
        let row = &plan.themes[theme as usize];
        if stance.is_some() && !row.at_level {
            continue;
        }
        let mut known = Vec::new();
        if let Some(Shown::Band { low, high }) = row.prevalence {
            known.push(Fact {
                ways: RAISED,
                or: None,
                counts: Counts {
                    low,
                    high,
                    base: BASE,
                },
                agreed: false,
            });
        }
        known.push(Fact {
            ways: stance.map_or(RAISED, |s| 1 << s as u8),
            or: None,
            counts,
            agreed: false,
        });
        if told(BASE, K, row.balance, &known).is_empty() {
            claims.push(claim);
        }
    }
    claims
}

/// Of some random reviews: witnesses found, claims among them, and what had none.
fn run(reviews: u64) -> (u32, usize, Vec<String>) {
    let (mut found, mut said, mut missing) = (0, 0, Vec::new());
    for seed in 0..reviews {
        let mut chance = Chance(seed * 7919 + 1);
        let plain = random(&mut chance);
        let claims = claims(&plain, &mut chance);
        said += claims.len();
        let review = plain.with(claims);
        let witnessed = review.witnesses(u64::MAX);
        found += witnessed.found;
        missing.extend(
            witnessed
                .missing
                .iter()
                .map(|(of, value)| format!("review {seed}: {of:?} as {value}")),
        );
    }
    (found, said, missing)
}

#[test]
fn random_reviews_have_witnesses() {
    let (found, said, missing) = run(12);
    assert_eq!(missing, Vec::<String>::new());
    assert!(found > 200 && said > 5, "{found} witnesses, {said} claims");
}

#[test]
#[ignore = "a thousand reviews: some minutes"]
fn a_thousand_random_reviews_have_witnesses() {
    let (found, said, missing) = run(1000);
    println!(
        "{found} witnesses, {said} claims, {} missing",
        missing.len()
    );
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn a_witness_is_another_review_with_the_same_output() {
    let mut chance = Chance(5);
    let review = random(&mut chance);
    let plan = Plan::of(&review.facts(), &[]);
    let mut seen = 0;
    for theme in 0..8 {
        let of = Protected {
            theme,
            stance: Some(Stance::Positive),
        };
        let count = review.count(of);
        if !(1..K).contains(&count) {
            continue;
        }
        let value = K - count;
        let other = review.witness(of, value, u64::MAX).expect("a witness");
        assert_eq!(other.count(of), value);
        assert_eq!(Plan::of(&other.facts(), &[]), plan);
        seen += 1;
    }
    assert!(seen > 0);
}

/// A stance on a theme above one that has a balance word: found by witness, and why such claims are
/// refused. Those for it above are at most two and at least one; of five or six beneath, mostly
/// mixed, not two can be against.
#[test]
fn a_stance_at_another_level_than_the_balance_words_tells() {
    let mut facts = facts();
    facts.themes.truncate(5);
    let mut stands = vec![vec![StanceSet::default(); 5]; BASE as usize];
    let beneath = [
        Stance::Positive,
        Stance::Negative,
        Stance::Mixed,
        Stance::Mixed,
        Stance::Mixed,
    ];
    for (organisation, stance) in stands.iter_mut().zip(beneath) {
        organisation[4].insert(stance);
    }
    for organisation in [2, 3, 5] {
        stands[organisation][3].insert(Stance::Neutral);
    }
    for organisation in &mut stands {
        organisation[2].insert(Stance::NotStated);
    }
    let review = SmallReview::new(facts, stands, Vec::new());
    let plan = Plan::of(&review.facts(), &[]);
    assert_eq!(
        plan.themes[4].balance,
        Some(crate::disclosure::Balance::Mixed)
    );
    assert!(plan.themes[4].at_level && !plan.themes[1].at_level);
    let against = Protected {
        theme: 4,
        stance: Some(Stance::Negative),
    };
    assert!(review.witness(against, 2, 200_000).is_some());
    let told = review.with(vec![ClaimSet {
        themes: vec![1],
        stances: vec![Stance::Positive],
        counts: Counts {
            low: 1,
            high: 2,
            base: BASE,
        },
        agreed: false,
    }]);
    assert_eq!(told.witness(against, 2, 200_000), None);
}

#[test]
fn a_claim_that_tells_has_no_witness() {
    // Exactly one: no review in which they are two says so.
    let mut chance = Chance(5);
    let plain = random(&mut chance);
    let of = (0..8)
        .flat_map(|theme| {
            Stance::ALL.map(|s| Protected {
                theme,
                stance: Some(s),
            })
        })
        .find(|&of| plain.count(of) == 1)
        .expect("a count of one");
    assert!(plain.witness(of, 2, u64::MAX).is_some());
    let one = Counts {
        low: 1,
        high: 1,
        base: BASE,
    };
    let told = plain.with(vec![ClaimSet {
        themes: vec![of.theme],
        stances: of.stance.into_iter().collect(),
        counts: one,
        agreed: false,
    }]);
    assert_eq!(told.witness(of, 2, 200_000), None);
    assert!(told.witnesses(0).left > 0, "nothing is asked without tries");
}
