//! Goes through the texts of findings and points, and judges what is read in them.

use super::flip::Flips;
use super::judge::{Judge, Said};
use super::{amount, matching, remarks, turning};
use throughline_core::audit::{Field, FindingRemark, Flip, Judgement, NoteIds, Remark, Verdict};
use throughline_core::findings::{Claim, Finding, Point, Statement, TextAt, Unit};
use throughline_core::ids::{FindingId, PointId};
use throughline_core::problem::Place;
use throughline_core::reading::{Amount, Kind, Phrase, Reader, Reading, Span};

/// Where a text stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At<'a> {
    pub(crate) finding: &'a FindingId,
    pub(crate) point: Option<&'a PointId>,
}

impl At<'_> {
    /// A remark on what stands here.
    pub(crate) fn remark(self, remark: Remark, place: Place) -> FindingRemark {
        FindingRemark {
            finding: self.finding.clone(),
            point: self.point.cloned(),
            remark,
            place,
        }
    }
}

/// Words in quotation marks that stand in a text of a finding or a point.
#[derive(Debug)]
pub(crate) struct Quoted {
    pub(crate) finding: FindingId,
    pub(crate) point: Option<PointId>,
    pub(crate) words: String,
    pub(crate) place: Place,
}

/// Goes through the texts.
pub(crate) struct Texts<'a> {
    reader: &'a Reader,
    judge: Judge<'a>,
    flips: &'a Flips<'a>,
    judgements: Vec<Judgement>,
    remarks: Vec<FindingRemark>,
    quoted: Vec<Quoted>,
}

/// What the texts gave.
pub(crate) struct Found {
    /// Every phrase, in order of finding, point, text and offset.
    pub(crate) judgements: Vec<Judgement>,
    /// Remarks on findings and points.
    pub(crate) remarks: Vec<FindingRemark>,
    /// Words in quotation marks.
    pub(crate) quoted: Vec<Quoted>,
}

impl<'a> Texts<'a> {
    pub(crate) fn new(reader: &'a Reader, judge: Judge<'a>, flips: &'a Flips<'a>) -> Self {
        Self {
            reader,
            judge,
            flips,
            judgements: Vec::new(),
            remarks: Vec::new(),
            quoted: Vec::new(),
        }
    }

    pub(crate) fn found(self) -> Found {
        Found {
            judgements: self.judgements,
            remarks: self.remarks,
            quoted: self.quoted,
        }
    }

    /// Judges a finding with its title and its points.
    pub(crate) fn finding(&mut self, finding: &Finding) {
        let at = At {
            finding: &finding.id,
            point: None,
        };
        let amounts = self.statement(at, &finding.statement);
        // A finding without a title has its statement for one.
        if finding.title != finding.statement.text {
            self.title(at, finding, &amounts);
        }
        self.says(at, &finding.statement);
        self.points(at, &finding.points);
    }

    fn points(&mut self, finding: At, points: &[Point]) {
        for point in points {
            let at = At {
                point: Some(&point.id),
                ..finding
            };
            self.statement(at, &point.statement);
            self.says(at, &point.statement);
            self.points(finding, &point.points);
        }
    }

    /// Judges a statement. Gives for each claim the amount that was read in its words.
    fn statement(&mut self, at: At, statement: &Statement) -> Vec<Option<Amount>> {
        let reading = self.reader.read(&statement.text);
        let matches = matching::by_overlap(&reading.phrases, &statement.claims);
        let mut amounts = vec![None; statement.claims.len()];
        let from = self.judgements.len();
        for (phrase, claim) in reading.phrases.iter().zip(&matches.claim_of) {
            let place = statement.at.of(phrase.span.offset);
            let mut judgement = blank(at, Field::Statement, phrase, &statement.text, place);
            if let Some(claim) = *claim {
                if phrase.kind != Kind::NotCounted {
                    amounts[claim].get_or_insert_with(|| phrase.amount.clone());
                }
                let claim = &statement.claims[claim];
                self.claimed(phrase, &statement.text, claim, &mut judgement);
            }
            self.judgements.push(judgement);
        }
        for &claim in &matches.unread {
            amounts[claim] = self.unread(at, statement, &statement.claims[claim]);
        }
        self.judgements[from..].sort_by_key(|j| j.offset);
        self.beside(at, &statement.text, &statement.at, &reading);
        amounts
    }

    /// Judges the title of a finding on the claims of its statement.
    fn title(&mut self, at: At, finding: &Finding, amounts: &[Option<Amount>]) {
        let reading = self.reader.read(&finding.title);
        let claims = &finding.statement.claims;
        for phrase in &reading.phrases {
            let place = finding.title_at.of(phrase.span.offset);
            let mut judgement = blank(at, Field::Title, phrase, &finding.title, place);
            if phrase.kind != Kind::NotCounted
                && let Some((claim, judged)) =
                    matching::of_title(&self.judge, said(phrase), claims, amounts)
            {
                let flip = turning::flip(&self.judge, self.flips, said(phrase), claim, &judged);
                judged.into(flip, &mut judgement);
                let bears = remarks::bears_title(&claim.phrase);
                judgement.remarks.push(bears);
            }
            self.judgements.push(judgement);
        }
        self.beside(at, &finding.title, &finding.title_at, &reading);
    }

    /// Judges the words beside the number in At a glance, each on its own claim. They stand where
    /// the claim stands.
    fn says(&mut self, at: At, statement: &Statement) {
        for claim in &statement.claims {
            let Some(says) = &claim.says else { continue };
            let reading = self.reader.read(says);
            for phrase in &reading.phrases {
                let mut judgement = blank(at, Field::Says, phrase, says, claim.at.clone());
                self.claimed(phrase, says, claim, &mut judgement);
                self.judgements.push(judgement);
            }
            let place = TextAt {
                place: claim.at.clone(),
                literal: false,
            };
            self.beside(at, says, &place, &reading);
        }
    }

    /// Judges a phrase on its claim.
    fn claimed(&self, phrase: &Phrase, text: &str, claim: &Claim, judgement: &mut Judgement) {
        let review = self.judge.counter.review();
        let mut said = said(phrase);
        let own;
        if phrase.kind == Kind::NotCounted {
            own = matching::amount_in(&phrase.text, &review.scale);
            match &own {
                Some(amount) if claim.unit != Unit::Organisations => said.amount = amount,
                _ => {
                    let noun = &review.about.noun.many;
                    let remark = remarks::not_counted(phrase.over.as_deref(), noun);
                    judgement.remarks.push(remark);
                    return;
                }
            }
        }
        if let Some(scope) = phrase.scope
            && claim.base.is_none()
            && claim.selection.format.is_empty()
            && claim.selection.status.is_none()
        {
            let remark = remarks::scope_not_claimed(slice(text, scope));
            judgement.remarks.push(remark);
        }
        let judged = self.judge.judge(said, claim);
        let flip = turning::flip(&self.judge, self.flips, said, claim, &judged);
        judged.into(flip, judgement);
    }

    /// Judges a claim whose words were not read as an amount by the word of the scale in them.
    fn unread(&mut self, at: At, statement: &Statement, claim: &Claim) -> Option<Amount> {
        let scale = &self.judge.counter.review().scale;
        let Some(amount) = matching::amount_in(&claim.phrase, scale) else {
            let remark = remarks::claim_not_read(&claim.phrase);
            self.remarks.push(at.remark(remark, claim.at.clone()));
            return None;
        };
        let phrase = Phrase {
            text: claim.phrase.clone(),
            span: Span {
                offset: claim.offset,
                length: claim.phrase.chars().count(),
            },
            sentence: 0,
            kind: Kind::Quantifier,
            amount,
            antecedent: None,
            unit_unclear: false,
            scope: None,
            over: None,
        };
        let place = statement.at.of(claim.offset);
        let mut judgement = blank(at, Field::Statement, &phrase, &statement.text, place);
        self.claimed(&phrase, &statement.text, claim, &mut judgement);
        judgement.remarks.push(remarks::read_from_claim());
        self.judgements.push(judgement);
        Some(phrase.amount)
    }

    /// What else stands in a text: words in quotation marks, and whose voice it is.
    fn beside(&mut self, at: At, text: &str, text_at: &TextAt, reading: &Reading) {
        for span in &reading.first_person {
            let remark = remarks::first_person(slice(text, *span));
            self.remarks
                .push(at.remark(remark, text_at.of(span.offset)));
        }
        for span in &reading.quoted {
            self.quoted.push(Quoted {
                finding: at.finding.clone(),
                point: at.point.cloned(),
                words: slice(text, *span).to_owned(),
                place: text_at.of(span.offset),
            });
        }
    }
}

fn said(phrase: &Phrase) -> Said<'_> {
    Said {
        phrase: &phrase.text,
        amount: &phrase.amount,
    }
}

/// A phrase before it is judged: unclaimed, or nothing at all where it is not counted.
fn blank(at: At, field: Field, phrase: &Phrase, text: &str, place: Place) -> Judgement {
    let mut remarks = Vec::new();
    if let Some(antecedent) = phrase.antecedent {
        remarks.push(remarks::antecedent(slice(text, antecedent)));
    }
    if phrase.unit_unclear {
        remarks.push(remarks::unit_unclear());
    }
    Judgement {
        finding: at.finding.clone(),
        point: at.point.cloned(),
        field,
        phrase: phrase.text.clone(),
        offset: u32::try_from(phrase.span.offset).unwrap_or(u32::MAX),
        kind: phrase.kind,
        amount: amount::in_words(&phrase.amount),
        verdict: (phrase.kind != Kind::NotCounted).then_some(Verdict::Unclaimed),
        unit: Unit::Organisations,
        count: None,
        base: None,
        least: None,
        most: None,
        best_word: None,
        flip: Flip::default(),
        fragile: false,
        supporting: NoteIds::default(),
        supporting_total: 0,
        contrary: NoteIds::default(),
        contrary_total: 0,
        remarks,
        place,
    }
}

/// Part of a text, by code points.
fn slice(text: &str, span: Span) -> &str {
    let byte = |at: usize| {
        text.char_indices()
            .nth(at)
            .map_or(text.len(), |(byte, _)| byte)
    };
    let (from, to) = (byte(span.offset), byte(span.offset + span.length));
    text.get(from..to).unwrap_or_default()
}
