//! An amount in words, as a judgement names it.

use throughline_core::reading::{Amount, Nearness};

/// What a phrase claims, in words; `None` for an amount that is not counted.
pub(crate) fn in_words(amount: &Amount) -> Option<String> {
    Some(match amount {
        Amount::Word {
            word,
            nearly,
            negated,
        } => {
            let not = if *negated { "not " } else { "" };
            let nearly = if *nearly { "nearly " } else { "" };
            format!("{not}{nearly}{word}")
        }
        Amount::NotAll => "not all".into(),
        Amount::Counts { low, high, of } => {
            let count = match (low, high) {
                (Some(low), Some(high)) if low == high => low.to_string(),
                (Some(low), Some(high)) => format!("{low} to {high}"),
                (Some(low), None) => format!("{low} or more"),
                (None, Some(high)) => format!("up to {high}"),
                (None, None) => "any number".into(),
            };
            match of {
                Some(of) => format!("{count} of {of}"),
                None => count,
            }
        }
        Amount::AllBut { left } => format!("all but {left}"),
        Amount::Share {
            numerator,
            denominator,
            nearness,
        } => {
            let near = match nearness {
                Nearness::Exactly => "",
                Nearness::About => "about ",
                Nearness::Nearly => "nearly ",
                Nearness::MoreThan => "more than ",
                Nearness::AtLeast => "at least ",
                Nearness::LessThan => "less than ",
                Nearness::AtMost => "at most ",
            };
            if *denominator == 100 {
                format!("{near}{numerator}%")
            } else {
                format!("{near}{numerator}/{denominator}")
            }
        }
        Amount::View => "a view put to all".into(),
        Amount::Agreed => "agreed".into(),
        Amount::Said => "something said".into(),
        Amount::MoreThanHalf => "more than half".into(),
        Amount::Often => "often".into(),
        Amount::Sometimes => "sometimes".into(),
        Amount::Usually => "usually".into(),
        Amount::Consistently => "consistently, in every format,".into(),
        Amount::First => "first among its siblings".into(),
        Amount::More => "more than the other side".into(),
        Amount::Fewer => "fewer than the other side".into(),
        Amount::None => return None,
    })
}
