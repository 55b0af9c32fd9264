use super::super::fold::fold;
use super::super::words::Words;
use super::*;
use crate::notes::Strings;
use proptest::prelude::*;

fn strings<T: AsRef<str>>(ids: &[T]) -> Strings {
    let mut strings = Strings::default();
    for id in ids {
        strings.push(id.as_ref());
    }
    strings
}

/// The first and last glyph of each id in a text, found with every id as a word of one automaton.
fn by_automaton(ids: &SecretIds, glyphs: &[Glyph]) -> Vec<(usize, usize)> {
    let looked_for = (0..ids.ids.len()).filter_map(|row| {
        let id = ids.ids.get(row);
        let tells = id.trim().chars().count() >= 3
            && id.chars().any(char::is_alphabetic)
            && id.chars().any(|c| c.is_ascii_digit());
        (tells && !ids.printed.contains(id))
            .then(|| Word::new(id.trim(), Case::Exact, row))
            .flatten()
    });
    let found = Words::new(looked_for.collect()).search(glyphs);
    let mut found: Vec<_> = found.into_iter().map(|(_, a, b)| (a, b)).collect();
    found.sort_unstable();
    found
}

fn found(ids: &SecretIds, text: &str) -> Vec<(usize, usize)> {
    let glyphs = fold(text, &["[id]".into()]);
    let mut found = Ids::new(ids).search(&glyphs);
    found.sort_unstable();
    assert_eq!(found, by_automaton(ids, &glyphs), "{text:?} {ids:?}");
    found
}

#[test]
fn an_id_is_found_as_it_is_written() {
    let ids = strings(&[
        "W-003", "w12", "17", "a1", "intro", "T-1", "N 12/4", " pad-7 ", "Ū-1b", "R&D1", "ʼ-1",
        "A - 1",
    ]);
    let ids = SecretIds {
        printed: ["T-1"].into(),
        ..SecretIds::of(&ids, "the id of a note")
    };
    for (text, times) in [
        ("see W-003, not W-0031 and no XW-003", 1),
        ("W\u{2011}003 or W-\n003 or W-\u{ad}003", 3),
        ("w-003 W003 W.003 W/003 W--003 W-, 003", 0),
        ("W - 003", 1),
        ("w12; W12; W-12", 1),
        ("17 of a1 in the intro", 0),
        ("under T-1", 0),
        ("N 12/4, N12/4", 1),
        ("pad-7", 1),
        ("u\u{304}-1b Ū-1b U\u{304}-1b", 1),
        ("R&D1 RandD1", 1),
        ("ʼ-1", 0),
        ("A - 1 A- 1 A-1", 2),
        ("[id]W-003[id]", 1),
        ("", 0),
    ] {
        assert_eq!(found(&ids, text).len(), times, "{text}");
    }
}

#[test]
fn of_no_ids_none_is_found() {
    for ids in [strings::<&str>(&[]), strings(&["1", "2"])] {
        assert_eq!(found(&SecretIds::of(&ids, ""), "N-1 of 2"), []);
    }
}

#[test]
fn long_ids_that_begin_alike_are_told_apart() {
    let long = "ab1-".repeat(HELD / 3);
    let letters = |n: usize| -> String {
        let end = long.char_indices().filter(|(_, c)| *c != '-').nth(n);
        long[..end.map_or(long.len(), |(at, _)| at)]
            .trim_end_matches('-')
            .to_owned()
    };
    let lengths = [HELD - 2, HELD - 1, HELD, HELD + 1, 2 * HELD];
    for of in lengths {
        let ids = strings(&[letters(of), "N-1".into(), format!("{}x", letters(of))]);
        let ids = SecretIds::of(&ids, "");
        for text in lengths {
            let times = usize::from(letters(of) == letters(text));
            let text = format!("N-1 {} said", letters(text));
            assert_eq!(found(&ids, &text).len(), 1 + times, "{of}");
        }
    }
}

/// Pieces of ids, and what stands between words.
fn piece() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "N", "n", "W", "ab", "É", "e\u{301}", "Ū", "ﬁ", "½", "ß", "ʼ", "٣", "²", "0", "1", "1",
        "12", "003", "-", "-", "\u{2011}", "-\n", "- ", ".", "/", "_", "'", "’", "#", "(", " ",
        " ", "  ", "\n", "\u{a0}", "&", "\u{ad}", "\u{200b}", "\u{fffc}", "[id]", "[", "\u{304}",
    ]);
    prop_oneof![12 => pieces.prop_map(str::to_owned), 1 => ".{0,2}"]
}

fn pieces(upto: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..upto).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    /// Texts of the ids themselves, whole or cut, and of what resembles them.
    #[test]
    fn the_same_is_found_as_with_every_id_a_word(
        ids in prop::collection::vec(pieces(6), 0..12),
        printed in any::<prop::sample::Index>(),
        text in prop::collection::vec((any::<prop::sample::Index>(), 0..6usize, pieces(4)), 0..8),
    ) {
        let strings = strings(&ids);
        let printed = ids.get(printed.index(ids.len() + 3)).map(String::as_str);
        let secret = SecretIds {
            printed: printed.into_iter().collect(),
            ..SecretIds::of(&strings, "")
        };
        let mut whole = String::new();
        for (id, cut, between) in text {
            let id = match ids.len() {
                0 => "",
                many => ids[id.index(many)].as_str(),
            };
            whole.extend(id.chars().skip(cut.saturating_sub(3)));
            whole.push_str(&between);
        }
        found(&secret, &whole);
    }
}
