//! The first person: whose voice?

use super::Span;
use super::tokens::Token;

/// Words before which a capital I is a numeral: "Part I".
const NUMBERED: &str = "part phase tier stage volume war type level schedule appendix annex";

/// "we", "us", "our", "I", "my" and their like, outside quotations. The country US is none.
pub(super) fn first_person(tokens: &[Token], out: &mut Vec<Span>) {
    for (at, token) in tokens.iter().enumerate() {
        let person = match &*token.word {
            "we" | "our" | "ours" | "ourselves" | "my" | "me" | "myself" => true,
            "us" => token.shown != "US",
            "i" => {
                let before = at.checked_sub(1).and_then(|p| tokens.get(p));
                let numeral = before.is_some_and(|t| t.among(NUMBERED));
                let next = tokens
                    .get(at + 1)
                    .is_some_and(|t| t.shown.starts_with(char::is_lowercase) && !t.gap.breaks());
                token.shown == "I" && !numeral && (next || token.possessive())
            }
            _ => false,
        };
        if person {
            out.push(Span {
                offset: token.points.0,
                length: token.points.1 - token.points.0,
            });
        }
    }
}
