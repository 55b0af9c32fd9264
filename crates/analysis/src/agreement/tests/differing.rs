//! What coders differ on: themes taken for each other, excerpts, and who was overruled.

use super::*;

#[test]
fn what_one_takes_for_the_other() {
    let found = of(&[("ana", ANA), ("ben", "- cost cost time cost other - - - -")]);
    let list: Vec<String> = found
        .confusions
        .iter()
        .map(|c| {
            let name = |theme: &Option<throughline_core::ids::ThemeId>| {
                theme.as_ref().map_or("-".into(), ToString::to_string)
            };
            format!("{} {} {}", name(&c.theme_a), name(&c.theme_b), c.notes)
        })
        .collect();
    assert_eq!(
        list,
        ["- other 1", "cost - 1", "cost time 1", "time cost 1"]
    );
}

#[test]
fn excerpts_by_code_points() {
    let mut review = review(&[("ana", ANA), ("ben", BEN)], Policy::Any);
    let cost = review.codebook.code("cost").unwrap();
    let tags = review.coder_tags.as_mut().unwrap();
    for (coder, note, start, end) in [
        // A third in common, all in common, nothing, and one that has no place.
        (0, 0, 0, 10),
        (1, 0, 5, 15),
        (0, 1, 3, 7),
        (1, 1, 3, 7),
        (0, 2, 0, 5),
        (0, 2, 3, 8),
        (1, 2, 20, 30),
        (0, 3, 0, 0),
    ] {
        tags.taggings.push(Tagging {
            coder,
            note,
            themes: vec![cost],
            stance: Stance::NotStated,
            excerpt: Some(Excerpt {
                start,
                end,
                text: String::new(),
            }),
            memo: String::new(),
            time: String::new(),
            line: 2,
        });
    }
    let found = agreement(&review, &few_draws()).unwrap();
    let rows: Vec<_> = found
        .excerpts
        .iter()
        .map(|e| {
            (
                e.theme.is_some(),
                e.notes,
                e.same,
                e.apart,
                shown(&e.overlap),
            )
        })
        .collect();
    let row = |theme| (theme, 3, 1, 1, "0.444444".to_owned());
    assert_eq!(rows, [row(false), row(true)]);
}

/// The adjudicated file is not compared with those it settles, and says where they were overruled.
#[test]
fn against_the_adjudicated_file() {
    let coders = [("ana", ANA), ("ben", BEN), ("final", FINAL)];
    for (policy, against) in [
        (Policy::One(2), None),
        (Policy::Any, Some("final".parse().unwrap())),
    ] {
        let options = Options {
            against,
            ..few_draws()
        };
        let found = agreement(&review(&coders, policy), &options).unwrap();
        assert_eq!(found.pairs.len(), 1);
        assert!(!found.coders[2].compared);
        let against = found.against.unwrap();
        assert_eq!(against.coder.as_str(), "final");
        let [ana, ben] = against.coders.as_slice() else {
            panic!("{:?}", against.coders);
        };
        assert_eq!((ana.all.kept, ana.all.not_kept, ana.all.missed), (4, 1, 0));
        assert_eq!(shown(&ana.all.precision), "0.800000");
        assert_eq!(shown(&ana.all.recall), "1.000000");
        assert_eq!(shown(&ana.all.f1), "0.888889");
        assert_eq!((ben.all.kept, ben.all.not_kept, ben.all.missed), (3, 2, 1));
        let time = ben
            .themes
            .iter()
            .find(|t| t.theme.as_str() == "time")
            .unwrap();
        assert_eq!(
            shown(&time.found.recall),
            "undefined: there are no such cases"
        );
        let overruled: Vec<_> = ben
            .overruled
            .iter()
            .map(|o| (o.note.as_str(), o.theme.as_str(), o.how))
            .collect();
        assert_eq!(
            overruled,
            [
                ("N-4", "cost", How::KeptNotGiven),
                ("N-4", "time", How::GivenNotKept),
                ("N-5", "cost", How::GivenNotKept),
            ]
        );
    }
}

/// With one other coder the settled file is compared all the same: two files of one coder are two.
#[test]
fn a_coder_against_an_earlier_file_of_their_own() {
    let options = Options {
        against: Some("ana-march".parse().unwrap()),
        ..few_draws()
    };
    let coders = [("ana-march", ANA), ("ana-june", BEN)];
    let found = agreement(&review(&coders, Policy::Any), &options).unwrap();
    assert_eq!(found.pairs.len(), 1);
    assert!(found.coders.iter().all(|c| c.compared));
}
