//! An audit as a page to read: what fails first, then finding after finding, and a line of totals.

use std::collections::BTreeMap;
use std::io::{self, Write};
use throughline::Review;
use throughline::model::audit::{
    Audit, Distance, Field, FindingRemark, Judgement, NoteIds, Since, Verdict,
};
use throughline::model::findings::{Finding, Point, Unit};
use throughline::model::ids::{FindingId, NoteId, PointId};
use throughline::model::numbers::{counted, counted_as, grouped};
use throughline::model::reading::Kind;

/// Ids of notes that are named before the rest is counted.
const NAMED: usize = 6;

/// Lines hold at most so many code points, where words allow it.
const WIDTH: usize = 96;

/// How far what is said of a phrase stands in: past the longest verdict.
const ASIDE: usize = 17;

/// A finding, or a point of it.
type Owner<'a> = (&'a FindingId, Option<&'a PointId>);

/// Writes the page.
pub fn write(
    out: &mut impl Write,
    audit: &Audit,
    review: &Review,
    strict: bool,
    colour: bool,
) -> io::Result<()> {
    let page = Page::of(audit, review, strict, colour);
    page.failing(out)?;
    for finding in &review.findings {
        page.finding(out, finding)?;
    }
    page.since(out)?;
    page.totals(out)
}

struct Page<'a> {
    audit: &'a Audit,
    review: &'a Review,
    strict: bool,
    colour: bool,
    judgements: BTreeMap<Owner<'a>, Vec<&'a Judgement>>,
    remarks: BTreeMap<Owner<'a>, Vec<&'a FindingRemark>>,
}

impl<'a> Page<'a> {
    fn of(audit: &'a Audit, review: &'a Review, strict: bool, colour: bool) -> Self {
        let mut page = Self {
            audit,
            review,
            strict,
            colour,
            judgements: BTreeMap::new(),
            remarks: BTreeMap::new(),
        };
        for judgement in &audit.judgements {
            let owner = (&judgement.finding, judgement.point.as_ref());
            page.judgements.entry(owner).or_default().push(judgement);
        }
        for remark in &audit.remarks {
            let owner = (&remark.finding, remark.point.as_ref());
            page.remarks.entry(owner).or_default().push(remark);
        }
        page
    }

    /// What fails, each with its place and what to write.
    fn failing(&self, out: &mut impl Write) -> io::Result<()> {
        for judgement in self.audit.failing(self.strict) {
            let Some(verdict) = judgement.verdict else {
                continue;
            };
            let word = self.painted(verdict, verdict.word());
            let said = self.said(judgement).join("; ");
            let stop = if said.is_empty() { "" } else { ": " };
            let (place, phrase) = (&judgement.place, &judgement.phrase);
            writeln!(out, "{place}: {word}: “{phrase}”{stop}{said}")?;
            if let Some(help) = judgement.help() {
                writeln!(out, "  help: {help}")?;
            }
        }
        if self.audit.fails(self.strict) {
            writeln!(out)?;
        }
        Ok(())
    }

    fn finding(&self, out: &mut impl Write, finding: &Finding) -> io::Result<()> {
        writeln!(out, "{}  [{}]", self.strong(&finding.title), finding.id)?;
        let mut any = self.block(out, (&finding.id, None), &finding.statement.text)?;
        any |= self.points(out, &finding.id, &finding.points)?;
        if !any {
            writeln!(out, "  Nothing in it claims an amount.")?;
        }
        writeln!(out)
    }

    fn points(
        &self,
        out: &mut impl Write,
        finding: &'a FindingId,
        points: &'a [Point],
    ) -> io::Result<bool> {
        let mut any = false;
        for point in points {
            any |= self.block(out, (finding, Some(&point.id)), &point.statement.text)?;
            any |= self.points(out, finding, &point.points)?;
        }
        Ok(any)
    }

    /// A statement with what was judged in it; nothing where nothing was.
    fn block(&self, out: &mut impl Write, owner: Owner<'a>, text: &str) -> io::Result<bool> {
        let judgements = self.judgements.get(&owner).map_or(&[][..], Vec::as_slice);
        let remarks = self.remarks.get(&owner).map_or(&[][..], Vec::as_slice);
        if judgements.is_empty() && remarks.is_empty() {
            return Ok(false);
        }
        writeln!(out)?;
        lines(out, text, 2, 2)?;
        for judgement in judgements {
            self.judgement(out, judgement)?;
        }
        for remark in remarks {
            let message = format!("look: {} ({})", remark.remark.message, remark.place);
            lines(out, &message, 4, 10)?;
        }
        Ok(true)
    }

    fn judgement(&self, out: &mut impl Write, judgement: &Judgement) -> io::Result<()> {
        let word = judgement.verdict.map_or("not counted", Verdict::word);
        let padded = format!("{word:<12}");
        let padded = match judgement.verdict {
            Some(verdict) => self.painted(verdict, &padded),
            None => padded,
        };
        let of = match judgement.field {
            Field::Statement => "",
            Field::Title => " in the title",
            Field::Says => " in the words beside the number",
        };
        let mut said = vec![format!("“{}”{of}", judgement.phrase)];
        said.extend(self.said(judgement));
        let said = said.join("; ").replacen("; ", ": ", 1);
        write!(out, "    {padded} ")?;
        lines_after(out, &said, ASIDE, ASIDE)?;
        let aside = |out: &mut _, text: &str| lines(out, text, ASIDE, ASIDE + 2);
        if let Some(holds) = flip(judgement) {
            aside(out, &holds)?;
        }
        let (supporting, against) = (&judgement.supporting, &judgement.contrary);
        if judgement.count.is_some() {
            let list = named(supporting, judgement.supporting_total);
            aside(out, &format!("notes: {list}"))?;
        }
        if judgement.contrary_total > 0 {
            let list = named(against, judgement.contrary_total);
            aside(out, &format!("against: {list}"))?;
        }
        for remark in &judgement.remarks {
            aside(out, &remark.message)?;
        }
        Ok(())
    }

    /// What was counted, what the phrase means, and a better word where there is one.
    fn said(&self, judgement: &Judgement) -> Vec<String> {
        let mut said = Vec::new();
        if let (Some(count), Some(base)) = (judgement.count, judgement.base) {
            let noun = &self.review.about.noun;
            let unit = match judgement.unit {
                Unit::Organisations => noun.of(base.into()),
                Unit::Notes if base == 1 => "note",
                Unit::Notes => "notes",
                Unit::Engagements if base == 1 => "engagement",
                Unit::Engagements => "engagements",
            };
            let (count, base) = (grouped(count.into()), grouped(base.into()));
            said.push(format!("{count} of {base} {unit}"));
        }
        let is = match judgement.kind {
            Kind::Quantifier | Kind::Elliptical => "is",
            _ => "asks for",
        };
        match (&judgement.amount, judgement.fits()) {
            (_, Some(_)) if judgement.kind == Kind::Exact => {}
            (Some(amount), Some(fits)) => said.push(format!("{amount} {is} {fits}")),
            (Some(amount), None) if judgement.count.is_none() => said.push(amount.clone()),
            _ => {}
        }
        if judgement.verdict.is_some_and(|v| v != Verdict::Supported)
            && let Some(best) = &judgement.best_word
        {
            said.push(format!("“{best}” fits"));
        }
        said
    }

    fn since(&self, out: &mut impl Write) -> io::Result<()> {
        if self.audit.since.is_empty() {
            return Ok(());
        }
        writeln!(out, "{}", self.strong("Since the audit was last accepted"))?;
        for Since {
            finding,
            point,
            notes_since,
            changed,
        } in &self.audit.since
        {
            let owner = match point {
                Some(point) => format!("{finding} / {point}"),
                None => finding.to_string(),
            };
            let mut said = changed.clone();
            match notes_since {
                0 => {}
                n => said.insert(0, counted_as(*n, "note came", "notes came")),
            }
            lines(out, &format!("{owner}: {}", said.join("; ")), 2, 4)?;
        }
        writeln!(out)
    }

    /// `28 phrases by the scale “plain”: 25 supported, 3 overstated; 2 not counted`.
    fn totals(&self, out: &mut impl Write) -> io::Result<()> {
        let judged = || self.audit.judgements.iter().filter_map(|j| j.verdict);
        let verdicts = [
            Verdict::Supported,
            Verdict::Understated,
            Verdict::Unclaimed,
            Verdict::Overstated,
            Verdict::NoEvidence,
        ];
        let counts: Vec<String> = verdicts
            .iter()
            .map(|&verdict| (judged().filter(|v| *v == verdict).count(), verdict))
            .filter(|(count, _)| *count > 0)
            .map(|(count, verdict)| {
                self.painted(
                    verdict,
                    &format!("{} {}", grouped(count as u64), verdict.word()),
                )
            })
            .collect();
        let total = judged().count();
        write!(
            out,
            "{} by the scale “{}”",
            counted(total, "phrase"),
            self.audit.scale
        )?;
        if !counts.is_empty() {
            write!(out, ": {}", counts.join(", "))?;
        }
        let fragile = self.audit.judgements.iter().filter(|j| j.fragile).count();
        if fragile > 0 {
            write!(out, "; {fragile} fragile")?;
        }
        let left = self.audit.judgements.len() - total;
        if left > 0 {
            write!(out, "; {left} over something that is not counted")?;
        }
        let remarks = self.audit.remarks.len();
        if remarks > 0 {
            write!(out, "; {remarks} to look at")?;
        }
        writeln!(out)
    }

    fn strong(&self, text: &str) -> String {
        if self.colour {
            format!("\x1b[1m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }

    /// The word of a verdict; its colour says nothing that the word does not.
    fn painted(&self, verdict: Verdict, text: &str) -> String {
        let code = match verdict {
            Verdict::Supported => 32,
            Verdict::Understated | Verdict::Unclaimed => 33,
            Verdict::Overstated | Verdict::NoEvidence => 31,
        };
        if self.colour {
            format!("\x1b[{code}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }
}

/// `holds unless 2 of 9 change, or 3 tags`, `would hold if 1 of 9 changed, or 1 tag; fragile`.
fn flip(judgement: &Judgement) -> Option<String> {
    let (verdict, base) = (judgement.verdict?, judgement.base?);
    let flip = &judgement.flip;
    let number = |distance: Distance| match distance {
        Distance::Exactly(n) => grouped(n.into()),
        Distance::AtMost { at_most } => format!("at most {}", grouped(at_most.into())),
    };
    let far = |distance: Distance, one: &str| {
        let s = if distance.changes() == 1 { "" } else { "s" };
        format!("{} {one}{s}", number(distance))
    };
    let organisations = flip.organisations.map(|distance| {
        let base = grouped(base.into());
        (format!("{} of {base}", number(distance)), distance)
    });
    let tags = flip.tags.map(|distance| (far(distance, "tag"), distance));
    let coders = flip
        .coders
        .map(|distance| (far(distance, "coder"), distance));
    let ways: Vec<(String, Distance)> = [organisations, tags, coders]
        .into_iter()
        .flatten()
        .collect();
    let one = ways
        .last()
        .is_some_and(|(_, distance)| distance.changes() == 1);
    let ways: Vec<String> = ways.into_iter().map(|(way, _)| way).collect();
    if ways.is_empty() {
        return None;
    }
    let ways = ways.join(" or ");
    let turns = match (verdict.fails(), one) {
        (false, true) => format!("holds unless {ways} changes"),
        (false, false) => format!("holds unless {ways} change"),
        (true, _) => format!("would hold if {ways} changed"),
    };
    Some(if judgement.fragile {
        format!("{turns}; fragile")
    } else {
        turns
    })
}

/// The first ids, and how many more there are.
fn named(ids: &NoteIds, total: u32) -> String {
    let first: Vec<&str> = ids.iter().take(NAMED).map(NoteId::as_str).collect();
    let more = (total as usize).saturating_sub(first.len());
    match (first.is_empty(), more) {
        (true, _) => "none".into(),
        (false, 0) => first.join(", "),
        (false, more) => format!("{} and {} more", first.join(", "), grouped(more as u64)),
    }
}

/// Writes a text in lines, the first from one column and the others from another.
pub fn lines(out: &mut impl Write, text: &str, first: usize, others: usize) -> io::Result<()> {
    write!(out, "{:first$}", "")?;
    lines_after(out, text, first, others)
}

/// Writes a text in lines, the first where the line stands already.
fn lines_after(out: &mut impl Write, text: &str, at: usize, others: usize) -> io::Result<()> {
    let mut column = at;
    let mut fresh = true;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if !fresh && column + 1 + length > WIDTH {
            write!(out, "\n{:others$}", "")?;
            column = others;
            fresh = true;
        }
        if !fresh {
            write!(out, " ")?;
            column += 1;
        }
        write!(out, "{word}")?;
        column += length;
        fresh = false;
    }
    writeln!(out)
}
