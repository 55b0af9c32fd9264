//! From counts to the [`Synthesis`]: which figures a report shows, and every sentence that rests
//! on one. What a public report may show is settled here and nowhere later.

mod agreement;
mod alt;
mod attribution;
mod axis;
mod cooccurrence;
mod differed;
mod document;
mod engaged;
mod engagements;
mod evidence;
mod findings;
mod first_look;
mod formats;
mod glance;
mod ledger;
mod marks;
mod matrix;
mod method;
mod numbering;
mod prevalence;
mod protected;
mod rank;
mod refusal;
mod saturation;
mod scale;
mod stances;
mod tables;
mod timeline;
mod withheld;
pub(crate) mod words;
mod writer;
mod written;

#[cfg(test)]
pub(crate) mod tests;

pub use refusal::{PublishError, Refusal};
pub use throughline_core::publication::{Publication, Withheld};

use crate::Analysis;
use crate::disclosure::claims;
use jiff::civil::Date;
use marks::Marks;
use protected::Settled;
use throughline_core::problem::{Problems, Severity};
use throughline_core::review::{Audience, Level, Review};
use throughline_core::synthesis::{MatrixPage, Raised, SCHEMA, Synthesis, Tables};
use writer::Writer;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Request {
    /// Who the report is for.
    pub audience: Audience,
    /// Whether a public report is to be protected whatever the review says. An internal one shows
    /// everything either way.
    pub protected: bool,
    /// The date of a review that has none and whose engagements have none, as
    /// `SOURCE_DATE_EPOCH` gives it.
    pub fallback_date: Option<Date>,
    /// Whether claims that the notes do not bear are let through, each with a mark. A protected
    /// report has none: the mark would tell a count.
    pub allow_unsupported: bool,
    /// Earlier public reports of the same review: what a reader knows already.
    pub published: Vec<Synthesis>,
}

impl Request {
    /// The level of the report that is asked for; an internal one has none. A request may ask for
    /// more protection than the review, and never for less.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use throughline_analysis::publish::Request;
    /// use throughline_core::notes::TextsInMemory;
    /// use throughline_core::review::{Audience, Level, Review};
    /// let review = Review::new("Hearing back", Arc::new(TextsInMemory::default()));
    /// assert_eq!(Request::from(Audience::Internal).level(&review), None);
    /// assert_eq!(Request::from(Audience::Public).level(&review), Some(Level::Protected));
    /// ```
    #[must_use]
    pub fn level(&self, review: &Review) -> Option<Level> {
        match self.audience {
            Audience::Internal => None,
            Audience::Public if self.protected => Some(Level::Protected),
            Audience::Public => Some(review.disclosure.level),
        }
    }
}

impl From<Audience> for Request {
    fn from(audience: Audience) -> Self {
        Self {
            audience,
            ..Self::default()
        }
    }
}

impl<'r> Analysis<'r> {
    /// Writes everything a report shows to an audience: the same review and request give the same
    /// synthesis.
    ///
    /// # Errors
    /// [`PublishError::Refused`] when a claim does not hold, a text that an analyst wrote holds a
    /// name, or a protected report would tell what must be withheld: everything that is wrong at
    /// once. [`PublishError::FirstLook`] when a sample of the notes is to be published.
    /// [`PublishError::Texts`] when a note cannot be read again.
    pub fn publish(&self, request: &Request) -> Result<Publication<'r>, PublishError> {
        let review = self.review();
        let level = request.level(review);
        if level.is_some() && review.first_look.is_some() {
            return Err(PublishError::FirstLook);
        }
        let audit = self.audit(request.audience);
        let writer = Writer::new(self, level);
        let mut problems = refusal::names(&writer);
        // The mark on a claim that does not hold tells a count by itself, so a protected report
        // has none.
        if !request.allow_unsupported || writer.protected() {
            problems.append(refusal::claims(&audit, writer.protected()));
        }
        let mut warnings = Problems::default();
        if !writer.internal() {
            for problem in &claims::attribution(self) {
                match problem.severity() {
                    Severity::Error => problems.push(problem.clone()),
                    Severity::Warning | Severity::Note => warnings.push(problem.clone()),
                }
            }
        }
        let marks = Marks::of_audit(&audit, writer.noun());
        let settled = match level {
            Some(Level::Protected) => Some(Settled::of(&writer, request, &audit, &mut problems)?),
            Some(Level::Open) | None => None,
        };
        if !problems.is_empty() {
            let problems = problems.sorted();
            return Err(PublishError::Refused(Box::new(Refusal { audit, problems })));
        }
        let (synthesis, register) = match &settled {
            Some(settled) => (
                protected::write(&writer, settled, request.fallback_date),
                Some(settled.plan.register(review)),
            ),
            None => (exact(&writer, &marks, request.fallback_date)?, None),
        };
        Ok(Publication {
            withheld: withheld::of(&writer, review, &synthesis, register, &|label| {
                settled.as_ref().is_some_and(|s| s.prints(label))
            }),
            synthesis,
            warnings,
        })
    }
}

/// A report in which every count is exact.
fn exact(
    writer: &Writer,
    marks: &Marks,
    fallback_date: Option<Date>,
) -> Result<Synthesis, PublishError> {
    let review = writer.review;
    let mut printed = findings::write(writer, marks);
    let evidence = evidence::write(writer, &mut printed)?;
    let how_to_read = document::how_to_read(writer, &printed.parts);
    let days = engagements::days(review);
    let coders = agreement::found(writer);
    let mut synthesis = Synthesis {
        schema: SCHEMA.into(),
        audience: writer.audience,
        level: writer.level,
        document: document::write(writer, how_to_read, days, fallback_date),
        disclosure: None,
        first_look: None,
        notice: review.about.notice.clone(),
        stats: document::stats(writer),
        base: writer.base,
        notes: writer.note_count(),
        glance: glance::write(writer, &printed),
        engaged: engaged::write(
            writer,
            days,
            timeline::chart(writer),
            saturation::chart(writer),
        ),
        raised: Raised {
            heading: format!("What {} raised", writer.noun().many),
            prevalence: prevalence::chart(writer),
            stance: stances::chart(writer),
            balance: None,
        },
        matrix: MatrixPage {
            matrix: matrix::chart(writer),
        },
        differed: differed::write(writer),
        agreement: coders.as_ref().map(|found| agreement::write(writer, found)),
        method: method::write(writer),
        codebook: tables::codebook(writer),
        tables: Tables {
            agreement: coders
                .as_ref()
                .map(crate::agreement::table)
                .unwrap_or_default(),
            ..tables::write(writer)
        },
        evidence,
        ledger: ledger::write(writer),
        parts: printed.parts,
    };
    numbering::number(&mut synthesis);
    if let Some(look) = &review.first_look {
        first_look::mark(&mut synthesis, look, writer.noun());
    }
    Ok(synthesis)
}
