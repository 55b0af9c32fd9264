//! From counts to the [`Synthesis`]: which figures a report shows, and every sentence that rests
//! on one. What a public report may show is settled here and nowhere later.

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
mod formats;
mod glance;
mod ledger;
mod matrix;
mod method;
mod numbering;
mod prevalence;
mod rank;
mod saturation;
mod scale;
mod secrets;
mod stances;
mod tables;
mod timeline;
pub(crate) mod words;
mod writer;

#[cfg(test)]
mod tests;

use crate::Analysis;
use jiff::civil::Date;
use thiserror::Error;
use throughline_core::notes::TextError;
use throughline_core::problem::Problems;
pub use throughline_core::publication::{Publication, Withheld};
use throughline_core::review::{Audience, Level};
use throughline_core::synthesis::{MatrixPage, Raised, SCHEMA, Synthesis};
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
    /// Whether claims that the notes do not bear are let through, each with a mark.
    pub allow_unsupported: bool,
    /// Earlier public reports of the same review: what a reader knows already.
    pub published: Vec<Synthesis>,
}

impl From<Audience> for Request {
    fn from(audience: Audience) -> Self {
        Self {
            audience,
            ..Self::default()
        }
    }
}

/// Why there is no synthesis.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PublishError {
    /// A public report at level `protected` was asked for.
    #[error(
        "a public report at level `protected` cannot be made yet: set `level = \"open\"` with a \
         `reason` under [disclosure] in review.toml, or report with `--audience internal`"
    )]
    Protected,
    /// The public report would print a name or an address that stands in a note.
    #[error("the public report would print names or addresses:{}", lines(.0))]
    WouldPublish(Problems),
    /// The text of a note could not be read again.
    #[error("a note could not be read again: {0}")]
    Texts(#[from] TextError),
}

fn lines(problems: &Problems) -> String {
    problems.iter().fold(String::new(), |mut lines, problem| {
        lines.push('\n');
        lines.push_str(&problem.to_string());
        lines
    })
}

impl Analysis<'_> {
    /// Writes everything a report shows to an audience: the same review and request give the same
    /// synthesis.
    ///
    /// # Errors
    /// [`PublishError::Protected`] for a public report at level `protected`;
    /// [`PublishError::WouldPublish`] when a printed note holds a contributor's name, a name or
    /// alias of an organisation that is not shown, a masked person or an e-mail address;
    /// [`PublishError::Texts`] when a note cannot be read again.
    pub fn publish(&self, request: &Request) -> Result<Publication, PublishError> {
        let disclosure = &self.review().disclosure;
        let public = request.audience == Audience::Public;
        if public && (request.protected || disclosure.level == Level::Protected) {
            return Err(PublishError::Protected);
        }
        let writer = Writer::new(self, request.audience);
        let mut printed = findings::write(&writer);
        let evidence = evidence::write(&writer, &mut printed)?;
        let stance = stances::chart(&writer);
        let mut synthesis = Synthesis {
            schema: SCHEMA.into(),
            audience: request.audience,
            level: public.then_some(Level::Open),
            document: document::write(&writer, &printed, request.fallback_date),
            disclosure: None,
            notice: self.review().about.notice.clone(),
            stats: document::stats(&writer),
            base: writer.base,
            notes: writer.note_count(),
            glance: glance::write(&writer, &printed),
            engaged: engaged::write(&writer),
            raised: Raised {
                heading: format!("What {} raised", writer.noun().many),
                prevalence: prevalence::chart(&writer),
                stance,
                balance: None,
            },
            matrix: MatrixPage {
                matrix: matrix::chart(&writer),
            },
            differed: differed::write(&writer),
            method: method::write(&writer),
            codebook: tables::codebook(&writer),
            tables: tables::write(&writer),
            evidence,
            ledger: ledger::write(&writer),
            parts: printed.parts,
        };
        numbering::number(&mut synthesis);
        Ok(Publication {
            synthesis,
            withheld: Withheld::default(),
        })
    }
}
