//! The texts that an analyst wrote and a public report prints as they are: titles, statements,
//! labels. One that holds a name is a problem with its place, because the words are the analyst's
//! to change; the words of notes and quotations are masked instead.

use super::writer::Writer;
use throughline_core::findings::{Claim, Point, Statement, TextAt};
use throughline_core::problem::Place;
use throughline_core::review::Review;

/// A text with what it is and where it stands.
#[derive(Debug)]
pub(crate) struct Written<'r> {
    /// As it is spoken of: `the title of finding “cost”`.
    pub(crate) what: String,
    /// Where it stands; the review as a whole where no line is kept.
    pub(crate) place: Place,
    pub(crate) text: &'r str,
}

/// Every such text, in the order of the report.
pub(crate) fn texts<'r>(writer: &Writer<'r>) -> Vec<Written<'r>> {
    let review = writer.review;
    let mut texts = Vec::new();
    of_the_review(review, &mut texts);
    for finding in &review.findings {
        let name = format!("finding “{}”", finding.id);
        texts.push(Written {
            what: format!("the title of {name}"),
            place: at(&finding.title_at),
            text: &finding.title,
        });
        of_statement(&name, &finding.statement, &mut texts);
        of_points(&name, &finding.points, &mut texts);
    }
    for theme in review.codebook.themes() {
        let printed = [
            ("label", Some(theme.label.as_str())),
            ("phrase", theme.phrase.as_deref()),
            ("definition", Some(theme.definition.as_str())),
            ("include", Some(theme.include.as_str())),
            ("exclude", Some(theme.exclude.as_str())),
        ];
        for (field, text) in printed {
            texts.extend(text.map(|text| Written {
                what: format!("the {field} of theme “{}”", theme.id),
                place: whole(review),
                text,
            }));
        }
    }
    texts
}

fn of_the_review<'r>(review: &'r Review, texts: &mut Vec<Written<'r>>) {
    let about = &review.about;
    let mut add = |what: String, text: Option<&'r str>| {
        texts.extend(text.map(|text| Written {
            what,
            place: whole(review),
            text,
        }));
    };
    add("the title of the report".into(), Some(&about.title));
    add("its subtitle".into(), about.subtitle.as_deref());
    add("its purpose".into(), about.purpose.as_deref());
    add(
        "the opening of “How we engaged”".into(),
        about.engaged.as_deref(),
    );
    add(
        "the sentence under the list of contributors".into(),
        about.contributors_note.as_deref(),
    );
    add(
        "the reason under [disclosure]".into(),
        review.disclosure.reason.as_deref(),
    );
    if let Some(notice) = &about.notice {
        add("the title of the notice".into(), Some(&notice.title));
        add("the text of the notice".into(), Some(&notice.text));
        add("the foot of the notice".into(), notice.foot.as_deref());
    }
    add("the name of the source".into(), Some(&about.source));
    for part in &review.parts {
        add(
            format!("the title of part “{}”", part.id),
            Some(&part.title),
        );
        add(
            format!("the intro of part “{}”", part.id),
            part.intro.as_deref(),
        );
    }
    for question in &review.questions {
        add(format!("question “{}”", question.id), Some(&question.text));
    }
    for format in &review.formats {
        add("the name of a format of engagement".into(), Some(format));
    }
}

fn of_points<'r>(finding: &str, points: &'r [Point], texts: &mut Vec<Written<'r>>) {
    for point in points {
        let name = format!("point “{}” of {finding}", point.id);
        of_statement(&name, &point.statement, texts);
        of_points(finding, &point.points, texts);
    }
}

fn of_statement<'r>(name: &str, statement: &'r Statement, texts: &mut Vec<Written<'r>>) {
    texts.push(Written {
        what: format!("the statement of {name}"),
        place: at(&statement.at),
        text: &statement.text,
    });
    texts.extend(statement.claims.iter().filter_map(|claim: &Claim| {
        Some(Written {
            what: format!("the words beside a number of {name}"),
            place: claim.at.clone(),
            text: claim.says.as_deref()?,
        })
    }));
    texts.extend(statement.quote.iter().filter_map(|quote| {
        Some(Written {
            what: format!("the line under the quotation of {name}"),
            place: quote.at.clone(),
            text: quote.attribution.as_deref()?,
        })
    }));
}

fn at(text: &TextAt) -> Place {
    text.place.clone()
}

fn whole(review: &Review) -> Place {
    Place::file(&review.about.source)
}
