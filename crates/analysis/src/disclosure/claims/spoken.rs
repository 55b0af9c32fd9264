//! The claims of the findings, each with what its phrase says, as a set of counts at its base.
//!
//! What each kind of phrase publishes, and whether that can tell a small count:
//!
//! | phrase | publishes | so |
//! |---|---|---|
//! | word of the scale | its counts, with N where it holds the whole complement | must hold whole classes |
//! | number, share, "all but" | its counts | must hold whole classes |
//! | "all", "none" | N, 0 | only when the contributors have agreed |
//! | view, passive | more than half for it; fewer than k against | two sets on one theme, told together |
//! | "agreed" | three quarters or more for it; nobody against | the same |
//! | saying | k or more | touches no small count |
//! | rank, more … than | which of two counts is the larger | only where what is shown of both says so already |
//! | over notes, over engagements | at least so many | no upper end, for who knows their own notes would count the others |
//! | "consistently" | at least so many engagements, one of each format | the same; that somebody in a format said so may be known |
//! | over a base that is a theme | a share of a count that is a band | whole classes at every count of the band, which begins at 2k or more |
//! | not read as an amount | cannot be known | refused |

use super::counts::Counts;
use super::splits::{Mask, RAISED};
use crate::Analysis;
use crate::disclosure::Plan;
use throughline_core::codebook::ThemeCode;
use throughline_core::findings::{Claim, Finding, Point, Statement, Unit};
use throughline_core::reading::{Amount, Phrase, Reader, Reading};
use throughline_core::selection::Selection;
use throughline_core::stance::Stance;
use throughline_core::synthesis::Shown;
use throughline_core::wording::bounds;

/// Every statement of a finding, its own first, in order of file.
pub(crate) fn statements(finding: &Finding) -> Vec<&Statement> {
    fn below<'r>(points: &'r [Point], statements: &mut Vec<&'r Statement>) {
        for point in points {
            statements.push(&point.statement);
            below(&point.points, statements);
        }
    }
    let mut statements = vec![&finding.statement];
    below(&finding.points, &mut statements);
    statements
}

/// A claim with what its phrase says.
#[derive(Debug, Clone)]
pub(crate) struct Spoken<'r> {
    pub(crate) statement: &'r Statement,
    pub(crate) claim: &'r Claim,
    /// The phrase as it is read; `None` where it is read as no amount.
    pub(crate) phrase: Option<Phrase>,
    /// What it counts, and of how many.
    pub(crate) count: u32,
    pub(crate) base: u32,
}

/// What a claim publishes of the counts of organisations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Published {
    /// The count is one of these.
    Counts(Counts),
    /// The same of a count whose base is itself shown as a band: at its least and its most.
    OfShown(Counts, Counts),
    /// Only an order of two counts that are shown.
    Order,
}

/// Why a claim cannot stand whatever stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// Its phrase is read as no amount.
    Unread,
    /// No count of its base fits the phrase.
    FitsNone,
    /// Its base is a count that is not shown, or may be below 2k.
    HiddenBase,
    /// A rank, or a comparison, that what is shown does not say already.
    Order,
    /// An upper end over notes or engagements.
    UpperEnd,
}

impl<'r> Spoken<'r> {
    /// The text it stands in.
    pub(crate) fn sentence(&self) -> &'r str {
        self.statement.text.trim()
    }

    /// What its phrase says.
    pub(crate) fn amount(&self) -> Option<&Amount> {
        self.phrase.as_ref().map(|p| &p.amount)
    }

    /// The ways an organisation stands that it counts.
    pub(crate) fn ways(&self) -> Mask {
        ways(&self.claim.selection.stance)
    }

    /// The ways of those against it, and the most of them, where the phrase says so: of a view and
    /// of an agreement.
    pub(crate) fn contrary(&self, k: u32) -> Option<(Mask, u32)> {
        let most = match self.amount()? {
            Amount::View => k.saturating_sub(1),
            Amount::Agreed => 0,
            _ => return None,
        };
        let stance = &self.claim.selection.stance;
        let (positive, negative) = (
            stance.contains(&Stance::Positive),
            stance.contains(&Stance::Negative),
        );
        let ways = match (positive, negative) {
            (true, true) => return None,
            (false, true) => ways(&[Stance::Positive]),
            _ => ways(&[Stance::Negative]),
        };
        Some((ways, most))
    }

    /// Whether N is a matter of course at its base: a word of the scale, whose printed counts say
    /// that everybody is among them.
    fn is_word(&self) -> bool {
        matches!(self.amount(), Some(Amount::Word { .. }))
    }

    /// The counts that the phrase says at a base.
    fn counts_at(&self, analysis: &Analysis, k: u32, base: u32) -> Option<Counts> {
        let over_half = base / 2 + 1;
        let (low, high) = match self.amount()? {
            Amount::View => (over_half, base),
            Amount::Agreed => ((3 * base).div_ceil(4), base),
            Amount::Said => (k, base),
            other => bounds(other, &analysis.review().scale, base)?.counts?,
        };
        let counts = Counts { low, high, base };
        let fits = low <= high && high <= base;
        fits.then(|| {
            if self.is_word() {
                counts.with_everybody(k)
            } else {
                counts
            }
        })
    }

    /// What it publishes, or why it cannot stand.
    pub(crate) fn published(&self, analysis: &Analysis, plan: &Plan) -> Result<Published, Refused> {
        let k = plan.k;
        match self.amount() {
            None | Some(Amount::None) => return Err(Refused::Unread),
            Some(Amount::First | Amount::More | Amount::Fewer) => {
                return if self.order_is_shown(analysis, plan) {
                    Ok(Published::Order)
                } else {
                    Err(Refused::Order)
                };
            }
            Some(_) => {}
        }
        if self.claim.unit == Unit::Organisations
            && let Some(base) = self.claim.base.as_ref().filter(|b| !is_scope(b))
        {
            let of = shown_theme(base)
                .and_then(|theme| ends(plan, theme))
                .ok_or(Refused::HiddenBase)?;
            if of.0 < 2 * k {
                return Err(Refused::HiddenBase);
            }
            let at = |base| self.counts_at(analysis, k, base).ok_or(Refused::FitsNone);
            let whole = (of.0..=of.1).try_fold(true, |whole, base| {
                at(base).map(|counts| whole && counts.tells(k, false).is_none())
            })?;
            return if whole {
                Ok(Published::OfShown(at(of.0)?, at(of.1)?))
            } else {
                Err(Refused::HiddenBase)
            };
        }
        let counts = self
            .counts_at(analysis, k, self.base)
            .ok_or(Refused::FitsNone)?;
        if self.claim.unit != Unit::Organisations && counts.high < counts.base {
            return Err(Refused::UpperEnd);
        }
        Ok(Published::Counts(counts))
    }

    /// Whether what is shown of the themes says already which is the larger.
    fn order_is_shown(&self, analysis: &Analysis, plan: &Plan) -> bool {
        if self.claim.unit != Unit::Organisations || self.claim.base.is_some() {
            return false;
        }
        let of = |selection: &Selection| shown_theme(selection).and_then(|t| ends(plan, t));
        let Some(own) = of(&self.claim.selection) else {
            return false;
        };
        let book = &analysis.review().codebook;
        match (self.amount(), &self.claim.than) {
            (Some(Amount::More), Some(than)) => of(than).is_some_and(|than| own.0 > than.1),
            (Some(Amount::Fewer), Some(than)) => of(than).is_some_and(|than| own.1 < than.0),
            (Some(Amount::First), _) => {
                let Some(theme) = shown_theme(&self.claim.selection) else {
                    return false;
                };
                let siblings = match book.theme(theme).parent {
                    Some(parent) => book.children(parent),
                    None => book.roots(),
                };
                let mut others = siblings.iter().filter(|&&s| s != theme);
                others.all(|&s| ends(plan, s).is_some_and(|(_, most)| own.0 > most))
            }
            _ => false,
        }
    }
}

/// The ways of some stances; with a note at all where none is asked for.
pub(crate) fn ways(stances: &[Stance]) -> Mask {
    if stances.is_empty() {
        return RAISED;
    }
    stances.iter().fold(0, |ways, &s| ways | 1 << s as u8)
}

/// The theme of a selection that asks for one theme and nothing else: what a row of the report
/// shows.
pub(crate) fn shown_theme(selection: &Selection) -> Option<ThemeCode> {
    let &[theme] = selection.any.as_slice() else {
        return None;
    };
    (*selection == Selection::theme(theme)).then_some(theme)
}

/// The ends of what is shown of a theme; `None` where nothing is.
pub(crate) fn ends(plan: &Plan, theme: ThemeCode) -> Option<(u32, u32)> {
    match plan.themes.get(theme as usize)?.prevalence? {
        Shown::Exact { count } => Some((count, count)),
        Shown::Band { low, high } => Some((low, high)),
        Shown::NotShown => None,
    }
}

/// Whether a base asks for who took part and not for what was said.
pub(crate) fn is_scope(base: &Selection) -> bool {
    let said = Selection {
        format: Vec::new(),
        status: None,
        part: Vec::new(),
        ..base.clone()
    };
    said.is_everything()
}

/// Reads every claim of a review.
pub(crate) fn spoken<'r>(analysis: &Analysis<'r>) -> Vec<Spoken<'r>> {
    let review = analysis.review();
    let reader = Reader::new(&review.about.noun, &review.scale);
    let mut spoken = Vec::new();
    for statement in review.findings.iter().flat_map(statements) {
        if statement.claims.is_empty() {
            continue;
        }
        let reading = reader.read(&statement.text);
        for claim in &statement.claims {
            spoken.push(one(analysis, statement, claim, &reading));
        }
    }
    spoken
}

/// Reads one claim.
pub(crate) fn one<'r>(
    analysis: &Analysis,
    statement: &'r Statement,
    claim: &'r Claim,
    reading: &Reading,
) -> Spoken<'r> {
    let counted = analysis.claim(claim);
    Spoken {
        statement,
        claim,
        phrase: phrase_of(claim, reading),
        count: counted.count,
        base: counted.base,
    }
}

/// The amount that a claim's phrase holds: of those that overlap it, the one that does most.
fn phrase_of(claim: &Claim, reading: &Reading) -> Option<Phrase> {
    let (from, to) = (claim.offset, claim.offset + claim.phrase.chars().count());
    let overlap = |phrase: &Phrase| {
        let end = phrase.span.offset + phrase.span.length;
        end.min(to).saturating_sub(phrase.span.offset.max(from))
    };
    reading
        .phrases
        .iter()
        .filter(|p| p.amount != Amount::None && overlap(p) > 0)
        .min_by_key(|p| (std::cmp::Reverse(overlap(p)), p.span.offset))
        .cloned()
}
