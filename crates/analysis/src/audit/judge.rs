//! One phrase judged on one claim.

use super::rank;
use super::remarks;
use super::tally::{Counter, Tally};
use super::verdict::{best_word, has_stronger, needs_two, verdict};
use throughline_core::audit::{Flip, Judgement, NoteIds, Remark, Verdict};
use throughline_core::findings::{Claim, Unit};
use throughline_core::numbers::Proportion;
use throughline_core::reading::Amount;
use throughline_core::review::{Audience, Level, Review};
use throughline_core::stance::Stance;
use throughline_core::wording::{Bounds, Polarity, bounds};

/// How much is enough: depends on who reads.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Standard {
    /// A view put to all has fewer contrary organisations than this.
    pub(crate) contrary_below: u32,
    /// Something "said" was said by so many organisations.
    pub(crate) said_by: u32,
    /// A protected report prints "one or two" for "a few": one is enough for a plural.
    pub(crate) one_is_few: bool,
}

impl Standard {
    pub(crate) fn of(review: &Review, audience: Audience) -> Self {
        let public = audience == Audience::Public;
        Self {
            contrary_below: review.disclosure.k,
            said_by: if public { review.disclosure.k } else { 2 },
            one_is_few: public && review.disclosure.level == Level::Protected,
        }
    }
}

/// What is said, where nothing of the place matters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Said<'a> {
    /// As it stands.
    pub(crate) phrase: &'a str,
    /// Its amount.
    pub(crate) amount: &'a Amount,
}

/// How a phrase stands on a claim.
#[derive(Debug, Clone)]
pub(crate) struct Judged {
    pub(crate) verdict: Verdict,
    pub(crate) unit: Unit,
    pub(crate) counted: Proportion,
    pub(crate) bounds: Option<Bounds>,
    pub(crate) best_word: Option<String>,
    pub(crate) supporting: (NoteIds, u32),
    pub(crate) contrary: (NoteIds, u32),
    /// The stance that is against it.
    pub(crate) against: Option<Stance>,
    pub(crate) remarks: Vec<Remark>,
}

/// Judges phrases on claims of one review.
pub(crate) struct Judge<'a> {
    pub(crate) counter: &'a Counter<'a>,
    pub(crate) standard: Standard,
}

impl Judge<'_> {
    /// Judges a phrase on a claim.
    pub(crate) fn judge(&self, said: Said, claim: &Claim) -> Judged {
        let review = self.counter.review();
        let tally = self.counter.tally(&claim.selection, claim.base.as_ref());
        let unit = unit(said.amount, claim);
        let counted = self.counter.in_unit(claim, unit, &tally);
        let mut remarks = Vec::new();
        let allowed = self.allowed(said, claim, counted, &mut remarks);
        let verdict = match allowed {
            Allowed::Counts(bounds) => {
                let scale = &review.scale;
                let stronger = || has_stronger(said.amount, bounds.polarity, counted, scale);
                let mut found = verdict(&bounds, counted.count, stronger);
                if bounds.counts.is_none() {
                    remarks.push(remarks::fits_no_count(said.phrase, counted.base));
                }
                if found == Verdict::Supported
                    && !self.holds_beside(said.amount, claim, &tally, &mut remarks)
                {
                    found = Verdict::Overstated;
                }
                found
            }
            Allowed::Undefined if counted.count == 0 => Verdict::NoEvidence,
            Allowed::Undefined => Verdict::Overstated,
            Allowed::Unknown => Verdict::Unclaimed,
        };
        Judged {
            verdict,
            unit,
            counted,
            bounds: match allowed {
                Allowed::Counts(bounds) => Some(bounds),
                _ => None,
            },
            best_word: best_word(
                said.amount,
                counted,
                &review.scale,
                self.standard.one_is_few,
            ),
            supporting: tally.supporting(review),
            contrary: tally.contrary_notes(review),
            against: tally.against,
            remarks,
        }
    }

    /// The counts that an amount allows at this base.
    fn allowed(
        &self,
        said: Said,
        claim: &Claim,
        counted: Proportion,
        remarks: &mut Vec<Remark>,
    ) -> Allowed {
        let review = self.counter.review();
        let base = counted.base;
        let from = |least: Option<u32>| {
            Allowed::Counts(rank::within(
                least.unwrap_or(u32::MAX),
                base,
                Polarity::Asserting,
            ))
        };
        let share = |amount: &Amount| bounds(amount, &review.scale, base).and_then(|b| b.least());
        match said.amount {
            Amount::View => from(share(&Amount::MoreThanHalf)),
            Amount::Agreed => from(share(&Amount::Usually)),
            Amount::Said => from(Some(self.standard.said_by)),
            Amount::First => {
                let Some(rank) = rank::first(self.counter, claim, base) else {
                    remarks.push(remarks::no_rank());
                    return Allowed::Unknown;
                };
                remarks.extend(rank.next.map(|(theme, count)| {
                    remarks::next_sibling(&review.codebook.theme(theme).label, count)
                }));
                Allowed::Counts(rank.bounds)
            }
            Amount::More | Amount::Fewer => {
                let Some(than) = &claim.than else {
                    remarks.push(remarks::no_other_side());
                    return Allowed::Unknown;
                };
                let other = self.counter.tally(than, claim.base.as_ref());
                let other = other.organisations.count;
                remarks.push(remarks::compared(counted.count, other));
                Allowed::Counts(if *said.amount == Amount::More {
                    rank::more(other, base)
                } else {
                    rank::fewer(other, base)
                })
            }
            amount => {
                let Some(bounds) = bounds(amount, &review.scale, base) else {
                    let word = match amount {
                        Amount::Word { word, .. } => word,
                        _ => said.phrase,
                    };
                    remarks.push(remarks::not_in_scale(word, &review.scale.name));
                    return Allowed::Undefined;
                };
                if let Amount::Counts { of: Some(of), .. } = amount
                    && *of != base
                {
                    remarks.push(remarks::another_base(*of, base));
                }
                let plural = !self.standard.one_is_few && needs_two(amount, &bounds, base);
                Allowed::Counts(if plural { bounds.plural() } else { bounds })
            }
        }
    }

    /// What an amount asks beside its count: few or none against a view, every format of what is
    /// said consistently.
    fn holds_beside(
        &self,
        amount: &Amount,
        claim: &Claim,
        tally: &Tally,
        remarks: &mut Vec<Remark>,
    ) -> bool {
        let review = self.counter.review();
        match amount {
            Amount::View | Amount::Agreed => {
                let below = self.standard.contrary_below;
                let (holds, allowed) = if *amount == Amount::Agreed {
                    (tally.contrary == 0, "what is agreed has none".to_owned())
                } else {
                    let most = below.saturating_sub(1);
                    let allowed = format!("a view put to all has {most} at most");
                    (tally.contrary < below, allowed)
                };
                if tally.contrary > 0 {
                    let noun = review.about.noun.of(tally.contrary.into());
                    remarks.push(remarks::contrary(tally.contrary, noun, &allowed));
                }
                holds
            }
            Amount::Consistently => {
                let without = self.counter.formats_without(claim, tally);
                if without.is_empty() {
                    return true;
                }
                let names: Vec<&str> = without
                    .iter()
                    .filter_map(|&f| review.formats.get(f as usize))
                    .map(String::as_str)
                    .collect();
                remarks.push(remarks::not_every_format(&names));
                false
            }
            _ => true,
        }
    }
}

/// What an amount allows.
#[derive(Debug, Clone, Copy)]
enum Allowed {
    /// These counts.
    Counts(Bounds),
    /// The word has no counts in this review.
    Undefined,
    /// The claim lacks what the phrase has to be judged on.
    Unknown,
}

/// What a phrase counts: "often" and its kin engagements, a view, a saying and a rank
/// organisations, the rest what its claim says.
pub(crate) fn unit(amount: &Amount, claim: &Claim) -> Unit {
    match amount {
        Amount::Often | Amount::Sometimes | Amount::Usually | Amount::Consistently => {
            Unit::Engagements
        }
        Amount::View
        | Amount::Agreed
        | Amount::Said
        | Amount::First
        | Amount::More
        | Amount::Fewer => Unit::Organisations,
        _ => claim.unit,
    }
}

impl Judged {
    /// Puts what was judged into a judgement.
    pub(crate) fn into(self, flip: Flip, judgement: &mut Judgement) {
        judgement.verdict = Some(self.verdict);
        judgement.unit = self.unit;
        judgement.count = Some(self.counted.count);
        judgement.base = Some(self.counted.base);
        judgement.least = self.bounds.and_then(|b| b.least());
        judgement.most = self.bounds.and_then(|b| b.most());
        judgement.best_word = self.best_word;
        judgement.fragile = flip.fragile();
        judgement.flip = flip;
        (judgement.supporting, judgement.supporting_total) = self.supporting;
        (judgement.contrary, judgement.contrary_total) = self.contrary;
        judgement.remarks.extend(self.remarks);
    }
}
